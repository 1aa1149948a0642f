"""Finding the cues of a lexicon in tokens: phrases, then their context, then the longest match.

Nothing here knows what a hedge is. A lexicon (`cue_table`) says which words in a row are a cue and
which rule its context must pass; this room finds them on arrays of word ids and touches only the
hits.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import repeat

import numpy as np

from .context import Surroundings, judge
from .cue_table import OPENS, SECOND, WHOLE
from .shapes import CLOSES, COMMA
from .spacing import surroundings


@dataclass(frozen=True)
class Hits:
    """Cues: positions of their first and last token, entry of the lexicon, rule line."""

    first: np.ndarray
    last: np.ndarray
    entry: np.ndarray
    line: np.ndarray

    def take(self, where) -> Hits:
        """The hits at these places (an index array or a Boolean mask)."""
        return Hits(self.first[where], self.last[where], self.entry[where], self.line[where])


def word_ids(vocabulary, lexicon) -> np.ndarray:
    """Id in `lexicon.words` of every distinct token (0: the lexicon does not know it), int32."""
    distinct = vocabulary.words
    known = map(lexicon.words.get, distinct, repeat(0))
    return np.fromiter(known, np.int32, len(distinct))[vocabulary.word_ids]


def find_cues(tokens, lexicon) -> tuple[Hits, Surroundings]:
    """Every accepted cue of `lexicon` in `tokens`, and the surroundings the rules looked at.

    Longest match wins within a series; spans of different series may overlap. Positions are those
    of `around`; `around.original` turns them into positions of tokens.
    """
    around = surroundings(tokens, tokens.vocabulary.known(word_ids, lexicon), lexicon)
    first, last, entry = _phrases(around, lexicon)
    accepted, line = judge(first, last, entry, around, lexicon)
    hits = Hits(first, last, entry, line).take(accepted)
    hits = hits.take(longest(hits.first, hits.last, lexicon.series[hits.entry]))
    counted = lexicon.counted[hits.entry]
    return (hits if counted.all() else hits.take(counted)), around


def _phrases(around, lexicon):
    """First and last token and entry of every phrase of the lexicon, whatever its context."""
    trie, roles = lexicon.trie, around.roles
    at = np.flatnonzero((roles & WHOLE) != 0)
    found = [_ends(at, at, trie.starts[around.words(at)], trie)]
    opens, second = (roles[:-1] & OPENS) != 0, (roles[1:] & SECOND) != 0
    first = at = np.flatnonzero(opens & second)
    node = trie.starts[around.words(at)]
    while len(at):
        at = at + 1
        node = trie.step(node, around.words(at))
        go_on = np.flatnonzero(node)
        first, at, node = first[go_on], at[go_on], node[go_on]
        within = ~around.has_shape(at - 1, COMMA | CLOSES) & ~around.starts_sentence(at)
        first, at, node = first[within], at[within], node[within]
        found.append(_ends(first, at, node, trie))
        go_on = (trie.rows[node] > 0) & (at + 1 < len(around))
        first, at, node = first[go_on], at[go_on], node[go_on]
    first, last, entry = (np.concatenate(part) for part in zip(*found, strict=True))
    order = np.lexsort((-last, first))
    return first[order], last[order], entry[order]


def _ends(first, at, node, trie):
    """The phrases that end at these nodes (a node may end several, in different series)."""
    n_ends = trie.n_ends[node]
    some = np.flatnonzero(n_ends)
    if not len(some):
        empty = np.zeros(0, np.int64)
        return empty, empty, empty
    repeat = np.repeat(some, n_ends[some])
    before = np.repeat(np.cumsum(n_ends[some]) - n_ends[some], n_ends[some])
    nth = np.arange(len(repeat)) - before
    return first[repeat], at[repeat], trie.ends[trie.end_offsets[node[repeat]] + nth]


def longest(first, last, series) -> np.ndarray:
    """Which hits stay when the earliest, then the longest of a series wins (Boolean mask)."""
    keep = np.ones(len(first), bool)
    if len(first) < 2:
        return keep
    order = np.lexsort((-last, first, series))
    start, end, group = first[order], last[order], series[order].astype(np.int64)
    lift = group * (int(last.max()) + 2)
    reach = np.maximum.accumulate(end + lift)
    clash = np.flatnonzero((start[1:] + lift[1:]) <= reach[:-1]) + 1
    done = -1
    for at in clash.tolist():
        if at <= done:
            continue
        taken = int(end[at - 1])
        while (
            at < len(order) and group[at] == group[at - 1] and start[at] + lift[at] <= reach[at - 1]
        ):
            if start[at] <= taken:
                keep[order[at]] = False
            else:
                taken = int(end[at])
            done, at = at, at + 1
    return keep
