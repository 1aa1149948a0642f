"""What charts do with odd texts and with wrong inputs, and that they leave no trace."""

from __future__ import annotations

import re
import warnings

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from chart_texts import drawn_texts, faults
from matplotlib.colors import to_hex

import toolkit as tk
from toolkit.measures.registry import headline_of
from toolkit.plots.inputs import charted_measures, label_list, value_text
from toolkit.plots.paragraphs import paragraph_labels, report_first
from toolkit.plots.style import number, plain, signed
from toolkit.plots.words import width_of, wrapped

OF_TEXT = {
    "plot_cues": tk.plot_cues,
    "plot_sentiment_words": tk.plot_sentiment_words,
    "plot_carryover": tk.plot_carryover,
}
OF_TABLE = {
    "plot_story": tk.plot_story,
    "plot_windows": tk.plot_windows,
    "plot_readability": tk.plot_readability,
}
OF_STORIES = {
    "plot_rates": tk.plot_rates,
    "plot_pairs": tk.plot_pairs,
    "plot_length": tk.plot_length,
}
OF_RESULTS = {"plot_comparison": tk.plot_comparison, "plot_keywords": tk.plot_keywords}
WITH_AX = {
    **{name: OF_TEXT[name] for name in ("plot_cues", "plot_carryover")},
    "plot_readability": tk.plot_readability,
    **OF_STORIES,
}
ALL = {**OF_TEXT, **OF_TABLE, **OF_STORIES, **OF_RESULTS}

ODD = {
    "dollars": "It may cost $3 or $4, $x_1$ and $$ perhaps. \\frac{1}{2} is possible.",
    "emoji": "Perhaps it is bad 😀😡. 👩‍👩‍👧 may come. It could be great 🎉!",
    "chinese": "可能会下雨。 It may rain in 北京 today. Perhaps it is terrible.",
    "long words": f"It may be a {'Donaudampfschiff' * 9} perhaps. A good {'x' * 300} may come.",
    "bidi": "It may \u202eesrever\u202c perhaps. A \u2066good\u2069 day \u200fmay come.",
    "markup": "<script>alert(1)</script> may be bad. </style> It could & would be great.",
    "numbers": "3,000 4.5 6 7 8. 12 13. 14 15 16 17?",
    "controls": "It may\x00 rain\x07. Perhaps\x1b[31m it is bad.",
}
PLAIN = {
    "no hedges": "The bus came. The bus left. A man sat down on it.",
    "one word": "No.",
}


def story_of(report, commentary, **columns) -> pd.DataFrame:
    texts = {"report": report, "commentary": commentary}
    rows = [(role, text) for role, all_of_it in texts.items() for text in all_of_it]
    table = pd.DataFrame(rows, columns=["role", "text"])
    return table.assign(
        story="invented", paragraph=np.arange(len(rows)) + 1, kind="body", **columns
    )


@pytest.mark.parametrize(
    "texts", [[*ODD.values()], *([text] for text in PLAIN.values())], ids=["odd", *PLAIN]
)
def test_odd_texts_are_drawn_as_they_are(texts):
    story = story_of(texts, [*texts, "It may be so. Who knows?"])
    table = tk.measure(story)
    names = ["flesch_reading_ease", "vader_compound"]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        # Nobody is shown what matplotlib's oldest version still asks of a newer library.
        warnings.filterwarnings("ignore", category=DeprecationWarning, module="matplotlib")
        drawn = [draw(story) for draw in OF_TEXT.values()]
        drawn += [tk.plot_story(table, names), tk.plot_windows(table, names)]
        drawn += [tk.plot_readability(table)]
        found = [faults(getattr(one, "figure", one)) for one in drawn]
    assert found == [[]] * len(drawn)


def test_a_dollar_is_a_dollar_in_every_part_of_a_chart():
    name = "$a$ and $b$"
    table = pd.DataFrame(
        {
            "story": [1, 1],
            "role": ["report", "commentary"],
            "n_words": [50.0, 90.0],
            name: [1.0, 2.0],
        }
    )
    ax = plt.subplots()[1]
    for place in (None, ax):
        texts = drawn_texts(tk.plot_pairs(table, name, ax=place, note="$c$").figure)
        assert sum(name in text for text, _ in texts) == 2
        wide = max(extent[2] - extent[0] for text, extent in texts if text.startswith(name))
        assert wide > 100, "as mathematics it would be set narrower"
        for text in ax.figure.findobj(mpl.text.Text):
            assert not (text.get_text() and text.get_parse_math() and "$" in text.get_text())


@pytest.mark.parametrize("draw", [*OF_TEXT.values(), *OF_TABLE.values()])
def test_a_story_without_words_is_one_sentence(draw):
    empty = tk.measure(story_of([""], [None, " "]))
    with pytest.raises(tk.ToolkitError, match=r"words|text"):
        draw(empty)
    with pytest.raises(tk.ToolkitError):
        draw(empty.iloc[:0])


@pytest.mark.parametrize("role", ["report", "commentary"])
def test_half_a_story_is_drawn_or_refused_in_one_sentence(role):
    half = tk.measure(story_of(["It may rain. It was bad."], ["Perhaps so."]))
    half = half[half["role"] == role]
    drawn = [draw(half) for draw in (tk.plot_cues, tk.plot_readability, tk.plot_sentiment_words)]
    drawn += [tk.plot_story(half, "lix"), tk.plot_rates(half)]
    assert [faults(getattr(one, "figure", one)) for one in drawn] == [[]] * len(drawn)
    for draw in (tk.plot_windows, tk.plot_carryover, tk.plot_pairs, tk.plot_length):
        with pytest.raises(tk.ToolkitError):
            draw(half)


def test_measures_without_values_leave_their_place_empty():
    story = tk.measure(story_of(["It may rain."], ["It was so.", "Why not?"]))
    story["mine"] = np.nan
    story["flesch_reading_ease"] = np.nan
    figure = tk.plot_story(story, ["mine", "flesch_reading_ease", "lix"])
    texts = [text for text, _ in drawn_texts(figure)]
    assert texts.count("no value") == 2
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        one_sentence = tk.measure(story_of(["It may rain."], ["Perhaps so.", "Or not."]))
        tk.plot_story(one_sentence).draw_without_rendering()
    assert faults(figure) == []
    with pytest.raises(tk.ToolkitError, match="'mine' for both"):
        tk.plot_pairs(story, "mine")


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("wrong", [["a", "list"], "data/kursk.txt", None, 3])
def test_what_is_no_table_is_refused(name, wrong):
    with pytest.raises(tk.ToolkitError, match=name) as caught:
        ALL[name](wrong)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", [*OF_TABLE, *OF_STORIES])
def test_measures_that_were_not_computed_are_named(name):
    story = story_of(["It may rain."], ["Perhaps so."])
    with pytest.raises(tk.ToolkitError, match=rf"{name}\(\) needs the column .*measure\(story\)"):
        ALL[name](story)


@pytest.mark.parametrize("name", [*OF_TEXT, *OF_TABLE])
def test_several_stories_at_once_are_refused(name):
    one = tk.measure(story_of(["It may rain."], ["Perhaps so."]))
    with pytest.raises(tk.ToolkitError, match=rf"{name}\(\) draws one story .* has 2; choose one"):
        ALL[name](pd.concat([one, one.assign(story="other")]))


@pytest.mark.parametrize("name", [*OF_TEXT, *OF_TABLE, *OF_STORIES])
@pytest.mark.parametrize("roles", [["report", "comentary"], ["Report", "Commentary"]])
def test_a_misspelt_role_is_named(name, roles):
    story = tk.measure(story_of(["It may rain."], ["Perhaps so.", "Or not."]))
    wrong = pd.concat([story, story.iloc[:2].assign(role=roles)])
    expected = sorted({*roles} - {"report"})
    says = f"role has {expected}; it can only be 'report' or 'commentary'"
    if roles[0] == "Report":
        says += "; write table['role'] = table['role'].str.strip().str.lower()"
    for table in (wrong, wrong.iloc[3:]):
        with pytest.raises(tk.ToolkitError, match=f"^{re.escape(says)}$"):
            ALL[name](table)
    heading = story.iloc[:1].assign(kind="heading", role="title", n_words=np.nan)
    ALL[name](pd.concat([story, heading], ignore_index=True))
    ALL[name](pd.concat([story, heading.assign(story=None)], ignore_index=True))


@pytest.mark.parametrize("name", {**OF_TEXT, **OF_TABLE, **OF_STORIES})
def test_a_paragraph_without_its_storys_name_is_told(name):
    story = tk.measure(story_of(["It may rain."], ["Perhaps so.", "Or not."]))
    part = story.assign(story=story["story"].mask(story.index == 2))
    with pytest.raises(tk.ToolkitError, match="1 row has no 'story'; name or drop it"):
        ALL[name](part)


@pytest.mark.parametrize(
    "use", [*({**OF_TEXT, **OF_TABLE, **OF_STORIES}).values(), tk.keywords, tk.carryover,
            tk.carryover_score, tk.highlight, tk.write_report]
)  # fmt: skip
def test_stories_in_the_index_are_not_taken_for_one(use):
    story = tk.measure(story_of(["It may rain."], ["Perhaps so.", "Or not."]))
    named = pd.concat([story, story.assign(story="other")]).set_index("story")
    with pytest.raises(tk.ToolkitError, match=r"in (the table's|the|its) index: write .*reset_ind"):
        use(named)


def test_the_story_to_choose_is_written_as_it_can_be_typed():
    one = tk.measure(story_of(["It may rain."], ["Perhaps so."]))
    two = pd.concat([one.assign(story=1), one.assign(story=2)])
    with pytest.raises(tk.ToolkitError, match=r"table\[table\['story'\] == 1\]$"):
        tk.plot_cues(two)


def test_a_measure_named_twice_is_drawn_once():
    story = tk.measure(story_of(["It may rain."], ["Perhaps so."]))
    for draw in (tk.plot_story, tk.plot_windows):
        assert len(draw(story, ["lix", "lix"]).axes) == 1


def test_no_note_is_nothing_to_write():
    story = tk.measure(story_of(["It may rain."], ["Perhaps so."]))
    for draw in (tk.plot_rates, tk.plot_pairs, tk.plot_length):
        assert "None" not in str(drawn_texts(draw(story, note=None).figure))


@pytest.mark.parametrize("name", sorted({*OF_TEXT, *OF_TABLE, *OF_STORIES} - {"plot_windows"}))
def test_a_paragraph_without_a_role_is_left_out(name):
    story = tk.measure(story_of(["It may rain."], ["Perhaps so.", "Or not."]))
    more = story.iloc[:1].assign(role=None, paragraph=4)
    drawn = [ALL[name](table) for table in (story, pd.concat([story, more], ignore_index=True))]
    without, with_it = (drawn_texts(getattr(one, "figure", one)) for one in drawn)
    assert with_it == without


def test_paragraphs_are_counted_within_their_role():
    roles = pd.DataFrame({"role": ["report", "commentary", "commentary"]})
    assert paragraph_labels(roles) == ["R", "C1", "C2"]
    assert paragraph_labels(pd.concat([roles, roles])) == ["R1", "C1", "C2", "R2", "C3", "C4"]
    kinds = roles.assign(paragraph=[1, 2, 3], kind=["body", "heading", "body"])
    assert paragraph_labels(kinds) == ["R", "", "C1"]
    assert paragraph_labels(roles.assign(text=["It rained.", None, "So?"])) == ["R", "", "C1"]


@pytest.mark.parametrize(
    ("numbers", "labels"),
    [
        ([1, 2, 3], ["R", "C1", "C2"]),
        ([1, 1, 2], ["R", "C1", "C2"]),
        ([1, 4, 5], ["¶1", "¶4", "¶5"]),
        ([2, 3, 4], ["¶2", "¶3", "¶4"]),
        ([1.0, np.nan, 9.0], ["R", "C1", "C2"]),
        (["1", "4", "5"], ["R", "C1", "C2"]),
    ],
)
def test_where_rows_were_left_out_paragraphs_keep_their_own_numbers(numbers, labels):
    roles = pd.DataFrame({"role": ["report", "commentary", "commentary"]})
    assert paragraph_labels(roles.assign(paragraph=numbers)) == labels
    assert paragraph_labels(roles.iloc[1:].assign(paragraph=[7, 8])) == ["C1", "C2"]


def test_reading_order_is_that_of_the_numbers_with_the_report_first():
    mixed = pd.DataFrame({"story": list("bbaab"), "paragraph": [3, 1, 2, 1, 2],
                          "role": ["commentary", "commentary", "report", "report", "report"]},
                         index=list("vwxyz"))  # fmt: skip
    for numbers in ([3, 1, 2, 1, 2], list("31212")):
        ordered = report_first(mixed.assign(paragraph=numbers))
        assert ordered.index.tolist() == ["z", "w", "v", "y", "x"]
    # A story that lacks a number is left as it is, but for its report.
    lacking = report_first(mixed.assign(paragraph=[3, np.nan, 2, 1, 2]))
    assert lacking.index.tolist() == ["z", "v", "w", "y", "x"]
    bare = mixed.drop(columns="paragraph")
    assert report_first(bare).index.tolist() == [*mixed.index]


@pytest.mark.parametrize("name", [*OF_TEXT, *OF_TABLE])
def test_a_table_sorted_by_a_measure_is_drawn_in_reading_order(name):
    story = tk.measure(
        story_of(
            ["It may rain all day. It was bad.", "The town is shut, perhaps. It is a bad day."],
            ["Perhaps so.", "Or not, as it seems. A good day may come.", "Who knows? It may be."],
        )
    )
    table = story.sort_values("n_words", ascending=False)
    assert table["role"].iloc[0] == "report"
    assert table["paragraph"].tolist() != story["paragraph"].tolist()
    for unsorted in (table, story.iloc[::-1]):
        drawn, expected = (
            [text for text, _ in drawn_texts(getattr(one, "figure", one))]
            for one in (ALL[name](unsorted), ALL[name](story))
        )
        assert drawn == expected


def test_a_part_of_a_table_is_drawn_with_the_numbers_of_its_paragraphs():
    story = tk.measure(tk.read_story("data/kursk.txt"))
    part = story[story["paragraph"].isin([1, 4, 5])]
    labels = {"¶1", "¶4", "¶5"}
    ax = tk.plot_story(part, ["lix"]).axes[0]
    assert {label.get_text() for label in ax.get_xticklabels()} == labels
    assert labels <= {text.get_text() for text in tk.plot_cues(part).texts}
    assert labels - {"¶1"} <= {text.get_text() for text in tk.plot_readability(part).texts}


def test_charts_and_pages_call_a_paragraph_alike_where_one_has_no_words():
    story = tk.measure(story_of(["It may rain."], ["* * *", "Perhaps so.", "Or not."]))
    ax = tk.plot_story(story, ["lix"]).axes[0]
    assert [label.get_text() for label in ax.get_xticklabels()] == ["R", "C2", "C3"]
    assert {"C2", "C3"} <= {text.get_text() for text in tk.plot_cues(story).texts}


@pytest.mark.parametrize("name", WITH_AX)
def test_an_ax_that_is_none_is_refused(name):
    story = tk.measure(story_of(["It may rain."], ["Perhaps so."]))
    with pytest.raises(tk.ToolkitError, match="ax must be matplotlib Axes, not an ndarray"):
        WITH_AX[name](story, ax=np.array([1, 2]))


@pytest.mark.parametrize("paper", ["black", "none", "#1e1e1e"])
def test_dark_and_transparent_figures_become_white_under_our_colours(paper):
    with plt.rc_context({"figure.facecolor": paper, "axes.facecolor": paper}):
        figure, ax = plt.subplots()
        WITH_AX["plot_readability"](tk.measure(tk.read_story("data/kursk.txt")), ax=ax)
        tinted, other = plt.subplots(facecolor="#fff7e8")
        WITH_AX["plot_readability"](tk.measure(tk.read_story("data/kursk.txt")), ax=other)
    assert to_hex(figure.get_facecolor()) == to_hex(ax.get_facecolor()) == "#ffffff"
    assert to_hex(tinted.get_facecolor()) == "#fff7e8"


def test_measures_that_do_not_fit_a_chart_are_refused():
    table = tk.measure(story_of(["It may rain."], ["Perhaps so."])).assign(mine=1.0)
    for draw in (tk.plot_story, tk.plot_windows, tk.plot_rates):
        with pytest.raises(tk.ToolkitError, match="no measure named 'fleshc'"):
            draw(table, ["fleshc"])
    with pytest.raises(tk.ToolkitError, match="'mine', a column of your own"):
        tk.plot_windows(table, ["mine"])
    with pytest.raises(tk.ToolkitError, match="'lix' is none"):
        tk.plot_rates(table, ["lix"])
    with pytest.raises(tk.ToolkitError, match="holds no numbers"):
        tk.plot_story(table, ["text"])
    with pytest.raises(tk.ToolkitError, match="no row for 'fleshc'"):
        tk.plot_comparison(tk.compare(table, checks=False), "fleshc")


@pytest.mark.parametrize(
    ("draw", "says"),
    [
        (lambda t: tk.plot_pairs(t, ["lix"]), "['lix'] is not the name of one measure"),
        (lambda t: tk.plot_length(t, ["lix"]), "['lix'] is not the name of one measure"),
        (lambda t: tk.plot_story(t, [["lix"]]), "['lix'] is not the name of one measure"),
        (lambda t: tk.plot_story(t, 5), "no measure named 5; list_measures() shows all"),
        (lambda t: tk.plot_windows(t, 5), "no measure named 5; list_measures() shows all"),
        (lambda t: tk.plot_rates(t, 5), "no measure named 5; list_measures() shows all"),
        (lambda t: tk.plot_comparison(tk.compare(t), 5), "no row for 5 in this"),
        (lambda t: tk.plot_comparison(tk.compare(t).head(0)), "the comparison has no rows"),
        (lambda t: tk.plot_comparison(tk.compare(t), [["lix"]]), "no row for ['lix']"),
        (lambda t: tk.plot_pairs(t.head(0)), "plot_pairs() needs stories with both"),
        (lambda t: tk.plot_length(t.head(0)), "plot_length() needs stories with both"),
        (lambda t: tk.plot_rates(t.head(0)), "plot_rates() has nothing to draw"),
        (lambda t: tk.plot_sentiment_words(t, n=0), "n=0 must be a whole number, 1 or more"),
        (lambda t: tk.plot_sentiment_words(t, n="x"), "n='x' must be a whole number, 1 or more"),
        (lambda t: tk.plot_keywords(tk.keywords(t), n=2.5), "n=2.5 must be a whole number"),
        (lambda t: tk.plot_story(twice(t, "lix"), "lix"), "two columns are called 'lix'; rename"),
        (lambda t: tk.plot_pairs(twice(t, "lix"), "lix"), "two columns are called 'lix'; rename"),
        (lambda t: tk.plot_cues(twice(t, "role")), "two columns are called 'role'; rename"),
        (lambda t: tk.plot_cues(t.assign(role=[["report"]] * len(t))),
         "column 'role' has ['report'], a list; rows are grouped by texts, numbers or days"),
        (lambda t: tk.keywords(t.assign(desk=[{}] * len(t)), by="desk"), "column 'desk' has {}, a"),
        (lambda t: tk.compare(t.assign(desk=[[1]] * len(t)), by="desk"), "'desk' has [1], a"),
        (lambda t: tk.pool(t.assign(desk=[[1]] * len(t)), by="desk"), "column 'desk' has [1], a"),
        (lambda t: tk.carryover(t.assign(story=[[1]] * len(t))), "column 'story' has [1], a list"),
        (lambda t: tk.plot_cues(t.rename(columns={"role": "Role"})),
         "plot_cues() needs the column 'role'; did you mean 'Role'?"),
        (lambda t: tk.plot_story(t.astype({"n_words": str})), "the column 'n_words' holds no"),
        (lambda t: tk.plot_cues(t, ax=plt.figure().add_subplot(projection="polar")),
         "ax has the projection 'polar'; the charts need plain axes"),
        (lambda t: tk.plot_keywords(twice(tk.keywords(t), "z")), "two columns are called 'z'"),
        (lambda t: tk.plot_keywords(tk.keywords(t).astype({"z": str})), "the column 'z' holds no"),
    ],
)  # fmt: skip
def test_slips_meet_one_sentence(draw, says):
    table = tk.measure(story_of(["It may rain."], ["Perhaps so."]))
    with pytest.raises(tk.ToolkitError, match=re.escape(says)) as caught:
        draw(table)
    assert "\n" not in str(caught.value)


def twice(table: pd.DataFrame, column: str) -> pd.DataFrame:
    return pd.concat([table, table[[column]]], axis=1)


def test_headline_measures_are_those_of_the_registry_in_its_order():
    names = ["vader_compound", "mine", "lix", "flesch_reading_ease"]
    assert headline_of(names) == ["flesch_reading_ease", "vader_compound"]
    story = tk.measure(story_of(["It may rain."], ["Perhaps so."]))
    assert headline_of(story.columns) == charted_measures(story, None)
    compared = tk.compare(story, checks=False).iloc[::-1]
    labels = [label.get_text() for label in tk.plot_comparison(compared).get_yticklabels()]
    assert labels[1:3] == ["VADER sentiment, spread", "VADER sentiment"], "as the rows are sorted"


def test_drawing_leaves_settings_tables_and_other_figures_alone():
    story = story_of(["It may rain. It was bad."], ["Perhaps so. Or not."])
    table = tk.measure(story)
    before, copies = dict(mpl.rcParams), (story.copy(), table.copy())
    for draw in (*OF_TEXT.values(), *OF_TABLE.values(), *OF_STORIES.values()):
        drawn = draw(table)
        assert len(plt.get_fignums()) == 1, "one figure per chart"
        plt.close(getattr(drawn, "figure", drawn))
    assert dict(mpl.rcParams) == before
    pd.testing.assert_frame_equal(story, copies[0])
    pd.testing.assert_frame_equal(table, copies[1])


def test_a_refused_chart_leaves_no_figure():
    half = tk.measure(story_of(["It may rain."], []))
    for draw in (tk.plot_windows, tk.plot_carryover, tk.plot_pairs):
        with pytest.raises(tk.ToolkitError):
            draw(half)
    assert plt.get_fignums() == []


def test_numbers_and_names_as_they_are_drawn():
    assert [number(v) for v in (0, -0.0, 1234.5, 22.29, 0.5, -0.048, 0.00031)] == [
        "0", "0", "1,234", "22.3", "0.50", "−0.05", "0.0003",
    ]  # fmt: skip
    assert [signed(v, 0) for v in (3.4, -3.4, 0.2, -0.2)] == ["+3", "−3", "0", "0"]
    assert plain("a\u202eb\u200b\n c \u4eac") == "ab c \u25a1"


@pytest.mark.parametrize("inches", [0.3, 1.0, 3.0])
def test_wrapped_lines_fit_their_width(inches):
    text = "Some words and one " + "unbreakable" * 8 + " word, then others to the end of it."
    lines = wrapped(text, inches, 9).split("\n")
    assert all(width_of(line, 9) <= 72 * inches for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    two = wrapped(text, inches, 9, lines=2).split("\n")
    assert len(two) == 2
    assert two[-1].endswith("…")
    assert width_of(two[-1], 9) <= 72 * inches


def test_what_does_not_fit_is_cut_between_words():
    text = "Some words and then others, more of them than there is room for"
    for tenths in range(8, 36):
        kept = wrapped(text, tenths / 10, 9, lines=1).removesuffix("…")
        assert text.startswith(f"{kept} ")


def test_a_list_of_measures_can_be_taken_apart():
    names = ["vader_compound_sd", "hedges_per_100_words", "lix"]
    assert label_list(pd.Series(True, names), names[:2]) == "“VADER sentiment, spread” and Hedges"
    assert label_list(pd.Series(True, names), names) == "“VADER sentiment, spread”, Hedges and LIX"


def test_a_small_value_beside_a_large_one_is_not_nought():
    assert value_text("hedges_per_100_words", 0.04, 0.04, 13.6) == "0.04"
    assert value_text("hedges_per_100_words", 0.0, 0.0, 13.6) == "0"


def test_numbers_of_many_figures_are_written_in_words():
    assert [number(v) for v in (9_876_543, 999.96e6, -117_972_580_355.0, 4e13)] == [
        "9,876,543", "1 billion", "−118 billion", "40 trillion",
    ]  # fmt: skip
    assert signed(16_605_250_928) == "+16.6 billion"
    assert value_text("clicks", 8.4e8, 8.4e8, 7.9e8) == "840 million"
