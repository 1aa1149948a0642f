"""What SECURITY.md promises of the code: nothing is run or fetched, and no expression blows up."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from pathlib import Path
from re import _constants as sre
from re import _parser as parser

import pytest

import toolkit

PACKAGE = Path(toolkit.__file__).parent
SOURCES = sorted(PACKAGE.rglob("*.py"))
FETCHING = {"urllib", "http", "socket", "requests", "httpx", "aiohttp", "ftplib", "smtplib"}
RUNNING = {"pickle", "marshal", "shelve", "dill", "cloudpickle", "joblib", "yaml", "code", "runpy"}
REPEATS = {sre.MAX_REPEAT, sre.MIN_REPEAT}
MANY = 1000  # a repetition of more counts as unbounded
# A word's parts divided by apostrophes, which no part holds: there is one way to match only.
HARMLESS = {"toolkit.measures.syllables._PARTS"}


def calls_and_imports(tree: ast.Module):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name.split(".")[0], node) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module.split(".")[0], node
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield f"{node.func.id}()", node


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_nothing_is_fetched_and_no_data_is_run(path):
    names = {name for name, _ in calls_and_imports(ast.parse(path.read_text("utf-8")))}
    assert not names & (FETCHING | RUNNING | {"eval()", "exec()", "compile()", "__import__()"})
    assert "shell=True" not in path.read_text("utf-8")
    assert "allow_pickle" not in path.read_text("utf-8")


def patterns() -> dict[str, re.Pattern]:
    """Every expression that a module of the toolkit holds."""
    found = {}
    for module in pkgutil.walk_packages(toolkit.__path__, "toolkit."):
        if module.name.endswith(("__main__", "pdf_worker", "make_dictionary")):
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            if isinstance(value, re.Pattern):
                found[f"{module.name}.{name}"] = value
    return found


def nested(parsed, inside: bool = False) -> bool:
    """Whether an unbounded repetition stands within another, as whatever blows up has it."""
    for operator, value in parsed:
        if operator in REPEATS:
            _, high, body = value
            unbounded = high > MANY
            if unbounded and inside:
                return True
            if nested(body, inside or unbounded):
                return True
        elif operator is sre.SUBPATTERN:
            if nested(value[-1], inside):
                return True
        elif operator is sre.BRANCH:
            if any(nested(branch, inside) for branch in value[1]):
                return True
        elif operator in (sre.ASSERT, sre.ASSERT_NOT) and nested(value[1], inside):
            return True
    return False


def test_no_expression_repeats_a_repetition():
    faults = [
        name
        for name, pattern in patterns().items()
        if isinstance(pattern.pattern, str) and nested(parser.parse(pattern.pattern, pattern.flags))
    ]
    assert set(faults) - HARMLESS == set()


@pytest.mark.parametrize("name", HARMLESS)
def test_the_harmless_ones_end_soon(name):
    pattern = patterns()[name]
    for text in ("a'" * 50_000 + "!", "a" * 100_000 + "'!", "'" * 100_000):
        pattern.findall(text)
        pattern.fullmatch(text)


def test_a_repeated_repetition_would_be_seen():
    assert nested(parser.parse("(a+)+b"))
    assert nested(parser.parse("(?:x|(?:a*b)*)*"))
    assert not nested(parser.parse("(ab?){1,9}c+d*"))
