"""Whether tables were measured in one way, so that they may be compared as one."""

from __future__ import annotations

import pandas as pd

from ..errors import ToolkitError
from ..measures import all_measures
from .sources import Source

HOW = {  # in a table's `attrs`
    "profile": "the profile",
    "counting": "the counting",
    "lexicon": "the hedging lexicon",
    "lexicon_version": "the hedging lexicon of version",
}
SHOWN = 6  # measures that a note names


def how_measured(
    tables: list[tuple[Source, dict]], asked: dict[str, str | None], notes: list[str]
) -> dict[str, str]:
    """What the tables' `attrs` and the options that were given say of how all were measured.

    `ToolkitError` where two of them disagree; a note where a table says nothing.
    """
    known = {option.removeprefix("--"): value for option, value in asked.items() if value}
    sources = {key: f"--{key} asks for" for key in known}
    for source, attrs in tables:
        for key, what in HOW.items():
            value = attrs.get(key)
            if value is not None and known.setdefault(key, value) != value:
                raise ToolkitError(
                    f"{source.path.name} was measured with {what} {value!r}, and {sources[key]} "
                    f"{known[key]!r}; what is compared must be measured alike"
                )
            if value is not None:
                sources.setdefault(key, f"{source.path.name} with")
    silent = [source.path.name for source, attrs in tables if "profile" not in attrs]
    said = [f"{key} {known[key]}" for key in ("profile", "counting") if key in known]
    if silent and said:
        notes.append(
            f"{', '.join(silent)}: no word of how it was measured; it is taken to be with "
            f"{' and '.join(said)}."
        )
    return known


def alike(tables: list[tuple[Source, pd.DataFrame]], notes: list[str]) -> list[pd.DataFrame]:
    """The tables with the measures that all of them have; a note on those that are left out.

    A sum over tables of which one lacks the counts would be the sum of the others.
    """
    known = all_measures()
    have = [{name for name in known if name in table.columns} for _, table in tables]
    everywhere = set.intersection(*have)
    _refuse_strangers(tables)
    for (source, _), measures in zip(tables, have, strict=True):
        lacking = [name for name in known if name in set.union(*have) - measures]
        if lacking:
            more = f" and {len(lacking) - SHOWN} more" if len(lacking) > SHOWN else ""
            notes.append(
                f"Left out, because {source.path.name} has no {', '.join(lacking[:SHOWN])}{more}."
            )
    has_texts = all("text" in table.columns for _, table in tables)
    gone = set.union(*have) - everywhere | (set() if has_texts else {"text"})
    return [table.drop(columns=gone & set(table.columns)) for _, table in tables]


def _refuse_strangers(tables: list[tuple[Source, pd.DataFrame]]) -> None:
    """Refuse tables that have no measure in common, a registered one or one of their own."""
    shared = set.intersection(*(set(table.columns) for _, table in tables))
    counts = {measure.name for measure in all_measures().values() if measure.family == "counts"}
    numbers = {c for c in shared - counts if pd.api.types.is_float_dtype(tables[0][1][c])}
    if len(tables) > 1 and not numbers:
        names = " and ".join(source.path.name for source, _ in tables)
        raise ToolkitError(f"{names} have no measure in common; measure the texts of both alike")
