"""`browse`: a corpus in a notebook: a table to filter and sort, points that lead to texts."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..errors import ToolkitError, there
from ..measures import all_measures
from ..measures.registry import headline_of
from ..plots.inputs import names_in, need_number, need_one
from ..plots.style import COLOURS
from ..safety import escaped
from .shell import template
from .tables import column_format, header, number_cell, shown
from .words import body_of

WIDTH, HEIGHT, EDGE = 640, 260, 34
SNIPPET = 60
_LETTER, _KEY = 7, 28  # pixels for a letter, and for the mark before a word of the legend
# A notebook may be dark, and the report's colour is: it leans towards that of the text.
MIXED = {"report": f"fill:color-mix(in srgb,{COLOURS['report']} 70%,currentColor)"}
STYLE = "<style>.toolkit-browse details[open] summary span{display:none}</style>"


@dataclass(frozen=True)
class Browser:
    """A table of paragraphs that a notebook shows with its controls; elsewhere plain rows."""

    html: str
    table: pd.DataFrame

    def __repr__(self) -> str:
        return repr(self.table)

    def _repr_html_(self) -> str:
        return self.html


def browse(
    table: pd.DataFrame, measures=None, *, x: str = "n_words", y: str | None = None,
    max_rows: int = 500,
) -> Browser:  # fmt: skip
    """The paragraphs of a corpus, to be filtered, sorted and read in a notebook.

    Parameters
    ----------
    table : DataFrame
        A measures table, of one story or many.
    measures : list of str, optional
        Columns to show; the headline measures if left out.
    x, y : str
        Columns to draw; `y` is the first of `measures` if left out. A click on a point leads to its
        paragraph.
    max_rows : int
        The most paragraphs to show; more are left out, which the output says.

    Returns
    -------
    Browser
        A notebook shows a field that filters by words (all columns are searched), headers that
        sort, and each text, which opens at a click. Nothing is loaded from anywhere. Where scripts
        don't run, as on GitHub, the points and the whole table are there.

    Raises ToolkitError for a table without the columns.

    >>> from toolkit.measures import measure
    >>> story = pd.DataFrame({"story": "port", "role": ["report"], "text": ["It may rain."]})
    >>> browse(measure(story), ["lix"]).html.count("<tr data-row")
    1
    """
    if not isinstance(table, pd.DataFrame) or "n_words" not in table.columns:
        raise ToolkitError("browse() needs a measures table; measure(story) makes one")
    if "text" not in table.columns:
        raise ToolkitError(
            "browse() shows paragraphs, and this table has no column 'text'; browse what "
            "measure(story) returns"
        )
    need_number(max_rows, "max_rows", "so many paragraphs are shown at most")
    names = headline_of(table.columns) if measures is None else names_in(measures)
    y = y or (names[0] if names else "n_words")
    need_one(table, "text")
    for name in ["n_words", *names, x, y]:
        known = isinstance(name, Hashable) and name in table.columns
        if known:
            need_one(table, name)
        if not known or not pd.api.types.is_numeric_dtype(table[name]):
            numbers = table.select_dtypes("number").columns
            raise ToolkitError(
                f"no column of numbers {name!r} in this table; it has: {there(name, numbers)}"
            )
    body = body_of(table)
    part = body.head(max_rows)
    left_out = len(body) - len(part)
    note = (
        f"<p>The first {len(part):,} of {len(body):,} paragraphs; take a part of the table, or "
        "give max_rows.</p>"
        if left_out
        else ""
    )
    script = f"(() => {{\n{template('sort.js')}{template('browse.js')}}})();"
    html = (
        f'<div class="toolkit-browse">{STYLE}{_points(part, x, y)}{note}'
        '<p class="toolkit-tools" style="display:none" hidden><label>Filter: '
        '<input type="search" style="width:20em"></label> <output></output></p>'
        f'<div style="max-height:30em;overflow:auto">{_rows(part, names)}</div></div>'
        f"<script>{script}</script>"
    )
    return Browser(html, part[[*_about(part), "n_words", *names, "text"]])


def _about(table: pd.DataFrame) -> list[str]:
    return [name for name in ("story", "role", "paragraph") if name in table.columns]


def _rows(part: pd.DataFrame, names: list[str]) -> str:
    known, about = all_measures(), _about(part)
    labels = [known[name].label if name in known else str(name) for name in names]
    heads = [*map(header, map(str.capitalize, about)), header("Text", left=True)]
    heads += map(header, ["Words", *labels])
    write = {name: column_format(name, part[name]) for name in ("n_words", *names)}
    rows = []
    for place, (_, row) in enumerate(part.iterrows()):
        cells = [f"<td>{escaped(row[name])}</td>" for name in about]
        cells += [_text_cell(str(row["text"])), number_cell(row["n_words"], write["n_words"])]
        cells += [number_cell(row[name], write[name]) for name in names]
        rows.append(f'<tr data-row="{place}">{"".join(cells)}</tr>')
    return (
        f'<table class="dataframe"><thead><tr>{"".join(heads)}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table>"
    )


def _text_cell(text: str) -> str:
    """The beginning of a text, which opens to the whole."""
    style = "text-align:left;min-width:18em;max-width:34em;white-space:normal"
    if len(text) <= SNIPPET:
        return f'<td style="{style}">{escaped(text)}</td>'
    start = escaped(text[:SNIPPET].rsplit(" ", 1)[0])
    inner = f"<details><summary><span>{start} …</span></summary>{escaped(text)}</details>"
    return f'<td style="{style}">{inner}</td>'


def _points(part: pd.DataFrame, x: str, y: str) -> str:
    values = part[[x, y]].to_numpy(float)
    there = np.isfinite(values).all(axis=1)
    if not there.any():
        return ""
    low, high = values[there].min(axis=0), values[there].max(axis=0)
    span = np.where(high > low, high - low, 1.0)
    places = EDGE + (values - low) / span * (np.array([WIDTH, HEIGHT]) - 2 * EDGE)
    roles = part["role"] if "role" in part.columns else pd.Series("commentary", part.index)
    circles = "".join(
        f'<circle data-row="{row}" r="5" cx="{places[row, 0]:.1f}" '
        f'cy="{HEIGHT - places[row, 1]:.1f}" fill="{COLOURS.get(role, "#888888")}" '
        f'style="{MIXED.get(role, "")}" '
        'fill-opacity=".65" stroke="currentColor" stroke-width=".5"></circle>'
        for row, role in enumerate(roles)
        if there[row]
    )
    known = all_measures()
    name_x, name_y = (known[name].label if name in known else str(name) for name in (x, y))
    beside = sum(_LETTER * len(role) + _KEY for role in COLOURS if (roles == role).any())
    texts = [
        (EDGE, 14, "start", _cut("↑ ", name_y, f", {shown(low[1])} to {shown(high[1])}", beside)),
        (
            WIDTH,
            HEIGHT - 4,
            "end",
            _cut("", name_x, f", {shown(low[0], 0)} to {shown(high[0], 0)} →"),
        ),
    ]
    labels = "\n".join(
        f'<text x="{left}" y="{top}" text-anchor="{anchor}" fill="currentColor" font-size="12">'
        f"{escaped(text)}</text>"
        for left, top, anchor, text in texts
    )
    frame = f'<path d="M{EDGE} 22V{HEIGHT - 20}H{WIDTH}" fill="none" stroke="currentColor"/>'
    return (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" style="max-width:{WIDTH}px;width:100%" role="img" '
        f'aria-label="{escaped(f"{name_y} against {name_x}, a point for each paragraph")}">'
        f"{frame}{labels}\n{_legend(roles)}{circles}</svg>"
    )


def _cut(before: str, name: str, after: str, beside: int = 0) -> str:
    """The label of an axis, its name cut where `beside` pixels of its line are taken."""
    room = (WIDTH - EDGE - beside) // _LETTER - len(before + after)
    return f"{before}{name if len(name) <= room else name[: room - 1].rstrip() + '…'}{after}"


def _legend(roles: pd.Series) -> str:
    """What the colours mean, at the right of the line above the points."""
    parts, left = [], WIDTH
    for role in (role for role in reversed(COLOURS) if (roles == role).any()):
        left -= _LETTER * len(role) + _KEY
        parts.append(
            f'<rect x="{left}" y="5" width="10" height="10" fill="{COLOURS[role]}" '
            f'style="{MIXED.get(role, "")}" '
            'fill-opacity=".65" stroke="currentColor" stroke-width=".5"/>'
            f'<text x="{left + 15}" y="14" fill="currentColor" font-size="12">{role}</text>'
        )
    return "\n".join(reversed(parts))
