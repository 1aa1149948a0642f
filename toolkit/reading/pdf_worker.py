"""Read the text of a PDF, as a script: FILE PAGES BYTES -> {"pages": [...]} or {"error": "..."}.

It runs apart so that a file that never ends or fills the memory can be stopped from outside.
"""

import json
import sys


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
        return {"pages": [page.extract_text() for page in reader.pages]}
    except MemoryError:
        return {"error": "is refused: reading it takes too much memory"}
    except Exception as error:  # pypdf raises whatever the file makes it raise
        return {
            "error": f"can't be read as a PDF ({type(error).__name__}): it is damaged, or no PDF"
        }


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
