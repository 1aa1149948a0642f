"""`new_notebook`: a notebook of the reader's own, ready to run on their own story.

The notebooks are Markdown files in `templates/`: fenced Python becomes a code cell, what stands
between becomes text.
"""

from __future__ import annotations

import json
import os
import re
import warnings
from pathlib import Path

from .errors import ToolkitError, why
from .reading import read_stories, read_story
from .reading.documents import holds_many
from .reading.files import as_path

TEMPLATES = Path(__file__).resolve().parent / "templates"
# What only stories with both roles can be asked.
_PAIRS = re.compile(
    "<!-- where stories have both roles -->\n(.*?)<!-- in any case -->\n", re.DOTALL
)
_METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def new_notebook(path, story) -> Path:
    """Write a notebook that reads a story, charts it and says what may be said about it.

    Parameters
    ----------
    path : path
        The notebook to write; `.ipynb` is added where there is no ending. It must not exist yet.
    story : path
        A file with one story, as `read_story` takes it; or a folder, a pattern or a table's file
        with many, as `read_stories` does. It is read once, to be sure that the notebook will run.

    Returns
    -------
    Path
        Of the notebook. It finds the story by a path relative to itself, and has no outputs.

    Raises ToolkitError for a story that can't be read, and where the notebook exists already.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     text = "The port is shut." + chr(10) + "Read the original article here" + chr(10)
    ...     _ = Path(folder, "port.txt").write_text(text + "It may stay shut.", encoding="utf-8")
    ...     new_notebook(Path(folder, "port"), story=Path(folder, "port.txt")).name
    'port.ipynb'
    """
    notebook, source = _notebook_path(path), as_path(story, "story")
    reader, number, paired, name = _looked_into(source)
    template = "story.md" if number == 1 else "stories.md"
    title = f"{name}: report and commentary" if number == 1 else f"{name}: {number} stories"
    filled = {
        "title": _as_markdown(title),
        "path": repr(_seen_from(notebook, source)),
        "reader": reader,
    }
    text = (TEMPLATES / template).read_text(encoding="utf-8")
    text = _PAIRS.sub(lambda part: part[1] if paired else "", text)
    text = re.sub(r"\{\{(\w+)\}\}", lambda slot: filled[slot[1]], text)
    try:
        notebook.parent.mkdir(parents=True, exist_ok=True)
        with open(notebook, "x", encoding="utf-8", newline="\n") as file:
            json.dump(_notebook(text), file, ensure_ascii=False, indent=1)
            file.write("\n")
    except OSError as error:
        raise ToolkitError(f"{str(notebook)!r} can't be written: {why(error)}") from None
    return notebook


def _notebook_path(path) -> Path:
    path = as_path(path, "the notebook")
    path = path.with_name(f"{path.name}.ipynb") if not path.suffix else path
    if path.suffix != ".ipynb":
        raise ToolkitError(
            f"a notebook's name ends in .ipynb; write {path.stem}.ipynb for {path.name}"
        )
    if path.exists():
        raise ToolkitError(f"{path} is there already; give another name or delete it")
    return path


def _looked_into(source: Path) -> tuple[str, int, bool, str]:
    """The function that reads `source`; how many stories it has; whether any has both roles; and
    what to call it."""
    many = holds_many(source)
    with warnings.catch_warnings():
        # What there is to say about the reading is said when the notebook runs.
        warnings.simplefilter("ignore")
        table = read_stories(source) if many else read_story(source)
    names = table["story"].unique()
    name = names[0] if len(names) == 1 else source.resolve().stem
    paired = bool((table.groupby("story")["role"].nunique() > 1).any())
    return ("read_stories" if many else "read_story"), len(names), paired, str(name)


def _seen_from(notebook: Path, source: Path) -> str:
    """The path of `source` from the notebook's folder, where Jupyter will run it."""
    try:
        relative = os.path.relpath(source.resolve(), notebook.parent.resolve())
    except ValueError:  # on another drive
        relative = str(source.resolve())
    return Path(relative).as_posix()


def _as_markdown(text: str) -> str:
    """Text that Markdown shows as it is: marks of Markdown, HTML and mathematics as entities."""
    line = " ".join(text.split())
    line = "".join(c if c.isprintable() else f"⟨U+{ord(c):04X}⟩" for c in line)
    marks = r"[\\`*{}\[\]()#|$<>~&]|(?<![^\W_])_|_(?![^\W_])"
    return re.sub(marks, lambda mark: f"&#{ord(mark[0])};", line)


def _notebook(text: str) -> dict:
    """Markdown with fenced Python as a notebook without outputs."""
    cells = []
    for number, part in enumerate(re.split(r"^```python\n(.*?)^```\n", text, flags=re.S | re.M)):
        source = part.strip("\n")
        if source:
            cells.append(_cell(source, f"cell-{len(cells) + 1:02d}", is_code=number % 2 == 1))
    return {"cells": cells, "metadata": _METADATA, "nbformat": 4, "nbformat_minor": 5}


def _cell(source: str, name: str, *, is_code: bool) -> dict:
    lines = source.splitlines(keepends=True)
    if not is_code:
        return {"cell_type": "markdown", "id": name, "metadata": {}, "source": lines}
    return {
        "cell_type": "code", "execution_count": None, "id": name, "metadata": {}, "outputs": [],
        "source": lines,
    }  # fmt: skip
