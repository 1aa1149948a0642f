"""Compounds that one text writes as one word and another as two: "ceasefire", "cease-fire"."""

from __future__ import annotations

from itertools import pairwise

from .stems import stem
from .words import Word, class_of

SHORTEST = 6


def with_compounds_joined(sentences: list[list[Word]]) -> list[list[Word]]:
    """Sentences of one story in which the two parts of a compound have the stem of the whole.

    Only compounds that the story has as one word somewhere.

    >>> from .words import words_of
    >>> texts = "air strikes", "an airstrike", "the air"
    >>> joined = with_compounds_joined([words_of(text.split()) for text in texts])
    >>> [[word.stem for word in words] for words in joined]
    [['airstrik', 'airstrik'], ['an', 'airstrik'], ['the', 'air']]
    """
    solid = {
        word.stem
        for words in sentences
        for word in words
        if len(word.lower) >= SHORTEST and class_of(word.lower) is None
    }
    return [_joined(words, solid) for words in sentences]


def _joined(words: list[Word], solid: set[str]) -> list[Word]:
    found = list(words)
    for i, (one, other) in enumerate(pairwise(words)):
        if one.closes or class_of(one.lower) or class_of(other.lower):
            continue
        key = stem(one.lower + other.lower)
        if key in solid:
            found[i : i + 2] = one._replace(stem=key), other._replace(stem=key)
    return found
