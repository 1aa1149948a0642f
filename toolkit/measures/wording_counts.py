"""The counts of the wording measures: whose voice speaks, how it argues, how it is laid out.

Classes of words are counted in the writer's own voice, outside quotation marks: what stands inside
them are the sources' words, and reports quote more than commentary does.
"""

from __future__ import annotations

import numpy as np
import pyarrow.compute as pc

from ..segmentation import first_words
from ..splitting import matching
from ..tokens import Tokens
from ..vocabulary import Vocabulary
from .asides import asides, openers
from .quotation import quoted
from .variety import window_types
from .word_classes import are_function_words, class_bit, class_bits, has
from .wording_rules import left_out
from .words_in_context import (
    beside_numbers,
    is_so_far,
    names,
    no_attributions,
    no_connectives,
    passives,
    pauses,
)

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
    "or": "n_or",
    "in_on_at": "n_in_on_at",
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
        `n_quoted_words`, `n_function_words`, `n_paragraphs`, `n_window_types` and `n_windows`.
    """
    bits = tokens.vocabulary.known(class_bits)
    inside = quoted(tokens)
    passed_over = inside.copy()
    others, clock = beside_numbers(tokens)
    passed_over[others] = True
    of_token = bits[tokens.ids]
    own = np.where(passed_over, 0, of_token)
    asks, exclaims = tokens.vocabulary.known(_marks)
    none = left_out(tokens, own, inside, _signs(tokens.vocabulary))
    own[none["time"]] &= ~class_bit("time")  # Mrs. May is a name
    is_word = has(bits, "word")
    passive = passives(tokens, own, of_token)
    named = names(tokens, own)
    hits = {
        "n_names": named,
        "n_passives": passive,
        "n_asides": asides(tokens, inside),
        "n_quoted_words": np.flatnonzero(inside & is_word[tokens.ids]),
        "n_paragraphs": np.append(tokens.offsets[:-1][np.diff(tokens.offsets) > 0], tokens.breaks),
        **_sentences(tokens, own, inside, asks, exclaims),
    }
    sums = {name: tokens.sum_by(units, positions) for name, positions in hits.items()}
    sums |= window_types(tokens, units, is_word)
    function = tokens.vocabulary.known(_function_words)
    sums["n_function_words"] = tokens.total(units, function)[:, 0]
    features = tokens.vocabulary.known(_class_features)
    totals = tokens.total(units, features, ~passed_over)
    sums |= dict(zip(OWN_WORDS.values(), totals.T, strict=True))
    sums["n_time_references"] += tokens.sum_by(units, clock[~inside[clock]])
    told = {
        "adverb_ly": named[has(own[named], "adverb_ly")],  # Kelly, Sally
        "connective": no_connectives(tokens, own, of_token),
        "attribution": no_attributions(tokens, own, of_token, passive),
    }
    sums["n_present_have"] += tokens.sum_by(units, none["present_be"])  # it's been, he's got
    nothing = np.zeros(0, np.int64)
    for name in told | none:
        positions = np.union1d(told.get(name, nothing), none.get(name, nothing))
        sums[OWN_WORDS[name]] -= tokens.sum_by(units, positions)
    return sums


def _signs(vocabulary: Vocabulary) -> dict[str, np.ndarray]:
    """The distinct tokens with each sign that a rule of wording may ask for, bool (n_types,)."""
    bits = vocabulary.known(class_bits)
    return {
        "#figure": has(bits, "figure"),
        "#capital": has(bits, "capital"),
        "#pause": vocabulary.known(pauses),
        "#question": vocabulary.known(_marks)[0],
        "#bracket": vocabulary.known(openers)[0],
        "#possessive": vocabulary.known(_possessives),
    }


def _class_features(vocabulary: Vocabulary) -> np.ndarray:
    """Which of `OWN_WORDS` each distinct token is, float32 (n_types, n_classes)."""
    bits = vocabulary.known(class_bits)
    return np.column_stack([has(bits, name) for name in OWN_WORDS]).astype(np.float32)


def _function_words(vocabulary: Vocabulary) -> np.ndarray:
    """`are_function_words` as a feature, float32 (n_types, 1)."""
    return are_function_words(vocabulary).astype(np.float32)[:, None]


def _marks(vocabulary: Vocabulary) -> tuple[np.ndarray, ...]:
    """The distinct tokens with "?" and those with "!", bool (n_types,)."""
    return tuple(matching(vocabulary.column, mark) for mark in (r"\?", "!"))


def _possessives(vocabulary: Vocabulary) -> np.ndarray:
    """The distinct tokens with an apostrophe and s, bool (n_types,)."""
    return pc.match_substring(vocabulary.column, "'s").to_numpy(zero_copy_only=False)


def _marks_behind_quotes(vocabulary: Vocabulary) -> np.ndarray:
    """The distinct tokens that end with ? or ! behind a quotation mark, bool (n_types,)."""
    return matching(vocabulary.column, r"[\"'][)\]]*[?!]+[)\]]*$")


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
    first = tokens.once(first_words)
    joins = has(own[first], "coordinator") & ~is_so_far(tokens, first, own)
    return {
        "n_questions": ends[asks & is_own],
        "n_exclamations": ends[exclaims & is_own],
        "n_conjunction_openings": starts[joins],
    }
