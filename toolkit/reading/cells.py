"""A cell of a user's table -> a name, a role, a number or a text."""

from __future__ import annotations

from contextlib import suppress

import numpy as np

from ..characters import as_meant
from ..columns import ROLES
from ..errors import ToolkitError, short
from ..text import is_missing
from .decoding import clean

EXACT = 2**53  # up to here a double holds every whole number
LONGEST_SHOWN = 80  # characters of a cell in a message
_LISTS = (list, tuple, dict, np.ndarray)


def role_in(value) -> str:
    """The role that a cell says, in capitals or not."""
    role = name_in(value, "role").casefold()
    if role not in ROLES:
        raise ToolkitError(f"its role is {name_in(value, 'role')!r}; choose report or commentary")
    return role


def name_in(value, column: str) -> str:
    """A cell as text, "" where it is missing."""
    if isinstance(value, _LISTS):
        raise ToolkitError(f"its {column} is {_shown(value)}, which is no name but a list")
    return "" if is_missing(value) else as_name(value)


def as_name(value) -> str:
    """A name as text; a whole number has no decimals, as its column may beside an empty cell.

    >>> as_name(3.0), as_name(" port ")
    ('3', 'port')
    """
    whole = isinstance(value, float) and value.is_integer() and abs(value) < EXACT
    return as_meant(clean(str(int(value) if whole else value).strip()))


def text_in(value) -> str:
    """A cell that holds a text, or the paragraphs of one as a list."""
    if is_missing(value):
        return ""
    if isinstance(value, bytes):  # beside others that are no text, and so not read as texts
        with suppress(UnicodeDecodeError):
            value = value.decode()
    if isinstance(value, (list, tuple, np.ndarray)) and all(isinstance(v, str) for v in value):
        value = "\n\n".join(value)
    if isinstance(value, dict):
        fields = short(", ".join(map(repr, value)) or "no fields", LONGEST_SHOWN)
        raise ToolkitError(
            f"its text is an object with {fields}; give the text itself as the field's value"
        )
    if not isinstance(value, str):
        kind = type(value).__name__
        raise ToolkitError(f"its text is {_shown(value)}, of type {kind}, and not a text")
    return as_meant(clean(value))


def paragraph_number(value) -> float:
    """The number that a cell says; NaN for an empty cell, as its story is counted then."""
    if is_missing(value):
        return float("nan")
    try:
        if isinstance(value, _LISTS):
            raise TypeError
        number = float(value) if isinstance(value, str) and "." in value else value
        if int(number) == float(number):
            return int(number)
        raise ValueError
    except (TypeError, ValueError, OverflowError):
        raise ToolkitError(f"its paragraph is {_shown(value)}, which is no whole number") from None


def _shown(value) -> str:
    return short(repr(value), LONGEST_SHOWN)
