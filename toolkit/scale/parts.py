"""Parts of the output: which pieces make one, what is written of it, and what is finished already.

A part is a Parquet file that appears under its name only when it is whole. It carries in its footer
the key of what it was made from, its counts, and what could not be read; so a run that was killed
leaves nothing behind that a rerun could mistake, and the rerun goes on from the parts there are.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from .pieces import Piece
from .whole import written_whole

RECORD = b"toolkit.part"
LEAST = 4096  # bytes that a piece counts for at least: opening a file takes time too


@dataclass(frozen=True)
class Part:
    """Consecutive pieces that are measured and written together.

    `upto` is how many bytes of all inputs had been read when it was full.
    """

    number: int
    key: str
    pieces: list[Piece]
    upto: int = 0

    @property
    def name(self) -> str:
        return f"part-{self.number:05d}.parquet"


@dataclass(frozen=True)
class Record:
    """What the footer of a finished part says of it."""

    key: str
    inputs: int
    refused: int
    paragraphs: int
    without_role: int
    with_tags: int
    long_paragraphs: int
    words: int
    errors: list[tuple[str, str, int]]


def parts_of(pieces: Iterable[Piece], size: int, job: str) -> Iterator[Part]:
    """Parts of about `size` bytes; pieces of one story stay together."""
    held: list[Piece] = []
    weight = number = 0
    for piece in pieces:
        cost = max(piece.size, LEAST)
        together = held and piece.story and piece.story == held[-1].story
        if held and weight + cost > size and not together:
            yield _part(number, held, job)
            held, weight, number = [], 0, number + 1
        held.append(piece)
        weight += cost
    if held:
        yield _part(number, held, job)


def _part(number: int, pieces: list[Piece], job: str) -> Part:
    key = hashlib.sha256(job.encode())
    for piece in pieces:
        text = "\0".join([piece.shown, piece.name, piece.key, str(piece.inputs)])
        key.update(text.encode("utf-8", "replace") + b"\0\0")
    return Part(number, key.hexdigest(), pieces)


def write_part(table: pa.Table, record: Record, path: Path) -> None:
    """Write the part whole or not at all; OSError where it can't be written."""
    said = json.dumps(record.__dict__, ensure_ascii=True).encode()
    table = table.replace_schema_metadata({**(table.schema.metadata or {}), RECORD: said})
    names = [f.name for f in table.schema if not pa.types.is_floating(f.type) and f.name != "text"]
    with written_whole(path) as fresh, open(fresh, "wb") as file:
        pq.write_table(
            table,
            file,
            compression="zstd",
            compression_level=1,
            use_dictionary=names,
            write_page_index=False,
        )


def opened(path: Path) -> pa.OSFile:
    """A file for pyarrow, which takes some paths for addresses and others for no text."""
    return pa.OSFile(os.fsencode(path))


def read_record(path: Path) -> Record | None:
    """The record of a finished part; None if there is none, or the file is not one."""
    try:
        said = pq.read_schema(opened(path)).metadata[RECORD]
        record = Record(**json.loads(said))
    except (OSError, pa.ArrowException, KeyError, TypeError, ValueError):
        return None
    return replace(record, errors=[tuple(error) for error in record.errors])


def is_part(name: str) -> bool:
    """Whether a file's name is one that a part may have."""
    return name.startswith("part-") and name.endswith(".parquet")


def finished(folder: Path) -> list[Path]:
    """The parts in a folder, in order."""
    return sorted(folder.glob("part-*.parquet"), key=lambda path: (len(path.name), path.name))


def unfinished(folder: Path) -> list[Path]:
    """What runs that were killed left of the files they were writing in their own folder."""
    return [path for path in folder.glob(".*") if path.is_file()]
