"""Many stories: each story's report beside its commentary, the confound of length, single rates."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..errors import ToolkitError
from ..measures import all_measures, get, is_heading, pool
from .style import COLOURS, FAINT, INK, MARKERS, axes_or_new, footnote, house, need_columns, number, plain, titled

_SLOPES_UP_TO = 60


def story_values(table: pd.DataFrame, measure: str, function: str) -> pd.DataFrame:
    """The pooled value of `measure` per story: columns `report`, `commentary`, with their words."""
    need_columns(table, ["story", "role", "n_words"], function)
    if measure not in table.columns:
        get(measure)
        raise ToolkitError(f"the table has no column {measure!r}; measure(stories) makes it")
    body = table[~is_heading(table)]
    pooled = pool(body, ["story", "role"])[[measure, "n_words"]].unstack("role")
    wide = pd.DataFrame({role: pooled[measure].get(role) for role in COLOURS}
                        | {f"{role}_words": pooled["n_words"].get(role) for role in COLOURS}, index=pooled.index)  # fmt: skip
    paired = wide.dropna(subset=["report", "commentary"])
    if paired.empty:
        raise ToolkitError(f"{function}() needs stories with both a report and commentary; this table has none "
                           f"with a value of {measure!r} for both")
    return paired.astype(float)


def plot_pairs(table: pd.DataFrame, measure: str = "flesch_reading_ease", *, ax=None, note: str = ""):
    """Each story as a line from its report's value to its commentary's.

    Parameters
    ----------
    table : DataFrame
        The measures table of many stories.
    measure : str
        The column to draw, pooled over the paragraphs of each story and role.
    ax : matplotlib Axes, optional
    note : str
        Added under the chart.

    Returns
    -------
    matplotlib Axes
        Up to 60 stories a slope each; beyond that the distribution of the differences.
    """
    values = story_values(table, measure, "plot_pairs")
    label = _label(measure)
    rises = int((values["commentary"] > values["report"]).sum())
    with house():
        slopes = len(values) <= _SLOPES_UP_TO
        ax = axes_or_new(ax, 4.8 if slopes else 3.4, width=6.0 if slopes else 7.5)
        if slopes:
            _draw_slopes(ax, values, label)
        else:
            _draw_differences(ax, values, label)
        titled(ax, f"{label}: higher in the commentary in {rises} of {len(values)} stories")
        footnote(ax.figure, f"{len(values)} stories with both parts; thick: their mean, each story weighing the same. {note}")
    return ax


def _draw_slopes(ax, values: pd.DataFrame, label: str) -> None:
    pairs = values[["report", "commentary"]].to_numpy()
    up = pairs[:, 1] > pairs[:, 0]
    for pair, rises in zip(pairs, up, strict=True):
        ax.plot([0, 1], pair, color=COLOURS["commentary" if rises else "report"], lw=0.9, alpha=0.55, zorder=2,
                ls="-" if rises else (0, (4, 2)))  # fmt: skip
    means = pairs.mean(axis=0)
    ax.plot([0, 1], means, color=INK, lw=3, zorder=4)
    for x, role, mean in zip((0, 1), COLOURS, means, strict=True):
        ax.scatter(np.full(len(pairs), x), values[role], s=16, color=COLOURS[role], marker=MARKERS[role], zorder=3, lw=0)
        ax.annotate(number(mean), (x, mean), (-8 if x == 0 else 8, 0), textcoords="offset points", weight="bold",
                    ha="right" if x == 0 else "left", va="center")  # fmt: skip
    ax.set_xticks([0, 1], ["report", "commentary"])
    for tick, role in zip(ax.get_xticklabels(), COLOURS, strict=True):
        tick.set_color(COLOURS[role])
        tick.set_fontweight("bold")
    ax.set_xlim(-0.35, 1.35)
    ax.set_ylabel(label)
    ax.grid(axis="y")


def _draw_differences(ax, values: pd.DataFrame, label: str) -> None:
    differences = (values["commentary"] - values["report"]).to_numpy()
    counts, edges, bars = ax.hist(differences, bins=min(40, max(12, len(values) // 12)), edgecolor="white", lw=0.5)
    for bar in bars:
        bar.set_facecolor(COLOURS["commentary" if bar.get_x() + bar.get_width() / 2 > 0 else "report"])
    ax.axvline(0, color=INK, lw=0.9)
    ax.axvline(differences.mean(), color=INK, lw=3)
    ax.annotate(f"mean {number(differences.mean())}", (differences.mean(), 1), (5, -10), weight="bold",
                xycoords=ax.get_xaxis_transform(), textcoords="offset points")  # fmt: skip
    ax.set_xlabel(f"{label}: commentary − report")
    ax.set_ylabel("stories")


def plot_length(table: pd.DataFrame, measure: str = "flesch_reading_ease", *, ax=None, note: str = ""):
    """The difference of each story against how much longer its commentary is.

    Length is a confound: commentary is often longer, and many measures drift with length. Where the
    points rise or fall from left to right, the difference may be the length's.

    Parameters
    ----------
    table : DataFrame
        The measures table of many stories.
    measure : str
        The column to draw.
    ax : matplotlib Axes, optional
    note : str
        Added under the chart.

    Returns
    -------
    matplotlib Axes
        A point per story; its x is the ratio of words, commentary to report, on a logarithmic scale.
    """
    values = story_values(table, measure, "plot_length")
    ratio = (values["commentary_words"] / values["report_words"]).to_numpy()
    difference = (values["commentary"] - values["report"]).to_numpy()
    label = _label(measure)
    with house():
        ax = axes_or_new(ax, 3.8, width=7.0)
        ax.axhline(0, color=INK, lw=0.8)
        ax.scatter(ratio, difference, s=26, color=COLOURS["commentary"], alpha=0.8, lw=0, zorder=3)
        ax.set_xscale("log", base=2)
        ax.xaxis.set_major_formatter(lambda value, _: f"{value:g}×")
        ax.set_xlabel("words of commentary for each word of report")
        ax.set_ylabel(f"{label}:\ncommentary − report")
        ax.grid(axis="y")
        titled(ax, _length_title(ratio, difference, label))
        footnote(ax.figure, f"{len(values)} stories; r is Spearman's rank correlation. {note}")
    return ax


def _length_title(ratio: np.ndarray, difference: np.ndarray, label: str) -> str:
    ranks = [pd.Series(v).rank() for v in (ratio, difference)]
    r = ranks[0].corr(ranks[1]) if len(ratio) > 2 else np.nan
    if np.isnan(r) or abs(r) < 0.2:
        return f"{label}: the difference hardly goes with length (r = {number(r, 2)})"
    way = "grows" if r > 0 else "falls"
    return f"{label}: the difference {way} as the commentary gets longer (r = {number(r, 2)})"


def plot_rates(table: pd.DataFrame, measures=None, *, ax=None, note: str = ""):
    """Several rates side by side: report and commentary as dots on one common scale.

    Parameters
    ----------
    table : DataFrame
        The measures table of one story or many.
    measures : list of str, optional
        Rates in one unit; the categories of hedges if left out.
    ax : matplotlib Axes, optional
    note : str
        Added under the chart.

    Returns
    -------
    matplotlib Axes
        A row per rate, the largest first: the mean over stories of each role, the count behind it at the
        right ("8 in 112 words").
    """
    need_columns(table, ["role", "n_words"], "plot_rates")
    names = list(measures) if measures is not None else _categories(table)
    need_columns(table, names, "plot_rates")
    body = table[~is_heading(table) & table["n_words"].notna()]
    by = ["story", "role"] if "story" in body.columns else ["role"]
    pooled = pool(body, by)[[*names, "n_words"]]
    means = pooled.groupby("role", sort=False)[names].mean()
    totals = pooled[names].mul(pooled["n_words"], axis=0).groupby("role", sort=False).sum() / 100
    names = sorted(names, key=lambda name: -means[name].max())
    with house():
        ax = axes_or_new(ax, 1.2 + 0.3 * len(names))
        _draw_rates(ax, names, means, totals)
        unit = all_measures()[names[0]].unit if names[0] in all_measures() else ""
        ax.set_xlabel(unit)
        titled(ax, _rates_title(names, means), pad=22)
        words = pooled.groupby("role", sort=False)["n_words"].sum()
        footnote(ax.figure, "Counts at the right; words: "
                 + ", ".join(f"{role} {words[role]:,.0f}" for role in COLOURS if role in words) + f". {note}")  # fmt: skip
    return ax


def _categories(table: pd.DataFrame) -> list[str]:
    names = [n for n in table.columns if n.startswith("hedges_") and n.endswith("_per_100_words")]
    return [n for n in names if n not in ("hedges_per_100_words", "hedges_own_per_100_words", "hedges_strict_per_100_words")]


def _draw_rates(ax, names: list[str], means: pd.DataFrame, totals: pd.DataFrame) -> None:
    places = range(len(names))
    roles = [role for role in COLOURS if role in means.index]
    ends = means.loc[roles, names].to_numpy(float)
    ax.hlines(places, ends.min(axis=0), ends.max(axis=0), color=FAINT, lw=3, zorder=1)
    for column, role in enumerate(roles):
        ax.scatter(means.loc[role, names], places, s=44, color=COLOURS[role], marker=MARKERS[role], zorder=3 - column)
        x = 1.04 + 0.08 * column
        ax.annotate(role if role == "report" else "comm.", (x, 1), (0, 5), xycoords="axes fraction", ha="center",
                    textcoords="offset points", color=COLOURS[role], weight="bold", fontsize=8.5)  # fmt: skip
        for place, name in enumerate(names):
            ax.text(x, place, f"{totals.loc[role, name]:,.0f}", transform=ax.get_yaxis_transform(), ha="center",
                    va="center", color=COLOURS[role], fontsize=8.5)  # fmt: skip
    ax.set_yticks(list(places), [plain(_label(name), 32) for name in names])
    ax.set_ylim(len(names) - 0.4, -0.6)
    ax.set_xlim(left=min(0, np.nanmin(ends)) - 0.02 * np.nanmax(ends, initial=1))
    ax.grid(axis="x")
    ax.tick_params(axis="y", length=0)


def _rates_title(names: list[str], means: pd.DataFrame) -> str:
    if not {"report", "commentary"} <= set(means.index):
        return "Rates of the " + " and ".join(means.index)
    gap = (means.loc["commentary", names] - means.loc["report", names]).astype(float)
    widest = gap.abs().idxmax()
    higher = "commentary" if gap[widest] > 0 else "report"
    return f"The widest gap: {_label(widest)}, higher in the {higher} ({number(means.loc['report', widest])} and {number(means.loc['commentary', widest])})"


def _label(name: str) -> str:
    measure = all_measures().get(name)
    return measure.label if measure else plain(name, 40)
