"""Syllables of many words at once: the CMU Pronouncing Dictionary, then hyphenation patterns.

Words that the dictionary lacks (names above all) are as long as pyphen would hyphenate them. Its
patterns (Liang 1983) are walked as a trie for all words together, which gives pyphen's own points
at a fraction of the time.
"""

from __future__ import annotations

import re
from functools import cache

import numpy as np

from ..lexicons import pronouncing_dictionary

_PARTS = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_NO_PATTERN = re.compile("[%#]|[A-Z]+HYPHENMIN|$")  # a remark, a setting, or nothing


def word_parts(word: str) -> list[str]:
    """The parts of a word at hyphens, slashes and stops; an apostrophe inside stays.

    >>> word_parts("well-being"), word_parts("u.s"), word_parts("o'clock")
    (['well', 'being'], ['u', 's'], ["o'clock"])
    """
    return [word] if word.isalnum() else _PARTS.findall(word)


def syllable_counts(words: list[str]) -> np.ndarray:
    """Syllables of each word (lower case, no punctuation around it), float64 (n_words,).

    A word that the dictionary lacks is the sum of its parts; a number is one, as in textstat.

    >>> syllable_counts(["well-being", "u.s", "50,000", "its"]).tolist()
    [3.0, 2.0, 1.0, 1.0]
    """
    known = pronouncing_dictionary()
    # The dictionary has abbreviations with their last stop, and "u.s" for something else.
    counts = [known.get(word + "." if "." in word else word) for word in words]
    unknown = [i for i, n in enumerate(counts) if n is None]
    result = np.array([n or 0 for n in counts], float)
    if unknown:
        result[unknown] = _sums_of_parts([words[i] for i in unknown])
    return result


def _sums_of_parts(words: list[str]) -> np.ndarray:
    """Syllables of words that are not in the dictionary as they stand."""
    known = pronouncing_dictionary()
    counts = np.zeros(len(words))
    owners, parts = [], []
    for i, word in enumerate(words):
        if word.isalpha():
            owners.append(i)
            parts.append(word)
            continue
        if not any(map(str.isalpha, word)):
            counts[i] = bool(word)
            continue
        for part in word_parts(word):
            found = known.get(part) or known.get(part.removesuffix("'s"))
            if found is None:
                owners.append(i)
                parts.append(part)
            else:
                counts[i] += found
    return counts + np.bincount(owners, hyphenation_points(parts) + 1, minlength=len(words))


def hyphenation_points(words: list[str]) -> np.ndarray:
    """Number of `Pyphen(lang="en_US").positions(word)` for each word in lower case, int64."""
    if not words:
        return np.zeros(0, np.int64)
    trie = _trie()
    codes, first = trie.encode(words)
    levels = np.zeros(len(codes) + 1, np.int8)
    for places, nodes in trie.walk(codes):
        trie.raise_levels(levels, places, nodes)
    # Level i stands before character i of ".word."; two characters stay together at either end.
    lengths = np.diff(np.append(first, len(codes))) - 3
    odd = np.concatenate([[0], np.cumsum(levels % 2)])
    begin = np.minimum(first + 3, first + lengths)
    return np.where(lengths >= 4, odd[first + lengths] - odd[begin], 0)


class _Trie:
    """Liang's patterns: a table from node and character to node, with levels at patterns' ends."""

    def __init__(self, patterns: list[str]):
        codes = _code_points("\n".join(patterns) + "\n")
        is_digit = (codes >= ord("0")) & (codes <= ord("9"))
        places = np.flatnonzero(~is_digit)
        letters, before = codes[places], places - 1
        # A digit is the level of the point before the letter that follows, or at the end.
        values = np.where(is_digit[before], codes[before] - ord("0"), 0)
        ends = np.flatnonzero(letters == ord("\n"))
        starts = np.append(0, ends[:-1] + 1)
        self.column = np.zeros(letters.max() + 1, np.int64)
        used = np.unique(letters)
        self.column[used] = np.arange(len(used))  # "\n", the least, is 0 like what no pattern has
        node = self._grow(self.column[letters], starts, ends, len(used))
        levelled = np.flatnonzero(values)
        owner = np.searchsorted(ends, levelled)
        self.levels = values[levelled].astype(np.int8)
        self.shift = levelled - starts[owner]
        self.size, self.start = (np.zeros(len(self.table), np.int64) for _ in range(2))
        self.size[node] = np.bincount(owner, minlength=len(node))
        self.start[node] = np.searchsorted(owner, np.arange(len(node)))

    def _grow(self, columns: np.ndarray, starts, ends, width: int) -> np.ndarray:
        """Make the table, letter by letter of all patterns; the node at which each ends."""
        node = np.ones(len(starts), np.int64)
        rows = [np.zeros((2, width), np.int32)]
        n_nodes = 2
        for depth in range(int((ends - starts).max())):
            longer = np.flatnonzero(ends - starts > depth)
            steps = node[longer] * width + columns[starts[longer] + depth]
            steps, taken = np.unique(steps, return_inverse=True)
            ids = np.arange(n_nodes, n_nodes + len(steps))
            parents = rows[-1].reshape(-1)
            parents[steps - (n_nodes * width - parents.size)] = ids
            rows.append(np.zeros((len(steps), width), np.int32))
            node[longer] = ids[taken]
            n_nodes += len(steps)
        self.table = np.concatenate(rows)
        return node

    def encode(self, words: list[str]) -> tuple[np.ndarray, np.ndarray]:
        """The columns of ".word." for all words, a 0 behind each, and where each begins."""
        points = _code_points("".join(f".{word}.\n" for word in words))
        known = points < len(self.column)
        codes = np.where(known, self.column[np.where(known, points, 0)], 0)
        sizes = np.fromiter(map(len, words), np.int64, len(words)) + 3
        return codes, np.cumsum(sizes) - sizes

    def walk(self, codes: np.ndarray):
        """Every pattern that stands in the words: (places where it begins, its node), by length."""
        places = np.arange(len(codes))
        nodes = np.ones(len(codes), np.int32)
        depth = 0
        while len(places):
            inside = places + depth < len(codes)
            places, nodes = places[inside], nodes[inside]
            nodes = self.table[nodes, codes[places + depth]]
            places, nodes = places[nodes > 0], nodes[nodes > 0]
            ending = self.size[nodes] > 0
            yield places[ending], nodes[ending]
            depth += 1

    def raise_levels(self, levels: np.ndarray, places: np.ndarray, nodes: np.ndarray) -> None:
        """Lift the level at each point to the pattern's, where that is higher."""
        sizes = self.size[nodes]
        before = np.cumsum(sizes) - sizes
        which = np.arange(sizes.sum()) + np.repeat(self.start[nodes] - before, sizes)
        np.maximum.at(levels, np.repeat(places, sizes) + self.shift[which], self.levels[which])


def _code_points(text: str) -> np.ndarray:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


@cache
def _trie() -> _Trie:
    from pyphen import LANGUAGES

    # Its own reader of the file takes four times as long as all that is done here.
    _, *lines = LANGUAGES["en_US"].read_text("utf-8").splitlines()
    return _Trie([line for line in lines if not _NO_PATTERN.match(line)])
