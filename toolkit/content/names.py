"""Names without a model: runs of words whose capitals mark a name.

Titles ("President") are cut off; countries, their peoples and well-known bodies are brought to one
form by `aliases.tsv` ("U.S." and "the United States", "Russian" and "Russia").
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from .capitals import Evidence, marks_of_names
from .cardinals import values
from .stems import stem
from .words import AND, Word, aliases, class_of, lower_share, weight

_LINKS = frozenset(
    ("of", "the", "de", "del", "della", "di", "von", "van", "der", "bin", "al", "la", "du")
)
# Common nouns that are mostly seen with a capital, or hardly ever seen.
_HEADS = frozenset(
    ("archdiocese", "cape", "commonwealth", "diocese", "duchess", "duchy", "duke", "earl",
     "emirate", "firth", "institute", "isle", "isles", "strait", "straits", "sultanate", "vale")
)  # fmt: skip
LONGEST_ALIAS = 6
LEAST_PLACE = 4
LABEL = 0.85
COMMON_NOUN = 0.5  # share in lower case: "health", "defence"
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


def find_names(words: list[Word], seen: Evidence) -> list[Name]:
    """The names among a sentence's words, in order.

    >>> from .capitals import evidence
    >>> from .words import words_of
    >>> words = words_of("In the U.S. they met President Ada Marlow of Northbrook County.".split())
    >>> [[part.key for part in name.parts] for name in find_names(words, evidence([words]))]
    [['united states'], ['ada', 'marlow'], ['northbrook', 'counti']]
    """
    is_name = marks_of_names(words, seen)
    found = []
    i = 0
    while i < len(words):
        if not is_name[i] and not _alias_at(words, i):
            i += 1
            continue
        last = _run_end(words, i, is_name)
        is_none = _is_office(words, i, last) or _is_label(words, i, last)
        name = None if is_none else _name(words, i, last, seen)
        if name:
            found.append(name)
        i = last + 1
    return found


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
    while not words[last].closes or words[last].after == AND:
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


def _is_office(words: list[Word], first: int, last: int) -> bool:
    """Whether words with capitals only say of what one is head: "Health Secretary".

    Before a title or behind one with "of", and all of them words that are mostly in lower case.
    """
    if any((lower_share(word.lower) or 0.0) < COMMON_NOUN for word in words[first : last + 1]):
        return False
    is_before = last + 1 < len(words) and not words[last].closes and _is_title(words[last + 1])
    is_behind = first > 1 and words[first - 1].lower == "of" and not words[first - 1].closes
    return is_before or (is_behind and first == last and _is_title(words[first - 2]))


def _is_label(words: list[Word], first: int, last: int) -> bool:
    """Whether a word only says what a number counts: "Room 214"."""
    is_followed = last + 1 < len(words) and not words[last].closes
    is_common = first == last and (lower_share(words[first].lower) or 0.0) > LABEL
    return is_common and is_followed and words[last + 1].form[0].isdigit()


def _is_title(word: Word) -> bool:
    return word.form[0].isupper() and class_of(word.lower) == "title"


def _may_link(word: Word, link: Word) -> bool:
    """Whether names go on over `link`: in "Bank of Leeds", not in "Marlow of Leeds"."""
    if link.lower == "of":
        return word.lower in _HEADS or (lower_share(word.lower) or 0.0) > 0.15
    return link.lower != "the"


def _name(words: list[Word], first: int, last: int, seen: Evidence) -> Name | None:
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
            is_street = words[i].form == "St" and first < i == last  # "Canal St.", not "St. Bride"
            place = _place_of(words[i].lower, seen)
            key = "street" if is_street else place or words[i].stem
            weight = KIND_WEIGHTS["place"] if place else _word_weight(key, words[i].lower)
            parts.append(Part(key, weight, ""))
        i += 1
    return Name(first, last, tuple(parts)) if parts else None


def _place_of(lower: str, seen: Evidence) -> str | None:
    """The place that a name is of if the story has both it and its people: "Ostria", "Ostrians".

    Only where the people is in no table.
    """
    people = lower.removesuffix("s")
    if people.endswith("an") and lower_share(people) is None:
        places = people[:-1], people[:-2], people[:-3] if people.endswith("ian") else ""
        known = (place for place in places if len(place) >= LEAST_PLACE and seen.upper[place])
        if place := next(known, None):
            return stem(place)
    if len(lower) < LEAST_PLACE or lower_share(lower) is not None:
        return None
    peoples = (lower + ending for ending in ("n", "an", "ian", "ns", "ans", "ians"))
    return stem(lower) if any(people in seen.upper for people in peoples) else None


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
