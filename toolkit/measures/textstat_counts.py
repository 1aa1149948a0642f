"""textstat 0.7.13's own values, vectorised: for anyone who must match it, its quirks included.

textstat reads the raw text: it deletes punctuation before it splits, takes every stop for a
sentence end, ignores sentences of two words or fewer, and gives 0.0 for an empty text.
All of it is a sum over white-space tokens but the sentences, which are told from the tokens that
hold a stop.
"""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pyarrow.compute as pc

from ..lexicons import pronouncing_dictionary
from ..tokens import Tokens, unit_of
from .counting import FEATURES, easy_words
from .syllables import hyphenation_points

_LONE_APOSTROPHE = re.compile(r"\'(?![tsd]|ve|ll|re)")
_MARKS = re.compile(r"[^\w\s\']")
_ALL_MARKS = re.compile(r"[^\w\s]")
_STOPS = re.compile(r"[.!?]+")
_WORD_CHARACTER = re.compile(r"\w")


def values(tokens: Tokens) -> dict[str, np.ndarray]:
    """Every count and formula that textstat has, float64 (n_rows,), for tokens as they were.

    A missing text gives NaN, an empty one what textstat gives for "".
    """
    features = tokens.vocabulary.known(_features)
    c = dict(zip(FEATURES, tokens.total(tokens.offsets, features).T, strict=True))
    c["n_sentences"] = _sentences(tokens)
    n_raw_words = np.diff(tokens.offsets).astype(float)
    formulas = _formulas(c, n_raw_words) | {"linsear_write": _linsear(tokens, features)}
    missing = tokens.texts.is_null().to_numpy(zero_copy_only=False)
    return {name: np.where(missing, np.nan, value) for name, value in (c | formulas).items()}


def _word(token: str) -> str:
    return _MARKS.sub("", _LONE_APOSTROPHE.sub("", token))


def _syllables(words: list[str]) -> np.ndarray:
    """`textstat.syllable_count`, which takes punctuation away once more before it looks up."""
    words = [_word(word).lower() for word in words]
    known = pronouncing_dictionary()
    counts = [known.get(word, -1) for word in words]
    unknown = [i for i, n in enumerate(counts) if n < 0]
    counts = np.array(counts, np.int64)
    counts[unknown] = 1 + hyphenation_points([words[i] for i in unknown])
    counts[[not word for word in words]] = 0
    return counts


def _features(vocabulary: list[str]) -> np.ndarray:
    """The `FEATURES` of each distinct token, float64 (n_types, 8)."""
    words = [_word(token) for token in vocabulary]
    lowered = [word.lower() for word in words]
    n, n_lowered = _syllables(words), _syllables(lowered)
    is_word = np.array([bool(word) for word in words], bool)
    hard = is_word & np.array([word not in easy_words() for word in lowered], bool)
    n_letters = np.array([len(_ALL_MARKS.sub("", token)) for token in vocabulary], float)
    n_characters = np.array([len(token) for token in vocabulary], float)
    columns = (
        is_word,
        n,
        n >= 3,
        n_letters,
        n_characters,
        n_letters > 6,
        hard,
        hard & (n_lowered >= 3),
    )
    return np.column_stack(columns).astype(float)


def _sentences(tokens: Tokens) -> np.ndarray:
    """`textstat.sentence_count`: stretches of over two words, at least one; 0 for an empty text."""
    empty = (
        pc.equal(pc.binary_length(tokens.texts), 0).fill_null(True).to_numpy(zero_copy_only=False)
    )
    long_ones = _long_stretches(tokens.ids, tokens.offsets, tokens.vocabulary.known(_stop_parts))
    return np.where(empty, 0.0, np.maximum(1, long_ones))


def _stop_parts(vocabulary: list[str]) -> np.ndarray:
    """Has a stop; has a word character before its first stop; after its last: bool (n_types, 3)."""
    parts = np.zeros((len(vocabulary), 3), bool)
    for i, token in enumerate(vocabulary):
        pieces = _STOPS.split(token)
        has_stop = len(pieces) > 1
        ends = [bool(_WORD_CHARACTER.search(piece)) for piece in (pieces[0], pieces[-1])]
        parts[i] = has_stop, ends[0], has_stop and ends[1]
    return parts


def _long_stretches(ids: np.ndarray, offsets: np.ndarray, parts: np.ndarray) -> np.ndarray:
    """Number of stretches between stops with three words or more, per row.

    A token with a stop is taken as two halves, and a stretch starts at its second half; whatever
    stands between two stops of one token is at most one word.
    """
    if not len(ids):
        return np.zeros(len(offsets) - 1)
    has_stop, before, after = parts.T
    first = np.arange(len(ids)) + np.concatenate([[0], np.cumsum(has_stop[ids])[:-1]])
    stops = np.flatnonzero(has_stop[ids])
    weights = np.zeros(len(ids) + len(stops), np.int64)
    weights[first] = before[ids]
    weights[first[stops] + 1] = after[ids[stops]]
    row_starts = np.append(first, len(weights))[offsets]
    starts = np.unique(np.concatenate([first[stops] + 1, row_starts[:-1]]))
    starts = starts[starts < len(weights)]
    long_ones = starts[np.add.reduceat(weights, starts) > 2]
    return np.bincount(unit_of(row_starts, long_ones), minlength=len(offsets) - 1)


def _linsear(tokens: Tokens, features: np.ndarray) -> np.ndarray:
    """`textstat.linsear_write_formula`, which reads the first hundred words of a longer text."""
    starts, lengths = tokens.offsets[:-1], np.diff(tokens.offsets)
    words = np.concatenate([[0], np.cumsum(features[tokens.ids, 0])])
    hundredth = np.searchsorted(words, words[starts] + 100)
    kept = np.where(lengths > 100, np.minimum(hundredth - starts, lengths), lengths)
    ids = tokens.ids[np.arange(kept.sum()) + np.repeat(starts - np.cumsum(kept) + kept, kept)]
    offsets = np.concatenate([[0], np.cumsum(kept)])
    sample = replace(tokens, ids=ids, offsets=offsets)
    syllables, hard = features[:, 1:3].T
    spoken, hard = sample.total(offsets, np.column_stack([syllables > 0, hard])).T
    stop_parts = tokens.vocabulary.known(_stop_parts)
    n_sentences = np.maximum(1, _long_stretches(ids, offsets, stop_parts))
    number = (spoken + 2 * hard) / n_sentences  # a hard word counts for three
    return np.where(kept == 0, 0.0, np.where(number <= 20, number - 2, number) / 2)


def _formulas(c: dict[str, np.ndarray], n_raw_words: np.ndarray) -> dict[str, np.ndarray]:
    """textstat's formulas; each is 0.0 where one of its ratios would divide by zero or is zero."""
    words, sentences = c["n_words"], c["n_sentences"]
    length = _ratio(words, sentences)
    syllables = _ratio(c["n_syllables"], words)
    characters = _ratio(c["n_characters"], n_raw_words)
    letters = _ratio(c["n_letters"], words) * 100
    per_word = _ratio(sentences, words) * 100
    percent_hard = _ratio(100 * c["n_difficult_words"], words)
    flesch = 206.835 - 1.015 * length - 84.6 * syllables
    kincaid = 0.39 * length + 11.8 * syllables - 15.59
    spoken = (length != 0) & (syllables != 0)
    dale_chall = 0.1579 * percent_hard + 0.0496 * length + np.where(percent_hard > 5, 3.6365, 0.0)
    return {
        "flesch_reading_ease": np.where(spoken, flesch, 0.0),
        "flesch_kincaid_grade": np.where(spoken, kincaid, 0.0),
        "gunning_fog": 0.4 * (length + _ratio(100 * c["n_complex_words"], words)),
        "smog_index": np.where(
            sentences > 0,
            1.043 * (30 * _ratio(c["n_polysyllables"], sentences)) ** 0.5 + 3.1291,
            0.0,
        ),
        "automated_readability_index": np.where(
            (characters != 0) & (length != 0), 4.71 * characters + 0.5 * length - 21.43, 0.0
        ),
        "coleman_liau_index": np.where(
            (letters != 0) & (per_word != 0), 0.058 * letters - 0.296 * per_word - 15.8, 0.0
        ),
        "dale_chall": dale_chall,
        "lix": length + _ratio(100 * c["n_long_words"], words),
        "rix": _ratio(c["n_long_words"], sentences),
    }


def _ratio(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    return np.divide(a, b, out=np.zeros_like(a), where=b != 0)
