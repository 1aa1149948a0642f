"""Rows that are one paragraph at first sight, so that millions need no closer look."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ..columns import ROLES
from ..errors import ToolkitError
from ..reading.cells import paragraph_number
from ..reading.marker import LONGEST_MARKER, marker_test, marker_words
from ..splitting import matching, text_bytes

# What opens a sentence, and no item of a list, heading or division.
_OPENS = "^(?:[a-zA-Z\"'\u2018\u201c($.,;]|--|[0-9]+[^0-9.)])"
STRANGE = object()
_ROLES = {role: role for role in ROLES} | {None: None, "": None}


@dataclass(frozen=True)
class Reading:
    """How inputs are read; `role` is one of the two, "none", or None for what the inputs say."""

    text_column: str = "text"
    role: str | None = None
    marker: str | None = None
    language: str | None = "en"


def sure_rows(columns: dict, texts: pa.Array, reading: Reading) -> tuple[np.ndarray, list]:
    """Which rows are one paragraph for sure (bool, n_rows), and what they say of their role.

    `columns` are those under our names, as lists; a row's number and kind, where a table has them,
    are taken as they are, and then its text is a paragraph whatever its form.
    """
    n = len(texts)
    given = given_role(reading)
    roles = [role_of(r) or given for r in columns["role"]] if "role" in columns else [given] * n
    has_words = matching(texts, r"[\pL\pN]")
    if "paragraph" in columns or "kind" in columns:
        numbers, kinds = columns.get("paragraph", [None] * n), columns.get("kind", [None] * n)
        sure = has_words & [
            kind in (None, "body", "heading") and number_of(number) is not STRANGE
            for number, kind in zip(numbers, kinds, strict=True)
        ]
    else:
        sure = has_words & matching(texts, _OPENS) & ~_have_line_ends(texts)
        _leave_out_markers(sure, texts, reading.marker)
    return sure & [role is not STRANGE for role in roles], roles


def _leave_out_markers(sure: np.ndarray, texts: pa.Array, marker: str | None) -> None:
    is_marker = marker_test(marker)
    is_short = pc.less_equal(pc.utf8_length(texts), LONGEST_MARKER + len(marker or ""))
    short = np.flatnonzero(sure & pc.fill_null(is_short, False).to_numpy(zero_copy_only=False))
    if marker is None:
        short = short[matching(texts.take(pa.array(short)), marker_words())]
    for row in short.tolist():
        sure[row] = not is_marker(texts[row].as_py())


def _have_line_ends(texts: pa.Array) -> np.ndarray:
    r"""Which texts have a line end, \n or any other that Unicode knows: bool (n_rows,).

    A look at all bytes, for which a regular expression takes ten times as long.
    """
    offsets = np.frombuffer(texts.buffers()[1], np.int64)[texts.offset :][: len(texts) + 1]
    data = text_bytes(texts)
    ends = np.flatnonzero((data >= 0x0A) & (data <= 0x0D))
    for last, before in ((0x85, b"\xc2"), (0xA8, b"\xe2\x80"), (0xA9, b"\xe2\x80")):
        places = np.flatnonzero(data == last)
        for back, byte in enumerate(reversed(before), 1):
            places = places[data[places - back] == byte]
        ends = np.append(ends, places)
    have = np.zeros(len(texts), bool)
    rows = np.searchsorted(offsets, ends, side="right") - 1
    have[rows[(rows >= 0) & (rows < len(texts))]] = True
    return have


def role_of(value):
    """The role that a cell says, None for an empty cell, `STRANGE` for anything else."""
    if type(value) is str and value in _ROLES:
        return _ROLES[value]
    if value is None or value != value:
        return None
    plain = str(value).strip().casefold()
    return _ROLES.get(plain, STRANGE)


def given_role(reading: Reading) -> str | None:
    """The role of texts that say none themselves."""
    return None if reading.role == "none" else reading.role


def number_of(value):
    """The number that a cell says, NaN for an empty cell, `STRANGE` for anything else."""
    try:
        return paragraph_number(value)
    except ToolkitError:
        return STRANGE
