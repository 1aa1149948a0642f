"""Many stories: the words and phrases that tell reports from commentary."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..errors import ToolkitError
from ..keyness.result import WHY_NONE, as_written
from ..measures.repeats import NOT_INDEPENDENT
from .fitting import fit_inside
from .inputs import need_number, need_numbers, need_one
from .style import COLOURS, FAINT, GREY, INK, LETTERS, WIDTH, house, new_figure, number, plain
from .words import columns_at_right, fit_rows, headed

_ROW = 0.215
_TITLED = 3
_APART = 2  # standard errors below which a word is not said to set the roles apart
NEEDED = [
    "term",
    "role",
    "z",
    "z_without_one",
    "per_1000_report",
    "per_1000_commentary",
    "n_stories",
]


def plot_keywords(keywords: pd.DataFrame, *, n: int = 20, note: str = ""):
    """The words and phrases most distinctive of reports (left) and of commentary (right).

    Parameters
    ----------
    keywords : DataFrame
        What `keywords` returns.
    n : int
        Terms per role.
    note : str
        Added under the chart, for example what kind of stories these are.

    Returns
    -------
    matplotlib Figure
        A bar per term, its z: how far the rates of the roles differ, in standard errors. The ring
        is the z without the story that has most of the term. At the right of each term how often
        reports and commentary have it per 1,000 words, and in how many stories it stands where
        there are several. The title names terms with a z of 2 or more alone.

    Raises ToolkitError for anything but a table of keywords.

    >>> from toolkit.keyness import keywords
    >>> story = pd.DataFrame({"role": ["report", "commentary"],
    ...                       "text": ["The council will close it.", "But why? But who pays?"]})
    >>> [ax.get_title("left") for ax in plot_keywords(keywords(story, n=2)).axes]
    ['report', 'commentary']
    """
    tables = {role: part.head(n) for role, part in _by_role(keywords, n).items()}
    rows = max(map(len, tables.values()))
    one = not keywords["z_without_one"].notna().any()
    with house():
        figure, axes = new_figure(1.5 + _ROW * rows, ncols=2, sharex=True, width=WIDTH + 0.5)
        figure.get_layout_engine().set(wspace=0.06)  # between numbers and the words beside them
        for ax, (role, table) in zip(axes, tables.items(), strict=True):
            _draw(ax, table, role, rows, one)
        ring = "" if one else " Ring, which orders them: without the story that has most of it."
        orders = "it orders words and tests none." if one else "it is no test."
        about = "One story; it says nothing about commentary in general. " if one else ""
        ring += _limits(pd.concat(tables.values()))
        headed(figure, _title(tables, one),
               f"{about}Bars: z, how clearly the two rates differ: the difference of the log odds "
               f"over its standard error; {orders}{ring} {plain(note or '')}")  # fmt: skip
        fit_inside(dict.fromkeys(axes, fit_rows))
    return figure


def _limits(drawn: pd.DataFrame) -> str:
    """What the notes of the terms say that a reader of the chart must know."""
    notes = drawn["note"].dropna().astype(str) if "note" in drawn else pd.Series(dtype=str)
    said = ""
    if notes.str.contains("rank alike").any():
        said += " Of the last, which rank alike, those drawn are the first by the alphabet."
    parts = dict.fromkeys(part for note in notes for part in note.split("; "))
    return said + "".join(f" {part}." for part in parts if part.endswith(NOT_INDEPENDENT))


def _by_role(keywords, n: int) -> dict[str, pd.DataFrame]:
    if not isinstance(keywords, pd.DataFrame) or not {*NEEDED} <= {*keywords.columns}:
        raise ToolkitError("plot_keywords() needs what keywords(stories) returns")
    for column in keywords.columns:
        need_one(keywords, column)
    for column in ("z", "z_without_one"):
        need_numbers(keywords, column)
    need_number(n, "n", "so many terms are drawn per role")
    tables = {role: keywords[keywords["role"] == role] for role in COLOURS}
    if all(table.empty for table in tables.values()):
        why = keywords.attrs.get(WHY_NONE, "the table of keywords has no rows")
        raise ToolkitError(f"plot_keywords() has nothing to draw: {why}")
    return tables


def _draw(ax, table: pd.DataFrame, role: str, rows: int, one_story: bool) -> None:
    places = np.arange(len(table))
    ax.barh(places, table["z"].abs(), height=0.62, color=COLOURS[role], zorder=2)
    rings = table["z_without_one"].abs().to_numpy()
    ax.scatter(rings, places, s=24, facecolors="white", edgecolors=INK, linewidths=1, zorder=3)
    ax.set_yticks(places, [plain(as_written(term), 22) for term in table["term"]])
    ax.set_ylim(rows - 0.4, -0.6)
    ax.set_xlim(left=0)
    ax.tick_params(axis="y", length=0)
    ax.grid(axis="x")
    ax.spines["left"].set_color(FAINT)
    ax.set_xlabel("z")
    ax.set_title(role, color=LETTERS[role], fontsize=10, pad=16)
    if table.empty:
        ax.text(0.5, 0.5, "no such term", transform=ax.transAxes, ha="center", color=GREY)
        return
    columns_at_right(ax, places, [
        *(
            (f"{one[:3]}.", LETTERS[one], [number(rate, 1) for rate in table[f"per_1000_{one}"]])
            for one in COLOURS
        ),
        *([] if one_story else [("stories", GREY, [f"{n:,}" for n in table["n_stories"]])]),
    ])  # fmt: skip
    ax.annotate("per 1,000 words", (1, 1), (8, 15), xycoords="axes fraction", va="bottom",
                textcoords="offset points", fontsize=7.5, color=GREY)  # fmt: skip


def _title(tables: dict[str, pd.DataFrame], one: bool) -> str:
    verb = {"report": "Reports say", "commentary": "commentary says"}
    verb = {role: f"the {role} says" for role in COLOURS} if one else verb
    terms = {
        role: table.loc[table["z"].abs() >= _APART, "term"].head(_TITLED)
        for role, table in tables.items()
    }
    parts = [
        f"{verb[role]} {', '.join(f'“{plain(as_written(term), 24)}”' for term in some)}"
        for role, some in terms.items()
        if len(some)
    ]
    if not parts:
        return f"No word sets report and commentary apart: none has a z of {_APART} or more"
    title = "; ".join(parts)
    return title[0].upper() + title[1:]
