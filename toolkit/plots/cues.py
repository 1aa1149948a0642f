"""Where every hedge of a story stands: the lead chart for one story."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..measures import is_heading
from ..measures.hedging import find_hedges
from ..segmentation import is_word
from ..text import normalise
from .style import COLOURS, GREY, INK, ONE_STORY, PALE, axes_or_new, footnote, house, need_columns, paragraph_labels, plain, titled

CORE = ("modal", "probability", "evidential", "belief", "allegation", "conditional", "open question")
SERIES = {"vague_source": "vague source", "approximator": "approximator", "booster": "booster",
          "reporting_verb": "reporting verb", "obligation": "obligation"}  # fmt: skip
_GAP = 6
_INCHES_PER_CHARACTER = 0.062


def plot_cues(story: pd.DataFrame, *, ax=None, profile: str = "news", lexicon=None):
    """Every hedge where it stands: running words from left to right, one lane per category.

    Parameters
    ----------
    story : DataFrame
        Paragraphs of one story: `text` and `role`; other columns are not needed.
    ax : matplotlib Axes, optional
        Where to draw; a new figure if left out.
    profile, lexicon
        As in `find_hedges`.

    Returns
    -------
    matplotlib Axes
        A tick per cue, its word beside it where there is room; hollow where it is quoted. Above the
        line the seven core categories, below it the series that are no hedges. At the right the
        raw counts of report and commentary.
    """
    need_columns(story, ["text", "role"], "plot_cues")
    body = story[~is_heading(story) & story["text"].notna().to_numpy()].reset_index(drop=True)
    cues = located_cues(body, profile=profile, lexicon=lexicon)
    starts, lengths = _layout(body)
    lanes = [*CORE, *(name for key, name in SERIES.items() if (cues["series"] == key).any())]
    with house():
        ax = axes_or_new(ax, 1.5 + 0.31 * len(lanes))
        _draw_paragraphs(ax, body, starts, lengths, len(lanes))
        _draw_lanes(ax, lanes)
        for lane, name in enumerate(lanes):
            _draw_ticks(ax, cues[cues["lane"] == name], starts, lane)
        _draw_counts(ax, cues, lanes)
        titled(ax, _title(cues, body, lengths), pad=26)
        footnote(ax.figure, ONE_STORY.format(words=int(lengths.sum()))
                 + " Hollow: inside quotation marks. Counts at the right: report, commentary.")  # fmt: skip
    return ax


def located_cues(body: pd.DataFrame, *, profile: str = "news", lexicon=None) -> pd.DataFrame:
    """`find_hedges` of the paragraphs, with `role`, `lane` and `word` (running words before it in its row)."""
    cues = find_hedges(body["text"], profile=profile, lexicon=lexicon)
    texts = body["text"].tolist()
    cues["word"] = [_n_words(texts[row][:start]) for row, start in zip(cues["row"], cues["start"], strict=True)]
    cues["role"] = body["role"].to_numpy()[cues["row"]]
    cues["lane"] = np.where(cues["series"] == "hedge", cues["category"], cues["series"].map(SERIES))
    return cues


def _n_words(text: str) -> int:
    return sum(map(is_word, normalise(text).split()))


def _layout(body: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    lengths = np.array([_n_words(text) for text in body["text"]], int)
    return np.cumsum(lengths + _GAP) - lengths - _GAP, lengths


def _draw_paragraphs(ax, body, starts, lengths, n_lanes) -> None:
    for start, length, role, label in zip(starts, lengths, body["role"], paragraph_labels(body), strict=True):
        ax.axvspan(start, start + length, color=PALE.get(role, "#eeeeee"), zorder=0, lw=0)
        name = "report" if label == "R" else label
        if length > 24 or len(body) < 20:
            ax.annotate(name, (start + length / 2, 1), (0, 12), xycoords=ax.get_xaxis_transform(), ha="center",
                        textcoords="offset points", color=COLOURS.get(role, INK), weight="bold", fontsize=8.5)  # fmt: skip
        if length > 24:
            ax.annotate(f"{length} words" if label in ("R", "C1") else f"{length}", (start + length / 2, 1), (0, 3),
                        xycoords=ax.get_xaxis_transform(), textcoords="offset points", ha="center",
                        color=GREY, fontsize=7.5)  # fmt: skip
    ax.set_xlim(-_GAP / 2, starts[-1] + lengths[-1] + _GAP / 2 if len(starts) else 1)
    ax.set_ylim(n_lanes - 0.5, -0.6)


def _draw_lanes(ax, lanes) -> None:
    ax.set_yticks(range(len(lanes)), lanes)
    ax.hlines(range(len(lanes)), *ax.get_xlim(), color="white", lw=1.0, zorder=1)
    if len(lanes) > len(CORE):
        ax.axhline(len(CORE) - 0.5, color=INK, lw=0.9)
        for text, y, above in (("hedges", len(CORE) - 0.5, "bottom"), ("not hedges", len(CORE) - 0.5, "top")):
            ax.annotate(text, (1, y), (-3, 2 if above == "bottom" else -2), xycoords=ax.get_yaxis_transform(),
                        textcoords="offset points", ha="right", va=above, color=GREY, fontsize=7)  # fmt: skip
    ax.tick_params(axis="both", length=0)
    ax.set_xticks([])
    ax.set_xlabel("running words, in reading order", color=GREY, fontsize=8)
    for side in ("left", "bottom"):
        ax.spines[side].set_visible(False)


def _draw_ticks(ax, cues: pd.DataFrame, starts, lane: int) -> None:
    x = starts[cues["row"]] + cues["word"].to_numpy()
    width = ax.get_position().width * ax.figure.get_size_inches()[0] * 0.92
    words_per_inch = np.diff(ax.get_xlim())[0] / width
    order = np.argsort(x, kind="stable")
    places = np.concatenate([[-np.inf], x[order], [np.inf]])
    for i, hit in enumerate(order, start=1):
        cue = cues.iloc[hit]
        colour = COLOURS.get(cue["role"], INK)
        quoted = cue["voice"] == "quoted"
        ax.plot([places[i]], [lane], marker="s" if quoted else "|", ms=5 if quoted else 10, mfc="none",
                mec=colour, mew=1.1 if quoted else 2.2, ls="none", zorder=3)  # fmt: skip
        word = plain(cue["text"], 18)
        length = _INCHES_PER_CHARACTER * (len(word) + 2) * words_per_inch
        at_edge = ax.get_xlim()[1] - places[i] < length
        room = places[i] - places[i - 1] if at_edge else places[i + 1] - places[i]
        if room > length:
            ax.annotate(word, (places[i], lane), (-4 if at_edge else 4, 0), textcoords="offset points",
                        va="center", ha="right" if at_edge else "left", fontsize=7.5, color=INK, zorder=4)  # fmt: skip


def _draw_counts(ax, cues: pd.DataFrame, lanes) -> None:
    counts = cues.groupby(["lane", "role"]).size()
    for lane, name in enumerate(lanes):
        for place, role in ((1.02, "report"), (1.055, "commentary")):
            ax.text(place, lane, f"{counts.get((name, role), 0)}", transform=ax.get_yaxis_transform(), ha="center",
                    va="center", color=COLOURS[role], weight="bold", fontsize=8.5)  # fmt: skip


def _title(cues: pd.DataFrame, body: pd.DataFrame, lengths: np.ndarray) -> str:
    hedges = cues[cues["series"] == "hedge"]
    parts = []
    for role in ("report", "commentary"):
        words = lengths[(body["role"] == role).to_numpy()].sum()
        n = int((hedges["role"] == role).sum())
        if words:
            parts.append(f"{n} in the {role}'s {words} words ({100 * n / words:.1f} per 100)")
    return "Hedges: " + ", ".join(parts) if parts else "No words to search for hedges"
