"""One story, from files, a string or the clipboard -> the paragraphs table."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable
from dataclasses import replace

import pandas as pd

from ..columns import ROLES
from ..errors import ToolkitError, short
from ..text import is_file
from .blocks import Block, Document
from .documents import read_document, text_document
from .files import as_path, reads_as_text
from .language import check_english, check_language
from .marker import marker_test
from .parts import as_one_part, check_words, divide, part_name, story_name


def read_story(
    path=None, *, text=None, report=None, commentary=None, marker=None, story=None, language="en"
) -> pd.DataFrame:
    """Read one story, a report and the commentary on it, as the paragraphs table.

    Give it one of three things:

    - `path`: a file that holds both, with a line such as "Read the original article here" between
      them (`.txt`, `.md`, `.html`, `.docx`, `.pdf`);
    - `text`: the same as a string;
    - `report` and `commentary`: two files. A string that is plainly no path (it has a line end, or
      reads as a sentence) is taken as the text itself.

    Parameters
    ----------
    marker : str or re.Pattern, optional
        The line that divides the two, if it is none of the known ones; case and punctuation at its
        ends don't matter. A compiled pattern must match the whole line.
    story : str, optional
        The story's name; by default the file's name without its ending.
    language : "en" or None
        Text of 20 words or more that is not English is refused; None reads it all the same.

    Returns
    -------
    DataFrame with a row per paragraph or heading, in reading order: `story` (str), `role` (str,
    "report" or "commentary"), `paragraph` (int64, 1 to n over the whole story), `kind` (str, "body"
    or "heading") and `text` (str). The marker is in neither part. `text` is as it was written,
    curly quotes and the line ends of wrapped lines included (as `\\n`); only white space at its
    ends, the marks of headings (`#`) and list items, and the hyphens of known words divided at the
    end of a wrapped line are gone. `attrs` has the `encoding`, the
    `notes` that were given as a warning, and of a saved web page the readers' `comments` and what
    else stands beside its paragraphs and was `left_out`, captions and requests to sign up.

    Raises
    ------
    ToolkitError : in one sentence, what is wrong with the path or the text and what to do.

    Examples
    --------
    >>> post = "The port is shut.\\n\\nRead the original article here\\n\\nIt may stay so."
    >>> story = read_story(text=post)
    >>> story[["role", "paragraph", "text"]]
             role  paragraph               text
    0      report          1  The port is shut.
    1  commentary          2    It may stay so.
    """
    _check_call(path, text, report, commentary)
    if isinstance(story, Iterable) and not isinstance(story, str):
        raise ToolkitError(f"story={short(repr(story))} must be the story's name, such as 'port'")
    check_language(language)
    is_marker = marker_test(marker)
    if report is not None:
        documents = [_part(report, "report", is_marker), _part(commentary, "commentary", is_marker)]
        name = story or _name_of_two(report, commentary)
        parts = [document.blocks for document in documents]
    else:
        if text is None:
            file = as_path(path)
            name = story or story_name(file)
            documents = [read_document(file, is_marker)]
        else:
            name = story or "text"
            documents = [text_document(_not_file(text), is_marker, "the text")]
        parts = divide(documents[0].blocks, marker, name, notes=documents[0].notes)
    for role, blocks in zip(ROLES, parts, strict=True):
        check_english(" ".join(block.text for block in blocks), f"the {role} of {name}", language)
    table = paragraphs_table(zip(ROLES, parts, strict=True), name)
    return _described(table, documents)


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


def paragraphs_table(parts: Iterable[tuple[str, list[Block]]], story: str) -> pd.DataFrame:
    """Roles and their blocks -> the paragraphs table of one story."""
    rows = [(role, block.table_kind, block.text) for role, blocks in parts for block in blocks]
    table = pd.DataFrame(rows, columns=["role", "kind", "text"], dtype="str")
    table.insert(0, "story", pd.Series(story, index=table.index, dtype="str"))
    table.insert(2, "paragraph", range(1, len(table) + 1))
    return table


def _check_call(path, text, report, commentary) -> None:
    path = None if isinstance(path, str) and not path.strip() else path
    given = [name for name, value in [("path", path), ("text", text)] if value is not None]
    parts = [
        name for name, value in zip(ROLES, (report, commentary), strict=True) if value is not None
    ]
    if len(parts) == 1:
        other = ROLES[1 - ROLES.index(parts[0])]
        raise ToolkitError(f"{parts[0]}= was given without {other}=; a story needs both")
    if len(given) + bool(parts) != 1:
        found = " and ".join([*given, *parts]) or "nothing"
        raise ToolkitError(
            f"read_story was given {found}; give one of: the path of a file, text=, or report= and "
            "commentary="
        )


def _part(value, role: str, is_marker) -> Document:
    """One of the two parts, from a path or, if it plainly is none, from the text itself."""
    if isinstance(value, str) and (not value.strip() or reads_as_text(value)):
        document = text_document(value, is_marker, f"the {role}")
    else:
        document = read_document(as_path(value, role), is_marker)
    blocks, notes = as_one_part(document.blocks, f"the {role}")
    check_words(blocks, f"the {role}", document.notes)
    return replace(document, blocks=blocks, notes=document.notes + notes)


def _not_file(text) -> str:
    if not isinstance(text, str):
        raise ToolkitError(
            f"text must be a string, not {type(text).__name__}; for a file write read_story(path)"
        )
    if len(text) < 255 and "\n" not in text and re.search(r"\.\w{1,5}$", text) and is_file(text):
        raise ToolkitError(f"text={text!r} is the name of a file; write read_story({text!r})")
    return text


def _name_of_two(report, commentary) -> str:
    """What stands before "report" in a file's name, else the folder's name, or the file's."""
    for value, role in zip((report, commentary), ROLES, strict=True):
        if isinstance(value, str) and reads_as_text(value):
            continue
        path = as_path(value, role)
        return part_name(path)[0] or path.resolve().parent.name or story_name(path)
    return "text"


def _described(table: pd.DataFrame, documents: list[Document]) -> pd.DataFrame:
    """The table with its `attrs`, and its notes given as one warning."""
    notes = [note for document in documents for note in document.notes]
    table.attrs["encoding"] = ", ".join(dict.fromkeys(document.encoding for document in documents))
    table.attrs["notes"] = notes
    for name in ("comments", "left_out"):
        if texts := [text for document in documents for text in getattr(document, name)]:
            table.attrs[name] = texts
    if notes:
        warnings.warn("; ".join(notes), UserWarning, stacklevel=3)
    return table
