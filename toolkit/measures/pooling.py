"""The value of several paragraphs together: the measure on their summed counts.

A mean of paragraphs' values would give a line of ten words the weight of one of a hundred, and a
formula's mean is not the formula of the whole. Every registered measure says how its whole comes
from its parts, so that a measures table is all that pooling needs.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from functools import cached_property

import numpy as np
import pandas as pd

from ..columns import HOW_TO_MAKE
from ..errors import ToolkitError, kind_of, there
from ..given import as_table
from ..segmentation import segmented
from .display import MeasuresTable
from .evaluation import evaluate, formulas
from .own import wanted_measures
from .registry import all_measures
from .stories_and_roles import need_plain
from .table import check_options, made_here, measured_texts, numbers_in, without_earlier


def pool(table: pd.DataFrame, by) -> pd.DataFrame:
    """The pooled value of every measure per group of paragraphs.

    Parameters
    ----------
    table : DataFrame
        A measures table; rows whose `n_words` is missing (headings) are left out.
    by : str or list of str
        Columns whose combinations are the groups, for example `["story", "role"]`.

    Returns
    -------
    DataFrame
        Indexed by the groups, in order of appearance; one float64 column per measure in `table`:
        sums for `n_*`, the formula on the summed counts for readability, the mean weighted by words
        for rates, by sentences for shares of sentences and VADER. A floating-point column of your
        own is averaged by words.

    Raises ToolkitError for a column that is not there, and for a measure without the counts it is
    pooled by.

    >>> import toolkit as tk
    >>> table = tk.measure(pd.DataFrame({"role": ["report"] * 2, "text": ["It may.", "It is so."]}))
    >>> tk.pool(table, "role").loc["report", ["n_words", "n_hedges"]].tolist()
    [5.0, 1.0]
    """
    if not isinstance(table, pd.DataFrame):
        hint = "; call .compute() first" if hasattr(table, "map_partitions") else ""
        raise ToolkitError(f"pool() needs a measures table, not {kind_of(table)}{hint}")
    by = [by] if isinstance(by, str) or not isinstance(by, Iterable) else list(by)
    if not by:
        raise ToolkitError("pool() needs the columns to group by, such as 'role'")
    for column in [*by, "n_words"]:
        if not isinstance(column, Hashable) or column not in table.columns:
            hint = HOW_TO_MAKE if column == "n_words" else f"it has: {there(column, table.columns)}"
            raise ToolkitError(f"the table has no column {column!r}; {hint}")
        need_plain(table, column)
    body = table[table["n_words"].notna()]
    codes, groups = _groups(body, by)
    sums = _Sums(codes, len(groups), body)
    known = all_measures()
    columns = {name: _pooled(known.get(name), name, sums) for name in measure_columns(body, by)}
    return MeasuresTable(columns, index=groups)


def pool_without_each(table: pd.DataFrame) -> pd.DataFrame:
    """The pooled value of all rows of a measures table but one: row i is without row i.

    The columns are those of `pool`, the index is that of `table`, whose `n_words` are all there.
    """
    known = all_measures()
    sums = _SumsWithoutEach(table)
    columns = {name: _pooled(known.get(name), name, sums) for name in measure_columns(table)}
    return pd.DataFrame(columns, index=table.index)


def measure_columns(table: pd.DataFrame, by=()) -> list[str]:
    """The columns of `table` that hold measures: registered ones, and other floating-point ones."""
    known = all_measures()
    return [
        c
        for c in table.columns
        if c not in by and (c in known or pd.api.types.is_float_dtype(table[c]))
    ]


def _groups(table: pd.DataFrame, by: list[str]):
    grouped = table.groupby(by, sort=False, observed=True, dropna=False)
    codes = grouped.ngroup().to_numpy()
    keys = table[by].iloc[np.unique(codes, return_index=True)[1]]
    index = pd.MultiIndex.from_frame(keys) if len(by) > 1 else pd.Index(keys[by[0]], name=by[0])
    return codes, index


class _Sums:
    """Sums per group of the columns of one table."""

    def __init__(self, codes: np.ndarray, n_groups: int, table: pd.DataFrame):
        self.codes, self.n_groups, self.table = codes, n_groups, table

    @cached_property
    def counts(self) -> dict[str, np.ndarray]:
        """The total of every count that the table has: all that formulas are made of."""
        sums = [name for name, measure in all_measures().items() if measure.pool == "sum"]
        return {name: self.total(self.column(name)) for name in sums if name in self.table.columns}

    def column(self, name: str) -> np.ndarray:
        if name not in self.table.columns:
            raise ToolkitError(
                f"pooling needs the column {name!r} beside the measure; {HOW_TO_MAKE}"
            )
        return numbers_in(self.table, name)

    def total(self, values: np.ndarray) -> np.ndarray:
        present = np.where(np.isnan(values), 0.0, values)
        return np.bincount(self.codes, present, minlength=self.n_groups)

    def first(self, values: np.ndarray) -> np.ndarray:
        """A value of each group: sums are taken around it, so that equal values stay equal."""
        found = np.zeros(self.n_groups)
        there = np.flatnonzero(np.isfinite(values))[::-1]
        found[self.codes[there]] = values[there]
        return found

    def mean(self, values: np.ndarray, weights: np.ndarray) -> np.ndarray:
        weights = np.where(np.isnan(values), 0.0, weights)
        first = self.first(np.where(weights > 0, values, np.nan))
        with np.errstate(divide="ignore", invalid="ignore"):
            around = np.where(weights > 0, (values - first[self.codes]) * weights, 0.0)
            return first + self.total(around) / self.total(weights)


class _SumsWithoutEach(_Sums):
    """Sums over all rows of one table but one."""

    def __init__(self, table: pd.DataFrame):
        super().__init__(np.arange(len(table)), len(table), table)

    def total(self, values: np.ndarray) -> np.ndarray:
        values = np.nan_to_num(values)
        return values.sum() - values

    def first(self, values: np.ndarray) -> np.ndarray:
        return np.full(self.n_groups, next(iter(values[np.isfinite(values)]), 0.0))


def _pooled(measure, name: str, sums: _Sums) -> np.ndarray:
    rule = measure.pool if measure else "words"
    values = sums.column(name)
    if rule == "sum":
        return sums.total(values)
    if rule == "counts":
        return _formula_of(name, sums.counts)
    if rule == "spread":
        return _spread(values, sums.column(measure.mean_of), sums)
    return sums.mean(values, sums.column("n_sentences" if rule == "sentences" else "n_words"))


def _formula_of(name: str, counts: dict[str, np.ndarray]) -> np.ndarray:
    try:
        return formulas(counts, [name])[name]
    except AttributeError as missing:
        raise ToolkitError(
            f"pooling {name!r} needs the column {missing.name!r} beside it; {HOW_TO_MAKE}"
        ) from None


def _spread(deviations: np.ndarray, means: np.ndarray, sums: _Sums) -> np.ndarray:
    """SD over all sentences of a group, from the SD, mean and number of each paragraph's."""
    n = np.where(np.isnan(means), 0.0, sums.column("n_sentences"))
    within = np.where(n > 1, (n - 1) * np.nan_to_num(deviations) ** 2, 0.0)
    around = np.nan_to_num(means - sums.first(means)[sums.codes])
    squares = sums.total(within + n * around**2)
    total, count = sums.total(n * around), sums.total(n)
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = (squares - total**2 / count) / (count - 1)
    return np.sqrt(np.where(count > 1, np.maximum(variance, 0), np.nan))


def sentence_table(
    table: pd.DataFrame, measures=None, *, profile: str = "news", lexicon=None
) -> pd.DataFrame:
    """The measures of every sentence: one row per sentence, with the columns of its paragraph.

    Counted inside their paragraph (a quotation may span sentences), so that `pool` over the
    sentences of a paragraph gives the paragraph's value. Headings have no sentences here. The
    texts themselves are not repeated; `sentences(table)` has them.

    Parameters
    ----------
    table : as for `measure`
    measures : list of str, optional
        Names from `list_measures()`; all of them if left out. Measures of your own get tables of
        paragraphs, and have no place here.
    profile, lexicon
        As for `measure`.

    Returns
    -------
    DataFrame
        The columns of `table` but `text`, repeated for each sentence, and one float64 column per
        measure.

    Raises ToolkitError as `measure` does.

    >>> story = pd.DataFrame({"text": ["It may rain. It will not."]})
    >>> sentence_table(story, ["n_words", "n_hedges"])
       n_words  n_hedges
    0      3.0       1.0
    1      3.0       0.0
    """
    table = as_table(table)
    names, own = wanted_measures(measures)
    if own:
        raise ToolkitError(
            f"sentence_table() has registered measures only, not {own[0][0]!r}; "
            "for your own, measure(sentences(table), ...) takes each sentence for a paragraph"
        )
    check_options(counting="published", profile=profile)
    table = without_earlier(table, names, made_here(table))
    tokens = segmented(measured_texts(table))
    columns = evaluate(tokens, names, profile=profile, lexicon=lexicon, by_sentence=True)
    rows = tokens.rows(tokens.sentences[:-1])
    kept = table.drop(columns="text").iloc[rows].reset_index(drop=True)
    return MeasuresTable(pd.concat([kept, pd.DataFrame(columns)], axis=1))
