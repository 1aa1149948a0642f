"""What each sentence of a story says: its terms with their weights, names, numbers and phrases."""

from __future__ import annotations

import itertools
from typing import NamedTuple

from ..tokens import Tokens
from .capitals import Evidence, evidence
from .cardinals import values
from .compounds import with_compounds_joined
from .figures import Figure, find_figures
from .names import Name, find_names
from .words import AND, Word, is_function, weight, word_class, words_of

LONGEST_PHRASE = 4
LEAST_WEIGHT = 5.0
LONGEST_LIST_NUMBER = 2
CALENDAR_WEIGHT = 1.0  # any two news texts may share a Monday


class Said(NamedTuple):
    """One sentence, taken apart."""

    words: list[Word]
    names: list[Name]
    figures: list[Figure]
    terms: dict[str, float]  # what can be compared -> its weight; words of weight 0 left out


def sentence_words(tokens: Tokens) -> list[list[Word]]:
    """The words of every sentence of normalised, segmented tokens."""
    texts = [tokens.vocabulary[i] for i in tokens.ids.tolist()]
    bounds = tokens.sentences.tolist()
    return [_without_number(words_of(texts[a:b], a)) for a, b in itertools.pairwise(bounds)]


def _without_number(words: list[Word]) -> list[Word]:
    """A sentence without the number that it has in a list: "2. The road." """
    is_numbered = (
        len(words) > 1
        and words[0].form.isdecimal()
        and len(words[0].form) <= LONGEST_LIST_NUMBER
        and words[0].after in (".", ")")
    )
    return words[is_numbered:]


def take_apart(sentences: list[list[Word]]) -> list[Said]:
    """Names, numbers and weighted terms of each sentence of one story."""
    seen = evidence(sentences)
    return [_said(words, seen) for words in with_compounds_joined(sentences)]


def _said(words: list[Word], seen: Evidence) -> Said:
    figures = find_figures(words)
    in_figure = {i for figure in figures for i in range(figure.first, figure.last + 1)}
    names = [name for name in find_names(words, seen) if name.first not in in_figure]
    terms = {figure.key: figure.weight for figure in figures}
    covered = set(in_figure)
    for name in names:
        covered.update(range(name.first, name.last + 1))
        for part in name.parts:
            terms[part.key] = max(part.weight, terms.get(part.key, 0.0))
    for i, word in enumerate(words):
        # "A third" and "two thirds" differ as numbers, but share a word.
        is_part = i in in_figure and word.lower in values("fraction")
        if (i not in covered or is_part) and not is_function(word.lower):
            is_date = word_class().get(word.lower) == "calendar"
            value = CALENDAR_WEIGHT if is_date else weight(word.stem)
            if value:
                terms.setdefault(word.stem, value)
    return Said(words, names, figures, terms)


def shown(words: list[Word], first: int, last: int) -> str:
    """The words `first` to `last` as one would write them."""
    pieces = []
    for i in range(first, last + 1):
        word = words[i]
        if i > first:
            pieces.append("-" if word.hyphen else f" {AND} " if words[i - 1].after == AND else " ")
        shortened = "." in word.form and word.form[0].isalpha()
        pieces.append(word.form + "." * (shortened or (i < last and word.after.startswith("."))))
    return "".join(pieces)


def name_shown(said: Said, name: Name) -> str:
    """A name as the sentence gives it: with its "the", and with the noun of an adjective.

    "the West" but "Trump" in "the Trump campaign" and "Hamas" in "the Hamas-run ministry";
    "European countries", but "the Danes" in "the Danes passed it".
    """
    words, first, last = said.words, name.first, name.last
    follows = last + 1 < len(words) and not words[last].closes
    noun_follows = follows and _is_noun_like(words[last + 1])
    if name.parts[-1].kind == "people" and noun_follows:
        if _goes_with(words[last], words[last + 1]):
            return shown(words, first, last + 1)
        noun_follows = False
    if (
        first
        and words[first - 1].lower == "the"
        and not (words[first - 1].closes or words[first].hyphen)
        and not noun_follows
        and not (follows and words[last + 1].hyphen)
    ):
        return shown(words, first - 1, last)
    return shown(words, first, last)


def _goes_with(people: Word, noun: Word) -> bool:
    """Whether a people is the adjective of a noun: not in "Danes swim" and "the Irish voted"."""
    is_plural = people.lower.endswith("s") and not people.lower.endswith("ss")
    is_past = noun.lower.endswith("ed") and noun.stem != noun.lower
    return not is_plural and not is_past


def _is_noun_like(word: Word) -> bool:
    kind = word_class().get(word.lower)
    return kind is None and word.form[0].islower() and not word.hyphen


def phrases(said: Said, known) -> list[str]:
    """The phrases of `phrase_runs` as one would write them."""
    return [shown(said.words, run[0], run[-1]) for run in phrase_runs(said, known)]


def phrase_runs(said: Said, known) -> list[list[int]]:
    """Runs of two to four content words (their positions) none of which is among the stems `known`.

    Verbs, names and numbers end a run, and so do marks; adverbs in -ly open one only before a
    participle, participles in -ed don't close one, and half of a compound is no part of one.
    """
    parts = [*said.names, *said.figures]
    taken = {i for part in parts for i in range(part.first, part.last + 1)}
    runs: list[list[int]] = [[]]
    for i, word in enumerate(said.words):
        is_new = i not in taken and _is_content(word) and word.stem not in known
        if not is_new or word.before:
            runs.append([])
        if is_new:
            runs[-1].append(i)
        if word.closes:
            runs.append([])
    whole = [_without_halves(said.words, run) for run in runs if len(run) > 1]
    trimmed = [_trimmed(said.words, run) for run in whole if run]
    return [
        run
        for run in trimmed
        if 1 < len(run) <= LONGEST_PHRASE
        and _tells(said.words, run)
        and not _is_of_office(said.words, run)
    ]


def _is_of_office(words: list[Word], run: list[int]) -> bool:
    """Whether a phrase is what somebody is head of: "Foreign Affairs Minister"."""
    last = run[-1]
    is_followed = last + 1 < len(words) and not words[last].closes
    return is_followed and all(words[i].form[0].isupper() for i in (*run, last + 1))


def _is_content(word: Word) -> bool:
    counts = word.lower in values("ten") or word.lower in values("scale")  # "several thousand"
    return word_class().get(word.lower) is None and word.lower.isalpha() and not counts


def _tells(words: list[Word], run: list[int]) -> bool:
    """Whether a phrase is more than two of the commonest words, as "last time" is."""
    return sum(weight(words[i].stem) for i in run) >= LEAST_WEIGHT


def _without_halves(words: list[Word], run: list[int]) -> list[int]:
    """The run without parts of hyphenated words that begin before it or end behind it."""
    first, end = run[0], run[-1] + 1
    while first < end and words[first].hyphen:
        first += 1
    if end < len(words) and words[end].hyphen:
        end -= 1
        while end > first and words[end].hyphen:
            end -= 1
    return list(range(first, end))


def _trimmed(words: list[Word], run: list[int]) -> list[int]:
    if (
        run[0]
        and words[run[0]].lower.endswith(("ed", "ing"))
        and _may_be_subject(words[run[0] - 1])
    ):
        run = run[1:]
    while run and words[run[0]].lower.endswith("ly") and not _is_participle(words, run[1:]):
        run = run[1:]
    if run and _is_compared(words, run[-1]):
        run = run[:-1]
    while run and words[run[-1]].lower.endswith(("ed", "ly")):
        run = run[:-1]
    return _without_halves(words, run) if run else run


def _is_compared(words: list[Word], i: int) -> bool:
    """Whether an adjective belongs to what follows: "larger than ours", "long enough for jets"."""
    following = "" if words[i].closes or i + 1 == len(words) else words[i + 1].lower
    return following == "enough" or (following == "than" and words[i].lower.endswith("er"))


def _is_participle(words: list[Word], rest: list[int]) -> bool:
    """Whether an adverb belongs to what follows it in its phrase: "strongly worded letter"."""
    return len(rest) > 1 and words[rest[0]].lower.endswith("ed")


def _may_be_subject(word: Word) -> bool:
    """After a pronoun, an auxiliary or a name, a word in -ed or -ing is a verb: "has answered"."""
    kind = word_class().get(word.lower)
    is_name = kind is None and word.form[0].isupper()
    return not word.closes and (is_name or kind in ("pronoun", "auxiliary", "contraction"))
