"""What stands in a Markdown text and is none of its prose: tables, and the words below pictures."""

from __future__ import annotations

import re
from collections.abc import Callable

A_SENTENCE = 20  # words of a cell in which prose stands

_PICTURE = re.compile(
    r"[ \t]{0,3}(?:\[?!\[[^\[\]\n]{0,500}\](?:\([^()\n]{0,2000}\)|\[[^\[\]\n]{0,200}\])"
    r"(?:\]\([^()\n]{0,2000}\))?|!\[\[[^\[\]\n]{1,500}\]\])[ \t]*\\?"
)
_SLANTED = re.compile(r"[ \t]{0,3}(?:\*(?!\*)[^*\n]{1,1000}\*|_(?!_)[^_\n]{1,1000}_)[ \t]*")
_TAG = re.compile(r"<[^<>]{1,500}>")


def without_captions(text: str) -> tuple[str, int]:
    """The text without captions, which are called so or lean below a picture, and their number.

    >>> without_captions("![Quay](a.png)\\n*The quay at dusk*\\n\\nIt is shut.")
    ('![Quay](a.png)\\n\\n\\nIt is shut.', 1)
    """
    text, n = _without(text.replace("\r\n", "\n"), "figcaption", lambda inside: True)
    kept: list[str] = []
    is_below = False  # nothing stands between it and a picture
    for line in text.split("\n"):
        is_caption = is_below and _SLANTED.fullmatch(line) is not None
        kept.append("" if is_caption else line)
        n += is_caption
        is_below = _PICTURE.fullmatch(line) is not None or (is_below and not line.strip())
    return "\n".join(kept), n


def without_tables(text: str) -> tuple[str, int]:
    """The text without tables, drawn with `|` or in HTML without sentences, and their number.

    >>> without_tables("Two ports:\\n\\n|Port|Open|\\n|---|---|\\n|Hull|no|\\n\\nThat is all.")
    ('Two ports:\\n\\n\\n\\nThat is all.', 1)
    """
    text, n = _without(text.replace("\r\n", "\n"), "table", _has_figures)
    lines, kept = text.split("\n"), []
    in_table = False
    for i, line in enumerate(lines):
        if in_table and "|" in line:
            continue
        in_table = "|" in line and i + 1 < len(lines) and _rules_columns(lines[i + 1])
        n += in_table
        kept.append("" if in_table else line)
    return "\n".join(kept), n


def _rules_columns(line: str) -> bool:
    return "|" in line and "-" in line and not set(line) - set("|-: \t")


def _has_figures(table: str) -> bool:
    return all(len(cell.split()) < A_SENTENCE for cell in _TAG.split(table))


def _without(text: str, name: str, may_go: Callable[[str], bool]) -> tuple[str, int]:
    """The text without the elements of this name that may go by what stands in them."""
    closing = re.compile(rf"</{name}\s{{0,40}}>", re.IGNORECASE)
    kept, n, at, seen = [], 0, 0, 0
    for opening in re.finditer(rf"<{name}\b[^<>]{{0,2000}}>", text, re.IGNORECASE):
        if opening.start() < seen:
            continue
        end = closing.search(text, opening.end())
        if not end:
            break
        seen = end.end()
        if may_go(text[opening.end() : end.start()]):
            kept.append(text[at : opening.start()])
            n, at = n + 1, seen
    return "".join(kept) + text[at:], n
