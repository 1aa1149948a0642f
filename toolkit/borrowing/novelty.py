"""What a commentary adds: numbers, names, quotations and phrases that the report does not have.

Each is reported where it comes up first; later mentions are no longer new.
"""

from __future__ import annotations

import numpy as np

from ..content.figures import Figure
from ..content.names import Name
from ..content.said import Said, name_shown, phrases, shown
from .stories import Story

SHORTEST_INITIALS = 3
_CURRENCIES = "$£€"
_MARKS = "\"'"


class Known:
    """What has been said so far: the whole report, and then the commentary sentence by sentence."""

    def __init__(self, story: Story):
        self.keys: set[str] = set()
        self.initials: set[str] = set()
        for said in story.report_said:
            self.add(said)
        self.words = (
            " " + " ".join(word.lower for said in story.report_said for word in said.words) + " "
        )

    def add(self, said: Said) -> None:
        """Take note of everything in a sentence."""
        self.keys.update(said.terms)
        self.keys.update(word.stem for word in said.words)
        self.initials.update(
            name.initials for name in said.names if len(name.initials) >= SHORTEST_INITIALS
        )

    def numbers(self, said: Said) -> list[Figure]:
        """The figures of a sentence that are not known."""
        new = {figure.key: figure for figure in reversed(said.figures)}
        return [
            new[key] for key in dict.fromkeys(f.key for f in said.figures) if key not in self.keys
        ]

    def names(self, said: Said) -> list[Name]:
        """The names of a sentence that are not known: by their last part, or by their initials.

        An outlet named as the one that reports is the report's source, and nothing new.
        """
        found: list[Name] = []
        keys: set[str] = set()
        for name in said.names:
            again = {part.key for part in name.parts} <= keys
            if not (again or self._is_known(name) or _reports(said, name)):
                found.append(name)
                keys.update(part.key for part in name.parts)
        return found

    def _is_known(self, name: Name) -> bool:
        keys = [part.key for part in name.parts]
        if keys[-1] in self.keys:
            return True
        if len(keys) == 1:
            return keys[0].upper() in self.initials
        return len(name.initials) >= SHORTEST_INITIALS and name.initials.lower() in self.keys

    def is_new_quotation(self, said: Said, first: int, last: int) -> bool:
        """Whether a sentence's words from token `first` to `last` don't stand in the report."""
        words = [word.lower for word in said.words if first <= word.token <= last]
        return bool(words) and f" {' '.join(words)} " not in self.words


def _reports(said: Said, name: Name) -> bool:
    following = said.words[name.last + 1 : name.last + 3]
    return name.parts[-1].kind == "outlet" and any(word.stem == "report" for word in following)


def figure_shown(said: Said, figure: Figure) -> str:
    """A number as written, with its currency or per cent sign."""
    first, last = said.words[figure.first], said.words[figure.last]
    currency = "".join(mark for mark in first.before if mark in _CURRENCIES)
    return (
        currency + shown(said.words, figure.first, figure.last) + ("%" if "%" in last.after else "")
    )


def additions(story: Story, marked: np.ndarray) -> list[dict[str, tuple[str, ...]]]:
    """For each sentence of the commentary, what it is the first to say, as written.

    `marked` (bool, n_tokens) says which tokens stand in quotation marks.
    """
    known = Known(story)
    found = []
    for sentence, said in zip(story.commentary, story.commentary_said, strict=True):
        found.append(
            {
                "new_numbers": _each(figure_shown(said, figure) for figure in known.numbers(said)),
                "new_names": _each(name_shown(said, name) for name in known.names(said)),
                "new_quotations": _each(_new_quotations(story, sentence, said, marked, known)),
                "new_phrases": _each(phrases(said, known.keys)),
            }
        )
        known.add(said)
    return found


def _each(values) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


def quotations(story: Story, sentence: int, marked: np.ndarray) -> list[tuple[int, int]]:
    """First and last token of each quotation, or part of one, in a sentence."""
    first, end = story.tokens.sentences[sentence : sentence + 2].tolist()
    runs: list[tuple[int, int]] = []
    for position in range(first, end):
        if not marked[position]:
            continue
        opens = story.tokens.vocabulary[story.tokens.ids[position]][0] in _MARKS
        if runs and runs[-1][1] == position - 1 and not opens:
            runs[-1] = (runs[-1][0], position)
        else:
            runs.append((position, position))
    return runs


def _new_quotations(story: Story, sentence: int, said: Said, marked, known: Known) -> list[str]:
    runs = [
        run for run in quotations(story, sentence, marked) if known.is_new_quotation(said, *run)
    ]
    if not runs:
        return []
    starts, ends = story.tokens.spans(*np.array(runs).T)
    text = story.tokens.texts[int(story.tokens.rows(runs[0][0]))].as_py()
    return [text[start:end] for start, end in zip(starts, ends, strict=True)]
