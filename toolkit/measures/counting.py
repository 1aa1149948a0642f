"""The counts that readability formulas are made of, from the distinct tokens of a text.

A word is a token with a letter or a digit; its parts at hyphens and slashes are read one by one.
Whatever depends on a word alone is worked out once per distinct word.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pyarrow.compute as pc

from .. import lexicons
from ..segmentation import opens_sentence, words_per_sentence
from ..text import DASH
from ..tokens import Tokens
from ..vocabulary import Vocabulary
from .syllables import syllable_counts, word_parts

# -es, -ed and -ing where they are a syllable of their own.
_SPOKEN = ("ing", "ted", "ded", "ces", "ges", "ses", "xes", "zes", "ches", "shes")
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
    features, may_be_name = tokens.vocabulary.known(word_features)
    sums = dict(zip(FEATURES, tokens.total(units, features).T, strict=True))
    for name, flags in zip(_NOT_OF_NAMES, may_be_name.T, strict=True):
        sums[name] = sums[name] - tokens.sum_by(units, _names(tokens, flags))
    sums["n_sentences"] = _sentences(tokens, units)
    return sums


def _sentences(tokens: Tokens, units: np.ndarray) -> np.ndarray:
    """Sentences with a word; only the one of a text without any word has none."""
    n_words = tokens.once(words_per_sentence)
    return tokens.sum_by(units, tokens.sentences[:-1][n_words > 0])


def _names(tokens: Tokens, may_be_name: np.ndarray) -> np.ndarray:
    """Positions of these tokens inside their sentences, where a capital makes a proper name."""
    hits = np.flatnonzero(may_be_name[tokens.ids])
    return hits[~tokens.once(opens_sentence)[hits]]


def word_features(vocabulary: Vocabulary) -> tuple[np.ndarray, np.ndarray]:
    """The features (n_types, 8) of each distinct token, before names are told apart.

    And the tokens that are no difficult and no complex word where they are names: bool (n_types, 2)
    """
    words, word_of = vocabulary.words, vocabulary.word_ids
    syllables = syllable_counts(words)
    complex_ = _are_complex(words, syllables)
    difficult = _are_difficult(words)
    is_word = np.fromiter(map(bool, words), bool, len(words))
    letters, characters = _letters(vocabulary)
    by_word = np.column_stack((is_word, syllables, syllables >= 3, difficult, complex_))
    is_word, syllables, poly, difficult, complex_ = by_word.astype(float)[word_of].T
    long_words = is_word * (letters >= 7)
    features = np.column_stack(
        (is_word, syllables, poly, letters, characters, long_words, difficult, complex_)
    )
    hard = np.column_stack((difficult, complex_)) > 0
    return features, hard & vocabulary.is_capitalised[:, None]


def _letters(vocabulary: Vocabulary) -> tuple[np.ndarray, np.ndarray]:
    """Letters and characters of each distinct token."""
    lengths = np.fromiter(map(len, vocabulary), np.int64, len(vocabulary))
    codes = np.frombuffer("".join(vocabulary).encode("utf-32-le"), np.uint32)
    alphabetic = _is_letter()[np.minimum(codes, len(_is_letter()) - 1)]
    for rare in np.flatnonzero(codes >= len(_is_letter())):
        alphabetic[rare] = chr(codes[rare]).isalpha()
    before = np.concatenate([[0], np.cumsum(alphabetic)])
    ends = np.cumsum(lengths)
    is_dash = pc.equal(vocabulary.column, DASH).to_numpy(zero_copy_only=False)
    return (before[ends] - before[ends - lengths]).astype(float), np.where(is_dash, 1.0, lengths)


@cache
def _is_letter() -> np.ndarray:
    """`str.isalpha` of the code points that running text is made of."""
    return np.array([chr(code).isalpha() for code in range(0x3000)])


@cache
def easy_words() -> frozenset[str]:
    """The Dale-Chall list of 2,941 familiar words as textstat ships it."""
    home = Path(find_spec("textstat").submodule_search_locations[0])
    words = (home / "resources" / "en" / "easy_words.txt").read_text(encoding="utf-8").split("\n")
    return frozenset(word.strip() for word in words if word.strip())


def _are_difficult(words: list[str]) -> np.ndarray:
    """Dale & Chall (1948): neither on the list nor a regular form of a word on it, nor a number."""
    n, familiar = len(words), familiar_forms()
    difficult = ~np.fromiter(map(familiar.__contains__, words), bool, n)
    other = difficult & ~np.fromiter(map(str.isalpha, words), bool, n)
    for i in np.flatnonzero(other).tolist():
        parts = word_parts(words[i])
        difficult[i] = not all(part in familiar or part[0].isdigit() for part in parts)
    return difficult


# Regular forms by the 1948 instructions: plurals, possessives and verb endings, comparison, -ly;
# and contractions, whose parts are on the list. By the letter that the ending takes the place of.
_ENDINGS = {
    "": ("'s", "s", "es", "ed", "ing", "n", "er", "est", "ly", "n't", "'ll", "'re", "'ve", "'d"),
    "e": ("ed", "ing", "er", "est"),
    "y": ("ies", "ied", "ier", "iest", "ily"),
}
_DOUBLING = ("ed", "ing", "er", "est")


@cache
def familiar_forms() -> frozenset[str]:
    """The familiar words, in British spelling too, and their regular forms: stop, stops ..."""
    easy = easy_words() | set(_in_british_spelling(easy_words()))
    forms = set(easy)
    for replaced, endings in _ENDINGS.items():
        stems = (word.removesuffix(replaced) for word in easy if word.endswith(replaced))
        forms.update([stem + ending for stem in stems if len(stem) > 1 for ending in endings])
    forms.update([word + word[-1] + ending for word in easy for ending in _DOUBLING])
    return frozenset(forms)


def _in_british_spelling(words: Iterable[str]) -> Iterator[str]:
    """Those of the words that British papers spell otherwise, as they do: "centre", "neighbour"."""
    british = defaultdict(list)
    for row in lexicons.rows("spelling_variants.tsv"):
        british[row["american"]].append(row["british"])
    for word in words:
        for end in range(2, len(word) + 1):
            for start in british.get(word[:end], ()):
                yield start + word[end:]


def _are_complex(words: list[str], syllables: np.ndarray) -> np.ndarray:
    """Gunning (1952): three syllables or more, no compound, and not by -es, -ed or -ing alone."""
    result = np.zeros(len(words), bool)
    result[syllables >= 3] = True
    for i in np.flatnonzero(syllables == 3).tolist():
        result[i] = not words[i].endswith(_SPOKEN)
    for i in np.flatnonzero(result).tolist():
        result[i] = "-" not in words[i] and "/" not in words[i]
    return result
