"""How much of one sentence stands in others, and how close two whole texts are.

Both rest on terms and their weights (`said.Said.terms`). A sentence is also compared by its pairs
of neighbouring terms ("major offensive"), so that scattered common words don't look like borrowing.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from .said import Said
from .words import Word, class_of, is_function, rate

NEAR = 5  # words from a number to the one that it is a part of, itself with them
PAIR_SHARE = 0.5  # a pair of neighbours weighs half of what its terms weigh together
MOST_SOURCES = 3
LATER_SHARE = 0.5  # what a second or third source adds counts half: collecting is not repeating
LEAST_ADDED = 0.08  # and it is a source only if it adds this share of the sentence
# A sentence of few telling words is close to anything: `SMOOTHING` is added to the weight to be
# found, and less than `ENOUGH` found counts in proportion.
SMOOTHING = 4.0
ENOUGH = 15.0
MOST_BY_CHANCE = 0.99  # texts in which all words are expected are no more than alike


class Match(NamedTuple):
    """Where a sentence may come from."""

    closeness: float  # 0 to 1
    sources: tuple[int, ...]  # positions of the source sentences, closest first
    shares: tuple[float, ...]  # what each source alone covers, 0 to 1
    shared: frozenset  # the terms and pairs found in any of them


def features(said: Said) -> dict:
    """Weights of a sentence's terms and of the pairs of terms that stand next to each other.

    An office is no pair: any two texts on politics may have a "prime minister".
    """
    found = dict(said.terms)
    titles = offices(said)
    for a, b in pairwise(_sequence(said)):
        if a in said.terms and b in said.terms and not (a in titles and b in titles):
            found[a, b] = PAIR_SHARE * (said.terms[a] + said.terms[b])
    for one, other in pairwise(said.figures):
        if _is_part_of(said.words[one.last : other.first]):
            found[one.key, other.key] = PAIR_SHARE * (one.weight + other.weight)
    return found


def _is_part_of(words: list[Word]) -> bool:
    """Whether the words from a number to the next make it a part: "14 wells out of 60"."""
    is_near = len(words) <= NEAR and all(not word.closes or word.after == "'s" for word in words)
    return is_near and any(word.lower == "of" for word in words)


def offices(said: Said) -> set[str]:
    """The stems of titles and offices in a sentence."""
    return {
        word.stem for word in said.words if "title" in (class_of(word.lower), class_of(word.stem))
    }


def _sequence(said: Said) -> list[str]:
    """The terms in order, with "" where a function word or a mark keeps neighbours apart."""
    starts = {figure.first: figure.key for figure in said.figures}
    inside = {i for figure in said.figures for i in range(figure.first, figure.last + 1)}
    for name in said.names:
        starts[name.first] = name.parts[-1].key
        inside.update(range(name.first, name.last + 1))
    sequence = []
    for i, word in enumerate(said.words):
        if i in starts:
            sequence.append(starts[i])
        elif i not in inside and word.stem not in sequence[-1:]:  # a compound's second part
            sequence.append("" if is_function(word.lower) else word.stem)
        if word.closes:
            sequence.append("")
    return sequence


class Candidates:
    """The features of sentences that others may come from, and which of them have each feature."""

    def __init__(self, sentences: list[dict]):
        self.sentences = sentences
        self._having: dict = defaultdict(list)
        for position, its in enumerate(sentences):
            for feature in its:
                self._having[feature].append(position)

    def gains(self, sentence: dict, left: Iterable) -> dict[int, float]:
        """What each candidate has of the features `left` of a sentence, where that is anything."""
        shared: dict = defaultdict(list)
        for feature in left:
            for position in self._having.get(feature, ()):
                shared[position].append(sentence[feature])
        return {position: math.fsum(weights) for position, weights in shared.items()}


def find_sources(sentence: dict, candidates: Candidates) -> Match:
    """The up to three candidates that cover most of a sentence's features.

    The closest is taken first, then whichever covers most of what is left; the first of equals.
    """
    total = sum(sentence.values()) + SMOOTHING
    left = set(sentence)
    found, sources = 0.0, []
    while len(sources) < MOST_SOURCES:
        gains = candidates.gains(sentence, left)
        best = min(gains, key=lambda position: (-gains[position], position), default=-1)
        gain = gains.get(best, 0.0)
        if gain <= 0 or (sources and gain < LEAST_ADDED * total):
            break
        found += gain * (LATER_SHARE if sources else 1.0)
        sources.append(best)
        left -= candidates.sentences[best].keys()
    shares = {source: _share(sentence, candidates.sentences[source], total) for source in sources}
    sources.sort(key=shares.__getitem__, reverse=True)
    closeness = found / total * min(1.0, found / ENOUGH)
    return Match(
        closeness, tuple(sources), tuple(shares[source] for source in sources),
        frozenset(sentence.keys() - left),
    )  # fmt: skip


def _share(sentence: dict, other: dict, total: float) -> float:
    return math.fsum(sentence[term] for term in sentence.keys() & other.keys()) / total


def similarity(one: list[Said], other: list[Said]) -> float:
    """Cosine of two texts' weighted terms, in [0, 1], less what chance gives texts of their length.

    A term's n-th occurrence adds ever less. Long texts share words whatever they are about: the
    cosine that chance gives is taken off, and what is left set beside the most that could be left,
    as in Cohen's kappa.
    """
    (a, in_a), (b, in_b) = _vector(one), _vector(other)
    norm = math.sqrt(math.fsum(x * x for x in a.values()) * math.fsum(x * x for x in b.values()))
    if not norm:
        return 0.0
    product = math.fsum(a[term] * b[term] for term in sorted(a.keys() & b.keys()))
    cosine = min(product / norm, 1.0)
    chance = math.sqrt(_by_chance(a, in_a, _n_words(other)) * _by_chance(b, in_b, _n_words(one)))
    chance = min(chance, MOST_BY_CHANCE)
    return max(cosine - chance, 0.0) / (1 - chance)


def _vector(sentences: list[Said]) -> tuple[dict[str, float], dict[str, float]]:
    """What each term is worth in a text, and what it weighs."""
    counts: Counter = Counter()
    weights: dict[str, float] = {}
    for said in sentences:
        for term, weight in said.terms.items():
            counts[term] += 1
            weights[term] = max(weight, weights.get(term, 0.0))
    return {term: (1 + math.log(n)) * weights[term] for term, n in counts.items()}, weights


def _n_words(sentences: list[Said]) -> int:
    return sum(len(said.words) for said in sentences)


def _by_chance(values: dict[str, float], weights: dict[str, float], n_words: int) -> float:
    """The share of a text that `n_words` on anything would have: the rarer a term, the less."""
    expected = math.fsum(
        value * weights[term] * -math.expm1(-n_words * rate(weights[term]))
        for term, value in values.items()
    )
    return expected / math.fsum(value * value for value in values.values())
