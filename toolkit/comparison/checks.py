"""Does a difference hold when something is decided otherwise, or a single story is left out?"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from ..measures.by_story import change
from ..measures.evaluation import evaluate
from .lengths import equal_lengths
from .samples import Sample, facts, sample_of, sample_of_pooled
from .unpaired import stratified_means

MOST_LEFT_OUT = 200  # stories of which each is left out once; of more, one decides little
_OTHER_PROFILE = {"news": "broad", "broad": "news"}


def differences(sample: Sample, by_words: bool = False) -> np.ndarray:
    """Commentary - report, float64 (n_measures,): stories weigh equally, or by their words."""
    weights = np.nansum(sample.words, axis=1) if by_words else np.ones(len(sample))
    if not sample.paired:
        report, commentary = stratified_means(
            sample.values, sample.is_commentary, sample.strata, weights
        )
        return change(report, commentary)
    d = sample.differences
    weights = np.where(np.isnan(d), 0.0, weights[:, None])
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.nansum(d * weights, axis=0) / weights.sum(axis=0)


def higher_in_groups(sample: Sample) -> list[str | None]:
    """In how many groups of `by` the commentary is higher; None where there is one group."""
    groups = [sample.only(sample.strata == group) for group in np.unique(sample.strata)]
    found = np.array([differences(group) for group in groups])
    if len(found) < 2:
        return [None] * found.shape[1]
    counts = zip((found > 0).sum(axis=0), (~np.isnan(found)).sum(axis=0), strict=True)
    return [f"{higher} of {known}" for higher, known in counts]


def other_ways(
    rows: pd.DataFrame, sample: Sample, names: list[str], unit: str, by: str | None,
    profile: str | None,
) -> dict[str, np.ndarray]:  # fmt: skip
    """The differences, (n_measures,), under every other decision that could be tried.

    Keys are "weighted by words" (two stories or more), "at equal length" (stories with both roles,
    of several paragraphs) and "under the … profile" (hedging measures, where the text is at hand
    and the table says under which profile it was measured). NaN where a measure has none.
    """
    ways = {}
    if len(sample) > 1:
        ways["weighted by words"] = differences(sample, by_words=True)
    pooled = equal_lengths(rows, unit) if sample.paired else None
    if pooled is not None:
        ways["at equal length"] = differences(sample_of_pooled(pooled, rows, names, unit, by))
    hedging = [n for n in names if facts(n).family == "hedging"]
    has_texts = "text" in rows and rows["text"].notna().all()
    if hedging and has_texts and profile in _OTHER_PROFILE:
        other = _OTHER_PROFILE[profile]
        keys = list(dict.fromkeys([unit, "role", *([by] if by else [])]))
        counted = ["n_words", "n_sentences", *hedging]
        again = rows[keys].assign(**evaluate(rows["text"], counted, profile=other))
        found = differences(sample_of(again, hedging, unit, by))
        ways[f"under the {other} profile"] = np.array(
            [found[hedging.index(n)] if n in hedging else np.nan for n in names]
        )
    return ways


def stable(difference: np.ndarray, ways: dict[str, np.ndarray]) -> list[bool | None]:
    """Per measure: True where every other way keeps the sign, None where none could be tried."""
    signs = np.array([np.sign(way) for way in ways.values()]).reshape(len(ways), len(difference))
    tried = ~np.isnan(signs)
    keeps = ((signs == np.sign(difference)) | ~tried).all(axis=0)
    judged = tried.any(axis=0) & ~np.isnan(difference) & (difference != 0)
    return [bool(k) if j else None for k, j in zip(keeps, judged, strict=True)]


def decisive(sample: Sample, columns: dict, intervals_of: Callable[[Sample], dict]) -> list[list]:
    """Per measure the units without any one of which its interval, clear of zero, includes it.

    The one without which it does most is first. `intervals_of` gives the intervals of a sample.
    """
    found: list[list] = [[] for _ in columns["ci_low"]]
    clear = np.flatnonzero((columns["ci_low"] > 0) | (columns["ci_high"] < 0)).tolist()
    if not clear or len(sample) > MOST_LEFT_OUT:
        return found
    number = np.arange(len(sample))
    without = [intervals_of(sample.only(number != left_out)) for left_out in number]
    low, high = (np.array([one[end] for one in without]) for end in ("ci_low", "ci_high"))
    margin = np.maximum(low, -high)  # from zero, below 0 where it is included
    for i in clear:
        order = np.argsort(margin[:, i], kind="stable")
        found[i] = sample.units[order[margin[order, i] <= 0]].tolist()
    return found
