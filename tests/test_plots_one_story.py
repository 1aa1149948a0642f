"""The charts of one story show its numbers: marks, labels, counts and titles."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex
from matplotlib.text import Annotation, Text

import toolkit as tk
from toolkit.cli.headline import headline
from toolkit.measures import hedge_lexicon
from toolkit.measures.reading_ease import ease_parts
from toolkit.measures.sentiment_sums import sentiment_sums
from toolkit.plots.cue_places import SERIES, located_cues
from toolkit.plots.style import COLOURS, LETTERS

FROM_THE_LEFT = "\N{LEFT-TO-RIGHT MARK}"


@pytest.fixture(scope="module")
def kursk():
    return tk.read_story("data/kursk.txt")


@pytest.fixture(scope="module")
def table(kursk):
    return tk.measure(kursk)


@pytest.fixture(scope="module")
def cue_map(kursk):
    return tk.plot_cues(kursk)


@pytest.fixture(scope="module")
def links_ax(kursk):
    return tk.plot_carryover(kursk)


def two(report: str, *commentary: str) -> pd.DataFrame:
    texts = [report, *commentary]
    roles = ["report"] + ["commentary"] * len(commentary)
    return pd.DataFrame({"story": "invented", "role": roles, "text": texts})


def title(ax) -> str:
    return ax.get_title("left").replace("\n", " ")


def texts_at(ax, colour: str) -> list[str]:
    """What is written right of the axes in a colour, from the top: a column of numbers."""
    written = [
        text for text in ax.texts
        if isinstance(text, Annotation) and text.get_ha() == "right" and text.xy[0] == 1
        and text.get_color() == colour and text.get_weight() != "bold"
    ]  # fmt: skip
    return [text.get_text() for text in sorted(written, key=lambda text: text.xy[1])]


class TestCues:
    def test_the_space_between_paragraphs_is_small_beside_them(self):
        ax = tk.plot_cues(two("The bridge is closed.", "Why now?"))
        bands = sorted(patch.get_x() for patch in ax.patches)
        assert np.diff(bands).tolist() == [5.0]

    def test_a_tick_per_cue_at_its_running_word(self, cue_map, kursk):
        cues = tk.find_hedges(kursk["text"])
        ticks = [line for line in cue_map.lines if line.get_label().split(",")[0] in COLOURS]
        assert sum(len(line.get_xdata()) for line in ticks) == len(cues)
        modal = next(line for line in ticks if line.get_ydata()[0] == 0)
        assert len(modal.get_xdata()) == (cues["category"] == "modal").sum()
        first_gap = 6
        could = cues[cues["category"] == "modal"].iloc[0]
        before = kursk["text"][:2].str.split().str.len().sum() + 2 * first_gap
        words = len(kursk["text"][could["row"]][: could["start"]].split())
        assert modal.get_xdata()[0] == before + words

    def test_counts_at_the_right_are_those_of_the_roles(self, cue_map, kursk):
        lanes = [label.get_text() for label in cue_map.get_yticklabels()]
        cues = tk.find_hedges(kursk["text"])
        cues = cues.assign(role=kursk["role"].to_numpy()[cues["row"]])
        for role, colour in LETTERS.items():
            counts = dict(zip(lanes, map(int, texts_at(cue_map, colour)), strict=True))
            mine = cues[cues["role"] == role]
            assert counts["belief"] == (mine["category"] == "belief").sum()
            assert counts["booster"] == (mine["series"] == "booster").sum()
            assert sum(counts.values()) == len(mine)

    def test_the_title_says_what_may_be_said(self, cue_map, table):
        hedges = tk.findings(tk.compare(table, ["hedges_per_100_words"]))["finding"][0]
        assert title(cue_map) == hedges.rstrip(".")

    def test_every_category_and_series_of_the_lexicon_has_a_lane(self):
        assert set(SERIES) == set(hedge_lexicon.SERIES.values())
        added = {"blarg": "belief", "blorg": "reporting_verb", "blurg": "obligation"}
        lexicon = tk.load_lexicon(add=added)
        ax = tk.plot_cues(two("They blarg and blorg it.", "You blurg."), lexicon=lexicon)
        lanes = [label.get_text() for label in ax.get_yticklabels()]
        assert lanes == [*hedge_lexicon.CORE, "reporting verb", "obligation"]

    def test_a_report_alone_has_no_column_of_a_commentary(self, kursk):
        ax = tk.plot_cues(kursk[kursk["role"] == "report"])
        assert len(texts_at(ax, LETTERS["report"])) == len(ax.get_yticklabels())
        assert texts_at(ax, LETTERS["commentary"]) == []
        assert "commentary" not in {text.get_text() for text in ax.texts}

    def test_quoted_cues_are_hollow_squares(self):
        ax = tk.plot_cues(two("“It may rain,” she said.", "It could rain."))
        marks = {
            line.get_label(): line.get_marker() for line in ax.lines if line.get_ydata()[0] == 0
        }
        assert marks["report, quoted"] == "s"
        assert marks["commentary"] == "|"

    def test_words_before_a_cue_are_counted_as_measures_count_them(self):
        body = two("On May 5 -- a Monday -- it may rain.", "So: it could.")
        cues, lengths = located_cues(body)
        assert cues.loc[cues["text"] == "may", "word"].tolist() == [6]
        assert lengths.tolist() == tk.measure(body)["n_words"].astype(int).tolist()


class TestStory:
    def test_marks_are_the_paragraphs_and_hollow_where_there_is_little_text(self, table):
        ax = tk.plot_story(table, ["flesch_reading_ease"]).axes[0]
        report, commentary = ax.collections
        values = table["flesch_reading_ease"].to_numpy()
        np.testing.assert_allclose(report.get_offsets()[:, 1], values[:1])
        np.testing.assert_allclose(commentary.get_offsets()[:, 1], values[1:])
        filled = [to_hex(face) != "#ffffff" for face in commentary.get_facecolors()]
        assert filled == tk.reliable(table)["flesch_reading_ease"][1:].tolist()

    def test_the_dashed_line_is_the_report_and_the_tick_all_commentary(self, table):
        ax = tk.plot_story(table, ["hedges_per_100_words"]).axes[0]
        whole = tk.pool(table, "role")["hedges_per_100_words"]
        assert [line.get_ydata()[0] for line in ax.lines] == list(whole)
        assert title(ax) == "Hedges: report 4.4, commentary 5.9"
        names = [label.get_text() for label in ax.get_xticklabels()]
        assert names == ["R", "C1", "C2", "C3", "C4", "C5", "C6"]

    def test_the_title_names_where_all_paragraphs_lie_on_one_side(self, table):
        figure = tk.plot_story(
            table.assign(mine=[3.0, 1, 2, 1, 2, 1, 2]), ["vader_compound", "mine"]
        )
        assert figure.get_suptitle().replace("\n", " ") == (
            "Every paragraph of the commentary lies above the report on VADER sentiment, "
            "and below the report on mine"
        )
        one = ("flesch_reading_ease", "Flesch reading ease not every paragraph")
        two = (["flesch_reading_ease", "lix"], "none of 2 measures does every paragraph")
        for names, on in (one, two):
            said = tk.plot_story(table, names).get_suptitle().replace("\n", " ")
            assert said.startswith(f"On {on}")
            assert said.endswith("on the same side of the report")

    def test_one_paragraph_is_not_every_paragraph_and_many_measures_are_counted(self):
        table = tk.measure(two("It rained all day long.", "Perhaps it did. Who knows?"))
        said = tk.plot_story(table, ["words_per_sentence"]).get_suptitle()
        assert said.startswith("The one paragraph of the commentary lies below the report on")
        lower = {f"mine{i}": [2.0, 1.0] for i in range(6)}
        said = tk.plot_story(table.assign(**lower), list(lower)).get_suptitle()
        assert said.endswith("lies below the report on 6 of 6 measures")
        same = tk.plot_story(table.assign(mine=1.0), ["mine"]).get_suptitle()
        assert same == "On mine the commentary does not differ from the report"

    def test_the_note_counts_the_hollow_marks(self, table):
        names = ["flesch_reading_ease", "vader_compound"]
        hollow = int((~tk.reliable(table)[names]).to_numpy().sum())
        note = tk.plot_story(table, names).get_supxlabel().replace("\n", " ")
        assert f"Hollow ({hollow} of 14): too little text." in note
        assert "\n" not in tk.plot_story(table).get_supxlabel()
        assert "No mark" not in note

    def test_the_note_counts_paragraphs_without_a_value(self):
        table = tk.measure(two("It rained. It may rain.", "Perhaps so.", "It did. Who knows?"))
        assert table["vader_compound_sd"].isna().sum() == 1
        note = tk.plot_story(table, ["vader_compound_sd", "lix"]).get_supxlabel().replace("\n", " ")
        assert "No mark (1): no value." in note


class TestWindows:
    def test_dots_are_the_windows_and_the_large_mark_the_report(self, table):
        names = ["flesch_reading_ease", "vader_compound"]
        figure = tk.plot_windows(table, names)
        rows = tk.windows(table, names)
        for ax, name in zip(figure.axes, names, strict=True):
            dots, mark = ax.collections
            np.testing.assert_allclose(dots.get_offsets()[:, 0], rows[name][1:])
            assert mark.get_offsets()[0, 0] == rows[name][0]
        assert [ax.texts[-1].get_text() for ax in figure.axes] == [
            "below 14 of 15",
            "below 15 of 15",
        ]
        assert "outside all equally long stretches" in figure.get_suptitle().replace("\n", " ")

    def test_a_value_like_all_others_is_level_and_a_missing_one_is_said(self, table):
        figure = tk.plot_windows(table, ["quoted_share", "mattr"])
        assert figure.axes[0].texts[-1].get_text() == "level with all 15"
        assert [tick.get_text() for tick in figure.axes[0].get_xticklabels()] == ["0%"]
        boosters = tk.plot_windows(table, ["boosters_per_100_words"]).axes[0]
        assert boosters.texts[-1].get_text() == "below 3 of 15, level with 12"
        dots, mark = boosters.collections
        # The dots at the report's value reach beyond its mark.
        radius = np.sqrt(mark.get_sizes()[0]) / 2 * boosters.figure.dpi / 72
        ends = boosters.transData.transform(dots.get_offsets())[:, 1]
        assert np.ptp(ends) / 2 > radius
        short = tk.measure(two("It may rain.", "It is so. Who knows? We shall see."))
        figure = tk.plot_windows(short, ["mattr", "lix"])
        assert figure.axes[0].texts[-1].get_text() == "no value"
        assert "Lexical" not in figure.get_suptitle()

    def test_rates_of_few_counts_are_no_findings_of_the_title(self):
        plain = "It is shut, said the town, and the town is sorry for all of it too. "
        sure = "It is certainly shut, said the town, and the town is sorry for it all. "
        table = tk.measure(two(plain * 3, (sure + plain * 2) * 2))
        figure = tk.plot_windows(table, ["boosters_per_100_words"])
        assert figure.get_suptitle().replace("\n", " ") == (
            "On no measure with counts enough does the report lie outside all equally long "
            "stretches of the commentary; on Boosters the counts are too few to tell"
        )
        assert "Poisson ranges of the two whole parts" in figure.get_supxlabel().replace("\n", " ")
        table = tk.measure(two(plain * 3, (sure + "So it is unquestionably lamentable. ") * 4))
        figure = tk.plot_windows(table, ["boosters_per_100_words", "flesch_reading_ease"])
        assert figure.get_suptitle().replace("\n", " ") == (
            "The report lies outside all equally long stretches of the commentary on Flesch "
            "reading ease. On Boosters the counts are too few to tell"
        )

    def test_a_measure_without_a_value_is_not_said_to_lie_among_the_others(self):
        sad = "So? We got wet. It is so sad. " * 3
        table = tk.measure(two("It rained in the town all day.", sad))
        names = ["flesch_reading_ease", "vader_compound_sd", "quoted_share"]
        figure = tk.plot_windows(table, names)
        assert [ax.texts[-1].get_text() for ax in figure.axes][1] == "no value"
        assert figure.get_suptitle().replace("\n", " ").endswith("; among them on the other 1")

    def test_one_stretch_is_no_range(self):
        table = tk.measure(two("It may rain all day long.", "It is so, she said to us."))
        figure = tk.plot_windows(table, ["lix"])
        assert figure.get_suptitle().endswith("too few to set it among")
        assert "Dot: the one stretch" in figure.get_supxlabel()
        assert figure.axes[0].texts[-1].get_text() in ("below", "above", "level")


class TestReadability:
    def test_marks_are_means_of_words_and_syllables(self, table):
        ax = tk.plot_readability(table)
        paragraphs = ax.collections[1].get_offsets()
        body = table[table["role"] == "commentary"]
        np.testing.assert_allclose(paragraphs[:, 0], body["n_words"] / body["n_sentences"])
        np.testing.assert_allclose(paragraphs[:, 1], body["n_syllables"] / body["n_words"])
        texts = {text.get_text() for text in ax.texts}
        assert {"report: Flesch 22", "commentary: Flesch 38", "C1", "C6"} <= texts

    def test_a_paragraph_of_one_sentence_is_seen_among_many(self):
        texts = ["It may rain on the pier."] * 81
        story = pd.DataFrame({"role": ["report"] + ["commentary"] * 80, "text": texts})
        marks = tk.plot_readability(tk.measure(story)).collections[1]
        assert len(marks.get_sizes()) == 80
        assert marks.get_sizes().min() >= 8

    def test_every_line_is_of_equal_reading_ease(self, table):
        ax = tk.plot_readability(table)
        eases = [206.835 - 1.015 * line.get_xdata() - 84.6 * line.get_ydata() for line in ax.lines]
        assert len(eases) >= 3
        assert max(np.ptp(ease) for ease in eases) < 1e-9

    def test_the_title_says_why(self, table):
        assert title(tk.plot_readability(table)) == (
            "The commentary is 15 points easier to read, mainly by shorter words: "
            "words +16, sentences −1"
        )

    @pytest.mark.parametrize(
        ("sentences", "syllables", "says"),
        [
            (50, 1500, "Report and commentary are about as hard to read: words 0, sentences 0"),
            (50, 1550, "Report and commentary are about as hard to read: words −4, sentences 0"),
            (50, 1800, "25 points harder to read, mainly by longer words: words −25, sentences 0"),
            (25, 1500, "20 points harder to read, mainly by longer sentences: words 0, "),
            (30, 1700, "30.4 points harder to read, by longer words and sentences: words −16.9, "),
            (25, 1400, "12 points harder to read, mainly by longer sentences: words +8, "),
        ],
    )
    def test_the_cause_is_that_of_the_headline(self, sentences, syllables, says):
        table = pd.DataFrame({"role": ["report", "commentary"], "n_words": 1000.0,
                              "n_sentences": [50.0, sentences], "n_syllables": [1500.0, syllables],
                              "hedges_per_100_words": 1.0, "flesch_reading_ease": 0.0,
                              "vader_compound": 0.0})  # fmt: skip
        said = title(tk.plot_readability(table))
        assert says in said
        told = headline(table)["sentence"].split("; ")[2]
        assert ("about as hard" in said) == ("about as hard" in told)
        if "by longer" in said:
            assert said.split("by longer ")[1].split(" and ")[0].split(":")[0] in told

    def test_the_parts_of_the_title_add_to_its_sum(self):
        table = pd.DataFrame({"role": ["report", "commentary"], "n_words": 1000.0,
                              "n_sentences": [50.0, 60.75],
                              "n_syllables": [1500.0, 1375.8]})  # fmt: skip
        points = ease_parts(table.set_index("role"))[0]
        assert [round(part, 2) for part in points.values()] == [10.51, 3.59]
        assert title(tk.plot_readability(table)).endswith(
            "is 14.1 points easier to read, by shorter words and sentences: "
            "words +10.5, sentences +3.6"
        )

    def test_lines_and_causes_are_those_of_the_measure(self, table):
        body = table.iloc[1:3].set_axis(["report", "commentary"])
        points, _ = ease_parts(body)
        assert sum(points.values()) == pytest.approx(body["flesch_reading_ease"].diff().iloc[-1])

    def test_a_name_stands_beside_its_mark_however_large(self, table):
        long = table.assign(n_words=4 * table["n_words"], n_sentences=4 * table["n_sentences"],
                            n_syllables=4 * table["n_syllables"])  # fmt: skip
        ax = tk.plot_readability(long)
        ax.figure.draw_without_rendering()
        marks = ax.collections[1]
        centres = ax.transData.transform(marks.get_offsets())
        reach = np.sqrt(marks.get_sizes() / np.pi) * ax.figure.dpi / 72
        names = {text.get_text(): Text.get_window_extent(text) for text in ax.texts}
        for number, (centre, far) in enumerate(zip(centres, reach, strict=True), 1):
            box = names[f"C{number}"]
            nearest = np.clip(centre, box.min, box.max)
            assert np.hypot(*(nearest - centre)) > far - 1

    def test_equal_values_show_both_marks(self):
        ax = tk.plot_readability(tk.measure(two("It was so bad.", "It was so bad.")))
        report, commentary = ax.collections[-2:]
        assert report.get_zorder() > commentary.get_zorder()
        assert report.get_sizes()[0] < commentary.get_sizes()[0]


class TestSentiment:
    def test_bars_are_the_sums_of_the_words(self, kursk):
        figure = tk.plot_sentiment_words(kursk, n=4)
        sums = sentiment_sums(kursk["text"][1:]).head(4)
        commentary = figure.axes[1]
        widths = [bar.get_width() for bar in commentary.patches]
        np.testing.assert_allclose(widths, sums["contribution"])
        assert commentary.texts[0].get_text() == "offensive ×6  −12.2"
        faces = [to_hex(bar.get_facecolor()) != "#ffffff" for bar in commentary.patches]
        assert faces == (sums["contribution"] < 0).tolist()

    def test_extreme_sentences_stand_below_with_their_scores(self, kursk):
        figure = tk.plot_sentiment_words(kursk)
        below = figure.axes[3].texts[0].get_text().replace("\n", " ")
        assert below.startswith("−0.79 · The potential for a major offensive, coupled")
        assert "+0.67 · With the support of the United States" in below

    def test_a_score_stands_left_of_what_runs_from_right_to_left(self):
        hebrew = "\u05e9\u05dc\u05d5\u05dd good \u05d9\u05d5\u05dd."
        figure = tk.plot_sentiment_words(two("A bad day.", hebrew))
        report, commentary = (ax.texts[0].get_text() for ax in figure.axes[2:])
        assert report == "−0.54 · A bad day."
        assert commentary == f"{FROM_THE_LEFT}+0.44 · {hebrew}"

    def test_no_word_of_the_lexicon_is_said(self):
        figure = tk.plot_sentiment_words(two("The bus came.", "The bus went."))
        assert figure.get_suptitle() == "No word of the sentiment lexicon occurs"


class TestCarryover:
    def test_thousands_have_a_comma(self):
        report, commentary = "It rained. " * 3, "It rained. " * 1200
        said = title(tk.plot_carryover(two(report, commentary)))
        assert said == "All 1,200 sentences of the commentary are carried over from the report"

    def test_each_line_runs_from_left_to_right_whatever_it_begins_with(self):
        name = "\u05de\u05d9\u05db\u05dc"
        ax = tk.plot_carryover(two(f"{name} spoke first.", f"It rained. {name} said so."))
        texts = {text.get_text() for text in ax.texts}
        assert {f"{FROM_THE_LEFT}{name} spoke first.", f"{FROM_THE_LEFT}{name} said so."} <= texts
        assert "It rained." in texts

    def test_a_mark_per_sentence_by_status(self, links_ax, kursk):
        marks = {
            line.get_label(): len(line.get_ydata())
            for line in links_ax.lines
            if line.get_gid() != "link"
        }
        status = tk.carryover(kursk)["status"].value_counts()
        assert marks == {"report": 4, **status.to_dict()}
        fills = {line.get_label(): line.get_fillstyle() for line in links_ax.lines}
        assert (fills["carried over"], fills["partly"], fills["new"]) == ("full", "left", "none")

    def test_a_line_per_source_as_wide_as_its_share(self, links_ax, kursk):
        links = tk.alignment(kursk)
        lines = [line for line in links_ax.lines if line.get_gid() == "link"]
        widths = np.array([line.get_linewidth() for line in lines])
        assert len(lines) == len(links)
        assert np.corrcoef(widths, links["closeness"])[0, 1] > 0.999

    def test_sentences_have_the_numbers_of_the_table(self, kursk):
        heading = kursk.iloc[[1]].assign(kind="heading", text="A short heading")
        story = pd.concat([kursk.iloc[:1], heading, kursk.iloc[1:]], ignore_index=True)
        ax = tk.plot_carryover(story)
        numbers = [int(text.get_text()) for text in ax.texts if text.get_text().isdigit()]
        assert sorted(numbers) == [1, 2, 3, 4, *tk.carryover(story)["sentence"]]
        notes = [one.figure.get_supxlabel() for one in (ax, tk.plot_carryover(kursk))]
        assert ["Headings count in the numbers." in " ".join(n.split()) for n in notes] == [
            True, False,
        ]  # fmt: skip

    def test_the_title_counts(self, links_ax, kursk):
        n = tk.carryover(kursk)["status"].value_counts()
        assert title(links_ax) == (
            f"{19 - n['new']} of 19 sentences of the commentary go back to the report: "
            f"{n['carried over']} carried over, {n['partly']} partly; {n['new']} are new"
        )
        other = tk.plot_carryover(two("The bridge is shut.", "My soup was cold. Bring me another."))
        one = tk.plot_carryover(two("The bridge is shut.", "My soup was cold."))
        assert title(one).startswith("The commentary's one sentence does not go back to the report")
        one = tk.plot_carryover(two("The bridge is shut.", "The bridge is shut."))
        assert title(one) == ("The commentary's one sentence goes back to the report: carried over")
        again = tk.plot_carryover(two("The bridge is shut.", "The bridge is shut. " * 2))
        assert title(again) == "All 2 sentences of the commentary are carried over from the report"
        assert title(other).startswith("None of the commentary's 2 sentences goes back")
