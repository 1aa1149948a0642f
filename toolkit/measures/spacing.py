"""Text with spaces around its marks, as corpora of newswire have it: "He would n't , she said ."

Loose marks are taken for attached ones and split contractions for whole words, so that the same
words have the same neighbours in either spelling. Texts without any pay nothing.
"""

from __future__ import annotations

import numpy as np

from .context import DASH, Surroundings
from .shapes import CLOSES, OPENS, mark_shape, shapes_of_types

SUFFIXES = ("n't", "'s", "'re", "'ve", "'ll", "'d", "'m")
MARKS = frozenset(".,;:!?()[]{}\"'$%")


def surroundings(tokens, types: np.ndarray, words: dict[str, int]) -> Surroundings:
    """The tokens as the rules see them; `types` are the word ids of the vocabulary."""
    shapes = shapes_of_types(tokens.vocabulary)
    suffixes = [words[suffix.lstrip("'")] for suffix in SUFFIXES]
    rare = np.flatnonzero((types == DASH) | np.isin(types, suffixes))
    spelt = {int(i): tokens.vocabulary[i] for i in rare}
    loose = [i for i, token in spelt.items() if token in SUFFIXES or MARKS.issuperset(token)]
    ids = types[tokens.ids]
    if not loose:
        return Surroundings(ids, tokens.ids, shapes, tokens.sentences)
    is_loose = np.zeros(len(types), bool)
    is_loose[loose] = True
    here = is_loose[tokens.ids]
    at, kept = np.flatnonzero(here), np.flatnonzero(~here)
    _join(ids, at, tokens, words)
    sentences = np.searchsorted(kept, tokens.sentences)
    extra = _attached(at, kept, tokens, spelt)
    return Surroundings(ids[kept], tokens.ids[kept], shapes, sentences, kept, extra)


def _join(ids, at, tokens, words) -> None:
    """Give the first part of a split contraction the word id of the whole: "wo" in "wo n't"."""
    core = tokens.core()
    at = at[(at > 0) & ~np.isin(at, tokens.offsets)]
    pairs = np.stack([tokens.ids[at - 1], tokens.ids[at]], axis=1)
    distinct, which = np.unique(pairs, axis=0, return_inverse=True)
    whole = [words.get(core[first] + tokens.vocabulary[second], 0) for first, second in distinct]
    joined = np.array(whole, ids.dtype)[which.ravel()] if len(distinct) else np.zeros(0, ids.dtype)
    ids[at[joined > 0] - 1] = joined[joined > 0]


def _attached(at, kept, tokens, spelt) -> np.ndarray:
    """Shapes the loose marks give to the kept words beside them, int16 (n_kept,)."""
    extra = np.zeros(len(kept), np.int16)
    marks = {i: mark_shape(token) for i, token in spelt.items()}
    shapes = np.array([marks[i] for i in tokens.ids[at].tolist()], np.int16)
    row = tokens.rows(at)
    quote = np.flatnonzero(shapes & CLOSES)
    opens = np.zeros(len(at), bool)
    opens[quote] = _nth_of_row(row[quote]) % 2 == 0
    after = np.searchsorted(kept, at)
    before = after - 1
    closing = ~opens & (before >= 0)
    closing &= kept[np.maximum(before, 0)] >= tokens.offsets[row] if len(kept) else False
    np.bitwise_or.at(extra, before[closing], shapes[closing] & ~OPENS)
    opens &= after < len(kept)
    np.bitwise_or.at(extra, after[opens], np.int16(OPENS))
    return extra


def _nth_of_row(rows) -> np.ndarray:
    """How many of the sorted `rows` before each are equal to it."""
    return np.arange(len(rows)) - np.searchsorted(rows, rows)
