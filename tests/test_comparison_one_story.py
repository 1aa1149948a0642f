"""One story: Poisson ranges, single sentences, windows; and comparisons in words."""

from __future__ import annotations

import io
import re
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from toolkit.comparison import compare, describe_story, findings, windows
from toolkit.comparison.lengths import equal_lengths, windows_of
from toolkit.comparison.one_story import poisson_range
from toolkit.errors import ToolkitError
from toolkit.measures import measure, pool
from toolkit.measures.hedging import load_lexicon
from toolkit.plots import plot_comparison

RATE = "hedges_per_100_words"
REPORT = ["The old bridge was closed on Friday. Engineers found cracks in two of its six piers."]
COMMENTARY = [
    "Nobody should be surprised. The cracks may have been there for years, and perhaps longer.",
    "The council could have looked. It seems that it did not want to know what it might find.",
    "A new bridge costs money. An accident costs more, as everyone in the valley knows.",
]


@pytest.fixture(scope="module")
def story() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "story": "bridge",
            "role": ["report"] + ["commentary"] * 3,
            "paragraph": [1, 2, 3, 4],
            "kind": "body",
            "text": REPORT + COMMENTARY,
        }
    )


@pytest.fixture(scope="module")
def table(story) -> pd.DataFrame:
    return measure(story)


def two(n_report: int, n_commentary: int, words=(90.0, 442.0)) -> pd.DataFrame:
    """A story of given counts of hedges."""
    rates = np.array([n_report, n_commentary]) / words * 100
    return pd.DataFrame(
        {"story": "s", "role": ["report", "commentary"], "n_words": words, RATE: rates}
    )


def test_poisson_ranges_published():
    """Garwood (1936), as tabled: 4 events 1.090 to 10.242, none 0 to 3.689."""
    low, high = poisson_range([4, 0, np.nan], [100, 100, 100])
    assert low[:2] == pytest.approx([1.0899, 0], abs=1e-4)
    assert high[:2] == pytest.approx([10.2416, 3.6889], abs=1e-4)
    assert np.isnan([low[2], high[2]]).all()
    k = np.arange(1, 30)
    low, high = poisson_range(k, np.full(29, 100.0), 0.9)
    np.testing.assert_allclose(low, stats.chi2.ppf(0.05, 2 * k) / 2)
    np.testing.assert_allclose(high, stats.chi2.ppf(0.95, 2 * k + 2) / 2)


def test_describe_gives_counts_and_pooled_values(table):
    found = describe_story(table).set_index(["measure", "role"])
    commentary = found.loc[(RATE, "commentary")]
    body = table[table["role"] == "commentary"]
    assert commentary["count"] == body["n_hedges"].sum()
    assert commentary["n_words"] == body["n_words"].sum()
    assert commentary["value"] == pytest.approx(100 * commentary["count"] / commentary["n_words"])
    assert commentary["poisson_low"] < commentary["value"] < commentary["poisson_high"]
    assert np.isnan(found.loc[("lix", "report"), "count"])


def test_leaving_out_a_sentence_is_measuring_the_rest(table):
    found = describe_story(table, ["lix"]).set_index("role").loc["report"]
    first, second = (s.strip(" .") + "." for s in REPORT[0].split(". "))
    rest = [measure(s)["lix"][0] for s in (first, second)]
    assert found["leave_one_out_low"] == pytest.approx(min(rest))
    assert found["leave_one_out_high"] == pytest.approx(max(rest))


def test_what_sentences_cannot_give_is_missing(table):
    textless = describe_story(table.drop(columns="text"), ["lix"])
    assert textless["leave_one_out_low"].isna().all()
    assert textless["value"].notna().all()
    own = describe_story(table.assign(score=1.0), ["score"])
    assert own["leave_one_out_low"].isna().all()
    texts = ["It rained.", "It may have. Who knows?"]
    short = measure(pd.DataFrame({"story": "s", "role": ["report", "commentary"], "text": texts}))
    found = describe_story(short, ["lix"]).set_index("role")["leave_one_out_low"]
    assert np.isnan(found["report"])
    assert not np.isnan(found["commentary"])


def test_a_lexicon_of_ones_own_counts_in_windows_if_it_is_named(story):
    lexicon = load_lexicon(add={"it": "belief"}, drop=["modal"])
    table = measure(story, lexicon=lexicon)
    names = ["hedges_per_100_words", "lix"]
    assert windows(table, names)[names].isna().all().tolist() == [True, False]
    found = windows(table, names, lexicon=lexicon)
    expected = pool(table, "role").loc["report", names]
    assert found.loc[0, names].tolist() == expected.tolist()
    assert found[names].notna().all(axis=None)
    described = describe_story(table, names, lexicon=lexicon)
    assert described["leave_one_out_low"].notna().all()


def test_windows_are_the_measures_of_their_sentences(table):
    found = windows(table, ["lix", RATE])
    assert found["role"].tolist() == ["report"] + ["commentary"] * (len(found) - 1)
    assert found["window"].tolist() == list(range(len(found)))
    assert found["lix"][0] == pytest.approx(measure(REPORT[0])["lix"][0])
    assert found.loc[0, ["first_sentence", "last_sentence"]].tolist() == [1, 2]
    sentences = [s.strip(" .") + "." for p in COMMENTARY for s in p.split(". ")]
    for row in found.iloc[1:].itertuples():
        text = " ".join(sentences[row.first_sentence - 1 : row.last_sentence])
        expected = measure(text).loc[0]
        assert (row.n_words, row.lix) == pytest.approx((expected["n_words"], expected["lix"]))


def test_texts_without_words_are_described_as_far_as_they_go():
    empty = measure(
        pd.DataFrame({"story": "s", "role": ["report", "commentary"], "text": ["", "Oh."]})
    )
    assert describe_story(empty, ["lix"])["leave_one_out_low"].isna().all()
    with pytest.raises(ToolkitError, match="no words in the report"):
        windows(empty)


def test_windows_counted_in_another_way_are_missing(story):
    found = windows(measure(story, counting="textstat"), ["dale_chall", RATE])
    assert found["dale_chall"].isna().all()
    assert found[RATE].notna().all()


def test_windows_of_a_commentary_that_is_the_shorter_part(story):
    swapped = story.assign(role=story["role"].map({"report": "commentary", "commentary": "report"}))
    found = windows(measure(swapped), ["lix"])
    assert found["role"].tolist()[:2] == ["commentary", "report"]


@pytest.mark.parametrize(
    ("words", "length", "expected"),
    [
        ([50, 50, 50], 100, [(0, 1), (1, 2)]),
        ([50, 50, 50], 1000, [(0, 2)]),
        ([90, 10, 10], 100, [(0, 1)]),
        ([300, 20], 100, [(0, 0)]),
        ([60, 60, 60], 80, [(0, 0), (1, 1)]),
        ([5], 5, [(0, 0)]),
    ],
)
def test_windows_end_where_their_words_come_nearest(words, length, expected):
    first, last = windows_of(np.array(words, float), length)
    assert list(zip(first.tolist(), last.tolist(), strict=True)) == expected


def test_equal_lengths_average_the_windows():
    table = pd.DataFrame(
        {
            "story": "s", "role": ["report", "commentary", "commentary", "commentary"],
            "n_words": [100.0, 50, 50, 100], "score": [0.0, 1, 3, 6],
        }
    )  # fmt: skip
    pooled = equal_lengths(table, "story")
    # Windows: 1 and 2 (mean 2); 2 and 3 (150 words, no farther from 100 than 50; mean 5); 3 (6).
    assert pooled.loc[("s", "commentary"), "score"] == pytest.approx((2 + 5 + 6) / 3)
    assert pooled.loc[("s", "report"), "score"] == 0
    assert equal_lengths(table.iloc[[0, 3]], "story") is None


def test_one_story_at_a_time(table):
    several = pd.concat([table, table.assign(story="another")])
    for function in (describe_story, windows):
        with pytest.raises(
            ToolkitError, match="one story is described at a time and the table has 2"
        ):
            function(several)
    with pytest.raises(ToolkitError, match="the column 'text'"):
        windows(table.drop(columns="text"))
    with pytest.raises(ToolkitError, match="cannot for 'mine', a column of your own"):
        windows(table.assign(mine=1.0), ["lix", "mine"])
    assert "mine" not in windows(table.assign(mine=1.0))


@pytest.mark.parametrize(
    ("counts", "verdict"),
    [
        ((4, 21), "4.4 in the report (4 in 90 words), 4.8 in the commentary (21 in 442): "
                  "too little text to tell apart."),
        ((0, 60), "more in the commentary than chance alone would scatter, in this one story."),
        ((20, 8), "more in the report than chance alone would scatter, in this one story."),
        ((0, 0), "none to compare."),
    ],
)  # fmt: skip
def test_findings_of_one_story_weigh_the_counts(counts, verdict):
    comparison = compare(two(*counts))
    found = findings(comparison)
    few = "too little text to tell apart"
    assert (few in comparison.loc[0, "note"]) == (few in verdict)
    assert few not in found.loc[0, "caveat"]
    assert found.loc[0, "finding"].endswith(verdict)
    assert found.loc[0, "finding"].startswith("Hedges per 100 words: ")
    assert "one story: described" in found.loc[0, "caveat"]


def test_rates_that_are_alike_are_said_to_be():
    near = findings(compare(two(900, 4422, words=(9000.0, 44200.0))))["finding"][0]
    assert near.endswith("10.0 in the commentary (4,422 in 44,200): as good as no difference, in "
                         "this one story.")  # fmt: skip
    same = compare(two(9, 9, words=(90.0, 90.0)))
    assert findings(same)["finding"][0].endswith("(9 in 90): no difference, in this one story.")
    assert "too little" not in same["note"][0]


def test_findings_of_one_story_say_which_way_is_up(table):
    found = findings(compare(table, ["lix"])).loc[0, "finding"]
    assert found.startswith("LIX (points): ")
    assert "(higher: harder to read), in this one story." in found


def test_what_rounds_to_nothing_is_no_difference_and_thousands_have_a_comma():
    table = two(10, 100, words=(1000.0, 12000.0)).assign(
        vader_compound=[0.2512, 0.2538], n_sentences=50.0
    )
    rates, sentiment = findings(compare(table, checks=False).iloc[::-1])["finding"]
    assert "in the report (10 in 1,000 words)" in rates
    assert "in the commentary (100 in 12,000)" in rates
    assert "0.25 in the commentary: as good as no difference, in this one story" in sentiment


def test_the_difference_shown_is_that_of_the_values_shown():
    table = two(1, 1).assign(vader_compound=[-0.024, -0.0352], n_sentences=50.0)
    table["hedged_sentences_share"] = [0.7512, 0.8061]
    shares = table.assign(hedged_sentences_share=[0.751, 0.7611])
    said = [*findings(compare(table))["finding"], findings(compare(shares))["finding"].iloc[-1]]
    assert "−0.024 in the report, −0.035 in the commentary: 0.011 higher" in said[0]
    assert "75.1% in the report, 80.6% in the commentary: 5.5 percentage points" in said[2]
    assert "75% in the report, 76% in the commentary: 1 percentage point higher" in said[3]


def test_what_rounding_keeps_from_adding_up_is_said_in_fewer_figures():
    said = findings(compare(two(1, 1).assign(vader_compound=[22.324, 37.567], n_sentences=50.0)))
    assert "22.3 in the report, 37.6 in the commentary: about 15 higher" in said["finding"][0]


@given(st.floats(-200, 200), st.floats(-200, 200))
def test_a_sentence_on_one_story_adds_up(report, commentary):
    table = two(1, 1).assign(vader_compound=[report, commentary], n_sentences=50.0)
    said = findings(compare(table, ["vader_compound"], checks=False))["finding"][0]
    found = re.search(r": (−?[\d.]+) in .*, (−?[\d.]+) in .*: (about )?([\d.]+) higher", said)
    if found is None:
        assert "no difference" in said
        return
    before, after, size = (Decimal(found[i].replace("−", "-")) for i in (1, 2, 4))
    left = abs(abs(after - before) - size)
    assert left < Decimal(1).scaleb(size.as_tuple().exponent) if found[3] else not left


def test_small_values_are_not_all_noughts():
    scores = many(3.0).assign(score=lambda table: table["score"] * 1e-4 + 2e-4)
    said = findings(compare(scores, ["score"])).loc[0, "finding"]
    report, commentary = (float(text) for text in re.findall(r"([\d.]+) in", said)[:2])
    assert 0 < report < commentary
    assert not re.search(r"0\.0+\b", said)


def many(effect: float) -> pd.DataFrame:
    random = np.random.default_rng(1)
    scores = random.normal(0, 1, 48) + effect * np.tile([0, 1], 24)
    return pd.DataFrame(
        {
            "story": np.repeat(np.arange(24), 2), "role": ["report", "commentary"] * 24,
            "n_words": 200.0, "score": scores, "other": random.normal(0, 1, 48),
        }
    )  # fmt: skip


@pytest.mark.parametrize(
    ("report", "commentary", "said"),
    [
        (55.24, 65.98, "55 in reports, 66 in commentary, over 24 stories (commentary higher in 24 "
                       "of 24): +10.7 from"),
        (12.62, 10.96, "12.62 in reports, 10.96 in commentary, over 24 stories (commentary higher "
                       "in 1 of 24): −1.7 from"),
        (41250, 46250.4, "41,250 in reports, 46,250 in commentary, over 24 stories (commentary "
                         "higher in 24 of 24): +5,000 from"),
    ],
)  # fmt: skip
def test_a_sentence_on_many_stories_adds_up(report, commentary, said):
    table = many(0.0)
    table["score"] += np.tile([report, commentary], 24) - np.tile(
        table["score"].to_numpy().reshape(24, 2).mean(axis=0), 24
    )
    assert said in findings(compare(table, ["score"]))["finding"][0]


def test_findings_of_many_stories():
    clear = findings(compare(many(3.0), p_values_for=["score", "other"]))["finding"]
    assert clear[0].endswith("Higher in commentary (p < .001, corrected for 2 measures).")
    assert "over 24 stories (commentary higher in " in clear[0]
    assert " from report to commentary (95% interval +" in clear[0]
    assert "The interval includes zero: not told apart." in clear[1]
    exploratory = findings(compare(many(3.0)))["finding"]
    assert "Exploratory: the interval leaves out zero" in exploratory[0]
    few = findings(compare(many(3.0).query("story < 4")))["finding"]
    assert few[0].endswith("; no interval.")
    gaps = many(3.0)
    gaps.loc[gaps["story"] > 0, "other"] = np.nan
    assert "over 1 story (commentary" in findings(compare(gaps))["finding"][1]


def test_findings_of_some_rows_tell_what_all_were_corrected_for():
    found = compare(many(3.0), p_values_for=["score", "other"])
    for part in (found[:1], found[found["p_adjusted"] < 0.05]):
        assert "corrected for 2 measures" in findings(part).loc[0, "finding"]


def test_findings_speak_of_the_unit():
    table = many(3.0).assign(outlet=lambda t: t["story"] % 8)
    found = findings(compare(table, unit="outlet", p_values_for="score")).loc[0, "finding"]
    assert "over 8 outlets (commentary higher in 8 of 8)" in found
    one = findings(compare(table.query("outlet == 1"), unit="outlet")).loc[0, "finding"]
    assert one.endswith("in this one outlet.")


def test_findings_of_a_comparison_read_back_from_a_file():
    found = compare(many(3.0))
    again = pd.read_csv(io.StringIO(found.to_csv(index=False)))
    pd.testing.assert_frame_equal(findings(again), findings(found))


def read_back(comparison: pd.DataFrame) -> pd.DataFrame:
    return pd.read_csv(io.StringIO(comparison.to_csv(index=False)))


def test_a_file_keeps_the_level_and_the_unit():
    table = many(3.0).assign(outlet=lambda t: t["story"] % 8)
    found = compare(table, unit="outlet", level=0.9)
    assert found["note"].str.contains("each outlet counted once; 90% interval").all()
    again = read_back(found)
    pd.testing.assert_frame_equal(findings(again), findings(found))
    assert "over 8 outlets" in findings(again)["finding"][0]
    assert "(90% interval +" in findings(again)["finding"][0]
    assert not findings(found)["caveat"].str.contains("interval|outlet").any()
    joined = pd.concat([found[:1], compare(table)[:1]])[found.columns].iloc[:1]
    joined.attrs = {}
    assert "90% interval" in repr(joined)
    one = read_back(compare(table.query("outlet == 1"), unit="outlet"))
    assert findings(one).loc[0, "finding"].endswith("in this one outlet.")


def test_a_usual_comparison_has_no_note_on_its_level():
    assert not compare(many(3.0))["note"].str.contains("95%|counted once").any()


def test_what_a_file_no_longer_says_is_not_made_up():
    found = compare(many(3.0), p_values_for=["score", "other"])
    alone = read_back(found[found["measure"] == "score"])
    assert "corrected for several measures" in findings(alone).loc[0, "finding"]


def test_large_counts_have_commas():
    table = pd.DataFrame({"story": "fire", "role": ["report", "commentary"],
                          "n_words": [30_000.0, 50_000.0],
                          "hedges_per_100_words": [4.0, 4.5]})  # fmt: skip
    assert "(1,200 in 30,000 words)" in findings(compare(table)).loc[0, "finding"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda c: c.drop(columns="ci_low"), "the column 'ci_low' is missing"),
        (lambda c: c.astype({"difference": str}), "the column 'difference' holds no numbers"),
        (lambda c: pd.concat([c, c[["note"]]], axis=1), "two columns are called 'note'"),
    ],
)
def test_findings_say_what_is_wrong_with_a_comparison(change, said):
    with pytest.raises(ToolkitError, match=said):
        findings(change(compare(many(3.0))))


def test_findings_of_levels_and_of_one_measure():
    wide = findings(compare(many(3.0), level=0.995)).loc[0, "finding"]
    assert "(99.5% interval +" in wide
    loose = compare(many(0.45), level=0.5, p_values_for="score")
    assert loose.loc[0, "ci_low"] > 0
    assert loose.loc[0, "p_adjusted"] > 0.05
    assert "The interval leaves out zero, and p is above .05 (p = " in findings(loose)["finding"][0]


def test_findings_give_no_reason_why_a_corrected_p_is_larger():
    """It may be the number of measures, few flips or skewed rates."""
    found = compare(many(0.5), p_values_for=["score", "other"])
    assert found.loc[0, "ci_low"] > 0
    assert findings(found)["finding"][0].endswith(
        "The interval alone leaves out zero; p does not bear it out (p = .077, corrected for 2 "
        "measures)."
    )


def test_findings_give_shares_in_percent():
    table = many(0.0).rename(columns={"score": "hedged_sentences_share"})
    share = np.tile([0.2, 0.5], 24) + np.random.default_rng(2).normal(0, 0.05, 48)
    table = table.assign(hedged_sentences_share=share, n_sentences=20.0)
    found = findings(compare(table, ["hedged_sentences_share"])).loc[0, "finding"]
    assert "% in reports, 5" in found
    assert re.search(r": \+\d\d\.\d percentage points from report to commentary", found)
    one = findings(compare(table.query("story == 3"), ["hedged_sentences_share"])).loc[0, "finding"]
    assert "percentage points higher in the commentary" in one


def test_findings_need_a_comparison(table):
    with pytest.raises(ToolkitError, match="compare"):
        findings(table)
    gone = findings(compare(table.assign(score=np.nan), ["score"])).loc[0, "finding"]
    assert gone == "score: no value in one of the parts."


def test_a_measure_of_one_story_among_many_is_no_comparison_of_one_story():
    table = pd.concat([two(4, 30).assign(story=i) for i in range(3)])
    table.loc[table["story"] > 0, RATE] = np.nan
    comparison = compare(table, p_values_for=[RATE])
    shown = repr(comparison)
    assert "over 1 story, each counted once" in shown
    assert "p_adjusted: of the one measure that was to be tested" in shown
    title = plot_comparison(comparison).get_title("left")
    assert title.startswith("Too few stories for an interval")


def test_the_unit_may_be_any_column():
    table = many(3.0).rename(columns={"story": 0}).assign(story="s")
    found = findings(compare(table, ["score"], unit=0)).loc[0, "finding"]
    assert "over 24 0s (commentary higher in" in found
