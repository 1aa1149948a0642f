"""Paragraphs of an article that its extractor leaves out, where they stand between others of it.

It drops short ones with a link, some that stand alone in a box, and all headings of a page that
does not say where its article is.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter, defaultdict
from itertools import count, islice
from typing import NamedTuple

from ..blocks import Block, with_more
from .elements import BLOCKS, HEADINGS, closes_a_sentence, has_words, is_around, text_of, unspaced
from .marker import SENTINEL
from .running_text import NO_TEXT

_LEVELS = 4  # boxes around a piece in which others are sought
_PIECES = ("p", *HEADINGS)
_ELSEWHERE = NO_TEXT.union("aside dl figcaption figure li table".split())
_OPENS = re.compile(
    r"(?<![a-z])(?:standfirst|intro|lead|lede|dek|deck|subtitle|sub-?head(?:line)?)(?![a-z_-])",
    re.I,
)
_MOST = 2_000  # pieces that are sought inside of others
_DIGITS = re.compile(r"\d+")


# Box -> name of what stands in it -> the numbers of the first and the last such piece that is read.
Spans = dict[int, dict[str, tuple[int, int]]]


class Piece(NamedTuple):
    """A paragraph or heading of a page: its text, and the boxes around it with their names."""

    tag: str
    text: str
    key: str
    is_linked: bool
    around: tuple  # itself, the box around it, and so on
    names: tuple[str, ...]  # of each of these


def pieces_of(tree) -> list[Piece]:
    """The paragraphs and headings of a page in their order, none of boxes for something else."""
    from lxml.etree import iterwalk

    pieces: list[Piece] = []
    numbers: dict = {}  # of the boxes; it keeps them, so that no number is given twice
    outside = markers = 0
    for event, element in iterwalk(tree, events=("start", "end")):
        if not isinstance(element.tag, str):
            continue
        begins = event == "start"
        is_all = element.tag in ("html", "body")
        if element.tag in _ELSEWHERE or (not is_all and is_around(element)):
            outside += 1 if begins else -1
        elif begins and not outside and (element.tag in _PIECES or _opens(element)):
            text = text_of(element)
            if not has_words(text):
                continue
            boxes = [element, *islice(element.iterancestors(), _LEVELS)]
            key, links = unspaced(text), "".join(map(text_of, element.iter("a")))
            is_linked = key == unspaced(links)
            if text == SENTINEL:
                markers += 1
                key = f"{SENTINEL}{markers}"
            around = tuple(numbers.setdefault(box, len(numbers)) for box in boxes)
            pieces.append(Piece(element.tag, text, key, is_linked, around, _names(boxes)))
    return pieces


def _opens(element) -> bool:
    """Whether it is a plain box for the words between a headline and an article."""
    is_plain = element.tag == "div" and not any(child.tag in BLOCKS for child in element)
    return is_plain and _OPENS.search(element.get("class", "")) is not None


def _names(boxes: list) -> tuple[str, ...]:
    return tuple(_DIGITS.sub("0", f"{box.tag} {box.get('class', '')}") for box in boxes)


def with_pieces(
    blocks: list[Block], comments: list[str], pieces: list[Piece], title: str
) -> list[Block]:
    """The blocks with the pieces that they lack, each where its neighbours stand.

    The page's headline, which may be read later, is a neighbour like others.
    """
    keys = _keys(blocks)
    found = {*keys, unspaced(title)}
    read = {i for i, piece in enumerate(pieces) if piece.key in found}
    lacking = [i for i in range(len(pieces)) if i not in read]
    if any(pieces[i].text == SENTINEL for i in lacking) or not 0 < len(lacking) <= _MOST:
        return blocks
    said = "\n".join([*keys, *map(unspaced, comments)])
    once = Counter(keys)
    places = {key: place for place, key in enumerate(keys) if once[key] == 1}
    known = [i for i in sorted(read) if pieces[i].key in places]
    spans: Spans = defaultdict(dict)

    def is_read(i: int) -> None:
        read.add(i)
        for box, name in zip(pieces[i].around[1:], pieces[i].names, strict=False):
            first, last = spans[box].get(name, (i, i))
            spans[box][name] = min(first, i), max(last, i)

    for i in sorted(read):
        is_read(i)
    more: dict[int, list[Block]] = defaultdict(list)
    for i in reversed(lacking):
        piece, near = pieces[i], bisect(known, i)
        if piece.is_linked or piece.key in said or not known:
            continue
        if not _belongs(i, pieces, read, spans):
            continue
        at = places[pieces[known[near - 1]].key] + 1 if near else places[pieces[known[0]].key]
        more[at].insert(0, Block("heading" if piece.tag in HEADINGS else "body", piece.text))
        is_read(i)
    return with_more(blocks, more)


def _keys(blocks: list[Block]) -> list[str]:
    """What tells the blocks from each other; markers are counted."""
    numbers = count(1)
    return [
        f"{SENTINEL}{next(numbers)}" if block.kind == "marker" else unspaced(block.text)
        for block in blocks
    ]


def _belongs(i: int, pieces: list[Piece], read: set[int], spans: Spans) -> bool:
    """Whether a piece stands among others that are read, in a box like theirs."""
    piece = pieces[i]

    def is_beside(j: int, box: int) -> bool:
        return j in read and box in pieces[j].around[1:]

    if piece.tag in HEADINGS:
        return is_beside(i + 1, piece.around[1]) and pieces[i + 1].tag not in HEADINGS
    if not (closes_a_sentence(piece.text) or piece.text.endswith((":", ";"))):
        return False
    for box, name in zip(piece.around[1:], piece.names, strict=False):
        before = {other for other, (first, _) in spans[box].items() if first < i}
        after = {other for other, (_, last) in spans[box].items() if last > i}
        is_paragraph = name.startswith("p ")
        is_like_them = name in (before | after if is_paragraph else before & after)
        is_near = is_beside(i - 1, box) or is_beside(i + 1, box) or bool(before and after)
        opens = after and _are_headings(before) and _OPENS.search(name)
        if is_like_them or (name == "p " and is_near) or opens:
            return True
    return False


def _are_headings(names: set[str]) -> bool:
    return bool(names) and all(name.split()[0] in HEADINGS for name in names)
