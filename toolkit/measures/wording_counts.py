"""The counts of the wording measures: whose voice speaks, how it argues, how it is laid out.

Classes of words are counted in the writer's own voice, outside quotation marks: what stands inside
them are the sources' words, and reports quote more than commentary does.
"""

from __future__ import annotations

import numpy as np
import pyarrow.compute as pc

from ..segmentation import first_words
from ..text import DASH
from ..tokens import Tokens
from ..vocabulary import Vocabulary
from .quotation import quoted
from .variety import window_types
from .word_classes import class_bit, class_bits

_FEW_QUOTED = 3  # words in quotation marks that are no sentence of somebody's

# Counted outside quotation marks: the class of words and the name of its sum.
OWN_WORDS = {
    "attribution": "n_attributions",
    "first_singular": "n_first_person_singular",
    "first_plural": "n_first_person_plural",
    "second": "n_second_person",
    "it": "n_it",
    "demonstrative": "n_demonstratives",
    "connective": "n_argument_connectives",
    "negation": "n_negations",
    "present_be": "n_present_be",
    "present_have": "n_present_have",
    "past_be_have": "n_past_be_have",
    "ability": "n_abilities",
    "prediction": "n_predictions",
    "universal": "n_universals",
    "comparison": "n_comparisons",
    "interrogative": "n_what_why_how",
    "mental": "n_mental_verbs",
    "evaluation": "n_evaluations",
    "time": "n_time_references",
    "contraction": "n_contractions",
    "figure": "n_figures",
    "adverb_ly": "n_adverbs",
    "nominalisation": "n_nominalisations",
}


def count(tokens: Tokens, units: np.ndarray) -> dict[str, np.ndarray]:
    """Sums per unit of what the wording measures are made of.

    Parameters
    ----------
    tokens : Tokens
        Normalised, with sentences.
    units : int64 array (n_units + 1,)
        Token offsets of the units: rows or sentences.

    Returns
    -------
    dict of float64 arrays (n_units,)
        Outside quotation marks: the sums of `OWN_WORDS`, `n_names`, `n_passives`, `n_asides`, and
        the sentences `n_questions`, `n_exclamations`, `n_conjunction_openings`. Of the whole text:
        `n_quoted_words`, `n_paragraphs`, `n_window_types` and `n_windows`.
    """
    bits = tokens.vocabulary.known(class_bits)
    inside = quoted(tokens)
    passed_over = inside.copy()
    passed_over[_not_as_they_look(tokens)] = True
    own = np.where(passed_over, 0, bits[tokens.ids])
    is_word = _has(bits, "word")
    asks, exclaims = tokens.vocabulary.known(_marks)
    hits = {
        "n_names": _names(tokens, own),
        "n_passives": _passives(tokens, own),
        "n_asides": _asides(tokens, inside),
        "n_quoted_words": np.flatnonzero(inside & is_word[tokens.ids]),
        "n_paragraphs": np.append(tokens.offsets[:-1][np.diff(tokens.offsets) > 0], tokens.breaks),
        **_sentences(tokens, own, inside, asks, exclaims),
    }
    sums = {name: tokens.sum_by(units, positions) for name, positions in hits.items()}
    sums |= window_types(tokens, units, is_word)
    features = tokens.vocabulary.known(_class_features)
    totals = tokens.total(units, features, ~passed_over)
    sums |= dict(zip(OWN_WORDS.values(), totals.T, strict=True))
    sums["n_adverbs"] -= tokens.sum_by(units, _names_in_ly(tokens, own))
    sums["n_argument_connectives"] -= tokens.sum_by(units, _no_connectives(tokens, own))
    return sums


def _names_in_ly(tokens: Tokens, own) -> np.ndarray:
    """Where a capital inside a sentence makes a name of what ends like an adverb: Kelly, Sally."""
    is_name = _has(own, "adverb_ly") & _has(own, "capital")
    is_name[tokens.once(first_words)] = False
    return np.flatnonzero(is_name)


_QUANTITY = ("far", "much", "many", "few", "little", "long")


def _no_connectives(tokens: Tokens, own) -> np.ndarray:
    """Where *yet* and *so* join no clauses: "not yet", "so far", "so many".

    *Yet* does at the start of a sentence, and behind a mark or a conjunction.
    """
    is_yet, is_so, is_quantity, opens = tokens.vocabulary.known(_beside_connectives)
    counted = _has(own, "connective")
    yet = np.flatnonzero(is_yet[tokens.ids] & counted)
    yet = yet[~np.isin(yet, tokens.once(first_words)) & ~opens[tokens.ids[yet - 1]]]
    so = np.flatnonzero(is_so[tokens.ids] & counted)
    so = so[~np.isin(so + 1, tokens.sentences)]
    return np.concatenate([yet, so[is_quantity[tokens.ids[so + 1]]]])


def _beside_connectives(vocabulary: Vocabulary) -> tuple[np.ndarray, ...]:
    """The distinct tokens that are *yet*, *so*, and a quantity, and those behind which a clause may
    open: conjunctions and what ends with a mark; bool (n_types,)."""
    words = [("yet",), ("so",), _QUANTITY, ("and", "but", "or")]
    kinds = [
        np.fromiter((c in some for c in vocabulary.core), bool, len(vocabulary)) for some in words
    ]
    marked = pc.match_substring_regex(vocabulary.column, r"[^\w\s.'\"]['\"]*$")
    kinds[3] |= marked.to_numpy(zero_copy_only=False)
    return tuple(kinds)


def _not_as_they_look(tokens: Tokens) -> np.ndarray:
    """Positions of words that a number beside them makes others: "No. 10" denies nothing, and in
    "9 am" there is no *be*."""
    is_number, step = tokens.vocabulary.known(_beside_numbers)
    places = np.flatnonzero(step[tokens.ids])
    beside = places + step[tokens.ids[places]]
    inside = (beside >= 0) & (beside < len(tokens.ids))
    places, beside = places[inside], beside[inside]
    same_row = tokens.rows(beside) == tokens.rows(places)
    return places[same_row & is_number[tokens.ids[beside]]]


def _beside_numbers(vocabulary: Vocabulary) -> tuple[np.ndarray, np.ndarray]:
    """Which distinct tokens begin with a figure, bool (n_types,); and on which side of a word such
    a token makes it another: +1 behind "No", -1 before "am", 0 for all others, int8 (n_types,)."""
    number, no, am = (
        pc.match_substring_regex(vocabulary.column, pattern).to_numpy(zero_copy_only=False)
        for pattern in (r"^[\(\[\"']?[0-9]", r"^[\(\[\"']?No\.?$", r"^(?:am|AM)\W*$")
    )
    return number, no.astype(np.int8) - am


def _has(bits: np.ndarray, *names: str) -> np.ndarray:
    """Whether each of `bits` is in one of the classes."""
    return (bits & sum(class_bit(name) for name in names)) != 0


def _class_features(vocabulary: Vocabulary) -> np.ndarray:
    """Which of `OWN_WORDS` each distinct token is, float32 (n_types, n_classes)."""
    bits = vocabulary.known(class_bits)
    return np.column_stack([_has(bits, name) for name in OWN_WORDS]).astype(np.float32)


def _names(tokens: Tokens, own) -> np.ndarray:
    """Capitalised words inside a sentence; days and months are no names, nor is "I"."""
    is_capital = _has(own, "capital") & ~_has(own, "time")
    is_capital[tokens.once(first_words)] = False
    return np.flatnonzero(is_capital)


def _passives(tokens: Tokens, own) -> np.ndarray:
    """Participles behind a form of *be*, with one or two adverbs between them at most.

    What is an adjective more often than a participle (agreed, limited) counts before *by*.
    """
    before_by = np.zeros(len(own), bool)
    before_by[:-1] = tokens.vocabulary.known(_is_by)[tokens.ids[1:]]
    participles = np.flatnonzero(_has(own, "participle") | (before_by & _has(own, "no_participle")))
    found = np.zeros(len(participles), bool)
    undecided = np.ones(len(participles), bool)
    sentence = np.searchsorted(tokens.sentences, participles, side="right") - 1
    first = tokens.sentences[sentence]
    for back in (1, 2, 3):
        before = participles - back
        undecided &= before >= first
        earlier = own[np.maximum(before, 0)]
        found |= undecided & _has(earlier, "be")
        undecided &= _has(earlier, "adverb", "adverb_ly") & ~found
    return participles[found]


def _marks(vocabulary: Vocabulary) -> tuple[np.ndarray, ...]:
    """The distinct tokens with "?" and those with "!", bool (n_types,)."""
    marks = (pc.match_substring(vocabulary.column, mark) for mark in "?!")
    return tuple(mark.to_numpy(zero_copy_only=False) for mark in marks)


def _is_by(vocabulary: Vocabulary) -> np.ndarray:
    return np.fromiter((core == "by" for core in vocabulary.core), bool, len(vocabulary))


def _asides(tokens: Tokens, inside) -> np.ndarray:
    """Where an opening bracket or a dash opens an aside; not what opens a paragraph, which marks an
    item of a list, nor what belongs to a dateline, nor a dash between two figures, which is a span
    or a score."""
    opens, is_dash, is_figure = tokens.vocabulary.known(_openers)
    found = np.flatnonzero(opens[tokens.ids] & ~inside)
    figure = np.concatenate([is_figure[tokens.ids], [False]])
    between = is_dash[tokens.ids[found]] & figure[found - 1] & figure[found + 1]
    starts = np.union1d(tokens.offsets[:-1], tokens.breaks)
    start = starts[np.searchsorted(starts, found, side="right") - 1]
    is_item = (found == start) & ~np.isin(found, tokens.once(first_words))
    return found[~between & ~is_item & ~_in_dateline(tokens, found, start, is_dash)]


_DATELINE = 8  # tokens: "NEW YORK, Nov. 27 (Example News) --"


def _in_dateline(tokens: Tokens, found, start, is_dash) -> np.ndarray:
    """Which of the tokens `found` stand in a dateline, or are the dash that ends it: it opens the
    paragraph (at `start`) with a place in capitals or a time of day, and has no word in lower case.
    """
    opens, is_lower = tokens.vocabulary.known(_of_datelines)
    lower = np.concatenate([[0], np.cumsum(is_lower[tokens.ids])])
    is_end = is_dash[tokens.ids[found]] & opens[tokens.ids[start]]
    is_end &= (found - start < _DATELINE) & (lower[found] == lower[start])
    ends, of = found[is_end], start[is_end]
    last = np.searchsorted(of, start, side="right") - 1
    within = np.zeros(len(found), bool)
    known = last >= 0
    within[known] = (of[last[known]] == start[known]) & (found[known] <= ends[last[known]])
    return within


def _of_datelines(vocabulary: Vocabulary) -> tuple[np.ndarray, np.ndarray]:
    """The distinct tokens that may open a dateline, and those in lower case; bool (n_types,)."""
    kinds = (
        pc.match_substring_regex(
            vocabulary.column, r"^(?:[A-Z][A-Z.'-]{2,},?|[0-9]{1,2}[.:][0-9]{2}([ap]m)?)$"
        ),
        pc.match_substring_regex(vocabulary.column, "^[a-z]"),
    )
    return tuple(kind.to_numpy(zero_copy_only=False) for kind in kinds)


def _openers(vocabulary: Vocabulary) -> tuple[np.ndarray, ...]:
    """The distinct tokens that open an aside, the dashes among them, and the figures: three
    Boolean arrays (n_types,)."""
    column = vocabulary.column
    brackets = pc.or_(pc.starts_with(column, "("), pc.starts_with(column, "["))
    kinds = (
        pc.or_(brackets, pc.equal(column, DASH)),
        pc.equal(column, DASH),
        pc.match_substring_regex(column, r"^[£$€]?[0-9][0-9.,:]*\W*$"),
    )
    return tuple(kind.to_numpy(zero_copy_only=False) for kind in kinds)


def _marks_behind_quotes(vocabulary: Vocabulary) -> np.ndarray:
    """The distinct tokens that end with ? or ! behind a quotation mark, bool (n_types,)."""
    found = pc.match_substring_regex(vocabulary.column, r"[\"'][)\]]*[?!]+[)\]]*$")
    return found.to_numpy(zero_copy_only=False)


def _sentences(tokens: Tokens, own, inside, asks, exclaims) -> dict[str, np.ndarray]:
    """Where the writer's own sentences end with ? or !, and where they open with a conjunction."""
    starts, ends = tokens.sentences[:-1], tokens.sentences[1:] - 1
    final = tokens.ids[ends]
    asks, exclaims = asks[final], exclaims[final] & ~asks[final]
    # Is this “reform”? The mark is the writer's behind a few quoted words; behind more, it is that
    # of what is quoted in the typography of some.
    behind = tokens.vocabulary.known(_marks_behind_quotes)[final]
    few = np.zeros(len(ends), bool)
    for back in range(1, _FEW_QUOTED + 1):
        few |= (ends - back >= starts) & ~inside[np.maximum(ends - back, 0)]
    goes_on = np.append(inside, False)[ends + 1] & ~np.isin(ends + 1, tokens.offsets)
    is_own = ~inside[ends] | (behind & few & ~goes_on)
    return {
        "n_questions": ends[asks & is_own],
        "n_exclamations": ends[exclaims & is_own],
        "n_conjunction_openings": starts[_has(own[tokens.once(first_words)], "coordinator")],
    }
