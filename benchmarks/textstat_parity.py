"""Compare `measure(..., counting="textstat")` with textstat on every text of some files.

    python benchmarks/textstat_parity.py FILE... [--limit 1000]

A FILE is JSON lines, gzipped or not, with a field `text`, such as the paragraphs of the Brown
corpus. Every formula and count that both have is compared on the raw text; prints the largest
difference and the number of texts that differ by more than 1e-9. The exit status is 1 if any does.
"""

from __future__ import annotations

import argparse
import sys

import numpy as np
import pandas as pd
import textstat

import toolkit as tk

TOLERANCE = 1e-9
REFERENCE = {
    "n_words": textstat.lexicon_count,
    "n_sentences": textstat.sentence_count,
    "n_syllables": textstat.syllable_count,
    "n_polysyllables": textstat.polysyllabcount,
    "n_letters": textstat.letter_count,
    "n_characters": textstat.char_count,
    "n_long_words": textstat.long_word_count,
    "n_difficult_words": lambda text: textstat.difficult_words(text, 0, unique=False),
    "flesch_reading_ease": textstat.flesch_reading_ease,
    "flesch_kincaid_grade": textstat.flesch_kincaid_grade,
    "gunning_fog": textstat.gunning_fog,
    "smog_index": textstat.smog_index,
    "automated_readability_index": textstat.automated_readability_index,
    "coleman_liau_index": textstat.coleman_liau_index,
    "dale_chall": textstat.dale_chall_readability_score,
    "linsear_write": textstat.linsear_write_formula,
    "lix": textstat.lix,
    "rix": textstat.rix,
}


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
