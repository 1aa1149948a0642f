"""Which capitals mark a name: told from sentence openings and loud words by the text itself.

A capital inside a sentence marks a name. Where every word could have one (the first word of a
sentence, a line in title case) the rest of the story decides, then how the word is mostly written
in English, then its ending.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import NamedTuple

from .cardinals import values
from .words import AND, Word, aliases, class_of, is_function, lower_share

LEAST_STRESSED = 4
LEAST_LOWER = 0.1  # of a word that names things: "guild", "institute"
_ENDINGS = re.compile(
    r"(?:ing|ed|ly|tion|sion|ment|ness|ism|ist|ous|ive|able|ible|ful|less|ship)s?$"
    r"|(?:er|it|or|ar|enc|anc)ies$"
)
# "Homeowners" is made of two words and no name; "Fairbanks" and "Rowlands" are made like it.
_PLACES = re.compile(
    r"(?:bank|brook|burn|field|ford|gate|hill|land|man|stone|water|well|wood|worth)s$"
)
_LEAST_HALVES = (3, 4)
_NO_PLURALS = ("ss", "us", "is", "ans")  # "Texans" have their capital everywhere
# Common verbs as they follow a plural; a name in -s would have "is", "wants".
_OF_MANY = frozenset(
    ("are", "were", "have", "do", "come", "get", "give", "go", "know", "make", "need", "say",
     "see", "take", "think", "use", "want")
)  # fmt: skip


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


def marks_of_names(words: list[Word], seen: Evidence) -> list[bool]:
    """Which of a sentence's words have a capital that a name gives them.

    >>> from .words import words_of
    >>> words = words_of("Starve a fever in Ostrey , it was FREE .".split())
    >>> [word.form for word, is_name in zip(words, marks_of_names(words, evidence([words])))
    ...  if is_name]
    ['Ostrey']
    """
    marks = [
        _may_be_name(word, ok, seen)
        and (ok or not (_is_instruction(words, i, seen) or _are_many(words, i, seen)))
        and not _is_in_date(words, i)
        for i, (word, ok) in enumerate(zip(words, _free(words), strict=True))
    ]
    return [mark or _opens_name(words, i, marks) for i, mark in enumerate(marks)]


def _opens_name(words: list[Word], i: int, marks: list[bool]) -> bool:
    """Whether what is no name begins one: "TV Guild", not "GP Ada Marlow"; "Marsh & Stone"."""
    if words[i].after == AND and i + 1 < len(words) and marks[i + 1]:
        return words[i].form[0].isupper() and class_of(words[i].lower) is None
    if class_of(words[i].lower) != "abbreviation" or not words[i].form.isupper():
        return False
    if words[i].closes or i + 1 == len(words) or not marks[i + 1]:
        return False
    return (lower_share(words[i + 1].lower) or 0.0) > LEAST_LOWER


def _may_be_name(word: Word, free: bool, seen: Evidence) -> bool:
    if not word.form[0].isupper() or word.form == "I" or word.lower in values("ten"):
        return False
    kind = class_of(word.lower) or "verb"
    shouted = len(word.form) > 1 and word.form.isupper()
    if kind in ("title", "abbreviation") or (kind != "verb" and not (shouted and free)):
        return False
    if shouted and word.form not in aliases() and (kind != "verb" or _is_stressed(word.lower)):
        return False
    return free or _is_mostly_name(word.lower, seen)


def _is_stressed(lower: str) -> bool:
    """Whether a word in capitals is no abbreviation but said loudly: "it was FREE"."""
    return len(lower) >= LEAST_STRESSED and _is_lower_word(lower)


def _is_instruction(words: list[Word], i: int, seen: Evidence) -> bool:
    """Whether a word of which nothing is known opens a sentence like "Starve a fever"."""
    lower = words[i].lower
    follows = i + 1 < len(words) and not words[i].closes
    return (
        follows
        and class_of(words[i + 1].lower) == "article"
        and lower_share(lower) is None
        and not seen.upper[lower]
    )


def _are_many(words: list[Word], i: int, seen: Evidence) -> bool:
    """Whether a plural of which nothing is known opens a sentence: "Plumbers want to know"."""
    lower = words[i].lower
    if seen.upper[lower] or not lower.endswith("s") or lower.endswith(_NO_PLURALS):
        return False
    follows = i + 1 < len(words) and not words[i].closes
    is_unknown = lower_share(lower) is None and lower_share(lower[:-1]) is None
    return follows and is_unknown and words[i + 1].lower.removesuffix("n't") in _OF_MANY


def _is_in_date(words: list[Word], i: int) -> bool:
    """Whether a word belongs to a holiday: "New Year", the eve of "Christmas Eve"."""
    if words[i].form == "New":
        return [word.form for word in words[i + 1 : i + 2]] == ["Year"]
    before = words[i - 1] if i else None
    if before is None or (before.closes and before.after != "'s"):
        return False
    is_holiday = before.form == "Year" or class_of(before.lower) == "calendar"
    is_part = is_holiday and words[i].lower in values("part of a date")
    return is_part or (before.form, words[i].form) == ("New", "Year")


def _is_mostly_name(lower: str, seen: Evidence) -> bool:
    """Whether a word that opens a sentence would have a capital elsewhere, too."""
    n_upper, n_lower = seen.upper[lower], seen.lower[lower]
    is_of_name = lower in _alias_plurals()
    if (n_upper or n_lower) and not is_of_name:
        return n_upper > n_lower
    forms = (lower, lower.removesuffix("s"), lower.removesuffix("es"))
    for form in forms[is_of_name:]:
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
def _alias_plurals() -> frozenset[str]:
    """What ends a name, and has its capital from there: the states of "United States"."""
    ends = (form.lower().split()[-1] for form in aliases() if " " in form)
    return frozenset(end for end in ends if end.endswith("s"))
