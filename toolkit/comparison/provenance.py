"""How a comparison was made: from its `attrs`, or from its notes where a file has lost those."""

from __future__ import annotations

import re
from numbers import Real
from typing import NamedTuple

import pandas as pd

from ..errors import ToolkitError
from ..measures.stories_and_roles import need_one

LEVEL, UNIT = 0.95, "story"  # what notes do not mention
DESCRIBED = "described, no interval, no p"
_EACH, _COUNTED = "each ", " counted once"
_INTERVAL = "% interval"
_NUMBERS = ("report", "commentary", "difference", "ci_low", "ci_high", "effect_size", "p_value",
            "p_adjusted", "n_stories", "n_words_report", "n_words_commentary")  # fmt: skip
_NEEDED = ("measure", "label", "unit", *_NUMBERS, "note")


class Provenance(NamedTuple):
    """What holds for all rows of the comparison that these are some of.

    `n_corrected` is None where the number of measures that p was corrected for is not known.
    """

    level: float
    unit: str
    n_corrected: int | None


def unit_note(unit: str) -> list[str]:
    """What a note says of what was counted, unless that is the story."""
    return [] if unit == UNIT else [f"{_EACH}{unit}{_COUNTED}"]


def level_note(level: float) -> list[str]:
    """What a note says of the interval, unless it is one of 95%."""
    return [] if level == LEVEL else [f"{100 * level:g}{_INTERVAL}"]


def without_provenance(parts: list[str]) -> list[str]:
    """The parts of a note but for those of `unit_note` and `level_note`."""
    return [part for part in parts if not (part.endswith(_COUNTED) or _level_in(part))]


def provenance(comparison: pd.DataFrame) -> Provenance:
    """How the rows were compared: what their `attrs` say, or else their notes."""
    said = comparison.attrs
    parts = {part for note in comparison["note"].dropna() for part in str(note).split("; ")}
    levels, units = (set(filter(None, map(of, parts))) for of in (_level_in, _unit_in))
    return Provenance(
        level=said.get("level", max(levels, default=LEVEL)),
        unit=said.get("unit", min(units, default=UNIT)),
        n_corrected=said.get("n_corrected"),
    )


def _level_in(part: str) -> float | None:
    found = re.fullmatch(rf"([\d.]+){_INTERVAL}", part)
    return float(found[1]) / 100 if found else None


def _unit_in(part: str) -> str | None:
    found = re.fullmatch(f"(?:{_EACH}(.+){_COUNTED}|one (.+): {DESCRIBED})", part, re.DOTALL)
    return found[1] or found[2] if found else None


def need_comparison(comparison, function: str) -> None:
    """ToolkitError for anything but what `compare` returns, or some of its rows."""
    if not isinstance(comparison, pd.DataFrame):
        raise ToolkitError(f"{function}() needs what compare(table) returns")
    columns = list(comparison.columns)
    missing = [name for name in _NEEDED if name not in columns]
    if missing:
        lacks = f"; the column {missing[0]!r} is missing" if "difference" in columns else ""
        raise ToolkitError(f"{function}() needs what compare(table) returns{lacks}")
    for name in columns:
        need_one(comparison, name)
    for name in _NUMBERS:
        column = comparison[name]
        if pd.api.types.is_numeric_dtype(column) or column.isna().all():
            continue
        # Those of a transposed table are objects.
        if not all(isinstance(value, Real) for value in column):
            raise ToolkitError(
                f"{function}() needs what compare(table) returns; the column {name!r} holds no "
                "numbers"
            )
