"""The files that `toolkit compare` is given, and where its own table may not go."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from ..errors import ToolkitError
from ..reading.files import as_path
from ..reading.folders import files_of
from ..scale.earlier import MANIFEST, is_of_a_run
from ..scale.parts import finished, opened


@dataclass(frozen=True)
class Source:
    """A table as it was named; `parts` are its files if it is Parquet that is measured already."""

    path: Path
    parts: list[Path]

    def files(self) -> Iterable[Path]:
        """Every file that is read for it."""
        return self.parts or (file for file, _ in files_of(self.path))


def sources_of(paths: list[str]) -> list[Source]:
    """The tables as sources; `ToolkitError` where a file would be read, and so count, twice."""
    sources = [Source(path, _parts(path)) for path in map(as_path, paths)]
    seen: set[tuple[int, int]] = set()
    for source in sources if len(sources) > 1 else []:
        for file in source.files():
            identity = _identity(file)
            if identity in seen:
                raise ToolkitError(
                    f"{str(file)!r} is named twice, and its paragraphs would count twice"
                )
            if identity:
                seen.add(identity)
    return sources


def check_output(output: Path, sources: list[Source]) -> None:
    """Refuse an output that is of another kind, replaces an input, or lies in an archive."""
    if output.suffix.lower() not in (".csv", ".parquet"):
        raise ToolkitError(f"{str(output)!r} must end in .csv or .parquet")
    if output.is_dir():
        raise ToolkitError(f"{str(output)!r} is a folder; name a file for the table")
    place = Path(os.path.realpath(output))
    if not place.parent.is_dir():
        raise ToolkitError(f"there is no folder {str(output.parent)!r} to write the table to")
    archives = {Path(os.path.realpath(source.path)) for source in sources if source.parts}
    inside = [folder for folder in place.parents if folder in archives or _is_archive(folder)]
    if inside:
        raise ToolkitError(
            f"{str(output)!r} would lie in the measured archive {inside[0].name!r}; name another"
        )
    there = _identity(place)
    if there and any(_identity(file) == there for one in sources for file in one.files()):
        raise ToolkitError(f"the comparison would replace {str(output)!r}; name another")


def _parts(path: Path) -> list[Path]:
    """The Parquet files of a measures table; [] if the path is anything else.

    `ToolkitError` where an archive has lost one, and where it is what an archive has refused.
    """
    files = finished(path) if path.is_dir() else [path]
    lost = [name for name in _listed(path) if not (path / name).is_file()]
    if lost:
        raise ToolkitError(
            f"{str(path / lost[0])!r} is missing; the same toolkit measure makes it anew"
        )
    if path.name.endswith(".errors.parquet") and is_of_a_run(path):
        raise ToolkitError(
            f"{str(path)!r} is the table of what was refused; name the table of measures beside it"
        )
    try:
        if (
            files
            and files[0].suffix == ".parquet"
            and "n_words" in pq.read_schema(opened(files[0])).names
        ):
            return files
    except (OSError, pa.ArrowException):
        return files if _is_archive(path) else []  # who reads the parts of one will say so
    return []


def _listed(folder: Path) -> list[str]:
    """The names of the parts that an archive's manifest has; none where there is no such list."""
    try:
        parts = json.loads((folder / MANIFEST).read_bytes())["parts"]
        return [part["name"] for part in parts]
    except (OSError, ValueError, KeyError, TypeError):
        return []


def _is_archive(folder: Path) -> bool:
    return (folder / MANIFEST).is_file() and bool(finished(folder))


def _identity(file: Path) -> tuple[int, int] | None:
    """What tells one file from another, whatever they are called; None if it isn't there."""
    try:
        info = file.stat()
    except OSError:
        return None
    return info.st_dev, info.st_ino
