"""Files, folders, patterns and standard input -> pieces, in an order that never depends on luck."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ..errors import ToolkitError
from ..reading.documents import TABLE_ENDINGS, ending
from ..reading.files import MAX_BYTES, missing
from ..reading.folders import called, files_of, refuse_kind, without_ending
from ..reading.parts import part_name
from ..reading.tables import DELIMITERS
from .batches import parquet_pieces
from .pieces import Cells, File, Lines, Piece, checksum, refused
from .streams import CHANGED, Source, as_text, in_utf8, unpacked, whole_lines

STANDARD_INPUT = "-"
WAIT = 8  # times the wanted size that is read on to keep a story's rows together


@dataclass
class Inputs:
    """The inputs of a run; iterating reads them, and `files` fills with what was read.

    `size` is how many bytes there are, None with standard input, and `files` holds a dictionary per
    input: its name, bytes and SHA-256.
    """

    sources: list[str | Path]
    piece_bytes: int
    format: str | None = None
    files: list[dict] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._source: Source | None = None
        self._errors: list[dict[str, str]] = []
        self._named: list[tuple[Path | None, str]] = []
        for source in self.sources:
            if str(source) == STANDARD_INPUT:
                self._named.append((None, "standard input"))
            else:
                try:
                    self._named += called(files_of(source), self._errors)
                except ToolkitError as error:
                    self._errors.append({"place": str(source), "reason": str(error)})
        self._named = _once(self._named, self._errors)
        sizes = [_size(path) for path, _ in self._named]
        self.size = None if None in sizes else sum(sizes)

    @property
    def bytes_read(self) -> int:
        """Bytes of all inputs that were read so far."""
        current = self._source.bytes_read if self._source else 0
        return current + sum(file["bytes"] for file in self.files)

    def __iter__(self) -> Iterator[Piece]:
        for error in self._errors:
            yield refused(error["place"], error["reason"])
        names: dict[str, int] = {}
        for _, shown in self._named:
            names[without_ending(shown)] = names.get(without_ending(shown), 0) + 1
        for path, shown in self._named:
            name = without_ending(shown) if names[without_ending(shown)] == 1 else shown
            try:
                yield from self._pieces(path, shown, name)
            except ToolkitError as error:
                yield refused(shown, error)
            except OSError as error:
                yield refused(shown, f"{shown} can't be read: {error.strerror or error}".lower())

    def _pieces(self, path: Path | None, shown: str, name: str) -> Iterator[Piece]:
        kind = self.format or (ending(path) if path else _kind_of_stream())
        if path is not None and kind not in (".csv", ".tsv", ".jsonl", ".ndjson", ".parquet"):
            yield self._file(path, shown, name, kind)
            return
        if kind == ".parquet":
            key, size = checksum(path), path.stat().st_size
            self.files.append({"name": shown, "bytes": size, "sha256": key})
            yield from parquet_pieces(path, shown, name, key, self.piece_bytes)
            if checksum(path) != key:
                yield refused(shown, CHANGED)
            return
        source = self._source = Source(path, shown)
        blocks = in_utf8(unpacked(source.raw(), shown), shown)
        read: Callable = json_pieces if kind in (".jsonl", ".ndjson") else delimited_pieces
        try:
            yield from read(blocks, source, name if path else "stdin", self.piece_bytes)
        finally:
            self._source = None
            self.files.append({"name": shown, "bytes": source.bytes_read, "sha256": source.key()})
        if source.changed:
            yield refused(shown, CHANGED)

    def _file(self, path: Path, shown: str, name: str, kind: str) -> File:
        if kind not in TABLE_ENDINGS:
            refuse_kind(path)
        if not path.exists():
            raise ToolkitError(missing(path))
        key, size = checksum(path), path.stat().st_size
        self.files.append({"name": shown, "bytes": size, "sha256": key})
        story, role = part_name(path)
        return File(shown, name, 1, key, size, path=path, is_table=kind in TABLE_ENDINGS,
                    story=(path.parent / story).as_posix() if role else "")  # fmt: skip


def _once(named: list[tuple[Path | None, str]], errors: list) -> list[tuple[Path | None, str]]:
    seen, kept = set(), []
    for path, shown in named:
        if path in seen:
            errors.append({"place": shown, "reason": "it is named twice"})
        else:
            seen.add(path)
            kept.append((path, shown))
    return kept


def _size(path: Path | None) -> int | None:
    try:
        return path.stat().st_size if path else None
    except OSError:
        return 0


def _kind_of_stream() -> str:
    """JSON lines if the first character is a brace, else a table with commas, tabs or the like."""
    peek = getattr(sys.stdin.buffer, "peek", lambda n: b"")
    return ".jsonl" if peek(1).lstrip(b"\xef\xbb\xbf \r\n\t")[:1] in (b"{", b"[", b"\x1f") else ".csv"


def json_pieces(blocks: Iterable[bytes], source: Source, name: str, size: int) -> Iterator[Lines]:
    """Lines of JSON in blocks of about `size` bytes that don't part the rows of a story."""
    held, line, first = b"", 1, 1
    for block in whole_lines(blocks, size):
        held += block
        end = len(held) if len(held) >= WAIT * size else _story_end(held)
        if end:
            piece = _lines(held[:end], source, name, first, line)
            yield piece
            held = held[end:]
            first, line = first + piece.inputs, line + piece.block.count(b"\n")
    if held.strip():
        yield _lines(held, source, name, first, line)


def _lines(block: bytes, source: Source, name: str, first: int, line: int) -> Lines:
    inputs = sum(1 for text in block.split(b"\n") if text.strip())
    return Lines(source.shown, name, inputs, f"{source.key()} {first}", len(block), first,
                 block=block, first_line=line)  # fmt: skip


def _story_end(block: bytes) -> int:
    """Where the last story of a block of lines begins, if its rows may go on; else its end."""
    end = len(block)
    story = _story(block[block.rfind(b"\n", 0, end - 1) + 1 : end])
    if story is None:
        return end
    while end > 0:
        start = block.rfind(b"\n", 0, end - 1) + 1
        if _story(block[start:end]) != story:
            return end
        end = start
    return 0


def _story(line: bytes) -> str | None:
    if b'"story"' not in line:
        return None
    try:
        return json.loads(line).get("story")
    except (ValueError, AttributeError, RecursionError):
        return None


def delimited_pieces(blocks, source: Source, name: str, size: int) -> Iterator[Piece]:
    """Rows of a delimited file in pieces of about `size` characters that don't part a story."""
    lines = _text_lines(blocks, source.shown)
    first_line = next((text for text in lines if text.strip()), "")
    skipped = 1
    if first_line[:4].lower() == "sep=":
        first_line, skipped = next(lines, ""), 2
    delimiter = max(DELIMITERS, key=first_line.count)
    limit = csv.field_size_limit(MAX_BYTES)
    try:
        reader = csv.reader(_chain(first_line, lines), delimiter=delimiter, strict=True)
        header = _header(reader, source.shown)
        yield from _row_pieces(reader, header, source, name, size, skipped - 1)
    finally:
        csv.field_size_limit(limit)


def _header(reader, name: str) -> tuple[str, ...]:
    try:
        header = tuple(str(cell).strip() for cell in next(reader, ()))
    except csv.Error:
        raise ToolkitError(f"{name} has a first line whose quotation marks don't match") from None
    if not any(header):
        raise ToolkitError(f"{name} has no rows")
    double = {cell for cell in header if cell and header.count(cell) > 1}
    if double:
        raise ToolkitError(f"{name} has two columns named {min(double)!r}; rename one")
    return header


def _row_pieces(reader, header, source: Source, name: str, size: int, skipped: int) -> Iterator[Piece]:
    at = header.index("story") if "story" in header else None
    rows, held, first, last = [], 0, 1, None

    def piece() -> Cells:
        return Cells(source.shown, name, len(rows), f"{source.key()} {first}", held, first,
                     header=header, rows=rows)  # fmt: skip

    while True:
        line = reader.line_num + 1 + skipped
        try:
            row = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            whole = "end of data" in str(error) or "limit" in str(error)
            reason = ("a quotation mark is never closed" if whole
                      else "its quotation marks don't match")  # fmt: skip
            yield refused(f"{source.shown}, line {line}", reason)
            continue
        if not any(cell.strip() for cell in row):
            continue
        story = row[at] if at is not None and at < len(row) else None
        if held >= size and (story is None or story != last or held >= WAIT * size):
            yield piece()
            first, rows, held = first + len(rows), [], 0
        rows.append((line, row))
        held += sum(map(len, row))
        last = story
    if rows:
        yield piece()
    elif first == 1:
        raise ToolkitError(f"{source.shown} has no rows")


def _text_lines(blocks: Iterable[bytes], name: str) -> Iterator[str]:
    for block in whole_lines(blocks, 2**16):
        yield from io.StringIO(as_text(block, name), newline="")


def _chain(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest
