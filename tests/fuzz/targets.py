"""What is fuzzed: targets take bytes, and raise `Fault` where they break a promise."""

from __future__ import annotations

import re
import tempfile
import warnings
from collections.abc import Callable
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pandas as pd

import toolkit as tk
from toolkit import ToolkitError
from toolkit.measures.sentiment import polarity_scores
from toolkit.reading.documents import read_document
from toolkit.reading.marker import marker_test
from toolkit.reading.tables import read_table
from toolkit.segmentation import segmented
from toolkit.text import normalise
from toolkit.tokens import tokenize

TABLES = (".csv", ".jsonl", ".json", ".parquet", ".xlsx")
# PDF is read by a process of its own, which takes a third of a second; see tests/test_reading*.py.
KINDS = (".txt", ".md", ".html", ".docx", *TABLES)
FOLDER = tempfile.TemporaryDirectory()
BENIGN = "It may rain, critics say: a terrible, great 200 days. Perhaps not!"


class Fault(AssertionError):
    """A promise that an input broke."""


def text_of(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def texts_of(data: bytes) -> list[str]:
    return text_of(data).split("\x1e")


def reading(data: bytes) -> None:
    """Files of the kind that the first byte says: rows, or one sentence."""
    kind = KINDS[data[0] % len(KINDS)] if data else ".txt"
    path = Path(FOLDER.name) / f"input{kind}"
    path.write_bytes(data[1:])
    try:
        if kind in TABLES:
            read_table(path)
        else:
            read_document(path, marker_test())
    except ToolkitError as error:
        if "\n" in str(error) or not str(error):
            raise Fault(f"not one sentence: {error!r}") from None


def story(data: bytes) -> None:
    """A post as a string: paragraphs whose texts are in it, or one sentence."""
    text = text_of(data)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            table = tk.read_story(text=text)
        except ToolkitError:
            return
    if table["paragraph"].tolist() != list(range(1, len(table) + 1)):
        raise Fault("paragraphs are not counted from 1")
    if set(table["role"]) != {"report", "commentary"}:
        raise Fault(f"roles {set(table['role'])}")


def core(data: bytes) -> None:
    """The counting core: Python's own split, normal form, and measures that are finite or NaN."""
    texts = texts_of(data)
    tokens = tokenize(texts)
    clean = [re.sub("[\x00\ud800-\udfff]", "\ufffd", text) for text in texts]
    for row, text in enumerate(clean):
        ids = tokens.ids[tokens.offsets[row] : tokens.offsets[row + 1]]
        if [tokens.vocabulary[i] for i in ids] != text.split():
            raise Fault("tokens differ from str.split")
    counted = segmented(texts)
    for row, text in enumerate(clean):
        ids = counted.ids[counted.offsets[row] : counted.offsets[row + 1]]
        if " ".join(counted.vocabulary[i] for i in ids) != normalise(text):
            raise Fault("normalised tokens differ from normalise")
    table = tk.measure(texts)
    if np.isinf(table.select_dtypes("number").to_numpy()).any():
        raise Fault("a measure is infinite")
    shares = table.filter(regex="_share$").to_numpy()
    if (shares < 0).any() or (shares > 1 + 1e-9).any():
        raise Fault("a share is not between 0 and 1")


def vader(data: bytes) -> None:
    """The vectorised VADER gives the reference's very numbers."""
    texts = [text for text in texts_of(data) if not re.search("[\x00\ud800-\udfff]", text)]
    ours = polarity_scores(texts) if texts else pd.DataFrame()
    for text, row in zip(texts, ours.to_dict("records"), strict=True):
        theirs = reference().polarity_scores(text)
        if row != theirs:
            raise Fault(f"{row} and the reference {theirs}: {text!r}")


def hedging(data: bytes) -> None:
    """Every hedge stands where it is said to stand, and they are as many as are counted."""
    texts = texts_of(data)
    found = tk.find_hedges(texts)
    clean = [re.sub("[\x00\ud800-\udfff]", "\ufffd", text) for text in texts]
    for cue in found.itertuples():
        if clean[cue.row][cue.start : cue.end] != cue.text or not cue.text:
            raise Fault(f"{cue.text!r} is not at {cue.start} to {cue.end} of {clean[cue.row]!r}")
    counted = tk.measure(texts, ["n_hedges"])["n_hedges"].sum() if texts else 0
    if counted != (found["series"] == "hedge").sum():
        raise Fault(f"{counted} hedges counted and others found: {texts!r}")


def page(data: bytes) -> None:
    """The marked text holds no tag, and no attribute, but those that our own marks have."""
    texts = texts_of(data)
    table = pd.DataFrame({"paragraph": range(1, len(texts) + 1), "text": texts})
    try:
        marked = _Tags(tk.highlight(table)._repr_html_())
    except ToolkitError:
        return
    strange = (marked.tags - own_marks().tags) | (marked.attributes - own_marks().attributes)
    if strange:
        raise Fault(f"unescaped: {sorted(strange)}")


class _Tags(HTMLParser):
    """The names of all tags and attributes of an HTML text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag, attrs) -> None:
        self.tags.add(tag)
        self.attributes |= {f"{tag} {name}" for name, _ in attrs}


@cache
def own_marks() -> _Tags:
    return _Tags(tk.highlight(f"# Rain\n\n{BENIGN * 9}\n\n{BENIGN}")._repr_html_())


@cache
def reference():
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    return SentimentIntensityAnalyzer()


TARGETS: dict[str, Callable[[bytes], None]] = {
    f.__name__: f for f in (core, vader, hedging, story, page, reading)
}
