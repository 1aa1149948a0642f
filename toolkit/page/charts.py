"""Charts as SVG inside the page: sharp, printable, and in the colours of the reader's scheme."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import dataclass

import matplotlib as mpl
import matplotlib.pyplot as plt

from ..errors import ToolkitError
from ..plots.style import COLOURS, FAINT, GREY, INK, LETTERS, PALE
from ..safety import escaped

# Colours of the charts become variables of the page's style sheet, which knows a dark form of each.
VARIABLES = {
    "#ffffff": "--paper",
    INK: "--ink",
    GREY: "--grey",
    FAINT: "--faint",
    COLOURS["report"]: "--report",
    COLOURS["commentary"]: "--commentary",
    LETTERS["commentary"]: "--commentary-text",
    PALE["report"]: "--report-pale",
    PALE["commentary"]: "--commentary-pale",
}
# Whatever a matplotlibrc says: a part of the figure would not fit the frame it is given here.
_SVG = {"svg.fonttype": "path", "svg.image_inline": True, "savefig.bbox": None,
        "savefig.facecolor": "auto", "savefig.transparent": False}  # fmt: skip
_NO_METADATA = {"Creator": None, "Date": None, "Format": None, "Type": None}


@dataclass(frozen=True)
class Chart:
    """A chart of the page: `draw` returns Axes or a Figure, `caption` says how to read it."""

    name: str
    draw: Callable
    caption: str


def figure_html(chart: Chart) -> str:
    """The chart with its caption as a <figure>, or the sentence why it can't be drawn."""
    try:
        drawn = chart.draw()
    except ToolkitError as reason:
        return f'<p class="missing">{escaped(reason)}</p>'
    figure = getattr(drawn, "figure", drawn)
    try:
        alternative = finding(figure)
        title, note = taken_out(figure)
        svg = as_svg(figure, chart.name, alternative)
    finally:
        plt.close(figure)
    return (
        f'<figure><p class="finding">{escaped(title)}</p>'
        f'<div class="wide" tabindex="0" role="region" aria-label="Chart: {chart.name}">{svg}</div>'
        f'<figcaption>{escaped(chart.caption)} <small class="quiet">{escaped(note)}</small>'
        "</figcaption></figure>"
    )


def taken_out(figure) -> tuple[str, str]:
    """(finding, note), which the figure has no longer: a page sets them as text of its own.

    On a telephone a chart scrolls sideways, and what it says must not.
    """
    note = " ".join(figure.get_supxlabel().split())
    figure.supxlabel("").set_in_layout(False)
    if title := " ".join(figure.get_suptitle().split()):
        figure.suptitle("").set_in_layout(False)
    else:
        title = " ".join(figure.axes[0].get_title(loc="left").split())
        figure.axes[0].set_title("", loc="left")
    return title, note


def finding(figure) -> str:
    """What the chart says: its title, the titles of its parts, and what stands below it."""
    titles = [figure.get_suptitle(), *(ax.get_title(loc="left") for ax in figure.axes)]
    sentences = [" ".join(title.split()).rstrip(".") for title in titles if title.strip()]
    below = " ".join(figure.get_supxlabel().split())
    return ". ".join([*dict.fromkeys(sentences), *([below] if below else [])])


def as_svg(figure, name: str, alternative: str) -> str:
    """A matplotlib figure as SVG to stand in a page, letters drawn as outlines.

    `name` makes its ids unique in the page; `alternative` is read out in its place.
    """
    with mpl.rc_context({**_SVG, "svg.hashsalt": name}):
        file = io.StringIO()
        figure.savefig(file, format="svg", metadata=_NO_METADATA)
    width, height = figure.get_size_inches() * 72
    inner = file.getvalue().split(">", 3)[-1].rsplit("</svg>", 1)[0]
    inner = re.sub(r"<!--.*?-->|<metadata>.*?</metadata>|<style.*?</style>", "", inner, flags=re.S)
    inner = _with_short_ids(re.sub(r'<g id="[^"]*"', "<g", inner), name)
    inner = re.sub(r"\b[1-9]\d*\.\d{3,}", lambda number: f"{float(number[0]):.2f}", inner)
    inner = re.sub(r"\s*\n\s*", " ", inner)
    for colour, variable in VARIABLES.items():
        inner = inner.replace(f": {colour}", f": var({variable}, {colour})")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" '
        f'viewBox="0 0 {width:g} {height:g}" style="stroke-linejoin:round;max-width:{width:g}pt" '
        f'role="img" aria-label="{escaped(alternative)}">{inner.strip()}</svg>'
    )


def _with_short_ids(svg: str, name: str) -> str:
    """Ids that are short, for every letter of every word refers to one, and begin with `name`."""
    ids = dict.fromkeys(re.findall(r' id="([^"]*)"', svg))
    short = {known: f"{name}-{number:x}" for number, known in enumerate(ids)}
    svg = re.sub(r' id="([^"]*)"', lambda found: f' id="{short[found[1]]}"', svg)
    svg = re.sub(r'xlink:href="#([^"]*)"', lambda found: f'href="#{short[found[1]]}"', svg)
    return re.sub(r"url\(#([^)]*)\)", lambda found: f"url(#{short[found[1]]})", svg)
