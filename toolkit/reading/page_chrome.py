"""What a web page says that is no part of its article: what is hidden, and lines in between.

The extractor takes away navigation, related links and footers. Left are boxes that nobody sees or
that ask for consent, which it takes for the article of a short page, and lines such as
"Advertisement" between the paragraphs.
"""

from __future__ import annotations

import re
from functools import cache

from ..errors import short
from ..lexicons import rows
from .layout_tables import words_in
from .marker import plain_line
from .paragraphs import Block, is_division

LONGEST_LINE = 160  # characters; longer ones are prose, and no pattern ever runs on them
LONGEST_BANNER = 400  # words

_HIDDEN = re.compile(r"(?:^|[;\s])display\s{0,9}:\s{0,9}none", re.IGNORECASE)
_OF_CONSENT = re.compile(
    r"cookie|consent|gdpr|onetrust|didomi|usercentrics|truste|qc-cmp|sp_message", re.IGNORECASE
)
_ON_CONSENT = re.compile(r"\b(?:cookies?|consent|privacy|personal data)\b", re.IGNORECASE)
_BOXES = ("div", "section", "aside", "dialog", "form")
_NOT_FREE = re.compile(r"\"isAccessibleForFree\"\s{0,9}:\s{0,9}\"?false", re.IGNORECASE)


def drop_unseen(tree) -> None:
    """Take away, in place, what no reader sees, dialogs, and banners that ask for consent.

    What holds half of the page's words or more stays, whatever it is said to be.
    """
    words = words_in(tree)
    for element in list(tree.iter()):
        if not isinstance(element.tag, str) or element.getparent() is None:
            continue
        is_small = 2 * words[element] < words[tree]
        if (is_small and _is_unseen(element)) or _asks_for_consent(element, words[element]):
            element.drop_tree()


def _is_unseen(element) -> bool:
    return (
        element.tag == "template"
        or element.get("hidden") is not None
        or element.get("role") in ("dialog", "alertdialog")
        or element.get("aria-modal") == "true"
        or _HIDDEN.search(element.get("style", "")) is not None
    )


def _asks_for_consent(element, words: int) -> bool:
    """Whether it is a box that is called so, says so, can be clicked, and holds no article."""
    if element.tag not in _BOXES or words > LONGEST_BANNER:
        return False
    name = f"{element.get('class', '')} {element.get('id', '')}"
    if not _OF_CONSENT.search(name) or any(True for _ in element.iter("article", "main", "h1")):
        return False
    can_be_clicked = any(True for _ in element.iter("button", "input", "a"))
    return can_be_clicked and _ON_CONSENT.search(" ".join(element.itertext())) is not None


def is_not_free(tree) -> bool:
    """Whether the page says of itself that its article is not free to read."""
    told = tree.xpath(
        "//script[@type='application/ld+json']/text()"
        " | //meta[@itemprop='isAccessibleForFree']/@content"
        " | //meta[@property='article:content_tier']/@content"
    )
    return any(_NOT_FREE.search(text) or text.lower() in ("false", "locked") for text in told)


def without_page_lines(
    blocks: list[Block], name: str, not_free: bool
) -> tuple[list[Block], list[str]]:
    """The blocks of an article without lines of the page between them, and notes on what was told.

    A line is left out if nothing else stands in it than one of the forms in
    `lexicons/page_lines.tsv`, or nothing but signs that divide.
    """
    kept, left_out = [], {}
    for block in blocks:
        kind = _kind_of(block.text) if block.kind != "marker" else None
        if kind:
            left_out.setdefault(block.text, kind)
        elif block.kind == "marker" or not is_division(block.text):
            kept.append(block)
    notes = []
    if left_out:
        lines = ", ".join(repr(short(line)) for line in left_out)
        notes.append(f"{name}: lines of the page left out of the article ({lines})")
    if not_free or "paid" in left_out.values():
        notes.append(f"{name} says that it is not free to read: look whether the article is whole")
    return kept, notes


@cache
def _known() -> dict[str, re.Pattern]:
    """Kind -> a pattern of its lines."""
    kinds = dict.fromkeys(row["kind"] for row in rows("page_lines.tsv"))
    return {
        kind: re.compile(
            "|".join(f"(?:{r['pattern']})" for r in rows("page_lines.tsv") if r["kind"] == kind)
        )
        for kind in kinds
    }


def _kind_of(text: str) -> str | None:
    """What a line of a page is about: "page", "paid", or None for a paragraph of its article."""
    if len(text) > LONGEST_LINE:
        return None
    line = plain_line(text)
    return next((kind for kind, pattern in _known().items() if pattern.fullmatch(line)), None)
