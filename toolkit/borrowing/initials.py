"""Abbreviations and the names that they stand for: "ONS" and "Office for National Statistics"."""

from __future__ import annotations

from collections.abc import Iterator

from ..content.said import Said
from ..content.words import AND, Word, class_of

SHORTEST = 3
ABBREVIATION_WEIGHT = 4.5  # that of a well-known body
LONGEST = 8  # words with a capital
_LINKS = frozenset(("of", "for", "the", "and", "on", "to", "in", "against", "with", "de", "di"))


def spelled_out(words: list[Word]) -> Iterator[tuple[str, int, int]]:
    """Initials in capitals that a sentence spells out, with the first and last word of each.

    Runs of words with a capital go on over commas and small words ("Department for Environment,
    Food and Rural Affairs"); the small words are counted or not ("MoD", "ONS"). Any part of a run
    will do, since a run may begin with another name.

    >>> from ..content.words import words_of
    >>> words = words_of("The Ministry of Defence paid Marsh & Stone.".split())
    >>> [initials for initials, _, _ in spelled_out(words)]
    ['TMD', 'TMOD', 'MOD', 'M&S']
    """
    for run in _runs(words):
        capitals = [i for i in run if words[i].form[0].isupper()]
        for start, first in enumerate(capitals):
            for last in capitals[start + 1 : start + LONGEST]:
                letters = [word.form[0] for word in words[first : last + 1]]
                short, long = "".join(filter(str.isupper, letters)), "".join(letters).upper()
                for initials in dict.fromkeys((short, long)):
                    if len(initials) >= SHORTEST:
                        yield initials, first, last
                if len(short) == 2 and _are_partners(words, first, last):
                    yield "&".join(short), first, last


def _runs(words: list[Word]) -> Iterator[list[int]]:
    """Positions of the words of each run, from its first capital to its last."""
    run: list[int] = []
    for i, word in enumerate(words):
        goes_on = word.form in _LINKS or word.hyphen  # "Co-operation"
        if word.form[0].isupper() or (run and goes_on):
            run.append(i)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _are_partners(words: list[Word], first: int, last: int) -> bool:
    """ "Marks and Spencer", or with an "&", which is no word but closes the one before it."""
    if last == first + 2:
        return words[first + 1].form == "and"
    return last == first + 1 and words[first].after == AND


def abbreviation(word: Word) -> str | None:
    """A word as initials in capitals, if it may be such: "MoD", "O.N.S", "Fema"; else None."""
    form = word.form.replace(".", "")
    if not form[:1].isupper() or len(form) < SHORTEST:
        return None
    is_short = sum(map(str.isupper, form)) > 1
    return form.upper() if is_short or (len(form) > 3 and class_of(word.lower) is None) else None


def with_abbreviations(sentences: list[Said], others: list[Said]) -> list[Said]:
    """Sentences with a term more for each name that the `others` abbreviate."""
    short = {
        initials: word.stem
        for said in others
        for word in said.words
        if (initials := abbreviation(word))
    }
    return [
        said._replace(terms=_known_as(said, short) | said.terms) if short else said
        for said in sentences
    ]


def _known_as(said: Said, short: dict[str, str]) -> dict[str, float]:
    return {
        short[initials]: ABBREVIATION_WEIGHT
        for initials, _, _ in spelled_out(said.words)
        if initials in short
    }
