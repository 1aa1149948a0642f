"""The arguments of `measure_files`, checked, as the rest of the run wants them."""

from __future__ import annotations

import math
import os
from collections.abc import Iterable
from numbers import Real

import numpy as np

from ..columns import ROLES
from ..errors import ToolkitError
from ..measures import all_measures, check_options, get
from ..reading.language import check_language
from ..reading.marker import marker_test
from . import FORMATS
from .measuring import Options
from .prose import Reading


def options_of(measures, counting: str, profile: str, reading: Reading) -> Options:
    """How to read and measure; ToolkitError for what can't be meant."""
    if not (measures is None or isinstance(measures, Iterable)):
        raise ToolkitError(
            f"measures={measures!r} must be a list of names; list_measures() shows them"
        )
    if measures is not None:
        measures = kept_measures([measures] if isinstance(measures, str) else measures)
    if reading.role not in (None, "none", *ROLES):
        raise ToolkitError(f"role={reading.role!r} is no role; choose report, commentary or none")
    check_language(reading.language)
    marker_test(reading.marker)
    check_options(counting=counting, profile=profile)
    return Options(reading, measures, counting, profile)


def bytes_of(part_mb: float) -> int:
    """How many bytes of input make a part."""
    if not (isinstance(part_mb, Real) and 0 < part_mb * 2**20 < math.inf):
        raise ToolkitError(f"part_mb={part_mb!r} must be more than 0, in megabytes")
    return max(1, int(part_mb * 2**20))


def sources_of(inputs) -> list[str | os.PathLike]:
    """The inputs as a list of paths; ToolkitError for what is none."""
    if hasattr(inputs, "columns"):
        raise ToolkitError(
            "measure_files takes the paths of files, and this is a table; for that there is "
            "measure(table)"
        )
    one = isinstance(inputs, (str, os.PathLike)) or not isinstance(inputs, Iterable)
    sources = [inputs] if one else list(inputs)
    for source in sources:
        if not isinstance(source, (str, os.PathLike)):
            raise ToolkitError(f"an input must be the path of a file, not {type(source).__name__}")
    return sources


def ending_of(format: str | None) -> str | None:
    """The ending that files of a format have; None where their names tell it."""
    if format not in (None, *FORMATS):
        raise ToolkitError(f"format={format!r} is not known; choose {', '.join(FORMATS)}")
    return f".{format}" if format else None


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
