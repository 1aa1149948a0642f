"""Markdown -> running text: the words without the marks around them."""

from __future__ import annotations

import re

_FRONT_MATTER = re.compile(
    r"---[ \t]*\n(?:[A-Za-z_][^\n]*\n|[ \t-][^\n]*\n|\n){0,200}?---[ \t]*(?:\n|$)"
)
_IMAGE = re.compile(r"!\[[^\[\]\n]{0,500}\]\([^()\n]{0,2000}\)")
_LINK = re.compile(r"\[([^\[\]\n]{1,500})\](?:\([^()\n]{0,2000}\)|\[[^\[\]\n]{0,200}\])")
_ADDRESS = re.compile(r"<https?://[^<>\s]{1,2000}>")
_STRONG = re.compile(r"(?<!\\)(\*\*|__)(?=\S)([^*_\n]{1,2000})(?<=[^\s\\])\1")
_EMPHASIS = re.compile(r"(?<![\w*\\])([*_])(?=\S)([^*_\n]{1,2000})(?<=[^\s\\])\1(?![\w*])")
_UNDERLINED = re.compile(r"^([^\n]{1,80})\n(?:={3,}|-{3,})[ \t]*$", re.MULTILINE)
_QUOTED = re.compile(r"^[ \t]{0,3}>[ \t]?", re.MULTILINE)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def plain_markdown(text: str) -> str:
    """The text without front matter, pictures, addresses of links, emphasis and quote marks.

    Headings keep their `#`, which `text_blocks` reads; underlined headings get one.

    >>> plain_markdown("It **may** open [on Monday](https://news.example/a), they say.")
    'It may open on Monday, they say.'
    """
    text = text.replace("\r\n", "\n")
    text = _FRONT_MATTER.sub("", text, count=1) if text.startswith("---") else text
    text = _UNDERLINED.sub(r"# \1", text)
    text = _QUOTED.sub("", text)
    for pattern, words in (
        (_IMAGE, ""),
        (_LINK, r"\1"),
        (_ADDRESS, ""),
        (_STRONG, r"\2"),
        (_EMPHASIS, r"\2"),
    ):
        text = pattern.sub(words, text)
    return _ESCAPED.sub(r"\1", text)
