"""Page numbers, running titles, footnotes and banners of a PDF, which are none of its text."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import chain

from .headings import looks_like_heading
from .pdf_layout import LARGER, WIDER, fall, usual_distances, usual_size
from .pdf_worker import Line

EDGE = 2  # lines at the top and the bottom of a page among which those stand that are no text
MOST_SHARED = 8  # lines at each edge that pages share, as of a banner that is printed on all
SHARED = 0.4  # of the pages have such a line: heads of left and right pages differ
APART = 2.2  # times the size of its letters: the fall from a running title to the text

_NUMBERED = r"(?:page )?\d{1,4}(?: ?(?:of|/) ?\d{1,4})?"
_PAGE_NUMBER = re.compile(_NUMBERED, re.IGNORECASE)
_WHEN = r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4},? \d{1,2}:\d\d(?: ?[AP]M)?"
_PRINTED = re.compile(  # by a browser, above and below the page
    rf"{_WHEN}\s.{{1,300}}|https?://\S{{1,2000}}\s{_NUMBERED}"
    rf"|.{{1,300}}\shttps?://\S{{1,2000}}|{_NUMBERED}\s{_WHEN}",
    re.IGNORECASE,
)


def without_furniture(pages: list[list[Line]]) -> list[list[Line]]:
    """The pages without their numbers, and without the lines at their edges that many share.

    Digits aside, such a line is the same, and at the same place. What a browser prints above and
    below a page goes from a single one too.
    """
    pages = [_without_numbers(page) for page in pages]
    for _ in range(MOST_SHARED // EDGE if len(pages) > 2 else 1):  # two may be copies
        kept = _without_shared(pages)
        if kept == pages or not any(line.text for page in kept for line in page):
            break
        pages = kept
    return pages


def _without_shared(pages: list[list[Line]]) -> list[list[Line]]:
    """The pages without those of the lines nearest to their edges that many share."""
    usual = usual_size(chain.from_iterable(pages))
    text_falls = usual_distances(pages, usual).get(usual, 0.0)
    places = [_at_the_edges(page, LARGER * usual, WIDER * text_falls) for page in pages]
    n_pages = Counter(place for page in places for place in {p for ps in page.values() for p in ps})
    shared = {place for place, n in n_pages.items() if n > 1 and n >= SHARED * len(pages)}
    kept = []
    for page, at in zip(pages, places, strict=True):
        printed = [i for i in at if _PRINTED.fullmatch(page[i].text)]
        gone = {i for i in at if at[i] & shared} | set(printed if len(printed) > 1 else ())
        kept.append([line for i, line in enumerate(page) if i not in gone])
    return kept


def _without_numbers(page: list[Line]) -> list[Line]:
    """The page's lines without numbers at its top and bottom; inside, a number is a figure."""
    numbers = {i for i in _edges(page) if _PAGE_NUMBER.fullmatch(page[i].text)}
    return [line for i, line in enumerate(page) if i not in numbers]


def _edges(page: list[Line]) -> list[int]:
    filled = [i for i, line in enumerate(page) if line.text]
    return filled[:EDGE] + filled[-EDGE:]


def _at_the_edges(page: list[Line], large: float, wide: float) -> dict[int, set[tuple]]:
    """The lines at the top and bottom -> where each stands, counted from there, and as what.

    What is short and stands apart tells by its height alone what it is.
    """
    places: dict[int, set[tuple]] = defaultdict(set)
    filled = [i for i, line in enumerate(page) if line.text]
    for way in (1, -1):
        inwards = filled[::way]
        for n, i in enumerate(inwards[:EDGE], 1):
            line = page[i]
            is_large = line.size >= large > 0  # a headline, which others may repeat
            places[i].add((way * n, re.sub(r"\d+", "0", line.text), is_large))
            inner = page[inwards[n]] if n < len(filled) else Line("")
            is_apart = abs(fall(line, inner)) > max(APART * line.size, wide)
            if is_apart and not is_large and looks_like_heading(line.text):
                places[i].add((way * n, round(line.y)))
    return places


def without_notes(pages: list[list[Line]]) -> tuple[list[list[Line]], int]:
    """The pages without the footnotes in small letters below their text, and their number."""
    usual = usual_size(chain.from_iterable(pages))
    n, kept = 0, []
    for page in pages:
        end = len(page)
        for i in range(len(page) - 1, 0, -1):
            if page[i].text and page[i].size >= usual:
                break
            if page[i].is_note:
                n, end = n + 1, i
        kept.append(page[:end])
    return kept, n
