"""What is read of a file: its blocks in order, and what the reader should know of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

BLANK = " \t\n\x1c\x1d\x1e\x1f\u00a0\u2028\u2029\u202f\u205f\u2060\u3000\ufeff" + "".join(
    map(chr, range(0x2000, 0x200E))
)
# A line of nothing but signs, or the "-30-" at the end of copy.
_RULE = re.compile(r"[-*_=~#\u2014\u2022 \t]{3,}|[-\u2013\u2014] ?30 ?[-\u2013\u2014]")


class Block(NamedTuple):
    """A paragraph on its way into the table; kind: body, heading, item (of a list), marker."""

    kind: str
    text: str

    @property
    def table_kind(self) -> str:
        """Its kind in the table: "heading", or "body" for anything else."""
        return "heading" if self.kind == "heading" else "body"


@dataclass(frozen=True)
class Document:
    """The text of one file: its blocks in order, and what the reader should know of it."""

    blocks: list[Block]
    encoding: str
    notes: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)  # beside the paragraphs of a page


def with_more(blocks: list[Block], more: dict[int, list[Block]]) -> list[Block]:
    """The blocks with `more`, each before the block whose number it is under."""
    each = (one for n, block in enumerate(blocks) for one in (*more.get(n, ()), block))
    return [*each, *more.get(len(blocks), ())]


def is_division(text: str) -> bool:
    """Whether a line has nothing but signs that divide, such as "* * *", or the "-30-" of copy."""
    return _RULE.fullmatch(trim(text)) is not None


def trim(text: str) -> str:
    """The text without white space, zero-width characters or byte-order marks at its ends."""
    return text.strip(BLANK)
