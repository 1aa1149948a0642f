"""One file -> its blocks of text, by the kind of file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from .decoding import clean, decode
from .files import read_bytes
from .paragraphs import Block, text_blocks


@dataclass(frozen=True)
class Document:
    """The text of one file: its blocks in order, and what the reader should know of it."""

    blocks: list[Block]
    encoding: str
    notes: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)


def read_document(path: Path, is_marker: Callable[[str], bool]) -> Document:
    """The blocks of one file."""
    decoded = decode(read_bytes(path), path.name)
    return Document(text_blocks(decoded.text, is_marker), decoded.encoding, decoded.notes)


def text_document(text: str, is_marker: Callable[[str], bool], name: str) -> Document:
    """The blocks of a text given as a string."""
    text, n = clean(text)
    notes = [f"{name} has {n:,} characters that stand for nothing, shown as \ufffd"] if n else []
    return Document(text_blocks(text, is_marker), "text", notes)
