"""One file -> its blocks of text, by the kind of file that its name says it is."""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Callable
from pathlib import Path

from ..characters import as_meant, is_marked_up
from ..endings import PAGE_ENDINGS, TABLE_ENDINGS, UNREADABLE
from ..errors import ToolkitError
from ..text import REPLACEMENT
from .blocks import Document
from .decoding import clean, decode
from .files import checked_file, read_bytes
from .headings import find_headings
from .markdown import plain_markdown
from .markdown_asides import without_captions, without_tables
from .pages.lines import without_page_lines
from .paragraphs import text_blocks
from .pdf import pdf_blocks
from .web import page_blocks
from .word import word_blocks

_BLOCKS_OF = {".docx": word_blocks, ".pdf": pdf_blocks}
_LOOKED_AT = 2000  # characters at the beginning of a text
_FORMATS = {
    re.compile(
        r"[\s\ufeff]{0,99}(?:<\?xml[^>]{0,200}>\s{0,99})?<(?:!doctype\s{1,9})?html\b[^<>]{0,500}>"
        r"\s{0,99}(?:<|\Z)",  # a text about tags goes on with words
        re.I,
    ): ("a web page with its tags; save it as .html"),
    re.compile(r"[\s\ufeff]{0,99}\{\\rtf"): (
        "a Rich Text document with its signs; save it as .docx or .txt"
    ),
    re.compile(
        r"(?:[\w-]{1,40}: [^\n]{1,300}\n){0,9}MIME-Version: \d\.\d\s{0,9}(?:\(|[\r\n]|\Z)", re.I
    ): ("an e-mail or a web archive with its headers; save its text as .txt"),
}


def ending(path: Path) -> str:
    """The ending that tells the kind of file, `.gz` aside and in lower case."""
    path = path.with_suffix("") if path.suffix.lower() == ".gz" else path
    return path.suffix.lower()


def holds_many(path: Path) -> bool:
    """Whether it is a folder, a pattern or a table's file, so that `read_stories` reads it."""
    is_pattern = glob.has_magic(str(path)) and not os.path.exists(path)
    return os.path.isdir(path) or ending(path) in TABLE_ENDINGS or is_pattern


def read_document(path: Path, is_marker: Callable[[str], bool]) -> Document:
    """The blocks of one file; `ToolkitError` if it is missing, too large or damaged."""
    checked_file(path)
    kind = ending(path)
    if kind in TABLE_ENDINGS:
        raise ToolkitError(f"{path.name} is a table; read it with read_stories({str(path)!r})")
    if kind in UNREADABLE:
        raise ToolkitError(f"{path.name} can't be read: it is {UNREADABLE[kind]}")
    if kind in _BLOCKS_OF:
        blocks, notes = _BLOCKS_OF[kind](path, is_marker)
        blocks, more = without_page_lines(blocks, path.name)
        return Document(blocks, kind[1:], [*notes, *more])
    data = read_bytes(path)
    if kind in PAGE_ENDINGS:
        blocks, comments, page = page_blocks(data, path.name, is_marker)
        return Document(
            find_headings(blocks), page.encoding, page.notes, comments, list(page.left_out)
        )
    decoded = decode(data, path.name)
    refuse_formats(decoded.text, path.name)
    text, notes = decoded.text, decoded.notes
    if kind in (".md", ".markdown"):
        for what, without in (("tables", without_tables), ("captions", without_captions)):
            text, n = without(text)
            notes = [*notes, f"{path.name}: {what} left out ({n})"] if n else notes
        text = plain_markdown(text)  # what is left of tags stands in code
        blocks, more = without_page_lines(text_blocks(text, is_marker), path.name)
        return Document(blocks, decoded.encoding, [*notes, *more])
    notes = [*notes, *_tags_in(text, path.name)]
    return Document(text_blocks(as_meant(text), is_marker), decoded.encoding, notes)


def text_document(text: str, is_marker: Callable[[str], bool], name: str) -> Document:
    """The blocks of a text given as a string."""
    refuse_formats(text, name)
    cleaned = clean(text)
    n = cleaned.count(REPLACEMENT) - text.count(REPLACEMENT)
    characters = "1 character that stands" if n == 1 else f"{n:,} characters that stand"
    notes = [f"{name} has {characters} for nothing, shown as {REPLACEMENT}"] if n else []
    return Document(
        text_blocks(as_meant(cleaned), is_marker), "str", [*notes, *_tags_in(text, name)]
    )


def refuse_formats(text: str, name: str) -> None:
    """Raise `ToolkitError` if a text is the source of a page, a Rich Text document or an e-mail."""
    for begins, what in _FORMATS.items():
        if begins.match(text[:_LOOKED_AT]):
            raise ToolkitError(f"{name} is {what}")


def _tags_in(text: str, name: str) -> list[str]:
    """A note on a text that is marked up as a piece of a web page is."""
    note = f"{name} has HTML tags, which are read as text: save it as .html"
    return [note] * is_marked_up(text)
