"""Many stories: whether a difference goes with how much longer the commentary is."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.ticker import FuncFormatter, LogLocator, NullLocator

from ..display import many
from ..measures.by_story import is_sure_correlation, rank_correlation
from .inputs import label_of, of_differences, story_pairs
from .style import COLOURS, INK, axes_or_new, house, number, plain
from .words import label_axis, worded

_FEWEST = 6  # stories, as for an interval of `compare`
_HARDLY = 0.3


def plot_length(
    table: pd.DataFrame, measure: str = "flesch_reading_ease", *, ax=None, note: str = ""
):
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
        Where to draw; a new figure if left out. A figure without a layout engine gets
        "constrained", which makes room for what stands around the axes. A title of your own takes
        the place of the chart's with `ax.set_title("Mine", loc="left", pad=30)`.
    note : str
        Added under the chart, for example what kind of stories these are.

    Returns
    -------
    matplotlib Axes
        A point per story; its x is the ratio of words, commentary to report, on a logarithmic
        scale. The title has Spearman's rank correlation; it calls a link sure where the
        correlation times the root of the stories less one is 1.96 or more.

    Raises ToolkitError where no story has a value of `measure` in both parts.

    >>> table = pd.DataFrame({"story": [1, 1], "role": ["report", "commentary"],
    ...                       "n_words": [50.0, 90.0], "mine": [60.0, 45.0]})
    >>> plot_length(table, "mine").get_xlabel()
    'words of commentary for each word of report'
    """
    values = story_pairs(table, measure, "plot_length")
    values = values[np.isfinite(values["length_ratio"]) & (values["length_ratio"] > 0)]
    label = label_of(measure)
    with house():
        ax, own = axes_or_new(ax, 3.8, width=7.0)
        ax.axhline(0, color=INK, lw=0.8)
        ax.scatter(values["length_ratio"], values["difference"], color=COLOURS["commentary"],
                   s=26 if len(values) < 200 else 8, alpha=0.8, lw=0, zorder=3)  # fmt: skip
        _scale(ax, values["length_ratio"])
        label_axis(ax.xaxis, "words of commentary for each word of report")
        label_axis(ax.yaxis, of_differences(ax.yaxis, measure))
        ax.grid(axis="y")
        r = rank_correlation(values["length_ratio"], values["difference"])
        stories = many(len(values), "story")
        foot = f"{stories}; r is Spearman's rank correlation. {plain(note or '')}"
        worded(ax, _title(r, values, label), foot, own=own)
    return ax


def _scale(ax, ratios: pd.Series) -> None:
    """A logarithmic axis with a label at each doubling, or more where the ratios are alike.

    Where they are very much alike, matplotlib puts marks between these, which have more digits.
    """
    steps = [1.0] if ratios.max() / ratios.min() > 3 else [1.0, 1.2, 1.4, 1.6, 1.8]
    ax.set_xscale("log", base=2)
    ax.xaxis.set_major_locator(LogLocator(base=2, subs=steps, numticks=10))
    ax.xaxis.set_minor_locator(NullLocator())
    ax.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:.5g}×"))


def _title(r: float, values: pd.DataFrame, label: str) -> str:
    if len(values) < _FEWEST:
        return f"{label}: too few stories to say whether the difference goes with length"
    if values["difference"].nunique() == 1:
        return f"{label}: the difference is the same in every story"
    if np.isnan(r):
        return f"{label}: in every story the commentary is as much longer than its report"
    size = f"r\u00a0=\u00a0{number(r, 2)}"
    if not is_sure_correlation(r, len(values)):
        return f"{label}: no sure link with length ({size}, {many(len(values), 'story')})"
    if abs(r) < _HARDLY:
        return f"{label}: the difference hardly goes with length ({size})"
    way = "rises" if r > 0 else "falls"
    return f"{label}: the difference {way} the longer the commentary is beside its report ({size})"
