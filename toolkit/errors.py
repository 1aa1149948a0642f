"""The one kind of error a user of the toolkit is meant to read."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

SHOWN = 12  # names of columns in a message


def there(wanted: object, names: Iterable) -> str:
    """The first of the names that there are, and those that could have been meant.

    >>> there("rol", ["story", "role", "text"])
    "story, role, text; did you mean 'role'?"
    """
    names = list(map(str, names))
    near = difflib.get_close_matches(str(wanted), names, n=2, cutoff=0.6)
    hint = f"; did you mean {' or '.join(map(repr, near))}?" if near else ""
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return f"{', '.join(names[:SHOWN]) or 'none'}{more}{hint}"


class ToolkitError(ValueError):
    """Something in the user's input or call is wrong, and the message says what to do.

    The message is one plain sentence that names the value, the place and the choices. It is a
    `ValueError`, so code that catches those keeps working.

    >>> raise ToolkitError("no column 'txt'; the table has: story, text")
    Traceback (most recent call last):
    ...
    toolkit.errors.ToolkitError: no column 'txt'; the table has: story, text
    """
