"""Paired stories: t intervals of the mean difference, and max-T over sign flips.

The unit is the story's difference, commentary - report, so that paragraphs of one story never
count as independent. Why t and not the inversion of the sign flips: `benchmarks/coverage.py`. Both
cover alike on normal scores; on categories that are absent from half of 12 stories flips reject a
true null in 3 of 100 tables and t in 4, and on frequent ones flips in 6 and t in 5.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from scipy import special

_ROUNDING = 1e-12
_CELLS = 4_000_000


def mean_interval(
    differences: np.ndarray, level: float, unseen: np.ndarray | float = 0.0
) -> dict[str, np.ndarray]:
    """Mean, Student's interval and two-sided p of every column.

    Parameters
    ----------
    differences : float64, (n_stories, n_measures)
        Commentary - report; NaN where a story lacks the measure.
    level : float
        Confidence level, such as 0.95.
    unseen : float64, (n_measures,)
        Variance of the mean that the stories do not show, as `variance_of_none` gives it. It is
        added to theirs, with Satterthwaite's degrees of freedom, for it is known.

    Returns
    -------
    dict of arrays, (n_measures,)
        `difference`, `ci_low`, `ci_high`, `p_value`, `smallest_p`, `n`. The p is never below
        `smallest_p`, what sign flips give to unanimous stories (2 / 2**n), and there is no
        interval where `smallest_p` is above 1 - level or no two stories differ.
    """
    n = (~np.isnan(differences)).sum(axis=0)
    mean, sd = mean_and_sd(differences)
    with np.errstate(invalid="ignore", divide="ignore"):
        shown = sd / np.sqrt(n)
        error = np.hypot(shown, np.sqrt(unseen))
        df = (n - 1) * np.where(unseen > 0, (error / shown) ** 4, 1.0)
        t = np.where(mean == 0, 0.0, np.abs(mean) / error)
        half = special.stdtrit(df, (1 + level) / 2) * error
    smallest = np.where(n > 0, 2.0 ** (1 - n), np.nan)
    p = np.where(n > 1, np.maximum(2 * special.stdtr(df, -t), smallest), smallest)
    half = np.where(within_reach(smallest, level) & (sd > 0), half, np.nan)
    return {
        "difference": mean,
        "ci_low": mean - half,
        "ci_high": mean + half,
        "p_value": p,
        "smallest_p": smallest,
        "n": n,
    }


def within_reach(smallest: np.ndarray, level: float) -> np.ndarray:
    """Whether p can fall to 1 - level at all; not where nothing is known of the smallest p."""
    return smallest <= 1 - level + _ROUNDING


def mean_and_sd(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Mean and SD of every column; the SD is 0 where values differ by rounding alone.

    >>> mean_and_sd(np.array([[0.3, 0.1], [0.3, np.nan], [0.1 + 0.2, 0.1]]))[1].tolist()
    [0.0, 0.0]
    """
    scale = _scale(values)
    values = values / scale
    n = (~np.isnan(values)).sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = np.nansum(values, axis=0) / n
        sd = np.sqrt(np.nansum((values - mean) ** 2, axis=0) / (n - 1))
    return mean * scale, np.where(sd <= _ROUNDING, 0.0, sd) * scale


def _scale(values: np.ndarray) -> np.ndarray:
    """The power of two near each column's largest value: its squares are no overflow."""
    largest = np.max(np.nan_to_num(np.abs(values)), axis=0, initial=0.0)
    return np.exp2(np.frexp(np.where(largest > 0, largest, 1.0))[1] - 1.0)


def without_rounding(values: np.ndarray) -> np.ndarray:
    """The values of every column to order by: equal where rounding alone parts them."""
    return np.round(values / _scale(values), 10)


def max_t(
    differences: np.ndarray, n_flips: int, seed: int, family: np.ndarray | None = None,
    unseen: np.ndarray | float = 0.0,
) -> np.ndarray:  # fmt: skip
    """p of every column corrected for the number of columns: single-step max-T over sign flips.

    Every flip turns the sign of whole stories, in all measures at once, so that measures that
    move together are not corrected as if they were separate questions (Westfall & Young 1993).
    All 2**(n - 1) distinct flips are used where there are no more than `n_flips`.

    Parameters
    ----------
    differences : float64, (n_stories, n_measures)
    n_flips : int
        The identity is one of them.
    seed : int
    family : bool, (n_measures,), optional
        The columns that each p is corrected for, beside its own; all of them if left out.
    unseen : float64, (n_measures,)
        As in `mean_interval`; the same in every flip.

    Returns
    -------
    float64, (n_measures,)
    """
    differences = differences[~np.isnan(differences).all(axis=1)]
    # By the size of their values, so that p depends on neither names nor rows nor direction.
    if differences.size:
        differences = differences[np.lexsort(np.abs(without_rounding(differences)).T)]
    present = ~np.isnan(differences)
    scale = _scale(differences)
    filled, unseen = np.where(present, differences, 0.0) / scale, (np.sqrt(unseen) / scale) ** 2
    n = present.sum(axis=0)
    observed = _abs_t(filled.sum(axis=0), filled, n, unseen)
    family = np.ones(len(n), bool) if family is None else family
    reached = np.zeros(len(n))
    total = 0
    for signs in sign_flips(len(filled), n_flips, seed):
        t = _abs_t(signs @ filled, filled, n, unseen)
        t = np.maximum(t, t[:, family].max(axis=1, initial=0.0)[:, None])
        reached += (t >= observed * (1 - 1e-9)).sum(axis=0)
        total += len(signs)
    return np.where(n > 0, reached / total, np.nan)


def _abs_t(sums: np.ndarray, filled: np.ndarray, n: np.ndarray, unseen) -> np.ndarray:
    """|t| of flipped differences from their sums alone: flipping leaves the squares as they are.

    One difference is no evidence: its t is 0.
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = sums / n
        mean_square = (filled**2).sum(axis=0) / n
        variance = mean_square - mean**2
        variance = np.where(variance <= _ROUNDING * mean_square, 0.0, variance)
        t = np.abs(mean) / np.sqrt(variance / (n - 1) + unseen)
    return np.where((mean_square > 0) & (n > 1), t, 0.0)


def sign_flips(n: int, n_flips: int, seed: int) -> Iterator[np.ndarray]:
    """Chunks of +1/-1 rows of length `n`, the identity first; mirror images count once.

    >>> [rows.tolist() for rows in sign_flips(2, 100, seed=0)]
    [[[1.0, 1.0], [-1.0, 1.0]]]
    """
    rows = max(1, _CELLS // max(n, 1))
    if n - 1 < 60 and 2 ** max(n - 1, 0) <= n_flips:
        for start in range(0, 2 ** max(n - 1, 0), rows):
            numbers = np.arange(start, min(start + rows, 2 ** max(n - 1, 0)))
            yield 1.0 - 2.0 * (numbers[:, None] >> np.arange(n) & 1)
        return
    random = np.random.default_rng(seed)
    for start in range(0, n_flips, rows):
        signs = 1.0 - 2.0 * random.integers(0, 2, (min(rows, n_flips - start), n), dtype=np.int8)
        if start == 0:
            signs[0] = 1.0
        yield signs
