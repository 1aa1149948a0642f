"""What moved VADER's score of a text: the sum of every word, and the sentences at both ends."""

from __future__ import annotations

import pandas as pd

from ..segmentation import sentences
from ..text import normalise
from .sentiment import polarity_scores, sentiment_words


def sentiment_sums(texts) -> pd.DataFrame:
    """How much each word moved the sentiment of the texts, over all its occurrences.

    Parameters
    ----------
    texts : list, Series or Arrow array of str

    Returns
    -------
    DataFrame, the largest sums first, whatever their sign
        `word` (lower case), `contribution` (float, sum of the signed contributions that
        `sentiment_words` gives), `n` (int, occurrences).

    >>> sentiment_sums(["A good plan. Good, and brave!", "Brave."])
        word  contribution  n
    0  brave           4.8  2
    1   good           3.8  2
    """
    found = sentiment_words(texts)
    words = [normalise(word).lower() for word in found["text"]]
    sums = found.assign(word=words).groupby("word")["contribution"].agg(["sum", "size"])
    sums = sums.reset_index().set_axis(["word", "contribution", "n"], axis=1)
    return sums.sort_values(
        "contribution", key=lambda c: -c.abs().round(6), kind="stable", ignore_index=True
    )


def extreme_sentences(table: pd.DataFrame) -> pd.DataFrame:
    """The most negative and the most positive sentence of a paragraphs table by VADER's compound.

    Returns
    -------
    DataFrame, the lowest first; one row if all score the same, none without sentences
        `role` where the table has it, `sentence` and `text` of `sentences(table)`, and `compound`
        (float, -1 to 1).

    >>> table = pd.DataFrame({"text": ["It was a disaster. We met. What a lovely day!"]})
    >>> extreme_sentences(table)[["text", "compound"]].round(1)
                         text  compound
    0      It was a disaster.      -0.6
    1   What a lovely day!          0.6
    """
    found = sentences(table[[name for name in ("story", "role", "text") if name in table.columns]])
    scores = polarity_scores([normalise(text) for text in found["text"]])["compound"]
    found = found.reset_index(drop=True).assign(compound=scores.to_numpy())
    ends = dict.fromkeys(
        [found["compound"].idxmin(), found["compound"].idxmax()] if len(found) else []
    )
    return found.loc[list(ends)].reset_index(drop=True)
