"""Tables whose columns differ -> one table: what is missing is null, what disagrees is text."""

from __future__ import annotations

import json
from collections.abc import Iterable

import pyarrow as pa


def common_schema(schemas: Iterable[pa.Schema]) -> pa.Schema:
    """All columns in order of appearance; of two types the wider one, or else text.

    >>> a, b = pa.schema([("n", pa.int64())]), pa.schema([("n", pa.string()), ("d", pa.null())])
    >>> common_schema([a, b])
    n: string
    d: null
    """
    types: dict[str, pa.DataType] = {}
    for schema in schemas:
        for field in schema:
            known = types.get(field.name)
            types[field.name] = field.type if known is None else _wider(known, field.type)
    return pa.schema(types.items())


def _wider(a: pa.DataType, b: pa.DataType) -> pa.DataType:
    if a == b or pa.types.is_null(b):
        return a
    try:
        pair = [pa.schema([("x", kind)]) for kind in (a, b)]
        return pa.unify_schemas(pair, promote_options="permissive").field(0).type
    except pa.ArrowException:
        return pa.string()


def in_schema(table: pa.Table, schema: pa.Schema) -> pa.Table:
    """The table with the columns and types of `schema`."""
    columns = [
        _cast(table[field.name], field.type)
        if field.name in table.column_names
        else pa.nulls(table.num_rows, field.type)
        for field in schema
    ]
    return pa.table(columns, schema=schema)


def _cast(column: pa.ChunkedArray, kind: pa.DataType) -> pa.ChunkedArray:
    try:
        return column.cast(kind)
    except pa.ArrowException:
        texts = [
            None if value is None else json.dumps(value, default=str)
            for value in column.to_pylist()
        ]
        return pa.chunked_array([pa.array(texts, kind)])
