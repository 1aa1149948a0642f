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

    def __init__(self, patterns: dict[str, tuple[int, tuple[int, ...]]]):
        self.column = {c: i + 1 for i, c in enumerate(sorted(set("".join(patterns)) | {"."}))}
        width, n_nodes = len(self.column) + 1, 2
        children: dict[int, int] = {}
        ends = {}
        for pattern, (offset, values) in patterns.items():
            node = 1
            for c in pattern:
                node = children.setdefault(node * width + self.column[c], n_nodes)
                n_nodes = max(n_nodes, node + 1)
            ends[node] = offset, values
        self.table = np.zeros((n_nodes, width), np.int32)
        self.table.reshape(-1)[[*children]] = [*children.values()]
        self.shift, self.size, self.start = (np.zeros(n_nodes, np.int64) for _ in range(3))
        self.levels = np.array([v for _, values in ends.values() for v in values], np.int8)
        ordered = list(ends)
        self.shift[ordered] = [offset for offset, _ in ends.values()]
        self.size[ordered] = sizes = [len(values) for _, values in ends.values()]
        self.start[ordered] = np.cumsum(sizes) - sizes

    def encode(self, words: list[str]) -> tuple[np.ndarray, np.ndarray]:
        """The columns of ".word." for all words, a 0 behind each, and where each begins."""
        text = "".join(f".{word}.\0" for word in words)
        points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
        table = np.zeros(max(map(ord, self.column)) + 1, np.int64)
        table[[ord(c) for c in self.column]] = list(self.column.values())
        codes = np.where(points < len(table), table[np.minimum(points, len(table) - 1)], 0)
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
        within = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        points = np.repeat(places + self.shift[nodes], sizes) + within
        np.maximum.at(levels, points, self.levels[np.repeat(self.start[nodes], sizes) + within])


@cache
def _trie() -> _Trie:
    from pyphen import Pyphen

    return _Trie(Pyphen(lang="en_US").hd.patterns)
