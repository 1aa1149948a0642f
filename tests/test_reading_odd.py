"""A hundred and more odd inputs: each gives rows, or one sentence that says what is wrong."""

import gzip
import json
import os
import warnings
from pathlib import Path

import pandas as pd
import pytest

from toolkit.characters import as_meant
from toolkit.errors import ToolkitError
from toolkit.reading import read_stories, read_story, reading_errors
from toolkit.scale import measure_files

MARKER = "Read the original article here"
POST = f"The port is shut.\n\n{MARKER}\n\nIt isn’t clear — “perhaps” a café’s naïve guess — when."
LONG = "The port was shut on Monday because of the storm, and it may stay shut. "
GERMAN = (
    "Der Hafen wurde am Montag geschlossen, nachdem ein Sturm zwei der drei Kräne beschädigt "
    "hatte, und das Hafenamt rechnet damit, dass die Arbeiten eine Woche dauern. "
)
FRENCH = (
    "Le port a été fermé lundi après qu'une tempête a endommagé deux de ses trois grues, et on "
    "ne sait pas encore quand les navires pourront y revenir cette année. "
)
RUSSIAN = "Порт был закрыт в понедельник после того, как шторм повредил два из трех кранов. " * 2
CHINESE = "暴风雨损坏了三台起重机中的两台，港口于周一关闭。目前尚不清楚船只能否留在港内。" * 3


def post(report="The port is shut.", commentary="It may open soon.", gap="\n\n"):
    return f"{report}{gap}{MARKER}{gap}{commentary}"


ENCODINGS = {
    f"{name}-{encoding}": (text.encode(encoding, "replace"), ".txt", 2)
    for encoding in ("utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "utf-32")
    for name, text in {
        "post": POST,
        "crlf": POST.replace("\n", "\r\n"),
        "cr": POST.replace("\n", "\r"),
        "one-word-each": post("Shut.", "Perhaps."),
    }.items()
}
TEXTS = {
    "empty": ("", "is empty"),
    "one-space": (" ", "no words"),
    "newlines": ("\n\n\r\n\t", "no words"),
    "bom-alone": ("\ufeff", "no words"),
    "zero-width": ("\u200b\u200b\n\n\u200d", "no words"),
    "one-word": ("Shut", "no line that divides"),
    "one-letter": ("x", "no line that divides"),
    "one-number": ("1", "no line that divides"),
    "no-marker": (LONG + "\n\n" + LONG, "no line that divides"),
    "no-marker-1MB": (LONG * 15_000, "no line that divides"),
    "marker-alone": (MARKER, "no words"),
    "marker-twice-alone": (f"{MARKER}\n\n{MARKER}", "no words"),
    "marker-first": (f"{MARKER}\n\nIt may open.", "no words before"),
    "marker-last": (f"The port is shut.\n\n{MARKER}", "no words after"),
    "marker-glued": (post(gap="\n"), 2),
    "marker-capitals": (post().replace(MARKER, MARKER.upper()), 2),
    "marker-link": (post().replace(MARKER, f"[{MARKER}](https://news.example/a)"), 2),
    "marker-trailing-space": (post().replace(MARKER, MARKER + "   "), 2),
    "marker-in-a-sentence": (f"The port is shut. {MARKER} or there.", "no line that divides"),
    "punctuation-only": ("... !!! ???", "no words"),
    "punctuation-parts": (post("...", "!!!"), "no words"),
    "emoji-only": ("😀😀 🎉", "no words"),
    "emoji-parts": (post("😀", "🎉🎉"), "no words"),
    "emoji-report": (post("😀", "It may open."), "no words before"),
    "emoji-inside": (post("The port 🚢 is shut 😀.", "👍 It may open."), 2),
    "emoji-1000": ("😀" * 1000, "no words"),
    "nul-inside": (post("The po\0rt is shut."), 2),
    "nul-only": ("\0\0\0\0\0\0", "no words"),
    "nul-many": (post("The port is shut." + "\0" * 50), 2),
    "one-paragraph-1MB": (post(LONG * 15_000, LONG * 15_000), 2),
    "one-line-1MB-no-space": (post("x" * 10**6, "y" * 10**6), 2),
    "one-MB-of-spaces": (post("The port" + " " * 10**6 + "is shut."), 2),
    "one-MB-of-newlines": (post(gap="\n" * 500_000), 2),
    "hundred-thousand-lines": (
        post("This is a line.\n" * 100_000, "This is a line.\n" * 100_000),
        2,
    ),
    "one-MB-of-brackets": (post("[" * 10**6 + " word", "(" * 10**6 + " word"), 2),
    "one-MB-of-hashes": (post("# " * 500_000 + "word.", "word"), 2),
    "one-MB-of-dashes": (post("word " + "- " * 500_000, "word " + "-" * 10**6), 2),
    "one-MB-of-stars": (post("word " + "**a" * 300_000, "word"), 2),
    "german": (
        post(GERMAN * 3, GERMAN * 5),
        "looks like another language|doesn't look like English",
    ),
    "french": (
        post(FRENCH * 3, FRENCH * 5),
        "looks like another language|doesn't look like English",
    ),
    "german-commentary": (post(LONG * 3, GERMAN * 3), "the commentary of"),
    "russian": (post(RUSSIAN, RUSSIAN), "not in the Latin alphabet"),
    "chinese": (post(CHINESE, CHINESE), "not in the Latin alphabet"),
    "german-short": (post("Der Hafen ist zu.", "Warum nur?"), 2),
    "right-to-left-marks": (post("The \u202eport\u202c is shut.", "\u200fIt may open."), 2),
    "combining-marks": (post("The p" + "\u0301" * 1000 + "ort is shut."), 2),
    "surrogate-pair": (post("The 𝐩𝐨𝐫𝐭 is shut."), 2),
    "ligatures": (post("The oﬃce is shut.", "It ﬁts."), 2),
    "soft-hyphens": (post("The har\u00adbour is shut."), 2),
    "control-characters": (post("The\x0bport\x0cis\x1fshut."), 2),
    "line-separators": (post().replace("\n", "\u2028"), 2),
    "script": (post("<script>alert(1)</script> The port is shut."), 2),
    "formula": (post("=cmd|' /C calc'!A0 is what it said."), 2),
    "dollars": (post("It cost $3.5 million and $x$ more."), 2),
    "markdown-headings-only": (post("# A", "# B"), 2),
    "quotes-only": (post("“”", "‘’"), "no words"),
    "digits-only": (post("12 13 14", "1"), 2),
    "tabs": (post("\tThe port\tis shut."), 2),
    "json": ('{"text": "The port is shut."}', "no line that divides"),
    "html-as-text": ("<html><body><p>The port is shut.</p></body></html>", "save it as .html"),
    "page-as-text": (f"\n<!DOCTYPE html>\n<html><p>A</p><p>{MARKER}</p><p>B</p>", "as .html"),
    "xhtml-as-text": (f"<?xml version='1.0'?>\n<html><p>A</p><p>{MARKER}</p><p>B</p>", "as .html"),
    "rtf-with-mark": ("\ufeff{\\rtf1 The port}", "Rich Text"),
    "archive-as-text": (f"From: <Saved>\nMIME-Version: 1.0\n\n{post()}", "an e-mail or a web"),
    "headers-told-of": (post("Note: of 1992\nMIME-Version: is in every e-mail."), 2),
    "header-in-prose": (post("MIME-Version: 1.0 is what every e-mail says."), 2),
    "tag-in-prose": (post("<html> is the tag that a page begins with."), 2),
    "doctype-in-prose": (post("<!DOCTYPE html> comes before it."), 2),
    "page-of-1999-as-text": (
        f'<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 4.01//EN" "http://w3.example/strict.dtd">\n'
        f'<html lang="en"><p>A</p><p>{MARKER}</p><p>B</p>',
        "save it as .html",
    ),
    "apple-mail-as-text": (
        f"From: Ada\r\nMime-Version: 1.0 (Mail \\(3.4\\))\r\n\r\n{post()}",
        "an e-mail or a web",
    ),
    "e-mail-quoted": (post("From: Ada\nTo: Jonas\n\nThe port is shut."), 2),
}
BINARY = {
    "png": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, ".txt", "a PNG picture"),
    "jpeg": (b"\xff\xd8\xff\xe0" + bytes(range(256)) * 40, ".txt", "a JPEG picture"),
    "gif": (b"GIF89a" + bytes(range(256)), ".txt", "a GIF picture"),
    "pdf-as-text": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", ".txt", r"name it \.pdf"),
    "docx-as-text": (b"PK\x03\x04" + bytes(100), ".txt", "a zip archive"),
    "doc-as-text": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), ".txt", "an old Office file"),
    "gzip-as-text": (gzip.compress(POST.encode()), ".txt", "a gzip archive"),
    "parquet-as-text": (b"PAR1" + bytes(range(256)), ".txt", "a Parquet table"),
    "rtf-as-text": (b"{\\rtf1 The port}", ".txt", "Rich Text"),
    "elf": (b"\x7fELF" + bytes(range(256)), ".txt", "a program"),
    "random": (bytes(i * 7919 % 251 % 32 for i in range(5000)), ".txt", "not a text"),
    "png-as-html": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), ".html", "a PNG picture"),
    "text-as-docx": (POST.encode(), ".docx", "not a Word document"),
    "text-as-pdf": (POST.encode(), ".pdf", "can't be read as a PDF"),
    "empty-docx": (b"", ".docx", "is empty"),
    "empty-pdf": (b"", ".pdf", "is empty"),
    "empty-html": (b"", ".html", "is empty"),
    "blank-html": (b"   \n ", ".html", "no content|no article"),
    "html-without-text": (b"<html><body></body></html>", ".html", "no content|no article|no words"),
    "half-a-docx": (b"PK\x03\x04" + bytes(1000), ".docx", "not a Word document"),
    "half-a-gzip": (gzip.compress(POST.encode() * 99)[:60], ".txt.gz", "cut short"),
    "no-gzip": (b"The port", ".txt.gz", "not a whole gzip"),
    "gzip": (gzip.compress(POST.encode()), ".txt.gz", 2),
    "half-a-utf16-character": (POST.encode("utf-16")[:-1], ".txt", 2),
    "cut-utf8": (POST.encode()[:-1] + "’".encode()[:2], ".txt", 2),
    "undefined-in-1252": (POST.encode("cp1252") + b" \x81\x8d\x8f", ".txt", 2),
    "old-word": (b"anything", ".doc", "old Word document"),
    "rtf": (b"anything", ".rtf", "Rich Text"),
    "old-excel": (b"anything", ".xls", "old spreadsheet"),
    "csv-as-story": (b"text\nThe port", ".csv", "read_stories"),
    "no-ending": (POST.encode(), "", 2),
    "unknown-ending": (POST.encode(), ".story", 2),
    "capital-ending": (POST.encode(), ".TXT", 2),
    "markdown": (POST.encode(), ".md", 2),
}
TABLES = {
    "csv-empty": (b"", ".csv", "is empty"),
    "csv-header-alone": (b"text,outlet\n", ".csv", "no rows|nothing"),
    "csv-no-text": (b"title,body\na,b\n", ".csv", "title, body"),
    "csv-open-quote": (b'text,role\n"The port is shut,report\n', ".csv", "never closed"),
    "csv-nul": (b"text,role\nThe po\x00rt is shut.,report\n", ".csv", 1),
    "csv-1252": ("text,role\nThe café is shut.,report\n".encode("cp1252"), ".csv", 1),
    "csv-utf16": ("text;role\nThe café is shut.;report\n".encode("utf-16"), ".csv", 1),
    "csv-1MB-cell": (f"text,role\n{'word ' * 200_000},report\n".encode(), ".csv", 1),
    "csv-1MB-cell-foreign": (
        f"text,role\n{'hafenmeister ' * 80_000},report\n".encode(),
        ".csv",
        "English",
    ),
    "csv-short-row": (b"text,role\nThe port is shut.\n", ".csv", "1 fields|1 field"),
    "csv-wrong-role": (b"text,role\nThe port is shut.,opinion\n", ".csv", "'opinion'"),
    "csv-two-columns-of-a-name": (b"text,text\na,b\n", ".csv", "two columns"),
    "jsonl-broken": (b'{"text": "The port\n', ".jsonl", "not valid JSON"),
    "jsonl-number": (b'{"text": 3, "role": "report"}\n', ".jsonl", "and not a text"),
    "jsonl-list": (b"[1, 2]\n", ".jsonl", "no JSON object"),
    "jsonl-deep": (b"[" * 100_000, ".jsonl", "nested too deep|not valid JSON"),
    "jsonl-surrogate": (
        b'{"text": "The port\\ud800 is shut.", "role": "report", "x\\ud800": "\\udfff"}',
        ".jsonl",
        1,
    ),
    "json-object": (b'{"text": "a"}', ".json", "no JSON array"),
    "json": (b'[{"text": "The port is shut.", "role": "report"}]', ".json", 1),
    "parquet-broken": (b"PAR1 and no more", ".parquet", "damaged or cut short"),
    "parquet-cut": (b"PAR1" + bytes(1000) + b"PAR1", ".parquet", "damaged or cut short"),
    "xlsx-broken": (b"PK\x03\x04 and no more", ".xlsx", "not a spreadsheet"),
}
STORIES = (
    ENCODINGS
    | {k: (t.encode("utf-8", "surrogatepass"), ".txt", e) for k, (t, e) in TEXTS.items()}
    | BINARY
)


def check(read, path, data, expected):
    path.write_bytes(data)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        if isinstance(expected, str):
            with pytest.raises(ToolkitError, match=expected) as error:
                read(path)
            assert "\n" not in str(error.value)
            assert len(str(error.value)) < 600
            return
        table = read(path)
    assert table["role"].nunique() == expected
    assert table["text"].str.strip().ne("").all()
    table["text"].str.encode("utf-8")
    assert not table["text"].str.contains("\0", regex=False).any()


def test_there_are_a_hundred():
    assert len(STORIES) + len(TABLES) >= 100


@pytest.mark.parametrize("name", STORIES)
def test_odd_story(name, tmp_path):
    data, ending, expected = STORIES[name]
    check(read_story, tmp_path / f"story{ending}", data, expected)


@pytest.mark.parametrize("name", TABLES)
def test_odd_table(name, tmp_path):
    data, ending, expected = TABLES[name]
    check(read_stories, tmp_path / f"stories{ending}", data, expected)


@pytest.mark.parametrize("name", [name for name, (text, _) in TEXTS.items() if text])
def test_odd_string(name):
    text, expected = TEXTS[name]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        if isinstance(expected, str):
            with pytest.raises(ToolkitError, match=expected):
                read_story(text=text)
        else:
            assert read_story(text=text)["role"].nunique() == expected


@pytest.mark.parametrize(
    ("name", "text", "noted"),
    [
        ("x.txt", "<p>The port is shut.</p>\n<p>It may stay so.</p>", True),
        ("x.txt", "<div><p>The port is shut.</p></div>", True),
        ("x.txt", "A paragraph ends with </p> and a box with </div>, they say.", False),
        ("x.md", "The page has:\n\n```\n<p>The port is shut.</p>\n<p>So?</p>\n```", False),
    ],
)
def test_tags_are_noted_where_a_text_is_marked_up_by_them(tmp_path, name, text, noted):
    (tmp_path / name).write_text(text, encoding="utf-8")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        notes = read_stories(tmp_path, role="report").attrs["notes"]
    assert any("HTML tags" in note for note in notes) == noted


def test_a_folder_that_may_not_be_read_is_told(tmp_path, monkeypatch):
    (tmp_path / "port.txt").write_text(post(), encoding="utf-8")
    shut = tmp_path / "closed.old"
    shut.mkdir()
    scandir, access = os.scandir, os.access  # the tests may run as a user who may read everything

    def scan(path):
        if Path(path) == shut:
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr("os.scandir", scan)
    monkeypatch.setattr("os.access", lambda path, mode: path != shut and access(path, mode))
    with pytest.warns(UserWarning, match=r"closed\.old' can't be opened: permission denied"):
        table = read_stories(tmp_path)
    assert set(table["story"]) == {"port"}
    assert reading_errors(table)["place"].tolist() == ["closed.old"]
    with pytest.raises(ToolkitError, match="can't be opened: permission denied"):
        read_stories(shut)


def test_the_same_inputs_in_a_folder_are_rows_or_errors(tmp_path):
    for name, (data, ending, _) in STORIES.items():
        (tmp_path / f"{name}{ending or '.txt'}").write_bytes(data)
    with pytest.warns(UserWarning, match="inputs were not read"):
        table = read_stories(tmp_path)
    n_read = table["story"].nunique()
    assert n_read + len(table.attrs["errors"]) == len(STORIES)


def test_a_file_in_a_folder_that_may_not_be_entered_is_told(tmp_path, monkeypatch):
    shut = tmp_path / "shut"
    shut.mkdir()
    for path in (shut / "port.txt", tmp_path / "quay.txt"):
        path.write_text(post(), encoding="utf-8")
    stat, access = os.stat, os.access  # the tests may run as a user who may enter everything

    def looked_at(path, *args, **kwargs):
        if str(path).startswith(f"{shut}{os.sep}"):
            raise PermissionError(13, "Permission denied", str(path))
        return stat(path, *args, **kwargs)

    monkeypatch.setattr("os.stat", looked_at)
    monkeypatch.setattr("os.access", lambda path, mode: Path(path) != shut and access(path, mode))
    reason = r"port\.txt' can't be opened: permission denied"
    for source in (shut / "port.txt", str(tmp_path / "shu[t]" / "*.txt")):
        with pytest.raises(ToolkitError, match=reason):
            read_stories(source)
    with pytest.raises(ToolkitError, match=reason):
        read_story(shut / "port.txt")
    with pytest.raises(ToolkitError, match="can't be opened: permission denied"):
        measure_files(shut / "port.txt", tmp_path / "out.parquet", workers=1)
    with pytest.warns(UserWarning, match=reason):
        table = read_stories([shut / "port.txt", tmp_path / "quay.txt"])
    assert set(table["story"]) == {"quay"}


MEANT = "“It isn’t late,” he said — £5 & a café. " * 6


def garbled(text: str) -> str:
    """UTF-8 that a program takes for Windows-1252; where that has no sign, the byte stays."""
    return "".join(
        bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in text.encode("utf-8")
    )


def in_latin_1(text: str) -> str:
    """UTF-8 that a program takes for Latin-1, such as pandas with encoding="latin-1"."""
    return text.encode("utf-8").decode("latin-1")


def escaped(text: str) -> str:
    """As in a line of JSON that was taken for text."""
    return json.dumps(text)[1:-1]


def spelt_out(text: str) -> str:
    """As in a feed: some characters by name, the others by number."""
    named = text.replace("&", "&amp;").replace("“", "&ldquo;").replace("”", "&rdquo;")
    return "".join(c if c.isascii() else f"&#{ord(c)};" for c in named)


@pytest.mark.parametrize("change", [garbled, in_latin_1, escaped, spelt_out])
def test_characters_that_a_program_changed_are_set_right_and_told(tmp_path, change):
    text, meant = change(MEANT).strip(), MEANT.strip()
    assert text != meant
    path = tmp_path / "posts.csv"
    rows = [f'role,text\nreport,"{MEANT}"', f'commentary,"{text}"']
    path.write_text("\n".join(rows), encoding="utf-8")
    with pytest.warns(UserWarning, match=r"such as (&#8217; or )?â€™ for ’, which were set right"):
        assert read_stories(path)["text"].tolist() == [meant, meant]
    for name in ("posts.jsonl", "posts.csv"):
        if name.endswith(".jsonl"):
            lines = [{"role": "report", "text": MEANT}, {"role": "commentary", "text": text}]
            (tmp_path / name).write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
        measure_files(tmp_path / name, tmp_path / "out.parquet", workers=0)
        assert pd.read_parquet(tmp_path / "out.parquet")["text"].tolist() == [meant, meant]
    for name in ("named.jsonl", "named.csv"):
        row = pd.DataFrame({"story": [change("Café & Zoë")], "role": ["report"], "text": [MEANT]})
        row.to_json(tmp_path / name, orient="records", lines=True, force_ascii=False)
        if name.endswith(".csv"):
            row.to_csv(tmp_path / name, index=False)
        measure_files(tmp_path / name, tmp_path / "out.parquet", workers=0)
        assert pd.read_parquet(tmp_path / "out.parquet")["story"].tolist() == ["Café & Zoë"]
    post_path = tmp_path / "post.txt"
    post_path.write_text(post(text, text), encoding="utf-8")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # told above
        assert read_story(post_path)["text"].tolist() == [meant, meant]
    assert read_story(text=post(text, text))["text"].tolist() == [meant, meant]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("R&D; a &b; c &notit; &#0; &#x110000; &", "R&D; a &b; c &notit; &#0; &#x110000; &"),
        ("It isn&amp;#8217;t &#150; &#x2019; &frac12;", "It isn’t – ’ ½"),
        ("Château, SÃO PAULO, “NÃO”, Âge", "Château, SÃO PAULO, “NÃO”, Âge"),
        (
            r"\u201cNo\u201d \ud83d\ude21 \ud83d \u0000 C:\users \u20",
            "“No” 😡 \\ud83d \\u0000 C:\\users \\u20",
        ),
        ("a lost byte: â€œyesâ€ and noâ€.", "a lost byte: “yes” and no”."),
    ],
)
def test_only_what_a_program_changed_is_changed(text, meant):
    assert as_meant(text) == meant
