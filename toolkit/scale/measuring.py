"""One part, from its pieces to a file: what every worker does, on this machine or another."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ..characters import MAY_BE_MARKED_UP, is_marked_up
from ..measures import all_measures, measure
from ..measures.doubts import LONG_PARAGRAPH
from ..measures.evaluation import evaluate
from ..reading.stories import numbered
from ..tokens import tokenize
from ..vocabulary import Vocabulary
from .english import SIGNS, in_another_language, signs_of_language
from .parts import Part, Record, write_part
from .pieces import Piece
from .prose import Reading
from .rows import PIECE, PLACE, SCHEMA, Found
from .schemas import common_schema, in_schema
from .streams import AGAIN

MOST_KEPT = 500_000  # distinct tokens; they take some 250 MB


@dataclass(frozen=True)
class Options:
    """How inputs are read and measured; the same for all parts of a run."""

    reading: Reading
    measures: tuple[str, ...] | None = None
    counting: str = "published"
    profile: str = "news"


class _Kept(threading.local):
    """What a worker knows of the words it has met, kept from part to part."""

    def __init__(self) -> None:
        self.vocabulary = Vocabulary()

    def words(self) -> Vocabulary:
        """The vocabulary, or an empty one where it has grown too large to keep."""
        if len(self.vocabulary) > MOST_KEPT:
            self.vocabulary = Vocabulary()
        return self.vocabulary


_kept = _Kept()


def measure_part(part: Part, options: Options, folder: Path) -> Record:
    """Read, measure and write a part; its record."""
    table, record = measured(part.pieces, options, part.key)
    write_part(table, record, folder / part.name)
    return record


def measured(pieces: list[Piece], options: Options, key: str = "") -> tuple[pa.Table, Record]:
    """The measures table of some pieces, and its record."""
    found = [one for piece in pieces for one in _read(piece, options.reading)]
    table = _joined(found)
    table, errors = _with_measures(table, found, options)
    table = in_order(table.drop_columns([PLACE, PIECE]))
    table = table.replace_schema_metadata(_attributes(options))
    errors = [error for one in found for error in one.errors] + errors
    words = np.nan_to_num(table["n_words"].to_numpy())
    again = any(reason in AGAIN for _, reason, _ in errors)
    record = Record(
        key="" if again else key,  # no later run may take the part for finished
        inputs=sum(one.inputs for one in found),
        refused=sum(n for _, _, n in errors),
        paragraphs=table.num_rows,
        without_role=table["role"].null_count,
        with_tags=_n_marked_up(table["text"]),
        long_paragraphs=int((words >= LONG_PARAGRAPH).sum()),
        words=int(words.sum()),
        errors=errors,
    )
    return table, record


def _n_marked_up(texts: pa.ChunkedArray) -> int:
    """How many of the texts have the tags of a web page, which count as words."""
    closing = texts.filter(pc.match_substring_regex(texts, MAY_BE_MARKED_UP))
    return sum(map(is_marked_up, closing.to_pylist()))


def _read(piece: Piece, reading: Reading) -> list[Found]:
    """What the piece holds; a text that no reader bears is refused, and the rest goes on."""
    try:
        found = piece.found(reading)
    except Exception as error:  # a fault of the toolkit must not cost an archive's other rows
        halves = piece.halves()
        if halves:
            return [one for half in halves for one in _read(half, reading)]
        reason = f"it can't be read ({type(error).__name__}: {error})"
        return [Found(None, [(piece.place, reason, piece.inputs)], piece.inputs)]
    if not piece.counts_itself and found.inputs != piece.inputs:
        raise AssertionError(f"{piece.place}: {piece.inputs} inputs became {found.inputs}")
    return [found]


def _joined(found: list[Found]) -> pa.Table:
    """The paragraphs of all pieces, with the number of the piece each came from (`PIECE`)."""
    tables = [
        one.table.append_column(PIECE, pa.array(np.full(one.table.num_rows, number)))
        for number, one in enumerate(found)
        if one.table is not None
    ]
    tables = tables or [SCHEMA.append(pa.field(PIECE, pa.int64())).empty_table()]
    schema = common_schema([t.schema for t in tables], lambda i, name: tables[i][name])
    return pa.concat_tables([in_schema(table, schema) for table in tables])


def _without(table: pa.Table, found: list[Found], refused: dict[tuple[int, int], str]):
    """The table without the inputs (piece, place) that are refused, and the errors they become."""
    if not refused:
        return table, []
    places = zip(table[PIECE].to_pylist(), table[PLACE].to_pylist(), strict=True)
    kept = pa.array([place not in refused for place in places])
    errors = [(found[piece].places[place], reason, 1) for (piece, place), reason in refused.items()]
    return table.filter(kept), errors


def in_order(table: pa.Table) -> pa.Table:
    """The paragraphs story by story, each with its number."""
    is_commentary = table["role"].to_pandas().eq("commentary")
    given = table["paragraph"].to_numpy()
    order, numbers = numbered(table["story"].to_pandas(), is_commentary, given)
    if not np.array_equal(order, np.arange(len(order))):
        table = table.take(pa.array(order))
    return table.set_column(2, "paragraph", pa.array(numbers))


def _with_measures(table: pa.Table, found: list[Found], options: Options):
    """The table with its measures; an input that can't be measured becomes an error."""
    names = list(options.measures or all_measures())
    faults: dict[int, str] = {}
    values = _values(table["text"], names, options, 0, faults)
    refused = in_another_language(table, values, options.reading.language)
    for row, reason in faults.items():
        refused[table[PIECE][row].as_py(), table[PLACE][row].as_py()] = reason
    is_heading = pc.equal(table["kind"], "heading").to_numpy()
    for name in names:
        column = np.where(is_heading, np.nan, values[name]) if is_heading.any() else values[name]
        table = table.append_column(name, pa.array(column))
    return _without(table, found, refused)


def _values(texts, names: list[str], options: Options, first: int, faults: dict[int, str]):
    """Each measure of each text, and the signs of its language.

    Texts that raise are halved until the one is found (NaN).
    """
    try:
        tokens = tokenize(texts, _kept.words())
        values = evaluate(tokens, names, counting=options.counting, profile=options.profile)
        return {**values, **signs_of_language(tokens)}
    except Exception as error:  # a fault of the toolkit must not cost an archive's other rows
        if len(texts) < 2:
            faults[first] = f"it can't be measured ({type(error).__name__}: {error})"
            return {name: np.full(len(texts), np.nan) for name in [*names, *SIGNS]}
        middle = len(texts) // 2
        parts = [
            _values(half, names, options, first + offset, faults)
            for half, offset in ((texts[:middle], 0), (texts[middle:], middle))
        ]
        return {name: np.concatenate([part[name] for part in parts]) for name in [*names, *SIGNS]}


@cache
def _attributes(options: Options) -> dict[bytes, bytes]:
    """What `measure` notes in a table's `attrs`, as pandas keeps it in Parquet."""
    names = list(options.measures) if options.measures else None
    attrs = measure([], names, counting=options.counting, profile=options.profile).attrs
    return {b"PANDAS_ATTRS": json.dumps({**attrs, "legend": []}).encode()}
