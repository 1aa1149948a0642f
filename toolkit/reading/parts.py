"""The two parts of a story: where the marker divides them, and what a file's name says."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from ..columns import NAME_ROLES, ROLES
from ..errors import ToolkitError
from .blocks import Block
from .headings import HEADING_WORDS
from .marker import EXAMPLE, LONGEST_MARKER, nearest_line, plain_line

_COMMENTARY = {"commentary", "comment", "opinion", "analysis", "our view", "my view", "my comment"}
_SOURCE = re.compile(
    r"\W*(?:(?:the )?(?:original|originally|source|full)\b|(?:read|view|link|via)\b|https?://|www\.)",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(  # may be a sentence
    r"\W*(?:(?:this|the) (?:article|story|post|piece|report|column) )?(?:was )?"
    r"(?:originally|first) (?:appeared|published)\b|\W*continue reading\b",
    re.IGNORECASE,
)
_PUT_A_LINE = f"put the line {EXAMPLE!r} between them (or name your own: marker=, --marker)"
WAYS_ON = f'{_PUT_A_LINE}, or give two parts: read_story(report="a.txt", commentary="b.txt")'
WAYS_ON_FILE = (
    f"{_PUT_A_LINE}, or make two files, such as port.report.txt and port.commentary.txt, or say "
    "role= (--role) if all texts are of one role"
)
WAYS_ON_ROW = (
    f"{_PUT_A_LINE}, or have the columns 'report' and 'commentary', or a column 'role' {NAME_ROLES}"
)


def divide(
    blocks: list[Block], marker, name: str, ways_on: str = WAYS_ON, notes: Sequence[str] = ()
) -> list[list[Block]]:
    """The blocks before and after the marker; `ToolkitError` if it, or either of them, is missing.

    The error repeats the `notes`: what was left out may be what is missing.
    Where several lines are markers, the first with words on both sides divides and the others go.
    """
    at = [i for i, block in enumerate(blocks) if block.kind == "marker"]
    check_words(blocks, name, notes)
    noted = _noted(notes)
    if not at:
        raise ToolkitError(
            f"{name} has no line that divides report from commentary{_hint(blocks, marker)}; "
            f"{ways_on}{noted}"
        )
    for i in at:
        before, after = blocks[:i], blocks[i + 1 :]
        if has_words(before) and has_words(after):
            return [_without_markers(before), _without_markers(after)]
    side, part = ("after", "commentary") if has_words(blocks[: at[0]]) else ("before", "report")
    raise ToolkitError(
        f"{name} has no words {side} the line {blocks[at[0]].text!r}, so there is no {part}{noted}"
    )


def between_markers(blocks: list[Block]) -> list[Block]:
    """The blocks of a text of one role without a marker line at either end."""
    while blocks and blocks[0].kind == "marker":
        blocks = blocks[1:]
    while blocks and blocks[-1].kind == "marker":
        blocks = blocks[:-1]
    return blocks


def as_one_part(blocks: list[Block], name: str) -> tuple[list[Block], list[str]]:
    """The blocks of a text of one role, a marker in it a line like others, and a note on that."""
    blocks = between_markers(blocks)
    inside = [block.text for block in blocks if block.kind == "marker"]
    notes = [f"{name}: the line {inside[0]!r} inside was read as text"] if inside else []
    return [b._replace(kind="body") if b.kind == "marker" else b for b in blocks], notes


def check_words(blocks: Iterable[Block], name: str, notes: Sequence[str] = ()) -> None:
    """Raise `ToolkitError` for blocks without words; what was left out may be what is missing."""
    if not has_words(blocks):
        raise ToolkitError(f"{name} has no words to measure{_noted(notes)}")


def _noted(notes: Sequence[str]) -> str:
    return f" ({'; '.join(notes)})" if notes else ""


def has_words(blocks: Iterable[Block]) -> bool:
    """Is there a letter or a digit in any block that is not a marker?"""
    return any(block.kind != "marker" and any(map(str.isalnum, block.text)) for block in blocks)


def story_name(path: Path) -> str:
    """The file's name without its ending(s): `kursk.txt` and `kursk.csv.gz` are both "kursk"."""
    return Path(path.stem).stem if path.suffix.lower() == ".gz" else path.stem


def part_name(path: Path) -> tuple[str, str | None]:
    """Story and role, where a name ends in the role: `port.report.txt` -> ("port", "report").

    The story is "" where the role is the whole name; the role is None where the name has none.
    """
    name = story_name(path)
    for role in ROLES:
        if name.casefold().endswith(role):
            before = name[: -len(role)]
            if not before or before[-1] in "._- ":
                return before.rstrip("._- "), role
    return name, None


def has_other_part(path: Path, endings: Iterable[str]) -> bool:
    """Whether the story's other part is in a file beside this one, of one of these endings."""
    role = part_name(path)[1]
    if role is None:
        return False
    stem = story_name(path)
    other = stem[: -len(role)] + ROLES[1 - ROLES.index(role)]
    return any(os.path.isfile(path.with_name(other + ending)) for ending in endings)


def _hint(blocks: list[Block], marker) -> str:
    near = nearest_line((line for block in blocks for line in block.text.split("\n")), marker)
    if near:
        return f" (is it {near!r}?)"
    lines = [line for block in blocks for line in block.text.split("\n") if line][1:]
    paragraphs = [block.text for block in blocks[1:]]  # before lines that may be wrapped ones
    own = next(filter(_names_a_commentary, paragraphs), None)
    own = own or next(filter(_points_to_the_report, paragraphs + lines), None)
    if own and marker is None:
        return f" (there is a line {own!r}: if it divides them, say marker={own!r})"
    return f" (no line reads {marker!r})" if isinstance(marker, str) else ""


def _names_a_commentary(line: str) -> bool:
    return plain_line(line) in _COMMENTARY


def _points_to_the_report(line: str) -> bool:
    """Whether a line is none of the known ones, but says where the report is."""
    if len(line) > LONGEST_MARKER or len(line.split()) > HEADING_WORDS:
        return False
    return bool(_PUBLISHED.match(line) or (line[-1] not in ".!?" and _SOURCE.match(line)))


def _without_markers(blocks: list[Block]) -> list[Block]:
    return [block for block in blocks if block.kind != "marker"]
