"""Write docs/measures.md from the registry of measures.

    python docs/make_measures.py

The page says nothing that the registry does not: a measure is explained where it is declared
(`toolkit/measures/`), and a test fails when the page is older than that.
"""

from __future__ import annotations

import inspect
from pathlib import Path

from toolkit.measures.registry import FAMILIES, HEADLINE, Measure, all_measures

PAGE = Path(__file__).resolve().parent / "measures.md"
OPENING = """\
# Measures

Every measure that `tk.measure(table)` adds as a column: {n} in {n_families} families. This page is
made from the registry by `python docs/make_measures.py`; `tk.list_measures()` is the same as a
table, and `toolkit measures lix` prints one. What is counted, and why so, is in
[method.md](method.md); how far the numbers can be trusted, in [validity.md](validity.md).

- **Smallest text**: below it a value is computed all the same, `tk.plot_story` draws it hollow and
  `tk.reliable(table)` is False. A value that means nothing (no words, no sentence) is NaN, never 0.
- **Of several paragraphs**: how a report's or a commentary's value comes from its paragraphs'. It
  is the measure of the whole text, not the mean of the paragraphs.
- **Known failures**: what a reader of the number has to know. Every measure counts forms; none
  reads.

Eight measures are **headlines**, fixed so that the stories at hand have no say in what is tested:
`tk.compare` gives a p for these, and for the others an interval alone.
[Why these](method.md#the-eight-headline-measures).
"""
ABOUT = {
    "counts": """\
What the formulas are made of; how words, sentences and syllables are told is in
[method.md](method.md#counting). All are counts from 0 up; of several paragraphs, the sum.""",
    "readability": """\
The published formulas with their published coefficients. They know how long words and sentences
are, and nothing else. Texts of unequal length want comparing
[at equal length](comparison.md#does-the-sign-hold).""",
    "sentiment": """\
VADER, sentence by sentence: [method.md](method.md#sentiment).""",
    "hedging": """\
Words that leave the writer less committed, and their companions: [hedging.md](hedging.md).""",
    "wording": """\
Whose voice speaks, and how it argues: [wording.md](wording.md). The rates count the writer's own
words, outside quotation marks.""",
}
POOLED = {
    "sum": "the sum",
    "counts": "the formula on the summed counts",
    "words": "the mean weighted by words (for a rate: the summed cues over the summed words)",
    "sentences": "the mean weighted by sentences",
    "spread": "the standard deviation over all sentences",
}


def page() -> str:
    """The whole page as Markdown."""
    known = all_measures()
    families = {
        name: [m for m in known.values() if m.family == name]
        for name in FAMILIES
        if any(m.family == name for m in known.values())
    }
    parts = [OPENING.format(n=len(known), n_families=len(families)), headline_table()]
    for family, measures in families.items():
        parts.append(f"## {family.capitalize()}\n\n{ABOUT[family]}\n")
        parts += [table_of(measures)] if family == "counts" else map(entry, measures)
    return "\n".join(parts)


def headline_table() -> str:
    """The eight headline measures, each a link to its entry."""
    lines = ["| headline measure | what it is | a higher value |", "|---|---|---|"]
    for measure in map(all_measures().get, HEADLINE):
        lines.append(
            f"| [`{measure.name}`](#{measure.name}) | {measure.label} ({measure.unit}) "
            f"| {measure.higher} |"
        )
    return "\n".join(lines) + "\n"


def table_of(measures: list[Measure]) -> str:
    """Measures that need no more than a line each."""
    lines = ["| column | what is counted | how |", "|---|---|---|"]
    lines += [f"| `{m.name}` | {m.label} | {m.reading} |" for m in measures]
    return "\n".join(lines) + "\n"


def entry(measure: Measure) -> str:
    """One measure: its heading and a line for each thing to know."""
    facts = {
        "Formula": inspect.getdoc(measure.formula) or "the count itself",
        "Unit": f"{measure.unit}; higher: {measure.higher}",
        "Range": measure.value_range,
        "How to read it": "; ".join(filter(None, [measure.reading, bands(measure)])),
        "Smallest text": measure.smallest_text,
        "Of several paragraphs": POOLED[measure.pool],
        "Source": measure.source,
        "Known failures": measure.caveat,
    }
    lines = [f"- **{name}**: {flowing(text)}" for name, text in facts.items() if text]
    name = f"### {measure.name}\n\n**{measure.label[:1].upper()}{measure.label[1:]}**"
    return (
        f"{name}{', a headline measure' if measure.headline else ''}\n\n" + "\n".join(lines) + "\n"
    )


def bands(measure: Measure) -> str:
    """The measure's bands in words: "in words, below 30 very difficult, 30 to 50 difficult"."""
    if not measure.bands:
        return ""
    uppers = [f"{upper:g}".replace("-", "−") for upper, _ in measure.bands]
    words = [word for _, word in measure.bands]
    middle = [
        f"{low} to {high} {word}"
        for low, high, word in zip(uppers, uppers[1:-1], words[1:-1], strict=False)
    ]
    return "in words: " + ", ".join(
        [f"below {uppers[0]} {words[0]}", *middle, f"from {uppers[-2]} {words[-1]}"]
    )


def flowing(text: str) -> str:
    """The text on one line, closed by one full stop."""
    return f"{' '.join(text.split()).rstrip('.')}."


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
    print(f"{PAGE.name}: {len(all_measures())} measures")
