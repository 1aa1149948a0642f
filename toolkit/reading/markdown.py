"""Markdown -> running text: the words without the marks around them."""

from __future__ import annotations

import html
import re

from .html_tags import without_tags, without_unseen

FRONT_MATTER_LINES = 200  # at most, the marks around it included
LAST_NUMBER = 99  # of a list's items, as `text_blocks` reads them

_KEY = re.compile(r"""["']?[A-Za-z_][\w.-]{0,100}["']?[ \t]{0,9}:(?:[ \t]|$)""")
_TOML_KEY = re.compile(r"""["']?[A-Za-z_][\w."'-]{0,100}[ \t]{0,9}=|\[[^\n]{1,200}\][ \t]*$""")
_FENCE = re.compile(r"[ \t]{0,3}(`{3,20}|~{3,20})")
_COMMENTED = re.compile(r"[ \t]{0,40}#{1,6}[ \t]+")
_IMAGE = re.compile(r"!\[[^\[\]\n]{0,500}\]\([^()\n]{0,2000}\)")
_TARGET = r"\([^()\n]{0,2000}(?:\([^()\n]{0,500}\)[^()\n]{0,500}){0,3}\)"
_LINK = re.compile(
    rf"\[([^\[\]\n]{{0,500}}(?:\n[^\[\]\n]{{1,500}})?)\](?:{_TARGET}|\[[^\[\]\n]{{0,200}}\])"
)
_DEFINED = re.compile(
    r"[ ]{0,3}\[([^\[\]^\n][^\[\]\n]{0,200})\]:[ \t]{0,9}"
    r"<?(?:https?://|www\.|mailto:|#|\.{0,2}/)\S{0,2000}[ \t]*(?:[\"'(][^\n]{0,300})?$"
)
_LABEL = re.compile(r"\[([^\[\]\n]{1,201})\]")
_NOTE = re.compile(r"\[\^[^\[\]\s]{1,40}\]")
_ADDRESS = re.compile(r"<https?://[^<>\s]{1,2000}>")
_WORDS = r"[^*_\n]{1,2000}(?:\n[^*_\n]{1,2000})?"
_STRONG = re.compile(rf"(?<!\\)(\*\*|__)(?=\S)({_WORDS})(?<=[^\s\\])\1")
_EMPHASIS = re.compile(rf"(?<![\w*\\])([*_])(?=\S)({_WORDS})(?<=[^\s\\])\1(?![\w*])")
_BLANK = re.compile(r"^[ \t]+$", re.MULTILINE)
_UNDERLINED = re.compile(
    r"(?:\A|(?<=\n\n))(?![ \t]{0,3}(?:[-*+>#|]|\d{1,3}[.)][ \t]))"
    r"([^\n]{1,80})\n(?:={3,}|(?<![.!?\u2026]\n)-{3,})[ \t]*$",
    re.MULTILINE,
)
_QUOTED = re.compile(r"^[ \t]{0,3}(?:>[ \t]?){1,9}", re.MULTILINE)
_NUMBERED = re.compile(r"([ \t]{0,40})(\d{1,2})([.)][ \t])")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


def plain_markdown(text: str) -> str:
    """The text without front matter, pictures, addresses of links, emphasis and quote marks.

    Tags and comments of HTML, definitions of links, and footnotes with their marks go as well.
    Headings keep their `#`, which `text_blocks` reads; underlined headings get one. What stands
    between code fences keeps its marks.

    >>> plain_markdown("It **may** open [on Monday](https://news.example/a), they say.")
    'It may open on Monday, they say.'
    """
    text = _without_front_matter(text.replace("\r\n", "\n").replace("\r", "\n"))
    parts = _parted_by_fences(text)
    return "\n\n".join(_code(part) if is_code else _prose(part) for is_code, part in parts)


def without_tables(text: str) -> tuple[str, int]:
    """The text without tables drawn with `|`, and how many there were.

    >>> without_tables("Two ports:\\n\\n|Port|Open|\\n|---|---|\\n|Hull|no|\\n\\nThat is all.")
    ('Two ports:\\n\\n\\n\\nThat is all.', 1)
    """
    lines, kept, n = text.replace("\r\n", "\n").split("\n"), [], 0
    in_table = False
    for i, line in enumerate(lines):
        if in_table and "|" in line:
            continue
        in_table = "|" in line and i + 1 < len(lines) and _rules_columns(lines[i + 1])
        n += in_table
        kept.append("" if in_table else line)
    return "\n".join(kept), n


def _rules_columns(line: str) -> bool:
    return "|" in line and "-" in line and not set(line) - set("|-: \t")


def _without_front_matter(text: str) -> str:
    """The text below a block of keys and values at its top; a rule there begins no such block."""
    lines = text.split("\n", FRONT_MATTER_LINES)
    mark = lines[0].rstrip()
    if mark not in ("---", "+++"):
        return text
    key, ends = (_KEY, ("---", "...")) if mark == "---" else (_TOML_KEY, ("+++",))
    begun = False
    for i, line in enumerate(lines[1:FRONT_MATTER_LINES], 1):
        if line.rstrip() in ends:
            return "\n".join(lines[i + 1 :]) if begun else text
        if not line.strip() or line.startswith("#"):
            continue
        if not (key.match(line) or (begun and line[0] in " \t-]})\"'")):
            return text
        begun = True
    return text


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
    """Lines of code: a comment that begins with `#` is no heading."""
    return "\n".join(_COMMENTED.sub("", line) for line in text.split("\n"))


def _prose(text: str) -> str:
    text = without_tags(without_unseen(text))
    text, labels = _without_definitions(text)
    text = _UNDERLINED.sub(r"# \1", _BLANK.sub("", text).lstrip("\n"))
    text = _numbered(_QUOTED.sub("", text))
    for pattern, words in (
        (_NOTE, ""),
        (_IMAGE, ""),
        (_LINK, r"\1"),
        (_ADDRESS, ""),
        (_STRONG, r"\2"),
        (_EMPHASIS, r"\2"),
    ):
        text = pattern.sub(words, text)
    if labels:
        text = _LABEL.sub(lambda at: at[1] if at[1].casefold() in labels else at[0], text)
    return _ENTITY.sub(lambda entity: html.unescape(entity[0]), _ESCAPED.sub(r"\1", text))


def _without_definitions(text: str) -> tuple[str, set[str]]:
    """The text without what links and footnotes refer to, and the names of those links."""
    kept, labels, in_note = [], set(), False
    for line in text.split("\n"):
        note = _NOTE.match(line.lstrip())
        defined = None if note else _DEFINED.match(line)
        in_note = bool(note and line.lstrip()[note.end() :].startswith(":")) or (
            in_note and line.startswith((" ", "\t")) and bool(line.strip())
        )
        if defined:
            labels.add(defined[1].casefold())
        elif not in_note:
            kept.append(line)
    return "\n".join(kept), labels


def _numbered(text: str) -> str:
    """Items that all bear the same number, as Markdown allows, counted from it on."""
    lines = text.split("\n")
    said = written = None
    after_blank = False
    for i, line in enumerate(lines):
        mark = _NUMBERED.match(line)
        if mark:
            same = said == mark[2] and written < LAST_NUMBER
            said, written = mark[2], written + 1 if same else int(mark[2])
            if same:
                lines[i] = f"{mark[1]}{written}{mark[3]}{line[mark.end() :]}"
        elif after_blank and line.strip() and not line.startswith((" ", "\t")):
            said = None
        after_blank = not line.strip()
    return "\n".join(lines)
