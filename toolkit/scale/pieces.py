"""What a worker is given: a stretch of an input that can be read without the rest of it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd
import pyarrow as pa

from ..errors import ToolkitError
from ..reading.delimited import fitted
from ..reading.documents import read_document
from ..reading.entries import document_entries
from ..reading.marker import marker_test
from ..reading.parts import part_name
from ..reading.tables import read_table
from .json_lines import json_columns
from .prose import Reading
from .rows import Found, named, of_entries, of_table
from .streams import CHANGED, Stretch


@dataclass(frozen=True)
class Piece:
    """A stretch of the input called `shown`, whose stories are named after `name`.

    `inputs` is how many texts it holds (rows, or one for a document), `first` the number of its
    first row, `size` its bytes, and `key` tells its content from any other. Pieces of the same
    `story` are read together.
    """

    shown: str
    name: str
    inputs: int
    key: str
    size: int
    first: int = 1
    story: str = ""
    counts_itself = False  # whether `inputs` is only a guess until it is read

    @property
    def place(self) -> str:
        """What messages call its first text."""
        return self.shown

    def found(self, reading: Reading) -> Found:
        """The piece's paragraphs, and what it has that gives none."""
        try:
            columns, places, errors = self._rows()
        except ToolkitError as error:
            return Found(None, [(self.place, str(error), self.inputs)], self.inputs)
        found = of_table(columns, places, self.shown, self.name, self.first, reading)
        return found.and_errors(errors)

    def _rows(self) -> tuple[dict, list[str], list[tuple[str, str, int]]]:
        """Its columns, what messages call each of its rows, and what is no row, as in `Found`."""
        raise NotImplementedError

    def halves(self) -> list[Piece]:
        """The piece in two, or [] if it is a single text."""
        return []

    def _cut(self, n: int, first: dict, second: dict) -> list[Piece]:
        """The piece in two, the first of `n` texts, with what else is other in each."""
        return [
            replace(self, inputs=n, **first),
            replace(self, inputs=self.inputs - n, first=self.first + n, **second),
        ]


@dataclass(frozen=True)
class Refused(Piece):
    """An input that could not be read at all."""

    reason: str = ""

    def _rows(self):
        raise ToolkitError(self.reason)


def refused(shown: str, reason, inputs: int = 1) -> Refused:
    """The piece that an input becomes which could not be read, for a reason."""
    key = hashlib.sha256(f"{shown}\0{reason}".encode("utf-8", "replace")).hexdigest()
    return Refused(shown, "", inputs, key, 0, reason=str(reason))


@dataclass(frozen=True)
class File(Piece):
    """A file that is read as a whole: a text, a page, a document, or a small table."""

    path: Path = Path()
    is_table: bool = False

    @property
    def counts_itself(self) -> bool:
        return self.is_table

    def found(self, reading: Reading) -> Found:
        try:
            found = self._table(reading) if self.is_table else self._document(reading)
        except ToolkitError as error:
            return Found(None, [(self.shown, str(error), 1)], 1)
        try:
            same = checksum(self.path) == self.key
        except OSError:
            same = False
        return found if same else Found(None, [(self.shown, CHANGED, found.inputs)], found.inputs)

    def _document(self, reading: Reading) -> Found:
        document = read_document(self.path, marker_test(reading.marker))
        role = "report" if reading.role == "none" else reading.role
        entries = document_entries(
            document, self.path, self.shown, self.name, role=role, marker=reading.marker
        )
        told = part_name(self.path)[1] is not None
        return of_entries(entries, without_role=reading.role == "none" and not told)

    def _table(self, reading: Reading) -> Found:
        rows = read_table(self.path)
        errors = [(error["place"], error["reason"], 1) for error in rows.errors]
        if not rows.places and not errors:
            raise ToolkitError(f"{self.path.name} has no rows")
        columns = {name: _column(rows.table[name]) for name in rows.table}
        found = of_table(columns, rows.places, self.shown, self.name, 1, reading)
        return found.and_errors(errors)


def _column(values: pd.Series):
    """The cells as Arrow has them; as a list where they are of several kinds."""
    try:
        return pa.array(values, from_pandas=True)
    except (pa.ArrowException, TypeError, ValueError, OverflowError):
        return values.astype(object).where(values.notna(), None).tolist()


@dataclass(frozen=True)
class Lines(Piece):
    """Lines of JSON, an object each: their bytes, or where in a file these stand.

    The first of them is not blank.
    """

    block: bytes = b""
    stretch: Stretch | None = None
    first_line: int = 1

    @property
    def place(self) -> str:
        return f"{self.shown}, line {self.first_line}"

    def _bytes(self) -> bytes:
        return self.block if self.stretch is None else self.stretch.read()

    def _rows(self):
        columns, numbers, errors = json_columns(self._bytes(), self.shown)
        line = f"{self.shown}, line "
        places = [f"{line}{self.first_line + number}" for number in numbers]
        errors = [(f"{line}{self.first_line + number}", why, 1) for number, why in errors]
        return columns, places, errors

    def halves(self) -> list[Piece]:
        try:
            lines = self._bytes().split(b"\n")
        except ToolkitError:  # `found` says so
            return []
        filled = [i for i, line in enumerate(lines) if line.strip()]
        if len(filled) < 2:
            return []
        middle = filled[len(filled) // 2]
        first, second = (b"\n".join(part) for part in (lines[:middle], lines[middle:]))
        return replace(self, stretch=None)._cut(
            len(filled) // 2,
            {"block": first},
            {"block": second, "first_line": self.first_line + middle},
        )


@dataclass(frozen=True)
class Cells(Piece):
    """Rows of a delimited file under its header, each with the number of its line."""

    header: tuple[str, ...] = ()
    rows: list[tuple[int, list[str]]] = field(default_factory=list)

    @property
    def place(self) -> str:
        return f"{self.shown}, line {self.rows[0][0]}"

    def found(self, reading: Reading) -> Found:
        try:  # a text that is no table has lines of any number of fields
            named(dict.fromkeys(self.header), self.shown, reading.text_column)
        except ToolkitError as error:
            return Found(None, [(self.shown, str(error), self.inputs)], self.inputs)
        return super().found(reading)

    def _rows(self):
        good, places, errors = [], [], []
        for line, row in self.rows:
            place = f"{self.shown}, line {line}"
            row, fault = fitted(row, len(self.header))
            if fault:
                errors.append((place, fault, 1))
            else:
                good.append(row)
                places.append(place)
        columns = {
            name: [cell if cell.strip() else None for cell in column]
            for name, column in zip(self.header, zip(*good, strict=True), strict=False)
        }
        return columns, places, errors

    def halves(self) -> list[Piece]:
        middle = len(self.rows) // 2
        if not middle:
            return []
        return self._cut(middle, {"rows": self.rows[:middle]}, {"rows": self.rows[middle:]})


@dataclass(frozen=True)
class Batch(Piece):
    """Rows of a Parquet file."""

    rows: pa.Table | None = None

    @property
    def place(self) -> str:
        return f"{self.shown}, row {self.first}"

    def _rows(self):
        columns = {name: self.rows[name] for name in self.rows.column_names}
        places = [f"{self.shown}, row {i}" for i in range(self.first, self.first + self.inputs)]
        return columns, places, []

    def halves(self) -> list[Piece]:
        middle = self.inputs // 2
        if not middle:
            return []
        first, second = self.rows.slice(0, middle), self.rows.slice(middle)
        return self._cut(middle, {"rows": first}, {"rows": second})


def checksum(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal digits."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
