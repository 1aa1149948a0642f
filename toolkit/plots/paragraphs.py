"""The paragraphs of a story: the order they are read in, and what a chart calls each."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..measures.table import in_reading_order, is_heading


def report_first(table: pd.DataFrame) -> pd.DataFrame:
    """Each story in reading order, its report first; a table without numbers stays as it is.

    >>> mixed = pd.DataFrame({"role": ["commentary", "report"], "paragraph": [1, 1]})
    >>> report_first(mixed)["role"].tolist()
    ['report', 'commentary']
    """
    ordered = in_reading_order(table)
    if ordered is table:
        return table
    later = (ordered["role"] == "commentary").fillna(False).to_numpy(bool)
    story = ordered["story"] if "story" in ordered.columns else np.zeros(len(ordered))
    return ordered.iloc[np.lexsort([later, pd.factorize(story)[0]])]


def paragraph_labels(table: pd.DataFrame) -> list[str]:
    """R, C1, C2 …: what charts call the rows of a story's table; "" for headings and empty rows.

    A report of several paragraphs has R1, R2. Where the numbers in `paragraph` have gaps, rows were
    left out and nobody knows how many of them were paragraphs: the labels are these numbers then.

    >>> story = pd.DataFrame({"role": ["report", "commentary", "commentary"]})
    >>> paragraph_labels(story)
    ['R', 'C1', 'C2']
    >>> paragraph_labels(story.assign(paragraph=[1, 4, 5]))
    ['¶1', '¶4', '¶5']
    """
    counted = _are_paragraphs(table)
    roles = table["role"][counted]
    numbers = _numbers(table)
    if numbers is not None and _has_gaps(numbers, (roles == "report").any()):
        labels = [f"¶{int(number)}" for number in numbers[counted]]
    else:
        several = (roles == "report").sum() > 1
        letters = {"report": "R", "commentary": "C"}
        labels = [
            f"{letters.get(role, str(role)[:1].upper())}{n if role != 'report' or several else ''}"
            for role, n in zip(
                roles, roles.groupby(roles, dropna=False).cumcount() + 1, strict=True
            )
        ]
    found = iter(labels)
    return [next(found) if is_one else "" for is_one in counted]


def _are_paragraphs(table: pd.DataFrame) -> np.ndarray:
    there = table[table.columns.intersection(["text", "n_words"])].notna().all(axis=1)
    return there.to_numpy() & ~is_heading(table)


def _numbers(table: pd.DataFrame) -> np.ndarray | None:
    """The whole numbers in `paragraph`; None where not every row has one."""
    if "paragraph" not in table.columns or not pd.api.types.is_numeric_dtype(table["paragraph"]):
        return None
    numbers = table["paragraph"].to_numpy(float, na_value=np.nan)
    return numbers if (numbers % 1 == 0).all() else None


def _has_gaps(numbers: np.ndarray, with_report: bool) -> bool:
    """Whether rows are missing between the numbers, or before those of a report."""
    numbers = np.unique(numbers)
    return bool((np.diff(numbers) > 1).any() or (with_report and numbers[0] > 1))
