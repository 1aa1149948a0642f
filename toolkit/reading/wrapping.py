"""Which lines of a text are paragraphs of their own, which are wrapped, and where those part."""

from __future__ import annotations

import re
from itertools import pairwise

from .headings import LONG_LINE, ends_a_sentence, looks_like_heading

SHORT = 0.7  # of the widest line: a wrapped one has no room for more
LEAST_WRAPPED = 30  # characters: nobody wraps lines at less
LEAST_LINES = 3  # of those that go on with the next
WIDE_LINE = 100  # characters: lines are seldom wrapped at more
BULLETS = "\u00b7\u2022\u2023\u25a0\u25aa\u25cf\u25e6\uf0a7\uf0b7"  # two are of Word's own font
ITEM = re.compile(
    rf"[ \t]{{0,40}}([-*+{BULLETS}\u2013]|\d{{1,2}}[.)])"
    rf"(?:[ \t]+|(?<=[{BULLETS}])[ \t\u00a0]+)(?=\S)"
)
_INDENT = re.compile("  |\t|\u2003|\u3000")


def are_wrapped(lines: list[str], least: int = LEAST_LINES) -> bool:
    """Whether lines that look like paragraphs, as those copied from a PDF do, are wrapped ones.

    None is long, and most of those that end no sentence go on with the next one, in lower case.
    """
    lines = [line for line in lines if line]
    goes_on = [
        after[0].islower()
        for line, after in pairwise(lines)
        if len(line) >= LEAST_WRAPPED and not ends_a_sentence(line)
    ]
    is_long = any(len(line) > LONG_LINE for line in lines)
    return not is_long and least <= sum(goes_on) > len(goes_on) / 2


def single_spaced(lines: list[str]) -> list[str]:
    """The lines of a double-spaced text without the blank ones that stand between all of them.

    Where indents or more space open paragraphs, one stays below a short line like a heading.
    """
    filled = [i for i, line in enumerate(lines) if line.strip()]
    spaces = [below - i - 1 for i, below in pairwise(filled)]
    least = min(spaces, default=0)
    words = [lines[i].strip() for i in filled]
    if not least or not are_wrapped(words):
        return lines
    width = max(map(len, words))
    are_set_out = max(spaces) > least or any(
        _INDENT.match(lines[below]) and ends_a_sentence(lines[i]) for i, below in pairwise(filled)
    )
    kept = lines[: filled[0]]
    for i, space, (line, after) in zip(filled, spaces, pairwise(words), strict=False):
        is_heading = are_set_out and _is_short_heading(line, after, width)
        is_parted = space > least or is_heading
        kept += [lines[i], ""] if is_parted else [lines[i]]
    return [*kept, *lines[filled[-1] :]]


def _is_short_heading(line: str, after: str, width: int) -> bool:
    """Whether it stops far before the width, as a wrapped line never does, and ends no sentence."""
    return len(line) < SHORT * width and looks_like_heading(line) and not after[0].islower()


def unwrapped_lines(lines: list[str], marks: dict[int, str]) -> set[int]:
    """The lines of those stretches between markers in which every line is a paragraph.

    Such a stretch has no blank line inside and lines too long to be wrapped; or all of its lines
    end sentences, and some are wide or it stands beside one whose lines are too long.
    """
    stretches = _stretches(lines, marks)
    close = [s for s in stretches if s and s[-1] - s[0] == len(s) - 1]
    long = [s for s in close if sum(len(lines[i]) > LONG_LINE for i in s) >= len(s) / 4]
    whole = [s for s in close if all(ends_a_sentence(lines[i]) for i in s)]
    wide = [s for s in whole if max(len(lines[i]) for i in s) > WIDE_LINE]
    return {i for stretch in long + (whole if long else wide) for i in stretch}


def wrapped_lines(lines: list[str], marks: dict[int, str]) -> set[int]:
    """The lines of those stretches between markers that are wrapped, though no line is blank.

    None of their lines is long, and most go on in lower case with the next. A short line on top is
    a heading.
    """
    wrapped: set[int] = set()
    for stretch in _stretches(lines, marks):
        top = (n for n, i in enumerate(stretch) if len(lines[i]) >= LEAST_WRAPPED)
        stretch = stretch[next(top, len(stretch)) :]
        if are_wrapped([lines[i] for i in stretch], least=1):
            wrapped |= set(stretch)
    return wrapped


def _stretches(lines: list[str], marks: dict[int, str]) -> list[list[int]]:
    """The numbers of the lines with words between two markers each."""
    stretches: list[list[int]] = [[]]
    for i, line in enumerate(lines):
        if i in marks:
            stretches.append([])
        elif line:
            stretches[-1].append(i)
    return stretches


def at_the_margin(lines: list[str], of_text: set[int]) -> list[str]:
    """The lines without the indent that all of the text have; the first has been trimmed."""
    of_text = of_text - {0}
    margin = min((len(lines[i]) - len(lines[i].lstrip()) for i in of_text), default=0)
    return [line[margin:] if i in of_text else line for i, line in enumerate(lines)]


def indented_parts(lines: list[str]) -> list[list[str]]:
    """Lines between two blank ones, in parts where an indented line opens a paragraph.

    Some lines are not indented, and every line before an indented one ends a sentence: verses,
    quotations and lists that are set in from the left are something else.
    """
    opening = [
        i for i, line in enumerate(lines) if i and _INDENT.match(line) and not ITEM.match(line)
    ]
    if len(opening) > len(lines) / 2 or not all(ends_a_sentence(lines[i - 1]) for i in opening):
        return [lines]
    return [lines[i:j] for i, j in pairwise([0, *opening, len(lines)])]


def wrapped_parts(lines: list[str]) -> list[list[str]]:
    """Wrapped lines without blank ones between, in parts that are paragraphs.

    Where none begins with an indented line, one ends with a sentence behind which the next word
    would have had room, or is a short line like a heading.
    """
    parts = indented_parts(lines)
    if len(parts) > 1:
        return parts
    lines = [line.rstrip() for line in lines]
    width = max(map(len, lines))
    ends = [
        i
        for i, (line, after) in enumerate(pairwise(lines), 1)
        if (ends_a_sentence(line) and len(line) + len(after.split()[0]) < width)
        or _is_short_heading(line, after, width)
    ]
    return [lines[i:j] for i, j in pairwise([0, *ends, len(lines)])]
