"""Where every hedge of a story stands: the lead chart for one story."""

from __future__ import annotations

from functools import partial

import numpy as np
import pandas as pd

from ..comparison import compare, findings
from ..display import many
from ..measures.hedge_lexicon import CORE
from .cue_places import SERIES, located_cues
from .fitting import fit_inside
from .inputs import LABEL, one_story
from .style import COLOURS, GREY, INK, LETTERS, ONE_STORY, PALE, axes_or_new, house, number, plain
from .words import SMALL, columns_at_right, width_of, worded

# Words of space between paragraphs: one for so many in all, up to a most.
_GAP, _WORDS_PER_GAP = 6, 80
_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500)
_CUE = 7.5
# Where the lanes of the series begin: below the core, a line, and what they are not.
_BELOW = len(CORE) + 0.7


def plot_cues(story: pd.DataFrame, *, ax=None, profile: str = "news", lexicon=None):
    """Every hedge where it stands: running words from left to right, one lane per category.

    Parameters
    ----------
    story : DataFrame
        Paragraphs of one story: `text` and `role`; other columns are not needed.
    ax : matplotlib Axes, optional
        Where to draw; a new figure if left out. A figure without a layout engine gets
        "constrained", which makes room for what stands around the axes. A title of your own takes
        the place of the chart's with `ax.set_title("Mine", loc="left", pad=30)`.
    profile, lexicon
        As in `find_hedges`.

    Returns
    -------
    matplotlib Axes
        A tick per cue, its word beside it where there is room; a hollow square where it is quoted.
        Above the line the seven core categories, below it the series that are no hedges. At the
        right the raw counts of report and commentary. Paragraphs are R, C1, C2 …; in a part of a
        story's table they bear the numbers of its column `paragraph`: ¶1, ¶4.

    Raises ToolkitError for anything but the paragraphs of one story.

    >>> story = pd.DataFrame({"role": ["report", "commentary"],
    ...                       "text": ["It may rain.", "It will, perhaps."]})
    >>> ax = plot_cues(story)
    >>> [label.get_text() for label in ax.get_yticklabels()][:2]
    ['modal', 'probability']
    """
    body = one_story(story, ["text"], "plot_cues")
    cues, lengths = located_cues(body, profile=profile, lexicon=lexicon)
    gap, starts = _gap(lengths), _starts(lengths)
    extra = [name for key, name in SERIES.items() if (cues["series"] == key).any()]
    lanes = dict(
        zip([*CORE, *extra], [*range(len(CORE)), *(_BELOW + np.arange(len(extra)))], strict=True)
    )
    with house():
        ax, own = axes_or_new(ax, 1.6 + 0.31 * len(lanes))
        ax.set_xlim(-gap / 2, starts[-1] + lengths[-1] + gap / 2)
        _draw_lanes(ax, lanes)
        for start, length, role in zip(starts, lengths, body["role"], strict=True):
            ax.axvspan(start, start + length, color=PALE[role], zorder=0, lw=0)
        for name, lane in lanes.items():
            _draw_ticks(ax, cues[cues["lane"] == name], starts, lane)
        _draw_counts(ax, cues, lanes, set(body["role"]))
        note = " Hollow: inside quotation marks. Counts at the right."
        title = _title(cues, body, lengths)
        worded(ax, title, ONE_STORY.format(words=lengths.sum()) + note, own=own, pad=30)
        fit_inside({ax: partial(_write, body=body, cues=cues, lanes=lanes, lengths=lengths)})
    return ax


def _write(ax, width: float, _, *, body, cues, lanes, lengths) -> None:
    """All words that stand among the marks of axes that are `width` points wide."""
    words_per_point = np.diff(ax.get_xlim())[0] / width
    starts = _starts(lengths)
    _name_paragraphs(ax, body, starts, lengths, words_per_point)
    for name, lane in lanes.items():
        _write_words(ax, cues[cues["lane"] == name], starts, lane, words_per_point)


def _gap(lengths: np.ndarray) -> int:
    """Words of space between paragraphs."""
    return min(_GAP, max(1, lengths.sum() // _WORDS_PER_GAP))


def _starts(lengths: np.ndarray) -> np.ndarray:
    """Where each paragraph begins."""
    return np.cumsum(lengths + _gap(lengths)) - lengths - _gap(lengths)


def _draw_lanes(ax, lanes) -> None:
    places = list(lanes.values())
    ax.set_ylim(places[-1] + 0.5, -0.6)
    ax.set_yticks(places, list(lanes))
    ax.hlines(places, *ax.get_xlim(), color="white", lw=1.0, zorder=1)
    if len(lanes) > len(CORE):
        ax.axhline(len(CORE) - 0.5, color=INK, lw=0.9)
        ax.annotate("not hedges:", (0, _BELOW - 0.65), (-4, 0), xycoords=ax.get_yaxis_transform(),
                    textcoords="offset points", ha="right", va="center", color=GREY,
                    fontsize=7.5)  # fmt: skip
    ax.tick_params(axis="both", length=0)
    ax.set_xticks([])
    ax.set_xlabel("running words, in reading order", color=GREY, fontsize=8)
    ax.spines[["left", "bottom"]].set_visible(False)


def _name_paragraphs(ax, body: pd.DataFrame, starts, lengths, words_per_point: float) -> None:
    """The names of the paragraphs, or of every fifth and so on, where these have room."""
    labels = body[LABEL]
    middles = starts + lengths / 2
    gap = _gap(lengths)
    widest = max(width_of(label, SMALL, True) for label in labels) + 6
    spread = len(labels) * widest * words_per_point / np.diff(ax.get_xlim())[0]
    step = next((s for s in _STEPS if s >= spread), len(labels))
    free = -np.inf
    for label, middle, length, role, first in zip(
        labels, middles, lengths, body["role"], ~body["role"].duplicated(), strict=True
    ):
        if step > 1 and not first and int(label[1:]) % step:
            continue
        name = "report" if label == "R" and length > 45 * words_per_point else label
        half = (width_of(name, SMALL, True) / 2 + 2) * words_per_point
        if middle - half < free:
            continue
        free = middle + half
        looks = {
            "xycoords": ax.get_xaxis_transform(), "textcoords": "offset points", "ha": "center",
        }  # fmt: skip
        ax.annotate(name, (middle, 1), (0, 14), color=LETTERS[role], weight="bold",
                    fontsize=SMALL, **looks)  # fmt: skip
        words = many(length, "word") if first else f"{length}"
        words = words if width_of(words, _CUE) * words_per_point < length else f"{length}"
        if step == 1 and width_of(words, _CUE) * words_per_point < length + gap:
            ax.annotate(words, (middle, 1), (0, 4), color=GREY, fontsize=_CUE, **looks)


def _draw_ticks(ax, cues: pd.DataFrame, starts, lane: int) -> None:
    for (role, quoted), some in cues.groupby(["role", cues["voice"] == "quoted"]):
        x = starts[some["row"].to_numpy(int)] + some["word"].to_numpy()
        marks = (
            {"marker": "s", "ms": 5, "mew": 1.1}
            if quoted
            else {"marker": "|", "ms": 10, "mew": 2.2}
        )
        ax.plot(x, [lane] * len(x), mfc="none", mec=COLOURS[role], ls="none", zorder=3,
                label=f"{role}, quoted" if quoted else role, **marks)  # fmt: skip


def _write_words(ax, cues: pd.DataFrame, starts, lane: int, words_per_point: float) -> None:
    """Each cue's word right of its tick, or left of it, where nothing else stands."""
    x = starts[cues["row"].to_numpy(int)] + cues["word"].to_numpy()
    order = np.argsort(x, kind="stable")
    x, texts = x[order], [plain(text, 18) for text in cues["text"].to_numpy()[order]]
    mark, end = 4 * words_per_point, ax.get_xlim()[1]
    free = ax.get_xlim()[0]
    for i, (place, text) in enumerate(zip(x, texts, strict=True)):
        width = (width_of(text, _CUE) + 3) * words_per_point
        after = min(x[i + 1] - mark if i + 1 < len(x) else end, end)
        right = place + mark + width <= after
        if right or place - mark - width >= free:
            ax.annotate(text, (place, lane), (4 if right else -4, 0), textcoords="offset points",
                        va="center_baseline", ha="left" if right else "right", fontsize=_CUE,
                        color=INK, zorder=4, in_layout=False)  # fmt: skip
        free = place + mark + width * right


def _draw_counts(ax, cues: pd.DataFrame, lanes, roles: set[str]) -> None:
    counts = cues.groupby(["lane", "role"]).size()
    columns = [
        (role, colour, [f"{counts.get((name, role), 0)}" for name in lanes])
        for role, colour in LETTERS.items()
        if role in roles
    ]
    columns_at_right(ax, lanes.values(), columns)


def _title(cues: pd.DataFrame, body: pd.DataFrame, lengths: np.ndarray) -> str:
    words = pd.Series(lengths).groupby(body["role"].to_numpy(), sort=False).sum().astype(float)
    hedges = (
        cues.loc[cues["series"] == "hedge", "role"].value_counts().reindex(words.index).fillna(0)
    )
    rates = 100 * hedges / words
    if len(words) == len(COLOURS) and (words > 0).all():
        name = "hedges_per_100_words"
        table = pd.DataFrame({"story": 1, "role": words.index, "n_words": words, name: rates})
        return findings(compare(table.reset_index(drop=True)))["finding"][0].rstrip(".")
    parts = [
        f"{hedges[r]:,.0f} in the {r}'s {words[r]:,.0f} words ({number(rates[r])} per 100)"
        for r in words.index
    ]
    return f"Hedges: {', '.join(parts)}"
