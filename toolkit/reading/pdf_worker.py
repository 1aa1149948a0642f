"""Read the text of a PDF, as a script: FILE PAGES BYTES -> {"pages": [...]} or {"error": "..."}.

It runs apart so that a file that never ends or fills the memory can be stopped from outside.
"""

import json
import sys

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


def lines_of(page) -> list[tuple[str, float | None]]:
    """The lines of a page, each with the height at which it stands, as far as that is told."""
    lines, height = [""], [None]

    def seen(text, place, shift, font, size) -> None:
        first, *others = text.split("\n")
        y = place[1] * shift[4] + place[3] * shift[5] + place[5]
        for i, part in enumerate([first, *others]):
            if i:
                lines.append("")
                height.append(None)
            lines[-1] += part
            if height[-1] is None and part.strip():
                height[-1] = y

    text = page.extract_text(visitor_text=seen)
    if "\n".join(lines) != text:
        return [(line, None) for line in text.split("\n")]
    return list(zip(lines, height, strict=True))


def with_gaps(pages: list[list[tuple[str, float | None]]]) -> list[str]:
    """The text of each page, its lines marked with `GAP` where the next one stands far below."""
    falls = [
        [
            above - below if above is not None and below is not None else 0.0
            for (_, above), (_, below) in zip(page, [*page[1:], ("", None)], strict=True)
        ]
        for page in pages
    ]
    usual = sorted(fall for page in falls for fall in page if fall > 1)
    if len(usual) < LEAST_LINES:
        return ["\n".join(line for line, _ in page) for page in pages]
    wide = WIDER * usual[len(usual) // 3]
    return [
        "\n".join(
            line + GAP * (fall > wide) for (line, _), fall in zip(page, page_falls, strict=True)
        )
        for page, page_falls in zip(pages, falls, strict=True)
    ]


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
