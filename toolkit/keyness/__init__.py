"""Words and phrases distinctive of one role."""

from .table import keywords

__all__ = ["keywords"]
