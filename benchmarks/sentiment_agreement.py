"""How far does VADER agree with people, scored by sentence and in one piece?

    python benchmarks/sentiment_agreement.py RATINGS.tsv...

RATINGS is a tab-separated table with `id`, `mean_valence` (people's mean rating) and `text`, one
sentence or snippet a row, such as those that VADER's authors published with their paper: editorials
of the New York Times and product reviews (Hutto & Gilbert 2014). What stands in `id` before "_" is
the text that a snippet is from. Printed are Pearson's r with the ratings: of single snippets, and
of runs of `--size` snippets of one text, by the mean of the snippets' scores (what the toolkit's
`vader_compound` does) and by the score of the run in one piece.
"""

from __future__ import annotations

import argparse
import csv
from pathlib import Path

import numpy as np
import pandas as pd

import toolkit as tk
from toolkit.text import normalise


def runs_of(ratings: pd.DataFrame, size: int) -> pd.DataFrame:
    """Per run of `size` snippets of one text: mean rating, mean score, score in one piece."""
    text = ratings["id"].str.rpartition("_")[0]
    run = text + ":" + (ratings.groupby(text).cumcount() // size).astype(str)
    runs = ratings.groupby(run, sort=False).agg(
        n=("text", "size"), rated=("rated", "mean"), mean=("score", "mean"), text=("text", " ".join)
    )
    runs = runs[runs["n"] == size]
    return runs.assign(whole=tk.polarity_scores(runs["text"])["compound"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("files", nargs="+")
    parser.add_argument("--size", type=int, default=5)
    options = parser.parse_args()
    print("| texts | snippets | r | runs | r, mean of sentences | r, in one piece |")
    print("|---|---:|---:|---:|---:|---:|")
    for path in options.files:
        table = pd.read_csv(path, sep="\t", quoting=csv.QUOTE_NONE, dtype={"id": str})
        ratings = table.assign(rated=table["mean_valence"], text=table["text"].map(normalise))
        ratings["score"] = tk.polarity_scores(ratings["text"])["compound"]
        runs = runs_of(ratings, options.size)
        single, mean, whole = (
            np.corrcoef(frame["rated"], frame[column])[0, 1]
            for frame, column in ((ratings, "score"), (runs, "mean"), (runs, "whole"))
        )
        print(
            f"| {Path(path).stem} | {len(ratings):,} | {single:.3f} "
            f"| {len(runs):,} | {mean:.3f} | {whole:.3f} |"
        )


if __name__ == "__main__":
    main()
