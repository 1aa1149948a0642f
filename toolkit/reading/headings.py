"""Lines that are none of the text: headings, and the head of an article with its byline."""

from __future__ import annotations

import re

from .blocks import Block

HEADING_WORDS = 12  # a heading has at most so many words
HEADING_RUN = 3  # kicker, headline, byline: so many in a row, at most
LONG_LINE = 150  # characters: nobody wraps lines at more
LONGEST_HEAD = 8  # lines above an article, if one of them tells who wrote it or when

_FINAL = ".!?\u2026:;,\u3002\uff01\uff1f"
_CLOSERS = "\"'\u2019\u201d\u00bb)]}*_ "
_BYLINE = re.compile(r"\W{0,3}(?:[Bb]y|BY|[Ww]ords:?) [A-Z][\w.'\u2019-]{1,30} [A-Z].{0,80}")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_WRITTEN_WHEN = re.compile(
    r"(?<!\bin )(?<!\bsince )(?<!\buntil )"  # what a line with these is about
    rf"\b{_MONTH}\.?(?: \d{{1,2}}(?:st|nd|rd|th)?)?,? (?:19|20)\d\d\b"
    r"|\b(?:19|20)\d\d[-./]\d{1,2}[-./]\d{1,2}\b|\b\d{1,2}[-./]\d{1,2}[-./](?:19|20)?\d\d\b"
    r"|\b\d{1,2}[:.]\d\d ?(?:[ap]\.?m\b|GMT|BST|E[SD]T)",
    re.I,
)
_MOST_DATES = 2  # of a head: when it appeared and was changed; more are a programme of what happens
_APPEARED = re.compile(r"\b(?:updated|modified|edited|published|posted)\b", re.I)


def ends_a_sentence(line: str) -> bool:
    """Whether no sentence goes on from this line into the next."""
    return not line or line.rstrip(_CLOSERS).endswith((".", "!", "?", "\u2026", ":"))


def looks_like_heading(text: str) -> bool:
    """Whether a text is short and ends without the sign of a sentence's end."""
    if len(text) > 40 * HEADING_WORDS or "\n" in text:
        return False
    end = text.rstrip(_CLOSERS)
    return bool(end) and end[-1] not in _FINAL and len(text.split()) <= HEADING_WORDS


def is_head(lines: list[str], first: str) -> bool:
    """Whether short lines above an article's first paragraph are its byline and such."""
    if len(lines) > LONGEST_HEAD or len(first) <= LONG_LINE / 2:
        return False
    if any(line[:1].islower() for line in lines):  # verses, or a sentence in pieces
        return False
    dates = [i for i, line in enumerate(lines) if _WRITTEN_WHEN.search(line)]
    if len(dates) > _MOST_DATES:
        return False
    if any(map(_BYLINE.fullmatch, lines)) or any(_APPEARED.search(lines[i]) for i in dates):
        return True
    return bool(dates) and dates[-1] - dates[0] < len(dates)  # in a timeline, lines stand between


def may_be_heading(block: Block) -> bool:
    """Whether a block is a heading, or as short and open-ended as one."""
    return block.kind == "heading" or (block.kind == "body" and looks_like_heading(block.text))


def find_headings(blocks: list[Block]) -> list[Block]:
    """Short lines without final punctuation directly before a body paragraph become headings.

    At most three in a row (kicker, headline, byline), or more above an article if they say who
    wrote it or when; of another longer run only the last, because so many short lines are the text
    itself. So does a kicker above a heading that is the first, at the top or behind a marker.
    """
    kinds = [block.kind for block in blocks]
    top = next((i for i, b in enumerate(blocks) if not may_be_heading(b)), len(blocks))
    run: list[int] = []
    for i, block in enumerate(blocks):
        if block.kind == "body" and may_be_heading(block):
            run.append(i)
            continue
        if block.kind in ("body", "item"):
            is_top = i == top and is_head([blocks[j].text for j in run], block.text)
            for j in run if is_top or len(run) <= HEADING_RUN else run[-1:]:
                kinds[j] = "heading"
        elif block.kind == "heading" and 0 < len(run) <= HEADING_RUN:
            begins = run[0] == 0 or blocks[run[0] - 1].kind == "marker"
            for j in run if begins else ():
                kinds[j] = "heading"
        run = []
    return [
        block if block.kind == kind else block._replace(kind=kind)
        for block, kind in zip(blocks, kinds, strict=True)
    ]
