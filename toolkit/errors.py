"""The one kind of error a user of the toolkit is meant to read."""

from __future__ import annotations


class ToolkitError(ValueError):
    """Something in the user's input or call is wrong, and the message says what to do.

    The message is one plain sentence that names the value, the place and the choices. It is a
    `ValueError`, so code that catches those keeps working.

    >>> raise ToolkitError("no column 'txt'; the table has: story, text")
    Traceback (most recent call last):
    ...
    toolkit.errors.ToolkitError: no column 'txt'; the table has: story, text
    """
