"""Do readability formulas put texts in the order in which people wrote them to be?

    python benchmarks/reading_levels.py LEVELS.jsonl.gz

LEVELS has one text a line with `article`, `level` ("elementary", "intermediate" or "advanced") and
`text`: the same article rewritten for three levels of learners, such as OneStopEnglish (Vajjala &
Lucic 2018). Printed is for each formula in how many articles the harder version comes out harder,
for the outer levels and for neighbouring ones, and the mean value of each level.
"""

from __future__ import annotations

import argparse

import pandas as pd

import toolkit as tk

LEVELS = ["elementary", "intermediate", "advanced"]
PAIRS = [(0, 2), (0, 1), (1, 2)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("corpus", help="JSON lines, gzipped or not, with article, level and text")
    table = pd.read_json(parser.parse_args().corpus, lines=True)
    known = tk.list_measures().query("family == 'readability'")
    measured = tk.measure(table, list(known.index))
    pairs = " | ".join(f"{LEVELS[a]} < {LEVELS[b]}" for a, b in PAIRS)
    print(f"| formula | {' | '.join(LEVELS)} | {pairs} |")
    print("|---|" + "---:|" * (len(LEVELS) + len(PAIRS)))
    for name, higher in known["higher"].items():
        levels = measured.pivot(index="article", columns="level", values=name)[LEVELS].dropna()
        harder = levels if "harder" in higher else -levels
        shares = [f"{100 * (harder[LEVELS[a]] < harder[LEVELS[b]]).mean():.0f}%" for a, b in PAIRS]
        means = [f"{value:.1f}" for value in levels.mean()]
        print(f"| `{name}` | {' | '.join([*means, *shares])} |")
    print(f"\n{measured['article'].nunique()} articles")


if __name__ == "__main__":
    main()
