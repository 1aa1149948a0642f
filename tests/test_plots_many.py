"""The charts of many stories show their numbers: marks, intervals, counts and titles."""

from __future__ import annotations

import io

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex
from scipy.stats import spearmanr

import toolkit as tk
from toolkit.plots.style import COLOURS


def stories(n: int, seed: int = 1) -> pd.DataFrame:
    """A measures table of `n` stories: a report and two paragraphs of commentary each."""
    random = np.random.default_rng(seed)
    roles = ["report", "commentary", "commentary"]
    table = pd.DataFrame({"story": np.repeat(np.arange(n), 3), "role": roles * n})
    words = random.integers(60, 200, 3 * n).astype(float)
    is_commentary = (table["role"] == "commentary").to_numpy()
    return table.assign(
        n_words=words,
        mine=random.normal(10 + 3 * is_commentary, 2),
        other=random.normal(0, 1, 3 * n),
        hedges_per_100_words=100 * random.poisson(0.02 * words) / words,
        boosters_per_100_words=100 * random.poisson((0.005 + 0.02 * is_commentary) * words) / words,
    )


def of_length(n: int, times: int = 1, way: int = 1, noise: int = 0) -> pd.DataFrame:
    """`n` stories, `times` over, whose difference in `mine` goes with the commentary's length."""
    rank = np.arange(1, n + 1) if times > 1 else np.array([1, 2, 3, 5, 8, 7, 6, 4])
    differences = way * np.tile(rank, times).astype(float)
    if noise:
        differences = np.random.default_rng(2).permutation(differences) + 0.25 * differences
    ratios = np.tile(np.arange(1, n + 1), times)
    return pd.DataFrame({
        "story": np.repeat(np.arange(n * times), 2), "role": list(COLOURS) * n * times,
        "n_words": np.column_stack([np.full(n * times, 50.0), 50.0 * ratios]).ravel(),
        "mine": np.column_stack([np.zeros(n * times), differences]).ravel(),
    })  # fmt: skip


def title(ax) -> str:
    return ax.get_title("left").replace("\n", " ")


def below(ax) -> str:
    return ax.figure.get_supxlabel().replace("\n", " ")


@pytest.fixture(scope="module")
def comparison():
    return tk.compare(stories(20), checks=False)


class TestComparison:
    def test_too_few_for_intervals_is_said(self):
        ax = tk.plot_comparison(tk.compare(stories(3), checks=False), ["mine", "other"])
        assert title(ax).startswith("Too few stories for an interval: commentary is higher on ")
        assert "Lines:" not in below(ax)
        assert below(ax).startswith("3 stories, ")

    def test_a_measure_without_values_is_not_for_want_of_stories(self):
        table = stories(8).assign(mine=np.nan)
        ax = tk.plot_comparison(tk.compare(table, ["mine"], checks=False))
        assert title(ax) == "No measure has a value in both parts"
        assert below(ax).startswith("0 stories, ")

    @pytest.mark.parametrize("kind", [int, bool, "Int64"])
    def test_whole_numbers_are_drawn_too(self, kind):
        table = stories(8).assign(mine=lambda t: (t["role"] == "report").astype(kind))
        assert "in 0 of 8 stories" in title(tk.plot_pairs(table, "mine"))
        rates = table.rename(columns={"mine": "mine_per_100_words"})
        assert tk.plot_rates(rates, ["mine_per_100_words"]).get_xlabel() == "per 100 words"
        one = table[table["story"] == table["story"].iloc[0]].assign(n_sentences=3.0)
        assert "below the report on mine" in tk.plot_story(one, ["mine"]).get_suptitle()

    def test_the_unit_is_named_and_the_level(self):
        table = stories(24).assign(outlet=lambda t: t["story"] % 8)
        found = tk.compare(table, unit="outlet", level=0.975, checks=False)
        ax = tk.plot_comparison(found, ["mine", "other"])
        assert below(ax).startswith("8 outlets, ")
        assert "Lines: 97.5% intervals over outlets" in below(ax)
        again = pd.read_csv(io.StringIO(found.to_csv(index=False)))
        assert below(tk.plot_comparison(again, ["mine", "other"])) == below(ax)

    def test_a_measure_named_twice_is_drawn_once(self, comparison):
        ax = tk.plot_comparison(comparison, ["mine", "mine"])
        assert [label.get_text() for label in ax.get_yticklabels()] == ["mine"]

    @pytest.mark.parametrize(
        ("change", "said"),
        [
            (lambda c: pd.concat([c, c]), "several rows are of .*; draw one comparison at a time"),
            (lambda c: c.astype({"effect_size": str}), "'effect_size' holds no numbers"),
            (lambda c: c.drop(columns="note"), "the column 'note' is missing"),
        ],
    )
    def test_what_is_no_comparison_is_said_to_be_none(self, comparison, change, said):
        with pytest.raises(tk.ToolkitError, match=said):
            tk.plot_comparison(change(comparison))

    def test_a_length_says_nothing_over_three_stories(self):
        assert "too few stories to say" in title(tk.plot_length(stories(3), "mine"))
        assert "r\u00a0=" in title(tk.plot_length(stories(6), "mine"))

    def test_lengths_that_are_alike_are_not_rounded_where_they_are_marked(self):
        table = stories(6)
        words = table["story"].map(
            {name: 20.0 * i for i, name in enumerate(table["story"].unique())}
        )
        table["n_words"] = np.where(table["role"] == "report", 1000, 1100 + words)
        ax = tk.plot_length(table, "mine")
        ax.figure.draw_without_rendering()
        marked = [label.get_text() for label in ax.get_xticklabels()]
        assert [float(text.rstrip("×")) for text in marked] == pytest.approx(ax.get_xticks())

    def test_marks_are_effect_sizes_hollow_where_zero_is_inside(self, comparison):
        ax = tk.plot_comparison(comparison, ["mine", "other", "boosters_per_100_words"])
        rows = comparison.set_index("measure").loc[["boosters_per_100_words", "mine", "other"]]
        marks = ax.collections[-1]
        np.testing.assert_allclose(marks.get_offsets()[:, 0], rows["effect_size"])
        filled = [to_hex(face) != "#ffffff" for face in marks.get_facecolors()]
        assert (
            filled == ((rows["ci_low"] > 0) | (rows["ci_high"] < 0)).tolist() == [True, True, False]
        )
        labels = [label.get_text() for label in ax.get_yticklabels()]
        assert labels == ["Boosters", "mine", "other"]

    def test_a_label_with_a_comma_is_told_from_what_follows(self, comparison):
        label = comparison["label"].replace("mine", "What, why, how")
        said = title(tk.plot_comparison(comparison.assign(label=label), "mine"))
        assert said.endswith("; “What, why, how” (higher in commentary)")

    def test_an_interval_is_scaled_like_its_difference(self, comparison):
        ax = tk.plot_comparison(comparison, "mine")
        row = comparison.set_index("measure").loc["mine"]
        (start, _), (end, _) = ax.collections[0].get_segments()[0]
        effect, difference = row["effect_size"], row["difference"]
        np.testing.assert_allclose(
            [start, end], np.array([row["ci_low"], row["ci_high"]]) * effect / difference
        )

    def test_the_title_counts_and_the_note_shows(self, comparison):
        ax = tk.plot_comparison(comparison, "mine", note="Invented stories.")
        assert title(ax) == "The one interval excludes zero; mine (higher in commentary)"
        assert below(ax).endswith("Invented stories.")
        assert "20 stories" in below(ax)
        assert "not told apart" in title(tk.plot_comparison(comparison, ["other"]))

    @pytest.mark.parametrize(
        ("p_adjusted", "said"),
        [
            ([0.06, 0.2], "2 of 2 intervals exclude zero, none after correction for 8 measures; "
             "the largest: Boosters (higher in commentary), mine"),
            ([0.06, 0.04], "2 of 2 intervals exclude zero, 1 after correction for 8 measures; "
             "mine (higher in commentary)"),
            ([0.01, 0.04], "2 of 2 intervals exclude zero, all after correction for 8 measures; "
             "the largest: Boosters"),
        ],
    )  # fmt: skip
    def test_the_title_says_what_remains_after_correction(self, comparison, p_adjusted, said):
        names = ["boosters_per_100_words", "mine"]
        rows = comparison.set_index("measure", drop=False).loc[names].assign(p_adjusted=p_adjusted)
        rows = rows.assign(effect_size=[2.0, 1.0])
        rows.attrs = {"n_corrected": 8}
        assert title(tk.plot_comparison(rows, names)).startswith(said)
        rows.attrs = {"n_corrected": 1}
        assert "correction" not in title(tk.plot_comparison(rows, names))

    def test_one_interval_is_not_counted(self, comparison):
        row = comparison[comparison["measure"] == "boosters_per_100_words"]
        row.attrs = {"n_corrected": 8}
        for p, said in ((0.01, "also"), (0.06, "but not")):
            drawn = row.assign(p_adjusted=p, ci_low=0.1, ci_high=0.9)
            assert title(tk.plot_comparison(drawn)) == (
                f"The one interval excludes zero, {said} after correction for 8 measures; "
                "Boosters (higher in commentary)"
            )
        assert title(tk.plot_comparison(row.assign(ci_low=-1.0, ci_high=1.0))).startswith(
            "The one interval includes zero: report and commentary are not told apart"
        )

    def test_measures_that_were_not_tested_failed_no_test(self, comparison):
        names = ["boosters_per_100_words", "mine"]
        rows = comparison.set_index("measure", drop=False).loc[names]
        rows = rows.assign(p_adjusted=[0.06, np.nan], effect_size=[2.0, 1.0])
        rows.attrs = {"n_corrected": 8}
        said = title(tk.plot_comparison(rows, names))
        assert said.startswith("2 of 2 intervals exclude zero; of 1 tested none after correction; ")

    def test_one_story_is_drawn_without_interval_with_its_counts(self):
        one = tk.compare(stories(1), checks=False)
        ax = tk.plot_comparison(one, ["hedges_per_100_words"])
        row = one.set_index("measure").loc["hedges_per_100_words"]
        count = round(row["report"] * row["n_words_report"] / 100)
        assert any(text.get_text().endswith(f"({count})") for text in ax.texts)
        assert title(ax).startswith("One story: the commentary is higher on")
        assert "says nothing about commentary in general" in below(ax)

    def test_shares_are_in_percent(self):
        table = stories(8).assign(quoted_share=[0.2, 0.1, 0.1] * 8)
        ax = tk.plot_comparison(tk.compare(table, checks=False), "quoted_share")
        assert {"−10.0", "% points"} <= {text.get_text() for text in ax.texts}


class TestPairs:
    def test_a_slope_per_story_and_their_mean(self):
        table = stories(12)
        ax = tk.plot_pairs(table, "mine")
        pooled = tk.pool(table, ["story", "role"])["mine"].unstack("role")[list(COLOURS)]
        drawn = np.array([line.get_ydata() for line in ax.lines])
        np.testing.assert_allclose(drawn[:-1], pooled)
        np.testing.assert_allclose(drawn[-1], pooled.mean())
        rises = (pooled["commentary"] > pooled["report"]).sum()
        assert title(ax) == f"mine: higher in the commentary in {rises} of 12 stories"
        dashed = sum(line.get_linestyle() == "--" for line in ax.lines)
        assert dashed == 12 - rises

    def test_beyond_sixty_the_differences_with_no_bar_across_zero(self):
        ax = tk.plot_pairs(stories(200), "other")
        assert sum(bar.get_height() for bar in ax.patches) == 200
        ends = [(bar.get_x(), bar.get_x() + bar.get_width()) for bar in ax.patches]
        assert not [1 for start, end in ends if start < -1e-9 and end > 1e-9]
        colours = {to_hex(bar.get_facecolor()) for bar in ax.patches}
        assert colours == set(COLOURS.values())

    def test_a_mean_difference_of_shares_is_in_percentage_points(self):
        table = stories(61).assign(quoted_share=[0.2, 0.1, 0.1] * 61)
        assert tk.plot_pairs(table, "quoted_share").texts[0].get_text() == "mean −10.0 % points"
        more = table.assign(quoted_share=1 - table["quoted_share"])
        assert tk.plot_pairs(more, "quoted_share").texts[0].get_text() == "mean +10.0 % points"

    @pytest.mark.parametrize(
        ("name", "label"),
        [
            ("quoted_share", "Quoted (% points of words): commentary − report"),
            ("hedged_sentences_share", "Hedged sentences (% points): commentary − report"),
        ],
    )
    def test_so_are_the_axes_of_differences_with_a_true_minus(self, name, label):
        table = stories(61).assign(n_sentences=5.0, **{name: [0.2, 0.1, 0.1] * 61})
        below, beside = tk.plot_pairs(table, name).xaxis, tk.plot_length(table, name).yaxis
        for axis in (below, beside):
            axis.figure.draw_without_rendering()
            assert axis.get_label_text().replace("\n", " ") == label
            ticks = {tick.get_text() for tick in axis.get_ticklabels()}
            assert "−10" in ticks
            assert not any("%" in tick or "-" in tick for tick in ticks)

    def test_infinite_values_are_missing_as_in_a_comparison(self):
        table = stories(12)
        table["mine"] = table["mine"].where(table.index % 6 != 1, np.inf)
        row = tk.compare(table, ["mine"], checks=False).iloc[0]
        ax = tk.plot_pairs(table, "mine")
        assert row["n_stories"] == 12
        assert title(ax).endswith(" of 12 stories")

    def test_stories_with_one_part_are_left_out(self):
        table = stories(5)
        half = table[(table["story"] > 0) | (table["role"] == "report")]
        assert title(tk.plot_pairs(half, "mine")).endswith("of 4 stories")


class TestLength:
    def test_points_and_rank_correlation(self):
        table = stories(30)
        ax = tk.plot_length(table, "mine", note="Invented stories.")
        pooled = tk.pool(table, ["story", "role"]).unstack("role")
        ratio = pooled["n_words", "commentary"] / pooled["n_words", "report"]
        difference = pooled["mine", "commentary"] - pooled["mine", "report"]
        np.testing.assert_allclose(
            ax.collections[0].get_offsets(), np.column_stack([ratio, difference])
        )
        r = spearmanr(ratio, difference).statistic
        assert f"{r:.2f}".replace("-", "−") in title(ax)
        assert below(ax).endswith("Invented stories.")

    def test_a_link_is_sure_where_there_are_stories_enough_for_it(self):
        said = title(tk.plot_length(of_length(8), "mine"))
        assert said == "mine: no sure link with length (r\u00a0=\u00a00.67, 8 stories)"
        assert title(tk.plot_length(of_length(8, 5), "mine")).startswith(
            "mine: the difference rises the longer the commentary is beside its report (r"
        )
        assert "falls the longer" in title(tk.plot_length(of_length(8, 5, -1), "mine"))
        weak = title(tk.plot_length(of_length(8, 20, noise=4), "mine"))
        assert weak.startswith("mine: the difference hardly goes with length (r")

    def test_two_stories_are_too_few(self):
        assert "too few stories" in title(tk.plot_length(stories(2), "mine"))


class TestRates:
    def test_dots_are_means_over_stories_and_counts_stand_at_the_right(self):
        table = stories(10)
        names = ["hedges_per_100_words", "boosters_per_100_words"]
        ax = tk.plot_rates(table, names)
        pooled = tk.pool(table, ["story", "role"])
        means = pooled.groupby("role")[names].mean()
        report = ax.collections[1].get_offsets()
        assert sorted(report[:, 0]) == pytest.approx(sorted(means.loc["report"]))
        counts = pooled["hedges_per_100_words"] * pooled["n_words"] / 100
        expected = f"{counts.xs('report', level='role').sum():.0f}"
        assert expected in {text.get_text() for text in ax.texts}
        assert "10 stories" in below(ax)
        assert "widest gap is “Boosters”" in title(ax)

    def test_counts_that_point_the_other_way_bear_no_gap_out(self):
        long_report = {"role": ["report", "commentary"], "n_words": [1000.0, 50.0]}
        first = pd.DataFrame({"story": 0, **long_report, "hedges_per_100_words": [9.0, 0.0]})
        other = pd.DataFrame({**long_report, "hedges_per_100_words": [0.0, 2.0]})
        others = [other.assign(story=i, n_words=[50.0, 1000.0]) for i in range(1, 9)]
        said = title(tk.plot_rates(pd.concat([first, *others]), ["hedges_per_100_words"]))
        assert said.startswith("Too little text to tell report and commentary apart")

    def test_the_title_names_no_gap_that_counts_do_not_bear_out(self):
        names = ["boosters_per_100_words", "hedges_per_100_words"]

        def said(words, boosters, hedges, names=names):
            table = pd.DataFrame({"role": list(COLOURS), "n_words": words,
                                  names[0]: boosters, "hedges_per_100_words": hedges})  # fmt: skip
            return title(tk.plot_rates(table, names))

        few = ([182.0, 286.0], [0.0, 300 / 286], [500 / 182, 900 / 286])
        none = "Too little text to tell report and commentary apart on"
        assert said(*few) == f"{none} any of 2 rates"
        assert said(*few, names[:1]) == f"{none} “Boosters”"
        assert said([200.0, 2000.0], [4.0, 1.5], [1.5, 0.0]) == (
            "The widest gap with text enough is “Hedges”: report 1.50, commentary 0 per 100 words"
        )

    def test_negative_rates_lie_on_the_axis(self):
        table = pd.DataFrame({"role": ["report", "commentary"], "n_words": [100.0, 300.0],
                              "net_per_100_words": [-2.0, 1.0],
                              "loss_per_100_words": [-1.5, -0.5]})  # fmt: skip
        for names in (["net_per_100_words", "loss_per_100_words"], ["loss_per_100_words"]):
            low, high = tk.plot_rates(table, names).get_xlim()
            assert low < table[names].min().min()
            assert high > max(0, table[names].max().max())

    def test_equal_rates_show_both_marks(self):
        table = pd.DataFrame({"role": ["report", "commentary"], "n_words": [50.0, 50.0],
                              "hedges_per_100_words": [4.0, 4.0]})  # fmt: skip
        ax = tk.plot_rates(table, "hedges_per_100_words")
        report, commentary = ax.collections[1:]
        assert report.get_sizes()[0] < commentary.get_sizes()[0]
        assert report.get_zorder() > commentary.get_zorder()
        assert "do not differ" in title(ax)


@pytest.fixture(scope="module")
def terms():
    report = "The council will close the bridge. The council said so."
    commentary = "But why close it? But who pays for it? I wonder."
    roles = ["report", "commentary"] * 6
    texts = [report, commentary] * 6
    table = pd.DataFrame({"story": np.repeat(np.arange(6), 2), "role": roles, "text": texts})
    return tk.keywords(table, n=5)


class TestKeywords:
    def test_bars_rings_and_rates(self, terms):
        figure = tk.plot_keywords(terms, n=3, note="Invented stories.")
        for ax, role in zip(figure.axes, COLOURS, strict=True):
            rows = terms[terms["role"] == role].head(3)
            assert [label.get_text() for label in ax.get_yticklabels()] == rows["term"].tolist()
            np.testing.assert_allclose([bar.get_width() for bar in ax.patches], rows["z"].abs())
            rings = ax.collections[0].get_offsets()[:, 0]
            np.testing.assert_allclose(rings, rows["z_without_one"].abs())
        assert figure.get_supxlabel().replace("\n", " ").endswith("Invented stories.")

    def test_numbers_keep_apart_from_the_words_beside_them(self, terms):
        figure = tk.plot_keywords(terms)
        figure.draw_without_rendering()
        left, right = figure.axes
        numbers = max(text.get_window_extent().x1 for text in left.texts)
        words = min(label.get_window_extent().x0 for label in right.get_yticklabels())
        assert words - numbers > 15 / 72 * figure.dpi

    def test_the_title_names_words_that_set_the_roles_apart_and_no_others(self, terms):
        said = tk.plot_keywords(terms).get_suptitle()
        assert terms["z"].abs().max() < 2
        assert said == "No word sets report and commentary apart: none has a z of 2 or more"
        strong = terms.assign(z=[2.0 if term in ("the", "but") else 1.9 for term in terms["term"]])
        assert tk.plot_keywords(strong).get_suptitle() == "Reports say “the”; commentary says “but”"

    def test_one_story_needs_no_column_of_stories(self, terms):
        one = pd.DataFrame({"role": list(COLOURS), "text": ["It burned.", "Why? Who pays?"]})
        for table, there in ((terms, True), (tk.keywords(one, n=2), False)):
            ax = tk.plot_keywords(table).axes[0]
            assert ("stories" in [text.get_text() for text in ax.texts]) == there

    def test_a_role_without_terms_is_said(self, terms):
        figure = tk.plot_keywords(terms[terms["role"] == "report"])
        assert "no such term" in [text.get_text() for text in figure.axes[1].texts]

    def test_none_at_all_are_refused(self, terms):
        with pytest.raises(tk.ToolkitError, match="no rows"):
            tk.plot_keywords(terms.iloc[:0])
        with pytest.raises(tk.ToolkitError, match="n=0"):
            tk.plot_keywords(terms, n=0)


class TestMissingAndEqual:
    def test_stories_without_a_difference_are_on_neither_side(self):
        table = stories(90).assign(
            mine=lambda t: ((t["role"] == "commentary") & (t["story"] >= 60)).astype(float)
        )
        ax = tk.plot_pairs(table, "mine")
        assert title(ax).endswith("in 30 of 90 stories, equal in 60")
        heights = {}
        for bar in ax.patches:
            color = to_hex(bar.get_facecolor())
            heights[color] = heights.get(color, 0) + bar.get_height()
        assert heights[to_hex(COLOURS["commentary"])] == 30
        assert to_hex(COLOURS["report"]) not in heights
        assert sum(heights.values()) == 90
        assert "grey: no difference" in below(ax).lower()
        assert tk.plot_pairs(table.assign(mine=1.0), "mine").get_xlim() == (-1, 1)

    def test_what_is_the_same_in_all_is_not_too_few(self):
        table = stories(12).assign(mine=lambda t: (t["role"] == "commentary").astype(float))
        ax = tk.plot_comparison(tk.compare(table, checks=False), ["mine"])
        assert title(ax).startswith("The differences are the same in all, so there is no interval")
        assert "is the same in every story" in title(tk.plot_length(table, "mine"))
        table = stories(12).assign(n_words=100.0)
        assert "as much longer than its report" in title(tk.plot_length(table, "mine"))

    def test_no_value_is_neither_nought_nor_no_difference(self):
        table = stories(12)
        rates = ["hedges_per_100_words", "boosters_per_100_words"]
        table.loc[table["role"] == "commentary", rates] = np.nan
        ax = tk.plot_rates(table, rates)
        assert title(ax) == "No value in commentary: there is nothing to compare"
        assert [text.get_text() for text in ax.texts].count("–") == 2
        one = table[table["story"] == 1].assign(n_sentences=4.0)
        assert "No measure has a value in both parts" in str(
            tk.plot_story(one, ["hedges_per_100_words"]).get_suptitle()
        )


def test_the_two_means_have_equally_many_decimals():
    table = pd.DataFrame(
        {
            "story": ["a", "a"],
            "role": ["report", "commentary"],
            "n_words": [90.0, 90.0],
            "hedges_per_100_words": [1.26, 2.2],
        }
    )
    drawn = [text.get_text() for text in tk.plot_pairs(table, "hedges_per_100_words").texts]
    assert drawn[:2] == ["1.3", "2.2"]
