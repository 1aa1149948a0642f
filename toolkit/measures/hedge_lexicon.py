"""The lexicon of hedges as shipped, and with a reader's own changes."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import pandas as pd

from .. import lexicons
from ..errors import ToolkitError, kind_of
from ..text import normalise
from .cue_table import COLUMNS, NO_CUE, Lexicon, single_cues

CORE = (
    "modal",
    "probability",
    "evidential",
    "belief",
    "allegation",
    "conditional",
    "open question",
)
SERIES = {
    "boosters": "booster",
    "approximators": "approximator",
    "vague_sources": "vague_source",
    "reporting_verbs": "reporting_verb",
    "obligations": "obligation",
}
NOT_STRICT = ("conditional", "open question", "allegation")
PROFILES = ("news", "broad")
"""`news`: what annotators of news call uncertain; `broad`: what those of opinion add."""


def load_lexicon(
    profile: str = "news", *, add: Mapping[str, str] | None = None, drop: Iterable[str] = ()
) -> Lexicon:
    """The lexicon of cues, with a reader's own changes.

    Parameters
    ----------
    profile : "news" or "broad"
        `broad` adds what the annotation of opinion counts besides: *would* and *could* everywhere,
        *can*, *or*, *should*.
    add : mapping from cue to category
        Further cues; alternatives of a word are divided by `/`. The category is one of the seven
        core ones, or a series.
    drop : names
        Categories, series or cues (by their first form) to leave out.

    Returns
    -------
    Lexicon
        `name`, `version` (of its content) and `table`, one row per cue.

    Raises ToolkitError for a profile, a category or a name to drop that is not there.

    Examples
    --------
    >>> load_lexicon(add={"methinks": "belief"}).table.iloc[-1]["cue"]
    'methinks'
    """
    if not (add is None or isinstance(add, Mapping)):
        what = f"a {type(add).__name__}" if hasattr(add, "columns") else repr(add)
        raise ToolkitError(
            f'add= must name a category for every cue, {{"methinks": "belief"}}, not {what}'
        )
    lexicon = changed(_shipped(profile), add or {}, drop)
    return replace(lexicon, table=lexicon.table.copy())  # a reader may change what is handed out


def _shipped(profile) -> Lexicon:
    if not isinstance(profile, str):
        raise ToolkitError(
            f"profile must be {' or '.join(PROFILES)}, not {kind_of(profile)}; cues of "
            "your own go to add=, a table of them to find_hedges(texts, lexicon=table)"
        )
    if profile not in PROFILES:
        raise ToolkitError(
            f"no hedging profile named {profile!r}; known: {', '.join(PROFILES)}; a file of cues "
            "goes to lexicon= of measure(), find_hedges() or highlight() as it is"
        )
    return _of_profile(profile)


@cache
def _of_profile(profile: str) -> Lexicon:
    rows = [
        {**row, "cue": cue}
        for row in lexicons.rows("hedges.tsv")
        for cue in single_cues(row["cue"])
    ]
    table = pd.DataFrame(rows)[COLUMNS].astype(object)
    table = table[table["profile"].isin(PROFILES[: PROFILES.index(profile) + 1])]
    return Lexicon(f"hedges ({profile})", table.reset_index(drop=True))


def changed(lexicon: Lexicon, add: Mapping[str, str], drop: Iterable[str]) -> Lexicon:
    """`lexicon` with the cues of `add` and without what `drop` names."""
    if not isinstance(drop, Iterable):
        raise ToolkitError(f"drop={drop!r} must name categories, series or cues")
    drop = [drop] if isinstance(drop, str) else list(dict.fromkeys(drop))
    if not add and not drop:
        return lexicon
    table = lexicon.table
    for name in drop:
        here = (table["category"] == name) | (table["series"] == name) | (lexicon.heads == name)
        if not here.any():
            known = sorted({*table["category"], *table["series"]} - {NO_CUE, ""})
            raise ToolkitError(
                f"nothing named {name!r} in {lexicon.name} to drop; categories: {', '.join(known)}"
            )
        lexicon = Lexicon(lexicon.name, table[~here].reset_index(drop=True))
        table = lexicon.table
    own = [_own_row(cue, category) for cue, category in add.items()]
    changes = [f"+{len(own)}"] * bool(own) + [f"-{', -'.join(drop)}"] * bool(drop)
    table = pd.concat([table, pd.DataFrame(own, columns=COLUMNS, dtype=object)], ignore_index=True)
    return Lexicon(f"{lexicon.name} {' '.join(changes)}", table)


def _own_row(cue: str, category: str, series: str = "") -> list[str]:
    """A row for a reader's cue; without a `series`, the category says which one it is."""
    of_category = {**dict.fromkeys(CORE, "hedge"), **{name: name for name in SERIES.values()}}
    if not isinstance(category, str):
        raise ToolkitError(f"the category of the cue {cue!r} is {category!r}; name one category")
    own = series or of_category.get(category, "")
    if own not in of_category.values() or (own == "hedge" and category not in (*CORE, NO_CUE)):
        wrong = (
            f"series named {series!r}"
            if own not in ("", "hedge")
            else f"category named {category!r}"
        )
        known = ", ".join(
            dict.fromkeys(of_category.values()) if own not in ("", "hedge") else of_category
        )
        raise ToolkitError(f"no {wrong} for the cue {cue!r}; known: {known}")
    words = [word.rstrip('.,;:!?"') for word in normalise(str(cue)).lower().split()]
    if not all(any(map(str.isalnum, word)) or word[:1] == "@" for word in words) or not words:
        raise ToolkitError(f"a cue needs words, not {cue!r}")
    return [" ".join(words), category, own, "news", "", "added by the reader"]


def chosen_lexicon(profile: str, lexicon) -> Lexicon:
    """What a caller means by `lexicon`: nothing, a Lexicon, a table, or a file that holds one."""
    if lexicon is None:
        return _shipped(profile)
    if isinstance(lexicon, Lexicon):
        return lexicon
    if isinstance(lexicon, str | Path):
        return _own_table(_read_table(Path(lexicon)), Path(lexicon).name)
    if not isinstance(lexicon, pd.DataFrame):
        raise ToolkitError(
            f"lexicon={lexicon!r} must be what load_lexicon() gives, a DataFrame with the columns "
            "cue and category, or the path of such a table (.tsv or .csv)"
        )
    return _own_table(lexicon, "own table")


def _read_table(path: Path) -> pd.DataFrame:
    """The table in a file, whose header tells whether tabs, commas or semicolons part its cells."""
    try:
        with open(path, encoding="utf-8-sig") as file:
            header = next((line for line in file if line.strip() and line[0] != "#"), "")
        sep = "\t" if "\t" in header else max(",;", key=header.count)
        form = {"comment": "#", "dtype": str, "keep_default_na": False, "encoding": "utf-8-sig"}
        with warnings.catch_warnings():
            warnings.simplefilter("error", pd.errors.ParserWarning)
            return pd.read_csv(path, sep=sep, index_col=False, **form)
    except pd.errors.ParserWarning:
        raise ToolkitError(
            f"the lexicon {str(path)!r} has rows with more cells than its first line names; "
            f"name them all there, such as {sep.join(('cue', 'category', 'source'))!r}"
        ) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ToolkitError(f"the lexicon {str(path)!r} can't be read: {reason}") from None


def _own_table(table: pd.DataFrame, name: str) -> Lexicon:
    missing = [column for column in ("cue", "category") if column not in table]
    if missing:
        raise ToolkitError(f"{name} has no column {missing[0]!r}; a lexicon needs cue and category")
    given = [
        column for column in ("cue", "category", "series", "rule", "source") if column in table
    ]
    if twice := [column for column in given if isinstance(table[column], pd.DataFrame)]:
        raise ToolkitError(f"{name} has several columns {twice[0]!r}; keep one of them")
    if table.empty:
        raise ToolkitError(f"{name} has no rows; a lexicon needs cues")
    cells = table[given].astype(object).where(table[given].notna(), "").astype(str)
    cells = cells.apply(lambda column: column.str.strip())
    series = cells["series"] if "series" in cells else [""] * len(cells)
    rows = zip(cells["cue"], cells["category"], series, strict=True)
    own = pd.DataFrame([_own_row(*row) for row in rows], columns=COLUMNS, dtype=object)
    for column in ("rule", "source"):
        if column in cells:
            own[column] = cells[column].to_numpy(object)
    return Lexicon(name, own)
