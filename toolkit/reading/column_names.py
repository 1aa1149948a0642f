"""What the columns of a user's table are called here, and which of them hold texts."""

from __future__ import annotations

from collections.abc import Iterable

from ..columns import PARAGRAPHS, ROLES
from ..errors import ToolkitError, meant, short, there

OURS = (*PARAGRAPHS, *ROLES)  # what we call the columns we read
TEXTS = ("text", *ROLES)  # those that hold texts
NAMING = (
    "rename the one that holds the text to 'text', or name it with text_column= (--text-column)"
)
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
    """`our_names`; `ToolkitError` where two columns bear one, or none of them holds texts.

    Without a column `text` a row is two texts, and none is a paragraph with a number and a kind.
    """
    columns = list(columns)
    if text != "text" and text not in columns:
        raise ToolkitError(
            f"the table has no column {short(text)!r}; it has {there('', columns)}; text_column= "
            f"(--text-column) names the one that holds the text{meant(text, columns)}"
        )
    names = our_names(columns, text)
    for ours in OURS:
        if names.count(ours) > 1:
            both = [repr(c) for c, name in zip(columns, names, strict=True) if name == ours]
            raise ToolkitError(f"two columns are {ours!r}: {', '.join(both)}; rename or drop one")
    if "text" in names:
        return names
    if not set(ROLES) <= set(names):
        raise ToolkitError(_no_texts(list(map(str, names))))
    return [f"{name}_unused" if name in ("paragraph", "kind") else name for name in names]


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


def _no_texts(has: list[str]) -> str:
    """What to say of a table that has no columns of ours that hold texts."""
    return (
        "the table has neither a column 'text' nor 'report' and 'commentary'; it has "
        f"{there('', [short(name, 30) for name in has])}; {_renaming(has) or NAMING}"
        + if_prose(has)
    )


def if_prose(names: Iterable[str]) -> str:
    """What to add to a message on a table whose columns have sentences for names."""
    is_prose = any(len(name.split()) > 2 for name in names)
    return "; a story that is no table is read from a file, such as x.txt" if is_prose else ""


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
