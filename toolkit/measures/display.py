"""How the table of `measure` and the list of measures are shown.

They are DataFrames; what is computed from them (a column, a selection) is plain pandas.
"""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from ..display import NO_VALUE, ReadableTable, Shown, breaking, listed, written
from .registry import HEADLINE, Measure, all_measures

MOST_COLUMNS = 20
LISTED = ["family", "label", "unit", "higher", "reading", "value_range", "smallest_words",
          "smallest_sentences", "pool", "headline", "caveat", "source"]  # fmt: skip

CUES = ["row", "start", "end", "text", "cue", "category", "series", "person", "voice", "why",
        "rule"]  # fmt: skip
_SENTENCE = '<td style="text-align:left;min-width:14em">'
_SHOWN_OF_CUES = ["row", "text", "series", "category", "voice", "why"]


class MeasuresTable(pd.DataFrame):
    """The table of `measure`, `pool` or `windows`: where it is wide it shows the headline measures.

    Below them stand the lines of `attrs["legend"]`, if there are any.
    """

    @property
    def _constructor(self):
        return pd.DataFrame

    def __repr__(self) -> str:
        with pd.option_context("display.precision", 2):
            shown = repr(self.loc[:, self._are_shown()])
        return "\n".join([shown, *("  " + line for line in self._lines())])

    def _repr_html_(self) -> str | None:
        with pd.option_context("display.precision", 2):
            shown = self.loc[:, self._are_shown()]._repr_html_()
        if shown is None:
            return None
        shown = re.sub(r"<th>[^<]+</th>", lambda cell: breaking(cell[0]), shown)
        shown = re.sub(r"<td>(?=[^<]* )", _SENTENCE, shown)
        return shown + listed(self._lines())

    def _are_shown(self) -> np.ndarray:
        if self.shape[1] <= MOST_COLUMNS:
            return np.ones(self.shape[1], bool)
        hidden = all_measures().keys() - {"n_words", *HEADLINE}
        return ~self.columns.isin(hidden)

    def _lines(self) -> list[str]:
        lines = [*self.attrs.get("legend", ())]
        hidden = self.columns[~self._are_shown()]
        if len(hidden):
            lines.append(
                f"and {len(hidden)} more columns, such as {hidden[-1]}; list_measures() says what "
                "they are"
            )
        return lines


class CueTable(ReadableTable):
    """The table of `find_hedges`, shown with its reasons; a reader's own columns come first."""

    def _has_form(self) -> bool:
        return set(CUES) <= set(self.columns)

    def _arranged(self) -> Shown:
        names = [*self.columns.difference(CUES, sort=False), *_SHOWN_OF_CUES]
        rows = pd.DataFrame(self)[names].astype(object).where(self[names].notna(), NO_VALUE)
        return Shown(
            rows=rows.map(str),
            prose=tuple(name for name in names if name != "row"),
            notes=(f"more columns: {', '.join(c for c in CUES if c not in names)}",),
        )


class MeasureList(ReadableTable):
    """The table of `list_measures`, which is shown with whole sentences."""

    _forms = (LISTED,)

    def _arranged(self) -> Shown:
        rows = pd.DataFrame(
            {
                "name": self.index.astype(str),
                "label, name": [f"{row.label}\n{row.Index}" for row in self.itertuples()],
                "unit": self["unit"].to_numpy(),
                "higher means": self["higher"].to_numpy(),
                "reading": self["reading"].to_numpy(),
                "caveat": self["caveat"].to_numpy(),
            }
        )
        return Shown(
            rows=rows,
            prose=tuple(rows),
            not_in_text=("label, name", "caveat"),
            not_in_html=("name",),
            notes=(f"more columns: {', '.join(c for c in LISTED if c not in rows)}",),
        )


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


def _title(measure: Measure) -> str:
    return f"{measure.label} ({measure.unit}; higher = {measure.higher})"


def _value(measure: Measure, value: float) -> str:
    if pd.isna(value):
        return "no value"
    decimals = 0 if abs(value) >= 20 else 1 if abs(value) >= 2 else 2
    text = written(value, f".{decimals}f")
    band = measure.in_words(value)
    return f"{text}: {band}" if band else text
