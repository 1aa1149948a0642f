"""What a result came from: the key by which parts are known again, and the manifest."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from functools import cache
from importlib.metadata import version
from pathlib import Path

from .. import __version__
from ..measures import all_measures
from .measuring import Options


def job_of(options: Options) -> str:
    """Everything but the inputs that the result depends on, as one digest."""
    said = json.dumps([asdict(options), versions(), code()], sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()


@cache
def code() -> str:
    """A digest of the toolkit's own code and word lists: a result of other ones is another."""
    digest = hashlib.sha256()
    folder = Path(__file__).parent.parent
    for path in sorted(p for p in folder.rglob("*") if p.suffix in (".py", ".tsv", ".txt")):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


@cache
def versions() -> dict[str, str]:
    """The versions of what a result depends on."""
    names = ("numpy", "pandas", "pyarrow", "scipy", "textstat", "vaderSentiment", "pyphen")
    return {"toolkit": __version__, **{name: version(name) for name in names}}


def manifest_of(options: Options, files: list[dict], counts: dict[str, int]) -> dict:
    """What is written beside the parts: versions, options, counts, and the files that were read."""
    names = options.measures or tuple(all_measures())
    return {
        "versions": versions(),
        "code": code(),
        "options": {**asdict(options), "measures": list(names)},
        "counts": counts,
        "files": files,
    }
