"""The measures of hedging: rates of cues per 100 words, declared with how to read them."""

from __future__ import annotations

from .hedge_lexicon import CORE
from .registry import register, register_rate

_DOC = "docs/hedging.md; categories after Hyland (1998) and the annotation of Vincze (2014)"
_READING = {
    "modal": "may, might, could, a hypothetical would: what is only possible",
    "probability": "perhaps, likely, potential: how probable it is said to be",
    "evidential": "seems, appears to, suggests that: inferred from signs",
    "belief": "think, believe, expect, is considered: somebody's belief, not a fact",
    "allegation": "allegedly, accused, reportedly: said by others and not vouched for",
    "conditional": "if, unless, should he win: true on a condition",
    "open question": "whether, unclear, remains to be seen: left open",
}
_SERIES_READING = {
    "boosters": "clearly, certainly, of course: the writer vouches for it",
    "approximators": "about 200, roughly, often: not the exact quantity, degree or frequency",
    "vague_sources": "some say, critics, sources: somebody without a name",
    "reporting_verbs": "said, claimed, acknowledged: words or views reported as others'",
    "obligations": "should, must, ought to: commits to more, not less",
}


def count_name(category: str) -> str:
    """Name of the count of a core category: "open question" -> "n_hedges_open_question"."""
    return f"n_hedges_{category.replace(' ', '_')}"


def _register_rate(name: str, counted: str, label: str, reading: str, **facts) -> None:
    doc = f"{label}, per 100 words."
    facts |= {"label": label, "reading": reading, "source": _DOC}
    register_rate("hedging", name, counted, doc, **facts)


@register(
    "hedging",
    label="Hedges",
    unit="cues",
    higher="more hedges",
    pool="sum",
    source=_DOC,
    value_range="0 or more",
    reading="number of core hedges: words that leave the writer less committed",
)
def n_hedges(c):
    """Number of core hedges of the seven categories."""
    return c.n_hedges


@register(
    "hedging",
    label="Hedged sentences",
    unit="share",
    higher="more hedged",
    pool="sentences",
    source=_DOC,
    reading="share of sentences with at least one core hedge",
    smallest_sentences=5,
    value_range="0 to 1",
)
def hedged_sentences_share(c):
    """Sentences with a core hedge, divided by sentences."""
    return c.n_hedged_sentences / c.n_sentences


_register_rate(
    "hedges_per_100_words",
    "n_hedges",
    "Hedges",
    "core hedges of seven categories; in the Brown corpus news has 0.9, editorials have 1.4",
    higher="less committed",
    caveat="counts forms, not meanings: agreement with annotators is given in docs/hedging.md",
)
for _category in CORE:
    _register_rate(
        f"hedges_{_category.replace(' ', '_')}_per_100_words",
        count_name(_category),
        f"Hedges: {_category}",
        _READING[_category],
        higher="less committed",
    )
_register_rate(
    "hedges_own_per_100_words",
    "n_hedges_own",
    "Hedges in the writer's voice",
    "core hedges outside quotation marks and not attributed to somebody else",
    higher="less committed",
    caveat="attribution is read from verbs of saying and believing in the same sentence",
)
_register_rate(
    "hedges_strict_per_100_words",
    "n_hedges_strict",
    "Hedges, strict",
    "core hedges without conditional, open question and allegation, which are uncertainty rather "
    "than hedging in Hyland's sense",
    higher="less committed",
)
for _name, _reading in _SERIES_READING.items():
    _register_rate(
        f"{_name}_per_100_words",
        f"n_{_name}",
        _name.replace("_", " ").capitalize(),
        _reading,
        higher=f"more {_name.replace('_', ' ')}",
    )
