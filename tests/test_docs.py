"""The documents: fresh, whole, and true where a test can tell."""

from __future__ import annotations

import ast
import configparser
import contextlib
import importlib.util
import io
import re
import shlex
import shutil
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote

import pytest

import toolkit as tk
from toolkit.cli import _parser as cli_parser
from toolkit.cli import main as cli
from toolkit.measures import all_measures
from toolkit.reading import files, markup, pdf, spreadsheet, tables, web

ROOT = Path(__file__).resolve().parent.parent
INNER = ("data/README.md", "toolkit/lexicons/README.md")
PAGES = [*sorted(ROOT.glob("*.md")), *sorted(ROOT.glob("docs/*.md")), *(ROOT / p for p in INNER)]
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
by_name = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())


def module(path: Path):
    """A script of the project as a module."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


# Links


def anchors(page: Path) -> set[str]:
    """The names under which the headings of a page can be linked to."""
    headings = re.findall(r"(?m)^#+ +(.+?)\s*$", FENCE.sub("", text_of(page)))
    plain = [re.sub(r"\[([^\]]*)\]\([^)]*\)|[`*]", r"\1", heading) for heading in headings]
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in plain}


def links(page: Path) -> list[str]:
    prose = re.sub(r"`[^`\n]*`", "", FENCE.sub("", text_of(page)))
    return re.findall(r"\]\(<?([^)>\s]+)>?\)", prose)


@by_name
def test_every_relative_link_leads_somewhere(page):
    dead = []
    for link in links(page):
        path, _, anchor = link.partition("#")
        if "://" in link or link.startswith("mailto:"):
            continue
        target = page.parent / unquote(path) if path else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            dead.append(link)
    assert dead == []


def test_every_public_name_is_in_a_document_or_a_notebook():
    pages = [page for page in PAGES if page.name != "CHANGELOG.md"]
    texts = map(text_of, [*pages, *ROOT.glob("notebooks/*.ipynb")])
    assert set(tk.__all__) <= set(re.findall(r"\w+", "".join(texts)))


def test_pictures_say_what_they_show():
    images = re.findall(r"!\[([^\]]*)\]", "".join(map(text_of, PAGES)))
    assert images
    assert all(len(words) > 20 for words in images)


# The page of measures


def test_the_page_of_measures_is_what_the_registry_says():
    made = module(ROOT / "docs" / "make_measures.py").page()
    assert text_of(ROOT / "docs" / "measures.md") == made, "run `python docs/make_measures.py`"


def test_every_measure_has_its_facts():
    for name, measure in all_measures().items():
        facts = (measure.label, measure.unit, measure.higher, measure.reading, measure.value_range)
        assert all(facts), f"{name} lacks a label, a unit, a direction, a reading or a range"
        assert measure.source, f"{name} has no source"
        assert measure.family == "counts" or measure.formula.__doc__, f"{name} has no formula"


def test_every_headline_measure_is_explained():
    method = text_of(ROOT / "docs" / "method.md")
    assert {m.name for m in all_measures().values() if m.headline} - set(
        re.findall(r"`(\w+)`", method)
    ) == set()


def test_the_bounds_that_are_promised_are_those_of_the_code():
    said = dict(re.findall(r"(?m)^ +\| ([^|]+?) \| ([^|]+?) \|$", text_of(ROOT / "SECURITY.md")))
    mega, giga = 2**20, 2**30
    least = {
        "a story's file": f"{files.MAX_BYTES // mega} MB",
        "a table read at once": f"{tables.MAX_TABLE_BYTES // mega} MB",
        "a line of a table": f"{files.MAX_BYTES // mega} MB",
        "gzip": f"{files.MAX_SECONDS} seconds",
        "a part of a `.docx` or `.xlsx`": f"{markup.MAX_PART // mega} MB",
        "XML": f"{markup.MAX_DEPTH} levels",
        "a page": f"{web.MAX_PAGE // mega} MB",
        "a PDF": f"{pdf.MAX_PAGES} pages, {pdf.MAX_SECONDS} seconds, {pdf.MAX_MEMORY // giga} GB",
        "a spreadsheet": f"{spreadsheet.MAX_CELLS:,} cells",
    }
    assert {name: bound for name, bound in least.items() if bound not in said[name]} == {}


# Names


@by_name
def test_every_name_of_the_package_exists(page):
    names = set(re.findall(r"\btk\.(\w+)", text_of(page)))
    assert names <= set(tk.__all__)


def test_help_on_the_package_names_every_function():
    listed = tk.__doc__.partition("What there is")[2]
    functions = {*tk.__all__} - {"__version__", "ToolkitError"}
    assert functions == set(re.findall(r"\w+", listed)) & functions


@by_name
def test_every_measure_named_exists(page):
    shape = r"`(?:n_)?[a-z][a-z0-9_]*(?:_per_100_words|_share|_index|_grade)`|`vader_\w+`"
    named = {name.strip("`") for name in re.findall(shape, text_of(page))}
    assert named <= set(all_measures())


@by_name
def test_every_file_of_the_project_named_exists(page):
    shape = r"`((?:toolkit|tests|benchmarks|docs|data|notebooks)/[\w./-]*\w)`"
    named = [re.sub(r"::.*", "", name) for name in re.findall(shape, text_of(page))]
    assert [name for name in named if not (ROOT / name).exists()] == []


# Commands


def commands(page: Path) -> list[str]:
    """The command lines of a page: indented ones, those of `sh` blocks, and those in the prose."""
    text = text_of(page)
    blocks = "\n".join(body for language, body in FENCE.findall(text) if language == "sh")
    rest = FENCE.sub("", text)
    indented = "\n".join(re.findall(r"(?m)^ {4}(\S.*)$", rest))
    lines = (blocks + "\n" + indented).replace("\\\n", " ").splitlines()
    lines += re.findall(r"`((?:toolkit|make|python\d?|py) [^`]+)`", rest)
    stripped = [re.sub(r"\s+#.*|\s{3,}\S.*", "", line).strip() for line in lines]
    return [line for line in stripped if re.match(r"(toolkit|make|py|python\S*) \S", line)]


@by_name
def test_every_command_is_one_that_there_is(page):
    for line in commands(page):
        program, *arguments = shlex.split(line.split(" | ")[0].split(" && ")[0])
        if program == "make":
            assert f"\n{arguments[0]}:" in text_of(ROOT / "Makefile"), line
        elif program == "toolkit":
            check_toolkit(line, arguments)
        else:
            check_python(line, arguments)


def check_toolkit(line: str, arguments: list[str]) -> None:
    if any(word.isupper() or "…" in word for word in arguments):
        return  # a form of a command, with places to fill in
    bare = ["--help"] if len(arguments) == 1 else []
    try:
        cli_parser().parse_args([*arguments, *bare])
    except SystemExit as stopped:
        if stopped.code:
            pytest.fail(f"no command: {line}")


def check_python(line: str, arguments: list[str]) -> None:
    """The script is there, and knows the options; a module can be found; run.py has the command."""
    if arguments[0] == "-m":
        assert importlib.util.find_spec(arguments[1]), line
        return
    script = ROOT / arguments[0].removeprefix("media-analysis-toolkit/")
    if arguments[0].startswith("-"):
        return
    assert script.is_file(), line
    source = text_of(script)
    if script.name == "run.py":
        assert f"def {arguments[1]}(" in source or arguments[1] == "...", line
    for option in arguments[1:]:
        if option.startswith("--"):
            name = option.split("=")[0][2:]
            assert re.search(rf"\b{name}\b", source), f"{line}: no option --{name}"


# Blocks that run


@pytest.fixture(scope="module")
def workplace(tmp_path_factory) -> Path:
    """A folder like the clone's top level, in which the blocks run."""
    folder = tmp_path_factory.mktemp("workplace")
    shutil.copytree(ROOT / "data", folder / "data")
    (folder / "notebooks").mkdir()
    (folder / "mine.tsv").write_text("cue\tcategory\nmethinks\tbelief\n", encoding="utf-8")
    lines = ["type;Text;Reach;date"]
    for i in range(24):
        outlet, kind = ("post", "lantern")[i // 12], ("news", "opinion")[i % 2]
        text = f"The port number {i} is shut. It {('will', 'may', 'could')[i % 3]} open on Monday."
        (folder / "pages" / outlet / kind).mkdir(parents=True, exist_ok=True)
        (folder / "pages" / outlet / kind / f"{i}.txt").write_text(text, encoding="utf-8")
        lines.append(f"{kind};{text};{i},5;03.{i // 2 + 1:02}.2025")
    (folder / "articles.csv").write_text("\n".join(lines), encoding="cp1252")
    return folder


def given() -> dict:
    """What blocks may take for granted: the names that the pages use for an example."""
    story = tk.read_story(ROOT / "data" / "kursk.txt")
    return {"tk": tk, "story": story, "texts": story["text"], "table": tk.measure(story)}


@by_name
def test_python_blocks_run_and_print_what_they_say(page, workplace, monkeypatch):
    """A `text` block right behind a `python` block is what it prints."""
    monkeypatch.chdir(workplace)
    found = FENCE.findall(text_of(page))
    names = given() if any(kind == "python" for kind, _ in found) else {}
    for (kind, body), (next_kind, expected) in pairwise([*found, ("", "")]):
        if kind != "python":
            continue
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(ast.parse(body), page.name, "exec"), names)
        if next_kind == "text":
            assert printed.getvalue().split() == expected.split(), body
        else:
            assert printed.getvalue() == "", f"say in a text block what this prints: {body}"


def test_the_readme_quotes_what_the_report_prints(workplace, monkeypatch, capsys, without_charts):
    monkeypatch.chdir(workplace)
    assert cli(["report", "data/kursk.txt", "-o", "kursk.html"]) == 0
    sentence, page = capsys.readouterr().out.splitlines()
    assert sentence in text_of(ROOT / "README.md")
    assert page == "The page: kursk.html"


@pytest.mark.parametrize(
    "line", ["toolkit new notebooks/port.ipynb --story stories/port.txt", "toolkit measures lix"]
)
def test_commands_for_a_newcomer_run(line, workplace, monkeypatch):
    pages = "".join(text_of(ROOT / "docs" / name) for name in ("ci.md", "measures.md"))
    assert line in pages
    monkeypatch.chdir(workplace)
    Path("stories").mkdir(exist_ok=True)
    shutil.copy("data/kursk.txt", "stories/port.txt")
    assert cli(shlex.split(line)[1:]) == 0


def test_the_sanitising_example_is_one():
    (example,) = [
        body for kind, body in FENCE.findall(text_of(ROOT / "docs/ci.md")) if kind == "ini"
    ]
    parser = configparser.RawConfigParser()
    parser.read_string(example)
    line = (
        "made 2024-11-23 at 12:30:01 <Axes at 0x7f00aa5511> in /srv/project/out.html, 4.4 per 100"
    )
    for section in parser.sections():
        line = re.sub(parser[section]["regex"], parser[section]["replace"], line)
    assert line == "made DATE at TIME <Axes at ADDRESS> in PATH, 4.4 per 100"


# The whole tree

TEXT = {".md", ".py", ".toml", ".txt", ".tsv", ".csv", ".ipynb", ".yml", ".html", ".css", ".js", ""}
BY_PRODUCTS = {"reports", "build", "dist", "__pycache__", "nltk_data"}
HOSTS = [
    "pypi" + ".org",
    "python" + "hosted.org",
    "ana" + "conda.org",
    "npm" + "js.",
    "jsdel" + "ivr",
]
PLACES = r"(?<![\w.])/(?:home|Users|root|work|opt|usr/local)/\w|\b[A-Z]:\\+Users\\"


def test_no_registry_and_no_place_on_a_machine_is_named():
    found = []
    for path in sorted(ROOT.rglob("*")):
        parts = path.relative_to(ROOT).parts
        hidden = any(part.startswith(".") and part != ".ci" for part in parts)
        if hidden or BY_PRODUCTS & set(parts) or not path.is_file() or path.suffix not in TEXT:
            continue
        text = path.read_bytes().decode("utf-8", "replace")
        named = [host for host in HOSTS if host in text.lower()]
        named += [] if path == Path(__file__).resolve() else re.findall(PLACES, text)
        found += [f"{'/'.join(parts)}: {name}" for name in named]
    assert found == []
