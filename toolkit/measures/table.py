"""`measure`: a table of paragraphs in, the same table with measures out."""

from __future__ import annotations

import warnings

import numpy as np
import pandas as pd

from ..columns import HOW_TO_MAKE
from ..errors import ToolkitError
from ..given import as_table
from ..text import as_texts
from .display import LISTED, MeasureList, MeasuresTable, legend
from .doubts import doubts_about
from .evaluation import CHOICES, evaluate
from .hedge_lexicon import chosen_lexicon
from .own import checked_names, own_columns, wanted_measures
from .partitions import measure_partitions
from .registry import all_measures

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

    Warns of texts with the tags of a web page, line ends written as a backslash and an n, or lost
    apostrophes, where `read_stories` has not; of those without a capital, or of capitals alone; and
    of long ones with hardly a full stop or no paragraph break.
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
    texts = as_texts(measured_texts(table))
    columns = evaluate(texts, registered, **options)
    looked = "notes" in table.attrs  # who read the files
    for doubt in doubts_about(texts, columns, looked):
        warnings.warn(doubt, stacklevel=2)
    values = np.column_stack([*columns.values()]) if columns else np.empty((len(table), 0))
    new = pd.DataFrame(values, index=table.index, columns=[*columns])
    ours = made_here(table)
    table = without_earlier(table, names, ours)
    extra = own_columns(table, new, own)
    table = without_earlier(table, own_names := checked_names(extra), ours)
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


def is_heading(table: pd.DataFrame) -> np.ndarray:
    """Boolean (n_rows,): the rows that are headings, which no measure is computed for."""
    if "kind" not in table.columns:
        return np.zeros(len(table), bool)
    return (table["kind"] == "heading").fillna(False).to_numpy(bool)


def measured_texts(table: pd.DataFrame) -> pd.Series:
    """The column `text`, missing where a row is a heading."""
    headings = is_heading(table)
    return table["text"].mask(headings) if headings.any() else table["text"]


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


def made_here(table: pd.DataFrame) -> set[str]:
    """The columns that an earlier `measure` made, by the table's attrs.

    A table that has lost them (read back from a file, or joined) has them if its `n_words` are the
    words of its texts: then columns with the names of measures are measures, and no others are.
    """
    if MADE in table.attrs:
        return set(table.attrs[MADE])
    if "n_words" not in table.columns:
        return set()
    given = pd.to_numeric(table["n_words"], errors="coerce").to_numpy(float)
    words = evaluate(measured_texts(table), ["n_words"])["n_words"]
    return {*all_measures()} if np.array_equal(given, words, equal_nan=True) else set()


def without_earlier(table: pd.DataFrame, names: list[str], ours: set[str]) -> pd.DataFrame:
    """`table` without the columns `names`, if they are `ours`; a user's own is an error."""
    clash = [name for name in names if name in table.columns]
    for name in clash:
        if name not in ours:
            raise ToolkitError(
                f"the table has a column {name!r} of its own, which is the name of a measure; "
                f"rename it: table.rename(columns={{{name!r}: 'my_{name}'}})"
            )
    return table.drop(columns=clash)


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
        if not isinstance(table, pd.DataFrame) or column not in table.columns:
            raise ToolkitError(f"reliable() needs the column {column!r}; {HOW_TO_MAKE}")
        if not pd.api.types.is_numeric_dtype(table[column]):
            raise ToolkitError(f"the column {column!r} holds no numbers")
    words, sentences = table["n_words"].to_numpy(), table["n_sentences"].to_numpy()
    known = {name: m for name, m in all_measures().items() if name in table.columns}
    return MeasuresTable(
        {
            name: (words >= m.smallest_words) & (sentences >= m.smallest_sentences)
            for name, m in known.items()
        },
        index=table.index,
    )
