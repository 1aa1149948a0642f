"""A sheet of a spreadsheet (.xlsx) -> its rows, without formulas ever being run."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from ..errors import ToolkitError
from .markup import open_archive
from .workbook import MAX_CELLS, Row, Sheet, Workbook, opened_workbook

WHAT = "a spreadsheet"
MAX_READ = 5  # sheets, to find the one with the names that are looked for


def sheet_rows(
    path: Path, names: Collection[str] = ()
) -> tuple[list[str], list[tuple[int, list]], list[str]]:
    """The header, the numbered rows as long as it, and notes on what was left out.

    They are of the first sheet that can be seen and whose first row has one of the names; if none
    has, of the first with anything in it. Sheets that are hidden are read where no other is.
    """
    with open_archive(path, WHAT) as archive:
        book = opened_workbook(archive, path.name)
        read = _read(book, names)
        chosen = next((one for one in read if _is_named(one[1], names)), (*read, None)[0])
        left_out = [
            sheet.shown
            for sheet in book.sheets
            if chosen
            and sheet is not chosen[0]
            and sheet.hidden == chosen[0].hidden
            and book.has_cells(sheet)
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


def _read(book: Workbook, names: Collection[str]) -> list[tuple[Sheet, list[Row]]]:
    """The sheets with anything in them and their rows, up to the first with one of the names."""
    read, is_there = [], False
    for sheet in book.sheets:
        if len(read) == MAX_READ or (read and (_is_named(read[-1][1], names) or sheet.hidden)):
            break
        rows = book.rows(sheet)
        is_there = is_there or rows is not None
        if rows:
            read.append((sheet, rows))
    if not is_there:
        raise ToolkitError(f"{book.name} is not {WHAT}: it has no sheet")
    return read


def _is_named(rows: list[Row], names: Collection[str]) -> bool:
    """Whether the first row has one of the names, in any case."""
    header = {str(cell).strip().casefold() for cell in rows[0][1].values()}
    return not header.isdisjoint(name.casefold() for name in names)


def _filled(cells: dict[int, object], width: int) -> list:
    """As long as the header, and longer where cells stand outside of it."""
    outside = [value for column, value in cells.items() if column >= width]
    return [cells.get(column) for column in range(width)] + outside
