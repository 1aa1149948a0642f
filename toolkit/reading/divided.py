"""Words divided at the end of a line -> whole again, where they are one word."""

from __future__ import annotations

import re
from functools import cache

from ..lexicons import pronouncing_dictionary, rows

_DIVIDED = re.compile(r"(?<![\w-])([A-Za-z]{2,30})-\n[ \t]{0,40}([a-z]{2,30})(?![\w-])")
_FIRST_WORD = re.compile(r"[a-z]{1,30}")
_KEEP_THEIR_HYPHEN = ("re", "co", "ex")  # before a word, as in re-sign
_LONG = 4  # letters: two words of so many may make a compound and not one word
_MAKE_COMPOUNDS = frozenset(  # before or behind a noun or verb, as in right-wing and take-over
    "right left long short full part half high hard free well self cross first second third last "
    "fast slow open late early deep wide close near front rear grass east west north south good "
    "best".split()
)
_PARTICLES = frozenset("about around away back down forward over through under with".split())


def without_divisions(text: str) -> str:
    """The text with the words made whole that the ends of its lines divide.

    >>> without_divisions("It is proba-\\nbly a right-\\nwing view.")
    'It is probably a right-\\nwing view.'
    """
    return _DIVIDED.sub(_whole, text) if "-\n" in text else text


def is_one_word(first: str, rest: str) -> bool:
    """Whether both parts make one word that is known, and that no hyphen belongs in."""
    known, rest = pronouncing_dictionary(), rest.lower()
    whole, first = first.lower() + rest, first.lower()
    if whole not in known or f"{first}-{rest}" in known:
        return False
    if first in _KEEP_THEIR_HYPHEN:
        return rest not in known
    are_words = min(len(first), len(rest)) >= _LONG and first in known and rest in known
    are_apart = first in _MAKE_COMPOUNDS or rest in _PARTICLES
    return not (are_words and are_apart) or whole in _frequent()


def are_two_words(first: str, rest: str) -> bool:
    """Whether both parts are words that are known."""
    known = pronouncing_dictionary()
    return first.lower() in known and rest.lower() in known


def with_capital(capital: str, rest: str) -> str:
    """The text that begins with a large capital, which is a word of its own or its word's first.

    >>> with_capital("A", "storm came"), with_capital("A", "fter dark")
    ('A storm came', 'After dark')
    """
    first = _FIRST_WORD.match(rest.lower())
    word = first[0] if first and capital.endswith(("A", "I")) else ""
    whole = capital[-1].lower() + word
    if len(word) > 1 and word in pronouncing_dictionary() and whole not in _frequent():
        return f"{capital} {rest}"
    return capital + rest


def _whole(divided: re.Match) -> str:
    return divided[1] + divided[2] if is_one_word(divided[1], divided[2]) else divided[0]


@cache
def _frequent() -> frozenset[str]:
    return frozenset(row["word"] for row in rows("word_frequency.tsv"))
