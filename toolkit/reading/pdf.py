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
from .files import checked_file
from .markup import needs
from .paragraphs import Block, find_headings, trim

MAX_PAGES = 300
MAX_SECONDS = 20  # for all pages; a page takes about 0.02
MAX_MEMORY = 1024 * 2**20  # bytes of address space, where the system can enforce it
WORKER = Path(__file__).with_name("pdf_worker.py")

_LAST = re.compile(r"[.!?\u2026:][\"'\u2019\u201d)\]]{0,3}$")
_HYPHEN = re.compile(r"(?<=[a-z])[-\u2010\u00ad]$")


def pdf_blocks(path: Path, is_marker: Callable[[str], bool]) -> list[Block]:
    """The blocks of a PDF that holds text. Needs pypdf (extra `[documents]`).

    A PDF knows lines and not paragraphs: a paragraph ends at a blank line, or where a line that
    ends a sentence stops well short of the usual width. Page numbers and lines repeated at the top
    or bottom of most pages are left out; words divided at a line's end are joined.
    """
    with needs("pypdf", "documents", "read a PDF"):
        import pypdf  # noqa: F401  the process that reads needs it; better to miss it here

    checked_file(path)
    pages = [clean(page)[0].split("\n") for page in _pages(path)]
    lines = [trim(line) for page in _without_running_titles(pages) for line in page]
    blocks = find_headings(paragraphs_of_lines(lines, is_marker))
    if not blocks:
        raise ToolkitError(
            f"{path.name} holds no text, only pictures of it; it needs text recognition (OCR) first"
        )
    return blocks


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
    pages = [
        [line for line in page if not re.fullmatch(r"\s{0,99}(page )?\d{1,4}\s{0,99}", line, re.I)]
        for page in pages
    ]
    if len(pages) < 3:
        return pages
    edges = Counter(
        edge for page in pages for edge in {_bare(line) for line in page[:1] + page[-1:]}
    )
    common = {edge for edge, n in edges.items() if edge and n > len(pages) / 2}
    for page in pages:
        for at in (0, -1):
            if page and _bare(page[at]) in common:
                del page[at]
    return pages


def _bare(line: str) -> str:
    return re.sub(r"\d+", "0", line.strip())


def paragraphs_of_lines(lines: list[str], is_marker: Callable[[str], bool]) -> list[Block]:
    """Lines of a page -> paragraphs, by blank lines and by lines that end early.

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
    blocks: list[Block] = []
    held = ""
    for line in lines:
        marker = is_marker(line)
        if held and (marker or not line):
            blocks.append(Block("body", held))
            held = ""
        if marker:
            blocks.append(Block("marker", line))
        elif line:
            held = (
                _HYPHEN.sub("", held) + line
                if _HYPHEN.search(held[-2:]) and line[0].islower()
                else f"{held}\n{line}".strip()
            )
            if _LAST.search(line[-5:]) and len(line) < 0.8 * full:
                blocks.append(Block("body", held))
                held = ""
    return [*blocks, Block("body", held)] if held else blocks
