"""How well the detector of hedges agrees with people, on any file of annotated sentences.

    python benchmarks/hedging.py --gold tests/gold/hedging.jsonl

A gold file has one JSON object per line: `doc`, `text`, `label` ("uncertain" or "certain") and
`cues`, a list of `{"start", "end", "text", "type"}`; it may be gzipped. Printed: precision, recall
and F1 by sentence and by cue, beside lists matched naively; by category; the rate per document
against gold; the worst cues with examples. `--split` reports the documents whose SHA-256 is
divisible by five (held out) apart from the rest.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
from collections import defaultdict
from pathlib import Path

import numpy as np
import pandas as pd

from toolkit.measures.cue_table import NO_CUE, Lexicon
from toolkit.measures.hedging import find_hedges, load_lexicon

MODALS = ["may", "might", "could", "would"]


def read_gold(path: Path) -> list[dict]:
    """The sentences of a gold file."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def is_held_out(doc: str) -> bool:
    """One document in five, by a hash of its name."""
    return int(hashlib.sha256(doc.encode("utf-8")).hexdigest(), 16) % 5 == 0


def naive(profile: str) -> dict[str, Lexicon]:
    """Lists to compare with: the lexicon without its rules, and four modal verbs."""
    table = load_lexicon(profile).table
    bare = table[table["category"] != NO_CUE].assign(rule="")
    modals = bare[bare["cue"].isin(MODALS) & (bare["series"] == "hedge")]
    return {
        "the same cues without rules": Lexicon("naive", bare.reset_index(drop=True)),
        "may, might, could, would": Lexicon("modals", modals.reset_index(drop=True)),
    }


def judged(gold: list[dict], profile: str, lexicon=None) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Detected cues with whether each is annotated; annotated cues with whether each was found."""
    found = find_hedges([row["text"] for row in gold], profile=profile, lexicon=lexicon)
    found = found[found["series"] == "hedge"].reset_index(drop=True)
    spans = defaultdict(list)
    for row, start, end in zip(found["row"], found["start"], found["end"], strict=True):
        spans[row].append((start, end))
    annotated = pd.DataFrame(
        [
            {
                "row": i,
                "text": cue["text"].lower(),
                "type": cue["type"],
                "found": _overlaps(cue, spans[i]),
            }
            for i, row in enumerate(gold)
            for cue in row["cues"]
        ],
        columns=["row", "text", "type", "found"],
    )
    found["right"] = [
        _overlaps({"start": start, "end": end}, [(c["start"], c["end"]) for c in gold[row]["cues"]])
        for row, start, end in zip(found["row"], found["start"], found["end"], strict=True)
    ]
    return found, annotated


def _overlaps(cue: dict, spans: list[tuple[int, int]]) -> bool:
    return any(start < cue["end"] and cue["start"] < end for start, end in spans)


def scores(gold, found, annotated) -> dict[str, float]:
    """Agreement by sentence, by cue, and of the rate per document (Spearman), in percent."""
    truth = np.array([row["label"] == "uncertain" for row in gold])
    said = np.isin(np.arange(len(gold)), found["row"])
    hits = (truth & said).sum()
    row = _prf("sentence", hits / max(said.sum(), 1), hits / max(truth.sum(), 1))
    row |= _prf("cue", found["right"].mean(), annotated["found"].mean())
    return row | {"rate": _rate_agreement(gold, found, annotated)}


def _prf(name: str, precision: float, recall: float) -> dict[str, float]:
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    values = zip(("precision", "recall", "F1"), (precision, recall, f1), strict=True)
    return {f"{name} {measure}": 100 * value for measure, value in values}


def _rate_agreement(gold, found, annotated) -> float:
    docs, index = np.unique([row["doc"] for row in gold], return_inverse=True)
    n_words = np.bincount(index, [len(row["text"].split()) for row in gold], len(docs))
    ours = np.bincount(index[found["row"]], minlength=len(docs)) / n_words
    theirs = np.bincount(index[annotated["row"].astype(int)], minlength=len(docs)) / n_words
    enough = n_words >= min(100, np.median(n_words))
    return pd.Series(ours[enough]).corr(pd.Series(theirs[enough]), method="spearman")


def by_category(found: pd.DataFrame, annotated: pd.DataFrame) -> pd.DataFrame:
    """Precision of each category of ours, recall of each type of the annotation."""
    ours = found.groupby("category")["right"].agg(["size", "mean"])
    theirs = annotated.groupby("type")["found"].agg(["size", "mean"])
    columns = {"precision": ours, "recall": theirs}
    return pd.concat(columns).set_axis(["cues", "share"], axis=1).mul([1, 100]).round(1)


def worst(gold, found, annotated, n: int) -> None:
    """Print the cues most often wrong, and the annotated ones most often missed, with examples."""
    wrong = found[~found["right"]]
    print(f"\nWorst cues: wrong / right, and up to {n} examples of wrong ones")
    for cue, some in sorted(wrong.groupby("cue"), key=lambda item: -len(item[1]))[:15]:
        print(f"{cue}: {len(some)} / {(found['cue'] == cue).sum() - len(some)}")
        for span in some.head(n).itertuples():
            text = gold[span.row]["text"]
            print(f"    … {text[max(0, span.start - 50) : span.end + 40]} …")
    missed = annotated[~annotated["found"].astype(bool)]["text"].value_counts().head(30)
    print("\nMissed:", ", ".join(f"{text} {count}" for text, count in missed.items()))


def report(gold: list[dict], profile: str, examples: int) -> None:
    """Print everything for one set of sentences."""
    found, annotated = judged(gold, profile)
    rows = {found.attrs.get("lexicon", profile): scores(gold, found, annotated)}
    for name, lexicon in naive(profile).items():
        rows[name] = scores(gold, *judged(gold, profile, lexicon))
    uncertain = sum(row["label"] == "uncertain" for row in gold)
    print(f"\n{len(gold)} sentences, {uncertain} uncertain, {len(annotated)} cues annotated")
    print(pd.DataFrame(rows).T.round(2).to_string())
    print(by_category(found, annotated).to_string())
    if examples:
        worst(gold, found, annotated, examples)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--gold", type=Path, default=Path("tests/gold/hedging.jsonl"))
    parser.add_argument("--profile", choices=("news", "broad"), default="news")
    parser.add_argument("--split", action="store_true", help="held-out documents apart")
    parser.add_argument("--examples", type=int, default=2, help="examples per cue; 0 for none")
    options = parser.parse_args()
    gold = read_gold(options.gold)
    if not options.split:
        return report(gold, options.profile, options.examples)
    print("Development: four documents in five")
    report([row for row in gold if not is_held_out(row["doc"])], options.profile, options.examples)
    print("\nHeld out: one document in five")
    report([row for row in gold if is_held_out(row["doc"])], options.profile, 0)


if __name__ == "__main__":
    main()
