"""Every paragraph of one story, report beside commentary, a strip per measure."""

from __future__ import annotations

import textwrap
from functools import partial

import numpy as np
import pandas as pd
from matplotlib.ticker import AutoLocator

from ..comparison.counts import told_apart
from ..comparison.samples import as_floats
from ..measures import all_measures, pool, reliable
from .fitting import fit, fit_inside
from .inputs import (
    LABEL,
    charted_measures,
    in_list,
    in_percent,
    label_list,
    label_of,
    one_story,
    unit_of,
    value_text,
)
from .style import COLOURS, GREY, LETTERS, MARKERS, ONE_STORY, house, new_figure
from .words import SMALL, headed, width_of

_AREA_PER_WORD = 0.9
_BETWEEN = 4  # points between the names of two paragraphs
_LINE = 11  # points from one number at the left to the next
_UNIT, _BEYOND = 7, 18  # points of the label at the left, and how far it may stand over its strip


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
        Dot area is the paragraph's words, a hollow dot rests on less text than its measure needs;
        a paragraph without a value, such as a single sentence's spread, has no mark;
        the dashed line is the report as a whole, the thick tick at the right the commentary.
        Paragraphs are R, C1, C2 …; in a part of a story's table they bear the numbers of its
        column `paragraph`: ¶1, ¶4.

    Raises ToolkitError for anything but the measures table of one story.

    >>> from toolkit.measures import measure
    >>> table = measure(pd.DataFrame({"role": ["report", "commentary"],
    ...     "text": ["It rained all day.", "Perhaps it did. Who knows?"]}))
    >>> [ax.get_title("left") for ax in plot_story(table, ["words_per_sentence"]).axes]
    ['Words per sentence: report 4.0, commentary 2.5']
    """
    body = one_story(table, ["n_words", "n_sentences"], "plot_story")
    names = charted_measures(table, measures)
    body = as_floats(body, names)
    pooled, trust = pool(body, "role"), reliable(body)
    n_columns = min(2, len(names))
    n_rows = -(-len(names) // n_columns)
    with house():
        figure, axes = new_figure(
            0.9 + 1.35 * n_rows, nrows=n_rows, ncols=n_columns, sharex=True, squeeze=False
        )
        strips = list(axes.T.flat)
        for ax in strips[len(names) :]:
            ax.remove()
        strips = strips[: len(names)]
        for ax, name in zip(strips, names, strict=True):
            trusted = trust[name].to_numpy() if name in trust else np.ones(len(body), bool)
            _strip(ax, body, name, pooled, trusted)
            heading = partial(_heading, name=name, wholes=pooled[name], n_columns=n_columns)
            fit(ax.set_title("", fontsize=SMALL, pad=5), heading, flush=False)
        for ax in (*strips[n_rows - 1 :: n_rows], strips[-1]):
            ax.tick_params(labelbottom=True)
        words = ONE_STORY.format(words=int(body["n_words"].sum()))
        headed(figure, _title(body, names, pooled),
               f"{words} Area: words. Hollow{_how_many(body, names, trust)}: too little text."
               f"{_without(body, names)} Dashed: report. Tick: commentary.")  # fmt: skip
        fit_inside({
            ax: partial(_fit, body=body, name=name, strips=strips)
            for ax, name in zip(strips, names, strict=True)
        })  # fmt: skip
    return figure


def _strip(ax, body: pd.DataFrame, name: str, pooled: pd.DataFrame, trusted: np.ndarray) -> None:
    x, values = np.arange(len(body)), body[name].to_numpy(float)
    area = np.clip(_AREA_PER_WORD * body["n_words"].to_numpy(float), 12, 220)
    area = area * min(1, max(0.12, 20 / len(body)))
    for role, colour in COLOURS.items():
        here = (body["role"] == role).to_numpy()
        # What has no place, be it marks or a line, would leave the layout without a size.
        if np.isnan(values[here]).all():
            continue
        faces = [colour if sure else "white" for sure in trusted[here]]
        ax.scatter(x[here], values[here], s=area[here], facecolors=faces, edgecolors=colour,
                   linewidths=1.4 if len(body) < 40 else 0.8, marker=MARKERS[role],
                   zorder=3, clip_on=False)  # fmt: skip
        whole = pooled.loc[role, name]
        if np.isnan(whole):
            continue
        if role == "report":
            ax.axhline(whole, color=colour, ls=(0, (4, 3)), lw=1, zorder=1)
        else:
            ax.plot([1.0], [whole], marker="_", ms=14, mew=3, color=colour,
                    transform=ax.get_yaxis_transform(), clip_on=False, zorder=4)  # fmt: skip
    ax.margins(y=0.22)
    if np.isnan(values).all():
        ax.set_yticks([])
        ax.text(0.5, 0.5, "no value", transform=ax.transAxes, ha="center", va="center", color=GREY)
    else:
        ax.yaxis.set_major_locator(_Apart())
        if not np.nanmax(np.abs(values)):
            ax.set_ylim(-0.2, 1)
    in_percent(ax.yaxis, name)
    ax.set_xlim(-0.6 - 0.01 * len(body), len(body) - 0.2 + 0.03 * len(body))
    ax.grid(axis="y")
    ax.tick_params(length=0)


def _heading(inches: float, *, name: str, wholes: pd.Series, n_columns: int) -> str:
    """What a strip shows and the values of both parts, in two lines in a narrow figure."""
    ends = ", ".join(f"{role} {value_text(name, wholes[role], *wholes)}" for role in wholes.index)
    label = f"{label_of(name, 24)}:"
    fits = width_of(f"{label} {ends}", SMALL, True) < 72 * (inches / n_columns - 0.9)
    return f"{label}{' ' if fits else chr(10)}{ends}"


def _fit(ax, width: float, height: float, *, body: pd.DataFrame, name: str, strips: list) -> None:
    """Fit what stands around one of the strips to its width and height in points."""
    lines = "\n".join(strip.get_title("left") for strip in strips).split("\n")
    share = width / max(1, *(width_of(line, SMALL, True) for line in lines))
    ax.set_title(ax.get_title("left"), fontsize=SMALL * min(1, share), pad=5)
    measure, unit = all_measures().get(name), unit_of(name)
    higher = textwrap.fill(f"↑ {measure.higher}", 26) if measure and measure.higher else ""
    for label in (f"{unit}\n{higher}".strip(), unit):
        longest = max(width_of(line, _UNIT) for line in label.split("\n"))
        share = (height + _BEYOND) / max(1, longest)
        if share > 1:
            break
    ax.set_ylabel(label, fontsize=_UNIT * min(1, share), color=GREY)
    _name_paragraphs(ax, body, width)


class _Apart(AutoLocator):
    """Numbers at the left, of the outermost ticks alone where all would touch."""

    def __call__(self):
        ax = self.axis.axes
        low, high = sorted(ax.get_ylim())
        ticks = [tick for tick in super().__call__() if low <= tick <= high]
        height = ax.get_window_extent().height * 72 / ax.get_figure(root=True).dpi
        touch = len(ticks) > 2 and height * min(np.diff(ticks)) < _LINE * (high - low)
        return [ticks[0], ticks[-1]] if touch else ticks


def _name_paragraphs(ax, body: pd.DataFrame, width: float) -> None:
    """Names below the strip, or every fifth, tenth and so on where there are many."""
    labels = body[LABEL].tolist()
    widest = max(width_of(label, SMALL) for label in labels) + _BETWEEN
    room = max(width / widest, 2)
    step = next(s for s in (1, 5, 10, 20, 50, 100, 200, 500, 10**9) if len(labels) <= s * room)
    shown = [i for i, n in enumerate(labels) if step == 1 or i == 0 or int(n[1:] or 1) % step == 0]
    # Where the report ends, its last name and the first of the commentary may be neighbours.
    near = len(labels) / room
    shown = [i for k, i in enumerate(shown) if k == 0 or i - shown[k - 1] >= near]
    ax.set_xticks(shown, [labels[i] for i in shown])
    for tick, place in zip(ax.xaxis.get_major_ticks(len(shown)), shown, strict=True):
        tick.label1.set_color(LETTERS[body["role"].iloc[place]])


def _how_many(body: pd.DataFrame, names: list[str], trust: pd.DataFrame) -> str:
    """How many of all the marks are hollow, as " (44 of 56)"; nothing where none is."""
    there = body[names].notna()
    hollow = int((there & ~trust.reindex(columns=names, fill_value=True)).to_numpy().sum())
    return f" ({hollow:,} of {int(there.to_numpy().sum()):,})" if hollow else ""


def _without(body: pd.DataFrame, names: list[str]) -> str:
    """How many marks are missing because there is no value; nothing where none is."""
    missing = int(body[names].isna().to_numpy().sum())
    return f" No mark ({missing:,}): no value." if missing else ""


def _title(body: pd.DataFrame, names: list[str], pooled: pd.DataFrame) -> str:
    if len(pooled.index) < len(COLOURS):
        return f"The {pooled.index[0]}, paragraph by paragraph: there is nothing to set beside it"
    commentary = body.loc[body["role"] == "commentary", names].astype(float)
    there = commentary.notna().any() & pooled.loc["report", names].notna()
    names = [name for name in names if there[name]]
    if not names:
        return "No measure has a value in both parts"
    commentary = commentary[names]
    every = "Every paragraph of the commentary lies"
    if len(commentary) == 1:
        every = "The one paragraph of the commentary lies"
    report = pooled.loc["report", names].astype(float)
    beyond = {"above": commentary.gt(report).all(), "below": commentary.lt(report).all()}
    words = pooled.loc[[*COLOURS], "n_words"]
    few = {name for name in names if not told_apart(name, pooled.loc[[*COLOURS], name], words)}
    sides = {
        side: label_list(there & ~there.index.isin(few), names) for side, there in beyond.items()
    }
    thin = label_list((beyond["above"] | beyond["below"]) & beyond["above"].index.isin(few), names)
    found = [f"{side} the report on {which}" for side, which in sides.items() if which]
    if not found and thin:
        return f"On {thin} {every[0].lower()}{every[1:]} beyond the report: too few counts to tell"
    if not found:
        return _on_no_side(names, len(commentary) == 1)
    untold = f". On {thin} the counts are too few to tell" if thin else ""
    return f"{every} {', and '.join(found)}{untold}"


def _on_no_side(names: list[str], one_paragraph: bool) -> str:
    """The title where no measure has the whole commentary on one side of the report."""
    if len(names) == 1:
        does_not = "the commentary does not differ from the report"
        not_every = "not every paragraph of the commentary lies on the same side of the report"
        return f"On {in_list(label_of(names[0]))} {does_not if one_paragraph else not_every}"
    does = "does every paragraph of the commentary lie on the same side of the report"
    does = "does the commentary differ from the report" if one_paragraph else does
    return f"On none of {len(names)} measures {does}"
