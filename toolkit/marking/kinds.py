"""The kinds of words that are marked, and how each looks.

A kind is told by more than its colour: hedges stand on a tint with a line below that differs in
style, the series that are no hedges in a frame, sentiment words under a line with their value.
Colours hold on white and on near-black paper: tints are transparent, lines of medium lightness.
"""

from __future__ import annotations

from dataclasses import dataclass

HEDGES, SERIES, SENTIMENT = "hedges", "series", "sentiment"
GROUP_NAMES = {
    HEDGES: "Hedges",
    SERIES: "No hedges, counted apart",
    SENTIMENT: "Sentiment words (VADER)",
}


@dataclass(frozen=True)
class Kind:
    """A kind of mark: `key` names it in tables and pages, `rgb` and `line` are its look."""

    key: str
    label: str
    group: str
    rgb: str
    line: str

    @property
    def slug(self) -> str:
        """The key as a CSS class: "open question" -> "open-question"."""
        return self.key.replace(" ", "-").replace("_", "-")

    @property
    def style(self) -> str:
        """Inline CSS of the mark, which leaves the text in the colour of its surroundings."""
        common = "text-decoration:none;padding:0 .1em;border-radius:2px;"
        if self.group == HEDGES:
            return (
                f"{common}background:rgba({self.rgb},.24);border-bottom:{self.line} rgb({self.rgb})"
            )
        if self.group == SERIES:
            return f"{common}background:none;border:{self.line} rgb({self.rgb})"
        return f"{common}background:none;border-top:{self.line} rgb({self.rgb})"


KINDS = {
    kind.key: kind
    for kind in (
        Kind("modal", "modal", HEDGES, "0,114,178", "2px solid"),
        Kind("probability", "probability", HEDGES, "204,132,0", "4px double"),
        Kind("evidential", "evidential", HEDGES, "0,145,105", "3px dotted"),
        Kind("belief", "belief", HEDGES, "178,94,145", "2px dashed"),
        Kind("allegation", "allegation", HEDGES, "204,82,0", "4px solid"),
        Kind("conditional", "conditional", HEDGES, "60,145,200", "4px dotted"),
        Kind("open question", "open question", HEDGES, "128,122,0", "4px dashed"),
        Kind("vague_source", "vague source", SERIES, "125,125,125", "1px dotted"),
        Kind("approximator", "approximator", SERIES, "125,125,125", "1px dashed"),
        Kind("booster", "booster", SERIES, "125,125,125", "2px solid"),
        Kind("reporting_verb", "reporting verb", SERIES, "125,125,125", "1px solid"),
        Kind("obligation", "obligation", SERIES, "125,125,125", "3px double"),
        Kind("positive", "positive word", SENTIMENT, "40,140,95", "2px solid"),
        Kind("negative", "negative word", SENTIMENT, "200,65,60", "2px dotted"),
    )
}


def keys_of(group: str) -> list[str]:
    """The keys of one group, in the order of the legend."""
    return [key for key, kind in KINDS.items() if kind.group == group]
