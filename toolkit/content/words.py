"""The words of a sentence, ready to be compared, and how much each one tells.

A word's weight grows with its rarity in English (`word_frequency.tsv`): "the" and "said" tell
nothing about which story a text belongs to, "artillery" a good deal. Hyphenated words are compared
by their parts.
"""

from __future__ import annotations

import math
import re
from functools import cache, lru_cache
from typing import NamedTuple

from .. import lexicons
from .stems import plain, stem

# Natural logarithms of the rarity 1/p. A word that makes up more than e**-5.5 (four in a thousand)
# of running text weighs nothing; a form that is not in the table counts as two in a million.
COMMON = 5.5
UNSEEN_PER_MILLION = 2.0
AND = "&"

_CLOSING = re.compile(r"[,;:!?)\]\"'/]|\.\.")
_PARTS = re.compile(r"[-/]+")
# What is one word in spite of its hyphens and strokes: a model, "9/11", an address.
_WHOLE = re.compile(r"(?:[A-Z]+|[A-Z][a-z][A-Z])\d*-\d+[A-Za-z]{0,2}|\d{1,2}/\d{1,2}(?:/\d{2,4})?")
_ADDRESS = re.compile(
    r"[^/]+://.+|www\..+|[^@]+@[^@]+\.[A-Za-z]+"
    r"|[A-Za-z0-9.-]+\.(?:com|org|net|gov|edu|info|co\.uk|org\.uk|gov\.uk|ac\.uk)(?:/.*)?"
)
_MODEL = re.compile(r"[A-Z][A-Za-z]*\d*-?\d+[A-Za-z]{0,2}")


class Word(NamedTuple):
    """One word, or one part of a hyphenated one."""

    form: str  # as written, without punctuation and possessive ending
    lower: str
    stem: str
    token: int  # position of its token in the text
    before: str  # punctuation directly before it
    after: str  # and after it, or the "&" that follows
    closes: bool  # nothing behind it can belong to the same name or phrase
    hyphen: bool  # joined to the part before


@lru_cache(maxsize=1 << 16)
def _parts(token: str) -> tuple[tuple, ...]:
    form = plain(token)
    if not form:
        return ()
    begin = token.index(form)
    before, after = token[:begin], token[begin + len(form) :]
    forms = [form] if _is_whole(form) else [part for part in _PARTS.split(form) if part]
    closes = bool(_CLOSING.search(after))
    last = len(forms) - 1
    return tuple(
        (
            part,
            part.lower(),
            _key(part),
            before if i == 0 else "",
            after if i == last else "",
            closes and i == last,
            i > 0,
        )
        for i, part in enumerate(forms)
    )


def _is_whole(form: str) -> bool:
    if form.isalpha():
        return True
    return form in aliases() or bool(_WHOLE.fullmatch(form)) or is_address(form)


def is_address(form: str) -> bool:
    """Whether a word is one of the web or of e-mail."""
    return ("." in form or "/" in form) and bool(_ADDRESS.fullmatch(form))


def _key(form: str) -> str:
    """What a word is compared as: its stem; "f16" for F-16, F-16s and F16s."""
    if not form[0].isupper() or not _MODEL.fullmatch(form):
        return stem(form.lower())
    return form.replace("-", "").removesuffix("s").lower()


def words_of(tokens: list[str], first: int = 0) -> list[Word]:
    """The words of a run of normalised tokens; `first` is the position of the first token.

    >>> [word.form for word in words_of(["The", "US-led", '"plan",', "he"])]
    ['The', 'US', 'led', 'plan', 'he']
    """
    words = []
    for position, token in enumerate(tokens, first):
        parts = _parts(token)
        if not parts and words:
            after = AND if token == AND and not words[-1].closes else words[-1].after
            words[-1] = words[-1]._replace(closes=True, after=after)
        for form, lower, key, before, after, closes, hyphen in parts:
            words.append(Word(form, lower, key, position, before, after, closes, hyphen))
    return words


@cache
def word_class() -> dict[str, str]:
    """Class of every function word, common verb, title and name of a day or month."""
    return {row["word"]: row["class"] for row in lexicons.rows("function_words.tsv")}


@cache
def aliases() -> dict[str, tuple[str, str]]:
    """Form of a name -> the name it is compared as, and its kind.

    An abbreviation that is read as a word is also written as one: "Nasa", "Nato".
    """
    listed = {row["form"]: (row["name"], row["kind"]) for row in lexicons.rows("aliases.tsv")}
    as_words = {
        form.title(): known for form, known in listed.items() if len(form) > 3 and form.isupper()
    }
    return as_words | listed


def class_of(lower: str) -> str | None:
    """Class of a word, or of what a contraction begins with; None for a word of content."""
    return word_class().get(lower) or word_class().get(lower.partition("'")[0])


def is_function(lower: str) -> bool:
    """Whether a word tells nothing about content; verbs and titles do tell something.

    >>> is_function("there'll"), is_function("harbour")
    (True, False)
    """
    return (class_of(lower) or "verb") not in ("verb", "title", "calendar", "abbreviation")


@cache
def _frequencies() -> tuple[dict[str, float], dict[str, float]]:
    """Occurrences per million words by stem, and the share in lower case by form."""
    by_stem: dict[str, float] = {}
    lower_share = {}
    for row in lexicons.rows("word_frequency.tsv"):
        key = stem(row["word"])
        by_stem[key] = by_stem.get(key, 0.0) + float(row["per_million"])
        if row["lower_share"]:
            lower_share[row["word"]] = float(row["lower_share"])
    return by_stem, lower_share


@lru_cache(maxsize=1 << 16)
def weight(key: str) -> float:
    """How much sharing the word with stem `key` tells: 0 for the commonest, about 7.6 for unseen
    ones.

    >>> weight("the"), round(weight("troop"), 1), round(weight("zyxwv"), 1)
    (0.0, 4.1, 7.6)
    """
    per_million = _frequencies()[0].get(key, 0.0) + UNSEEN_PER_MILLION
    return max(-math.log(per_million / 1e6) - COMMON, 0.0)


def rate(weight: float) -> float:
    """How often a word of some weight comes up, as a share of all words.

    >>> round(1e6 * rate(weight("zyxwv")), 1)
    2.0
    """
    return math.exp(-weight - COMMON)


def lower_share(lower: str) -> float | None:
    """Share of a form's occurrences inside sentences that are in lower case; None if unknown."""
    return _frequencies()[1].get(lower)
