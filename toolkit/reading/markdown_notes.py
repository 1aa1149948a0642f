"""What links and notes in Markdown refer to, and the labels in the text that refer to it."""

from __future__ import annotations

import re

NOTE = re.compile(r"\[\^[^\[\]\s]{1,40}\]")
_SOURCE = re.compile(r"[ ]{0,3}\[(\d{1,3})\]:[ \t]{0,9}<?(?:https?://|www\.)[^\n]{1,2000}$")
_ADDRESS = (
    r"(?:https?://|www\.|mailto:|#|\.{0,2}/)\S{0,2000}"
    r"|[\w./-]{1,300}\.(?:png|jpe?g|gif|webp|svg|html?|md)(?:#\S{0,300})?"
)
_DEFINED = re.compile(
    r"[ ]{0,3}\[([^\[\]^\n][^\[\]\n]{0,200})\]:[ \t]{0,9}"
    rf"<?(?:{_ADDRESS})[ \t]*(?:[\"'(][^\n]{{0,300}})?$"
)
_LABEL = re.compile(r"( ?)\[([^\[\]\n]{1,201})\]")
_MOST_DIGITS = 3  # of a note's number: four are a year
_NAMES_NEXT = frozenset(  # what a number follows that is said, and no mark of a note
    "a an and as at but by for from if in like of on or per see than that the to under via when "
    "with while".split()
)
_LAST_WORD = re.compile(r"([^\W\d_]{1,20})[ \n]?$")


def without_definitions(text: str) -> tuple[str, set[str]]:
    """The text without what links and footnotes refer to, and the names of those links."""
    kept, labels, in_note = [], set(), False
    before = ""
    for line in text.split("\n"):
        note = NOTE.match(line.lstrip())
        defined = None if note else _DEFINED.match(line) or _SOURCE.match(line)
        in_note = bool(note and line.lstrip()[note.end() :].startswith(":")) or (
            in_note and _goes_on(before, line)
        )
        if defined:
            labels.add(defined[1].casefold())
        elif not in_note or not line.strip():
            kept.append(line)
        before = line
    return "\n".join(kept), labels


def _goes_on(before: str, line: str) -> bool:
    """Whether a line belongs to the footnote that the one before it belongs to."""
    if not line.strip() or line.startswith((" ", "\t")):
        return True
    unfinished = before.strip() and not before.rstrip().endswith((".", "!", "?", "\u2026"))
    return bool(unfinished) and not line.startswith("#")


def without_labels(text: str, labels: set[str]) -> str:
    """The text with the words of those links alone, and without the numbers of notes."""
    return _LABEL.sub(lambda label: _referring(label, labels), text) if labels else text


def _referring(label: re.Match, labels: set[str]) -> str:
    """The words of a link, or nothing for the number of a note."""
    if label[2].casefold() not in labels:
        return label[0]
    return "" if label[2].isdigit() and _marks_a_note(label) else label[1] + label[2]


def _marks_a_note(label: re.Match) -> bool:
    """Whether a number stands behind what it is the note of, and is itself no part of it."""
    before = label.string[max(0, label.start() - 30) : label.start()]
    last = _LAST_WORD.search(before)
    after = label.string[label.end() : label.end() + 1]
    begins = not before.strip() or before.endswith("\n\n")
    is_said = begins or (last is not None and last[1].lower() in _NAMES_NEXT)
    return len(label[2]) <= _MOST_DIGITS and not is_said and not after.isalnum()
