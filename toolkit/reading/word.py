"""A Word document (.docx) -> its paragraphs and headings."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from ..errors import ToolkitError
from .decoding import clean
from .markup import open_archive, read_part, walk_xml
from .paragraphs import Block, find_headings, text_blocks, trim

WHAT = "a Word document"
_HEADING = re.compile(r"(heading [1-9]|title|subtitle)", re.IGNORECASE)
_CONTENTS = re.compile(r"(toc|index|table of figures).{0,20}", re.IGNORECASE)
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_LEFT_OUT = {
    "Fallback",
    "moveFrom",
    "tbl",
    "del",
}  # a copy, text that was moved, tables, text that was deleted


def word_blocks(path: Path, is_marker: Callable[[str], bool]) -> tuple[list[Block], list[str]]:
    """The blocks of a .docx and the notes on what was left out.

    Text is read from the body alone: no headers, footnotes, comments, deleted text or tables of
    contents. Cells of tables are left out and counted in a note.
    """
    with open_archive(path, WHAT) as archive:
        document = read_part(archive, "word/document.xml", path.name)
        if document is None:
            raise ToolkitError(f"{path.name} is not {WHAT}: it has no text part")
        styles = _style_names(read_part(archive, "word/styles.xml", path.name), path.name)
    body = _Body(styles)
    walk_xml(document, path.name, body.start, body.end, body.text)
    blocks = []
    for kind, text in body.paragraphs:
        text = clean(text)[0]
        if "\n" in text or is_marker(text):
            blocks.extend(text_blocks(text, is_marker))
        elif trim(text):
            blocks.append(Block(kind, trim(text)))
    notes = [f"{path.name}: tables left out ({body.tables})"] if body.tables else []
    return find_headings(blocks), notes


class _Body:
    """What has been read of the body so far: finished paragraphs, and those still open."""

    def __init__(self, styles: dict[str, str]) -> None:
        self.styles = styles
        self.paragraphs: list[tuple[str, str]] = []
        self.tables = 0
        self._open: list[
            tuple[list[str], list[str]]
        ] = []  # (kind so far, pieces of text); text boxes nest
        self._skipping = 0
        self._in_text = False
        self._in_run = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if self._skipping or tag in _LEFT_OUT:
            self.tables += tag == "tbl" and not self._skipping
            self._skipping += 1
        elif tag == "p":
            self._open.append((["body"], []))
        elif self._open:
            kind, pieces = self._open[-1]
            if tag == "t":
                self._in_text = True
            elif tag == "r":
                self._in_run = True
            elif tag in _SIGNS and self._in_run:
                pieces.append(_SIGNS[tag])
            elif tag == "pStyle":
                kind[0] = self.styles.get(attributes.get("val", ""), kind[0])
            elif tag == "outlineLvl" and attributes.get("val") != "9":
                kind[0] = "heading"
            elif tag == "numPr" and kind[0] == "body":
                kind[0] = "item"

    def end(self, tag: str) -> None:
        if self._skipping:
            self._skipping -= 1
        elif tag == "t":
            self._in_text = False
        elif tag == "r":
            self._in_run = False
        elif tag == "p" and self._open:
            kind, pieces = self._open.pop()
            if kind[0] != "contents":
                self.paragraphs.append((kind[0], "".join(pieces)))

    def text(self, characters: str) -> None:
        if self._in_text and not self._skipping and self._open:
            self._open[-1][1].append(characters)


def _style_names(data: bytes | None, name: str) -> dict[str, str]:
    """Style id -> heading, contents or item. Word in other languages translates ids, not names."""
    kinds: dict[str, str] = {}
    current = ""

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal current
        if tag == "style":
            current = attributes.get("styleId", "")
        elif tag == "numPr" and current:
            kinds.setdefault(current, "item")
        elif tag == "name" and current:
            style = attributes.get("val", "")
            if _HEADING.fullmatch(style):
                kinds[current] = "heading"
            elif _CONTENTS.fullmatch(style):
                kinds[current] = "contents"

    if data:
        walk_xml(data, name, start, lambda tag: None, lambda characters: None)
    return kinds
