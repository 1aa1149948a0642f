"""Shares of a whole: "a fifth", "2/3 of voters", "one in five", "two out of three"."""

from __future__ import annotations

import re

from .cardinals import spelled, values
from .words import Word, class_of

_SLASHED = re.compile(r"([1-9])/([2-9]|10)")
_WHOLE = re.compile(r"[1-9]\d{0,2}")
# Of other wholes "two in six attacks" may be a place, and "six out of nine members" a count.
_WHOLES = frozenset((3, 4, 5, 10, 100))
_UNITS = ("time", "unit of measure", "small unit", "measure", "scale", "month")
MOST = 1000


def share(words: list[Word], i: int) -> tuple[float, int] | None:
    """Which share of a whole the words from `i` on name, from 0 to 1, and its last word.

    >>> from .words import words_of
    >>> texts = "two thirds", "2/5 of us", "one in five", "one dog in 5", "9 out of 10"
    >>> [round(share(words_of(text.split()), 0)[0], 2) for text in texts]
    [0.67, 0.4, 0.2, 0.2, 0.9]
    >>> texts = "one in five years", "two in six attacks", "one in 2015", "9/11", "2.5", "ten"
    >>> [share(words_of(text.split()), 0) for text in texts]
    [None, None, None, None, None, None]
    """
    slashed = _SLASHED.fullmatch(words[i].form)
    if slashed:
        part, whole = map(int, slashed.groups())
        has_of = part < whole and not words[i].closes and _lower(words, i + 1) == "of"
        has_of &= _lower(words, i + 2) not in values("month")
        return (part / whole, i) if has_of else None
    found = spelled(words, i)
    if found and found[0] < 1 and words[found[1]].lower in values("fraction"):
        return None if _is_part_of_one(words, found[1]) else found
    return _of_every(words, i) or _one_in(words, i)


def _one_in(words: list[Word], i: int) -> tuple[float, int] | None:
    """ "one child in three", "four homes in ten", where nothing follows that these may be.

    "In three streets" there are three streets.
    """
    ahead = words[i : i + 4]
    part = _cardinal(words, i)
    if len(ahead) < 4 or not part or ahead[2].lower != "in":
        return None
    noun, whole = ahead[1], _cardinal(words, i + 3)
    is_noun = noun.form.islower() and class_of(noun.lower) is None
    if not is_noun or any(word.closes for word in ahead[:3]) or not whole:
        return None
    is_share = 2 < whole < MOST if part == 1 else part < whole and whole in _WHOLES
    follows = "" if ahead[3].closes else _lower(words, i + 4)
    is_count = follows and class_of(follows) is None
    return (part / whole, i + 3) if is_share and not is_count else None


def _is_part_of_one(words: list[Word], last: int) -> bool:
    """Whether a unit follows a fraction: "a quarter of a percentage point", "a tenth of a mile"."""
    if words[last].closes or _lower(words, last + 1) != "of":
        return False
    return _lower(words, last + 2) in ("a", "an", "one") and any(
        _is_unit(_lower(words, last + more)) for more in (3, 4)
    )


def _is_unit(word: str) -> bool:
    return any(word in values(kind) for kind in _UNITS)


def _of_every(words: list[Word], i: int) -> tuple[float, int] | None:
    """ "one in five" and "two out of three", but nothing counted in years, metres or games."""
    part = _cardinal(words, i)
    at = i + 1 if _lower(words, i + 1) == "in" else i + 2
    links = ["in"] if at == i + 1 else ["out", "of"]
    between = words[i : at + 1]
    if not part or [word.lower for word in between[1:]] != links or at + 1 >= len(words):
        return None
    whole = _cardinal(words, at + 1)
    if not whole or any(word.closes for word in between) or not part < whole < MOST:
        return None
    follows = "" if words[at + 1].closes else _lower(words, at + 2)
    is_share = part == 1 or whole in _WHOLES
    is_count = _is_unit(follows) or follows in values("turn")
    is_label = _lower(words, i - 1) in values("label")
    return (part / whole, at + 1) if is_share and not (is_count or is_label) else None


def _cardinal(words: list[Word], i: int) -> int | None:
    """The whole number that one word is."""
    form = words[i].form
    if _WHOLE.fullmatch(form):
        marks = words[i].before + words[i].after
        return None if any(mark in marks for mark in "$£€%") else int(form)
    found = spelled(words, i) if form.isalpha() else None
    return int(found[0]) if found and found[1] == i and found[0] == int(found[0]) else None


def _lower(words: list[Word], i: int) -> str:
    return words[i].lower if 0 <= i < len(words) else ""
