"""Does `carryover_score` put the true report above another one? A table, for any pairs of texts.

    python benchmarks/carryover.py FOLDER
    python benchmarks/carryover.py PAIRS.jsonl --group outlet
    python benchmarks/carryover.py TEXTS.jsonl.gz --key doc_id --halves --where category=lore
    python benchmarks/carryover.py TEXTS.jsonl.gz --key article --report level=advanced
        --commentary level=elementary --halves

A FOLDER holds stories as `read_stories` reads them. PAIRS has the fields `report` and `commentary`.
TEXTS has a field `text`; rows with the same `--key` (in a .tsv: the part before "_") make one text,
and a pair is that text twice, or the rows chosen by `--report` and by `--commentary`. With
`--halves` the report is the first half of its sentences and the commentary the second half of its
own, so that they have no sentence in common. Each commentary is compared with its own report and
with `--others` drawn from the same `--group`. With `--unequal` each report is cut to its first
sentences: to a length drawn between 30 words and all of it, each doubling as likely as the next.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import math
import random
from collections import defaultdict
from pathlib import Path

import numpy as np
import pandas as pd

import toolkit as tk
from toolkit.borrowing import carryover, carryover_score

SHORTEST = 30  # words of a report that is cut


def rows_of(path: Path) -> list[dict]:
    """The rows of a JSONL, gzipped JSONL or TSV file."""
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    lines = content.decode("utf-8").splitlines()
    if path.suffix == ".tsv":
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [json.loads(line) for line in lines]


def chosen(rows: list[dict], condition: str | None) -> list[dict]:
    """The rows for which FIELD=VALUE holds."""
    if not condition:
        return rows
    field, value = condition.split("=", 1)
    return [row for row in rows if str(row.get(field)) in value.split(",")]


def joined(rows: list[dict], key: str, is_tsv: bool) -> dict[str, str]:
    """One text per key."""
    parts = defaultdict(list)
    for row in rows:
        parts[row[key].split("_")[0] if is_tsv else row[key]].append(row["text"])
    return {name: "\n\n".join(texts) for name, texts in parts.items()}


def half(text: str, second: bool) -> str:
    """The first or second half of a text's sentences."""
    sentences = tk.sentences(pd.DataFrame({"text": [text]}))["text"].tolist()
    middle = len(sentences) // 2
    return " ".join(sentences[middle:] if second else sentences[:middle])


def beginning(text: str, draw: random.Random) -> str:
    """The first sentences of a text, as many as have a number of words drawn at random."""
    sentences = tk.sentences(pd.DataFrame({"text": [text]}))["text"].tolist()
    lengths = np.cumsum([len(sentence.split()) for sentence in sentences])
    enough = math.exp(draw.uniform(math.log(SHORTEST), math.log(max(lengths[-1], SHORTEST))))
    return " ".join(sentences[: 1 + np.searchsorted(lengths, enough)])


def pairs(options) -> list[tuple[str, str, str]]:
    """(group, report, commentary) of every pair."""
    path = Path(options.source)
    if path.is_dir():
        found = tk.read_stories(path).groupby(["story", "role"])["text"].agg("\n\n".join).unstack()
        return [("", row.report, row.commentary) for row in found.itertuples()]
    rows = chosen(rows_of(path), options.where)
    if not options.key:
        return [(str(row.get(options.group, "")), row["report"], row["commentary"]) for row in rows]
    is_tsv = path.suffix == ".tsv"
    reports = joined(chosen(rows, options.report), options.key, is_tsv)
    commentaries = joined(chosen(rows, options.commentary), options.key, is_tsv)
    names = [name for name in reports if name in commentaries]
    if options.halves:
        reports = {name: half(reports[name], second=False) for name in names}
        commentaries = {name: half(commentaries[name], second=True) for name in names}
    return [
        ("", reports[name], commentaries[name])
        for name in names
        if len(reports[name].split()) >= 20 and len(commentaries[name].split()) >= 20
    ]


def story(report: str, commentary: str) -> pd.DataFrame:
    return pd.DataFrame({"role": ["report", "commentary"], "text": [report, commentary]})


def measured(found, n_others: int, seed: int) -> dict[str, float]:
    """Scores of true and other pairs, how often the true one wins, and the status of sentences."""
    draw = random.Random(seed)
    members = defaultdict(list)
    for i, (group, *_) in enumerate(found):
        members[group].append(i)
    wins, best, true, false, status = [], [], [], [], {True: [], False: []}
    for i, (group, report, commentary) in enumerate(found):
        others = [j for j in members[group] if j != i]
        others = draw.sample(others, min(n_others, len(others)))
        if not others:
            continue
        own = carryover_score(story(report, commentary))
        rest = np.array([carryover_score(story(found[j][1], commentary)) for j in others])
        wins.append(np.mean((own > rest) + 0.5 * (own == rest)))
        best.append(own > rest.max())
        true.append(own)
        false += rest.tolist()
        status[True] += carryover(story(report, commentary))["status"].tolist()
        status[False] += carryover(story(found[others[0]][1], commentary))["status"].tolist()
    shares = {
        f"{label}: {kind}": np.mean([one == kind for one in status[is_true]])
        for label, is_true in (("own report", True), ("other report", False))
        for kind in ("carried over", "partly")
    }
    return {
        "pairs": len(wins),
        "true above random": np.mean(wins),
        f"true above all of {n_others}": np.mean(best),
        "median true": np.median(true),
        "median random": np.median(false),
        **shares,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("source")
    for name in ("group", "key", "where", "report", "commentary"):
        parser.add_argument(f"--{name}")
    for name in ("halves", "unequal"):
        parser.add_argument(f"--{name}", action="store_true")
    parser.add_argument("--others", type=int, default=10)
    parser.add_argument("--limit", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    found = pairs(options)
    random.Random(options.seed).shuffle(found)
    found = found[: options.limit]
    if options.unequal:
        draw = random.Random(options.seed)
        found = [(group, beginning(report, draw), reply) for group, report, reply in found]
    for name, value in measured(found, options.others, options.seed).items():
        print(f"{name:28} {value:.3f}" if isinstance(value, float) else f"{name:28} {value}")


if __name__ == "__main__":
    main()
