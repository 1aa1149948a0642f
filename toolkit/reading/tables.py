"""Files that hold a table -> its rows as they are, each with the place it came from."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from ..columns import ROLES
from ..errors import ToolkitError
from .column_names import OURS, TEXTS, texts_among
from .decoding import decode
from .delimited import (
    allow_long_cells,
    delimiter_of,
    fitted,
    header_of,
    numbered_rows,
)
from .documents import ending
from .files import MAX_TABLE_BYTES, checked_file, read_bytes
from .json_rows import MAX_ROWS, json_records, plain_records
from .spreadsheet import sheet_rows

HEADER_WITHIN = 5  # rows: no title above a table is longer
_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass
class Rows:
    """A table, the place of each of its rows, and the rows that could not be read."""

    table: pd.DataFrame
    places: list[str]
    errors: list[dict[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    encoding: str = ""


def read_table(path: Path, text: str = "text") -> Rows:
    """The rows of a .csv, .tsv, .jsonl, .json, .parquet or .xlsx file.

    `text` is the column that holds the text, if it is not called so. A row that can't be read is
    a line in `errors`; a file that can't is a `ToolkitError`.
    """
    kind = ending(path)
    if kind == ".parquet":
        from .parquet import parquet_table  # loaded on use: most tables are of other kinds

        frame = parquet_table(checked_file(path, MAX_TABLE_BYTES)).to_pandas(ignore_metadata=True)
        places = [f"{path.name}, row {i}" for i in range(1, len(frame) + 1)]
        return Rows(frame, places, encoding="parquet")
    if kind == ".xlsx":
        header, rows, notes = sheet_rows(path, {*TEXTS, text})
        found = _from_cells(path.name, header, rows, "row", [])
        found.notes, found.encoding = notes, "xlsx"
        return found
    decoded = decode(read_bytes(path, MAX_TABLE_BYTES), path.name)
    if kind in (".csv", ".tsv"):
        found = _delimited(decoded.text, path.name)
    else:
        found = _json(decoded.text, path.name, text, lines=kind != ".json")
    found.notes, found.encoding = decoded.notes, decoded.encoding
    return found


def _delimited(text: str, name: str) -> Rows:
    """Rows of a delimited file; the delimiter is the one that parts the header into most fields."""
    text = text.removeprefix("\ufeff")
    declared = ""
    if text[:4].lower() == "sep=":
        declared, text = [*_LINE_END.split(text, 1), ""][:2]
    delimiter = delimiter_of(_LINE_END.split(text.lstrip("\r\n"), 1)[0], declared)
    allow_long_cells()
    rows, errors = _parse(
        csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True), name
    )
    if not rows:
        first = f": {errors[0]['place']}: {errors[0]['reason']}" if errors else ""
        raise ToolkitError(f"{name} has no rows{first}")
    found = _from_cells(name, rows[0][1], rows[1:], "line", errors)
    found.table = found.table.apply(_typed)
    return found


def _typed(column: pd.Series) -> pd.Series:
    """Numbers where every filled cell is one (and "007" is none); empty cells are missing."""
    column = column.mask(column.str.strip() == "")
    filled = column.dropna()
    is_name = str(column.name).strip().casefold() == "story"
    if is_name or filled.empty or filled.str.match(r"\s*[+-]?0\d").any():
        return column
    numbers = pd.to_numeric(filled, errors="coerce")
    if numbers.isna().any():
        return column
    if numbers.dtype == "int64" and len(numbers) < len(column):
        numbers = numbers.astype("Int64")  # beside an empty cell, all the digits of a number
    return numbers.reindex(column.index)


def _parse(reader, name: str) -> tuple[list[tuple[int, list]], list[dict[str, str]]]:
    rows, errors = [], []
    for line, row, fault in numbered_rows(reader):
        if fault:
            errors.append({"place": f"{name}, line {line}", "reason": fault})
        else:
            rows.append((line, row))
        if len(rows) > MAX_ROWS:
            raise ToolkitError(f"{name} is too large: it has more than {MAX_ROWS:,} rows; split it")
    return rows, errors


def _from_cells(name: str, header, rows, unit: str, errors: list[dict[str, str]]) -> Rows:
    """A table of numbered rows of cells; rows of another length than the header's are errors."""
    columns = header_of(header, name)
    if below := _names_below(columns, rows):
        raise ToolkitError(
            f"{name} has the names of its columns in {unit} {below}, under {columns[0]!r}; delete "
            "what stands above them"
        )
    good, places = [], []
    for number, row in rows:
        place = f"{name}, {unit} {number}"
        row, fault = fitted(row, len(columns))
        if fault:
            errors.append({"place": place, "reason": fault})
        else:
            good.append(row)
            places.append(place)
    table = pd.DataFrame(good, columns=columns)
    table = _with_whole_numbers(table, lambda i: [row[i] for row in good])
    return Rows(table, places, errors)


def _names_below(columns: list[str], rows: list[tuple[int, list]]) -> int | None:
    """The number of one of the first rows that has the names of columns, if the header has none."""
    is_title = len(columns) == 1 or any(name.startswith("unnamed_") for name in columns)
    if not is_title or {name.casefold() for name in columns} & set(OURS):
        return None
    for number, row in rows[:HEADER_WITHIN]:
        cells = {str(cell).strip().casefold() for cell in row}
        if "text" in cells or cells.issuperset(ROLES):
            return number
    return None


def _json(content: str, name: str, text: str, lines: bool) -> Rows:
    records, places, errors = json_records(content, name, {*TEXTS, text}, lines)
    records = _spelt_alike(records)
    fields = dict.fromkeys(key for record in records for key in record)
    records = plain_records(records, texts_among(fields, text))
    table = pd.DataFrame(records)
    names = list(table.columns)
    table = _with_whole_numbers(table, lambda i: [record.get(names[i]) for record in records])
    return Rows(table, places, errors)


def _spelt_alike(records: list[dict]) -> list[dict]:
    """The records with one spelling of each name of ours, where no record has two of them."""
    spellings: dict[str, set[str]] = {}
    for key in dict.fromkeys(key for record in records for key in record):
        if key.strip().casefold() in OURS:
            spellings.setdefault(key.strip().casefold(), set()).add(key)
    names = {
        key: plain
        for plain, keys in spellings.items()
        if len(keys) > 1 and all(len(keys & record.keys()) < 2 for record in records)
        for key in keys
    }
    if not names:
        return records
    return [{names.get(key, key): cell for key, cell in record.items()} for record in records]


def _with_whole_numbers(table: pd.DataFrame, cells_of: Callable[[int], list]) -> pd.DataFrame:
    """The table whose whole numbers keep all their digits beside empty cells.

    `cells_of` gives the cells of a column by its position.
    """
    for i, name in enumerate(table.columns):
        if table.dtypes.iloc[i] == "float64":
            cells = cells_of(i)
            if all(cell is None or type(cell) is int for cell in cells) and any(cells):
                table[name] = pd.array(cells, dtype="Int64")
    return table
