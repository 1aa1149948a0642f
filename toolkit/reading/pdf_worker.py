"""Read the lines of a PDF, as a script: FILE PAGES BYTES -> {"pages": [...]} or {"error": "..."}.

It runs apart so that a file that never ends or fills the memory can be stopped from outside.
"""

import json
import math
import re
import sys
from typing import NamedTuple

RAISED = 0.15  # times the size of a line's letters
HIGHER = 2.5  # times that: what stands so far above or below is another line

_MARK = re.compile(r"\[?\d{1,3}[\d, ]{0,9}\]?|[*\u2020\u2021]")
_INITIAL = re.compile(r"(?:^|[^\w])[A-Z]$")  # of a word in small capitals
_NOTED = re.compile(r"(?:[^\W\d_]{3}|[.,;:!?\"'\u2019\u201d)\]])$")  # a square metre is no note


def main(path: str, max_pages: int, max_bytes: int) -> dict:
    """The lines of each page, or what is wrong in words that follow the file's name."""
    limit_memory(max_bytes)
    from pypdf import PdfReader

    try:
        reader = PdfReader(path, strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            return {"error": "is protected by a password; save it without one"}
        n = len(reader.pages)
        if n > max_pages:
            return {"error": f"is refused: it has {n:,} pages, more than {max_pages}; split it"}
        return {"pages": [lines_of(page) for page in reader.pages]}
    except MemoryError:
        return {"error": "is refused: reading it takes too much memory"}
    except Exception as error:  # pypdf raises whatever the file makes it raise
        return {
            "error": f"can't be read as a PDF ({type(error).__name__}): it is damaged, or no PDF"
        }


class Piece(NamedTuple):
    """A piece of a line: its text, where it begins, and the size of its letters."""

    text: str
    x: float
    y: float
    size: int


class Line(NamedTuple):
    """A line of a page, where it begins, as far as that is told, and the size of its letters."""

    text: str
    x: float | None = None
    y: float | None = None
    size: int = 0
    is_note: bool = False  # it begins with a raised mark


def lines_of(page) -> list[Line]:
    """The lines of a page without the raised numbers that refer to notes."""
    lines: list[list[Piece]] = [[]]

    def seen(text, place, shift, font, size) -> None:
        x = place[0] * shift[4] + place[2] * shift[5] + place[4]
        y = place[1] * shift[4] + place[3] * shift[5] + place[5]
        first, *others = text.split("\n")
        lines[-1].append(Piece(first, x, y, round(abs(size * shift[3] * place[3]))))
        lines.extend([lines[-1][-1]._replace(text=other)] for other in others)

    text = page.extract_text(visitor_text=seen)
    if "\n".join("".join(piece.text for piece in line) for line in lines) != text:
        return [Line(line) for line in text.split("\n")]
    return [_line(pieces) for line in lines for pieces in _of_one_height(line)]


def _of_one_height(pieces: list[Piece]) -> list[list[Piece]]:
    """The pieces of a line in lines, where old pypdf went on at the top of a page or column."""
    lines: list[list[Piece]] = [[]]
    height = None
    for piece in pieces:
        if piece.text.strip():
            if height is not None and abs(piece.y - height) > HIGHER * piece.size > 0:
                lines.append([])
            height = piece.y
        lines[-1].append(piece)
    return lines


def _line(pieces: list[Piece]) -> Line:
    """The line that pieces make; it stands where the longest does, not a raised number."""
    pieces = [piece for piece in pieces if piece.text]
    if not pieces:
        return Line("")
    longest = max(pieces, key=lambda piece: len(piece.text.strip()))
    first = next((piece for piece in pieces if piece.text.strip()), longest)
    text, before = "", first
    for piece in pieces:
        if piece.size < before.size and piece.text.isupper() and _INITIAL.search(text[-2:]):
            piece = piece._replace(text=piece.text.removeprefix(" "))  # pypdf put it there
        before = piece
        refers = _is_raised(piece, longest) and _NOTED.search(text[-4:])
        text += " " * piece.text.endswith(" ") if refers else piece.text
    if not (math.isfinite(first.x) and math.isfinite(longest.y)):
        return Line(text)
    return Line(text, first.x, longest.y, longest.size, _is_raised(first, longest))


def _is_raised(piece: Piece, longest: Piece) -> bool:
    """Whether it is the mark of a note: small, and above the line."""
    is_above = piece.y > longest.y + RAISED * longest.size and piece.size < longest.size
    return is_above and _MARK.fullmatch(piece.text.strip()) is not None


def limit_memory(max_bytes: int) -> None:
    """Hold this process to so much memory, where the system knows such a limit (Linux)."""
    try:
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (max_bytes, hard))
    except (ImportError, AttributeError, ValueError, OSError):
        return


if __name__ == "__main__":
    json.dump(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])), sys.stdout)
