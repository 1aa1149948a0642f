"""How does the commentary differ from the report it comments on?

Readability, sentiment and hedging of every paragraph, compared and charted. Start with

    import toolkit as tk
    story = tk.read_story("data/kursk.txt")  # "../data/kursk.txt" in notebooks/
    tk.compare(tk.measure(story))

What there is; each explains itself, as in help(tk.measure) or tk.measure? in a notebook:

    reading               read_story, read_stories, read_clipboard, reading_errors
    measuring             measure, list_measures, reliable, pool, sentence_table, measure_files
    words                 find_hedges, load_lexicon, polarity_scores, sentiment_words, sentences
    comparing             compare, findings, keywords; in one story: describe_story, windows
    what is carried over  carryover, carryover_score, alignment, carryover_spans
    charts of a story     plot_cues, plot_story, plot_readability, plot_sentiment_words,
                          plot_windows, plot_carryover
    charts of stories     plot_comparison, plot_pairs, plot_length, plot_rates, plot_keywords
    pages                 highlight, browse, write_report, new_notebook
"""

from __future__ import annotations

import importlib
import os
import sys
from pathlib import Path

__version__ = "0.1.0"

_PUBLIC = {
    "reading": ["read_story", "read_stories", "read_clipboard", "reading_errors"],
    "segmentation": ["sentences"],
    "measures": ["measure", "list_measures", "reliable", "pool", "sentence_table"],
    "measures.hedging": ["find_hedges", "load_lexicon"],
    "measures.sentiment": ["polarity_scores", "sentiment_words"],
    "keyness": ["keywords"],
    "borrowing": ["carryover", "carryover_score", "alignment", "carryover_spans"],
    "comparison": ["compare", "describe_story", "findings", "windows"],
    "plots": [
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
    ],
    "marking": ["highlight"],
    "page": ["write_report"],
    "page.browsing": ["browse"],
    "starting": ["new_notebook"],
    "scale": ["measure_files"],
    "errors": ["ToolkitError"],
}
_HOME = {name: module for module, names in _PUBLIC.items() for name in names}
__all__ = [*_HOME, "__version__"]


def __getattr__(name: str):
    if name not in _HOME:
        from .errors import meant

        hint = meant(name, _HOME) or ";"
        raise AttributeError(f"toolkit has no {name!r}{hint} help(toolkit) names all there is")
    return getattr(importlib.import_module(f".{_HOME[name]}", __name__), name)


def __dir__() -> list[str]:
    return sorted(__all__)


def _offer_dictionary() -> None:
    """Put our pronouncing dictionary on NLTK's search path, so that textstat works offline."""
    folder = str(Path(__file__).parent / "lexicons" / "nltk_data")
    known = os.environ.get("NLTK_DATA", "").split(os.pathsep)
    if folder not in known:
        os.environ["NLTK_DATA"] = os.pathsep.join([folder, *filter(None, known)])
    nltk_data = sys.modules.get("nltk.data")
    if nltk_data is not None and folder not in nltk_data.path:
        nltk_data.path.insert(0, folder)


_offer_dictionary()
