"""One look for every chart: two colours, plain text, sensible width, numbers as they are read.

Report and commentary have the same two colours everywhere; they differ in lightness and in mark
too, so that they hold for colour-blind readers and in greyscale print. Text is never read as
mathematics, so a `$` is a dollar sign.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from functools import cache

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import to_rgba

from ..display import written
from ..errors import ToolkitError, kind_of

COLOURS = {"report": "#14426b", "commentary": "#d9782d"}
# Thin letters need more contrast than marks: 4.5 to 1 on white and on the pale colours.
LETTERS = {"report": "#14426b", "commentary": "#a04f10"}
PALE = {"report": "#e3ebf3", "commentary": "#fbeee2"}
MARKERS = {"report": "D", "commentary": "o"}
INK, GREY, FAINT = "#222222", "#6a6a6a", "#d5d5d5"
WIDTH = 9.0
FONT = "DejaVu Sans"
ONE_STORY = "One story; these {words:,} words. It says nothing about commentary in general."

_HOUSE = {
    "figure.dpi": 100,
    "figure.facecolor": "white",
    "figure.constrained_layout.use": True,
    "font.family": FONT,
    "font.size": 9,
    "text.color": INK,
    "text.parse_math": False,
    "axes.facecolor": "white",
    "axes.titlesize": 11,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.labelsize": 9,
    "axes.labelcolor": INK,
    "axes.edgecolor": GREY,
    "axes.linewidth": 0.8,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "xtick.color": GREY,
    "ytick.color": GREY,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "xtick.labelsize": 8.5,
    "ytick.labelsize": 8.5,
    "grid.color": FAINT,
    "grid.linewidth": 0.6,
    "lines.linewidth": 1.2,
}
# Invisible characters, and those that turn the direction of what follows.
_UNSEEN = re.compile(r"[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]")
# From here on numbers are written out in words, for ten figures are not read.
_LARGE = 1e7
_POWERS = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))


@contextmanager
def house():
    """The look of the toolkit's charts while one is drawn; nobody else's charts change."""
    with mpl.rc_context(_HOUSE):
        yield
        interactive = mpl.is_interactive()
    # The first figure chooses the backend, and with it whether a notebook shows what is drawn; the
    # context would take that back.
    mpl.interactive(interactive)


def new_figure(height: float, *, width: float = WIDTH, **subplots):
    """Figure and axes of the usual width in inches; keywords go to `plt.subplots`."""
    return plt.subplots(figsize=(width, height), **subplots)


def axes_or_new(ax: Axes | None, height: float, *, width: float = WIDTH) -> tuple[Axes, bool]:
    """(axes, whether the figure is ours): `ax` in our dress, or the axes of a new figure.

    Our colours are for white paper: a dark or transparent figure becomes white. Titles, notes and
    columns of numbers need the room that a layout engine makes: a figure without one gets
    "constrained"; one that was chosen stays.

    Raises ToolkitError where `ax` is something else.
    """
    if ax is None:
        return new_figure(height, width=width)[1], True
    if isinstance(ax, Axes) and ax.name != "rectilinear":
        raise ToolkitError(f"ax has the projection {ax.name!r}; the charts need plain axes")
    if not isinstance(ax, Axes):
        raise ToolkitError(
            f"ax must be matplotlib Axes, not {kind_of(ax)}; "
            "fig, ax = plt.subplots(layout='constrained') makes one"
        )
    figure = ax.get_figure(root=True)
    if figure.get_layout_engine() is None:
        figure.set_layout_engine("constrained")
    if not _is_light(figure.get_facecolor()):
        figure.set_facecolor("white")
    ax.set_facecolor("white")
    ax.spines[["top", "right"]].set_visible(False)
    ax.spines[["left", "bottom"]].set(color=GREY, linewidth=0.8)
    ax.tick_params(color=GREY, labelcolor=INK, labelsize=8.5, grid_color=FAINT, grid_linewidth=0.6)
    ax.set_axisbelow(True)
    for axis in (ax.xaxis, ax.yaxis):
        axis.label.set(fontsize=9, color=INK, parse_math=False)
    return ax, False


def _is_light(colour) -> bool:
    red, green, blue, alpha = to_rgba(colour)
    return alpha > 0.5 and 0.3 * red + 0.6 * green + 0.1 * blue > 0.5


@cache
def _glyphs() -> frozenset[int]:
    from matplotlib.font_manager import findfont, get_font

    return frozenset(get_font(findfont(FONT)).get_charmap())


def plain(text: object, limit: int | None = None) -> str:
    """Text of a user's, ready to be drawn: one line, no control characters, `limit` characters.

    What the chart's font cannot draw becomes a box.

    >>> plain("a\u202e  long\\nname", 6)
    'a lon…'
    """
    line = " ".join(_UNSEEN.sub("", str(text)).split())
    line = "".join(c if ord(c) in _glyphs() and c.isprintable() else "\u25a1" for c in line)
    if limit is not None and len(line) > limit:
        line = line[: limit - 1].rstrip() + "…"
    return line


def number(value: float, digits: int | None = None, sign: str = "") -> str:
    """A number as it is read: a true minus sign, two or three figures or the `digits` asked for.

    >>> number(-22.29), number(0.0041), number(float("nan")), number(3, 2), number(842525839)
    ('−22.3', '0.004', '–', '3.00', '843 million')
    """
    size = abs(value)
    if not digits and _LARGE <= size < 1e15:
        return _large(value, sign)
    if digits is None and size < 0.0005:
        return written(value, f"{sign}.1g") if size > 1e-9 else "0"
    if digits is None:
        digits = decimals(value)
    return written(value, f"{sign},.{digits}f")


def _large(value: float, sign: str) -> str:
    rounded = float(f"{value:.3g}")
    power, name = next((p, n) for p, n in _POWERS if abs(rounded) >= p)
    return f"{written(rounded / power, f'{sign},.3g')} {name}"


def decimals(*values: float) -> int:
    """How many decimals values that stand side by side are read with: the largest says."""
    size = np.fmax.reduce(np.abs(values))
    return 0 if size >= 100 else 1 if size >= 2 else 2 if size >= 0.01 else 3


def signed(value: float, digits: int | None = None) -> str:
    """A difference as it is read: with its sign.

    >>> signed(3), signed(-3, 0), signed(0.001, 2)
    ('+3.0', '−3', '0.00')
    """
    return number(value, digits, "+")
