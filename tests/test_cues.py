"""The matching machine on small lexicons, and the order in the tables it reads."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise, product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit import lexicons
from toolkit.errors import ToolkitError
from toolkit.measures import shapes
from toolkit.measures.context import parse_condition
from toolkit.measures.cue_table import COLUMNS, Lexicon, single_cues, word_classes
from toolkit.measures.cues import find_cues, longest
from toolkit.measures.hedge_lexicon import CORE, SERIES, load_lexicon
from toolkit.segmentation import segmented
from toolkit.vocabulary import Vocabulary

RULES = lexicons.rows("hedge_rules.tsv")
ENTRIES = lexicons.rows("hedges.tsv")


def lexicon(*cues: str, series: str = "hedge", rule: str = "") -> Lexicon:
    rows = [[cue, "modal", series, "news", rule, "test"] for cue in cues]
    return Lexicon("test", pd.DataFrame(rows, columns=COLUMNS))


def found(text: str, cues: Lexicon) -> list[str]:
    tokens = segmented([text])
    hits, _ = find_cues(tokens, cues)
    core = [tokens.vocabulary.core[i] for i in tokens.ids]
    spans = zip(hits.first, hits.last, strict=True)
    return [" ".join(core[first : last + 1]) for first, last in spans]


def test_the_longest_match_of_a_series_wins():
    assert found("It may well be so, and may be.", lexicon("may", "may well", "well be")) == [
        "may well",
        "may",
    ]


def test_series_overlap():
    both = pd.concat([lexicon("may well").table, lexicon("well", series="booster").table])
    assert found("It may well be.", Lexicon("two", both)) == ["may well", "well"]


def test_no_phrase_across_a_pause_a_quotation_or_a_sentence():
    cues = lexicon("may well", "may")
    assert found("You may, well, go.", cues) == ["may"]
    assert found("It was May. Well done.", cues) == ["may"]
    assert found('"It may" well be.', cues) == ["may"]
    assert found("It may -- well.", cues) == ["may"]


def test_alternatives_and_classes_of_words():
    cues = lexicon("@be/seems possible/likely")
    assert found("It is possible, was likely, seems possible, feels likely.", cues) == [
        "is possible",
        "was likely",
        "seems possible",
    ]
    assert single_cues("critics,experts say/says") == ["critics say/says", "experts say/says"]


def test_phrases_that_are_no_cue_swallow_one():
    table = lexicon("possible", "as soon as possible").table
    table.loc[1, "category"] = "no cue"
    assert found("It is possible, as soon as possible.", Lexicon("guard", table)) == ["possible"]


spans = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 4), st.integers(0, 2)), max_size=12)


def greedy(hits) -> set[int]:
    """The definition: by series, earliest first, then longest; no overlap with one taken."""
    kept, reach = set(), {}
    order = sorted(range(len(hits)), key=lambda i: (hits[i][2], hits[i][0], -hits[i][1], i))
    for i in order:
        start, size, series = hits[i]
        if start > reach.get(series, -1):
            kept.add(i)
            reach[series] = start + size
    return kept


@given(spans)
def test_longest_is_the_greedy_choice(hits):
    array = np.array(hits, np.int64).reshape(-1, 3)
    mask = longest(array[:, 0], array[:, 0] + array[:, 1], array[:, 2])
    kept, expected = np.flatnonzero(mask).tolist(), greedy(hits)
    # Equal spans of a series are one cue: either may stay.
    assert Counter(hits[i] for i in kept) == Counter(hits[i] for i in expected)


words = st.sampled_from(["may", "well", "not", "be", "if", "it", "it,", "not.", '"not', "--"])


@given(st.lists(words, max_size=25))
def test_matching_agrees_with_looking_everywhere(tokens):
    phrases = ["may well", "not be", "if it not"]
    segments = segmented([" ".join(tokens)])
    core = [segments.vocabulary.core[i] for i in segments.ids]
    raw = [segments.vocabulary[i] for i in segments.ids]
    starts = set(segments.sentences.tolist())
    expected = []
    for at, phrase in product(range(len(core)), phrases):
        parts = phrase.split()
        end = at + len(parts)
        joined = not any(one.endswith(",") for one in raw[at : end - 1])
        if core[at:end] == parts and joined and not starts & set(range(at + 1, end)):
            expected.append((at, end - 1))
    hits, _ = find_cues(segments, lexicon(*phrases))
    found = list(zip(hits.first.tolist(), hits.last.tolist(), strict=True))
    assert found == [span for span in expected if not _starts_inside(span, expected)]


def _starts_inside(span, spans) -> bool:
    """Whether another span, begun earlier, covers the start: "if it not be"."""
    return any(first < span[0] <= last for first, last in spans)


@pytest.mark.parametrize(
    ("token", "shape"),
    [
        ("May", shapes.CAPITAL),
        ("Élan", shapes.CAPITAL),
        ("NATO,", shapes.CAPITAL | shapes.UPPER | shapes.COMMA),
        ('"said:', shapes.OPENS | shapes.COMMA | shapes.COLON),
        ('left?"', shapes.STOP | shapes.QUESTION | shapes.CLOSES),
        ("$5.5", shapes.DIGIT),
        ("raising", shapes.ING),
        ("king", 0),
        ("walked.", shapes.ED | shapes.STOP),
        ("strongest", shapes.EST),
        ("--", 0),
        ("日本", 0),
    ],
)
def test_shapes(token, shape):
    assert shapes.shapes_of_types(Vocabulary([token])).tolist() == [shape]


def test_shapes_of_nothing():
    assert len(shapes.shapes_of_types(Vocabulary())) == 0


@given(st.lists(st.text(min_size=1, max_size=6), max_size=8))
def test_shapes_of_any_tokens(tokens):
    assert len(shapes.shapes_of_types(Vocabulary(tokens))) == len(tokens)


def test_a_condition_that_is_none_is_named():
    with pytest.raises(ToolkitError, match=r"no condition .*: 'after the cue'"):
        parse_condition("after the cue", {}, {})
    with pytest.raises(ToolkitError, match="no word class or shape '@bee' in '-1=@bee'"):
        parse_condition("-1=@bee", {}, word_classes())


def test_an_unknown_rule_is_named():
    with pytest.raises(ToolkitError, match="no rule named 'mey'"):
        found("It may.", lexicon("may", rule="mey"))


def test_tables_are_in_order():
    lines = [(row["rule"], row["when"]) for row in RULES]
    assert [line for line, n in Counter(lines).items() if n > 1] == []
    assert {row["verdict"] for row in RULES} == {"keep", "skip"}
    assert {row["rule"] for row in ENTRIES} - {""} == {row["rule"] for row in RULES}
    assert all(row["source"] and row["cue"] == row["cue"].lower() for row in ENTRIES)
    assert {row["profile"] for row in ENTRIES} == {"news", "broad"}
    assert {row["series"] for row in ENTRIES} == {"hedge", *SERIES.values()}
    hedge_categories = {row["category"] for row in ENTRIES if row["series"] == "hedge"}
    assert hedge_categories == {*CORE, "no cue"}


def test_rules_have_no_line_after_otherwise_and_stand_together():
    names = [row["rule"] for row in RULES]
    blocks = [name for i, name in enumerate(names) if i == 0 or names[i - 1] != name]
    assert len(blocks) == len(set(blocks))
    for row, following in pairwise(RULES):
        assert row["when"] != "otherwise" or row["rule"] != following["rule"]


def test_no_cue_stands_twice_in_a_series():
    table = load_lexicon("news").table
    pairs = Counter(zip(table["cue"], table["series"], strict=True))
    assert [pair for pair, n in pairs.items() if n > 1] == []


def test_every_class_of_words_is_used():
    names = ("hedges.tsv", "hedge_rules.tsv", "hedge_word_classes.tsv")
    tables = "".join((lexicons.FOLDER / name).read_text(encoding="utf-8") for name in names)
    code = "".join(
        path.read_text(encoding="utf-8")
        for path in (lexicons.FOLDER.parent / "measures").glob("*.py")
    )
    named = {*re.findall(r"@(\w+)", tables), *re.findall(r'"(\w+)"', code)}
    assert set(word_classes()) - named == set()
