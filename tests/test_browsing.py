"""The table to browse: every paragraph in it, as text, and what was left out said."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from toolkit import ToolkitError, measure, pool
from toolkit.page.browsing import browse
from toolkit.plots.style import COLOURS

ATTACK = "<script>alert(1)</script><img src=x onerror=alert(2)> may " + "so it is " * 20


@pytest.fixture(scope="module")
def table():
    texts = ["It may rain.", "A heading", f"{ATTACK} it.", None]
    kinds = ["body", "heading", "body", "body"]
    return measure(pd.DataFrame({"story": ATTACK, "role": "report", "kind": kinds, "text": texts}))


def test_every_measured_paragraph_has_a_row_and_a_point(table):
    html = browse(table, ["lix"], y="n_words").html
    assert re.findall(r'<tr data-row="(\d)"', html) == ["0", "1"]
    assert re.findall(r'<circle data-row="(\d)"', html) == ["0", "1"]
    assert "A heading" not in html


def test_attacks_are_text(table):
    html = browse(table).html
    before_script, script = html.split("<script>", 1)
    assert "<img" not in html
    assert "&lt;script&gt;" in before_script
    assert script.count("</script>") == 1


def test_colours_are_named_and_the_texts_header_stands_over_the_texts(table):
    html = browse(table).html
    points = html[html.index("<svg") : html.index("</svg>")]
    assert re.findall(r'<rect [^>]*fill="(#\w+)"[^>]*/><text [^>]*>(\w+)<', points) == [
        (COLOURS["report"], "report")
    ]
    both = pd.concat([table, table.assign(role="commentary")])
    points = browse(both).html.split("</svg>")[0]
    assert re.findall(r"<text [^>]*>(\w+)</text>", points) == ["report", "commentary"]
    assert '<th scope="col" data-sort style="text-align:left">Text</th>' in html
    # Dark themes set light text, towards which the dark colour leans.
    assert points.count("color-mix(in srgb,#14426b 70%,currentColor)") == len(table) // 2 + 1


def test_the_beginning_of_an_open_text_is_not_there_twice(table):
    html = browse(table).html
    assert re.search(r"<summary><span>[^<]+ …</span></summary>", html)
    assert "details[open] summary span{display:none}" in html


def test_where_a_notebook_drops_the_drawing_its_words_stay_apart_and_the_field_away(table):
    html = browse(table).html
    drawing = html[html.index("<svg") : html.index("</svg>")]
    words = re.sub(r"<[^>]+>", "", drawing)
    assert [line for line in words.split("\n") if line] == [
        "↑ Flesch reading ease, 43.2 to 119.2",
        "words, 3 to 65 →",
        "report",
    ]
    assert '<p class="toolkit-tools" style="display:none" hidden>' in html


def test_what_is_left_out_is_said(table):
    assert "The first 1 of 2 paragraphs" in browse(table, max_rows=1).html
    assert "The first" not in browse(table).html


def test_a_terminal_shows_the_plain_table(table):
    assert list(browse(table, ["lix"]).table) == ["story", "role", "n_words", "lix", "text"]
    assert "story" in repr(browse(table))


def test_nothing_to_show_is_shown_as_nothing(table):
    html = browse(table.iloc[:0]).html
    assert "<tr data-row" not in html
    assert "<circle" not in html


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"measures": ["text"]}, "no column of numbers 'text'"),
        (
            {"y": "flesh"},
            "no column of numbers 'flesh' in this table; it has: n_words, ",
        ),
        ({"measures": 5}, "no column of numbers 5"),
        ({"x": ["lix"]}, "no column of numbers ['lix']"),
        ({"max_rows": "x"}, "max_rows='x' must be a whole number, 1 or more"),
        ({"max_rows": -1}, "max_rows=-1 must be a whole number, 1 or more"),
    ],
)
def test_slips_meet_one_sentence(table, arguments, words):
    with pytest.raises(ToolkitError, match=re.escape(words)):
        browse(table, **arguments)


def test_what_are_no_paragraphs_is_refused(table):
    for wrong in (table.drop(columns="text"), pool(table.assign(role="report"), "role")):
        with pytest.raises(ToolkitError, match="this table has no column 'text'; browse what"):
            browse(wrong)
    with pytest.raises(ToolkitError, match="two columns are called 'lix'"):
        browse(pd.concat([table, table[["lix"]]], axis=1), ["lix"])


def test_a_long_name_of_a_measure_ends_before_the_legend(table):
    both = pd.concat([table, table.assign(role="commentary")]).assign(**{"word " * 30: 1.5})
    points = browse(both, ["word " * 30], x="word " * 30).html.split("</svg>")[0]
    labels = re.findall(r'<text x="(\d+)"[^>]*text-anchor="(\w+)"[^>]*>([^<]*)</text>', points)
    legend = min(int(left) for left in re.findall(r'<rect x="(\d+)"', points))
    (left, _, above), (_, _, below) = labels
    assert above.startswith("↑ word word")
    assert above.endswith("word…, 1.50 to 1.50")
    assert int(left) + 7 * len(above) <= legend
    assert below.endswith("word…, 2 to 2 →")
    assert 7 * len(below) <= 640
    assert "word word" + " word" * 28 in points, "the whole name is read out"


def test_texts_that_are_not_measured_are_refused():
    with pytest.raises(ToolkitError, match=r"measure\(story\) makes one"):
        browse(pd.DataFrame({"text": ["a"]}))
