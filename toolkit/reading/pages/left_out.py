"""What stands between the paragraphs of a web page's article and is no part of it, to be told."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ...errors import short
from .elements import closes_a_sentence, is_around, unspaced
from .marker import SENTINEL
from .running_text import A_LABEL, texts_in_order

_ASIDE = ("aside", "figure", "figcaption", "table")
_AROUND = 3  # boxes around that of a text that are looked at
_MOST = 2_000  # texts of a page that are looked at
_SHOWN = 3


class Text(NamedTuple):
    """A running text of a page, where it stands, and whether it may be a sentence of an article."""

    text: str
    around: tuple[int, ...]  # the boxes around its own, the nearest first
    is_plain: bool


def texts_of(tree) -> list[Text]:
    """The running texts of a page in their order, captions and such among them."""
    numbers: dict = {}
    found = []
    for holder, text in texts_in_order(tree):
        line = " ".join(text.split())
        if len(line.split()) < A_LABEL and not closes_a_sentence(line):
            continue
        boxes = [holder, *holder.iterancestors()]
        around = (box for box in boxes[1 : _AROUND + 1] if box.tag not in ("body", "html"))
        found.append(
            Text(
                line,
                tuple(numbers.setdefault(box, len(numbers)) for box in around),
                closes_a_sentence(line) and not any(map(_is_aside, boxes)),
            )
        )
        if len(found) > _MOST:
            return []
    return found


def _is_aside(box) -> bool:
    return box.tag in _ASIDE or (box.tag not in ("body", "html") and is_around(box))


def rest_of(texts: list[Text], read: Iterable[str]) -> list[Text]:
    """The texts between those that were read, and those beside the first or last."""
    said = "\n".join(map(unspaced, [*read, SENTINEL]))
    places = [i for i, one in enumerate(texts) if unspaced(one.text) in said]
    if not places:
        return []
    first, last = places[0], places[-1]
    begins, ends = texts[first].around[:1], texts[last].around[:1]
    while first and {*begins} & {*texts[first - 1].around}:
        first -= 1
    while last + 1 < len(texts) and {*ends} & {*texts[last + 1].around}:
        last += 1
    here = set(places)
    return [texts[i] for i in range(first, last + 1) if i not in here]


def note_on_rest(left_out: list[Text], name: str) -> list[str]:
    """The note on sentences that may be of the article and were left out, or none."""
    rest = [one.text for one in left_out if one.is_plain]
    if not rest:
        return []
    shown = ", ".join(repr(short(text)) for text in rest[:_SHOWN])
    n = "1 sentence" if len(rest) == 1 else f"{len(rest):,} texts"
    more = ", \u2026" if rest[_SHOWN:] else ""
    return [f"{name}: {n} beside the article's paragraphs left out ({shown}{more})"]
