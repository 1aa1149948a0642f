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

from ..paragraphs import Block
from .marker import SENTINEL
from .running_text import is_around, unspaced
from .unnamed import BLOCKS, closes_a_sentence

_LEVELS = 4  # boxes around a piece in which others are sought
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_PIECES = ("p", *_HEADINGS)
_ELSEWHERE = frozenset(
    "aside button dl figcaption figure footer form head label li nav noscript script select style "
    "table template textarea".split()
)
_OPENS = re.compile(
    r"(?<![a-z])(?:standfirst|intro|lead|lede|dek|deck|subtitle|sub-?head(?:line)?)(?![a-z_-])",
    re.I,
)
_MOST = 2_000  # pieces that are sought inside of others
_DIGITS = re.compile(r"\d+")


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
            text = " ".join("".join(element.itertext()).split())
            if not any(map(str.isalnum, text)):
                continue
            boxes = [element, *islice(element.iterancestors(), _LEVELS)]
            key, links = unspaced(text), "".join("".join(a.itertext()) for a in element.iter("a"))
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
    beside: dict[int, list[tuple[int, str]]] = defaultdict(list)  # box -> what is read in it

    def is_read(i: int) -> None:
        read.add(i)
        for box, name in zip(pieces[i].around[1:], pieces[i].names, strict=False):
            beside[box].append((i, name))

    for i in sorted(read):
        is_read(i)
    more: dict[int, list[Block]] = defaultdict(list)
    for i in reversed(lacking):
        piece, near = pieces[i], bisect(known, i)
        if piece.is_linked or piece.key in said or not known or not _belongs(i, pieces, beside):
            continue
        at = places[pieces[known[near - 1]].key] + 1 if near else places[pieces[known[0]].key]
        more[at].insert(0, Block("heading" if piece.tag in _HEADINGS else "body", piece.text))
        is_read(i)
    each = (one for place, block in enumerate(blocks) for one in (*more[place], block))
    return [*each, *more[len(blocks)]]


def _keys(blocks: list[Block]) -> list[str]:
    """What tells the blocks from each other; markers are counted."""
    numbers = count(1)
    return [
        f"{SENTINEL}{next(numbers)}" if block.kind == "marker" else unspaced(block.text)
        for block in blocks
    ]


def _belongs(i: int, pieces: list[Piece], beside: dict) -> bool:
    """Whether a piece stands among others that are read, in a box like theirs."""
    piece = pieces[i]
    if piece.tag in _HEADINGS:
        is_read = any(j == i + 1 for j, _ in beside[piece.around[1]])
        return is_read and pieces[i + 1].tag not in _HEADINGS
    if not (closes_a_sentence(piece.text) or piece.text.endswith((":", ";"))):
        return False
    for box, name in zip(piece.around[1:], piece.names, strict=False):
        before = {other for j, other in beside[box] if j < i}
        after = {other for j, other in beside[box] if j > i}
        if (
            (name == "p " and any(abs(j - i) == 1 for j, _ in beside[box]))
            or (name.startswith("p ") and name in before | after)
            or (before and after and (name == "p " or name in before & after))
            or (after and _are_headings(before) and _OPENS.search(name))
        ):
            return True
    return False


def _are_headings(names: set[str]) -> bool:
    return bool(names) and all(name.split()[0] in _HEADINGS for name in names)
