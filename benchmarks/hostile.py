"""The bombs: how soon each is refused, with how much memory, and in which words.

    python benchmarks/hostile.py

Each file is read in a process of its own; seconds and memory are of the reading, beyond what the
same process takes to read a small file of the same kind. (Linux and macOS.)
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from broken import ENTITY_BOMB, WORD, archive, gzip_bomb

READ = """
import json, resource, sys, time
from pathlib import Path
from toolkit import ToolkitError
from toolkit.reading.documents import TABLE_ENDINGS, ending, read_document
from toolkit.reading.marker import marker_test
from toolkit.reading.tables import read_table

def read(path):
    try:
        if ending(path) in TABLE_ENDINGS:
            read_table(path)
        else:
            read_document(path, marker_test())
        return "it was read"
    except ToolkitError as error:
        return str(error)

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

read(Path(sys.argv[1]))
before, start = peak(), time.perf_counter()
said = read(Path(sys.argv[2]))
print(json.dumps([time.perf_counter() - start, (peak() - before) / 1024, peak() / 1024, said]))
"""
PAGE = (
    b"<html><body><article><p>The port is shut, and nobody knows more.</p></article></body></html>"
)


def files() -> dict[str, tuple[str, bytes, bytes]]:
    """What it is -> (ending, a harmless file, the bomb)."""
    word = archive({"word/document.xml": WORD.format("It may rain.").encode()})
    stored = archive({"word/document.xml": bytes(1024 * 2**20)})
    quoted = b'"text"\n"' + b"a" * (30 * 2**20)
    return {
        "zip bomb: 1 GB in a .docx": (".docx", word, stored),
        "a billion laughs in a .docx": (
            ".docx", word, archive({"word/document.xml": ENTITY_BOMB.encode()})
        ),
        "10⁶ nested tags": (".html", PAGE, b"<div>" * 10**6),
        "10⁶ tags side by side": (".html", PAGE, b"<div>a</div>" * 10**6),
        "gzip bomb: a .csv.gz": (".csv.gz", b"text\nIt may rain.\n", gzip_bomb()),
        "10⁶ nested brackets of JSON": (".json", b'[{"text": "It may rain."}]', b"[" * 10**6),
        "a quotation mark that never closes": (".csv", b"text\nIt may rain.\n", quoted),
    }  # fmt: skip


def main() -> None:
    argparse.ArgumentParser(description=__doc__.split("\n")[0]).parse_args()
    print("| file | s | MB more | MB in all | what is said |\n|---|---:|---:|---:|---|")
    with tempfile.TemporaryDirectory() as folder:
        for what, (ending, good, bad) in files().items():
            paths = [Path(folder) / f"{name}{ending}" for name in ("good", "bomb")]
            for path, data in zip(paths, (good, bad), strict=True):
                path.write_bytes(data)
            done = subprocess.run(
                [sys.executable, "-c", READ, *map(str, paths)], stdout=subprocess.PIPE, check=True
            )
            seconds, more, peak, said = json.loads(done.stdout)
            print(f"| {what} | {seconds:.2f} | {more:.0f} | {peak:.0f} | {said} |", flush=True)


if __name__ == "__main__":
    main()
