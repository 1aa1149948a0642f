"""Numbers that round others: "more than 5,000" for 5,117, "one in three" for 34 per cent."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cache

from .cardinals import values
from .figures import Figure
from .words import Word, is_function, weight

LARGEST_ERROR = 0.1
SMALLEST = 1e-9
LEAST = 20  # "about five" may be anything
YEARS = range(1900, 2101)
MAYBE_YEARS = range(1000, 2101)
MOST_DIGITS = 3
SHARE_ERROR = 1.5  # percentage points that "one in three" may be off without saying so
SPELT_ERROR = 0.05  # that "five thousand" may be off, which "5,000" may not
SAME_ERROR = 0.005  # what is left out where three or more digits are kept: 8,381 for 8,381.35
ABOVE, BELOW, NEAR, AT, SAME = "above", "below", "near", "at", "same"
SPELT = "spelt out"
LONGEST = 3
LARGE = 1000  # smaller ones have a round neighbour by chance
NEARBY = 4
TELLING = 1.0


def roundings(figure: Figure, *, counts: bool = False) -> Iterator[tuple[str, str]]:
    """The keys of the round numbers that may stand for a figure, and where it is beside each.

    "Above" where the exact number is above the round one, "below", "at" it for a fraction near
    enough to need no "about", the "same" but for its last digits, or one that needs no "about" if
    "spelt out". A year has no neighbours, if what looks like one doesn't count something.

    >>> sorted(roundings(Figure("5117", 0, 0, 7.5)))  # doctest: +NORMALIZE_WHITESPACE
    [('5000', 'above'), ('5000', 'spelt out'), ('5100', 'above'), ('5100', 'spelt out'),
     ('5110', 'above'), ('5110', 'spelt out'), ('5120', 'below'), ('5120', 'same'),
     ('5120', 'spelt out'), ('5200', 'below'), ('5200', 'spelt out'), ('5500', 'below')]
    >>> ("33.3333333333%", "at") in set(roundings(Figure("34%", 0, 0, 5.0)))
    True
    """
    unit = "%" if figure.key.endswith("%") else ""
    try:
        exact = float(figure.key.removesuffix("%"))
    except ValueError:  # a date, or an ordinal
        return
    if not SMALLEST < exact < math.inf or (not unit and not counts and exact in YEARS):
        return
    for value in _without_last_digits(exact) if unit or exact not in MAYBE_YEARS else ():
        yield f"{value:.12g}{unit}", SAME
    if not unit and exact < LEAST and exact.is_integer():
        return
    for value in {*_shorter(exact), *(_fractions() if unit else ())}:
        if value != exact and abs(value - exact) <= LARGEST_ERROR * exact:
            yield f"{value:.12g}{unit}", ABOVE if value < exact else BELOW
            if value >= LARGE and not unit and abs(value - exact) <= SPELT_ERROR * exact:
                yield f"{value:.12g}", SPELT
    if unit:
        for value in _fractions():
            if abs(value - exact) <= SHARE_ERROR:
                yield f"{value:.12g}%", AT


def _shorter(exact: float) -> Iterator[float]:
    """The numbers of up to three digits on both sides, and fives in the second place."""
    size = math.floor(math.log10(exact))
    for place in range(MOST_DIGITS):
        for step in (1, 5) if place == 1 else (1,):
            unit = step * 10.0 ** (size - place)
            yield float(f"{math.floor(exact / unit) * unit:.12g}")
            yield float(f"{math.ceil(exact / unit) * unit:.12g}")


def _without_last_digits(exact: float) -> Iterator[float]:
    """The nearest numbers of three to five digits that differ by next to nothing."""
    for digits in (3, 4, 5):
        value = float(f"{exact:.{digits}g}")
        is_short = len(f"{value:.12g}".replace(".", "").strip("0")) < MOST_DIGITS
        if value != exact and not is_short and abs(value - exact) <= SAME_ERROR * exact:
            yield value


@cache
def _fractions() -> tuple[float, ...]:
    wholes = sorted({int(parts) for parts in values("fraction").values()})
    return tuple({100 * n / parts for parts in wholes for n in range(1, parts)})


def counts(words: list[Word], figure: Figure) -> bool:
    """Whether a number with a comma is followed by what it counts: "1,900 jobs"."""
    follows = figure.last + 1 < len(words) and not words[figure.last].closes
    noun = words[figure.last + 1] if follows else None
    is_noun = noun is not None and noun.form.islower() and not is_function(noun.lower)
    return is_noun and "," in words[figure.first].form


def needs_company(words: list[Word], figure: Figure) -> bool:
    """Whether a number is too small, or too like a year, to be rounded anywhere: 65, 82%, 1821."""
    if figure.key.endswith("%"):
        return True
    number = float(figure.key)
    return number < LARGE or (number in MAYBE_YEARS and words[figure.first].form.isdecimal())


def company(words: list[Word], figure: Figure) -> frozenset[str]:
    """The telling words beside a figure, one of which a sentence that rounds it has, too.

    >>> from .words import words_of
    >>> words = words_of("Some 29 students have fainted there since the last of May .".split())
    >>> sorted(company(words, Figure("29", 1, 1, 1.0)))
    ['faint', 'student']
    """
    beside = words[max(figure.first - NEARBY, 0) : figure.first]
    beside += words[figure.last + 1 : figure.last + 1 + NEARBY]
    return frozenset(
        word.stem
        for word in beside
        if word.lower.isalpha() and not is_function(word.lower) and weight(word.stem) > TELLING
    )


def is_rounding(words: list[Word], figure: Figure, sides: set[str]) -> bool:
    """Whether a sentence says a figure as one of those on `sides` of it that `roundings` gives.

    "More than 5,000" is 5,117 and not 4,960; "about 5,000" is both, and so is "five thousand".
    """
    if SPELT in sides and all(w.form.isalpha() for w in words[figure.first : figure.last + 1]):
        return True
    side = _side(words, figure.first) or _side_behind(words, figure.last)
    if side in sides or SAME in sides or (side == NEAR and not sides.isdisjoint((ABOVE, BELOW))):
        return True
    last = words[figure.last]
    as_percentage = "%" in last.form + last.after or last.lower in values("measure")
    return AT in sides and not (as_percentage or last.lower == "cent")


def _side(words: list[Word], first: int) -> str:
    """Where the exact number is, by what stands before the round one: above, below, near or ""."""
    for n in range(LONGEST, 0, -1):
        before = words[max(first - n, 0) : first]
        if len(before) == n and not any(word.closes for word in before):
            side = values("rounding").get(" ".join(word.lower for word in before))
            if side:
                return side
    return ""


def _side_behind(words: list[Word], last: int) -> str:
    """The same by what stands behind it: "forty-odd", "sixty or more"."""
    behind = [] if words[last].closes else [word.lower for word in words[last + 1 : last + 3]]
    sides = values("rounding behind")
    return sides.get(" ".join(behind), "") or sides.get(" ".join(behind[:1]), "")
