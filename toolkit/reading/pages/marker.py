"""The marker line of a web page, kept where it stands while the article is looked for."""

from __future__ import annotations

import itertools
from collections.abc import Callable

from ..blocks import Block
from ..marker import LONGEST_MARKER, asks_to_read
from .elements import has_words, text_of

SENTINEL = (
    "This sentence holds the place of the line that divides the report from the commentary, so "
    "that it is kept, wherever on the page it stood, as the plain prose that it looks like."
)

_BLOCK_TAGS = ("p", "div", "li", "blockquote", "h2", "h3", "h4", "h5", "h6", "section", "article")
_BREAKS = (*_BLOCK_TAGS, "br", "hr", "ul", "ol", "figure")
_ENDS = " \t\r\n.:;!\u00bb\u203a\u2192>)]"  # what may follow a request to read on
_MAY_MARK = (*_BLOCK_TAGS, "a", "span", "strong", "em", "b", "i", "u", "small")


def hold_markers(tree, is_marker: Callable[[str], bool]) -> list[str]:
    """Put the sentinel where a marker line stands, so that extraction can't take it for a link.

    A marker is a block that says nothing else, what stands between two line breaks, or a request
    to read the original at the beginning or the end of a paragraph. The same words inside a
    sentence are left as they are.
    """
    from lxml.html import Element

    found = []
    for element in list(tree.iter(*_MAY_MARK)):
        line = short_text(element)
        if not line or element.getroottree().getroot() is not tree or not is_marker(line):
            continue
        while element.getparent() is not None and short_text(element.getparent()) == line:
            element = element.getparent()
        parent = element.getparent()
        if parent is None or element.tag in ("html", "body"):
            continue
        is_inline = element.tag not in _BLOCK_TAGS
        if is_inline and not _stands_alone(element, line):
            continue
        place = Element("p")
        place.text = SENTINEL
        if is_inline and parent.tag == "p" and parent.getparent() is not None:
            _part(parent, element, place)
        else:
            place.tail = element.tail
            parent.replace(element, place)
        found.append(line)
    return found


def _stands_alone(element, line: str) -> bool:
    """Whether an inline element is a line of its own, or a request at one end of its block."""
    before, after = element.getprevious(), element.getnext()
    lead = element.getparent().text if before is None else before.tail
    begins = not (lead or "").strip() and (before is None or before.tag in _BREAKS)
    ends = not (element.tail or "").strip(_ENDS) and (after is None or after.tag in _BREAKS)
    return (begins and ends) or ((begins or ends) and asks_to_read(line))


def _part(paragraph, element, place) -> None:
    """Divide a paragraph in two, with `place` between them instead of the element."""
    from lxml.html import Element

    rest = Element("p")
    rest.text, rest.tail, paragraph.tail = element.tail, paragraph.tail, None
    for child in list(paragraph)[paragraph.index(element) + 1 :]:
        rest.append(child)
    element.tail = None
    paragraph.remove(element)
    if has_words(text_of(rest)):
        paragraph.addnext(rest)
    else:
        place.tail = rest.tail
    paragraph.addnext(place)


def short_text(element) -> str:
    """The element's text on one line if it is short enough to be a marker, else ""."""
    text = "".join(itertools.islice(element.itertext(), 20))
    return " ".join(text.split()) if len(text) <= 2 * LONGEST_MARKER else ""


def marked(block: Block, markers: list[str]) -> Block:
    """The marker, where the sentinel is all there is; in other text it gets its words back."""
    if SENTINEL not in block.text or not markers:
        return block
    if block.text == SENTINEL:
        return Block("marker", markers.pop(0))
    return block._replace(text=block.text.replace(SENTINEL, markers.pop(0)))
