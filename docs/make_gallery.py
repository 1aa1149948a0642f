"""Draw the gallery: runs the code that docs/gallery.md shows, and writes its pictures and the page.

    python docs/make_gallery.py

Also draws the picture of the README. Takes about ten seconds.
"""

from __future__ import annotations

import io
import os
import textwrap
import warnings
from pathlib import Path

import matplotlib

matplotlib.use("agg")

import matplotlib.pyplot as plt
from PIL import Image

from toolkit.page.charts import finding

DOCS = Path(__file__).resolve().parent
DPI = 144
OPENING = """\
# Gallery

Every chart of the toolkit, made by the code above it (`python docs/make_gallery.py` draws this page
anew). Report and commentary have the same two colours everywhere, and different marks, so that the
charts hold in greyscale print and for colour-blind readers. Titles say what the numbers say.

Charts of one set of axes take `ax=` and return the Axes, others return a Figure. To save one, wide
enough for print:

```python
tk.plot_cues(story).figure.savefig("cues.png", dpi=200)  # or cues.pdf, cues.svg
```

Titles, notes and the words inside fit a figure that you resize with `figure.set_size_inches(7, 6)`:
a smaller one has fewer of them. A chart can also stand among others, in a figure of your own:

```python
import matplotlib.pyplot as plt

figure, ax = plt.subplots(figsize=(6.5, 4.5))
tk.plot_cues(story, ax=ax)
```

The title of a chart stands at the left; one of your own takes its place there, above the names of
the columns:

```python
tk.plot_cues(story).set_title("Where the hedges stand", loc="left", pad=30)
```
"""
ONE_STORY = """\
import toolkit as tk

story = tk.read_story("data/kursk.txt")
table = tk.measure(story)
"""
INVENTED = (
    "The 36 stories of `data/stories` are invented: they show the charts and prove nothing about\n"
    "the world."
)
MANY_STORIES = """\
stories = tk.measure(tk.read_stories("data/stories"))
invented = "Invented stories."
"""
# (picture, heading, code, how to read it)
OF_ONE_STORY = [
    ("kursk_cues", "Where every hedge stands", "tk.plot_cues(story)",
     "Running words from left to right, a lane per kind of hedge. Below the line stands what is "
     "counted apart and never added to the hedges. At the right the counts of both roles."),
    ("kursk_story", "Paragraph by paragraph", "tk.plot_story(table)",
     "A strip per headline measure. A hollow mark rests on less text than its measure needs."),
    ("kursk_windows", "At equal length", "tk.plot_windows(table)",
     "The commentary is longer than the report, and a longer text has room for more. Here the "
     "report stands among all stretches of the commentary of about its own length."),
    ("kursk_readability", "Why it is hard to read", "tk.plot_readability(table)",
     "Long sentences lie to the right, long words high up; along a grey line the Flesch reading "
     "ease is the same."),
    ("kursk_sentiment", "What made the sentiment", "tk.plot_sentiment_words(story)",
     "The words that moved VADER's score most. It takes “a major offensive” for an insult and "
     "“the United States” for good news: look here before quoting the number."),
    ("kursk_carryover", "What the commentary takes over", "tk.plot_carryover(story)",
     "The report's sentences at the left, the commentary's at the right, numbered as in "
     "`tk.carryover(story)`; a line is as wide as the share of the sentence that its source has."),
    ("kursk_comparison", "All headline measures", "tk.plot_comparison(tk.compare(table))",
     "One story is described: two values each, on a scale of their own, and no interval."),
    ("kursk_rates", "Kinds of hedges", "tk.plot_rates(table)",
     "Rates on one common scale; at the right the counts that they rest on."),
]  # fmt: skip
OF_MANY_STORIES = [
    ("stories_comparison", "What differs",
     "tk.plot_comparison(tk.compare(stories), note=invented)",
     "Effect sizes with their intervals over stories; a hollow mark has zero in its interval."),
    ("stories_pairs", "Story by story",
     'tk.plot_pairs(stories, "flesch_reading_ease", note=invented)',
     "Each story is a line from its report to its commentary; beyond 60 stories the distribution "
     "of their differences is drawn."),
    ("stories_length", "Is it only length?",
     'tk.plot_length(stories, "flesch_reading_ease", note=invented)',
     "Commentary is often longer, and measures drift with length. Points that rise or fall from "
     "left to right are a warning."),
    ("stories_rates", "Kinds of hedges", "tk.plot_rates(stories, note=invented)",
     "Means over stories, each story weighing the same."),
    ("stories_keywords", "Words of each role",
     "tk.plot_keywords(tk.keywords(stories), note=invented)",
     "The words that tell the roles apart, those first that do not hang on a single story."),
    ("stories_grid", "Several charts in one figure", """\
import matplotlib.pyplot as plt

figure, axes = plt.subplots(1, 2, figsize=(12, 5), layout="constrained")
tk.plot_pairs(stories, "hedges_per_100_words", ax=axes[0], note=invented)
tk.plot_length(stories, "hedges_per_100_words", ax=axes[1], note=invented)
figure""", "Charts that take `ax=` go where they are put, and need some five inches of width each; "
     "those with long labels, `plot_comparison` and `plot_rates`, come first, for they take room "
     "from the others. A figure without a layout engine gets `layout=\"constrained\"` from the "
     "first of them, so that nothing is cut off; an engine that you chose stays, and "
     "`tight_layout()` afterwards takes the room away again. A dark figure becomes white."),
]  # fmt: skip


def main() -> None:
    os.chdir(DOCS.parent)
    (DOCS / "images").mkdir(exist_ok=True)
    names: dict = {}
    parts = [OPENING, "## One story\n", block(ONE_STORY)]
    exec(ONE_STORY, names)
    parts += [entry(names, *one) for one in OF_ONE_STORY]
    parts += [f"## Many stories\n\n{INVENTED}\n", block(MANY_STORIES)]
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="36 stories read")
        exec(MANY_STORIES, names)
    parts += [entry(names, *one) for one in OF_MANY_STORIES]
    (DOCS / "gallery.md").write_text("\n".join(parts), encoding="utf-8")


def entry(names: dict, picture: str, heading: str, code: str, reading: str) -> str:
    """Run the code, save what its last line draws, and return the section of the page."""
    *setup, last = code.splitlines()
    exec("\n".join(setup), names)
    drawn = eval(last, names)
    figure = getattr(drawn, "figure", drawn) or drawn
    save(figure, DOCS / "images" / f"{picture}.png")
    said = finding(figure).replace("[", "(").replace("]", ")")
    plt.close(figure)
    shown = f"![{said}](images/{picture}.png)"
    return f"### {heading}\n\n{block(code)}\n{textwrap.fill(reading, 98)}\n\n{shown}\n"


def save(figure, path: Path) -> None:
    """The figure as PNG with a palette, a third of the size and no worse to look at."""
    file = io.BytesIO()
    figure.savefig(file, dpi=DPI)
    Image.open(file).convert("RGB").quantize(128, dither=Image.Dither.NONE).save(
        path, optimize=True
    )


def block(code: str) -> str:
    return f"```python\n{code.rstrip()}\n```\n"


if __name__ == "__main__":
    main()
