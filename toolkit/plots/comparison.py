"""Report against commentary, measure by measure: the chart of `compare`."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np
import pandas as pd

from ..comparison.counts import is_rate, told_apart
from ..comparison.notes import SAME_IN_ALL, is_described
from ..comparison.phrases import ALPHA
from ..comparison.provenance import need_comparison, provenance
from ..display import many
from ..errors import ToolkitError
from ..measures import all_measures
from ..measures.registry import headline_of
from .effects import draw_effects, draw_values, is_clear, name_sides
from .fitting import fit_inside
from .inputs import in_list, names_once
from .style import GREY, ONE_STORY, axes_or_new, house, plain
from .words import SMALL, worded

_FAMILIES = {
    "readability": "Readability",
    "sentiment": "Sentiment",
    "hedging": "Hedging",
    "wording": "Wording",
    "counts": "Counts",
    "yours": "Your own",
}
_ROW = 0.29


def plot_comparison(comparison: pd.DataFrame, measures=None, *, ax=None, note: str = ""):
    """Every measure of a comparison in one chart, grouped by family.

    Parameters
    ----------
    comparison : DataFrame
        What `compare` returns.
    measures : list of str, optional
        Rows to draw; the headline measures if left out, or "all".
    ax : matplotlib Axes, optional
        Where to draw; a new figure if left out. A figure without a layout engine gets
        "constrained", which makes room for what stands around the axes. A title of your own takes
        the place of the chart's with `ax.set_title("Mine", loc="left", pad=30)`.
    note : str
        Added under the chart, for example what kind of stories these are.

    Returns
    -------
    matplotlib Axes
        Many stories: the effect size of each measure with its interval, right of zero where the
        commentary is higher, hollow where the interval includes zero; raw difference and number of
        stories at the right, in narrow axes the difference alone. The title says too how many
        intervals without zero remain after the correction for several measures: with a corrected p
        of at most .05. One story: the two values on a line of their own from zero, without an
        interval, for one story has none; at the right the values, with counts for rates.

    Raises ToolkitError for anything but a comparison, and for a measure that is not in it.

    >>> from toolkit.comparison import compare
    >>> table = pd.DataFrame({"story": 1, "role": ["report", "commentary"],
    ...                       "n_words": [90.0, 442.0], "hedges_per_100_words": [4.44, 4.75]})
    >>> ax = plot_comparison(compare(table), note="One invented story.")
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['Hedges']
    """
    rows = _chosen(comparison, measures)
    single = is_described(comparison)
    places, headings = _places(rows)
    with house():
        ax, own = axes_or_new(ax, 1.35 + _ROW * (places[-1] + 1))
        (draw_values if single else draw_effects)(ax, rows, places)
        for label, place in headings:
            ax.annotate(label, (0, place), (-8, 0), xycoords=ax.get_yaxis_transform(), ha="right",
                        va="center", textcoords="offset points", weight="bold", fontsize=SMALL,
                        color=GREY)  # fmt: skip
        ax.set_yticks(places, [plain(label, 34) for label in rows["label"]])
        ax.set_ylim(places[-1] + 0.7, -0.9)
        ax.tick_params(axis="y", length=0)
        ax.spines["left"].set_visible(False)
        foot = f"{_foot(comparison, rows, single)} {plain(note or '')}"
        worded(ax, _title(comparison, rows, single), foot, own=own, pad=24)
        if not single:
            fit_inside({ax: name_sides})
    return ax


def _chosen(comparison, measures) -> pd.DataFrame:
    need_comparison(comparison, "plot_comparison")
    if comparison.empty:
        raise ToolkitError("plot_comparison() has nothing to draw: the comparison has no rows")
    rows, known = comparison.set_index("measure", drop=False), all_measures()
    if measures is None:
        headline = headline_of(rows.index)
        names = [name for name in rows.index if name in headline] or list(rows.index)
    elif isinstance(measures, str) and measures == "all":
        names = list(rows.index)
    else:
        names = names_once(measures)
    unknown = [name for name in names if not isinstance(name, Hashable) or name not in rows.index]
    if unknown or not names:
        held = ", ".join(map(str, rows.index[:6])) or "none"
        raise ToolkitError(
            f"no row for {unknown[0] if unknown else measures!r} in this comparison; it has {held}"
            f"{', …' if len(rows) > 6 else ''}"
        )
    twice = rows.index[rows.index.duplicated()]
    if len(twice):
        raise ToolkitError(f"several rows are of {twice[0]!r}; draw one comparison at a time")
    rows = rows.loc[names]
    family = [known[n].family if n in known else "yours" for n in names]
    order = np.argsort([list(_FAMILIES).index(f) for f in family], kind="stable")
    return rows.assign(family=family).iloc[order]


def _places(rows: pd.DataFrame) -> tuple[list[float], list[tuple[str, float]]]:
    """A height for every row, and (name, height) of the families' headings."""
    places, headings, place, last = [], [], -1.0, None
    for family in rows["family"]:
        if family != last:
            place += 1.0 if last is None else 1.25
            headings.append((_FAMILIES[family], place))
            last = family
        place += 1
        places.append(place)
    return places, headings


def _title(comparison, rows: pd.DataFrame, single: bool) -> str:
    change = rows["difference"].dropna()
    if change.empty:
        return "No measure has a value in both parts"
    if single:
        return _title_of_one(rows, change)
    clear, n_intervals = rows[is_clear(rows)], rows["ci_low"].notna().sum()
    if not n_intervals:
        why = f"Too few {_units(comparison)} for an interval"
        if rows["note"].str.contains(SAME_IN_ALL).all():
            why = "The differences are the same in all, so there is no interval"
        if len(change) == 1:
            return f"{why}: commentary is {_side(change.iloc[0])}"
        return (
            f"{why}: commentary is higher on {(change > 0).sum()} of {len(change)} "
            f"measures, lower on {(change < 0).sum()}"
        )
    if clear.empty:
        none = (
            f"None of {n_intervals} intervals excludes"
            if n_intervals > 1
            else "The one interval includes"
        )
        return f"{none} zero: report and commentary are not told apart"
    remain = clear[clear["p_adjusted"] <= ALPHA]
    named = clear if remain.empty else remain
    top = named.sort_values("effect_size", key=lambda size: -size.abs(), kind="stable").head(3)
    largest = [
        f"{in_list(plain(label, 30))} (higher in {'commentary' if size > 0 else 'reports'})"
        for label, size in zip(top["label"], top["effect_size"], strict=True)
    ]
    some = f"{len(clear)} of {n_intervals} intervals" if n_intervals > 1 else "The one interval"
    more = "the largest: " if len(named) > 1 else ""
    return (
        f"{some} {'excludes' if len(clear) == 1 else 'exclude'} zero"
        f"{_corrected(comparison, rows, clear, remain)}; {more}{', '.join(largest)}"
    )


def _title_of_one(rows: pd.DataFrame, change: pd.Series) -> str:
    """The title over one story; `change` is the differences that there are."""
    told = np.array([_is_told(row) for row in rows.loc[change.index].itertuples()], bool)
    few = f"; on {(~told).sum()} the counts are too few to tell" if not told.all() else ""
    higher, lower = ((side[told].sum() or "none") for side in (change > 0, change < 0))
    return (
        f"One story: the commentary is higher on {higher} of {many(len(change), 'measure')}, "
        f"lower on {lower}{few}; each line has its own scale"
    )


def _side(change: float) -> str:
    return "higher" if change > 0 else "lower" if change < 0 else "neither higher nor lower"


def _is_told(row) -> bool:
    words = [row.n_words_report, row.n_words_commentary]
    return told_apart(row.measure, [row.report, row.commentary], words)


def _corrected(comparison, rows: pd.DataFrame, clear: pd.DataFrame, remain: pd.DataFrame) -> str:
    """How many of the clear differences remain, where the comparison corrects for several."""
    n = provenance(comparison).n_corrected
    several = n > 1 if n else (clear["p_adjusted"] > clear["p_value"]).any()
    if not several or clear["p_adjusted"].isna().all():
        return ""
    tested = rows["p_adjusted"].notna().sum()
    if tested < rows["ci_low"].notna().sum():
        return f"; of {tested} tested {len(remain) or 'none'} after correction"
    which = "none" if remain.empty else "all" if len(remain) == len(clear) > 1 else len(remain)
    if rows["ci_low"].notna().sum() == 1:
        which = "but not" if remain.empty else "also"
    return f", {which} after correction for {n or 'several'} measures"


def _foot(comparison, rows: pd.DataFrame, single: bool) -> str:
    words = int(rows["n_words_report"].iloc[0] + rows["n_words_commentary"].iloc[0])
    if single:
        counts = any(map(is_rate, rows["measure"]))
        return ONE_STORY.format(words=words) + (" In brackets: counts." if counts else "")
    made = provenance(comparison)
    size = f"{many(int(rows['n_stories'].max()), made.unit)}, {words:,} words."
    if rows["ci_low"].isna().all():
        return size
    over = _units(comparison)
    return f"{size} Lines: {100 * made.level:g}% intervals over {over}; hollow: zero inside."


def _units(comparison) -> str:
    """What was counted as independent, in the plural: "stories"."""
    return many(0, provenance(comparison).unit).removeprefix("0 ")
