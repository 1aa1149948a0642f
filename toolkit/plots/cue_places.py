"""Where the hedges of a story stand among its running words, and in which lane they are drawn."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..measures.hedging import find_hedges
from ..segmentation import segmented

# In the order of their lanes.
SERIES = {
    name: name.replace("_", " ")
    for name in ("vague_source", "approximator", "booster", "reporting_verb", "obligation")
}


def located_cues(body: pd.DataFrame, *, profile: str = "news", lexicon=None):
    """(cues, lengths): the hedges of the paragraphs, and the words of each paragraph.

    `cues` is the table of `find_hedges` with `role`, `lane` and `word`, the number of running words
    before the cue in its paragraph.
    """
    cues = find_hedges(body["text"], profile=profile, lexicon=lexicon)
    tokens = segmented(body["text"])
    word = tokens.vocabulary.is_word[tokens.ids]
    before = np.concatenate([[0], np.cumsum(word)])
    positions = np.arange(len(tokens.ids))
    starts = tokens.spans(positions, positions)[0]
    first = tokens.offsets
    places = [
        first[row] + np.searchsorted(starts[first[row] : first[row + 1]], start)
        for row, start in zip(cues["row"], cues["start"], strict=True)
    ]
    cues["word"] = before[np.array(places, int)] - before[first[cues["row"].to_numpy(int)]]
    cues["role"] = body["role"].to_numpy()[cues["row"].to_numpy(int)]
    cues["lane"] = np.where(cues["series"] == "hedge", cues["category"], cues["series"].map(SERIES))
    return cues, before[first[1:]] - before[first[:-1]]


def count_words(texts: pd.Series) -> int:
    """Words of all the texts together."""
    tokens = segmented(texts)
    return int(tokens.vocabulary.is_word[tokens.ids].sum())
