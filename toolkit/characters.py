"""Characters that a program wrote down otherwise: spelt out for a web page, or garbled.

A feed or a blog's export writes "isn&#8217;t" into its tables, a program for the web "isn\\u2019t";
a spreadsheet that takes UTF-8 for Windows-1252 and saves it again makes "isnâ€™t" of it. Taken for
Latin-1, the last two characters can't be seen. Left so, none is a contraction, and no quotation
mark is one. A page's tags are not taken out, for a text may be about them.
"""

from __future__ import annotations

import re
from html.entities import html5

import pyarrow as pa
import pyarrow.compute as pc

_SPELT = r"&(?:#[0-9]{1,6}|#[xX][0-9a-fA-F]{2,5}|[a-zA-Z]{2,8}[0-9]{0,2});|(?:\\u[0-9a-fA-F]{4})+"
# What the bytes from 0x80 on are in Windows-1252; it leaves five of them alone.
_OF_BYTE = {byte: bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(128, 256)}
_BYTES = {chr(byte): byte for byte in _OF_BYTE} | {c: byte for byte, c in _OF_BYTE.items()}
_NEXT = "[" + re.escape("".join(_OF_BYTE[byte] for byte in range(0x80, 0xC0))) + "\x80-\x9f]"
# Two bytes of Latin letters and signs; three of quotes and dashes; four of pictures. Of a closing
# quotation mark the third is none of Windows-1252's, and may have been lost.
_GARBLED = f"[\u00c2\u00c3]{_NEXT}|\u00e2{_NEXT}{{2}}|\u00e2\u20ac|\u00f0{_NEXT}{{3}}"
_ANY = re.compile(f"{_SPELT}|{_GARBLED}")
_ONLY_GARBLED = re.compile(_GARBLED)
_TIMES = 4  # that the same happened to a text; twice is not rare
_SIGNS = (re.compile(rb"&[#a-zA-Z]|\\u[0-9a-fA-F]{4}"), re.compile(rb"\xc3[\x82\x83\xa2\xb0]"))

_BLOCK_END = re.compile(
    r"</(?:p|div|li|td|h[1-6])>\s{0,99}(?:(?=<)|\Z|(?<=\n))|<br ?/?>", re.IGNORECASE
)
MAY_BE_MARKED_UP = "</|<[bB][rR]"
WITHOUT_TAGS = (  # how a user takes them out of a column
    '.str.replace("</p>|<br ?/?>", "\\n\\n", regex=True).str.replace("<[^<>]+>", "", regex=True)'
)
WITH_LINE_ENDS = '.str.replace(r"(\\\\r)?\\\\n", "\\n", regex=True)'
_WRITTEN_LINE_END = re.compile(r"""(?:[.!?"'\u2019\u201d]|\\r|\\n) ?\\n""")
_MARKED_UP = 2  # tags that end blocks where those end: a text about tags names them in sentences


def as_meant(text: str) -> str:
    """The text with the characters that were meant.

    >>> as_meant("It isn&#8217;t &amp; isn\u00e2\u20ac\u2122t. R&D;")
    'It isn\u2019t & isn\u2019t. R&D;'
    """
    may_be = "&" in text or "\\u" in text or not text.isascii()
    return _changed(_ANY, text) if may_be else text


def ungarbled(text: str) -> str:
    """The text without what became of UTF-8 that was taken for Windows-1252."""
    return text if text.isascii() else _changed(_ONLY_GARBLED, text)


def with_places(text: str) -> tuple[str, list[int]]:
    """`as_meant`, and where in `text` each of its characters stands."""
    places = list(range(len(text)))
    for _ in range(_TIMES):
        pieces, kept, end = [], [], 0
        for found in _ANY.finditer(text):
            meant = _meant(found)
            pieces += text[end : found.start()], meant
            kept += places[end : found.start()] + [places[found.start()]] * len(meant)
            end = found.end()
        before, text, places = text, "".join([*pieces, text[end:]]), kept + places[end:]
        if text == before:
            break
    return text, places


def _changed(pattern: re.Pattern, text: str) -> str:
    for _ in range(_TIMES):
        before, text = text, pattern.sub(_meant, text)
        if text == before:
            break
    return text


def all_as_meant(texts: pa.Array) -> pa.Array:
    """`as_meant` of every text in a large_string array; the same array where there is nothing."""
    data = texts.buffers()[2]
    if data is None or not any(sign.search(data) for sign in _SIGNS):
        return texts
    found = pc.fill_null(pc.match_substring_regex(texts, _ANY.pattern), False)
    changed = [as_meant(text) for text in texts.filter(found).to_pylist()]
    return pc.replace_with_mask(texts, found, pa.array(changed, texts.type))


def _meant(found: re.Match) -> str:
    written = found[0]
    if written[0] not in "&\\":
        return _of_bytes(written)
    if written[0] == "\\":
        return _of_escapes(written)
    if written[1] != "#":
        return html5.get(written[1:], written)
    digits = written[2:-1]
    code = int(digits[1:], 16) if digits[0] in "xX" else int(digits)
    if 0x80 <= code < 0xA0:  # as every browser reads them
        return _OF_BYTE[code]
    is_character = code in (9, 10, 13) or 0x20 <= code < 0xD800 or 0xE000 <= code <= 0x10FFFF
    return chr(code) if is_character else written


def _of_escapes(written: str) -> str:
    units = b"".join(int(code, 16).to_bytes(2, "big") for code in written[2:].split("\\u"))
    try:
        text = units.decode("utf-16-be")
    except UnicodeDecodeError:
        return written
    return text if min(text) >= " " else written


def _of_bytes(written: str) -> str:
    if written == "\u00e2\u20ac":
        return "\u201d"
    try:
        return bytes(_BYTES[character] for character in written).decode("utf-8")
    except UnicodeDecodeError:
        return written


def has_written_line_ends(text: str) -> bool:
    """Whether line ends of a text are a backslash and an n: behind a sentence, or two together."""
    return sum(1 for _ in _WRITTEN_LINE_END.finditer(text)) >= _MARKED_UP


def is_marked_up(text: str) -> bool:
    """Whether a text has the tags of a web page's paragraphs, or is one from tag to tag."""
    n = sum(1 for _ in _BLOCK_END.finditer(text))
    return n >= _MARKED_UP or (n == 1 and text.strip()[0] == "<" and text.strip()[-1] == ">")
