"""Which words made the sentiment, and whether they should have."""

from __future__ import annotations

import textwrap

import numpy as np
import pandas as pd

from ..measures import is_heading
from ..measures.sentiment import polarity_scores, sentiment_words
from ..segmentation import sentences
from ..text import normalise
from .style import COLOURS, GREY, INK, ONE_STORY, footnote, house, need_columns, new_figure, number, plain


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
        after negation and boosters. Below, the most negative and the most positive sentence of each
        role in full, with its score.
    """
    need_columns(story, ["text", "role"], "plot_sentiment_words")
    body = story[~is_heading(story) & story["text"].notna().to_numpy()].reset_index(drop=True)
    roles = [role for role in COLOURS if (body["role"] == role).any()]
    sums = {role: contributions(body[body["role"] == role]["text"]).head(n) for role in roles}
    extremes = {role: extreme_sentences(body[body["role"] == role]) for role in roles}
    rows = max([len(s) for s in sums.values()] + [1])
    with house():
        figure, axes = new_figure(2.2 + 0.24 * rows, ncols=len(roles), nrows=2, squeeze=False,
                                  height_ratios=[0.24 * rows + 0.3, 1.2], sharex="row")  # fmt: skip
        for column, role in enumerate(roles):
            _bars(axes[0, column], sums[role], role)
            _sentences(axes[1, column], extremes[role], width=118 // len(roles))
        figure.suptitle(_title(sums), x=0.01, ha="left", weight="bold", fontsize=11)
        n_words = sum(len(text.split()) for text in body["text"])
        footnote(figure, ONE_STORY.format(words=n_words) + " Bars: sum of VADER's terms, before they are scaled to −1…1.")
    return figure


def contributions(texts) -> pd.DataFrame:
    """Per word (lower case): summed contribution, occurrences; the largest sums first."""
    words = sentiment_words(texts)
    by_word = words.assign(word=[normalise(w).lower() for w in words["text"]]).groupby("word")["contribution"]
    table = by_word.agg(["sum", "size"]).reset_index()
    return table.reindex(table["sum"].abs().sort_values(ascending=False, kind="stable").index).reset_index(drop=True)


def extreme_sentences(body: pd.DataFrame) -> list[tuple[float, str]]:
    """(compound, sentence) of the most negative and the most positive sentence."""
    texts = sentences(body)["text"]
    if not len(texts):
        return []
    scores = polarity_scores([normalise(text) for text in texts])["compound"].to_numpy()
    ends = dict.fromkeys([int(np.argmin(scores)), int(np.argmax(scores))])
    return [(float(scores[i]), texts.iloc[i]) for i in ends]


def _bars(ax, table: pd.DataFrame, role: str) -> None:
    y = np.arange(len(table))
    values = table["sum"].to_numpy(float)
    ax.barh(y, values, color=[COLOURS[role] if v < 0 else "white" for v in values], edgecolor=COLOURS[role],
            hatch=None, height=0.62)  # fmt: skip
    for place, (word, value, size) in enumerate(table.itertuples(index=False)):
        label = plain(word, 22) + (f" ×{size}" if size > 1 else "")
        ax.annotate(f"{label} {number(value, 1)}", (value, place), (4 if value > 0 else -4, 0), va="center",
                    textcoords="offset points", ha="left" if value > 0 else "right", fontsize=8)  # fmt: skip
    ax.axvline(0, color=INK, lw=0.8)
    ax.set_ylim(max(len(table), 1) - 0.4, -0.6)
    ax.set_yticks([])
    ax.margins(x=0.42)
    ax.spines["left"].set_visible(False)
    ax.tick_params(axis="x", labelsize=7.5)
    ax.set_title(role, color=COLOURS[role], fontsize=10, pad=4)
    if not len(table):
        ax.text(0.5, 0.5, "no word of the lexicon", transform=ax.transAxes, ha="center", color=GREY)


def _sentences(ax, extremes: list[tuple[float, str]], width: int) -> None:
    ax.axis("off")
    lines = [f"{number(score, 2)}  {textwrap.fill(plain(text, 330), int(width * 1.05))}" for score, text in sorted(extremes)]
    ax.text(0, 1, "\n\n".join(lines), va="top", ha="left", fontsize=7.8, linespacing=1.25, transform=ax.transAxes)


def _title(sums: dict[str, pd.DataFrame]) -> str:
    parts = [f"{plain(table['word'].iloc[0], 20)} ({number(table['sum'].iloc[0], 1)}) in the {role}"
             for role, table in sums.items() if len(table)]  # fmt: skip
    if not parts:
        return "No word of the sentiment lexicon occurs"
    return "The heaviest words: " + ", ".join(parts)
