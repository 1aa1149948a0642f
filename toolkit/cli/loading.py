"""What `toolkit compare` is given -> one measures table, of whatever size the files are."""

from __future__ import annotations

import warnings
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from ..errors import ToolkitError
from ..measures import measure, pool
from ..reading import read_stories
from ..reading.files import as_path

LARGE = 200_000  # paragraphs; more are pooled by story while they are read


def load_tables(paths: list[str], by: str | None, unit: str, profile: str, counting: str):
    """The rows of all tables, and notes on what was done to get them.

    A measures table (a folder or file of Parquet, or a CSV, with `n_words`) is taken as it is;
    texts are read and measured first. Paragraphs without a role are left out.
    """
    frames = []
    notes: list[str] = []
    keys = list(dict.fromkeys(["story", unit, "role", *([by] if by else [])]))
    for path in map(as_path, paths):
        files = _parquet_files(path)
        if files:
            frames.append(_from_parquet(files, keys, notes))
        else:
            frames.append(_from_texts(path, profile, counting))
    frames = [_with_roles(frame, notes) for frame in frames]
    table = pd.concat(frames, ignore_index=True) if len(frames) > 1 else frames[0]
    table.attrs = frames[0].attrs
    return table, list(dict.fromkeys(notes))


def _parquet_files(path: Path) -> list[Path]:
    """The Parquet files of a measures table; [] if the path is anything else."""
    files = (
        sorted(path.glob("part-*.parquet"), key=lambda p: (len(p.name), p.name))
        if path.is_dir()
        else [path]
    )
    try:
        if files and files[0].suffix == ".parquet" and "n_words" in pq.read_schema(files[0]).names:
            return files
    except (OSError, pa.ArrowException):
        return []
    return []


def _from_parquet(files: list[Path], keys: list[str], notes: list[str]) -> pd.DataFrame:
    try:
        n = sum(pq.read_metadata(file).num_rows for file in files)
        if n <= LARGE:
            frames = [pd.read_parquet(file) for file in files]
            table = pd.concat(frames, ignore_index=True)
            table.attrs = frames[0].attrs
            return table
        notes.append(
            f"{n:,} paragraphs: pooled by story while reading, so that whether the sign holds "
            "at equal length, and under the other profile, was not tried."
        )
        return pd.concat([_pooled(file, keys) for file in files], ignore_index=True)
    except (OSError, pa.ArrowException) as error:
        raise ToolkitError(
            f"a part of {files[0].parent} can't be read ({type(error).__name__}); "
            "make it anew with toolkit measure"
        ) from None


def _pooled(file: Path, keys: list[str]) -> pd.DataFrame:
    names = pq.read_schema(file).names
    missing = [key for key in keys if key not in names]
    if missing:
        raise ToolkitError(f"no column {missing[0]!r}; the table has: {', '.join(names[:20])}, …")
    table = pd.read_parquet(file, columns=[name for name in names if name != "text"])
    return pool(table, keys).reset_index()


def _from_texts(path: Path, profile: str, counting: str) -> pd.DataFrame:
    if path.suffix.lower() == ".csv" and path.is_file() and "n_words" in _header(path):
        return _from_csv(path)
    with warnings.catch_warnings():
        return measure(read_stories(path), profile=profile, counting=counting)


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
    notes.append(f"{len(table) - len(kept):,} paragraphs without a role left out.")
    return kept
