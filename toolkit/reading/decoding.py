"""Bytes -> text: which encoding, and what could not be read."""

from __future__ import annotations

import re
from typing import NamedTuple

from ..characters import ungarbled
from ..display import many
from ..errors import ToolkitError
from ..text import REPLACEMENT

SAMPLE = 4096  # bytes looked at to tell an encoding, and binary files from text
CONTROL_SHARE = 0.1  # more control characters than this in the sample: not a text

_MARKS = (  # byte-order marks; UTF-32 first, because its mark begins with UTF-16's
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_MAGIC = (
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"%PDF-", "a PDF document (name it .pdf)"),
    (b"PK\x03\x04", "a zip archive (a Word document should end in .docx, a spreadsheet in .xlsx)"),
    (b"\xd0\xcf\x11\xe0", "an old Office file (save it as .docx, .xlsx or .txt)"),
    (b"\x1f\x8b", "a gzip archive (its name should end in .gz)"),
    (b"PAR1", "a Parquet table (its name should end in .parquet)"),
    (b"{\\rtf", "a Rich Text document (save it as .docx or .txt)"),
    (b"SQLite format 3", "a database"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\x0c\x1b\x00"))
_BAD = re.compile("[\x00\ud800-\udfff]")


class Decoded(NamedTuple):
    """A text, the encoding it was read in, and what the reader should know about that."""

    text: str
    encoding: str
    notes: list[str]
    left_out: tuple[str, ...] = ()  # of a page, beside its paragraphs


def decode(data: bytes, name: str) -> Decoded:
    """The text in `data`; `name` is what messages call it.

    A byte-order mark decides; then UTF-16 without one, by its zero bytes; then UTF-8; and
    Windows-1252 for the rest. UTF-8 that had been taken for that before is set right. Zero bytes,
    lone surrogates and bytes that stand for no character become U+FFFD. Notes say both. Pictures,
    archives and the like raise `ToolkitError`.
    """
    refuse_binary(data, name)
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _cleaned(data[len(mark) :].decode(encoding, "replace"), encoding, name)
    encoding = _utf16_without_mark(data[:SAMPLE])
    if encoding:
        return _cleaned(data.decode(encoding, "replace"), encoding, name)
    _refuse_controls(data[:SAMPLE], name)
    try:
        return _cleaned(data.decode("utf-8"), "utf-8", name)
    except UnicodeDecodeError:
        return _eight_bit(data, name)


def clean(text: str) -> str:
    """The text with NULs and lone surrogates as U+FFFD.

    >>> clean("one\\x00two")
    'one\ufffdtwo'
    """
    return _BAD.sub(REPLACEMENT, text)


def refuse_binary(data: bytes, name: str) -> None:
    """Raise `ToolkitError` if the first bytes are those of a picture, an archive or the like."""
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise ToolkitError(f"{name} is not a text but {what}")


def _refuse_controls(sample: bytes, name: str) -> None:
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if controls > CONTROL_SHARE * len(sample):
        raise ToolkitError(
            f"{name} is not a text: too many of its bytes stand for no letter; save it as .txt"
        )


def _utf16_without_mark(sample: bytes) -> str | None:
    """UTF-16 puts a zero in every second byte of English text; nothing else does."""
    half = len(sample) // 2
    if half < 2:
        return None
    even, odd = sample[0::2].count(0) / half, sample[1::2].count(0) / half
    if odd > 0.4 and even < 0.1:
        return "utf-16-le"
    return "utf-16-be" if even > 0.4 and odd < 0.1 else None


def _eight_bit(data: bytes, name: str) -> Decoded:
    """UTF-8 with a few broken bytes if most of it is UTF-8, else Windows-1252."""
    text = data.decode("utf-8", "replace")
    broken = text.count(REPLACEMENT)
    whole = sum(map(text.count, set(text) - {REPLACEMENT} - set(map(chr, range(128)))))
    if whole > broken:
        return _cleaned(text, "utf-8", name)
    text = data.decode("cp1252", "replace")
    note = f"{name} is not UTF-8 and was read as Windows-1252: look at a few accents and quotes"
    decoded = _cleaned(text, "windows-1252", name)
    return decoded._replace(notes=[note, *decoded.notes])


def _cleaned(text: str, encoding: str, name: str) -> Decoded:
    given = clean(text)
    text = ungarbled(given)
    characters = many(n := text.count(REPLACEMENT), "unreadable character")
    notes = [f"{name} has {characters}, shown as {REPLACEMENT}"] if n else []
    if text != given:
        notes.append(f"{name} has garbled characters, such as â€™ for ’, which were set right")
    return Decoded(text, encoding, notes)
