"""Compare `measure(..., counting="textstat")` with textstat on every text of some files.

    python benchmarks/textstat_parity.py FILE... [--limit 1000]

A FILE is JSON lines, gzipped or not, with a field `text`, such as the paragraphs of the Brown
corpus. Every formula and count that both have is compared on the raw text; prints the largest
difference and the number of texts that differ by more than 1e-9. The exit status is 1 if any does.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np
import pandas as pd

import toolkit as tk

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from test_textstat_parity import REFERENCE

TOLERANCE = 1e-9


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("files", nargs="+")
    parser.add_argument("--limit", type=int, help="only so many texts, drawn at random")
    options = parser.parse_args()
    texts = pd.concat([pd.read_json(path, lines=True)["text"] for path in options.files])
    if options.limit and options.limit < len(texts):
        texts = texts.sample(options.limit, random_state=1)
    ours = tk.measure(texts, list(REFERENCE), counting="textstat")
    print(f"{len(texts):,} texts\n")
    print("| value | largest difference | texts that differ |\n|---|---:|---:|")
    differing = 0
    for name, function in REFERENCE.items():
        theirs = np.array([function(text) for text in texts], float)
        difference = np.abs(ours[name].to_numpy() - theirs)
        wrong = int((~(difference <= TOLERANCE)).sum())
        differing += wrong
        print(f"| `{name}` | {np.nanmax(difference):.1e} | {wrong} |", flush=True)
    sys.exit(int(differing > 0))


if __name__ == "__main__":
    main()
