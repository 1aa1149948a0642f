"""The rows of a comparison as marks: effect sizes of many stories, or the values of one."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..comparison.counts import counts_of
from .inputs import unit_of, value_text
from .style import COLOURS, FAINT, GREY, INK, LETTERS, MARKERS, signed
from .words import SMALL, cell_width, columns_at_right, label_axis, width_of

# Differences of shares are drawn in percentage points.
_UNITS = {
    "points": "points",
    "US school grade": "grades",
    "per 100 words": "per 100 words",
    "share": "% points",
    "share of words": "% points",
    "share of sentences": "% points",
    "share of weight": "% points",
    "words": "words",
}
_WIDE_ENOUGH = 4.8  # inches


def is_clear(rows: pd.DataFrame) -> np.ndarray:
    """Whether zero lies outside the interval; False where there is none."""
    low, high = rows["ci_low"].to_numpy(float), rows["ci_high"].to_numpy(float)
    return (np.sign(low) == np.sign(high)) & (low != 0) & np.isfinite(low)


def draw_effects(ax, rows: pd.DataFrame, places) -> None:
    """Many stories: effect sizes with their intervals, raw differences and stories at the right."""
    effect = rows["effect_size"].to_numpy(float)
    # The interval is of the difference; on the axis of effect sizes it is scaled like it.
    difference = rows["difference"].to_numpy(float)
    scale = np.divide(effect, difference, out=np.full(len(rows), np.nan), where=difference != 0)
    ends = rows[["ci_low", "ci_high"]].to_numpy(float) * scale[:, None]
    colours = np.where(effect < 0, COLOURS["report"], COLOURS["commentary"])
    ax.axvline(0, color=INK, lw=0.8, zorder=1)
    ax.hlines(places, ends[:, 0], ends[:, 1], color=colours, lw=1.8, zorder=2)
    ax.scatter(effect, places, s=34, facecolors=np.where(is_clear(rows), colours, "white"),
               edgecolors=colours, linewidths=1.4, zorder=3)  # fmt: skip
    reach = np.nanmax(np.abs([*ends.flat, *effect, 0.5])) * 1.08
    ax.set_xlim(-reach, reach)
    ax.grid(axis="x")
    label_axis(ax.xaxis, "difference in standard deviations of stories (commentary − report)")
    shares = rows["unit"].str.startswith("share")
    narrow = cell_width(ax) < _WIDE_ENOUGH  # where most would leave the chart no room
    units = rows["unit"].where(shares, "") if narrow else rows["unit"]
    columns = [
        ("difference", INK, [signed(v) for v in difference * np.where(shares, 100, 1)]),
        ("", GREY, [_UNITS.get(unit, "") for unit in units]),
        ("stories", GREY, [f"{n:,.0f}" for n in rows["n_stories"]]),
    ]
    columns_at_right(ax, places, columns[:2] if narrow else columns)


def name_sides(ax, width: float, _) -> None:
    """Say above axes of a width in points which role is higher on which side.

    In narrow ones the second stands below the first, where the first heading leaves a row free.
    """
    sides = {"report": "← report higher", "commentary": "commentary higher →"}
    needed = {role: width_of(text, SMALL, True) + 6 for role, text in sides.items()}
    stacked = sum(needed.values()) > width
    for role, text in sides.items():
        second = role == "commentary"
        right = second and needed[role] < width
        ax.annotate(text, (int(right), 1), (0, -11 if stacked and second else 6),
                    xycoords="axes fraction", textcoords="offset points", weight="bold",
                    ha="right" if right else "left", fontsize=SMALL, color=LETTERS[role],
                    in_layout=False)  # fmt: skip


def draw_values(ax, rows: pd.DataFrame, places) -> None:
    """One story: the values of both roles, each row on its own scale from zero."""
    values = rows[["report", "commentary"]].to_numpy(float)
    span = np.fmax(*np.abs(values.T))[:, None]
    scaled = np.divide(values, span, out=np.where(np.isnan(values), np.nan, 0.0), where=span > 0)
    draw_dots(ax, scaled, places)
    ax.axvline(0, color=GREY, lw=0.8, zorder=0)
    ax.set_xlim(min(-0.08, np.fmin.reduce(scaled.flat) - 0.08), 1.08)
    ax.set_xticks([0], ["0"])
    ax.tick_params(axis="x", length=0, labelsize=7.5, labelcolor=GREY)
    ax.spines["bottom"].set_visible(False)
    columns_at_right(ax, places, [
        *((role, LETTERS[role], _with_counts(rows, role)) for role in ("report", "commentary")),
        ("", GREY, [unit_of(name).removeprefix("share ") for name in rows["measure"]]),
    ])  # fmt: skip


def draw_dots(ax, values: np.ndarray, places) -> None:
    """A dot for each role at each of `places`, with a line between; `values` (n, 2) as COLOURS."""
    ax.hlines(places, *np.sort(values).T, color=FAINT, lw=3, zorder=1)
    # The report's smaller mark lies on top, so that equal values show both.
    for column, (role, size) in enumerate((("report", 32), ("commentary", 60))):
        if np.isfinite(values[:, column]).any():
            ax.scatter(values[:, column], places, s=size, color=COLOURS[role], marker=MARKERS[role],
                       zorder=3 - column)  # fmt: skip


def _with_counts(rows: pd.DataFrame, role: str) -> list[str]:
    """The values as text; for rates with the count behind them: "4.4 (4)"."""
    texts = []
    for name, value, both, words in zip(
        rows["measure"],
        rows[role],
        rows[["report", "commentary"]].to_numpy(),
        rows[f"n_words_{role}"],
        strict=True,
    ):
        count = counts_of(name, [value], [words])[0]
        texts.append(
            value_text(name, value, *both) + ("" if np.isnan(count) else f" ({count:,.0f})")
        )
    return texts
