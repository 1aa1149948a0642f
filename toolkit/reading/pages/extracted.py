"""What the extractor found as a page's article -> its blocks."""

from __future__ import annotations

import re

from ..blocks import Block, trim
from .elements import closes_a_sentence

LONG_LINES = 12  # words of lines, in the mean, that are paragraphs
_TWO_BREAKS = re.compile(r"\0[\s\0]*\0")
_KINDS = {"p": None, "head": "heading", "item": "item", "quote": None, "code": None, "list": None}


def _are_paragraphs(lines: list[str]) -> bool:
    """Whether lines are so long, and each ends a sentence, that they are no verse or address."""
    n = sum(len(line.split()) for line in lines)
    return n >= LONG_LINES * len(lines) and all(map(closes_a_sentence, lines))


def blocks_of(body) -> list[Block]:
    """Paragraphs, headings and list items of trafilatura's body, text outside of any included."""
    from lxml.etree import iterwalk

    blocks: list[Block] = []
    kinds = ["body"]
    begun = 0  # blocks before the quote
    held: list[str] = []

    def flush() -> None:
        for part in _TWO_BREAKS.split("".join(held)):  # they part paragraphs, one ends a line
            lines = (" ".join(line.split()) for line in part.split("\0"))
            lines = [line for line in lines if line]
            if kinds[-1] != "heading" and not _are_paragraphs(lines):
                lines = ["\n".join(lines)]
            for text in map(trim, lines if kinds[-1] != "heading" else [" ".join(lines)]):
                if text:
                    blocks.append(Block(kinds[-1], text))
        held.clear()

    for event, element in iterwalk(body, events=("start", "end")) if body is not None else ():
        if element.tag in _KINDS:
            flush()
        if element.tag == "quote" and event == "start":
            begun = len(blocks)
        elif element.tag == "quote" and [block.kind for block in blocks[begun:]] == ["body"]:
            blocks[begun] = blocks[begun]._replace(kind="item")  # said by somebody, and no headline
        if event == "start":
            if element.tag in _KINDS:
                kinds.append(_KINDS[element.tag] or kinds[-1])
            held.append("\0" if element.tag == "lb" else "")
            held.append(element.text or "")
        else:
            if element.tag in _KINDS:
                kinds.pop()
            held.append(element.tail or "")
    flush()
    return blocks
