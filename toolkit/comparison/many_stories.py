"""`compare`: commentary against report, one row per measure."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

import numpy as np
import pandas as pd

from ..errors import ToolkitError, is_whole, there
from ..measures.hedge_lexicon import load_lexicon
from ..measures.registry import all_measures, headline_of
from .checks import decisive, higher_in_groups, other_ways, stable
from .counts import variance_by_chance, variance_of_none
from .notes import notes_on
from .paired import max_t, mean_and_sd, mean_interval, within_reach
from .result import COLUMNS, Comparison
from .samples import (
    Sample,
    as_floats,
    body,
    check_level,
    chosen_measures,
    facts,
    sample_of,
)
from .unpaired import max_t_labels, stratified_means, welch_interval


def compare(
    table: pd.DataFrame, measures=None, *, by: str | None = None, unit: str = "story",
    seed: int = 0, n_flips: int = 5000, level: float = 0.95, p_values_for=None, checks: bool = True,
) -> pd.DataFrame:  # fmt: skip
    """How the commentary differs from the report: differences, intervals, effect sizes.

    A role's value in a story is the measure on the summed counts of its paragraphs; stories weigh
    equally. Stories with both roles are compared in pairs (Student's t on their differences; a
    role that has none of a category has the variance of half a count); if there is none, as two
    groups (Welch's t; where a role's rate does not vary, it has the spread that chance gives it).
    One story is described, without interval or p.

    Parameters
    ----------
    table : DataFrame
        A measures table: `story`, `role` ("report" or "commentary"), `n_words` and the measures,
        as `measure` gives it. Headings are left out. Columns of your own are compared too if they
        hold floating-point numbers; infinite values count as missing.
    measures : list of str, optional
        Columns to compare, of whole numbers too. All measures but the counts (`n_...`) if left out.
    by : str, optional
        A column such as the outlet: stories with one role are compared within its groups only.
    unit : str
        What is independent: "story", or a column that groups stories; its texts are then pooled.
    seed, n_flips : int
        For the sign flips (or shuffled labels) that correct p for the number of measures.
    level : float
        Level of the intervals.
    p_values_for : list of str, optional
        The measures that were to be tested before the data were seen, among those compared; the
        table's headline measures if left out, whether they are compared or not, so that a choice of
        what to look at leaves p as it is. The others are exploratory and get no p.
    checks : bool
        Try whether the sign holds under other decisions, and up to 200 stories whether an interval
        without zero needs a single one of them. Where `text` is there, the hedges are counted once
        more, which takes as long as counting them took.

    Returns
    -------
    DataFrame
        One row per measure; a notebook shows those to be tested and folds the others:

        - `measure`, `label`, `unit` : str
        - `report`, `commentary` : float, means of the stories' values
        - `difference` : float, commentary - report; `ci_low`, `ci_high` : its interval
        - `effect_size` : float, the difference in standard deviations, named by `effect_size_name`
        - `higher_in` : str, in how many stories the commentary is higher, "19 of 24"; in how many
          of `by`'s groups where stories have one role each
        - `p_value`; `p_adjusted` : float, corrected by max-T for all measures that have a p and
          stories enough to be told apart
        - `n_stories` : int, with this measure; `n_words_report`, `n_words_commentary` : int
        - `sign_stable` : whether the sign holds with stories weighted by words, at equal length,
          and under the other hedging profile, as far as these can be tried; missing if none can
        - `note` : str, what limits this row, and a `level` or `unit` other than the usual one

    Raises ToolkitError for a table without the columns, the roles or the measures.

    References
    ----------
    Westfall & Young (1993), Resampling-based multiple testing. Tarone (1990), Biometrics 46.
    Hedges (1981), J. Educ. Stat. 6. Satterthwaite (1946), Biometrics Bulletin 2.

    >>> table = pd.DataFrame({"story": ["fire", "fire"], "role": ["report", "commentary"],
    ...                       "n_words": [50.0, 80.0], "my_score": [1.0, 3.0]})
    >>> compare(table)[["measure", "report", "commentary", "difference"]]
        measure  report  commentary  difference
    0  my_score     1.0         3.0         2.0
    """
    _check_numbers(level, n_flips, seed)
    rows = body(table, unit, by)
    names = chosen_measures(rows, measures, [by, unit])
    tested = _tested(rows, names, p_values_for, [by, unit])
    every = list(dict.fromkeys([*names, *tested]))
    rows = as_floats(rows, every)
    whole = sample_of(rows, every, unit, by)
    sample = whole.of([every.index(name) for name in names])
    columns = _differences(sample, names, level)
    of_tested = whole.of([every.index(name) for name in tested])
    p_values, n_corrected = _p_values(of_tested, tested, n_flips, seed, level)
    columns |= {name: _placed(values, tested, names) for name, values in p_values.items()}
    ways, alone = {}, [[]] * len(names)
    if checks:
        ways = other_ways(rows, sample, names, unit, by, _profile(table))
        alone = decisive(sample, columns, lambda less: _differences(less, names, level))
    columns["sign_stable"] = pd.array(stable(columns["difference"], ways), dtype="boolean")
    columns["note"] = notes_on(rows, sample, columns, names, tested, ways, alone, unit, by, level)
    known = [facts(name) for name in names]
    named = np.where(np.isnan(columns["effect_size"]), None, columns["effect_size_name"])
    columns |= {
        "effect_size_name": pd.Series(named, dtype="str"),
        "higher_in": pd.Series(columns["higher_in"], dtype="str"),
        "measure": names,
        "label": [m.label for m in known],
        "unit": [m.unit for m in known],
    }
    comparison = Comparison(columns)[COLUMNS]
    comparison.attrs = {"level": level, "unit": unit, "n_corrected": n_corrected}
    return comparison


def _check_numbers(level: float, n_flips: int, seed: int) -> None:
    check_level(level)
    if not is_whole(n_flips, 1):
        raise ToolkitError(
            f"n_flips={n_flips!r} must be a whole number from 1; 5000 is the default"
        )
    if not is_whole(seed, 0):
        raise ToolkitError(f"seed={seed!r} must be a whole number from 0")


def _profile(table: pd.DataFrame) -> str | None:
    """The hedging profile that `table` was measured under; none where it was a reader's lexicon."""
    profile = table.attrs.get("profile")
    version = table.attrs.get("lexicon_version")
    return profile if profile and version == load_lexicon(profile).version else None


def _tested(rows: pd.DataFrame, names: list[str], p_values_for, groups) -> list[str]:
    """What p is corrected for: those of `p_values_for`, or every headline measure of the table,
    whichever of them are to be seen. In an order of its own, for drawn flips depend on it."""
    if p_values_for is None:
        return headline_of(set(rows.columns) - set(groups))
    single = isinstance(p_values_for, str) or not isinstance(p_values_for, Iterable)
    wanted = [p_values_for] if single else list(p_values_for)
    for name in wanted:
        if not isinstance(name, Hashable) or name not in names:
            raise ToolkitError(
                f"p_values_for={name!r} is not among the measures compared: {there(name, names)}"
            )
    known = [*all_measures()]
    return sorted(
        dict.fromkeys(wanted), key=lambda n: (known.index(n) if n in known else len(known), str(n))
    )


def _differences(sample: Sample, names: list[str], level: float) -> dict:
    return _paired(sample, names, level) if sample.paired else _unpaired(sample, names, level)


def _placed(values: np.ndarray, tested: list[str], names: list[str]) -> np.ndarray:
    """The values of the tested measures among `names`, NaN for the others."""
    return pd.Series(values, index=tested, dtype=float).reindex(names).to_numpy()


def _paired(sample: Sample, names: list[str], level: float) -> dict:
    d = sample.differences
    both = ~np.isnan(d)
    interval = mean_interval(d, level, _unseen(sample, names))
    (report, sd_report), (commentary, sd_commentary) = (
        mean_and_sd(np.where(both, values, np.nan)) for values in (sample.report, sample.commentary)
    )
    sd = np.hypot(sd_report, sd_commentary) / np.sqrt(2)
    higher, n = (d > 0).sum(axis=0), interval["n"]
    return interval | {
        "report": report,
        "commentary": commentary,
        "effect_size": hedges_g(interval["difference"], sd, 2 * n - 2),
        "effect_size_name": "Hedges g (paired stories, pooled SD)",
        "higher_in": [f"{k} of {total}" for k, total in zip(higher, n, strict=True)],
        "n_stories": n,
        "n_words_report": int(sample.words[:, 0].sum()),
        "n_words_commentary": int(sample.words[:, 1].sum()),
    }


def _unseen(sample: Sample, names: list[str]) -> np.ndarray:
    """The variances of mean differences that a role without a category leaves open."""
    both = ~np.isnan(sample.differences)
    roles = zip((sample.report, sample.commentary), sample.words.T, sample.sentences.T, strict=True)
    return sum(
        variance_of_none(names, np.where(both, values, np.nan), words, sentences)
        for values, words, sentences in roles
    )


def _unpaired(sample: Sample, names: list[str], level: float) -> dict:
    values, labels, strata = sample.values, sample.is_commentary, sample.strata
    interval = welch_interval(values, labels, strata, level, _chance(sample, names))
    report, commentary = stratified_means(values, labels, strata, np.ones(len(sample)))
    return interval | {
        "report": report,
        "commentary": commentary,
        "effect_size": hedges_g(interval["difference"], interval["sd"], interval["df"]),
        "effect_size_name": "Hedges g (unpaired stories, pooled SD)",
        "higher_in": higher_in_groups(sample),
        "n_stories": interval["n"],
        "n_words_report": int(np.nansum(sample.words[:, 0])),
        "n_words_commentary": int(np.nansum(sample.words[:, 1])),
    }


def _chance(sample: Sample, names: list[str]) -> np.ndarray:
    """The variances that the values of an unpaired sample have by chance alone."""
    words, sentences = (
        np.where(sample.is_commentary, sizes[:, 1], sizes[:, 0])
        for sizes in (sample.words, sample.sentences)
    )
    return variance_by_chance(names, sample.values, words, sample.strata, sentences)


def hedges_g(difference: np.ndarray, sd: np.ndarray, df: np.ndarray) -> np.ndarray:
    """Difference / SD with Hedges' correction 1 - 3 / (4 df - 1).

    NaN where nothing varies, and with one degree of freedom: the correction would make it 0.
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        g = difference / sd * (1 - 3 / (4 * df - 1))
    return np.where((df > 1) & np.isfinite(g), g, np.nan)


def _p_values(
    sample: Sample, names: list[str], n_flips: int, seed: int, level: float
) -> tuple[dict, int]:
    """p of the sample's measures and p corrected over them, NaN for one story; and how many it is
    corrected for."""
    nothing = np.full(sample.report.shape[1], np.nan)
    if not len(nothing) or len(sample) < 2:
        return {"p_value": nothing, "p_adjusted": nothing}, 0
    columns = _differences(sample, names, level)
    p = columns["p_value"]
    family = _can_be_told(columns["smallest_p"], p, level)
    if sample.paired:
        corrected = max_t(sample.differences, n_flips, seed, family, _unseen(sample, names))
    else:
        corrected = max_t_labels(
            sample.values, sample.is_commentary, sample.strata, n_flips, seed, family,
            _chance(sample, names),
        )  # fmt: skip
    return {"p_value": p, "p_adjusted": np.fmax(corrected, p)}, int(family.sum())


def _can_be_told(smallest: np.ndarray, p: np.ndarray, level: float) -> np.ndarray:
    """The measures to correct for: those with stories enough for a p below 1 - level.

    The others could not be told apart whatever their values are, so that nothing is won by looking
    at them (Tarone 1990). Where that is true of all, all are corrected for.
    """
    there = ~np.isnan(p)
    can = there & within_reach(smallest, level)
    return can if can.any() else there
