"""Hedging: how far a text commits itself, cue by cue.

A hedge passes the deletion test: take the cue away, and the writer is committed to more. Seven core
categories make the index; vague sources, approximators, boosters, reporting verbs and obligation are series
of their own and never part of it. The taxonomy, the rules and how well they agree with people: docs/hedging.md.
"""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

import numpy as np
import pandas as pd

from .. import lexicons
from ..errors import ToolkitError
from ..segmentation import segmented
from .cue_table import COLUMNS, NO_CUE, Lexicon, single_cues
from .cues import find_cues
from .registry import register
from .voice import VOICES, WRITER, persons, voices

CORE = ("modal", "probability", "evidential", "belief", "allegation", "conditional", "open question")
SERIES = {
    "boosters": "booster",
    "approximators": "approximator",
    "vague_sources": "vague_source",
    "reporting_verbs": "reporting_verb",
    "obligations": "obligation",
}
NOT_STRICT = ("conditional", "open question", "allegation")
PROFILES = ("news", "broad")
"""`news`: what annotators of news call uncertain; `broad`: what annotators of opinion count besides."""


def load_lexicon(profile: str = "news", *, add: Mapping[str, str] | None = None, drop: Iterable[str] = ()) -> Lexicon:
    """The lexicon of cues, with a reader's own changes.

    Parameters
    ----------
    profile : "news" or "broad"
        `broad` adds what the annotation of opinion counts besides: *would* and *could* everywhere, *can*, *or*, *should*.
    add : mapping from cue to category
        Further cues; alternatives of a word are divided by `/`. The category is one of the seven core ones, or a series.
    drop : names
        Categories, series or cues (by their first form) to leave out.

    Returns
    -------
    Lexicon
        `name`, `version` (of its content) and `table`, one row per cue.

    Examples
    --------
    >>> load_lexicon(add={"methinks": "belief"}).table.iloc[-1]["cue"]
    'methinks'
    """
    if profile not in PROFILES:
        raise ToolkitError(f"no hedging profile named {profile!r}; known: {', '.join(PROFILES)}")
    return _with_changes(_shipped(profile), add or {}, drop)


@lru_cache
def _shipped(profile: str) -> Lexicon:
    rows = [{**row, "cue": cue} for row in lexicons.rows("hedges.tsv") for cue in single_cues(row["cue"])]
    table = pd.DataFrame(rows)[COLUMNS].astype(object)
    table = table[table["profile"].isin(PROFILES[: PROFILES.index(profile) + 1])]
    return Lexicon(f"hedges ({profile})", table.reset_index(drop=True))


def _with_changes(lexicon: Lexicon, add: Mapping[str, str], drop: Iterable[str]) -> Lexicon:
    drop = [drop] if isinstance(drop, str) else list(drop)
    if not add and not drop:
        return lexicon
    table = lexicon.table
    for name in drop:
        here = (table["category"] == name) | (table["series"] == name) | (lexicon.heads == name)
        if not here.any():
            known = sorted({*table["category"], *table["series"]} - {NO_CUE, ""})
            raise ToolkitError(f"nothing named {name!r} in {lexicon.name} to drop; categories: {', '.join(known)}")
        lexicon = Lexicon(lexicon.name, table[~here].reset_index(drop=True))
        table = lexicon.table
    own = [_own_row(cue, category) for cue, category in add.items()]
    changes = [f"+{len(own)}"] * bool(own) + [f"-{', -'.join(drop)}"] * bool(drop)
    table = pd.concat([table, pd.DataFrame(own, columns=COLUMNS, dtype=object)], ignore_index=True)
    return Lexicon(f"{lexicon.name} {' '.join(changes)}", table)


def _own_row(cue: str, category: str) -> list[str]:
    series = {**dict.fromkeys(CORE, "hedge"), **{name: name for name in SERIES.values()}}
    if category not in series:
        raise ToolkitError(f"no category named {category!r} for the cue {cue!r}; choose from {', '.join(series)}")
    return [cue.lower(), category, series[category], "news", "", "added by the reader"]


def _lexicon(profile: str, lexicon) -> Lexicon:
    """What the caller means by `lexicon`: nothing, a Lexicon, a table, or a file with a `cue` column."""
    if lexicon is None:
        return load_lexicon(profile)
    if isinstance(lexicon, Lexicon):
        return lexicon
    if isinstance(lexicon, str | Path):
        table = pd.read_csv(lexicon, sep="\t", comment="#", dtype=str, keep_default_na=False)
        return _own_table(table, Path(lexicon).name)
    return _own_table(lexicon, "own table")


def _own_table(table: pd.DataFrame, name: str) -> Lexicon:
    missing = [column for column in ("cue", "category") if column not in table]
    if missing:
        raise ToolkitError(f"{name} has no column {missing[0]!r}; a lexicon needs cue and category")
    rows = [_own_row(cue, category) for cue, category in zip(table["cue"], table["category"], strict=True)]
    own = pd.DataFrame(rows, columns=COLUMNS, dtype=object)
    for column in ("rule", "source"):
        if column in table:
            own[column] = table[column].to_numpy(object)
    return Lexicon(name, own)


def count(tokens, units, *, profile: str = "news", lexicon=None) -> dict[str, np.ndarray]:
    """Numbers of cues per unit of text: core hedges, by category, by voice, and the other series.

    Parameters
    ----------
    tokens : Tokens
        Normalised, with sentences.
    units : int64 array (n_units + 1,)
        Token positions where the units start: `tokens.offsets` or `tokens.sentences`.

    Returns
    -------
    dict from name to float64 array (n_units,)
    """
    lexicon = _lexicon(profile, lexicon)
    hits, around = find_cues(tokens, lexicon)
    series, category = lexicon.series_names[hits.entry], lexicon.categories[hits.entry]
    is_hedge = series == "hedge"
    hedge = hits.take(is_hedge)
    counts = {"n_hedges": tokens.sum_by(units, hedge.first)}
    sentence = np.unique(np.searchsorted(tokens.sentences, hedge.first, side="right") - 1)
    counts["n_hedged_sentences"] = tokens.sum_by(units, tokens.sentences[sentence])
    for name in CORE:
        counts[_count_name(name)] = tokens.sum_by(units, hits.first[is_hedge & (category == name)])
    strict = is_hedge & ~np.isin(category, NOT_STRICT)
    counts["n_hedges_strict"] = tokens.sum_by(units, hits.first[strict])
    own = voices(hedge.first, hedge.last, around, lexicon, tokens.offsets) == WRITER
    counts["n_hedges_own"] = tokens.sum_by(units, hedge.first[own])
    for name, one in SERIES.items():
        counts[f"n_{name}"] = tokens.sum_by(units, hits.first[series == one])
    return counts


def _count_name(category: str) -> str:
    return f"n_hedges_{category.replace(' ', '_')}"


def find_hedges(texts, *, profile: str = "news", lexicon=None, drop: Iterable[str] = ()) -> pd.DataFrame:
    """Every cue of hedging and its companion series in a column of texts, as a table of spans.

    Parameters
    ----------
    texts : str, list, Series or Arrow array of texts
    profile : "news" or "broad"
    lexicon : Lexicon, DataFrame or path of a TSV file, optional
        Cues to use instead of the shipped ones (see `load_lexicon`).
    drop : names of categories, series or cues to leave out

    Returns
    -------
    DataFrame, one row per cue in text order
        `row` position of the text, from 0; `start`, `end` code points into the text as given; `text` of the span; `cue`
        the lexicon's name for it; `category`; `series` ("hedge" for the seven core categories); `person` ("first",
        "third", "impersonal" or missing); `voice` ("writer", "attributed", "quoted"); `why` the rule line or source
        that admitted it. `attrs` say which lexicon and version were used.

    Examples
    --------
    >>> find_hedges("It may rain, and some believe it will.")[["text", "category", "series"]].values.tolist()
    [['may', 'modal', 'hedge'], ['some', 'vague_source', 'vague_source'], ['believe', 'belief', 'hedge']]
    """
    lexicon = _with_changes(_lexicon(profile, lexicon), {}, drop)
    texts = [texts] if isinstance(texts, str) else texts
    tokens = segmented(texts)
    hits, around = find_cues(tokens, lexicon)
    order = np.lexsort((hits.last, hits.first))
    hits = hits.take(order)
    start, end = tokens.spans(hits.first, hits.last)
    row = tokens.rows(hits.first)
    table = pd.DataFrame({"row": row, "start": start, "end": end})
    table["text"] = _cut(tokens.texts, row, start, end)
    table["cue"] = lexicon.heads[hits.entry]
    table["category"] = lexicon.categories[hits.entry]
    table["series"] = lexicon.series_names[hits.entry]
    table["person"] = persons(hits.first, hits.last, around, lexicon, hits.entry)
    table["voice"] = VOICES[voices(hits.first, hits.last, around, lexicon, tokens.offsets)]
    table["why"] = _reasons(hits, lexicon)
    table.attrs.update(lexicon=lexicon.name, lexicon_version=lexicon.version)
    return table


def _cut(texts, row, start, end) -> list[str]:
    cells = {int(r): texts[int(r)].as_py() for r in np.unique(row)}
    return [cells[r][s:e] for r, s, e in zip(row.tolist(), start.tolist(), end.tolist(), strict=True)]


def _reasons(hits, lexicon) -> list[str]:
    rules = lexicons.rows("hedge_rules.tsv")
    source = lexicon.table["source"].tolist()
    return [f"rule {rules[line - 1]['rule']}: {rules[line - 1]['when']}" if line else source[entry]
            for line, entry in zip(hits.line.tolist(), hits.entry.tolist(), strict=True)]


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


def _rate(counted: str):
    def rate(c):
        return 100 * getattr(c, counted) / c.n_words

    return rate


def _register_rate(name: str, counted: str, label: str, reading: str, **facts) -> None:
    formula = _rate(counted)
    formula.__doc__ = f"{label}, per 100 words."
    register("hedging", name=name, label=label, unit="per 100 words", reading=reading, source=_DOC,
             smallest_words=100, pool="words", value_range="0 to 10 or so", **facts)(formula)


@register("hedging", label="Hedges", unit="cues", higher="more hedges", pool="sum", source=_DOC, value_range="0 or more",
          reading="number of core hedges: words that leave the writer less committed")
def n_hedges(c):
    """Number of core hedges of the seven categories."""
    return c.n_hedges


@register("hedging", label="Hedged sentences", unit="share", higher="more hedged", pool="sentences", source=_DOC,
          reading="share of sentences with at least one core hedge", smallest_sentences=5, value_range="0 to 1")
def hedged_sentences_share(c):
    """Sentences with a core hedge, divided by sentences."""
    return c.n_hedged_sentences / c.n_sentences


_register_rate(
    "hedges_per_100_words", "n_hedges", "Hedges", "core hedges of seven categories; news and opinion have about 1 to 3",
    higher="less committed", headline=True,
    caveat="counts forms, not meanings: agreement with annotators is given in docs/hedging.md",
)
for _category in CORE:
    _register_rate(f"hedges_{_category.replace(' ', '_')}_per_100_words", _count_name(_category),
                   f"Hedges: {_category}", _READING[_category], higher="less committed")
_register_rate("hedges_own_per_100_words", "n_hedges_own", "Hedges in the writer's voice",
               "core hedges outside quotation marks and not attributed to somebody else", higher="less committed",
               caveat="attribution is read from verbs of saying and believing in the same sentence")
_register_rate("hedges_strict_per_100_words", "n_hedges_strict", "Hedges, strict",
               "core hedges without conditional, open question and allegation, which are uncertainty rather than "
               "hedging in Hyland's sense", higher="less committed")
for _name, _reading in _SERIES_READING.items():
    _register_rate(f"{_name}_per_100_words", f"n_{_name}", _name.replace("_", " ").capitalize(), _reading,
                   higher=f"more {_name.replace('_', ' ')}")
