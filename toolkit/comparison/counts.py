"""Counts behind rates, and how far chance alone would scatter them."""

from __future__ import annotations

import numpy as np
from scipy import special

from ..measures.registry import all_measures


def is_rate(name: str) -> bool:
    """Whether a measure, by its name, is a rate per 100 words and so has counts behind it."""
    return str(name).endswith("_per_100_words")


def counts_of(name: str, rates, words) -> np.ndarray:
    """The counts behind rates per 100 words; NaN for measures that are no such rates."""
    rates, words = np.asarray(rates, float), np.asarray(words, float)
    # Weighted sums miss the whole number they stand for by some 1e-15.
    return np.round(rates * words / 100, 6) if is_rate(name) else np.full(rates.shape, np.nan)


def is_share_of_sentences(name: str) -> bool:
    """Whether a measure is the share of sentences that something is in."""
    known = all_measures()
    return name in known and known[name].pool == "sentences" and name.endswith("_share")


def _exposures(names: list[str], words: np.ndarray, sentences, shape) -> np.ndarray:
    """What the uses of each measure are counted in, float64 `shape` (n_stories, n_measures).

    Hundreds of words for rates per 100 words, sentences for shares of sentences; NaN for measures
    that count no uses.
    """
    exposures = np.full(shape, np.nan)
    for kind, sizes in ((is_rate, words / 100), (is_share_of_sentences, sentences)):
        if sizes is not None:
            of_kind = np.array([kind(name) for name in names], bool)
            wide = np.broadcast_to(sizes.reshape(len(sizes), -1), shape)
            exposures[:, of_kind] = wide[:, of_kind]
    return exposures


def variance_by_chance(
    names: list[str], values: np.ndarray, words: np.ndarray, groups: np.ndarray, sentences=None
) -> np.ndarray:
    """Variance of every story's rate if cues came independently, as often in all of its group.

    That is Poisson's: what a role has in which no story, by chance, has any.

    Parameters
    ----------
    names : list of str
        The measures; for those that are neither rates per 100 words nor shares of sentences the
        variance is 0.
    values : float64, (n_stories, n_measures)
        Rates; NaN where a story lacks the measure.
    words, sentences : float64, (n_stories,)
    groups : int, (n_stories,)
        The group of stories that each is in; its rate is their mean.

    Returns
    -------
    float64, (n_stories, n_measures)

    >>> variance_by_chance(["hedges_per_100_words"], np.array([[0.0], [2.0]]),
    ...                    np.array([50.0, 200.0]), np.zeros(2, int)).tolist()
    [[2.0], [0.5]]
    """
    rates = np.zeros(values.shape)
    for group in np.unique(groups):
        inside = groups == group
        n = (~np.isnan(values[inside])).sum(axis=0)
        rates[inside] = np.nansum(values[inside], axis=0) / np.maximum(n, 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = rates / _exposures(names, words, sentences, values.shape)
    return np.nan_to_num(variance, posinf=0.0)


def variance_of_none(
    names: list[str], values: np.ndarray, words: np.ndarray, sentences=None
) -> np.ndarray:
    """Variance of a role's mean rate where no story has any: what "none" leaves open.

    It is that of half a count, as Jeffreys' prior has it: none in `words` is a rate whose posterior
    is Gamma(1/2, words).

    Parameters
    ----------
    names : list of str
        The measures; for those that are neither rates per 100 words nor shares of sentences the
        variance is 0.
    values : float64, (n_stories, n_measures)
        Rates of one role; NaN where a story lacks the measure.
    words, sentences : float64, (n_stories,) or (n_stories, n_measures)

    Returns
    -------
    float64, (n_measures,): 0 where a story has any

    >>> variance_of_none(["hedges_per_100_words"], np.zeros((2, 1)), np.full(2, 50.0)).tolist()
    [0.5]
    """
    none = (np.nan_to_num(values) == 0).all(axis=0)
    exposure = _exposures(names, words, sentences, values.shape)
    exposure = np.where(np.isnan(values), np.nan, exposure)
    with np.errstate(invalid="ignore", divide="ignore"):
        rate = 0.5 / np.nansum(exposure, axis=0)
        variance = rate * np.nansum(1 / exposure, axis=0) / (exposure > 0).sum(axis=0) ** 2
    return np.where(none, np.nan_to_num(variance, posinf=0.0), 0.0)


def poisson_range(counts, words, level: float = 0.95) -> tuple[np.ndarray, np.ndarray]:
    """Exact range of a rate per 100 words (Garwood 1936), from counts and words.

    >>> low, high = poisson_range([4, 0], [90, 90])
    >>> low.round(1).tolist(), high.round(1).tolist()
    ([1.2, 0.0], [11.4, 4.1])
    """
    counts, words = np.asarray(counts, float), np.asarray(words, float)
    tail = (1 - level) / 2
    with np.errstate(invalid="ignore", divide="ignore"):
        low = np.where(counts > 0, special.gammaincinv(np.maximum(counts, 1e-300), tail), counts)
        return low / words * 100, special.gammaincinv(counts + 1, 1 - tail) / words * 100


def ranges_apart(counts, words) -> bool:
    """Whether the Poisson ranges of two rates leave no room for one value of both.

    `counts` and `words` are two numbers each, those of report and commentary.
    """
    low, high = poisson_range(counts, words)
    return bool(max(low) > min(high))


def told_apart(name: str, rates, words) -> bool:
    """`ranges_apart` of the measure `name`; True for what is no rate of counts, where there is
    nothing to judge by.

    >>> told_apart("hedges_per_100_words", [0.0, 3.0], [90, 100])
    False
    >>> told_apart("hedges_per_100_words", [0.0, 3.0], [900, 1000])
    True
    >>> told_apart("lix", [30.0, 31.0], [90, 100])
    True
    """
    counts = counts_of(name, rates, words)
    return not (counts >= 0).all() or ranges_apart(counts, words)
