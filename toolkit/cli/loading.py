"""What `toolkit compare` is given -> one measures table, of whatever size the files are."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from ..display import many
from ..errors import ToolkitError, there
from ..measures import all_measures, measure, pool
from ..reading import read_stories
from ..scale.parts import opened
from .alike import alike, how_measured
from .sources import Source

DEFAULTS = {"profile": "news", "counting": "published"}
LARGE = 200_000  # paragraphs; more are pooled by story while they are read


def load_tables(
    sources: list[Source], by: str | None, unit: str, profile: str | None, counting: str | None
):
    """The rows of all tables, and notes on what was done to get them.

    A measures table (a folder or file of Parquet, or a CSV, with `n_words`) is taken as it is;
    texts are read and measured first, as the tables beside them were. Paragraphs without a role are
    left out, and so are measures that some table lacks.
    """
    notes: list[str] = []
    keys = list(dict.fromkeys(["story", unit, "role", *([by] if by else [])]))
    asked = {"--profile": profile, "--counting": counting}
    frames = [_measured(source, keys, notes) for source in sources]
    said = [(s, f.attrs) for s, f in zip(sources, frames, strict=True) if f is not None]
    agreed = how_measured(said, asked, notes)
    how = {key: agreed.get(key, default) for key, default in DEFAULTS.items()}
    for number, source in enumerate(sources):
        if frames[number] is None:
            frames[number] = measure(read_stories(source.path), **how)
    tables = list(zip(sources, frames, strict=True))
    attrs = how_measured([(source, frame.attrs) for source, frame in tables], asked, [])
    frames = [_with_roles(frame, notes) for frame in alike(tables, notes)]
    table = pd.concat(frames, ignore_index=True) if len(frames) > 1 else frames[0]
    table.attrs = {**frames[0].attrs, **attrs}
    return table, list(dict.fromkeys(notes))


def _measured(source: Source, keys: list[str], notes: list[str]) -> pd.DataFrame | None:
    """The table of measures that the source is; None where it is texts."""
    path = source.path
    if source.parts:
        table = _from_parquet(source.parts, keys, notes)
    elif path.suffix.lower() == ".csv" and path.is_file() and "n_words" in _header(path):
        table = _from_csv(path)
    else:
        return None
    _refuse_texts(table, path.name)
    return table


def _refuse_texts(table: pd.DataFrame, name: str) -> None:
    """Refuse texts whose author has counted words, which look like a measures table."""
    if "text" not in table or any(c in table for c in all_measures() if c != "n_words"):
        return
    numbers = {column for column in table if pd.api.types.is_float_dtype(table[column])}
    if "n_words" not in numbers or numbers == {"n_words"}:  # as a measure it is a float too
        raise ToolkitError(
            f"{name} has a column 'n_words', as measures tables have, and no measure to compare; "
            "if these are texts, rename the column, and they are measured first"
        )


def _from_parquet(files: list[Path], keys: list[str], notes: list[str]) -> pd.DataFrame:
    n = sum(_read(file, pq.read_metadata).num_rows for file in files)
    if n <= LARGE:
        parts = [_read(file, pd.read_parquet) for file in files]
    else:
        notes.append(
            f"{n:,} paragraphs: pooled by story while reading, so that whether the sign holds "
            "at equal length, and under the other profile, was not tried."
        )
        parts = [_pooled(file, keys) for file in files]
    table = pd.concat(parts, ignore_index=True)
    table.attrs = _attributes(files[0])
    return table


def _read(file: Path, read: Callable, **options):
    """What `read` finds in the file; `ToolkitError` where it is damaged."""
    try:
        return read(opened(file), **options)
    except (OSError, pa.ArrowException):
        raise ToolkitError(
            f"{str(file)!r} can't be read: it is damaged; delete it, and the same toolkit measure "
            "makes it anew"
        ) from None


def _attributes(file: Path) -> dict:
    """What `measure` noted of how it measured."""
    said = (pq.read_schema(opened(file)).metadata or {}).get(b"PANDAS_ATTRS", b"{}")
    return json.loads(said)


def _pooled(file: Path, keys: list[str]) -> pd.DataFrame:
    names = pq.read_schema(opened(file)).names
    missing = [key for key in keys if key not in names]
    if missing:
        raise ToolkitError(f"no column {missing[0]!r}; the table has: {there(missing[0], names)}")
    table = _read(file, pd.read_parquet, columns=[name for name in names if name != "text"])
    return pool(table, keys).reset_index()


def _header(path: Path) -> list[str]:
    """The names of a CSV's columns; [] if it has none, and who reads it as texts will say so."""
    try:
        rows = pd.read_csv(path, nrows=0, encoding="utf-8-sig", encoding_errors="replace")
    except ValueError:  # of pandas: empty, or quotation marks that don't match
        return []
    return [*rows.columns]


def _from_csv(path: Path) -> pd.DataFrame:
    """A measures table; only what is empty is missing, as a story may be called NA."""
    try:
        try:
            return pd.read_csv(path, encoding="utf-8-sig", keep_default_na=False, na_values=[""])
        except UnicodeDecodeError:
            return pd.read_csv(path, encoding="cp1252", keep_default_na=False, na_values=[""])
    except ValueError as error:
        reason = " ".join(str(error).split())
        raise ToolkitError(f"{path.name} can't be read as a measures table: {reason}") from None


def _with_roles(table: pd.DataFrame, notes: list[str]) -> pd.DataFrame:
    if "role" not in table or not table["role"].isna().any():
        return table
    kept = table[table["role"].notna()]
    if kept.empty:
        raise ToolkitError(
            "no paragraph has a role; measure the texts again with a column 'role', a marker "
            "line in each, or --role"
        )
    notes.append(f"{many(len(table) - len(kept), 'paragraph')} without a role left out.")
    return kept
