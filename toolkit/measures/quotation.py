"""Which words stand inside quotation marks.

What every distinct token does to a quotation is known (`quotation_marks`); only tokens with a mark
are looked at here, paragraph by paragraph. A quotation without its closing mark runs to the end of
the paragraph, as a speech over several paragraphs does, each of which opens with a mark of its own.

Single marks are also apostrophes, feet and nested quotations. They count as quotation marks where
an opening one is answered by a closing one in the same paragraph; one that nothing answers counts
only where it begins the paragraph or follows a comma, a colon or a stop. Elisions ('90s, 'em, rock
'n' roll) are no marks unless only they can open what is closed ('All is lost,' he said). "workers'"
closes a quotation only if nothing better does, and a short one.
"""

from __future__ import annotations

import numpy as np

from ..tokens import Tokens, unit_of
from .quotation_marks import (
    CLOSES,
    DOUBTFUL,
    DOUBTFUL_WORD,
    MAY_OPEN,
    NOTHING,
    ONE_WORD,
    OPENS,
    TURNS,
    double_acts,
    single_acts,
)

LONGEST_DOUBTFUL = 12  # tokens from the mark before to one that may be a possessive's


def quoted(tokens: Tokens) -> np.ndarray:
    """Whether each token stands inside quotation marks, single or double, straight or curly.

    Parameters
    ----------
    tokens : Tokens
        Normalised tokens of any number of rows. Blank lines inside a row divide paragraphs.

    Returns
    -------
    bool array (n_tokens,)
        True from the token with the opening mark to the one with the closing mark. Quotations set
        as indented blocks have no marks and can't be seen.

    >>> from toolkit.tokens import normalised, tokenize
    >>> tokens = normalised(tokenize(['The “new” plan, she said, “won’t do.” He left.']))
    >>> [tokens.vocabulary[i] for i in tokens.ids[quoted(tokens)]]
    ['"new"', '"won\\'t', 'do."']
    """
    return tokens.once(_inside_marks)


def _inside_marks(tokens: Tokens) -> np.ndarray:
    paragraphs = np.union1d(tokens.offsets, tokens.breaks)
    inside = np.zeros(len(tokens.ids), bool)
    acts = tokens.vocabulary.known(double_acts), tokens.vocabulary.known(single_acts)
    marked = np.flatnonzero(((acts[0] | acts[1]) != NOTHING)[tokens.ids])
    double, single = (_events(tokens, marked, some, paragraphs) for some in acts)
    if len(double[0]):
        inside = _inside(_double_marks(*double), paragraphs, len(tokens.ids))
    if len(single[0]):
        introduced = _introduced(tokens, single[0], single[2], paragraphs) & ~inside[single[0]]
        inside |= _inside(_single_marks(*single, introduced), paragraphs, len(tokens.ids))
    return inside


def _events(tokens: Tokens, marked, acts, paragraphs: np.ndarray) -> tuple[np.ndarray, ...]:
    """Those of the `marked` tokens that act on a quotation, what they do, and their paragraphs."""
    done = acts[tokens.ids[marked]]
    positions = marked[done != NOTHING]
    return positions, done[done != NOTHING], unit_of(paragraphs, positions)


def _double_marks(positions, acts, paragraph):
    """Double marks with the doubtful ones decided: positions, acts and paragraph of each."""
    _, following = _neighbours(acts, paragraph)
    is_inch = (acts == DOUBTFUL) & np.isin(following, (CLOSES, DOUBTFUL))
    acts = np.where(is_inch, NOTHING, np.where(acts == DOUBTFUL, CLOSES, acts))
    return _without_nested(positions, acts, paragraph)


def _without_nested(positions, acts, paragraph):
    """Leave out marks of the same kind inside a quotation: "the "best" deal"."""
    kept = acts != NOTHING
    positions, acts, paragraph = positions[kept], acts[kept], paragraph[kept]
    previous, following = _neighbours(acts, paragraph)
    nested = (acts == ONE_WORD) & (previous == OPENS) & (following == CLOSES)
    opens_twice = (previous == OPENS) & (np.append(NOTHING, previous[:-1]) == OPENS)
    nested |= (acts == CLOSES) & opens_twice & (following == CLOSES)
    return positions[~nested], acts[~nested], paragraph[~nested]


def _single_marks(positions, acts, paragraph, introduced):
    """Single marks that are quotation marks: positions, acts and paragraph of each."""
    previous, following = _neighbours(acts, paragraph)
    opens = (acts == MAY_OPEN) & (following == CLOSES) & (previous != OPENS)
    kept, acts = (acts != MAY_OPEN) | opens, np.where(opens, OPENS, acts)
    positions, acts, paragraph, introduced = (
        array[kept] for array in (positions, acts, paragraph, introduced)
    )
    _, following = _neighbours(acts, paragraph)
    acts = np.where(acts == DOUBTFUL_WORD, np.where(following == CLOSES, OPENS, ONE_WORD), acts)
    previous, following = _neighbours(acts, paragraph)
    far = np.diff(positions, prepend=-1) > LONGEST_DOUBTFUL
    better = _next_clear(acts, paragraph) == CLOSES
    kept = (acts != DOUBTFUL) | ~(better | far | (previous != OPENS))
    acts = np.where(acts == DOUBTFUL, CLOSES, acts)
    positions, acts, paragraph = positions[kept], acts[kept], paragraph[kept]
    _, following = _neighbours(acts, paragraph)
    kept = (acts != OPENS) | (following == CLOSES) | introduced[kept]
    return _without_nested(positions[kept], acts[kept], paragraph[kept])


def _next_clear(acts, paragraph) -> np.ndarray:
    """The next act in the paragraph that is not DOUBTFUL; NOTHING if there is none."""
    n = len(acts)
    places = np.append(np.where(acts != DOUBTFUL, np.arange(n), n)[1:], n)
    places = np.minimum.accumulate(places[::-1])[::-1]
    same = np.append(paragraph, -1)[places] == paragraph
    return np.where(same, np.append(acts, NOTHING)[places], NOTHING)


def _introduced(tokens, positions, paragraph, paragraphs) -> np.ndarray:
    """Whether these tokens begin a paragraph or a sentence, or follow a comma or colon."""
    before = tokens.ids[np.maximum(positions - 1, 0)].tolist()
    pause = np.array([tokens.vocabulary[index][-1] in ",:.!?" for index in before], bool)
    return pause | (positions == paragraphs[paragraph])


def _neighbours(acts, paragraph) -> tuple[np.ndarray, np.ndarray]:
    """The act before and after each one in its paragraph; NOTHING at the ends."""
    same = paragraph[1:] == paragraph[:-1]
    previous = np.append(NOTHING, np.where(same, acts[:-1], NOTHING))[: len(acts)]
    following = np.append(np.where(same, acts[1:], NOTHING), NOTHING)[: len(acts)]
    return previous, following


def _inside(events, paragraphs, n_tokens: int) -> np.ndarray:
    """Whether each token is in a quotation, bool (n_tokens,): steps up and down at the marks."""
    positions, acts, paragraph = events
    steps = np.zeros(n_tokens + 1, np.int8)
    itself = positions[np.isin(acts, (OPENS, ONE_WORD, TURNS))]
    steps[itself] += 1
    steps[itself + 1] -= 1
    is_open = _open_after(acts, paragraph)
    same = np.append(paragraph[1:] == paragraph[:-1], False)
    end = np.where(same, np.append(positions[1:], 0) + 1, paragraphs[paragraph + 1])
    steps[positions[is_open] + 1] += 1
    np.subtract.at(steps, end[is_open], 1)
    return np.cumsum(steps[:-1], dtype=np.int8) > 0


def _open_after(acts, paragraph) -> np.ndarray:
    """Whether a quotation is open behind each act: the last clear one, turned by bare marks."""
    order = np.arange(len(acts))
    clear = acts != TURNS
    starts = np.append(True, paragraph[1:] != paragraph[:-1])
    last_clear = np.maximum.accumulate(np.where(clear, order, -1))
    first = np.maximum.accumulate(np.where(starts, order, 0))
    since_start = last_clear < first
    turns = np.cumsum(~clear)
    before = np.where(since_start, turns[first] - ~clear[first], turns[last_clear])
    opened = ~since_start & (acts[last_clear] == OPENS)
    return opened ^ ((turns - before) % 2 == 1)
