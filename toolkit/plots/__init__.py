"""Charts with matplotlib: each takes `ax=None`, or makes a figure of several; and returns it."""

from .carryover import plot_carryover
from .comparison import plot_comparison
from .cues import plot_cues
from .keywords import plot_keywords
from .length import plot_length
from .pairs import plot_pairs
from .rates import plot_rates
from .readability import plot_readability
from .sentiment import plot_sentiment_words
from .story import plot_story
from .windows import plot_windows

__all__ = [
    "plot_carryover",
    "plot_comparison",
    "plot_cues",
    "plot_keywords",
    "plot_length",
    "plot_pairs",
    "plot_rates",
    "plot_readability",
    "plot_sentiment_words",
    "plot_story",
    "plot_windows",
]
