"""Quotations, and the exact words of a text, to tell whether they stand in it.

Contractions and full forms are one ("It's", "It is"), and so are spellings. Where a quotation
leaves words out ("…") or puts others in ("[their]"), what is left must stand in the text in the
same order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import numpy as np

from ..content.stems import american, without_accents
from ..content.words import Word, is_function
from ..measures.quotation import quoted
from ..tokens import Tokens

_MARKS = "\"'"
_DOUBLE = '"'
_END = re.compile(r"(?<=\w)\W*\Z|\A\W*\Z")

# "'s" is is or has, "'d" is had or would.
_SAME = {"has": ["is"], "had": [], "would": []}
_SHORT = {"'re": ["are"], "'ll": ["will"], "'ve": ["have"], "'m": ["am"], "'d": []}
_DENIED = {"won't": ["will", "not"], "can't": ["can", "not"], "shan't": ["shall", "not"],
           "cannot": ["can", "not"]}  # fmt: skip


def line(words: Iterable[Word]) -> str:
    """The words in lower case, in full, between blanks.

    >>> from ..content.words import words_of
    >>> line(words_of("It's over and we won't go".split()))
    ' it is over and we will not go '
    """
    full = [one for word in words for one in (*_in_full(word.lower), *_cut_off(word))]
    return f" {' '.join(full)} "


def _cut_off(word: Word) -> list[str]:
    """What the "'s" behind a word stands for: no possessive follows "it" or "that"."""
    if not word.after.lower().startswith("'s") or not is_function(word.lower):
        return []
    return ["us"] if word.lower == "let" else ["is"]


def _in_full(lower: str) -> list[str]:
    lower = american(without_accents(lower.replace("]", "").replace("[", "")))
    if lower in _SAME:
        return _SAME[lower]
    if lower in _DENIED:
        return _DENIED[lower]
    if lower.endswith("n't"):
        return [*_SAME.get(lower[:-3], [lower[:-3]]), "not"]
    start, mark, ending = lower.rpartition("'")
    return [start, *_SHORT[mark + ending]] if start and mark + ending in _SHORT else [lower]


def stretches(words: list[Word]) -> list[str]:
    """The lines of a quotation between what it leaves out or puts in.

    >>> from ..content.words import words_of
    >>> stretches(words_of("We had [they say] no choice ... at all".split()))
    [' we ', ' no choice ', ' at all ']
    """
    runs: list[list[Word]] = [[]]
    in_brackets = False
    for i, word in enumerate(words):
        if i and (word.token > words[i - 1].token + 1 or ".." in words[i - 1].after):
            runs.append([])
        in_brackets = in_brackets or ("[" in word.before and "]" not in word.form)
        if not in_brackets:
            runs[-1].append(word)
        else:
            runs.append([])
        in_brackets = in_brackets and "]" not in word.after
    return [line(run) for run in runs if line(run).strip()]


def stands_in(parts: list[str], text: str) -> bool:
    """Whether all lines stand in the text, one after another."""
    at = 0
    for part in parts:
        found = text.find(part, at)
        if found < 0:
            return False
        at = found + len(part) - 1
    return True


def quotations(tokens: Tokens, sentence: int) -> list[tuple[int, int]]:
    """First and last token of each quotation, or part of one, in a sentence.

    One ends where its own mark closes and another opens, not at a quotation inside it.
    """
    first, end = tokens.sentences[sentence : sentence + 2].tolist()
    marked = tokens.once(quoted)
    runs: list[tuple[int, int]] = []
    mark, closed = "", False
    for position in np.flatnonzero(marked[first:end]) + first:
        token = tokens.vocabulary[tokens.ids[position]]
        opens = token[0] in _MARKS
        if runs and runs[-1][1] == position - 1 and not (opens and closed):
            runs[-1] = (runs[-1][0], position)
        else:
            runs.append((position, position))
            mark = token[0] if opens else _DOUBLE
        closed = mark in _END.search(token)[0]
    return runs
