"""Archives of any size: the same measures, part by part, on all cores or on a Dask cluster."""

from __future__ import annotations

import importlib

_HOME = {
    "Summary": "jobs",
    "harmless": "export",
    "measure_files": "jobs",
    "write_csv": "export",
}
__all__ = [*_HOME]


def __getattr__(name: str):
    # Loaded on use: `pool` starts processes that load it all while their parent does.
    if name not in _HOME:
        raise AttributeError(f"toolkit.scale has no {name!r}")
    return getattr(importlib.import_module(f".{_HOME[name]}", __name__), name)
