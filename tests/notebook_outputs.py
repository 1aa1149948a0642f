"""Store the notebooks' outputs in a form that does not churn, and say what is wrong with them.

`python run.py notebooks` runs each notebook and stores its outputs: byte for byte the same, run
after run. `python run.py notebooks --check` runs them and compares, charts aside, whose bytes
depend on the libraries they are drawn with.
"""

from __future__ import annotations

import copy
import html
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode

FOLDER = Path(__file__).resolve().parent.parent / "notebooks"
METADATA = {
    "kernelspec": {
        "display_name": "Python 3 (ipykernel)",
        "language": "python",
        "name": "python3",
    },
    "language_info": {"name": "python"},
}
MOST_CODE_CELLS = 15
NEVER_IN_OUTPUTS = {
    "a date": r"\b(?:19|20)\d\d-\d\d-\d\d\b",
    "a time of day": r"\b[012]?\d:[0-5]\d:[0-5]\d\b",
    "a version": r"(?<![\d.])\d+\.\d+\.\d+(?![\d.])",
    "an absolute path": r"(?<![\w.:/<])/(?:[\w.-]+/)+[\w.-]+|\b[A-Za-z]:\\\w|file://",
    "a memory address": r"\b0x[0-9a-f]{6,}\b",
}


def normalise(nb: NotebookNode) -> None:
    """Drop what differs from one run or machine to the next."""
    nb.nbformat_minor = 5
    nb.metadata = nbformat.from_dict(METADATA)
    for number, cell in enumerate(nb.cells, 1):
        cell.setdefault("id", f"cell-{number}")
        kept = {"tags": cell.metadata.tags} if cell.metadata.get("tags") else {}
        cell.metadata = nbformat.from_dict(kept)
        for output in cell.get("outputs", []):
            if "metadata" in output:
                output.metadata = NotebookNode()


def run(nb: NotebookNode, folder: Path) -> NotebookNode:
    """A copy of the notebook, run from top to bottom in `folder`, in the form that is stored."""
    fresh = copy.deepcopy(nb)
    normalise(fresh)
    NotebookClient(
        fresh,
        timeout=120,
        kernel_name="python3",
        record_timing=False,
        coalesce_streams=True,
        extra_arguments=["--log-level=ERROR"],
        resources={"metadata": {"path": str(folder)}},
    ).execute()
    normalise(fresh)
    return fresh


def as_text(nb: NotebookNode) -> str:
    """The notebook as its file holds it."""
    return nbformat.writes(nb) + "\n"


def output_texts(nb: NotebookNode) -> Iterator[tuple[str, str]]:
    """(cell id, text) of all that cells print to be read; HTML without tags, a line per row."""
    for cell in nb.cells:
        for output in cell.get("outputs", []):
            if output.output_type == "stream":
                yield cell.id, output.text
            for mime, data in output.get("data", {}).items():
                if mime == "text/html":
                    data = re.sub(r"</(?:tr|li)>", "\n", " ".join(data.split()))
                    data = re.sub(r"(?s)<(style|script)\b.*?</\1>|<[^>]+>", " ", data)
                    yield cell.id, html.unescape(data)
                elif mime in ("text/plain", "text/markdown"):
                    yield cell.id, re.sub(r"<Figure size .*?>", "", data)


def problems(nb: NotebookNode, allowed_functions: int = 0) -> Iterator[str]:
    """What keeps a notebook from being stored: one sentence for each fault."""
    if (nb.nbformat, nb.nbformat_minor) != (4, 5):
        yield f"its format is {nb.nbformat}.{nb.nbformat_minor}; 4.5 is needed for cell ids"
    if nb.metadata != METADATA:
        yield "its metadata is of one machine; `python run.py notebooks` stores the common form"
    code = [cell for cell in nb.cells if cell.cell_type == "code"]
    if len(code) > MOST_CODE_CELLS:
        yield f"{len(code)} code cells; {MOST_CODE_CELLS} at the most"
    definitions = sum(len(re.findall(r"(?m)^\s*(?:async )?def ", cell.source)) for cell in code)
    if definitions > allowed_functions:
        yield "it defines a function; that belongs in the package"
    if not any(cell.outputs for cell in code):
        yield "it has no stored outputs, so there is nothing to compare"
    for number, cell in enumerate(code, 1):
        for fault in cell_problems(cell, number):
            yield f"cell {cell.get('id')}: {fault}"
    for cell_id, text in output_texts(nb):
        for what, pattern in NEVER_IN_OUTPUTS.items():
            if found := re.search(pattern, text):
                yield f"cell {cell_id}: the output holds {what}: {found[0]!r}"
    yield from outline_problems(nb)


def cell_problems(cell: NotebookNode, number: int) -> Iterator[str]:
    """The faults of one code cell, the `number`th of its notebook."""
    if set(cell.metadata) - {"tags"}:
        yield f"its metadata holds {sorted(set(cell.metadata) - {'tags'})}"
    if cell.execution_count != number:
        yield f"run as [{cell.execution_count}], not [{number}]; an unrun cell is not compared"
    if not cell.source.strip():
        yield "it is empty"
    if re.search(r"(?m)^\s*class ", cell.source):
        yield "it defines a class; that belongs in the package"
    if re.search(r"(?m);\s*$", cell.source):
        yield "a closing `;` hides the output in Jupyter but not in the tests; write `_ = ...`"
    if re.search(r"\btk\.plot_", cell.source) and not has_picture(cell):
        yield "it draws a chart and stores no picture"
    for output in cell.outputs:
        if output.output_type == "error":
            yield f"a stored error: {output.ename}"
        if output.get("name") == "stderr":
            yield f"stored messages: {output.text[:60]!r}"


def has_picture(cell: NotebookNode) -> bool:
    return any("image/png" in output.get("data", {}) for output in cell.outputs)


def outline_problems(nb: NotebookNode) -> Iterator[str]:
    """A notebook opens with a question and its answer in bold and ends with its limits."""
    kinds = [cell.cell_type for cell in nb.cells]
    first_code = kinds.index("code") if "code" in kinds else len(kinds)
    opening = "\n".join(cell.source for cell in nb.cells[:first_code])
    bold = re.findall(r"(?s)\*\*(.+?)\*\*", opening)
    if "?" not in opening:
        yield "it does not open with a question"
    if all(text.rstrip().endswith("?") for text in bold):
        yield "its opening has no answer in bold"
    markdown = "\n".join(cell.source for cell in nb.cells if cell.cell_type == "markdown")
    headings = re.findall(r"(?m)^#+\s+(.+?)\s*$", re.sub(r"(?s)```.*?```", "", markdown))
    if kinds[-1:] != ["markdown"] or headings[-1:] != ["What this does not show"]:
        yield "it does not end with a section `What this does not show`"


def differences(stored: NotebookNode, fresh: NotebookNode) -> Iterator[str]:
    """The cells whose outputs are not what a run prints, pictures left out."""
    for old, new in zip(stored.cells, fresh.cells, strict=True):
        if without_pictures(old) != without_pictures(new):
            yield f"cell {old.get('id')}: the stored output is not what the cell prints now"


def without_pictures(cell: NotebookNode) -> list:
    outputs = copy.deepcopy(cell.get("outputs", []))
    for output in outputs:
        for mime in output.get("data", {}):
            if mime.startswith("image/"):
                output.data[mime] = ""
    return outputs


def main(arguments: list[str]) -> int:
    check = "--check" in arguments
    named = [Path(name) for name in arguments if name != "--check"]
    bad = 0
    for path in named or sorted(FOLDER.glob("*.ipynb")):
        if not path.is_file():
            print(f"there is no notebook {path} in {Path.cwd()}", file=sys.stderr)
            return 2
        stored = nbformat.read(path, as_version=4)
        fresh = run(stored, path.parent)
        if check:
            faults = list(differences(stored, fresh))
        else:
            text = as_text(fresh)
            changed = text != path.read_text(encoding="utf-8")
            path.write_text(text, encoding="utf-8", newline="\n")
            print(f"{path.name}: {'stored anew' if changed else 'unchanged'}")
            faults = list(problems(fresh, allowed_functions=functions_allowed(path)))
        bad += len(faults)
        for fault in faults:
            print(f"{path.name}: {fault}", file=sys.stderr)
    return int(bad > 0)


def functions_allowed(path: Path) -> int:
    """The notebook on the reader's own story may show one measure of the reader's own."""
    return 1 if path.name.startswith("08_") else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
