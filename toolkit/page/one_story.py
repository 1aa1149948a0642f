"""The page of one story."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from ..columns import PARAGRAPHS, ROLES
from ..comparison import compare
from ..measures import all_measures
from ..measures.registry import headline_of
from ..plots import (
    plot_carryover,
    plot_cues,
    plot_readability,
    plot_sentiment_words,
    plot_story,
    plot_windows,
)
from ..safety import escaped
from .charts import Chart, figure_html
from .marked import story_html
from .shell import page
from .tables import comparison_table, paragraph_table
from .taken_over import carryover_html
from .words import body_of, headline_html, provenance_html, reading_html, size_sentence

CAPTIONS = {
    "cues": "Where every hedge stands, from the first word of the report to the last of the "
    "commentary. Above the line the seven kinds of hedges, below it what is counted apart.",
    "story": "Every paragraph on the headline measures, in reading order. The dashed line is the "
    "report, the short bar at the right the whole commentary; hollow marks rest on little text.",
    "readability": "Why a text is hard: long sentences lie to the right, long words high up. On "
    "each grey line the Flesch reading ease is the same.",
    "windows": "A longer text has room for more. Here the shorter part stands beside every "
    "stretch of the longer one that is about as long.",
    "carryover": "The report's sentences at the left, the commentary's at the right; a line joins "
    "those that share their names, numbers and words.",
    "sentiment": "The words that moved the sentiment score most. The list behind it knows no "
    "stance: read the sentences before quoting the number.",
}
DRAW = {
    "cues": plot_cues,
    "story": plot_story,
    "readability": plot_readability,
    "windows": plot_windows,
    "carryover": plot_carryover,
    "sentiment": plot_sentiment_words,
}


def story_page(
    table: pd.DataFrame, title: str, sources: dict[str, str], *, charts=tuple(CAPTIONS),
    lexicon=None, above: str = "", done: Callable = lambda: None,
) -> str:  # fmt: skip
    """The page of one story.

    Parameters
    ----------
    table : DataFrame
        The measures table of one story, headings included.
    title : str
    sources : dict
        What is known of where the text comes from, for the provenance.
    charts : names of CAPTIONS to draw
    lexicon : the hedging lexicon that `table` was measured with
    above : HTML that stands over the title's lines, such as a link to the index
    done : called after each chart, for a progress bar
    """
    body = body_of(table)
    names = headline_of(table.columns)
    both = set(ROLES) <= set(body["role"][body["text"].astype(str).str.strip() != ""])
    sections = {}
    if both:
        comparison = compare(table, checks=False)
        sections["In short"] = headline_html(comparison)
    figures = []
    for name in charts if both else ("cues",):
        figures.append(figure_html(_chart(name, table, lexicon)))
        done()
    sections["Charts"] = "".join(figures)
    profile = table.attrs.get("profile", "news")
    sections["The text, marked"] = story_html(table, profile=profile, lexicon=lexicon)
    if both:
        sections["Taken over and added"] = carryover_html(table, profile=profile, lexicon=lexicon)
    sections["Paragraphs"] = paragraph_table(table, names)
    if both:
        sections["All measures"] = (
            "<details><summary>Show every measure that was computed</summary>"
            f"{comparison_table(comparison)}</details>"
        )
    sections["How to read this"] = reading_html(names)
    sections["Provenance"] = provenance_html(table, sources)
    return page(title, f"{above}{_lead(table, body)}", sections)


def _chart(name: str, table: pd.DataFrame, lexicon) -> Chart:
    options = {"lexicon": lexicon} if name in ("cues", "windows") else {}
    if name == "cues":
        options["profile"] = table.attrs.get("profile", "news")
    return Chart(name, lambda: DRAW[name](table, **options), CAPTIONS[name])


def _lead(table: pd.DataFrame, body: pd.DataFrame) -> str:
    words = int(body["n_words"].sum())
    own = [
        f"{column}: {table[column].iloc[0]}"
        for column in table.columns
        if column not in PARAGRAPHS
        and column not in all_measures()
        and table[column].dropna().map(str).nunique() == 1
        and not pd.api.types.is_float_dtype(table[column])
    ]
    facts = f'<p class="quiet">{escaped(" · ".join(own))}</p>' if own else ""
    return (
        f"<p>{escaped(size_sentence(body))} One story: what follows describes these {words:,} "
        f"words and says nothing about commentary in general.</p>{facts}"
    )
