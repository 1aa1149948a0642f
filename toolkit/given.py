"""Texts in any form that a user may have them in: one string, many, a column, or a table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import pandas as pd
from pandas.api.typing import DataFrameGroupBy

from .endings import ANY_ENDING
from .errors import ToolkitError, kind_of, there
from .text import as_texts, is_file

_FILE_NAME = re.compile(rf"\S+{ANY_ENDING}", re.I)


def as_many(texts):
    """One text as a list of one, and anything else as it is; ToolkitError for a file's name."""
    if not isinstance(texts, str):
        return texts
    if len(texts) < 256 and "\n" not in texts and (_FILE_NAME.fullmatch(texts) or is_file(texts)):
        raise ToolkitError(f"{texts!r} is the name of a file; read it first: read_story({texts!r})")
    return [texts]


def as_table(texts) -> pd.DataFrame:
    """A DataFrame with a column `text` of what a user may pass for one; ToolkitError otherwise."""
    texts = as_many(texts)
    if isinstance(texts, pd.Series):
        return texts.rename("text").to_frame()
    no_texts = (pd.DataFrame, Mapping, bytes, DataFrameGroupBy)
    foreign = hasattr(texts, "to_pandas") and hasattr(texts, "columns")
    if isinstance(texts, Iterable) and not (foreign or isinstance(texts, no_texts)):
        return pd.DataFrame({"text": pd.Series(as_texts(texts).to_pylist(), dtype="str")})
    if not isinstance(texts, pd.DataFrame):
        raise ToolkitError(
            f"a table of paragraphs is needed, or texts, not {kind_of(texts)}; "
            "read_story(path) makes one"
        )
    if "text" not in texts.columns:
        yours = next((c for c in map(str, texts.columns) if c.lower() == "text"), "your_column")
        raise ToolkitError(
            f"the table has no column 'text'; it has {there('', texts.columns)}; "
            f"rename yours: table.rename(columns={{{yours!r}: 'text'}})"
        )
    if isinstance(texts["text"], pd.DataFrame):
        raise ToolkitError("the table has several columns 'text'; keep one of them")
    return texts
