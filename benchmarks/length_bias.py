"""Does a measure differ between short and long texts that were drawn alike?

Deals the paragraphs of a corpus at random into stories of one "report" paragraph and six of
"commentary", so that the roles differ in length and in nothing else, and compares them. Prints, as
a Markdown table, the measures whose interval leaves out zero, and what is left at equal length.

    python benchmarks/length_bias.py PARAGRAPHS.jsonl.gz --within doc_id

The file has one JSON object with a `text` a line, such as the paragraphs of the Brown corpus; with
`--within` every story is dealt from the paragraphs of one document.
"""

from __future__ import annotations

import argparse

import numpy as np
import pandas as pd

from toolkit.comparison.checks import other_ways
from toolkit.comparison.many_stories import compare
from toolkit.comparison.samples import body, chosen_measures, sample_of
from toolkit.measures import measure

LEAST_WORDS = 40
ROLES = ["report"] + ["commentary"] * 6


def dealt(paragraphs: pd.DataFrame, within: str | None, n: int, seed: int) -> pd.DataFrame:
    """A paragraphs table of up to `n` stories of seven paragraphs each, dealt at random."""
    shuffled = paragraphs.sample(frac=1, random_state=seed)
    groups = shuffled.groupby(within)["text"] if within else [("", shuffled["text"])]
    hands = [text.to_numpy()[: len(text) // 7 * 7] for _, text in groups]
    drawn = np.concatenate(hands)[: n * 7]
    n_stories = len(drawn) // 7
    return pd.DataFrame(
        {
            "story": np.repeat(np.arange(n_stories), len(ROLES)),
            "role": ROLES * n_stories,
            "paragraph": np.tile(np.arange(len(ROLES)) + 1, n_stories),
            "text": drawn,
        }
    )


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("paragraphs")
    arguments.add_argument("--within", help="column of the document; a story is dealt from one")
    arguments.add_argument("--stories", type=int, default=1000)
    arguments.add_argument("--seed", type=int, default=1)
    given = arguments.parse_args()
    paragraphs = pd.read_json(given.paragraphs, lines=True)
    paragraphs = paragraphs[paragraphs["text"].str.split().str.len() >= LEAST_WORDS]
    table = measure(dealt(paragraphs, given.within, given.stories, given.seed))
    found = compare(table, checks=False)
    rows, names = body(table), chosen_measures(table)
    ways = other_ways(rows, sample_of(rows, names), names, "story", None, None)
    found["equal"] = ways["at equal length"]
    print(f"{table['story'].nunique()} stories, {table['n_words'].sum():,.0f} words\n")
    print("| measure | short | long | difference | 95% interval | at equal length |")
    print("|---|---:|---:|---:|---|---:|")
    for row in found[found["ci_low"] * found["ci_high"] > 0].itertuples():
        print(f"| {row.label} | {row.report:.2f} | {row.commentary:.2f} | {row.difference:+.2f} "
              f"| {row.ci_low:.2f} to {row.ci_high:.2f} | {row.equal:+.2f} |")  # fmt: skip
    print(f"\n{len(found)} measures compared.")


if __name__ == "__main__":
    main()
