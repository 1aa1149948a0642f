"""Every paragraph of one story, report beside commentary, a strip per measure."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..errors import ToolkitError
from ..measures import all_measures, get, is_heading, pool, reliable
from .style import COLOURS, GREY, INK, MARKERS, ONE_STORY, footnote, house, need_columns, new_figure, number, paragraph_labels

_AREA_PER_WORD = 0.9


def headline_measures(table: pd.DataFrame, measures) -> list[str]:
    """The measures to chart: those asked for, else the headline ones that are in `table`."""
    if measures is None:
        names = [name for name, m in all_measures().items() if m.headline and name in table.columns]
    else:
        names = [measures] if isinstance(measures, str) else list(measures)
        for name in names:
            if name not in table.columns:
                get(name)
                raise ToolkitError(f"the table has no column {name!r}; measure(story) makes it")
    if not names:
        raise ToolkitError("no measure to chart; measure(story) makes them")
    return names


def one_story(table: pd.DataFrame, function: str) -> pd.DataFrame:
    """The paragraphs (no headings) of the one story in `table`, or a ToolkitError."""
    need_columns(table, ["role", "n_words"], function)
    if "story" in table.columns and table["story"].nunique() > 1:
        stories = table["story"].unique()
        raise ToolkitError(f"{function}() draws one story and the table has {len(stories)}; "
                           f"choose one: table[table['story'] == {stories[0]!r}]")
    return table[~is_heading(table) & table["n_words"].notna().to_numpy()]


def plot_story(table: pd.DataFrame, measures=None):
    """Every paragraph of a story: a strip per measure, the report first, then reading order.

    Parameters
    ----------
    table : DataFrame
        The measures table of one story.
    measures : list of str, optional
        Columns to draw; the headline measures if left out.

    Returns
    -------
    matplotlib Figure
        Dot area is the paragraph's words, a hollow dot rests on less text than its measure needs,
        the dashed line is the report as a whole, the thick tick at the right the commentary as a whole.
    """
    body = one_story(table, "plot_story")
    names = headline_measures(body, measures)
    pooled, trust = pool(body, "role"), reliable(body)
    n_columns = min(2, len(names))
    n_rows = -(-len(names) // n_columns)
    with house():
        figure, axes = new_figure(0.9 + 1.35 * n_rows, nrows=n_rows, ncols=n_columns, sharex=True, squeeze=False)
        for ax, name in zip(axes.T.flat, names, strict=False):
            _strip(ax, body, name, pooled, trust.get(name, pd.Series(True, body.index)).to_numpy())
        for ax in axes.T.flat[len(names):]:
            ax.set_visible(False)
        for ax in axes.T.flat[n_rows - 1 : len(names) : n_rows]:
            ax.tick_params(labelbottom=True)
        axes.T.flat[len(names) - 1].tick_params(labelbottom=True)
        figure.suptitle(_title(names, pooled), x=0.01, ha="left", weight="bold", fontsize=11)
        footnote(figure, ONE_STORY.format(words=int(body["n_words"].sum()))
                 + " Dot area: words. Hollow: too little text for the measure. Dashed: the report. Tick: all commentary.")  # fmt: skip
    return figure


def _strip(ax, body: pd.DataFrame, name: str, pooled: pd.DataFrame, trusted: np.ndarray) -> None:
    x, values = np.arange(len(body)), body[name].to_numpy(float)
    for role, colour in COLOURS.items():
        here = (body["role"] == role).to_numpy()
        if not here.any():
            continue
        sizes = _AREA_PER_WORD * body["n_words"].to_numpy(float)[here]
        faces = [colour if sure else "white" for sure in trusted[here]]
        ax.scatter(x[here], values[here], s=np.clip(sizes, 12, 220), facecolors=faces, edgecolors=colour,
                   linewidths=1.4, marker=MARKERS[role], zorder=3)  # fmt: skip
        whole = pooled.loc[role, name]
        if role == "report":
            ax.axhline(whole, color=colour, ls=(0, (4, 3)), lw=1, zorder=1)
        else:
            ax.plot([len(body) - 0.35], [whole], marker="_", ms=14, mew=3, color=colour, clip_on=False)
    measure = all_measures().get(name)
    label = f"{measure.label}: " if measure else f"{name}: "
    ends = ", ".join(f"{role} {number(pooled.loc[role, name])}" for role in COLOURS if role in pooled.index)
    ax.set_title(label + ends, fontsize=8.5, pad=5)
    if measure and measure.higher:
        ax.set_ylabel(f"↑ {_short(measure.higher)}", fontsize=7, color=GREY)
    ax.set_xticks(x, paragraph_labels(body) if len(body) <= 24 else [""] * len(body))
    ax.set_xlim(-0.6, len(body) - 0.2)
    ax.margins(y=0.22)
    if np.nanmax(values, initial=0) == np.nanmin(values, initial=0) == 0:
        ax.set_ylim(-0.25, 1)
    ax.grid(axis="y")
    ax.tick_params(length=0)
    for tick, role in zip(ax.get_xticklabels(), body["role"], strict=False):
        tick.set_color(COLOURS.get(role, INK))


def _short(higher: str) -> str:
    return higher if len(higher) <= 22 else higher[:21].rsplit(" ", 1)[0]


def _title(names: list[str], pooled: pd.DataFrame) -> str:
    if not {"report", "commentary"} <= set(pooled.index):
        return f"Paragraph by paragraph: the {pooled.index[0]}"
    lower = sum(pooled.loc["commentary", n] < pooled.loc["report", n] for n in names)
    higher = sum(pooled.loc["commentary", n] > pooled.loc["report", n] for n in names)
    return f"The commentary is higher than the report on {higher} of {len(names)} measures, lower on {lower}"
