"""A story's headline figures in one sentence, worked out from its measures table."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..columns import ROLES
from ..comparison.counts import counts_of, ranges_apart
from ..display import written
from ..measures import pool
from ..measures.reading_ease import ease_parts


def headline(table: pd.DataFrame) -> dict:
    """`sentence`, and the figures in it as numbers: a list of (report, commentary) per measure."""
    whole = pool(table, "role").reindex(ROLES)
    words = whole["n_words"].to_numpy()
    hedges = whole["hedges_per_100_words"].to_numpy()
    counts = counts_of("hedges_per_100_words", hedges, words)
    flesch, sentiment = whole["flesch_reading_ease"].to_numpy(), whole["vader_compound"].to_numpy()
    rates = [f"{rate:.1f} ({count:,.0f})" for rate, count in zip(hedges, counts, strict=True)]
    parts = [
        f"report {words[0]:,.0f} words, commentary {words[1]:,.0f}",
        f"hedges per 100 words {' and '.join(rates)}: {_hedging(counts, words)}",
        f"Flesch {_both(flesch, 0)}: {_reading_ease(whole)}",
        f"sentiment {_both(sentiment, 2)}: see notebook 03 before quoting",
    ]
    figures = {
        "n_words": words,
        "n_hedges": counts,
        "hedges_per_100_words": hedges,
        "flesch_reading_ease": flesch,
        "vader_compound": sentiment,
    }
    return {
        "sentence": "; ".join(parts),
        **{name: values.tolist() for name, values in figures.items()},
    }


def _hedging(counts: np.ndarray, words: np.ndarray) -> str:
    """Whether the exact Poisson ranges of the two rates leave each other room."""
    if not counts.any():
        return "none in either"
    if not ranges_apart(counts, words):
        return "too little text to tell apart"
    return f"more in the {ROLES[int(np.argmax(counts / words))]} of this one story"


def _reading_ease(whole: pd.DataFrame) -> str:
    """What makes the commentary easier or harder than the report: its words, or its sentences."""
    with np.errstate(divide="ignore", invalid="ignore"):
        points, causes = ease_parts(whole)
    if np.isnan(sum(points.values())):
        return "a part without words has no reading ease"
    if not causes:
        return "about as hard to read"
    first, second = sorted(points, key=lambda part: part != causes[0])
    length, other = ("shorter" if points[part] > 0 else "longer" for part in (first, second))
    if second not in causes:
        return f"{length} {first}, not {length} {second}"
    return f"{length} {first}{' and' if length == other else ', though'} {other} {second}"


def _both(values: np.ndarray, decimals: int) -> str:
    return " and ".join(_number(value, decimals) for value in values)


def _number(value: float, decimals: int) -> str:
    """A number as it is printed: a minus sign, no zero before the point, "none" for none.

    >>> _number(-0.586, 2), _number(37.6, 0), _number(float("nan"), 2)
    ('−.59', '38', 'none')
    """
    if np.isnan(value):
        return "none"
    text = written(value, f".{decimals}f")
    return text.replace("0.", ".", 1) if abs(value) < 1 and decimals else text
