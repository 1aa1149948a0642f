"""The counts that readability formulas are made of, from the distinct tokens of a text.

A word is a token with a letter or a digit; its parts at hyphens and slashes are read one by one.
Syllables come from the CMU Pronouncing Dictionary, then from pyphen's hyphenation patterns.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from .. import lexicons
from ..tokens import Tokens

_PARTS = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_SUFFIX = re.compile(r"(?:es|ed|ing)$")
FEATURES = ("n_words", "n_syllables", "n_polysyllables", "n_letters", "n_characters",
            "n_long_words", "n_difficult_words", "n_complex_words")  # fmt: skip


def count(tokens: Tokens, units: np.ndarray) -> dict[str, np.ndarray]:
    """Sums per unit of every feature in `FEATURES`, and `n_sentences`.

    `n_difficult_words` (not on the Dale-Chall list) and `n_complex_words` (Gunning's: three
    syllables without a suffix's, no compounds) leave out proper names: capitals inside a sentence.
    """
    features = word_features(tokens)
    sums = dict(zip(FEATURES, tokens.total(units, features).T, strict=True))
    for name, hits in _names(tokens, features).items():
        sums[name] = sums[name] - tokens.sum_by(units, hits)
    sums["n_sentences"] = _sentences(tokens, units, features[:, 0] > 0)
    return sums


def _sentences(tokens: Tokens, units: np.ndarray, is_word: np.ndarray) -> np.ndarray:
    """Sentences with a word; only the one of a text without any word has none."""
    starts = tokens.sentences[:-1]
    if not len(starts):
        return np.zeros(len(units) - 1)
    n_words = np.add.reduceat(is_word[tokens.ids].astype(np.int64), starts)
    return tokens.sum_by(units, starts[n_words > 0])


def _names(tokens: Tokens, features: np.ndarray) -> dict[str, np.ndarray]:
    """Positions of proper names that the features call difficult or complex."""
    capital = np.fromiter((_is_capitalised(t) for t in tokens.vocabulary), bool, len(features))
    inside = np.ones(len(tokens.ids) + 1, bool)
    inside[tokens.sentences] = False
    hits = {}
    for name in ("n_difficult_words", "n_complex_words"):
        suspect = capital & (features[:, FEATURES.index(name)] > 0)
        hits[name] = np.flatnonzero(suspect[tokens.ids] & inside[:-1])
    return hits


def _is_capitalised(token: str) -> bool:
    return token[:1].isupper() or token.lstrip("\"'([")[:1].isupper()


def word_features(tokens: Tokens) -> np.ndarray:
    """The features (n_types, 8) of each distinct token, before names are told apart."""
    vocabulary, cores = tokens.vocabulary, tokens.core()
    n = len(vocabulary)
    letters = _count_letters(vocabulary)
    syllables = _syllables_of(cores)
    is_word = np.fromiter(map(bool, cores), bool, n)
    difficult = _flag(cores, _is_difficult)
    complex_ = _flag(cores, _is_complex, among=syllables >= 3)
    characters = np.fromiter(map(len, vocabulary), float, n)
    columns = (is_word, syllables, syllables >= 3, letters, characters, is_word & (letters >= 7),
               difficult, complex_)  # fmt: skip
    return np.column_stack(columns).astype(float)


def _flag(cores: list[str], test, among: np.ndarray | None = None) -> np.ndarray:
    """`test` of every word (of those `among`), each distinct word asked once."""
    flags = np.zeros(len(cores), bool)
    asked = range(len(cores)) if among is None else np.flatnonzero(among)
    for i in asked:
        flags[i] = test(cores[i])
    return flags


def _count_letters(vocabulary: list[str]) -> np.ndarray:
    codes = np.frombuffer("".join(vocabulary).encode("utf-32-le"), np.uint32)
    distinct, codes = np.unique(codes, return_inverse=True)
    alphabetic = np.fromiter((chr(c).isalpha() for c in distinct), bool, len(distinct))
    ends = np.cumsum(np.fromiter(map(len, vocabulary), np.int64, len(vocabulary)))
    before = np.concatenate([[0], np.cumsum(alphabetic[codes])])
    return np.diff(before[np.concatenate([[0], ends])]).astype(float)


def _syllables_of(cores: list[str]) -> np.ndarray:
    known = pronouncing_dictionary()
    counts = [known.get(core) for core in cores]
    return np.array([syllables(c) if n is None else n for n, c in zip(counts, cores, strict=True)], float)


@cache
def pronouncing_dictionary() -> dict[str, int]:
    """Syllables of the first pronunciation of each word in the CMU Pronouncing Dictionary."""
    lines = lexicons.read_text("syllables.txt").split("\n")
    known = {}
    for n, line in enumerate(lines):
        known.update(dict.fromkeys(line.split(), n))
    return known


@lru_cache(maxsize=1 << 18)
def syllables(word: str) -> int:
    """Syllables of a word in lower case: of its parts at hyphens, slashes and stops, added up.

    A number is one syllable, as in textstat.

    >>> syllables("well-being"), syllables("u.s"), syllables("50,000")
    (3, 2, 1)
    """
    known = pronouncing_dictionary()
    if word in known:
        return known[word]
    if not any(map(str.isalpha, word)):
        return 1 if word else 0
    total = 0
    for part in _PARTS.findall(word):
        found = known.get(part)
        if found is None and part.endswith("'s"):
            found = known.get(part[:-2])
        total += _hyphenated(part) if found is None else found
    return total


def _hyphenated(part: str) -> int:
    """Syllables of a word that no dictionary has."""
    return len(_pyphen().positions(part)) + 1


@cache
def _pyphen():
    from pyphen import Pyphen

    return Pyphen(lang="en_US")


@cache
def easy_words() -> frozenset[str]:
    """The Dale-Chall list of 2,940 familiar words as textstat ships it, in lower case."""
    home = Path(find_spec("textstat").submodule_search_locations[0])
    words = (home / "resources" / "en" / "easy_words.txt").read_text(encoding="utf-8").split("\n")
    return frozenset(word.strip().lower() for word in words if word.strip())


def _is_difficult(core: str) -> bool:
    """Dale & Chall (1948): not on the list, nor a regular form of a word on it; numbers are easy."""
    if core in easy_words() or not core:
        return False
    return any(not (part.isdigit() or _is_familiar(part)) for part in _PARTS.findall(core))


@lru_cache(maxsize=1 << 18)
def _is_familiar(word: str) -> bool:
    easy = easy_words()
    return word in easy or any(base in easy for base in _bases(word))


# Regular forms by the 1948 instructions: plurals, possessives and verb endings, comparison, -ly; and
# contractions, whose parts are on the list.
_ENDINGS = (("'s", ""), ("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("ed", "e"), ("ied", "y"),
            ("ing", ""), ("ing", "e"), ("n", ""), ("er", ""), ("er", "e"), ("ier", "y"), ("est", ""),
            ("est", "e"), ("iest", "y"), ("ly", ""), ("ily", "y"), ("n't", ""), ("'ll", ""), ("'re", ""),
            ("'ve", ""), ("'d", ""))  # fmt: skip


def _bases(word: str):
    for ending, replacement in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            base = word[: -len(ending)]
            yield base + replacement
            if ending in ("ed", "ing", "er", "est") and base[-1] == base[-2]:
                yield base[:-1]


def _is_complex(core: str) -> bool:
    """Gunning (1952): three syllables or more, no compound, and not by -es, -ed or -ing alone."""
    if "-" in core or "/" in core:
        return False
    stem = _SUFFIX.sub("", core)
    return stem == core or syllables(stem) >= 3
