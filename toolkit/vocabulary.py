"""The distinct tokens of texts, and what is known of each, worked out once.

Whatever depends on a token alone is a function from a `Vocabulary` to arrays by token, asked for
with `vocabulary.known(function)`. A vocabulary may serve one batch of texts after another: then
only the tokens that are new to it are worked out, which are few once it has seen much.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import islice
from string import punctuation

import numpy as np
import pyarrow as pa

from .splitting import matching

_OPENERS = "\"'([$"
_ODD_END = "^[^a-zA-Z0-9]|[^a-zA-Z0-9]$"


class Vocabulary(list):
    """Distinct tokens; a token's place is its id. Tokens are added, never taken away."""

    def __init__(self, tokens: Iterable[str] = ()):
        super().__init__(tokens)
        self._ids, self._words = _Numbers(), _Numbers()
        self._known: dict = {}
        self._tail: tuple = ((0, 0), None)

    def add(self, tokens: list[str]) -> np.ndarray:
        """Ids of the tokens, int32 (n,); those that are new join the vocabulary."""
        ids = self._ids
        if not ids:
            ids.update(zip(self, range(len(self)), strict=True))
        numbers = np.fromiter(map(ids.__getitem__, tokens), np.int32, len(tokens))
        self += [*islice(reversed(ids), len(ids) - len(self))][::-1]
        return numbers

    def known(self, function: Callable, *context):
        """`function(self, *context)`, worked out only for the tokens it has not been asked of.

        The function, one of a module's, gives an array by token (NumPy's or Arrow's), a list by
        token, or a tuple of such. `context` must be hashable.
        """
        done, values = self._known.get((function, *context), (0, None))
        if values is None:
            values = function(self, *context)
        elif done < len(self):
            values = _joined(values, self._newer_than(done).known(function, *context))
        self._known[function, *context] = len(self), values
        return values

    def _newer_than(self, done: int) -> Vocabulary:
        """The tokens behind the first `done`, with what several functions need of them kept."""
        if self._tail[0] != (done, len(self)):
            self._tail = (done, len(self)), Vocabulary(self[done:])
        return self._tail[1]

    @property
    def column(self) -> pa.Array:
        """The tokens as a large_string array."""
        return self.known(_column)

    @property
    def first_bytes(self) -> np.ndarray:
        """The first byte of each token in UTF-8, uint8 (n_types,)."""
        return self.known(_first_bytes)

    @property
    def is_capitalised(self) -> np.ndarray:
        """Which tokens begin with a capital, behind opening marks: bool (n_types,)."""
        return self.known(_is_capitalised)

    @property
    def bare(self) -> list[str]:
        """Each token without the ASCII punctuation around it."""
        return self.known(_bare)

    @property
    def bare_lower(self) -> list[str]:
        """`bare` in lower case."""
        return self.known(_bare_lower)

    @property
    def core(self) -> list[str]:
        """Each token in lower case, from its first letter or digit to its last."""
        return self.known(_core)

    @property
    def is_word(self) -> np.ndarray:
        """A word is a token with a letter or a digit: bool (n_types,)."""
        return self.known(_is_word)

    @property
    def word_ids(self) -> np.ndarray:
        """The number of each token's `core` among `words`, int32 (n_types,)."""
        done, ids = self._known.get(Vocabulary.word_ids, (0, np.zeros(0, np.int32)))
        if done < len(self):
            numbers = map(self._words.__getitem__, islice(self.core, done, None))
            ids = np.concatenate([ids, np.fromiter(numbers, np.int32, len(self) - done)])
            self._known[Vocabulary.word_ids] = len(self), ids
        return ids

    def coded(self, codes: dict[str, int]) -> np.ndarray:
        """The code that `codes` gives each token's `core`, and 0 to all others, int16 (n_types,).

        Few codes are looked up among many words, not the words among the codes.
        """
        ids = self.word_ids
        of_word = np.zeros(len(self._words), np.int16)
        known = [word for word in codes if word in self._words]
        of_word[[self._words[word] for word in known]] = [codes[word] for word in known]
        return of_word[ids]

    @property
    def words(self) -> list[str]:
        """The distinct values of `core`."""
        return list(self._words) if len(self.word_ids) else []

    def has_word(self, words: Iterable[str]) -> np.ndarray:
        """Which tokens have one of the `words` as their `core`, bool (n_types,)."""
        return self.coded(dict.fromkeys(words, 1)) > 0


class _Numbers(dict):
    """A number from 0 for every string that it is asked for."""

    def __missing__(self, key: str) -> int:
        self[key] = number = len(self)
        return number


def _joined(old, new):
    if isinstance(old, tuple):
        return tuple(map(_joined, old, new))
    if isinstance(old, list):
        return old + new
    if isinstance(old, pa.Array):
        return pa.concat_arrays([old, new])
    return np.concatenate([old, new])


def _column(vocabulary: Vocabulary) -> pa.Array:
    return pa.array(vocabulary, pa.large_string())


def _first_bytes(vocabulary: Vocabulary) -> np.ndarray:
    if not vocabulary:
        return np.zeros(0, np.uint8)
    _, offsets, data = vocabulary.column.buffers()
    starts = np.frombuffer(offsets, np.int64)[: len(vocabulary)]
    return np.frombuffer(data, np.uint8)[starts]


def is_capital(code: np.ndarray) -> np.ndarray:
    """Which of these bytes are A to Z."""
    return (code >= ord("A")) & (code <= ord("Z"))


def is_small(code: np.ndarray) -> np.ndarray:
    """Which of these bytes are a to z."""
    return (code >= ord("a")) & (code <= ord("z"))


def _is_capitalised(vocabulary: Vocabulary) -> np.ndarray:
    capitalised = is_capital(vocabulary.first_bytes)
    for i in np.flatnonzero(~capitalised & ~is_small(vocabulary.first_bytes)).tolist():
        capitalised[i] = vocabulary[i].lstrip(_OPENERS)[:1].isupper()
    return capitalised


def _bare(vocabulary: Vocabulary) -> list[str]:
    return [token.strip(punctuation) for token in vocabulary]


def _bare_lower(vocabulary: Vocabulary) -> list[str]:
    return list(map(str.lower, vocabulary.bare))


def _core(vocabulary: Vocabulary) -> list[str]:
    bare, core = vocabulary.bare, list(vocabulary.bare_lower)
    for i in np.flatnonzero(matching(pa.array(bare, pa.large_string()), _ODD_END)).tolist():
        core[i] = bare[i][slice(*word_bounds(bare[i]))].lower()
    return core


def word_bounds(token: str) -> tuple[int, int]:
    """Where a token's first letter or digit, of any script, stands, and where its last ends.

    >>> word_bounds('("so,"'), word_bounds("--")
    ((2, 4), (2, 2))
    """
    start, end = 0, len(token)
    while start < end and not token[start].isalnum():
        start += 1
    while end > start and not token[end - 1].isalnum():
        end -= 1
    return start, end


def _is_word(vocabulary: Vocabulary) -> np.ndarray:
    return np.fromiter(map(bool, vocabulary.core), bool, len(vocabulary))
