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
    """
    percent = str(unit).startswith("share")
    shown = np.multiply(values, 100 if percent else 1)
    largest = np.fmax.reduce(np.abs(shown), initial=0)
    decimals = 1 if largest >= 10 else (1 if largest >= 1 else 2) + fine
    if percent:
        decimals = max(decimals - 1, 1) if fine else 0
    if 0 < largest < 1:
        decimals = max(decimals, min(fine - int(np.floor(np.log10(largest))), _MOST))
    if len(values) == 2:
        decimals = _agreeing(*shown, decimals, enough=10 if fine else 100)

    def write(value: float, sign: str = "") -> str:
        text = written(100 * value if percent else value, f"{sign}.{decimals}f")
        return text + ("" if not percent or text == NO_VALUE else " % points" if sign else "%")

    return write


def _agreeing(report: float, commentary: float, decimals: int, enough: int) -> int:
    unit = 10.0**-decimals
    before, after, change = (
        np.round(v, decimals) for v in (report, commentary, commentary - report)
    )
    if abs(after - before - change) > unit / 2 and abs(change) < (enough - 0.5) * unit:
        return _agreeing(report, commentary, decimals + 1, enough)
    return decimals


def number(value: float, row, sign: str = "", *, fine: bool = False) -> str:
    """A number of a row of `compare`."""
    return writer(row.unit, row.report, row.commentary, fine=fine)(value, sign)
