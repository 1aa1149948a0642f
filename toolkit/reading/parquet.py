"""Parquet files -> tables with every text written out, within bounds."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from ..errors import ToolkitError
from ..text import is_text
from .delimited import refuse_doubled
from .files import MAX_TABLE_BYTES


def parquet_table(path: Path) -> pa.Table:
    """The rows of a file; one that is damaged or too large raises `ToolkitError`."""
    try:
        with pq.ParquetFile(path) as file:
            texts = text_columns(file.schema_arrow)
        with pq.ParquetFile(path, read_dictionary=texts) as file:
            size = unpacked_size(file.metadata)
            if size > MAX_TABLE_BYTES:
                raise ToolkitError(
                    f"{path.name} is too large to be read at once: {size / 2**20:,.0f} MB; split it"
                )
            return spelt_out(file.read(), path.name)
    except ToolkitError:
        raise
    except Exception as error:  # pyarrow raises its own and OSError for damaged files
        raise ToolkitError(
            f"{path.name} can't be read as Parquet ({type(error).__name__}): "
            "it is damaged or cut short"
        ) from None


def unpacked_size(metadata: pq.FileMetaData) -> int:
    """The bytes of all rows, as the file says."""
    groups = map(metadata.row_group, range(metadata.num_row_groups))
    return sum(group.total_byte_size for group in groups)


def text_columns(schema: pa.Schema) -> list[str]:
    """The columns of an Arrow schema that hold texts: to be read as dictionaries at first."""
    return [field.name for field in schema if is_text(field.type)]


def spelt_out(table: pa.Table, name: str) -> pa.Table:
    """Dictionaries as what they stand for, unless a small file would so become a large one.

    Bytes that are UTF-8 are texts: some writers leave that to be known. Raises ToolkitError where
    the file is too large, and where two columns bear one name.
    """
    refuse_doubled(table.column_names, name)
    columns = table.columns
    for i, column in enumerate(columns):
        if pa.types.is_binary(column.type) or pa.types.is_large_binary(column.type):
            with suppress(pa.ArrowInvalid):
                columns[i] = column.cast(pa.large_string())
        if not pa.types.is_dictionary(column.type):
            continue
        if is_text(column.type.value_type):
            lengths = (
                pc.binary_length(chunk.dictionary).cast(pa.int64()).take(chunk.indices)
                for chunk in column.chunks
            )
            size = sum(pc.sum(of_chunk).as_py() or 0 for of_chunk in lengths)
            if size > MAX_TABLE_BYTES:
                raise ToolkitError(
                    f"{name} is refused: its column {table.column_names[i]!r} unpacks to "
                    f"{size / 2**20:,.0f} MB"
                )
        columns[i] = column.cast(column.type.value_type)
    return pa.table(columns, names=table.column_names)
