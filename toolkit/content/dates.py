"""Dates and times of day: "5 January", "the 3rd of March", "4:45 a.m.", "half past two"."""

from __future__ import annotations

import re

from .cardinals import spelled, values
from .words import Word, class_of

_DAY = re.compile(r"(?P<day>\d{1,2})(?:st|nd|rd|th)?", re.IGNORECASE)
_CLOCK = re.compile(
    r"(?P<hour>\d{1,2})(?:(?P<mark>[:.])(?P<minute>[0-5]\d))?(?P<half>[ap]\.?m)?", re.IGNORECASE
)
_LINKS = frozenset(("o'clock", "past", "to"))
_PARTS_OF_HOURS = {"quarter": 15, "half": 30}
_HALVES = frozenset(("am", "a.m", "pm", "p.m"))


def find_date(words: list[Word], i: int) -> tuple[str, int] | None:
    """What the date that starts at word `i` is compared as, and its last word."""
    if words[i].closes or i + 1 == len(words):
        return None
    if words[i].lower in values("month"):
        return _dated(words, i, i + 1)
    if not words[i].form[0].isdigit():
        return None
    has_of = words[i + 1].lower == "of" and i + 2 < len(words)
    return _dated(words, i + 1 + has_of, i)


def _dated(words: list[Word], month: int, day: int) -> tuple[str, int] | None:
    number = values("month").get(words[month].lower)
    match = _DAY.fullmatch(words[day].form)
    if not number or not match or not words[month].form[0].isupper():
        return None
    if not 1 <= int(match["day"]) <= 31 or (month < day and _is_surname(words, month, day)):
        return None
    name = list(values("month"))[int(number) - 1]
    return f"{name} {int(match['day'])}", max(month, day)


def _is_surname(words: list[Word], month: int, day: int) -> bool:
    """In "Theresa May 10 years ago" the number belongs to what follows it."""
    before = words[month - 1] if month else None
    named = before and before.form[0].isupper() and not before.closes
    counts = day + 1 < len(words) and not words[day].closes
    return bool(
        (named and month > 1 and class_of(before.lower) is None)
        or (counts and words[day + 1].lower in values("time"))
    )


def find_time(words: list[Word], i: int) -> tuple[str, int] | None:
    """What the time of day at word `i` is compared as, and its last word.

    Morning and afternoon are not told apart: who says "4:45" leaves it to the reader.

    >>> from .words import words_of
    >>> texts = "4:45 a.m.", "five o'clock", "twenty past ten", "half past 2", "quarter to one"
    >>> [find_time(words_of(text.split()), 0)[0] for text in texts]
    ['4:45', '5:00', '10:20', '2:30', '12:45']
    """
    if words[i].form[0].isdigit():
        return _on_a_clock(words, i)
    is_spoken = i + 1 < len(words) and words[i + 1].lower in _LINKS
    return _spoken(words, i) if is_spoken else None


def _on_a_clock(words: list[Word], i: int) -> tuple[str, int] | None:
    match = _CLOCK.fullmatch(words[i].form)
    if not match or int(match["hour"]) > 24:
        return None
    if match["mark"] is None and not match["half"] and (spoken := _spoken(words, i)):
        return spoken
    follows = i + 1 < len(words) and not words[i].closes and words[i + 1].lower in _HALVES
    if match["mark"] != ":" and not (match["half"] or follows):
        return None
    hour = int(match["hour"]) % 12 or 12
    return f"{hour}:{match['minute'] or '00'}", i + (follows and not match["half"])


def _spoken(words: list[Word], i: int) -> tuple[str, int] | None:
    """ "five o'clock", "twenty past ten", "half past two"; "twenty to ten" may be a result."""
    if i + 1 == len(words) or words[i].closes:
        return None
    link = words[i + 1].lower
    if link == "o'clock":
        hour = _count(words, i)
        return (f"{hour}:00", i + 1) if 0 < hour <= 12 else None
    if link not in _LINKS:
        return None
    minutes = _PARTS_OF_HOURS.get(words[i].lower) or _count(words, i)
    is_past = link == "past" and 0 < minutes <= 30
    if not (is_past or (link == "to" and words[i].lower == "quarter")):
        return None
    hour = _count(words, i + 2) if i + 2 < len(words) and not words[i + 1].closes else 0
    if not 0 < hour <= 12 or _is_percentage(words, i + 2):
        return None
    if not is_past:
        hour, minutes = (hour - 2) % 12 + 1, 60 - minutes
    return f"{hour}:{minutes:02}", i + 2


def _is_percentage(words: list[Word], i: int) -> bool:
    """Whether a number is one of per cent: "from a quarter to ten per cent"."""
    following = words[i + 1].lower if i + 1 < len(words) and not words[i].closes else ""
    return "%" in words[i].after or following == "per" or following in values("measure")


def _count(words: list[Word], i: int) -> int:
    """The whole number that one word is; 0 if it is none."""
    if words[i].form.isdecimal():
        return int(words[i].form) if len(words[i].form) < 3 else 0
    found = spelled(words, i)
    return int(found[0]) if found and found[1] == i else 0
