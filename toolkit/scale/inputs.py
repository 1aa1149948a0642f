"""Files, folders, patterns and standard input -> pieces, in an order that never depends on luck."""

from __future__ import annotations

import os
import sys
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from ..endings import TABLE_ENDINGS
from ..errors import ToolkitError, why
from ..reading.documents import ending
from ..reading.files import is_shut_off, missing
from ..reading.folders import called, files_of, readable, refuse_kind, without_ending
from ..reading.parts import part_name
from .batches import parquet_pieces
from .earlier import is_of_a_run
from .line_tables import delimited_pieces, json_pieces
from .pieces import File, Piece, checksum, refused
from .streams import CHANGED, GZIP, Source, gunzipped, in_utf8, refuse_pipe

STANDARD_INPUT = "-"


@dataclass
class Inputs:
    """The inputs of a run; iterating reads them, and `files` fills with what was read.

    `size` is how many bytes there are, None with standard input; `piece_bytes` how many a piece of
    a table has; `files` gets a dictionary per input: its name, bytes and SHA-256. Files in or at
    one of the paths `ours` are the output of this run or an earlier one, and no inputs.
    """

    sources: list[str | Path]
    format: str | None = None
    piece_bytes: int = 2**23
    ours: tuple[Path, ...] = ()
    files: list[dict] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._source: Source | None = None
        self._errors: list[dict[str, str]] = []
        found: list[tuple[Path | None, str]] = []
        for source in self.sources:
            if str(source) == STANDARD_INPUT:
                found.append((None, "standard input"))
                continue
            try:
                found += self._not_ours(source)
            except ToolkitError as error:
                self._errors.append({"place": readable(str(source)), "reason": str(error)})
        self._named = called(found, self._errors)
        sizes = [_size(path) for path, _ in self._named]
        self.size = None if None in sizes else sum(sizes)

    def _not_ours(self, source) -> list[tuple[Path, str]]:
        ours = {Path(os.path.realpath(path)) for path in self.ours}

        @cache  # of many files in few folders
        def inside(folder: Path) -> tuple[Path, bool]:
            place = Path(os.path.realpath(folder))
            return place, not ours.isdisjoint([place, *place.parents])

        def is_ours(path: Path) -> bool:
            place, is_inside = inside(path.parent)
            return is_inside or place / path.name in ours

        files = [(path, shown) for path, shown in files_of(source) if not is_ours(path)]
        # What earlier runs have left beside the texts is no text, and would count twice.
        if not os.path.isdir(source):
            return files
        files = [file for file in files if not is_of_a_run(file[0])] or files
        if not files:
            raise ToolkitError(f"there is nothing to read in the folder {str(source)!r}")
        return files

    @property
    def bytes_read(self) -> int:
        """Bytes of all inputs that were read so far."""
        current = self._source.bytes_read if self._source else 0
        return current + sum(file["bytes"] for file in self.files)

    def __iter__(self) -> Iterator[Piece]:
        for error in self._errors:
            yield refused(error["place"], error["reason"])
        names = Counter(without_ending(shown) for _, shown in self._named)
        for path, shown in self._named:
            name = without_ending(shown)
            name = name if names[name] == 1 else shown
            try:
                yield from self._pieces(path, shown, name)
            except ToolkitError as error:
                yield refused(shown, error)
            except OSError as error:
                yield refused(shown, f"{shown} can't be read: {why(error)}")

    def _pieces(self, path: Path | None, shown: str, name: str) -> Iterator[Piece]:
        kind = self.format or (ending(path) if path else _kind_of_stream())
        if path is not None and kind not in (".csv", ".tsv", ".jsonl", ".ndjson", ".parquet"):
            yield self._file(path, shown, name, kind)
            return
        if kind == ".parquet":
            if path is None:
                raise ToolkitError("Parquet has to be read from a file, not from standard input")
            refuse_pipe(path, shown)
            key, size = checksum(path), path.stat().st_size
            if not size:
                raise ToolkitError(f"{shown} is empty (0 bytes)")
            self.files.append({"name": shown, "bytes": size, "sha256": key})
            yield from parquet_pieces(path, shown, name, key, self.piece_bytes)
            if checksum(path) != key:
                yield refused(shown, CHANGED)
            return
        source = self._source = Source(path, shown)
        blocks = in_utf8(gunzipped(source.raw(), shown), shown)
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
        if is_shut_off(path):
            raise ToolkitError(f"{shown} can't be opened: permission denied")
        if not path.exists():
            raise ToolkitError(missing(path))
        refuse_pipe(path, shown)
        key, size = checksum(path), path.stat().st_size
        self.files.append({"name": shown, "bytes": size, "sha256": key})
        story, role = part_name(path)
        return File(
            shown,
            name,
            1,
            key,
            size,
            path=path,
            is_table=kind in TABLE_ENDINGS,
            story=(path.parent / story).as_posix() if role else "",
        )


def _size(path: Path | None) -> int | None:
    try:
        return path.stat().st_size if path else None
    except OSError:
        return 0


def _kind_of_stream() -> str:
    """JSON lines if the first character is a brace, else a table with commas, tabs or the like."""
    stream = getattr(sys.stdin, "buffer", None)
    start = getattr(stream, "peek", lambda n: b"")(512)
    if start.startswith(GZIP):
        with suppress(zlib.error):  # what is damaged will be refused when it is read
            start = zlib.decompressobj(wbits=31).decompress(start, 64)
    with suppress(ToolkitError):  # no text at all, which is refused likewise
        start = b"".join(in_utf8([start], "standard input"))
    return ".jsonl" if start.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] in (b"{", b"[") else ".csv"
