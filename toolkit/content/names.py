"""Names without a model: runs of capitalised words, told from sentence openings by the text itself.

A capital inside a sentence marks a name. Where every word could have one (the first word of a
sentence, a line in title case) the rest of the story decides, then how the word is mostly written
in English, then its ending. Titles ("President") are cut off; countries, their peoples and
well-known bodies are brought to one form by `aliases.tsv` ("U.S." and "the United States",
"Russian" and "Russia").
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import NamedTuple

from .cardinals import values
from .words import Word, aliases, class_of, is_function, lower_share, weight

_LINKS = frozenset(
    ("of", "the", "de", "del", "della", "di", "von", "van", "der", "bin", "al", "la", "du")
)
_ENDINGS = re.compile(
    r"(?:ing|ed|ly|tion|sion|ment|ness|ism|ist|ous|ive|able|ible|ful|less|ship)s?$"
    r"|(?:er|it|or|ar|enc|anc)ies$"
)
# "Homeowners" is made of two words and no name; "Fairbanks" and "Rowlands" are made like it.
_PLACES = re.compile(
    r"(?:bank|brook|burn|field|ford|gate|hill|land|man|stone|water|well|wood|worth)s$"
)
_LEAST_HALVES = (3, 4)
LONGEST_ALIAS = 6
# What a shared name tells, on the scale of `words.weight`. Names that are in the news every day
# tell less than a name of which nothing is known, and the outlet hardly anything.
KIND_WEIGHTS = {"place": 4.0, "people": 4.0, "body": 4.5, "everyday": 3.0, "outlet": 1.0}
LEAST_WEIGHT = 3.0
NUMERAL_WEIGHT = 1.5
MODEL_WEIGHT = 4.5  # many texts have a G7 or an F-16


class Part(NamedTuple):
    """A part of a name that is compared as a whole: one word, or an alias of several."""

    key: str
    weight: float
    kind: str  # the alias's kind, "numeral" for the II of "World War II", or ""


class Name(NamedTuple):
    """A name found in a list of words."""

    first: int  # its first and last word
    last: int
    parts: tuple[Part, ...]


class Evidence(NamedTuple):
    """How often the story writes a form with and without a capital where either could stand."""

    upper: Counter
    lower: Counter


def evidence(sentences: list[list[Word]]) -> Evidence:
    """Count capitals inside the sentences of a story."""
    upper, lower = Counter(), Counter()
    for words in sentences:
        free = _free(words)
        upper.update(
            word.lower
            for word, ok in zip(words, free, strict=True)
            if ok and word.form[0].isupper()
        )
        lower.update(word.lower for word in words if word.form[0].islower())
    return Evidence(upper, lower)


def _free(words: list[Word]) -> list[bool]:
    """Whether a capital at each word would mean anything."""
    letters = [word for word in words if word.form[0].isalpha() and not is_function(word.lower)]
    if len(letters) > 3 and all(word.form[0].isupper() or word.hyphen for word in letters):
        return [False] * len(words)
    return [
        i > 0
        and not (word.before[-1:] in ('"', "'", "(") and word.before)
        and ":" not in words[i - 1].after
        for i, word in enumerate(words)
    ]


def find_names(words: list[Word], seen: Evidence) -> list[Name]:
    """The names among a sentence's words, in order.

    >>> from .words import words_of
    >>> words = words_of("In the U.S. they met President Ada Marlow of Northbrook County.".split())
    >>> [[part.key for part in name.parts] for name in find_names(words, evidence([words]))]
    [['united states'], ['ada', 'marlow'], ['northbrook', 'counti']]
    """
    free = _free(words)
    is_name = [_may_be_name(word, ok, seen) for word, ok in zip(words, free, strict=True)]
    found = []
    i = 0
    while i < len(words):
        if not is_name[i] and not _alias_at(words, i):
            i += 1
            continue
        last = _run_end(words, i, is_name)
        name = _name(words, i, last)
        if name:
            found.append(name)
        i = last + 1
    return found


def _may_be_name(word: Word, free: bool, seen: Evidence) -> bool:
    if not word.form[0].isupper() or word.form == "I":
        return False
    kind = class_of(word.lower) or "verb"
    shouted = len(word.form) > 1 and word.form.isupper()
    if kind == "title" or (kind != "verb" and not (shouted and free)):
        return False
    return free or _is_mostly_name(word.lower, seen)


def _is_mostly_name(lower: str, seen: Evidence) -> bool:
    """Whether a word that opens a sentence would have a capital elsewhere, too."""
    n_upper, n_lower = seen.upper[lower], seen.lower[lower]
    if n_upper or n_lower:
        return n_upper > n_lower
    for form in (lower, lower.removesuffix("s"), lower.removesuffix("es")):
        share = lower_share(form)
        if share is not None:
            return share < 0.5
    is_word = _ENDINGS.search(lower[3:]) or _is_compound_plural(lower)
    return class_of(lower) is None and not is_word


def _is_compound_plural(lower: str) -> bool:
    """Whether a word is a plural like "homeowners" or "ratepayers": both halves are words."""
    if not lower.endswith("s") or _PLACES.search(lower):
        return False
    one = lower[:-1]
    first, second = _LEAST_HALVES
    return any(
        _is_lower_word(one[:i])
        and (_is_lower_word(one[i:]) or (one.endswith("er") and _is_lower_word(one[i:-2])))
        for i in range(first, len(one) - second + 1)
    )


def _is_lower_word(form: str) -> bool:
    return (lower_share(form) or 0.0) > 0.85


@cache
def _alias_openings() -> frozenset[str]:
    return frozenset(form.split()[0] for form in aliases())


def _alias_at(words: list[Word], i: int) -> tuple[int, str, str] | None:
    """Last word, compared name and kind of the longest alias that starts at word `i`."""
    if words[i].form not in _alias_openings() and not words[i].form.isupper():
        return None
    forms = []
    best = None
    for j in range(i, min(i + LONGEST_ALIAS, len(words))):
        forms.append(words[j].form)
        form = " ".join(forms)
        known = aliases().get(form) or (
            len(form) > 4 and form.isupper() and aliases().get(form.title())
        )
        if known:
            best = (j, *known)
        if words[j].closes:
            break
    return best


def _run_end(words: list[Word], first: int, is_name: list[bool]) -> int:
    """The last word of the run of names that starts at word `first`."""
    last = _alias_at(words, first)[0] if _alias_at(words, first) else first
    while not words[last].closes:
        following = last + 1
        while (
            following < len(words)
            and words[following].lower in _LINKS
            and words[following].form.islower()
            and not words[following].closes
            and following - last <= 2
        ):
            following += 1
        if following == len(words) or words[following].before:
            break
        if following > last + 1 and not _may_link(words[last], words[last + 1]):
            break
        alias = _alias_at(words, following)
        if not is_name[following] and not alias:
            break
        last = alias[0] if alias else following
    return last


def _may_link(word: Word, link: Word) -> bool:
    """Whether names go on over `link`: in "Bank of Leeds", not in "Marlow of Leeds"."""
    if link.lower == "of":
        return (lower_share(word.lower) or 0.0) > 0.15
    return link.lower != "the"


def _name(words: list[Word], first: int, last: int) -> Name | None:
    parts = []
    i = first
    while i <= last:
        alias = _alias_at(words, i)
        if alias and alias[0] <= last:
            parts.append(Part(alias[1], KIND_WEIGHTS[alias[2]], alias[2]))
            i = alias[0] + 1
            continue
        numeral = i > first and _numeral(words[i])
        if numeral:
            parts.append(Part(numeral, NUMERAL_WEIGHT, "numeral"))
        elif words[i].lower not in _LINKS:
            key = words[i].stem
            parts.append(Part(key, _word_weight(key, words[i].lower), ""))
        i += 1
    return Name(first, last, tuple(parts)) if parts else None


def _numeral(word: Word) -> str | None:
    """The number in "World War II" and in "Phase Two"."""
    return values("roman").get(word.form) or values("unit").get(word.lower)


def _word_weight(key: str, lower: str) -> float:
    share = lower_share(lower)
    if share is not None and share > 0.5:
        return weight(key)
    if key[-1].isdigit():
        return MODEL_WEIGHT
    return max(1.2 * weight(key), LEAST_WEIGHT)
