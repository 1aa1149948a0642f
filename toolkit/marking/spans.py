"""Which stretches of each text are marked, and how those that overlap nest."""

from __future__ import annotations

import heapq
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

import pandas as pd

from ..display import written
from ..errors import ToolkitError
from ..measures.hedging import find_hedges
from ..measures.sentiment import sentiment_words
from .kinds import HEDGES, KINDS, SENTIMENT, SERIES, keys_of


@dataclass(frozen=True)
class Mark:
    """Why a stretch is marked: its kind, a label of a word or two, and the reason in full."""

    key: str
    label: str
    reason: str


@dataclass(frozen=True)
class Node:
    """A marked stretch, code points `start` to `end` of a text, with all marks of that extent.

    `whole` is False for the first part of a stretch that had to be cut where another one ends.
    """

    start: int
    end: int
    marks: tuple[Mark, ...]
    whole: bool = True
    inside: list[Node] = field(default_factory=list)


def chosen(value, group: str, argument: str) -> set[str]:
    """The kinds of a group that a caller asked for: all, none, or those named."""
    known = keys_of(group)
    if value is True or value is False or value is None:
        return set(known) if value else set()
    one = isinstance(value, str) or not isinstance(value, Iterable)
    names = [value] if one else list(value)
    unknown = [name for name in names if name not in known]
    if unknown:
        raise ToolkitError(
            f"{argument}={unknown[0]!r} is not known; choose from {', '.join(known)}"
        )
    return set(names)


def found_marks(
    texts: pd.Series, hedges=True, sentiment=True, series=True, *, profile="news", lexicon=None
) -> list[list[tuple[int, int, Mark]]]:
    """For every text (n,), a missing one too, its marks as (start, end, Mark)."""
    wanted = chosen(hedges, HEDGES, "hedges") | chosen(series, SERIES, "series")
    wanted |= chosen(sentiment, SENTIMENT, "sentiment")
    found: list[list[tuple[int, int, Mark]]] = [[] for _ in range(len(texts))]
    if wanted - set(keys_of(SENTIMENT)):
        for cue in find_hedges(texts, profile=profile, lexicon=lexicon).itertuples():
            mark = _cue_mark(cue)
            if mark.key in wanted:
                found[cue.row].append((cue.start, cue.end, mark))
    if wanted & set(keys_of(SENTIMENT)):
        for word in sentiment_words(texts).itertuples():
            mark = _word_mark(word)
            if mark.key in wanted:
                found[word.row].append((word.start, word.end, mark))
    return found


def _cue_mark(cue) -> Mark:
    key = cue.category if cue.series == "hedge" else cue.series
    kind = KINDS[key]
    name = kind.label
    head = f"Hedge: {name}" if kind.group == HEDGES else f"{name.capitalize()}, no hedge"
    voice = {"writer": "the writer’s own", "quoted": "in quotation marks"}.get(cue.voice, cue.voice)
    rule = f" · rule {cue.rule.partition(':')[0]}" if cue.rule else ""
    return Mark(key, kind.label, f"{head} · cue “{cue.cue}” · voice: {voice} · {cue.why}{rule}")


def _word_mark(word) -> Mark:
    value = _strength(word.contribution)
    reason = f"Sentiment word: {value} in this sentence, {_strength(word.valence)} in VADER’s list"
    return Mark("positive" if word.contribution > 0 else "negative", value, reason)


def _strength(value: float) -> str:
    """+1.8, −2.3: one decimal, two where one would be nought."""
    return written(value, "+.1f" if abs(value) >= 0.05 else "+.2f")


def nested(found: Iterable[tuple[int, int, Mark]]) -> list[Node]:
    """Marks as trees in text order; of two that cross, the later is cut where the earlier ends."""
    extents: dict[tuple[int, int], list[Mark]] = {}
    for start, end, mark in found:
        if start < end:
            extents.setdefault((start, end), []).append(mark)
    waiting = [
        (start, -end, number, Node(start, end, tuple(marks)))
        for number, ((start, end), marks) in enumerate(extents.items())
    ]
    heapq.heapify(waiting)
    roots: list[Node] = []
    open_nodes: list[Node] = []
    while waiting:
        *_, number, node = heapq.heappop(waiting)
        while open_nodes and open_nodes[-1].end <= node.start:
            open_nodes.pop()
        if open_nodes and node.end > open_nodes[-1].end:
            cut = open_nodes[-1].end
            rest = replace(node, start=cut, inside=[])
            heapq.heappush(waiting, (cut, -node.end, number, rest))
            node = replace(node, end=cut, whole=False, inside=[])
        (open_nodes[-1].inside if open_nodes else roots).append(node)
        open_nodes.append(node)
    return roots
