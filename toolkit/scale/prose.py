"""Rows that are one paragraph at first sight, so that millions need no closer look."""

from __future__ import annotations

import re
from dataclasses import dataclass
from string import ascii_letters

from ..reading.decoding import clean
from ..reading.marker import LONGEST_MARKER, marker_test
from ..reading.paragraphs import trim
from ..reading.parts import ROLES

_BAD = re.compile("[\x00\ud800-\udfff]")
_BREAK = re.compile("[\n\r\x0b\x0c\x85\u2028\u2029\x00\ud800-\udfff]")
# What opens a sentence, and no item of a list, heading or division.
_OPENERS = frozenset(ascii_letters + "\"'\u2018\u201c($")


@dataclass(frozen=True)
class Reading:
    """How inputs are read; `role` is one of the two, "none", or None for what the inputs say."""

    text_column: str = "text"
    role: str | None = None
    marker: str | None = None
    language: str | None = "en"


def sorted_out(ours: dict, n: int, reading: Reading):
    """Rows that are one paragraph for sure, and the indices of all others.

    `ours` are columns under our names, as lists of `n` values. A sure row is (index, role,
    paragraph or None, kind, text).
    """
    texts = ours.get("text") or [None] * n
    given = given_role(reading)
    roles = [role_of(r) or given for r in ours["role"]] if "role" in ours else [given] * n
    kinds, numbers = ours.get("kind"), ours.get("paragraph")
    if kinds is not None and numbers is None:
        numbers = [None] * n
    is_marker = marker_test(reading.marker)
    longest = LONGEST_MARKER + len(reading.marker or "")
    prose, others = [], []
    for i, text in enumerate(texts):
        if type(text) is not str or roles[i] is _STRANGE:
            others.append(i)
        elif numbers is not None:
            kind = kinds[i] if kinds is not None and kinds[i] is not None else "body"
            number = _number(numbers[i])
            if number is _STRANGE or kind not in ("body", "heading") or not _has_words(text):
                others.append(i)
            else:
                prose.append(
                    (i, roles[i], number, kind, clean(text)[0] if _BAD.search(text) else text)
                )
        elif _is_one_line(text) and (len(text) > longest or not is_marker(text)):
            prose.append((i, roles[i], None, "body", trim(text)))
        else:
            others.append(i)
    return prose, others


_STRANGE = object()
_ROLES = {role: role for role in ROLES} | {None: None, "": None}


def role_of(value):
    """The role that a cell says, None for an empty cell, `_STRANGE` for anything else."""
    if type(value) is str and value in _ROLES:
        return _ROLES[value]
    if value is None or value != value:
        return None
    plain = str(value).strip().casefold()
    return _ROLES.get(plain, _STRANGE)


def given_role(reading: Reading) -> str | None:
    """The role of texts that say none themselves."""
    return None if reading.role == "none" else reading.role


def _number(value):
    if value is None or value != value:
        return None
    try:
        return int(value)
    except (TypeError, ValueError, OverflowError):
        return _STRANGE


def _is_one_line(text: str) -> bool:
    """Whether it is a single line that opens like a sentence, and has a letter or digit."""
    if text[:1] not in _OPENERS or not _has_words(text):
        return False
    return text.isprintable() or not _BREAK.search(text)


def _has_words(text: str) -> bool:
    return text[:1].isalnum() or any(map(str.isalnum, text))
