"""The words of a chart: its finding, the note below, columns of numbers, labels beside points."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import lru_cache, partial

import numpy as np
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path
from matplotlib.transforms import blended_transform_factory

from .fitting import fit
from .style import FONT, GREY, INK

TITLE, LABEL, NOTE, SMALL = 11, 9, 7.5, 8.5
_LINE = 1.25
# At a screen's resolution letters are set in whole pixels, and lines get wider by some percent.
_SLACK = 0.94
# Among other charts an axes may yet get smaller, as these are drawn.
_SHRINK = 0.8
# What titles and the other axis leave of a cell to an axis.
_AXIS = 0.9


@lru_cache(maxsize=20_000)
def width_of(text: str, size: float, bold: bool = False) -> float:
    """Width in points of a text set in `size` points."""
    font = FontProperties(family=FONT, size=size, weight="bold" if bold else "normal")
    return text_to_path.get_text_width_height_descent(text, font, ismath=False)[0]


def wrapped(
    text: str, inches: float, size: float, *, bold: bool = False, lines: int | None = None
) -> str:
    """`text` in lines no wider than `inches`; what is beyond `lines` of them becomes "…"."""
    limit = 72 * _SLACK * inches
    space = width_of("a a", size, bold) - width_of("aa", size, bold)
    out: list[list[str]] = [[]]
    used = 0.0
    for word in (piece for whole in text.split(" ") for piece in _pieces(whole, limit, size, bold)):
        width = width_of(word, size, bold)
        if out[-1] and used + space + width > limit:
            out.append([])
            used = 0.0
        used += width + space * bool(out[-1])
        out[-1].append(word)
    rows = [" ".join(words) for words in out]
    if lines is not None and len(rows) > lines:
        last = rows[lines - 1]
        while width_of(f"{last}…", size, bold) > limit and len(last) > 1:
            last = last.rpartition(" ")[0] or last[:-1]
        rows = [*rows[: lines - 1], f"{last}…"]
    return "\n".join(map(_from_the_left, rows))


def _from_the_left(line: str) -> str:
    """A line that runs from left to right, as English does, though a Hebrew name may be first."""
    strong = (unicodedata.bidirectional(letter) for letter in line)
    first = next((kind for kind in strong if kind in ("L", "R", "AL")), "L")
    return line if first == "L" else f"\N{LEFT-TO-RIGHT MARK}{line}"


def _balanced(text: str, inches: float, size: float, bold: bool = True) -> str:
    """A title in as few lines as `inches` allow, none of which is a lonely word."""
    lines = wrapped(text, inches, size, bold=bold)
    for share in (0.9, 0.8, 0.7, 0.6):
        narrower = wrapped(text, share * inches, size, bold=bold)
        if narrower.count("\n") > lines.count("\n"):
            break
        lines = narrower
    return lines


def _pieces(word: str, limit: float, size: float, bold: bool) -> list[str]:
    """A word, cut where it is wider than a line."""
    width = width_of(word, size, bold)
    if width <= limit:
        return [word]
    length = max(1, int(0.9 * len(word) * limit / width))
    return [word[i : i + length] for i in range(0, len(word), length)]


def worded(ax, title: str, note: str, *, own: bool, pad: float = 10) -> None:
    """The finding above a chart, what it rests on below; `own`: the figure holds nothing else."""
    if not own:
        looks = {"fontsize": TITLE - 1, "fontweight": "bold", "color": INK, "parse_math": False}
        text = ax.set_title("", loc="left", pad=pad, **looks)
        fit(text, partial(_in_cell, _balanced, title, ax, TITLE - 1), flush=False)
        text = ax.annotate(
            "", (0, 0), (0, -4), xycoords=(ax.transAxes, ax.xaxis.label), ha="left", va="top",
            textcoords="offset points", fontsize=NOTE, color=GREY,
        )  # fmt: skip
        fit(text, partial(_in_cell, wrapped, note, ax, NOTE), flush=False)
        return
    text = ax.set_title("", loc="left", pad=pad)
    text.set_transform(blended_transform_factory(ax.figure.transFigure, text.get_transform()))
    fit(text, partial(_balanced, title, size=TITLE))
    footnote(ax.figure, note)


def _in_cell(lines: Callable[..., str], text: str, ax, size: float, _) -> str:
    return lines(text, _SHRINK * cell_width(ax), size)


def cell_width(ax, *, tall: bool = False) -> float:
    """The width in inches of the axes' cell in its grid, whatever stands beside it in the cell.

    Or its height, if `tall`.
    """
    spec, side = ax.get_subplotspec(), "height" if tall else "width"
    if ax.figure is None:
        return 1.0  # somebody has taken the axes away
    if spec is None:
        return getattr(ax.get_window_extent(), side) / ax.figure.dpi
    share = getattr(spec.get_position(ax.figure), side)
    return share * getattr(ax.figure.bbox, side) / ax.figure.dpi


def label_axis(axis, text: str) -> None:
    """The label of an axis, in as many lines as it takes beside the others of its figure."""
    fit(axis.label, partial(_along, axis, text), flush=False)


def _along(axis, text: str, _) -> str:
    inches = _AXIS * cell_width(axis.axes, tall=axis.axis_name == "y")
    return _balanced(text, inches, LABEL, bold=False)


def headed(figure, title: str, note: str) -> None:
    """The finding above a figure of several charts and what it rests on below."""
    text = figure.suptitle("", weight="bold", fontsize=TITLE)
    fit(text, partial(_balanced, title, size=TITLE))
    footnote(figure, note)


def footnote(figure, text: str) -> None:
    """A line under the whole figure, in small grey type."""
    note = figure.supxlabel("", fontsize=NOTE, color=GREY)
    fit(note, partial(wrapped, text, size=NOTE))


def columns_at_right(ax, places, columns) -> None:
    """Columns of numbers right of the axes, one number at each of `places` on the y axis.

    `columns` are (header, colour, texts); they stand as close as their widths allow. Texts without
    a header are units and the like: they begin where the column before ends.
    """
    offset = 8.0
    for header, colour, texts in columns:
        widest = max(width_of(header, SMALL, True), *(width_of(text, SMALL) for text in texts))
        side = "right" if header else "left"
        offset += widest if header else -5
        looks = {"textcoords": "offset points", "ha": side, "color": colour, "fontsize": SMALL}
        ax.annotate(header, (1, 1), (offset, 4), xycoords="axes fraction", va="bottom",
                    weight="bold", **looks)  # fmt: skip
        for place, text in zip(places, texts, strict=True):
            ax.annotate(text, (1, place), (offset, 0), xycoords=ax.get_yaxis_transform(),
                        va="center", **looks)  # fmt: skip
        offset += 9 if header else widest + 9


def fit_rows(ax, _, height: float) -> None:
    """Set names of rows and numbers at their right no taller than the rows of low axes."""
    size = min(SMALL, 0.85 * height / np.ptp(ax.get_ylim()))
    ax.tick_params(axis="y", labelsize=size)
    for text in ax.texts:
        if text.get_verticalalignment() == "center":
            text.set_fontsize(size)


class Room:
    """Which parts of an axes are taken, in pixels, so that labels go where nothing is."""

    def __init__(self, ax):
        self.ax, self.inside = ax, np.array(ax.get_window_extent().extents)
        self.point = ax.figure.dpi / 72
        self.taken = np.empty((0, 4))
        self.pale = np.empty((0, 4))

    def block(self, x, y, radius: float, *, pale: bool = False) -> None:
        """Keep clear of marks of `radius` points at `x`, `y` (data); of pale ones if possible."""
        centres = self.ax.transData.transform(np.column_stack([x, y]))
        reach = radius * self.point
        boxes = np.hstack([centres - reach, centres + reach])
        if pale:
            self.pale = np.vstack([self.pale, boxes])
        else:
            self.taken = np.vstack([self.taken, boxes])

    def is_free(self, box, over_pale: bool = False) -> bool:
        """Whether nothing is in (left, bottom, right, top), and all of it in the axes."""
        within = (box[:2] >= self.inside[:2]).all() and (box[2:] <= self.inside[2:]).all()
        others = self.taken if over_pale else np.vstack([self.taken, self.pale])
        apart = (others[:, :2] >= box[2:]) | (others[:, 2:] <= box[:2])
        return bool(within and apart.any(axis=1).all())

    def label(
        self, x: float, y: float, text: str, sides, *, size: float, bold=False, over_pale=False,
        **looks,
    ):  # fmt: skip
        """Write `text` beside a point, on the first of `sides` (offsets in points) that is free.

        Returns the annotation, or None where no side is free. `over_pale` makes do with places
        that only pale marks take.
        """
        centre = self.ax.transData.transform((x, y))
        extent = np.array([width_of(text, size, bold), _LINE * size]) * self.point
        for dx, dy in sides:
            low = centre + np.array([dx, dy]) * self.point
            low -= extent * [{1: 0.0, 0: 0.5, -1: 1.0}[int(np.sign(dx))], 0.5]
            box = np.concatenate([low, low + extent])
            if self.is_free(box, over_pale):
                self.taken = np.vstack([self.taken, box])
                return self.ax.annotate(
                    text, (x, y), (dx, dy), textcoords="offset points", va="center", fontsize=size,
                    ha={1: "left", 0: "center", -1: "right"}[int(np.sign(dx))],
                    weight="bold" if bold else "normal", in_layout=False, **looks,
                )  # fmt: skip
        return None


def sides(radius: float):
    """Offsets in points around a mark, the nearest first: right, left, above, below, corners."""
    return [
        (dx * far, dy * far)
        for far in (radius, radius + 6, radius + 14)
        for dx, dy in (
            (1, 0.6),
            (1, -0.6),
            (-1, 0.6),
            (-1, -0.6),
            (1, 0),
            (-1, 0),
            (0, 1.2),
            (0, -1.2),
        )
    ]
