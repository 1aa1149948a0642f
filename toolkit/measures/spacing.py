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


def surroundings(tokens, types: np.ndarray, lexicon) -> Surroundings:
    """The tokens as the rules see them; `types` are the word ids of the vocabulary."""
    words, shapes = lexicon.words, tokens.vocabulary.known(shapes_of_types)
    suffixes = [words[suffix.lstrip("'")] for suffix in SUFFIXES]
    rare = np.flatnonzero((types == DASH) | np.isin(types, suffixes))
    spelt = {int(i): tokens.vocabulary[i] for i in rare}
    loose = [i for i, token in spelt.items() if token in SUFFIXES or MARKS.issuperset(token)]
    if not loose:
        return Surroundings(tokens.ids, types, shapes, lexicon.roles, tokens.sentences)
    is_word = np.ones(len(types), bool)
    is_word[loose] = False
    kept = is_word[tokens.ids]
    at = np.flatnonzero(~kept)
    gaps = at - np.arange(len(at))
    sentences = tokens.sentences - np.searchsorted(at, tokens.sentences)
    around = Surroundings(tokens.ids[kept], types, shapes, lexicon.roles, sentences, gaps)
    _join(around, at, tokens, words)
    around.extra = _attached(at, around, tokens, spelt)
    return around


def _join(around, at, tokens, words) -> None:
    """Make the first part of a split contraction a type of its own, with the word of the whole."""
    core, n_types = tokens.vocabulary.core, len(tokens.vocabulary)
    before = around.gaps - 1
    joins = (before >= 0) & (tokens.offsets[tokens.rows(at)] < at)
    at, before = at[joins], before[joins]
    pairs, which = np.unique(
        tokens.ids[at - 1].astype(np.int64) * n_types + tokens.ids[at], return_inverse=True
    )
    first, second = np.divmod(pairs, n_types)
    parts = zip(first.tolist(), second.tolist(), strict=True)
    whole = [words.get(core[one] + tokens.vocabulary[two], 0) for one, two in parts]
    whole = np.array(whole, around.type_words.dtype)
    known = (whole[which] > 0) & (around.original(before) == at - 1)
    around.ids[before[known]] = n_types + which[known]
    around.type_words = np.concatenate([around.type_words, whole])
    around.type_shapes = np.concatenate([around.type_shapes, around.type_shapes[first]])


def _attached(at, around, tokens, spelt) -> np.ndarray:
    """Shapes the loose marks give to the kept words beside them, int16 (n_kept,)."""
    n_kept = len(around)
    extra = np.zeros(n_kept, np.int16)
    marks = {i: mark_shape(token) for i, token in spelt.items()}
    shapes = np.array([marks[i] for i in tokens.ids[at].tolist()], np.int16)
    row = tokens.rows(at)
    quote = np.flatnonzero(shapes & CLOSES)
    opens = np.zeros(len(at), bool)
    opens[quote] = _nth_of_row(row[quote]) % 2 == 0
    after = around.gaps
    before = after - 1
    closing = ~opens & (before >= 0)
    closing &= around.original(np.maximum(before, 0)) >= tokens.offsets[row]
    np.bitwise_or.at(extra, before[closing], shapes[closing] & ~OPENS)
    opens &= after < n_kept
    np.bitwise_or.at(extra, after[opens], np.int16(OPENS))
    return extra


def _nth_of_row(rows) -> np.ndarray:
    """How many of the sorted `rows` before each are equal to it."""
    return np.arange(len(rows)) - np.searchsorted(rows, rows)
