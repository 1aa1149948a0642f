"""Which lines of a text are paragraphs of their own, which are wrapped, and where those part."""

from __future__ import annotations

import re
from itertools import pairwise

from .heads import LONG_LINE
from .marker_places import ends_a_sentence, looks_like_heading

SHORT_LINE = 30  # characters: nobody wraps lines at less
SHORT = 0.7  # of the widest line: a wrapped one has no room for more
WIDE_LINE = 100  # characters: lines are seldom wrapped at more
BULLETS = "\u00b7\u2022\u2023\u25a0\u25aa\u25cf\u25e6\uf0a7\uf0b7"  # two are of Word's own font
ITEM = re.compile(
    rf"[ \t]{{0,40}}([-*+{BULLETS}\u2013]|\d{{1,2}}[.)])"
    rf"(?:[ \t]+|(?<=[{BULLETS}])[ \t\u00a0]+)(?=\S)"
)
_INDENT = re.compile("  |\t|\u2003|\u3000")


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
        top = (n for n, i in enumerate(stretch) if len(lines[i]) >= SHORT_LINE)
        stretch = stretch[next(top, len(stretch)) :]
        goes_on = [
            not ends_a_sentence(lines[i]) and lines[i + 1][:1].islower() for i in stretch[:-1]
        ]
        if 2 * sum(goes_on) > len(goes_on) and max(len(lines[i]) for i in stretch) <= LONG_LINE:
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
        or (len(line) < SHORT * width and looks_like_heading(line) and not after[0].islower())
    ]
    return [lines[i:j] for i, j in pairwise([0, *ends, len(lines)])]
