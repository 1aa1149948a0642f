"""Numbers in running text as values: "50,000", "fifty thousand" and "50 thousand" are one.

A number is compared by its value and by whether it is a percentage, as "a fifth" and "one in five"
are; a currency or what is counted is not compared ("$3 million" meets "three million dollars" and
"3 million"). A month with a day is a date. "One" and "zero", ordinals in words and vague amounts
("dozens") are no numbers here.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from .cardinals import scaled, spelled, values, with_part
from .dates import find_date, find_time
from .shares import share
from .words import Word, is_function, word_class

_DIGITS = re.compile(
    r"(?:[A-Za-z]{0,3}[$£€])?(?P<number>\d[\d,]*(?:\.\d+)?)?(?P<vulgar>[¼-¾⅐-⅞]?)"
    r"(?P<letters>[A-Za-z]*)(?P<percent>%?)"
)
_SLASHED = re.compile(r"\d{1,2}(?:/\d{1,4})+")
_FRACTION = re.compile(r"([1-9])/([2-9])")
_RANGES = (["to"], ["or"], ["and"])
_YEAR = re.compile(r"(?:19|20)\d\d")
_ORDINAL = ("st", "nd", "rd", "th")


class Figure(NamedTuple):
    """A number found in a list of words."""

    key: str  # "50000", "12%", "january 5", "1990s"
    first: int  # its first and last word
    last: int
    weight: float


def find_figures(words: list[Word]) -> list[Figure]:
    """The numbers and dates of a sentence's words, in order.

    >>> from .words import words_of
    >>> text = "On Jan. 5 about fifty thousand people paid $3.5bn, or 12 percent, in 24 towns."
    >>> [figure.key for figure in find_figures(words_of(text.split()))]
    ['january 5', '50000', '3500000000', '12%', '24']
    >>> [figure.key for figure in find_figures(words_of("3 to 5 percent in 1998-99".split()))]
    ['3%', '5%', '1998', '1999']
    """
    found = []
    i = 0
    while i < len(words):
        figure = _at_time(words, i) or _number(words, i)
        if figure is None:
            i += 1
        else:
            if found:
                found[-1], figure = _as_range(words, found[-1], figure)
            found.append(figure)
            i = figure.last + 1
    return found


def _as_range(words: list[Word], low: Figure, high: Figure) -> tuple[Figure, Figure]:
    """Two figures, with what each leaves to the other: "from 3 to 5 per cent", "1998-99"."""
    between = [word.lower for word in words[low.last + 1 : high.first]]
    is_dash = not between and words[high.first].hyphen
    if words[low.last].closes or not (is_dash or between in _RANGES):
        return low, high
    is_year = _YEAR.fullmatch(low.key)
    if high.key.endswith("%") and low.key.replace(".", "", 1).isdecimal() and not is_year:
        return low._replace(key=f"{low.key}%", weight=_weight(0.0, "%")), high
    if is_dash and is_year and len(high.key) == 2 and high.key > low.key[2:]:
        return low, high._replace(key=low.key[:2] + high.key, weight=low.weight)
    return low, high


def _at_time(words: list[Word], i: int) -> Figure | None:
    at = find_date(words, i) or find_time(words, i)
    return Figure(at[0], i, at[1], 5.0) if at else None


def _number(words: list[Word], i: int) -> Figure | None:
    part = share(words, i)
    if part:
        return Figure(f"{100 * part[0]:.12g}%", i, part[1], _weight(part[0], "%"))
    form = words[i].form
    if _SLASHED.fullmatch(form):
        return Figure(form, i, i, 5.0)
    match = _DIGITS.fullmatch(form) if not form.isalpha() else None
    if match and (match["number"] or match["vulgar"]):
        return _from_digits(words, i, match)
    found = spelled(words, i)
    if not found:
        return None
    value, last = found
    if words[i].lower in ("zero", "one") and last == i and not _is_measured(words, last):
        return None
    return _figure(words, value, i, last)


def _from_digits(words: list[Word], i: int, match: re.Match) -> Figure | None:
    letters = match["letters"].lower()
    value = float(match["number"].replace(",", "")) if match["number"] else 0.0
    if letters == "s" and _is_of_age(words, i):
        letters = ""
    if letters in _ORDINAL or letters == "s":
        value = _full_year(words, i, value)
        return Figure(
            f"{value:.12g}{'th' if letters in _ORDINAL else 's'}", i, i, _weight(value, "")
        )
    if match["vulgar"]:
        value += unicodedata.numeric(match["vulgar"])
    if letters == "m" and _are_metres(words, i):
        return _figure(words, value, i, i)
    for kind in ("letter scale", "scale"):
        if letters in values(kind):
            return _figure(words, value * float(values(kind)[letters]), i, i)
    value, last = _with_fraction(words, i, _full_year(words, i, value))
    value, last = scaled(words, last, value)
    value, last = with_part(words, last, value)
    return _figure(words, value, i, last)


def _is_of_age(words: list[Word], i: int) -> bool:
    """ "The under-16s" and "18-to-24s" name ages, "the 60s" a decade."""
    before = words[i - 1].lower if i and not words[i - 1].closes else ""
    return before in ("under", "over") or (before == "to" and words[i].hyphen)


def _full_year(words: list[Word], i: int, value: float) -> float:
    """The year of "in '61" and the decade of "the '90s"."""
    word = words[i]
    is_short = word.before.endswith("'") and word.form[:2].isdigit() and len(word.form) < 4
    if not (is_short and i and word.form[2:] in ("", "s")):
        return value
    told = word.form[2:] or word_class().get(words[i - 1].lower) == "preposition"
    return value + (1900 if value >= 30 else 2000) if told else value


def _with_fraction(words: list[Word], i: int, value: float) -> tuple[float, int]:
    """ "3 1/2" and the position of its last word."""
    follows = i + 1 < len(words) and not words[i].closes
    match = _FRACTION.fullmatch(words[i + 1].form) if follows else None
    if not match or int(match[1]) >= int(match[2]):
        return value, i
    return value + int(match[1]) / int(match[2]), i + 1


def _are_metres(words: list[Word], i: int) -> bool:
    """ "the 100m sprint" is no hundred million, "a £100m final payment" is."""
    is_money = not words[i].form[0].isdigit() or any(mark in words[i].before for mark in "$£€")
    follows = i + 1 < len(words) and not words[i].closes
    return not is_money and follows and words[i + 1].lower in values("after metres")


def _is_measured(words: list[Word], last: int) -> bool:
    return (
        last + 1 < len(words)
        and not words[last].closes
        and words[last + 1].lower in values("measure")
    )


def _are_thousands(words: list[Word], last: int) -> bool:
    """Whether "grand" follows and is a noun: "forty grand a year", but no "two grand pianos"."""
    if words[last].closes or [word.lower for word in words[last + 1 : last + 2]] != ["grand"]:
        return False
    following = words[last + 2 : last + 3]
    return words[last + 1].closes or not following or is_function(following[0].lower)


def _figure(words: list[Word], value: float, first: int, last: int) -> Figure:
    if _are_thousands(words, last):
        value, last = 1000 * value, last + 1
    percent = "%" in words[last].after or "%" in words[last].form
    if _is_measured(words, last):
        last += 1
        percent = percent or values("measure")[words[last].lower] == "%"
    elif [word.lower for word in words[last + 1 : last + 3]] == ["per", "cent"]:
        percent, last = True, last + 2
    unit = "%" if percent else ""
    return Figure(f"{value:.12g}{unit}", first, last, _weight(value, unit))


def _weight(value: float, unit: str) -> float:
    """What sharing a number tells, on the scale of `words.weight`: little if it is small."""
    if unit or value < 1:
        return 5.0
    if value.is_integer() and value <= 12:
        return 1.5
    if value.is_integer() and value <= 100:
        return 3.5
    if value.is_integer() and 1900 <= value <= 2100:
        return 4.0
    return 7.5
