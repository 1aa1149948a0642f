"""A PDF document -> its paragraphs, read by a process of its own that can be stopped."""

from __future__ import annotations

import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from ..errors import ToolkitError
from .decoding import clean
from .divided import are_two_words, is_one_word
from .files import checked_file
from .marker_places import HEADING_WORDS, marker_lines
from .markup import needs
from .paragraphs import Block, find_headings, trim
from .pdf_worker import GAP

MAX_PAGES = 300
MAX_SECONDS = 20  # for all pages; a page takes about 0.02
MAX_MEMORY = 1024 * 2**20  # bytes of address space, where the system can enforce it
SHORT = 0.7  # of the usual width: a heading has less, and the line below it more
EDGE = 2  # lines at the top and the bottom of a page among which its number stands
WORKER = Path(__file__).with_name("pdf_worker.py")

_NO_HEADING_ENDS = ".!?\u2026:;,-\u2010\u2013\u2014"
_NUMBER = re.compile(r"(page )?\d{1,4}( ?(of|/) ?\d{1,4})?", re.IGNORECASE)
_LAST = re.compile(r"[.!?\u2026:][\"'\u2019\u201d)\]]{0,3}$")
_DIVIDED = re.compile(r"(?:^|[^\w-])([A-Za-z]{1,40})[-\u2010\u00ad]$")
_REST = re.compile(r"[a-z]{1,40}(?![\w-])")


def pdf_blocks(path: Path, is_marker: Callable[[str], bool]) -> list[Block]:
    """The blocks of a PDF that holds text. Needs pypdf (extra `[documents]`).

    A PDF knows lines and not paragraphs: a paragraph ends at a blank line, or where a line that
    ends a sentence stops well short of the usual width, or has more space below it than others.
    Page numbers and lines repeated at the top or bottom of most pages are left out; words divided
    at a line's end are joined.
    """
    with needs("pypdf", "documents", "read a PDF"):
        import pypdf  # noqa: F401  the process that reads needs it; better to miss it here

    checked_file(path)
    pages = [clean(page).split("\n") for page in _pages(path)]
    lines = [line for page in _without_running_titles(pages) for line in _with_blanks(page)]
    blocks = find_headings(paragraphs_of_lines(lines, is_marker))
    if not blocks:
        raise ToolkitError(
            f"{path.name} holds no text, only pictures of it; it needs text recognition (OCR) first"
        )
    return blocks


def _with_blanks(page: list[str]) -> list[str]:
    """The page's lines, a blank one after each that ends a sentence with a gap below it."""
    lines: list[str] = []
    for i, marked in enumerate(page):
        line = trim(marked)
        lines.append(line)
        if marked.endswith(GAP) and i + 1 < len(page) and _LAST.search(line[-5:]):
            lines.append("")
    return lines


def _pages(path: Path) -> list[str]:
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
    return answer["pages"]


def _without_running_titles(pages: list[list[str]]) -> list[list[str]]:
    """Drop page numbers, and first and last lines that most pages share (digits aside)."""
    pages = [_without_numbers(page) for page in pages]
    if len(pages) < 2:
        return pages
    edges = Counter(
        edge for page in pages for edge in {_bare(line) for line in page[:1] + page[-1:]}
    )
    common = {edge for edge, n in edges.items() if edge and n > len(pages) / 2}
    if len(pages) == 2 and all(pages):  # a line that ends one and begins the other is text
        common &= {_bare(pages[0][at]) for at in (0, -1) if _is_at_both(pages, at)}
    kept = [list(page) for page in pages]
    for page in kept:
        for at in (0, -1):
            if page and _bare(page[at]) in common:
                del page[at]
    return kept if any(line.strip() for page in kept for line in page) else pages


def _is_at_both(pages: list[list[str]], at: int) -> bool:
    return _bare(pages[0][at]) == _bare(pages[1][at])


def _without_numbers(page: list[str]) -> list[str]:
    """The page's lines without numbers at its top and bottom; inside, a number is a figure."""
    filled = [i for i, line in enumerate(page) if line.strip()]
    numbers = {i for i in filled[:EDGE] + filled[-EDGE:] if _NUMBER.fullmatch(page[i].strip())}
    return [line for i, line in enumerate(page) if i not in numbers]


def _bare(line: str) -> str:
    return re.sub(r"\d+", "0", line.strip())


def paragraphs_of_lines(lines: list[str], is_marker: Callable[[str], bool]) -> list[Block]:
    """Lines of a page -> paragraphs, by blank lines, lines that end early, and headings.

    >>> from toolkit.reading.paragraphs import never
    >>> lines = ["The port was closed on Mon-", "day.", "It may open soon, they say,", "or so."]
    >>> [block.text for block in paragraphs_of_lines(lines, never)]
    ['The port was closed on Monday.', 'It may open soon, they say,\\nor so.']
    """
    full = (
        statistics.quantiles([len(line) for line in lines if line] or [1, 1], n=10)[7]
        if len(lines) > 1
        else 1
    )
    marks = marker_lines(lines, is_marker, wrapped=True)
    blocks: list[Block] = []
    held = ""
    for i, line in enumerate(lines):
        if held and (i in marks or not line):
            blocks.append(Block("body", held))
            held = ""
        if i in marks:
            blocks += [Block("marker", marks[i])] if marks[i] else []
        elif line:
            after = lines[i + 1] if i + 1 < len(lines) else ""
            ended = not held or _LAST.search(held[-5:])
            if ended and _is_heading(line, after, full):  # `find_headings` calls it one
                blocks += [Block("body", text) for text in (held, line) if text]
                held = ""
                continue
            held = held[:-1] + line if _divides_a_word(held, line) else f"{held}\n{line}".strip()
            if _LAST.search(line[-5:]) and len(line) < 0.8 * full:
                blocks.append(Block("body", held))
                held = ""
    return [*blocks, Block("body", held)] if held else blocks


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
