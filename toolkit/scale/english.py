"""Which inputs hold text in another language, told by the tokens the measures are made of."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ..errors import ToolkitError
from ..measures.counting import FEATURES, word_features
from ..reading.language import (
    ENGLISH_SHARE,
    FROM_LETTERS,
    FROM_WORDS,
    check_english,
    frequent_english_words,
    is_frequent_english,
)
from ..tokens import Tokens
from ..vocabulary import Vocabulary


def looks_foreign(tokens: Tokens) -> np.ndarray:
    """Which texts `check_english` has to look at: too few English words, or other letters.

    Float (n_rows,): 1 where it has to, 0.5 where a text is too short to be judged alone, else 0.
    """
    n_words, n_english = tokens.total(tokens.offsets, tokens.vocabulary.known(_features)).T
    foreign = n_english < ENGLISH_SHARE * n_words
    more_bytes = pc.subtract(pc.binary_length(tokens.texts), pc.utf8_length(tokens.texts))
    other_letters = more_bytes.to_numpy(zero_copy_only=False) >= FROM_LETTERS / 2
    return np.where(other_letters, 1.0, np.where(n_words < FROM_WORDS, 0.5, 1.0) * foreign)


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
    table: pa.Table, looks: np.ndarray, language: str | None
) -> dict[tuple[int, int], str]:
    """The inputs (piece, place) that are refused for their language, each with the reason.

    As `read_stories`, it judges a text by all rows of its story and role together, and refuses the
    whole input that holds one. `looks` is what `looks_foreign` says of every row.
    """
    if not language or not (looks > 0).any():
        return {}
    keys = list(zip(table["story"].to_pylist(), table["role"].to_pylist(), strict=True))
    alone = len(set(keys)) == len(keys)
    together: dict[tuple, list[int]] = {
        keys[row]: [] for row in np.flatnonzero(looks > (0.5 if alone else 0))
    }
    for row, key in enumerate(keys):
        if key in together:
            together[key].append(row)
    texts, pieces, places = table["text"], table["piece"], table["place"]
    refused = {}
    for (_, role), rows in together.items():
        text = " ".join(texts[row].as_py() for row in rows)
        reason = _objection(text, f"the {role or 'text'}", language)
        if reason:
            refused |= {(pieces[row].as_py(), places[row].as_py()): reason for row in rows}
    return refused


def _objection(text: str, what: str, language: str) -> str:
    try:
        check_english(text, what, language)
    except ToolkitError as error:
        return str(error).replace("language=None", "--language any")
    return ""
