"""Files, strings and the clipboard -> the paragraphs table that everything starts from."""

from __future__ import annotations

from .story import read_story

__all__ = ["read_story"]
