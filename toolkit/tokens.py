"""The counting core: a column of texts becomes ids into a vocabulary of distinct tokens.

Everything that depends on a token alone is worked out once per distinct token and summed over the
units of a text (paragraphs or sentences) by one sparse product, units x vocabulary @ vocabulary x
features. What depends on the neighbours works on the ids, and only where something was hit.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from .splitting import block_starts, four_byte_offsets, matching, split_words
from .text import SPECIAL, as_texts, split_token
from .vocabulary import Vocabulary

_TOKEN = re.compile(r"\S+")


@dataclass(frozen=True)
class Tokens:
    """The tokens of a column of texts.

    Attributes
    ----------
    texts : pyarrow.Array, large_string, (n_rows,)
        The texts as they were given.
    ids : int32 array (n_tokens,)
        Index into `vocabulary`.
    offsets : int64 array (n_rows + 1,)
        First token of every row, and the number of tokens.
    vocabulary : Vocabulary, a list of str (n_types,)
        The distinct tokens, punctuation still attached; maybe others too, of other texts.
    breaks : int64 array
        Tokens, other than a row's first, that open a paragraph inside a row (see `splitting`).
    sentences : int64 array (n_sentences + 1,)
        First token of every sentence, and the number of tokens; empty until they are found.
    """

    texts: pa.Array
    ids: np.ndarray
    offsets: np.ndarray
    vocabulary: Vocabulary
    breaks: np.ndarray
    sentences: np.ndarray = field(default_factory=lambda: np.zeros(0, np.int64))
    is_normalised: bool = False
    _kept: dict = field(default_factory=dict, init=False, repr=False, compare=False)

    def once(self, function: Callable):
        """`function(self)`, worked out at the first call and kept for the others."""
        if function not in self._kept:
            self._kept[function] = function(self)
        return self._kept[function]

    def rows(self, positions) -> np.ndarray:
        """Row of each token position."""
        return unit_of(self.offsets, positions)

    def total(self, units: np.ndarray, features: np.ndarray, counted=None) -> np.ndarray:
        """Sums (n_units, k) over the tokens of each unit of the `features` (n_types, k).

        `counted` (Boolean, n_tokens) leaves the other tokens out.
        """
        from scipy.sparse import csr_matrix

        shape = (len(units) - 1, len(features))
        counted = np.ones(len(self.ids), bool) if counted is None else counted
        weights = counted.astype(features.dtype)
        by_unit = csr_matrix((weights, self.ids, units), shape=shape, copy=False)
        return np.asarray(by_unit @ features, float)

    def sum_by(self, units: np.ndarray, positions) -> np.ndarray:
        """Number of `positions` in each unit, float64 (n_units,)."""
        counts = np.bincount(unit_of(units, positions), minlength=len(units) - 1)
        return counts.astype(float)

    def spans(self, first, last, *, trim: bool = True) -> tuple[np.ndarray, np.ndarray]:
        """Where the tokens `first` to `last` (inclusive positions) stand in the original texts.

        Offsets count code points from the start of the row's text; with `trim`, punctuation around
        the span is left out, unless the span is nothing else.
        """
        first, last = np.asarray(first, np.int64), np.asarray(last, np.int64)
        starts, ends = np.zeros(len(first), np.int64), np.zeros(len(first), np.int64)
        rows = self.rows(first)
        by_row = np.argsort(rows, kind="stable")
        places, current = [], -1
        for hit in by_row:
            if rows[hit] != current:
                current = rows[hit]
                places = self._places(current)
            origin = self.offsets[current]
            pieces = places[first[hit] - origin : last[hit] - origin + 1]
            starts[hit], ends[hit] = _extent(pieces, trim)
        return starts, ends

    def cut(self, rows, starts, ends) -> list[str]:
        """What stands in the texts of these rows from `starts` to `ends`, as `spans` gives them."""
        texts = {row: self.texts[row].as_py() for row in np.unique(rows).tolist()}
        places = zip(*(np.asarray(part).tolist() for part in (rows, starts, ends)), strict=True)
        return [texts[row][start:end] for row, start, end in places]

    def _places(self, row: int) -> list[_Place]:
        """Where the tokens of one row stand; those of one white-space token lie side by side."""
        text = self.texts[int(row)].as_py()
        places = []
        for match in _TOKEN.finditer(text):
            raw, begin = match[0], match.start()
            parts = split_token(raw) if self.is_normalised else ((raw, tuple(range(len(raw)))),)
            edges = [0, *(offsets[0] for _, offsets in parts[1:]), len(raw)]
            for i, (token, offsets) in enumerate(parts):
                points = tuple(begin + offset for offset in offsets)
                places.append(_Place(token, points, begin + edges[i], begin + edges[i + 1]))
        return places


def unit_of(units: np.ndarray, positions) -> np.ndarray:
    """Unit (interval of `units`, an array of offsets) in which each token position lies."""
    return np.searchsorted(units, positions, side="right") - 1


class _Place(NamedTuple):
    """A token, the code point each of its characters stands for, and all that belongs to it."""

    token: str
    points: tuple[int, ...]
    start: int
    end: int


def _extent(places: list[_Place], trim: bool) -> tuple[int, int]:
    inner = [
        point
        for place in (places if trim else ())
        for c, point in zip(place.token, place.points, strict=True)
        if c.isalnum()
    ]
    return (inner[0], inner[-1] + 1) if inner else (places[0].start, places[-1].end)


def tokenize(texts, vocabulary: Vocabulary | None = None) -> Tokens:
    """White-space tokens of a column of texts: `[text.split() for text in texts]`, as ids.

    A missing text has no tokens. A `vocabulary` of other texts may be given, to know what it knows.
    """
    texts = as_texts(texts)
    words = split_words(texts)
    counts = pc.fill_null(pc.list_value_length(words), 0).to_numpy()
    encoded = four_byte_offsets(words.flatten()).dictionary_encode()
    ids = encoded.indices.to_numpy(zero_copy_only=False)
    offsets = np.concatenate([[0], np.cumsum(counts, dtype=np.int64)])
    ids, offsets, distinct = _without_empty(ids, offsets, encoded.dictionary.to_pylist())
    if vocabulary is None:
        vocabulary = Vocabulary(distinct)
    else:
        ids = vocabulary.add(distinct)[ids]
    return Tokens(texts, ids, offsets, vocabulary, block_starts(texts, offsets))


def _without_empty(ids, offsets, vocabulary):
    """Arrow gives an empty token for white space at either end of a text; Python gives none."""
    if "" not in vocabulary:
        return ids, offsets, vocabulary
    empty = vocabulary.index("")
    kept = ids != empty
    ids = ids[kept]
    ids[ids > empty] -= 1
    offsets = np.concatenate([[0], np.cumsum(kept)])[offsets]
    return ids, offsets, vocabulary[:empty] + vocabulary[empty + 1 :]


def normalised(tokens: Tokens) -> Tokens:
    """The same texts in one typography (see `toolkit.text`): dashes become tokens of their own."""
    vocabulary, n_types = tokens.vocabulary, len(tokens.vocabulary)
    special = vocabulary.known(_is_special)[tokens.ids]
    parts = {
        raw: vocabulary.add([new for new, _ in split_token(vocabulary[raw])]).tolist()
        for raw in np.unique(tokens.ids[special]).tolist()
    }
    if not parts:
        return replace(tokens, is_normalised=True)
    ids, moved = expanded(tokens.ids, parts, n_types)
    offsets = moved(tokens.offsets)
    # A token that vanished may have left its paragraph without any.
    breaks = np.setdiff1d(moved(tokens.breaks), offsets)
    return Tokens(tokens.texts, ids, offsets, vocabulary, breaks, is_normalised=True)


def _is_special(vocabulary: Vocabulary) -> np.ndarray:
    return matching(vocabulary.column, SPECIAL)


def expanded(ids: np.ndarray, parts: dict[int, list[int]], n_types: int):
    """The ids with each token in `parts` replaced by its parts, and a function that moves token
    positions along."""
    first = np.arange(n_types, dtype=np.int32)
    size = np.ones(n_types, np.int8 if max(map(len, parts.values())) < 128 else np.int64)
    for raw, new in parts.items():
        first[raw], size[raw] = new[0] if new else raw, len(new)
    uneven = np.flatnonzero((size != 1)[ids])
    added = np.cumsum(size[ids[uneven]] - 1, dtype=np.int64)

    def moved(positions: np.ndarray) -> np.ndarray:
        before = np.searchsorted(uneven, positions)
        return positions + np.concatenate([[0], added])[before]

    longer = uneven[size[ids[uneven]] > 1]
    extra = [parts[raw][1:] for raw in ids[longer].tolist()]
    places = np.repeat(longer + 1, [len(new) for new in extra])
    expanded = first[ids]
    gone = uneven[size[ids[uneven]] == 0]
    if len(gone):
        places = places - np.searchsorted(gone, places)
        expanded = np.delete(expanded, gone)
    values = np.fromiter((i for new in extra for i in new), np.int32, len(places))
    return np.insert(expanded, places, values), moved
