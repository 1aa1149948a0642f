"""A comparison in plain sentences."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..display import NO_VALUE, ProseTable, Shown, many
from .counts import counts_of, ranges_apart
from .notes import EQUAL, LESS_THAN_HALF, ROUGH, SIGN_CHANGES, TOO_LITTLE, UNPAIRED, shared
from .numbers import beside_difference, number, size_of_difference, writer
from .provenance import DESCRIBED, Provenance, need_comparison, provenance, without_provenance
from .samples import facts

_NO_DIFFERENCE = "as good as no difference"
ALPHA = 0.05  # what a sentence calls a finding, whatever the level of the intervals


def findings(comparison: pd.DataFrame) -> pd.DataFrame:
    """Each row of a comparison as a sentence that may be quoted, with what limits it.

    Parameters
    ----------
    comparison : DataFrame
        What `compare` returns, or some of its rows.

    Returns
    -------
    DataFrame
        `measure`; `finding`, one or two sentences; `caveat`, the row's note and the known
        failures of the measure. Called higher or lower is what has a corrected p of at most .05 and
        an interval without zero.

    Raises ToolkitError for any other table.

    >>> from toolkit.comparison import compare
    >>> table = pd.DataFrame({"story": "fire", "role": ["report", "commentary"],
    ...                       "n_words": [90.0, 442.0], "hedges_per_100_words": [4.444, 4.751]})
    >>> findings(compare(table))["finding"][0].split(": ")[1:]
    ['4.4 in the report (4 in 90 words), 4.8 in the commentary (21 in 442)',
     'too little text to tell apart.']
    """
    need_comparison(comparison, "findings")
    about = provenance(comparison)
    # Read back from a file, a text of no letters is a missing one.
    texts = {
        name: comparison[name].astype(object).where(comparison[name].notna(), "")
        for name in ("label", "unit", "note")
    }
    rows = list(comparison.assign(**texts).itertuples())
    return Findings(
        {
            "measure": comparison["measure"].to_numpy(),
            "finding": [_finding(row, about) for row in rows],
            "caveat": [_caveat(row) for row in rows],
        }
    )


class Findings(ProseTable):
    """The table of `findings`: what limits all of its rows is shown once, below them."""

    def _arranged(self) -> Shown:
        if "caveat" not in self or len(self) < 2:
            return super()._arranged()
        limits = [caveat.split("; ") for caveat in self["caveat"]]
        common = shared(limits)
        own = ["; ".join(part for part in parts if part not in common) for parts in limits]
        rows = pd.DataFrame(self).assign(caveat=[text or NO_VALUE for text in own])
        notes = (f"for all of these: {'; '.join(common)}",) if common else ()
        return Shown(rows=rows, prose=tuple(rows), whole=True, notes=notes)


def _finding(row, about: Provenance) -> str:
    if np.isnan(row.difference):
        return f"{title(row)}: no value in one of the parts."
    if DESCRIBED not in row.note:
        return _of_many(row, about)
    counts = counts_of(row.measure, [row.report, row.commentary], _words(row))
    return _of_value(row, about) if np.isnan(counts).any() else _of_counts(row, counts, about)


def _of_counts(row, counts: np.ndarray, about: Provenance) -> str:
    """One story, a rate: the counts, and whether their Poisson ranges overlap."""
    write = writer(row.unit, max(row.report, row.commentary))
    if not counts.any():
        verdict = "none to compare"
    elif write(row.report) == write(row.commentary):
        alike = _NO_DIFFERENCE if row.difference else "no difference"
        verdict = f"{alike}, in this one {about.unit}"
    elif not ranges_apart(counts, _words(row)):
        verdict = TOO_LITTLE
    else:
        verdict = (
            f"more in the {_higher(row)} than chance alone would scatter, in this one {about.unit}"
        )
    report, commentary = (f"{count:,.0f}" for count in counts)
    return (
        f"{title(row)}: {write(row.report)} in the report ({report} in "
        f"{row.n_words_report:,.0f} words), {write(row.commentary)} in the commentary "
        f"({commentary} in {row.n_words_commentary:,.0f}): {verdict}."
    )


def _of_value(row, about: Provenance) -> str:
    return (
        f"{title(row)}: {number(row.report, row)} in the report, {number(row.commentary, row)} in "
        f"the commentary: {_direction(row)}, in this one {about.unit}."
    )


def _of_many(row, about: Provenance) -> str:
    write = beside_difference(row)
    sentence = (
        f"{title(row)}: {write(row.report)} in reports, {write(row.commentary)} in commentary, "
        f"over {many(row.n_stories, about.unit)}"
    )
    if isinstance(row.higher_in, str):
        groups = " groups" if UNPAIRED in row.note else ""
        equal = [part for part in row.note.split("; ") if part.startswith(EQUAL)]
        alike = "".join(f", {part.rsplit(' of ')[0]}" for part in equal)
        sentence += f" (commentary higher in {row.higher_in}{groups}{alike})"
    if np.isnan(row.ci_low):
        return f"{sentence}; no interval."
    points = " percentage points" if row.unit.startswith("share") else ""
    change, low, high = (
        number(value, row, "+", fine=True).removesuffix(" % points")
        for value in (row.difference, row.ci_low, row.ci_high)
    )
    meaning = facts(row.measure).higher
    interval = f"{100 * about.level:g}% interval {low} to {high}"
    interval += f"; higher: {meaning}" if meaning else ""
    limits = [
        f" {part.capitalize()}."
        for part in row.note.split("; ")
        if part.startswith((SIGN_CHANGES, LESS_THAN_HALF)) or part.endswith(ROUGH)
    ]
    return (
        f"{sentence}: {change}{points} from report to commentary ({interval}). "
        f"{_verdict(row, about)}{''.join(limits)}"
    )


def _verdict(row, about: Provenance) -> str:
    if row.ci_low <= 0 <= row.ci_high:
        return "The interval includes zero: not told apart."
    if np.isnan(row.p_adjusted):
        return "Exploratory: the interval leaves out zero, one of many that were looked at."
    p, n = f"p {_p(row.p_adjusted)}", about.n_corrected
    several = n > 1 if n else row.p_adjusted > row.p_value
    p += f", corrected for {n or 'several'} measures" if several else ""
    if row.p_adjusted <= ALPHA:
        return f"Higher in {'commentary' if row.difference > 0 else 'reports'} ({p})."
    if not several:
        return f"The interval leaves out zero, and p is above .05 ({p})."
    return f"The interval alone leaves out zero; p does not bear it out ({p})."


def _direction(row) -> str:
    if row.difference == 0:
        return "no difference"
    meaning = facts(row.measure).higher
    size = size_of_difference(row)
    if not size.strip("0.%"):
        return _NO_DIFFERENCE
    size = size.replace("%", " percentage point" if size == "1%" else " percentage points")
    return f"{size} higher in the {_higher(row)}" + (f" (higher: {meaning})" if meaning else "")


def _higher(row) -> str:
    return "commentary" if row.difference > 0 else "report"


def title(row) -> str:
    """The measure of a comparison's row with its unit: "Hedges per 100 words"."""
    if not row.unit or row.unit == "share":
        return row.label
    return f"{row.label} {row.unit}" if row.unit.startswith("per ") else f"{row.label} ({row.unit})"


def _words(row) -> list[int]:
    return [row.n_words_report, row.n_words_commentary]


def _p(p: float) -> str:
    return "< .001" if p < 0.001 else f"= {p:.3f}".replace("0.", ".")


def _caveat(row) -> str:
    said = (TOO_LITTLE, EQUAL)  # in the finding itself
    parts = without_provenance(row.note.split("; "))
    limits = [part for part in parts if not (part.startswith(said) or part.endswith(ROUGH))]
    return "; ".join(part for part in (*limits, facts(row.measure).caveat) if part)
