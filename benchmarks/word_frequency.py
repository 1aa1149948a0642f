"""Make `toolkit/lexicons/word_frequency.tsv`: how common English words are, counted from texts.

    python benchmarks/word_frequency.py FILE [FILE ...] [--only level=advanced] > word_frequency.tsv

A FILE is JSON lines (`.jsonl`, `.jsonl.gz`) or a tab-separated table (`.tsv`) with a field `text`.
`--only FIELD=VALUE` leaves out rows whose FIELD is something else. Prints one row per word form
with eight or more occurrences: its frequency per million words and the share of its occurrences
inside sentences (not their first word) that stand in lower case; empty where there are none.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
from collections import Counter
from pathlib import Path

import numpy as np

from toolkit.content.stems import plain
from toolkit.segmentation import segmented

LEAST = 8
REMARKS = """\
# How common English words are, counted in {n_words:,} words by benchmarks/word_frequency.py.
# lower_share: how often the word stands in lower case where it does not open a sentence.
# Source b+o+w+v: the Brown corpus, the advanced level of OneStopEnglish, the training part of
# WikiWeasel and the editorials of VADER's validation data; numbers only, none of their text.
word\tper_million\tlower_share\tsource"""


def texts(path: str, only: tuple[str, str] | None):
    """The texts of one file, each once, without the rows that `only` leaves out."""
    content = Path(path).read_bytes()
    lines = (
        (gzip.decompress(content) if path.endswith(".gz") else content).decode("utf-8").splitlines()
    )
    if ".jsonl" in path:
        rows = map(json.loads, lines)
    else:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    kept = (row for row in rows if not only or row.get(only[0], only[1]) == only[1])
    yield from dict.fromkeys(row["text"] for row in kept)


def count(columns) -> tuple[Counter, Counter, Counter]:
    """Occurrences of each form in all, and in lower and upper case inside sentences."""
    total, lower, upper = Counter(), Counter(), Counter()
    for column in columns:
        tokens = segmented(column)
        inside = np.ones(len(tokens.ids), bool)
        inside[tokens.sentences[:-1]] = False
        n_types = len(tokens.vocabulary)
        everywhere = np.bincount(tokens.ids, minlength=n_types)
        within = np.bincount(tokens.ids[inside], minlength=n_types)
        for token, n_all, n_within in zip(tokens.vocabulary, everywhere, within, strict=True):
            form = plain(token)
            if not any(map(str.isalpha, form)):
                continue
            total[form.lower()] += int(n_all)
            (upper if form[0].isupper() else lower)[form.lower()] += int(n_within)
    return total, lower, upper


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="+")
    parser.add_argument("--only", type=lambda text: tuple(text.split("=", 1)))
    arguments = parser.parse_args()
    total, lower, upper = count(list(texts(path, arguments.only)) for path in arguments.files)
    n_words = sum(total.values())
    print(REMARKS.format(n_words=n_words))
    for word, n in sorted(total.items(), key=lambda item: (-item[1], item[0])):
        if n < LEAST:
            break
        within = lower[word] + upper[word]
        share = f"{lower[word] / within:.2f}" if within else ""
        print(f"{word}\t{n * 1e6 / n_words:.1f}\t{share}\tb+o+w+v")


if __name__ == "__main__":
    main()
