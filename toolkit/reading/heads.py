"""The head of an article: short lines above it that tell who wrote it or when."""

from __future__ import annotations

import re

LONG_LINE = 150  # characters: nobody wraps lines at more
LONGEST_HEAD = 8  # lines above an article, if one of them tells who wrote it or when

_BYLINE = re.compile(r"\W{0,3}(?:[Bb]y|BY|[Ww]ords:?) [A-Z][\w.'\u2019-]{1,30} [A-Z].{0,80}")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_WRITTEN_WHEN = re.compile(
    r"(?<!\bin )(?<!\bsince )(?<!\buntil )"  # what a line with these is about
    rf"\b{_MONTH}\.?(?: \d{{1,2}}(?:st|nd|rd|th)?)?,? (?:19|20)\d\d\b"
    r"|\b(?:19|20)\d\d[-./]\d{1,2}[-./]\d{1,2}\b|\b\d{1,2}[-./]\d{1,2}[-./](?:19|20)?\d\d\b"
    r"|\b\d{1,2}[:.]\d\d ?(?:[ap]\.?m\b|GMT|BST|E[SD]T)",
    re.I,
)
_MOST_DATES = 2  # of a head: when it appeared and was changed; more are a programme of what happens
_APPEARED = re.compile(r"\b(?:updated|modified|edited|published|posted)\b", re.I)


def is_head(lines: list[str], first: str) -> bool:
    """Whether short lines above an article's first paragraph are its byline and such."""
    if len(lines) > LONGEST_HEAD or len(first) <= LONG_LINE / 2:
        return False
    if any(line[:1].islower() for line in lines):  # verses, or a sentence in pieces
        return False
    dates = [i for i, line in enumerate(lines) if _WRITTEN_WHEN.search(line)]
    if len(dates) > _MOST_DATES:
        return False
    if any(map(_BYLINE.fullmatch, lines)) or any(_APPEARED.search(lines[i]) for i in dates):
        return True
    return bool(dates) and dates[-1] - dates[0] < len(dates)  # in a timeline, lines stand between
