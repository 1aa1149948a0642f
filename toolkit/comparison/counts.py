"""Counts behind rates, and how far chance alone would scatter them."""

from __future__ import annotations

import numpy as np
from scipy import special


def is_rate(name: str) -> bool:
    """Whether a measure, by its name, is a rate per 100 words and so has counts behind it."""
    return str(name).endswith("_per_100_words")


def counts_of(name: str, rates, words) -> np.ndarray:
    """The counts behind rates per 100 words; NaN for measures that are no such rates."""
    rates, words = np.asarray(rates, float), np.asarray(words, float)
    # Weighted sums miss the whole number they stand for by some 1e-15.
    return np.round(rates * words / 100, 6) if is_rate(name) else np.full(rates.shape, np.nan)


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
