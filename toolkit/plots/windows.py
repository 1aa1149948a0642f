"""The report among equally long stretches of the commentary."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.ticker import MaxNLocator

from ..comparison import windows
from ..comparison.counts import told_apart
from ..display import many
from ..errors import ToolkitError
from ..measures import all_measures, pool
from .inputs import charted_measures, in_list, in_percent, label_list, label_of, one_story, unit_of
from .style import COLOURS, FAINT, GREY, MARKERS, house, new_figure
from .words import columns_at_right, headed


def plot_windows(table: pd.DataFrame, measures=None, *, lexicon=None):
    """The report beside every stretch of the commentary that is about as long.

    A longer text has room for more: this chart compares like with like. Windows overlap, so they
    are no independent samples; the count "below 14 of 16" describes this story.

    Parameters
    ----------
    table : DataFrame
        The measures table of one story, with its `text`.
    measures : list of str, optional
        Registered measures; the headline ones if left out.
    lexicon : optional
        The hedging lexicon that the table was measured with, if it is one of your own.

    Returns
    -------
    matplotlib Figure
        A row per measure on its own scale: the shorter role, usually the report, as a large mark,
        the windows of the other as dots, from the first (top) to the last. Among the rates that
        lie outside all windows, the title sets apart those whose counts are too few to tell the
        two whole parts apart: their Poisson ranges overlap, as `findings` says it.

    Raises ToolkitError for anything but the measures table of one story with both roles.

    >>> from toolkit.measures import measure
    >>> table = measure(pd.DataFrame({"role": ["report", "commentary"],
    ...     "text": ["The hall burned.", "It may be arson. Nobody knows yet. We shall see."]}))
    >>> len(plot_windows(table, ["lix", "rix"]).axes)
    2
    """
    body = one_story(table, ["n_words", "text"], "plot_windows")
    names = charted_measures(table, measures)
    own = [name for name in names if name not in all_measures()]
    if own:
        raise ToolkitError(
            f"plot_windows() measures every stretch anew and cannot for {own[0]!r}, a column of "
            "your own; list_measures() shows what it can"
        )
    story = table if "story" in table.columns else table.assign(story=1)
    rows = windows(story, names, lexicon=lexicon)
    whole, others = rows.iloc[0], rows.iloc[1:]
    with house():
        figure, axes = new_figure(0.9 + 0.62 * len(names), nrows=len(names), squeeze=False)
        for ax, name in zip(axes[:, 0], names, strict=True):
            _row(ax, name, whole, others)
        outside = _outside(whole, others, names)
        parts = pool(body, "role").reindex([*COLOURS])
        few = [n for n in outside if not told_apart(n, parts[n], parts["n_words"])]
        counts = (
            "Too few counts: chance alone could make the difference (the Poisson ranges of the two "
            "whole parts overlap). "
            if few
            else ""
        )
        headed(figure, _title(whole, others, names, outside, few),
               f"Large mark: the {whole['role']}'s {many(whole['n_words'], 'word')}. "
               f"{_dots(whole, len(others))} {counts}One story; it says nothing about commentary "
               "in general.")  # fmt: skip
    return figure


def _other(whole: pd.Series) -> str:
    return "commentary" if whole["role"] == "report" else "report"


def _dots(whole: pd.Series, n: int) -> str:
    if n == 1:
        return f"Dot: the one stretch of whole sentences of the {_other(whole)} about as long."
    return (
        f"Dots: {n:,} overlapping stretches of whole sentences of the {_other(whole)}, about as "
        "long, the first at the top."
    )


def _row(ax, name: str, whole: pd.Series, others: pd.DataFrame) -> None:
    values = others[name].to_numpy(float)
    heights = np.linspace(-0.5, 0.5, len(values)) if len(values) > 1 else np.zeros(len(values))
    ax.axhline(0, color=FAINT, lw=0.8, zorder=0)
    # In a low figure marks are higher than their row.
    ax.scatter(values, heights, s=20, color=COLOURS[_other(whole)], alpha=0.8, lw=0, zorder=2,
               clip_on=False)  # fmt: skip
    ax.scatter([whole[name]], [0], s=90, color=COLOURS[whole["role"]], zorder=3, linewidths=0.8,
               marker=MARKERS[whole["role"]], edgecolors="white", clip_on=False)  # fmt: skip
    ax.set_ylim(0.65, -0.65)
    ax.set_yticks([0], [f"{label_of(name)}\n{unit_of(name)}".strip()])
    columns_at_right(ax, [0], [("", GREY, [_place(whole[name], values)])])
    seen = np.append(values, whole[name])
    seen = seen[np.isfinite(seen)]
    if not len(seen) or np.ptp(seen) == 0:
        middle = seen[0] if len(seen) else 0.0
        ax.set_xlim(middle - 1, middle + 1)
        ax.set_xticks([middle] if len(seen) else [])
    else:
        ax.margins(x=0.06)
        ax.xaxis.set_major_locator(MaxNLocator(6, steps=[1, 2, 2.5, 5, 10]))
    in_percent(ax.xaxis, name)
    ax.spines["left"].set_visible(False)
    ax.tick_params(axis="x", labelsize=7.5, length=2, pad=1, labelcolor=GREY)
    ax.tick_params(axis="y", length=0, labelsize=8.5)


def _place(value: float, values: np.ndarray) -> str:
    """Where the large mark lies among the dots, in words."""
    values = values[np.isfinite(values)]
    below, above = int((value < values).sum()), int((value > values).sum())
    if np.isnan(value) or not len(values):
        return "no value"
    if len(values) == 1:
        return "below" if below else "above" if above else "level"
    if not below and not above:
        return f"level with all {len(values)}"
    level = len(values) - below - above
    ties = f", level with {level}" if level else ""
    return f"{'below' if below >= above else 'above'} {max(below, above)} of {len(values)}{ties}"


def _outside(whole: pd.Series, others: pd.DataFrame, names: list[str]) -> list[str]:
    """The measures on which the whole role is beyond all stretches of the other."""
    low, high = others[names].min(), others[names].max()
    return [name for name in names if whole[name] < low[name] or whole[name] > high[name]]


def _title(
    whole: pd.Series, others: pd.DataFrame, names: list[str], outside: list[str], few: list[str]
) -> str:
    role, other = whole["role"], _other(whole)
    if len(others) == 1:
        return f"The {other} has one stretch as long as the {role}: too few to set it among"
    if not outside:
        measures = in_list(label_of(names[0])) if len(names) == 1 else "every measure"
        return f"On {measures} the {role} lies among equally long stretches of the {other}"
    where = f"outside all equally long stretches of the {other}"
    sure, thin = (
        label_list(pd.Series({name: name in some for name in names}), names)
        for some in ({*outside} - {*few}, few)
    )
    untold = f"n {thin} the counts are too few to tell"
    if not sure:
        return f"On no measure with counts enough does the {role} lie {where}; o{untold}"
    there = whole[names].notna() & others[names].notna().any()
    n_within = int(there.sum()) - len(outside)
    others_too = "" if few else "the other "
    within = f"; among them on {others_too}{n_within}" if n_within else ""
    return f"The {role} lies {where} on {sure}{within}{f'. O{untold}' if few else ''}"
