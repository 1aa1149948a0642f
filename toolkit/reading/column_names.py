"""What the columns of a user's table are called here, and which of them hold texts."""

from __future__ import annotations

from collections.abc import Iterable

from ..columns import PARAGRAPHS, ROLES
from ..errors import ToolkitError

OURS = (*PARAGRAPHS, *ROLES)  # what we call the columns we read
TEXTS = ("text", *ROLES)  # those that hold texts
_OTHER_NAMES = {
    "report": ("summary", "abstract", "news", "article", "original"),
    "commentary": ("comment", "comments", "opinion", "analysis", "view"),
}


def our_names(columns: Iterable, text: str = "text") -> list:
    """What a table's columns are called here, in order: in capitals or not, `text` is the text.

    >>> our_names(["Story", "body", "text", "Text", "outlet"], "body")
    ['story', 'text', 'text_unused', 'Text', 'outlet']
    """
    columns = list(columns)
    text = text if text in columns else "text"
    taken = {*columns, "text"} if text in columns else {*columns}

    def name(column):
        if column == text:
            return "text"
        if column == "text":
            return "text_unused"
        plain = str(column).strip().casefold()
        return plain if plain in OURS and plain not in taken else column

    return [name(column) for column in columns]


def checked_names(columns: Iterable, text: str = "text") -> list:
    """`our_names`; `ToolkitError` where one is borne by two columns, or `text` by none."""
    columns = list(columns)
    if text != "text" and text not in columns:
        has = ", ".join(map(str, columns[:12])) or "no columns"
        raise ToolkitError(
            f"the table has no column {text!r}; it has {has}; name the one that holds the text "
            "with text_column= (--text-column)"
        )
    names = our_names(columns, text)
    for ours in OURS:
        if names.count(ours) > 1:
            both = [repr(c) for c, name in zip(columns, names, strict=True) if name == ours]
            raise ToolkitError(f"two columns are {ours!r}: {', '.join(both)}; rename or drop one")
    return names


def used_names(names: Iterable) -> tuple[str, ...]:
    """The names of ours that a table with such columns is read by."""
    return PARAGRAPHS if "text" in names else OURS


def texts_among(columns: Iterable, text: str = "text") -> set:
    """Those of the columns that the texts are read from.

    >>> sorted(texts_among(["report", "commentary", "id"])), texts_among(["Text", "report"])
    (['commentary', 'report'], {'Text'})
    """
    columns = list(columns)
    names = our_names(columns, text)
    wanted = ("text",) if "text" in names else ROLES
    return {column for column, name in zip(columns, names, strict=True) if name in wanted}


def check_columns(columns: Iterable, name: str, text: str) -> None:
    """Raise `ToolkitError` where the table `name` has no columns of ours to be read by."""
    has = list(map(str, columns))
    if "text" not in has and not set(ROLES) <= set(has):
        wanted = (
            f"no column {text!r}"
            if text != "text"
            else "neither a column 'text' nor 'report' and 'commentary'"
        )
        raise ToolkitError(
            f"{name} has {wanted}; it has {', '.join(has[:12]) or 'no columns'}; "
            + (_renaming(has) or "name the one that holds the text with text_column=")
        )
    if "kind" in has and "paragraph" not in has:
        raise ToolkitError(
            f"{name} has a column 'kind', a name that the toolkit uses itself; rename yours"
        )


def _renaming(has: list[str]) -> str:
    """What to call the columns of the two parts, where one bears its name or both a like one."""
    missing = [part for part in ROLES if part not in has]
    like = {
        part: repr(column)
        for part in missing
        for column in reversed(has)
        if column.strip().casefold() in _OTHER_NAMES[part]
    }
    if len(missing) > max(len(like), 1):
        return ""
    named = (f"{like.get(part, f'the column with the {part}')} to {part!r}" for part in missing)
    return f"rename {' and '.join(named)}"
