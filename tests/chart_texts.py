"""The texts that a chart really draws, with their places, to see whether they can be read."""

from __future__ import annotations

from itertools import combinations

import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

# Extents are those of the letters' boxes; the ink of two neighbours is further apart.
_TOUCH = 1.0


def drawn_texts(figure: Figure) -> list[tuple[str, tuple[float, float, float, float]]]:
    """(text, (left, bottom, right, top) in pixels) of every text that is drawn."""
    found = {}

    def draw(text, renderer):
        if text.get_visible() and text.get_text().strip():
            found[id(text)] = (text.get_text(), Text.get_window_extent(text, renderer).extents)
        return drawing(text, renderer)

    drawing = Text.draw
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Text, "draw", draw)
        figure.draw_without_rendering()
    return [(text, tuple(extent)) for text, extent in found.values()]


def faults(figure: Figure) -> list[str]:
    """What cannot be read: pairs of texts that overlap, and texts that the figure's edge cuts."""
    width, height = figure.bbox.size
    texts = drawn_texts(figure)
    found = [
        f"{text!r} is cut off"
        for text, (left, bottom, right, top) in texts
        if left < -_TOUCH or bottom < -_TOUCH or right > width + _TOUCH or top > height + _TOUCH
    ]
    return found + [
        f"{one!r} and {other!r} overlap"
        for (one, a), (other, b) in combinations(texts, 2)
        if min(a[2], b[2]) - max(a[0], b[0]) > _TOUCH and min(a[3], b[3]) - max(a[1], b[1]) > _TOUCH
    ]
