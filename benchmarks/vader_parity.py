"""Compare `polarity_scores` with vaderSentiment on every text, sentence and clause of some files.

    python benchmarks/vader_parity.py FILE...

A FILE is JSON lines or a table of tab-separated values, either of them gzipped or not, with a field
or column `text`. Each text is compared whole, cut into sentences by the toolkit's rule, and cut
naively behind every stop, comma and the like; all four scores must be equal to the last decimal.
Prints one row per file and kind of piece; the exit status is 1 if anything differs.
"""

from __future__ import annotations

import csv
import gzip
import json
import re
import sys
from pathlib import Path

import pandas as pd
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from toolkit.measures.sentiment import polarity_scores
from toolkit.segmentation import sentences
from toolkit.text import normalise


def read_texts(path: Path) -> list[str]:
    """The `text` of every row of a JSONL or TSV file."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8", newline="") as file:
        if ".jsonl" in path.suffixes:
            return [json.loads(line)["text"] for line in file]
        return [row["text"] for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]


def pieces_of(texts: list[str]) -> dict[str, list[str]]:
    """The texts as they are compared, by kind of piece."""
    cut = sentences(pd.DataFrame({"text": texts}))["text"].tolist()
    return {
        "texts": texts,
        "sentences": cut,
        "normalised sentences": [normalise(sentence) for sentence in cut],
        "clauses": [clause for text in texts for clause in re.split(r"(?<=[.!?;:,])\s", text)],
    }


def differences(pieces: list[str]) -> pd.Series:
    """Largest difference of each piece's four scores from the reference's."""
    analyzer = SentimentIntensityAnalyzer()
    expected = pd.DataFrame([analyzer.polarity_scores(piece) for piece in pieces])
    return (polarity_scores(pieces)[list(expected)] - expected).abs().max(axis=1)


def main(paths: list[str]) -> int:
    """Print the table of comparisons; 1 if anything differed, 2 if there was nothing to do."""
    if not paths or paths[0].startswith("-"):
        print(__doc__)
        return 2
    rows = []
    for path in map(Path, paths):
        for kind, pieces in pieces_of(read_texts(path)).items():
            apart = differences(pieces)
            rows.append((path.name, kind, len(pieces), int((apart > 0).sum()), apart.max()))
    table = pd.DataFrame(rows, columns=["file", "pieces", "compared", "different", "largest"])
    print(table.to_string(index=False))
    return int(table["different"].sum() > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
