"""`measure`: a table of paragraphs in, the same table with measures out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import numpy as np
import pandas as pd

from ..errors import ToolkitError
from .display import LISTED, MeasureList, MeasuresTable, legend
from .evaluation import DEFAULT_OPTIONS, evaluate
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
    names, own = _wanted(measures)
    options = check_options(counting=counting, profile=profile, lexicon=lexicon)
    registered = list(all_measures()) if own else names
    cues = chosen_lexicon(profile, lexicon)
    headings = is_heading(table)
    texts = table["text"].mask(headings) if headings.any() else table["text"]
    columns = evaluate(texts, registered, **options)
    values = np.column_stack([*columns.values()]) if columns else np.empty((len(table), 0))
    new = pd.DataFrame(values, index=table.index, columns=[*columns])
    table = _without_ours(table, new, names)
    extra = _own_measures(table, new, own)
    wanted = new if names == registered else new[names]
    out = MeasuresTable(pd.concat([table, wanted, *extra], axis=1))
    out.attrs = {
        **table.attrs,
        MADE: [*names, *(c for frame in extra for c in frame)],
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
        return pd.DataFrame({"text": [texts]})
    if isinstance(texts, pd.Series):
        return texts.rename("text").to_frame()
    if not isinstance(texts, pd.DataFrame):
        if isinstance(texts, Iterable) and not isinstance(texts, Mapping):
            texts = list(texts)
            if all(isinstance(text, str) or text is None for text in texts):
                return pd.DataFrame({"text": pd.Series(texts, dtype="str")})
        raise ToolkitError(
            f"a table of paragraphs is needed, not a {type(texts).__name__}; "
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


def check_options(**options) -> dict:
    """The options, if `measure` knows their values; ToolkitError otherwise."""
    for name, choices in DEFAULT_OPTIONS.items():
        if options[name] not in choices:
            raise ToolkitError(
                f"{name}={options[name]!r} is not known; choose {' or '.join(map(repr, choices))}"
            )
    return options


def _wanted(measures) -> tuple[list[str], list[tuple[str, Callable]]]:
    """Registered names, and (name, function) of the user's own measures."""
    if measures is None:
        return list(all_measures()), []
    if isinstance(measures, (str, Mapping)) or callable(measures):
        measures = [measures]
    names, own = [], []
    for item in measures:
        if isinstance(item, Mapping):
            own += item.items()
        elif callable(item):
            own.append((getattr(item, "__name__", type(item).__name__), item))
        else:
            names.append(get(item).name)
    return list(dict.fromkeys(names)), own


def _without_ours(table: pd.DataFrame, new: pd.DataFrame, names: list[str]) -> pd.DataFrame:
    """Drop columns that an earlier `measure` made; a user's column of that name is an error."""
    clash = [name for name in names if name in table.columns]
    foreign = [name for name in clash if not _is_ours(table, new, name)]
    if foreign:
        raise ToolkitError(
            f"the table has a column {foreign[0]!r} of its own, which is the name of a measure; "
            f"rename it: table.rename(columns={{{foreign[0]!r}: 'my_{foreign[0]}'}})"
        )
    return table.drop(columns=clash)


def _is_ours(table: pd.DataFrame, new: pd.DataFrame, name: str) -> bool:
    """Made by `measure`: so the table's attrs say, or its `n_words` are the words of its texts."""
    if name in table.attrs.get(MADE, ()):
        return True
    if MADE in table.attrs or "n_words" not in table.columns or "n_words" not in new.columns:
        return False
    words = pd.to_numeric(table["n_words"], errors="coerce").to_numpy(float)
    return np.array_equal(words, new["n_words"].to_numpy(), equal_nan=True)


def _own_measures(table, new, own) -> list[pd.DataFrame]:
    if not own:
        return []
    view = pd.concat([table.drop(columns=[c for c in new if c in table.columns]), new], axis=1)
    return [_as_columns(name, function(view), table.index) for name, function in own]


def _as_columns(name: str, values, index: pd.Index) -> pd.DataFrame:
    if not isinstance(values, pd.DataFrame) and not np.ndim(values):
        raise ToolkitError(
            f"your measure {name!r} returned {values!r}; it must return a number for each row"
        )
    try:
        frame = pd.DataFrame(values if isinstance(values, pd.DataFrame) else {name: values})
        frame = frame.astype(float)
    except (TypeError, ValueError) as error:
        raise ToolkitError(
            f"your measure {name!r} returned values that are no numbers ({error})"
        ) from None
    if len(frame) != len(index):
        raise ToolkitError(
            f"your measure {name!r} returned {len(frame)} values for {len(index)} rows; "
            "it must return one per row"
        )
    return frame.set_axis(index)


def list_measures() -> pd.DataFrame:
    """Every registered measure: what it means, its unit, how to read it, its source.

    Returns
    -------
    DataFrame
        One row per measure, indexed by `name`: `family, label, unit, higher` (what a higher value
        means), `reading, value_range, smallest_words, smallest_sentences` (the least text it makes
        sense for), `pool` (how several paragraphs' values become one), `headline`, `caveat`,
        `source`.
    """
    rows = [[getattr(m, field) for field in LISTED] for m in all_measures().values()]
    return MeasureList(rows, columns=LISTED, index=pd.Index([*all_measures()], name="name"))


def reliable(table: pd.DataFrame) -> pd.DataFrame:
    """Which values of a measures table rest on enough text for their measure.

    Returns a Boolean DataFrame of the same index with one column per registered measure in
    `table`. Needs the columns `n_words` and `n_sentences`.
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
