"""Measures of the user's own: what they may be, and where their values belong."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping

import numpy as np
import pandas as pd

from ..columns import PARAGRAPHS
from ..errors import ToolkitError, short
from .registry import all_measures, get

_KINDS = "names from list_measures(), functions of your own, and {name: function}"


def wanted_measures(measures) -> tuple[list[str], list[tuple[str, Callable]]]:
    """Registered names, and (name, function) of the user's own measures."""
    if measures is None:
        return list(all_measures()), []
    if isinstance(measures, (str, Mapping)) or callable(measures):
        measures = [measures]
    if not isinstance(measures, Iterable):
        raise ToolkitError(f"measures={measures!r} must be a list of {_KINDS}")
    names, own = [], []
    for item in measures:
        if isinstance(item, Mapping):
            own += item.items()
        elif callable(item):
            own.append((getattr(item, "__name__", type(item).__name__), item))
        elif isinstance(item, str):
            names.append(get(item).name)
        else:
            raise ToolkitError(f"{item!r} is no measure: a list holds {_KINDS}")
    _check_own(own)
    return list(dict.fromkeys(names)), own


def _check_own(own: list[tuple[str, Callable]]) -> None:
    names = [name for name, _ in own]
    for name, function in own:
        if not callable(function):
            raise ToolkitError(
                f"your measure {name!r} must be a function of the table, "
                f"not {short(repr(function))}"
            )
        if name in all_measures():
            raise ToolkitError(f"your measure {name!r} has the name of a registered one; rename it")
        if names.count(name) > 1:
            raise ToolkitError(
                f"two measures of your own are called {name!r}; name them: "
                '{"first": function, "second": other}'
            )


def own_columns(table: pd.DataFrame, new: pd.DataFrame, own) -> list[pd.DataFrame]:
    """The columns of the user's measures; each sees all columns, and rows it can tell apart."""
    if not own:
        return []
    view = pd.concat([table.drop(columns=[c for c in new if c in table.columns]), new], axis=1)
    if not view.index.is_unique:
        view = view.reset_index(drop=True)
    columns = [
        _as_columns(name, _applied(name, function, view), view.index) for name, function in own
    ]
    return [frame.set_axis(table.index) for frame in columns]


def checked_names(extra: list[pd.DataFrame]) -> list[str]:
    """The names of the columns that the user's measures made, none of them twice or taken."""
    names = [name for frame in extra for name in frame]
    for name in names:
        if name in PARAGRAPHS or name in all_measures():
            raise ToolkitError(f"your measure {name!r} has the name of another column; rename it")
        if names.count(name) > 1:
            raise ToolkitError(f"your measures make two columns called {name!r}; rename one")
    return names


def _applied(name: str, function: Callable, view: pd.DataFrame):
    try:
        return function(view)
    except KeyError as error:
        wanted = error.args[0] if error.args else ""
        if wanted in view.columns or not isinstance(wanted, str):
            raise
        near = difflib.get_close_matches(wanted, [*map(str, view.columns)], n=3, cutoff=0.5)
        hint = f"the nearest: {', '.join(near)}" if near else "list_measures() names those it has"
        raise ToolkitError(
            f"your measure {name!r} asks for the column {wanted!r}, which is not there; {hint}"
        ) from error
    except Exception as error:  # a mistake in somebody's function, or one meant for a single text
        error.add_note(
            f"Your measure {name!r} gets the whole table. To call a function on each text: "
            f"{{{name!r}: lambda table: table['text'].map(function)}}"
        )
        raise


def _as_columns(name: str, values, index: pd.Index) -> pd.DataFrame:
    if not isinstance(values, pd.DataFrame) and not np.ndim(values):
        raise ToolkitError(
            f"your measure {name!r} returned {short(repr(values))}; "
            "it must return a number for each row"
        )
    if isinstance(values, pd.Series):
        values = values.rename(name).to_frame()
    has_index = isinstance(values, pd.DataFrame)
    try:
        frame = (values if has_index else pd.DataFrame({name: values})).astype(float)
    except (TypeError, ValueError) as error:
        raise ToolkitError(
            f"your measure {name!r} returned values that are no numbers ({short(error, 100)})"
        ) from None
    if len(frame) != len(index):
        raise ToolkitError(
            f"your measure {name!r} returned {len(frame)} values for {len(index)} rows; "
            "it must return one per row"
        )
    if not has_index:
        return frame.set_axis(index)
    return frame if frame.index.equals(index) else _in_order(name, frame, index)


def _in_order(name: str, frame: pd.DataFrame, index: pd.Index) -> pd.DataFrame:
    """The rows in the order of `index`, by which they are known."""
    if not len(frame):
        return frame.set_axis(index)
    places = index.get_indexer(frame.index) if frame.index.nlevels == index.nlevels else [-1]
    if min(places) < 0 or not frame.index.is_unique:
        raise ToolkitError(
            f"your measure {name!r} returned rows whose index is not the table's, "
            f"such as {frame.index[0]!r}: which row is which can't be told"
        )
    return frame.reindex(index)
