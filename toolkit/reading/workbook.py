"""A spreadsheet's file (.xlsx) -> its sheets and their cells; no formula is ever run."""

from __future__ import annotations

import datetime
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple
from xml.etree.ElementTree import Element

from ..errors import ToolkitError
from .cells import EXACT
from .markup import part_tree, read_part

MAX_COLUMNS = 16_384  # as many as Excel has
MAX_CELLS = 400_000
MAX_SHEETS = 100  # looked at
Row = tuple[int, dict[int, object]]  # its number, and the value in each of its columns
_DATE_FORMATS = {*range(14, 23), *range(45, 48)}  # the built-in ones
_DATE_CODE = re.compile(r"[ymdhs]", re.IGNORECASE)
_QUOTED = re.compile(r'"[^"]{0,200}"|\[[^\]]{0,200}\]|[\\_*].')  # _ and * before what only pads
_DAY_ZERO = datetime.datetime(1899, 12, 30)
_DAY_ZERO_1904 = datetime.datetime(1904, 1, 1)  # of workbooks that say so: once the Macintosh's
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_VALUE = re.compile(rb"<(?:[A-Za-z]{1,20}:)?[vt](?:\s[^<>]{0,200})?>[^<]")


class Sheet(NamedTuple):
    """A sheet: what it is called, the part of the file that holds it, and if it is hidden."""

    shown: str
    part: str
    hidden: bool


@dataclass(frozen=True)
class Workbook:
    """The file called `name`: its sheets, hidden ones last, and what their cells refer to."""

    archive: zipfile.ZipFile
    name: str
    sheets: list[Sheet]
    strings: list[str]
    dates: set[int]  # the styles of cells that show a number as a date
    day_zero: datetime.datetime

    def rows(self, sheet: Sheet) -> list[Row] | None:
        """The rows with anything in them; None where the file lacks the sheet."""
        tree = part_tree(self.archive, sheet.part, self.name)
        if not len(tree):
            return None
        rows: list[Row] = []
        number = n_cells = 0
        for row in tree.iter("row"):
            number, cells = _whole(row.get("r", ""), number + 1), {}
            for cell in row.iterfind("c"):
                n_cells += 1
                if value := "".join(_texts(cell)):
                    cells[_column(cell.get("r", ""), len(cells))] = self._value(cell, value)
            if n_cells > MAX_CELLS:
                raise ToolkitError(f"a sheet has more than {MAX_CELLS:,} cells; save it as .csv")
            if any(value not in ("", None) for value in cells.values()):
                rows.append((number, cells))
        return rows

    def has_cells(self, sheet: Sheet) -> bool:
        """Whether a sheet that isn't read has anything in it, as far as can be seen at a glance."""
        try:
            data = read_part(self.archive, sheet.part, self.name)
        except ToolkitError:
            return True
        return _VALUE.search(data or b"") is not None

    def _value(self, cell: Element, value: str):
        kind = cell.get("t", "n")
        if kind == "s":
            at = _whole(value, len(self.strings))
            return self.strings[at] if at < len(self.strings) else None
        if kind == "b":
            return value == "1"
        if kind == "e":
            return None
        if kind != "n":
            return _unescaped(value)
        try:
            number = float(value)
            if _whole(cell.get("s", ""), 0) in self.dates:
                return self.day_zero + datetime.timedelta(days=number)
        except (ValueError, OverflowError):
            return value
        return int(number) if number.is_integer() and abs(number) < EXACT else number


def opened_workbook(archive: zipfile.ZipFile, name: str) -> Workbook:
    """The workbook in an archive; a part that is damaged or too large raises ToolkitError."""
    book = part_tree(archive, "xl/workbook.xml", name)
    is_1904 = any(one.get("date1904") in ("1", "true") for one in book.iter("workbookPr"))
    return Workbook(
        archive,
        name,
        _sheets(book, part_tree(archive, "xl/_rels/workbook.xml.rels", name)),
        [
            _unescaped("".join(_texts(one)))
            for one in part_tree(archive, "xl/sharedStrings.xml", name).iter("si")
        ],
        _date_styles(part_tree(archive, "xl/styles.xml", name)),
        _DAY_ZERO_1904 if is_1904 else _DAY_ZERO,
    )


def _texts(element: Element) -> Iterator[str]:
    """The texts of a cell or a shared string, but not how they are pronounced (`rPh`)."""
    for part in element:
        if part.tag in ("v", "t"):
            yield part.text or ""
        elif part.tag != "rPh":
            yield from _texts(part)


def _whole(text: str, default: int) -> int:
    """The number that is written; `default` where none is, or one that is longer than any is."""
    return int(text) if text.isdecimal() and len(text) < 9 else default


def _column(reference: str, default: int) -> int:
    """Column index of a cell reference such as "AB12"; the next free one if there is none."""
    letters = reference.rstrip("0123456789").upper()
    if not letters or len(letters) > 3 or not letters.isascii() or not letters.isalpha():
        return default
    column = 0
    for letter in letters:
        column = 26 * column + ord(letter) - ord("A") + 1
    return min(column, MAX_COLUMNS) - 1


def _unescaped(text: str) -> str:
    """The text with characters for what XML can't hold, which Excel writes as _x000D_."""
    return _ESCAPED.sub(lambda code: chr(int(code[1], 16)), text) if "_x" in text else text


def _date_styles(styles: Element) -> set[int]:
    """Which cell styles show a number as a date."""
    formats = dict.fromkeys(_DATE_FORMATS, True)
    for one in styles.iter("numFmt"):
        code = _QUOTED.sub("", one.get("formatCode", ""))
        formats[_whole(one.get("numFmtId", ""), 0)] = _DATE_CODE.search(code) is not None
    cells = enumerate(styles.iterfind("cellXfs/xf"))
    return {i for i, one in cells if formats.get(_whole(one.get("numFmtId", ""), 0))}


def _sheets(book: Element, relations: Element) -> list[Sheet]:
    """The sheets that the file has, hidden ones last."""
    targets = {one.get("Id"): one.get("Target") for one in relations.iter("Relationship")}
    sheets = []
    for one in book.iter("sheet"):
        is_hidden = one.get("state", "visible") != "visible"
        shown = repr(one.get("name", "")) + " (hidden)" * is_hidden
        if target := targets.get(one.get("id")):
            part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            sheets.append(Sheet(shown, part, is_hidden))
    sheets.sort(key=lambda sheet: sheet.hidden)
    return sheets[:MAX_SHEETS] or [Sheet("'1'", "xl/worksheets/sheet1.xml", False)]
