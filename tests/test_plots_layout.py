"""Charts can be read: no text on another, none cut off, whatever the story."""

from __future__ import annotations

import itertools

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from chart_texts import drawn_texts, faults
from matplotlib.colors import to_hex, to_rgb
from matplotlib.figure import Figure
from matplotlib.text import Text

import toolkit as tk
from toolkit.plots.style import GREY, PALE

OF_STORY = {
    "cues": lambda story, table: tk.plot_cues(story),
    "story": lambda story, table: tk.plot_story(table),
    "windows": lambda story, table: tk.plot_windows(table),
    "readability": lambda story, table: tk.plot_readability(table),
    "sentiment": lambda story, table: tk.plot_sentiment_words(story),
    "carryover": lambda story, table: tk.plot_carryover(story),
    "comparison": lambda story, table: tk.plot_comparison(tk.compare(table, checks=False)),
    "keywords": lambda story, table: tk.plot_keywords(tk.keywords(story)),
}
OF_MANY = {
    "comparison": lambda table, note: tk.plot_comparison(
        tk.compare(table, checks=False), note=note
    ),
    "pairs": lambda table, note: tk.plot_pairs(table, note=note),
    "length": lambda table, note: tk.plot_length(table, note=note),
    "rates": lambda table, note: tk.plot_rates(table, note=note),
    "keywords": lambda table, note: tk.plot_keywords(tk.keywords(table), note=note),
}


def as_figure(drawn) -> Figure:
    return drawn if isinstance(drawn, Figure) else drawn.figure


@pytest.fixture(scope="module")
def kursk():
    return tk.read_story("data/kursk.txt")


@pytest.fixture(scope="module")
def measured_kursk(kursk):
    return tk.measure(kursk)


@pytest.fixture(scope="module")
def stories():
    with pytest.warns(UserWarning, match="stories read"):
        return tk.read_stories("data/stories")


@pytest.fixture(scope="module")
def measured(stories):
    return tk.measure(stories)


def long_story(stories: pd.DataFrame, n: int) -> pd.DataFrame:
    body = stories[stories["kind"] == "body"]
    body = pd.concat([body, body]).head(n).reset_index(drop=True)
    cut = n // 6
    return body.assign(story="long", role=["report"] * cut + ["commentary"] * (n - cut))


@pytest.mark.parametrize("chart", OF_STORY)
def test_no_text_of_a_storys_charts_is_covered_or_cut(chart, kursk, measured_kursk):
    figure = as_figure(OF_STORY[chart](kursk, measured_kursk))
    assert faults(figure) == []
    for of_a_screen in (80, 90, 110):
        figure.set_dpi(of_a_screen)
        assert faults(figure) == []


@pytest.mark.parametrize("name", ["07_football", "31_tree", "60"])
@pytest.mark.parametrize("chart", ["cues", "readability", "sentiment"])
def test_nor_of_the_crowded_charts_of_other_stories(chart, name, measured):
    if name == "60":
        table = long_story(measured, 60)
    else:
        table = measured[measured["story"].str.startswith(name)]
    assert faults(as_figure(OF_STORY[chart](table, table))) == []


def test_nor_where_there_is_no_room_for_every_sentence(measured):
    assert faults(tk.plot_carryover(long_story(measured, 60)).figure) == []


@pytest.mark.parametrize("chart", OF_MANY)
def test_nor_of_the_charts_of_many_stories_and_the_note_shows(chart, measured):
    figure = as_figure(OF_MANY[chart](measured, "Invented stories."))
    assert faults(figure) == []
    assert any(
        text.replace("\n", " ").endswith("Invented stories.") for text, _ in drawn_texts(figure)
    )


def test_nor_with_300_paragraphs(measured):
    table = long_story(measured, 300)
    names = ["lix", "hedges_per_100_words"]
    drawn = [tk.plot_cues(table), tk.plot_story(table, names), tk.plot_readability(table)]
    assert [faults(as_figure(one)) for one in drawn] == [[], [], []]


def test_between_the_names_of_280_paragraphs_is_a_gap(measured):
    table = long_story(measured, 280).assign(paragraph=range(1, 281))
    figure = tk.plot_story(table, ["lix", "hedges_per_100_words"])
    figure.draw_without_rendering()
    for ax in figure.axes:
        places = [label.get_window_extent() for label in ax.get_xticklabels()]
        assert len(places) > 3
        assert all(a.x1 + 2 < b.x0 for a, b in itertools.pairwise(places))


def test_charts_in_a_grid_keep_to_their_places(kursk, measured_kursk):
    table = measured_kursk
    figure, axes = plt.subplots(2, 2, figsize=(16, 11), layout="constrained")
    drawn = [
        tk.plot_cues(kursk, ax=axes[0, 0]),
        tk.plot_carryover(kursk, ax=axes[0, 1]),
        tk.plot_readability(table, ax=axes[1, 0]),
        tk.plot_rates(table, ax=axes[1, 1]),
    ]
    assert drawn == [*axes.flat]
    assert faults(figure) == []
    assert len(plt.get_fignums()) == 1
    assert not figure.get_suptitle()
    assert not figure.get_supxlabel()
    assert all(ax.get_title("left") for ax in axes.flat)


@pytest.mark.parametrize("size", [(6.4, 4.8), (12, 5), (14, 9)])
@pytest.mark.parametrize("chart", ["cues", "carryover", "readability", "rates", "comparison"])
def test_nothing_is_cut_off_in_a_plain_figure(chart, size, kursk, measured_kursk):
    draw = {
        "cues": lambda ax: tk.plot_cues(kursk, ax=ax),
        "carryover": lambda ax: tk.plot_carryover(kursk, ax=ax),
        "readability": lambda ax: tk.plot_readability(measured_kursk, ax=ax),
        "rates": lambda ax: tk.plot_rates(measured_kursk, ax=ax),
        "comparison": lambda ax: tk.plot_comparison(
            tk.compare(measured_kursk, checks=False), ax=ax
        ),
    }
    rows, columns = {(6.4, 4.8): (1, 1), (12, 5): (1, 2), (14, 9): (2, 4)}[size]
    figure, axes = plt.subplots(rows, columns, figsize=size, squeeze=False)
    draw[chart](axes[0, 0])
    assert faults(figure) == []


@pytest.mark.parametrize("chart", [tk.plot_pairs, tk.plot_length])
def test_a_grid_of_small_charts_is_readable(chart, measured):
    figure, axes = plt.subplots(2, 4, figsize=(14, 9))
    names = ["vader_compound_sd", "hedges_per_100_words", "argument_connectives_per_100_words"]
    for ax, name in zip(axes.flat, [*names, *names, *names[:2]], strict=True):
        chart(measured, name, ax=ax)
    assert faults(figure) == []


def test_a_long_name_of_a_measure_is_an_axis_label_in_several_lines(measured):
    name = "a_measure_of_the_readers_own_with_a_very_long_name"
    ax = tk.plot_length(measured.assign(**{name: measured["lix"]}), name)
    assert faults(ax.figure) == []
    assert "\n" in ax.get_ylabel()
    label, box = ax.yaxis.label.get_window_extent(), ax.figure.bbox
    assert label.height < 0.9 * box.height


@pytest.mark.parametrize("engine", ["tight", "constrained", "compressed"])
def test_a_layout_engine_that_was_chosen_stays(engine, measured_kursk):
    figure, ax = plt.subplots(layout=engine)
    chosen = figure.get_layout_engine()
    tk.plot_readability(measured_kursk, ax=ax)
    assert figure.get_layout_engine() is chosen


def test_a_title_of_the_readers_own_takes_the_place_of_the_charts(kursk, measured_kursk):
    table = measured_kursk
    drawn = [
        tk.plot_cues(kursk),
        tk.plot_carryover(kursk),
        tk.plot_rates(table),
        tk.plot_comparison(tk.compare(table, checks=False)),
        tk.plot_readability(table, ax=plt.subplots()[1]),
    ]
    for ax in drawn:
        figure, before = ax.figure, ax.get_title("left")
        assert before
        ax.set_title("Mine", loc="left", pad=30)
        texts = [text for text, _ in drawn_texts(figure)]
        assert "Mine" in texts
        assert before not in texts
        assert faults(figure) == []


@pytest.mark.parametrize("chart", OF_MANY)
def test_titles_and_notes_fit_a_figure_that_is_resized(chart, measured):
    figure = as_figure(OF_MANY[chart](measured, "Invented stories."))
    for size in [(6.5, 6), (14, 6)]:
        figure.set_size_inches(size)
        assert [fault for fault in faults(figure) if "cut off" in fault] == []


@pytest.mark.parametrize("size", [(5, 4), (7, 5), (12, 8)])
@pytest.mark.parametrize("chart", [name for name in OF_STORY if name != "keywords"])
def test_words_inside_a_chart_fit_a_figure_that_is_resized(chart, size, kursk, measured_kursk):
    figure = as_figure(OF_STORY[chart](kursk, measured_kursk))
    figure.set_size_inches(size)
    assert faults(figure) == []
    figure.set_dpi(80)
    assert faults(figure) == []


def test_a_larger_figure_has_more_of_the_words_and_the_first_size_the_first_words(kursk):
    figure = tk.plot_carryover(kursk).figure
    before, size = drawn_texts(figure), figure.get_size_inches()
    figure.set_size_inches(5, 4)
    small = drawn_texts(figure)
    assert sum(len(text) for text, _ in small) < 0.7 * sum(len(text) for text, _ in before)
    figure.set_size_inches(size)
    assert {text for text, _ in drawn_texts(figure)} == {text for text, _ in before}


@pytest.mark.parametrize("chart", ["windows", "story"])
def test_marks_are_whole_in_a_low_figure(chart, kursk, measured_kursk):
    for ax in OF_STORY[chart](kursk, measured_kursk).axes:
        assert not any(marks.get_clip_on() for marks in ax.collections)


def test_rows_of_a_low_figure_of_keywords_stay_apart(stories):
    figure = tk.plot_keywords(tk.keywords(stories))
    figure.set_size_inches(7, 4)
    assert faults(figure) == []


def test_words_that_the_reader_took_away_do_not_come_back(kursk):
    ax = tk.plot_cues(kursk)
    for text in [*ax.texts]:
        text.remove()
    ax.figure.set_size_inches(12, 6)
    ax.figure.draw_without_rendering()
    assert len(ax.texts) == 0


def test_axes_can_be_cleared_and_drawn_in_again(kursk, stories):
    other = stories[stories["story"] == stories["story"].iloc[-1]]
    figure, ax = plt.subplots(figsize=(9, 5))
    tk.plot_carryover(kursk, ax=ax)
    ax.clear()
    tk.plot_carryover(other, ax=ax)
    figure.set_size_inches(7, 5)
    texts = " ".join(text for text, _ in drawn_texts(figure))
    assert "North Korean" not in texts
    assert faults(figure) == []
    before = len(figure.artists)
    ax.clear()
    figure.draw_without_rendering()
    assert len(figure.artists) < before


@pytest.mark.parametrize("engine", [None, "constrained"])
@pytest.mark.parametrize("chart", ["cues", "readability", "comparison", "pairs", "length"])
def test_a_readers_own_figure_can_be_resized_too(chart, engine, kursk, measured_kursk, measured):
    draw = {
        "cues": lambda ax: tk.plot_cues(kursk, ax=ax),
        "readability": lambda ax: tk.plot_readability(measured_kursk, ax=ax),
        "comparison": lambda ax: tk.plot_comparison(tk.compare(measured, checks=False), ax=ax),
        "pairs": lambda ax: tk.plot_pairs(measured, ax=ax),
        "length": lambda ax: tk.plot_length(measured, ax=ax),
    }
    figure, ax = plt.subplots(figsize=(9, 5), layout=engine)
    draw[chart](ax)
    figure.set_size_inches(5, 4.5)
    assert faults(figure) == []


def test_saving_a_part_of_a_figure_leaves_its_titles_as_they_are(kursk, tmp_path):
    figure = tk.plot_cues(kursk).figure
    before = figure.axes[0].get_title("left")
    figure.savefig(tmp_path / "cues.svg", bbox_inches="tight", pad_inches=1)
    assert figure.axes[0].get_title("left") == before


def test_strips_that_the_reader_took_away_cleared_or_left_without_a_title_stay_so(measured_kursk):
    figure = tk.plot_story(measured_kursk)
    gone, cleared, *others = figure.axes
    gone.remove()
    cleared.clear()
    for ax in others:
        ax.set_title("", loc="left")
    figure.set_size_inches(5, 4)
    figure.draw_without_rendering()
    assert (cleared.get_ylabel(), cleared.get_title("left")) == ("", "")


def test_two_sides_of_a_comparison_are_named_in_a_figure_made_narrow(measured):
    figure = tk.plot_comparison(tk.compare(measured, checks=False)).figure
    for size in [(5, 4), (9, 5)]:
        figure.set_size_inches(size)
        assert faults(figure) == []


def test_a_title_of_the_readers_own_stays_when_the_figure_is_resized(measured_kursk):
    ax = tk.plot_rates(measured_kursk)
    ax.set_title("Mine", loc="left", pad=30)
    ax.figure.set_size_inches(6, 4)
    assert "Mine" in [text for text, _ in drawn_texts(ax.figure)]


@pytest.mark.parametrize("chart", OF_STORY)
def test_letters_stand_out_from_white_and_from_the_pale_colours(chart, kursk, measured_kursk):
    figure = as_figure(OF_STORY[chart](kursk, measured_kursk))
    letters = {to_hex(text.get_color()) for text in figure.findobj(Text) if text.get_text()}
    assert len(letters) > 1
    for colour in letters:
        assert contrast(colour, "white") > 4.5
        if colour != GREY:
            assert min(contrast(colour, pale) for pale in PALE.values()) > 4.5


def contrast(one: str, other: str) -> float:
    """How far the lightness of two colours is apart, as WCAG 2 has it: 1 to 21."""
    rgb = np.array([to_rgb(one), to_rgb(other)])
    linear = np.where(rgb <= 0.03928, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    light = linear @ [0.2126, 0.7152, 0.0722] + 0.05
    return light.max() / light.min()


def test_print_resolution_keeps_every_text(kursk, tmp_path):
    figure = tk.plot_cues(kursk).figure
    figure.savefig(tmp_path / "cues.png", dpi=200)
    height, width = plt.imread(tmp_path / "cues.png").shape[:2]
    assert (width, height) == tuple(round(200 * inches) for inches in figure.get_size_inches())
    figure.set_dpi(200)
    assert faults(figure) == []


@pytest.mark.parametrize("width", [5, 8, 12])
def test_the_sides_of_a_comparison_are_named_in_narrow_axes_too(width, measured):
    figure, ax = plt.subplots(figsize=(width, 4.5), layout="constrained")
    tk.plot_comparison(tk.compare(measured, checks=False), ax=ax)
    assert faults(figure) == []
    places = {text.get_text(): text.xyann[1] for text in ax.texts if "higher" in text.get_text()}
    assert list(places) == ["← report higher", "commentary higher →"]
    assert (places["← report higher"] > places["commentary higher →"]) == (width == 5)


def test_numbers_leave_a_comparison_room_in_narrow_axes(measured):
    _, ax = plt.subplots(figsize=(4, 5))
    tk.plot_comparison(tk.compare(measured, checks=False), ax=ax)
    ax.figure.draw_without_rendering()
    assert ax.get_window_extent().width > 0.9 * ax.figure.dpi
    assert "% points" in {text.get_text() for text in ax.texts}


def test_a_title_leaves_no_word_alone_on_its_last_line(kursk, measured_kursk):
    for chart in ("cues", "readability", "windows"):
        figure = as_figure(OF_STORY[chart](kursk, measured_kursk))
        lines = (figure.get_suptitle() or figure.axes[0].get_title("left")).split("\n")
        assert len(lines[-1]) > 0.5 * max(map(len, lines))


def test_the_check_finds_what_overlaps_and_what_is_cut():
    figure = Figure(figsize=(2, 1))
    figure.text(0.5, 0.5, "one")
    figure.text(0.5, 0.5, "two")
    figure.text(0.99, 0.9, "beyond")
    found = faults(figure)
    assert found == ["'beyond' is cut off", "'one' and 'two' overlap"]
