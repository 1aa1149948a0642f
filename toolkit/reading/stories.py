"""Many stories: folders, lists of files and tables -> one paragraphs table."""

from __future__ import annotations

import os
import warnings
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd

from ..columns import PARAGRAPHS, ROLES
from ..display import ProseTable, many
from ..endings import TABLE_ENDINGS
from ..errors import ToolkitError, at, kind_of
from .documents import ending, read_document
from .entries import Entries, document_entries, english_only, table_entries
from .folders import called, files_of, refuse_kind, without_ending
from .language import check_language
from .marker import marker_test
from .tables import Rows, read_table


@dataclass
class _Collected:
    language: str | None
    plain: list[tuple] = field(default_factory=list)  # paragraphs without other columns
    frames: list[pd.DataFrame] = field(default_factory=list)  # paragraphs with them
    files: dict[tuple[str, str], str] = field(default_factory=dict)  # where each part came from
    errors: list[dict[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    encodings: Counter = field(default_factory=Counter)
    comments: dict[str, list[str]] = field(default_factory=dict)
    left_out: dict[str, list[str]] = field(default_factory=dict)


def read_stories(
    source, *, text_column="text", role=None, marker=None, language="en"
) -> pd.DataFrame:
    """Read many stories as one paragraphs table.

    Parameters
    ----------
    source : a folder (read with its subfolders), a pattern such as "posts/*.txt", a file, a list of
        these, or a DataFrame. A text, page or document holds one story with its marker line; two
        files named `port.report.txt` and `port.commentary.txt`, or `port/report.txt` and
        `port/commentary.txt`, hold its two parts. A table (`.csv`, `.tsv`, `.jsonl`, `.json`,
        `.xlsx`, `.parquet`, the text ones also with `.gz`) has either a column `text`, each a post
        with its marker line, or of the role in a column `role`; or the columns `report` and
        `commentary`. A column `story` names the stories; all other columns (outlet, date, author)
        are kept. A table with a column `paragraph` is a paragraphs table already; a story whose
        numbers are not all there, or double, is counted anew.
    text_column : str, the column that holds the text if it is not called `text`.
    role : "report" or "commentary", for texts that have neither a marker nor a role of their own.
    marker : as in `read_story`.
    language : "en" or None, as in `read_story`.

    Returns
    -------
    DataFrame with the columns of `read_story` and the tables' own, report before commentary within
    a story. Stories are named as in the table, or by the file's path in the folder without its
    ending; the folder of a pattern such as "pages/*/news/*.html" is "pages". `attrs` has
    `encodings` (how many files in which), `notes`, `comments` and `left_out` (of saved pages, by
    story, as in `read_story`) and `errors`: every file or row that gave no paragraph, see
    `reading_errors`.

    Raises
    ------
    ToolkitError : nothing could be read at all; the sentence has the first reasons.

    Examples
    --------
    >>> posts = pd.DataFrame({"report": ["The port is shut."], "commentary": ["It may stay so."],
    ...                       "outlet": ["Harbour Post"]})
    >>> read_stories(posts)[["story", "role", "paragraph", "outlet"]]
          story        role  paragraph        outlet
    0  stories-1      report          1  Harbour Post
    1  stories-1  commentary          2  Harbour Post
    """
    if role not in (None, *ROLES):
        raise ToolkitError(f"role={role!r} is no role; choose report or commentary")
    options = {
        "text": text_column,
        "role": role,
        "marker": marker,
        "is_marker": marker_test(marker),
    }
    check_language(language)
    if not isinstance(source, (pd.DataFrame, str, os.PathLike, list, tuple)):
        raise ToolkitError(
            "source must be a folder, a pattern, a file, a list of these or a DataFrame, not "
            f"{type(source).__name__}; for a column of texts write "
            'read_stories(pd.DataFrame({"text": texts}))'
        )
    found = _Collected(language)
    if isinstance(source, pd.DataFrame):
        places = [f"row {i}" for i in range(1, len(source) + 1)]
        _add(found, table_entries(Rows(source, places), "stories", **options), "the table")
    else:
        _read_files(found, called(files_of(source), found.errors), options)
    table = _one_table([*([_frame(found.plain)] if found.plain else []), *found.frames])
    if table.empty:
        raise ToolkitError(_nothing(source, found.errors))
    table.attrs = {"encodings": dict(found.encodings), "notes": found.notes, "errors": found.errors}
    for name in ("comments", "left_out"):
        if texts := getattr(found, name):
            table.attrs[name] = texts
    _announce(found, len(table["story"].unique()))
    return table


def reading_errors(table: pd.DataFrame) -> pd.DataFrame:
    """What `read_stories` could not read: a row per file or table row, with `place` and `reason`.

    It reads `table.attrs["errors"]`, which pandas keeps through filters and new columns but not
    through every merge or file; ask before those. Raises ToolkitError for anything but a table.

    >>> reading_errors(read_stories(pd.DataFrame({"text": ["It is late.", ""], "role": "report"})))
    place  reason
    row 2  it has no words to measure
    """
    if not hasattr(table, "attrs"):
        raise ToolkitError(
            f"reading_errors() needs what read_stories() returns, not {kind_of(table)}"
        )
    return ProseTable(table.attrs.get("errors", []), columns=["place", "reason"], dtype="str")


def _read_files(found: _Collected, files: list[tuple[Path, str]], options: dict) -> None:
    names = Counter(without_ending(shown) for _, shown in files)
    for path, shown in files:
        name = without_ending(shown)
        try:
            if ending(path) in TABLE_ENDINGS:
                source = read_table(path, options["text"])
                entries = table_entries(source, name, **options)
            else:
                source = read_document(refuse_kind(path), options["is_marker"])
                name = name if names[name] == 1 else shown
                role, marker = options["role"], options["marker"]
                entries = document_entries(source, path, shown, name, role=role, marker=marker)
                for texts in ("comments", "left_out"):
                    if getattr(source, texts):
                        getattr(found, texts).setdefault(entries.parts[0].story, []).extend(
                            getattr(source, texts)
                        )
        except ToolkitError as error:
            found.errors.append({"place": shown, "reason": str(error)})
            continue
        found.notes += source.notes
        found.encodings[source.encoding] += 1
        _add(found, entries, shown)


def _add(found: _Collected, entries: Entries, file: str) -> None:
    """The paragraphs of these entries, their rows' other columns repeated.

    A part that another file has already is an error: two stories of one name would become one.
    """
    taken = {
        part.place: f"story {part.story!r} has a {part.role} already, in "
        f"{found.files[part.story, part.role]}; rename one"
        for part in entries.parts
        if (part.story, part.role) in found.files
    }
    entries = english_only(entries.without(taken), found.language)
    found.files |= {(part.story, part.role): file for part in entries.parts}
    found.errors += entries.errors
    found.notes += entries.notes
    rows = [
        (part.story, part.role, block.table_kind, block.text, part.number)
        for part in entries.parts
        for block in part.blocks
    ]
    if entries.extras is None or entries.extras.columns.empty:
        found.plain.extend(rows)
    elif rows:
        of_each = [part.row for part in entries.parts for _ in part.blocks]
        extras = entries.extras.take(of_each).reset_index(drop=True)
        found.frames.append(pd.concat([_frame(rows), extras], axis=1))


def _frame(rows: list[tuple]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["story", "role", "kind", "text", "paragraph"])
    table = table.astype(
        {"story": "str", "role": "str", "kind": "str", "text": "str", "paragraph": "float64"}
    )
    return table[[*PARAGRAPHS]]


def numbered(
    stories: pd.Series, is_commentary: pd.Series, given: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """The order of paragraphs, story by story, and in it their numbers, both int64 (n,).

    Numbers that were given are kept where a story has them all, and each once. Elsewhere the report
    comes first and paragraphs are counted from 1.
    """
    story = pd.factorize(stories)[0]
    frame = pd.DataFrame({"story": story, "paragraph": given})
    doubled = frame.duplicated() | frame["paragraph"].isna()
    keeps = ~doubled.groupby(story).transform("any").to_numpy(bool)
    order = np.lexsort([np.nan_to_num(given), is_commentary.to_numpy(bool) & ~keeps, story])
    counted = pd.Series(story[order]).groupby(story[order]).cumcount().to_numpy() + 1
    return order, np.where(keeps[order], given[order], counted).astype("int64")


def _one_table(frames: list[pd.DataFrame]) -> pd.DataFrame:
    """All paragraphs, story by story, and numbered."""
    if not frames:
        return pd.DataFrame(columns=PARAGRAPHS)
    table = pd.concat(frames, ignore_index=True)
    given = table["paragraph"].to_numpy()
    order, numbers = numbered(table["story"], table["role"] == "commentary", given)
    return table.iloc[order].assign(paragraph=numbers).reset_index(drop=True)


def _nothing(source, errors: list[dict[str, str]]) -> str:
    if not errors:
        return "there is nothing to read: " + (
            "the table has no rows"
            if isinstance(source, pd.DataFrame)
            else f"no file in {source!s}"
        )
    firsts, alike = {}, Counter(error["reason"] for error in errors)
    for error in errors:
        firsts.setdefault(error["reason"], _sentence(error, alike[error["reason"]] - 1))
    said = "; ".join([*firsts.values()][:3])
    if len(errors) == 1:
        return said
    more = "; …" if len(firsts) > 3 else ""
    return f"none of {len(errors):,} inputs could be read: {said}{more}"


def _sentence(error: dict[str, str], others: int = 0) -> str:
    """Place and reason, the place once, and how many other places have this reason."""
    place = error["place"]
    return at(f"{place} and {others:,} more" if others else place, error["reason"])


def _announce(found: _Collected, n_stories: int) -> None:
    """One warning for everything left out or guessed."""
    said = []
    if found.errors:
        n, first = len(found.errors), _sentence(found.errors[0])
        were = f"{many(n, 'input')} {'was' if n == 1 else 'were'}"
        said.append(f"{were} not read (reading_errors(table) lists them), the first: {first}")
    if found.notes:
        said.append(found.notes[0])
    if len(found.notes) > 1:
        said.append(f"and {many(len(found.notes) - 1, 'more note')} in table.attrs['notes']")
    if said:
        read = f"{many(n_stories, 'story')} read; {'; '.join(said)}"
        warnings.warn(read, UserWarning, stacklevel=3)
