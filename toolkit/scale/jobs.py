"""`measure_files`: inputs of any size, measured part by part into one folder of Parquet files."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from ..errors import ToolkitError
from . import PART_MB
from .arguments import bytes_of, ending_of, options_of, sources_of
from .cluster import cluster
from .inputs import Inputs
from .output import Output
from .parts import Part, Record, parts_of
from .pool import Processes
from .prose import Reading
from .provenance import job_of, manifest_of
from .workers import in_parallel

_RECORDED = (
    "inputs",
    "refused",
    "paragraphs",
    "words",
    "without_role",
    "with_tags",
    "long_paragraphs",
)


@dataclass(frozen=True)
class Summary:
    """What a run of `measure_files` did; `inputs` = `measured` + `refused`.

    `without_role` is how many paragraphs have no role, `with_tags` how many have HTML tags, which
    were read as text, and `long_paragraphs` how many have 300 words or more.
    """

    output: Path
    errors: Path
    inputs: int
    measured: int
    refused: int
    paragraphs: int
    without_role: int
    with_tags: int
    long_paragraphs: int
    words: int
    parts: int
    parts_reused: int
    seconds: float


def measure_files(
    inputs,
    output,
    *,
    measures=None,
    counting: str = "published",
    profile: str = "news",
    text_column: str = "text",
    role: str | None = None,
    marker: str | None = None,
    language: str | None = "en",
    format: str | None = None,
    workers: int | Processes | None = None,
    scheduler: str | None = None,
    part_mb: float = PART_MB,
    progress: Callable[[Part, Record, bool, int | None], None] | None = None,
) -> Summary:
    """Measure files of any size into a folder of Parquet files, at constant memory.

    Parameters
    ----------
    inputs : path or list of paths
        Folders, patterns, documents, and tables (`.csv`, `.tsv`, `.jsonl`, `.parquet`, `.json`,
        `.xlsx`; the text ones also with `.gz`), as for `read_stories`; "-" is standard input. Rows
        of a table that have neither a role nor a marker line are measured without a role.
    output : path
        The folder to make, such as `archive.parquet`; or a file, `archive.csv`. It appears when all
        is done. `archive.errors.parquet` beside it (`archive.csv.errors.parquet` of the file) has
        a row per input that gave nothing: `place`, `reason`, and `inputs`, how many it stands for.
    measures, counting, profile : as for `measure`; names of registered measures only. The counts
        that a measure is pooled by are kept with it, so that the table can be compared.
    text_column, marker, language : as for `read_stories`
    role : "report", "commentary" or "none", for texts that say none themselves
    format : "csv", "tsv", "jsonl" or "parquet", where names don't say it
    workers : int, optional
        Processes; as many as there are cores if left out. 0 works in this process. Or `Processes`
        that have been started before.
    scheduler : str, optional
        The address of a Dask scheduler, to use its workers instead.
    part_mb : float
        Megabytes of input that make a part of the output.
    progress : function of (part, record, was it there already, bytes of all inputs), optional

    Returns
    -------
    Summary

    Raises
    ------
    ToolkitError : nothing could be measured, or the output can't be written. Parts that are
        finished stay, beside the output, and the same call goes on from them.

    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> _ = (folder / "posts.csv").write_text("text\\nThe port may be shut.\\n", encoding="utf-8")
    >>> summary = measure_files(folder / "posts.csv", folder / "out.parquet", workers=0)
    >>> summary.inputs, summary.measured, summary.refused, summary.words
    (1, 1, 0, 5)
    """
    options = options_of(measures, counting, profile, Reading(text_column, role, marker, language))
    size = bytes_of(part_mb)
    if not (progress is None or callable(progress)):
        raise ToolkitError(f"progress={progress!r} must be a function that each part is told to")
    inputs = sources_of(inputs)
    started = time.monotonic()
    place, kind = Output(output), ending_of(format)
    for path in inputs:
        if place.would_replace(path):
            raise ToolkitError(f"{str(path)!r} is an input, and the output would replace it")
    if scheduler is None and not isinstance(workers, Processes):
        workers = Processes(workers)
    source = Inputs(inputs, kind, size, ours=(place.path, place.errors))
    totals: Counter[str] = Counter(dict.fromkeys((*_RECORDED, "parts", "parts_reused"), 0))

    def finished(part: Part, record: Record, reused: bool) -> None:
        totals.update({name: getattr(record, name) for name in _RECORDED})
        totals.update(parts=1, parts_reused=reused)
        if progress:
            progress(part, record, reused, source.size)

    def missing() -> Iterator[Part]:
        for part in parts_of(source, source.piece_bytes, job_of(options)):
            part = replace(part, upto=source.bytes_read)
            record = place.found(part)
            if record is None:
                yield part
            else:
                finished(part, record, reused=True)

    with place:
        with _executor(scheduler, workers, place.folder) as (make, n):
            for part, record in in_parallel(missing(), make, n, options, place.folder):
                finished(part, record, reused=False)
        measured = totals["inputs"] - totals["refused"]
        if not measured:
            raise ToolkitError(_nothing(place, totals))
        counts = {name: totals[name] for name in ("inputs", "refused", "paragraphs", "words")}
        manifest = manifest_of(options, source.files, {**counts, "measured": measured})
        place.finish(totals["parts"], manifest)
    seconds = time.monotonic() - started
    return Summary(place.path, place.errors, **totals, measured=measured, seconds=seconds)


@contextmanager
def _executor(scheduler: str | None, workers: Processes, folder: Path):
    """What makes executors, and how many parts they work on at once."""
    if scheduler is None:
        yield workers, workers.n
        return
    with cluster(scheduler, folder) as found:
        yield found


def _nothing(place: Output, totals: Counter[str]) -> str:
    if not totals["inputs"]:
        return "there is nothing to read: name a file, a folder or a pattern"
    said = place.give_up(totals["parts"])
    if place.path.exists():
        said.append(f"{str(place.path)!r} stays as it was")
    elif len(said) > 1:
        said[1:] = [f"all {totals['inputs']:,} reasons are in {place.errors}"]
    return f"nothing could be measured: {'; '.join(said)}"
