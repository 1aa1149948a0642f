"""Lists between the paragraphs of a page that does not say where its article is.

There the extractor takes paragraphs alone, and what the article has in lists would be lost.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from itertools import islice
from typing import NamedTuple

from ..blocks import Block, with_more
from .elements import HEADINGS, INLINE, holds, is_around, name_of, stands_in, text_of, unspaced
from .running_text import opens_with_a_link, prose_in

_SAYS_WHERE = ("article", "main")
_LISTS = ("ul", "ol")
_OF_A_TEASER = (*HEADINGS, "img", "picture", "figure", "input", "button")
_OF_NOTES = re.compile(
    r"foot|endnote|reference|citation|bibliograph|\bfn|\bcite_note", re.IGNORECASE
)
_NEAR = 20  # neighbours of a list in which the paragraph is sought that it stands behind
_TELLING = 20  # characters without white space: fewer may stand anywhere
_MOST = 100  # lists that are looked at, and items of each that are sought in the article


class List(NamedTuple):
    """The items of a list, and what stands before and after it, the nearest first."""

    items: list[str]
    before: list[str]
    after: list[str]


def lists_between_paragraphs(tree) -> list[List]:
    """The lists of running text in a page without `<article>` and `<main>`, in their order.

    No list counts that links to other pages, repeats their headlines, holds notes, or is in a box
    for something else; nor does one that stands in another, whose items are the outer one's.
    """
    if holds(tree, *_SAYS_WHERE):
        return []
    lists = [
        element
        for element in tree.iter(*_LISTS)
        if not stands_in(element, *_LISTS)
        and not holds(element, *_OF_A_TEASER)
        and not any(is_around(part) or _is_of_notes(part) for part in element.iter("li", *_LISTS))
    ]
    prose = prose_in(tree) if lists else {}
    found = []

    @cache
    def said(element) -> str:
        return unspaced(text_of(element))

    for element in lists[:_MOST]:
        items = [(item, text) for item in element.iter("li") if (text := _own_text(item))]
        said_here = sum(prose[item] > 0 and not opens_with_a_link(item) for item, _ in items)
        if items and (2 * said_here >= len(items) or _is_announced(element)):
            before = islice(element.itersiblings(preceding=True), _NEAR)
            after = islice(element.itersiblings(), _NEAR)
            texts = [text for _, text in items]
            found.append(List(texts, list(map(said, before)), list(map(said, after))))
    return found


def with_lists(blocks: list[Block], comments: list[str], lists: list[List]) -> list[Block]:
    """The blocks with the items that they lack, each where its neighbours stand."""
    said = "\n".join(unspaced(text) for text in [*(block.text for block in blocks), *comments])
    places = {unspaced(block.text): place for place, block in enumerate(blocks)}
    lacking = defaultdict(list)  # by the place of the block before which they stand
    for items, before, after in lists:
        texts = [unspaced(item) for item in items]
        long = [text for text in texts[:_MOST] if len(text) >= _TELLING and text not in places]
        if "".join(texts) in said or any(text in said for text in long):
            continue  # it is there, in another form
        nearest = [places[text] + 1 for text in before if text in places]
        nearest += [places[text] for text in [*texts, *after] if text in places]
        for item, text in zip(items, texts, strict=True):
            if text in places:
                nearest = [places[text] + 1]
            elif nearest:
                lacking[nearest[0]].append(Block("item", item))
    return with_more(blocks, lacking)


def _is_announced(element) -> bool:
    """Whether a paragraph with a colon at its end stands before a list that leads nowhere."""
    before = element.getprevious()
    if before is None or before.tag != "p" or holds(element, "a"):
        return False
    return text_of(before).endswith(":")


def _is_of_notes(element) -> bool:
    return _OF_NOTES.search(name_of(element)) is not None


def _own_text(item) -> str:
    """What an item says without the items of a list in it, on one line."""
    pieces: list[str] = [item.text or ""]
    for child in item:
        if child.tag in _LISTS:
            pieces.append(" ")
        elif child.tag in INLINE:
            pieces.append("".join(child.itertext()))
        else:
            pieces.append(f" {_own_text(child)} " if isinstance(child.tag, str) else "")
        pieces.append(child.tail or "")
    return " ".join("".join(pieces).split())
