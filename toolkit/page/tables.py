"""The page's tables: paragraphs with sparklines, and all measures of a comparison."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from ..comparison.notes import is_described, shared
from ..comparison.numbers import interval, writer
from ..display import NO_VALUE, written
from ..measures import all_measures, pool, reliable
from ..plots.paragraphs import paragraph_labels
from ..safety import escaped
from .words import body_of, capital

COUNTS = ("n_words", "n_sentences")
# So wide are sparklines where ten columns stand side by side.
_ROOM = 64
# Pixels from bar to bar below which a hollow one looks filled.
_HOLLOW = 5


def shown(value: float, digits: int | None = None) -> str:
    """A number as it is read, with a true minus sign; a dash where there is none."""
    if digits is None:
        digits = 1 if abs(value) >= 2 else 2
    return written(value, f",.{digits}f")


def column_format(name: str, values) -> Callable[[float], str]:
    """How to write a column's numbers: shares in percent, all with as many decimals."""
    known = all_measures().get(name)
    if known and known.unit.startswith("share"):
        return lambda value: shown(100 * value, 1) + ("" if pd.isna(value) else "%")
    if name in COUNTS:
        return lambda value: shown(value, 0)
    digits = 1 if np.fmax.reduce(np.abs(np.asarray(values, float)), initial=0) >= 2 else 2
    return lambda value: shown(value, digits)


def number_cell(value: float, write: Callable[[float], str] = shown, *, sure: bool = True) -> str:
    """A table cell that sorts by the exact value; what rests on too little text is in brackets."""
    text = write(value)
    if not sure and text != NO_VALUE:
        return f'<td class="number unsure" data-value="{_key(value)}">({text})</td>'
    return f'<td class="number" data-value="{_key(value)}">{text}</td>'


def header(text: str, *, explained: str = "", unit: str = "", left: bool = False) -> str:
    """A column's header, which the page's script makes a button that sorts."""
    title = f' title="{escaped(explained)}"' if explained else ""
    small = f' <small class="quiet">{escaped(unit)}</small>' if unit else ""
    # A notebook's own style sheet sets headers to the right.
    style = ' style="text-align:left"' if left else ""
    return f'<th scope="col" data-sort{title}{style}>{escaped(text)}{small}</th>'


def scrolling(table: str, label: str) -> str:
    """A table in a frame of its own, so that the page never scrolls sideways."""
    return (
        f'<div class="wide" tabindex="0" role="region" aria-label="{escaped(label)}">{table}</div>'
    )


def sparkline(values, roles, sure, *, room: float = 160) -> str:
    """Small bars from zero, one per paragraph in reading order; hollow where text is too little.

    They keep to `room` pixels as long as each can have three. Bars too thin to be hollow are pale.
    """
    values, width = np.asarray(values, float), 9
    known = values[np.isfinite(values)]
    low, high = min(0.0, known.min(initial=0)), max(0.0, known.max(initial=0))
    scale = 26 / ((high - low) or 1)
    zero = 28 + low * scale
    n = max(len(values), 1)
    step = min(width, max(room / n, min(3, 160 / n)))
    doubtful = " hollow" if step >= _HOLLOW else " pale"
    bars = []
    for place, (value, role, trusted) in enumerate(zip(values, roles, sure, strict=True)):
        if np.isfinite(value):
            top, height = zero - max(value, 0) * scale, max(abs(value) * scale, 0.8)
            kind = (
                f"b-{'report' if role == 'report' else 'commentary'}{'' if trusted else doubtful}"
            )
            bars.append(
                f'<rect class="{kind}" x="{place * step + 1:.1f}" y="{top:.1f}" '
                f'width="{max(step - 2, 0.6):.1f}" height="{height:.1f}"/>'
            )
    wide = step * len(values) + 1
    return (
        f'<svg class="spark" viewBox="0 0 {wide:.0f} 30" width="{wide:.0f}" height="30" '
        f'aria-hidden="true"><path d="M0 {zero:.1f}H{wide:.0f}"/>{"".join(bars)}</svg>'
    )


def paragraph_table(table: pd.DataFrame, names: list[str]) -> str:
    """One row per paragraph of a story's measures table, a column per name."""
    body = body_of(table)
    known, columns = all_measures(), [*COUNTS, *names]
    sure = reliable(body).reindex(columns=columns, fill_value=True)
    labels = [label for label in paragraph_labels(table) if label]
    heads = [
        header(capital(known[name].label), explained=known[name].reading, unit=_unit(name))
        for name in columns
    ]
    write = {name: column_format(name, body[name]) for name in columns}
    sparks = [
        f"<td>{sparkline(body[name], body['role'], sure[name], room=_ROOM)}</td>"
        for name in columns
    ]
    rows = []
    for place, (label, role) in enumerate(zip(labels, body["role"], strict=True)):
        cells = [
            number_cell(body[name].iloc[place], write[name], sure=bool(sure[name].iloc[place]))
            for name in columns
        ]
        link = f'<a href="#p-{place}">{escaped(label)}</a>'
        head = f'<th scope="row" class="{_role(role)}" data-value="{place}">{link}</th>'
        rows.append(f"<tr>{head}{''.join(cells)}</tr>")
    return scrolling(
        '<table class="sortable"><caption>Sort by any column. In brackets: too little text for the '
        "measure. Bars: the paragraphs in reading order, from zero; hollow or pale where in "
        f"brackets.</caption><thead><tr>{header('Paragraph')}{''.join(heads)}</tr>"
        f'<tr class="sparks"><th scope="row">in reading order</th>{"".join(sparks)}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody><tfoot>{_whole(body, write)}</tfoot></table>",
        "Table of paragraphs",
    )


def _whole(body: pd.DataFrame, write: dict[str, Callable[[float], str]]) -> str:
    columns = list(write)
    pooled = pool(body, "role")
    sizes = pooled[[*COUNTS]]
    sure = reliable(sizes.join(pooled[columns].drop(columns=[*COUNTS]))).reindex(
        columns=columns, fill_value=True
    )
    rows = []
    for role in pooled.index:
        cells = [
            number_cell(pooled.at[role, name], write[name], sure=bool(sure.at[role, name]))
            for name in columns
        ]
        head = f'<th scope="row" class="{_role(role)}">{escaped(role)}, whole</th>'
        rows.append(f"<tr>{head}{''.join(cells)}</tr>")
    return "".join(rows)


def _unit(name: str) -> str:
    unit = all_measures()[name].unit
    return "" if unit == "count" else unit.removeprefix("share ")


def _role(role: str) -> str:
    return "r-report" if role == "report" else "r-commentary"


def comparison_table(comparison: pd.DataFrame) -> str:
    """Every measure of a comparison with both values, the difference and what limits it."""
    many = not is_described(comparison)
    limits = [note.split("; ") for note in comparison["note"]]
    common = shared(limits)
    rows = []
    for row, parts in zip(comparison.itertuples(), limits, strict=True):
        note = "; ".join(part for part in parts if part not in common)
        write, finely = (
            writer(row.unit, row.report, row.commentary, fine=fine) for fine in (False, True)
        )
        change = (finely if many else write)(row.difference, "+").replace(" ", "\u00a0")
        cells = [
            f'<td class="number" data-value="{_key(value)}">{text}</td>'
            for value, text in (
                (row.report, write(row.report)),
                (row.commentary, write(row.commentary)),
                (row.difference, change),
            )
        ]
        if many:
            ends = interval(finely, row.ci_low, row.ci_high)
            cells.append(f'<td class="number" data-value="{_key(row.ci_low)}">{ends}</td>')
        unit = f' <small class="quiet">{escaped(row.unit)}</small>' if row.unit else ""
        rows.append(
            f'<tr><th scope="row" data-value="{escaped(row.label)}">{escaped(row.label)}{unit}</th>'
            f'{"".join(cells)}<td class="note">{escaped(note)}</td></tr>'
        )
    said = f" For all of these: {'; '.join(common)}." if common else ""
    heads = ["Measure", "Report", "Commentary", "Difference", *(["Interval"] if many else [])]
    return scrolling(
        '<table class="sortable"><caption>Every measure. Difference: commentary less report.'
        f"{escaped(said)}</caption><thead><tr>{''.join(map(header, heads))}"
        '<th scope="col" class="left">What limits it</th></tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table>",
        "Table of all measures",
    )


def _key(value: float) -> str:
    return "" if pd.isna(value) else f"{value:.6g}"
