"""Files, strings and the clipboard -> the paragraphs table that everything starts from."""

from __future__ import annotations

from .stories import read_stories, reading_errors
from .story import read_clipboard, read_story

__all__ = ["read_clipboard", "read_stories", "read_story", "reading_errors"]
