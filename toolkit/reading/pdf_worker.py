"""Read the text of a PDF, as a script: FILE PAGES BYTES -> {"pages": [...]} or {"error": "..."}.

It runs apart so that a file that never ends or fills the memory can be stopped from outside.
"""

import json
import sys
from itertools import pairwise
from typing import NamedTuple

GAP = "\x1e"  # at the end of a line: more space follows it than follows others
WIDER = 1.3  # times the usual distance of two lines
LEAST_LINES = 4  # distances from which the usual one can be told


def main(path: str, max_pages: int, max_bytes: int) -> dict:
    """The text of each page, or what is wrong in words that follow the file's name."""
    limit_memory(max_bytes)
    from pypdf import PdfReader

    try:
        reader = PdfReader(path, strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            return {"error": "is protected by a password; save it without one"}
        n = len(reader.pages)
        if n > max_pages:
            return {"error": f"is refused: it has {n:,} pages, more than {max_pages}; split it"}
        return {"pages": with_gaps([lines_of(page) for page in reader.pages])}
    except MemoryError:
        return {"error": "is refused: reading it takes too much memory"}
    except Exception as error:  # pypdf raises whatever the file makes it raise
        return {
            "error": f"can't be read as a PDF ({type(error).__name__}): it is damaged, or no PDF"
        }


class Line(NamedTuple):
    """A line of a page, the height at which it stands, as far as that is told, and its letters'."""

    text: str
    y: float | None = None
    size: int = 0


def lines_of(page) -> list[Line]:
    """The lines of a page; each stands where its longest piece does, not a raised number's."""
    lines, longest = [Line("")], [0]

    def seen(text, place, shift, font, size) -> None:
        first, *others = text.split("\n")
        y = place[1] * shift[4] + place[3] * shift[5] + place[5]
        letters = round(abs(size * shift[3] * place[3]))
        for i, part in enumerate([first, *others]):
            if i:
                lines.append(Line(""))
                longest.append(0)
            at = lines[-1]._replace(text=lines[-1].text + part)
            n = len(part.strip())
            lines[-1] = at._replace(y=y, size=letters) if n > longest[-1] else at
            longest[-1] = max(n, longest[-1])

    text = page.extract_text(visitor_text=seen)
    if "\n".join(line.text for line in lines) != text:
        return [Line(line) for line in text.split("\n")]
    return lines


def with_gaps(pages: list[list[Line]]) -> list[str]:
    """The text of each page, its lines marked with `GAP` where the next one stands far below.

    What is far is told by other lines of the same size: notes and tables stand closer than a text.
    """
    falls: dict[int, list[float]] = {}
    for page in pages:
        for line, below in pairwise(page):
            if line.size == below.size and _fall(line, below) > 1:
                falls.setdefault(line.size, []).append(_fall(line, below))
    usual = {
        size: sorted(of_size)[len(of_size) // 3]
        for size, of_size in falls.items()
        if len(of_size) >= LEAST_LINES
    }

    def is_wide(line: Line, below: Line) -> bool:
        known = [usual[one.size] for one in (line, below) if one.size in usual]
        return bool(known) and _fall(line, below) > WIDER * max(known)

    return [
        "\n".join(
            line.text + GAP * is_wide(line, below)
            for line, below in zip(page, [*page[1:], Line("")], strict=True)
        )
        for page in pages
    ]


def _fall(line: Line, below: Line) -> float:
    return line.y - below.y if line.y is not None and below.y is not None else 0.0


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
