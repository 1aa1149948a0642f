"""A sheet of a spreadsheet (.xlsx) -> its rows, without formulas ever being run."""

from __future__ import annotations

import datetime
import re
import zipfile
from collections.abc import Callable, Collection
from pathlib import Path
from typing import NamedTuple

from ..errors import ToolkitError
from .markup import open_archive, read_part, walk_xml

WHAT = "a spreadsheet"
MAX_COLUMNS = 16_384  # as many as Excel has
MAX_CELLS = 400_000
MAX_SHEETS = 100  # looked at
MAX_READ = 5  # of them, to find the one with the names that are looked for
_DATE_FORMATS = {*range(14, 23), *range(45, 48)}  # the built-in ones
_DATE_CODE = re.compile(r"[ymdhs]", re.IGNORECASE)
_QUOTED = re.compile(r'"[^"]{0,200}"|\[[^\]]{0,200}\]|[\\_*].')  # _ and * before what only pads
_DAY_ZERO = datetime.datetime(1899, 12, 30)
_DAY_ZERO_1904 = datetime.datetime(1904, 1, 1)  # of workbooks that say so: once the Macintosh's
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_VALUE = re.compile(rb"<(?:[A-Za-z]{1,20}:)?[vt](?:\s[^<>]{0,200})?>[^<]")


class _Part(NamedTuple):
    """A sheet: what it is called, the part of the file that holds it, and if it is hidden."""

    shown: str
    part: str
    hidden: bool


def sheet_rows(
    path: Path, names: Collection[str] = ()
) -> tuple[list[str], list[tuple[int, list]], list[str]]:
    """The header, the numbered rows as long as it, and notes on what was left out.

    They are of the first sheet that can be seen and whose first row has one of the names; if none
    has, of the first with anything in it. Sheets that are hidden are read where no other is.
    """
    with open_archive(path, WHAT) as archive:
        sheets, day_zero = _sheets(archive, path.name)
        strings, dates = _shared_strings(archive, path.name), _date_styles(archive, path.name)
        read = _read(archive, sheets, lambda: _Sheet(strings, dates, day_zero), names, path.name)
        chosen = next((one for one in read if _is_named(one[1], names)), (*read, None)[0])
        left_out = [
            sheet.shown
            for sheet in sheets
            if chosen
            and sheet is not chosen[0]
            and sheet.hidden == chosen[0].hidden
            and _has_cells(archive, sheet.part, path.name)
        ]
    if not chosen:
        raise ToolkitError(f"{path.name} is empty: no sheet has a cell with anything in it")
    rows = chosen[1]
    width = max(rows[0][1]) + 1
    header = [str(rows[0][1].get(i, "")) for i in range(width)]
    if width * len(rows) > MAX_CELLS:
        raise ToolkitError(
            f"{path.name} is too large: {len(rows):,} rows of {width:,} cells; save it as .csv"
        )
    others = f", and not {', '.join(left_out)}" if left_out else ""
    said = f"{path.name}: the sheet {chosen[0].shown} is read{others}"
    notes = [said] if others or chosen[0].hidden else []
    return header, [(number, _filled(cells, width)) for number, cells in rows[1:]], notes


def _read(
    archive: zipfile.ZipFile,
    sheets: list[_Part],
    begin: Callable[[], _Sheet],
    names: Collection[str],
    name: str,
) -> list[tuple[_Part, list[tuple[int, dict[int, object]]]]]:
    """The sheets with anything in them and their rows, up to the first with one of the names."""
    read, is_there = [], False
    for sheet in sheets:
        if len(read) == MAX_READ or (read and (_is_named(read[-1][1], names) or sheet.hidden)):
            break
        data = read_part(archive, sheet.part, name)
        if data is not None:
            is_there, cells = True, begin()
            walk_xml(data, name, cells.start, cells.end, cells.text)
            rows = [(number, row) for number, row in cells.rows if _is_filled(row)]
            read += [(sheet, rows)] * bool(rows)
    if not is_there:
        raise ToolkitError(f"{name} is not {WHAT}: it has no sheet")
    return read


def _is_named(rows: list[tuple[int, dict[int, object]]], names: Collection[str]) -> bool:
    """Whether the first row has one of the names, in any case."""
    header = {str(cell).strip().casefold() for cell in rows[0][1].values()}
    return not header.isdisjoint(name.casefold() for name in names)


def _is_filled(cells: dict[int, object]) -> bool:
    return any(cell not in ("", None) for cell in cells.values())


def _has_cells(archive: zipfile.ZipFile, part: str, name: str) -> bool:
    """Whether a sheet that isn't read has anything in it, as far as can be seen at a glance."""
    try:
        return _VALUE.search(read_part(archive, part, name) or b"") is not None
    except ToolkitError:
        return True


def _filled(cells: dict[int, object], width: int) -> list:
    """As long as the header, and longer where cells stand outside of it."""
    outside = [value for column, value in cells.items() if column >= width]
    return [cells.get(column) for column in range(width)] + outside


class _Sheet:
    """The cells read so far: (row number, {column: value})."""

    def __init__(self, strings: list[str], dates: set[int], day_zero: datetime.datetime) -> None:
        self.strings, self.dates, self.day_zero = strings, dates, day_zero
        self.rows: list[tuple[int, dict[int, object]]] = []
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
        return int(number) if number.is_integer() and abs(number) < 2**53 else number


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


def _sheets(archive: zipfile.ZipFile, name: str) -> tuple[list[_Part], datetime.datetime]:
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
        _Part(shown, _part(targets[number]), (shown, number) in hidden)
        for shown, number in [*found, *hidden]
        if targets.get(number)
    ]
    return sheets[:MAX_SHEETS] or [_Part("'1'", "xl/worksheets/sheet1.xml", False)], day_zero


def _part(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
