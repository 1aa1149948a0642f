"""What a chart was given: checked, and taken apart."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

import pandas as pd
from matplotlib.ticker import FuncFormatter

from ..comparison.samples import as_floats
from ..display import written
from ..errors import ToolkitError, is_whole, kind_of, meant
from ..measures import all_measures, get, is_heading
from ..measures.by_story import values_by_story
from ..measures.registry import headline_of
from ..measures.stories_and_roles import need_known_roles, need_one, need_story_names
from .paragraphs import paragraph_labels, report_first
from .style import COLOURS, decimals, number, plain

LABEL = "label of the paragraph"

_OF_READING = {"text", "role", "story"}
_NAMED = 4


def need_columns(table, columns: Iterable[str], function: str) -> pd.DataFrame:
    """`table`, if it is a DataFrame with `columns`; a ToolkitError says how to make it if not."""
    if not isinstance(table, pd.DataFrame):
        raise ToolkitError(
            f"{function}() needs a table, not {kind_of(table)}; read_story(path) makes one"
        )
    for column in columns:
        if column not in table.columns:
            makes = "read_story(path)" if column in _OF_READING else "measure(story)"
            hint = meant(column, table.columns) or f"; {makes} makes it"
            if column in table.index.names:
                hint = "; it is in the index: write table.reset_index()"
            raise ToolkitError(f"{function}() needs the column {column!r}{hint}")
        need_one(table, column)
        if column.startswith("n_"):
            need_numbers(table, column)
    return table


def need_number(value, argument: str, meaning: str) -> None:
    """ToolkitError where the value of an argument is no whole number of 1 or more."""
    if not is_whole(value, 1):
        raise ToolkitError(f"{argument}={value!r} must be a whole number, 1 or more: {meaning}")


def one_story(table, columns: Iterable[str], function: str) -> pd.DataFrame:
    """The paragraphs of the one story in `table`, in reading order, each with its LABEL.

    Headings are left out, and paragraphs without a text, a measure in `columns` or words. Raises
    ToolkitError for several stories, for none, for a role that is neither report nor commentary,
    and where a column is missing.
    """
    columns = list(columns)
    need_columns(table, ["role", *columns], function)
    need_known_roles(table)
    need_story_names(table)
    if "story" in table.columns and table["story"].nunique() > 1:
        stories = table["story"].unique().tolist()  # Python's own values, to be written out
        raise ToolkitError(
            f"{function}() draws one story and the table has {len(stories)}; "
            f"choose one: table[table['story'] == {stories[0]!r}]"
        )
    table = report_first(table)
    table = table.assign(**{LABEL: paragraph_labels(table)})
    body = table[~is_heading(table) & table[columns].notna().all(axis=1).to_numpy()]
    body = body[body["role"].isin(list(COLOURS)).to_numpy()]
    counts = [column for column in columns if column.startswith("n_")]
    if counts:
        body = body[(body[counts] > 0).all(axis=1).to_numpy()]
    else:
        body = body[body["text"].astype(str).str.contains(r"[^\W_]").to_numpy()]
    body = body.reset_index(drop=True)
    if body.empty:
        raise ToolkitError(
            f"{function}() has nothing to draw: no paragraph of a report or a commentary has "
            "words in this table"
        )
    return body


def charted_measures(table: pd.DataFrame, measures) -> list[str]:
    """The measures to chart: those asked for, else the headline ones that are in `table`."""
    if measures is None:
        names = headline_of(table.columns)
    else:
        names = names_once(measures)
        for name in names:
            need_measure(table, name)
    if not names:
        raise ToolkitError("there is no measure to chart in this table; measure(story) makes them")
    return names


def names_in(measures) -> list:
    """The names that a caller gave: one, or several."""
    several = isinstance(measures, Iterable) and not isinstance(measures, str)
    return list(measures) if several else [measures]


def names_once(measures) -> list:
    """`names_in`, each but once."""
    names = names_in(measures)
    return [name for i, name in enumerate(names) if name not in names[:i]]


def need_measure(table: pd.DataFrame, name: str) -> None:
    """ToolkitError where `table` has no numbers called `name`."""
    if not isinstance(name, Hashable):
        raise ToolkitError(f"{name!r} is not the name of one measure, such as 'lix'")
    if name not in table.columns:
        get(name)
        raise ToolkitError(f"the table has no column {name!r}; measure(table) makes it")
    need_one(table, name)
    need_numbers(table, name)


def need_numbers(table: pd.DataFrame, name) -> None:
    """ToolkitError where the values of a column are no numbers."""
    if not pd.api.types.is_numeric_dtype(table[name]):
        raise ToolkitError(f"the column {name!r} holds no numbers; a chart needs a measure")


def label_of(name: str, limit: int = 40) -> str:
    """What a measure is called in a chart; a column of the user's own by its name."""
    measure = all_measures().get(name)
    return measure.label if measure else plain(name, limit)


def unit_of(name: str) -> str:
    """The unit to write beside a measure's values, if they need one."""
    unit = all_measures()[name].unit if name in all_measures() else ""
    return "" if unit in ("count", "share") else unit


def label_with_unit(name: str) -> str:
    """What a measure is called, with its unit, as an axis or a sentence names it."""
    unit = unit_of(name)
    if not unit:
        return label_of(name)
    return f"{label_of(name)} {unit}" if unit.startswith("per ") else f"{label_of(name)} ({unit})"


def label_list(chosen: pd.Series, names: list[str]) -> str:
    """The labels of the chosen measures, to be read in a sentence; of many only the number."""
    labels = [in_list(label_of(name)) for name in names if chosen[name]]
    if len(labels) > _NAMED:
        return f"{len(labels)} of {len(names)} measures"
    return " and ".join([", ".join(labels[:-1]), labels[-1]] if len(labels) > 1 else labels)


def in_list(label: str) -> str:
    """A label as one of several: what has a comma or "and" of its own is in quotation marks."""
    return f"“{label}”" if "," in label or " and " in label else label


def story_pairs(table: pd.DataFrame, measure: str, function: str) -> pd.DataFrame:
    """`values_by_story` of a measures table; ToolkitError where no story has both parts."""
    need_columns(table, ["story", "role", "n_words"], function)
    need_known_roles(table)
    need_story_names(table)
    need_measure(table, measure)
    measured = ~is_heading(table) & table["n_words"].notna().to_numpy()
    finite = as_floats(table, [measure])
    pairs = values_by_story(finite, measure) if measured.any() else pd.DataFrame()
    if pairs.empty:
        raise ToolkitError(
            f"{function}() needs stories with both a report and commentary; this table has none "
            f"with a value of {measure!r} for both"
        )
    return pairs


def value_text(name: str, value: float, *beside: float) -> str:
    """A value of a measure as it is read: shares in percent.

    With as many decimals as the largest of the values that it stands beside.
    """
    measure = all_measures().get(name)
    if measure and measure.unit.startswith("share") and not pd.isna(value):
        return f"{number(100 * value, 1)}%"
    digits = decimals(value, *beside) if beside else None
    return number(value, digits if digits is not None and round(value, digits) else None)


def in_percent(axis, name: str) -> None:
    """Percent on an axis where the measure is a share."""
    _in_hundredths(axis, name, "%")


def of_differences(axis, name: str) -> str:
    """The label for an axis of differences of a measure; those of shares are percentage points."""
    if not _in_hundredths(axis, name, ""):
        return f"{label_with_unit(name)}: commentary − report"
    unit = all_measures()[name].unit.replace("share", "% points")
    return f"{label_of(name)} ({unit}): commentary − report"


def _in_hundredths(axis, name: str, sign: str) -> bool:
    """Write the values of an axis times 100 where the measure is a share; whether it is one."""
    measure = all_measures().get(name)
    is_share = bool(measure) and measure.unit.startswith("share")
    if is_share:
        axis.set_major_formatter(FuncFormatter(lambda value, _: written(100 * value, ".4g") + sign))
    return is_share
