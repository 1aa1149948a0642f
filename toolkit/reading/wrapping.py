"""Which lines of a text are paragraphs of their own, and which are wrapped."""

from __future__ import annotations

from .heads import LONG_LINE
from .marker_places import ends_a_sentence

SHORT_LINE = 30  # characters: nobody wraps lines at less
WIDE_LINE = 100  # characters: lines are seldom wrapped at more


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
