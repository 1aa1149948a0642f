"""Many stories, one measure: each story's report beside its commentary."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..display import many
from .inputs import in_percent, label_of, label_with_unit, of_differences, story_pairs, value_text
from .style import COLOURS, GREY, INK, LETTERS, MARKERS, axes_or_new, house, plain
from .words import label_axis, worded

_SLOPES_UP_TO = 60


def plot_pairs(
    table: pd.DataFrame, measure: str = "flesch_reading_ease", *, ax=None, note: str = ""
):
    """Each story as a line from its report's value to its commentary's.

    Parameters
    ----------
    table : DataFrame
        The measures table of many stories.
    measure : str
        The column to draw, pooled over the paragraphs of each story and role.
    ax : matplotlib Axes, optional
        Where to draw; a new figure if left out. A figure without a layout engine gets
        "constrained", which makes room for what stands around the axes. A title of your own takes
        the place of the chart's with `ax.set_title("Mine", loc="left", pad=30)`.
    note : str
        Added under the chart, for example what kind of stories these are.

    Returns
    -------
    matplotlib Axes
        Up to 60 stories a slope each, solid where the commentary is higher, dashed where it is not;
        beyond that the distribution of the differences.

    Raises ToolkitError where no story has a value of `measure` in both parts.

    >>> table = pd.DataFrame({"story": [1, 1], "role": ["report", "commentary"],
    ...                       "n_words": [50.0, 90.0], "lix": [60.0, 45.0]})
    >>> plot_pairs(table[["story", "role", "n_words"]].assign(mine=[6.0, 4.5]), "mine").get_ylabel()
    'mine'
    """
    values = story_pairs(table, measure, "plot_pairs")
    rises, equal = int((values["difference"] > 0).sum()), int((values["difference"] == 0).sum())
    slopes = len(values) <= _SLOPES_UP_TO
    with house():
        ax, own = axes_or_new(ax, 4.8 if slopes else 3.4, width=6.0 if slopes else 7.5)
        if slopes:
            _draw_slopes(ax, values, measure)
            label_axis(ax.yaxis, label_with_unit(measure))
            how = "Thick: the mean of the stories. Dashed: not higher in the commentary."
        else:
            _draw_differences(ax, values, measure)
            label_axis(ax.xaxis, of_differences(ax.xaxis, measure))
            how = "Thick: the mean of the stories."
            how += " Grey: no difference." if equal else ""
        stories = many(len(values), "story")
        title = f"{label_of(measure)}: higher in the commentary in {rises:,} of {stories}"
        title += f", equal in {equal:,}" if equal else ""
        worded(ax, title, f"{stories} with both parts. {how} {plain(note or '')}", own=own)
    return ax


def _draw_slopes(ax, values: pd.DataFrame, measure: str) -> None:
    pairs = values[["report", "commentary"]].to_numpy()
    for pair in pairs:
        rises = pair[1] > pair[0]
        ax.plot([0, 1], pair, color=COLOURS["commentary" if rises else "report"], lw=0.9, alpha=0.6,
                zorder=2, ls="-" if rises else (0, (4, 2)))  # fmt: skip
    means = pairs.mean(axis=0)
    ax.plot([0, 1], means, color=INK, lw=3, zorder=4)
    for x, role, mean in zip((0, 1), COLOURS, means, strict=True):
        ax.scatter(np.full(len(pairs), x), values[role], s=16, color=COLOURS[role], lw=0,
                   marker=MARKERS[role], zorder=3)  # fmt: skip
        ax.annotate(value_text(measure, mean, *means), (x, mean), (8 if x else -8, 0), va="center",
                    textcoords="offset points", ha="left" if x else "right", weight="bold",
                    bbox={"facecolor": "white", "edgecolor": "none", "pad": 1})  # fmt: skip
    ax.set_xticks([0, 1], list(COLOURS))
    for tick, role in zip(ax.get_xticklabels(), COLOURS, strict=True):
        tick.set(color=LETTERS[role], fontweight="bold")
    ax.set_xlim(-0.35, 1.35)
    in_percent(ax.yaxis, measure)
    ax.grid(axis="y")


def _draw_differences(ax, values: pd.DataFrame, measure: str) -> None:
    differences = values["difference"].to_numpy()
    # An edge at zero, so that no bar holds stories of both kinds; those without a difference have
    # a thin bar of their own there.
    reach = max(np.ptp(differences), np.abs(differences).max()) or 1.0
    width = reach / min(40, max(12, len(values) // 12))
    first, last = np.floor(differences.min() / width), np.ceil(differences.max() / width + 1e-9)
    bins = np.arange(first, last + 1) * width
    for role, sided in (("report", differences < 0), ("commentary", differences > 0)):
        if sided.any():
            ax.hist(differences[sided], bins=bins, ec="white", lw=0.5, color=COLOURS[role])
    if not differences.any():
        ax.set_xlim(-1, 1)
    if (differences == 0).any():
        ax.bar(0, (differences == 0).sum(), width=0.3 * width, color=GREY, zorder=3)
    mean = differences.mean()
    ax.axvline(0, color=INK, lw=0.9)
    ax.axvline(mean, color=INK, lw=3)
    ax.margins(y=0.16)
    up = mean > 0
    text = value_text(measure, mean).replace("%", " % points")
    sign = "+" if up and text.strip("0.% points") else ""
    ax.annotate(f"mean {sign}{text}", (mean, 1), (5 if up else -5, -3), va="top",
                ha="left" if up else "right", xycoords=ax.get_xaxis_transform(),
                textcoords="offset points", weight="bold")  # fmt: skip
    ax.set_ylabel("stories")
