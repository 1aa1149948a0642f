"""One look for every chart: two colours, direct labels, plain text, sensible width.

Report and commentary have the same two colours everywhere; they differ in lightness too, so that
they hold for colour-blind readers and in greyscale print. Text is never read as mathematics, so a
`$` is a dollar sign.
"""

from __future__ import annotations

import re
import textwrap
from contextlib import contextmanager
from functools import cache

import matplotlib as mpl
import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes

from ..errors import ToolkitError

COLOURS = {"report": "#14426b", "commentary": "#d9782d"}
PALE = {"report": "#e3ebf3", "commentary": "#fbeee2"}
MARKERS = {"report": "D", "commentary": "o"}
INK, GREY, FAINT = "#222222", "#6a6a6a", "#d5d5d5"
WIDTH = 9.0
ONE_STORY = "One story; these {words} words. It says nothing about commentary in general."

_HOUSE = {
    "figure.dpi": 100, "savefig.dpi": 200, "figure.facecolor": "white", "figure.constrained_layout.use": True,
    "font.family": "DejaVu Sans", "font.size": 9, "text.color": INK, "text.parse_math": False,
    "axes.titlesize": 11, "axes.titleweight": "bold", "axes.titlelocation": "left", "axes.titlepad": 10,
    "axes.labelsize": 9, "axes.labelcolor": INK, "axes.edgecolor": GREY, "axes.linewidth": 0.8,
    "axes.spines.top": False, "axes.spines.right": False, "axes.axisbelow": True, "axes.unicode_minus": True,
    "xtick.color": GREY, "ytick.color": GREY, "xtick.labelcolor": INK, "ytick.labelcolor": INK,
    "xtick.labelsize": 8.5, "ytick.labelsize": 8.5, "grid.color": FAINT, "grid.linewidth": 0.6,
    "legend.frameon": False, "lines.linewidth": 1.2, "svg.fonttype": "none",
}  # fmt: skip


@contextmanager
def house():
    """The look of the toolkit's charts, for the time of drawing one; nobody else's charts change."""
    with mpl.rc_context(_HOUSE):
        yield


def new_figure(height: float, *, width: float = WIDTH, **subplots):
    """Figure and axes of the usual width; keywords go to `plt.subplots`."""
    return plt.subplots(figsize=(width, height), **subplots)


def axes_or_new(ax: Axes | None, height: float, *, width: float = WIDTH) -> Axes:
    """`ax`, or the axes of a new figure; a ToolkitError for anything else."""
    if ax is None:
        return new_figure(height, width=width)[1]
    if not isinstance(ax, Axes):
        raise ToolkitError(f"ax must be matplotlib Axes, not a {type(ax).__name__}; fig, ax = plt.subplots() makes one")
    return ax


@cache
def _glyphs() -> frozenset[int]:
    from matplotlib.font_manager import findfont, get_font

    return frozenset(get_font(findfont("DejaVu Sans")).get_charmap())


def plain(text: object, limit: int | None = None) -> str:
    """Text of a user's, ready to be drawn: one line, no control characters, `limit` characters.

    What the chart's font cannot draw becomes a box.
    """
    line = re.sub(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]", "", " ".join(str(text).split()))
    line = "".join(c if ord(c) in _glyphs() else "\u25a1" for c in line)
    if limit is not None and len(line) > limit:
        line = line[: limit - 1].rstrip() + "…"
    return line


def number(value: float, digits: int | None = None) -> str:
    """A number as it is read: a true minus sign, three figures or the `digits` asked for."""
    if pd.isna(value):
        return "–"
    if digits is None and value == 0:
        return "0"
    if digits is None:
        digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 2 else 2
    return f"{value:,.{digits}f}".replace("-", "−")


def titled(ax: Axes, text: str, *, pad: float = 10) -> None:
    """The finding above the chart, in as many lines as its width asks for."""
    inches = ax.get_position().width * ax.figure.get_size_inches()[0]
    ax.set_title(textwrap.fill(text, max(20, int(inches * 11.5))), pad=pad)


def footnote(figure, text: str) -> None:
    """A line under the whole figure, in small grey type."""
    figure.supxlabel(text, fontsize=7.5, color=GREY, x=0.01, ha="left")


def need_columns(table, columns, function: str) -> pd.DataFrame:
    """`table`, if it is a DataFrame with `columns`; a ToolkitError that says how to make it if not."""
    if not isinstance(table, pd.DataFrame):
        raise ToolkitError(f"{function}() needs a table, not a {type(table).__name__}; read_story(path) makes one")
    missing = [c for c in columns if c not in table.columns]
    if missing:
        made = "measure(story) makes the measures" if missing[0] not in ("role", "text", "story") else "read_story(path) makes it"
        raise ToolkitError(f"{function}() needs the column {missing[0]!r}; {made}")
    return table


def paragraph_labels(table: pd.DataFrame) -> list[str]:
    """R, C1, C2 … : the paragraphs of a story in reading order (R1, R2 where the report has several)."""
    numbers = table.groupby("role").cumcount() + 1
    several = table["role"].value_counts()
    letters = {"report": "R", "commentary": "C"}
    return [f"{letters.get(role, role[:1].upper())}{n if role != 'report' or several[role] > 1 else ''}"
            for role, n in zip(table["role"], numbers, strict=True)]  # fmt: skip
