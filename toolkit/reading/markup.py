"""Bounds for files that unpack or nest, and the sentence for a library that isn't there."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from ..errors import ToolkitError
from .files import MAX_RATIO, RATIO_FROM, read_bytes

MAX_DEPTH = 256  # of nested tags; real pages reach 60, real Word documents 30
MAX_ELEMENTS = 1_000_000  # of a part: a sheet of 400,000 cells, or several novels
MAX_PART = 64 * 2**20  # bytes of one unpacked part of a document
MAX_DIRECTORY = 2**20  # bytes of an archive's list of files: some ten thousand names


@contextmanager
def needs(library: str, extra: str, purpose: str) -> Iterator[None]:
    """Turn a failing import into the sentence that says what to install."""
    try:
        yield
    except ImportError as error:
        raise ToolkitError(
            f"to {purpose}, the package {error.name or library} is needed; "
            f'install it with: pip install "media-analysis-toolkit[{extra}]"'
        ) from None


def open_archive(path: Path, what: str) -> zipfile.ZipFile:
    """The zip archive that a .docx or .xlsx is; `what` names the kind in messages."""
    data = read_bytes(path)
    end = data.rfind(b"PK\x05\x06", max(0, len(data) - 66_000))
    if not data.startswith(b"PK") or end < 0:
        raise ToolkitError(
            f"{path.name} is not {what}: it is damaged, or another kind of file was renamed"
        )
    if int.from_bytes(data[end + 12 : end + 16], "little") > MAX_DIRECTORY:
        raise ToolkitError(f"{path.name} is refused: it holds far more files than {what} does")
    try:
        return zipfile.ZipFile(BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError):
        raise ToolkitError(f"{path.name} is not {what}: the archive is damaged") from None


def read_part(archive: zipfile.ZipFile, part: str, name: str) -> bytes | None:
    """One unpacked part of the archive, None if it has none; a bomb raises `ToolkitError`.

    `zipfile` never yields more than the size that a part declares, so the declared size is enough
    to judge by.
    """
    try:
        info = archive.getinfo(part)
    except KeyError:
        return None
    if info.flag_bits & 1:
        raise ToolkitError(f"{name} is protected by a password; save it without one")
    expands = info.file_size > RATIO_FROM and info.file_size > MAX_RATIO * info.compress_size
    if expands or info.file_size > MAX_PART:
        raise ToolkitError(
            f"{name} is refused: it unpacks to {info.file_size / 2**20:,.0f} MB, which is more "
            f"than {MAX_PART // 2**20} MB or {MAX_RATIO} times its size"
        )
    try:
        return archive.read(info)
    except Exception:  # zlib, bz2, lzma and zipfile each raise their own
        raise ToolkitError(f"{name} is damaged: its part {part} can't be unpacked") from None


def part_tree(archive: zipfile.ZipFile, part: str, name: str) -> Element:
    """The elements of a part, under names without prefix; an empty one if there is no such part.

    Document types, and with them entities, and tags nested deeper than `MAX_DEPTH` raise
    `ToolkitError`; so does XML that is not well formed.
    """
    data = read_part(archive, part, name)
    if not data:
        return Element("")
    builder, parser = TreeBuilder(), expat.ParserCreate()
    depth = n = 0

    def opened(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth, n
        depth, n = depth + 1, n + 1
        if n > MAX_ELEMENTS:
            raise ToolkitError(f"{name} is refused: it has more than {MAX_ELEMENTS:,} tags")
        if depth > MAX_DEPTH:
            raise ToolkitError(f"{name} is refused: its tags are nested more than {MAX_DEPTH} deep")
        builder.start(_local(tag), {_local(key): value for key, value in attributes.items()})

    def closed(tag: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(_local(tag))

    def doctype(*_) -> None:
        raise ToolkitError(
            f"{name} is refused: it declares a document type, which no Office file does"
        )

    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = opened, closed
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = builder.data, doctype
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        if isinstance(error, ToolkitError):
            raise
        raise ToolkitError(f"{name} is damaged: its text is not well-formed XML") from None
    return builder.close()


def _local(tag: str) -> str:
    return tag.rpartition(":")[2]
