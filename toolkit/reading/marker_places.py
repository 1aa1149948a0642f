"""Which lines of a running text are its markers, and which are the middle of a sentence."""

from __future__ import annotations

from collections.abc import Callable

from .marker import LONGEST_MARKER, asks_to_read, known_marker

HEADING_WORDS = 12  # a heading has at most so many words

_FINAL = ".!?\u2026:;,\u3002\uff01\uff1f"
_CLOSERS = "\"'\u2019\u201d\u00bb)]}*_ "


def never(line: str) -> bool:
    """No line is a marker."""
    return False


def marker_lines(
    lines: list[str], is_marker: Callable[[str], bool], wrapped: bool
) -> dict[int, str]:
    """Line number -> the marker that stands there; "" for the second line of a wrapped one.

    What a caller names is a marker wherever it is a line. A known form may also come about where a
    sentence is wrapped, and then the lines around it tell: the sentence goes on into them.
    """
    if is_marker is never:
        return {}
    if is_marker is not known_marker:
        return {i: line for i, line in enumerate(lines) if line and is_marker(line)}
    found: dict[int, str] = {}
    for i, line in enumerate(lines):
        if not line or i in found or len(line) > LONGEST_MARKER:
            continue
        before = lines[i - 1] if i and i - 1 not in found else ""
        begins = ends_a_sentence(before)
        if wrapped and not begins and line[0].islower() and not _is_below_a_headline(lines, i):
            continue
        after, next_one = (*lines[i + 1 : i + 3], "", "")[:2]
        goes_on = not ends_a_sentence(line) and _goes_on_with(after)
        both = f"{line} {after}"
        asks = begins and asks_to_read(line)
        if goes_on and is_marker(both) and (asks or not _goes_on_with(next_one)):
            found[i], found[i + 1] = both, ""
        elif is_marker(line) and (not goes_on or asks or (begins and not wrapped)):
            found[i] = line
    return found


def ends_a_sentence(line: str) -> bool:
    """Whether no sentence goes on from this line into the next."""
    return not line or line.rstrip(_CLOSERS).endswith((".", "!", "?", "\u2026", ":"))


def looks_like_heading(text: str) -> bool:
    """Whether a text is short and ends without the sign of a sentence's end."""
    if len(text) > 40 * HEADING_WORDS or "\n" in text:
        return False
    end = text.rstrip(_CLOSERS)
    return bool(end) and end[-1] not in _FINAL and len(text.split()) <= HEADING_WORDS


def _goes_on_with(line: str) -> bool:
    """Whether the line continues a sentence: in lower case, and with no name and no address."""
    first = line.split(maxsplit=1)[0] if line else ""
    is_lower = first[:1].islower() and first == first.lower()  # as iPhone and al-Qaeda are not
    return is_lower and not first.startswith(("http://", "https://", "www."))


def _is_below_a_headline(lines: list[str], i: int) -> bool:
    """Whether the line above stands alone like a headline, and no sentence ends or goes on here."""
    above = lines[i - 2] if i > 1 else ""
    after = lines[i + 1] if i + 1 < len(lines) else ""
    alone = not above and not after and not ends_a_sentence(lines[i])
    return alone and looks_like_heading(lines[i - 1])
