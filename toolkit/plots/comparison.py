"""Report against commentary, measure by measure: the chart of `compare`."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..errors import ToolkitError
from ..measures import all_measures
from .style import COLOURS, FAINT, GREY, INK, MARKERS, axes_or_new, footnote, house, number, plain, titled

_FAMILIES = {"readability": "Readability", "sentiment": "Sentiment", "hedging": "Hedging", "wording": "Wording"}
_ROW = 0.29


def plot_comparison(comparison: pd.DataFrame, measures=None, *, ax=None, note: str = ""):
    """Every measure of a comparison in one chart, grouped by family.

    Parameters
    ----------
    comparison : DataFrame
        What `compare` returns.
    measures : list of str, optional
        Rows to draw, in this order; the headline measures if left out, or "all".
    ax : matplotlib Axes, optional
        Where to draw; a new figure if left out.
    note : str
        Added under the chart, for example what kind of stories these are.

    Returns
    -------
    matplotlib Axes
        Many stories: the effect size of each measure with its interval, right of zero where the
        commentary is higher; raw difference and number of stories at the right. One story: the two
        values on a line of their own, without an interval, for one story has none.
    """
    rows = _chosen(comparison, measures)
    single = int(comparison["n_stories"].max()) <= 1
    places, headings = _places(rows)
    with house():
        ax = axes_or_new(ax, 1.35 + _ROW * (places[-1] + 1))
        if single:
            _draw_values(ax, rows, places)
        else:
            _draw_effects(ax, rows, places)
        for label, place in headings:
            ax.annotate(label, (0, place), (-8, 0), xycoords=ax.get_yaxis_transform(), ha="right", va="center",
                        textcoords="offset points", weight="bold", fontsize=8.5, color=GREY)  # fmt: skip
        ax.set_yticks(places, [plain(label, 34) for label in rows["label"]])
        ax.set_ylim(places[-1] + 0.7, -0.9)
        ax.tick_params(axis="y", length=0)
        ax.spines["left"].set_visible(False)
        titled(ax, _title(rows, single), pad=24)
        footnote(ax.figure, _foot(comparison, rows, single) + (f" {note}" if note else ""))
    return ax


def _chosen(comparison, measures) -> pd.DataFrame:
    if not isinstance(comparison, pd.DataFrame) or "difference" not in comparison:
        raise ToolkitError("plot_comparison() needs what compare(table) returns")
    rows = comparison.set_index("measure", drop=False)
    if measures is None:
        known = all_measures()
        names = [n for n in rows.index if n in known and known[n].headline] or list(rows.index)
    else:
        names = list(rows.index) if isinstance(measures, str) and measures == "all" else list(np.atleast_1d(measures))
    unknown = [name for name in names if name not in rows.index]
    if unknown:
        raise ToolkitError(f"no row for {unknown[0]!r} in this comparison; it has {', '.join(rows.index[:6])}, …")
    rows = rows.loc[names]
    known = all_measures()
    family = [known[n].family if n in known else "yours" for n in names]
    order = [*_FAMILIES, "counts", "yours"]
    return rows.assign(family=family).iloc[np.argsort([order.index(f) for f in family], kind="stable")]


def _places(rows: pd.DataFrame) -> tuple[list[float], list[tuple[str, float]]]:
    """A height for every row, and (name, height) of the families' headings."""
    places, headings, place, last = [], [], -1.0, None
    for family in rows["family"]:
        if family != last:
            place += 1.0 if last is None else 1.25
            headings.append((_FAMILIES.get(family, family.capitalize()), place))
            last = family
        place += 1
        places.append(place)
    return places, headings


def _draw_effects(ax, rows: pd.DataFrame, places) -> None:
    effect = rows["effect_size"].to_numpy(float)
    # The interval is of the difference; on the axis of effect sizes it is scaled like it.
    scale = np.divide(effect, rows["difference"].to_numpy(float), out=np.full(len(rows), np.nan), where=rows["difference"] != 0)
    low, high = rows["ci_low"].to_numpy(float) * scale, rows["ci_high"].to_numpy(float) * scale
    sure = (np.sign(low) == np.sign(high)) & np.isfinite(low)
    colours = np.where(effect < 0, COLOURS["report"], COLOURS["commentary"])
    ax.axvline(0, color=INK, lw=0.8, zorder=1)
    ax.hlines(places, np.minimum(low, high), np.maximum(low, high), color=colours, lw=1.8, zorder=2)
    ax.scatter(effect, places, s=34, facecolors=np.where(sure, colours, "white"), edgecolors=colours, linewidths=1.4, zorder=3)
    reach = np.nanmax(np.abs(np.concatenate([low, high, effect, [0.5]]))) * 1.08
    ax.set_xlim(-reach, reach)
    ax.grid(axis="x")
    ax.set_xlabel("difference in standard deviations of stories (commentary − report)")
    for x, text, role, side in ((0, "← report higher", "report", "left"), (1, "commentary higher →", "commentary", "right")):
        ax.annotate(text, (x, 1), (0, 6), xycoords="axes fraction", textcoords="offset points", ha=side, fontsize=8.5,
                    color=COLOURS[role], weight="bold")  # fmt: skip
    _right_column(ax, places, [f"{_signed(d)}  n={n}" for d, n in zip(rows["difference"], rows["n_stories"], strict=True)])


def _draw_values(ax, rows: pd.DataFrame, places) -> None:
    values = rows[["report", "commentary"]].to_numpy(float)
    span = np.nanmax(np.abs(values), axis=1, keepdims=True)
    scaled = np.divide(values, span, out=np.zeros_like(values), where=span > 0)
    ax.hlines(places, scaled.min(axis=1), scaled.max(axis=1), color=FAINT, lw=3, zorder=1)
    for column, role in enumerate(("report", "commentary")):
        ax.scatter(scaled[:, column], places, s=42, color=COLOURS[role], marker=MARKERS[role], zorder=3 - column)
    ax.axvline(0, color=GREY, lw=0.8, zorder=0)
    ax.set_xlim(min(-0.08, np.nanmin(scaled) - 0.08), 1.08)
    ax.set_xticks([])
    ax.spines["bottom"].set_visible(False)
    ax.annotate("0", (0, 0), (0, -10), xycoords=ax.get_xaxis_transform(), textcoords="offset points", ha="center",
                fontsize=7.5, color=GREY)  # fmt: skip
    for x, role in ((1.05, "report"), (1.14, "commentary")):
        ax.annotate(role[:6] + "." * (len(role) > 6), (x, 1), (0, 6), xycoords="axes fraction", ha="center",
                    textcoords="offset points", fontsize=8.5, weight="bold", color=COLOURS[role])  # fmt: skip
        for place, value in zip(places, rows[role], strict=True):
            ax.text(x, place, number(value), transform=ax.get_yaxis_transform(), ha="center", va="center",
                    fontsize=8.5, color=COLOURS[role])  # fmt: skip


def _right_column(ax, places, texts) -> None:
    for place, text in zip(places, texts, strict=True):
        ax.annotate(text, (1, place), (6, 0), xycoords=ax.get_yaxis_transform(), textcoords="offset points",
                    va="center", fontsize=8)  # fmt: skip


def _signed(value: float) -> str:
    return ("+" if value > 0 else "") + number(value)


def _title(rows: pd.DataFrame, single: bool) -> str:
    if single:
        return f"One story, {len(rows)} measures: report and commentary, each line on its own scale"
    clear = rows[(np.sign(rows["ci_low"]) == np.sign(rows["ci_high"])) & rows["ci_low"].notna()]
    if clear.empty:
        return f"No interval of {len(rows)} measures excludes zero"
    names = ", ".join(clear.sort_values("effect_size", key=abs, ascending=False)["label"].head(3))
    return f"{len(clear)} of {len(rows)} intervals exclude zero; the largest: {names}"


def _foot(comparison, rows: pd.DataFrame, single: bool) -> str:
    words = int(rows["n_words_report"].iloc[0] + rows["n_words_commentary"].iloc[0])
    if single:
        return f"One story; these {words:,} words. It says nothing about commentary in general."
    level = 100 * comparison.attrs.get("level", 0.95)
    return (f"{rows['n_stories'].max()} stories, {words:,} words. Lines: {level:.0f}% intervals over stories; hollow: zero inside. "
            "Right: raw difference and stories.")
