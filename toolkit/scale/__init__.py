"""Archives of any size: the same measures, part by part, on all cores or on a Dask cluster."""

from __future__ import annotations

import importlib

# Of input, per part: some 700,000 words. Smaller ones cost more than they should, larger ones leave
# some workers idle at the end. It must not depend on the number of workers, or a rerun with another
# would begin again.
PART_MB = 4.0
FORMATS = ("csv", "tsv", "jsonl", "parquet")  # that an option names where a file's name does not

_HOME = {
    "Summary": "jobs",
    "measure_files": "jobs",
    "write_csv": "export",
}
__all__ = [*_HOME]


def __getattr__(name: str):
    # Loaded on use: `pool` starts processes that load it all while their parent does.
    if name not in _HOME:
        raise AttributeError(f"toolkit.scale has no {name!r}")
    return getattr(importlib.import_module(f".{_HOME[name]}", __name__), name)
