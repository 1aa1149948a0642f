"""What a commentary adds: numbers, names, quotations and phrases that the report does not have.

Each is reported where it comes up first; later mentions are no longer new.
"""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from ..content.figures import Figure
from ..content.names import Name
from ..content.rounding import AT, SAME, company, counts, is_rounding, needs_company, roundings
from ..content.said import Said, name_shown, phrases, shown
from ..content.stems import stem
from ..measures.quotation import quoted
from .initials import abbreviation, spelled_out
from .stories import Story
from .wording import line, quotations, stands_in, stretches

_CURRENCIES = "$£€"


class Known:
    """What has been said so far: the whole report, and then the commentary sentence by sentence."""

    def __init__(self, story: Story):
        self.keys: set[str] = set()
        self.in_names: set[str] = set()
        # Round numbers: where the exact ones are, and what words they need beside them.
        self.round: dict[str, set[tuple[str, frozenset[str] | None]]] = defaultdict(set)
        self.initials: set[str] = set()  # of the names that are spelled out
        self.abbreviations: set[str] = set()
        self.lines: list[str] = []
        for said in story.report_said:
            self.add(said)
        words = [word for said in story.report_said for word in said.words]
        # The words in quotation marks once more, without "said Smith" among them.
        marked = story.tokens.once(quoted)
        self.lines = [line(words), line(word for word in words if marked[word.token])]

    def add(self, said: Said) -> None:
        """Take note of everything in a sentence."""
        self.keys.update(said.terms)
        self.in_names.update(part.key for name in said.names for part in name.parts)
        for figure in said.figures:
            beside: frozenset[str] | None = None
            for key, side in roundings(figure, counts=counts(said.words, figure)):
                if beside is None and needs_company(said.words, figure):
                    beside = company(said.words, figure)
                self.round[key].add((side, None if side in (AT, SAME) else beside))
        shares = {f.first for f in said.figures if f.key.endswith("%")}  # "45%" makes no 45 known
        plain = [w for i, w in enumerate(said.words) if i not in shares or not w.lower.isdigit()]
        self.keys.update(word.stem for word in plain)
        self.keys.update(stem(word.lower) for word in plain)  # of a compound's parts
        self.initials.update(initials for initials, _, _ in spelled_out(said.words))
        self.abbreviations.update(filter(None, map(abbreviation, said.words)))
        self.lines.append(line(said.words))

    def numbers(self, said: Said) -> list[Figure]:
        """The figures of a sentence that are not known, nor round what is known."""
        first: dict[str, Figure] = {}
        for figure in said.figures:
            first.setdefault(figure.key, figure)
        return [figure for figure in first.values() if not self._has(said, figure)]

    def _has(self, said: Said, figure: Figure) -> bool:
        if figure.key in self.keys:
            return True
        rounded = self.round.get(figure.key)
        if not rounded:
            return False
        here = company(said.words, figure)
        sides = {side for side, beside in rounded if beside is None or beside & here}
        return is_rounding(said.words, figure, sides)

    def names(self, said: Said) -> list[Name]:
        """The names of a sentence that are not known: by their last part, or by their initials.

        An outlet named as the one that reports is the report's source, and nothing new.
        """
        found: list[Name] = []
        keys: set[str] = set()
        spelled = {
            i
            for initials, first, last in spelled_out(said.words)
            if initials in self.abbreviations
            for i in range(first, last + 1)
        }
        for name in said.names:
            again = {part.key for part in name.parts} <= keys
            known = name.last in spelled or self._is_known(said, name)
            if not (again or known or _reports(said, name)):
                found.append(name)
                keys.update(part.key for part in name.parts)
        return found

    def _is_known(self, said: Said, name: Name) -> bool:
        """A "league" that is no part of a name doesn't make the "Premier League" known."""
        numerals = [part.key for part in name.parts if part.kind == "numeral"]
        telling = [part.key for part in name.parts if part.kind != "numeral"] or numerals
        known = self.keys if len(telling) == 1 or self.keys.issuperset(telling) else self.in_names
        if telling[-1] in known and self.keys.issuperset(numerals):
            return True
        return name.first == name.last and abbreviation(said.words[name.first]) in self.initials

    def is_new_quotation(self, said: Said, first: int, last: int) -> bool:
        """Whether a sentence's words from token `first` to `last` have not been said before."""
        parts = stretches([word for word in said.words if first <= word.token <= last])
        return bool(parts) and not any(stands_in(parts, text) for text in self.lines)


def _reports(said: Said, name: Name) -> bool:
    following = said.words[name.last + 1 : name.last + 3]
    return name.parts[-1].kind == "outlet" and any(word.stem == "report" for word in following)


def figure_shown(said: Said, figure: Figure) -> str:
    """A number as written, with its currency or per cent sign."""
    before, after = said.words[figure.first].before, said.words[figure.last].after
    currency = "".join(mark for mark in before if mark in _CURRENCIES)
    return currency + shown(said.words, figure.first, figure.last) + "%" * ("%" in after)


def additions(story: Story) -> list[dict[str, tuple[str, ...]]]:
    """For each sentence of the commentary, what it is the first to say, as written."""
    known = Known(story)
    found = []
    for sentence, said in zip(story.commentary, story.commentary_said, strict=True):
        found.append(
            {
                "new_numbers": _each(figure_shown(said, figure) for figure in known.numbers(said)),
                "new_names": _each(name_shown(said, name) for name in known.names(said)),
                "new_quotations": _each(_new_quotations(story, sentence, said, known)),
                "new_phrases": _each(phrases(said, known.keys)),
            }
        )
        known.add(said)
    return found


def _each(values) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


def _new_quotations(story: Story, sentence: int, said: Said, known: Known) -> list[str]:
    found = quotations(story.tokens, sentence)
    runs = [run for run in found if known.is_new_quotation(said, *run)]
    if not runs:
        return []
    first, last = np.array(runs).T
    return story.tokens.cut(story.tokens.rows(first), *story.tokens.spans(first, last))
