"""What is told of texts that can be measured and perhaps should not be, as they are."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ..characters import (
    MAY_BE_MARKED_UP,
    WITH_LINE_ENDS,
    WITHOUT_TAGS,
    has_written_line_ends,
    is_marked_up,
)
from ..display import have, many

LEAST_WORDS = 150
LONG_PARAGRAPH = 300  # words; one in a hundred of the Brown corpus's paragraphs has more
WORDS_PER_SENTENCE = 100  # as one of the Brown corpus's 15,960 paragraphs has: a paragraph of law


def of_tags(texts: pa.Array) -> list[str]:
    """A sentence on texts that have the tags of a web page."""
    closing = pc.indices_nonzero(pc.match_substring_regex(texts, MAY_BE_MARKED_UP)).to_pylist()
    marked = [at for at in closing if is_marked_up(texts[at].as_py())]
    if not marked:
        return []
    return [
        f"{have(len(marked), 'text')} HTML tags, which count as words: text number "
        f"{marked[0] + 1} is the first; take them out, with {WITHOUT_TAGS}"
    ]


def of_line_ends(texts: pa.Array) -> list[str]:
    """A sentence on texts whose line ends are written as a backslash and an n."""
    written = pc.indices_nonzero(pc.match_substring(texts, "\\n")).to_pylist()
    written = [at for at in written if has_written_line_ends(texts[at].as_py())]
    if not written:
        return []
    return [
        f"{have(len(written), 'text')} line ends written as \\n, which join words and part no "
        f"paragraphs: text number {written[0] + 1} is the first; make them line ends, with "
        f"{WITH_LINE_ENDS}"
    ]


def of_paragraphs(columns: dict[str, np.ndarray]) -> list[str]:
    """A sentence on long texts of one paragraph, if words for each were counted."""
    if not {"n_words", "n_sentences", "words_per_paragraph"} <= columns.keys():
        return []
    words, is_long = columns["n_words"], columns["n_words"] >= LEAST_WORDS
    whole = words == columns["words_per_paragraph"]
    # Where most others have several paragraphs, the rows are articles and not paragraphs.
    least = LEAST_WORDS if 2 * (is_long & whole).sum() < is_long.sum() else LONG_PARAGRAPH
    whole &= (words >= least) & ~_are_endless(words, columns["n_sentences"])
    whole = np.flatnonzero(whole)
    if not len(whole):
        return []
    return [
        f"{have(len(whole), 'text')} {least} words or more and no paragraph break: text "
        f"number {whole[0] + 1} is the first; where breaks were lost, words_per_paragraph and "
        "n_paragraphs mean nothing"
    ]


def of_sentences(columns: dict[str, np.ndarray]) -> list[str]:
    """A sentence on texts in which hardly a sentence ends, if words and sentences were counted."""
    if not {"n_words", "n_sentences"} <= columns.keys():
        return []
    words, sentences = columns["n_words"], columns["n_sentences"]
    endless = np.flatnonzero(_are_endless(words, sentences))
    if not len(endless):
        return []
    first = endless[0]
    return [
        f"{have(len(endless), 'text')} hardly a full stop: text number {first + 1} has "
        f"{many(words[first], 'word')} in {many(sentences[first], 'sentence')}; without "
        "punctuation, as in many transcripts, no formula of readability means anything, and no "
        "measure by sentence"
    ]


def _are_endless(words: np.ndarray, sentences: np.ndarray) -> np.ndarray:
    return (words >= LEAST_WORDS) & (words > WORDS_PER_SENTENCE * sentences)
