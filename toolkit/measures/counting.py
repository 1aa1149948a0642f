"""The counts that readability formulas are made of, from the distinct tokens of a text.

A word is a token with a letter or a digit; its parts at hyphens and slashes are read one by one.
Whatever depends on a word alone is worked out once per distinct word.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pyarrow.compute as pc

from ..tokens import Tokens, Vocabulary
from .syllables import syllable_counts, word_parts

# -es, -ed and -ing where they are a syllable of their own.
_SPOKEN_SUFFIX = re.compile(r"(?:ing|[td]ed|(?:[cgsxz]|[cs]h)es)$")
FEATURES = (
    "n_words",
    "n_syllables",
    "n_polysyllables",
    "n_letters",
    "n_characters",
    "n_long_words",
    "n_difficult_words",
    "n_complex_words",
)


_NOT_OF_NAMES = ("n_difficult_words", "n_complex_words")


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
    columns = {name: features[:, FEATURES.index(name)] > 0 for name in _NOT_OF_NAMES}
    is_name = np.logical_or.reduce(list(columns.values())) & ~_in_lower_case(tokens.vocabulary)
    for i in np.flatnonzero(is_name).tolist():
        is_name[i] = tokens.vocabulary[i].lstrip("\"'([")[:1].isupper()
    hits = np.flatnonzero(is_name[tokens.ids])
    opens = np.zeros(len(tokens.ids) + 1, bool)
    opens[tokens.sentences] = True
    hits = hits[~opens[hits]]
    return {name: hits[flags[tokens.ids[hits]]] for name, flags in columns.items()}


def _in_lower_case(vocabulary: Vocabulary) -> np.ndarray:
    """Distinct tokens that begin with a plain small letter: most of them, told apart at once."""
    return pc.match_substring_regex(vocabulary.column, "^[a-z]").to_numpy(zero_copy_only=False)


def word_features(tokens: Tokens) -> np.ndarray:
    """The features (n_types, 8) of each distinct token, before names are told apart."""
    words, word_of = tokens.words()
    syllables = syllable_counts(words)
    complex_ = _are_complex(words, syllables)
    difficult = _are_difficult(words)
    is_word = np.fromiter(map(bool, words), bool, len(words))
    letters, characters = _letters(tokens.vocabulary)
    by_word = np.column_stack((is_word, syllables, syllables >= 3, difficult, complex_)).astype(
        float
    )
    is_word, syllables, poly, difficult, complex_ = by_word[word_of].T
    long_words = is_word * (letters >= 7)
    return np.column_stack(
        (is_word, syllables, poly, letters, characters, long_words, difficult, complex_)
    )


def _letters(vocabulary: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """Letters and characters of each distinct token."""
    lengths = np.fromiter(map(len, vocabulary), np.int64, len(vocabulary))
    codes = np.frombuffer("".join(vocabulary).encode("utf-32-le"), np.uint32)
    alphabetic = _is_letter()[np.minimum(codes, len(_is_letter()) - 1)]
    for rare in np.flatnonzero(codes >= len(_is_letter())):
        alphabetic[rare] = chr(codes[rare]).isalpha()
    before = np.concatenate([[0], np.cumsum(alphabetic)])
    ends = np.cumsum(lengths)
    return (before[ends] - before[ends - lengths]).astype(float), lengths.astype(float)


@cache
def _is_letter() -> np.ndarray:
    """`str.isalpha` of the code points that running text is made of."""
    return np.array([chr(code).isalpha() for code in range(0x3000)])


@cache
def easy_words() -> frozenset[str]:
    """The Dale-Chall list of 2,940 familiar words as textstat ships it."""
    home = Path(find_spec("textstat").submodule_search_locations[0])
    words = (home / "resources" / "en" / "easy_words.txt").read_text(encoding="utf-8").split("\n")
    return frozenset(word.strip() for word in words if word.strip())


def _are_difficult(words: list[str]) -> np.ndarray:
    """Dale & Chall (1948): neither on the list nor a regular form of a word on it, nor a number."""
    familiar = familiar_forms()
    return np.fromiter(
        (bool(w) and w not in familiar and not _is_compound_of_familiar(w) for w in words),
        bool,
        len(words),
    )


def _is_compound_of_familiar(word: str) -> bool:
    if word.isalpha():
        return False
    familiar = familiar_forms()
    return all(part in familiar or part.isdigit() for part in word_parts(word))


# Regular forms by the 1948 instructions: plurals, possessives and verb endings, comparison, -ly;
# and contractions, whose parts are on the list. The ending, and what it takes the place of.
_ENDINGS = (
    ("'s", ""),
    ("s", ""),
    ("es", ""),
    ("ies", "y"),
    ("ed", ""),
    ("ed", "e"),
    ("ied", "y"),
    ("ing", ""),
    ("ing", "e"),
    ("n", ""),
    ("er", ""),
    ("er", "e"),
    ("ier", "y"),
    ("est", ""),
    ("est", "e"),
    ("iest", "y"),
    ("ly", ""),
    ("ily", "y"),
    ("n't", ""),
    ("'ll", ""),
    ("'re", ""),
    ("'ve", ""),
    ("'d", ""),
)
_DOUBLING = ("ed", "ing", "er", "est")


@cache
def familiar_forms() -> frozenset[str]:
    """The familiar words and their regular forms: stop, stops, stopped ..."""
    easy = easy_words()
    forms = set(easy)
    for ending, replaced in _ENDINGS:
        stems = (word.removesuffix(replaced) for word in easy if word.endswith(replaced))
        forms.update(stem + ending for stem in stems if len(stem) > 1)
    forms.update(word + word[-1] + ending for word in easy for ending in _DOUBLING)
    return frozenset(forms)


def _are_complex(words: list[str], syllables: np.ndarray) -> np.ndarray:
    """Gunning (1952): three syllables or more, no compound, and not by -es, -ed or -ing alone."""
    result = np.zeros(len(words), bool)
    for i in np.flatnonzero(syllables >= 3):
        is_compound = "-" in words[i] or "/" in words[i]
        result[i] = not is_compound and (syllables[i] > 3 or not _SPOKEN_SUFFIX.search(words[i]))
    return result
