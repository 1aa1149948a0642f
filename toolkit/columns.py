"""The paragraphs table that everything starts from: its columns, and the roles of a paragraph."""

from __future__ import annotations

PARAGRAPHS = ("story", "role", "paragraph", "kind", "text")
ROLES = ("report", "commentary")
NAME_ROLES = (
    "with the values report and commentary (in Python, write "
    "table['role'] = table['type'].map({'news': 'report', 'opinion': 'commentary'}))"
)
HOW_TO_MAKE = "measure(table) makes it; in a list of measures, name it too"
HOW_TO_GET = {  # a column that is missing
    "story": "; if each row is a story of its own, write table['story'] = range(len(table))",
    "role": f"; where a column of yours tells them apart, call it 'role', {NAME_ROLES}",
}
