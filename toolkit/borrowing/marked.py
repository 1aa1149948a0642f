"""Where in the texts the carried over and the new words stand, for marking them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..content.said import Said, phrase_runs
from .novelty import Known
from .stories import NEW, Story, matches, read, status
from .wording import quotations

COLUMNS = ["story", "row", "role", "sentence", "start", "end", "text", "category"]


def carryover_spans(story: pd.DataFrame) -> pd.DataFrame:
    """The stretches of a story's texts that `carryover` counts as carried over or as new.

    Returns
    -------
    DataFrame, one row per stretch in text order; stretches of different category may overlap
        `story`; `row`, the position of the paragraph in the table, from 0; `role`; `sentence`, its
        number in the story; `start`, `end`, code points into the paragraph's `text`; `text`;
        `category`: "carried over" (words of the commentary that its sources have, and these words
        in the report), "new number", "new name", "new quotation" or "new phrase".

    Raises ToolkitError where a story lacks a role, or some rows the name of theirs.

    >>> pair = pd.DataFrame({"role": ["report", "commentary"], "text": [
    ...     "About 900 houses lost power.", "A shocking 900 houses lost power! Who pays?"]})
    >>> carryover_spans(pair)[["role", "text"]].values.tolist()[3:5]
    [['report', 'power'], ['commentary', '900']]
    """
    stories = read(story, "carryover_spans")
    spans = [span for one in stories for span in (*_carried(one), *_new(one))]
    return _placed(stories, spans)


def _carried(story: Story):
    """(story, sentence, first token, last token, category) of the shared words on both sides."""
    for position, match in enumerate(matches(story)):
        if status(match.closeness) == NEW:
            continue
        said = story.commentary_said[position]
        for source in match.sources:
            shared = said.terms.keys() & story.report_said[source].terms.keys()
            for sentence, one in (
                (story.commentary[position], said),
                (story.report[source], story.report_said[source]),
            ):
                for first, last in _runs(one, shared):
                    yield story, sentence, first, last, "carried over"


def _runs(said: Said, shared) -> list[tuple[int, int]]:
    """First and last token of the words, names and numbers whose terms are among `shared`."""
    found, covered = [], set()
    named = [(name.first, name.last, {part.key for part in name.parts}) for name in said.names]
    counted = [(figure.first, figure.last, {figure.key}) for figure in said.figures]
    for first, last, keys in named + counted:
        covered.update(range(first, last + 1))
        if keys & shared:
            found.append((said.words[first].token, said.words[last].token))
    found += [
        (word.token, word.token)
        for i, word in enumerate(said.words)
        if i not in covered and word.stem in shared
    ]
    return found


def _new(story: Story):
    known = Known(story)
    for sentence, said in zip(story.commentary, story.commentary_said, strict=True):
        parts = [(figure, "new number") for figure in known.numbers(said)]
        parts += [(name, "new name") for name in known.names(said)]
        for part, category in parts:
            yield (
                story,
                sentence,
                said.words[part.first].token,
                said.words[part.last].token,
                category,
            )
        for run in phrase_runs(said, known.keys):
            yield story, sentence, said.words[run[0]].token, said.words[run[-1]].token, "new phrase"
        for first, last in quotations(story.tokens, sentence):
            if known.is_new_quotation(said, first, last):
                yield story, sentence, first, last, "new quotation"
        known.add(said)


def _placed(stories: list[Story], spans: list[tuple]) -> pd.DataFrame:
    if not spans:
        return pd.DataFrame(columns=COLUMNS)
    tokens = stories[0].tokens
    first, last = np.array([span[2:4] for span in spans]).T
    starts, ends = tokens.spans(first, last)
    rows = tokens.rows(first)
    texts = tokens.cut(rows, starts, ends)
    reports = {id(story): set(story.report) for story in stories}
    table = [
        (
            story.name,
            int(row),
            "report" if sentence in reports[id(story)] else "commentary",
            int(story.numbers[sentence]),
            int(start),
            int(end),
            text,
            category,
        )
        for (story, sentence, *_, category), row, start, end, text in zip(
            spans, rows, starts, ends, texts, strict=True
        )
    ]
    table = pd.DataFrame(table, columns=COLUMNS).drop_duplicates()
    return table.sort_values(["row", "start", "end", "category"], ignore_index=True)
