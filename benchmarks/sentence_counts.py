"""How many sentences does the rule find, beside a corpus that says how many there are?

    python benchmarks/sentence_counts.py BROWN.jsonl.gz

The file has one paragraph per line with `text` and `n_sents`, the corpus's own number of sentences,
such as the paragraphs of the Brown corpus (Francis & Kucera 1964). Brown also divides sentences at
semicolons, which no reader does, so paragraphs without one are counted apart. The error of a
paragraph is |found - gold| / gold. textstat's count of the same raw text stands beside.
"""

from __future__ import annotations

import argparse

import numpy as np
import pandas as pd

import toolkit as tk

COUNTING = {"this toolkit": "published", "textstat": "textstat"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("corpus", help="JSON lines, gzipped or not, with text and n_sents")
    table = pd.read_json(parser.parse_args().corpus, lines=True)
    if missing := {"text", "n_sents"} - set(table.columns):
        raise SystemExit(f"the file has no field {min(missing)!r}; it needs text and n_sents")
    gold = table["n_sents"].to_numpy(float)
    plain = ~table["text"].str.contains(";", regex=False).to_numpy()
    print("| counted by | paragraphs | sentences, gold | found | mean error, % | exact, % |")
    print("|---|---:|---:|---:|---:|---:|")
    for name, counting in COUNTING.items():
        measured = tk.measure(table[["text"]], ["n_sentences"], counting=counting)
        found = np.nan_to_num(measured["n_sentences"].to_numpy())
        for which, kept in (("all", gold > 0), ("without a semicolon", plain & (gold > 0))):
            error = np.abs(found - gold)[kept] / gold[kept]
            print(
                f"| {name} | {which}: {kept.sum():,} | {gold[kept].sum():,.0f} "
                f"| {found[kept].sum():,.0f} | {100 * error.mean():.2f} "
                f"| {100 * (error == 0).mean():.1f} |"
            )


if __name__ == "__main__":
    main()
