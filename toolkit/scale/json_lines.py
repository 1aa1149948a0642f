"""Lines of JSON, an object each -> columns."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from itertools import chain, repeat

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.json

from ..reading.cells import EXACT
from ..reading.decoding import clean
from ..reading.files import MAX_BYTES
from ..reading.json_rows import record_of
from .streams import as_text

TOO_LONG = f"it is longer than {MAX_BYTES // 2**20} MB"
DEEPEST = 500  # brackets in a line that Arrow is given; it crashes where they nest too deep


def json_columns(block: bytes, name: str) -> tuple[dict, list[int], list[tuple[int, str]]]:
    """The columns of the objects in `block`, the line of each, and (line, reason) of what is none.

    Columns are lists or Arrow arrays; lines count from 0. Arrow reads four times as fast as Python
    and knows no half measures: a block that it objects to is read by Python, line by line.
    """
    filled = filled_lines(block)
    columns = _by_arrow(block, len(filled))
    if columns is not None:
        return columns, list(filled), []
    records, numbers, errors = [], [], []
    for number, line in enumerate(as_text(block, name).split("\n")):
        line = line.strip()
        if not line:
            continue
        record, problem = record_of(line)
        if problem:
            errors.append((number, TOO_LONG if len(line.encode()) >= MAX_BYTES else problem))
        else:
            records.append(record)
            numbers.append(number)
    names = dict.fromkeys(chain.from_iterable(records))
    columns = {name: list(map(_cell, map(dict.get, records, repeat(name)))) for name in names}
    return columns, numbers, errors


def _cell(value):
    return clean(value) if type(value) is str and "\0" in value else value


def filled_lines(block: bytes) -> Sequence[int]:
    """The numbers, from 0, of the lines that are not blank."""
    codes = np.frombuffer(block, np.uint8)
    starts = np.flatnonzero(codes[:-1] == ord("\n")) + 1
    if block.startswith(b"{") and (codes[starts] == ord("{")).all():  # as nearly always
        return range(len(starts) + 1)
    return [number for number, line in enumerate(block.split(b"\n")) if line.strip()]


def _by_arrow(block: bytes, n: int) -> dict | None:
    """The columns as Arrow reads them; None unless it finds `n` plain objects."""
    if b"\\u0000" in block or _may_be_deep(block):
        return None
    try:
        block.decode("utf-8")
        table = _read(block, None)
        dates = [field.name for field in table.schema if pa.types.is_temporal(field.type)]
        if dates:  # a text that looks like a date is a text
            table = _read(block, pa.schema([(name, pa.string()) for name in dates]))
    except (pa.ArrowException, UnicodeDecodeError):
        return None
    if table.num_rows != n or any(pa.types.is_nested(kind) for kind in table.schema.types):
        return None
    if any(map(_may_have_lost_digits, table.columns)):
        return None
    return {name: table[name] for name in table.column_names}


def _may_be_deep(block: bytes) -> bool:
    """Whether a line has more opening brackets than any plain object."""
    if block.count(b"[") + block.count(b"{") - block.count(b"\n") <= DEEPEST:
        return False
    return any(line.count(b"[") + line.count(b"{") > DEEPEST for line in block.split(b"\n"))


def _may_have_lost_digits(column: pa.ChunkedArray) -> bool:
    """Whether numbers that Arrow gave a fraction may have been whole ones too long for that."""
    if not pa.types.is_floating(column.type):
        return False
    long = pc.and_(pc.is_finite(column), pc.greater_equal(pc.abs(column), EXACT))
    return bool(pc.any(long).as_py())


def _read(block: bytes, schema: pa.Schema | None) -> pa.Table:
    how = pa.json.ReadOptions(use_threads=False, block_size=max(len(block), 1))
    parsing = pa.json.ParseOptions(explicit_schema=schema)
    return pa.json.read_json(BytesIO(block), read_options=how, parse_options=parsing)
