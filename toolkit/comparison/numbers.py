"""The numbers of a comparison's row as they are read: with as many decimals as the row asks for."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ..display import NO_VALUE, written

_MOST = 8  # decimals of a value that is next to nothing


def writer(unit: str, *values: float, fine: bool = False) -> Callable[..., str]:
    """Writes the numbers of a row that has these values; shares are in percent.

    `fine` gives a decimal more: for tables, differences over stories, and the ends of intervals.
    With the sign "+" a number is a difference: it has its sign, and a share's is in points.
    Two values, report and commentary, have the decimals that their difference needs to agree with
    them, or to have three figures (two with `fine`).

    >>> write = writer("share of words", 0.07, 0.022, fine=True)
    >>> write(0.07), write(-0.048, "+"), writer("points", 55.2, 66.0)(10.74, "+")
    ('7.0%', '−4.8 % points', '+10.7')
    >>> write = writer("", -0.024, -0.0352)
    >>> write(-0.024), write(-0.0352), write(-0.0112, "+")
    ('−0.024', '−0.035', '−0.011')
    >>> writer("", 41250.0, 2_300_000.0)(41250.0)
    '41,250'
    """
    return _with_decimals(unit, _decimals(_shown(unit, values), _is_share(unit), fine))


def _with_decimals(unit: str, decimals: int) -> Callable[..., str]:
    percent = _is_share(unit)

    def write(value: float, sign: str = "") -> str:
        text = written(100 * value if percent else value, f"{sign},.{decimals}f")
        return text + ("" if not percent or text == NO_VALUE else " % points" if sign else "%")

    return write


def _is_share(unit: str) -> bool:
    return str(unit).startswith("share")


def _shown(unit: str, values) -> np.ndarray:
    return np.multiply(values, 100 if _is_share(unit) else 1)


def _decimals(shown: np.ndarray, percent: bool, fine: bool) -> int:
    largest = np.fmax.reduce(np.abs(shown), initial=0)
    decimals = 0 if largest >= 1000 else 1 if largest >= 10 else (1 if largest >= 1 else 2) + fine
    if percent:
        decimals = max(decimals - 1, 1) if fine else 0
    if 0 < largest < 1:
        decimals = max(decimals, min(fine - int(np.floor(np.log10(largest))), _MOST))
    if len(shown) == 2:
        decimals = _agreeing(*shown, decimals, enough=10 if fine else 100)
    return decimals


def _agreeing(report: float, commentary: float, decimals: int, enough: int) -> int:
    change = abs(np.round(commentary - report, decimals))
    if _agree(report, commentary, decimals) or change >= (enough - 0.5) * 10.0**-decimals:
        return decimals
    return _agreeing(report, commentary, decimals + 1, enough)


def _agree(report: float, commentary: float, decimals: int) -> bool:
    """Whether two values and their difference, as they are rounded, add up."""
    before, after, change = (
        np.round(v, decimals) for v in (report, commentary, commentary - report)
    )
    return not abs(after - before - change) > 0.5 * 10.0**-decimals


def number(value: float, row, sign: str = "", *, fine: bool = False) -> str:
    """A number of a row of `compare`."""
    return writer(row.unit, row.report, row.commentary, fine=fine)(value, sign)


def beside_difference(row) -> Callable[..., str]:
    """Writes the values of a row that stand before a difference with its own decimals.

    They have no more of them than it needs, and one less where they would not add up with it:
    beside +10.74, which is +10.7, 55.24 and 65.98 are 55 and 66.
    """
    shown = _shown(row.unit, [row.report, row.commentary])
    plainly, finely = (_decimals(shown, _is_share(row.unit), fine) for fine in (False, True))
    if _agree(*shown, finely):
        return _with_decimals(row.unit, min(plainly, finely))
    return _with_decimals(row.unit, plainly - (plainly == finely > 0))


def size_of_difference(row) -> str:
    """The difference of a row behind its two values, without a sign.

    Where it does not add up with them, it has a decimal less: 15.24 behind 22.3 and 37.6 is "about
    15".
    """
    shown = _shown(row.unit, [row.report, row.commentary])
    decimals = _decimals(shown, _is_share(row.unit), fine=False)
    if not decimals or _agree(*shown, decimals):
        return number(abs(row.difference), row)
    return f"about {_with_decimals(row.unit, decimals - 1)(abs(row.difference))}"


def interval(write: Callable[..., str], low: float, high: float) -> str:
    """The interval of a difference: shares differ by points, so that there is no percent sign.

    >>> interval(writer("share of words", 0.07, 0.022, fine=True), -0.059, -0.036)
    '−5.9 to −3.6'
    """
    return NO_VALUE if np.isnan(low) else f"{write(low)} to {write(high)}".replace("%", "")
