"""Rows of a table, or the parts of a document -> paragraphs, many at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from ..characters import all_as_meant
from ..errors import ToolkitError
from ..measures import all_measures
from ..reading.blocks import BLANK
from ..reading.cells import as_name
from ..reading.column_names import checked_names, our_names, used_names
from ..reading.decoding import clean
from ..reading.entries import Entries, table_entries
from ..reading.marker import marker_test
from ..reading.tables import Rows
from ..text import as_texts, is_text
from .prose import Reading, given_role, number_of, role_of, sure_rows
from .schemas import as_cell

TEXT = pa.large_string()
# Ours while the paragraphs are measured, and nobody's names for columns.
PLACE, PIECE = "number of the input in its piece", "number of the piece"
SCHEMA = pa.schema(
    [
        ("story", TEXT),
        ("role", pa.string()),
        ("paragraph", pa.float64()),
        ("kind", pa.string()),
        ("text", TEXT),
        (PLACE, pa.int64()),
    ]
)


@dataclass
class Found:
    """Paragraphs in the columns of `SCHEMA` and the inputs' own; `PLACE` numbers the inputs.

    `errors` are (place, reason, inputs it stands for); `places` names what it numbers.
    """

    table: pa.Table | None
    errors: list[tuple[str, str, int]]
    inputs: int
    places: Sequence[str] = ()

    def and_errors(self, errors: list[tuple[str, str, int]]) -> Found:
        """The same with inputs that could not even be taken apart."""
        return replace(self, errors=errors + self.errors, inputs=self.inputs + len(errors))


def of_entries(entries: Entries, *, without_role: bool) -> Found:
    """The paragraphs of a document."""
    is_whole = len(entries.parts) == 1
    rows = [
        (
            part.story,
            None if without_role and is_whole else part.role,
            None,
            block.table_kind,
            block.text,
            0,
        )
        for part in entries.parts
        for block in part.blocks
    ]
    return Found(_table(rows), [], 1, [part.place for part in entries.parts[:1]])


def of_table(
    columns: dict, places: list[str], shown: str, name: str, first: int, reading: Reading
) -> Found:
    """The paragraphs of a table's rows. `columns` are lists or Arrow arrays of one length.

    Most rows are one line of prose and need no more than a look, all together; the others are read
    as `read_stories` reads them.
    """
    n = len(places)
    if not n:
        return Found(None, [], 0)
    try:
        columns = named(columns, shown, reading.text_column)
    except ToolkitError as error:
        return Found(None, [(shown, str(error), n)], n)
    used = used_names(columns)
    ours = {c: _as_list(columns[c]) for c in used if c in columns and c != "text"}
    extras = {c: values for c, values in columns.items() if c not in used}
    ours["story"] = _stories(ours.get("story"), name, first, n)
    texts = _texts(columns.get("text"), n)
    sure, roles = sure_rows(ours, texts, reading)
    others = np.flatnonzero(~sure)
    table, errors = _paragraphs(ours, roles, texts, np.flatnonzero(sure)), []
    if len(others):
        if "text" in columns:
            ours["text"] = _as_list(columns["text"])
        rows, errors = _read(ours, others.tolist(), places, name, reading)
        table = pa.concat_tables([table, _table(rows)]).sort_by(PLACE)
    if extras and table.num_rows:
        taken = pa.table({c: _as_array(values) for c, values in extras.items()})
        taken = taken.take(table[PLACE].combine_chunks())
        for c in taken.column_names:
            table = table.append_column(c, taken[c])
    return Found(table, errors, n, places)


def _texts(values, n: int) -> pa.Array:
    """A column of texts, null where a cell holds anything else."""
    if not (isinstance(values, (pa.Array, pa.ChunkedArray)) and is_text(values.type)):
        values = [None] * n if values is None else _as_list(values)
        values = [value if type(value) is str else None for value in values]
    return all_as_meant(as_texts(values))


def _paragraphs(ours: dict, roles: list, texts: pa.Array, which: np.ndarray) -> pa.Table:
    """The rows `which`, a paragraph each."""
    at = pa.array(which)
    texts = texts.take(at)
    numbers = kinds = None
    if "paragraph" in ours or "kind" in ours:
        numbers = [number_of(number) for number in _picked(ours.get("paragraph"), which)]
        kinds = [kind or "body" for kind in _picked(ours.get("kind"), which)]
    else:
        texts = pc.utf8_trim(texts, BLANK)
    columns = [
        pa.array(_picked(ours["story"], which), TEXT),
        pa.array(_picked(roles, which), pa.string()),
        pa.nulls(len(at), pa.float64()) if numbers is None else pa.array(numbers, pa.float64()),
        pa.array(["body"] * len(at) if kinds is None else kinds, pa.string()),
        texts,
        at,
    ]
    return pa.table(columns, schema=SCHEMA)


def _picked(values: list | None, which: np.ndarray) -> list:
    return [None] * len(which) if values is None else [values[i] for i in which.tolist()]


def named(columns: dict, shown: str, text_column: str) -> dict:
    """The columns under our names; `ToolkitError` where there is no text, or a name is taken."""
    columns = dict(zip(checked_names(columns, text_column), columns.values(), strict=True))
    measured = [c for c in columns if c in all_measures()]
    if measured and "n_words" not in columns:
        raise ToolkitError(
            f"{shown} has a column {measured[0]!r} of its own, which is the name of a "
            "measure; rename it"
        )
    return {
        clean(str(c)): v
        for c, v in columns.items()
        if c not in all_measures() and not str(c).startswith("__index_level_")
    }


def story_column(names) -> str | None:
    """The column with the stories' names, in capitals or not."""
    names = list(names)
    ours = our_names(names)
    return names[ours.index("story")] if "story" in ours else None


def _stories(given: list | None, name: str, first: int, n: int) -> list[str]:
    made = [f"{name}-{i}" for i in range(first, first + n)]
    if given is None:
        return made
    return [
        as_name(s) or m if s is not None and s == s else m for s, m in zip(given, made, strict=True)
    ]


def _read(ours: dict, which: list[int], places, name: str, reading: Reading):
    """The rows `which` as `read_stories` reads them; a row without a role keeps none."""
    columns = {c: [values[i] for i in which] for c, values in ours.items()}
    frame = pd.DataFrame({c: pd.Series(v, dtype=object) for c, v in columns.items()})
    given = given_role(reading)
    filled_in = given or "report"  # so that the row can be read; taken away again below
    if "kind" in frame and "paragraph" not in frame:
        frame["paragraph"] = 1
    says = np.full(len(frame), given is not None or "text" not in frame)
    if "role" in frame:
        says |= np.array([role_of(role) is not None for role in frame["role"]])
        frame["role"] = frame["role"].where(says, filled_in)
    elif "paragraph" in frame:
        frame["role"] = filled_in
    asked = Rows(frame, [places[i] for i in which])
    is_marker = marker_test(reading.marker)
    entries = table_entries(asked, name, "text", filled_in, reading.marker, is_marker)
    n_parts = Counter(part.row for part in entries.parts)
    rows = [
        (
            part.story,
            part.role if says[part.row] or n_parts[part.row] > 1 else None,
            part.number if "paragraph" in ours else None,
            block.table_kind,
            block.text,
            which[part.row],
        )
        for part in entries.parts
        for block in part.blocks
    ]
    return rows, [(error["place"], error["reason"], 1) for error in entries.errors]


def _table(rows: list[tuple]) -> pa.Table:
    columns = list(zip(*rows, strict=True)) if rows else [[]] * len(SCHEMA)
    return pa.table(
        [pa.array(values, f.type) for values, f in zip(columns, SCHEMA, strict=True)], schema=SCHEMA
    )


def _as_list(values) -> list:
    return values.to_pylist() if isinstance(values, (pa.Array, pa.ChunkedArray)) else values


def _as_array(values):
    """A column of a user's own; one that mixes kinds of values becomes text."""
    if isinstance(values, (pa.Array, pa.ChunkedArray)):
        return values
    try:
        array = pa.array(values)
        if not pa.types.is_nested(array.type):
            return array
    except (pa.ArrowException, TypeError, ValueError, OverflowError):
        pass
    return pa.array([as_cell(value) for value in values], pa.string())
