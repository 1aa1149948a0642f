"""Text as the counting core wants it: one Arrow column, one typography, offsets kept.

Typography is a confound, not noise: outlets differ in their quotes, dashes and ellipses, and so do
reports and commentary. Every count but textstat's own therefore starts from text in which
typographic variants look alike. The work is done token by token, so that a corpus pays for each
distinct token once, and every character remembers where it stood in the original.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import lru_cache
from numbers import Real
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from .characters import with_places
from .errors import ToolkitError, kind_of, short

REPLACEMENT = "\ufffd"
DASH = "--"

_QUOTES = {
    "\u2018": "'",
    "\u2019": "'",
    "\u201a": "'",
    "\u201b": "'",
    "\u2032": "'",
    "\u02bc": "'",
    "\u00b4": "'",
    "\u201c": '"',
    "\u201d": '"',
    "\u201e": '"',
    "\u201f": '"',
    "\u2033": '"',
    "\u00ab": '"',
    "\u00bb": '"',
    "\uff02": '"',
    "\uff07": "'",
}
_HYPHENS = dict.fromkeys("\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d", "-")
_LIGATURES = {
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "st",
    "\ufb06": "st",
    "\uf001": "fi",  # where some fonts have it
    "\uf002": "fl",
    "\u2026": "...",
}
_INVISIBLE = dict.fromkeys(
    "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f"
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
    "",
)
CHARACTERS = _QUOTES | _HYPHENS | _LIGATURES | _INVISIBLE

_EM_DASHES = "\u2014\u2015\u2e3a\u2e3b"
_EN_DASH = "\u2013"
# What a token must contain to be touched at all; everything else is already in normal form.
SPECIAL = (
    r"[^\x00-\x7f]|--|^-$|''|``|[.!?]{2}[\"'(\[]*[A-Za-z0-9]"
    r"|[a-z][.!?,:][\"')\]]*[A-Za-z]|[0-9A-Z%)\"'][.!?][\"']?[A-Z][a-z]"
    r"|^\(?[A-Z]\w+\)[\"']?[A-Z]|&#?\w{1,9};|\\u[0-9a-fA-F]{4}"
)
_SPECIAL = re.compile(SPECIAL)
_HYPHEN = "-" + "".join(c for c in _HYPHENS if c != _EN_DASH)
_UNSEEN = "".join(_INVISIBLE)
_DASHES = re.compile(
    f"[{_EM_DASHES}]+|(?<![{_EN_DASH}\\w]){_EN_DASH}+|{_EN_DASH}+(?![{_EN_DASH}\\w])"
    f"|[{_HYPHEN}][{_HYPHEN}{_UNSEEN}]*[{_HYPHEN}]"
    f"|^[{_UNSEEN}]*[{_HYPHEN}][{_UNSEEN}]*$"  # between spaces, one will do
)
_DOUBLED = re.compile(r"[\u2018']{2}|``")
# "great...terrible" is two words: the dots close the first, quotes and brackets open the second.
_INNER_ELLIPSIS = re.compile(r"(?<=\.\.)(?=[\"'(\[]*[^\W_])")
# As where a web page was copied without what parts its paragraphs: "June.The", "go,\u201dhe",
# "said:\u201cIt", "cheap,but", "(NEWS)The". Which way a quotation mark turns tells where to cut; a
# straight one may open or close, and stands alone.
_LOST_SPACE = re.compile(
    r"""[a-z]'?[a-z][.!?](?="[A-Z](?![.A-Z])) | (?<=[a-z][.!?])"(?=[A-Z](?![.A-Z]))
    | [a-z]'?[a-z][.!?][\u201d"')\]]*(?=[\u201c\u2018'(\[]*[A-Z](?![.A-Z]))
    | (?:[0-9%)\u201d"'] | [A-Z]{2})[.!?][\u201d"']?(?=[\u201c\u2018]?[A-Z][a-z])
    | [ap]\.m\.(?=[A-Z][a-z])
    | [.,!?]\u201d(?=\w) | [a-z][,:](?=[\u201c\u2018"][A-Z]) | [a-z]{2},(?=[A-Za-z][a-z])
    | ^\(?[A-Z]\w+\)(?=[\u201c\u2018"']?[A-Z])""",
    re.VERBOSE,
)
_TURNED = "\u201c\u201d\u2018"
_STRAIGHT = str.maketrans(_TURNED, '""\'')
# What stands in one has no spaces that could be missing.
_ADDRESS = re.compile(r"[/@_\\]|^www\.|\.(?:com|org|net|gov|edu|uk)\b", re.IGNORECASE)


def is_text(kind: pa.DataType) -> bool:
    """Whether an Arrow type is one of strings."""
    return (
        pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind)
    )


def is_file(text: str) -> bool:
    """Whether a string is the path of a file; a text may be no path at all."""
    try:
        return Path(text).is_file()
    except (OSError, ValueError):
        return False


def as_texts(texts) -> pa.Array:
    """`texts` as one Arrow array of `large_string`; missing values stay null.

    `texts` is a list, a Series or an Arrow array of strings. Lone surrogates and NUL characters
    become U+FFFD, one for one, so that offsets hold. Raises ToolkitError for a single string and
    for values that are not text.
    """
    if isinstance(texts, str):
        raise ToolkitError(
            "one string was given where a list or column of texts is needed; write [text]"
        )
    if isinstance(texts, Mapping) or hasattr(texts, "columns") or not isinstance(texts, Iterable):
        raise ToolkitError(
            f"a list or column of texts is needed, not {kind_of(texts)}; "
            "of a table, pass the column: table['text']"
        )
    array = texts if isinstance(texts, (pa.Array, pa.ChunkedArray)) else _from_python(texts)
    kind = array.type.value_type if pa.types.is_dictionary(array.type) else array.type
    if not (is_text(kind) or pa.types.is_null(kind)):
        raise ToolkitError(f"texts must be strings, not {array.type}")
    array = array.cast(pa.large_string())  # before chunks are joined, whose texts may be 2 GB
    return _without_nul(array.combine_chunks() if isinstance(array, pa.ChunkedArray) else array)


def _from_python(texts) -> pa.Array | pa.ChunkedArray:
    values = texts.array if hasattr(texts, "array") else texts
    if hasattr(values, "__arrow_array__"):
        array = pa.array(values, from_pandas=True)
        if is_text(array.type):
            return array
    cells = [_cell(value, number) for number, value in enumerate(values, 1)]
    try:
        return pa.array(cells, pa.large_string())
    except UnicodeEncodeError:
        return pa.array(
            [c if c is None else _without_surrogates(c) for c in cells], pa.large_string()
        )


def is_missing(value) -> bool:
    """Whether a value that is no text is none at all: None, pd.NA, NaT, or a number that is none.

    >>> is_missing(None), is_missing(float("nan")), is_missing(5), is_missing([])
    (True, True, False, False)
    """
    if isinstance(value, Decimal):  # one of them may not be compared
        return value.is_nan()
    one = isinstance(value, (Real, np.generic))
    return (
        value is None or type(value).__name__ in ("NAType", "NaTType") or (one and value != value)
    )


def _cell(value, number: int) -> str | None:
    if isinstance(value, str):
        return str(value)
    if is_missing(value):
        return None
    raise ToolkitError(
        f"text number {number} is {short(value)}, of type {type(value).__name__}, and not a string"
    )


def _without_surrogates(text: str) -> str:
    return re.sub("[\ud800-\udfff]", REPLACEMENT, text)


def _without_nul(array: pa.Array) -> pa.Array:
    data = array.buffers()[2]
    if data is None or not len(data) or np.frombuffer(data, np.uint8).min() > 0:
        return array
    return pc.replace_substring(array, "\x00", REPLACEMENT)


@lru_cache(maxsize=1 << 16)
def split_token(token: str) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """The normalised tokens of one white-space token, each with the raw offset of its characters.

    >>> split_token("plan\u2014it\u2019s")
    (('plan', (0, 1, 2, 3)), ('--', (4, 4)), ("it's", (5, 6, 7, 8)))
    """
    if not _SPECIAL.search(token):
        return ((token, tuple(range(len(token)))),)
    meant, places = with_places(token)
    if meant == token:
        return tuple(_split(token))
    return tuple(
        (new, tuple(places[part.start() + offset] for offset in offsets))
        for part in re.finditer(r"\S+", meant)  # a space may have been spelt out too
        for new, offsets in _split(part[0])
    )


def _split(token: str) -> list[tuple[str, tuple[int, ...]]]:
    """The same of a token of which nothing is spelt out."""
    parts, end = [], 0
    for dash in _DASHES.finditer(token):
        parts += _pieces(token, end, dash.start())
        parts.append((DASH, (dash.start(), dash.end() - 1)))
        end = dash.end()
    return parts + _pieces(token, end, len(token))


def _pieces(token: str, start: int, end: int) -> list[tuple[str, tuple[int, ...]]]:
    """The characters `start` to `end` of a token, replaced, and cut where a space is missing."""
    characters, offsets = [], []
    for position in range(start, end):
        one = token[position]
        new = one if one in _TURNED else CHARACTERS.get(one, one)
        characters.append(new)
        offsets += [position] * len(new)
    turned = "".join(characters)
    second = {pair.start() + 1 for pair in _DOUBLED.finditer(turned)}
    if second:
        turned = _DOUBLED.sub('"', turned)
        offsets = [offset for i, offset in enumerate(offsets) if i not in second]
    text = turned.translate(_STRAIGHT)
    cuts = {0, *(cut.start() for cut in _INNER_ELLIPSIS.finditer(text)), len(text)}
    if not _ADDRESS.search(text):
        cuts.update(lost.end() for lost in _LOST_SPACE.finditer(turned))
    return [(text[a:b], tuple(offsets[a:b])) for a, b in itertools.pairwise(sorted(cuts)) if a < b]


def normalise(text: str) -> str:
    """`text` in the typography that is counted: straight quotes, `--`, `...`, single spaces.

    >>> normalise("\u201cIt isn\u2019t\u2026 good\u201d\u2014he said")
    '"It isn\\'t... good" -- he said'
    """
    return " ".join(new for token in text.split() for new, _ in split_token(token))
