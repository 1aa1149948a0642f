"""The one kind of error a user of the toolkit is meant to read, and words for its messages."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from numbers import Integral
from pathlib import PurePath

SHOWN = 12  # names of columns in a message


def there(wanted: object, names: Iterable) -> str:
    """The first of the names that there are, and those that could have been meant.

    >>> there("rol", ["story", "role", "text"])
    "story, role, text; did you mean 'role'?"
    """
    names = list(map(str, names))
    hint = meant(wanted, names)
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return f"{', '.join(names[:SHOWN]) or 'none'}{more}{hint}"


def meant(wanted: object, names: Iterable) -> str:
    """The end of a message: which of the names could have been meant, if any.

    >>> meant("role", ["story", "ROLE", "text"])
    "; did you mean 'ROLE'?"
    >>> meant("role", ["story", "outlet"])
    ''
    >>> meant("flesch", ["lix", "flesch_reading_ease"])
    "; did you mean 'flesch_reading_ease'?"
    """
    small = {name.lower(): name for name in map(str, names)}
    sought = str(wanted).lower()
    near = (
        [sought] if sought in small else difflib.get_close_matches(sought, small, n=2, cutoff=0.65)
    )
    if not near and len(sought) > 3:
        near = [name for name in small if sought in name][:2]
    return f"; did you mean {' or '.join(repr(small[name]) for name in near)}?" if near else ""


def at(place: str, reason: str) -> str:
    """A place and what is wrong there, the place once.

    >>> at("texts/a.csv", "a.csv is empty"), at("a.csv, line 2", "it is no row")
    ('a.csv is empty', 'a.csv, line 2: it is no row')
    >>> at("b.csv", "there is no file 'texts/b.csv'")
    "there is no file 'texts/b.csv'"
    """
    is_there = "." in place and f"{place}'" in reason and not reason.startswith("it ")
    is_said = is_there or reason.startswith(PurePath(place).name)
    return reason if is_said else f"{place}: {reason}"


def why(error: Exception) -> str:
    """What the system says of an error of its own, as the end of a sentence.

    >>> why(OSError(28, "No space left on device"))
    'no space left on device'
    """
    return (getattr(error, "strerror", None) or str(error)).lower()


def kind_of(value: object) -> str:
    """What a value is, with its article.

    >>> kind_of([]), kind_of(5), kind_of(None)
    ('a list', 'an int', 'None')
    """
    if value is None:
        return "None"
    name = type(value).__name__
    if hasattr(value, "to_pandas") and hasattr(value, "columns"):
        library = type(value).__module__.partition(".")[0]
        return f"a {library} {name}; its to_pandas() gives a table"
    return f"{'an' if name[0] in 'aeiouAEIO' or name == 'ndarray' else 'a'} {name}"


def is_whole(value: object, least: int) -> bool:
    """Whether a value is a whole number, and no truth value, from `least` on.

    >>> is_whole(3, 1), is_whole(0, 1), is_whole(3.0, 1), is_whole(True, 1)
    (True, False, False, False)
    """
    return isinstance(value, Integral) and not isinstance(value, bool) and value >= least


def short(value: object, limit: int = 60) -> str:
    """A value on one line of a message, cut where it is long.

    >>> short([1, 2, 3], 6)
    '[1, 2…'
    """
    line = " ".join(str(value).split())
    return line if len(line) <= limit else f"{line[: limit - 1]}…"


class ToolkitError(ValueError):
    """Something in the user's input or call is wrong, and the message says what to do.

    The message is one plain sentence that names the value, the place and the choices. It is a
    `ValueError`, so code that catches those keeps working.

    >>> raise ToolkitError("no column 'txt'; the table has: story, text")
    Traceback (most recent call last):
    ...
    toolkit.errors.ToolkitError: no column 'txt'; the table has: story, text
    """
