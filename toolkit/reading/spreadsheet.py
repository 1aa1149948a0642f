"""A sheet of a spreadsheet (.xlsx) -> its rows, without formulas ever being run."""

from __future__ import annotations

import datetime
import re
import zipfile
from pathlib import Path

from ..errors import ToolkitError
from .markup import open_archive, read_part, walk_xml

WHAT = "a spreadsheet"
MAX_COLUMNS = 16_384  # as many as Excel has
MAX_CELLS = 400_000
MAX_SHEETS = 100  # looked at
_DATE_FORMATS = {*range(14, 23), *range(45, 48)}  # the built-in ones
_DATE_CODE = re.compile(r"[ymdhs]", re.IGNORECASE)
_QUOTED = re.compile(r'"[^"]{0,200}"|\[[^\]]{0,200}\]|[\\_*].')  # _ and * before what only pads
_DAY_ZERO = datetime.datetime(1899, 12, 30)
_DAY_ZERO_1904 = datetime.datetime(1904, 1, 1)  # of workbooks that say so: once the Macintosh's
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_VALUE = re.compile(rb"<(?:[A-Za-z]{1,20}:)?[vt](?:\s[^<>]{0,200})?>[^<]")


def sheet_rows(path: Path) -> tuple[list[str], list[tuple[int, list]], list[str]]:
    """The header, the numbered rows as long as it, and notes on what was left out.

    They are of the first sheet that can be seen and has a cell with anything in it.
    """
    with open_archive(path, WHAT) as archive:
        strings = _shared_strings(archive, path.name)
        dates = _date_styles(archive, path.name)
        sheets, day_zero = _sheets(archive, path.name)
        rows, left_out, is_there = [], [], False
        for shown, part in sheets:
            if rows:
                left_out += [shown] * _has_cells(archive, part, path.name)
                continue
            data = read_part(archive, part, path.name)
            if data is not None:
                is_there = True
                sheet = _Sheet(strings, dates, day_zero)
                walk_xml(data, path.name, sheet.start, sheet.end, sheet.text)
                rows = [(number, cells) for number, cells in sheet.rows if _is_filled(cells)]
    if not is_there:
        raise ToolkitError(f"{path.name} is not {WHAT}: it has no sheet")
    if not rows:
        raise ToolkitError(f"{path.name} is empty: no sheet has a cell with anything in it")
    width = max(rows[0][1]) + 1
    header = [str(rows[0][1].get(i, "")) for i in range(width)]
    if width * len(rows) > MAX_CELLS:
        raise ToolkitError(
            f"{path.name} is too large: {len(rows):,} rows of {width:,} cells; save it as .csv"
        )
    notes = [f"{path.name}: one sheet is read, and not {', '.join(left_out)}"] if left_out else []
    return header, [(number, _filled(cells, width)) for number, cells in rows[1:]], notes


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
            number = attributes.get("r", "")
            last = self.rows[-1][0] if self.rows else 0
            self.rows.append(
                (int(number) if number.isdecimal() and len(number) < 9 else last + 1, {})
            )
        elif tag == "c" and self.rows:
            self.cells += 1
            if self.cells > MAX_CELLS:
                raise ToolkitError(f"a sheet has more than {MAX_CELLS:,} cells; save it as .csv")
            style = attributes.get("s", "")
            self._at = (
                _column(attributes.get("r", ""), len(self.rows[-1][1])),
                attributes.get("t", "n"),
                int(style) if style.isdecimal() and len(style) < 9 else 0,
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
            known = value.isdecimal() and len(value) < 9 and int(value) < len(self.strings)
            return self.strings[int(value)] if known else None
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
        number = attributes.get("numFmtId", "")
        number = int(number) if number.isdecimal() and len(number) < 9 else 0
        if tag == "numFmt":
            code = _QUOTED.sub("", attributes.get("formatCode", ""))
            formats[number] = _DATE_CODE.search(code) is not None
        elif tag == "xf" and "cellXfs" in inside:
            styles.append(number)

    data = read_part(archive, "xl/styles.xml", name)
    if data:
        walk_xml(data, name, start, lambda tag: inside.pop(), lambda characters: None)
    return {i for i, number in enumerate(styles) if formats.get(number)}


def _sheets(archive: zipfile.ZipFile, name: str) -> tuple[list[tuple[str, str]], datetime.datetime]:
    """What each sheet is called and the part that holds it, hidden ones last; and day zero."""
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
        (shown, _part(targets[number]))
        for shown, number in [*found, *hidden]
        if targets.get(number)
    ]
    return sheets[:MAX_SHEETS] or [("", "xl/worksheets/sheet1.xml")], day_zero


def _part(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
