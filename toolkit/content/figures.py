"""Numbers in running text as values: "50,000", "fifty thousand" and "50 thousand" are one.

A number is compared by its value and by whether it is a percentage; a currency or what is counted
is not compared ("$3 million" meets "three million dollars" and "3 million"). A month with a day is
a date. "One", ordinals in words and vague amounts ("dozens") are no numbers here.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from .. import lexicons
from .words import Word

_DIGITS = re.compile(
    r"(?:[A-Za-z]{0,3}[$£€])?(?P<number>\d[\d,]*(?:\.\d+)?)(?P<letters>[A-Za-z]*)(?P<percent>%?)"
)
_CLOCK = re.compile(r"\d{1,2}:\d{2}")
_ORDINAL = ("st", "nd", "rd", "th")


class Figure(NamedTuple):
    """A number found in a list of words."""

    key: str  # "50000", "12%", "january 5", "1990s"
    first: int  # its first and last word
    last: int
    weight: float


@cache
def _values(kind: str) -> dict[str, str]:
    return {
        row["word"]: row["value"]
        for row in lexicons.rows("number_words.tsv")
        if row["kind"] == kind
    }


@cache
def _cardinals() -> dict[str, float]:
    return {word: float(value) for kind in ("unit", "ten") for word, value in _values(kind).items()}


@cache
def _scales() -> dict[str, str]:
    """The words of scale, and the letters that can be nothing else: million, bn, but no m."""
    letters = {name: size for name, size in _values("letter scale").items() if len(name) > 1}
    return letters | _values("scale")


_PARTS = {
    ("half", "a"): 0.5,
    ("a", "quarter", "of", "a"): 0.25,
    ("three", "quarters", "of", "a"): 0.75,
}


def find_figures(words: list[Word]) -> list[Figure]:
    """The numbers and dates of a sentence's words, in order.

    >>> from .words import words_of
    >>> text = "On Jan. 5 about fifty thousand people paid $3.5bn, or 12 percent, in 24 towns."
    >>> [figure.key for figure in find_figures(words_of(text.split()))]
    ['january 5', '50000', '3500000000', '12%', '24']
    """
    found = []
    i = 0
    while i < len(words):
        figure = _date(words, i) or _number(words, i)
        if figure is None:
            i += 1
        else:
            found.append(figure)
            i = figure.last + 1
    return found


def _date(words: list[Word], i: int) -> Figure | None:
    for month, day in ((i, i + 1), (i + 1, i)):
        if max(month, day) >= len(words) or words[i].closes:
            continue
        number = _values("month").get(words[month].lower)
        match = _DIGITS.fullmatch(words[day].form)
        if number and words[month].form[0].isupper() and match and _is_day(match):
            name = list(_values("month"))[int(number) - 1]
            return Figure(f"{name} {int(match['number'])}", i, i + 1, 5.0)
    return None


def _is_day(match: re.Match) -> bool:
    return (
        match["number"].isdigit()
        and 1 <= int(match["number"]) <= 31
        and (match["letters"].lower() in ("", *_ORDINAL))
    )


def _number(words: list[Word], i: int) -> Figure | None:
    match = _DIGITS.fullmatch(words[i].form)
    if match:
        return _from_digits(words, i, match)
    if _CLOCK.fullmatch(words[i].form):
        return Figure(words[i].form, i, i, 5.0)
    cardinals, scales = _cardinals(), _values("scale")
    if part := _part_of_scale(words, i):
        return part
    if words[i].lower in ("a", "an") and i + 1 < len(words) and words[i + 1].lower in scales:
        value, last = _scaled(words, i, 1.0)
        return _figure(words, value, i, last)
    if words[i].lower not in cardinals:
        return None
    value, last = _spelled(words, i)
    value, last = _and_a_half(words, last, value)
    if words[i].lower == "one" and last == i and not _is_measured(words, last):
        return None
    return _figure(words, value, i, last)


def _part_of_scale(words: list[Word], i: int) -> Figure | None:
    """ "half a million", "a quarter of a million" from word `i` on; None for anything else."""
    for said, share in _PARTS.items():
        ahead = words[i : i + len(said) + 1]
        lowers = tuple(word.lower for word in ahead)
        if lowers[:-1] != said or lowers[-1] not in _values("scale"):
            continue
        if not any(word.closes for word in ahead[:-1]):
            value, last = _scaled(words, i + len(said) - 1, share)
            return _figure(words, value, i, last)
    return None


def _and_a_half(words: list[Word], last: int, value: float) -> tuple[float, int]:
    """The value with "and a half" behind word `last`, and the words of scale behind that."""
    following = words[last + 1 : last + 4]
    if [word.lower for word in following] != ["and", "a", "half"] or words[last].closes:
        return value, last
    return _scaled(words, last + 3, value + 0.5)


def _from_digits(words: list[Word], i: int, match: re.Match) -> Figure | None:
    letters = match["letters"].lower()
    value = float(match["number"].replace(",", ""))
    if letters in _ORDINAL or letters == "s":
        return Figure(
            f"{value:.12g}{'th' if letters in _ORDINAL else 's'}", i, i, _weight(value, "")
        )
    if letters in _values("letter scale"):
        return _figure(words, value * float(_values("letter scale")[letters]), i, i)
    if letters in _values("scale"):
        return _figure(words, value * float(_values("scale")[letters]), i, i)
    value, last = _scaled(words, i, value)
    return _figure(words, value, i, last)


def _scaled(words: list[Word], i: int, value: float) -> tuple[float, int]:
    """`value` times the words of scale that follow word `i`, and the last of these words."""
    scales = _scales()
    while i + 1 < len(words) and not words[i].closes and words[i + 1].lower in scales:
        i += 1
        value *= float(scales[words[i].lower])
    return value, i


def _spelled(words: list[Word], i: int) -> tuple[float, int]:
    """Value of a number in words from word `i` on, and its last word."""
    total, group, last = 0.0, 0.0, i
    while i < len(words):
        lower = words[i].lower
        if lower in _cardinals() and (i == last or _may_follow(words[last].lower, lower)):
            group += _cardinals()[lower]
        elif lower in _values("scale") and group:
            scale = float(_values("scale")[lower])
            total, group = (total, group * scale) if scale < 1000 else (total + group * scale, 0.0)
        elif lower == "and" and words[last].lower in _values("scale") and not words[last].closes:
            i += 1
            if i < len(words) and words[i].lower in _cardinals():
                continue
            break
        else:
            break
        last = i
        if words[i].closes:
            break
        i += 1
    return total + group, last


def _may_follow(before: str, word: str) -> bool:
    """ "twenty five", "hundred ten" and "and ten" go on as one number; "two three" does not."""
    return before in _values("scale") or (before in _values("ten") and word in _values("unit"))


def _is_measured(words: list[Word], last: int) -> bool:
    return (
        last + 1 < len(words)
        and not words[last].closes
        and words[last + 1].lower in _values("measure")
    )


def _figure(words: list[Word], value: float, first: int, last: int) -> Figure:
    percent = "%" in words[last].after or "%" in words[last].form
    if _is_measured(words, last):
        last += 1
        percent = percent or _values("measure")[words[last].lower] == "%"
    elif [word.lower for word in words[last + 1 : last + 3]] == ["per", "cent"]:
        percent, last = True, last + 2
    unit = "%" if percent else ""
    return Figure(f"{value:.12g}{unit}", first, last, _weight(value, unit))


def _weight(value: float, unit: str) -> float:
    """What sharing a number tells, on the scale of `words.weight`: little if it is small."""
    if unit:
        return 5.0
    if value == int(value) and value <= 12:
        return 1.5
    if value == int(value) and value <= 100:
        return 3.5
    if value == int(value) and 1900 <= value <= 2100:
        return 4.0
    return 7.5
