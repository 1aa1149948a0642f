"""White space: words, and the paragraphs inside one text."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

# What `str.split` takes for white space beside ASCII's own.
_ODD_SPACE = "[\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]"
# The bytes in UTF-8, as one number, of those that take two and three.
_OF_TWO = [0xC285, 0xC2A0]
_OF_THREE = [0xE19A80, *range(0xE28080, 0xE2808B), 0xE280A8, 0xE280A9, 0xE280AF, 0xE2819F, 0xE38080]
_BLANK_LINE = "(?:\n[\\s\xa0\u200b]*\n|\r[ \t]*\r)\\s*"
_LINE_END = r"[\r\n]\s*"
_SINGLE_END = r"[^\r\n](?:\r?\n|\r)[^\r\n]"
_LOWER = "^[\"'(\\[\u2018\u201c]*[a-z]"
_FEW = 0.2  # of the line ends in a text may be wraps where its lines are paragraphs
_CLOSED = "[.!?\u2026:][\"'\u2019\u201d)\\]]*\\s*$"


def split_words(texts: pa.Array) -> pa.Array:
    """White-space tokens of each text, with Python's idea of white space.

    Arrow (apache/arrow#37757) looks one byte past the end of a column, so something must
    stand there.
    """
    if _any_byte(texts, _odd_spaces):
        texts = pc.replace_substring_regex(texts, _ODD_SPACE, " ")
    return pc.ascii_split_whitespace(pa.concat_arrays([texts, pa.array(["."], texts.type)]))[:-1]


def four_byte_offsets(words: pa.Array) -> pa.Array:
    """With offsets of four bytes instead of eight, where they suffice: a third less work."""
    return words.cast(pa.string()) if words.nbytes < 1 << 31 else words


def text_bytes(texts: pa.Array) -> np.ndarray:
    """The bytes of a column (or of the larger one that it is a slice of)."""
    data = texts.buffers()[2]
    return np.frombuffer(data, np.uint8) if data is not None else np.zeros(0, np.uint8)


def _any_byte(texts: pa.Array, test) -> bool:
    """Whether `test` holds for a byte of the column; tried by stretches, to need little memory."""
    data = text_bytes(texts)
    size, overlap = 1 << 20, 2  # so that three bytes in a row are together in some stretch
    stretches = (data[start : start + size + overlap] for start in range(0, len(data), size))
    return any(test(stretch).any() for stretch in stretches)


def _odd_spaces(data: np.ndarray) -> np.ndarray:
    """Boolean array with a True for each `_ODD_SPACE` in UTF-8 bytes: of the few that may be one,
    and no regular expression over text that has only curly quotes."""
    ascii_ones = (data >= 0x1C) & (data < 0x20)
    first = np.flatnonzero((data >= 0xC2) & (data <= 0xE3))
    padded = np.append(data, np.zeros(2, np.uint8))
    lead, second, third = (padded[first + step].astype(np.int32) for step in range(3))
    two = lead << 8 | second
    is_odd = np.isin(two, _OF_TWO) | np.isin(two << 8 | third, _OF_THREE)
    return np.append(is_odd, ascii_ones.any())


def matching(texts: pa.Array, pattern: str) -> np.ndarray:
    """Which texts a regular expression is found in, bool (n_rows,); a missing one has nothing."""
    found = pc.match_substring_regex(texts, pattern)
    return pc.fill_null(found, False).to_numpy(zero_copy_only=False)


def block_starts(texts: pa.Array, offsets: np.ndarray) -> np.ndarray:
    """Token positions, other than a row's first, where a paragraph starts inside a text.

    `offsets` holds the first token of each row. A blank line divides paragraphs. A single line end
    does too in a text whose lines are paragraphs, as most web pages have them, and does not in one
    whose lines are wrapped: there most go on with the next.
    """
    if not _any_byte(texts, lambda data: (data == ord("\n")) | (data == ord("\r"))):
        return np.zeros(0, np.int64)
    blank = matching(texts, _BLANK_LINE)
    single = np.flatnonzero(matching(texts, _SINGLE_END))
    single = single[_lines_are_paragraphs(texts, single)]
    blank[single] = False
    found = [_starts(texts, np.flatnonzero(blank), _BLANK_LINE, offsets)]
    found.append(_starts(texts, single, _LINE_END, offsets))
    return np.unique(np.concatenate(found))


def _lines_are_paragraphs(texts: pa.Array, rows: np.ndarray) -> np.ndarray:
    """Which of the texts `rows` have few lines that go on: those that end no sentence, before one
    in lower case or one whose first word had no more room beside them; bool (n_rows,)."""
    if not len(rows):
        return np.zeros(0, bool)
    lines = pc.split_pattern_regex(texts.take(pa.array(rows, pa.int64())), r"\r\n?|\n")
    counts = pc.list_value_length(lines).to_numpy(zero_copy_only=False)
    lines = pc.utf8_trim_whitespace(lines.flatten())
    row = np.repeat(np.arange(len(rows)), counts)
    length, space = (
        of(lines).to_numpy(zero_copy_only=False)
        for of in (pc.utf8_length, lambda lines: pc.find_substring(lines, " "))
    )
    first_word = np.where(space < 0, length, space)
    widest = np.maximum.reduceat(length, np.cumsum(counts) - counts)
    adjacent = (row[1:] == row[:-1]) & (length[1:] > 0) & (length[:-1] > 0)
    no_room = length[:-1] + 1 + first_word[1:] > widest[row[1:]]
    goes_on = adjacent & ~matching(lines, _CLOSED)[:-1] & (matching(lines, _LOWER)[1:] | no_room)
    n_ends, n_wraps = (
        np.bincount(row[1:][ends], minlength=len(rows)) for ends in (adjacent, goes_on)
    )
    return n_wraps <= _FEW * n_ends


def _starts(texts: pa.Array, rows: np.ndarray, divider: str, offsets: np.ndarray) -> np.ndarray:
    """Where the parts of the texts `rows` between `divider`s start, in tokens."""
    if not len(rows):
        return np.zeros(0, np.int64)
    blocks = pc.split_pattern_regex(texts.take(pa.array(rows)), divider)
    parts = blocks.flatten()
    words = split_words(parts)
    lengths = pc.list_value_length(words).to_numpy(zero_copy_only=False)
    empty = pc.equal(words.flatten(), "").to_numpy(zero_copy_only=False)
    owner = np.repeat(np.arange(len(parts)), lengths)
    lengths = lengths - np.bincount(owner[empty], minlength=len(parts))
    n_blocks = pc.list_value_length(blocks).to_numpy(zero_copy_only=False)
    ends = np.cumsum(lengths)
    first_block = np.concatenate([[0], np.cumsum(n_blocks)[:-1]])
    before_row = np.concatenate([[0], ends])[first_block]
    starts = (ends - lengths) - np.repeat(before_row, n_blocks) + np.repeat(offsets[rows], n_blocks)
    inside = starts > np.repeat(offsets[rows], n_blocks)
    inside &= starts < np.repeat(offsets[rows + 1], n_blocks)
    return np.unique(starts[inside])
