"""Whether counts tell the two parts apart: the judgement that `findings` puts into words."""

from __future__ import annotations

from ..comparison.counts import counts_of, poisson_range


def told_apart(name: str, values, words) -> bool:
    """Whether the Poisson ranges of a rate in report and commentary lie apart.

    Parameters
    ----------
    name : str
        The measure.
    values, words : two numbers each
        The rate per 100 words and the words of report and commentary.

    Returns
    -------
    bool
        True for what is no rate, or no rate of counts: there is nothing to judge by.

    >>> told_apart("hedges_per_100_words", [0.0, 3.0], [90, 100])
    False
    >>> told_apart("hedges_per_100_words", [0.0, 3.0], [900, 1000])
    True
    >>> told_apart("lix", [30.0, 31.0], [90, 100])
    True
    """
    counts = counts_of(name, values, words)
    if not (counts >= 0).all():
        return True
    (low, low_2), (high, high_2) = poisson_range(counts, words)
    return not (low <= high_2 and low_2 <= high)
