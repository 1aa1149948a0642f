"""Texts that stand in several stories, and stories that stand under one name."""

from __future__ import annotations

import pandas as pd

from ..columns import ROLES
from ..display import have, many

NOT_INDEPENDENT = "not independent"


def on_repeats(rows: pd.DataFrame, unit: str, paired: bool) -> list[str]:
    """Notes on what makes units depend on each other, or several units one.

    Parameters
    ----------
    rows : DataFrame
        Body rows of a measures table.
    unit : str
        The column that says what is taken for independent.
    paired : bool
        Whether units with both roles alone are compared.

    >>> rows = pd.DataFrame({"story": [1, 1, 2, 2], "role": ["report", "commentary"] * 2,
    ...                      "text": ["It rains.", "So what?", "It rains.", "Too bad."]})
    >>> on_repeats(rows, "story", paired=True)
    ['2 stories share their report with another: not independent']
    """
    return [*on_shared_texts(rows, unit, paired), *_shared_numbers(rows)]


def on_shared_texts(rows: pd.DataFrame, unit: str, paired: bool) -> list[str]:
    """How many units have all of their report, or of their commentary, in common with another."""
    if "text" not in rows or rows["text"].isna().any():
        return []
    hashes = pd.util.hash_array(rows["text"].to_numpy(object), categorize=False)
    texts = rows[[unit, "role"]].assign(text=hashes)
    wide = texts.groupby([unit, "role"], observed=True)["text"].sum().unstack("role")
    wide = wide.dropna() if paired else wide
    notes = []
    for role in ROLES:
        n = int(wide[role].dropna().duplicated(keep=False).sum())
        if n:
            notes.append(f"{many(n, unit)} share their {role} with another: {NOT_INDEPENDENT}")
    return notes


def _shared_numbers(rows: pd.DataFrame) -> list[str]:
    """Two paragraphs of one number, as `concat` makes of two folders that name stories alike."""
    numbers = ["story", "role", "paragraph"]
    if not set(numbers) <= set(rows.columns) or "sentence" in rows:
        return []
    numbered = rows.loc[rows["paragraph"].notna(), numbers]
    n = numbered.loc[numbered.duplicated(), "story"].nunique()
    return [f"{have(n, 'story')} two paragraphs of one number: two of one name?"] if n else []
