"""Several rates side by side: what is hedged, and how often."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..comparison.counts import is_rate, told_apart
from ..display import many, written
from ..errors import ToolkitError
from ..measures import all_measures
from ..measures.by_story import mean_rates
from ..measures.hedge_lexicon import CORE
from ..measures.stories_and_roles import need_known_roles, need_story_names
from .effects import draw_dots
from .inputs import label_of, names_in, need_columns, need_measure
from .style import COLOURS, GREY, LETTERS, ONE_STORY, axes_or_new, house, number, plain
from .words import columns_at_right, worded


def plot_rates(table: pd.DataFrame, measures=None, *, ax=None, note: str = ""):
    """Several rates side by side: report and commentary as dots on one common scale.

    Parameters
    ----------
    table : DataFrame
        The measures table of one story or many.
    measures : list of str, optional
        Rates per 100 words; the categories of hedges if left out.
    ax : matplotlib Axes, optional
        Where to draw; a new figure if left out. A figure without a layout engine gets
        "constrained", which makes room for what stands around the axes. A title of your own takes
        the place of the chart's with `ax.set_title("Mine", loc="left", pad=30)`.
    note : str
        Added under the chart, for example what kind of stories these are.

    Returns
    -------
    matplotlib Axes
        A row per rate, the largest first: the mean over stories of each role, the count behind it
        at the right, the words in which it was counted below. The title names the widest gap
        among the rates whose counts tell the two apart: their Poisson ranges do not overlap, as
        `findings` says it of one story.

    Raises ToolkitError for a missing column, and for a measure that is no rate per 100 words.

    >>> table = pd.DataFrame({"role": ["report", "commentary"], "n_words": [50.0, 200.0],
    ...                       "boosters_per_100_words": [0.0, 1.5]})
    >>> plot_rates(table, ["boosters_per_100_words"]).get_xlabel()
    'per 100 words'
    """
    need_columns(table, ["role", "n_words"], "plot_rates")
    need_known_roles(table)
    need_story_names(table)
    names = _chosen(table, measures)
    means, counts = mean_rates(table, names)
    means, counts = (
        part.reindex([r for r in COLOURS if r in part.index]) for part in (means, counts)
    )
    if means.empty:
        raise ToolkitError(
            "plot_rates() has nothing to draw: no report and no commentary has words"
        )
    names = sorted(names, key=lambda name: -np.fmax.reduce(means[name].to_numpy(), initial=0))
    with house():
        ax, own = axes_or_new(ax, 1.3 + 0.3 * len(names))
        _draw(ax, names, means, counts)
        worded(
            ax,
            _title(names, means, counts),
            f"{_foot(table, counts)} {plain(note or '')}",
            own=own,
            pad=22,
        )
    return ax


def _chosen(table: pd.DataFrame, measures) -> list[str]:
    if measures is None:
        names = [f"hedges_{name.replace(' ', '_')}_per_100_words" for name in CORE]
        need_columns(table, names, "plot_rates")
        return names
    names = names_in(measures)
    for name in names:
        need_measure(table, name)
        if not is_rate(name):
            raise ToolkitError(
                f"plot_rates() draws rates per 100 words on one scale and {name!r} is none; "
                "plot_comparison(compare(table)) draws measures of any unit"
            )
    if not names:
        raise ToolkitError("plot_rates() was given an empty list of measures")
    return list(dict.fromkeys(names))


def _draw(ax, names: list[str], means: pd.DataFrame, counts: pd.DataFrame) -> None:
    places = range(len(names))
    ends = means[names].to_numpy(float)
    draw_dots(ax, means[names].reindex([*COLOURS]).to_numpy(float).T, places)
    columns_at_right(ax, places, [
        (role, LETTERS[role], [
            written(counts.loc[role, name], ",.0f") for name in names
        ])
        for role in means.index
    ])  # fmt: skip
    ax.set_yticks(list(places), [label_of(name, 32) for name in names])
    ax.set_ylim(len(names) - 0.4, -0.6)
    # A rate of the reader's own may lie below zero.
    low, high = np.fmin.reduce(ends.flat, initial=0), np.fmax.reduce(ends.flat, initial=0)
    span = high - low or 1.0
    ax.set_xlim(low - (0.05 if low else 0.02) * span, low + 1.05 * span)
    if low < 0:
        ax.axvline(0, color=GREY, lw=0.8, zorder=0)
    ax.set_xlabel("per 100 words")
    ax.grid(axis="x")
    ax.tick_params(axis="y", length=0)


def _title(names: list[str], means: pd.DataFrame, counts: pd.DataFrame) -> str:
    if len(means.index) < len(COLOURS):
        return f"Rates of the {means.index[0]}: there is nothing to set beside it"
    gap = (means.loc["commentary", names] - means.loc["report", names]).astype(float)
    if gap.isna().all():
        without = [role for role in COLOURS if means.loc[role, names].isna().all()] or ["one part"]
        return f"No value in {' or '.join(without)}: there is nothing to compare"
    if not gap.abs().max() > 0:
        return "The rates of report and commentary do not differ"
    rates = 100 * counts[names].div(counts["n_words"], axis=0).loc[[*COLOURS]]
    words = counts["n_words"].loc[[*COLOURS]]
    # Over stories the mean rates and the rate of all counts may point in opposite directions.
    alike = (gap != 0) & (np.sign(gap) == np.sign(rates.loc["commentary"] - rates.loc["report"]))
    told = [name for name in names if alike[name] and told_apart(name, rates[name], words)]
    if not told:
        which = f"any of {len(names)} rates" if len(names) > 1 else f"“{label_of(names[0])}”"
        return f"Too little text to tell report and commentary apart on {which}"
    widest = gap[told].abs().idxmax()
    report, commentary = (number(means.loc[role, widest]) for role in COLOURS)
    unit = all_measures()[widest].unit if widest in all_measures() else "per 100 words"
    gap_is = "The widest gap" if widest == gap.abs().idxmax() else "The widest gap with text enough"
    return f"{gap_is} is “{label_of(widest)}”: report {report}, commentary {commentary} {unit}"


def _foot(table: pd.DataFrame, counts: pd.DataFrame) -> str:
    words = counts["n_words"]
    parts = " and ".join(f"{many(words[role], 'word')} of {role}" for role in words.index)
    held = f"Counts at the right, in {parts}."
    stories = table["story"].nunique() if "story" in table.columns else 1
    if stories == 1:
        return f"{ONE_STORY.format(words=int(words.sum()))} {held}"
    return f"{many(stories, 'story')}; dots: means over stories. {held}"
