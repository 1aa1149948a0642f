"""Paths -> bytes, within bounds, and helpful when a path is wrong."""

from __future__ import annotations

import difflib
import errno
import os
import re
import stat
import time
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from ..endings import ANY_ENDING
from ..errors import ToolkitError, why

MAX_BYTES = 32 * 2**20  # of a story: two million words and more
MAX_TABLE_BYTES = 8 * MAX_BYTES  # of a table that is read at once
MAX_RATIO = 100  # gzip: prose shrinks to a third or a quarter, repeated rows to a fiftieth
RATIO_FROM = 2**20  # bytes unpacked before the ratio counts
MAX_SECONDS = 20  # to unpack: the archives in a file may be millions, of a byte each
FIRST_STEP = 2**9  # bytes of an archive that are looked at first
STEP = 2**14  # bytes unpacked at a time: they can't become more than 16 MB
SIMILAR = 3  # names offered when a path is not there
_ZEROS = re.compile(rb"\0*")
_LOST_BACKSLASH = re.compile(  # what Python makes of "C:\news\pool.txt"; a text has a space
    rf"\A[^\s.!?\a\b]{{1,200}}[\a\b\t\n\v\f\r][^\s:]{{1,80}}{ANY_ENDING}\Z", re.IGNORECASE
)


def as_path(path, what: str = "path") -> Path:
    """`path` as a Path; anything that can't be one raises `ToolkitError` and says what to write."""
    if isinstance(path, (str, os.PathLike)) and "\0" in str(path):
        raise ToolkitError(f"{what} {str(path)!r} can't be opened: it has a zero character")
    if isinstance(path, str):
        if not path.strip():
            raise ToolkitError(f"{what} is empty; give the path of a file")
        if path.lower().startswith(("http://", "https://", "www.")):
            raise ToolkitError(
                f"{path} is a web address and the toolkit never goes online; save the page in your "
                "browser and give the path of the saved file"
            )
        if _has_lost_backslash(path):
            raise ToolkitError(
                f"{what} {path!r} has a tab or a line end where a backslash stood; write it with "
                'an r before the quotation mark, r"C:\\news\\pool.txt", or with / for \\'
            )
        if reads_as_text(path) and set(path) & set(" \n") and not _is_there(path):
            raise ToolkitError(
                f"{what} reads as a text, not as a path: {path[:40]!r}…; write "
                'read_story(text=...), for several texts read_stories(pd.DataFrame({"text": '
                "[...]})), or save it as a file"
            )
        return _expanded(path)
    if isinstance(path, os.PathLike) and isinstance(os.fspath(path), str):
        return _expanded(path)
    if isinstance(path, (list, tuple, set)):
        raise ToolkitError(
            f"{what} is a list of {len(path)}, not one path; for several files use read_stories"
        )
    if hasattr(path, "columns"):
        raise ToolkitError(
            f"{what} is a table already; pass it to measure() as it is, or the path of a file here"
        )
    raise ToolkitError(f"{what} must be the path of a file, not {type(path).__name__}")


def reads_as_text(value: str) -> bool:
    """Is the string a text and no path: has it line ends, great length, or is it a sentence?"""
    if _has_lost_backslash(value):
        return False
    if "\n" in value or len(value) > 255:
        return True
    is_sentence = value.count(" ") >= 3 and value.rstrip("\"'\u2019\u201d)").endswith(
        (".", "!", "?", "\u2026")
    )
    return is_sentence and not (_begins_with_a_folder(value) or _is_there(value))


def _has_lost_backslash(value: str) -> bool:
    """Whether it is a short string that ends like a file, with white space that no path has."""
    return len(value) < 256 and bool(_LOST_BACKSLASH.search(value)) and not _is_there(value)


def _begins_with_a_folder(value: str) -> bool:
    """Whether a path that isn't there, and ends like a sentence, begins as only a path does.

    "/s/ John Smith" and "/r/news says" are words: a folder goes on, or is there.
    """
    first, _, rest = value.partition(" ")
    if first.startswith(("~/", "./", "../")):
        return True
    folder, _, name = first.rpartition("/")
    return first.startswith("/") and bool(name) and ("/" in rest or _is_there(folder))


def _is_there(path: str) -> bool:
    try:
        return os.path.lexists(os.path.expanduser(path))
    except (OSError, ValueError):
        return False


def _expanded(path) -> Path:
    try:
        return Path(path).expanduser()
    except RuntimeError:
        raise ToolkitError(
            f"there is no user {Path(path).parts[0][1:]!r}, whose folder {str(path)!r} begins with"
        ) from None


def same_file(one: Path, other: Path | None) -> bool:
    """Whether both are there, and the same file: writing the one would replace the other."""
    return other is not None and one.exists() and other.exists() and one.samefile(other)


def is_shut_off(path: Path) -> bool:
    """Whether it stands in a folder that may not be entered, which `Path.exists` may raise for."""
    try:
        path.stat()
    except PermissionError:
        return True
    except (OSError, ValueError):
        return False
    return False


def checked_file(path: Path, limit: int = MAX_BYTES) -> Path:
    """`path` if it is a file that may be read and is not too large; else `ToolkitError`."""
    try:
        info = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        raise ToolkitError(missing(path)) from None
    except (OSError, ValueError) as error:
        raise ToolkitError(f"{_shown(path)} can't be opened: {why(error)}") from None
    if stat.S_ISDIR(info.st_mode) and not os.access(path, os.R_OK | os.X_OK):
        raise ToolkitError(f"{_shown(path)} can't be opened: permission denied")
    if stat.S_ISDIR(info.st_mode):
        raise ToolkitError(
            f"{_shown(path)} is a folder, not a file; for all the files in it use read_stories"
        )
    if not stat.S_ISREG(info.st_mode):
        raise ToolkitError(f"{_shown(path)} is a device or a pipe, not a file")
    if info.st_size > limit:
        raise ToolkitError(
            f"{path.name} is too large: {_size(info.st_size)}, and the most that is read at once "
            f"is {_size(limit)}; split it"
        )
    if info.st_size == 0:
        raise ToolkitError(f"{path.name} is empty (0 bytes)")
    return path


def read_bytes(path: Path, limit: int = MAX_BYTES) -> bytes:
    """The bytes of a file, unpacked if its name ends in `.gz`, never more than `limit` of them."""
    checked_file(path, limit)
    try:
        with open(path, "rb") as file:
            data = file.read(limit + 1)
    except OSError as error:
        raise ToolkitError(f"{_shown(path)} can't be read: {why(error)}") from None
    return _gunzipped(data, path.name, limit) if path.suffix.lower() == ".gz" else data


def _gunzipped(data: bytes, name: str, limit: int) -> bytes:
    parts, size, begun = [], 0, time.monotonic()
    for part in unpacked([data], name):
        parts.append(part)
        size += len(part)
        if size > limit:
            raise ToolkitError(f"{name} is refused: it unpacks to more than {_size(limit)}")
        if time.monotonic() - begun > MAX_SECONDS:
            raise ToolkitError(
                f"{name} is refused: to unpack it takes more than {MAX_SECONDS} seconds"
            )
    return b"".join(parts)


def unpacked(blocks: Iterable[bytes], name: str) -> Iterator[bytes]:
    """What the blocks of a gzip file unpack to; a hundredfold expansion raises `ToolkitError`.

    Archives may stand one after another in a file, and zeros behind them.
    """
    unpacker, read, size = None, 0, 0
    for block in blocks:
        read += len(block)
        at, step = 0, STEP
        while at < len(block):
            if unpacker is None or unpacker.eof:
                at = _ZEROS.match(block, at).end() if unpacker else at
                if at == len(block):
                    break
                unpacker, step = zlib.decompressobj(wbits=31), FIRST_STEP
            try:
                part = unpacker.decompress(block[at : at + step])
            except zlib.error:
                raise ToolkitError(f"{name} is not a whole gzip archive") from None
            at = min(at + step, len(block)) - len(unpacker.unused_data)
            step = min(2 * step, STEP)
            size += len(part)
            if size > MAX_RATIO * read + RATIO_FROM:
                raise ToolkitError(f"{name} is refused: it unpacks to {MAX_RATIO} times its size")
            yield part
    if unpacker is None or not unpacker.eof:
        raise ToolkitError(f"{name} is cut short: the gzip archive has no end")


def _astray(link: Path) -> str:
    """Where a link leads that leads to no file."""
    target = repr(os.readlink(link))
    try:
        link.stat()
    except OSError as error:
        if error.errno == errno.ELOOP:
            return f"in a circle, by way of {target}"
    return f"nowhere: {target} isn't there"


def missing(path: Path) -> str:
    """The sentence for a path that isn't there: what it was looked for as, and what is like it."""
    place = f"there is no file {str(path)!r}"
    if not path.is_absolute():
        place += f" in the current folder {str(Path.cwd())!r}"
    if path.is_symlink():
        return f"{str(path)!r} is a link that leads {_astray(path)}"
    forward = Path(str(path).replace("\\", "/"))
    near = [forward.as_posix()] if forward != path and forward.is_file() else _similar(path)
    if near:
        return f"{place}; did you mean {' or '.join(repr(name) for name in near)}?"
    folder = path.parent
    if not folder.is_dir():
        return f"{place}; the folder {str(folder)!r} isn't there either"
    names = sorted(_names(folder))
    if not names:
        return f"{place}; the folder is empty"
    return f"{place}; the folder holds {', '.join(names[:6])}{', …' if len(names) > 6 else ''}"


def _similar(path: Path) -> list[str]:
    """Files with a name like this one, in its folder or near the current one, as one types them."""
    found = {}
    for folder in dict.fromkeys(
        [path.parent, Path("."), Path("data"), Path(".."), Path("../data")]
    ):
        if folder.is_dir():
            for name in _names(folder):
                found.setdefault(name.casefold(), (folder / name).as_posix())
    near = difflib.get_close_matches(path.name.casefold(), list(found), n=SIMILAR, cutoff=0.7)
    stem = path.stem.casefold()
    return [
        found[name]
        for name in near
        if difflib.SequenceMatcher(None, stem, Path(name).stem).ratio() > 0.6
    ]


def _names(folder: Path) -> list[str]:
    try:
        return [entry.name for entry in os.scandir(folder) if not entry.name.startswith(".")][:5000]
    except OSError:
        return []


def _shown(path: Path) -> str:
    return repr(str(path))


def _size(n: int) -> str:
    return f"{n / 2**20:,.0f} MB" if n >= 2**20 else f"{n:,} bytes"
