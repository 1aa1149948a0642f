"""Tables whose columns differ -> one table: what is missing is null, what disagrees is text."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

import pyarrow as pa

from ..reading.decoding import clean

EXACT = 2**53  # up to here a double holds every whole number


def common_schema(
    schemas: Sequence[pa.Schema], column: Callable[[int, str], pa.ChunkedArray]
) -> pa.Schema:
    """All columns in order of appearance; of two types the wider one, or else text.

    Text too where the wider one does not hold a value exactly, such as a number of nineteen digits
    beside fractions; for that, `column` gives the values that schema i has under a name.

    >>> tables = [pa.table({"n": [1], "id": [2**60]}), pa.table({"n": [0.5], "id": [0.5]})]
    >>> common_schema([table.schema for table in tables], lambda i, name: tables[i][name])
    n: double
    id: string
    """
    types: dict[str, pa.DataType] = {}
    for schema in schemas:
        for field in schema:
            known = types.get(field.name)
            types[field.name] = field.type if known is None else _wider(known, field.type)
    for number, schema in enumerate(schemas):
        for field in schema:
            wider = types[field.name]
            if field.type != wider and not pa.types.is_null(field.type) and not _is_text(wider):
                try:
                    column(number, field.name).cast(wider)
                except pa.ArrowException:
                    types[field.name] = pa.string()
    return pa.schema(types.items())


def _is_text(kind: pa.DataType) -> bool:
    return pa.types.is_string(kind) or pa.types.is_large_string(kind)


def _wider(a: pa.DataType, b: pa.DataType) -> pa.DataType:
    if a == b or pa.types.is_null(b):
        return a
    try:
        pair = [pa.schema([("x", kind)]) for kind in (a, b)]
        return pa.unify_schemas(pair, promote_options="permissive").field(0).type
    except pa.ArrowException:
        return pa.string()


def in_schema(table: pa.Table, schema: pa.Schema) -> pa.Table:
    """The table with the columns and types of `schema`, a `common_schema` of it and others."""
    columns = [
        _cast(table[field.name], field.type)
        if field.name in table.column_names
        else pa.nulls(table.num_rows, field.type)
        for field in schema
    ]
    return pa.table(columns, schema=schema)


def _cast(column: pa.ChunkedArray, kind: pa.DataType) -> pa.ChunkedArray:
    if column.type == kind:
        return column
    if _is_text(kind) and not _is_text(column.type):
        return pa.chunked_array([pa.array(map(as_cell, column.to_pylist()), kind)])
    return column.cast(kind)


def as_cell(value) -> str | None:
    """A value as text: the same for a whole number, whatever type it has had on the way.

    >>> as_cell(2), as_cell(2.0), as_cell(0.5), as_cell(True), as_cell([1])
    ('2', '2', '0.5', 'true', '[1]')
    """
    if value is None:
        return None
    if isinstance(value, float) and value.is_integer() and abs(value) <= EXACT:
        value = int(value)
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return clean(text)[0]
