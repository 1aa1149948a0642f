"""How sure the commentary is where the report hedged, and the other way round."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import NamedTuple

import numpy as np

from ..content.cardinals import values
from ..content.figures import Figure
from ..content.said import Said, shown
from ..content.stems import stem
from ..content.words import is_function
from ..measures.hedging import find_hedges
from .novelty import figure_shown
from .stories import Story

_NEXT_WORD = re.compile(r"\s+([a-z]+)\b")
_ADJECTIVE = ("ed", "ing", "ous", "ary", "able", "ible", "ful", "less", "ive", "al", "ic", "ish")
LONGEST_QUALIFIER = 3


class Cue(NamedTuple):
    """A hedge, a booster or a vague source in one sentence."""

    series: str
    text: str  # in lower case; a hedge or booster with the content word that follows
    alone: str  # without it


def cues_by_sentence(texts, tokens, **options) -> dict[int, list[Cue]]:
    """The cues of every sentence (by its position in `tokens.sentences`); `options` are those of
    `find_hedges`."""
    table = find_hedges(texts, **options)
    first = tokens.sentences[:-1]
    starts, _ = tokens.spans(first, tokens.sentences[1:] - 1, trim=False)
    cue_starts = table["start"].to_numpy()
    longest = 1 + max(starts.max(initial=0), cue_starts.max(initial=0))
    places = tokens.rows(first) * longest + starts
    cue_places = table["row"].to_numpy() * longest + cue_starts
    sentence = np.searchsorted(places, cue_places, side="right") - 1
    found = defaultdict(list)
    whole = {row: tokens.texts[row].as_py() for row in table["row"].unique().tolist()}
    cues = zip(
        sentence.tolist(), table["row"], table["start"], table["end"], table["series"], strict=True
    )
    for position, row, start, end, series in cues:
        text = whole[row]
        alone = " ".join(text[start:end].lower().split())
        tells = not all(map(is_function, alone.split()))
        if series in ("hedge", "booster") and tells:
            end = _with_next_word(text, end)
        found[position].append(Cue(series, " ".join(text[start:end].lower().split()), alone))
    return found


def _with_next_word(text: str, end: int) -> int:
    """Where a cue ends with the content word that follows: "clear sign", "potential offensive"."""
    following = _NEXT_WORD.match(text, end)
    return following.end() if following and not is_function(following[1]) else end


class Shift(NamedTuple):
    """Certainty of one sentence beside its sources."""

    text: str
    hedges: int
    boosters: int
    source_hedges: float
    source_boosters: float


def shift(
    story: Story,
    cues: dict[int, list[Cue]],
    position: int,
    sources: tuple[int, ...],
    main: tuple[int, ...],
) -> Shift:
    """The `position`-th sentence of the commentary beside its `sources` among the report's.

    Numbers are compared with those of all sources, hedges and boosters with those of the `main`
    ones: a source that has little of the sentence may be sure or unsure of something else.
    """
    own = cues.get(story.commentary[position], [])
    theirs = [cue for source in main for cue in cues.get(story.report[source], [])]
    after = [_of(own, "hedge"), _of(own, "booster")]
    said = story.commentary_said[position]
    parts = _number_shifts(said, [story.report_said[source] for source in sources])
    if not main:
        return Shift("; ".join(parts), *map(len, after), np.nan, np.nan)
    before = [_of(theirs, "hedge"), _of(theirs, "booster")]
    for label, old, new in zip(("hedges", "boosters"), before, after, strict=True):
        if sorted(cue.alone for cue in old) != sorted(cue.alone for cue in new):
            if not new and _stay_as_other_forms(old, said):
                continue
            parts.append(f"{label}: {_listed(old)} → {_listed(new)}")
    known = {cue.text for cue in _of(theirs, "vague_source")}
    vague = [cue.text for cue in _of(own, "vague_source") if cue.text not in known]
    if vague:
        parts.append("attributed to " + ", ".join(f'"{text}"' for text in vague))
    return Shift("; ".join(parts), *map(len, after), *map(float, map(len, before)))


def _stay_as_other_forms(cues: list[Cue], said: Said) -> bool:
    """Whether a sentence has all cues in other forms: "estimated" as "by estimates"."""
    stems = {word.stem for word in said.words}
    words = [word for cue in cues for word in cue.alone.split()]
    return not any(map(is_function, words)) and stems.issuperset(map(stem, words))


def _of(cues: list[Cue], series: str) -> list[Cue]:
    return [cue for cue in cues if cue.series == series]


def _listed(cues: list[Cue]) -> str:
    return ", ".join(cue.text for cue in cues) or "none"


def _number_shifts(said: Said, sources: list[Said]) -> list[str]:
    """Numbers that both have, where they are qualified differently."""
    theirs = defaultdict(dict)
    for source in sources:
        for figure in source.figures:
            theirs[figure.key].setdefault(*_qualified(source, figure))
    shifts = []
    for figure in said.figures:
        qualifier, text = _qualified(said, figure)
        others = theirs.get(figure.key)
        if others and qualifier not in others:
            shifts.append(f'"{next(iter(others.values()))}" → "{text}"')
    return shifts


def _qualified(said: Said, figure: Figure) -> tuple[str, str]:
    """What is said of how exact or how large a number is, and that with the number as written.

    The first is one for words that say the same: "about", "some".
    """
    words, first = said.words, figure.first
    qualifiers = []
    while longer := _qualifier_before(words, first):
        text = " ".join(word.lower for word in words[first - longer : first])
        qualifiers.append(values("qualifier")[text])
        first -= longer
    if not qualifiers and figure.first > 1 and _is_adjective(words, figure):
        first, qualifiers = figure.first - 2, [words[figure.first - 1].lower]
    before = f"{shown(words, first, figure.first - 1)} " if first < figure.first else ""
    return " ".join(qualifiers), before + figure_shown(said, figure)


def _qualifier_before(words, i: int) -> int:
    """Number of words of the longest qualifier that ends directly before word `i`."""
    lowers = []
    longest = 0
    for j in range(i - 1, max(i - 1 - LONGEST_QUALIFIER, -1), -1):
        if words[j].closes:
            break
        lowers.insert(0, words[j].lower)
        if " ".join(lowers) in values("qualifier"):
            longest = i - j
    return longest


def _is_adjective(words, figure: Figure) -> bool:
    """A content word between "a" and a number, as in "an impressive 50,000".

    In "a planet 120 light-years away" a unit follows the number, and the word is a noun; in "a new
    9,000-seat hall" it belongs to the hall, and "a further 200" only adds them; a word without the
    ending of an adjective may be a noun, as in "they gave a farmer 200".
    """
    i = figure.first - 1
    between = words[i - 1].lower in ("a", "an") and not (words[i].closes or words[i - 1].closes)
    following = words[figure.last + 1 : figure.last + 2] if not words[figure.last].closes else []
    has_unit = any(word.hyphen or word.lower in values("unit of measure") for word in following)
    adds = words[i].lower in values("addition")
    is_one = words[i].lower.endswith(_ADJECTIVE) and not is_function(words[i].lower)
    return between and is_one and not (has_unit or adds)
