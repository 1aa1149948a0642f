"""What was copied last -> one story."""

from __future__ import annotations

import pandas as pd

from ..errors import ToolkitError
from .story import read_story


def read_clipboard(*, marker=None, story="clipboard", language="en") -> pd.DataFrame:
    """Read the text on the clipboard as one story; as `read_story(text=...)` otherwise.

    It works where Python runs on your own computer. A notebook on a server has another clipboard,
    and the error says so.

    Raises
    ------
    ToolkitError : there is no clipboard, no text on it, or the text is not a story.
    """
    from pandas.io.clipboard import clipboard_get

    try:
        text = clipboard_get()
    except Exception:  # the tools it calls differ by system, and so does what they raise
        text = None
    if text is None:
        raise ToolkitError(
            "the clipboard can't be read from here (on Linux it needs xclip or wl-clipboard, on a "
            "server there is none); paste the text into read_story(text='''...''')"
        )
    if not text.strip():
        raise ToolkitError("the clipboard has no text; copy the post first")
    return read_story(text=text, marker=marker, story=story, language=language)
