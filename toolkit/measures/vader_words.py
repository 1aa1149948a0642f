"""What VADER knows of words, looked up once per distinct token of a corpus.

VADER's *word* is a white-space token without the punctuation around it. Each word becomes a code,
under which arrays hold its valence, whether it boosts, whether it negates. Word list, constants and
emoji descriptions are read from the installed package vaderSentiment, the reference.
"""

from __future__ import annotations

from functools import cache
from itertools import repeat
from typing import NamedTuple

import numpy as np
import pyarrow.compute as pc
from vaderSentiment import vaderSentiment as reference

from ..tokens import expanded, unit_of
from ..vocabulary import Vocabulary

ITEM, UPPER, EXCLAMATION, QUESTION, BUT = 1, 2, 4, 8, 16
MARGIN = 3


class Lexicon(NamedTuple):
    """The reference's words with a code each, and arrays over the codes.

    Code 0 is any word without a role, code 1 one that only has an "n't" in it. `is_item` tells the
    words that carry sentiment; `in_idiom` (n_idiom_words, n_idiom_words), for which the words of
    idioms have the lowest codes, tells the pairs that are neighbours in an idiom.
    """

    words: list[str]
    codes: dict[str, int]
    valence: np.ndarray
    is_item: np.ndarray
    in_lexicon: np.ndarray
    booster: np.ndarray
    negates: np.ndarray
    in_idiom: np.ndarray
    emojis: dict[str, str]


class Words(NamedTuple):
    """A run of words, read once; it can then be scored in any units.

    `codes` and `upper` (is the word in capitals) have MARGIN empty places at both ends. `items`,
    `uppers`, `buts`, `exclamations` and `questions` are positions in the run, in order, an entry
    for every "!" and "?". `starts` (n_tokens + 1,) is the first word of each token, None where
    every token is one word.
    """

    codes: np.ndarray
    upper: np.ndarray
    items: np.ndarray
    uppers: np.ndarray
    buts: np.ndarray
    exclamations: np.ndarray
    questions: np.ndarray
    starts: np.ndarray | None

    def units(self, offsets: np.ndarray) -> np.ndarray:
        """Offsets in tokens as offsets in words: an emoji is one token and several words."""
        return offsets if self.starts is None else self.starts[offsets]

    def tokens(self, positions: np.ndarray) -> np.ndarray:
        """Position of the token that each word belongs to."""
        return positions if self.starts is None else unit_of(self.starts, positions)

    def item_codes(self) -> np.ndarray:
        """Code of each item."""
        return self.codes[self.items + MARGIN]


@cache
def analyzer() -> reference.SentimentIntensityAnalyzer:
    """The reference's own analyzer; making it reads two files, so there is one."""
    return reference.SentimentIntensityAnalyzer()


@cache
def lexicon() -> Lexicon:
    """The reference's word list, boosters, negations, idioms and emoji."""
    listed, boosters = analyzer().lexicon, reference.BOOSTER_DICT
    idioms = [key.split() for key in (*reference.SPECIAL_CASES, *boosters) if " " in key]
    of_idioms = ["", "n't", *dict.fromkeys(word for idiom in idioms for word in idiom)]
    roles = "no or nor so this never without doubt least at very but kind of".split()
    words = list(dict.fromkeys([*of_idioms, *roles, *listed, *boosters, *reference.NEGATE]))
    codes = {word: code for code, word in enumerate(words)}
    in_idiom = np.zeros((len(of_idioms), len(of_idioms)), bool)
    for idiom in idioms:
        in_idiom[[codes[w] for w in idiom[:-1]], [codes[w] for w in idiom[1:]]] = True
    return Lexicon(
        words=words,
        codes=codes,
        valence=np.array([listed.get(word, 0.0) for word in words]),
        is_item=np.array([word in listed and word not in boosters for word in words]),
        in_lexicon=np.array([word in listed for word in words]),
        booster=np.array([boosters.get(word, 0.0) for word in words]),
        negates=np.array([word in reference.NEGATE or "n't" in word for word in words]),
        in_idiom=in_idiom,
        emojis={emoji: said for emoji, said in analyzer().emojis.items() if len(emoji) == 1},
    )


def read(ids: np.ndarray, vocabulary: Vocabulary) -> Words:
    """Look every distinct token up once, and find where in `ids` the rules have to look."""
    ids, starts = _spell_out_emoji(ids, vocabulary)
    codes, flags, n_exclamations, n_questions = vocabulary.known(_looked_up)
    flags = flags[ids]
    marked = np.flatnonzero(flags)
    kinds = flags[marked]
    items, uppers, exclaimed, asked, buts = (
        marked[(kinds & kind) > 0] for kind in (ITEM, UPPER, EXCLAMATION, QUESTION, BUT)
    )
    return Words(
        codes=_with_margin(codes[ids]),
        upper=_with_margin((flags & UPPER) > 0),
        items=items,
        uppers=uppers,
        buts=buts,
        exclamations=np.repeat(exclaimed, n_exclamations[ids[exclaimed]]),
        questions=np.repeat(asked, n_questions[ids[asked]]),
        starts=starts,
    )


def _looked_up(vocabulary: Vocabulary) -> tuple[np.ndarray, ...]:
    """Of each distinct token the code, what it is for (a sum of ITEM, UPPER ...), and its "!" and
    "?"."""
    codes = _codes(vocabulary)
    n_exclamations, n_questions = (
        pc.count_substring(vocabulary.column, mark).to_numpy() for mark in "!?"
    )
    flags = np.fromiter(map(str.isupper, vocabulary), bool, len(vocabulary)) * UPPER
    flags |= (n_exclamations > 0) * EXCLAMATION | (n_questions > 0) * QUESTION
    flags |= lexicon().is_item[codes] * ITEM | is_word(codes, "but") * BUT
    return codes, flags.astype(np.uint8), n_exclamations, n_questions


def _codes(vocabulary: Vocabulary) -> np.ndarray:
    """Code of each token's word. A token of which little would be left, ":)", stays as it is."""
    words = list(vocabulary.bare_lower)
    lengths = np.fromiter(map(len, vocabulary.bare), np.int64, len(words))
    for i in np.flatnonzero(lengths <= 2).tolist():
        words[i] = vocabulary[i].lower()
    codes = np.fromiter(map(lexicon().codes.get, words, repeat(0)), np.int16, len(words))
    with_mark = pc.match_substring(vocabulary.column, "'").to_numpy(zero_copy_only=False)
    for i in np.flatnonzero(with_mark & (codes == 0)).tolist():
        codes[i] = "n't" in words[i]
    return codes


def _with_margin(values: np.ndarray) -> np.ndarray:
    padded = np.zeros(len(values) + 2 * MARGIN, values.dtype)
    padded[MARGIN:-MARGIN] = values
    return padded


def _spell_out_emoji(ids: np.ndarray, vocabulary: Vocabulary):
    """The ids with every emoji replaced by the words of its description, which join the vocabulary;
    and the first word of every token, None where there are no emoji."""
    n_types, emojis = len(vocabulary), lexicon().emojis
    found = np.unique(ids[vocabulary.known(_has_emoji)[ids]])
    if not len(found):
        return ids, None
    parts = {}
    for i in found.tolist():
        said = "".join(f" {emojis[c]}" if c in emojis else c for c in vocabulary[i])
        parts[i] = vocabulary.add(said.split()).tolist()
    spelt_out, moved = expanded(ids, parts, n_types)
    return spelt_out, moved(np.arange(len(ids) + 1))


def _has_emoji(vocabulary: Vocabulary) -> np.ndarray:
    found = ~pc.string_is_ascii(vocabulary.column).to_numpy(zero_copy_only=False)
    for i in np.flatnonzero(found).tolist():
        found[i] = not lexicon().emojis.keys().isdisjoint(vocabulary[i])
    return found


def is_word(codes: np.ndarray, *words: str) -> np.ndarray:
    """Which of the codes stand for one of the words."""
    first, *others = (codes == lexicon().codes[word] for word in words)
    for other in others:
        first |= other
    return first


def beside_idiom(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Which pairs of codes are neighbours in an idiom, such as "kind" and "of"."""
    table = lexicon().in_idiom
    inside = (first < len(table)) & (second < len(table))
    inside[inside] = table[first[inside], second[inside]]
    return inside


def count_in(units: np.ndarray, positions: np.ndarray) -> np.ndarray:
    """How many of the `positions`, which are in order, lie in each unit."""
    return np.diff(np.searchsorted(positions, units))
