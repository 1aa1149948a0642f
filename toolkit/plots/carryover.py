"""What the commentary takes over from the report: sentence beside sentence, with lines between."""

from __future__ import annotations

from functools import partial

import numpy as np
import pandas as pd

from ..borrowing import alignment, carryover
from ..measures.table import in_reading_order, is_heading
from ..segmentation import sentences
from .cue_places import count_words
from .fitting import fit_inside
from .inputs import one_story
from .style import COLOURS, GREY, INK, LETTERS, ONE_STORY, axes_or_new, house, plain
from .words import SMALL, width_of, worded, wrapped

CARRIED, NEW = "carried over", "new"
FILLS = {CARRIED: "full", "partly": "left", NEW: "none"}
_TEXT, _LINE = 7.5, 7.5 * 1.22
_NODES = (0.40, 0.55)
_WIDEST = 6.0
_TALLEST = 11.0
_NOTE = (
    "Filled: carried over; half: partly; hollow: new. Lines: how much of it the "
    "source has, rare words weighing more. A paraphrase in other words counts as new."
)
_LEAST = 60  # points of width below which a text is not begun


def plot_carryover(story: pd.DataFrame, *, ax=None):
    """The report's sentences at the left, the commentary's at the right, lines between the close.

    Parameters
    ----------
    story : DataFrame
        Paragraphs of one story with both roles: `text` and `role`.
    ax : matplotlib Axes, optional
        Where to draw; a new figure if left out. A figure without a layout engine gets
        "constrained", which makes room for what stands around the axes. A title of your own takes
        the place of the chart's with `ax.set_title("Mine", loc="left", pad=30)`.

    Returns
    -------
    matplotlib Axes
        A line goes from a sentence of the commentary to each of its sources, as wide as the share
        of its words that the source has. A filled circle is a sentence carried over, a half filled
        one partly, a hollow one is new. The sentences stand beside their marks, as much of them as
        there is room for.

    Raises ToolkitError for anything but the paragraphs of one story with both roles.

    >>> story = pd.DataFrame({"role": ["report", "commentary"], "text": [
    ...     "About 900 houses lost power.", "A shocking 900 houses lost power! Who pays?"]})
    >>> ax = plot_carryover(story)
    >>> ax.get_title("left").replace(chr(10), " ")
    '1 of 2 sentences of the commentary goes back to the report: 1 carried over; 1 is new'
    """
    body = one_story(story, ["text"], "plot_carryover")
    story = in_reading_order(story)
    rows, links = carryover(story), alignment(story)
    nodes = _nodes(story, rows)
    most = nodes["role"].value_counts().max()
    with house():
        ax, own = axes_or_new(ax, min(1.2 + 0.33 * most, _TALLEST))
        ax.set_xlim(0, 1)
        ax.set_ylim(-1, 0)
        ax.set_xticks([])
        ax.set_yticks([])
        ax.spines[:].set_visible(False)
        words = ONE_STORY.format(words=count_words(body["text"]))
        counted = " Headings count in the numbers." if is_heading(story).any() else ""
        worded(ax, _title(rows), f"{words} {_NOTE}{counted}", own=own, pad=20)
        for x, role in ((0, "report"), (_NODES[1], "commentary")):
            ax.annotate(role, (x, 1), (0, 5), xycoords="axes fraction", textcoords="offset points",
                        color=LETTERS[role], weight="bold", fontsize=SMALL)  # fmt: skip
        fit_inside({ax: partial(_draw, nodes=nodes, links=links)})
    return ax


def _draw(ax, width: float, height: float, *, nodes: pd.DataFrame, links: pd.DataFrame) -> None:
    """Lines, marks and sentences in axes of a width and height in points."""
    pitch = {role: _pitch(part["y"]) * height for role, part in nodes.groupby("role")}
    narrow = min(pitch.values())
    _draw_lines(ax, nodes, links, min(_WIDEST, 1.5 * narrow + 0.5))
    _draw_marks(ax, nodes, float(np.clip(0.7 * narrow, 1, 6.5)))
    for role, part in nodes.groupby("role"):
        if not int(pitch[role] / _LINE):  # not all have room
            part = part[part["sentence"].isin([*links["source"], *links["sentence"]])]
        _write(ax, part, width, height, min(int(pitch[role] / _LINE), 6) or 1)


def _nodes(story: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """A row per sentence: `role`, `sentence`, `row`, `text`, `status` and height `y`, 0 to -1."""
    kept = story["role"].isin(list(COLOURS)).to_numpy() & ~is_heading(story)
    found = sentences(
        pd.DataFrame({"text": story["text"].to_numpy(), "row": np.arange(len(story))})
    )
    row = found["row"].to_numpy(int)
    nodes = pd.DataFrame({"role": story["role"].to_numpy()[row], "text": found["text"].to_numpy(),
                          "row": row, "sentence": np.arange(1, len(found) + 1)})  # fmt: skip
    nodes = nodes[kept[row]].reset_index(drop=True)
    nodes["status"] = nodes["sentence"].map(rows.set_index("sentence")["status"]).fillna("")
    nodes["y"] = 0.0
    for _, part in nodes.groupby("role"):
        # A paragraph's end is half a sentence of space.
        place = np.arange(len(part)) + 0.5 * (part["row"].diff().fillna(0) != 0).cumsum().to_numpy()
        nodes.loc[part.index, "y"] = -(place + 0.5) / (place[-1] + 1)
    return nodes


def _pitch(y: pd.Series) -> float:
    """The least distance between neighbours."""
    return float(-y.diff().max()) if len(y) > 1 else 1.0


def _draw_lines(ax, nodes: pd.DataFrame, links: pd.DataFrame, widest: float) -> None:
    places = nodes.set_index("sentence")["y"]
    status = nodes.set_index("sentence")["status"]
    along = np.linspace(0, 1, 40)
    bend = 3 * along**2 - 2 * along**3
    for link in links.itertuples():
        start, end = places[link.source], places[link.sentence]
        whole = status[link.sentence] == CARRIED
        ax.plot(_NODES[0] + along * (_NODES[1] - _NODES[0]), start + bend * (end - start),
                color=COLOURS["commentary"] if whole else GREY, alpha=0.85 if whole else 0.5,
                lw=max(0.3, widest * link.closeness), solid_capstyle="butt", gid="link",
                zorder=2)  # fmt: skip


def _draw_marks(ax, nodes: pd.DataFrame, size: float) -> None:
    report = nodes[nodes["role"] == "report"]
    ax.plot([_NODES[0]] * len(report), report["y"], ls="none", marker="D", ms=0.8 * size,
            color=COLOURS["report"], zorder=4, label="report")  # fmt: skip
    for status, fill in FILLS.items():
        here = nodes[nodes["status"] == status]
        ax.plot([_NODES[1]] * len(here), here["y"], ls="none", marker="o", ms=size, fillstyle=fill,
                color=COLOURS["commentary"], markerfacecoloralt="white", zorder=4, label=status,
                mew=min(1.0, size / 5))  # fmt: skip


def _write(ax, nodes: pd.DataFrame, width: float, height: float, lines: int) -> None:
    """Sentences of one role beside their marks, at most `lines` lines of each, where there is room.

    `width` and `height` are those of the axes in points.
    """
    gap = 10 + width_of(f"{nodes['sentence'].max()}", _TEXT, True)
    looks = {"textcoords": "offset points", "va": "center", "fontsize": _TEXT, "in_layout": False}
    free = np.inf
    for node in nodes.itertuples():
        left = node.role == "report"
        room = (_NODES[0] if left else 1 - _NODES[1]) * width - gap
        top = node.y * height + 0.5 * _LINE
        if top > free:
            continue
        free = top - _LINE + 0.5
        spot = (_NODES[0 if left else 1], node.y)
        ax.annotate(f"{node.sentence}", spot, (-6 if left else 6, 0), color=LETTERS[node.role],
                    ha="right" if left else "left", weight="bold", **looks)  # fmt: skip
        if room < _LEAST:
            continue
        text = wrapped(plain(node.text), room / 72, _TEXT, lines=lines)
        ax.annotate(text, (0, node.y) if left else spot, (0 if left else gap, 0), linespacing=1.1,
                    color=GREY if node.status == NEW else INK, **looks)  # fmt: skip


def _title(rows: pd.DataFrame) -> str:
    n = rows["status"].value_counts().reindex([*FILLS]).fillna(0).astype(int)
    old = int(n.iloc[:2].sum())
    if not old and len(rows) == 1:
        return "The commentary's one sentence does not go back to the report in its words"
    if not old:
        return (
            f"None of the commentary's {len(rows):,} sentences goes back to the report in its words"
        )
    if old == len(rows) == n[CARRIED] > 1:
        return f"All {old:,} sentences of the commentary are carried over from the report"
    kinds = ", ".join(f"{n[status]:,} {status}" for status in FILLS if status != NEW and n[status])
    new = f"; {n[NEW]:,} {'is' if n[NEW] == 1 else 'are'} new" if n["new"] else ""
    if len(rows) == 1:
        return f"The commentary's one sentence goes back to the report: {rows['status'].iloc[0]}"
    return (
        f"{old:,} of {len(rows):,} sentences of the commentary "
        f"{'goes' if old == 1 else 'go'} back to the report: {kinds}{new}"
    )
