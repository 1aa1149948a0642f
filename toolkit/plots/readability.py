"""Why a text is hard: long sentences or long words, over lines of equal reading ease."""

from __future__ import annotations

from functools import partial

import numpy as np
import pandas as pd

from ..measures import pool
from ..measures.reading_ease import EASE, ease_parts
from .fitting import fit_inside
from .inputs import LABEL, one_story
from .style import (
    COLOURS,
    FAINT,
    GREY,
    LETTERS,
    MARKERS,
    ONE_STORY,
    axes_or_new,
    house,
    number,
    signed,
)
from .words import Room, sides, worded

COUNTS = ["n_words", "n_sentences", "n_syllables"]
_LABELLED = 24


def plot_readability(table: pd.DataFrame, *, ax=None):
    """Words per sentence against syllables per word, over lines of equal Flesch reading ease.

    Parameters
    ----------
    table : DataFrame
        The measures table of one story, with `n_words`, `n_sentences` and `n_syllables`.
    ax : matplotlib Axes, optional
        Where to draw; a new figure if left out. A figure without a layout engine gets
        "constrained", which makes room for what stands around the axes. A title of your own takes
        the place of the chart's with `ax.set_title("Mine", loc="left", pad=30)`.

    Returns
    -------
    matplotlib Axes
        A pale mark per paragraph, its area the words; a large one for the whole report and the
        whole commentary. Up is longer words, right is longer sentences; both make a text harder.

    Raises ToolkitError for anything but the measures table of one story.

    >>> from toolkit.measures import measure
    >>> table = measure(pd.DataFrame({"role": ["report", "commentary"],
    ...     "text": ["Investigators examined the catastrophe.", "It was bad. It was very bad."]}))
    >>> ax = plot_readability(table)
    >>> ax.get_xlabel(), ax.get_ylabel()
    ('words per sentence', 'syllables per word')
    """
    body = one_story(table, COUNTS, "plot_readability")
    # The column's values do not matter: pooling computes the formula from the counts beside it.
    whole = _placed(pool(body[["role", *COUNTS]].assign(flesch_reading_ease=0.0), "role"))
    body = _placed(body)
    with house():
        ax, own = axes_or_new(ax, 4.6, width=7.5)
        _draw_points(ax, body, whole)
        ax.margins(0.14)
        ax.set_xlabel("words per sentence")
        ax.set_ylabel("syllables per word")
        lines = _draw_lines(ax)
        note = " Pale: paragraphs. Grey: equal Flesch reading ease."
        words = ONE_STORY.format(words=int(body["n_words"].sum()))
        worded(ax, _title(whole), words + note, own=own)
        fit_inside({ax: partial(_write_labels, body=body, whole=whole, lines=lines)})
    return ax


def _placed(counts: pd.DataFrame) -> pd.DataFrame:
    """The counts with `x` and `y`, where they stand in the chart."""
    return counts.assign(
        x=counts["n_words"] / counts["n_sentences"], y=counts["n_syllables"] / counts["n_words"]
    )


def _draw_points(ax, body: pd.DataFrame, whole: pd.DataFrame) -> None:
    area = _areas(body)
    for role, colour in COLOURS.items():
        here = (body["role"] == role).to_numpy()
        if not here.any():
            continue
        if here.sum() > 1:
            ax.scatter(body["x"][here], body["y"][here], s=area[here], color=colour, alpha=0.45,
                       lw=0, marker=MARKERS[role], zorder=2)  # fmt: skip
        # The report's smaller mark lies on top, so that equal values show both.
        size, order = (70, 5) if role == "report" else (150, 4)
        ax.scatter(whole.loc[[role], "x"], whole.loc[[role], "y"], s=size, color=colour,
                   marker=MARKERS[role], edgecolors="white", zorder=order)  # fmt: skip


def _areas(body: pd.DataFrame) -> pd.Series:
    """Square points of the pale marks, each large enough to be seen."""
    return (0.6 * body["n_words"].clip(10, 400) * np.clip(25 / len(body), 0.25, 1)).clip(8)


def _draw_lines(ax) -> dict[int, np.ndarray]:
    """Lines of equal reading ease: the (x, y) along each that is in view, by its Flesch points."""
    (left, right), (low, high) = ax.get_xlim(), ax.get_ylim()
    left, low = max(left, 0), max(low, 0)
    x = np.linspace(left, right, 60)
    constant, per_word, per_syllable = EASE
    ends = constant + per_word * np.array([left, right]) + per_syllable * np.array([low, high])
    step = next(s for s in (5, 10, 20, 50, 100, 10**6) if ends[0] - ends[1] <= 12 * s)
    lines = {}
    for ease in range(int(ends[1] // step) * step, 201, step):
        y = (ease - constant - per_word * x) / per_syllable
        seen = (y >= low) & (y <= high)
        if seen.any():
            ax.plot(x, y, color=FAINT, lw=1, zorder=0)
            lines[ease] = np.column_stack([x, y])[seen]
    ax.set_xlim(left, right)
    ax.set_ylim(low, high)
    return lines


def _write_labels(ax, *_, body: pd.DataFrame, whole: pd.DataFrame, lines) -> None:
    room = Room(ax)
    radius = np.sqrt(_areas(body) / np.pi)
    for a, b, reach in zip(body["x"], body["y"], radius, strict=True):
        room.block([a], [b], max(reach, 4), pale=True)
    room.block(whole["x"], whole["y"], 7)
    box = {"boxstyle": "square,pad=0.1", "facecolor": "white", "edgecolor": "none"}
    for role, colour in LETTERS.items():
        if role in whole.index:
            text = f"{role}: Flesch {number(whole.loc[role, 'flesch_reading_ease'], 0)}"
            place = whole.loc[role, "x"], whole.loc[role, "y"]
            looks = {"size": 9, "bold": True, "color": colour, "bbox": box}
            if not room.label(*place, text, sides(9), zorder=1, **looks):
                room.label(*place, text, sides(9), zorder=5, over_pale=True, **looks)
    for ease, points in lines.items():
        text = number(ease, 0)
        for place in points[::-3]:
            if room.label(*place, text, [(0, 0)], size=7.5, color=GREY, bbox=box, zorder=1):
                break
    if len(body) <= _LABELLED:
        marks = zip(body["x"], body["y"], radius, body[LABEL], body["role"], strict=True)
        looks = {"size": 7.5, "bbox": box, "zorder": 1}
        for a, b, reach, label, role in marks:
            if (body["role"] == role).sum() > 1:
                room.label(a, b, label, sides(max(reach + 2, 6))[:8], color=LETTERS[role], **looks)


def _title(whole: pd.DataFrame) -> str:
    if len(whole.index) < len(COLOURS):
        ease = number(whole["flesch_reading_ease"].iloc[0], 0)
        return (
            f"The {whole.index[0]}: Flesch reading ease {ease}; there is nothing to set beside it"
        )
    points, causes = ease_parts(whole)
    total = sum(points.values())
    # Where whole points do not add to their sum, tenths do: the sum is then that of the tenths.
    whole_points = sum(map(round, points.values())) == round(total)
    digits = 0 if whole_points or not causes else 1
    of_each = ", ".join(f"{part} {signed(points[part], digits)}" for part in points)
    if not causes:
        return f"Report and commentary are about as hard to read: {of_each}"
    easier = total > 0
    said = abs(sum(round(part, digits) for part in points.values()))
    causes = [part for part in causes if (points[part] > 0) == easier]
    way, size = ("easier", "shorter") if easier else ("harder", "longer")
    by = f"{'mainly ' if len(causes) == 1 else ''}by {size} {' and '.join(causes)}"
    return f"The commentary is {number(said, digits)} points {way} to read, {by}: {of_each}"
