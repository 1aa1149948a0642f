"""The wheel holds what it should and works away from the clone; dependencies are declared."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LEFT_OUT = {"__pycache__", ".ipynb_checkpoints"}


def source_files() -> set[str]:
    """The files of the package, relative to the top level."""
    paths = (path for path in (ROOT / "toolkit").rglob("*") if path.is_file())
    return {
        path.relative_to(ROOT).as_posix()
        for path in paths
        if not LEFT_OUT & set(path.parts) and not path.name.startswith(".")
    }


def copy_of_sources(folder: Path) -> Path:
    """A clone's files without its history and by-products; building writes beside them."""
    ignore = shutil.ignore_patterns(".*", "__pycache__", "build", "dist", "reports", "*.egg-info")
    return Path(shutil.copytree(ROOT, folder / "sources", ignore=ignore))


def build(sources: Path, kind: str) -> Path:
    """The sdist or the wheel that this environment's setuptools makes of some sources."""
    code = f"from setuptools.build_meta import build_{kind} as build; print(build('dist'))"
    run([sys.executable, "-c", code], cwd=sources)
    (made,) = (sources / "dist").iterdir()
    return made


def run(command: list, **options) -> str:
    done = subprocess.run(command, capture_output=True, encoding="utf-8", **options)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_wheel_holds_the_package_and_nothing_else(tmp_path):
    wheel = build(copy_of_sources(tmp_path), "wheel")
    names = set(zipfile.ZipFile(wheel).namelist())
    in_package = {name for name in names if ".dist-info/" not in name}
    assert in_package == source_files()
    licences = {name.partition("/licenses/")[2] for name in names} - {""}
    dictionary = "toolkit/lexicons/nltk_data/corpora/cmudict/LICENSE"
    assert licences == {"LICENSE", dictionary}
    assert any(name.endswith("entry_points.txt") for name in names)


def names_of(requirements: list[str]) -> set[str]:
    return {canonical(re.split(r"[\[<>=!~; ]", line, maxsplit=1)[0]) for line in requirements}


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def pinned() -> set[str]:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    return names_of([line for line in lines if line and not line.startswith("#")])


def imported(folder: str, inside: str = "**/*.py") -> set[str]:
    """The top-level names that the modules of a folder import, anywhere in them."""
    names = set()
    for path in (ROOT / folder).glob(inside):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level:
                names.add(node.module.split(".")[0])
    return names


# What comes with a declared package by that package's own promise.
COMES_WITH = {
    "textstat": {"nltk"},
    "jupyterlab": {"ipython", "jupyter-server", "nbclient", "nbconvert", "nbformat"},
    "dask": {"distributed", "fsspec"},
    "trafilatura": {"lxml"},
    "python-docx": {"lxml"},
    "matplotlib": {"pillow"},
}


def declared(extras: list[str]) -> set[str]:
    """The packages that the project itself asks for, with what they promise to bring."""
    names = names_of(PROJECT["dependencies"])
    for extra in extras:
        names |= names_of(PROJECT["optional-dependencies"][extra])
    return names | set().union(*(COMES_WITH.get(name, set()) for name in names))


@pytest.mark.parametrize(
    ("folder", "extras"),
    [
        ("toolkit", ["dask", "web", "documents"]),
        ("tests", ["dask", "web", "documents", "test", "browser"]),
    ],
)
def test_every_import_is_declared(folder, extras):
    own = {"toolkit"} | {path.stem for path in (ROOT / folder).rglob("*.py")}
    foreign = imported(folder) - sys.stdlib_module_names - own
    distributions = packages_distributions()
    unknown = {
        name
        for name in foreign
        if not {canonical(d) for d in distributions.get(name, [name])} & declared(extras)
    }
    assert unknown == set(), f"declare {unknown} in pyproject.toml or do without"


def test_every_declared_dependency_is_pinned_and_explained():
    everything = names_of(PROJECT["dependencies"]).union(
        *map(names_of, PROJECT["optional-dependencies"].values())
    ) - {"media-analysis-toolkit"}
    assert everything <= pinned()
    explained = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert {name for name in everything if f"`{name}`" not in explained.lower()} == set()


def test_the_extras_can_be_imported():
    run([sys.executable, "-c", "import dask.dataframe, docx, py3langid, pypdf, trafilatura"])


def test_the_pins_name_no_host():
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    assert "://" not in text
    assert "--" not in text


@pytest.mark.ci
def test_the_wheel_of_the_sdist_works_away_from_the_clone(tmp_path, given_environment):
    sdist = build(copy_of_sources(tmp_path), "sdist")
    shutil.unpack_archive(sdist, tmp_path / "unpacked")
    (unpacked,) = (tmp_path / "unpacked").iterdir()
    wheel = build(unpacked, "wheel")
    run([sys.executable, "-m", "venv", "--without-pip", tmp_path / "venv"])
    scripts = tmp_path / "venv" / ("Scripts" if os.name == "nt" else "bin")
    constraints = ROOT / "constraints.txt"
    pip = [sys.executable, "-m", "pip", "--python", scripts / "python", "install", "-q"]
    run([*pip, "--no-compile", "-c", constraints, wheel], env=given_environment)
    away = tmp_path / "away"
    away.mkdir()
    story = shutil.copy(ROOT / "data" / "kursk.txt", away / "story.txt")
    run([scripts / "toolkit", "report", story, "-o", "story.html"], cwd=away)
    page = (away / "story.html").read_text(encoding="utf-8")
    assert page.rstrip().endswith("</html>")
    assert "50,000 troops" in page
    run([scripts / "toolkit", "new", "mine.ipynb", "--story", story], cwd=away)
    run([scripts / "jupyter", "execute", "mine.ipynb"], cwd=away)
    run([scripts / "toolkit", "measure", story, "-o", "measures.csv"], cwd=away)
    header, *rows = (away / "measures.csv").read_text(encoding="utf-8").splitlines()
    assert "hedges_per_100_words" in header
    assert rows
    installed = run([scripts / "python", "-c", "import toolkit; print(toolkit.__file__)"], cwd=away)
    assert Path(installed.strip()).is_relative_to(tmp_path / "venv")
