"""Sentence ends, by a rule on pairs of tokens, and the public table of sentences.

Reports are full of "U.S.", "Mr." and "$3.5 million" and commentary is not, so a naive count of full
stops biases exactly the comparison this toolkit is for. A sentence ends behind a token whose last
mark (before closing quotes and brackets) is `.`, `!` or `?`, unless the token is an abbreviation or
an initial, or the next token goes on in lower case; and where a paragraph ends. Each distinct token
is classed once; the pairs are then looked up in one small table.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pandas as pd

from . import lexicons
from .errors import ToolkitError
from .given import as_table
from .splitting import matching
from .text import DASH
from .tokens import Tokens, normalised, tokenize
from .vocabulary import Vocabulary, is_capital, is_small

# What a token ends with …
OPEN, STOP, QUERY, TITLE, NUMBERED, EITHER, ELLIPSIS, ITEM, CLOCK = range(9)
# … and what the next one starts with.
LOWER, STARTER, NAME, DIGIT, MARK, PAUSE, DATE = range(7)

_BOUNDARY = np.zeros((9, 7), bool)
_BOUNDARY[STOP, [STARTER, NAME, DIGIT, MARK, PAUSE, DATE]] = True
_BOUNDARY[QUERY, [STARTER, NAME, DIGIT, MARK, DATE]] = True
_BOUNDARY[NUMBERED, [STARTER, NAME, MARK, DATE]] = True
_BOUNDARY[EITHER, STARTER] = True
_BOUNDARY[ELLIPSIS, [STARTER, NAME, DATE]] = True
_BOUNDARY[ITEM, [STARTER, NAME, DIGIT, MARK, DATE]] = True
_BOUNDARY[CLOCK, [STARTER, NAME]] = True

_CLOSERS = "\"')]}*_"
_OPENERS = "\"'([{*_$#@"
_MOST_MARKS = 2  # that stand before the first word of a sentence


def segmented(texts) -> Tokens:
    """Normalised tokens of a column of texts with their sentences found."""
    return with_sentences(normalised(tokenize(texts)))


def with_sentences(tokens: Tokens) -> Tokens:
    """`tokens` (normalised) with `sentences`: the first token of every sentence, and the end.

    Pieces without a word (a letter or digit) belong to the sentence before them, or to the next one
    at the start of a row; a row with tokens has at least one sentence.
    """
    ids, n = tokens.ids, len(tokens.ids)
    if not n:
        return replace(tokens, sentences=np.zeros(1, np.int64))
    ends, starts = tokens.vocabulary.known(_classes)
    is_word = tokens.vocabulary.is_word
    closing = np.flatnonzero((ends != OPEN)[ids[:-1]])
    boundary = np.zeros(n + 1, bool)
    boundary[closing + 1] = _BOUNDARY[ends[ids[closing]], starts[ids[closing + 1]]]
    opens_row = np.zeros(n + 1, bool)
    opens_row[tokens.offsets] = True
    # A bare "1." that opens a sentence is its number, and "Q." says who speaks: no sentences.
    items = closing[((ends == ITEM) | tokens.vocabulary.known(_is_speaker))[ids[closing]]]
    boundary[items[boundary[items] | opens_row[items]] + 1] = False
    boundary[tokens.breaks] = True
    starts = np.flatnonzero(boundary | opens_row)
    return replace(tokens, sentences=_with_words(starts, ~is_word[ids], opens_row))


def words_per_sentence(tokens: Tokens) -> np.ndarray:
    """Tokens with a letter or digit in each sentence, int64 (n_sentences,)."""
    return _n_words(tokens.sentences, ~tokens.vocabulary.is_word[tokens.ids])


def _n_words(starts, is_mark) -> np.ndarray:
    marks = np.flatnonzero(is_mark)
    return np.diff(starts) - np.diff(np.searchsorted(marks, starts))


def _with_words(starts, is_mark, opens_row) -> np.ndarray:
    """Join sentences without a word to their neighbour in the row."""
    n_words = _n_words(starts, is_mark)
    if n_words.all():
        return starts
    words_before = np.concatenate([[0], np.cumsum(n_words)])[:-1]
    row_start = np.maximum.accumulate(np.where(opens_row[starts[:-1]], np.arange(len(n_words)), 0))
    follows_word = words_before > words_before[row_start]
    return starts[np.append(opens_row[starts[:-1]] | (follows_word & (n_words > 0)), True)]


def first_words(tokens: Tokens) -> np.ndarray:
    """Position of the word each sentence opens with, behind a dash, a bullet or an item's number;
    int64 (n_sentences,)."""
    first, ends = tokens.sentences[:-1].copy(), tokens.sentences[1:]
    is_mark = tokens.vocabulary.known(_is_mark)
    for _ in range(_MOST_MARKS):
        first += is_mark[tokens.ids[first]] & (first + 1 < ends)
    return first


def opens_sentence(tokens: Tokens) -> np.ndarray:
    """Which tokens begin a sentence, or are the word that it opens with; bool (n_tokens,)."""
    opens = np.zeros(len(tokens.ids), bool)
    opens[tokens.sentences[:-1]] = True
    opens[tokens.once(first_words)] = True
    return opens


def _is_mark(vocabulary: Vocabulary) -> np.ndarray:
    """Tokens without a letter or digit, and those that number an item or name a speaker: "1.",
    "(2)", "b)", "Q."."""
    is_number = matching(vocabulary.column, r"^(?:\d{1,2}\.|\(?(?:\d{1,2}|[a-z])\))$")
    return ~vocabulary.is_word | is_number | vocabulary.known(_is_speaker)


def _is_speaker(vocabulary: Vocabulary) -> np.ndarray:
    """The tokens that stand before a question and its answer: "Q.", "A:"."""
    return matching(vocabulary.column, "^[QA][.:]$")


@cache
def _abbreviations() -> dict[str, int]:
    kinds = {"title": TITLE, "numbered": NUMBERED, "either": EITHER, "clock": CLOCK}
    return {row["abbreviation"]: kinds[row["kind"]] for row in lexicons.rows("abbreviations.tsv")}


@cache
def _starters() -> frozenset[str]:
    return frozenset(row["word"] for row in lexicons.rows("sentence_starters.tsv"))


@cache
def _dates() -> frozenset[str]:
    return frozenset(row["word"] for row in lexicons.rows("after_clock.tsv"))


def _opening(word: str, second: str) -> int:
    """How a capitalised word starts what follows; `second` is the character after its first."""
    if word in _starters() and second != ".":
        return STARTER
    return DATE if word in _dates() else NAME


def _classes(vocabulary: Vocabulary) -> tuple[np.ndarray, np.ndarray]:
    """How each distinct token ends and starts, int8 arrays."""
    n = len(vocabulary)
    ends, starts = np.full(n, OPEN, np.int8), np.full(n, LOWER, np.int8)
    known = _abbreviations()
    for i in np.flatnonzero(matching(vocabulary.column, r"[.!?][\"')\]}*_]*$")).tolist():
        token = vocabulary[i]
        plain = len(token) > 2 and token[:-1].isalpha() and token[-1] == "."
        ends[i] = STOP if plain and token.lower() not in known else _end_class(token)
    first = vocabulary.first_bytes
    capital = is_capital(first)
    starts[capital] = NAME
    starts[capital & vocabulary.has_word(_dates())] = DATE
    opens = capital & vocabulary.has_word(_starters())
    starts[opens & ~matching(vocabulary.column, r"^.\.")] = STARTER
    for i in np.flatnonzero(~capital & ~is_small(first)).tolist():
        starts[i] = _start_class(vocabulary[i])
    return ends, starts


def _end_class(token: str) -> int:
    bare = token.rstrip(_CLOSERS)
    last = bare[-1:]
    if last not in (".", "!", "?"):
        return OPEN
    if last != "." or "!" in bare or "?" in bare:
        return QUERY
    if bare.endswith(".."):
        return ELLIPSIS
    word = bare.lstrip(_OPENERS)
    known = _abbreviations().get(word.lower(), _hyphenated_title(word))
    if known == CLOCK:
        return CLOCK
    if _is_initials(word):
        return EITHER
    if known is not None and (known != EITHER or word[:1].isupper()):
        return known
    if word[:-1].isdigit() and len(word) <= 3 and word == token:
        return ITEM
    return STOP


def _hyphenated_title(word: str) -> int | None:
    """TITLE for "ex-Gov." and "then-Sen."."""
    last = word.rpartition("-")[2]
    is_title = last[:1].isupper() and _abbreviations().get(last.lower()) == TITLE
    return TITLE if is_title and last != word else None


def _is_initials(word: str) -> bool:
    """ "J." and "J.R." and "a.m.", but not "3.5." and "e.g." """
    letters = word.split(".")[:-1]
    if len(letters) == 1:
        return len(letters[0]) == 1 and letters[0].isupper()
    known = _abbreviations().get(word.lower(), EITHER)
    return known == EITHER and word[0].isalpha() and all(len(part) <= 2 for part in letters)


def _start_class(token: str) -> int:
    if token[:2] == DASH:
        return PAUSE
    bare = token.lstrip(_OPENERS)
    first = bare[:1]
    if first.isdigit():
        return DIGIT
    if first.isalpha() and not first.islower():
        return _opening(bare.rstrip(".,;:!?" + _CLOSERS).lower(), bare[1:2])
    return LOWER if first.islower() and token[:1] != "(" else MARK


def sentences(table: pd.DataFrame) -> pd.DataFrame:
    """The table of paragraphs as one row per sentence.

    Parameters
    ----------
    table : DataFrame, Series, list of str, or str
        The paragraphs table of `read_story`, or anything with texts, as for `measure`.

    Returns
    -------
    DataFrame
        The columns of `table`, with `text` the sentence as it stands in the paragraph, and

        - `sentence` : int, 1..n over each story, and over the rows without one
        - `start`, `end` : int, code points from the start of the paragraph's text

    Raises ToolkitError where there is no `text` column, and for columns of the names it gives.

    >>> sentences("Mr. Hill left. He had to.")[["sentence", "text"]]
       sentence            text
    0         1  Mr. Hill left.
    1         2      He had to.
    """
    table = as_table(table)
    for name in ("sentence", "start", "end"):
        if name in table.columns:
            raise ToolkitError(
                f"the table has a column {name!r} of its own, which sentences() makes; "
                f"rename it: table.rename(columns={{{name!r}: 'my_{name}'}})"
            )
    tokens = segmented(table["text"])
    first, last = tokens.sentences[:-1], tokens.sentences[1:] - 1
    rows = tokens.rows(first)
    start, end = tokens.spans(first, last, trim=False)
    texts = table["text"].tolist()
    found = [texts[row][a:b] for row, a, b in zip(rows, start, end, strict=True)]
    # Without its text, of which every sentence would hold a copy.
    out = table.drop(columns="text").iloc[rows].reset_index(drop=True)
    numbers = _within(out["story"]) if "story" in out else range(1, len(out) + 1)
    place = table.columns.get_loc("text")
    for name, values in (("text", found), ("end", end), ("start", start), ("sentence", numbers)):
        out.insert(place, name, values)
    return out


def _within(stories: pd.Series) -> np.ndarray:
    """1, 2, … over the rows of each story, and over those without one."""
    try:
        return stories.groupby(stories, sort=False, dropna=False).cumcount().to_numpy() + 1
    except TypeError:
        raise ToolkitError(
            "column 'story' has lists or the like; stories are named by texts, numbers or days: "
            "table['story'].astype(str) makes texts"
        ) from None
