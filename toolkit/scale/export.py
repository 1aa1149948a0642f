"""Tables as CSV that a spreadsheet shows and never runs."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from .whole import written_whole

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def harmless(value):
    """A cell that no spreadsheet takes for a formula: such text gets an apostrophe before it.

    >>> harmless("=1+1"), harmless("plain"), harmless(-1.5)
    ("'=1+1", 'plain', -1.5)
    """
    return "'" + value if isinstance(value, str) and value.startswith(DANGEROUS) else value


def write_csv(tables: Iterable[pd.DataFrame], path: Path) -> None:
    """Write tables of the same columns as one CSV file, whole or not at all.

    It is UTF-8 with a byte-order mark, by which spreadsheets know it.
    """
    with written_whole(path) as fresh, open(fresh, "w", encoding="utf-8-sig", newline="") as file:
        for number, table in enumerate(tables):
            texts = table.select_dtypes(exclude="number").columns
            safe = table.assign(**{c: _harmless(table[c]) for c in texts})
            safe.rename(columns=harmless).to_csv(file, index=False, header=number == 0)


def _harmless(column: pd.Series) -> pd.Series:
    if column.dtype != object:
        return column.map(harmless, na_action="ignore")
    # Not `map`, which would make whole numbers beside empty cells fractions.
    return pd.Series([harmless(value) for value in column], index=column.index, dtype=object)
