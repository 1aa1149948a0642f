"""A PDF document -> its paragraphs, read by a process of its own that can be stopped."""

from __future__ import annotations

import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Set
from pathlib import Path

from ..errors import ToolkitError
from .blocks import Block, trim
from .decoding import clean
from .divided import are_two_words, is_one_word
from .files import checked_file
from .headings import HEADING_WORDS, ends_a_sentence, find_headings
from .marker import marker_lines
from .markup import needs
from .pdf_furniture import without_furniture, without_notes
from .pdf_layout import close_letters, large_lines, parted
from .pdf_worker import Line
from .wrapping import BULLETS, ITEM

MAX_PAGES = 300
MAX_SECONDS = 20  # for all pages; a page takes about 0.02
MAX_MEMORY = 1024 * 2**20  # bytes of address space, where the system can enforce it
SHORT = 0.7  # of the usual width: a heading has less, and the line below it more
ENDS_EARLY = 0.8  # of the usual width: behind such a line the next word would have had room
HEADLINE_WORDS = 30  # in large letters; a heading in others has fewer
WORKER = Path(__file__).with_name("pdf_worker.py")

_NO_HEADING_ENDS = ".!?\u2026:;,-\u2010\u2013\u2014"
_DIVIDED = re.compile(r"(?:^|[^\w-])([A-Za-z]{1,40})[-\u2010\u00ad]$")
_REST = re.compile(r"[a-z]{1,40}(?![\w-])")


def pdf_blocks(path: Path, is_marker: Callable[[str], bool]) -> tuple[list[Block], list[str]]:
    """The blocks of a PDF that holds text, and the notes on what was left out.

    Needs pypdf (extra `[documents]`).

    A PDF knows lines and not paragraphs: a paragraph ends where a line that ends a sentence stops
    well short of the usual width or has more space below it than others, and where the next is set
    in or has larger or smaller letters. Page numbers, lines at the top or bottom that pages share,
    what a browser prints there and footnotes are left out; words divided at a line's end are
    joined.
    """
    with needs("pypdf", "documents", "read a PDF"):
        import pypdf  # noqa: F401  the process that reads needs it; better to miss it here

    checked_file(path)
    pages = [
        [line._replace(text=close_letters(trim(clean(line.text)))) for line in page]
        for page in _pages(path)
    ]
    pages, n_notes = without_notes(without_furniture(pages))
    lines = parted(pages)
    texts = [line.text for line in lines]
    blocks = find_headings(paragraphs_of_lines(texts, is_marker, large_lines(lines)))
    if not blocks:
        raise ToolkitError(
            f"{path.name} holds no text, only pictures of it; it needs text recognition (OCR) first"
        )
    return blocks, [f"{path.name}: footnotes left out ({n_notes})"] if n_notes else []


def _pages(path: Path) -> list[list[Line]]:
    with tempfile.TemporaryFile() as out:
        command = [
            sys.executable,
            "-P",
            str(WORKER),
            str(path.resolve()),
            str(MAX_PAGES),
            str(MAX_MEMORY),
        ]
        try:
            subprocess.run(
                command, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.DEVNULL,
                timeout=MAX_SECONDS, check=False, env={**os.environ, "PYTHONIOENCODING": "utf-8"},
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            raise ToolkitError(
                f"{path.name} is refused: reading it takes more than {MAX_SECONDS} seconds"
            ) from None
        out.seek(0)
        answer = out.read()
    try:
        answer = json.loads(answer)
    except ValueError:
        answer = {"error": "is refused: reading it takes too much memory, or it is damaged"}
    if "error" in answer:
        raise ToolkitError(f"{path.name} {answer['error']}")
    return [[Line(*line) for line in page] for page in answer["pages"]]


def paragraphs_of_lines(
    lines: list[str], is_marker: Callable[[str], bool], large: Set[int] = frozenset()
) -> list[Block]:
    """Lines of a page -> paragraphs, by blank lines, lines that end early, bullets and headings.

    Lines of `large` letters are a heading, unless they end a sentence.

    >>> from toolkit.reading.marker import never
    >>> lines = ["The port was closed on Mon-", "day.", "It may open soon, they say,", "or so."]
    >>> [block.text for block in paragraphs_of_lines(lines, never)]
    ['The port was closed on Monday.', 'It may open soon, they say,\\nor so.']
    """
    widths = [len(line) for line in lines if line]
    full = statistics.quantiles(widths, n=10)[7] if len(widths) > 1 else 1
    marks = marker_lines(lines, is_marker, wrapped=True)
    blocks: list[Block] = []
    held: list[str] = []
    kind = "body"

    def end() -> None:
        nonlocal held, kind
        if held:
            blocks.append(Block(kind, (" " if kind == "heading" else "\n").join(held)))
        held, kind = [], "body"

    for i, line in enumerate(lines):
        below, after = [*lines[i + 1 : i + 3], "", ""][:2]
        item = ITEM.match(line)
        if i in marks:
            end()
            blocks += [Block("marker", marks[i])] if marks[i] else []
        elif not line:
            end()
        elif (not held or ends_a_sentence(held[-1])) and _is_heading(line, below or after, full):
            end()
            blocks.append(Block("body", line))  # `find_headings` calls it a heading
        else:
            if item and item[1] in BULLETS:
                end()
                held, kind = [line[item.end() :]], "item"
            elif held and _divides_a_word(held[-1], line):
                held[-1] = held[-1][:-1] + line
            else:
                held.append(line)
            if i in large:
                kind = "heading" if not below and _may_be_headline(" ".join(held)) else kind
            elif ends_a_sentence(line) and len(line) < ENDS_EARLY * full:
                end()
    end()
    return blocks


def _may_be_headline(text: str) -> bool:
    """Whether a text is short, and no statement."""
    return len(text.split()) <= HEADLINE_WORDS and not text.endswith((".", "\u2026"))


def _divides_a_word(held: str, line: str) -> bool:
    """Whether a word goes on in the line without the hyphen before it, as unknown words do."""
    if not held.endswith(("-", "\u2010", "\u00ad")) or not line[0].islower():
        return False
    first, rest = _DIVIDED.search(held[-50:]), _REST.match(line)
    if held[-1] == "\u00ad" or not first or not rest:
        return held[-1] == "\u00ad"
    parts = first[1], rest[0]
    return is_one_word(*parts) or not are_two_words(*parts)


def _is_heading(line: str, after: str, full: float) -> bool:
    """Whether a line at the start of a paragraph stops short of the width and ends no sentence."""
    if len(line) > SHORT * full or len(line.split()) > HEADING_WORDS or not line[0].isalnum():
        return False
    ends = line.rstrip("\"'\u2019\u201d)").endswith(tuple(_NO_HEADING_ENDS))
    return not ends and not line[0].islower() and after[:1].isupper() and len(after) > SHORT * full
