"""What each distinct token does to a quotation, by the marks at its ends.

Normalised text has straight marks only, so the side tells them apart: a mark before the first
letter of a token opens a quotation, one after the last closes it, a mark on its own does whichever
is due. What the token alone does not tell is left open for `quotation`, which sees the others.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from .. import lexicons
from ..splitting import matching
from ..vocabulary import Vocabulary, word_bounds

# What a token does to a quotation. ONE_WORD opens and closes; DOUBTFUL may be an inch or a
# possessive; DOUBTFUL_WORD is one word in marks or opens before a possessive ('workers' rights …');
# MAY_OPEN is an elision ('em) that opens if what follows closes ('All is lost,' he said).
NOTHING, OPENS, CLOSES, TURNS, ONE_WORD, DOUBTFUL, DOUBTFUL_WORD, MAY_OPEN = range(8)
_STOPS = (".", ",", ";", ":", "!", "?")  # a mark before one of them is no possessive's
# A token with a single mark that is more than an apostrophe between plain letters.
_AT_AN_END = "^'|'$|^[^a-zA-Z0-9].*'|'.*[^a-zA-Z0-9]$"
# The two forms that most marks have.
_PLAIN = (('^"[a-zA-Z0-9][^"]*$', OPENS), ('^[a-zA-Z0-9][^"]*[.,]"$', CLOSES))


def double_acts(vocabulary: Vocabulary) -> np.ndarray:
    """What each distinct token does to a quotation in double marks, int8 (n_types,)."""
    acts = np.zeros(len(vocabulary), np.int8)
    marked = np.flatnonzero(pc.match_substring(vocabulary.column, '"'))
    tokens = vocabulary.column.take(pa.array(marked))
    for pattern, act in _PLAIN:
        acts[marked[matching(tokens, pattern)]] = act
    for index in marked[acts[marked] == NOTHING].tolist():
        acts[index] = _double(vocabulary[index])
    return acts


def single_acts(vocabulary: Vocabulary) -> np.ndarray:
    """What each distinct token does to a quotation in single marks, int8 (n_types,)."""
    acts = np.zeros(len(vocabulary), np.int8)
    marked = np.flatnonzero(pc.match_substring(vocabulary.column, "'"))
    tokens = vocabulary.column.take(pa.array(marked))
    for index in marked[matching(tokens, _AT_AN_END)].tolist():
        acts[index] = _single(vocabulary[index])
    return acts


def _sides(token: str) -> tuple[str, str, str]:
    """What stands before the first letter or digit, between, and after the last one."""
    start, end = word_bounds(token)
    return token[:start], token[start:end], token[end:]


def _double(token: str) -> int:
    before, word, after = _sides(token)
    if not word:
        return _without_word(token, '"')
    inner = [place for place, character in enumerate(word) if character == '"']
    marks_inside = sum(not word[place - 1].isdigit() for place in inner)
    opens, turns = '"' in before, marks_inside % 2 == 1
    if '"' in after:
        is_inch = after == '"' and word[-1].isdigit()
        if opens or turns:
            return ONE_WORD
        return (NOTHING if "'" in word else DOUBTFUL) if is_inch else CLOSES
    if opens:
        return ONE_WORD if turns else OPENS
    return TURNS if turns else NOTHING


def _without_word(token: str, mark: str) -> int:
    """A token of punctuation alone: a bare mark, a dash or bracket with a mark on one side."""
    rest = token.strip(mark)
    if not rest:
        return TURNS if token.count(mark) % 2 else NOTHING
    if token.startswith(mark) == token.endswith(mark):
        return NOTHING
    if token.startswith(mark):
        return CLOSES if rest[0] in ",;:!?)]" or rest == "." else OPENS
    return OPENS if rest[-1] in "([" else CLOSES


def _single(token: str) -> int:
    if token[0].isalnum() and token[-1].isalnum():
        return NOTHING
    before, word, after = _sides(token)
    if not word:
        return NOTHING
    opens, closes = "'" in before, "'" in after
    if _is_elision(word, before, after):
        return MAY_OPEN if opens and not closes else NOTHING
    if not closes:
        return OPENS if opens else NOTHING
    may_be_other = word[-1] in "szx" or word[-1].isdigit() or word.endswith("in")
    is_bare = after.startswith("'") and after[1:2] not in _STOPS and may_be_other
    if opens:
        return DOUBTFUL_WORD if is_bare else ONE_WORD
    return DOUBTFUL if is_bare else CLOSES


@cache
def _elisions() -> frozenset[str]:
    return frozenset(row["form"] for row in lexicons.rows("elisions.tsv"))


def _is_elision(word: str, before: str, after: str) -> bool:
    """'90s, 'em, o', 'n': an apostrophe for letters left out, at either end of the word."""
    form = ("'" if "'" in before else "") + word.lower() + ("'" if after.startswith("'") else "")
    is_year = form[0] == "'" and form[1:3].isdigit() and form[3:] in ("", "s", "s'")
    return is_year or form in _elisions()
