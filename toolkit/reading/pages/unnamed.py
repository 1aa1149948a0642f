"""Paragraphs that a web page does not call so, named before its article is looked for.

The extractor drops bare text and sentences in plain boxes that stand beside paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from .elements import (
    BLOCKS,
    closes_a_sentence,
    has_words,
    is_around,
    name_of,
    stands_in,
    text_of,
)
from .running_text import opens_with_a_link, prose_in

MAX_INLINE = 1000  # elements inside sentences: the extractor takes long over many in a paragraph

_HOLDERS = ("div", "section", "article", "main")
_ASIDE = ("nav", "header", "footer", "aside", "form", "button", "figure", "table")
_OF_TEXT = re.compile(
    r"\b(?:article|body|content|copy|para(?:graph)?|story|text)\b|^$", re.IGNORECASE
)
_NEAR = 20  # boxes in a row, behind which a paragraph is sought
_AT_AN_END = 12  # words of a box before the first paragraph or behind the last
_FROM_WORDS = 4  # of bare text that is no sentence: fewer are a label


def name_paragraphs(tree) -> None:
    """Make paragraphs, in place, of what stands where paragraphs do."""
    for element in tree.iter("font", "span"):  # around paragraphs they are boxes
        if any(child.tag in BLOCKS for child in element):
            element.tag = "div"
    for element in list(tree.iter("p")):
        _part_at_double_breaks(element)
    for element in list(tree.iter(*_HOLDERS)):
        if not stands_in(element, *_ASIDE):
            _wrap_bare_text(element)
    _name_boxes(tree)


def _part_at_double_breaks(paragraph) -> None:
    """Two line breaks in a paragraph are what parts it from the next."""
    if paragraph.getparent() is None:
        return
    for first in reversed(list(paragraph.iterchildren("br"))):
        second = first.getnext()
        if second is not None and second.tag == "br" and not (first.tail or "").strip():
            paragraph.remove(first)
            _part_at(second, paragraph)


def _part_at_breaks(paragraph) -> None:
    """In bare text one line break is enough, if there is a sentence's end at each."""
    lines = [paragraph.text or ""]
    for child in paragraph:
        if child.tag == "br":
            lines.append(child.tail or "")
        else:
            lines[-1] += "".join(child.itertext()) + (child.tail or "")
    if all(closes_a_sentence(line) for line in lines if line.strip()):
        for line_end in reversed(list(paragraph.iterchildren("br"))):
            _part_at(line_end, paragraph)
    else:
        _part_at_double_breaks(paragraph)


def _part_at(line_end, paragraph) -> None:
    """Make a paragraph of its own of what follows a line break, which goes."""
    rest = paragraph.makeelement("p")
    rest.text = line_end.tail
    rest.extend(list(line_end.itersiblings()))
    rest.tail, paragraph.tail = paragraph.tail, None
    line_end.tail = None
    paragraph.remove(line_end)
    paragraph.addnext(rest)


def _wrap_bare_text(holder) -> None:
    """Make paragraphs of the text that stands beside blocks, or in a section without any."""
    children = [child for child in holder if isinstance(child.tag, str)]
    if holder.tag == "div" and not any(child.tag in BLOCKS for child in children):
        return
    runs: list[tuple[str, list]] = [(holder.text or "", [])]
    for child in children:
        if child.tag in BLOCKS:
            runs.append((child.tail or "", []))
        else:
            runs[-1][1].append(child)
    blocks: Iterable = [None, *(child for child in children if child.tag in BLOCKS)]
    for block, (text, inline) in zip(blocks, runs, strict=True):
        bare = " ".join([text, *(child.tail or "" for child in inline)])
        if not _is_prose(bare) or sum(child.tag != "br" for child in inline) > MAX_INLINE:
            continue
        wrapped = holder.makeelement("p")
        wrapped.text = text
        wrapped.extend(inline)
        if block is None:
            holder.text = None
            holder.insert(0, wrapped)
        else:
            block.tail = None
            block.addnext(wrapped)
        _part_at_breaks(wrapped)


def _name_boxes(tree) -> None:
    """Make a paragraph of a sentence in a `div` beside paragraphs, where the extractor drops it."""
    boxes = list(filter(_may_be_a_paragraph, tree.iter("div")))
    prose = prose_in(tree) if boxes else {}
    for box in boxes:
        if prose[box]:
            box.tag = "p"


def _may_be_a_paragraph(element) -> bool:
    """Whether it holds nothing but a sentence, and stands between paragraphs, or beside one and is
    too long for a date or a line of the publisher's.

    It has no name, or one that says it is for text; what has another may be anything.
    """
    if any(child.tag in BLOCKS for child in element):
        return False
    text = text_of(element)
    if not closes_a_sentence(text):
        return False
    box = element
    while (around := box.getparent()) is not None and around.tag == "div" and len(around) == 1:
        box = around
    beside = sum(other is not None and other.tag == "p" for other in _neighbours(box))
    if beside < 2 and not (beside and len(text.split()) >= _AT_AN_END):
        return False
    if not all(map(_is_for_text, {element, box})) or opens_with_a_link(element):
        return False
    return not stands_in(element, *_ASIDE)


def _neighbours(box) -> Iterator:
    """What stands next before and after a box, other than boxes like it."""
    for siblings in (box.itersiblings(preceding=True), box.itersiblings()):
        near = islice(siblings, _NEAR)
        yield next((beside for beside in near if beside.tag != "div"), None)


def _is_for_text(box) -> bool:
    return _OF_TEXT.search(name_of(box)) is not None and not is_around(box)


def _is_prose(text: str) -> bool:
    words = [word for word in text.split() if has_words(word)]
    return len(words) >= _FROM_WORDS or (closes_a_sentence(text) and bool(words))
