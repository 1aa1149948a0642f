"""Word forms that count as the same word: own suffix rules, and a table of irregular forms.

A stem is a key to compare by, not a word to show: "prepared", "preparing" and "prepares" share the
stem "prepar". Derived words are kept apart ("deploy", "deployment"): joining them gains nothing in
telling pairs of texts apart and joins words that differ.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache

from .. import lexicons
from ..vocabulary import word_bounds

_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)
_SOFT = ("e", "ing", "a")
_SHORTEST_START = 4
_VOWELS = frozenset("aeiouy")
_HISSING = ("sses", "shes", "ches", "xes", "zzes")
_SINGULAR = ("ss", "us", "is")


def plain(token: str) -> str:
    """A normalised token without the punctuation around it and without a possessive ending.

    >>> plain('"Russia\\'s'), plain("soldiers',"), plain("U.S.'s"), plain("don't")
    ('Russia', 'soldiers', 'U.S', "don't")
    """
    word = token[slice(*word_bounds(token))]
    return word[:-2].removesuffix(".") if word.endswith(("'s", "'S")) else word


def without_accents(word: str) -> str:
    """ "josé" is "jose" in many a paper; `word` is in lower case."""
    if word.isascii():
        return word
    letters = unicodedata.normalize("NFKD", word.translate(_LETTERS))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


@cache
def _irregular() -> dict[str, str]:
    return {row["form"]: row["base"] for row in lexicons.rows("irregular_forms.tsv")}


@cache
def _american_starts() -> dict[str, str]:
    return {row["british"]: row["american"] for row in lexicons.rows("spelling_variants.tsv")}


@cache
def _longest_start() -> int:
    return max(map(len, _american_starts()))


def american(word: str) -> str:
    """`word`, in lower case, in American spelling.

    >>> [american(word) for word in ("organised", "organism", "centre", "labourers", "four")]
    ['organized', 'organism', 'center', 'laborers', 'four']
    """
    for end in range(min(len(word), _longest_start()), _SHORTEST_START - 1, -1):
        start = _american_starts().get(word[:end])
        if start and (start[-1] != "z" or word[end:].startswith(_SOFT)):
            return start + word[end:]
    return word


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """The key that forms of one word share; `word` is in lower case.

    >>> [stem(word) for word in ("preparing", "prepared", "fought", "casualties", "stopped")]
    ['prepar', 'prepar', 'fight', 'casualti', 'stop']
    """
    form = without_accents(word)
    word = _irregular().get(form) or american(form)
    if len(word) < 4 or not word.isalpha() or (form == word and form in _irregular()):
        return word
    word = _without_verb_ending(_without_plural(word))
    if len(word) > 3 and word[-1] == "e":
        word = word[:-1]
    elif len(word) > 3 and word[-1] == "y" and word[-2] not in _VOWELS:
        word = word[:-1] + "i"
    doubled = len(word) > 3 and word[-1] == word[-2] and word[-1] not in "sz"
    return word[:-1] if doubled else word


def _without_plural(word: str) -> str:
    if word.endswith("ies"):
        return word[:-3] + "y" if len(word) > 4 else word[:-1]
    if word.endswith(_HISSING):
        return word[:-2]
    if word.endswith("s") and not word.endswith(_SINGULAR):
        return word[:-1]
    return word


def _without_verb_ending(word: str) -> str:
    for ending in ("ing", "ed"):
        base = word[: -len(ending)]
        if (
            word.endswith(ending)
            and len(base) > 2
            and _VOWELS & set(base)
            and not word.endswith("eed")
        ):
            return base
    return word
