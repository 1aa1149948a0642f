"""Which words made the sentiment, and whether they should have."""

from __future__ import annotations

from functools import partial

import numpy as np
import pandas as pd

from ..measures.sentiment_sums import extreme_sentences, sentiment_sums
from .cue_places import count_words
from .fitting import fit_inside
from .inputs import need_number, one_story
from .style import COLOURS, GREY, INK, LETTERS, ONE_STORY, WIDTH, house, new_figure, plain, signed
from .words import headed, width_of, wrapped

_BAR, _LINE, _GAP = 0.24, 0.145, 0.2
_LABEL, _SENTENCE = 8, 7.8
_MOST = 6  # lines of a sentence
_MOST_WORDS = 0.75  # of the width of the axes


def plot_sentiment_words(story: pd.DataFrame, *, n: int = 10):
    """The words that made VADER's score, report left, commentary right, and the extreme sentences.

    Parameters
    ----------
    story : DataFrame
        Paragraphs of one story: `text` and `role`.
    n : int
        Words per role: those with the largest sums.

    Returns
    -------
    matplotlib Figure
        Bars: what each word adds to the sums of its role's sentences, over all its occurrences,
        after negation and boosters; hollow where that is positive. Below, the most negative and the
        most positive sentence of each role, with its score.

    Raises ToolkitError for anything but the paragraphs of one story.

    >>> story = pd.DataFrame({"role": ["report", "commentary"],
    ...                       "text": ["The war goes on.", "What a great success. So good!"]})
    >>> [ax.get_title("left") for ax in plot_sentiment_words(story).axes[:2]]
    ['report', 'commentary']
    """
    body = one_story(story, ["text"], "plot_sentiment_words")
    need_number(n, "n", "so many words are drawn per role")
    parts = {role: body[body["role"] == role] for role in COLOURS if (body["role"] == role).any()}
    sums = {role: sentiment_sums(part["text"]).head(n) for role, part in parts.items()}
    said = {role: _extremes(part) for role, part in parts.items()}
    rows = max([len(table) for table in sums.values()] + [2])
    room = 72 * (WIDTH - 0.5) / len(parts)
    lines = max(_in_lines(texts, room, _MOST).count("\n") + 1 for texts in said.values())
    heights = [_BAR * rows + 0.4, _LINE * lines + 0.1]
    with house():
        figure, axes = new_figure(0.75 + sum(heights), ncols=len(parts), nrows=2, squeeze=False,
                                  height_ratios=heights, sharex="row")  # fmt: skip
        for (top, below), role in zip(axes.T, parts, strict=True):
            _bars(top, sums[role], role, rows)
            below.axis("off")
        headed(figure, _title(sums), ONE_STORY.format(words=count_words(body["text"]))
               + " Bars: sum of VADER's terms, before they are scaled to −1…1; a longer part has "
               "longer ones. Below: its most negative and most positive sentence.")  # fmt: skip
        words = [partial(_write_words, table=sums[role], sums=sums) for role in parts]
        sentences = [partial(_write_sentences, texts=said[role]) for role in parts]
        fit_inside(dict(zip(axes.flat, [*words, *sentences], strict=True)))
    return figure


def _extremes(part: pd.DataFrame) -> list[str]:
    found = extreme_sentences(part)
    scored = zip(found["compound"], found["text"], strict=True)
    return [f"{signed(score, 2)} · {plain(text)}" for score, text in scored]


def _in_lines(texts: list[str], width: float, lines: int) -> str:
    """The texts below each other in `width` points, each in `lines` at most."""
    inches = width / 72 - _GAP
    return "\n\n".join(wrapped(text, inches, _SENTENCE, lines=lines) for text in texts)


def _write_sentences(ax, width: float, height: float, *, texts: list[str]) -> None:
    """The texts in axes of a width and height in points; as much of each as there is room for."""
    room = height / (72 * _LINE)
    fitting = (
        text for n in range(_MOST, 0, -1) if (text := _in_lines(texts, width, n)).count("\n") < room
    )
    ax.text(0, 1, next(fitting, ""), va="top", ha="left", fontsize=_SENTENCE, linespacing=1.25,
            transform=ax.transAxes, in_layout=False)  # fmt: skip


def _bars(ax, table: pd.DataFrame, role: str, rows: int) -> None:
    ax.set_title(role, color=LETTERS[role], fontsize=10, pad=4)
    if table.empty:
        ax.text(0, 0.5, "no word of the lexicon", transform=ax.transAxes, color=GREY)
        ax.axis("off")
        return
    values = table["contribution"].to_numpy(float)
    places = np.arange(len(table))
    colours = [COLOURS[role] if value < 0 else "white" for value in values]
    ax.barh(places, values, color=colours, edgecolor=COLOURS[role], height=0.62)
    ax.axvline(0, color=INK, lw=0.8)
    ax.set_ylim(rows - 0.4, -0.6)
    ax.set_yticks([])
    ax.spines["left"].set_visible(False)
    ax.tick_params(axis="x", labelsize=7.5)


def _labels(table: pd.DataFrame) -> list[str]:
    return [
        plain(word, 16) + (f" ×{n}" if n > 1 else "") + f"  {signed(value, 1)}"
        for word, value, n in table.itertuples(index=False)
    ]


def _write_words(ax, width: float, height: float, *, table: pd.DataFrame, sums) -> None:
    """Words beside the bars, and limits of the axis that leave room for those of all `sums`."""
    every = pd.concat(sums.values())
    value = np.append(every["contribution"].to_numpy(float), 0.0)
    # Words take a share of the width; what they take on both sides stretches the scale for both.
    share = np.array([width_of(label, _LABEL) + 8 for label in [*_labels(every), ""]]) / width
    both = max(share[value <= 0]) + max(share[value > 0], default=0)
    size = _LABEL * min(1, _MOST_WORDS / both, height / np.ptp(ax.get_ylim()) / (1.3 * _LABEL))
    share *= size / _LABEL
    low, high = value.min(), value.max()
    for _ in range(60):
        span = max(high - low, 1e-3)
        low = min(np.where(value <= 0, value - share * span, value))
        high = max(np.where(value > 0, value + share * span, value))
    ax.set_xlim(low, high + 0.01 * (high - low))
    places = zip(table["contribution"], _labels(table), strict=True)
    for place, (value, label) in enumerate(places):
        up = value > 0
        ax.annotate(label, (value, place), (4 if up else -4, 0), textcoords="offset points",
                    ha="left" if up else "right", va="center", fontsize=size,
                    in_layout=False)  # fmt: skip


def _title(sums: dict[str, pd.DataFrame]) -> str:
    parts = [
        f"{plain(word, 20)} ({signed(value, 1)}) in the {role}"
        for role, table in sums.items()
        for word, value, _ in table.head(1).itertuples(index=False)
    ]
    if not parts:
        return "No word of the sentiment lexicon occurs"
    return f"The heaviest words: {', '.join(parts)}"
