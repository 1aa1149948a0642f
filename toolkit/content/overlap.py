"""How much of one sentence stands in others, and how close two whole texts are.

Both rest on terms and their weights (`said.Said.terms`). A sentence is also compared by its pairs
of neighbouring terms ("major offensive"), so that scattered common words don't look like borrowing.
"""

from __future__ import annotations

import math
from collections import Counter
from itertools import pairwise
from typing import NamedTuple

from .said import Said
from .words import is_function

PAIR_SHARE = 0.5  # a pair of neighbours weighs half of what its terms weigh together
MOST_SOURCES = 3
LATER_SHARE = 0.5  # what a second or third source adds counts half: collecting is not repeating
LEAST_ADDED = 0.08  # and it is a source only if it adds this share of the sentence
# A sentence of few telling words is close to anything: `SMOOTHING` is added to the weight to be
# found, and less than `ENOUGH` found counts in proportion.
SMOOTHING = 4.0
ENOUGH = 15.0


class Match(NamedTuple):
    """Where a sentence may come from."""

    closeness: float  # 0 to 1
    sources: tuple[int, ...]  # positions of the source sentences, closest first
    shares: tuple[float, ...]  # what each source alone covers, 0 to 1
    shared: frozenset  # the terms and pairs found in any of them


def features(said: Said) -> dict:
    """Weights of a sentence's terms and of the pairs of terms that stand next to each other."""
    found = dict(said.terms)
    for a, b in pairwise(_sequence(said)):
        if a in said.terms and b in said.terms:
            found[a, b] = PAIR_SHARE * (said.terms[a] + said.terms[b])
    return found


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


def find_sources(sentence: dict, candidates: list[dict]) -> Match:
    """The up to three candidates (features of sentences) that cover most of a sentence's features.

    The closest is taken first, then whichever covers most of what is left.
    """
    total = sum(sentence.values()) + SMOOTHING
    left = set(sentence)
    found, sources = 0.0, []
    while len(sources) < MOST_SOURCES and candidates:
        gains = [math.fsum(sentence[term] for term in left & other.keys()) for other in candidates]
        best = max(range(len(gains)), key=gains.__getitem__)
        if gains[best] <= 0 or (sources and gains[best] < LEAST_ADDED * total):
            break
        found += gains[best] * (LATER_SHARE if sources else 1.0)
        sources.append(best)
        left -= candidates[best].keys()
    shares = {source: _share(sentence, candidates[source], total) for source in sources}
    sources.sort(key=shares.__getitem__, reverse=True)
    closeness = found / total * min(1.0, found / ENOUGH)
    return Match(
        closeness, tuple(sources), tuple(shares[source] for source in sources),
        frozenset(sentence.keys() - left),
    )  # fmt: skip


def _share(sentence: dict, other: dict, total: float) -> float:
    return math.fsum(sentence[term] for term in sentence.keys() & other.keys()) / total


def similarity(one: list[Said], other: list[Said]) -> float:
    """Cosine of two texts' weighted terms, in [0, 1]; a term's n-th occurrence adds ever less."""
    a, b = _vector(one), _vector(other)
    norm = math.sqrt(math.fsum(x * x for x in a.values()) * math.fsum(x * x for x in b.values()))
    product = math.fsum(a[term] * b[term] for term in sorted(a.keys() & b.keys()))
    return min(product / norm, 1.0) if norm else 0.0


def _vector(sentences: list[Said]) -> dict[str, float]:
    counts: Counter = Counter()
    weights: dict[str, float] = {}
    for said in sentences:
        for term, weight in said.terms.items():
            counts[term] += 1
            weights[term] = max(weight, weights.get(term, 0.0))
    return {term: (1 + math.log(n)) * weights[term] for term, n in counts.items()}
