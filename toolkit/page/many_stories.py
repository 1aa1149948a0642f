"""The index of many stories: the comparison, the charts, and a line for each story."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from ..columns import PARAGRAPHS, ROLES
from ..comparison import compare
from ..display import breaking
from ..errors import ToolkitError
from ..measures import all_measures, pool, reliable
from ..measures.registry import headline_of
from ..plots import plot_comparison, plot_length, plot_rates
from ..safety import escaped
from .charts import Chart, figure_html
from .shell import page
from .tables import column_format, comparison_table, header, number_cell, scrolling, sparkline
from .words import body_of, headline_html, interval_html, provenance_html, reading_html

SPARKS = ("flesch_reading_ease", "vader_compound", "hedges_per_100_words")
CAPTIONS = {
    "comparison": "Each line is a measure, each dot how far commentary lies from reports in the "
    "mean of the stories, in standard deviations.",
    "rates": "Hedges by kind: the mean rate over the stories, and at the right how many there "
    "are in all.",
    "length": "Commentary is often longer than the report. If the difference rises or falls "
    "the longer the commentary is beside its report, it may be length that makes it.",
}


def index_page(
    table: pd.DataFrame, title: str, links: dict[str, str], sources: dict[str, str]
) -> str:
    """The index of the stories in a measures table; `links` has the address of each one's page."""
    body = body_of(table)
    sections = {}
    try:
        comparison = compare(table)
    except ToolkitError as reason:
        absent = [role for role in ROLES if role not in set(body["role"])]
        said = f"There is no {absent[0]} in these stories to compare." if absent else reason
        sections["In short"] = f'<p class="missing">{escaped(said)}</p>'
    else:
        sections["In short"] = headline_html(comparison)
        draw = {
            "comparison": lambda: plot_comparison(comparison),
            "rates": lambda: plot_rates(table),
            "length": lambda: plot_length(table),
        }
        if body.groupby("story")["role"].nunique().max() < len(ROLES):
            del draw["length"]  # no story has both parts, one longer than the other
        figures = [figure_html(Chart(name, draw[name], CAPTIONS[name])) for name in draw]
        sections["Charts"] = "".join(figures)
    sections["Stories"] = stories_table(body, links)
    if "Charts" in sections:
        sections["All measures"] = (
            "<details><summary>Show every measure that was computed</summary>"
            f"{comparison_table(comparison)}</details>"
        )
    sections["Not read"] = _not_read(table)
    of_many = interval_html() if "Charts" in sections else ""
    sections["How to read this"] = of_many + reading_html(headline_of(table.columns))
    sections["Provenance"] = provenance_html(table, sources)
    words = int(body["n_words"].sum())
    lead = f"<p>{body['story'].nunique():,} stories, {words:,} words. Each story counts once.</p>"
    return page(title, lead, {name: text for name, text in sections.items() if text})


def stories_table(body: pd.DataFrame, links: dict[str, str]) -> str:
    """One row per story: words, the paragraphs as small bars, and the difference per measure."""
    known = all_measures()
    own = [
        column for column in body.columns
        if column not in PARAGRAPHS and column not in known
        and body[column].map(str).groupby(body["story"]).nunique().le(1).all()
    ]  # fmt: skip
    pooled = pool(body, ["story", "role"])
    heads = [header("Story"), *(header(str(column), left=True) for column in own)]
    numbers = ["Words, report", "Words, commentary", *(known[name].label for name in SPARKS)]
    heads += map(header, numbers)
    differences = _differences(pooled)
    write = {name: _with_sign(column_format(name, differences[name])) for name in SPARKS}
    rows = [
        _story_row(story, rows, differences, write, own, links[story])
        for story, rows in body.groupby("story", sort=False)
    ]
    return scrolling(
        '<table class="sortable stories"><caption>Bars: the paragraphs in reading order, from '
        "zero; hollow or pale where there is too little text. Numbers beside them: commentary less "
        "report, by which the column sorts.</caption>"
        f"<thead><tr>{''.join(heads)}</tr></thead>"
        f"<tbody>{''.join(rows)}</tbody></table>",
        "Table of stories",
    )


def _differences(pooled: pd.DataFrame) -> pd.DataFrame:
    """Commentary less report of every story, NaN where it has but one of them."""
    role = pooled.index.get_level_values("role")
    commentary, report = (
        pooled.loc[role == one, list(SPARKS)].droplevel("role") for one in ("commentary", "report")
    )
    return commentary - report


def _with_sign(write: Callable[[float], str]) -> Callable[[float], str]:
    def with_sign(value: float) -> str:
        text = write(value)
        return f"+{text}" if value > 0 and text.strip("0.,%") else text

    return with_sign


def _story_row(
    story, rows: pd.DataFrame, differences: pd.DataFrame, write: dict, own: list[str], link: str
) -> str:
    words = rows.groupby("role")["n_words"].sum()
    sure = reliable(rows)
    cells = [f"<td>{escaped(_text(rows[column].iloc[0]))}</td>" for column in own]
    write_words = column_format("n_words", words)
    cells += [
        number_cell(words.get(role, float("nan")), write_words) for role in ("report", "commentary")
    ]
    for name in SPARKS:
        difference = differences[name].get(story, float("nan"))
        cell = number_cell(difference, write[name])
        bars = sparkline(rows[name], rows["role"], sure[name])
        cells.append(
            cell.replace(">", f"><span class='both'>{bars}<span>", 1).replace(
                "</td>", "</span></span></td>"
            )
        )
    name = escaped(story)
    shown = f'<a href="{escaped(link)}">{breaking(name)}</a>'
    head = f'<th scope="row" data-value="{name}">{shown}</th>'
    return f"<tr>{head}{''.join(cells)}</tr>"


def _text(value) -> str:
    return "" if pd.api.types.is_scalar(value) and pd.isna(value) else str(value)


def _not_read(table: pd.DataFrame) -> str:
    errors = table.attrs.get("errors") or []
    items = "".join(
        f"<li><strong>{escaped(error['place'])}</strong>: {escaped(error['reason'])}</li>"
        for error in errors
    )
    return f"<ul>{items}</ul>" if items else ""
