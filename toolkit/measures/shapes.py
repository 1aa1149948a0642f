"""What the spelling of a token tells beyond its word: capitals, digits, quotes and stops attached.

Read from the bytes of all distinct tokens at once: what stands before the first letter or digit,
what after the last one, and the first and last letters.
"""

from __future__ import annotations

import numpy as np

from ..vocabulary import Vocabulary

CAPITAL, UPPER, DIGIT, COMMA, COLON, STOP, QUESTION, OPENS, CLOSES, ING, ED, EST = (
    1 << bit for bit in range(12)
)
NAMES = {
    "#capital": CAPITAL,
    "#upper": UPPER,
    "#digit": DIGIT,
    "#comma": COMMA,
    "#colon": COLON,
    "#stop": STOP,
    "#opens": OPENS,
    "#closes": CLOSES,
    "#question": QUESTION,
    "#ing": ING,
    "#ed": ED,
    "#est": EST,
}
DEPTH = 4
"""Marks looked at on either side of a word; no word of running text has more."""

_LEADING, _TRAILING = OPENS, COMMA | COLON | STOP | CLOSES | QUESTION
_MARKS = {
    '"': OPENS | CLOSES,
    "'": OPENS,  # behind a word it may be a possessive's
    ",": COMMA,
    ";": COMMA,
    ":": COMMA | COLON,
    ".": STOP,
    "!": STOP,
    "?": STOP | QUESTION,
}
_MARK = np.zeros(256, np.int16)
_MARK[[ord(mark) for mark in _MARKS]] = list(_MARKS.values())
_IS_MARK = np.zeros(256, bool)
_IS_MARK[[ord(mark) for mark in "\"',;:.!?()[]{}*_$#@<>&/\\|~^+=-"]] = True
_CURRENCIES = [sign.encode() for sign in "£¥€"]
_UPPER_CASE = np.zeros(256, bool)
_UPPER_CASE[ord("A") : ord("Z") + 1] = True
_LATIN_CAPITAL = 0xC3, 0x80, 0x9E


def mark_shape(token: str) -> int:
    """The shapes that the marks of `token` would give to a word they are attached to."""
    return int(np.bitwise_or.reduce([_MARKS.get(character, 0) for character in token]))


def shapes_of_types(vocabulary: Vocabulary) -> np.ndarray:
    """Bit mask of the shapes of every distinct token, int16 (n_types,)."""
    if not vocabulary:
        return np.zeros(0, np.int16)
    _, offsets, data = vocabulary.column.buffers()
    ends = np.frombuffer(offsets, np.int64)[: len(vocabulary) + 1]
    data = np.frombuffer(data, np.uint8)
    first, last = ends[:-1].copy(), ends[1:] - 1
    leading = _strip(first, last, 1, data)
    _pass_currency(first, last, data)
    trailing = _strip(last, first, -1, data)
    shapes = (leading & _LEADING) | (trailing & _TRAILING)
    is_single = data[ends[1:] - 1] == ord("'")  # closes behind a comma or stop: 'Yes,' she said
    shapes[is_single & ((trailing & (COMMA | STOP)) != 0)] |= CLOSES
    return shapes | _letters(first, last, data)


def _strip(at, limit, step, data) -> np.ndarray:
    """Move `at` past the marks on one side of the words; returns the marks it passed."""
    passed = np.zeros(len(at), np.int16)
    going = np.arange(len(at))
    for _ in range(DEPTH):
        byte = data[at[going]]
        going = going[_IS_MARK[byte] & (at[going] != limit[going])]
        if not len(going):
            break
        passed[going] |= _MARK[data[at[going]]]
        at[going] += step
    return passed


def _pass_currency(first, last, data) -> None:
    """Move `first` past a sign before a number that takes several bytes: pound, yen, euro."""
    for sign in _CURRENCIES:
        at = np.flatnonzero((data[first] == sign[0]) & (first + len(sign) <= last))
        for back, byte in enumerate(sign):
            at = at[data[first[at] + back] == byte]
        first[at] += len(sign)


def _letters(first, last, data) -> np.ndarray:
    """Shapes of the first and last letters of the words from byte `first` to byte `last`."""
    initial, final = data[first], data[last]
    capital = _UPPER_CASE[initial]
    following = data[np.minimum(first + 1, last)]
    lead, low, high = _LATIN_CAPITAL
    capital |= (initial == lead) & (following >= low) & (following <= high)
    shapes = np.where(capital, CAPITAL, 0).astype(np.int16)
    shapes[capital & (last > first) & _UPPER_CASE[final] & ~(following >= 0x61)] |= UPPER
    shapes[(initial >= ord("0")) & (initial <= ord("9"))] |= DIGIT
    for ending, bit in ((b"ing", ING), (b"ed", ED), (b"est", EST)):
        long = np.flatnonzero(last - first >= len(ending) + 1)
        for back, letter in enumerate(reversed(ending)):
            long = long[data[last[long] - back] == letter]
        shapes[long] |= bit
    return shapes
