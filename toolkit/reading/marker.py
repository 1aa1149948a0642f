"""The line between a report and the commentary on it: its forms, and where it stands in a text."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable
from functools import cache

from ..errors import ToolkitError
from ..lexicons import rows
from .headings import ends_a_sentence, looks_like_heading

LONGEST_MARKER = 200  # characters; longer lines are prose, and no pattern ever runs on them
EXAMPLE = "Read the original article here"

_LINK = re.compile(r"\[([^\[\]]*)\]\([^()\s]*\)")
_ADDRESS = re.compile(r"\b(?:https?://|www\.)\S+", re.IGNORECASE)
_QUOTES = str.maketrans({"\u2019": "'", "\u2018": "'", "\u201c": '"', "\u201d": '"'})
_TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)
_ASKS = re.compile(r"\W*(?:read|view|see|find|click|tap|continue|you|please|link)\b", re.IGNORECASE)
_EDGES = re.compile(r"^[\W_]+|[\W_]+$|\s*\([^()]*\)[\W_]*$")


def plain_line(line: str) -> str:
    """A line without case, tags, links, addresses, and what stands at its ends: marks, emoji, a
    remark in brackets.

    >>> plain_line("**[Read the original article here](https://news.example/a)** »")
    'read the original article here'
    """
    line = _LINK.sub(r"\1", _TAG.sub(" ", line)).replace("**", "").replace("__", "")
    line = " ".join(_ADDRESS.sub(" ", line).translate(_QUOTES).split())
    return _EDGES.sub("", line).casefold()


@cache
def _known() -> re.Pattern:
    return re.compile("|".join(f"(?:{row['pattern']})" for row in rows("marker_lines.tsv")))


@cache
def marker_words() -> str:
    """A pattern of words of which every known marker line has one."""
    words = {word: None for row in rows("marker_lines.tsv") for word in row["needs"].split("|")}
    return rf"(?i)\b({'|'.join(words)})\b"


@cache
def _needed() -> re.Pattern:
    return re.compile(marker_words())


def known_marker(line: str) -> bool:
    """Whether a line has one of the known forms."""
    return (
        len(line) <= LONGEST_MARKER
        and ("[" in line or _needed().search(line) is not None)  # a link may part a word
        and _known().fullmatch(plain_line(line)) is not None
    )


def asks_to_read(line: str) -> bool:
    """Whether a line begins as a request does, and not as the subject of a sentence may."""
    return _ASKS.match(line) is not None


def marker_test(marker: str | re.Pattern | None = None) -> Callable[[str], bool]:
    """A function that tells whether a line is the marker.

    `marker` is the line itself (compared without case and end punctuation), a compiled pattern
    that must match the whole line, or None for the known forms in `lexicons/marker_lines.tsv`.

    >>> marker_test()("Read the original article here")
    True
    >>> marker_test("* * *")("* * *")
    True
    """
    if marker is None:
        return known_marker
    if isinstance(marker, re.Pattern):
        return lambda line: marker.fullmatch(line.strip()) is not None
    if not isinstance(marker, str) or not marker.strip():
        raise ToolkitError(
            f"marker={marker!r} can't divide a story; give the line between report and commentary "
            f"as a string, for example marker={EXAMPLE!r}"
        )
    wanted, plain = " ".join(marker.split()), plain_line(marker)
    if not plain:
        return lambda line: " ".join(line.split()) == wanted
    return lambda line: len(line) <= len(marker) + LONGEST_MARKER and plain_line(line) == plain


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


def nearest_line(lines: Iterable[str], marker: str | re.Pattern | None) -> str | None:
    """The line most like the marker that was looked for, or None: for the error message."""
    wanted = plain_line(marker if isinstance(marker, str) else EXAMPLE)
    short = {plain_line(line): line.strip() for line in lines if len(line) <= LONGEST_MARKER}
    near = difflib.get_close_matches(wanted, list(short)[:2000], n=1, cutoff=0.75)
    if near:
        return short[near[0]]
    begins = re.compile(rf"{re.escape(wanted)}(?!\w)")
    longer = (line for plain, line in short.items() if begins.match(plain))
    return next(longer, None) if isinstance(marker, str) and wanted else None
