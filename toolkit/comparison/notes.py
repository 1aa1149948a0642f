"""What limits a row of a comparison, in a few words."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..columns import ROLES
from ..display import many
from ..measures.repeats import on_repeats
from ..measures.stories_and_roles import without_group
from .checks import higher_in_groups
from .counts import is_rate, told_apart
from .paired import within_reach
from .provenance import DESCRIBED, level_note, unit_note
from .samples import Sample, facts

SIGN_CHANGES = "sign changes"
SAME_IN_ALL = "the same in all: no interval"
LESS_THAN_HALF = "less than half of it"
TOO_LITTLE = "too little text to tell apart"
EQUAL = "equal in "
ROUGH = "a rough interval"
INCLUDES_ZERO = "the interval includes zero"
UNPAIRED = "has both roles: unpaired"
_RARE = 0.75
_MANY_TIES = 0.1


def notes_on(
    rows: pd.DataFrame, sample: Sample, columns: dict, names: list[str], tested: list[str],
    ways: dict, alone: list[list], unit: str, by: str | None, level: float,
) -> list[str]:  # fmt: skip
    """One note per measure, its parts divided by "; "."""
    common = _on_all(sample, unit, by)
    common += without_group(rows[unit], rows[by], by, unit) if by else []
    common += on_repeats(rows, unit, sample.paired) if len(sample) > 1 else []
    groups = _on_groups(sample, by) if sample.paired and by else []
    notes = []
    for i, name in enumerate(names):
        own = [
            *_on_size(sample, columns, i, level, by),
            *_on_counts(sample, i, name),
            *_on_measure(sample, columns, i, name),
            *groups[i : i + 1],
            *_on_signs(columns, i, ways),
            *_on_one(alone[i], unit),
        ]
        if len(sample) > 1 and name not in tested:
            own.append("exploratory: no p")
        notes.append("; ".join([*common, *own]))
    return notes


def _on_all(sample: Sample, unit: str, by: str | None) -> list[str]:
    notes = []
    if len(sample) == 1:
        notes.append(f"one {unit}: {DESCRIBED}")
    else:
        notes += unit_note(unit)
    if not sample.paired:
        n = int(sample.is_commentary.sum())
        within = f", compared within {by}" if by else ""
        sizes = f"{len(sample) - n:,} of report, {n:,} of commentary"
        notes.append(f"no {unit} {UNPAIRED} ({sizes}){within}")
    if sample.left_out:
        why = "only one role" if sample.paired else f"one role in their {by}"
        notes.append(f"{many(sample.left_out, unit)} with {why} left out")
    return notes


def _on_groups(sample: Sample, by: str) -> list[str]:
    return [f"higher in {said} groups of {by}" for said in higher_in_groups(sample) if said]


def _on_size(sample: Sample, columns: dict, i: int, level: float, by: str | None) -> list[str]:
    n = int(columns["n"][i])
    if n == 0:
        return ["no value"]
    notes = [f"missing in {len(sample) - n:,} of {len(sample):,}"] if n < len(sample) else []
    if len(sample) > 1:
        notes += _on_interval(columns, i, level, by, sample.paired)
        notes += _on_ties(sample, i, n)
    return notes


def _on_ties(sample: Sample, i: int, n: int) -> list[str]:
    """In how many pairs neither role is higher, unless that is so in few or in all."""
    equal = int((sample.differences[:, i] == 0).sum()) if sample.paired else 0
    return [f"{EQUAL}{equal:,} of {n:,}"] if _MANY_TIES <= equal / n < 1 else []


def _on_counts(sample: Sample, i: int, name: str) -> list[str]:
    """Whether the counts of one story are too few, as `findings` says it."""
    rates = np.array([sample.report[:, i], sample.commentary[:, i]]).ravel()
    if len(sample) > 1 or np.ptp(rates) == 0 or told_apart(name, rates, sample.words[0]):
        return []
    return [TOO_LITTLE]


def _on_interval(columns: dict, i: int, level: float, by: str | None, paired: bool) -> list[str]:
    """Why there is none, if so."""
    smallest = columns["smallest_p"][i]
    if np.isnan(smallest):
        where = f" in any {by}" if by else ""
        return [f"one role has no two values{where}: its spread is unknown, no interval, no p"]
    if not within_reach(smallest, level):
        n = columns["n"][i]
        return [f"only {n}: no p below {smallest:.2g}, no {100 * level:g}% interval"]
    if np.isnan(columns["ci_low"][i]):
        what = "its differences" if paired else "the values of each role"
        return [f"{what} are {SAME_IN_ALL}"]
    return level_note(level)


def _on_measure(sample: Sample, columns: dict, i: int, name: str) -> list[str]:
    measure = facts(name)
    if not measure.family:
        return ["not a measure of this toolkit: averaged by words"]
    notes = []
    for role, values, words, sentences in zip(
        ROLES, (sample.report, sample.commentary), sample.words.T, sample.sentences.T, strict=True
    ):
        there = ~np.isnan(words)
        enough = (words, measure.smallest_words, "word"), (
            sentences, measure.smallest_sentences, "sentence"
        )  # fmt: skip
        for size, least, what in enough:
            if (size < least).any():
                notes.append(f"{_share(size[there] < least, role)} under {many(least, what)}")
        without = values[there, i] == 0
        counts_forms = is_rate(name) or measure.unit.startswith("share")
        if counts_forms and len(without) > 1 and without.mean() >= _RARE:
            rough = "" if np.isnan(columns["ci_low"][i]) else f": {ROUGH}"
            notes.append(f"none in {_share(without, role)}{rough}")
    return notes


def _on_signs(columns: dict, i: int, ways: dict[str, np.ndarray]) -> list[str]:
    """Which other decisions turn the sign, and which leave less than half of a clear difference."""
    difference = columns["difference"][i]
    tried = {way: found[i] for way, found in ways.items() if difference and not np.isnan(found[i])}
    turned = [way for way, found in tried.items() if np.sign(found) != np.sign(difference)]
    clear = columns["ci_low"][i] > 0 or columns["ci_high"][i] < 0
    halved = [
        way for way, found in tried.items()
        if clear and way not in turned and abs(found) < abs(difference) / 2
    ]  # fmt: skip
    notes = [f"{SIGN_CHANGES} {' and '.join(turned)}"] if turned else []
    return [*notes, f"{LESS_THAN_HALF} {' and '.join(halved)}"] if halved else notes


def _on_one(alone: list, unit: str) -> list[str]:
    """The units any one of which a clear difference needs to be clear."""
    if not alone:
        return []
    name, n = str(alone[0]).replace(";", ","), len(alone) - 1
    others = {0: "", 1: ", or one other,"}.get(n, f", or one of {n:,} others,")
    return [f"without {unit} {name}{others} {INCLUDES_ZERO}"]


def _share(which: np.ndarray, role: str) -> str:
    if len(which) == 1:
        return f"the {role}"
    parts = "reports" if role == "report" else "commentaries"
    return f"{int(which.sum()):,} of {len(which):,} {parts}"


def is_described(comparison: pd.DataFrame) -> bool:
    """Whether a comparison is of one story, and not of many of which one alone has a value."""
    return bool(comparison["note"].astype(str).str.contains(DESCRIBED, regex=False).all())


def shared(limits: list[list[str]]) -> list[str]:
    """What limits all the rows of a comparison, so that it need be said but once."""
    return [part for part in limits[0] if part and all(part in other for other in limits)]
