"""Log-odds ratios with an informative Dirichlet prior, and how far they rest on a single story.

Monroe, B. L., Colaresi, M. P. and Quinn, K. M. (2008), "Fightin' Words: Lexical Feature Selection
and Evaluation for Identifying the Content of Political Conflict", Political Analysis 16, 372-403,
equations 16 to 23.
"""

from __future__ import annotations

import numpy as np

from .terms import Occurrences


def log_odds(y1, y2, n1, n2, prior, size) -> tuple[np.ndarray, np.ndarray]:
    """Log-odds ratio of terms in two corpora, and its variance.

    Parameters
    ----------
    y1, y2 : float arrays (n_terms,)
        Occurrences of each term.
    n1, n2 : float, or arrays (n_terms,)
        Words of each corpus.
    prior : float array (n_terms,)
        Pseudo-occurrences of each term, added to both.
    size : float
        Pseudo-words of the prior, those of all terms together.

    Eight against two in 100 words each, one of ten pseudo-words: ln((9/101) / (3/107)), 1/9 + 1/3.

    >>> y1, y2, prior = np.array([8.0]), np.array([2.0]), np.array([1.0])
    >>> difference, variance = log_odds(y1, y2, 100, 100, prior, size=10)
    >>> difference.round(3).tolist(), variance.round(3).tolist()
    ([1.156], [0.444])
    """
    first = np.log((y1 + prior) / (n1 + size - y1 - prior))
    second = np.log((y2 + prior) / (n2 + size - y2 - prior))
    return first - second, 1 / (y1 + prior) + 1 / (y2 + prior)


def compared(found: Occurrences, side: np.ndarray, stratum: np.ndarray, prior_words: float):
    """Log-odds ratio, z and z without the story that adds most, each (n_terms,).

    `side` (n_units,) is 0 for a report and 1 for a commentary, `stratum` the unit's group; ratios
    of several groups are averaged by their precision. A positive value means more in commentary.
    """
    groups = [
        group for group in np.unique(stratum).tolist() if _has_both(found, side, stratum == group)
    ]
    strata = [[(stratum == group) & (side == one) for one in (1, 0)] for group in groups]
    difference, z = _pooled(found, strata, prior_words)
    heaviest = _heaviest(found, side, (difference > 0).astype(int))
    return difference, z, _pooled(found, strata, prior_words, heaviest)[1]


def _has_both(found: Occurrences, side, chosen) -> bool:
    return all(found.sizes[chosen & (side == one)].sum() > 0 for one in (0, 1))


def _pooled(found: Occurrences, strata, prior_words, without=None):
    """Precision-weighted mean of the strata's ratios, and its z.

    A stratum is the units (bool) of its commentary and of its reports, and its prior is what both
    have together; `without` is a unit for each term, with the term's occurrences there, that is
    left out.
    """
    weighted, precision = np.zeros(len(found.names)), np.zeros(len(found.names))
    for stratum in strata:
        y = [found.total(chosen) for chosen in stratum]
        n = [found.sizes[chosen].sum() for chosen in stratum]
        prior = prior_words * sum(y) / max(sum(n), 1.0)
        if without is not None:
            unit, count = without
            y = [of - count * chosen[unit] for of, chosen in zip(y, stratum, strict=True)]
            n = [
                of - found.sizes[unit] * chosen[unit] for of, chosen in zip(n, stratum, strict=True)
            ]
        # A term that fills every place has no odds: it tells nothing of the two sides.
        present = (prior > 0) & (prior < prior_words * (1 - 1e-12))
        n = [np.broadcast_to(of, prior.shape)[present] for of in n]
        difference, variance = log_odds(
            y[0][present], y[1][present], *n, prior[present], prior_words
        )
        weighted[present] += difference / variance
        precision[present] += 1 / variance
    precision[precision == 0] = np.inf
    return weighted / precision, weighted / np.sqrt(precision)


def _heaviest(found: Occurrences, side, key_side) -> tuple[np.ndarray, np.ndarray]:
    """For each term the unit of its own side with most occurrences, and how many these are.

    Of several it is the shortest: without it least is left of the ratio.
    """
    own = side[found.unit] == key_side[found.term]
    term, unit, count = found.term[own], found.unit[own], found.count[own]
    order = np.lexsort((-unit, -found.sizes[unit], count, term))
    last = np.append(term[order][1:] != term[order][:-1], True) if len(order) else np.zeros(0, bool)
    best = order[last]
    units, counts = np.zeros(len(found.names), np.int64), np.zeros(len(found.names))
    units[term[best]], counts[term[best]] = unit[best], count[best]
    return units, counts


def deviations_of_proportions(found: Occurrences, side, key_side) -> np.ndarray:
    """Gries' DP of each term over the units of its side, float64 (n_terms,).

    Half the sum over the units of |share of the term's occurrences - share of the words|: 0 where a
    term is spread as the words are, towards 1 where it stands in one place.

    Gries, S. Th. (2008), "Dispersions and adjusted frequencies in corpora", International Journal
    of Corpus Linguistics 13, 403-437.
    """
    own = side[found.unit] == key_side[found.term]
    term, unit, count = found.term[own], found.unit[own], found.count[own]
    n_terms = len(found.names)
    totals = np.bincount(term, count, minlength=n_terms)
    size_of_side = np.bincount(side, found.sizes, minlength=2)
    expected = found.sizes[unit] / size_of_side[side[unit]]
    # A unit without the term adds its share of the words; all shares sum to 1.
    excess = np.abs(count / totals[term] - expected) - expected
    return (1 + np.bincount(term, excess, minlength=n_terms)) / 2
