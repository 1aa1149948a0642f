"""What is told of texts that can be measured and perhaps should not be, as they are."""

from __future__ import annotations

import re
from collections.abc import Callable

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
OF_ONE_CASE = 20  # words: a line of fewer may be a headline
LONG_PARAGRAPH = 300  # words; one in a hundred of the Brown corpus's paragraphs has more
MANY = 20  # texts, of which one long paragraph is told: a few are as long in any paper
WORDS_PER_SENTENCE = 100  # as one of the Brown corpus's 15,960 paragraphs has: a paragraph of law

_LOST_MARK = r"[a-z](?:\x{fffd}+|\?)(?:t|s|re|ve|ll)[^\w=]"
_LOST = re.compile(_LOST_MARK.replace(r"\x{fffd}", "\ufffd"))
_MORE_THAN_A_SLIP = 2  # as one address of a page may have it: /find?s


def doubts_about(texts: pa.Array, columns: dict[str, np.ndarray], looked: bool) -> list[str]:
    """What is to be told of the texts and the `columns` measured on them; `looked` where who read
    the files has told of tags and line ends."""
    of_form = [] if looked else [*of_tags(texts), *of_line_ends(texts), *of_lost_marks(texts)]
    of_counts = [*of_sentences(columns), *of_paragraphs(columns)]
    return [*of_form, *of_case(texts, columns), *of_counts]


def _where(texts: pa.Array, sign: str, is_so: Callable[[str], bool]) -> list[int]:
    """Positions of the texts that have a sign, and of which it is so at a closer look."""
    signs = pc.indices_nonzero(pc.match_substring_regex(texts, sign)).to_pylist()
    return [at for at in signs if is_so(texts[at].as_py())]


def of_tags(texts: pa.Array) -> list[str]:
    """A sentence on texts that have the tags of a web page."""
    marked = _where(texts, MAY_BE_MARKED_UP, is_marked_up)
    if not marked:
        return []
    return [
        f"{have(len(marked), 'text')} HTML tags, which count as words: text number "
        f"{marked[0] + 1} is the first; take them out, with {WITHOUT_TAGS}"
    ]


def of_line_ends(texts: pa.Array) -> list[str]:
    """A sentence on texts whose line ends are written as a backslash and an n."""
    written = _where(texts, r"\\n", has_written_line_ends)
    if not written:
        return []
    return [
        f"{have(len(written), 'text')} line ends written as \\n, which join words and part no "
        f"paragraphs: text number {written[0] + 1} is the first; make them line ends, with "
        f"{WITH_LINE_ENDS}"
    ]


def of_lost_marks(texts: pa.Array) -> list[str]:
    """A sentence on texts in which another sign stands for apostrophes, as in "isn?t"."""
    lost = _where(texts, _LOST_MARK, lambda text: len(_LOST.findall(text)) >= _MORE_THAN_A_SLIP)
    if not lost:
        return []
    return [
        f"{have(len(lost), 'text')} \ufffd or ? for an apostrophe: text number {lost[0] + 1} is "
        "the first; contractions and quotations are not seen in them, and what was a mark of one "
        "may count as a question; read the file again with its encoding, such as "
        "pd.read_csv(path, encoding='cp1252')"
    ]


def of_case(texts: pa.Array, columns: dict[str, np.ndarray]) -> list[str]:
    """A sentence on texts without a capital, or of capitals alone, if sentences were counted."""
    if not {"n_words", "n_sentences"} <= columns.keys():
        return []
    cased = pc.match_substring_regex(texts, "[a-z]"), pc.match_substring_regex(texts, "[A-Z]")
    of_one = pc.fill_null(pc.xor(*cased), False).to_numpy(zero_copy_only=False)
    words, sentences = columns["n_words"], columns["n_sentences"]
    of_one = np.flatnonzero(of_one & (words >= OF_ONE_CASE) & ~_are_endless(words, sentences))
    if not len(of_one):
        return []
    verb = "is" if len(of_one) == 1 else "are"
    return [
        f"{many(len(of_one), 'text')} {verb} all in small letters or all in capitals: text number "
        f"{of_one[0] + 1} is the first; names can't be told in them, and without capitals no ends "
        "of sentences"
    ]


def of_paragraphs(columns: dict[str, np.ndarray]) -> list[str]:
    """A sentence on long texts of one paragraph, if words for each were counted."""
    if not {"n_words", "n_sentences", "words_per_paragraph"} <= columns.keys():
        return []
    words, is_long = columns["n_words"], columns["n_words"] >= LEAST_WORDS
    whole = words == columns["words_per_paragraph"]
    # Where most others have several paragraphs, the rows are articles and not paragraphs.
    are_articles = 2 * (is_long & whole).sum() < is_long.sum()
    least = LEAST_WORDS if are_articles else LONG_PARAGRAPH
    whole &= (words >= least) & ~_are_endless(words, columns["n_sentences"])
    whole = np.flatnonzero(whole)
    if not len(whole) or (not are_articles and len(whole) * MANY < len(words)):
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
