"""A Word document (.docx) -> its paragraphs and headings."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import groupby, pairwise
from pathlib import Path
from xml.etree.ElementTree import Element

from ..errors import ToolkitError
from .blocks import Block, is_division, trim
from .decoding import clean
from .headings import HEADING_WORDS, LONG_LINE, ends_a_sentence, find_headings
from .markup import open_archive, part_tree
from .paragraphs import text_blocks
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
# A copy, text that was moved, tables, text that was deleted, and how to pronounce what it is above.
_LEFT_OUT = {"Fallback", "moveFrom", "tbl", "del", "rt"}
_NAMES = {"quote": "quote", "intense quote": "quote", "caption": "caption"}
_NO_LEVEL = "9"  # of an outline: that of the text
_OFF = ("0", "false", "off")
_DEEPEST = 20  # styles that are each based on the next


def word_blocks(path: Path, is_marker: Callable[[str], bool]) -> tuple[list[Block], list[str]]:
    """The blocks of a .docx and the notes on what was left out.

    Text is read from the body alone: no headers, footnotes, comments, deleted or hidden text or
    tables of contents. Cells of tables and captions are left out and counted in a note.
    """
    with open_archive(path, WHAT) as archive:
        types = part_tree(archive, "[Content_Types].xml", path.name)
        main = _part_name(types, "main", "word/document.xml")
        document = part_tree(archive, main, path.name)
        if not len(document):
            raise ToolkitError(f"{path.name} is not {WHAT}: it has no text part")
        styles = part_tree(archive, _part_name(types, "styles", "word/styles.xml"), path.name)
    body = _Body(_style_kinds(styles), is_marker)
    body.read(document, [])
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
    if any(map(is_marker, lines)) or (kind == "body" and "" in map(trim, lines)):
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
    """What has been read of the body so far."""

    def __init__(self, styles: dict[str, str], is_marker: Callable[[str], bool]) -> None:
        self.styles, self.is_marker = styles, is_marker
        self.paragraphs: list[tuple[str, str]] = []  # kind and text
        self.tables = self.captions = 0
        self._before: list[str] = []  # of paragraphs that go on in the next

    def read(self, element: Element, pieces: list[str]) -> None:
        """Read the paragraphs in an element, and into `pieces` what else is text in it."""
        is_prompt = element.find("sdtPr/showingPlcHdr") is not None  # of a form's empty field
        for part in element:
            if part.tag in _LEFT_OUT or (is_prompt and part.tag == "sdtContent"):
                self.tables += part.tag == "tbl"
            elif part.tag == "p":
                self._read_paragraph(part)
            elif part.tag == "t":
                pieces.append(part.text or "")
            elif element.tag == "r" and part.tag in _SIGNS:
                pieces.append(_SIGNS[part.tag])
            elif not _is_hidden(part):
                self.read(part, pieces)

    def _read_paragraph(self, paragraph: Element) -> None:
        pieces: list[str] = []
        self.read(paragraph, pieces)
        kind = self._kind(paragraph)
        if _goes_on(paragraph):
            self._before += pieces
        elif kind == "caption" and not self.is_marker("".join(pieces)):
            self.captions += 1
        elif kind != "contents":
            self.join_up("body" if kind == "caption" else kind, pieces)

    def _kind(self, paragraph: Element) -> str:
        kind = "body"
        for one in paragraph.iterfind("pPr/*"):
            if one.tag == "pStyle":
                kind = self.styles.get(_value(one), kind)
            elif one.tag == "outlineLvl" and _value(one) != _NO_LEVEL:
                kind = "heading"
            elif one.tag == "numPr" and kind == "body":
                kind = "item"
        return kind

    def join_up(self, kind: str, pieces: Sequence[str] = ()) -> None:
        """End a paragraph: with these pieces, and what went on into it."""
        self.paragraphs.append((kind, "".join([*self._before, *pieces])))
        self._before = []


def _value(element: Element | None) -> str:
    return "" if element is None else element.get("val", "")


def _is_hidden(element: Element) -> bool:
    mark = element.find("rPr/vanish") if element.tag == "r" else None
    return mark is not None and _value(mark) not in _OFF


def _goes_on(paragraph: Element) -> bool:
    """Whether its end was deleted, or all of it is a large first letter of the next."""
    is_letter = paragraph.find("pPr/framePr[@dropCap]")
    if is_letter is not None and is_letter.get("dropCap") != "none":
        return True
    return any(paragraph.find(f"pPr/rPr/{gone}") is not None for gone in ("del", "moveFrom"))


def _part_name(types: Element, what: str, usual: str) -> str:
    """What the part of this type is called: programs on the web number them."""
    for part in types.iter("Override"):
        kind = part.get("ContentType", "")
        if "word" in kind and kind.endswith(f".{what}+xml"):
            return part.get("PartName", "").lstrip("/")
    return usual


def _style_kinds(styles: Element) -> dict[str, str]:
    """Style id -> heading, contents, caption, quote or item, by its name or that it is based on.

    Styles of a text's body are based on headings too: then it is "perhaps" a heading.
    Word in other languages translates ids, not names.
    """
    kinds: dict[str, str] = {}
    based_on: dict[str, str] = {}
    for style in styles.iter("style"):
        name = style.get("styleId", "")
        if kind := _kind_of_style(style):
            kinds[name] = kind
        if (base := style.find("basedOn")) is not None:
            based_on[name] = _value(base)
    found = dict(kinds)
    for style in based_on:
        root = style
        for _ in range(_DEEPEST):
            root = root if root in kinds else based_on.get(root, root)
        if kind := kinds.get(root):
            found[style] = "perhaps" if kind == "heading" and root != style else kind
    return found


def _kind_of_style(style: Element) -> str:
    """The kind that a style itself tells, "" if it tells none."""
    name = _value(style.find("name")).casefold()
    level = style.find("pPr/outlineLvl")
    if _HEADING.fullmatch(name):
        return "heading"
    if _CONTENTS.fullmatch(name):
        return "contents"
    if name in _NAMES:
        return _NAMES[name]
    if level is not None and _value(level) != _NO_LEVEL:
        return "heading"
    if style.find("pPr/numPr") is not None:
        return "item"
    return "body" if level is not None else ""
