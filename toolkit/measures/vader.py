"""VADER's rules for all sentences of a corpus at once, step by step as the reference takes them.

Hutto, C.J. & Gilbert, E.E. (2014). VADER: A Parsimonious Rule-based Model for Sentiment Analysis of
Social Media Text. ICWSM-14. The reference is the package vaderSentiment 3.3.2; the functions bear
the names of its methods, and its quirks are kept: parity is the point. An *item* is a word that
carries sentiment. Only items and the words around them are looked at; a code of 0 stands for a
word without a role and for a place outside the unit, so that most rules need not ask where it ends.
"""

from __future__ import annotations

from collections import defaultdict
from heapq import heappop, heappush
from typing import NamedTuple

import numpy as np
from vaderSentiment.vaderSentiment import C_INCR, N_SCALAR

from ..tokens import unit_of
from .vader_words import MARGIN, Words, analyzer, beside_idiom, count_in, is_word, lexicon

DAMPING = (1.0, 0.95, 0.9)
NEVER_SO = 1.25
BEFORE_BUT, AFTER_BUT = 0.5, 1.5
PER_EXCLAMATION, PER_QUESTION, MANY_QUESTIONS = 0.292, 0.18, 0.96
ALPHA = 15
DIGITS = {"neg": 3, "neu": 3, "pos": 3, "compound": 4}
DOUBT = 1e-6


class Context(NamedTuple):
    """The words around each item as codes, nearest first, and which are shouted (in capitals
    where others are not)."""

    item: np.ndarray
    before: list[np.ndarray]
    after: list[np.ndarray]
    n_before: np.ndarray
    n_after: np.ndarray
    item_shouted: np.ndarray
    before_shouted: list[np.ndarray]


class Sentiments(NamedTuple):
    """Valence of each item after all rules for words, and its unit; the other words have 0.

    The items of unit u are those from `bounds[u]` up to `bounds[u + 1]`.
    """

    valence: np.ndarray
    unit: np.ndarray
    bounds: np.ndarray


def sentiments(words: Words, units: np.ndarray) -> Sentiments:
    """The terms that VADER adds up in each unit of `words` (offsets, (n_units + 1,))."""
    bounds = np.searchsorted(words.items, units)
    unit = np.repeat(np.arange(len(units) - 1), np.diff(bounds))
    valence = sentiment_valence(_context(words, units, unit))
    return but_check(words, units, Sentiments(valence, unit, bounds))


def _context(words: Words, units: np.ndarray, unit: np.ndarray) -> Context:
    n_before = words.items - units[:-1][unit]
    n_after = units[1:][unit] - 1 - words.items
    places = words.items + MARGIN
    shouting = allcap_differential(words, units)[unit]
    return Context(
        item=words.item_codes(),
        before=[words.codes[places - step] * (n_before >= step) for step in (1, 2, 3)],
        after=[words.codes[places + step] * (n_after >= step) for step in (1, 2)],
        n_before=n_before,
        n_after=n_after,
        item_shouted=words.upper[places] & shouting,
        before_shouted=[words.upper[places - step] & shouting for step in (1, 2, 3)],
    )


def allcap_differential(words: Words, units: np.ndarray) -> np.ndarray:
    """Units in which some words, but not all, are in capitals."""
    n_upper = count_in(units, words.uppers)
    return (n_upper > 0) & (n_upper < np.diff(units))


def sentiment_valence(around: Context) -> np.ndarray:
    """Valence of each item, as the words around it change it."""
    valence = _no_check(around)
    valence = np.where(around.item_shouted, valence + _emphasis(valence), valence)
    for start_i, word in enumerate(around.before):
        changed = valence + scalar_inc_dec(around, start_i, valence) * DAMPING[start_i]
        changed *= negation_check(around, start_i)
        reached = ~lexicon().in_lexicon[word]
        if start_i == 2:
            reached &= around.n_before >= 3
            special_idioms_check(changed, around, reached)
        valence = np.where(reached, changed, valence)
    valence = least_check(valence, around)
    kind_of = is_word(around.item, "kind") & is_word(around.after[0], "of")
    return np.where(kind_of, 0.0, valence)


def _no_check(around: Context) -> np.ndarray:
    """Lexicon valence; "no" turns the next items round, and counts nothing itself before one."""
    one, two, three = around.before
    valence = lexicon().valence[around.item]
    follows_no = is_word(one, "no") | is_word(two, "no")
    follows_no |= is_word(three, "no") & is_word(one, "or", "nor")
    is_modifier = is_word(around.item, "no") & lexicon().in_lexicon[around.after[0]]
    return np.where(follows_no, valence * N_SCALAR, np.where(is_modifier, 0.0, valence))


def _emphasis(valence: np.ndarray) -> np.ndarray:
    return np.where(valence > 0, C_INCR, -C_INCR)


def scalar_inc_dec(around: Context, start_i: int, valence: np.ndarray) -> np.ndarray:
    """What a booster or dampener adds, `start_i` + 1 words before the item; more when shouted."""
    scalar = lexicon().booster[around.before[start_i]]
    shouted = around.before_shouted[start_i] & (scalar != 0)
    scalar = np.where(valence < 0, -scalar, scalar)
    return np.where(shouted, scalar + _emphasis(valence), scalar)


def negation_check(around: Context, start_i: int) -> np.ndarray:
    """The factor for a negation `start_i` + 1 words before the item, 1 where there is none."""
    one, two, three = around.before
    factor = np.where(lexicon().negates[around.before[start_i]], N_SCALAR, 1.0)
    if start_i == 1:
        factor[is_word(two, "without") & is_word(one, "doubt")] = 1.0
        factor[is_word(two, "never") & is_word(one, "so", "this")] = NEVER_SO
    if start_i == 2:
        doubt = is_word(one, "doubt") | is_word(two, "doubt")
        factor[is_word(three, "without") & doubt] = 1.0
        factor[is_word(three, "never") & is_word(two, "so", "this")] = NEVER_SO
        factor[is_word(one, "so", "this")] = NEVER_SO
    return factor


def special_idioms_check(valence: np.ndarray, around: Context, reached: np.ndarray) -> None:
    """Replace or dampen `valence`, in place, beside an idiom ("to die for", "kind of").

    Such items are few, and the reference's own method settles them.
    """
    words = [*around.before[::-1], around.item, *around.after]
    beside = np.logical_or.reduce([beside_idiom(*words[i : i + 2]) for i in range(4)])
    for k in np.flatnonzero(beside & reached):
        spelt = [lexicon().words[codes[k]] for codes in words[: 4 + min(2, around.n_after[k])]]
        valence[k] = analyzer()._special_idioms_check(valence[k], spelt, 3)


def least_check(valence: np.ndarray, around: Context) -> np.ndarray:
    """ "Least" directly before the item turns it round, but not "at least" or "very least"."""
    one, two, _ = around.before
    least = is_word(one, "least") & ~is_word(two, "at", "very")
    return np.where(least, valence * N_SCALAR, valence)


def but_check(words: Words, units: np.ndarray, found: Sentiments) -> Sentiments:
    """Halve what stands before a unit's first "but", and raise what stands behind it.

    The reference finds each sentiment by its value and so changes an earlier one a second time
    where that has come to equal it. Only units in which this can happen are walked through.
    """
    if not len(words.buts):
        return found
    valence, unit, bounds = found
    first_but = np.full(len(units) - 1, -1)
    first_but[unit_of(units, words.buts)[::-1]] = words.buts[::-1]
    first_but = first_but[unit]
    weights = np.where(words.items < first_but, BEFORE_BUT, AFTER_BUT)
    weights[first_but < 0] = 1.0
    weighed = valence * weights
    moved = np.flatnonzero(weighed != valence)
    # One number for unit and value: valences are far below 1024, and equal ones stay equal.
    was, became = (unit[moved] * 1024.0 + values[moved] for values in (valence, weighed))
    for u in np.unique(unit[moved][np.isin(was, became)]):
        part = slice(bounds[u], bounds[u + 1])
        weighed[part] = _weighed_in_turn(valence[part].tolist(), weights[part].tolist())
    return found._replace(valence=weighed)


def _weighed_in_turn(valence: list[float], weights: list[float]) -> list[float]:
    """The reference's loop: each value in turn changes the first place that holds it just then."""
    result = list(valence)
    places = defaultdict(list)
    for place, value in enumerate(valence):
        heappush(places[value], place)
        first = heappop(places[value])
        result[first] = value * weights[first]
        heappush(places[result[first]], first)
    return result


def score_valence(words: Words, units: np.ndarray, found: Sentiments) -> dict[str, np.ndarray]:
    """`neg`, `neu`, `pos` and `compound` of each unit, rounded; 0 for a unit without words."""
    valence, unit, bounds = found
    n_units, n_words = len(units) - 1, np.diff(units)
    exclamations = count_in(units, words.exclamations)
    questions = count_in(units, words.questions)
    emphasis = _punctuation_emphasis(exclamations, questions)
    total = np.bincount(unit, valence, n_units)
    positive, negative, neutral = _sift_sentiment_scores(valence, unit, n_words)
    balance = positive - negative
    hangs_on_sign = (np.abs(total) < DOUBT) | (np.abs(balance) < DOUBT)
    in_doubt = hangs_on_sign & (emphasis > 0) & (np.diff(bounds) > 0)
    total = total + np.sign(total) * emphasis
    positive = positive + np.where(balance > 0, emphasis, 0)
    negative = negative + np.where(balance < 0, emphasis, 0)
    weight = np.maximum(positive + negative + neutral, 1)
    compound = total / np.sqrt(total * total + ALPHA)
    exact = (negative / weight, neutral / weight, positive / weight, compound)
    scores = {}
    for (name, digits), values in zip(DIGITS.items(), exact, strict=True):
        scaled = values * 10**digits
        rounded = np.rint(scaled)
        in_doubt |= np.abs(np.abs(scaled - rounded) - 0.5) < DOUBT
        scores[name] = rounded / 10**digits
    for u in np.flatnonzero(in_doubt):
        terms = valence[bounds[u] : bounds[u + 1]].tolist()
        terms += [0] * (n_words[u] - len(terms))
        settled = analyzer().score_valence(terms, "!" * exclamations[u] + "?" * questions[u])
        for name, values in scores.items():
            values[u] = settled[name]
    return scores


def _punctuation_emphasis(exclamations: np.ndarray, questions: np.ndarray) -> np.ndarray:
    asked = np.where(questions <= 3, questions * PER_QUESTION, MANY_QUESTIONS)
    return np.minimum(exclamations, 4) * PER_EXCLAMATION + np.where(questions > 1, asked, 0)


def _sift_sentiment_scores(valence: np.ndarray, unit: np.ndarray, n_words: np.ndarray):
    """Sums of positive and of negative terms, each one further from 0, and the number of others."""
    up, down = valence > 0, valence < 0
    positive = np.bincount(unit[up], valence[up] + 1, len(n_words))
    negative = np.bincount(unit[down], 1 - valence[down], len(n_words))
    return positive, negative, n_words - np.bincount(unit[up | down], minlength=len(n_words))
