"""One story: `toolkit report` and `toolkit new`."""

from __future__ import annotations

from pathlib import Path

from ..errors import ToolkitError
from .arguments import add_reading, command, language_of, path, print_json

REPORT = """\
  toolkit report data/kursk.txt -o kursk.html
  toolkit report --report port.txt --commentary blog.txt -o port.html
  toolkit report post.html --marker "Our view:" -o post.html
  toolkit report post.txt --json                    the figures for a program, and no page

A story is a file (.txt, .md, .html, .docx, .pdf) with the report, a line such as "Read the
original article here", and the commentary; or two files. The page is one file that needs no other.
"""
NEW = """\
  toolkit new my_story.ipynb --story post.txt       then: jupyter lab my_story.ipynb

The notebook reads the story, measures and compares it, and draws the charts: a start."""


def add_commands(commands) -> None:
    """Add `report` and `new` to the parser's commands."""
    parser = command(
        commands, "report", report, "make one story's page and print its headline figures", REPORT
    )
    parser.add_argument(
        "story",
        nargs="?",
        metavar="STORY",
        help="the file that holds report and commentary; or a folder of such files, or a table",
    )
    parser.add_argument(
        "-o",
        "--output",
        type=path,
        metavar="FILE.html",
        help="the page (default: the name of the story, folder or table, .html)",
    )
    parser.add_argument("--report", metavar="FILE", help="the report, if it is a file of its own")
    parser.add_argument("--commentary", metavar="FILE", help="the commentary, likewise")
    add_reading(parser)
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    usage = "toolkit new NOTEBOOK.ipynb --story STORY"
    parser = command(commands, "new", new, "make a notebook to start from", NEW, usage)
    parser.add_argument(
        "notebook",
        type=path,
        metavar="NOTEBOOK.ipynb",
        help="the notebook to make; it must not exist",
    )
    parser.add_argument(
        "--story", metavar="STORY", help="the story it opens with; or a folder or table with many"
    )


def report(options) -> int:
    """Read the story, say what it holds, and write its page; for a folder, a page with an index."""
    from ..reading.documents import holds_many
    from ..reading.files import as_path

    if options.story and holds_many(as_path(options.story, "story")):
        return _report_many(options)
    from ..measures import measure
    from .headline import headline

    story = _story(options)
    figures = headline(measure(story))
    page = _page(options, story) if options.output or not options.json else None
    if options.json:
        print_json({"story": story["story"].iloc[0], "page": page, **figures})
    else:
        print(figures["sentence"])
        print(f"The page: {page}")
    return 0


def _story(options):
    if options.story and (options.report or options.commentary):
        raise ToolkitError("give either one file with both parts, or --report and --commentary")
    if not (options.story or options.report or options.commentary):
        raise ToolkitError(
            "name the story's file, for example: toolkit report data/kursk.txt -o kursk.html"
        )
    from ..reading import read_story

    return read_story(
        options.story,
        report=options.report,
        commentary=options.commentary,
        marker=options.marker,
        language=language_of(options),
    )


def _page(options, story) -> Path:
    from ..reading.files import as_path, same_file

    output = options.output or Path(f"{story['story'].iloc[0]}.html")
    given = [as_path(p) for p in (options.story, options.report, options.commentary) if p]
    if any(same_file(output, one) for one in given):
        raise ToolkitError(
            f"the page would replace the story {str(output)!r}; name another with -o"
        )
    if not output.parent.is_dir():
        raise ToolkitError(f"there is no folder {str(output.parent)!r} to write the page to")
    from ..page import write_report  # it loads the charts, which the figures alone don't need

    return write_report(story, output, source=given)


def _report_many(options) -> int:
    if options.report or options.commentary:
        raise ToolkitError("give either stories, or one story by --report and --commentary")
    if options.json:
        raise ToolkitError(
            "--json is for one story; for many, toolkit measure makes a table, and toolkit "
            "compare --json compares"
        )
    from ..page import write_report

    page = write_report(
        options.story, options.output, marker=options.marker, language=language_of(options)
    )
    print(f"The page of all stories: {page}")
    return 0


def new(options) -> int:
    """Make a notebook from the template."""
    from ..starting import new_notebook

    if options.story is None:
        raise ToolkitError(
            f"name the story: toolkit new {options.notebook} --story my_story.txt (or a folder)"
        )
    notebook = new_notebook(options.notebook, story=options.story)
    print(f"The notebook: {notebook}")
    print(f"Open it with: jupyter lab {notebook}")
    return 0
