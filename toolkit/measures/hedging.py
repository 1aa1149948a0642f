"""Hedging: how far a text commits itself, cue by cue.

A hedge passes the deletion test: take the cue away, and the writer is committed to more. Seven core
categories make the index; vague sources, approximators, boosters, reporting verbs and obligation
are series of their own and never part of it. docs/hedging.md has the taxonomy, the rules and how
well they agree with people.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache

import numpy as np
import pandas as pd

from .. import lexicons
from ..given import as_many
from ..segmentation import segmented
from ..tokens import unit_of
from .cues import find_cues
from .display import CueTable
from .hedge_lexicon import CORE, NOT_STRICT, SERIES, changed, chosen_lexicon, load_lexicon
from .hedging_measures import count_name
from .voice import VOICES, WRITER, persons, voices

__all__ = ["count", "find_hedges", "load_lexicon"]


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
    lexicon = chosen_lexicon(profile, lexicon)
    hits, around = find_cues(tokens, lexicon)
    at = around.original(hits.first)
    unit = unit_of(units, at)
    kinds = _kinds(lexicon)
    counts = {name: _tally(unit[kind[hits.entry]], units) for name, kind in kinds.items()}
    is_hedge = np.flatnonzero(kinds["n_hedges"][hits.entry])
    sentence = np.unique(unit_of(tokens.sentences, at[is_hedge]))
    counts["n_hedged_sentences"] = tokens.sum_by(units, tokens.sentences[sentence])
    own = voices(hits.first[is_hedge], hits.last[is_hedge], tokens, around, lexicon) == WRITER
    counts["n_hedges_own"] = _tally(unit[is_hedge[own]], units)
    return counts


@lru_cache(maxsize=16)
def _kinds(lexicon) -> dict[str, np.ndarray]:
    """Which entries of a lexicon each count is a sum of, Boolean arrays (n_entries,)."""
    series, category = lexicon.series_names, lexicon.categories
    hedges = series == "hedge"
    kinds = {"n_hedges": hedges, "n_hedges_strict": hedges & ~np.isin(category, NOT_STRICT)}
    kinds |= {count_name(name): hedges & (category == name) for name in CORE}
    return kinds | {f"n_{name}": series == one for name, one in SERIES.items()}


def _tally(unit, units) -> np.ndarray:
    return np.bincount(unit, minlength=len(units) - 1).astype(float)


def find_hedges(
    texts, *, profile: str = "news", lexicon=None, drop: Iterable[str] = ()
) -> pd.DataFrame:
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
        `row` position of the text, from 0; `start`, `end` code points into the text as given;
        `text` of the span; `cue` the lexicon's name for it; `category`; `series` ("hedge" for the
        seven core categories); `person` ("first", "third", "impersonal" or missing); `voice`
        ("writer", "attributed", "quoted"); `why` it counts, in words; `rule` the line of
        `hedge_rules.tsv` that admitted it, "" where the cue needs no context. `attrs` say which
        lexicon and version were used.

    Raises ToolkitError for a profile, a lexicon or a name to drop that can't be used, and for the
    name of a file in place of a text.

    Examples
    --------
    >>> found = find_hedges("It may rain, and some believe it will.")
    >>> found["text"].tolist(), found["category"].tolist()
    (['may', 'some', 'believe'], ['modal', 'vague_source', 'belief'])
    """
    lexicon = changed(chosen_lexicon(profile, lexicon), {}, drop)
    tokens = segmented(as_many(texts))
    hits, around = find_cues(tokens, lexicon)
    order = np.lexsort((hits.last, hits.first))
    hits = hits.take(order)
    first, last = around.original(hits.first), around.original(hits.last)
    start, end = tokens.spans(first, last)
    row = tokens.rows(first)
    table = CueTable({"row": row, "start": start, "end": end})
    table["text"] = tokens.cut(row, start, end)
    table["cue"] = lexicon.heads[hits.entry]
    table["category"] = lexicon.categories[hits.entry]
    table["series"] = lexicon.series_names[hits.entry]
    table["person"] = persons(hits, around, lexicon)
    table["voice"] = VOICES[voices(hits.first, hits.last, tokens, around, lexicon)]
    table["why"] = _reasons(hits, lexicon)
    table["rule"] = _rules(hits)
    table.attrs.update(lexicon=lexicon.name, lexicon_version=lexicon.version)
    return table


def _reasons(hits, lexicon) -> list[str]:
    """Why each hit counts, in plain words; with an example where its context decided."""
    sources, (examples, _) = lexicon.table["source"].tolist(), _rule_lines()
    reasons = []
    for entry, line in zip(hits.entry.tolist(), hits.line.tolist(), strict=True):
        source, example = sources[entry], examples[line]
        is_new = example and example not in source
        reasons.append(f"{source}, here as in “{example}”" if is_new else source)
    return reasons


def _rules(hits) -> list[str]:
    """The line of `hedge_rules.tsv` that kept each hit; "" where none was asked."""
    return [_rule_lines()[1][line] for line in hits.line.tolist()]


@cache
def _rule_lines() -> tuple[list[str], list[str]]:
    """By the number of a rule's line, 0 for none: its example where it has conditions; the line."""
    lines = lexicons.rows("hedge_rules.tsv")
    examples = [
        "" if line["when"] == "otherwise" else line["example"].strip(" ,.") for line in lines
    ]
    return ["", *examples], ["", *(f"{line['rule']}: {line['when']}" for line in lines)]
