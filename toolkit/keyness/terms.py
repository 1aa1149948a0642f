"""Occurrences of words and two-word phrases by story and role, counted on token ids."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from ..content.words import is_address, word_class
from ..tokens import Tokens

# What may not stand in a phrase: it would make "of the" and "he was" into phrases.
_CLOSED = frozenset(
    "article pronoun demonstrative preposition conjunction auxiliary contraction quantifier".split()
)
# Numbers with what counts them ("1.2m", "14th", "30km"), but "3d", "5g" and "1990s" are words.
_COUNTED = re.compile(r"(?!\d[dg]$|\d+s$)\d[\d.,:]*[a-z]{1,4}")
_MARKUP = re.compile(r"<[^<>]+>|^&#?\w+;$")
_INITIALS = re.compile(r"[a-z](?:\.[a-z])+")


@dataclass(frozen=True)
class Occurrences:
    """How often each term occurs in each unit (one role of one story); only where it does.

    `term`, `unit` and `count` are parallel arrays sorted by term, then unit; `sizes` (n_units,) is
    the number of places in a unit where a term of this kind could stand.
    """

    names: list[str]
    term: np.ndarray
    unit: np.ndarray
    count: np.ndarray
    sizes: np.ndarray

    def total(self, chosen: np.ndarray) -> np.ndarray:
        """Occurrences of every term in the `chosen` units (bool, n_units), float64 (n_terms,)."""
        return np.bincount(self.term, self.count * chosen[self.unit], minlength=len(self.names))


def count_words(tokens: Tokens, unit: np.ndarray, n_units: int) -> Occurrences:
    """Words in lower case without punctuation and possessive endings.

    Numbers, single letters, addresses and markup are left out.

    `unit` (n_tokens,) is the unit of each token, -1 where it is not to be counted.
    """
    names, words = _words(tokens)
    kept = (words >= 0) & (unit >= 0)
    return _counted(names, words[kept], unit[kept], n_units)


def count_phrases(tokens: Tokens, unit: np.ndarray, n_units: int) -> Occurrences:
    """Two neighbouring words of one sentence with no mark between them and no closed-class word."""
    names, words = _words(tokens)
    closes = np.array([_closes(token) for token in tokens.vocabulary], bool)
    opens = np.array([bool(token) and not token[0].isalnum() for token in tokens.vocabulary], bool)
    ids = tokens.ids
    together = (words[:-1] >= 0) & (words[1:] >= 0) & (unit[:-1] >= 0) & (unit[:-1] == unit[1:])
    starts = np.zeros(len(ids) + 1, bool)
    starts[tokens.sentences] = True
    together &= ~starts[1:-1]
    sizes = np.bincount(unit[:-1][together], minlength=n_units).astype(float)
    closed = np.array([word_class().get(name) in _CLOSED for name in names], bool)
    first, second = words[:-1], words[1:]
    together &= ~closes[ids[:-1]] & ~opens[ids[1:]]
    together[together] = ~closed[first[together]] & ~closed[second[together]]
    codes = first[together].astype(np.int64) * len(names) + second[together]
    pairs, codes = np.unique(codes, return_inverse=True)
    labels = [f"{names[pair // len(names)]} {names[pair % len(names)]}" for pair in pairs.tolist()]
    return _counted(labels, codes, unit[:-1][together], n_units, sizes)


def _closes(token: str) -> bool:
    """Whether a mark ends the token. A full stop inside a sentence is an abbreviation's."""
    ends = token.removesuffix(".")
    return bool(token) and not ends[-1:].isalnum()


def _words(tokens: Tokens) -> tuple[list[str], np.ndarray]:
    """The distinct words, and for each token which one it is: -1 for what is none."""
    index: dict[str, int] = {}
    of_type = np.full(len(tokens.vocabulary), -1, np.int64)
    for i, (token, core) in enumerate(zip(tokens.vocabulary, tokens.vocabulary.core, strict=True)):
        word = core.removesuffix("'s")
        if _is_word(word) and not _MARKUP.search(token):
            shown = f"{word}." if _INITIALS.fullmatch(word) else word
            of_type[i] = index.setdefault(shown, len(index))
    return list(index), of_type[tokens.ids] if len(tokens.ids) else np.zeros(0, np.int64)


def _is_word(word: str) -> bool:
    if word.isalpha():
        return len(word) > 1 or word in word_class()
    return any(map(str.isalpha, word)) and not (_COUNTED.fullmatch(word) or is_address(word))


def _counted(names: list[str], terms, units, n_units: int, sizes=None) -> Occurrences:
    present, terms = np.unique(terms, return_inverse=True)
    names = [names[i] for i in present.tolist()]
    codes, counts = np.unique(terms * n_units + units, return_counts=True)
    if sizes is None:
        sizes = np.bincount(units, minlength=n_units).astype(float)
    return Occurrences(names, codes // n_units, codes % n_units, counts.astype(float), sizes)
