"""Archives of any size: the same measures, part by part, on all cores or on a Dask cluster."""

from __future__ import annotations

from .export import harmless, write_csv
from .jobs import Summary, measure_files

__all__ = ["Summary", "harmless", "measure_files", "write_csv"]
