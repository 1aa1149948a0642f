"""The frame of every page: one file with its style and script, which asks nobody for anything."""

from __future__ import annotations

import base64
import hashlib
import os
import re
import secrets
from functools import cache
from pathlib import Path
from string import Template

from ..errors import ToolkitError, why
from ..safety import escaped
from .marked import kinds_css

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"


@cache
def template(name: str) -> str:
    """A file of the folder `templates`."""
    return (TEMPLATES / name).read_text(encoding="utf-8")


def page(title: str, lead: str, sections: dict[str, str]) -> str:
    """A whole page: a heading, a few lines of HTML under it, and sections by their heading.

    The policy in its head lets the browser run this one script, by its hash, and load nothing.
    """
    script = f'"use strict";\n(() => {{\n{template("sort.js")}{template("page.js")}}})();\n'
    style = template("style.css") + kinds_css()
    digest = base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")
    ids = [re.sub(r"\W+", "-", heading.lower()) for heading in sections]
    links = "".join(
        f'<li><a href="#{at}">{escaped(heading)}</a></li>'
        for at, heading in zip(ids, sections, strict=True)
    )
    body = "".join(
        f'<section id="{at}" aria-labelledby="h-{at}"><h2 id="h-{at}">{escaped(heading)}</h2>'
        f"{content}</section>"
        for at, (heading, content) in zip(ids, sections.items(), strict=True)
    )
    return Template(template("page.html")).substitute(
        digest=digest, title=escaped(title), style=style, lead=lead, links=links, sections=body,
        script=script,
    )  # fmt: skip


def write_page(path: Path, text: str) -> Path:
    """Write a page in one go: the old file stays until the new one is whole."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        name = path.parent / f".{secrets.token_hex(8)}.part"
        # The system takes away what the user's umask forbids.
        handle = os.open(name, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666)
    except OSError as error:
        raise ToolkitError(f"{str(path)!r} can't be written: {why(error)}") from None
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        os.replace(name, path)
    except OSError as error:
        os.unlink(name)
        raise ToolkitError(f"{str(path)!r} can't be written: {why(error)}") from None
    return path
