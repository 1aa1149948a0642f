"""The keys and values at the top of a Markdown file, which are none of its text."""

from __future__ import annotations

import re

MOST_LINES = 200  # the marks around it included

_WORD = r"""(?:["'][^"'\n]{1,100}["']|[^\W\d][\w.-]{0,100})"""
_KEY = re.compile(rf"({_WORD})[ \t]{{0,9}}:(?:[ \t]+(.{{0,2000}})|[ \t]*$)")
_LONG_KEY = re.compile(rf"({_WORD}(?: [\w.-]{{1,100}}){{0,2}})[ \t]{{0,9}}:(?:[ \t]+(.*)|[ \t]*$)")
_TOML_KEY = re.compile(r"""["']?[A-Za-z_][\w."'-]{0,100}[ \t]{0,9}=|\[[^\n]{1,200}\][ \t]*$""")
_USUAL = frozenset(
    "title subtitle headline standfirst byline summary description date published author authors "
    "name role tags layout slug categories".split()
)
_GOES_ON = tuple(" \t-]})\"'")


def without_front_matter(text: str) -> str:
    """The text below a block of keys and values at its top; a rule there begins no such block.

    >>> without_front_matter("---\\ntitle: Port\\n---\\nIt is shut.")
    'It is shut.'
    """
    lines = text.split("\n", MOST_LINES)
    end = {"---": _end_of_yaml, "+++": _end_of_toml}.get(lines[0].rstrip())
    last = end(lines[:MOST_LINES]) if end else None
    return text if last is None else "\n".join(lines[last + 1 :])


def _end_of_yaml(lines: list[str]) -> int | None:
    """The number of the line that ends the block, None if it is none or is what people say."""
    keys: list[str] = []
    values: list[str] = []
    for i, line in enumerate(lines[1:], 1):
        if line.rstrip() in ("---", "..."):
            return i if keys and not _is_dialogue(keys, values) else None
        if not line.strip() or line.startswith("#"):
            continue
        key = (_LONG_KEY if keys else _KEY).match(line)
        if key:
            keys.append(key[1])
            values.append((key[2] or "").rstrip())
        elif not (keys and line.startswith(_GOES_ON)) and not (
            lines[i - 1].strip() and (len(keys) > 1 or _is_usual(*keys))
        ):
            return None
    return None


def _is_usual(key: str = "") -> bool:
    return key.strip("\"'").lower() in _USUAL


def _is_dialogue(keys: list[str], values: list[str]) -> bool:
    """Whether all keys are like names, none is a usual one, and they speak.

    They do if one speaks again, or if half of what they say, or more, are sentences.
    """
    named = all(key[0].isupper() and not _is_usual(key) for key in keys)
    sentences = sum(value.endswith((".", "?", "!")) for value in values)
    return named and (len(set(keys)) < len(keys) or 2 * sentences >= len(values))


def _end_of_toml(lines: list[str]) -> int | None:
    begun = False
    quote = ""  # what ends a value of several lines
    for i, line in enumerate(lines[1:], 1):
        if quote:
            quote = "" if quote in line else quote
        elif line.rstrip() == "+++":
            return i if begun else None
        elif line.strip() and not line.startswith("#"):
            if not (_TOML_KEY.match(line) or (begun and line.startswith(_GOES_ON))):
                return None
            begun = True
            quote = next((q for q in ('"""', "'''") if line.count(q) == 1), "")
    return None
