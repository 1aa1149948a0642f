"""Which inputs hold text in another language, told by the tokens the measures are made of."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ..columns import ROLES
from ..errors import ToolkitError
from ..measures.counting import FEATURES, word_features
from ..reading.language import (
    ENGLISH_SHARE,
    FROM_LETTERS,
    FROM_WORDS,
    SAMPLE,
    check_english,
    frequent_english_words,
    is_frequent_english,
)
from ..tokens import Tokens
from ..vocabulary import Vocabulary
from .rows import PIECE, PLACE

SIGNS = WORDS, ENGLISH, LETTERS = "words with letters", "frequent English words", "other letters"


def signs_of_language(tokens: Tokens) -> dict[str, np.ndarray]:
    """What tells whether `check_english` has to look at a text, float64 arrays (n_rows,).

    Its WORDS, those of them that are frequent in ENGLISH, and its LETTERS beyond ASCII (at most).
    """
    n_words, n_english = tokens.total(tokens.offsets, tokens.vocabulary.known(_features)).T
    more_bytes = pc.subtract(pc.binary_length(tokens.texts), pc.utf8_length(tokens.texts))
    others = more_bytes.to_numpy(zero_copy_only=False).astype(float)
    return {WORDS: n_words, ENGLISH: n_english, LETTERS: others}


def _features(vocabulary: Vocabulary) -> np.ndarray:
    """Has a letter, is frequent in English: float32 (n_types, 2)."""
    is_word = vocabulary.known(word_features)[0][:, FEATURES.index("n_letters")] > 0
    known = frequent_english_words()
    # A token is no frequent word unless its core is one: of the many others none need be looked at.
    is_english = np.array([word in known for word in vocabulary.core], bool)
    for i in np.flatnonzero(is_english).tolist():
        is_english[i] = is_frequent_english(vocabulary[i])
    return np.column_stack([is_word, is_english]).astype(np.float32)


def in_another_language(
    table: pa.Table, signs: dict[str, np.ndarray], language: str | None
) -> dict[tuple[int, int], str]:
    """The inputs (piece, place) that are refused for their language, each with the reason.

    As `read_stories`, it judges a text by all rows of its story and role together, and refuses the
    whole input that holds one. `signs` are `signs_of_language` of every row.
    """
    if not language or not table.num_rows:
        return {}
    group = _stories_and_roles(table)
    order = np.argsort(group, kind="stable")
    starts = np.flatnonzero(np.diff(group[order], prepend=-1))
    looks = _look_foreign(table["text"], signs, order, starts)
    refused: dict[tuple[int, int], str] = {}
    ends = [*starts[1:], len(order)]
    for number in np.flatnonzero(looks).tolist():
        rows = table.take(pa.array(order[starts[number] : ends[number]]))
        text = " ".join(rows["text"].to_pylist())
        role = rows["role"][0].as_py()
        reason = _objection(text, f"the {role or 'text'}", language)
        if reason:
            places = zip(rows[PIECE].to_pylist(), rows[PLACE].to_pylist(), strict=True)
            refused |= dict.fromkeys(places, reason)
    return refused


def _stories_and_roles(table: pa.Table) -> np.ndarray:
    """The same number for rows of one story and role, int64 (n_rows,)."""
    story, role = (
        pc.fill_null(table[name].combine_chunks().dictionary_encode().indices, -1).to_numpy()
        for name in ("story", "role")
    )
    pairs = story.astype(np.int64) * (len(ROLES) + 1) + role  # -1 is no role
    return np.unique(pairs, return_inverse=True)[1]


def _look_foreign(texts, signs: dict[str, np.ndarray], order, starts) -> np.ndarray:
    """Which stories and roles have too few English words, or many other letters: bool (n,).

    Only the rows count that `check_english` looks at, the first of each.
    """
    sizes = pc.utf8_length(texts).to_numpy()[order] + 1  # with the blank behind each
    before = np.cumsum(sizes) - sizes
    before -= np.repeat(before[starts], np.diff([*starts, len(order)]))
    n_words, n_english, others = (
        np.add.reduceat(np.where(before < SAMPLE, np.nan_to_num(signs[name][order]), 0), starts)
        for name in SIGNS
    )
    few = (n_words >= FROM_WORDS) & (n_english < ENGLISH_SHARE * n_words)
    return few | (others >= FROM_LETTERS / 2)


def _objection(text: str, what: str, language: str) -> str:
    try:
        check_english(text, what, language)
    except ToolkitError as error:
        return str(error).replace("language=None", "language=None (--language any)")
    return ""
