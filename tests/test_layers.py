"""The layers: who may import whom, what loads lazily, and that every public name works."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import toolkit

PACKAGE = Path(toolkit.__file__).parent
# Each room (a module, or a subpackage with all in it) imports only from floors below its own.
FLOORS = [
    {"errors", "safety", "columns", "characters", "endings"},
    {"text", "lexicons", "display"},
    {"given"},  # texts in any form
    {"splitting"},  # words and paragraphs are what white space divides
    {"vocabulary"},  # what is known of the distinct tokens
    {"tokens"},
    {"segmentation"},  # sentence ends are found among the tokens
    {"measures", "content"},
    {"comparison", "keyness", "borrowing"},
    {"plots", "marking"},
    {"page", "scale", "starting"},
    {"cli"},
]
# Reading files stands beside `text`: it knows nothing of counting, and nothing below the pages
# knows of files.
READING_NEEDS = {"errors", "columns", "characters", "endings", "text", "lexicons", "display"}
READERS = {"page", "scale", "starting", "cli"}
LOADED_ON_USE = {"matplotlib", "scipy.stats", "textstat", "nltk"}


def modules() -> Iterator[tuple[str, Path]]:
    """(dotted name below the package, file) of every module; "" is the package itself."""
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        yield ".".join(part for part in parts if part != "__init__"), path


def rooms() -> set[str]:
    return {name.split(".")[0] for name, _ in modules()} - {"", "__main__"}


def imported_rooms(tree: ast.Module, package: list[str]) -> Iterator[str]:
    """The rooms that a module imports, anywhere in it; imports for type checkers don't count.

    `package` is the path below `toolkit` that its relative imports start from.
    """
    for_types = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for statement in node.body
        for inner in ast.walk(statement)
    }
    for node in ast.walk(tree):
        if node in for_types:
            continue
        targets = []
        if isinstance(node, ast.Import):
            targets = [alias.name.split(".") for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            start = ["toolkit", *package][: len(package) + 2 - node.level] if node.level else []
            module = start + (node.module.split(".") if node.module else [])
            targets = [[*module, alias.name] for alias in node.names]
        for target in targets:
            if target[0] == "toolkit" and target[1:] != ["__version__"]:
                yield target[1] if len(target) > 1 else "toolkit"


def may_import(room: str) -> set[str]:
    """The rooms that a room may import from."""
    if room == "reading":
        return READING_NEEDS
    floor = next(number for number, names in enumerate(FLOORS) if room in names)
    return set().union(*FLOORS[:floor]) | ({"reading"} if room in READERS else set())


def test_every_room_has_a_floor():
    assert rooms() - set().union(*FLOORS) - {"reading"} == set(), "give it a place in FLOORS"


@pytest.mark.parametrize(
    ("name", "path"), list(modules()), ids=lambda value: getattr(value, "name", value)
)
def test_imports_come_from_floors_below(name, path):
    room = name.split(".")[0]
    package = name.split(".") if path.name == "__init__.py" else name.split(".")[:-1]
    tree = ast.parse(path.read_text(encoding="utf-8"))
    imported = set(imported_rooms(tree, [part for part in package if part])) - {room}
    if room == "__main__":
        assert imported <= {"cli"}
    elif room:
        assert imported <= may_import(room), f"{name} imports {imported - may_import(room)}"


@pytest.mark.parametrize(
    ("source", "package", "expected"),
    [
        ("from .text import normalise", [], {"text"}),
        ("from ..tokens import tokenize", ["measures"], {"tokens"}),
        ("from . import registry", ["measures"], {"measures"}),
        ("from .. import plots", ["measures"], {"plots"}),
        ("import toolkit.cli", [], {"cli"}),
        ("def f():\n    from toolkit import measure", ["plots"], {"measure"}),
        ("import toolkit", [], {"toolkit"}),
        ("from . import __version__\nimport pandas", [], set()),
        ("if TYPE_CHECKING:\n    from .page import Page", [], set()),
    ],
)
def test_imports_are_seen(source, package, expected):
    assert set(imported_rooms(ast.parse(source), package)) == expected


def test_no_room_bears_the_name_of_a_public_function():
    assert rooms() & set(toolkit.__all__) == set(), "the second use of the name is the module"


def in_fresh_interpreter(code: str):
    """What a program prints, as JSON."""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_every_public_name_is_itself_at_the_second_use_too():
    faults = in_fresh_interpreter(
        """
import importlib, inspect, json, pkgutil
import toolkit as tk

def use():
    return {name: getattr(tk, name) for name in tk.__all__}

first, second = use(), use()
for module in pkgutil.walk_packages(tk.__path__, "toolkit."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
third = use()
faults = [n for n in first if not first[n] is second[n] is third[n] or inspect.ismodule(first[n])]
faults += [n for n, f in first.items() if n != "__version__" and not callable(f)]
faults += [n for n, f in first.items() if n != "__version__" and not inspect.getdoc(f)]
faults += sorted(set(tk.__all__) - set(dir(tk)))
print(json.dumps(faults))
"""
    )
    assert faults == []


def test_a_misspelt_function_is_told_with_its_nearest_name():
    with pytest.raises(AttributeError, match=r"no 'plot_cue'; did you mean 'plot_cues'.*\? help"):
        toolkit.plot_cue  # noqa: B018
    with pytest.raises(AttributeError, match=r"no 'xyz'; help\(toolkit\) names all there is$"):
        toolkit.xyz  # noqa: B018


def test_measuring_and_comparing_load_nothing_heavy():
    story = str(PACKAGE.parent / "data" / "kursk.txt")
    loaded = in_fresh_interpreter(
        f"""
import json, sys
import toolkit as tk
table = tk.measure(tk.read_story({story!r}))
tk.findings(tk.compare(table)), tk.keywords(table), tk.carryover(table), tk.highlight(table)
print(json.dumps(sorted(sys.modules)))
"""
    )
    assert LOADED_ON_USE & set(loaded) == set()
