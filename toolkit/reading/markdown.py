"""Markdown -> running text: the words without the marks around them."""

from __future__ import annotations

import html
import re
from html.entities import html5

from .front_matter import without_front_matter
from .html_tags import closing_tags, without_tags, without_unseen
from .markdown_notes import NOTE, without_definitions, without_labels
from .paragraphs import QUOTE, lone_quotes

ABOUT = 2  # signs by which a line and the rule below it may differ to be as long

_FENCE = re.compile(r"[ \t]{0,3}(`{3,20}|~{3,20})")
_COMMENTED = re.compile(r"[ \t]{0,40}#{1,6}[ \t]+")
_IMAGE = re.compile(
    r"!\[[^\[\]\n]{0,500}\](?:\([^()\n]{0,2000}\)|\[[^\[\]\n]{0,200}\])"
    r"|!\[\[[^\[\]\n]{1,500}\]\]"
)
_WIKI_LINK = re.compile(r"\[\[(?:[^\[\]|\n]{1,300}\|)?([^\[\]|\n]{1,300})\]\](?!\()")
_LINKED_NOTE = re.compile(r"\[\\?\[\d{1,3}\\?\]\]\([^()\n]{0,2000}\)")
_TARGET = r"\([^()\n]{0,2000}(?:\([^()\n]{0,500}\)[^()\n]{0,500}){0,3}\)"
_LINK = re.compile(
    rf"\[([^\[\]\n]{{0,500}}(?:\n[^\[\]\n]{{1,500}})?)\](?:{_TARGET}|\[[^\[\]\n]{{0,200}}\])"
)
_ADDRESS = re.compile(r"<https?://[^<>\s]{1,2000}>")
_WORDS = r"[^*_\n]{1,2000}(?:\n[^*_\n]{1,2000})?"
_STRONG = re.compile(rf"(?<!\\)(\*\*|__)(?=\S)({_WORDS})(?<=[^\s\\])\1")
_EMPHASIS = re.compile(rf"(?<![\w*\\])([*_])(?=\S)({_WORDS})(?<=[^\s\\])\1(?![\w*])")
_STRUCK = re.compile(r"(?<![\w~=])(~~|==)(?=\S)([^~=\n]{1,2000})(?<=\S)\1(?![\w~=])")
_CODE = re.compile(r"(?<!`)(`{1,2})(?=[^`\s])([^`\n]{1,500})(?<=\S)\1(?![`\w])")
_OF_PROGRAMS = re.compile(  # of those that make pages of it: short codes, classes, boxes, tasks
    r"\{\{[<%][^{}\n]{0,500}[%>]\}\}|\{%[^{}\n]{0,500}%\}"
    r"|[ \t]{0,9}\{:? ?[.#][^{}\n]{0,200}\}[ \t]*$"
    r"|^[ \t]{0,3}:{3,9}[^\n]{0,200}$|(?<=[-*+] )\[[ xX]\] |^\[![A-Za-z]{2,20}\][-+]?[ \t]?",
    re.MULTILINE,
)
_BLANK = re.compile(r"^[ \t]+$", re.MULTILINE)
_UNDERLINED = re.compile(
    r"(?:\A|(?<=\n\n)|(?<=[.!?\u2026]\n))(?![ \t]{0,3}(?:[-*+>#|]|\d{1,3}[.)][ \t]))"
    r"([^\n]{1,80})\n(={3,}|-{3,})[ \t]*$",
    re.MULTILINE,
)
_QUOTED = re.compile(r"^[ \t]{0,3}(?:>[ \t]?){1,9}", re.MULTILINE)
_WRITTEN = re.compile(
    r"\\([!-/:-@\[-`{-~])|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
)
_STRUCTURE = re.compile(
    r"([ \t]{0,40}(?:#{1,6}|[-*+>\u2022\u2023\u25aa\u25cf\u2013]|\d{1,2}[.)]))[ \t]"
)
_NO_BREAK = "\u00a0"
_QUOTED_ALONE = "\ufdd0"  # at a quote of one line, until its neighbours are read as well


def plain_markdown(text: str) -> str:
    """The text without front matter, pictures, addresses of links, emphasis and quote marks.

    Tags and comments of HTML, definitions of links, and footnotes with their marks go as well.
    Headings keep their `#`, and a quote of one line its `>`, which `text_blocks` reads; underlined
    headings get one. What stands between code fences keeps its marks.

    >>> plain_markdown("It **may** open [on Monday](https://news.example/a), they say.")
    'It may open on Monday, they say.'
    """
    text = without_front_matter(text.replace("\r\n", "\n").replace("\r", "\n"))
    parts = _parted_by_fences(text)
    read, closed = [], frozenset()  # from the end on, and what is closed in it
    for is_code, part in reversed(parts):
        if part:
            read.append(_code(part) if is_code else _prose(part, closed))
        closed = closed if is_code else closed | closing_tags(part)
    return _without_quote_marks("\n\n".join(reversed(read)))


def _parted_by_fences(text: str) -> list[tuple[bool, str]]:
    """(is it code, its lines) in order; a fence that is never closed is a line like others."""
    lines = text.split("\n")
    fences = [(i, mark[1]) for i, mark in enumerate(map(_FENCE.match, lines)) if mark]
    last = {mark[0]: i for i, mark in fences}
    parts, begun, opened = [], 0, ""
    for i, mark in fences:
        closes = opened and mark.startswith(opened) and not lines[i].strip("`~ \t")
        if closes or (not opened and last[mark[0]] > i):
            parts.append((bool(opened), "\n".join(lines[begun:i])))
            begun, opened = i + 1, "" if closes else mark
    return [*parts, (False, "\n".join(lines[begun:]))]


def _code(text: str) -> str:
    """Lines of code: a comment that begins with `#` is no heading, nor is a line that is all."""
    lines = [_COMMENTED.sub("", line) for line in text.split("\n")]
    if len(lines) == 1 and QUOTE.match(quote := f"> {lines[0].lstrip()}"):
        return _QUOTED_ALONE + quote
    return "\n".join(lines)


def _prose(text: str, closed_below: frozenset[str]) -> str:
    text = without_tags(without_unseen(text), closed_below)
    text, labels = without_definitions(text)
    text = _UNDERLINED.sub(_heading, _BLANK.sub("", text).lstrip("\n"))
    text = _unquoted(text)
    for pattern, words in (
        (_OF_PROGRAMS, ""),
        (NOTE, ""),
        (_LINKED_NOTE, ""),
        (_IMAGE, ""),
        (_WIKI_LINK, r"\1"),
        (_LINK, r"\1"),
        (_ADDRESS, ""),
        (_STRONG, r"\2"),
        (_EMPHASIS, r"\2"),
        (_STRUCK, r"\2"),
        (_CODE, r"\2"),
    ):
        text = pattern.sub(words, text)
    return "\n".join(map(_as_written, without_labels(text, labels).split("\n")))


def _unquoted(text: str) -> str:
    """The text without quote marks but those of quotes of one line, which get a sign."""
    lines = _QUOTED.sub("", text).split("\n")
    for i in lone_quotes(text.split("\n")):
        if QUOTE.match(quote := f"> {lines[i]}"):
            lines[i] = _QUOTED_ALONE + quote
    return "\n".join(lines)


def _without_quote_marks(text: str) -> str:
    """The text without the marks of quotes that have another line with `>` beside them now.

    What stood between may be gone, as a picture is, or begin with `>` itself, as code may.
    """
    lines = text.split("\n")
    quotes = {i for i, line in enumerate(lines) if line.startswith(_QUOTED_ALONE)}
    lines = [line.replace(_QUOTED_ALONE, "") for line in lines]
    for i in quotes.difference(lone_quotes(lines)):
        lines[i] = QUOTE.sub("", lines[i], count=1)
    return "\n".join(lines)


def _heading(underlined: re.Match) -> str:
    """The line as a heading, unless it is a sentence, or ends a paragraph, above a mere rule."""
    line, rule = underlined[1].rstrip(), underlined[2]
    as_long = abs(len(line) - len(rule)) <= ABOUT
    is_sentence = line.endswith((".", "\u2026") if as_long else (".", "!", "?", "\u2026"))
    before = underlined.string[: underlined.start()][-2:]
    if (rule[0] == "-" and is_sentence) or (before not in ("", "\n\n") and not as_long):
        return underlined[0]
    return f"# {line}"


def _as_written(line: str) -> str:
    """A line with its escaped signs and entities as they are read, which make no structure."""
    line = line.removesuffix("\\")  # which ends a line as two blanks do
    read = _WRITTEN.sub(_sign, line)
    made = _STRUCTURE.match(read)
    if made and not _STRUCTURE.match(line):
        return made[1] + _NO_BREAK + read[made.end() :]
    return read


def _sign(written: re.Match) -> str:
    if written[1]:
        return written[1]
    known = written[0][1] == "#" or written[0][1:] in html5
    return html.unescape(written[0]).replace("\n", " ") if known else written[0]
