"""Parquet files of any size, in batches of rows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from ..errors import ToolkitError
from ..reading.parquet import spelt_out, text_columns, unpacked_size
from .parts import opened
from .pieces import Batch, Piece, refused
from .rows import story_column

MOST_ROWS = 100_000


def parquet_pieces(path: Path, shown: str, name: str, key: str, size: int) -> Iterator[Piece]:
    """The rows of a Parquet file in pieces of about `size` bytes that don't part a story.

    Where the file is damaged, the rows before that are given and the others are refused.
    """
    try:
        file = pq.ParquetFile(opened(path))
    except (pa.ArrowException, OSError, ValueError):
        raise ToolkitError(
            f"{shown} can't be read as Parquet: it is damaged or cut short"
        ) from None
    with file:
        total = file.metadata.num_rows
        if not total:
            raise ToolkitError(f"{shown} has no rows")
        first = 1
        try:
            for rows in _whole_stories(_batches(file, path, shown, size), size):
                yield Batch(
                    shown, name, rows.num_rows, f"{key} {first}", rows.nbytes, first, rows=rows
                )
                first += rows.num_rows
        except ToolkitError as error:
            reason = str(error)
        except Exception as error:  # pyarrow raises its own and OSError for damaged pages
            reason = f"{shown} is damaged ({type(error).__name__})"
        else:
            return
        yield refused(f"{shown}, rows {first} to {total}", reason, total - first + 1)


def _batches(file: pq.ParquetFile, path: Path, shown: str, size: int) -> Iterator[pa.Table]:
    """Batches of about `size` bytes; texts stay dictionaries until their length is known."""
    texts = text_columns(file.schema_arrow)
    per_row = unpacked_size(file.metadata) / max(1, file.metadata.num_rows)
    rows = int(min(MOST_ROWS, max(1, size / max(per_row, 1))))
    with pq.ParquetFile(opened(path), read_dictionary=texts, pre_buffer=False) as unread:
        for batch in unread.iter_batches(batch_size=rows, use_threads=False):
            yield spelt_out(pa.Table.from_batches([batch]), shown)


def _whole_stories(batches: Iterator[pa.Table], size: int) -> Iterator[pa.Table]:
    """The same rows, cut where a story ends; one that goes on too long is cut all the same."""
    held = None
    for batch in batches:
        held = (
            batch if held is None else pa.concat_tables([held, batch], promote_options="permissive")
        )
        end = held.num_rows
        name = story_column(held.column_names)
        if name is not None and held.nbytes < 8 * size:
            stories = held[name].combine_chunks()
            differs = np.array([story != stories[-1].as_py() for story in stories.to_pylist()])
            end = int(np.flatnonzero(differs)[-1]) + 1 if differs.any() else 0
        if end:
            yield held.slice(0, end)
            held = held.slice(end)
    if held is not None and held.num_rows:
        yield held
