"""Stories with one role each: Welch's t within strata, and max-T over shuffled role labels.

Strata are outlets, or whatever the caller's `by` names; without it there is one. Stories weigh
equally: a stratum's difference has the weight of its stories. The error is the larger of two: with
a role's spread pooled over the strata, which few stories in each know best, and with that of each
stratum, which is right where they differ.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import comb
from typing import NamedTuple

import numpy as np
from scipy import special

from .paired import within_reach, without_rounding

_CELLS = 4_000_000
_ROUNDING = 1e-13  # of values, and of the squares around a stratum's mean


def usable_strata(commentary: np.ndarray, strata: np.ndarray) -> np.ndarray:
    """Boolean (n_stories,): the story's stratum has both roles."""
    both = [s for s in np.unique(strata) if 0 < commentary[strata == s].mean() < 1]
    return np.isin(strata, both)


def stratified_means(
    values: np.ndarray, commentary: np.ndarray, strata: np.ndarray, weights: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Mean of reports and of commentary, (n_measures,) each, strata weighted by their stories.

    Parameters
    ----------
    values : float64, (n_stories, n_measures)
    commentary : bool, (n_stories,)
    strata : int, (n_stories,)
    weights : float64, (n_stories,)
        Ones, or each story's number of words.
    """
    means = np.zeros((2, values.shape[1]))
    total = np.zeros(values.shape[1])
    for stratum in np.unique(strata):
        inside = strata == stratum
        sums = []
        for role in (~commentary, commentary):
            x, w = values[inside & role], weights[inside & role, None]
            sums.append((np.nansum(x * w, axis=0), (~np.isnan(x) * w).sum(axis=0)))
        with np.errstate(invalid="ignore", divide="ignore"):
            role_means = np.array([weighted / weight for weighted, weight in sums])
        weight = np.where(np.isnan(role_means).any(axis=0), 0.0, sums[0][1] + sums[1][1])
        means += np.where(weight > 0, role_means, 0.0) * weight
        total += weight
    with np.errstate(invalid="ignore", divide="ignore"):
        means = means / total
    return means[0], means[1]


def welch_interval(
    values: np.ndarray, commentary: np.ndarray, strata: np.ndarray, level: float,
    chance: np.ndarray | None = None,
) -> dict[str, np.ndarray]:  # fmt: skip
    """Welch's interval and two-sided p of commentary - report, and the pooled SD, per column.

    Returns `difference`, `ci_low`, `ci_high`, `p_value`, `smallest_p` (of the shuffled labels),
    `n`, `sd`, `df` (degrees of freedom of `sd`): arrays of (n_measures,). Where a role never has
    two stories in a stratum its spread is unknown: there is no interval and no p, however small.

    `chance` (n_stories, n_measures) is the variance that a value has by chance alone. It is that of
    a role in which nothing varies: six reports without a category do not know how it scatters.
    """
    sums = _Sums(values, strata, chance)
    t, error, difference, squares, freedom, errors = _welch(commentary[None, :].astype(float), sums)
    n = (~np.isnan(values)).sum(axis=0)
    smallest = np.array([_smallest_p(commentary, strata, ~np.isnan(x)) for x in values.T])
    smallest[(freedom[:, 0] == 0).any(axis=0)] = np.nan
    with np.errstate(invalid="ignore", divide="ignore"):
        df = _degrees(freedom, errors)
        half = special.stdtrit(df, (1 + level) / 2) * error
        p = np.where(error > 0, 2 * special.stdtr(df, -np.abs(t)), difference == 0)
        p = np.maximum(p, smallest)
        sd = np.sqrt(squares.sum(axis=0) / freedom.sum(axis=0))
    bounded = within_reach(smallest, level) & (error > 0)
    half = np.where(bounded, half, np.nan)[0]
    return {
        "difference": difference[0],
        "ci_low": difference[0] - half,
        "ci_high": difference[0] + half,
        "p_value": p[0],
        "smallest_p": smallest,
        "n": n,
        "sd": sd[0],
        "df": freedom.sum(axis=0)[0],
    }


def max_t_labels(
    values: np.ndarray, commentary: np.ndarray, strata: np.ndarray, n_shuffles: int, seed: int,
    family: np.ndarray | None = None, chance: np.ndarray | None = None,
) -> np.ndarray:  # fmt: skip
    """p of every column corrected for the number of columns: max-T over labels shuffled in strata.

    `family` (bool, n_measures) is the columns that each p is corrected for, beside its own; all of
    them if left out. The statistic is the t of `welch_interval`, so that roles may differ in spread
    (Janssen 1997). Returns float64, (n_measures,).
    """
    chance = np.zeros(values.shape) if chance is None else chance
    order = np.lexsort([*chance.T, *without_rounding(values).T, commentary, strata])
    values, commentary, strata = values[order], commentary[order], strata[order]
    sums = _Sums(values, strata, chance[order])
    observed = np.abs(_welch(commentary[None, :].astype(float), sums)[0][0])
    family = np.ones(len(observed), bool) if family is None else family
    reached = np.zeros(values.shape[1])
    for labels in _shuffles(commentary, strata, n_shuffles, seed):
        t = np.nan_to_num(np.abs(_welch(labels, sums)[0]), posinf=np.inf)
        t = np.maximum(t, t[:, family].max(axis=1, initial=0.0)[:, None])
        reached += (t >= observed * (1 - 1e-9)).sum(axis=0)
    return np.where(np.isnan(observed), np.nan, reached / n_shuffles)


class _Sums:
    """Per stratum: which stories, and their present values, centred values, squares and chance."""

    def __init__(self, values: np.ndarray, strata: np.ndarray, chance: np.ndarray | None):
        chance = np.zeros(values.shape) if chance is None else chance
        inside = [strata == s for s in np.unique(strata)]
        self.strata = [(of, _columns(values[of], chance[of])) for of in inside]
        self.width = values.shape[1]


def _columns(values: np.ndarray, chance: np.ndarray) -> np.ndarray:
    present = ~np.isnan(values)
    # Around a value that is there, so that equal values are 0 and not what rounding leaves of them.
    first = values[present.argmax(axis=0), np.arange(values.shape[1])]
    values = np.where(np.abs(values - first) <= _ROUNDING * np.abs(first), 0.0, values - first)
    with np.errstate(invalid="ignore", divide="ignore"):
        centre = np.nansum(values, axis=0) / present.sum(axis=0)
    centred = np.where(present, values - centre, 0.0)
    return np.hstack([present.astype(float), centred, centred**2, np.where(present, chance, 0.0)])


class _Errors(NamedTuple):
    """Variances of a difference, each (2, n_rows, n_measures): report and commentary.

    `pooled` has a role's spread in all strata for that of each, `own` that of each stratum, and
    where a role has one story in a stratum, its pooled one. `_seen` is without what chance adds.
    """

    pooled: np.ndarray
    own: np.ndarray
    pooled_seen: np.ndarray
    own_seen: np.ndarray
    own_squared: np.ndarray  # the squares of its parts, each over its degrees of freedom

    @property
    def larger(self) -> np.ndarray:
        """Whether the strata's own spread makes the larger error, (n_rows, n_measures)."""
        return self.own.sum(axis=0) > self.pooled.sum(axis=0) * (1 + 1e-9)


def _welch(labels: np.ndarray, sums: _Sums):
    """Welch's t for every row of `labels` (1 = commentary): arrays of (n_rows, n_measures)."""
    shape = (2, len(labels), sums.width)
    squares, freedom, scale, least, count = (np.zeros(shape) for _ in range(5))
    own, own_seen, own_squared, alone = (np.zeros(shape) for _ in range(4))
    weighted, total = np.zeros(shape[1:]), np.zeros(shape[1:])
    with np.errstate(invalid="ignore", divide="ignore"):
        for inside, columns in sums.strata:
            chosen = labels[:, inside] @ columns
            both = np.stack([columns.sum(axis=0) - chosen, chosen])
            n, s, q, by_chance = np.split(both, 4, axis=2)
            usable = (n > 0).all(axis=0)
            weight = np.where(usable, n.sum(axis=0), 0.0)
            weighted += np.where(usable, weight * (s[1] / n[1] - s[0] / n[0]), 0.0)
            total += weight
            around = q - s**2 / n
            around = np.where(usable & (around > _ROUNDING * q), around, 0.0)
            squares += around
            freedom += np.where(usable, n - 1, 0.0)
            least += np.where(usable, by_chance, 0.0)
            count += np.where(usable, n, 0.0)
            each = np.where(usable, weight**2 / n, 0.0)
            scale += each
            alone += np.where(n == 1, each, 0.0)
            seen = np.where(usable & (n > 1), each * around / (n - 1), 0.0)
            own_seen += seen
            own += np.where(usable & (n > 1) & (around == 0), each * by_chance / n, seen)
            own_squared += np.where(seen > 0, seen**2 / (n - 1), 0.0)
        difference = weighted / total
        observed = np.where(freedom > 0, squares / freedom, np.nan)
        variances = np.where(observed == 0, least / count, observed)
        errors = _Errors(
            variances * scale / total**2,
            (own + variances * alone) / total**2,
            observed * scale / total**2,
            (own_seen + observed * alone) / total**2,
            (own_squared + (observed * alone) ** 2 / freedom) / total**4,
        )
        error = np.sqrt(np.where(errors.larger, errors.own, errors.pooled).sum(axis=0))
        error = np.where(error <= 1e-12 * np.abs(difference), 0.0, error)
        t = np.where((difference == 0) & ~np.isnan(error), 0.0, difference / error)
    return t, error, difference, squares, freedom, errors


def _degrees(freedom: np.ndarray, errors: _Errors) -> np.ndarray:
    """Satterthwaite's degrees of freedom of an error, (n_rows, n_measures).

    Chance is known and costs none, so that no interval gets narrower by it.
    """
    seen = errors.pooled_seen
    pooled = np.where(seen.sum(axis=0) > 0, seen, errors.pooled)
    of_pooled = pooled.sum(axis=0) ** 2 / (pooled**2 / freedom).sum(axis=0)
    seen = errors.own_seen.sum(axis=0)
    of_own = seen**2 / errors.own_squared.sum(axis=0)
    return np.where(errors.larger & (seen > 0), of_own, of_pooled)


def _smallest_p(commentary: np.ndarray, strata: np.ndarray, present: np.ndarray) -> float:
    """The smallest p that shuffled labels can give; labels that mirror each other count twice."""
    ways, balanced = 1, True
    for stratum in np.unique(strata):
        inside = (strata == stratum) & present
        n, k = int(inside.sum()), int((inside & commentary).sum())
        ways *= comb(n, k)
        balanced &= 2 * k == n
    return min(1.0, (1 + balanced) / ways)


def _shuffles(
    commentary: np.ndarray, strata: np.ndarray, n_shuffles: int, seed: int
) -> Iterator[np.ndarray]:
    """Chunks of 0/1 rows, the observed labels first, the others shuffled within strata."""
    random = np.random.default_rng(seed)
    rows = max(1, _CELLS // len(commentary))
    for start in range(0, n_shuffles, rows):
        labels = np.tile(commentary.astype(float), (min(rows, n_shuffles - start), 1))
        for stratum in np.unique(strata):
            inside = np.flatnonzero(strata == stratum)
            labels[:, inside] = random.permuted(labels[:, inside], axis=1)
        if start == 0:
            labels[0] = commentary
        yield labels
