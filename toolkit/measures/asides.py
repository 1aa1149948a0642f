"""Where the writer interrupts a sentence with an aside."""

from __future__ import annotations

import numpy as np
import pyarrow.compute as pc

from ..segmentation import first_words
from ..splitting import matching
from ..text import DASH
from ..tokens import Tokens
from ..vocabulary import Vocabulary
from .words_in_context import among

_DATELINE = 8  # tokens: "NEW YORK, Nov. 27 (Example News) --"


def asides(tokens: Tokens, inside) -> np.ndarray:
    """Where an opening bracket or a dash opens an aside; not what opens a paragraph, which marks an
    item of a list, nor what belongs to a dateline, nor a dash between two figures, which is a span
    or a score."""
    opens, is_dash, is_figure = tokens.vocabulary.known(openers)
    found = np.flatnonzero(opens[tokens.ids] & ~inside)
    bounds = np.sort(np.concatenate([tokens.offsets, tokens.breaks]))
    paragraph = np.searchsorted(bounds, found, side="right")
    start, end = bounds[paragraph - 1], bounds[paragraph]
    between = is_dash[tokens.ids[found]] & (found > start) & (found + 1 < end)
    for beside in (found - 1, found + 1):
        between &= is_figure[np.take(tokens.ids, beside, mode="clip")]
    is_item = (found == start) & ~among(found, tokens.once(first_words))
    return found[~between & ~is_item & ~_in_dateline(tokens, found, start, end, is_dash)]


def _in_dateline(tokens: Tokens, found, start, end, is_dash) -> np.ndarray:
    """Which of the tokens `found` stand in a dateline, or are the dash that ends it: it opens the
    paragraph (`start` to `end`) with a place in capitals or a time of day, has no word in lower
    case, and none follows.
    """
    opens, is_lower = tokens.vocabulary.known(_of_datelines)
    is_end = is_dash[tokens.ids[found]] & opens[tokens.ids[start]]
    is_end &= found - start < _DATELINE
    for back in range(1, _DATELINE):
        before = found - back
        is_end &= (before < start) | ~is_lower[tokens.ids[np.maximum(before, 0)]]
    is_end &= (found + 1 >= end) | ~is_lower[np.take(tokens.ids, found + 1, mode="clip")]
    ends, of = found[is_end], start[is_end]
    last = np.searchsorted(of, start, side="right") - 1
    within = np.zeros(len(found), bool)
    known = last >= 0
    within[known] = (of[last[known]] == start[known]) & (found[known] <= ends[last[known]])
    return within


def _of_datelines(vocabulary: Vocabulary) -> tuple[np.ndarray, np.ndarray]:
    """The distinct tokens that may open a dateline, and those in lower case (iPhone is not); bool
    (n_types,)."""
    opening = r"^(?:[A-Z][A-Z.'-]{2,},?|[0-9]{1,2}[.:][0-9]{2}([ap]m)?)$"
    return matching(vocabulary.column, opening), matching(vocabulary.column, "^[a-z][^A-Z]*$")


def openers(vocabulary: Vocabulary) -> tuple[np.ndarray, ...]:
    """The distinct tokens that open an aside, the dashes among them, and the figures: three
    Boolean arrays (n_types,)."""
    column = vocabulary.column
    is_dash = pc.equal(column, DASH).to_numpy(zero_copy_only=False)
    is_figure = matching(column, r"^[£$€]?[0-9][0-9.,:]*\W*$")
    return matching(column, r"^[(\[]") | is_dash, is_dash, is_figure
