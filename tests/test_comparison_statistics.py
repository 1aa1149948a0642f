"""Intervals, p, effect sizes and max-T against independent implementations and by hand."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from toolkit.comparison.counts import variance_by_chance, variance_of_none
from toolkit.comparison.many_stories import hedges_g
from toolkit.comparison.paired import max_t, mean_interval, sign_flips
from toolkit.comparison.unpaired import max_t_labels, usable_strata, welch_interval

REPORT = np.array([4.4, 2.1, 3.0, 5.2, 1.9, 3.3, 2.8, 4.0])
COMMENTARY = np.array([4.8, 3.5, 2.7, 6.1, 3.0, 3.9, 3.7, 4.9])
REPORTS_ALONE = np.array([9.3, 7.8, 10.1, 8.4, 9.9, 11.2, 8.8])
COMMENTARY_ALONE = np.array([14.3, 12.1, 15.8, 10.9, 13.0])


def groups():
    values = np.concatenate([REPORTS_ALONE, COMMENTARY_ALONE])[:, None]
    return values, np.arange(len(values)) >= len(REPORTS_ALONE), np.zeros(len(values), int)


def test_paired_golden_values():
    """statsmodels 0.14 DescrStatsW(d).ttest_mean / tconfint_mean; pingouin 0.7.0 ttest."""
    found = mean_interval((COMMENTARY - REPORT)[:, None], 0.95)
    assert found["difference"][0] == pytest.approx(0.7375)
    assert found["ci_low"][0] == pytest.approx(0.3066971014684877)
    assert found["ci_high"][0] == pytest.approx(1.1683028985315125)
    # The t gives .00488; the floor of eight unanimous stories, 2 / 2**8, lies above it.
    assert found["p_value"][0] == 2 / 2**8
    assert found["n"][0] == 8


def test_unpaired_golden_values():
    """statsmodels 0.14 CompareMeans(...).ttest_ind / tconfint_diff(usevar="unequal")."""
    found = welch_interval(*groups(), 0.95)
    assert found["p_value"][0] == pytest.approx(0.006625886363839912)
    assert found["ci_low"][0] == pytest.approx(1.5308267321130593)
    assert found["ci_high"][0] == pytest.approx(6.194887553601223)


def test_hedges_g_golden_values():
    """pingouin 0.7.0 compute_effsize(..., eftype="hedges"), paired=True and False."""
    sd = np.sqrt((REPORT.var(ddof=1) + COMMENTARY.var(ddof=1)) / 2)
    paired = hedges_g(np.array([(COMMENTARY - REPORT).mean()]), np.array([sd]), np.array([14]))
    assert paired[0] == pytest.approx(0.6167597361102024)
    found = welch_interval(*groups(), 0.95)
    unpaired = hedges_g(found["difference"], found["sd"], found["df"])
    assert unpaired[0] == pytest.approx(2.3821696231070275)


@pytest.mark.parametrize("n", [6, 13, 40])
def test_students_interval_equals_scipys_with_values_missing(n):
    d = np.random.default_rng(n).normal(0.3, 1, (n, 4))
    d[0, 1] = d[-1, 1] = np.nan
    found = mean_interval(d, 0.9)
    reference = stats.ttest_1samp(d, 0, nan_policy="omit")
    floor = 2.0 ** (1 - found["n"])
    np.testing.assert_allclose(found["p_value"], np.maximum(reference.pvalue, floor))
    interval = reference.confidence_interval(0.9)
    np.testing.assert_allclose(found["ci_low"], np.where(floor <= 0.1, interval.low, np.nan))
    np.testing.assert_allclose(found["ci_high"], np.where(floor <= 0.1, interval.high, np.nan))


def test_all_flips_of_three_stories_by_hand():
    """Differences 1, 2, 3: of the eight flips two reach the sum of 6; mirror images count once."""
    flips = np.vstack(list(sign_flips(3, 100, seed=0)))
    assert sorted(map(tuple, flips)) == sorted(
        (a, b, 1.0) for a in (1.0, -1.0) for b in (1.0, -1.0)
    )
    assert max_t(np.array([[1.0], [2.0], [3.0]]), 100, seed=0)[0] == 2 / 8
    # -1, 2, 3: the sum of 4 is reached by ++-, +++ and their mirrors, of which one is the data.
    assert max_t(np.array([[-1.0], [2.0], [3.0]]), 100, seed=0)[0] == 4 / 8


def test_one_measure_equals_scipys_permutation_test():
    d = np.random.default_rng(4).normal(0.5, 1, (9, 1))
    reference = stats.permutation_test(
        (d[:, 0],), lambda x, axis: x.mean(axis=axis), permutation_type="samples",
        vectorized=True, n_resamples=np.inf,
    )  # fmt: skip
    assert max_t(d, 5000, seed=0)[0] == pytest.approx(reference.pvalue)


def test_max_t_equals_its_definition():
    """Westfall & Young by brute force: scipy's t of every flipped table, the largest counted."""
    random = np.random.default_rng(8)
    d = random.normal(0.4, 1, (7, 3)) + random.normal(0, 1, (7, 1))
    observed = np.abs(stats.ttest_1samp(d, 0).statistic)
    largest = np.array(
        [
            np.abs(stats.ttest_1samp(d * np.array(signs)[:, None], 0).statistic).max()
            for signs in itertools.product([1, -1], repeat=7)
        ]
    )
    expected = [(largest >= t - 1e-9).mean() for t in observed]
    np.testing.assert_allclose(max_t(d, 5000, seed=0), expected)


def test_drawn_flips_come_close_to_all_flips():
    d = np.random.default_rng(2).normal(0.5, 1, (14, 5))
    np.testing.assert_allclose(max_t(d, 4000, seed=3), max_t(d, 2**13, seed=0), atol=0.03)


def test_max_t_with_values_missing_equals_the_stories_that_have_them():
    d = np.random.default_rng(5).normal(0.5, 1, (10, 1))
    with_gaps = np.vstack([d, np.full((2, 1), np.nan)])
    assert max_t(with_gaps, 5000, seed=0)[0] == max_t(d, 5000, seed=0)[0]


def test_shuffled_labels_equal_scipys_permutation_test():
    values, labels, strata = groups()
    reference = stats.permutation_test(
        (values[labels, 0], values[~labels, 0]),
        lambda a, b, axis: np.abs(stats.ttest_ind(a, b, equal_var=False, axis=axis).statistic),
        alternative="greater", vectorized=True, n_resamples=np.inf,
    )  # fmt: skip
    found = max_t_labels(values, labels, strata, 40_000, seed=0)[0]
    assert found == pytest.approx(reference.pvalue, abs=0.001)


def test_welch_within_one_stratum_equals_scipys_and_strata_are_averaged():
    random = np.random.default_rng(11)
    values = random.normal(0, [[1.0]] * 10 + [[3.0]] * 8, (18, 3))
    labels = np.arange(18) >= 10
    found = welch_interval(values, labels, np.zeros(18, int), 0.95)
    reference = stats.ttest_ind(values[labels], values[~labels], equal_var=False)
    np.testing.assert_allclose(found["p_value"], reference.pvalue)
    twice = welch_interval(
        np.vstack([values, values + 7]), np.tile(labels, 2), np.repeat([0, 1], 18), 0.95
    )
    np.testing.assert_allclose(twice["difference"], found["difference"])
    assert (twice["ci_high"] - twice["ci_low"] < found["ci_high"] - found["ci_low"]).all()


def outlets(sizes, spreads, runs, seed=3):
    """Normal scores (n_stories, runs) without a difference, their labels and their outlets.

    `sizes` and `spreads` have a pair for each outlet, of its reports and its commentaries.
    """
    labels = np.concatenate([np.repeat([False, True], pair) for pair in sizes])
    strata = np.repeat(np.arange(len(sizes)), [sum(pair) for pair in sizes])
    sd = np.concatenate([np.repeat(sd, pair) for pair, sd in zip(sizes, spreads, strict=True)])
    values = np.random.default_rng(seed).normal(0, 1, (len(labels), runs)) * sd[:, None]
    return values + 5 * strata[:, None], labels, strata


@pytest.mark.parametrize(
    ("sizes", "spreads", "most"),
    [
        ([(4, 20), (20, 4)], [(3, 1), (1, 1)], 0.965),  # 76% with one spread for all outlets
        ([(3, 30), (30, 3)], [(4, 1), (1, 4)], 0.97),  # 53%
        ([(10, 10), (10, 10)], [(3, 3), (1, 1)], 0.965),
        ([(3, 3)] * 5, [(1, 1)] * 5, 0.965),
        ([(1, 3)] * 5 + [(2, 2)] * 2, [(1, 1)] * 7, 0.965),
    ],
)
def test_outlets_may_differ_in_spread(sizes, spreads, most):
    found = welch_interval(*outlets(sizes, spreads, 4000), 0.95)
    assert 0.935 <= ((found["ci_low"] <= 0) & (found["ci_high"] >= 0)).mean() <= most


def test_the_spread_of_each_outlet_counts_where_it_makes_the_larger_error():
    """By hand, with two outlets: the difference has the variance of a weighted sum of means."""
    values, labels, strata = outlets([(4, 20), (20, 4)], [(3, 1), (1, 1)], 1)
    parts = [[values[(strata == s) & (labels == role), 0] for role in (0, 1)] for s in (0, 1)]
    # Both outlets have 24 stories and so half of the weight.
    each = np.array([[part.var(ddof=1) / len(part) / 4 for part in pair] for pair in parts])
    df = each.sum() ** 2 / sum(
        v**2 / (len(part) - 1)
        for row, pair in zip(each, parts, strict=True)
        for v, part in zip(row, pair, strict=True)
    )
    difference = np.mean([pair[1].mean() - pair[0].mean() for pair in parts])
    expected = stats.t.interval(0.95, df, difference, np.sqrt(each.sum()))
    found = welch_interval(values, labels, strata, 0.95)
    np.testing.assert_allclose([found["ci_low"][0], found["ci_high"][0]], expected)


def short_and_long(n: int, runs: int, rate: float, seed: int, present: float = 1.0):
    """Rates of independent cues, (n, runs), in reports and commentary; and their words, (n, 2)."""
    random = np.random.default_rng(seed)
    words = np.column_stack([random.integers(60, 121, n), random.integers(300, 600, n)])
    each = rate / 100 / present * (random.random((n, runs)) < present)
    report, commentary = (random.poisson(each * of[:, None]) / of[:, None] * 100 for of in words.T)
    return report, commentary, words


@pytest.mark.parametrize(("n_reports", "n_commentaries"), [(3, 9), (6, 24), (8, 22)])
def test_few_reports_without_a_category_are_no_sign_that_reports_never_have_it(
    n_reports, n_commentaries
):
    """True nulls: Welch's t alone misses zero in 31, 18 and 12 of 100 tables."""
    n, runs = n_reports + n_commentaries, 2000
    report, commentary, words = short_and_long(n, runs, 0.3, seed=7, present=0.7)
    labels, group = np.arange(n) >= n_reports, np.zeros(n, int)
    values = np.where(labels[:, None], commentary, report)
    chance = variance_by_chance(
        ["x_per_100_words"] * runs, values, np.where(labels, words[:, 1], words[:, 0]), group
    )
    found = welch_interval(values, labels, group, 0.95, chance)
    missed = (found["ci_low"] > 0) | (found["ci_high"] < 0)
    assert missed.mean() <= 0.05
    np.testing.assert_array_equal(missed, found["p_value"] < 0.05)
    alone = welch_interval(values, labels, group, 0.95)
    narrower = found["ci_high"] - found["ci_low"] < alone["ci_high"] - alone["ci_low"] - 1e-9
    assert not narrower.any()


NAME = "x_per_100_words"


def test_none_in_any_report_leaves_open_what_half_a_count_would_make():
    """Satterthwaite's t of two variances, of which that of half a count is known, by hand."""
    commentary = np.array([0.4, 0.0, 0.9, 0.2, 0.6, 0.3, 0.0, 0.5])
    words = np.array([60.0, 80, 100, 120, 90, 70, 110, 95])
    unseen = variance_of_none([NAME], np.zeros((8, 1)), words)
    half = 0.5 / words.sum()  # uses per word; a story's rate has the variance 100² half / words
    assert unseen[0] == pytest.approx((100**2 * half / words).sum() / 8**2)
    shown = commentary.var(ddof=1) / 8
    error = np.sqrt(shown + unseen[0])
    df = (shown + unseen[0]) ** 2 / (shown**2 / 7)
    found = mean_interval(commentary[:, None], 0.95, unseen)
    expected = stats.t.interval(0.95, df, commentary.mean(), error)
    np.testing.assert_allclose([found["ci_low"][0], found["ci_high"][0]], expected)
    assert found["p_value"][0] == pytest.approx(2 * stats.t.sf(commentary.mean() / error, df))


def test_a_role_that_has_some_and_what_is_no_rate_leave_nothing_open():
    words = np.full(3, 90.0)
    some = np.array([[0.0, 0.0, np.nan], [0.0, 1.1, np.nan], [0.0, 0.0, np.nan]])
    assert variance_of_none([NAME] * 3, some, words)[1:].tolist() == [0, 0]
    assert variance_of_none(["share", "lix"], np.zeros((3, 2)), words).tolist() == [0, 0]
    # The words of stories without the measure do not count.
    with_gap = np.append(np.zeros(3), np.nan)[:, None]
    found = variance_of_none([NAME], with_gap, np.append(words, 5000.0))
    assert found == variance_of_none([NAME], np.zeros((3, 1)), words)


@pytest.mark.parametrize("n", [8, 10, 12])
def test_no_short_report_with_a_category_is_no_sign_that_commentary_has_more(n):
    """True nulls: Student's t alone calls the commentary higher in 9 to 14 of 100 tables."""
    runs = 4000
    report, commentary, words = short_and_long(n, runs, 0.15, seed=5)
    unseen = variance_of_none([NAME] * runs, report, words[:, 0])
    difference = commentary - report
    alone = mean_interval(difference, 0.95)["p_value"] <= 0.05
    rejected = mean_interval(difference, 0.95, unseen)["p_value"] <= 0.05
    assert alone.mean() > 0.09
    assert rejected.mean() <= 0.065
    assert not (rejected & ~alone).any()


@pytest.mark.parametrize("n", [12, 20, 30])
def test_no_exclamation_in_any_report_is_no_sign_that_reports_have_none(n):
    """True nulls, one exclamation in 100 sentences: t alone rejects 8 to 22 of 100."""
    random = np.random.default_rng(5)
    sentences = random.integers(3, 7, n), random.integers(15, 40, n)
    own = random.gamma(4, 1 / 4, (n, 4000))
    report, commentary = (
        random.binomial(of[:, None], np.minimum(0.01 * own, 1)) / of[:, None] for of in sentences
    )
    unseen = variance_of_none(["exclamations_share"] * 4000, report, sentences[0], sentences[0])
    alone = mean_interval(commentary - report, 0.95)["p_value"] <= 0.05
    assert alone.mean() > 0.07
    found = mean_interval(commentary - report, 0.95, unseen)
    assert (found["p_value"] <= 0.05).mean() <= 0.06


def test_max_t_of_pairs_knows_what_none_leaves_open():
    """The definition by brute force, with half a count in the error of every flipped table."""
    random = np.random.default_rng(3)
    d = np.column_stack([random.poisson(1, 7) + 0.1, random.normal(0.5, 1, 7)])
    unseen = np.array([0.05, 0.0])
    signs = np.array(list(itertools.product([1, -1], repeat=7)))[:, :, None]
    mean, shown = (signs * d).mean(axis=1), (signs * d).var(axis=1, ddof=1) / 7
    t = np.abs(mean) / np.sqrt(shown + unseen)
    observed = np.abs(d.mean(axis=0)) / np.sqrt(d.var(axis=0, ddof=1) / 7 + unseen)
    expected = [(t.max(axis=1) >= one - 1e-9).mean() for one in observed]
    np.testing.assert_allclose(max_t(d, 5000, seed=0, unseen=unseen), expected)


def test_spread_by_chance_leaves_alone_what_varies():
    random = np.random.default_rng(2)
    values, labels = random.normal(10, 0.1, (30, 3)), np.arange(30) >= 12
    strata = np.arange(30) % 2
    chance = variance_by_chance(["x_per_100_words"] * 3, values, np.full(30, 500.0), strata)
    for name, expected in welch_interval(values, labels, strata, 0.95).items():
        found = welch_interval(values, labels, strata, 0.95, chance)[name]
        np.testing.assert_array_equal(found, expected)
    expected = max_t_labels(values, labels, strata, 500, seed=0)
    found = max_t_labels(values, labels, strata, 500, seed=0, chance=chance)
    np.testing.assert_array_equal(found, expected)


def test_max_t_of_stories_with_one_role_knows_the_spread_by_chance():
    """Six reports without a category beside 24 commentaries that have it are no finding."""
    n, runs = 30, 300
    report, commentary, words = short_and_long(n, runs, 0.3, seed=8, present=0.7)
    labels, group = np.arange(n) >= 6, np.zeros(n, int)
    values = np.where(labels[:, None], commentary, report)
    own = np.where(labels, words[:, 1], words[:, 0])
    chance = variance_by_chance(["x_per_100_words"] * runs, values, own, group)
    each = [
        max_t_labels(values[:, [i]], labels, group, 200, seed=0, chance=chance[:, [i]])[0]
        for i in range(runs)
    ]
    assert np.mean(np.array(each) <= 0.05) <= 0.06
    turned = [
        max_t_labels(values[::-1, [i]], labels[::-1], group, 200, seed=0, chance=chance[::-1, [i]])[
            0
        ]
        for i in range(20)
    ]
    assert turned == each[:20]


def test_strata_need_both_roles():
    labels = np.array([True, False, True, True])
    strata = np.array([0, 0, 1, 1])
    assert usable_strata(labels, strata).tolist() == [True, True, False, False]


differences = st.lists(st.integers(-40, 40), min_size=6, max_size=11)


@given(differences, st.integers(-5, 5).filter(bool), st.integers(-50, 50))
@settings(max_examples=60, deadline=None)
def test_intervals_move_with_their_data_and_agree_with_p(values, factor, shift):
    d = np.array(values, float)[:, None]
    found = mean_interval(d, 0.95)
    moved = mean_interval(d * factor + shift, 0.95)
    ends = np.sort([found["ci_low"][0] * factor + shift, found["ci_high"][0] * factor + shift])
    np.testing.assert_allclose([moved["ci_low"][0], moved["ci_high"][0]], ends, atol=1e-9)
    if found["ci_low"][0] > 1e-9 or found["ci_high"][0] < -1e-9:
        assert found["p_value"][0] <= 0.05 + 1e-9
    elif not np.isnan(found["ci_low"][0]) and min(-found["ci_low"][0], found["ci_high"][0]) > 1e-9:
        assert found["p_value"][0] > 0.05 - 1e-9


@given(differences)
@settings(max_examples=60, deadline=None)
def test_a_copy_of_a_measure_costs_no_correction(values):
    d = np.array(values, float)[:, None]
    alone = max_t(d, 2000, seed=0)
    np.testing.assert_allclose(max_t(np.hstack([d, 3 * d, -d]), 2000, seed=0), alone[0])


def test_the_interval_covers_and_a_true_null_is_rejected_as_often_as_it_says():
    """A small stand-in for benchmarks/coverage.py: 8,000 tables of 12 stories each."""
    random = np.random.default_rng(12)
    normal = random.normal(0, 1, (12, 8000))
    used = random.random((12, 8000)) < 0.5
    rare = used * (random.poisson(0.9, (12, 8000)) - random.poisson(5.4, (12, 8000)) / 6)
    for differences_ in (normal, rare):
        found = mean_interval(differences_, 0.95)
        assert 0.935 <= ((found["ci_low"] <= 0) & (found["ci_high"] >= 0)).mean() <= 0.965
        assert 0.035 <= (found["p_value"] <= 0.05).mean() <= 0.06
