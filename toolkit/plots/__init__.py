"""Charts with matplotlib: each takes `ax=None` (or makes a figure of several) and returns what it drew."""

from .comparison import plot_comparison
from .cues import plot_cues
from .many import plot_length, plot_pairs, plot_rates
from .readability import plot_readability
from .sentiment import plot_sentiment_words
from .story import plot_story
from .windows import plot_windows

__all__ = ["plot_comparison", "plot_cues", "plot_length", "plot_pairs", "plot_rates", "plot_readability",
           "plot_sentiment_words", "plot_story", "plot_windows"]  # fmt: skip
