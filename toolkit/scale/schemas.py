"""Tables whose columns differ -> one table: what is missing is null, what disagrees is text."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from decimal import Decimal

import pyarrow as pa

from ..reading.cells import EXACT
from ..reading.decoding import clean
from ..text import is_text

MAY_BE_MISSING = (float, Decimal, datetime)  # NaN, and NaT


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
            as_it_is = field.type == wider or pa.types.is_null(field.type) or is_text(wider)
            if not as_it_is and not _holds(wider, column(number, field.name)):
                types[field.name] = pa.string()
    return pa.schema(types.items())


def _holds(kind: pa.DataType, column: pa.ChunkedArray) -> bool:
    """Whether the type holds every value of the column exactly."""
    if pa.types.is_decimal(column.type) and pa.types.is_floating(kind):
        numbers = [_plain(number) for number in column.to_pylist() if number is not None]
        return all(isinstance(n, (int, float)) and abs(n) <= EXACT for n in numbers)
    try:
        column.cast(kind)
    except pa.ArrowException:
        return False
    return True


def _wider(a: pa.DataType, b: pa.DataType) -> pa.DataType:
    if a == b or pa.types.is_null(b):
        return a
    if is_text(a) != is_text(b):  # not bytes, which Arrow takes for wider
        return pa.string()
    try:
        pair = [pa.schema([("x", kind)]) for kind in (a, b)]
        wider = pa.unify_schemas(pair, promote_options="permissive").field(0).type
    except pa.ArrowException:
        return pa.string()
    has_decimals = pa.types.is_decimal(a) or pa.types.is_decimal(b)
    return pa.float64() if has_decimals and pa.types.is_floating(wider) else wider


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
    if is_text(kind) and not is_text(column.type):
        return pa.chunked_array([pa.array(map(as_cell, column.to_pylist()), kind)])
    if pa.types.is_decimal(column.type) and pa.types.is_floating(kind):
        # Arrow makes 0.043000000000000003 of 0.043.
        numbers = [None if number is None else float(number) for number in column.to_pylist()]
        return pa.chunked_array([pa.array(numbers, kind)])
    return column.cast(kind)


def as_cell(value) -> str | None:
    """A value as text: the same for a number or a day, whatever type it has had on the way.

    >>> as_cell(2), as_cell(2.0), as_cell(Decimal("2.00")), as_cell(True), as_cell([0.5])
    ('2', '2', '2', 'true', '[0.5]')
    >>> as_cell(datetime(2020, 1, 1)), as_cell(datetime(2020, 1, 1, 9, 30))
    ('2020-01-01', '2020-01-01 09:30:00')
    """
    if value is None or (isinstance(value, MAY_BE_MISSING) and value != value):
        return None
    if isinstance(value, Decimal):
        value = _plain(value)
    if isinstance(value, float) and value.is_integer() and abs(value) <= EXACT:
        value = int(value)
    if isinstance(value, (bool, int, float, list, dict)):
        text = json.dumps(value, ensure_ascii=False, default=as_cell)
    elif isinstance(value, bytes):
        text = value.decode("utf-8", "backslashreplace")
    elif isinstance(value, datetime):
        text = str(value).removesuffix(" 00:00:00")
    else:
        text = str(value)
    return clean(text)


def _plain(number: Decimal) -> int | float | str:
    """The same number as another type would have it; text if none has it exactly."""
    if not number.is_finite():
        return str(number)
    if number == int(number):
        return int(number)
    near = float(number)
    return near if Decimal(repr(near)) == number else f"{number:f}".rstrip("0")
