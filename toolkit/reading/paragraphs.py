"""Running text -> paragraphs and headings."""

from __future__ import annotations

import re
from collections.abc import Callable

from .blocks import Block, is_division, trim
from .divided import without_divisions
from .headings import ends_a_sentence, find_headings, is_head, looks_like_heading, may_be_heading
from .marker import marker_lines, never
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

_LINE_ENDS = ("\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029")  # beside \n
_HASHES = re.compile(r"(#{1,6})[ \t]+(\S.*)")
_CLOSING_HASHES = re.compile(r"[ \t]#+$")
QUOTE = re.compile(r"(?:>[ \t]?){1,9}(?=[*_]{0,3}[\"'\u2018\u201c]?[^\W\d_])")
_QUOTED = re.compile(r"(?:>[ \t]?){1,9}")


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
                item = signs[-1] if blocks[-1].kind == "item" else None
        elif held:
            blocks.extend(_lines(held))
        held.clear()

    def alone(kind: str, text: str) -> None:
        nonlocal item
        flush()
        item = None
        blocks.append(Block(kind, text))

    for i, (line, words) in enumerate(zip(lines, trimmed, strict=True)):
        hashes = _HASHES.fullmatch(words) if words.startswith("#") else None
        if i in marks:
            alone("marker", marks[i])
        elif not words or is_division(words):
            flush()
        elif hashes:
            alone("heading", trim(_CLOSING_HASHES.sub("", hashes[2])))
        elif i in quotes:
            alone("item", words)
        else:
            if wraps != (wrapped != (i in others)):
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
        may_be = is_top and block.kind == "body"
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
    """`item` if the line is the next one of its list, over a blank line."""
    mark = ITEM.match(line)
    return item if item and mark and _follows(mark[1], item) else None


def _paragraph(lines: list[str], last: str | None = None) -> list[Block]:
    """Lines between two blank ones: a paragraph, or an opening sentence and the items of a list.

    A list starts at the first line, after one that ends a sentence, or with a bullet. Anywhere
    else a line that begins with a dash or a number is the middle of a wrapped sentence. `last` is
    the mark of the item before, if this goes on with its list.
    """
    blocks = []
    held: list[str] = []
    for i, line in enumerate(lines):
        mark = ITEM.match(line)
        starts = last is not None or i == 0 or ends_a_sentence(lines[i - 1])
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
    """Is this the mark of the item after `last`: the same sign, or the next number (1 at first)?

    All items may be numbered 1, as Markdown has it.
    """
    if not mark[0].isdigit():
        return last is None or mark == last
    if mark == last and mark[:-1] == "1":
        return True
    before = 0 if last is None else int(last[:-1]) if last[0].isdigit() else -1
    return int(mark[:-1]) == before + 1
