"""Folders, patterns and lists -> the files they name, each under a name of its own."""

from __future__ import annotations

import glob
import os
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache
from itertools import takewhile
from pathlib import Path

from ..endings import DOCUMENT_ENDINGS, OFFICE_ENDINGS, TABLE_ENDINGS, TEXT_ENDINGS, UNREADABLE
from ..errors import ToolkitError
from .documents import ending
from .files import as_path
from .parts import story_name

_NOT_OF_A_PAGE = (*TEXT_ENDINGS[1:], *OFFICE_ENDINGS, ".csv", ".tsv", ".xlsx")


def files_of(source) -> Iterable[tuple[Path, str]]:
    """Files in order, each with what it is called: its path in the folder, or its name.

    Of a pattern the folder is what it names before its first sign.
    """
    if isinstance(source, (list, tuple)):
        for item in source:
            yield from files_of(item)
        return
    path = as_path(source, "source")
    if os.path.isdir(path):  # unlike Path.is_dir, it never raises where a folder may not be entered
        shut: list[OSError] = []  # folders that may not be read: told as files are
        for folder, folders, names in os.walk(path, onerror=shut.append):
            folders[:] = sorted(
                name
                for name in folders
                if not name.startswith(".") and not _is_of_a_page(Path(folder, name), names)
            )
            for name in sorted(names):
                if not name.startswith((".", "~$")):
                    yield Path(folder, name), Path(folder, name).relative_to(path).as_posix()
        for inside in (Path(error.filename) for error in shut):
            yield inside, inside.relative_to(path).as_posix() if inside != path else path.name
    elif os.path.exists(path) or not glob.has_magic(str(path)):
        yield path, path.name
    else:
        pattern, signs = str(path), "*?["
        matches = _matching(pattern)
        if not matches:  # a folder called "posts [2024]" may be meant as it is written
            matches, signs = _matching(pattern.replace("[", "[[]")), "*?"
        if not matches:
            raise ToolkitError(
                f"no file matches {str(path)!r} in the current folder {str(Path.cwd())!r}"
            )
        base = Path(*takewhile(lambda part: not set(part) & set(signs), path.parts))
        yield from ((match, match.relative_to(base).as_posix()) for match in matches)


def _matching(pattern: str) -> list[Path]:
    """The files that a pattern names, in order, those in folders that may not be entered too."""
    found = sorted(glob.glob(pattern, recursive=True))
    return [Path(m) for m in found if os.path.isfile(m) or not os.access(Path(m).parent, os.X_OK)]


def _is_of_a_page(folder: Path, beside: list[str]) -> bool:
    """Whether a browser made the folder for the pictures and frames of a page that it saved.

    One with texts or tables in it is somebody's own.
    """
    page, _, files = folder.name.rpartition("_")
    if files != "files" or not any(f"{page}.{kind}" in beside for kind in ("html", "htm")):
        return False
    _, _, names = next(os.walk(folder), ("", [], []))  # none of a folder that may not be read
    return not any(Path(name).suffix.lower() in _NOT_OF_A_PAGE for name in names)


def called(
    files: Iterable[tuple[Path, str]], errors: list[dict[str, str]]
) -> list[tuple[Path, str]]:
    """The files under names of their own: the whole path where two have one name.

    A file that comes again, by another path or through a link, is an error.
    """
    folder = cache(os.path.realpath)  # of many files in few folders
    kept: dict[str | None, tuple[Path, str]] = {}
    for path, shown in files:
        place = path and _place(path, folder)
        if place not in kept:
            kept[place] = path, readable(shown)
            continue
        first = kept[place][0]
        again = "it is named twice" if path == first else f"it is the same file as {str(first)!r}"
        errors.append({"place": readable(str(path or shown)), "reason": readable(again)})
    names = Counter(shown for _, shown in kept.values())
    return [
        (path, shown if names[shown] == 1 or path is None else readable(path.as_posix()))
        for path, shown in kept.values()
    ]


def _place(path: Path, folder: Callable[[Path], str]) -> str:
    """Where a file is in truth; `folder` tells that of a folder."""
    return os.path.realpath(path) if os.path.islink(path) else f"{folder(path.parent)}/{path.name}"


def readable(name: str) -> str:
    r"""A file's name as text: bytes that are no UTF-8 as \xff."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def refuse_kind(path: Path) -> Path:
    """The path, unless the file is of a kind that isn't read: a folder may hold anything."""
    is_there = os.path.exists(path) and not os.path.isdir(path)
    if is_there and ending(path) not in (*DOCUMENT_ENDINGS, *UNREADABLE):
        kinds = " ".join(kind for kind in (*DOCUMENT_ENDINGS, *TABLE_ENDINGS) if kind)
        raise ToolkitError(f"{path.name} is not a kind of file that is read; these are: {kinds}")
    return path


def without_ending(shown: str) -> str:
    """A path without the ending of its file: the name of the story in it."""
    path = Path(shown)
    return path.with_name(story_name(path)).as_posix()
