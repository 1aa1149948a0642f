"""Files that are broken, each in its own way, for tests and benchmarks."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib

GERMAN = (
    "Der Hafen wurde am Montag nach dem Sturm geschlossen, und die Fähren liegen seitdem an der "
    "Mole, weil die Behörde noch nicht weiß, wann die Einfahrt wieder sicher sein wird."
)
WORD = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    "<w:p><w:r><w:t>{}</w:t></w:r></w:p></w:body></w:document>"
)
ENTITIES = "".join(
    f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' if n else '<!ENTITY e0 "boom">' for n in range(10)
)
ENTITY_BOMB = f"<!DOCTYPE d [{ENTITIES}]>{WORD.format('&e9;')}"
MARKER = "Read the original article here"
GOOD_LINE = b'{"text": "The port is shut, and nobody can say for how long it will be so."}\n'


def archive(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in parts.items():
            packed.writestr(name, data)
    return file.getvalue()


def parquet() -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    file = io.BytesIO()
    pq.write_table(pa.table({"text": ["The port is shut."] * 1000}), file)
    return file.getvalue()


def gzip_bomb() -> bytes:
    packer = zlib.compressobj(9, wbits=31)
    return b"".join([packer.compress(bytes(2**20)) for _ in range(20)]) + packer.flush()


def broken_files() -> dict[str, tuple[str, bytes]]:
    """What is wrong -> (a file name, its bytes); each gives nothing but reasons."""
    return {
        "no bytes": ("empty.txt", b""),
        "only white space": ("blank.txt", b" \n\n\t\n" * 40),
        "no marker": ("unmarked.txt", b"The port is shut.\n\nIt may stay so for a while.\n"),
        "no commentary": ("half.txt", b"The port is shut.\n\nRead the original article here\n"),
        "a picture": ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4),
        "control characters": ("noise.txt", bytes(range(1, 32)) * 40),
        "another language": ("hafen.txt", f"{GERMAN}\n\n{MARKER}\n\n{GERMAN}".encode()),
        "a cut gzip": ("cut.jsonl.gz", gzip.compress(GOOD_LINE * 5000)[:-20]),
        "a gzip bomb": ("bomb.csv.gz", gzip_bomb()),
        "no JSON": ("prose.jsonl", b"The port is shut.\nIt may stay so.\n"),
        "no objects": ("arrays.jsonl", b'["The port is shut."]\n[1, 2]\n'),
        "no text in the objects": ("wordless.jsonl", b'{"title": "Port"}\n{"title": "Pier"}\n'),
        "no array": ("object.json", b'{"text": "The port is shut."}'),
        "no text column": ("columns.csv", b"title,date\nPort,2020-01-01\n"),
        "two columns of a name": ("double.csv", b"text,text\nThe port is shut.,It may stay so.\n"),
        "a header alone": ("header.csv", b"story,text\n"),
        "a cut Parquet": ("cut.parquet", parquet()[:-100]),
        "no Parquet": ("words.parquet", b"The port is shut.\n" * 20),
        "a damaged Word document": ("damaged.docx", archive({"word/document.xml": b"<w:p>"})),
        "a zip bomb": ("bomb.docx", archive({"word/document.xml": bytes(4 * 2**20)})),
        "an entity bomb": ("entities.docx", archive({"word/document.xml": ENTITY_BOMB.encode()})),
        "nested tags": ("nested.html", b"<div>" * 1_000_000 + b"The port is shut."),
        "a damaged PDF": ("damaged.pdf", b"%PDF-1.7\n1 0 obj <<>> endobj\nxref\n"),
        "no spreadsheet": ("sheet.xlsx", b"PK\x03\x04 and nothing else"),
        "an old Word document": ("old.doc", b"\xd0\xcf\x11\xe0" + bytes(500)),
        "a kind that is not read": ("song.mp3", b"ID3" + bytes(500)),
    }  # fmt: skip
