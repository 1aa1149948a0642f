"""A spreadsheet's file (.xlsx) -> its sheets and their cells; no formula is ever run."""

from __future__ import annotations

import datetime
import re
import zipfile
from dataclasses import dataclass
from typing import NamedTuple

from ..errors import ToolkitError
from .cells import EXACT
from .markup import read_part, walk_xml

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
    dates: set[int]
    day_zero: datetime.datetime

    def rows(self, sheet: Sheet) -> list[Row] | None:
        """The rows with anything in them; None where the file lacks the sheet."""
        data = read_part(self.archive, sheet.part, self.name)
        if data is None:
            return None
        cells = _Cells(self.strings, self.dates, self.day_zero)
        walk_xml(data, self.name, cells.start, cells.end, cells.text)
        return [(n, row) for n, row in cells.rows if any(c not in ("", None) for c in row.values())]

    def has_cells(self, sheet: Sheet) -> bool:
        """Whether a sheet that isn't read has anything in it, as far as can be seen at a glance."""
        try:
            data = read_part(self.archive, sheet.part, self.name)
        except ToolkitError:
            return True
        return _VALUE.search(data or b"") is not None


def opened_workbook(archive: zipfile.ZipFile, name: str) -> Workbook:
    """The workbook in an archive; a part that is damaged or too large raises ToolkitError."""
    sheets, day_zero = _sheets(archive, name)
    strings, dates = _shared_strings(archive, name), _date_styles(archive, name)
    return Workbook(archive, name, sheets, strings, dates, day_zero)


class _Cells:
    """The cells read so far: (row number, {column: value})."""

    def __init__(self, strings: list[str], dates: set[int], day_zero: datetime.datetime) -> None:
        self.strings, self.dates, self.day_zero = strings, dates, day_zero
        self.rows: list[Row] = []
        self.cells = 0
        self._at = (0, "n", 0)
        self._pieces: list[str] | None = None
        self._phonetic = self._reading = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "row":
            last = self.rows[-1][0] if self.rows else 0
            self.rows.append((_whole(attributes.get("r", ""), last + 1), {}))
        elif tag == "c" and self.rows:
            self.cells += 1
            if self.cells > MAX_CELLS:
                raise ToolkitError(f"a sheet has more than {MAX_CELLS:,} cells; save it as .csv")
            self._at = (
                _column(attributes.get("r", ""), len(self.rows[-1][1])),
                attributes.get("t", "n"),
                _whole(attributes.get("s", ""), 0),
            )
            self._pieces = []
        elif tag == "rPh":
            self._phonetic = True
        self._reading = tag in ("v", "t") and not self._phonetic

    def end(self, tag: str) -> None:
        self._reading = False
        if tag == "rPh":
            self._phonetic = False
        elif tag == "c" and self._pieces is not None:
            column, kind, style = self._at
            value = "".join(self._pieces)
            self._pieces = None
            if value:
                self.rows[-1][1][column] = self._value(value, kind, style)

    def text(self, characters: str) -> None:
        if self._reading and self._pieces is not None:
            self._pieces.append(characters)

    def _value(self, value: str, kind: str, style: int):
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
            if style in self.dates:
                return self.day_zero + datetime.timedelta(days=number)
        except (ValueError, OverflowError):
            return value
        return int(number) if number.is_integer() and abs(number) < EXACT else number


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


def _shared_strings(archive: zipfile.ZipFile, name: str) -> list[str]:
    strings: list[list[str]] = []
    state = {"t": False, "rPh": False}

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag == "si":
            strings.append([])
        elif tag in state:
            state[tag] = True

    def end(tag: str) -> None:
        if tag in state:
            state[tag] = False

    def text(characters: str) -> None:
        if state["t"] and not state["rPh"] and strings:
            strings[-1].append(characters)

    data = read_part(archive, "xl/sharedStrings.xml", name)
    if data:
        walk_xml(data, name, start, end, text)
    return [_unescaped("".join(pieces)) for pieces in strings]


def _unescaped(text: str) -> str:
    """The text with characters for what XML can't hold, which Excel writes as _x000D_."""
    return _ESCAPED.sub(lambda code: chr(int(code[1], 16)), text) if "_x" in text else text


def _date_styles(archive: zipfile.ZipFile, name: str) -> set[int]:
    """Which cell styles show a number as a date."""
    formats, styles, inside = dict.fromkeys(_DATE_FORMATS, True), [], []

    def start(tag: str, attributes: dict[str, str]) -> None:
        inside.append(tag)
        number = _whole(attributes.get("numFmtId", ""), 0)
        if tag == "numFmt":
            code = _QUOTED.sub("", attributes.get("formatCode", ""))
            formats[number] = _DATE_CODE.search(code) is not None
        elif tag == "xf" and "cellXfs" in inside:
            styles.append(number)

    data = read_part(archive, "xl/styles.xml", name)
    if data:
        walk_xml(data, name, start, lambda tag: inside.pop(), lambda characters: None)
    return {i for i, number in enumerate(styles) if formats.get(number)}


def _sheets(archive: zipfile.ZipFile, name: str) -> tuple[list[Sheet], datetime.datetime]:
    """The sheets, hidden ones last; and day zero."""
    found, hidden, targets = [], [], {}
    day_zero = _DAY_ZERO

    def book(tag: str, attributes: dict[str, str]) -> None:
        nonlocal day_zero
        if tag == "sheet":
            is_hidden = attributes.get("state", "visible") != "visible"
            shown = repr(attributes.get("name", "")) + " (hidden)" * is_hidden
            (hidden if is_hidden else found).append((shown, attributes.get("id", "")))
        elif tag == "workbookPr" and attributes.get("date1904") in ("1", "true"):
            day_zero = _DAY_ZERO_1904

    def relation(tag: str, attributes: dict[str, str]) -> None:
        if tag == "Relationship":
            targets[attributes.get("Id", "")] = attributes.get("Target", "")

    for part, start in (("xl/workbook.xml", book), ("xl/_rels/workbook.xml.rels", relation)):
        data = read_part(archive, part, name)
        if data:
            walk_xml(data, name, start, lambda tag: None, lambda characters: None)
    sheets = [
        Sheet(shown, _part(targets[number]), (shown, number) in hidden)
        for shown, number in [*found, *hidden]
        if targets.get(number)
    ]
    return sheets[:MAX_SHEETS] or [Sheet("'1'", "xl/worksheets/sheet1.xml", False)], day_zero


def _part(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
