"""What is fitted to the size of a figure, and stays fitted when somebody makes it another."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.layout_engine import PlaceHolderLayoutEngine
from matplotlib.text import Text

from .style import house

# Flush with what the layout puts at the left edge, in inches.
MARGIN = 0.0417


class Around(Artist):
    """Texts around axes, put into lines anew where their figure has another size.

    A figure draws this first, when all is laid out; it is then laid out once more.
    """

    def __init__(self):
        super().__init__()
        self.set(zorder=-2e9, in_layout=False)
        self._texts: list[tuple[Text, Callable[[float], str], bool, str]] = []

    def add(self, text: Text, lines: Callable[[float], str], flush: bool) -> None:
        """Write `lines` of the figure's width into `text`, and put it at the edge if `flush`."""
        self._size = tuple(self.figure.get_size_inches())
        width = self._size[0]
        said = lines(width - 2 * MARGIN)
        text.set_text(said)
        if flush:
            text.set(x=MARGIN / width, ha="left")
        self._texts.append((text, lines, flush, said))

    def draw(self, renderer) -> None:
        """See to it that the texts fit; one that somebody has changed stays as it is."""
        engine = self.figure.get_layout_engine()
        # While a part of the figure is saved, its size is that of the part, and nothing laid out.
        laid_out = engine is not None and not isinstance(engine, PlaceHolderLayoutEngine)
        size = tuple(self.figure.get_size_inches())
        if not laid_out or size == self._size:
            return
        texts, self._texts, self._size = self._texts, [], size
        for text, lines, flush, said in texts:
            if text.get_text() == said:
                self.add(text, lines, flush)
        engine.execute(self.figure)


def fit(text: Text, lines: Callable[[float], str], *, flush: bool = True) -> None:
    """Write `lines` of the figure's width in inches into `text`, whatever width it will have.

    `flush`: at the left edge of the figure, not of axes, which begin right of their labels.
    """
    figure = text.get_figure(root=True)
    around = next((one for one in figure.artists if isinstance(one, Around)), None)
    (around or figure.add_artist(Around())).add(text, lines, flush)


class Inside(Artist):
    """What is drawn in axes for their size, and drawn anew where that has changed.

    A figure draws this first, when all is laid out. It stops where somebody has taken away the axes
    or some of what was in them.
    """

    def __init__(self, ax: Axes, write: Callable[..., None]):
        super().__init__()
        self.set(zorder=-1e9, in_layout=False)
        self._ax, self._write = ax, write
        self._size = np.zeros(2)
        self._there, self._written = {*ax.get_children()}, []

    def draw(self, renderer) -> None:
        """Nothing of its own."""
        self.fit()

    def fit(self) -> None:
        """See to it that what is in the axes fits them."""
        ax = self._ax
        if ax.figure is None or not {*ax.get_children()} >= {*self._there, *self._written}:
            self.remove()
            return
        size = np.array(ax.get_window_extent().size) * 72 / ax.figure.dpi
        if np.allclose(size, self._size, atol=0.1):
            return
        for artist in self._written:
            artist.remove()
        before = {*ax.get_children()}
        with house():
            self._write(ax, *size)
        self._written = [one for one in ax.get_children() if one not in before]
        self._size = size


def fit_inside(writers: dict[Axes, Callable[..., None]]) -> None:
    """Call each writer with its axes and their width and height in points, whatever these will be.

    All axes are of one figure.
    """
    figure = next(iter(writers)).get_figure(root=True)
    figure.get_layout_engine().execute(figure)
    for ax, write in writers.items():
        figure.add_artist(Inside(ax, write)).fit()
