"""Windows of the longer role that are about as long as the shorter one.

A text of 442 words has more room than one of 90 for extremes, for repetition and for rare words;
windows of equal length put both on the same footing.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..measures import pool

_NUMBER = "number of the window"


def windows_of(words: np.ndarray, length: float) -> tuple[np.ndarray, np.ndarray]:
    """First and last row of every run of rows with about `length` words, one per starting row.

    A run ends where its words come nearest to `length`; a start with fewer words left makes none.

    >>> windows_of(np.array([40.0, 60, 50, 45]), 90)
    (array([0, 1, 2]), array([1, 2, 3]))
    """
    ends = np.cumsum(words)
    before = ends - words
    over = np.maximum(np.searchsorted(ends, before + length - 1e-9), np.arange(len(words)))
    first = np.flatnonzero((over < len(words)) | (np.arange(len(words)) == 0))
    over = np.minimum(over[first], len(words) - 1)
    under = np.maximum(over - 1, first)
    excess, lack = ends[over] - before[first] - length, length - (ends[under] - before[first])
    return first, np.where(np.abs(lack) < np.abs(excess), under, over)


def members(first: np.ndarray, last: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The rows of every window, one after the other, and the number of the window each is in.

    >>> members(np.array([0, 1]), np.array([1, 3]))
    (array([0, 1, 1, 2, 3]), array([0, 0, 1, 1, 1]))
    """
    sizes = last - first + 1
    number = np.repeat(np.arange(len(first)), sizes)
    return np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes - first, sizes), number


def equal_lengths(rows: pd.DataFrame, unit: str) -> pd.DataFrame | None:
    """Every unit's roles at equal length: the longer one as the mean over its windows.

    Parameters
    ----------
    rows : DataFrame
        Body rows of a measures table, in reading order.
    unit : str
        The column that says what belongs together.

    Returns
    -------
    DataFrame with a MultiIndex of unit and role, one column per measure; None where nothing could
    be cut: every longer role is a single paragraph, or no unit has both roles.
    """
    words = rows["n_words"].to_numpy(float)
    taken, numbers, cut = [], [], False
    for places in rows.groupby(unit, sort=False, observed=True).indices.values():
        is_report = rows["role"].to_numpy()[places] == "report"
        parts = [places[is_report], places[~is_report]]
        if not all(map(len, parts)):
            continue
        shorter, longer = sorted(parts, key=lambda part: words[part].sum())
        first, last = windows_of(words[longer], words[shorter].sum())
        cut |= bool((last - first + 1 < len(longer)).any())
        inside, number = members(first, last)
        taken += [shorter, longer[inside]]
        numbers += [np.zeros(len(shorter), int), number]
    if not cut:
        return None
    rows = rows.drop(columns="text", errors="ignore")
    copies = rows.iloc[np.concatenate(taken)].assign(**{_NUMBER: np.concatenate(numbers)})
    pooled = pool(copies, [unit, "role", _NUMBER])
    return pooled.groupby(level=[unit, "role"], sort=False).mean()
