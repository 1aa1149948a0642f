"""Tables written as lines, of any size: JSON objects, and rows with commas or tabs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from itertools import chain

from ..errors import ToolkitError
from ..reading.column_names import if_prose
from ..reading.delimited import allow_long_cells, delimiter_of, header_of, numbered_rows
from ..reading.files import MAX_BYTES
from ..text import REPLACEMENT
from .json_lines import filled_lines
from .pieces import Cells, Lines, Piece, refused
from .rows import story_column
from .streams import Source, as_text, stretch_of, whole_lines

WAIT = 8  # times the wanted size that is read on to keep a story's rows together


def json_pieces(blocks: Iterable[bytes], source: Source, name: str, size: int) -> Iterator[Lines]:
    """Lines of JSON in blocks of about `size` bytes that don't part the rows of a story.

    Of a plain file they only tell where they stand, so that workers read them themselves.
    """
    held, line, first, at = b"", 1, 1, 0
    for block in whole_lines(blocks, size):
        if len(block) >= MAX_BYTES or not source.is_plain():
            at = None  # it, or what follows a line that was cut, stands elsewhere than it seems
        held += block
        end = len(held) if len(held) >= WAIT * size else _story_end(held)
        if end:
            piece = _lines(held[:end], source, name, first, line, at)
            if piece.inputs:
                yield piece
            first, line = first + piece.inputs, line + held.count(b"\n", 0, end)
            at = at + end if at is not None else None
            held = held[end:]
    if held.strip():
        yield _lines(held, source, name, first, line, at)
    elif first == 1:
        raise ToolkitError(f"{source.shown} has no rows")


def _lines(block: bytes, source: Source, name: str, first: int, line: int, at: int | None) -> Lines:
    """The lines of a block, which begins at byte `at` of the file if that is known."""
    blank = block.rfind(b"\n", 0, len(block) - len(block.lstrip(b"\r\n\t "))) + 1
    line += block.count(b"\n", 0, blank)
    block = block[blank:]
    stretch = stretch_of(source.path, at + blank, block) if at is not None else None
    return Lines(
        source.shown,
        name,
        len(filled_lines(block)),
        f"{source.key()} {first}",
        len(block),
        first,
        block=b"" if stretch else block,
        stretch=stretch,
        first_line=line,
    )


def _story_end(block: bytes) -> int:
    """Where the last story of a block of lines begins, if its rows may go on; else its end."""
    end = len(block)
    story, begins = None, end
    while end > 0:
        start = block.rfind(b"\n", 0, end - 1) + 1
        line = block[start:end]
        if line.strip():
            found = _story(line)
            if found is None or (story is not None and found != story):
                return begins
            story, begins = found, start
        end = start
    return 0 if story is not None else begins


def _story(line: bytes) -> str | None:
    if b"story" not in line.lower():
        return None
    try:
        record = json.loads(line)
        name = story_column(record)
        return None if name is None else record[name]
    except (ValueError, TypeError, RecursionError):
        return None


def delimited_pieces(blocks, source: Source, name: str, size: int) -> Iterator[Piece]:
    """Rows of a delimited file in pieces of about `size` characters that don't part a story."""
    lines = _text_lines(blocks, source.shown)
    skipped, first_line = next(((i, text) for i, text in enumerate(lines) if text.strip()), (0, ""))
    declared = first_line if first_line[:4].lower() == "sep=" else ""
    if declared:
        first_line, skipped = next(lines, ""), skipped + 1
    delimiter = delimiter_of(first_line, declared)
    allow_long_cells()
    reader = csv.reader(chain([first_line], lines), delimiter=delimiter, strict=True)
    header = _header(reader, source.shown)
    yield from _row_pieces(reader, header, source, name, size, skipped)


def _header(reader, name: str) -> tuple[str, ...]:
    try:
        cells = next(reader, ())
    except csv.Error:
        raise ToolkitError(f"{name} has a first line whose quotation marks don't match") from None
    if not any(map(str.strip, cells)):
        raise ToolkitError(f"{name} has no rows")
    return tuple(header_of(cells, name))


def _row_pieces(
    reader, header, source: Source, name: str, size: int, skipped: int
) -> Iterator[Piece]:
    of_stories = story_column(header)
    at = None if of_stories is None else header.index(of_stories)
    rows, held, first, last = [], 0, 1, None
    is_empty = True

    def piece() -> Cells:
        return Cells(
            source.shown,
            name,
            len(rows),
            f"{source.key()} {first}",
            held,
            first,
            header=header,
            rows=rows,
        )

    for line, row, fault in numbered_rows(reader):
        if fault:
            yield refused(f"{source.shown}, line {line + skipped}", fault)
            is_empty = False
            continue
        story = row[at] if at is not None and at < len(row) else None
        if held >= size and (story is None or story != last or held >= WAIT * size):
            yield piece()
            first, rows, held = first + len(rows), [], 0
        rows.append((line + skipped, row))
        held += sum(map(len, row))
        last = story
    if rows:
        yield piece()
    elif is_empty and first == 1:
        raise ToolkitError(f"{source.shown} has no rows{if_prose(header)}")


def _text_lines(blocks: Iterable[bytes], name: str) -> Iterator[str]:
    for block in whole_lines(blocks, 2**16):
        yield from io.StringIO(as_text(block, name).replace("\0", REPLACEMENT), newline="")
