"""What the page says in words: headline differences, how to read them, where they come from."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterable
from datetime import datetime
from importlib.metadata import version

import pandas as pd

from .. import __version__, lexicons
from ..comparison import findings
from ..comparison.notes import shared
from ..display import many
from ..measures import all_measures, get, is_heading
from ..measures.registry import headline_of
from ..safety import escaped

PACKAGES = ("pandas", "numpy", "pyarrow", "scipy", "matplotlib", "textstat", "vaderSentiment")


def size_sentence(table: pd.DataFrame) -> str:
    """How much text each role has: "The report has 90 words in 4 sentences, ..."."""
    sums = table.groupby("role", sort=False)[["n_words", "n_sentences"]].sum()
    parts = [
        f"the {role} has {many(row['n_words'], 'word')} in {many(row['n_sentences'], 'sentence')}"
        for role, row in sums.iterrows()
    ]
    sentence = ", ".join(parts)
    return f"{sentence[:1].upper()}{sentence[1:]}." if parts else "There is no text."


def headline_html(comparison: pd.DataFrame) -> str:
    """The differences on the headline measures in sentences, what limits all of them said once."""
    rows = comparison[comparison["measure"].isin(headline_of(comparison["measure"]))]
    rows = rows if len(rows) else comparison
    found = findings(rows)
    caveats = [caveat.split("; ") for caveat in found["caveat"]]
    common = shared(caveats)
    items = []
    for finding, label, measure, limits, row in zip(
        found["finding"], rows["label"], rows["measure"], caveats, rows.itertuples(),
        strict=True,
    ):  # fmt: skip
        cut = finding.find(": ", len(label))
        name, said = finding[:cut], finding[cut + 2 :]
        told = [*common, *(part for part in limits if part.lower() in said.lower())]
        own = [part for part in limits if part and part not in told]
        more = f'<small class="quiet">{escaped(_sentences([_bands(measure, row), *own]))}</small>'
        items.append(f"<dt>{escaped(name)}</dt><dd>{escaped(capital(said))} {more}</dd>")
    limits = (
        f'<p class="quiet">For all of these: {escaped("; ".join(common))}.</p>' if common else ""
    )
    return f'<dl class="findings">{"".join(items)}</dl>{limits}'


def _bands(measure: str, row) -> str:
    """The plain words for the two values, where the measure has such: "report very difficult"."""
    known = all_measures().get(measure)
    words = [known.in_words(value) if known else "" for value in (row.report, row.commentary)]
    if not all(words):
        return ""
    if words[0] == words[1]:
        return f"both {words[0]}"
    if row.n_stories > 1:
        return f"reports are {words[0]}, commentary {words[1]}"
    return f"the report is {words[0]}, the commentary {words[1]}"


def _sentences(parts: Iterable[str]) -> str:
    return " ".join(f"{capital(part).rstrip('.')}." for part in parts if part)


def capital(text: str) -> str:
    """The text with a capital at its beginning, and its other letters as they are."""
    return text[:1].upper() + text[1:]


_OF_MANY = {
    "Difference": "commentary less report, in the mean of the stories, each counted once",
    "95% interval": "where the mean difference of all stories like these may lie, as far as chance "
    "goes; with zero inside, either may be the higher one",
    "p": "how often chance alone would make a difference as clear in any of the measures that were "
    "to be tested",
}


def interval_html() -> str:
    """How to read the sentences on many stories."""
    rows = "".join(f"<dt>{name}</dt><dd>{capital(text)}</dd>" for name, text in _OF_MANY.items())
    return (
        "<details><summary>Differences, intervals and p</summary>"
        f'<dl class="facts">{rows}</dl></details>'
    )


def reading_html(names: Iterable[str]) -> str:
    """How to read each measure: what it is, how a value reads, its source and known failures."""
    items = []
    for name in names:
        measure = get(name)
        facts = {
            "How to read it": measure.reading,
            "Higher means": measure.higher,
            "Range": measure.value_range,
            "Smallest sensible text": measure.smallest_text,
            "Known failures": measure.caveat,
        }
        rows = "".join(
            f"<dt>{fact}</dt><dd>{escaped(capital(text))}</dd>"
            for fact, text in facts.items()
            if text
        )
        rows += f"<dt>Source</dt><dd>{escaped(measure.source)}</dd>" if measure.source else ""
        unit = f' <span class="quiet">{escaped(measure.unit)}</span>' if measure.unit else ""
        items.append(
            f"<details><summary>{escaped(measure.label)}{unit}</summary>"
            f'<dl class="facts">{rows}</dl></details>'
        )
    return "".join(items)


def provenance_html(table: pd.DataFrame, sources: dict[str, str]) -> str:
    """Versions, lexicons, counting, profile, date, checksums: enough to make the page again."""
    lists = sorted(path.name for path in lexicons.FOLDER.glob("*.tsv"))
    facts = {
        **sources,
        "SHA-256 of the text": checksum(table),
        "Counting": table.attrs.get("counting", "published"),
        "Hedging profile": table.attrs.get("profile", "news"),
        "Made": datetime.now().astimezone().isoformat(" ", "minutes"),
        "Versions": ", ".join(
            [
                f"media-analysis-toolkit {__version__}",
                f"Python {platform.python_version()}",
                *(f"{name} {version(name)}" for name in PACKAGES),
            ]
        ),
        "Lexicons": ", ".join(f"{name} {lexicons.version(name)}" for name in lists)
        + "; easy words: textstat’s list; sentiment: vaderSentiment’s list",
    }
    rows = "".join(f"<dt>{name}</dt><dd>{escaped(text)}</dd>" for name, text in facts.items())
    return f'<dl class="facts">{rows}</dl>'


def checksum(table: pd.DataFrame) -> str:
    """SHA-256 of the paragraphs as UTF-8, headings too, with a blank line between them."""
    texts = ["" if pd.isna(text) else str(text) for text in table["text"]]
    return hashlib.sha256("\n\n".join(texts).encode("utf-8", "replace")).hexdigest()


def body_of(table: pd.DataFrame) -> pd.DataFrame:
    """The paragraphs that are measured: no headings, no missing texts."""
    return table[~is_heading(table) & table["text"].notna().to_numpy()]
