"""Which inputs hold text in another language, told quickly for the many that don't."""

from __future__ import annotations

from itertools import repeat

import numpy as np
import pyarrow as pa

from ..errors import ToolkitError
from ..lexicons import rows as lexicon_rows
from ..reading.language import ENGLISH_SHARE, FROM_WORDS, check_english

# The shortest first, because they are the most frequent; "the" and "of" before all.
_COMMON = sorted((f" {row['word']} " for row in lexicon_rows("english_words.tsv")), key=len)
_COMMON.sort(key=lambda word: word not in (" the ", " of "))


def in_another_language(table: pa.Table, language: str | None) -> dict[tuple[int, int], str]:
    """The inputs (piece, place) that are refused for their language, each with the reason.

    As `read_stories`, it judges a text by all rows of its story and role together, and refuses the
    whole input that holds one.
    """
    if not language:
        return {}
    texts = table["text"].to_pylist()
    keys = list(zip(table["story"].to_pylist(), table["role"].to_pylist(), strict=True))
    alone = len(set(keys)) == len(keys)
    doubtful = {
        keys[i]
        for i in np.flatnonzero(~_english_at_once(texts))
        if not _plainly_english(texts[i]) and not (alone and _too_short(texts[i]))
    }
    together: dict[tuple, list[int]] = {key: [] for key in doubtful}
    for i, key in enumerate(keys) if doubtful else ():
        if key in together:
            together[key].append(i)
    pieces, places = table["piece"], table["place"]
    refused = {}
    for (_, role), rows in together.items():
        reason = _objection(" ".join(texts[i] for i in rows), f"the {role or 'text'}", language)
        if reason:
            refused |= {(pieces[i].as_py(), places[i].as_py()): reason for i in rows}
    return refused


def _objection(text: str, what: str, language: str) -> str:
    if _too_short(text):
        return ""
    try:
        check_english(text, what, language)
    except ToolkitError as error:
        return str(error).replace("language=None", "--language any")
    return ""


def _english_at_once(texts: list[str]) -> np.ndarray:
    """Which ASCII texts pass `check_english` by their "the" alone: bool, (n_texts,)."""

    def counts(what: str) -> np.ndarray:
        return np.fromiter(map(str.count, texts, repeat(what)), np.int64, len(texts))

    ascii_only = np.fromiter(map(str.isascii, texts), bool, len(texts))
    return ascii_only & (counts(" the ") >= ENGLISH_SHARE * (counts(" ") + counts("\n") + 1))


def _plainly_english(text: str) -> bool:
    """Whether the text passes `check_english` for sure, by its most frequent words."""
    words = text.count(" ") + text.count("\n") + 1
    least = ENGLISH_SHARE * (words if text.isascii() else 2 * words)
    hits = 0
    for word in _COMMON:
        hits += text.count(word)
        if hits >= least:
            return True
    return False


def _too_short(text: str) -> bool:
    """Whether `check_english` would say nothing of it."""
    return text.isascii() and len(text.split()) < FROM_WORDS
