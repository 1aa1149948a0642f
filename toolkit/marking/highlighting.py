"""`highlight`: the paragraphs of a story with hedges and sentiment words marked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from ..errors import ToolkitError, is_whole
from ..given import as_table
from ..measures import is_heading, measured_texts
from ..measures.stories_and_roles import need_story_names
from ..safety import escaped, visible
from .kinds import GROUP_NAMES, KINDS
from .rendering import inline_html, plain_text
from .spans import Node, found_marks, nested

_PARAGRAPH = (
    "max-width:46em;line-height:1.9;white-space:pre-wrap;overflow-wrap:break-word;margin:.2em 0 1em"
)
_WHERE = "font-size:.8em;opacity:.75;font-variant-numeric:tabular-nums"


@dataclass(frozen=True)
class Highlighted:
    """Marked text: shown as HTML in a notebook, and as plain text by `print` and in a terminal."""

    html: str
    text: str
    as_plain: bool = False

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self) -> str | None:
        return None if self.as_plain else self.html


def highlight(
    story, *, paragraph=None, hedges=True, sentiment=True, series=True, plain=False,
    profile="news", lexicon=None,
) -> Highlighted:  # fmt: skip
    """A story's paragraphs with hedges and sentiment words marked in the text.

    Parameters
    ----------
    story : DataFrame, or str
        The paragraphs table of one story; only `text` is needed. Or a text of your own.
    paragraph : int or list of int, optional
        Which paragraphs, by the numbers of the column `paragraph` (1, 2, … without it); all if
        left out.
    hedges : bool, str or list of str
        The core hedges: all, none, or categories such as "modal" and "open question".
    sentiment : bool, "positive" or "negative"
        The words that moved VADER's score, each with what it contributes in its sentence.
    series : bool, str or list of str
        What is counted beside hedges: "vague_source", "approximator", "booster",
        "reporting_verb", "obligation".
    plain : bool
        True shows plain text in a notebook too.
    profile, lexicon
        As in `find_hedges`.

    Returns
    -------
    Highlighted
        A notebook shows it as HTML. Hedges have a tint and a line below, the other series a frame,
        sentiment words a line above; each has its category or value beside it, and cue, voice and
        rule in its tooltip. `str()` gives plain text, `[potential|probability]`. Nothing in the
        text is read as HTML, and characters that turn the direction of writing are shown by number.

    Raises ToolkitError for a paragraph that isn't there, and a table of several stories or of none.

    >>> print(highlight("It may rain, some believe it will.", sentiment=False))
    It [may|modal] rain, [some|vague source] [believe|belief] it will.
    """
    table = _one_story(as_table(story))
    numbers = _numbers(table)
    texts = measured_texts(table)
    found = found_marks(texts, hedges, sentiment, series, profile=profile, lexicon=lexicon)
    rows = range(len(table)) if paragraph is None else _rows(numbers, paragraph)
    parts = [_Part(table, row, numbers[row], nested(found[row])) for row in rows]
    keys = {mark.key for row in rows for *_, mark in found[row]}
    body = "".join(part.html() for part in parts)
    return Highlighted(
        f"<div class='mathjax_ignore tex2jax_ignore'>{body}{_legend(keys)}</div>",
        "\n\n".join(part.plain() for part in parts),
        plain,
    )


class _Part:
    """One paragraph or heading, ready to be shown."""

    def __init__(self, table: pd.DataFrame, row: int, number: int, nodes: list[Node]):
        text = table["text"].iloc[row]
        self.text = "" if pd.isna(text) else str(text)
        self.heading = bool(is_heading(table)[row])
        self.nodes = nodes
        role = table["role"].iloc[row] if "role" in table.columns else None
        known = "" if role is None or pd.isna(role) else f" · {role}"
        self.where = f"{number}{known}" if len(table) > 1 else ""

    def html(self) -> str:
        where = f'<div style="{_WHERE}">{escaped(self.where)}</div>' if self.where else ""
        if self.heading:
            return f'{where}<p style="{_PARAGRAPH}"><strong>{escaped(self.text)}</strong></p>'
        return f'{where}<p style="{_PARAGRAPH}">{inline_html(self.text, self.nodes)}</p>'

    def plain(self) -> str:
        where = f"{visible(self.where)}\n" if self.where else ""
        text = f"# {visible(self.text)}" if self.heading else plain_text(self.text, self.nodes)
        return where + text


def _legend(keys: Iterable[str]) -> str:
    """A line that shows each kind there is, as it is marked."""
    lines = []
    for group, name in GROUP_NAMES.items():
        kinds = [kind for kind in KINDS.values() if kind.group == group and kind.key in keys]
        marks = " ".join(f'<u style="{kind.style}">{kind.label}</u>' for kind in kinds)
        lines += [f"<div>{name}: {marks}</div>"] if kinds else []
    return f'<div style="font-size:.85em;line-height:2">{"".join(lines)}</div>' if lines else ""


def _one_story(table: pd.DataFrame) -> pd.DataFrame:
    if "story" in table.columns and table.empty:
        raise ToolkitError("highlight() has nothing to show: no row of the table was chosen")
    need_story_names(table)
    if "story" in table.columns and table["story"].nunique() > 1:
        raise ToolkitError(
            f"highlight() shows one story and the table has {table['story'].nunique()}; take "
            "table[table['story'] == name]"
        )
    return table


def _numbers(table: pd.DataFrame) -> list[int]:
    if "paragraph" in table.columns and table["paragraph"].notna().all():
        return [int(number) for number in table["paragraph"]]
    return list(range(1, len(table) + 1))


def _rows(numbers: list[int], wanted) -> list[int]:
    many = isinstance(wanted, Iterable) and not isinstance(wanted, str)
    rows = []
    if many and not len(wanted := list(wanted)):
        raise ToolkitError("the list of paragraphs is empty; leave paragraph= out for all of them")
    for number in wanted if many else [wanted]:
        if not is_whole(number, 0):
            raise ToolkitError(f"paragraph={number!r} is not the number of a paragraph, such as 3")
        if number not in numbers:
            raise ToolkitError(f"there is no paragraph {number}; {_range(numbers)}")
        rows += [row for row, one in enumerate(numbers) if one == number]
    return rows


def _range(numbers: list[int]) -> str:
    if not numbers:
        return "the table has none"
    low, high = min(numbers), max(numbers)
    if sorted(numbers) == list(range(low, high + 1)):
        return f"there are paragraphs {low} to {high}" if low < high else f"there is only {low}"
    return f"there are {', '.join(map(str, numbers[:12]))}{', …' if len(numbers) > 12 else ''}"
