"""A Word document (.docx) -> its paragraphs and headings."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import groupby, pairwise
from pathlib import Path

from ..errors import ToolkitError
from .decoding import clean
from .heads import LONG_LINE
from .marker_places import HEADING_WORDS, ends_a_sentence
from .markup import open_archive, read_part, walk_xml
from .paragraphs import Block, find_headings, is_division, text_blocks, trim
from .wrapping import ITEM, LEAST_WRAPPED, are_wrapped

WHAT = "a Word document"
_HEADING = re.compile(r"(heading [1-9]|title|subtitle)", re.IGNORECASE)
_CONTENTS = re.compile(r"(toc|index|table of figures).{0,20}", re.IGNORECASE)
_SIGNS = {
    "tab": "\t",
    "ptab": "\t",
    "br": "\n",
    "cr": "\n",
    "noBreakHyphen": "\u2011",
    "softHyphen": "\u00ad",
}
# A copy, text that was moved, tables, text that was deleted, the look before a tracked change, and
# how to pronounce what it stands above.
_LEFT_OUT = {"Fallback", "moveFrom", "tbl", "del", "pPrChange", "rPrChange", "rt"}
_GONE = {"del", "moveFrom"}
_OFF = ("0", "false", "off")
_DEEPEST = 20  # styles that are each based on the next


def word_blocks(path: Path, is_marker: Callable[[str], bool]) -> tuple[list[Block], list[str]]:
    """The blocks of a .docx and the notes on what was left out.

    Text is read from the body alone: no headers, footnotes, comments, deleted or hidden text or
    tables of contents. Cells of tables and captions are left out and counted in a note.
    """
    with open_archive(path, WHAT) as archive:
        parts = _part_names(read_part(archive, "[Content_Types].xml", path.name), path.name)
        document = read_part(archive, parts["main"], path.name)
        if document is None:
            raise ToolkitError(f"{path.name} is not {WHAT}: it has no text part")
        styles = _style_names(read_part(archive, parts["styles"], path.name), path.name)
    body = _Body(styles, is_marker)
    walk_xml(document, path.name, body.start, body.end, body.text)
    body.join_up("body")
    whole = [(kind, clean(text)) for kind, text in body.paragraphs]
    blocks: list[Block] = []
    for is_plain, group in groupby(whole, lambda p: p[0] == "body" and not is_marker(p[1])):
        paragraphs = list(group)
        lines = [trim(text) for _, text in paragraphs]
        if is_plain and are_wrapped(lines):
            blocks += text_blocks("\n".join(lines))
            continue
        for kind, text in paragraphs:
            blocks += _paragraph_blocks(kind, text, is_marker)
    left_out = (("tables", body.tables), ("captions", body.captions))
    notes = [f"{path.name}: {what} left out ({n})" for what, n in left_out if n]
    return find_headings(blocks), notes


def _paragraph_blocks(kind: str, text: str, is_marker: Callable[[str], bool]) -> list[Block]:
    """A paragraph's blocks: line ends part what is neither a heading nor an item of a list."""
    if kind == "perhaps":
        kind = "heading" if _may_be_heading(text) else "body"
    elif kind == "quote":  # of one line it is what somebody said, and no heading
        kind = "body" if "\n" in text else "item"
    lines = trim(text).split("\n")
    if any(map(is_marker, lines)) or (kind == "body" and _is_wrapped(lines)):
        return text_blocks(text, is_marker)
    if kind == "body" and "\n" in text:
        parts = _sentences_whole(text)
        if len(parts) > 1:
            return text_blocks(("\n\n" if "\n" in "".join(parts) else "\n").join(parts), is_marker)
    mark = ITEM.match(text) if kind == "body" and not is_division(text) else None
    if mark and not mark[1][0].isdigit():  # a number may be a heading's
        kind, text = "item", text[mark.end() :]
    text = " ".join(text.split()) if kind == "heading" else trim(text)
    return [Block(kind, text)] if text else []


def _is_wrapped(lines: list[str]) -> bool:
    """Whether blank lines part paragraphs, so that a line may end inside a sentence."""
    filled = [trim(line) for line in lines]
    return "" in filled and any(
        line and after and not ends_a_sentence(line) for line, after in pairwise(filled)
    )


def _sentences_whole(text: str) -> list[str]:
    """The lines of a paragraph; where a sentence goes on in lower case, it keeps its line ends.

    All of them are kept where lines are about as long as lines are and most sentences go on.
    """
    *lines, last = text.split("\n")
    ends = sum(map(ends_a_sentence, lines))
    if 2 * ends < len(lines) and all(LEAST_WRAPPED <= len(line) <= LONG_LINE for line in lines):
        return [text]
    lines.append(last)
    parts = lines[:1]
    for before, line in pairwise(lines):
        if not ends_a_sentence(before) and line.lstrip()[:1].islower():
            parts[-1] += f"\n{line}"
        else:
            parts.append(line)
    return parts


def _may_be_heading(text: str) -> bool:
    """Whether a text is short and no statement: what styles based on a heading's are used for."""
    return len(text.split()) <= HEADING_WORDS and not text.rstrip().endswith((".", "\u2026"))


class _Body:
    """What has been read of the body so far: finished paragraphs, and those still open."""

    def __init__(self, styles: dict[str, str], is_marker: Callable[[str], bool]) -> None:
        self.styles, self.is_marker = styles, is_marker
        self.paragraphs: list[tuple[str, str]] = []
        self.tables = self.captions = 0
        # (kind so far, pieces of text) of each, for text boxes nest.
        self._open: list[tuple[list[str], list[str]]] = []
        self._skipping = 0
        self._in_text = False
        self._is_to_be_filled = False  # whether what follows is a form's field with its prompt
        self._in_run = self._in_properties = self._is_hidden = False
        # Whether the mark at the end of the open paragraph was deleted, or all of it is a large
        # first letter of the next.
        self._goes_on = False
        self._before: list[str] = []  # what stood in such paragraphs

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if self._in_properties and not self._skipping and tag in _GONE:
            self._goes_on = True
        if tag == "showingPlcHdr":
            self._is_to_be_filled = True
        is_prompt = tag == "sdtContent" and self._is_to_be_filled
        self._is_to_be_filled &= tag != "sdtContent"
        if self._skipping or is_prompt or tag in _LEFT_OUT:
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
            elif tag == "pPr":
                self._in_properties = True
            elif tag == "vanish" and self._in_run:
                self._is_hidden = attributes.get("val", "1") not in _OFF
            elif tag in _SIGNS and self._in_run and not self._is_hidden:
                pieces.append(_SIGNS[tag])
            elif tag == "pStyle":
                kind[0] = self.styles.get(attributes.get("val", ""), kind[0])
            elif tag == "outlineLvl" and attributes.get("val") != "9":
                kind[0] = "heading"
            elif tag == "framePr" and attributes.get("dropCap", "none") != "none":
                self._goes_on = True
            elif tag == "numPr" and kind[0] == "body":
                kind[0] = "item"

    def end(self, tag: str) -> None:
        if self._skipping:
            self._skipping -= 1
        elif tag == "t":
            self._in_text = False
        elif tag == "r":
            self._in_run = self._is_hidden = False
        elif tag == "pPr":
            self._in_properties = False
        elif tag == "p" and self._open:
            kind, pieces = self._open.pop()
            if self._goes_on:
                self._before += pieces
                self._goes_on = False
            elif kind[0] == "caption" and not self.is_marker("".join(pieces)):
                self.captions += 1
            elif kind[0] != "contents":
                self.join_up("body" if kind[0] == "caption" else kind[0], pieces)

    def join_up(self, kind: str, pieces: Sequence[str] = ()) -> None:
        """End a paragraph: with these pieces, and what went on into it."""
        self.paragraphs.append((kind, "".join([*self._before, *pieces])))
        self._before = []

    def text(self, characters: str) -> None:
        if self._in_text and not self._skipping and not self._is_hidden and self._open:
            self._open[-1][1].append(characters)


def _part_names(data: bytes | None, name: str) -> dict[str, str]:
    """What the parts of text and styles are called, which programs on the web number."""
    parts = {"main": "word/document.xml", "styles": "word/styles.xml"}

    def start(tag: str, attributes: dict[str, str]) -> None:
        kind = attributes.get("ContentType", "")
        what = kind.removesuffix("+xml").rpartition(".")[2]
        if tag == "Override" and what in parts and "word" in kind:
            parts[what] = attributes.get("PartName", "").lstrip("/")

    if data:
        walk_xml(data, name, start, lambda tag: None, lambda characters: None)
    return parts


def _style_names(data: bytes | None, name: str) -> dict[str, str]:
    """Style id -> heading, contents, caption, quote or item, by its name or that it is based on.

    Styles of a text's body are based on headings too: then it is "perhaps" a heading.
    Word in other languages translates ids, not names.
    """
    kinds: dict[str, str] = {}
    based_on: dict[str, str] = {}
    current = ""

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal current
        value = attributes.get("val", "")
        if tag == "style":
            current = attributes.get("styleId", "")
        elif not current:
            return
        elif tag == "numPr":
            kinds.setdefault(current, "item")
        elif tag == "outlineLvl" and value == "9":
            kinds.setdefault(current, "body")
        elif tag == "outlineLvl":
            kinds[current] = kinds.get(current, "heading").replace("item", "heading")
        elif tag == "basedOn":
            based_on[current] = value
        elif tag == "name":
            if _HEADING.fullmatch(value):
                kinds[current] = "heading"
            elif _CONTENTS.fullmatch(value):
                kinds[current] = "contents"
            elif value.casefold() in ("quote", "intense quote"):
                kinds.setdefault(current, "quote")
            elif value.casefold() == "caption":
                kinds[current] = "caption"

    if data:
        walk_xml(data, name, start, lambda tag: None, lambda characters: None)
    found = dict(kinds)
    for style in based_on:
        root = style
        for _ in range(_DEEPEST):
            if root in kinds or root not in based_on:
                break
            root = based_on[root]
        if root in kinds:
            is_inherited = root != style and kinds[root] == "heading"
            found[style] = "perhaps" if is_inherited else kinds[root]
    return found
