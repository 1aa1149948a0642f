"""Word lists are data: tab-separated tables with a source column, read once and kept.

Lines that start with `#` are remarks. See README.md beside this file for origins and licences.
"""

from __future__ import annotations

import csv
import hashlib
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent


def read_text(name: str) -> str:
    """The content of the lexicon file `name`, for example `"abbreviations.tsv"`."""
    return (FOLDER / name).read_text(encoding="utf-8")


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of the lexicon table `name` as dictionaries from column to cell ("" where empty)."""
    lines = (line for line in read_text(name).splitlines() if line and not line.startswith("#"))
    reader = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE, restval="")
    return tuple(reader)


@cache
def word_classes(name: str) -> dict[str, list[str]]:
    """Class -> words, from the lexicon table `name`; a class may include earlier ones (`@name`)."""
    classes: dict[str, list[str]] = {}
    for row in rows(name):
        words = classes.setdefault(row["class"], [])
        for word in row["words"].split():
            words.extend(classes[word[1:]] if word.startswith("@") else [word])
    return classes


@cache
def pronouncing_dictionary() -> dict[str, int]:
    """Syllables of the first pronunciation of each word in the CMU Pronouncing Dictionary."""
    known = {}
    for n, line in enumerate(read_text("syllables.txt").split("\n")):
        known.update(dict.fromkeys(line.split(), n))
    return known


@cache
def version(name: str) -> str:
    """First eight hexadecimal digits of the SHA-256 of the lexicon file `name`."""
    return hashlib.sha256(read_text(name).encode("utf-8")).hexdigest()[:8]
