"""Running text -> paragraphs and headings."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from .divided import without_divisions
from .heads import is_head
from .marker_places import looks_like_heading, marker_lines, never
from .wrapping import (
    BULLETS,
    ITEM,
    at_the_margin,
    indented_parts,
    single_spaced,
    unwrapped_lines,
    wrapped_lines,
    wrapped_parts,
)

HEADING_RUN = 3  # kicker, headline, byline: so many in a row, at most

BLANK = " \t\n\x1c\x1d\x1e\x1f\u00a0\u2028\u2029\u202f\u205f\u2060\u3000\ufeff" + "".join(
    map(chr, range(0x2000, 0x200E))
)
_LINE_ENDS = ("\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029")  # beside \n
_HASHES = re.compile(r"(#{1,6})[ \t]+(\S.*)")
_CLOSING_HASHES = re.compile(r"[ \t]#+$")
# A line of nothing but signs, or the "-30-" at the end of copy.
_RULE = re.compile(r"[-*_=~#\u2014\u2022 \t]{3,}|[-\u2013\u2014] ?30 ?[-\u2013\u2014]")
QUOTE = re.compile(r"(?:>[ \t]?){1,9}(?=[*_]{0,3}[\"'\u2018\u201c]?[^\W\d_])")
_QUOTED = re.compile(r"(?:>[ \t]?){1,9}")


class Block(NamedTuple):
    """A paragraph on its way into the table; kind: body, heading, item (of a list), marker."""

    kind: str
    text: str

    @property
    def table_kind(self) -> str:
        """Its kind in the table: "heading", or "body" for anything else."""
        return "heading" if self.kind == "heading" else "body"


def is_division(text: str) -> bool:
    """Whether a line has nothing but signs that divide, such as "* * *", or the "-30-" of copy."""
    return _RULE.fullmatch(trim(text)) is not None


def trim(text: str) -> str:
    """The text without white space, zero-width characters or byte-order marks at its ends."""
    return text.strip(BLANK)


def text_blocks(text: str, is_marker: Callable[[str], bool] = never) -> list[Block]:
    """Paragraphs, headings, list items and marker lines of a running text, in order.

    If any line between the first and the last words is blank, blank lines part paragraphs and
    single line ends are wraps, which stay in the text as `\\n`, unless the next line is indented
    and opens a paragraph; if none is, or between two marker lines none is and lines are long, or
    wide and all end sentences, every line is a paragraph, but not where most lines between two
    marker lines go on in lower case: there one ends where a next word would have had room on its
    line. The lines of a head stand alone. Marker lines, Markdown headings (`#`) and the items of a
    list always stand alone; a line of nothing but dashes or asterisks is a division and not a
    paragraph. The `>` of quoted lines is left out, and a quote of one line is no heading. Words
    inside a wrapped sentence are none of the known markers.

    >>> text_blocks("# Port\\nIt has\\nbeen closed.\\n\\nIt may open soon.")
    [Block(kind='heading', text='Port'), Block(kind='body', text='It has\\nbeen closed.'), \
Block(kind='body', text='It may open soon.')]
    """
    text = trim(text)
    for end in _LINE_ENDS:
        text = text.replace(end, "\n")
    lines = single_spaced(unquoted(text.split("\n")))
    quotes = lone_quotes(lines)
    for i in quotes:
        lines[i] = QUOTE.sub("", trim(lines[i]), count=1)
    trimmed = [trim(line) for line in lines]
    wrapped = "" in trimmed
    marks = marker_lines(trimmed, is_marker, wrapped)
    others: set[int] = set()  # lines that are read the other way
    if marks or not wrapped:
        others = (unwrapped_lines if wrapped else wrapped_lines)(trimmed, marks)
    lines = at_the_margin(lines, {i for i, words in enumerate(trimmed) if words} - {*marks})
    blocks: list[Block] = []
    held: list[str] = []
    wraps = wrapped
    item = None  # the mark of the item that was read last, if nothing else was read since

    def flush() -> None:
        nonlocal item
        if held and wraps:
            for paragraph in indented_parts(held) if wrapped else wrapped_parts(held):
                blocks.extend(_paragraph(paragraph, _goes_on(paragraph[0], item)))
                signs = [mark[1] for mark in map(ITEM.match, paragraph) if mark]
                item = signs[-1] if signs and blocks[-1].kind == "item" else None
        elif held:
            blocks.extend(_lines(held))
        held.clear()

    for i, (line, words) in enumerate(zip(lines, trimmed, strict=True)):
        hashes = _HASHES.fullmatch(words) if words.startswith("#") else None
        if i in marks:
            flush()
            item = None
            if marks[i]:
                blocks.append(Block("marker", marks[i]))
        elif not words or _RULE.fullmatch(words):
            flush()
        elif hashes:
            flush()
            item = None
            blocks.append(Block("heading", trim(_CLOSING_HASHES.sub("", hashes[2]))))
        elif i in quotes:
            flush()
            item = None
            blocks.append(Block("item", words))
        else:
            if held and wraps != (wrapped != (i in others)):
                flush()
            wraps = wrapped != (i in others)
            held.append(line)
    flush()
    return find_headings(_with_heads([block for block in blocks if block.text]))


def _with_heads(blocks: list[Block]) -> list[Block]:
    """The blocks with the lines of a head, above a text or behind a marker, each by itself."""
    result: list[Block] = []
    is_top = True
    for i, block in enumerate(blocks):
        lines = block.text.split("\n")
        below = blocks[i + 1].text if i + 1 < len(blocks) else ""
        may_be = is_top and len(lines) > 1 and block.kind == "body"
        if may_be and all(map(looks_like_heading, lines)) and is_head(lines, below):
            result += [block._replace(text=trim(line)) for line in lines]
        else:
            result.append(block)
            is_top = block.kind == "marker" or (is_top and may_be_heading(block))
    return result


def unquoted(lines: list[str]) -> list[str]:
    """The lines without the `>` of those that are quoted together, as an e-mail does."""
    marked = [line.startswith(">") for line in lines]
    together = [
        is_marked and (before or after)
        for before, is_marked, after in zip(
            [False, *marked], marked, [*marked[1:], False], strict=False
        )
    ]
    return [
        _QUOTED.sub("", line) if is_quoted else line
        for line, is_quoted in zip(lines, together, strict=True)
    ]


def lone_quotes(lines: list[str]) -> list[int]:
    """The numbers of the lines that begin with `>` and are a paragraph between others that don't.

    Such a line is what somebody said; the first of several may be the headline of what is quoted.
    """
    filled = [i for i, line in enumerate(lines) if trim(line)]
    marked = {i for i in filled if trim(lines[i]).startswith(">")}
    return [
        i
        for before, i, after in zip(
            [-2, *filled], filled, [*filled[1:], len(lines) + 1], strict=False
        )
        if min(i - before, after - i) > 1
        and marked.isdisjoint((before, after))
        and QUOTE.match(trim(lines[i]))
    ]


def _goes_on(line: str, item: str | None) -> str | None:
    """`item` if the line is the next one of its numbered list, over a blank line."""
    mark = ITEM.match(line)
    numbered = mark is not None and item is not None and item[0].isdigit()
    return item if numbered and mark[1][0].isdigit() and _follows(mark[1], item) else None


def _paragraph(lines: list[str], last: str | None = None) -> list[Block]:
    """Lines between two blank ones: a paragraph, or an opening sentence and the items of a list.

    A list starts at the first line, after one that ends in a colon, or with a bullet. Anywhere
    else a line that begins with a dash or a number is the middle of a wrapped sentence. `last` is
    the mark of the item before, if this goes on with its list.
    """
    blocks = []
    held: list[str] = []
    for i, line in enumerate(lines):
        mark = ITEM.match(line)
        starts = last is not None or i == 0 or lines[i - 1].rstrip().endswith(":")
        starts = starts or (mark is not None and mark[1] in BULLETS)
        if mark and starts and _follows(mark[1], last):
            blocks.append(Block("body" if last is None else "item", _joined(held)))
            held, last = [line[mark.end() :]], mark[1]
        else:
            held.append(line)
    return [*blocks, Block("body" if last is None else "item", _joined(held))]


def _joined(lines: list[str]) -> str:
    """Wrapped lines as one text; a word divided at a line's end is made whole if it is known."""
    return without_divisions(trim("\n".join(lines)))


def _lines(lines: list[str]) -> list[Block]:
    """Every line a paragraph, or an item where it starts with a mark."""
    blocks = []
    last = None
    for line in lines:
        mark = ITEM.match(line)
        item = mark is not None and _follows(mark[1], last)
        last = mark[1] if item else None
        blocks.append(
            Block("item", trim(line[mark.end() :])) if item else Block("body", trim(line))
        )
    return blocks


def _follows(mark: str, last: str | None) -> bool:
    """Is this the mark of the item after `last`: the same sign, or the next number (1 at first)?"""
    if not mark[0].isdigit():
        return last is None or mark == last
    before = 0 if last is None else int(last[:-1]) if last[0].isdigit() else -1
    return int(mark[:-1]) == before + 1


def may_be_heading(block: Block) -> bool:
    """Whether a block is a heading, or as short and open-ended as one."""
    return block.kind == "heading" or (block.kind == "body" and looks_like_heading(block.text))


def find_headings(blocks: list[Block]) -> list[Block]:
    """Short lines without final punctuation directly before a body paragraph become headings.

    At most three in a row (kicker, headline, byline), or more above an article if they say who
    wrote it or when; of another longer run only the last, because so many short lines are the text
    itself. So does a kicker above a heading that is the first, at the top or behind a marker.
    """
    kinds = [block.kind for block in blocks]
    top = next((i for i, b in enumerate(blocks) if not may_be_heading(b)), len(blocks))
    run: list[int] = []
    for i, block in enumerate(blocks):
        if block.kind == "body" and may_be_heading(block):
            run.append(i)
            continue
        if block.kind in ("body", "item"):
            is_top = i == top and is_head([blocks[j].text for j in run], block.text)
            for j in run if is_top or len(run) <= HEADING_RUN else run[-1:]:
                kinds[j] = "heading"
        elif block.kind == "heading" and 0 < len(run) <= HEADING_RUN:
            begins = run[0] == 0 or blocks[run[0] - 1].kind == "marker"
            for j in run if begins else ():
                kinds[j] = "heading"
        run = []
    return [
        block if block.kind == kind else block._replace(kind=kind)
        for block, kind in zip(blocks, kinds, strict=True)
    ]
