"""Each story's report beside its commentary: a value per story and role, and means over stories."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..columns import ROLES
from .pooling import pool
from .table import is_heading, numbers_in

SURE = 1.96  # of a normal variable: 19 in 20 are less
_ROUNDING = 1e-12


def values_by_story(table: pd.DataFrame, measure: str) -> pd.DataFrame:
    """The pooled value of a measure in the two parts of every story that has both.

    Parameters
    ----------
    table : DataFrame
        A measures table with `story` and `role`.
    measure : str
        One of its columns.

    Returns
    -------
    DataFrame indexed by story, float64
        `report`, `commentary`, `difference` (commentary less report); `report_words`,
        `commentary_words`, `length_ratio` (words of commentary for each word of report). Stories
        without a value in one of the parts are left out.

    >>> table = pd.DataFrame({"story": [1, 1, 2], "role": ["report", "commentary", "report"],
    ...                       "n_words": [10.0, 20.0, 30.0], "mine": [1.0, 4.0, 9.0]})
    >>> values_by_story(table, "mine")[["report", "commentary", "difference", "length_ratio"]]
           report  commentary  difference  length_ratio
    story
    1         1.0         4.0         3.0           2.0
    """
    kept = ["story", "role", *(c for c in table.columns if c not in ("story", "role"))]
    body = table.loc[~is_heading(table), kept].copy()
    body[measure] = numbers_in(body, measure)
    wide = pool(body, ["story", "role"])[list(dict.fromkeys([measure, "n_words"]))].unstack("role")
    values = {
        **{role: wide[measure].get(role, np.nan) for role in ROLES},
        **{f"{role}_words": wide["n_words"].get(role, np.nan) for role in ROLES},
    }
    pairs = pd.DataFrame(values, index=wide.index, dtype=float)
    pairs = pairs[np.isfinite(pairs[[*ROLES]]).all(axis=1)]
    return pairs.assign(
        difference=change(pairs["report"].to_numpy(), pairs["commentary"].to_numpy()),
        length_ratio=pairs["commentary_words"] / pairs["report_words"],
    )


def change(report: np.ndarray, commentary: np.ndarray) -> np.ndarray:
    """Commentary - report; 0 where rounding alone parts them, so that a tie is one.

    >>> change(np.array([0.3]), np.array([0.1 + 0.2])).tolist()
    [0.0]
    """
    difference = commentary - report
    size = np.fmax(np.abs(report), np.abs(commentary))
    return np.where(np.abs(difference) <= _ROUNDING * size, 0.0, difference)


def rank_correlation(x, y) -> float:
    """Spearman's rank correlation; NaN for fewer than three pairs, or where one does not vary.

    >>> rank_correlation([1, 2, 30], [5, 6, 7])
    1.0
    """
    ranks = [pd.Series(np.asarray(values, float)).rank() for values in (x, y)]
    if len(ranks[0]) < 3 or any(rank.nunique() < 2 for rank in ranks):
        return np.nan
    return float(ranks[0].corr(ranks[1]))


def is_sure_correlation(r: float, n: int) -> bool:
    """Whether a rank correlation of `n` pairs is beyond chance, by its large-sample test."""
    return abs(r) * np.sqrt(n - 1) >= SURE


def mean_rates(table: pd.DataFrame, rates: list[str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Rates per 100 words of each role: their means over stories, and the counts behind them.

    Returns
    -------
    (means, counts) : DataFrames indexed by role, one float64 column per rate
        In `means` each story weighs the same. `counts` are sums over all stories and have a
        further column `n_words`. Both are missing where a role has no value.

    >>> table = pd.DataFrame({"role": ["report", "commentary"], "n_words": [50.0, 200.0],
    ...                       "hedges_per_100_words": [4.0, 3.0]})
    >>> mean_rates(table, ["hedges_per_100_words"])[1]
                hedges_per_100_words  n_words
    role
    report                       2.0     50.0
    commentary                   6.0    200.0
    """
    body = table[~is_heading(table) & table["n_words"].notna().to_numpy()].copy()
    for rate in rates:
        body[rate] = numbers_in(body, rate)
    by = [column for column in ("story", "role") if column in body.columns]
    pooled = pool(body, by)[[*rates, "n_words"]]
    means = pooled.groupby("role", sort=False)[rates].mean()
    counts = pooled[rates].mul(pooled["n_words"], axis=0) / 100
    counts = counts.assign(n_words=pooled["n_words"]).groupby("role", sort=False).sum(min_count=1)
    return means, counts
