"""`measure`: a table of paragraphs in, the same table with measures out."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping

import numpy as np
import pandas as pd
from pandas.api.typing import DataFrameGroupBy

from ..errors import ToolkitError
from ..text import one_text
from .display import LISTED, MeasureList, MeasuresTable, legend
from .evaluation import CHOICES, evaluate
from .hedge_lexicon import chosen_lexicon
from .partitions import measure_partitions
from .registry import all_measures, get

MADE = "toolkit_measures"


def measure(
    table, measures=None, *, counting: str = "published", profile: str = "news", lexicon=None
) -> pd.DataFrame:
    """Readability, sentiment, hedging and wording of every paragraph, as columns.

    Parameters
    ----------
    table : DataFrame, Series, list of str, or str; or a Dask DataFrame
        The paragraphs table of `read_story`, or anything with texts: only a column `text` is
        needed. Rows whose `kind` is "heading" and missing texts get NaN.
    measures : list of str, callables or {name: callable}, optional
        Names from `list_measures()`, and functions of your own: each receives the table with every
        count and measure as a column and returns one number per row (the column is called after the
        function) or a DataFrame. All registered measures if left out.
    counting : "published" or "textstat"
        The formulas as published, on words and sentences told with care; or textstat 0.7.13's own
        values, for the readability formulas and the `n_*` counts it has.
    profile : "news" or "broad"
        Which hedges count; see `find_hedges`.
    lexicon : optional
        A hedging lexicon of your own; see `load_lexicon`.

    Returns
    -------
    DataFrame
        `table` unchanged (index, row order, `attrs`, extra columns), with one float64 column per
        measure. A value that means nothing (no words, no sentence) is NaN. `list_measures()` says
        what each column is. `attrs` names the counting, the profile, and the hedging lexicon with
        the version of its content.

    Raises ToolkitError for a table without `text`, an unknown measure, and a column of yours that
    bears a measure's name.

    >>> table = measure("It may rain. It may not.")
    >>> float(table["n_words"].iloc[0]), float(table["hedges_per_100_words"].iloc[0].round(1))
    (6.0, 33.3)
    """
    if hasattr(table, "map_partitions"):
        options = {"counting": counting, "profile": profile, "lexicon": lexicon}
        return measure_partitions(measure, table, measures, **options)
    table = as_table(table)
    names, own = wanted_measures(measures)
    options = check_options(counting=counting, profile=profile, lexicon=lexicon)
    registered = list(all_measures()) if own else names
    options["lexicon"] = cues = chosen_lexicon(profile, lexicon)
    headings = is_heading(table)
    texts = table["text"].mask(headings) if headings.any() else table["text"]
    columns = evaluate(texts, registered, **options)
    values = np.column_stack([*columns.values()]) if columns else np.empty((len(table), 0))
    new = pd.DataFrame(values, index=table.index, columns=[*columns])
    ours = _made_here(table)
    table = _without_earlier(table, names, ours)
    extra = _own_measures(table, new, own)
    table = _without_earlier(table, own_names := _checked_names(extra), ours)
    kept = [name for name in table.attrs.get(MADE, ()) if name in table]
    wanted = new if names == registered else new[names]
    out = MeasuresTable(pd.concat([table, wanted, *extra], axis=1))
    out.attrs = {
        **table.attrs,
        MADE: list(dict.fromkeys([*kept, *names, *own_names])),
        "counting": counting,
        "profile": profile,
        "lexicon": cues.name,
        "lexicon_version": cues.version,
        "legend": legend({name: columns[name] for name in names}),
    }
    return out


def as_table(texts) -> pd.DataFrame:
    """A DataFrame with a column `text` of what a user may pass for one; ToolkitError otherwise."""
    if isinstance(texts, str):
        return pd.DataFrame({"text": one_text(texts)})
    if isinstance(texts, pd.Series):
        return texts.rename("text").to_frame()
    no_texts = (pd.DataFrame, Mapping, bytes, DataFrameGroupBy)
    if isinstance(texts, Iterable) and not isinstance(texts, no_texts):
        texts = list(texts)
        for number, text in enumerate(texts, 1):
            if not (isinstance(text, str) or text is None):
                raise ToolkitError(
                    f"text number {number} is {text!r}, of type {type(text).__name__}, "
                    "and not a string"
                )
        return pd.DataFrame({"text": pd.Series(texts, dtype="str")})
    if not isinstance(texts, pd.DataFrame):
        raise ToolkitError(
            f"a table of paragraphs is needed, or texts, not a {type(texts).__name__}; "
            "read_story(path) makes one"
        )
    if "text" not in texts.columns:
        raise ToolkitError(
            f"the table has no column 'text'; it has {', '.join(map(str, texts.columns)) or 'none'}"
            "; "
            "rename yours: table.rename(columns={'your_column': 'text'})"
        )
    if isinstance(texts["text"], pd.DataFrame):
        raise ToolkitError("the table has several columns 'text'; keep one of them")
    return texts


def is_heading(table: pd.DataFrame) -> np.ndarray:
    """Boolean (n_rows,): the rows that are headings, which no measure is computed for."""
    if "kind" not in table.columns:
        return np.zeros(len(table), bool)
    return (table["kind"] == "heading").fillna(False).to_numpy(bool)


def numbers_in(table: pd.DataFrame, name: str) -> np.ndarray:
    """A column as float64, missing values as NaN; ToolkitError where it holds something else."""
    try:
        return table[name].to_numpy(float, na_value=np.nan)
    except (TypeError, ValueError):
        raise ToolkitError(f"the column {name!r} holds no numbers; rename or drop it") from None


def in_reading_order(table: pd.DataFrame) -> pd.DataFrame:
    """The paragraphs of each story by their number, and the stories as they come.

    The numbers are those of the column `paragraph`; a story that lacks one of them stays as it is.
    """
    if "paragraph" not in table.columns:
        return table
    number = pd.to_numeric(table["paragraph"], errors="coerce").to_numpy(float, na_value=np.nan)
    named = table["story"] if "story" in table.columns else np.zeros(len(table))
    story = pd.factorize(named)[0]
    whole = ~pd.Series(np.isnan(number)).groupby(story).transform("any").to_numpy(bool)
    return table.iloc[np.lexsort([np.where(whole, number, 0.0), story])]


def check_options(**options) -> dict:
    """The options, if `measure` knows their values; ToolkitError otherwise."""
    for name, choices in CHOICES.items():
        if options[name] not in choices:
            raise ToolkitError(
                f"{name}={options[name]!r} is not known; choose {' or '.join(map(repr, choices))}"
            )
    return options


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


_KINDS = "names from list_measures(), functions of your own, and {name: function}"


def _check_own(own: list[tuple[str, Callable]]) -> None:
    names = [name for name, _ in own]
    for name, function in own:
        if not callable(function):
            raise ToolkitError(
                f"your measure {name!r} must be a function of the table, not {function!r}"
            )
        if name in all_measures():
            raise ToolkitError(f"your measure {name!r} has the name of a registered one; rename it")
        if names.count(name) > 1:
            raise ToolkitError(
                f"two measures of your own are called {name!r}; name them: "
                '{"first": function, "second": other}'
            )


def _made_here(table: pd.DataFrame) -> set[str]:
    """The columns that an earlier `measure` made, by the table's attrs.

    A table that has lost them (read back from a file, or joined) has them if its `n_words` are the
    words of its texts: then columns with the names of measures are measures, and no others are.
    """
    if MADE in table.attrs:
        return set(table.attrs[MADE])
    if "n_words" not in table.columns:
        return set()
    texts = table["text"].mask(is_heading(table))
    given = pd.to_numeric(table["n_words"], errors="coerce").to_numpy(float)
    words = evaluate(texts, ["n_words"])["n_words"]
    return {*all_measures()} if np.array_equal(given, words, equal_nan=True) else set()


def _without_earlier(table: pd.DataFrame, names: list[str], ours: set[str]) -> pd.DataFrame:
    """`table` without the columns `names`, if they are `ours`; a user's own is an error."""
    clash = [name for name in names if name in table.columns]
    for name in clash:
        if name not in ours:
            raise ToolkitError(
                f"the table has a column {name!r} of its own, which is the name of a measure; "
                f"rename it: table.rename(columns={{{name!r}: 'my_{name}'}})"
            )
    return table.drop(columns=clash)


def _own_measures(table: pd.DataFrame, new: pd.DataFrame, own) -> list[pd.DataFrame]:
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


def _checked_names(extra: list[pd.DataFrame]) -> list[str]:
    """The names of the columns that the user's measures made, none of them twice or taken."""
    names = [name for frame in extra for name in frame]
    for name in names:
        if name in _PARAGRAPHS or name in all_measures():
            raise ToolkitError(f"your measure {name!r} has the name of another column; rename it")
        if names.count(name) > 1:
            raise ToolkitError(f"your measures make two columns called {name!r}; rename one")
    return names


_PARAGRAPHS = ("story", "role", "paragraph", "kind", "text")


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


def _as_columns(name: str, values, index: pd.Index) -> pd.DataFrame:
    if not isinstance(values, pd.DataFrame) and not np.ndim(values):
        raise ToolkitError(
            f"your measure {name!r} returned {values!r}; it must return a number for each row"
        )
    if isinstance(values, pd.Series):
        values = values.rename(name).to_frame()
    has_index = isinstance(values, pd.DataFrame)
    try:
        frame = (values if has_index else pd.DataFrame({name: values})).astype(float)
    except (TypeError, ValueError) as error:
        raise ToolkitError(
            f"your measure {name!r} returned values that are no numbers ({error})"
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


def list_measures() -> pd.DataFrame:
    """Every registered measure: what it means, its unit, how to read it, its source.

    Returns
    -------
    DataFrame
        One row per measure, indexed by `name`: `family, label, unit, higher` (what a higher value
        means), `reading, value_range, smallest_words, smallest_sentences` (the least text it makes
        sense for), `pool` (how several paragraphs' values become one), `headline`, `caveat`,
        `source`.

    >>> list_measures().loc["lix", ["family", "pool", "higher"]].tolist()
    ['readability', 'counts', 'harder to read']
    """
    rows = [[getattr(m, field) for field in LISTED] for m in all_measures().values()]
    return MeasureList(rows, columns=LISTED, index=pd.Index([*all_measures()], name="name"))


def reliable(table: pd.DataFrame) -> pd.DataFrame:
    """Which values of a measures table rest on enough text for their measure.

    Parameters
    ----------
    table : DataFrame
        A measures table, with its `n_words` and `n_sentences`.

    Returns
    -------
    DataFrame
        Of the same index; a Boolean column for every registered measure in `table`.

    Raises ToolkitError without those two columns.

    >>> bool(reliable(measure("It may rain.")).loc[0, "hedges_per_100_words"])
    False
    """
    for column in ("n_words", "n_sentences"):
        if column not in getattr(table, "columns", ()):
            raise ToolkitError(f"reliable() needs the column {column!r}; measure(table) makes it")
    words, sentences = table["n_words"].to_numpy(), table["n_sentences"].to_numpy()
    known = {name: m for name, m in all_measures().items() if name in table.columns}
    return MeasuresTable(
        {
            name: (words >= m.smallest_words) & (sentences >= m.smallest_sentences)
            for name, m in known.items()
        },
        index=table.index,
    )
