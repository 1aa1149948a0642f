"""What the commentary takes over from the report, sentence by sentence."""

from __future__ import annotations

import pandas as pd

from ..borrowing import carryover
from ..columns import PARAGRAPHS
from ..display import many
from ..measures import is_heading
from ..safety import escaped
from ..segmentation import sentences
from .tables import header, scrolling

NEW_THINGS = {
    "new_numbers": "numbers",
    "new_names": "names",
    "new_quotations": "quotations",
    "new_phrases": "phrases",
}


def carryover_html(table: pd.DataFrame, *, profile: str = "news", lexicon=None) -> str:
    """How many sentences are carried over, and a row for each with its source and what it adds."""
    story = table[[column for column in PARAGRAPHS if column in table.columns]]
    rows = carryover(story, profile=profile, lexicon=lexicon)
    texts = dict(zip((every := sentences(story))["sentence"], every["text"], strict=True))
    counts = rows["status"].value_counts()
    said = ", ".join(
        f"{counts.get(status, 0):,} {words}"
        for status, words in {
            "carried over": "carried over from the report",
            "partly": "partly so",
            "new": "new",
        }.items()
    )
    headings = " Headings count in the numbers of sentences." if is_heading(story).any() else ""
    heads = ("Sentence", "Commentary", "Status", "Nearest in the report", "New in it", "Certainty")
    table = scrolling(
        f'<table class="sortable words"><thead><tr>{"".join(map(header, heads))}</tr></thead>'
        f"<tbody>{''.join(_row(row, texts) for row in rows.itertuples())}</tbody></table>",
        "Table of what is taken over",
    )
    return (
        f"<p>Of {many(len(rows), 'sentence')} of the commentary: {said}. Words are compared: what "
        "is said again in other words counts as new, and a denial of what the report says as "
        f"carried over.{headings}</p><details><summary>Sentence by sentence</summary>{table}"
        "</details>"
    )


def _row(row, texts: dict[int, str]) -> str:
    source = " … ".join(str(texts[number]) for number in row.sources)
    new = "; ".join(
        f"{name}: {', '.join(getattr(row, column))}"
        for column, name in NEW_THINGS.items()
        if getattr(row, column)
    )
    return (
        f'<tr><th scope="row" data-value="{row.sentence}">{row.sentence}</th>'
        f"<td>{escaped(row.text)}</td>"
        f'<td data-value="{-row.closeness:.4f}">{escaped(row.status)}</td>'
        f'<td class="quiet">{escaped(source)}</td><td>{escaped(new)}</td>'
        f"<td>{escaped(row.certainty_shift)}</td></tr>"
    )
