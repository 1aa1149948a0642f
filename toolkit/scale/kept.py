"""The measures that an archive keeps: those that were chosen, and the counts they are pooled by."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from ..measures import all_measures, get


def kept_measures(chosen: Iterable[str]) -> tuple[str, ...]:
    """`n_words`, the measures chosen, and every count without which `pool` could not pool them.

    >>> kept_measures(["lix"])
    ('n_words', 'lix', 'n_sentences', 'n_long_words')
    >>> kept_measures(["vader_compound_sd"])
    ('n_words', 'vader_compound_sd', 'vader_compound', 'n_sentences')
    """
    names = [get(name).name for name in chosen]
    counts = [count for name in names for count in _pooled_by(name)]
    return tuple(dict.fromkeys(["n_words", *names, *counts]))


def _pooled_by(name: str) -> list[str]:
    measure = all_measures()[name]
    if measure.pool == "counts":
        asked = _Asked()
        measure.formula(asked)
        return [count for count in asked.names if count in all_measures()]
    if measure.pool == "spread":
        return [measure.mean_of, "n_sentences"]
    return ["n_sentences"] if measure.pool == "sentences" else []


class _Asked:
    """Counts that note which of them a formula asks for."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def __getattr__(self, name: str) -> np.ndarray:
        self.names.append(name)
        return np.ones(1)
