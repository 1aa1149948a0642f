"""The columns that say of a paragraph which story it is of and which part of it: checked."""

from __future__ import annotations

import pandas as pd

from ..columns import HOW_TO_GET, ROLES
from ..display import many
from ..errors import ToolkitError
from .table import is_heading


def need_known_roles(table: pd.DataFrame) -> None:
    """ToolkitError where a paragraph has another role than the two; it may have none."""
    found = {str(role) for role in table.loc[~is_heading(table), "role"].dropna().unique()}
    strange = sorted(found - set(ROLES))
    if strange:
        how = "" if {role.lower() for role in found} & set(ROLES) else HOW_TO_GET["role"]
        raise ToolkitError(f"role has {strange}; it can only be 'report' or 'commentary'{how}")


def need_story_names(table: pd.DataFrame) -> None:
    """ToolkitError where some paragraphs name their story and others do not; headings may not."""
    if list(table.columns).count("story") != 1:
        return
    nameless = table.loc[~is_heading(table), "story"].isna()
    n = int(nameless.sum())
    if 0 < n < len(nameless):
        have, them = ("has", "it") if n == 1 else ("have", "them")
        raise ToolkitError(f"{many(n, 'row')} {have} no 'story'; name or drop {them}")
