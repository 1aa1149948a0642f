"""A paragraphs table as stories whose sentences are taken apart and matched."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..columns import ROLES
from ..content.overlap import Candidates, Match, features, find_sources, offices
from ..content.said import Said, sentence_words, take_apart
from ..content.words import Word, is_function, weight
from ..errors import ToolkitError, meant
from ..measures import is_heading
from ..measures.stories_and_roles import need_known_roles, need_one, need_story_names
from ..segmentation import segmented
from ..tokens import Tokens
from .initials import with_abbreviations
from .wording import line, quotations, stands_in, stretches

CARRIED, PARTLY, NEW = "carried over", "partly", "new"
# From these degrees of closeness on; measured in docs/carryover.md.
CARRIED_FROM, PARTLY_FROM = 0.55, 0.28
REPEATED_WORDS = 5
RUN = 6  # words in a row that unrelated texts don't share,
TELLING = 8.0  # if their content words weigh so much; "for the first time in years" weighs 3
QUOTED = 4  # words between quotation marks that are the report's,
QUOTED_TELLING = 2.0  # if they tell anything: "at the end" weighs less
LEAST_STEP = 0.01


@dataclass(frozen=True)
class Story:
    """One story: its sentences, headings left out, by position among all sentences of the table."""

    name: object
    tokens: Tokens
    numbers: np.ndarray  # number of every sentence of the table within its story
    report: list[int]
    commentary: list[int]
    report_said: list[Said]
    commentary_said: list[Said]


def read(table: pd.DataFrame, caller: str) -> list[Story]:
    """The stories of a paragraphs table in order; ToolkitError if a role is missing."""
    for column in ("text", "role"):
        if not isinstance(table, pd.DataFrame) or column not in table.columns:
            raise ToolkitError(
                f"{caller}() needs a paragraphs table with the columns 'text' and 'role' "
                "(report or commentary), such as read_story() gives"
                f"{meant(column, getattr(table, 'columns', ()))}"
            )
    for column in ("text", "role", "story"):
        need_one(table, column)
    need_known_roles(table)
    need_story_names(table)
    names = table["story"] if "story" in table.columns else pd.Series(1, index=table.index)
    codes, labels = pd.factorize(names, use_na_sentinel=False)
    roles = table["role"].astype(str).to_numpy()
    tokens = segmented(table["text"])
    row = tokens.rows(tokens.sentences[:-1])
    numbers = pd.Series(codes[row]).groupby(codes[row]).cumcount().to_numpy() + 1
    words = sentence_words(tokens)
    ids_of = [{role: [] for role in ROLES} for _ in labels]
    for sentence in np.flatnonzero(~is_heading(table)[row] & np.isin(roles[row], ROLES)).tolist():
        ids_of[codes[row[sentence]]][roles[row[sentence]]].append(sentence)
    stories = []
    for code, (label, ids) in enumerate(zip(labels, ids_of, strict=True)):
        if len(labels) > 1 and pd.isna(label) and not any(ids.values()):
            continue  # headings that belong to no story
        for role in ROLES:
            if not ids[role]:
                raise ToolkitError(
                    f"{caller}() compares a report with its commentary; story {label!r} has no "
                    f"text with the role {role!r} (roles found: {_found(roles[codes == code])})"
                )
        stories.append(_story(label, tokens, numbers, ids, words))
    if not stories:
        raise ToolkitError(f"{caller}() was given a table without rows")
    return stories


def _found(roles: np.ndarray) -> str:
    return ", ".join(dict.fromkeys(role for role in roles.tolist() if role in ROLES)) or "none"


def _story(name, tokens: Tokens, numbers, ids: dict, words: list[list[Word]]) -> Story:
    report, commentary = ids["report"], ids["commentary"]
    said = take_apart([words[i] for i in [*report, *commentary]])
    theirs, own = said[: len(report)], said[len(report) :]
    theirs = with_abbreviations(theirs, own)
    return Story(name, tokens, numbers, report, commentary, theirs, own)


def matches(story: Story) -> list[Match]:
    """For each sentence of the commentary, where it may come from; 1 for a repeated sentence.

    A run of the report's own words, shorter in quotation marks, makes a sentence partly carried
    over at least; names alone make it that at most, and a single one makes it nothing.
    """
    candidates = Candidates([features(said) for said in story.report_said])
    repeats, runs = _Repeats(story), _runs(story.report_said)
    found = []
    for sentence, said in zip(story.commentary, story.commentary_said, strict=True):
        weights = features(said)
        source = repeats.source(_key(story, sentence, said), _figures(said))
        if source is None:
            match = _capped(find_sources(weights, candidates), said)
            source = _source_of_run(said, runs)
            source = _source_of_quotation(story, sentence, said) if source is None else source
            found.append(_raised(match, source))
        else:
            found.append(Match(1.0, (source,), (1.0,), frozenset(weights)))
    return found


def _capped(match: Match, said: Said) -> Match:
    """The match, no more than partly carried over if all that is shared are names.

    One word of a name says only that both are about the same place or person, and an office belongs
    to the person ("deputy leader Marlow"): by itself ("the prime minister") it says less.
    """
    named = {part.key for name in said.names for part in name.parts}
    shared = {
        one for term in match.shared for one in (term if isinstance(term, tuple) else (term,))
    }
    limit = PARTLY_FROM if len(shared) == 1 or named.isdisjoint(shared) else CARRIED_FROM
    if match.closeness < limit or not shared <= named | offices(said):
        return match
    return match._replace(closeness=limit - LEAST_STEP)


def _raised(match: Match, source: int | None) -> Match:
    """The match, at least partly carried over if its words run on in the sentence `source`."""
    if source is None or match.closeness >= PARTLY_FROM:
        return match
    shares = dict(zip(match.sources, match.shares, strict=True))
    shares = {source: max(PARTLY_FROM, shares.pop(source, 0.0)), **shares}
    return match._replace(
        closeness=PARTLY_FROM, sources=(*shares,)[:3], shares=(*shares.values(),)[:3]
    )


def _runs(sentences: list[Said]) -> dict[tuple[str, ...], int]:
    """Runs of words that tell something -> the first sentence that has each."""
    found: dict[tuple[str, ...], int] = {}
    for position, said in enumerate(sentences):
        for run in _runs_in(said):
            found.setdefault(run, position)
    return found


def _source_of_run(said: Said, runs: dict[tuple[str, ...], int]) -> int | None:
    return next((runs[run] for run in _runs_in(said) if run in runs), None)


def _source_of_quotation(story: Story, sentence: int, said: Said) -> int | None:
    for first, last in quotations(story.tokens, sentence):
        words = [word for word in said.words if first <= word.token <= last]
        if len(words) < QUOTED or sum(_weights(words)) < QUOTED_TELLING:
            continue
        parts = stretches(words)
        for position, source in enumerate(story.report_said):
            if stands_in(parts, line(source.words)):
                return position
    return None


def _runs_in(said: Said) -> Iterator[tuple[str, ...]]:
    words = [word.lower for word in said.words]
    weights = _weights(said.words)
    for start in range(len(words) - RUN + 1):
        if sum(weights[start : start + RUN]) >= TELLING:
            yield tuple(words[start : start + RUN])


def _weights(words: list[Word]) -> list[float]:
    return [0.0 if is_function(word.lower) else weight(word.stem) for word in words]


class _Repeats:
    """The report's sentences by their words, to find those that come back unchanged."""

    def __init__(self, story: Story):
        self.keys = [
            (_key(story, i, said), _figures(said))
            for i, said in zip(story.report, story.report_said, strict=True)
        ]
        self.first = {key: position for position, key in reversed(list(enumerate(self.keys)))}

    def source(self, key: str, figures: frozenset[str]) -> int | None:
        """The sentence that is `key`, or contains it where it is long enough to be no accident."""
        whole = self.first.get((key, figures))
        if whole is not None or key.count(" ") <= REPEATED_WORDS:
            return whole
        longer = (i for i, (other, its) in enumerate(self.keys) if key in other and figures <= its)
        return next(longer, None)


def _figures(said: Said) -> frozenset[str]:
    """A sentence's numbers, whose signs its words do not have: "5%" and "5" are two."""
    return frozenset(figure.key for figure in said.figures)


def _key(story: Story, sentence: int, said: Said) -> str:
    """A sentence's words in lower case, between blanks; its tokens where it has no words."""
    words = [word.lower for word in said.words]
    if not words:
        first, last = story.tokens.sentences[sentence : sentence + 2]
        words = [story.tokens.vocabulary[i] for i in story.tokens.ids[first:last]]
    return f" {' '.join(words)} "


def status(closeness: float) -> str:
    """In words, how much of a sentence stands in the report."""
    if closeness >= CARRIED_FROM:
        return CARRIED
    return PARTLY if closeness >= PARTLY_FROM else NEW
