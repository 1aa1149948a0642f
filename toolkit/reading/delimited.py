"""Rows of cells under a header: what parts them, what they are called, and which do not fit."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator

from ..display import many
from ..errors import ToolkitError
from .files import MAX_BYTES

DELIMITERS = ",;\t|"


def allow_long_cells() -> None:
    """Let `csv` read cells as long as the longest story.

    Its limit holds for the whole process: it is raised once and never lowered, so that no thread
    takes it from another.
    """
    if csv.field_size_limit() < MAX_BYTES:
        csv.field_size_limit(MAX_BYTES)


def delimiter_of(header: str, declared: str = "") -> str:
    """What a line "sep=;" declares; else what parts the header most often, quoted names aside.

    >>> delimiter_of('report;commentary;"Place, date, author"'), delimiter_of("a,b", "sep=;")
    (';', ';')
    """
    if declared[4:5] and declared[4] in DELIMITERS:
        return declared[4]
    return max(DELIMITERS, key=re.sub(r'"[^"]*"', "", header).count)


def header_of(cells: Iterable, name: str) -> list[str]:
    """The names of the columns of the table `name`, whose header has these cells.

    >>> header_of([" story", "", "text"], "posts.csv")
    ['story', 'unnamed_2', 'text']
    """
    columns = [str(cell).strip() or f"unnamed_{i}" for i, cell in enumerate(cells, 1)]
    refuse_doubled(columns, name)
    return columns


def refuse_doubled(columns: list[str], name: str) -> None:
    """Raise `ToolkitError` where two columns of the table `name` are called the same."""
    double = [column for column, n in Counter(columns).items() if n > 1]
    if double:
        raise ToolkitError(f"{name} has two columns named {min(double)!r}; rename one")


def fitted(row: list, width: int) -> tuple[list, str]:
    """The row without empty cells beyond the header, and why it does not fit that ("": it does).

    >>> fitted(["a", "b", ""], 2), fitted(["a"], 2)
    ((['a', 'b'], ''), (['a'], 'it has 1 field where the header has 2'))
    """
    while len(row) > width and row[-1] in ("", None):
        row = row[:-1]
    fits = len(row) == width
    return row, "" if fits else f"it has {many(len(row), 'field')} where the header has {width}"


def numbered_rows(reader) -> Iterator[tuple[int, list[str], str]]:
    """The line and the cells of each row that is not blank, and what `csv` finds wrong with it."""
    while True:
        line = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            is_open = "end of data" in str(error) or "limit" in str(error)
            yield (
                line,
                [],
                (
                    "a quotation mark is never closed"
                    if is_open
                    else "its quotation marks don't match"
                ),
            )
            continue
        if any(cell.strip() for cell in row):
            yield line, row, ""
