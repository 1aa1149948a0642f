"""Read the lines of a PDF, as a script: FILE PAGES BYTES -> {"pages": [...]} or {"error": "..."}.

It runs apart so that a file that never ends or fills the memory can be stopped from outside.
"""

import json
import sys
from typing import NamedTuple


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


class Line(NamedTuple):
    """A line of a page, where it begins, as far as that is told, and the size of its letters."""

    text: str
    x: float | None = None
    y: float | None = None
    size: int = 0


def lines_of(page) -> list[Line]:
    """The lines of a page; each stands where its longest piece does, not a raised number's."""
    lines, longest = [Line("")], [0]

    def seen(text, place, shift, font, size) -> None:
        first, *others = text.split("\n")
        x = place[0] * shift[4] + place[2] * shift[5] + place[4]
        y = place[1] * shift[4] + place[3] * shift[5] + place[5]
        letters = round(abs(size * shift[3] * place[3]))
        for i, part in enumerate([first, *others]):
            if i:
                lines.append(Line(""))
                longest.append(0)
            at = lines[-1]._replace(text=lines[-1].text + part)
            n = len(part.strip())
            if n and at.x is None:
                at = at._replace(x=x)
            lines[-1] = at._replace(y=y, size=letters) if n > longest[-1] else at
            longest[-1] = max(n, longest[-1])

    text = page.extract_text(visitor_text=seen)
    if "\n".join(line.text for line in lines) != text:
        return [Line(line) for line in text.split("\n")]
    return lines


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
