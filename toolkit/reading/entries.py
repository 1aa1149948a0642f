"""Rows of a user's table -> the parts of stories that they hold."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from ..characters import (
    WITH_LINE_ENDS,
    WITHOUT_TAGS,
    as_meant,
    has_written_line_ends,
    is_marked_up,
)
from ..columns import ROLES
from ..display import have
from ..endings import DOCUMENT_ENDINGS
from ..errors import ToolkitError
from .blocks import Block, Document
from .cells import name_in, paragraph_number, role_in, text_in
from .column_names import checked_names, used_names
from .language import check_english
from .marker import never
from .paragraphs import text_blocks
from .parts import (
    WAYS_ON_FILE,
    WAYS_ON_ROW,
    as_one_part,
    between_markers,
    check_words,
    divide,
    has_other_part,
    has_words,
    part_name,
)
from .tables import Rows

PLACES_SHOWN = 3  # of the rows that a note is about


class Entry(NamedTuple):
    """A part of a story and where it stood: its row in a table, and the number of its paragraph."""

    story: str
    role: str
    blocks: list[Block]
    place: str
    row: int = 0
    number: float = math.nan


@dataclass
class Entries:
    """Parts of stories, and what could not be made one."""

    parts: list[Entry] = field(default_factory=list)
    extras: pd.DataFrame | None = None  # what else the table had
    errors: list[dict[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def without(self, refused: dict[str, str]) -> Entries:
        """These entries without the places in `refused`, which become errors with its reasons."""
        kept = [part for part in self.parts if part.place not in refused]
        errors = [{"place": place, "reason": reason} for place, reason in refused.items()]
        return replace(self, parts=kept, errors=self.errors + errors)


def table_entries(
    rows: Rows, name: str, text: str, role: str | None, marker, is_marker: Callable
) -> Entries:
    """The parts in a table; a row that has none is a line in `errors`.

    A `text` is a post with a marker line, or of the role in the column `role` (or of `role`); the
    columns `report` and `commentary` are two parts; and a table with a column `paragraph` is a
    paragraphs table already, each of its rows a paragraph.
    """
    if rows.table.empty:
        if rows.errors:
            return Entries(errors=list(rows.errors))
        raise ToolkitError("the table has no rows")
    table = rows.table.set_axis(checked_names(rows.table.columns, text), axis=1)
    if "kind" in table.columns and "paragraph" not in table.columns:
        raise ToolkitError(
            "the table has a column 'kind', a name that the toolkit uses itself; rename yours"
        )
    used = used_names(table.columns)
    columns = {c: table[c].tolist() for c in used if c in table.columns}
    extras = table.drop(columns=list(columns)).reset_index(drop=True)
    found = Entries(extras=extras, errors=list(rows.errors))
    halves: dict[str, list[str]] = {part: [] for part in ROLES}
    whole: dict[str, list[str]] = {}  # rows that are stories of their own, not parts of one
    marked_up, spelt_out, glued = [], [], []
    for i, place in enumerate(rows.places):
        row = {column: values[i] for column, values in columns.items()}
        try:
            story = name_in(row.get("story"), "story") or f"{name}-{i + 1}"
            parts = _row_parts(row, role, marker, is_marker)
            number = paragraph_number(row.get("paragraph"))
        except ToolkitError as error:
            found.errors.append({"place": place, "reason": str(error)})
            continue
        texts = [row[c] for c in ("text", *ROLES) if isinstance(row.get(c), str)]
        if any(map(is_marked_up, texts)):
            marked_up.append(place)
        if any(map(has_written_line_ends, texts)):
            glued.append(place)
        if any(text != as_meant(text) for text in texts):
            spelt_out.append(place)
        if role is None and len(parts) == 2:
            whole.setdefault(story, []).append(place)
        if "text" not in row and len(parts) == 1:
            halves[parts[0][0]].append(place)
        found.parts += [Entry(story, part, blocks, place, i, number) for part, blocks in parts]
    found.notes = [_half(part, places) for part, places in halves.items() if places]
    found.notes += _on_rows(
        marked_up,
        "HTML tags, which are read as text",
        f"; take them out first, with {WITHOUT_TAGS}",
    )
    found.notes += _on_rows(
        glued,
        r"line ends written as \n, which join words and part no paragraphs",
        f"; make them line ends first, with {WITH_LINE_ENDS}",
    )
    found.notes += _on_rows(
        spelt_out,
        "characters spelt out or garbled, such as &#8217; or â€™ for ’, which were set right",
    )
    found.notes += _named_alike({s: places for s, places in whole.items() if len(places) > 1})
    return found


def _half(part: str, places: list[str]) -> str:
    """The note on rows that have this part alone."""
    other = ROLES[1 - ROLES.index(part)]
    return f"{have(len(places), 'row')} no {other}, and the {part} alone was read: {_first(places)}"


def _on_rows(places: list[str], has: str, advice: str = "") -> list[str]:
    """The note on rows that have something, if there are any."""
    return [f"{have(len(places), 'row')} {has}: {_first(places)}{advice}"] if places else []


def _named_alike(stories: dict[str, list[str]]) -> list[str]:
    """The note on stories whose name several rows bear."""
    if not stories:
        return []
    name, places = next(iter(stories.items()))
    more = f", and {len(stories) - 1:,} more such names" if len(stories) > 1 else ""
    return [f"{len(places):,} rows named {name!r} were read as one story: {_first(places)}{more}"]


def _first(places: list[str]) -> str:
    return ", ".join(places[:PLACES_SHOWN]) + (", …" if places[PLACES_SHOWN:] else "")


def document_entries(
    document: Document, path: Path, place: str, name: str, *, role, marker
) -> Entries:
    """The one or two parts of a file; a file of one role bears its story's or folder's name.

    A marker in the middle divides it all the same, unless the other part has a file of its own.
    """
    story, own_role = part_name(path)
    blocks, notes = document.blocks, []
    if own_role and has_other_part(path, DOCUMENT_ENDINGS):
        blocks, notes = as_one_part(blocks, place)
    elif own_role:
        blocks = between_markers(blocks)
    if not (own_role or role) or any(block.kind == "marker" for block in blocks):
        parts = divide(blocks, marker, path.name, WAYS_ON_FILE, document.notes)
        parts = zip(ROLES, parts, strict=True)
    else:
        check_words(blocks, path.name, document.notes)
        parts = [(own_role or role, blocks)]
        if own_role:
            name = (Path(name).parent / story).as_posix().removesuffix("/")
            name = path.resolve().parent.name if name == "." else name
    return Entries([Entry(name, part, blocks, place) for part, blocks in parts], notes=notes)


def english_only(entries: Entries, language: str | None) -> Entries:
    """The entries without those rows or files that hold a part in another language.

    A part is judged by all rows of its story and role together: single rows are often too short.
    """
    texts: dict[tuple[str, str], list[str]] = {}
    for part in entries.parts:
        key = part.story, part.role
        texts.setdefault(key, []).extend(block.text for block in part.blocks)
    wrong = {}
    for (story, role), pieces in texts.items():
        try:
            check_english(" ".join(pieces), f"the {role}", language)
        except ToolkitError as error:
            wrong[story, role] = str(error)
    parts = (part for part in entries.parts if (part.story, part.role) in wrong)
    return entries.without({part.place: wrong[part.story, part.role] for part in parts})


def _row_parts(row: dict, role, marker, is_marker) -> list[tuple[str, list[Block]]]:
    if "paragraph" in row:
        return [(role_in(row.get("role", role)), [_paragraph(row)])]
    if "text" not in row:
        parts = [(part, text_blocks(text_in(row[part]), never)) for part in ROLES]
    elif "role" in row:
        parts = [(role_in(row["role"]), text_blocks(text_in(row["text"]), never))]
    else:
        blocks = text_blocks(text_in(row["text"]), is_marker)
        if role and not any(block.kind == "marker" for block in blocks):
            parts = [(role, blocks)]
        else:
            parts = list(zip(ROLES, divide(blocks, marker, "the text", WAYS_ON_ROW), strict=True))
    check_words([block for _, blocks in parts for block in blocks], "it")
    return [(part, blocks) for part, blocks in parts if has_words(blocks)]


def _paragraph(row: dict) -> Block:
    text, kind = text_in(row["text"]), name_in(row.get("kind"), "kind") or "body"
    check_words([Block("body", text)], "it")
    if kind not in ("body", "heading"):
        raise ToolkitError(f"its kind is {kind!r}; choose body or heading")
    return Block(kind, text)
