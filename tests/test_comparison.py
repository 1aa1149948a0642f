"""`compare`: the estimand, pairing, notes, invariances, and what it refuses."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from toolkit.comparison import compare, describe_story, findings, windows
from toolkit.comparison.paired import max_t
from toolkit.errors import ToolkitError
from toolkit.measures import measure
from toolkit.measures.hedging import load_lexicon
from toolkit.measures.table import in_reading_order
from toolkit.plots import plot_comparison

RATE = "hedges_per_100_words"
ROLES = ("report", "commentary")


def stories(n: int = 12, seed: int = 0, effect: float = 1.0) -> pd.DataFrame:
    """A measures table of `n` stories: a report and three paragraphs of commentary each."""
    random = np.random.default_rng(seed)
    table = pd.DataFrame(
        {
            "story": np.repeat([f"story {i:03}" for i in range(n)], 4),
            "role": ["report", "commentary", "commentary", "commentary"] * n,
            "paragraph": [1, 2, 3, 4] * n,
            "kind": "body",
            "outlet": np.repeat([f"outlet {i % 3}" for i in range(n)], 4),
            "n_words": random.integers(40, 120, 4 * n).astype(float),
            "n_sentences": 4.0,
        }
    )
    table["score"] = random.normal(0, 1, 4 * n) + effect * (table["role"] == "commentary")
    table[RATE] = random.poisson(0.04 * table["n_words"]) / table["n_words"] * 100
    return table


def one_role_each(table: pd.DataFrame) -> pd.DataFrame:
    """Every other story loses its report, the others their commentary."""
    odd = table["story"].str[-1].astype(int) % 2 == 1
    return table[odd == (table["role"] == "report")]


def row(comparison: pd.DataFrame, name: str) -> pd.Series:
    return comparison.set_index("measure").loc[name]


def story_values(table: pd.DataFrame, name: str) -> pd.DataFrame:
    """Means weighted by words per story and role, by the plainest arithmetic there is."""
    values = {}
    for (story, role), part in table.groupby(["story", "role"]):
        values[story, role] = (part[name] * part["n_words"]).sum() / part["n_words"].sum()
    return pd.Series(values).unstack()


def test_columns_are_as_documented():
    assert list(compare(stories())) == [
        "measure", "label", "unit", "report", "commentary", "difference", "ci_low", "ci_high",
        "effect_size", "effect_size_name", "higher_in", "p_value", "p_adjusted", "n_stories",
        "n_words_report", "n_words_commentary", "sign_stable", "note",
    ]  # fmt: skip


def test_values_are_means_of_pooled_stories_and_the_interval_is_students():
    table = stories()
    values = story_values(table, "score")
    found = row(compare(table, p_values_for=["score"]), "score")
    reference = stats.ttest_rel(values["commentary"], values["report"])
    assert found["report"] == pytest.approx(values["report"].mean())
    assert found["commentary"] == pytest.approx(values["commentary"].mean())
    assert found["difference"] == pytest.approx(found["commentary"] - found["report"])
    assert found["p_value"] == pytest.approx(reference.pvalue)
    assert (found["ci_low"], found["ci_high"]) == pytest.approx(
        tuple(reference.confidence_interval(0.95))
    )
    higher = (values["commentary"] > values["report"]).sum()
    assert found["higher_in"] == f"{higher} of 12"
    assert found["n_stories"] == 12
    assert found["n_words_report"] == table.loc[table["role"] == "report", "n_words"].sum()


def test_rates_are_summed_counts_over_summed_words():
    table = stories(1)
    commentary = table[table["role"] == "commentary"]
    counts = (commentary[RATE] * commentary["n_words"] / 100).sum()
    expected = 100 * counts / commentary["n_words"].sum()
    assert row(compare(table), RATE)["commentary"] == pytest.approx(expected)


def test_a_formula_is_applied_to_the_sums():
    texts = [
        "Fire broke out at the mill.",
        "Nobody knows.",
        "The town council has long ignored it.",
    ]
    story = pd.DataFrame(
        {"story": "mill", "role": ["report", "commentary", "commentary"], "text": texts}
    )
    whole = measure(" ".join(texts[1:]))["lix"][0]
    assert row(compare(measure(story)), "lix")["commentary"] == pytest.approx(whole)


def test_only_the_measures_asked_for_are_tested_and_corrected_together():
    found = compare(stories(), p_values_for=["score"]).set_index("measure")
    assert found.loc["score", ["p_value", "p_adjusted"]].notna().all()
    assert found.loc[RATE, ["p_value", "p_adjusted"]].isna().all()
    assert "exploratory: no p" in found.loc[RATE, "note"]
    assert found.loc[RATE, ["ci_low", "ci_high"]].notna().all()
    both = row(compare(stories(), p_values_for=["score", RATE]), "score")
    assert both["p_value"] == found.loc["score", "p_value"]
    assert both["p_adjusted"] >= found.loc["score", "p_adjusted"]
    assert (found["p_adjusted"].dropna() >= found["p_value"].dropna()).all()


def test_rows_renaming_and_index_change_nothing():
    table = stories(20)
    expected = compare(table, p_values_for=["score", RATE])
    # Paragraphs stay in reading order within their role: windows are cut from it.
    moved = table.sort_values(["paragraph", "story"], ascending=[True, False])
    pd.testing.assert_frame_equal(compare(moved, p_values_for=["score", RATE]), expected)
    renamed = table.assign(story=table["story"].str[::-1])
    pd.testing.assert_frame_equal(compare(renamed, p_values_for=["score", RATE]), expected)
    odd = table.assign(
        story=table["story"].astype("category"), role=table["role"].astype("category")
    )
    odd.index = [0] * len(odd)
    pd.testing.assert_frame_equal(compare(odd, p_values_for=["score", RATE]), expected)
    indexed = table.set_index(["story", "role"], drop=False)
    pd.testing.assert_frame_equal(compare(indexed, p_values_for=["score", RATE]), expected)


def test_the_table_is_left_as_it_was():
    table = stories()
    before = table.copy(deep=True)
    compare(table)
    pd.testing.assert_frame_equal(table, before)


def test_the_same_seed_gives_the_same_and_swapped_roles_the_opposite():
    table = stories(20)
    swapped = table.assign(role=table["role"].map({"report": "commentary", "commentary": "report"}))
    a, b = (compare(t, ["score"], p_values_for="score", checks=False) for t in (table, swapped))
    assert a["difference"][0] == pytest.approx(-b["difference"][0])
    assert a["ci_low"][0] == pytest.approx(-b["ci_high"][0])
    assert a["p_value"][0] == pytest.approx(b["p_value"][0])
    assert a["p_adjusted"][0] == pytest.approx(b["p_adjusted"][0])
    again = compare(table, ["score"], p_values_for="score", checks=False, seed=0)
    pd.testing.assert_frame_equal(a, again)


def test_missing_values_are_left_out_measure_by_measure():
    table = stories()
    table.loc[table["story"] == "story 003", "score"] = np.nan
    found = compare(table)
    assert row(found, "score")["n_stories"] == 11
    assert "missing in 1 of 12" in row(found, "score")["note"]
    assert row(found, RATE)["n_stories"] == 12
    whole = compare(table[table["story"] != "story 003"])
    assert row(found, "score")["ci_low"] == pytest.approx(row(whole, "score")["ci_low"])
    empty = row(compare(table.assign(score=np.nan)), "score")
    assert empty["n_stories"] == 0
    assert np.isnan(empty["difference"])
    assert "no value" in empty["note"]


def test_infinite_values_are_missing():
    table = stories()
    third = table["story"] == "story 003"
    endless = compare(table.assign(score=table["score"].mask(third, np.inf)), checks=False)
    missing = compare(table.assign(score=table["score"].mask(third)), checks=False)
    pd.testing.assert_frame_equal(endless, missing)


def test_headings_are_left_out():
    table = stories()
    heading = table.iloc[[1]].assign(kind="heading", n_words=np.nan, score=np.nan)
    with_heading = pd.concat([table, heading])
    pd.testing.assert_frame_equal(compare(with_heading), compare(table))


def test_unpaired_stories_are_left_out_and_counted():
    table = stories()
    lonely = table[(table["story"] != "story 004") | (table["role"] == "report")]
    found = row(compare(lonely), "score")
    assert found["n_stories"] == 11
    assert "1 story with only one role left out" in found["note"]


def test_stories_without_a_group_are_taken_for_one_and_it_is_said():
    said = "4 stories without 'outlet' taken for one group"
    for table in (stories(), one_role_each(stories())):
        part = table.assign(outlet=table["outlet"].mask(table["outlet"] == "outlet 0"))
        assert compare(part, by="outlet")["note"].str.contains(said).all()
        assert not compare(part)["note"].str.contains("without").any()
        assert not compare(table, by="outlet")["note"].str.contains("without").any()


def test_stories_with_one_role_each_are_compared_as_groups():
    table = one_role_each(stories(20))
    values = story_values(table, "score")
    found = row(compare(table, p_values_for=["score"]), "score")
    reference = stats.ttest_ind(
        values["commentary"].dropna(), values["report"].dropna(), equal_var=False
    )
    assert found["p_value"] == pytest.approx(reference.pvalue)
    assert (found["ci_low"], found["ci_high"]) == pytest.approx(
        tuple(reference.confidence_interval(0.95))
    )
    assert "unpaired" in found["effect_size_name"]
    assert "no story has both roles: unpaired (10 of report, 10 of commentary)" in found["note"]
    assert found["n_stories"] == 20
    assert pd.isna(found["higher_in"])


def test_an_outlet_where_one_role_lacks_a_measure_is_not_counted_for_it():
    rows = one_role_each(stories(24))
    there = rows["outlet"] != "outlet 2"
    lacking = rows.assign(score=rows["score"].where(there | (rows["role"] == "report")))
    found = row(compare(lacking, ["score"], by="outlet"), "score")
    expected = row(compare(rows[there], ["score"], by="outlet"), "score")
    same = ["n_stories", "report", "difference", "ci_low", "higher_in"]
    assert found[same].tolist() == expected[same].tolist()
    assert "missing in 8 of 24" in found["note"]


def test_within_outlets_a_shift_of_an_outlet_does_not_matter():
    table = one_role_each(stories(24))
    shifted = table.assign(score=table["score"] + 50 * (table["outlet"] == "outlet 1"))
    kept = ["report", "commentary", "note"]
    a, b = (compare(t, ["score"], by="outlet").drop(columns=kept) for t in (table, shifted))
    pd.testing.assert_frame_equal(a, b)
    assert a["higher_in"][0].endswith(" of 3")
    gone = table[(table["outlet"] != "outlet 2") | (table["role"] == "report")]
    assert "one role in their outlet left out" in compare(gone, by="outlet")["note"][0]


def test_paired_stories_say_in_how_many_outlets_the_commentary_is_higher():
    assert "groups of outlet" in row(compare(stories(), by="outlet"), "score")["note"]


def test_unit_pools_what_it_names():
    table = stories(24)
    found = row(compare(table, unit="outlet", p_values_for="score"), "score")
    renamed = table.drop(columns="story").rename(columns={"outlet": "story"})
    same = row(compare(renamed, p_values_for="score"), "score")
    assert found["n_stories"] == 3
    assert found["difference"] == pytest.approx(same["difference"])
    assert found["p_value"] >= 0.25
    assert "only 3: no p below 0.25, no 95% interval" in found["note"]
    assert np.isnan(found["ci_low"])


def test_one_story_is_described_without_interval_or_p():
    found = compare(stories(1), p_values_for="score")
    assert found[["ci_low", "ci_high", "p_value", "p_adjusted", "effect_size"]].isna().all().all()
    assert found["note"].str.startswith("one story: described, no interval, no p").all()
    assert (found["n_stories"] == 1).all()


def test_six_stories_are_the_fewest_with_an_interval():
    assert np.isnan(row(compare(stories(5)), "score")["ci_low"])
    assert "no p below 0.062" in row(compare(stories(5)), "score")["note"]
    assert not np.isnan(row(compare(stories(6)), "score")["ci_low"])


def test_equal_stories_have_no_interval():
    found = row(compare(stories().assign(score=1.0), p_values_for="score"), "score")
    assert found["difference"] == 0
    assert found["p_value"] == 1
    assert np.isnan(found["ci_low"])
    assert "the same in all: no interval" in found["note"]
    assert pd.isna(found["sign_stable"])


def test_the_sign_is_stable_only_where_word_weights_agree():
    table = stories(12, effect=0.0)
    long = table["story"] == "story 000"
    is_commentary = table["role"] == "commentary"
    table["score"] = np.where(is_commentary, 1.0, 0.0)
    assert row(compare(table), "score")["sign_stable"]
    table.loc[long & is_commentary, "score"] = -1.0
    table.loc[long, "n_words"] = 9000.0
    found = row(compare(table), "score")
    assert not found["sign_stable"]
    assert "sign changes weighted by words" in found["note"]
    assert pd.isna(row(compare(table, checks=False), "score")["sign_stable"])


def test_a_difference_that_one_long_paragraph_makes_shrinks_at_equal_length():
    """Pooled (-1, -1 and 5 in 60, 60 and 200 words) 2.75; mean of windows (-1, -1, 5) 1."""
    table = stories(12)
    table["n_words"] = np.tile([100.0, 60, 60, 200], 12)
    noise = np.random.default_rng(0).normal(0, 0.01, 48)
    found = row(compare(table.assign(score=np.tile([0.0, -1, -1, 5], 12) + noise)), "score")
    assert found["difference"] == pytest.approx(2.75, abs=0.1)
    assert "less than half of it at equal length" in found["note"]


def test_the_story_that_an_interval_needs_is_named():
    differences = np.array(
        [0.94, 0.14, 0.24, -0.06, 0.44, 0.34, -0.16, 0.14, 0.54, 0.14, -0.26, 0.24]
    )
    needed = {
        n: stats.ttest_1samp(np.delete(differences, n), 0).confidence_interval().low
        for n in range(12)
    }
    needed = {n: low for n, low in needed.items() if low <= 0}
    assert len(needed) > 2
    table = pd.DataFrame(
        {
            "story": np.repeat([f"s{n}" for n in range(12)], 2),
            "role": [*ROLES] * 12,
            "n_words": 100.0,
            "score": np.column_stack([np.zeros(12), differences]).ravel(),
        }
    )
    found = row(compare(table), "score")
    most = min(needed, key=needed.get)
    said = f"without story s{most}, or one of {len(needed) - 1} others, the interval includes zero"
    assert said in found["note"].split("; ")
    assert said in findings(compare(table))["caveat"][0].split("; ")
    assert "without" not in row(compare(table, checks=False), "score")["note"]
    clear = table.assign(score=table["score"] + (table["role"] == "commentary"))
    assert "without" not in row(compare(clear), "score")["note"]
    unclear = table.assign(score=table["score"] - 0.3 * (table["role"] == "commentary"))
    assert "without" not in row(compare(unclear), "score")["note"]


def test_of_groups_the_story_that_an_interval_needs_is_named():
    report, commentary = np.array([0.0, 1, 2, 1, 0, 2, 1, 1]), np.array([1.0, 2, 3, 2, 1, 2, 1, 3])
    table = pd.DataFrame(
        {
            "story": [f"s{n}" for n in range(16)],
            "role": np.repeat([*ROLES], 8),
            "n_words": 100.0,
            "score": np.concatenate([report, commentary]),
        }
    )

    def low(left_out):
        keep = np.arange(16) != left_out
        both = table["score"].to_numpy()[8:][keep[8:]], table["score"].to_numpy()[:8][keep[:8]]
        return stats.ttest_ind(*both, equal_var=False).confidence_interval().low

    needed = [n for n in range(16) if low(n) <= 0]
    found = row(compare(table), "score")
    assert found["ci_low"] > 0
    assert len(needed) > 1
    others = "one other" if len(needed) == 2 else f"one of {len(needed) - 1} others"
    said = f"without story s{min(needed, key=low)}, or {others}, the interval includes zero"
    assert said in found["note"].split("; ")


def test_texts_that_are_gone_leave_the_other_profile_untried():
    texts = ["It may rain.", "It would be odd.", "It could be.", "It might not."]
    table = pd.DataFrame({"story": [1, 1, 2, 2], "role": [*ROLES] * 2, "text": texts})
    measured = measure(table)
    found = compare(measured.drop(columns="text"))
    for gone in (measured["text"].mask([True] * 4), measured["text"].mask([True] + [False] * 3)):
        pd.testing.assert_frame_equal(compare(measured.assign(text=gone)), found)


def test_what_measure_has_told_is_not_told_again(recwarn):
    spoken = "it may rain and nobody knows why they did it but so it is " * 14
    texts = ["A heading", "It may rain.", spoken]
    story = pd.DataFrame({"story": "rain", "role": ["report", *ROLES], "text": texts})
    measured = measure(story.assign(kind=["heading", "body", "body"]))
    assert len(recwarn.list) == 1
    compare(measured)
    assert len(recwarn.list) == 1


def test_the_other_hedging_profile_is_tried_where_the_text_is_there():
    texts = ["It may rain, officials said."] + ["It would be odd, or it could be nothing."] * 3
    table = pd.DataFrame({"story": "rain", "role": ["report"] + ["commentary"] * 3, "text": texts})
    measured = measure(table)
    assert measured.attrs["profile"] == "news"
    found = row(compare(measured), RATE)
    broad = row(compare(measure(table, profile="broad")), RATE)
    agree = np.sign(found["difference"]) == np.sign(broad["difference"])
    assert ("under the broad profile" in found["note"]) == (not agree)


def test_short_texts_and_rare_categories_are_noted():
    note = row(compare(stories().assign(**{RATE: 0.0})), RATE)["note"]
    assert "reports under 100 words" in note
    assert "none in 12 of 12 reports;" in note
    assert "rough" not in note
    table = stories()
    table = table.assign(**{RATE: table[RATE].where(table["role"] == "commentary", 0.0)})
    assert "none in 12 of 12 reports: a rough interval" in row(compare(table), RATE)["note"]


def test_a_column_of_ones_own_is_averaged_by_words_and_says_so():
    table = stories().assign(year=2020)
    found = compare(table)
    assert "averaged by words" in row(found, "score")["note"]
    assert "year" not in set(found["measure"])
    assert row(compare(table, ["year"]), "year")["report"] == 2020
    assert "n_words" not in set(found["measure"])
    assert row(compare(table, ["n_words"]), "n_words")["n_stories"] == 12


def test_it_is_a_plain_table():
    found = compare(stories())
    assert found.to_markdown().startswith("|")
    assert found.to_csv().count("\n") == len(found) + 1
    assert "<table" in found.to_html()


@pytest.mark.parametrize(
    ("change", "options", "message"),
    [
        (lambda t: t[t["role"] == "report"], {}, "no commentary in this table: role has"),
        (lambda t: t.drop(columns="role"), {}, "no column 'role'; the table has: story,"),
        (lambda t: t.drop(columns="role"), {}, "where a column of yours tells them apart"),
        (lambda t: t.drop(columns="story"), {}, "if each row is a story of its own, write table"),
        (lambda t: t.set_index(["role", "story"]), {}, "'story' is in its index: write"),
        (lambda t: t.assign(role="news"), {}, r"are needed; where a column of yours tells them"),
        (
            lambda t: pd.concat([t, t.head(2).assign(role=None)]),
            {},
            "missing values, in 2 rows; .* leave the rows out",
        ),
        (lambda t: t.assign(role="opinion"), {}, "no report in this table"),
        (lambda t: t.assign(role=t["role"].str.title()), {}, r"; write .*str.lower\(\)$"),
        (lambda t: t[t["story"] == "nope"], {}, "no row of this table has words; did the choice"),
        (lambda t: t.assign(role=None), {}, "no row of this table has a role: 'report' or"),
        (lambda t: pd.concat([t, t.assign(role="letter")]), {}, r"role has \['letter'\]"),
        (lambda t: t.assign(n_words=t["n_words"].where(t["paragraph"] > 1)), {}, "no report in"),
        (lambda t: t.assign(story=None), {}, "48 rows have no 'story'"),
        (lambda t: t["score"].tolist(), {}, "not a list"),
        (lambda t: t, {"measures": ["lixx"]}, "no measure column 'lixx' in this table; it has: "),
        (lambda t: t, {"measures": ["scores"]}, r"did you mean 'score'\?"),
        (lambda t: t.assign(flesch_reading_ease=1.0), {"measures": ["flesch"]},
         r"it has: score, .*did you mean 'flesch_reading_ease'\?"),
        (lambda t: t.drop(columns=[RATE, "n_words", "n_sentences", "score"]), {"measures": ["lix"]},
         r"no measure column 'lix' in this table; call measure\(table\)"),
        (lambda t: t, {"measures": ["kind"]}, "no measure column 'kind'"),
        (lambda t: t, {"measures": ["score"], "unit": "score"}, "'score' makes groups, and is not"),
        (lambda t: t.assign(score=t["score"].map("{:.1f}".format)), {"measures": ["score"]},
         r"holds no numbers; .* table\['score'\] = pd.to_numeric\(table\['score'\]\)"),
        (lambda t: t, {"p_values_for": "lix"}, "p_values_for='lix' is not among"),
        (lambda t: t, {"p_values_for": "scores"}, r"not among .*; did you mean 'score'\?$"),
        (lambda t: t, {"unit": "paragraph"}, "as independent"),
        (lambda t: t, {"by": "author"}, "no column 'author'"),
        (lambda t: t, {"by": "paragraph"}, "changes within a story"),
        (lambda t: t.assign(story=t["story"].mask(t.index == 0)), {}, "1 row has no 'story'"),
        (lambda t: t, {"measures": []}, "the list of measures is empty"),
        (lambda t: t, {"measures": [["lix"]]}, r"no measure column \['lix'\]"),
        (lambda t: t, {"p_values_for": [["lix"]]}, r"p_values_for=\['lix'\] is not among"),
        (lambda t: t, {"unit": "n_words"}, "'n_words' weighs texts; unit= and by= take"),
        (lambda t: t, {"level": 95}, "level=95 must lie between 0 and 1"),
        (lambda t: t, {"level": "0.95"}, "level='0.95' must lie between 0 and 1"),
        (lambda t: t, {"n_flips": 0}, "n_flips=0"),
        (lambda t: t, {"n_flips": 1e4}, "n_flips=10000.0 must be a whole number"),
        (lambda t: t, {"seed": -1}, "seed=-1 must be a whole number from 0"),
        (lambda t: t, {"seed": True}, "seed=True must be a whole number from 0"),
        (lambda t: t, {"unit": "role"}, "unit='role' is what is compared"),
        (lambda t: t, {"by": ["outlet"]}, r"no column \['outlet'\].*did you mean 'outlet'"),
        (lambda t: pd.concat([t, t[["score"]]], axis=1), {}, "two columns are called 'score'"),
        (lambda t: t[["story", "role", "n_words"]], {}, "call measure"),
    ],
)  # fmt: skip
def test_what_it_refuses(change, options, message):
    with pytest.raises(ToolkitError, match=message):
        compare(change(stories()), **options)


def test_a_measure_of_few_stories_costs_the_others_nothing():
    table = stories(12, effect=0.8)
    asked = {"p_values_for": ["score", "rare"], "checks": False}
    few = table["story"].isin(["story 000", "story 001"])
    random = np.random.default_rng(5)
    table["rare"] = np.where(few, random.normal(size=len(table)), np.nan)
    alone = compare(table, ["score"], **{**asked, "p_values_for": "score"})
    both = compare(table, ["score", "rare"], **asked)
    assert row(both, "score")["p_adjusted"] == row(alone, "score")["p_adjusted"]
    assert row(both, "rare")["p_adjusted"] >= 0.5
    assert both.attrs["n_corrected"] == 1
    table["rare"] = np.where(table["story"] == "story 000", 1.0, np.nan)
    both = compare(table, ["score", "rare"], **asked)
    assert row(both, "score")["p_adjusted"] == row(alone, "score")["p_adjusted"]
    assert row(both, "rare")["p_adjusted"] == 1


def test_one_difference_and_one_of_huge_values_are_corrected_for():
    random = np.random.default_rng(2)
    d = random.normal(0.7, 1, (12, 3))
    expected = max_t(d[:, :2], 5000, seed=0)
    single = np.where(np.arange(12) == 3, 1.0, np.nan)[:, None]
    np.testing.assert_array_equal(max_t(np.hstack([d[:, :2], single]), 5000, 0)[:2], expected)
    huge = d * [1, 1, 1e200]
    np.testing.assert_array_equal(max_t(huge, 5000, 0), max_t(d, 5000, 0))
    table = stories()
    ours, theirs = (
        row(compare(table.assign(score=table["score"] * by), ["score"]), "score")
        for by in (1.0, 2.0**700)
    )
    assert theirs["ci_low"] == ours["ci_low"] * 2.0**700
    assert theirs["effect_size"] == ours["effect_size"]


def test_values_that_differ_by_rounding_alone_do_not_vary():
    table = stories()
    table["score"] = np.where(table["role"] == "report", 0.1, 0.3)
    asked = {"p_values_for": "score"}
    for rows in (table, one_role_each(table)):
        found = row(compare(rows, ["score"], **asked), "score")
        assert np.isnan(found["ci_low"])
        assert np.isnan(found["effect_size"])
        assert found["p_value"] <= found["p_adjusted"] < 0.01
        assert "the same in all: no interval" in found["note"]


def test_what_is_the_same_everywhere_is_no_difference():
    table = stories().assign(score=0.1, vader_compound=0.4404, vader_compound_sd=0.0)
    for rows in (table, one_role_each(table)):
        found = compare(rows, ["score", "vader_compound", "vader_compound_sd"])
        assert (found["difference"] == 0).all()
        assert found[["ci_low", "effect_size"]].isna().all(axis=None)
        assert found["note"].str.contains("the same in all: no interval").all()
        assert not found["note"].str.contains("sign changes").any()


def test_equal_rates_are_a_tie_whatever_paragraphs_they_come_from():
    table = pd.DataFrame(
        {
            "story": np.repeat(range(8), 4), "role": ["report", *["commentary"] * 3] * 8,
            "n_words": [278.0, 56.0, 73.0, 149.0] * 8, "n_sentences": 5.0,
            RATE: [100 * 10 / 278, 100 * 1 / 56, 100 * 3 / 73, 100 * 6 / 149] * 8,
        }
    )  # fmt: skip
    found = row(compare(table), RATE)
    assert (found["difference"], found["higher_in"]) == (0, "0 of 8")


def test_stories_that_share_a_text_are_not_independent_and_said_so():
    table = stories(8)
    table["text"] = [f"Text {i}." for i in range(len(table))]
    said = "their report with another: not independent"
    assert said not in row(compare(table), "score")["note"]
    same = table["story"].isin(["story 001", "story 004", "story 006"]) & (
        table["role"] == "report"
    )
    shared = table.assign(text=table["text"].mask(same, "One report for three."))
    for one in (shared, shared.astype({"role": "category", "text": "category"})):
        assert f"3 stories share {said}" in compare(one)["note"].map(lambda n: n.split("; ")[0])[0]
    # One of them has lost its commentary and is not compared.
    lost = (shared["story"] == "story 006") & (shared["role"] == "commentary")
    assert f"2 stories share {said}" in row(compare(shared[~lost]), "score")["note"]
    # Pooled, they are one unit.
    by_report = shared.assign(event=shared["story"].mask(shared["story"].isin(
        ["story 004", "story 006"]), "story 001"))  # fmt: skip
    assert said not in row(compare(by_report, unit="event"), "score")["note"]


def test_two_stories_of_one_name_are_told_by_their_numbers():
    table = stories(8)
    said = "two paragraphs of one number: two of one name?"
    assert said not in row(compare(table), "score")["note"]
    again = table[table["story"].isin(["story 001", "story 002"])]
    joined = row(compare(pd.concat([table, again])), "score")
    assert f"2 stories have {said}" in joined["note"].split("; ")
    by_role = table.assign(paragraph=table.groupby(["story", "role"]).cumcount() + 1)
    assert said not in row(compare(by_role), "score")["note"]


def test_roles_without_words_have_no_value():
    table = stories(8)
    table.loc[table["story"] == "story 003", "n_words"] = 0.0
    found = row(compare(table), "score")
    assert found["n_stories"] == 7
    assert "missing in 1 of 8" in found["note"]


def test_stories_in_which_neither_role_is_higher_are_counted():
    table = stories()
    equal = table["story"].isin(["story 003", "story 007"])
    table["score"] = table["score"].mask(equal, 0.5)
    comparison = compare(table, ["score", RATE])
    found = row(comparison, "score")
    higher = int(found["higher_in"].split()[0])
    assert "equal in 2 of 12" in found["note"].split("; ")
    assert "equal in" not in row(comparison, RATE)["note"]
    one = compare(stories().assign(score=lambda t: t["score"].mask(equal & (t.index < 20), 0.5)))
    assert "equal in" not in row(one, "score")["note"]  # one of twelve is not worth a note
    sentence, caveat = findings(comparison).set_index("measure").loc["score"]
    assert f"(commentary higher in {higher} of 12, equal in 2)" in sentence
    assert "equal in" not in caveat


def test_drawn_p_does_not_depend_on_the_order_of_a_storys_rows():
    table = stories(24).drop(columns="paragraph")
    # The same rate in many stories, each from other paragraphs: equal but for rounding.
    table[RATE] = np.tile([100 * 10 / 278, 100 / 56, 300 / 73, 600 / 149], 24)
    table["n_words"] = np.tile([278.0, 56.0, 73.0, 149.0], 24)
    for rows in (table, one_role_each(table)):
        found = [
            compare(
                rows.sample(frac=1, random_state=seed), n_flips=100, p_values_for=["score", RATE]
            )
            for seed in range(6)
        ]
        assert len({tuple(one["p_adjusted"].round(9)) for one in found}) == 1


def test_what_does_not_vary_is_named():
    table = stories()
    table["score"] = np.where(table["role"] == "report", 1.0, 2.0)
    pairs, groups = (row(compare(t), "score")["note"] for t in (table, one_role_each(table)))
    assert "its differences are the same in all: no interval" in pairs
    assert "the values of each role are the same in all: no interval" in groups


def test_three_stories_with_one_role_each_have_no_effect_size():
    """Hedges' correction with one degree of freedom is 0, whatever the difference."""
    table = one_role_each(stories(3))
    found = row(compare(table), "score")
    assert found["difference"] != 0
    assert np.isnan(found["effect_size"])
    assert pd.isna(found["effect_size_name"])
    assert not np.isnan(row(compare(one_role_each(stories(4))), "score")["effect_size"])


def test_reports_without_a_category_leave_open_whether_reports_have_it():
    table = stories(30)
    table[RATE] = np.where(table["paragraph"] == 2, 100 / table["n_words"], 0.0)
    few = one_role_each(table)
    few = few[(few["role"] == "commentary") | few["story"].lt("story 012")]
    found = row(compare(few, [RATE], p_values_for=RATE), RATE)
    assert (found["report"], found["n_stories"]) == (0, 21)
    assert found["ci_low"] < 0 < found["ci_high"]
    assert found["p_adjusted"] > 0.05
    # Two hundred reports of that length would have had it some time.
    many = pd.concat([few, *(few[few["role"] == "report"].assign(
        story=lambda t, i=i: t["story"] + f" {i}") for i in range(40))])  # fmt: skip
    assert row(compare(many, [RATE], p_values_for=RATE), RATE)["ci_low"] > 0


def test_pairs_whose_reports_lack_a_category_have_a_wider_interval_than_students():
    table = stories()
    table[RATE] = np.where(table["paragraph"] == 2, 100 / table["n_words"], 0.0)
    found = row(compare(table, [RATE], p_values_for=RATE), RATE)
    of_stories = story_values(table, RATE)
    student = stats.ttest_1samp(of_stories["commentary"] - of_stories["report"], 0)
    assert found["ci_low"] < student.confidence_interval(0.95).low
    assert found["p_value"] > student.pvalue
    turned = table.assign(role=table["role"].map(dict(zip(ROLES, ROLES[::-1], strict=True))))
    back = row(compare(turned, [RATE], p_values_for=RATE), RATE)
    assert (back["ci_low"], back["ci_high"]) == (-found["ci_high"], -found["ci_low"])
    table.loc[0, RATE] = 100 / table["n_words"][0]
    of_stories = story_values(table, RATE)
    student = stats.ttest_1samp(of_stories["commentary"] - of_stories["report"], 0)
    found = row(compare(table, [RATE], p_values_for=RATE), RATE)
    assert found["ci_low"] == pytest.approx(student.confidence_interval(0.95).low)


def test_shares_of_sentences_are_counts_too():
    table = stories(12)
    table["questions_share"] = np.where(table["paragraph"] == 2, 0.25, 0.0)
    kept = (table["story"] < "story 009") | (table["role"] == "report")
    table["questions_share"] *= kept
    name = "questions_share"
    found = row(compare(table, [name], p_values_for=name), name)
    values = table.assign(w=table[name] * 4).groupby(["story", "role"])[["w", "n_sentences"]].sum()
    share = (values["w"] / values["n_sentences"]).unstack()
    d = (share["commentary"] - share["report"]).to_numpy()
    unseen = 0.5 / (12 * 4) * (12 / 4) / 12**2  # half a question in 48 sentences
    shown = d.var(ddof=1) / 12
    df = (shown + unseen) ** 2 / (shown**2 / 11)
    expected = stats.t.interval(0.95, df, d.mean(), np.sqrt(shown + unseen))
    np.testing.assert_allclose([found["ci_low"], found["ci_high"]], expected)
    few = one_role_each(table)
    few = few[(few["role"] == "commentary") | few["story"].lt("story 006")]
    found = row(compare(few, [name], p_values_for=name), name)
    alone = row(compare(few.assign(mine=few[name]), ["mine"], p_values_for="mine"), "mine")
    assert found["ci_high"] - found["ci_low"] > alone["ci_high"] - alone["ci_low"]


def test_a_share_that_is_none_in_most_stories_has_a_rough_interval_too():
    table = stories().assign(quoted_share=0.1)
    table["quoted_share"] *= (table["role"] == "commentary") * table["n_words"] / 100
    note = row(compare(table), "quoted_share")["note"]
    assert "none in 12 of 12 reports: a rough interval" in note
    finding = findings(compare(table, ["quoted_share"]))["finding"][0]
    assert finding.endswith(" None in 12 of 12 reports: a rough interval.")


def test_p_does_not_depend_on_the_order_of_stories_of_unequal_length():
    rows = one_role_each(stories(24))
    rows[RATE] = np.round(rows[RATE] / 3) * 3
    for table in (rows, stories(24)):
        found = [
            compare(
                table.sample(frac=1, random_state=seed), n_flips=200, p_values_for=["score", RATE]
            )
            for seed in range(4)
        ]
        assert len({tuple(one["p_adjusted"].round(9)) for one in found}) == 1


def test_a_role_with_a_single_story_has_no_known_spread():
    rows = one_role_each(stories(60))
    first = rows.loc[rows["role"] == "report", "story"].iloc[0]
    rows = rows[(rows["role"] == "commentary") | (rows["story"] == first)]
    found = row(compare(rows, ["score"], p_values_for="score"), "score")
    assert found[["ci_low", "ci_high", "p_value", "p_adjusted"]].isna().all()
    assert "one role has no two values: its spread is unknown" in found["note"]
    assert "the same in all" not in found["note"]


def test_where_no_outlet_tells_the_spread_the_groups_are_still_called_groups():
    table = one_role_each(stories(24)).drop_duplicates(["outlet", "role"])
    comparison = compare(table, ["score"], by="outlet")
    assert "one role has no two values in any outlet" in comparison["note"][0]
    assert pd.isna(comparison["effect_size_name"][0])
    assert "of 3 groups)" in findings(comparison)["finding"][0]


def test_strata_far_apart_are_compared_as_exactly():
    rows = one_role_each(stories(24))
    far = rows.assign(score=rows["score"] + rows["outlet"].str[-1].astype(int) * 2.0**27)
    near, distant = (
        row(compare(t, ["score"], by="outlet", p_values_for="score"), "score") for t in (rows, far)
    )
    assert distant["p_value"] == pytest.approx(near["p_value"], rel=1e-4)
    assert distant["ci_low"] == pytest.approx(near["ci_low"], abs=1e-6)


def test_a_missing_kind_is_no_heading():
    table = stories()
    mixed = table.assign(kind=pd.array(["body", None, "body", None] * 12, dtype="string"))
    pd.testing.assert_frame_equal(compare(mixed), compare(table))


def test_numbers_of_a_turned_table_are_numbers():
    found = compare(stories(), ["score"])
    turned = findings(found.T.T)
    assert turned["finding"].tolist() == findings(found)["finding"].tolist()
    assert plot_comparison(found.T.T, "all").get_xlabel()


def test_a_unit_that_is_none_is_no_name_of_an_index():
    with pytest.raises(ToolkitError, match="no column None") as error:
        compare(stories(), unit=None)
    assert "index" not in str(error.value)


def test_names_of_any_kind():
    table = stories()
    names = [1, "a", 2.5, *(f"x{i}" for i in range(9))]
    mixed = table["story"].map(dict(zip(table["story"].unique(), names, strict=True)))
    pd.testing.assert_frame_equal(compare(table.assign(story=mixed)), compare(table))
    table[5], table["a", "b"], table["window"] = table["score"], table["score"], table["score"]
    found = compare(table)
    assert found["difference"].nunique() == 2
    assert {"5", "window"} <= set(found["label"])


def test_groups_may_be_the_units_and_are_not_measured():
    table = stories()
    pd.testing.assert_frame_equal(compare(table, by="story").drop(columns="note"),
                                  compare(table).drop(columns="note"))  # fmt: skip
    year = table.assign(year=table["outlet"].str[-1].astype(float))
    assert "year" not in set(compare(year, unit="year")["measure"])
    assert "year" in set(compare(year)["measure"])


def test_floating_point_columns_of_any_width_are_compared():
    table = stories()
    found = compare(
        table.assign(
            narrow=table["score"].astype("float32"),
            masked=table["score"].astype("Float64"),
            whole=1,
        )
    )
    assert {"narrow", "masked"} <= set(found["measure"])
    assert "whole" not in set(found["measure"])
    assert row(found, "masked")["difference"] == row(found, "score")["difference"]


def test_what_is_looked_at_leaves_p_as_it_is():
    other = "boosters_per_100_words"
    table = stories().assign(**{other: lambda t: t["score"].abs()})
    every, one = compare(table).set_index("measure"), compare(table, [RATE])
    assert one["p_adjusted"][0] == every.loc[RATE, "p_adjusted"]
    assert every["p_value"].notna().sum() == one.attrs["n_corrected"] == 2
    assert one["p_adjusted"][0] > one["p_value"][0]
    assert "corrected for the 2 measures" in repr(one)


WORDS = (
    "It may rain here, they say, and the harbour is shut. ",
    "But why? Perhaps not. We shall see. ",
)


def with_texts(n: int = 8) -> pd.DataFrame:
    """A measures table with texts, whose paragraphs differ in length and matter."""
    rows = [
        (f"s{i}", role, number, (WORDS[(i + number) % 2] * (1 + (i * number) % 4)).strip())
        for i in range(n)
        for number, role in enumerate(["report", *["commentary"] * 4], 1)
    ]
    return measure(pd.DataFrame(rows, columns=["story", "role", "paragraph", "text"]))


@pytest.mark.parametrize("kind", [int, float, str])
def test_the_order_of_rows_says_nothing(kind):
    table = with_texts()
    table["paragraph"] = table["paragraph"].astype(kind)
    backwards = table.iloc[::-1].sort_values("story", kind="stable")
    backwards.attrs = table.attrs
    pd.testing.assert_frame_equal(compare(backwards), compare(table))
    one, other = (part[part["story"] == "s3"] for part in (table, backwards))
    pd.testing.assert_frame_equal(windows(one), windows(other))
    pd.testing.assert_frame_equal(describe_story(one), describe_story(other))


def test_a_story_without_all_its_numbers_keeps_its_order_and_the_others_are_read():
    table = with_texts(2)
    table["paragraph"] = table["paragraph"].astype(float)
    table.loc[2, "paragraph"] = np.nan
    read = in_reading_order(table.iloc[::-1])
    assert read["story"].tolist() == ["s1"] * 5 + ["s0"] * 5
    assert read["paragraph"].tolist()[:5] == [1, 2, 3, 4, 5]
    assert read.index.tolist()[5:] == [4, 3, 2, 1, 0]


def test_the_order_of_a_units_stories_says_nothing():
    for seed in range(6):
        table = stories(20, seed, effect=0.1)
        again = table.sample(frac=1, random_state=seed)
        pd.testing.assert_frame_equal(compare(again, unit="outlet"), compare(table, unit="outlet"))


def test_the_order_and_number_of_names_say_nothing():
    names = ["score", RATE, "boosters_per_100_words"]
    table = stories(20).assign(boosters_per_100_words=lambda t: t["score"].abs())
    asked = compare(table, names, p_values_for=names).set_index("measure")["p_adjusted"]
    again = compare(table, names, p_values_for=[*names[::-1], "score"]).set_index("measure")
    pd.testing.assert_series_equal(again["p_adjusted"], asked)


def test_what_groups_is_not_tested():
    table = stories().assign(quoted_share=lambda t: t["story"].str[-3:].astype(int) / 100)
    found = compare(table, ["score"], unit="quoted_share")
    assert found.attrs["n_corrected"] == 1  # the hedges


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda t: compare(t.assign(vader_compound="n/a"), ["score"]), "'vader_compound' holds no"),
        (lambda t: compare(t, p_values_for=3), "p_values_for=3 is not among"),
        (lambda t: compare(t, t), "one table is compared"),
        (lambda t: compare(t, 5), "measures=5 must be a list"),
        (lambda t: findings(compare(t).set_index("measure")), "needs what compare"),
        (lambda t: describe_story(t, level=95), "level=95 must lie between"),
        (lambda t: describe_story(t[t["story"] == t["story"][0]], []), "list of measures is empty"),
    ],
)
def test_slips_are_named(make, message):
    with pytest.raises(ToolkitError, match=message):
        make(stories())


def test_sentences_are_not_taken_for_those_of_another_lexicon():
    texts = ["It may rain. Methinks it rains.", "It may rain. It rains. Methinks it does. So."]
    story = pd.DataFrame({"story": "s", "role": ROLES, "text": texts})
    own = measure(story, lexicon=load_lexicon(add={"methinks": "modal"}, drop=["may"]))
    assert windows(own, [RATE])[RATE].isna().all()
    assert describe_story(own, [RATE])["leave_one_out_low"].isna().all()
    assert windows(own, ["lix"])["lix"].notna().all()


def test_a_changed_lexicon_has_no_other_profile():
    texts = ["The plan zorps.", "The plan zorps, and it zorps. It is so."]
    table = pd.DataFrame(
        [(f"s{i}", role, text) for i in range(8) for role, text in zip(ROLES, texts, strict=True)],
        columns=["story", "role", "text"],
    )
    own = load_lexicon(add={"zorps": "modal"})
    note = row(compare(measure(table, lexicon=own)), RATE)["note"]
    assert "profile" not in note
