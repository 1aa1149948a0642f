"""A lexicon of cues: rows of a table, compiled once to arrays the matcher can look things up in."""

from __future__ import annotations

import difflib
import hashlib
import re
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from operator import attrgetter

import numpy as np
import pandas as pd

from .. import lexicons
from ..errors import ToolkitError
from .context import DASH, FIRST_WORD, Line, parse_condition

COLUMNS = ["cue", "category", "series", "profile", "rule", "source"]
NO_CUE = "no cue"
WHOLE, OPENS, SECOND, ATTRIBUTES, BREAKS = 1, 2, 4, 8, 16
SPLIT_OFF = ["n't", "s", "re", "ve", "ll", "d", "m"]
"""What stands alone where a text splits its contractions."""


@dataclass(frozen=True)
class Trie:
    """Phrases as a tree of word ids; node 0 is no node.

    `starts` word -> node; `children` next node by row of a node and column of a word; `rows` the
    row of every node, 0 where none goes on; `columns` the column of every word, 0 for words that
    only open phrases; `roles` of every word, a sum of WHOLE (a phrase by itself), OPENS (it opens
    longer ones) and SECOND (the second word of one); `ends` the entries that end at a node, from
    `end_offsets`, `n_ends` of them.
    """

    starts: np.ndarray
    children: np.ndarray
    rows: np.ndarray
    columns: np.ndarray
    roles: np.ndarray
    n_ends: np.ndarray
    end_offsets: np.ndarray
    ends: np.ndarray

    def step(self, node, word) -> np.ndarray:
        """The node after `node` by the word id `word`, 0 where no phrase goes on like that."""
        return self.children[self.rows[node], self.columns[word]]


@dataclass(frozen=True, eq=False)
class Lexicon:
    """Cues with their categories, series and context rules.

    Attributes
    ----------
    name : str
        What to call it, for example `"hedges (news)"`.
    table : pandas.DataFrame
        One row per entry: `cue` (alternatives of a word divided by `/`, classes of words as
        `@be`), `category`, `series`, `profile`, `rule` (name in the rules table, or empty) and
        `source`.
    """

    name: str
    table: pd.DataFrame

    @cached_property
    def version(self) -> str:
        """First eight hexadecimal digits of the SHA-256 of entries, rules and word classes."""
        rows = self.table[COLUMNS].astype(str).itertuples(index=False, name=None)
        cells = "\n".join(map("\t".join, rows))
        rules = lexicons.version("hedge_rules.tsv") + lexicons.version("hedge_word_classes.tsv")
        return hashlib.sha256((cells + rules).encode("utf-8")).hexdigest()[:8]

    @cached_property
    def heads(self) -> np.ndarray:
        """The first form of every entry: the name a cue goes by."""
        return np.array(
            [" ".join(forms[0] for forms in _slots(cue)) for cue in self.table["cue"]], object
        )

    @cached_property
    def categories(self) -> np.ndarray:
        """Category of every entry."""
        return self.table["category"].to_numpy(object)

    @cached_property
    def series_names(self) -> np.ndarray:
        """Series of every entry, in words."""
        return self.table["series"].to_numpy(object)

    @cached_property
    def series(self) -> np.ndarray:
        """Series of every entry as a code, int8."""
        return pd.factorize(self.series_names, sort=True)[0].astype(np.int8)

    @cached_property
    def counted(self) -> np.ndarray:
        """Whether an entry is a cue, and not a phrase listed to say that it is none."""
        return self.categories != NO_CUE

    @cached_property
    def words(self) -> dict[str, int]:
        """Id of every word that an entry, a class or a rule names."""
        known = [word for cue in self.table["cue"] for slot in _slots(cue) for word in slot]
        known += [word for members in word_classes().values() for word in members]
        known += [
            word for line in lexicons.rows("hedge_rules.tsv") for word in _rule_words(line["when"])
        ]
        known += SPLIT_OFF
        return {"": DASH} | {word: i for i, word in enumerate(dict.fromkeys(known), FIRST_WORD)}

    @cached_property
    def classes(self) -> dict[str, np.ndarray]:
        """Boolean table over word ids of every class."""
        tables = {}
        for name, members in word_classes().items():
            tables[name] = np.zeros(len(self.words) + FIRST_WORD, bool)
            tables[name][[self.words[word] for word in members]] = True
        return tables

    @cached_property
    def roles(self) -> np.ndarray:
        """What to look for a word for, uint8 over word ids: the roles of `Trie`, and for `voice`
        ATTRIBUTES (a verb of saying) and BREAKS (it ends what is attributed)."""
        roles = self.trie.roles.copy()
        roles[self.classes["attributing"]] |= ATTRIBUTES
        roles[self.classes["breaks_speech"]] |= BREAKS
        roles[DASH] |= BREAKS
        return roles

    @cached_property
    def adverbs(self) -> np.ndarray:
        """Words that `prev` and `next` step over."""
        return self.classes["adverb"]

    @cached_property
    def _rules(self) -> tuple[list[tuple[Line, ...]], dict[str, int]]:
        lines: dict[str, list[Line]] = {}
        used = set(self.table["rule"])
        for number, row in enumerate(lexicons.rows("hedge_rules.tsv"), 1):
            if row["rule"] in used:
                when = [] if row["when"] == "otherwise" else row["when"].split()
                conditions = [parse_condition(text, self.words, self.classes) for text in when]
                conditions.sort(key=attrgetter("width"))
                lines.setdefault(row["rule"], []).append(
                    Line(row["verdict"] == "keep", tuple(conditions), number)
                )
        unknown = sorted(used - set(lines) - {""})
        if unknown:
            cue = self.table.loc[self.table["rule"] == unknown[0], "cue"].iloc[0]
            known = list(dict.fromkeys(row["rule"] for row in lexicons.rows("hedge_rules.tsv")))
            alike = difflib.get_close_matches(str(unknown[0]), known, n=5, cutoff=0) or known
            raise ToolkitError(
                f"no rule named {unknown[0]!r} for the cue {cue!r}; the nearest of the "
                f"{len(known)} in hedge_rules.tsv: {', '.join(alike)}"
            )
        return [tuple(group) for group in lines.values()], {name: i for i, name in enumerate(lines)}

    @property
    def rules(self) -> list[tuple[Line, ...]]:
        """The rules in use, each a tuple of lines."""
        return self._rules[0]

    @cached_property
    def rule_of(self) -> np.ndarray:
        """Number of the rule of every entry, -1 for none, int16: sorted far sooner than int32."""
        numbers = self._rules[1]
        return np.array([numbers.get(name, -1) for name in self.table["rule"]], np.int16)

    @cached_property
    def trie(self) -> Trie:
        """The phrases as a tree."""
        return _trie([_slots(cue) for cue in self.table["cue"]], self.words)


def word_classes() -> dict[str, list[str]]:
    """Class -> words, from `hedge_word_classes.tsv`."""
    return lexicons.word_classes("hedge_word_classes.tsv")


def single_cues(cell: str) -> list[str]:
    """The cues of a cell of the table: words divided by commas are cues of their own."""
    return [" ".join(words) for words in product(*(slot.split(",") for slot in cell.split()))]


def _slots(cue: str) -> list[list[str]]:
    """The alternatives of every word of a cue."""
    classes = _classes_for(cue) if "@" in cue else {}
    return [
        [
            word
            for form in slot.split("/")
            for word in (classes[form[1:]] if form[:1] == "@" else [form])
        ]
        for slot in cue.split()
    ]


def _classes_for(cue: str) -> dict[str, list[str]]:
    classes = word_classes()
    for name in re.findall(r"(?<![^\s/])@([^\s/]*)", cue):
        if name not in classes:
            raise ToolkitError(
                f"no word class named {name!r} for the cue {cue!r}; known: {', '.join(classes)}"
            )
    return classes


def _rule_words(when: str) -> list[str]:
    names = [
        name for text in when.split() if "=" in text for name in text.split("=", 1)[1].split("|")
    ]
    return [name for name in names if name[:1] not in "@#"]


def _trie(phrases, words) -> Trie:
    width = len(words) + FIRST_WORD
    branches: dict[int, int] = {}
    ends: list[list[int]] = [[]]
    for entry, slots in enumerate(phrases):
        for form in product(*slots):
            node = 0
            for word in form:
                key = node * width + words[word]
                if key not in branches:
                    branches[key] = len(ends)
                    ends.append([])
                node = branches[key]
            if entry not in ends[node]:
                ends[node].append(entry)
    parents, by_word = np.divmod(np.array([*branches], np.int64), width)
    nodes = np.array([*branches.values()], np.int32)
    first = parents == 0
    starts = np.zeros(width, np.int32)
    starts[by_word[first]] = nodes[first]
    inner, row = np.unique(parents[~first], return_inverse=True)
    later, column = np.unique(by_word[~first], return_inverse=True)
    children = np.zeros((len(inner) + 1, len(later) + 1), np.int32)
    children[row + 1, column + 1] = nodes[~first]
    rows, columns = np.zeros(len(ends), np.int32), np.zeros(width, np.int32)
    rows[inner], columns[later] = np.arange(len(inner)) + 1, np.arange(len(later)) + 1
    n_ends = np.array([len(some) for some in ends], np.int64)
    roles = WHOLE * (n_ends[starts] > 0) + OPENS * (rows[starts] > 0)
    roles[by_word[np.isin(parents, nodes[first])]] |= SECOND
    return Trie(
        starts=starts,
        children=children,
        rows=rows,
        columns=columns,
        roles=roles.astype(np.uint8),
        n_ends=n_ends,
        end_offsets=np.cumsum(n_ends) - n_ends,
        ends=np.array([entry for some in ends for entry in some], np.int64),
    )
