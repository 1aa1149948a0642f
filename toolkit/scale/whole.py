"""Files that appear under their name when they are whole, or not at all."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

BEGUN = ".half-written"  # an ending that nobody else gives a file


@contextmanager
def written_whole(path: Path) -> Iterator[Path]:
    """A hidden name beside `path` to write to; at the end, and only then, it becomes `path`.

    An OSError names `path`, which is what whoever reads it has asked for.
    """
    fresh = path.with_name(f".{path.name}.{os.getpid()}{BEGUN}")
    try:
        yield fresh
        os.replace(fresh, path)
    except BaseException as error:
        with suppress(OSError):
            fresh.unlink()
        if isinstance(error, OSError) and error.filename is not None:
            error.filename, error.filename2 = str(path), None
        raise


def left_behind(path: Path) -> list[Path]:
    """What processes that were killed had begun to write of `path`."""
    begun = re.compile(rf"\.{re.escape(path.name)}\.[0-9]+{re.escape(BEGUN)}", re.DOTALL)
    return [file for file in path.parent.iterdir() if begun.fullmatch(file.name) and file.is_file()]
