"""The story with its marks, and the switches for each kind."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from ..display import many
from ..marking.kinds import GROUP_NAMES, KINDS
from ..marking.rendering import page_html
from ..marking.spans import found_marks, nested
from ..measures import is_heading, measured_texts
from ..plots.paragraphs import paragraph_labels
from ..safety import escaped


def story_html(table: pd.DataFrame, *, profile: str = "news", lexicon=None) -> str:
    """Switches and marked paragraphs of a story, report and commentary apart.

    `table` is the measures table; each paragraph says its label in the charts and its words.
    """
    heading = is_heading(table)
    found = found_marks(measured_texts(table), profile=profile, lexicon=lexicon)
    measured = ~heading & table["text"].notna().to_numpy()
    labels = paragraph_labels(table)
    places = iter(range(int(measured.sum())))
    parts, last = [], None
    for row, (text, role) in enumerate(zip(table["text"], table["role"], strict=True)):
        if role != last:
            parts.append(f"<h3>{escaped(str(role).capitalize())}</h3>")
            last = role
        if heading[row]:
            parts.append(f'<p class="heading">{escaped(text)}</p>')
        elif measured[row]:
            where = f"{labels[row]} · {many(table['n_words'].iloc[row], 'word')}"
            marked = page_html(str(text), nested(found[row]))
            side = "report" if role == "report" else "commentary"
            parts.append(
                f'<div class="para r-{side}" id="p-{next(places)}">'
                f'<p class="where">{escaped(where)}</p><p>{marked}</p></div>'
            )
    counts = _counts(found, table["role"])
    skip = '<a class="skip" href="#after-story">Skip the marked text</a>'
    shown = f'<div class="story">{"".join(parts)}</div><span id="after-story"></span>'
    return switches_html(counts) + skip + shown


def _counts(found, roles) -> dict[str, Counter]:
    counts: dict[str, Counter] = {key: Counter() for key in KINDS}
    for marks, role in zip(found, roles, strict=True):
        for *_, mark in marks:
            counts[mark.key]["report" if role == "report" else "commentary"] += 1
    return counts


def switches_html(counts: dict[str, Counter]) -> str:
    """The legend: a checkbox for every kind that occurs, with its numbers in the two roles."""
    sets = []
    for group, name in GROUP_NAMES.items():
        kinds = [kind for kind in KINDS.values() if kind.group == group]
        present = [_switch(kind, counts[kind.key]) for kind in kinds if counts[kind.key]]
        absent = [kind.label for kind in kinds if not counts[kind.key]]
        none = f'<span class="quiet">none: {", ".join(absent)}</span>' if absent else ""
        sets.append(f"<fieldset><legend>{name}</legend>{''.join(present)}{none}</fieldset>")
    tags = (
        '<label class="switch"><input type="checkbox" id="s-tags"> name the kind beside each mark'
        "</label>"
    )
    return (
        '<div class="switches"><p class="quiet">Numbers: in the report, in the commentary. Point '
        "at a mark, or go to it with the Tab key, for its cue and rule.</p>"
        f'{"".join(sets)}<p class="more">{tags}</p></div>'
    )


def _switch(kind, counts: Counter) -> str:
    return (
        f'<label class="switch"><input type="checkbox" checked id="s-{kind.slug}"> '
        f'<mark class="k-{kind.slug}">{kind.label}</mark> '
        f'<span class="quiet">{counts["report"]}, {counts["commentary"]}</span></label>'
    )


def kinds_css() -> str:
    """The look of each kind, and of a kind whose switch is off."""
    rules = []
    for kind in KINDS.values():
        off = f":root:has(#s-{kind.slug}:not(:checked)) .story mark.k-{kind.slug}"
        rules.append(
            f"mark.k-{kind.slug}{{{kind.style}}}"
            f"{off}{{background:none;border-color:transparent}}"
            f"{off}>.tag,{off}:not(:has(>mark))::after{{display:none!important}}"
        )
    return "".join(rules)
