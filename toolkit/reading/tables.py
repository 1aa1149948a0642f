"""Files that hold a table -> its rows as they are, each with the place it came from."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from ..errors import ToolkitError
from .decoding import clean, decode
from .documents import ending
from .files import MAX_BYTES, checked_file, read_bytes
from .spreadsheet import sheet_rows

MAX_TABLE_BYTES = 8 * MAX_BYTES
MAX_ROWS = 1_000_000
DELIMITERS = ",;\t|"


@dataclass
class Rows:
    """A table, the place of each of its rows, and the rows that could not be read."""

    table: pd.DataFrame
    places: list[str]
    errors: list[dict[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    encoding: str = ""


def read_table(path: Path) -> Rows:
    """The rows of a .csv, .tsv, .jsonl, .json, .parquet or .xlsx file.

    A row that can't be read is a line in `errors`; a file that can't is a `ToolkitError`.
    """
    kind = ending(path)
    if kind == ".parquet":
        return _parquet(checked_file(path, MAX_TABLE_BYTES))
    if kind == ".xlsx":
        header, rows = sheet_rows(path)
        return _from_cells(path.name, header, rows, "row", [], "xlsx")
    decoded = decode(read_bytes(path, MAX_TABLE_BYTES), path.name)
    if kind in (".csv", ".tsv"):
        found = _delimited(decoded.text, path.name)
    else:
        found = _json(decoded.text, path.name, lines=kind != ".json")
    found.notes, found.encoding = decoded.notes, decoded.encoding
    return found


def _delimited(text: str, name: str) -> Rows:
    """Rows of a delimited file; the delimiter is the one that parts the header into most fields."""
    text = text.removeprefix("\ufeff")
    declared = ""
    if text[:4].lower() == "sep=":
        declared, _, text = text.partition("\n")
    delimiter = delimiter_of(text.lstrip("\r\n").partition("\n")[0], declared)
    limit = csv.field_size_limit(max(len(text), 1))
    try:
        rows, errors = _parse(
            csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True), name
        )
    finally:
        csv.field_size_limit(limit)
    if not rows:
        first = f": {errors[0]['place']}: {errors[0]['reason']}" if errors else ""
        raise ToolkitError(f"{name} has no rows{first}")
    found = _from_cells(name, rows[0][1], rows[1:], "line", errors, "")
    found.table = found.table.apply(_typed)
    return found


def delimiter_of(header: str, declared: str = "") -> str:
    """What a line "sep=;" declares; else what parts the header most often, quoted names aside.

    >>> delimiter_of('report;commentary;"Place, date, author"'), delimiter_of("a,b", "sep=;")
    (';', ';')
    """
    if declared[4:5] and declared[4] in DELIMITERS:
        return declared[4]
    return max(DELIMITERS, key=re.sub(r'"[^"]*"', "", header).count)


def _typed(column: pd.Series) -> pd.Series:
    """Numbers where every filled cell is one (and "007" is none); empty cells are missing."""
    column = column.mask(column.str.strip() == "")
    filled = column.dropna()
    if column.name == "story" or filled.empty or filled.str.match(r"\s*[+-]?0\d").any():
        return column
    numbers = pd.to_numeric(filled, errors="coerce")
    return numbers.reindex(column.index) if numbers.notna().all() else column


def _parse(reader, name: str) -> tuple[list[tuple[int, list]], list[dict[str, str]]]:
    rows, errors = [], []
    while True:
        line = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return rows, errors
        except csv.Error as error:
            what = (
                "a quotation mark is never closed"
                if "end of data" in str(error)
                else "its quotation marks don't match"
            )
            errors.append({"place": f"{name}, line {line}", "reason": what})
            continue
        if any(cell.strip() for cell in row):
            rows.append((line, row))
        if len(rows) > MAX_ROWS:
            raise ToolkitError(f"{name} is too large: it has more than {MAX_ROWS:,} rows; split it")


def _from_cells(name, header, rows, unit: str, errors: list, encoding: str) -> Rows:
    """A table of numbered rows of cells; rows of another length than the header's are errors."""
    columns = [str(cell).strip() or f"unnamed_{i}" for i, cell in enumerate(header, 1)]
    double = {column for column in columns if columns.count(column) > 1}
    if double:
        raise ToolkitError(f"{name} has two columns named {min(double)!r}; rename one")
    good, places = [], []
    for number, row in rows:
        while len(row) > len(columns) and row[-1] in ("", None):
            row = row[:-1]
        if len(row) != len(columns):
            reason = f"it has {len(row)} fields where the header has {len(columns)}"
            errors.append({"place": f"{name}, {unit} {number}", "reason": reason})
        else:
            good.append(row)
            places.append(f"{name}, {unit} {number}")
    table = pd.DataFrame(good, columns=columns)
    return Rows(table, places, errors, encoding=encoding)


def _json(text: str, name: str, lines: bool) -> Rows:
    """One object per line, or one array of objects."""
    records, places, errors = [], [], []

    def add(value, place: str) -> None:
        if isinstance(value, dict):
            records.append({clean(key)[0]: _plain(cell) for key, cell in value.items()})
            places.append(place)
        else:
            errors.append({"place": place, "reason": "it is no JSON object with named fields"})

    if lines:
        for number, line in enumerate(io.StringIO(text), 1):
            if len(records) + len(errors) > MAX_ROWS:
                raise ToolkitError(
                    f"{name} is too large: it has more than {MAX_ROWS:,} rows; split it"
                )
            if line.strip():
                place = f"{name}, line {number}"
                value, problem = _load(line)
                if problem:
                    errors.append({"place": place, "reason": problem})
                else:
                    add(value, place)
    else:
        value, problem = _load(text)
        if problem or not isinstance(value, list):
            raise ToolkitError(
                f"{name} can't be read: {problem or 'it is no JSON array of objects'}"
            )
        for number, item in enumerate(value, 1):
            add(item, f"{name}, object {number}")
    return Rows(_frame(records), places, errors)


def _frame(records: list[dict]) -> pd.DataFrame:
    """The records as a table; beside an empty cell a whole number keeps all its digits."""
    table = pd.DataFrame(records)
    for name in table.columns[table.dtypes == "float64"]:
        cells = [record.get(name) for record in records]
        if all(cell is None or type(cell) is int for cell in cells) and any(cells):
            table[name] = pd.array(cells, dtype="Int64")
    return table


def _load(text: str):
    if text.count("[") + text.count("{") > MAX_ROWS:
        return None, f"it has more than {MAX_ROWS:,} lists and objects; split it"
    try:
        return json.loads(text, parse_constant=lambda constant: None), None
    except (ValueError, RecursionError) as error:
        what = "nested too deep" if isinstance(error, RecursionError) else "not valid JSON"
        return None, f"it is {what}"


def _plain(cell):
    """Lists and objects as JSON text, so that a column can be compared, grouped and saved."""
    cell = json.dumps(cell, ensure_ascii=False) if isinstance(cell, (list, dict)) else cell
    return clean(cell)[0] if isinstance(cell, str) else cell


def _parquet(path: Path) -> Rows:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(path) as file:
            strings = [
                f.name
                for f in file.schema_arrow
                if pa.types.is_string(f.type) or pa.types.is_large_string(f.type)
            ]
        with pq.ParquetFile(path, read_dictionary=strings) as file:
            size = sum(
                file.metadata.row_group(i).total_byte_size
                for i in range(file.metadata.num_row_groups)
            )
            if size > MAX_TABLE_BYTES:
                raise ToolkitError(
                    f"{path.name} is too large to be read at once: {size / 2**20:,.0f} MB; split it"
                )
            table = _spelt_out(file.read(), path.name)
    except ToolkitError:
        raise
    except Exception as error:  # pyarrow raises its own and OSError for damaged files
        raise ToolkitError(
            f"{path.name} can't be read as Parquet ({type(error).__name__}): "
            "it is damaged or cut short"
        ) from None
    frame = table.to_pandas(ignore_metadata=True)
    return Rows(
        frame, [f"{path.name}, row {i}" for i in range(1, len(frame) + 1)], encoding="parquet"
    )


def _spelt_out(table, name: str):
    """Dictionary columns as text, unless a small file would so become a large one."""
    import pyarrow as pa
    import pyarrow.compute as pc

    columns = table.columns
    for i, column in enumerate(columns):
        if not pa.types.is_dictionary(column.type):
            continue
        size = 0
        for chunk in column.chunks:
            lengths = pc.binary_length(chunk.dictionary).cast(pa.int64())
            size += pc.sum(lengths.take(chunk.indices)).as_py() or 0
        if size > MAX_TABLE_BYTES:
            raise ToolkitError(
                f"{name} is refused: its column {table.column_names[i]!r} unpacks to "
                f"{size / 2**20:,.0f} MB"
            )
        columns[i] = column.cast(pa.large_string())
    return pa.table(dict(zip(table.column_names, columns, strict=True)))
