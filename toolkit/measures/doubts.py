"""What is told of texts that can be measured and perhaps should not be, as they are."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ..characters import WITHOUT_TAGS, is_marked_up
from ..display import have, many

LEAST_WORDS = 150
WORDS_PER_SENTENCE = 100  # as one of the Brown corpus's 15,960 paragraphs has: a paragraph of law


def of_tags(texts: pa.Array) -> list[str]:
    """A sentence on texts that have the tags of a web page."""
    closing = pc.indices_nonzero(pc.match_substring(texts, "</")).to_pylist()
    marked = [at for at in closing if is_marked_up(texts[at].as_py())]
    if not marked:
        return []
    return [
        f"{have(len(marked), 'text')} HTML tags, which count as words: text number "
        f"{marked[0] + 1} is the first; take them out, with {WITHOUT_TAGS}"
    ]


def of_sentences(columns: dict[str, np.ndarray]) -> list[str]:
    """A sentence on texts in which hardly a sentence ends, if words and sentences were counted."""
    if not {"n_words", "n_sentences"} <= columns.keys():
        return []
    words, sentences = columns["n_words"], columns["n_sentences"]
    endless = np.flatnonzero((words >= LEAST_WORDS) & (words > WORDS_PER_SENTENCE * sentences))
    if not len(endless):
        return []
    first = endless[0]
    return [
        f"{have(len(endless), 'text')} hardly a full stop: text number {first + 1} has "
        f"{many(words[first], 'word')} in {many(sentences[first], 'sentence')}; without "
        "punctuation, as in many transcripts, no formula of readability means anything, and no "
        "measure by sentence"
    ]
