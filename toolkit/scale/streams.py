"""Files of any size, and standard input, as blocks of whole lines; nothing is held for long."""

from __future__ import annotations

import codecs
import hashlib
import os
import stat
import sys
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from ..errors import ToolkitError
from ..reading.decoding import SAMPLE, decode, refuse_binary
from ..reading.files import MAX_BYTES, missing, unpacked

READ_BYTES = 2**20
GZIP = b"\x1f\x8b"
CHANGED = (
    "it changed while it was read, so what was measured of it may be a mixture; measure it again"
)
UNSEEN = (
    "it was there when its lines were counted, and can't be read where they are measured: measure "
    "it again, and on a cluster see that all workers have it under the same path"
)
AGAIN = (CHANGED, UNSEEN)  # reasons that another run may not find


class Source:
    """One input: its name in messages, its bytes, and the checksum of those read so far."""

    def __init__(self, path: Path | None, shown: str) -> None:
        self.path, self.shown = path, shown
        self.checksum = hashlib.sha256()
        self.bytes_read = 0
        self.changed = False
        self.beginning = b""
        self._before = None

    def raw(self) -> Iterator[bytes]:
        """The file as it is; afterwards `changed` says whether it was written to meanwhile."""
        with self._opened() as file:
            self._before = _state(file)
            while block := file.read(READ_BYTES):
                self.beginning = self.beginning or block[:SAMPLE]
                self.checksum.update(block)
                self.bytes_read += len(block)
                yield block
            self.changed = self._before != _state(file)

    def key(self) -> str:
        """What tells all that was read so far from anything else."""
        return self.checksum.hexdigest()

    def is_plain(self) -> bool:
        """Whether it is a file of the very bytes that its text is made of, as far as was read."""
        converted = self.beginning.startswith((GZIP, codecs.BOM_UTF8))
        return self.path is not None and not converted and not _wide(self.beginning, self.shown)

    @contextmanager
    def _opened(self):
        if self.path is None:
            if sys.stdin is None:
                raise ToolkitError("standard input is closed")
            yield sys.stdin.buffer
            return
        try:
            info = self.path.stat()
        except FileNotFoundError:
            raise ToolkitError(missing(self.path)) from None
        refuse_pipe(self.path, self.shown)
        if not info.st_size:
            raise ToolkitError(f"{self.shown} is empty (0 bytes)")
        with open(self.path, "rb") as file:
            yield file


def refuse_pipe(path: Path, shown: str) -> None:
    """Nothing but a file has an end that is sure to come; of folders only closed ones come here."""
    if path.is_dir():
        raise ToolkitError(f"{shown} can't be opened: permission denied")
    if path.exists() and not path.is_file():
        raise ToolkitError(f"{shown} is a device or a pipe; write - to read standard input")


def _state(file) -> tuple:
    try:
        info = os.fstat(file.fileno())
    except (OSError, AttributeError, ValueError):  # standard input may be anything
        return ()
    return (info.st_size, info.st_mtime_ns, info.st_ino) if stat.S_ISREG(info.st_mode) else ()


def gunzipped(blocks: Iterable[bytes], name: str) -> Iterator[bytes]:
    """Blocks of bytes, unpacked if they are gzip."""
    blocks = iter(blocks)
    first = next(blocks, b"")
    blocks = chain([first], blocks)
    yield from filter(None, unpacked(blocks, name)) if first.startswith(GZIP) else blocks


def in_utf8(blocks: Iterable[bytes], name: str) -> Iterator[bytes]:
    """Blocks of text with UTF-16 and UTF-32 turned into UTF-8; eight-bit text passes as it is."""
    blocks = iter(blocks)
    first = next(blocks, b"")
    refuse_binary(first, name)
    encoding = _wide(first, name)
    if not encoding:
        yield first.removeprefix(codecs.BOM_UTF8)
        yield from blocks
        return
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    for number, block in enumerate(chain([first], blocks)):
        text = decoder.decode(block)
        yield (text.removeprefix("\ufeff") if number == 0 else text).encode("utf-8", "replace")
    yield decoder.decode(b"", True).encode("utf-8", "replace")


def _wide(first: bytes, name: str) -> str:
    """The encoding of text that begins so, if it is UTF-16 or UTF-32; "" for others."""
    encoding = decode(first[:SAMPLE], name).encoding if first else ""
    return encoding if encoding.startswith(("utf-16", "utf-32")) else ""


@dataclass(frozen=True)
class Stretch:
    """Where in a file some bytes stand, and their CRC-32, which tells whether they still do."""

    path: str
    start: int
    size: int
    crc: int

    def read(self) -> bytes:
        """The bytes; `ToolkitError` if they can't be read, or others stand there now."""
        try:
            with open(self.path, "rb") as file:
                file.seek(self.start)
                block = file.read(self.size)
        except OSError:
            raise ToolkitError(UNSEEN) from None
        if len(block) != self.size or zlib.crc32(block) != self.crc:
            raise ToolkitError(CHANGED)
        return block


def stretch_of(path: Path, start: int, block: bytes) -> Stretch:
    """Where `block` stands in the file."""
    return Stretch(os.path.abspath(path), start, len(block), zlib.crc32(block))


def whole_lines(blocks: Iterable[bytes], size: int) -> Iterator[bytes]:
    """The same bytes in blocks of `size` and the rest of the line that this falls into.

    A line of more than 32 MB is cut to that: whoever reads it will find it broken and say where.
    """
    held: list[bytes] = []
    length, skipping = 0, False
    for block in blocks:
        if skipping:
            end = block.find(b"\n")
            if end < 0:
                continue
            block, skipping = block[end:], False
        start = 0
        while length + len(block) - start >= size:
            end = block.find(b"\n", start + max(size - 1 - length, 0)) + 1
            if not end:
                break
            yield b"".join([*held, block[start:end]])
            held, length, start = [], 0, end
        held.append(block[start:])
        length += len(block) - start
        if length > max(MAX_BYTES, size):
            held, length, skipping = [b"".join(held)[:MAX_BYTES]], MAX_BYTES, True
    if length:
        yield b"".join(held)


def as_text(block: bytes, name: str) -> str:
    """Lines of eight-bit text as a string: UTF-8, or Windows-1252 where they are none."""
    try:
        return block.decode("utf-8")
    except UnicodeDecodeError:
        return decode(block, name).text
