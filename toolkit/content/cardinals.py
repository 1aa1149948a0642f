"""Numbers in words: "two hundred and fifty thousand", "a billion and a half", "three-quarters"."""

from __future__ import annotations

import math
from functools import cache

from .. import lexicons
from .words import Word, is_function

# "a" before any other part may open something else: "a third man".
_CLEAR_PARTS = (["half"], ["quarter"])


@cache
def values(kind: str) -> dict[str, str]:
    """The words of one kind in `number_words.tsv`, each with what it stands for."""
    return {
        row["word"]: row["value"]
        for row in lexicons.rows("number_words.tsv")
        if row["kind"] == kind
    }


@cache
def _cardinals() -> dict[str, float]:
    return {word: float(value) for kind in ("unit", "ten") for word, value in values(kind).items()}


@cache
def _scales() -> dict[str, float]:
    """The words of scale, and the letters that can be nothing else: million, bn, but no m."""
    letters = {name: size for name, size in values("letter scale").items() if len(name) > 1}
    return {name: float(size) for name, size in (letters | values("scale")).items()}


@cache
def _openings() -> frozenset[str]:
    return frozenset(("a", "an", "half", *_cardinals()))


def spelled(words: list[Word], i: int) -> tuple[float, int] | None:
    """Value and last word of the number in words that starts at word `i`; None where none does.

    >>> from .words import words_of
    >>> texts = "a hundred and ten", "two point five million", "three-quarters", "four and a half"
    >>> [spelled(words_of(text.split()), 0)[0] for text in texts]
    [110.0, 2500000.0, 0.75, 4.5]
    >>> [spelled(words_of(text.split()), 0) for text in ("twenty-first", "a hundred and fifth")]
    [None, None]
    """
    if words[i].lower not in _openings():
        return None
    found = _share(words, i) or _whole(words, i)
    return None if found and _goes_on_as_ordinal(words, found[1]) else found


def _goes_on_as_ordinal(words: list[Word], last: int) -> bool:
    behind = [] if words[last].closes else _together(words, last + 1, 2)
    if words[last].lower in values("ten"):
        return bool(behind) and words[last + 1].hyphen and behind[0] in values("ordinal")
    is_hundred = words[last].lower in values("scale")
    return is_hundred and behind[:1] == ["and"] and behind[-1] in values("ordinal")


def _together(words: list[Word], i: int, n: int) -> list[str]:
    """In lower case, the next `n` words from word `i` on; fewer where a mark ends them."""
    found = []
    for word in words[i : i + n]:
        found.append(word.lower)
        if word.closes:
            break
    return found


def _share(words: list[Word], i: int) -> tuple[float, int] | None:
    """ "half a million", "two thirds", "a quarter of a million", "three-quarters"."""
    ahead = _together(words, i, 5)
    if ahead[:2] == ["half", "a"]:
        return _of_scale(words, i + 1, 0.5)
    share = _fraction(ahead)
    if not share:
        return None
    if ahead[2:4] == ["of", "a"] and (found := _of_scale(words, i + 3, share)):
        return found
    # "a third man", "three quarters of growth in a row": fractions only if nothing else can
    # be, and no half, as in "an hour and a half of it".
    is_plain = ahead[1].endswith("s") and ahead[1] != "quarters"
    is_clear = is_plain or words[i + 1].hyphen or ahead[2:3] == ["of"] or _is_change(words, i)
    return (share, i + 1) if is_clear and ahead[1] != "half" else None


def _of_scale(words: list[Word], i: int, share: float) -> tuple[float, int] | None:
    """A share of the word of scale behind word `i`, or of a century's years."""
    following = "" if words[i].closes or i + 1 == len(words) else words[i + 1].lower
    if following == "century":
        return 100 * share, i + 1
    return scaled(words, i, share) if following in values("scale") else None


def _is_change(words: list[Word], i: int) -> bool:
    """Whether a fraction from word `i` on is one of change: "by a fifth", "a third fewer"."""
    following = "" if words[i + 1].closes or i + 2 == len(words) else words[i + 2].lower
    is_by = i > 0 and words[i - 1].lower == "by" and not words[i - 1].closes
    is_one_more = i > 1 and words[i - 2].lower in values("in turn")
    return following in values("comparative") or (
        is_by and not is_one_more and (not following or is_function(following))
    )


def _fraction(ahead: list[str]) -> float | None:
    """Value of "a third", "two thirds", "three quarters" at the start of `ahead`."""
    parts = values("fraction").get(ahead[1]) if len(ahead) > 1 else None
    if not parts:
        return None
    n = 1.0 if ahead[0] in ("a", "an") else _cardinals().get(ahead[0], 0.0)
    in_lowest_terms = 0 < n < int(parts) and math.gcd(int(n), int(parts)) == 1
    return n / int(parts) if in_lowest_terms and ahead[1].endswith("s") == (n > 1) else None


def _whole(words: list[Word], i: int) -> tuple[float, int] | None:
    if words[i].lower in _cardinals():
        value, last = _counted(words, i, 0.0)
    elif words[i].lower != "half" and _together(words, i, 2)[-1] in values("scale"):
        value, last = _counted(words, i + 1, 1.0)
    else:
        return None
    value, last = _with_decimals(words, last, value)
    return with_part(words, last, value)


def _counted(words: list[Word], i: int, group: float) -> tuple[float, int]:
    """Value of the cardinal from word `i` on, and its last word; `group` is 1 behind "a"."""
    total, last = 0.0, i
    while i < len(words):
        lower = words[i].lower
        if lower in _cardinals() and (i == last or _may_follow(words[last].lower, lower)):
            group += _cardinals()[lower]
        elif lower in values("scale") and group:
            scale = float(values("scale")[lower])
            total, group = (total, group * scale) if scale < 1000 else (total + group * scale, 0.0)
        elif lower == "and" and words[last].lower in _scales().keys() - {"dozen"}:
            i += 1
            if i < len(words) and words[i].lower in _cardinals() and not _opens_part(words, i):
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
    return before in values("scale") or (before in values("ten") and word in values("unit"))


def _opens_part(words: list[Word], i: int) -> bool:
    return _fraction(_together(words, i, 2)) is not None


def _with_decimals(words: list[Word], last: int, value: float) -> tuple[float, int]:
    """ "two point five", and the words of scale behind it."""
    ahead = _together(words, last + 1, 12)
    if words[last].closes or ahead[:1] != ["point"] or words[last].lower in values("scale"):
        return value, last
    digits = ""
    for word in ahead[1:]:
        digit = values("unit").get(word, "")
        if len(digit) != 1:
            break
        digits += digit
    if not digits:
        return value, last
    return scaled(words, last + 1 + len(digits), float(f"{value:.0f}.{digits}"))


def with_part(words: list[Word], last: int, value: float) -> tuple[float, int]:
    """`value` with "and a half" behind word `last`, and the words of scale behind that.

    Behind a word of scale it is a part of that: "a million and a half".
    """
    ahead = [] if words[last].closes else _together(words, last + 1, 3)
    share = _fraction(ahead[1:]) if ahead[:1] == ["and"] else None
    after_scale = words[last].lower in values("scale")
    is_doubtful = after_scale if share and ahead[1] != "a" else ahead[2:] not in _CLEAR_PARTS
    if not share or is_doubtful:
        return value, last
    if after_scale:
        return value + share * _scales()[words[last].lower], last + 3
    return scaled(words, last + 3, value + share)


def scaled(words: list[Word], i: int, value: float) -> tuple[float, int]:
    """`value` times the words of scale that follow word `i`, and the last of these words."""
    while i + 1 < len(words) and not words[i].closes and words[i + 1].lower in _scales():
        i += 1
        value *= _scales()[words[i].lower]
    return value, i
