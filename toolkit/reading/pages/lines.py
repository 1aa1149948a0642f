"""Lines of a web page between the paragraphs of its article, and what it says of being for sale.

Documents have them too, when a page was printed or copied into them.
"""

from __future__ import annotations

import re
from functools import cache

from ...errors import short
from ...lexicons import rows
from ..blocks import Block, is_division
from ..marker import plain_line
from .elements import unspaced

LONGEST_LINE = 160  # characters; longer ones are prose, and no pattern ever runs on them
_FREE = re.compile(r"\"isAccessibleForFree\"\s{0,9}:\s{0,9}\"?(true|false)", re.IGNORECASE)


def is_not_free(tree) -> bool:
    """Whether the page says of itself that its article is not free to read.

    Where it says it of several things, the first is the article: others are parts of it, and other
    articles.
    """
    scripts = " ".join(tree.xpath("//script[@type='application/ld+json']/text()"))
    told = tree.xpath(
        "//meta[@itemprop='isAccessibleForFree']/@content"
        " | //meta[@property='article:content_tier']/@content"
    )
    first = _FREE.search(scripts)
    is_locked = first is not None and first[1].lower() == "false"
    return is_locked or any(text.lower() in ("false", "locked") for text in told)


def without_page_lines(
    blocks: list[Block], name: str, not_free: bool = False, leads: frozenset[str] = frozenset()
) -> tuple[list[Block], list[str]]:
    """The blocks of an article without lines of the page between them, and notes on what was told.

    A line is left out if nothing else stands in it than one of the forms in
    `lexicons/page_lines.tsv`, or nothing but signs that divide, or if it is one of the `leads` to
    other articles (without white space).
    """
    kept, left_out = [], {}
    for block in blocks:
        kind = _kind_of(block.text) if block.kind != "marker" else None
        kind = "page" if kind is None and unspaced(block.text) in leads else kind
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
