"""Why a text is hard: long sentences or long words, over lines of equal reading ease."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..measures import pool
from .story import one_story
from .style import COLOURS, FAINT, GREY, MARKERS, ONE_STORY, axes_or_new, footnote, house, need_columns, number, paragraph_labels, titled

_LINES = {90: "very easy", 60: "plain", 50: "", 30: "very difficult", 0: ""}


def plot_readability(table: pd.DataFrame, *, ax=None):
    """Words per sentence against syllables per word, over lines of equal Flesch reading ease.

    Parameters
    ----------
    table : DataFrame
        The measures table of one story, with `n_words`, `n_sentences` and `n_syllables`.
    ax : matplotlib Axes, optional
        Where to draw; a new figure if left out.

    Returns
    -------
    matplotlib Axes
        A small mark per paragraph, a large one for the whole report and the whole commentary. Up is
        longer words, right is longer sentences; both make a text harder.
    """
    body = one_story(need_columns(table, ["n_sentences", "n_syllables"], "plot_readability"), "plot_readability")
    body = body[body["n_words"] > 0]
    counts = body.groupby("role")[["n_words", "n_sentences", "n_syllables"]].sum()
    flesch = pool(body[["role", "n_words", "n_sentences", "n_syllables"]].assign(flesch_reading_ease=0.0), "role")
    with house():
        ax = axes_or_new(ax, 4.6, width=7.5)
        _draw_paragraphs(ax, body)
        for role in counts.index.intersection(list(COLOURS)):
            _draw_whole(ax, role, counts.loc[role], flesch.loc[role, "flesch_reading_ease"])
        ax.margins(0.14)
        _draw_lines(ax)
        ax.set_xlabel("words per sentence")
        ax.set_ylabel("syllables per word")
        titled(ax, _title(counts))
        footnote(ax.figure, ONE_STORY.format(words=int(body["n_words"].sum()))
                 + " Grey: equal Flesch reading ease; lower is harder.")  # fmt: skip
    return ax


def _draw_paragraphs(ax, body: pd.DataFrame) -> None:
    x, y = body["n_words"] / body["n_sentences"], body["n_syllables"] / body["n_words"]
    for role, colour in COLOURS.items():
        here = (body["role"] == role).to_numpy()
        ax.scatter(x[here], y[here], s=0.6 * body["n_words"][here], color=colour, alpha=0.45, lw=0,
                   marker=MARKERS[role], zorder=2)  # fmt: skip
    if len(body) <= 15:
        for a, b, label, role in zip(x, y, paragraph_labels(body), body["role"], strict=True):
            if label != "R":
                ax.annotate(label, (a, b), (6, 4), textcoords="offset points", fontsize=7.5, color=COLOURS.get(role, GREY))


def _draw_whole(ax, role: str, c: pd.Series, flesch: float) -> None:
    x, y = c["n_words"] / c["n_sentences"], c["n_syllables"] / c["n_words"]
    ax.scatter([x], [y], s=130, color=COLOURS[role], marker=MARKERS[role], edgecolors="white", zorder=4)
    dx, dy = _free_side(ax, x, y)
    ax.annotate(f"{role}: Flesch {number(flesch, 0)}", (x, y), (9 * dx, 12 * dy), textcoords="offset points",
                weight="bold", color=COLOURS[role], ha="left" if dx > 0 else "right", va="center", zorder=5)  # fmt: skip


def _free_side(ax, x: float, y: float) -> tuple[int, int]:
    """The corner of a point, as signs of x and y, in whose label no other point lies."""
    points = np.concatenate([c.get_offsets() for c in ax.collections])
    width, height = np.ptp(points, axis=0) + 1e-9
    crowd = {}
    for dx, dy in ((1, -1), (1, 1), (-1, 1), (-1, -1)):
        ahead, over = dx * (points[:, 0] - x) / width, dy * (points[:, 1] - y) / height
        crowd[dx, dy] = int(((ahead > 0.001) & (ahead < 0.4) & (over > -0.03) & (over < 0.13)).sum())
    return min(crowd, key=crowd.get)


def _draw_lines(ax) -> None:
    (left, right), (low, high) = ax.get_xlim(), ax.get_ylim()
    x = np.array([left, right])
    for ease, word in _LINES.items():
        y = (206.835 - ease - 1.015 * x) / 84.6
        if y.max() < low or y.min() > high:
            continue
        ax.plot(x, y, color=FAINT, lw=1, zorder=0)
        at = min(right, (206.835 - ease - 84.6 * low) / 1.015)
        text = f"{ease} {word}".strip()
        ax.text(at, max(low, y[1]), text + " ", ha="right", va="bottom", fontsize=7.5, color=GREY, zorder=1)
    ax.set_xlim(left, right)
    ax.set_ylim(low, high)


def _title(counts: pd.DataFrame) -> str:
    if not {"report", "commentary"} <= set(counts.index):
        return "Sentence length and word length"
    report, commentary = counts.loc["report"], counts.loc["commentary"]
    # Flesch points that each of the two ingredients adds to the difference.
    sentences = -1.015 * (commentary["n_words"] / commentary["n_sentences"] - report["n_words"] / report["n_sentences"])
    words = -84.6 * (commentary["n_syllables"] / commentary["n_words"] - report["n_syllables"] / report["n_words"])
    total = sentences + words
    verdict = "easier" if total > 0 else "harder"
    cause = "words" if abs(words) > abs(sentences) else "sentences"
    longer = "shorter" if (words if cause == "words" else sentences) > 0 else "longer"
    return (f"The commentary is {number(abs(total), 0)} points {verdict} to read, mainly by {longer} {cause}: "
            f"words {_signed(words)}, sentences {_signed(sentences)}")


def _signed(points: float) -> str:
    return ("+" if points > 0 else "") + number(points, 0)
