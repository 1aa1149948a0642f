"""The numbers of a comparison's row as they are read: with as many decimals as the row asks for."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ..display import NO_VALUE, written


def writer(unit: str, *values: float, fine: bool = False) -> Callable[..., str]:
    """Writes the numbers of a row that has these values; shares are in percent.

    `fine` gives a decimal more: for tables, differences over stories, and the ends of intervals.
    With the sign "+" a number is a difference: it has its sign, and a share's is in points.

    >>> write = writer("share of words", 0.07, 0.022, fine=True)
    >>> write(0.07), write(-0.048, "+"), writer("points", 55.2, 66.0)(10.74, "+")
    ('7.0%', '−4.8 % points', '+10.7')
    """
    percent = str(unit).startswith("share")
    largest = np.fmax.reduce(np.abs(values), initial=0) * (100 if percent else 1)
    decimals = 1 if largest >= 10 else (1 if largest >= 1 else 2) + fine
    if percent:
        decimals = max(decimals - 1, 1) if fine else 0

    def write(value: float, sign: str = "") -> str:
        text = written(100 * value if percent else value, f"{sign}.{decimals}f")
        return text + ("" if not percent or text == NO_VALUE else " % points" if sign else "%")

    return write


def number(value: float, row, sign: str = "", *, fine: bool = False) -> str:
    """A number of a row of `compare`."""
    return writer(row.unit, row.report, row.commentary, fine=fine)(value, sign)
