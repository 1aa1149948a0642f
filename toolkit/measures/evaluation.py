"""From texts to measures: count once per family, then one formula per measure.

The units are the rows of the texts, or their sentences; families give sums per unit, and formulas
see all sums of all families by name.
"""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np

from ..segmentation import with_sentences
from ..tokens import Tokens, normalised, tokenize
from . import counting as counts_family
from . import hedging, readability, sentiment, textstat_counts, wording  # noqa: F401
from .hedge_lexicon import PROFILES
from .registry import all_measures

CHOICES = {"counting": ("published", "textstat"), "profile": PROFILES}
_OF_TEXTSTAT = ("counts", "readability")


def evaluate(
    texts,
    names: list[str],
    *,
    counting="published",
    profile="news",
    lexicon=None,
    by_sentence=False,
) -> dict[str, np.ndarray]:
    """The measures `names` of a column of texts (or of its tokens), each a float64 array.

    One value per text; with `by_sentence`, one per sentence of `segmented(texts)`, which may be
    given itself. (textstat's values are of the raw tokens.)
    """
    raw = texts if isinstance(texts, Tokens) else tokenize(texts)
    tokens = raw if raw.is_normalised else with_sentences(normalised(raw))
    units = tokens.sentences if by_sentence else tokens.offsets
    known = all_measures()
    sums = _sums(tokens, units, {known[name].family for name in names}, profile, lexicon)
    columns = formulas(sums, names)
    if not by_sentence:
        missing = tokens.texts.is_null().to_numpy(zero_copy_only=False)
        columns = {name: np.where(missing, np.nan, values) for name, values in columns.items()}
        if counting == "textstat":
            columns |= _textstat(raw, names)
    return columns


def _sums(tokens: Tokens, units: np.ndarray, families: set[str], profile, lexicon) -> dict:
    sums = counts_family.count(tokens, units)
    if "sentiment" in families:
        sums |= sentiment.count(tokens, units)
    if "hedging" in families:
        sums |= hedging.count(tokens, units, profile=profile, lexicon=lexicon)
    if "wording" in families:
        sums |= wording.count(tokens, units)
    return sums


def formulas(sums: dict[str, np.ndarray], names: list[str]) -> dict[str, np.ndarray]:
    """The measures `names` as their formulas on `sums`; what divides by zero is NaN."""
    c, known = SimpleNamespace(**sums), all_measures()
    with np.errstate(divide="ignore", invalid="ignore"):
        values = {name: np.asarray(known[name].formula(c), float) for name in names}
    return {name: np.where(np.isfinite(v), v, np.nan) for name, v in values.items()}


def _textstat(raw: Tokens, names: list[str]) -> dict[str, np.ndarray]:
    known = all_measures()
    if not any(known[name].family in _OF_TEXTSTAT for name in names):
        return {}
    values = textstat_counts.values(raw)
    return {name: values[name] for name in names if name in values}
