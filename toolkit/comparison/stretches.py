"""Stretches of the longer role that are about as long as the shorter one.

A text of 442 words has more room than one of 90 for extremes, for repetition and for rare words;
stretches of equal length put both on the same footing.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..measures import pool


def stretches(words: np.ndarray, length: float) -> tuple[np.ndarray, np.ndarray]:
    """First and last row of every run of rows with about `length` words, one per starting row.

    A run ends where its words come nearest to `length`; a start with fewer words left makes none.

    >>> stretches(np.array([40.0, 60, 50, 45]), 90)
    (array([0, 1, 2]), array([1, 2, 3]))
    """
    ends = np.cumsum(words)
    before = ends - words
    over = np.searchsorted(ends, before + length - 1e-9)
    first = np.flatnonzero((over < len(words)) | (np.arange(len(words)) == 0))
    over = np.minimum(over[first], len(words) - 1)
    under = np.maximum(over - 1, first)
    excess, lack = ends[over] - before[first] - length, length - (ends[under] - before[first])
    return first, np.where(np.abs(lack) < np.abs(excess), under, over)


def equal_lengths(rows: pd.DataFrame, unit: str) -> pd.DataFrame | None:
    """Every unit's roles at equal length: the longer one as the mean over its stretches.

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
    rows = rows[rows["n_words"].notna()]
    words = rows["n_words"].to_numpy(float)
    taken, numbers, cut = [], [], False
    for places in rows.groupby(unit, sort=False, observed=True).indices.values():
        is_report = rows["role"].to_numpy()[places] == "report"
        parts = [places[is_report], places[~is_report]]
        if not all(map(len, parts)):
            continue
        shorter, longer = sorted(parts, key=lambda part: words[part].sum())
        first, last = stretches(words[longer], words[shorter].sum())
        cut |= bool((last - first + 1 < len(longer)).any())
        taken.append(shorter)
        numbers.append(np.zeros(len(shorter), int))
        for number, (a, b) in enumerate(zip(first, last, strict=True)):
            taken.append(longer[a : b + 1])
            numbers.append(np.full(b + 1 - a, number))
    if not cut:
        return None
    copies = rows.iloc[np.concatenate(taken)].assign(stretch=np.concatenate(numbers))
    pooled = pool(copies, [unit, "role", "stretch"])
    return pooled.groupby(level=[unit, "role"], sort=False).mean()
