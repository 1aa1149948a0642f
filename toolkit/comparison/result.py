"""What `compare` and `describe_story` return, and what is shown of it.

The measures that a comparison tests stand first; the others are folded.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from ..display import NO_VALUE, ReadableTable, Shown, as_text, many, written
from ..measures.registry import HEADLINE
from .notes import is_described, shared
from .numbers import interval, writer
from .phrases import title
from .provenance import provenance, without_provenance
from .samples import facts

COLUMNS = ["measure", "label", "unit", "report", "commentary", "difference", "ci_low", "ci_high",
           "effect_size", "effect_size_name", "higher_in", "p_value", "p_adjusted", "n_stories",
           "n_words_report", "n_words_commentary", "sign_stable", "note"]  # fmt: skip
OF_ONE_STORY = ["measure", "label", "unit", "role", "value", "count", "n_words", "poisson_low",
                "poisson_high", "leave_one_out_low", "leave_one_out_high"]  # fmt: skip
FEW = 12  # measures that need no folding
LABEL = "label, measure"
NOTED = "label, measure, note"  # in one column, so that a table is no wider than a notebook


class Comparison(ReadableTable):
    """The table of `compare`; a selection of its rows is shown in the same way."""

    _forms = (COLUMNS,)

    def _arranged(self) -> Shown:
        first = _first(self, self["p_value"].notna())
        level = provenance(self).level
        rows, limits = _cells(self[first], level)
        folded, others = (None, []) if first.all() else _cells(self[~first], level)
        return Shown(
            rows=rows,
            prose=("measure", NOTED),
            not_in_text=(NOTED,),
            not_in_html=("measure",),
            notes=(
                *self._notes(limits),
                "in sentences: tk.findings(...); all columns by name, such as sign_stable",
            ),
            folded=folded,
            title=_folded(self[~first]) + (f" ({'; '.join(others)})" if others else ""),
        )

    def _notes(self, common: list[str]) -> list[str]:
        """What the numbers are, and what limits all of them."""
        stories, report, commentary = (
            int(self[name].max()) for name in ("n_stories", "n_words_report", "n_words_commentary")
        )
        unit = provenance(self).unit
        over = f"over {many(stories, unit)}, each counted once"
        over = f"in one {unit}" if is_described(self) else over
        words = f"{report:,} words of report and {commentary:,} of commentary"
        notes = [f"difference: commentary less report, {over} ({words})"]
        notes += [f"effect_size: {name}" for name in self["effect_size_name"].dropna().unique()]
        if self["p_adjusted"].notna().any():
            n = self.attrs.get("n_corrected")
            tested = f"the {many(n, 'measure')}" if n else "all measures"
            notes.append(
                "p_adjusted: of the one measure that was to be tested"
                if n == 1
                else f"p_adjusted: corrected for {tested} that were to be tested"
            )
        if common:
            notes.append(f"for all of these: {'; '.join(common)}")
        return notes

    def in_full(self) -> str:
        """Every row as aligned text, for a terminal."""
        rows, limits = _cells(self, provenance(self).level)
        return as_text(Shown(rows, ("measure",), (NOTED,), notes=tuple(self._notes(limits))))


class Description(ReadableTable):
    """The table of `describe_story`; a selection of its rows is shown in the same way."""

    _forms = (OF_ONE_STORY,)

    def _arranged(self) -> Shown:
        first = _first(self)
        level = self.attrs.get("level", 0.95)
        rows = _described(self[first])
        of_columns = {
            "by chance": f"by chance: the {100 * level:g}% interval of a rate if its cues came "
            "independently; they come in bursts, so the true one is wider",
            "less one sentence": "less one sentence: the least and the greatest value with any "
            "one left out",
        }
        return Shown(
            rows=rows,
            prose=("measure", LABEL, "role"),
            not_in_text=(LABEL,),
            not_in_html=("measure",),
            notes=tuple(note for column, note in of_columns.items() if column in rows),
            folded=None if first.all() else _described(self[~first]),
            title=_folded(self[~first]),
        )


def _described(table: pd.DataFrame) -> pd.DataFrame:
    """Every row as text."""
    rows = []
    for row in table.itertuples():
        write = writer(row.unit, row.value, fine=True)
        counted = "" if np.isnan(row.count) else f"{row.count:,.0f} in "
        rows.append(
            {
                "measure": str(row.measure),
                LABEL: _label(row),
                "role": str(row.role),
                "value": write(row.value),
                "counted": f"{counted}{row.n_words:,} words",
                "by chance": _range(write, row.poisson_low, row.poisson_high),
                "less one sentence": _range(write, row.leave_one_out_low, row.leave_one_out_high),
            }
        )
    return _saying(rows)


def _first(table: pd.DataFrame, tested=False) -> np.ndarray:
    """The rows that are shown at once: measures that are tested, or all where there are few."""
    first = (table["measure"].isin(HEADLINE) | tested).to_numpy()
    few = table["measure"].nunique() <= FEW
    return np.ones(len(table), bool) if few or not first.any() else first


def _folded(table: pd.DataFrame) -> str:
    return f"{table['measure'].nunique()} more measures"


def _label(row, note: str = "") -> str:
    """The label with its unit, then the name and which way is up, then the note: a line each."""
    meaning = facts(row.measure).higher
    second = f"{row.measure} · higher: {meaning}" if meaning else str(row.measure)
    return "\n".join(dict.fromkeys(filter(None, [title(row), second, note])))


def _range(write: Callable[..., str], low: float, high: float) -> str:
    return NO_VALUE if np.isnan(low) else f"{write(low)} to {write(high)}"


def _saying(rows: list[dict]) -> pd.DataFrame:
    """The rows as a table, without the columns that say nothing."""
    cells = pd.DataFrame(rows)
    return cells.loc[:, ~cells.isin(["", NO_VALUE]).all()]


def _cells(comparison: pd.DataFrame, level: float) -> tuple[pd.DataFrame, list[str]]:
    """Every row as text, without the columns that say nothing; and what limits all the rows."""
    limits = [without_provenance(note.split("; ")) for note in comparison["note"]]
    common = shared(limits)
    rows = []
    for row, parts in zip(comparison.itertuples(), limits, strict=True):
        write = writer(row.unit, row.report, row.commentary, fine=True)
        told = row.n_stories > 1 and isinstance(row.higher_in, str)
        rows.append(
            {
                "measure": str(row.measure),
                NOTED: _label(row, "; ".join(part for part in parts if part not in common)),
                "report": write(row.report),
                "commentary": write(row.commentary),
                "difference": write(row.difference, "+"),
                f"{100 * level:g}% interval": interval(write, row.ci_low, row.ci_high),
                "effect_size": written(row.effect_size, "+.2f"),
                "higher_in": row.higher_in if told else NO_VALUE,
                "p_adjusted": _p(row.p_adjusted),
            }
        )
    return _saying(rows), common


def _p(value: float) -> str:
    return "<0.001" if value < 0.001 else written(value, ".3f")
