"""Tables that say which way is up: a legend under what a notebook shows.

The tables are DataFrames; what is computed from them (a column, a selection) is plain pandas.
"""

from __future__ import annotations

from html import escape

import numpy as np
import pandas as pd

from .registry import HEADLINE, Measure, all_measures


class ReadableTable(pd.DataFrame):
    """A DataFrame with a legend; its lines stand in `attrs["legend"]`."""

    @property
    def _constructor(self):
        return pd.DataFrame

    def __repr__(self) -> str:
        return "\n".join(
            [super().__repr__(), *("  " + line for line in self.attrs.get("legend", ()))]
        )

    def _repr_html_(self) -> str:
        lines = "".join(f"<li>{escape(line)}</li>" for line in self.attrs.get("legend", ()))
        return super()._repr_html_() + (f"<ul>{lines}</ul>" if lines else "")


def legend(columns: dict[str, np.ndarray]) -> list[str]:
    """How to read the headline measures among `columns`, with the range found in each."""
    known = all_measures()
    lines = []
    for name in HEADLINE:
        values = columns.get(name, np.empty(0))
        values = values[~np.isnan(values)]
        if len(values):
            low, high = (_value(known[name], value) for value in (values.min(), values.max()))
            lines.append(f"{_title(known[name])}: lowest {low}, highest {high}")
    return lines


def in_words(name: str, value: float) -> str:
    """A value and, where the measure has bands, its band: "38: difficult"."""
    measure = all_measures().get(name)
    return _value(measure, value) if measure else f"{value:.2f}"


def _title(measure: Measure) -> str:
    return f"{measure.label} ({measure.unit}; higher = {measure.higher})"


def _value(measure: Measure, value: float) -> str:
    if pd.isna(value):
        return "no value"
    text = (
        f"{value:.0f}"
        if abs(value) >= 20
        else f"{value:.1f}"
        if abs(value) >= 2
        else f"{value:.2f}"
    )
    band = measure.in_words(value)
    return f"{text}: {band}" if band else text
