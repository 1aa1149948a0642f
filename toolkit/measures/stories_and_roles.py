"""What a table must say of its paragraphs: which story each is of, and which part of it."""

from __future__ import annotations

import pandas as pd

from ..columns import HOW_TO_GET, ROLES
from ..display import have, many
from ..errors import ToolkitError, kind_of, short
from .table import is_heading


def need_known_roles(table: pd.DataFrame) -> None:
    """ToolkitError where a paragraph has another role than the two; it may have none."""
    need_plain(table, "role")
    found = {str(role) for role in table.loc[~is_heading(table), "role"].dropna().unique()}
    strange = sorted(found - set(ROLES))
    if strange:
        small = {role.strip().lower() for role in found}
        how = "" if small & set(ROLES) else HOW_TO_GET["role"]
        if small <= set(ROLES):
            how = "; write table['role'] = table['role'].str.strip().str.lower()"
        raise ToolkitError(f"role has {strange}; it can only be 'report' or 'commentary'{how}")


def need_story_names(table: pd.DataFrame) -> None:
    """ToolkitError where some paragraphs name their story and others do not; headings may not.

    And where the index names several stories: a table without the column is taken for one.
    """
    named = "story" not in table.columns and "story" in table.index.names
    if named and table.index.get_level_values("story").nunique() > 1:
        raise ToolkitError("'story' is in the table's index: write table.reset_index()")
    if list(table.columns).count("story") != 1:
        return
    need_plain(table, "story")
    nameless = table.loc[~is_heading(table), "story"].isna()
    if not nameless.all():
        need_names(nameless, "story")


def need_names(nameless: pd.Series, column) -> None:
    """ToolkitError where rows are without the name of what they belong to."""
    if n := int(nameless.sum()):
        them = "it" if n == 1 else "them"
        raise ToolkitError(f"{have(n, 'row')} no {column!r}; name or drop {them}")


def without_group(units: pd.Series, groups: pd.Series, by, unit: str = "story") -> list[str]:
    """What a note says of the units whose group is missing: they are compared with each other."""
    n = int(units[groups.isna()].nunique())
    return [f"{many(n, unit)} without {by!r} taken for one group"] if n else []


def need_plain(table: pd.DataFrame, column) -> None:
    """ToolkitError where a column that groups rows has lists, or others that can't be compared."""
    values = table[column]
    if isinstance(values, pd.Series) and values.dtype == object:
        for value in values:
            try:
                hash(value)
            except TypeError:
                raise ToolkitError(
                    f"column {column!r} has {short(repr(value))}, {kind_of(value)}; rows are "
                    f"grouped by texts, numbers or days: table[{column!r}].astype(str) makes texts"
                ) from None


def need_one(table: pd.DataFrame, column) -> None:
    """ToolkitError where several columns bear one name."""
    n = list(table.columns).count(column)
    if n > 1:
        said = "two" if n == 2 else n
        raise ToolkitError(f"{said} columns are called {column!r}; rename or drop all but one")
