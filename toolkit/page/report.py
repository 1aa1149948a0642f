"""`write_report`: a story, or many, as HTML that opens anywhere."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path, PurePosixPath

import pandas as pd
from tqdm import tqdm

from ..columns import ROLES
from ..errors import ToolkitError
from ..measures import measure
from ..measures.hedge_lexicon import load_lexicon
from ..measures.stories_and_roles import need_names, need_plain, need_story_names
from ..plots.paragraphs import report_first
from ..reading import read_stories, read_story
from ..reading.cells import as_name
from ..reading.documents import holds_many
from ..reading.files import as_path, missing, same_file
from .many_stories import index_page
from .one_story import CAPTIONS, story_page
from .shell import write_page

FEW = ("cues", "story")
"""The charts of a story's page beside an index: drawing all would take seconds for each."""
_NOTES = "Notes on reading"


def write_report(
    story, output=None, *, title: str | None = None, marker=None, language: str | None = "en",
    counting: str | None = None, profile: str | None = None, lexicon=None, source=None,
) -> Path:  # fmt: skip
    """Write a story's report: one HTML file that opens anywhere, without a network.

    Parameters
    ----------
    story : path or DataFrame
        A file that `read_story` reads; or a folder, a pattern or a table's file, for
        `read_stories`; or a paragraphs table of one story or more.
    output : path, optional
        The file to write, replaced if it is there; missing folders are made, and a folder that is
        there gets a file named after the story.
        Left out, the file stands in the current folder.
    title : str, optional
        The page's heading.
    marker, language
        As in `read_story`; not used for a table.
    counting, profile, lexicon
        As in `measure`, for the texts are measured anew. Left out, a measures table's counting and
        profile are kept; one that was measured with a lexicon of your own needs `lexicon`.
    source : path or list of paths, optional
        The files that a table was read from; their names and checksums are given on the page.

    Returns
    -------
    Path
        Of the page. For several stories this is the index; their pages stand in a folder beside it,
        called after it: `corpus.html` and `corpus_stories/`.

    Raises ToolkitError for what can't be read, measured or written.

    >>> import tempfile
    >>> posts = pd.DataFrame({"story": "port", "role": ["report", "commentary"],
    ...                       "text": ["The port is shut.", "It may stay shut for a year."]})
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     page = write_report(posts, Path(folder, "port.html"))
    ...     page.read_text(encoding="utf-8").count("<svg") > 3
    True
    """
    table, path = _read(story, marker, language)
    need_plain(table, "story")
    sources = _sources(table, [path] if source is None else _that_are_there(source))
    stories = list(dict.fromkeys(table["story"]))
    name = _name(stories, path)
    page = _output(output, name, path)
    counting = counting or table.attrs.get("counting", "published")
    profile = profile or table.attrs.get("profile", "news")
    _check_lexicon(table, profile, lexicon)
    table = measure(table, counting=counting, profile=profile, lexicon=lexicon)
    if len(stories) > 1:
        return _write_many(
            table, page, title or f"{name}: {len(stories)} stories", sources, lexicon
        )
    heading = title or f"{name}: report and commentary"
    with _progress(len(CAPTIONS), "charts") as bar:
        text = story_page(table, heading, sources, lexicon=lexicon, done=bar.update)
    return write_page(page, text)


def _check_lexicon(table: pd.DataFrame, profile: str, lexicon) -> None:
    """Refuse a table that was measured with another lexicon than the page would be."""
    version = table.attrs.get("lexicon_version")
    measured_so = profile == table.attrs.get("profile")
    if lexicon is None and version and measured_so and version != load_lexicon(profile).version:
        raise ToolkitError(
            f"the table was measured with the lexicon {table.attrs.get('lexicon')!r}; "
            "give the page the same: write_report(table, lexicon=...)"
        )


def _name(stories: list, path: Path | None) -> str:
    """What the page is called after: its one story, or what the stories were read from."""
    if len(stories) == 1:
        return str(stories[0])
    if path is None:
        return "table"
    return path.stem if path.exists() else path.resolve().parent.name or "stories"


def _as_link(path: str) -> str:
    """A relative path as a link has it: "#1 50%" is "%231%2050%25"."""
    return PurePosixPath("/", path).as_uri().removeprefix("file:///")


def _write_many(table: pd.DataFrame, path: Path, title: str, sources: dict, lexicon) -> Path:
    folder = path.with_name(f"{path.stem}_stories")
    links = {}
    groups = list(table.groupby("story", sort=False))
    back = f'<p><a href="../{_as_link(path.name)}">All stories</a></p>'
    with _progress(len(groups), "stories") as bar:
        for number, (story, rows) in enumerate(groups, start=1):
            file = folder / f"{number:03d}_{file_name(story)}.html"
            rows = rows.reset_index(drop=True)
            rows.attrs = {
                key: table.attrs[key] for key in ("counting", "profile") if key in table.attrs
            }
            about = _with_notes(sources, _notes_on(story, table))
            text = story_page(rows, str(story), about, charts=FEW, lexicon=lexicon, above=back)
            links[story] = _as_link(write_page(file, text).relative_to(path.parent).as_posix())
            bar.update()
    return write_page(path, index_page(table, title, links, sources))


def _progress(total: int, unit: str) -> tqdm:
    """A bar on a terminal, nothing elsewhere."""
    return tqdm(total=total, unit=f" {unit}", leave=False, disable=None)


def _read(story, marker, language) -> tuple[pd.DataFrame, Path | None]:
    """The paragraphs table and its path, if it had one."""
    if isinstance(story, pd.DataFrame):
        return _complete(story), None
    path = as_path(story, "story")
    read = read_stories if holds_many(path) else read_story
    return read(path, marker=marker, language=language), path


def _that_are_there(source) -> list[Path]:
    """The files that are named as sources; ToolkitError for one that isn't there."""
    paths = [as_path(one, "source") for one in (source if isinstance(source, list) else [source])]
    for path in paths:
        if not path.exists():
            raise ToolkitError(missing(path))
    return paths


def _sources(table: pd.DataFrame, paths: list[Path | None]) -> dict[str, str]:
    """What is known of the files behind a table, for the provenance."""
    paths = [path for path in paths if path is not None]
    sources = {"Source": ", ".join(path.name for path in paths) or "a table"}
    sums = [hashlib.sha256(path.read_bytes()).hexdigest() for path in paths if path.is_file()]
    sources = {
        **sources,
        **({"SHA-256 of the source": ", ".join(sums)} if sums else {}),
        **({"Encoding": table.attrs["encoding"]} if table.attrs.get("encoding") else {}),
    }
    return _with_notes(sources, table.attrs.get("notes") or [])


def _with_notes(sources: dict[str, str], notes: list[str]) -> dict[str, str]:
    others = {name: text for name, text in sources.items() if name != _NOTES}
    return {**others, _NOTES: "; ".join(notes)} if notes else others


def _notes_on(story, table: pd.DataFrame) -> list[str]:
    """The notes on reading that are not about the file of another story."""
    stories = [str(one) for one in table["story"].unique()]

    def files(note: str) -> set[str]:
        return {one for one in stories if note.startswith(f"{one}.")}

    notes = table.attrs.get("notes") or []
    return [note for note in notes if not files(note) or str(story) in files(note)]


def _complete(table: pd.DataFrame) -> pd.DataFrame:
    for column in ("text", "role"):
        if column not in table.columns:
            raise ToolkitError(
                f"a report needs the column {column!r}; read_story(path) makes such a table"
            )
    strange = sorted(set(map(str, table["role"])) - set(ROLES))
    if strange:
        raise ToolkitError(f"role is {strange[0]!r}; it can only be 'report' or 'commentary'")
    if not len(table):
        raise ToolkitError("a report needs at least one paragraph; the table has none")
    if "story" not in table.columns:
        need_story_names(table)
        table = table.assign(story="story")
    need_names(table["story"].isna(), "story")
    if pd.api.types.is_float_dtype(table["story"]):
        table = table.assign(story=table["story"].map(as_name))
    return report_first(table)


def _output(output, name: str, source: Path | None) -> Path:
    path = Path(f"{file_name(name)}.html") if output is None else as_path(output, "output")
    if path.is_dir():
        path = path / f"{file_name(name)}.html"
    if path.suffix.lower() not in (".html", ".htm"):
        raise ToolkitError(f"the report is an HTML file; name it {path.name}.html, not {path.name}")
    if same_file(path, source):
        raise ToolkitError(
            f"{path.name} is the story itself; give the report another name with output="
        )
    return path


def file_name(story: object) -> str:
    """A story's name as that of a file, on any system: letters, digits, dashes, dots inside."""
    name = re.sub(r"[^\w.-]+", "_", str(story)).strip("._-")[:80]
    return name or "story"
