"""The HTML report: one story as one self-contained page, many as an index and a page each."""

from .report import write_report

__all__ = ["write_report"]
