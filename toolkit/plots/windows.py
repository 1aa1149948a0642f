"""The report among equally long stretches of the commentary."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.ticker import MaxNLocator

from ..comparison import windows
from ..measures import all_measures
from .story import headline_measures, one_story
from .style import COLOURS, FAINT, GREY, MARKERS, footnote, house, need_columns, new_figure, number


def plot_windows(table: pd.DataFrame, measures=None):
    """The report beside every stretch of the commentary that is about as long.

    A longer text has room for more: this chart compares like with like. Windows overlap, so they are
    no independent samples; the count "below 14 of 16" describes this story.

    Parameters
    ----------
    table : DataFrame
        The measures table of one story, with its `text`.
    measures : list of str, optional
        Registered measures; the headline ones if left out.

    Returns
    -------
    matplotlib Figure
        A row per measure on its own scale: the windows as dots, the shorter role as a large mark.
    """
    one_story(need_columns(table, ["text"], "plot_windows"), "plot_windows")
    names = headline_measures(table, measures)
    rows = windows(table, names)
    whole, others = rows.iloc[0], rows.iloc[1:]
    with house():
        figure, axes = new_figure(0.9 + 0.62 * len(names), nrows=len(names), squeeze=False)
        for ax, name in zip(axes[:, 0], names, strict=True):
            _row(ax, name, whole, others)
        figure.suptitle(_title(whole, others, names), x=0.01, ha="left", weight="bold", fontsize=11)
        footnote(figure, f"Large mark: the {whole['role']}'s {whole['n_words']:.0f} words. Dots: {len(others)} overlapping windows "
                 f"of whole sentences, about as long. One story; it says nothing about commentary in general.")  # fmt: skip
    return figure


def _row(ax, name: str, whole: pd.Series, others: pd.DataFrame) -> None:
    values = others[name].dropna().to_numpy()
    heights = np.linspace(-0.25, 0.25, max(len(values), 2))[: len(values)]
    other = others["role"].iloc[0] if len(others) else "commentary"
    ax.axhline(0, color=FAINT, lw=0.8, zorder=0)
    ax.scatter(values, heights, s=20, color=COLOURS[other], alpha=0.8, lw=0, zorder=2)
    ax.scatter([whole[name]], [0], s=90, color=COLOURS[whole["role"]], marker=MARKERS[whole["role"]], zorder=3,
               edgecolors="white", linewidths=0.8)  # fmt: skip
    measure = all_measures()[name]
    ax.text(-0.01, 0.5, measure.label, transform=ax.transAxes, ha="right", va="center", fontsize=9)
    ax.text(1.01, 0.5, _place(whole[name], values), transform=ax.transAxes, ha="left", va="center", fontsize=8.5)
    ax.set_ylim(-0.6, 0.6)
    ax.set_yticks([])
    ax.margins(x=0.06)
    ax.spines["left"].set_visible(False)
    ax.tick_params(axis="x", labelsize=7.5, length=2, pad=1)
    ax.xaxis.set_major_locator(MaxNLocator(6))
    ax.xaxis.set_major_formatter(lambda value, _: number(value, 0 if abs(value) >= 10 or value == int(value) else 1))
    ax.tick_params(axis="x", colors=GREY)


def _place(value: float, values: np.ndarray) -> str:
    below, above = int((value < values).sum()), int((value > values).sum())
    if np.isnan(value) or not len(values):
        return "no value"
    if below >= above:
        return f"below {below} of {len(values)}"
    return f"above {above} of {len(values)}"


def _title(whole: pd.Series, others: pd.DataFrame, names: list[str]) -> str:
    outside = [name for name in names if not (others[name].min() <= whole[name] <= others[name].max())]
    labels = [all_measures()[name].label for name in outside]
    role, other = whole["role"], "commentary" if whole["role"] == "report" else "report"
    if not labels:
        return f"On every measure the {role} lies among equally long stretches of the {other}"
    return f"The {role} lies outside all equally long stretches of the {other} on: {', '.join(labels)}"
