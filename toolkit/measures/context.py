"""Context rules: what must or must not stand around a cue, as `lexicons/hedge_rules.tsv` says.

A rule is a list of lines, read from the top; the first line whose conditions all hold decides,
`keep` or `skip`; when none does, the cue is kept. A condition is `PLACE=WORDS` or `PLACE!=WORDS`:

- places: `-1`, `+2` a token before or after the cue; `-3..-1`, `+1..4` any token of a stretch;
  `first`, `last` the cue's own first and last token; `start` the first of the sentence; `prev`,
  `prev2`, `next`, `next2` the nearest words that are no adverbs; `before`, `after`, `sentence` up
  to 30 words of the sentence;
- words: alternatives divided by `|`: a word, a class of `hedge_word_classes.tsv` (`@be`), a shape
  (`#capital`, `#upper`, `#digit`, `#comma`, `#colon`, `#stop`, `#question`, `#opens`, `#closes`,
  `#ing`, `#ed`, `#est`), `#dash`, a token without letters, or `#edge`, beyond the sentence.

A condition on a stretch holds when any of its tokens matches; `!=` when none does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np

from ..errors import ToolkitError
from .shapes import NAMES

EDGE, DASH = 1, 2
"""Word ids of the place beyond the sentence and of tokens without a letter or digit."""
FIRST_WORD = 3
SIGNS = {"#edge": EDGE, "#dash": DASH}
REACH = 30
SKIPPING = {"prev": (-1, 1), "prev2": (-1, 2), "next": (1, 1), "next2": (1, 2)}


class Surroundings:
    """Word ids, shapes and sentence bounds of all tokens; looked at only where a cue stands.

    `ids` number the distinct tokens, `type_words` and `type_shapes` tell the word and the shapes of
    each, `word_roles` what each word may be looked for (`cue_table`); `gaps` are the places among
    the tokens where loose marks have been left out (`spacing`).
    """

    def __init__(self, ids, type_words, type_shapes, word_roles, sentences, gaps=None):
        self.ids, self.type_words, self.type_shapes = ids, type_words, type_shapes
        self.word_roles = word_roles
        self.sentences = sentences[np.diff(sentences, prepend=-1) > 0]
        self.gaps, self.extra = gaps, None
        self._starts = np.zeros(len(ids) + 1, np.int8)
        self._starts[self.sentences] = 1
        self._sentence = np.cumsum(self._starts, dtype=np.int32)

    def __len__(self):
        return len(self.ids)

    def words(self, at) -> np.ndarray:
        """Word ids of the tokens at these positions."""
        return self.type_words[self.ids[at]]

    @cached_property
    def roles(self) -> np.ndarray:
        """The roles of the word of every token, uint8."""
        return self.word_roles[self.type_words][self.ids]

    def shapes(self, at) -> np.ndarray:
        """Shapes of the tokens at these positions."""
        shapes = self.type_shapes[self.ids[at]]
        return shapes if self.extra is None else shapes | self.extra[at]

    def has_shape(self, at, mask) -> np.ndarray:
        """Whether the tokens at these positions have one of the shapes in `mask`."""
        return (self.shapes(at) & mask) != 0

    def original(self, at) -> np.ndarray:
        """Positions among all tokens, loose marks counted (see `spacing`)."""
        return at if self.gaps is None else at + np.searchsorted(self.gaps, at, side="right")

    def bounds(self, at) -> tuple[np.ndarray, np.ndarray]:
        """First token of the sentence, and the token after its end."""
        which = self._sentence[at]
        return self.sentences[which - 1], self.sentences[which]

    def starts_sentence(self, at) -> np.ndarray:
        """Whether these tokens are the first of their sentence."""
        return self._starts[at] != 0


@dataclass(frozen=True)
class Condition:
    """One `PLACE=WORDS`: where to look, what for, and whether it must be absent."""

    place: str
    words: np.ndarray
    shapes: int
    absent: bool

    @property
    def width(self) -> int:
        """How many tokens must be looked at."""
        if self.place == "sentence":
            return 2 * REACH
        return 1 if self.place in SKIPPING or self.place == "start" else len(_steps(self.place))


@dataclass(frozen=True)
class Line:
    """One line of a rule."""

    keep: bool
    conditions: tuple[Condition, ...]
    number: int


def parse_condition(text: str, ids: dict[str, int], classes: dict[str, np.ndarray]) -> Condition:
    """A condition from its notation; `ids` are the known words, `classes` their Boolean tables."""
    found = re.fullmatch(r"([-+.\w]+?)(!?)=(.+)", text)
    if not found:
        raise ToolkitError(f"no condition of the form PLACE=WORDS or PLACE!=WORDS: {text!r}")
    place, absent, names = found.groups()
    words, shapes = np.zeros(len(ids) + FIRST_WORD, bool), 0
    for name in names.split("|"):
        if name in SIGNS:
            words[SIGNS[name]] = True
        elif name in NAMES:
            shapes |= NAMES[name]
        elif name.startswith("@") and name[1:] in classes:
            words |= classes[name[1:]]
        elif name[0] in "@#":
            raise ToolkitError(f"no word class or shape {name!r} in {text!r}")
        else:
            words[ids[name]] = True
    return Condition(place, words, shapes, bool(absent))


class _Places:
    """The places of a rule for a group of hits; each is looked at once, and only if asked for."""

    def __init__(self, first, last, around, adverbs):
        self.first, self.last, self.around, self.adverbs = first, last, around, adverbs
        self.low, self.high = around.bounds(first)
        self.at, self.words, self.shapes = {}, {}, {}

    def meet(self, condition, hits) -> np.ndarray:
        """Which of these hits meet a condition (Boolean mask)."""
        place = condition.place
        if place not in self.words:
            if condition.width >= REACH and 2 * len(hits) < len(self.first):
                few = _Places(self.first[hits], self.last[hits], self.around, self.adverbs)
                return few.meet(condition, np.arange(len(hits)))
            self._look(place)
        met = condition.words[self.words[place][hits]]
        if condition.shapes:
            if place not in self.shapes:
                self.shapes[place] = self.around.shapes(self.at[place])
                self.shapes[place][self.words[place] == EDGE] = 0
            met |= (self.shapes[place][hits] & condition.shapes) != 0
        met = met[:, 0] if met.shape[1] == 1 else met.any(axis=1)
        return met != condition.absent

    def _look(self, place):
        at = self._positions(place)
        outside = (at < self.low[:, None]) | (at >= self.high[:, None])
        at[outside] = 0
        self.at[place], self.words[place] = at, self.around.words(at)
        self.words[place][outside] = EDGE

    def _positions(self, place):
        if place in SKIPPING:
            return self._skipping(*SKIPPING[place])[:, None]
        before, after = self.first[:, None], self.last[:, None]
        if place == "start":
            return self.low[:, None].copy()
        if place == "sentence":
            return np.hstack([before + _steps("before"), after + _steps("after")])
        steps = _steps(place)
        return (before if place == "first" or steps[0] < 0 else after) + steps

    def _skipping(self, step, nth):
        at = (self.first if step < 0 else self.last) + step
        limit = len(self.around) - 1
        for turn in range(nth):
            if turn:
                at = at + step
            for _ in range(3):
                adverb = self.adverbs[self.around.words(np.clip(at, 0, limit))]
                if not adverb.any():
                    break
                at = at + step * adverb
        return at


@cache
def _steps(place: str) -> np.ndarray:
    """Distances of a place from the first token of the cue where negative, else from its last."""
    if place in ("first", "last"):
        return np.zeros(1, np.int64)
    if place in ("before", "after"):
        return np.arange(1, REACH + 1) * (-1 if place == "before" else 1)
    low, _, high = place.partition("..")
    return np.arange(int(low), int(high or low) + 1)


def judge(first, last, entry, around, lexicon) -> tuple[np.ndarray, np.ndarray]:
    """Which phrases their context lets stand (Boolean mask), and by which rule line (0: none)."""
    accepted, decided = np.ones(len(first), bool), np.zeros(len(first), np.int32)
    rule_of = lexicon.rule_of[entry]
    ruled = np.flatnonzero(rule_of >= 0)
    ruled = ruled[np.argsort(rule_of[ruled], kind="stable")]
    cuts = np.flatnonzero(np.diff(rule_of[ruled])) + 1
    for group in np.split(ruled, cuts) if len(ruled) else ():
        places = _Places(first[group], last[group], around, lexicon.adverbs)
        undecided = np.ones(len(group), bool)
        for line in lexicon.rules[rule_of[group[0]]]:
            holds = np.flatnonzero(undecided)
            for condition in line.conditions:
                if not len(holds):
                    break
                holds = holds[places.meet(condition, holds)]
            if len(holds):
                accepted[group[holds]] = line.keep
                decided[group[holds]] = line.number
                undecided[holds] = False
    return accepted, decided
