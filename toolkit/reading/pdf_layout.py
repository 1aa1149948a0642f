"""Where the lines of a PDF stand, and how large they are -> where its paragraphs part."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable
from itertools import chain, islice, pairwise

from .divided import with_capital
from .headings import ends_a_sentence, looks_like_heading
from .pdf_worker import Line

WIDER = 1.2  # times the usual distance of two lines
LEAST_LINES = 4  # distances from which the usual one can be told
LEAST_SPACED = 5  # letters of a line that is spaced out
MOSTLY = 0.8  # of its signs stand alone
LARGER = 1.15  # times the size of other letters
DROPPED = 1.7  # times the size of the text: a capital of two lines or more
MOST_CAPITALS = 20  # of that kind on a page
INDENTED = (0.6, 5)  # times the size of its letters: how far a paragraph's first line is set in

_DROP_CAP = re.compile("[\"'\u2018\u201c]?[A-Z]")


def close_letters(text: str) -> str:
    """A line with its letters closed up where it is spaced out; words are spaced wider.

    >>> close_letters("W H O  P A Y S ?"), close_letters("Plan B or A is it")
    ('WHO PAYS?', 'Plan B or A is it')
    """
    signs = text.split()
    n_letters = sum(len(sign) == 1 and sign.isalpha() for sign in signs)
    if n_letters < LEAST_SPACED or n_letters < MOSTLY * len(signs):
        return text
    return " ".join("".join(word.split()) for word in text.split("  "))


def parted(pages: list[list[Line]]) -> list[Line]:
    """The lines of all pages, an empty one before each that opens a paragraph where it stands.

    That is a line with letters of another size, one that is set in, or one with more space above
    it than others have. What is more is told by other lines of the same size: notes and tables
    stand closer than a text.
    """
    usual = usual_size(chain.from_iterable(pages))
    pages = [_with_drop_caps(page, usual) for page in pages]
    distances = usual_distances(pages, usual)
    lines = list(chain.from_iterable(pages))
    pairs = list(pairwise([Line(""), *lines]))
    apart = {i for i, pair in enumerate(pairs) if _is_apart(*pair, distances)}
    set_in = _all_set_in(pages)
    if len(apart) > len(set_in):  # on a new page or column a paragraph begins without that space
        apart |= {i for i, pair in enumerate(pairs) if _is_above(*pair)}
    result: list[Line] = []
    for i, (before, line) in enumerate(pairs):
        if before.text and (i in set_in or i in apart or (usual and _differ(before, line))):
            result.append(Line(""))
        result.append(line)
    return result


def large_lines(lines: list[Line]) -> set[int]:
    """The numbers of the lines whose letters are larger than those of most."""
    large = LARGER * usual_size(lines)
    return {i for i, line in enumerate(lines) if line.size >= large > 0}


def usual_size(lines: Iterable[Line]) -> int:
    """The size of most letters; 0 if sizes vary, as in what was read from a picture."""
    n_letters: Counter[int] = Counter()
    for line in lines:
        n_letters[line.size] += len(line.text)
    size, n = max(n_letters.items(), key=lambda one: one[1], default=(0, 0))
    return size if 2 * n > n_letters.total() else 0


def _differ(one: Line, other: Line) -> bool:
    """Whether the letters of one are larger."""
    small, large = sorted((one.size, other.size))
    return large >= LARGER * small > 0


def usual_distances(pages: list[list[Line]], usual: int) -> dict[int, float]:
    """Size of letters -> how far lines of it stand below each other.

    Where few lines are of a size, they stand as those of the usual one do.
    """
    falls: dict[int, list[float]] = {line.size: [] for line in chain.from_iterable(pages)}
    for line, below in chain.from_iterable(map(pairwise, pages)):
        if line.size == below.size and fall(line, below) > 1:
            falls[line.size].append(fall(line, below))
    known = {
        size: sorted(of_size)[len(of_size) // 3]
        for size, of_size in falls.items()
        if len(of_size) >= LEAST_LINES
    }
    if usual not in known:
        return known
    return {size: known[usual] / usual * size for size in falls if size} | known


def fall(line: Line, below: Line) -> float:
    """How far a line stands above the other; 0 if that is not told."""
    return line.y - below.y if line.y is not None and below.y is not None else 0.0


def _is_apart(line: Line, below: Line, distances: dict[int, float]) -> bool:
    """Whether there is more space between two lines, and no sentence goes on over it."""
    known = [distances[one.size] for one in (line, below) if one.size in distances]
    is_wide = bool(known) and fall(line, below) > WIDER * max(known)
    return is_wide and _may_part(line, below)


def _is_above(line: Line, below: Line) -> bool:
    """Whether the second of two lines stands at the top of another column, after a sentence."""
    return fall(line, below) < 0 and ends_a_sentence(line.text) and not below.text[:1].islower()


def _may_part(line: Line, below: Line) -> bool:
    """Whether a line ends a sentence, or may be a heading."""
    is_short = looks_like_heading(line.text) and not below.text[:1].islower()
    return is_short or ends_a_sentence(line.text)


def _all_set_in(pages: list[list[Line]]) -> set[int]:
    """The numbers of the lines that are set in, counted over all pages."""
    opening: set[int] = set()
    n, before = 0, Line("")
    for page in pages:
        opening.update(n + i for i in _set_in(page, before))
        n, before = n + len(page), page[-1] if page else before
    return opening


def _set_in(page: list[Line], before: Line) -> set[int]:
    """The lines of a page that are set in as the first of a paragraph is.

    Above most of such lines a sentence ends; if not, they are those of lists, verses or notes,
    whose other lines are set in. A line below another that begins like it is in a quotation, unless
    both are paragraphs.
    """
    begins = Counter(round(line.x) for line in page if line.x is not None)
    margins = sorted(x for x, n in begins.items() if n > 1)
    opening: set[int] = set()
    n_first = n_ended = 0
    around = zip([before, *page], page, [*page[1:], Line("")], strict=False)
    for i, (above, line, below) in enumerate(around):
        if line.x is None or not _is_set_in(line, margins):
            continue
        is_ended = _may_part(above, line)
        if i and _begin_alike(above, line):
            goes_on = _begin_alike(line, below) and not ends_a_sentence(line.text)
            is_ended = is_ended and i - 1 in opening and not goes_on
        elif _differ(above, line):
            is_ended = True
        else:
            n_first, n_ended = n_first + 1, n_ended + ends_a_sentence(above.text)
        if is_ended:
            opening.add(i)
    return opening if 2 * n_ended > n_first else set()


def _begin_alike(one: Line, other: Line) -> bool:
    return None not in (one.x, other.x) and abs(one.x - other.x) < 1


def _is_set_in(line: Line, margins: list[int]) -> bool:
    """Whether a margin, at which two lines or more begin, is somewhat to the left of it."""
    least, most = (round(line.x - ems * line.size) for ems in INDENTED)
    return bisect_left(margins, most) < bisect_right(margins, least)


def _with_drop_caps(page: list[Line], usual: int) -> list[Line]:
    """The lines; a capital of the height of several is put before the first of them."""
    lines = list(page)
    caps = (
        line for line in page if _DROP_CAP.fullmatch(line.text) and line.size > DROPPED * usual > 0
    )
    for cap in islice(caps, MOST_CAPITALS):
        beside = (
            i
            for i, line in enumerate(lines)
            if line.size == usual and cap.y - 1 <= line.y <= cap.y + cap.size and line.x > cap.x
        )
        if (first := next(beside, None)) is not None:
            lines[first] = lines[first]._replace(text=with_capital(cap.text, lines[first].text))
            lines.remove(cap)
    return lines
