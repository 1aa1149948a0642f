"""The paragraphs table that everything starts from: its columns, and the roles of a paragraph."""

from __future__ import annotations

PARAGRAPHS = ("story", "role", "paragraph", "kind", "text")
ROLES = ("report", "commentary")
