"""Honest comparison: one story is described, many are compared with the story as the unit."""

from .many_stories import compare

__all__ = ["compare"]
