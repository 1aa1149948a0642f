"""What limits a row of a comparison, in a few words."""

from __future__ import annotations

import numpy as np

from .samples import Sample, facts


def notes_on(
    sample: Sample, columns: dict, names: list[str], tested: list[str], ways: dict,
    unit: str, by: str | None, level: float,
) -> list[str]:  # fmt: skip
    """One note per measure, its parts divided by "; "."""
    common = _on_all(sample, unit, by)
    notes = []
    for i, name in enumerate(names):
        own = [
            *_on_size(sample, columns, i, level),
            *_on_measure(sample, columns, i, name),
            *_on_signs(columns["difference"][i], {way: found[i] for way, found in ways.items()}),
        ]
        if len(sample) > 1 and name not in tested:
            own.append("exploratory: no p")
        notes.append("; ".join([*common, *own]))
    return notes


def _on_all(sample: Sample, unit: str, by: str | None) -> list[str]:
    notes = []
    if len(sample) == 1:
        notes.append(f"one {unit}: described, no interval, no p")
    if not sample.paired:
        within = f", compared within {by}" if by else ""
        notes.append(f"no {unit} has both roles: unpaired{within}")
    if sample.left_out:
        why = "only one role" if sample.paired else f"one role in their {by}"
        notes.append(f"{_plural(sample.left_out, unit)} with {why} left out")
    return notes


def _on_size(sample: Sample, columns: dict, i: int, level: float) -> list[str]:
    n, smallest = int(columns["n"][i]), columns["smallest_p"][i]
    notes = []
    if 0 < n < len(sample):
        notes.append(f"missing in {len(sample) - n} of {len(sample)}")
    if n == 0:
        notes.append("no value")
    elif len(sample) > 1 and smallest > 1 - level + 1e-12:
        notes.append(f"{n} are too few: no p below {smallest:.2g}, no {level:.0%} interval")
    elif len(sample) > 1 and np.isnan(columns["ci_low"][i]):
        notes.append("the same in all: no interval")
    return notes


def _on_measure(sample: Sample, columns: dict, i: int, name: str) -> list[str]:
    measure = facts(name)
    if not measure.family:
        return ["not a measure of this toolkit: averaged by words"]
    notes = []
    for role, words in zip(("report", "commentary"), sample.words.T, strict=True):
        short = int((words < measure.smallest_words).sum())
        total = int((~np.isnan(words)).sum())
        if short and total > 1:
            notes.append(f"{short} of {total} {role}s under {measure.smallest_words} words")
        elif short:
            notes.append(f"{role} under {measure.smallest_words} words")
    return notes


def _on_signs(difference: float, ways: dict[str, float]) -> list[str]:
    turned = [
        way for way, found in ways.items()
        if not np.isnan(found) and not np.isnan(difference) and difference != 0
        and np.sign(found) != np.sign(difference)
    ]  # fmt: skip
    return [f"sign changes under {' and '.join(turned)}"] if turned else []


def _plural(n: int, noun: str) -> str:
    if n == 1:
        return f"1 {noun}"
    return f"{n} {noun[:-1]}ies" if noun.endswith("y") else f"{n} {noun}s"
