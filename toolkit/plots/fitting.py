"""Titles and notes that stay as wide as their figure when somebody makes it wider or narrower."""

from __future__ import annotations

from collections.abc import Callable

from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.text import Text

# Flush with what the layout puts at the left edge, in inches.
MARGIN = 0.0417


class Fitting(ConstrainedLayoutEngine):
    """Constrained layout, with texts that are put into lines anew where the width has changed."""

    def __init__(self, **spacing):
        super().__init__(**spacing)
        self._texts: list[tuple[Text, Callable[[float], str], str]] = []
        self._width = 0.0

    def add(self, text: Text, lines: Callable[[float], str], width: float) -> None:
        """Put `text` flush left in a figure of `width` inches: `lines` of what it is given."""
        said = lines(width - 2 * MARGIN)
        text.set(text=said, x=MARGIN / width, ha="left")
        self._texts.append((text, lines, said))
        self._width = width

    def execute(self, fig) -> None:
        """Lay the figure out; a text that somebody has changed stays as it is."""
        width = fig.get_size_inches()[0]
        if width != self._width:
            texts, self._texts = self._texts, []
            for text, lines, said in texts:
                if text.get_text() == said:
                    self.add(text, lines, width)
            self._width = width
        super().execute(fig)


def fit(figure, text: Text, lines: Callable[[float], str]) -> None:
    """Write `lines` of the figure's width in inches into `text`, whatever width it will have."""
    engine = figure.get_layout_engine()
    if not isinstance(engine, Fitting):
        engine = Fitting(**(engine.get() if engine else {}))
        figure.set_layout_engine(engine)
    engine.add(text, lines, figure.get_size_inches()[0])
