"""Lexical variety that does not depend on length: the moving-average type-token ratio.

The share of different words falls as a text grows, so texts of unequal length can't be compared by
it. MATTR (Covington & McFall 2010) takes it in every window of 50 running words and averages.
MTLD, the other such measure, starts afresh wherever a threshold is reached: it depends on where it
began, is no sum over the parts of a text, and has to be walked word by word.
"""

from __future__ import annotations

import numpy as np

from ..tokens import Tokens

WINDOW = 50
_PLACE_BITS = 32
_PLACE = (1 << _PLACE_BITS) - 1


def window_types(tokens: Tokens, units: np.ndarray, is_word: np.ndarray) -> dict[str, np.ndarray]:
    """Distinct words in the windows of 50 words that end in a unit, and how many windows do.

    Parameters
    ----------
    tokens : Tokens
    units : int64 array (n_units + 1,)
        Token offsets of the units, none of which crosses rows.
    is_word : bool array (n_types,)
        Which distinct tokens are words. They are the same word when their `core` is.

    Returns
    -------
    dict of float64 arrays (n_units,)
        `n_window_types` (summed over windows) and `n_windows`. A window lies in one row, so a row
        of fewer than 50 words has none.
    """
    words, row_starts = _words_of_long_rows(tokens, is_word)
    if not len(words):
        return {name: np.zeros(len(units) - 1) for name in ("n_window_types", "n_windows")}
    first, second = _repetitions(tokens.vocabulary.word_ids[tokens.ids[words]])
    # The two make a repetition in the windows that end from `second` to `first` + 49.
    steps = np.bincount(second, minlength=len(words) + WINDOW)
    steps -= np.bincount(first + WINDOW, minlength=len(words) + WINDOW)
    types = WINDOW - np.cumsum(steps)[: len(words)]
    is_full = np.ones(len(words), bool)
    for shift in range(WINDOW - 1):
        is_full[row_starts + shift] = False
    bounds = np.searchsorted(words, units)
    return {
        "n_window_types": _sums_between(bounds, np.where(is_full, types, 0)),
        "n_windows": _sums_between(bounds, is_full),
    }


def _words_of_long_rows(tokens: Tokens, is_word) -> tuple[np.ndarray, np.ndarray]:
    """Token positions of the words in rows of 50 or more, and where among them each row starts."""
    words = np.flatnonzero(is_word[tokens.ids])
    sizes = np.diff(np.searchsorted(words, tokens.offsets))
    long = sizes >= WINDOW
    starts = np.cumsum(sizes[long]) - sizes[long]
    return (words if long.all() else words[np.repeat(long, sizes)]), starts


def _repetitions(ids: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Neighbouring occurrences of the same word less than 50 words apart, as two positions each."""
    # The word and the place as one number: of other words it is far from these.
    keys = np.sort(ids.astype(np.int64) << _PLACE_BITS | np.arange(len(ids)))
    near = np.flatnonzero(np.diff(keys) < WINDOW)
    return keys[near] & _PLACE, keys[near + 1] & _PLACE


def _sums_between(bounds: np.ndarray, values: np.ndarray) -> np.ndarray:
    totals = np.concatenate([[0], np.cumsum(values)])
    return np.diff(totals[bounds]).astype(float)
