"""From a measures table to what is compared: one value per story and role, from summed counts."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, replace
from numbers import Real

import numpy as np
import pandas as pd

from ..columns import HOW_TO_GET, PARAGRAPHS, ROLES
from ..display import many
from ..errors import ToolkitError, kind_of, there
from ..measures import pool
from ..measures.by_story import change
from ..measures.registry import Measure, all_measures
from ..measures.stories_and_roles import need_known_roles, need_names, need_one, need_plain
from ..measures.table import in_reading_order, is_heading, numbers_in
from .unpaired import usable_strata

_OURS = {*PARAGRAPHS, "sentence", "start", "end"}


def check_level(level: float) -> None:
    """ToolkitError for a `level` of intervals that is none."""
    if not (isinstance(level, Real) and 0 < level < 1):
        raise ToolkitError(f"level={level!r} must lie between 0 and 1, such as 0.95")


@dataclass(frozen=True)
class Sample:
    """The values that are compared: paired units, or units with one role each.

    Attributes
    ----------
    report, commentary : float64, (n_units, n_measures)
        Pooled values; NaN where the unit lacks the role or the measure.
    words, sentences : float64, (n_units, 2)
        Those of report and commentary; NaN where the unit lacks the role.
    strata : int, (n_units,)
        Number of the group of `by` each unit is in; zeros without `by`.
    paired : bool
    left_out : int
        Units that could not be used: unpaired ones, or those of a stratum with one role.
    units : object, (n_units,)
        What the units are called.
    """

    report: np.ndarray
    commentary: np.ndarray
    words: np.ndarray
    sentences: np.ndarray
    strata: np.ndarray
    paired: bool
    left_out: int
    units: np.ndarray

    def __len__(self) -> int:
        return len(self.words)

    def only(self, keep: np.ndarray) -> Sample:
        """The units of a Boolean mask (n_units,)."""
        parts = ("report", "commentary", "words", "sentences", "strata", "units")
        return replace(self, **{part: getattr(self, part)[keep] for part in parts})

    def of(self, measures: list[int]) -> Sample:
        """The measures at these positions."""
        chosen = {part: getattr(self, part)[:, measures] for part in ("report", "commentary")}
        return replace(self, **chosen)

    @property
    def differences(self) -> np.ndarray:
        """Commentary - report of a paired sample: float64, (n_units, n_measures)."""
        return change(self.report, self.commentary)

    @property
    def is_commentary(self) -> np.ndarray:
        """Which units of an unpaired sample are commentary: bool, (n_units,)."""
        return np.isnan(self.words[:, 0])

    @property
    def values(self) -> np.ndarray:
        """Each unit's one value in an unpaired sample: float64, (n_units, n_measures)."""
        return np.where(self.is_commentary[:, None], self.commentary, self.report)


def body(table: pd.DataFrame, unit: str = "story", by: str | None = None) -> pd.DataFrame:
    """The table's rows that have words, in reading order, or a ToolkitError that says what
    `compare` needs."""
    if not isinstance(table, pd.DataFrame):
        raise ToolkitError(
            f"a comparison needs the table that measure() returns, not {kind_of(table)}"
        )
    if unit in ("paragraph", "sentence"):
        raise ToolkitError(
            f"unit={unit!r} would count {unit}s of one story as independent; use 'story', or a "
            "column that groups stories, such as their outlet"
        )
    if unit == "role":
        raise ToolkitError("unit='role' is what is compared; use 'story', or what groups stories")
    for column in [unit, "role", *([] if by is None else [by])]:
        if not isinstance(column, Hashable) or column not in table.columns:
            raise ToolkitError(
                f"no column {column!r}; the table has: {there(column, table)}{_how(column, table)}"
            )
        if column == "n_words":
            raise ToolkitError("'n_words' weighs texts; unit= and by= take a column to group by")
    for column in table.columns[table.columns.duplicated()]:
        need_one(table, column)
    for column in [unit, "role", *([] if by is None else [by])]:
        need_plain(table, column)
    rows = table.reset_index(drop=True)
    rows = rows[~is_heading(rows)]
    if "n_words" in rows:
        rows = rows[rows["n_words"].notna()]
    _check_roles(rows)
    need_names(rows[unit].isna(), unit)
    if by and by != unit and len(rows[[unit, by]].drop_duplicates()) > rows[unit].nunique():
        raise ToolkitError(f"column {by!r} changes within a {unit}; by= needs one value per {unit}")
    rows = in_reading_order(rows)
    if unit == "story" or "story" not in rows:
        return rows
    # Windows run over all stories of a unit, in an order that is not that of the rows.
    return rows.sort_values("story", key=lambda names: names.astype(str), kind="stable")


def _how(column, table: pd.DataFrame) -> str:
    """How to get a column that is missing."""
    if column is not None and column in list(table.index.names):
        return f"; {column!r} is in its index: write table.reset_index()"
    return HOW_TO_GET.get(column, "") if isinstance(column, str) else ""


def _check_roles(rows: pd.DataFrame) -> None:
    roles = rows["role"]
    found = sorted(map(str, roles.dropna().unique()))
    if not len(rows):
        raise ToolkitError("no row of this table has words; did the choice of rows leave any?")
    if not found:
        raise ToolkitError("no row of this table has a role: 'report' or 'commentary'")
    if {role.strip().lower() for role in found} <= set(ROLES):
        need_known_roles(rows)
    for role in ROLES:
        if role not in found:
            raise ToolkitError(
                f"no {role} in this table: role has {found}; both 'report' and 'commentary' are "
                f"needed{'' if set(found) <= set(ROLES) else HOW_TO_GET['role']}"
            )
    need_known_roles(rows)
    if missing := int(roles.isna().sum()):
        raise ToolkitError(
            f"role has missing values, in {many(missing, 'row')}; it can only be 'report' or "
            "'commentary': fill them in, or leave the rows out, table.dropna(subset='role')"
        )


def chosen_measures(table: pd.DataFrame, measures=None, groups=()) -> list[str]:
    """Names of the measures to compare: those asked for, or all that are there but the counts.

    Headline measures come first, then the others by family, then columns of the caller's own
    (floating-point ones; others only if asked for), but for the columns that make `groups`.
    """
    known = all_measures()
    if isinstance(measures, pd.DataFrame):
        raise ToolkitError("one table is compared, report with commentary; join yours: pd.concat")
    if not (measures is None or isinstance(measures, Iterable)):
        raise ToolkitError(f"measures={measures!r} must be a list of columns of the table")
    if measures is not None:
        names = [measures] if isinstance(measures, str) else list(measures)
        if not names:
            raise ToolkitError(
                "the list of measures is empty; leave measures= out for all of the table"
            )
        for name in names:
            if not isinstance(name, Hashable) or name not in table.columns:
                floats = [c for c in table if pd.api.types.is_float_dtype(table[c])]
                floats = [c for c in floats if not str(c).startswith("n_")] or floats
                hint = f"it has: {there(name, floats)}" if floats else "call measure(table) first"
                raise ToolkitError(f"no measure column {name!r} in this table; {hint}")
            if name in groups:
                raise ToolkitError(f"{name!r} makes groups, and is not compared between them")
            if not pd.api.types.is_numeric_dtype(table[name]):
                raise ToolkitError(
                    f"no measure column {name!r}: the table's holds no numbers; where they are "
                    f"written as text, table[{name!r}] = pd.to_numeric(table[{name!r}])"
                )
        return list(dict.fromkeys(names))
    registered = [m for m in known.values() if m.name in table.columns and m.pool != "sum"]
    registered.sort(key=lambda m: not m.headline)
    foreign = [
        c for c in table.columns
        if c not in known and c not in _OURS and c not in groups
        and not str(c).startswith("n_") and pd.api.types.is_float_dtype(table[c])
    ]  # fmt: skip
    names = [m.name for m in registered] + foreign
    if not names:
        raise ToolkitError("this table has no measure columns; call measure(table) first")
    return names


def facts(name: str) -> Measure:
    """What the registry knows of a measure; for a column of the caller's own, its name alone."""
    measure = all_measures().get(name)
    return measure or Measure(name=name, family="", label=str(name), formula=lambda c: c)


def sample_of(
    rows: pd.DataFrame, names: list[str], unit: str = "story", by: str | None = None
) -> Sample:
    """Pool `rows` (of `body`) by unit and role, and pair them."""
    return sample_of_pooled(pool(rows, [unit, "role"]), rows, names, unit, by)


def sample_of_pooled(pooled, rows, names, unit="story", by=None) -> Sample:
    """The sample of values pooled already: a DataFrame with a MultiIndex of unit and role."""
    wide = {role: pooled.xs(role, level="role") for role in ROLES}
    either = wide["report"].index.union(wide["commentary"].index)
    both = wide["report"].index.intersection(wide["commentary"].index)
    paired = len(both) > 0
    units = _sorted(both) if paired else either
    strata = np.zeros(len(units), int)
    if by:
        first = rows.drop_duplicates(unit).set_index(unit, drop=False)[by]
        strata, _ = pd.factorize(first.reindex(units), sort=True, use_na_sentinel=False)
    report, commentary = (wide[role].reindex(units) for role in ROLES)
    words, sentences = (
        np.column_stack(
            [role.get(count, np.nan * role["n_words"]) for role in (report, commentary)]
        )
        for count in ("n_words", "n_sentences")
    )
    sample = Sample(
        report[names].to_numpy(float), commentary[names].to_numpy(float), words, sentences,
        strata, paired, len(either) - len(units), np.array(units, object),
    )  # fmt: skip
    return sample if paired else _with_both_roles(sample)


def _sorted(units: pd.Index) -> pd.Index:
    """The units in order; names and numbers, which have no order together, by their text."""
    try:
        return units.sort_values()
    except TypeError:
        return units[np.argsort(units.map(str), kind="stable")]


def as_floats(rows: pd.DataFrame, names: list[str]) -> pd.DataFrame:
    """The columns as float64, for `pool` to take as measures; infinite values are missing."""
    values = {name: numbers_in(rows, name) for name in names}
    finite = {n: np.where(np.isinf(v), np.nan, v) for n, v in values.items()}
    return pd.concat([rows.drop(columns=names), pd.DataFrame(finite, index=rows.index)], axis=1)


def _with_both_roles(sample: Sample) -> Sample:
    keep = usable_strata(sample.is_commentary, sample.strata)
    if not keep.any():
        raise ToolkitError("no group of by= has both reports and commentary; leave by= out")
    kept = _comparable(sample.only(keep))
    return replace(kept, left_out=sample.left_out + int((~keep).sum()))


def _comparable(sample: Sample) -> Sample:
    """Without the values of a measure in strata where one role has none of it."""
    gone = np.zeros(sample.report.shape, bool)
    for stratum in np.unique(sample.strata):
        inside = sample.strata == stratum
        parts = (sample.report[inside], sample.commentary[inside])
        gone[inside] = np.any([np.isnan(part).all(axis=0) for part in parts], axis=0)
    report, commentary = (
        np.where(gone, np.nan, part) for part in (sample.report, sample.commentary)
    )
    return replace(sample, report=report, commentary=commentary)
