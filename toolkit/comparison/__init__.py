"""Honest comparison: one story is described, many are compared with the story as the unit."""

from .many_stories import compare
from .one_story import describe_story, windows
from .phrases import findings

__all__ = ["compare", "describe_story", "findings", "windows"]
