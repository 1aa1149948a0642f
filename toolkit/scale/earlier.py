"""What earlier runs have left, told from what is somebody's own: that is never replaced."""

from __future__ import annotations

import codecs
import os
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from ..endings import KNOWN_ENDINGS
from ..errors import ToolkitError
from .parts import is_part, opened

MANIFEST = "_manifest.json"
ERRORS = pa.schema([("place", pa.string()), ("reason", pa.string()), ("inputs", pa.int64())])
NOT_WRITTEN = {*KNOWN_ENDINGS} - {".csv", ".parquet"}


def errors_beside(path: Path) -> Path:
    """Where the errors of an output go: `x.errors.parquet` of `x.parquet`; other names are kept."""
    name = path.stem if path.suffix == ".parquet" else path.name
    return path.with_name(f"{name}.errors.parquet")


def check_place(path: Path) -> None:
    """Refuse a file of a kind that isn't written, and what no run of `measure_files` made."""
    if path.name == "-":
        raise ToolkitError(
            "the output can't be standard output; name a folder of parts, such as out.parquet, or "
            "a file, such as out.csv"
        )
    file = next((above for above in path.parents if above.exists() and not above.is_dir()), None)
    if file is not None:
        raise ToolkitError(
            f"the output {str(path)!r} would lie in {str(file)!r}, which is no folder; name another"
        )
    if path.is_dir():
        names = (there.name for there in path.iterdir())
        foreign = [name for name in names if name != MANIFEST and not is_part(name)]
        if foreign:
            raise ToolkitError(
                f"the folder {str(path)!r} holds other files, such as {min(foreign)!r}; "
                "name a new one for the output"
            )
    elif path.exists() and path.suffix.lower() != ".csv":
        raise ToolkitError(
            f"{str(path)!r} is a file, and the output is a folder of parts; name another "
            "or delete it"
        )
    elif path.exists() and not _is_measured(path):
        raise ToolkitError(
            f"{str(path)!r} is a file that was not made here; name another or delete it"
        )
    elif path.suffix.lower() in NOT_WRITTEN:
        raise ToolkitError(
            f"the output {str(path)!r} can't be a {path.suffix} file; name it .csv for one table, "
            "or .parquet for a folder of parts"
        )


def check_errors(path: Path, output: Path) -> None:
    """Refuse to replace a file of errors that is none, or that of another output."""
    is_parquet = output.suffix == ".parquet"
    namesake = output.with_name(output.stem if is_parquet else f"{output.name}.parquet")
    if _is_made_here(namesake):
        raise ToolkitError(
            f"what is refused would be written to {str(path)!r}, as for {namesake.name!r}, which "
            "is there; name another output"
        )
    if not path.exists():
        return
    try:
        is_ours = path.is_file() and pq.read_schema(opened(path)).equals(ERRORS)
    except (OSError, pa.ArrowException):
        is_ours = False
    if not is_ours:
        raise ToolkitError(
            f"what is refused is written to {str(path)!r}, and what is there was not made here; "
            "name another output, or delete it"
        )


def _is_made_here(path: Path) -> bool:
    """Whether a run has written this folder, or this CSV."""
    return (path / MANIFEST).is_file() or (path.is_file() and _is_measured(path))


def is_of_a_run(path: Path) -> bool:
    """Whether a file is what a run has left: a part, its manifest, a CSV, or a table of errors."""
    if path.name == MANIFEST or path.name.startswith("part-"):
        return os.path.isfile(path.parent / MANIFEST)
    try:
        if path.name.endswith(".errors.parquet") and path.is_file():
            return pq.read_schema(opened(path)).equals(ERRORS)
        if path.suffix.lower() != ".csv" or not errors_beside(path).is_file():
            return False  # what somebody has measured and saved is theirs to read
        if not path.is_file() or not _is_measured(path):
            return False  # a pipe would never be read to its end
        with open(path, "rb") as file:
            return b",n_words," in file.readline(2**16)
    except (OSError, pa.ArrowException):  # whoever reads it will say so
        return False


def _is_measured(path: Path) -> bool:
    """Whether a CSV begins as those that `finish` writes."""
    with open(path, "rb") as file:
        return file.read(100).lstrip(codecs.BOM_UTF8).startswith(b"story,role,paragraph,kind,text,")
