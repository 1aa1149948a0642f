"""Where a word's neighbours make it another than its class says: `lexicons/wording_rules.tsv`.

"That said, it works" leaves nothing to a source, and "an otherwise quiet street" joins no clauses.
Every line of the table is a rule (its remarks give the notation); a word is left out where all
conditions of one of its rules hold. Only the tokens that a rule is about are looked at.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import chain

import numpy as np

from .. import lexicons
from ..tokens import Tokens
from ..vocabulary import Vocabulary
from .word_classes import has

_SIGNS = (
    *("#edge", "#quoted"),  # told by where a token stands
    *("#figure", "#capital", "#pause", "#question", "#bracket", "#possessive"),
)


@dataclass(frozen=True)
class _Condition:
    """One PLACE=WORDS: the distances looked at (None: the sentence's last token), what for."""

    steps: tuple[int, ...] | None
    codes: np.ndarray
    signs: frozenset[str]
    absent: bool


@dataclass(frozen=True)
class _Rule:
    """The class that the rule takes words out of, the codes of its words, its conditions."""

    of_class: str
    codes: np.ndarray
    conditions: tuple[_Condition, ...]


def left_out(
    tokens: Tokens, own: np.ndarray, inside: np.ndarray, signs: dict[str, np.ndarray]
) -> dict[str, np.ndarray]:
    """For each class with rules, the positions where a word of the writer's is none of it, sorted.

    `own` are the classes of each token, int64 (n_tokens,), and 0 where it is not the writer's;
    `inside` tells which stand in quotation marks, `signs` which distinct tokens have a sign that
    the rules may ask for, bool (n_types,).
    """
    codes = tokens.vocabulary.known(_codes_of_types)
    rules = _rules()
    places = np.flatnonzero(_is_subject()[codes][tokens.ids])
    at = np.searchsorted(tokens.sentences, places, side="right")
    bounds = tokens.sentences[at - 1], tokens.sentences[at]
    hits_of = _by_code(codes[tokens.ids[places]])
    found: dict[str, list[np.ndarray]] = {rule.of_class: [] for rule in rules}
    for rule in rules:
        hits = np.concatenate([hits_of[code] for code in np.flatnonzero(rule.codes).tolist()])
        for condition in rule.conditions:
            if len(hits):
                here = places[hits], *(bound[hits] for bound in bounds)
                hits = hits[_meets(condition, tokens.ids, codes, inside, signs, *here)]
        found[rule.of_class].append(places[hits])
    all_of = {name: np.unique(np.concatenate(some)) for name, some in found.items()}
    return {name: some[has(own[some], name)] for name, some in all_of.items()}


def _by_code(codes: np.ndarray) -> list[np.ndarray]:
    """The indices at which each code stands."""
    order = np.argsort(codes, kind="stable")
    return np.split(order, np.searchsorted(codes[order], np.arange(1, len(_codes()) + 1)))


def _meets(condition: _Condition, ids, codes, inside, signs, places, first, end) -> np.ndarray:
    """Which of the places, in sentences from `first` to before `end`, meet a condition, bool."""
    met = np.zeros(len(places), bool)
    for step in condition.steps or (0,):
        at = end - 1 if condition.steps is None else places + step
        within = (at >= first) & (at < end)
        types = ids[np.where(within, at, 0)]
        here = condition.codes[codes[types]]
        for sign in condition.signs & signs.keys():
            here |= signs[sign][types]
        if "#quoted" in condition.signs:
            here |= inside[np.where(within, at, 0)]
        met |= np.where(within, here, "#edge" in condition.signs)
    return met != condition.absent


@cache
def _rules() -> tuple[_Rule, ...]:
    return tuple(
        _Rule(
            row["class"],
            _table(row["words"].split("|")),
            tuple(map(_condition, row["when"].split())),
        )
        for row in lexicons.rows("wording_rules.tsv")
    )


def _parts(text: str) -> tuple[str, str, list[str]]:
    """The place, "=" or "!=", and the words of a condition."""
    place, sign, words = re.fullmatch(r"([-+.\w]+?)(!?=)(.+)", text).groups()
    classes = lexicons.word_classes("wording_word_classes.tsv")
    named = [classes[word[1:]] if word[0] == "@" else [word] for word in words.split("|")]
    return place, sign, list(chain.from_iterable(named))


def _condition(text: str) -> _Condition:
    place, sign, words = _parts(text)
    low, _, high = place.partition("..")
    steps = None if place == "last" else tuple(range(int(low), int(high or low) + 1))
    return _Condition(steps, _table(words), frozenset(words) & frozenset(_SIGNS), sign == "!=")


@cache
def _is_subject() -> np.ndarray:
    """Which codes are those of words that a rule is about, bool (n_codes + 1,)."""
    return np.logical_or.reduce([rule.codes for rule in _rules()])


@cache
def _codes() -> dict[str, int]:
    """A number from 1 for every word that a rule names; 0 is any other word."""
    words = set()
    for row in lexicons.rows("wording_rules.tsv"):
        words.update(row["words"].split("|"))
        for condition in row["when"].split():
            words.update(_parts(condition)[2])
    known = sorted(word for word in words if word[0] != "#")
    return {word: code for code, word in enumerate(known, 1)}


def _table(words: list[str]) -> np.ndarray:
    """Which codes are those of the words, bool (n_codes + 1,)."""
    table = np.zeros(len(_codes()) + 1, bool)
    table[[_codes()[word] for word in words if word[0] != "#"]] = True
    return table


def _codes_of_types(vocabulary: Vocabulary) -> np.ndarray:
    """The code of each distinct token's word, int16 (n_types,)."""
    return vocabulary.coded(_codes())
