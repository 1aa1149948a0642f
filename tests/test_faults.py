"""What goes wrong around us: each fault ends as rows or as a line that names it."""

from __future__ import annotations

import codecs
import errno
import gzip
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest
from broken import GOOD_LINE, broken_files, parquet

import toolkit.scale.earlier as earlier
import toolkit.scale.measuring as measuring
import toolkit.scale.parts as parts_module
from toolkit import ToolkitError
from toolkit.scale import measure_files
from toolkit.scale.inputs import Inputs
from toolkit.scale.measuring import Options
from toolkit.scale.parts import Part, parts_of
from toolkit.scale.pieces import Lines, Piece
from toolkit.scale.pool import Here, Processes
from toolkit.scale.prose import Reading
from toolkit.scale.streams import CHANGED, Stretch
from toolkit.scale.workers import DIED, in_parallel

OPTIONS = Options(Reading(), ("n_words", "lix"))


def run(inputs, output, **options):
    return measure_files(inputs, output, **{"workers": 0, "part_mb": 0.0005, **options})


def errors(tmp_path: Path) -> dict[str, str]:
    table = pd.read_parquet(tmp_path / "out.errors.parquet")
    return dict(zip(table["place"], table["reason"], strict=True))


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.fixture
def posts(tmp_path):
    path = tmp_path / "posts.jsonl"
    lines = [
        json.dumps({"text": f"The port may be shut for {i} days. It is so."}) for i in range(60)
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_every_way_of_being_broken_is_named_with_its_reason(tmp_path):
    files = broken_files()
    (tmp_path / "in").mkdir()
    for name, data in files.values():
        (tmp_path / "in" / name).write_bytes(data)
    (tmp_path / "in" / "good.jsonl").write_bytes(GOOD_LINE * 3)
    summary = run(tmp_path / "in", tmp_path / "out.parquet", measures=["lix"], part_mb=1)
    said = errors(tmp_path)
    unnamed = {name for name, _ in files.values() if not any(name in place for place in said)}
    assert unnamed - {"cut.jsonl.gz"} == set()
    assert all(reason and "\n" not in reason for reason in said.values())
    assert summary.inputs == summary.measured + summary.refused
    assert summary.measured >= 3


def test_rows_before_the_break_of_a_file_are_kept(tmp_path):
    import gzip

    (tmp_path / "cut.jsonl.gz").write_bytes(
        gzip.compress(os.urandom(9) + b"\n" + GOOD_LINE * 999)[:-9]
    )
    summary = run(tmp_path / "cut.jsonl.gz", tmp_path / "out.parquet", measures=["lix"])
    assert summary.measured > 900
    assert "cut short" in errors(tmp_path)["cut.jsonl.gz"]


def test_rows_of_damaged_pages_are_counted_and_refused(tmp_path):
    data = bytearray(parquet())
    data[4:60] = bytes(56)
    (tmp_path / "t.parquet").write_bytes(data)
    (tmp_path / "good.jsonl").write_bytes(GOOD_LINE)
    summary = run([tmp_path / "t.parquet", tmp_path / "good.jsonl"], tmp_path / "out.parquet")
    assert summary.inputs == summary.measured + summary.refused == 1001


def test_a_run_that_was_stopped_goes_on_and_ends_the_same(tmp_path, posts, monkeypatch):
    run(posts, tmp_path / "whole.parquet")
    write = parts_module.write_part
    written = []

    def stop(table, record, path):
        if len(written) == 3:
            raise KeyboardInterrupt
        written.append(path.name)
        write(table, record, path)

    monkeypatch.setattr(measuring, "write_part", stop)
    with pytest.raises(KeyboardInterrupt):
        run(posts, tmp_path / "out.parquet")
    assert not (tmp_path / "out.parquet").exists()
    monkeypatch.setattr(measuring, "write_part", write)
    summary = run(posts, tmp_path / "out.parquet")
    assert summary.parts_reused == 3
    assert content(tmp_path / "out.parquet") == content(tmp_path / "whole.parquet")


def test_what_was_finished_with_other_texts_or_options_is_not_used(tmp_path, posts):
    first = run(posts, tmp_path / "out.parquet")
    assert run(posts, tmp_path / "out.parquet").parts_reused == first.parts
    assert run(posts, tmp_path / "out.parquet", profile="broad").parts_reused == 0
    posts.write_text(posts.read_text("utf-8").replace("59 days", "60 days"), encoding="utf-8")
    run(posts, tmp_path / "out.parquet")
    assert "60 days" in pd.read_parquet(tmp_path / "out.parquet")["text"].iloc[-1]


def test_a_shorter_input_leaves_no_old_parts(tmp_path, posts):
    run(posts, tmp_path / "out.parquet")
    posts.write_bytes(GOOD_LINE)
    run(posts, tmp_path / "out.parquet")
    assert len(pd.read_parquet(tmp_path / "out.parquet")) == 1


def test_a_damaged_part_is_made_again(tmp_path, posts):
    run(posts, tmp_path / "out.parquet")
    before = content(tmp_path / "out.parquet")
    (tmp_path / "out.parquet" / "part-00001.parquet").write_bytes(b"PAR1 cut")
    run(posts, tmp_path / "out.parquet")
    assert content(tmp_path / "out.parquet") == before


def test_a_full_disk_is_one_sentence_and_costs_nothing_finished(tmp_path, posts, monkeypatch):
    write = pq.write_table
    calls = []

    def full(*args, **kwargs):
        calls.append(1)
        if len(calls) > 2:
            raise OSError(errno.ENOSPC, "No space left on device")
        write(*args, **kwargs)

    monkeypatch.setattr(parts_module.pq, "write_table", full)
    with pytest.raises(ToolkitError, match="no space left on device; finished parts are kept"):
        run(posts, tmp_path / "out.parquet")
    monkeypatch.setattr(parts_module.pq, "write_table", write)
    assert run(posts, tmp_path / "out.parquet").parts_reused == 2
    assert not list(tmp_path.glob("**/.part-*"))


def test_a_folder_that_may_not_be_written_is_one_sentence(tmp_path, posts, monkeypatch):
    def denied(self, *args, **kwargs):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", denied)
    with pytest.raises(ToolkitError, match="can't be written: permission denied"):
        run(posts, tmp_path / "out.parquet")


@pytest.mark.parametrize("there", ["out.csv", "out.csv.parquet"])
def test_what_stands_there_and_may_not_be_read_is_one_sentence(tmp_path, posts, monkeypatch, there):
    (tmp_path / "out.csv").write_bytes(b"")

    def denied(*args, **kwargs):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(earlier, "_is_measured", denied)
    with pytest.raises(ToolkitError, match="can't be written: permission denied"):
        run(posts, tmp_path / there)


def test_a_file_that_may_not_be_read_is_a_line(tmp_path, posts, monkeypatch):
    import toolkit.scale.streams as streams

    (tmp_path / "secret.jsonl").write_bytes(GOOD_LINE)

    def opened(path, *args, **kwargs):
        if Path(path).name == "secret.jsonl":
            raise PermissionError(errno.EACCES, "Permission denied")
        return open(path, *args, **kwargs)

    monkeypatch.setattr(streams, "open", opened, raising=False)
    summary = run([tmp_path / "secret.jsonl", posts], tmp_path / "out.parquet")
    assert summary.refused == 1
    assert "permission denied" in errors(tmp_path)["secret.jsonl"]


def test_a_table_that_changes_while_it_is_read_is_named(tmp_path, posts, monkeypatch):
    import toolkit.scale.streams as streams

    states = iter([(1, 1), (2, 2)])
    monkeypatch.setattr(streams, "_state", lambda file: next(states))
    summary = run(posts, tmp_path / "out.parquet")
    assert (summary.inputs, summary.refused) == (61, 1)
    assert "changed while it was read" in errors(tmp_path)["posts.jsonl"]


def test_lines_that_are_others_when_they_are_measured_are_refused(tmp_path, posts):
    source = Inputs([posts], None, 1000)
    pieces = list(source)
    assert len(pieces) > 1
    assert all(piece.stretch is not None for piece in pieces)
    read = [piece.found(OPTIONS.reading) for piece in pieces]
    assert [one.errors for one in read] == [[]] * len(pieces)
    posts.write_bytes(posts.read_bytes().replace(b"for 7 days", b"for 8 days"))
    changed = [piece.found(OPTIONS.reading) for piece in pieces]
    assert [one.inputs for one in changed] == [one.inputs for one in read]
    refused = [error for one in changed for error in one.errors]
    assert len(refused) == 1
    assert refused[0][2] == next(one.inputs for one in changed if one.errors)
    assert "changed while it was read" in refused[0][1]
    posts.unlink()
    gone = [piece.found(OPTIONS.reading) for piece in pieces]
    assert all("same path" in one.errors[0][1] for one in gone)
    assert all(piece.halves() == [] for piece in pieces)


def test_what_changed_for_a_moment_is_measured_by_a_rerun(tmp_path, posts, monkeypatch):
    whole = posts.read_bytes()
    read = Stretch.read

    def changing(self):
        posts.write_bytes(whole.replace(b"for 7 days", b"for 8 days"))
        try:
            return read(self)
        finally:
            posts.write_bytes(whole)

    with monkeypatch.context() as patch:
        patch.setattr(Stretch, "read", changing)
        first = run(posts, tmp_path / "out.parquet")
    assert 0 < first.refused < first.inputs
    again = run(posts, tmp_path / "out.parquet")
    assert (again.refused, again.measured) == (0, 60)
    assert 0 < again.parts_reused < again.parts


def test_a_document_that_changes_while_it_is_read_is_refused(tmp_path, posts, monkeypatch):
    import toolkit.scale.pieces as pieces

    story = tmp_path / "story.txt"
    story.write_text(
        "It is shut.\n\nRead the original article here\n\nIt may be.", encoding="utf-8"
    )
    read = pieces.read_document

    def changing(path, is_marker):
        document = read(path, is_marker)
        path.write_text("other", encoding="utf-8")
        return document

    monkeypatch.setattr(pieces, "read_document", changing)
    run([story, posts], tmp_path / "out.parquet")
    assert "changed while it was read" in errors(tmp_path)["story.txt"]


def test_a_file_that_vanishes_is_a_line(tmp_path, posts):
    run([tmp_path / "story.txt", posts], tmp_path / "out.parquet")
    assert errors(tmp_path)["story.txt"].startswith("there is no file")


def test_a_fault_of_ours_costs_one_row(tmp_path, posts, monkeypatch):
    evaluate = measuring.evaluate

    def faulty(tokens, *args, **kwargs):
        if any("for 7 days" in text for text in tokens.texts.to_pylist()):
            raise IndexError("seven")
        return evaluate(tokens, *args, **kwargs)

    monkeypatch.setattr(measuring, "evaluate", faulty)
    summary = run(posts, tmp_path / "out.parquet", measures=["lix"])
    assert (summary.measured, summary.refused) == (59, 1)
    assert errors(tmp_path) == {"posts.jsonl, line 8": "it can't be measured (IndexError: seven)"}


class Dying(Here):
    """A worker that a certain text kills; the executor is broken from then on, as a real one is."""

    def __init__(self) -> None:
        self.broken = False

    def submit(self, function, /, *args, **kwargs) -> Future:
        pieces = args[0].pieces if isinstance(args[0], Part) else args[0]
        self.broken |= any(b"deadly" in getattr(piece, "block", b"") for piece in pieces)
        if self.broken:
            raise BrokenProcessPool("a worker died")
        return super().submit(function, *args, **kwargs)


@pytest.mark.parametrize("blank", ["", "\n \r\n\n"])
def test_lines_stand_where_they_say_whatever_holds_them(tmp_path, blank):
    rows = [json.dumps({"text": f"It is day {i}."}) + blank for i in range(200)]
    text = blank + "\n".join([*rows[:90], "{broken", *rows[90:]])
    forms = {
        "plain.jsonl": text.encode(),
        "packed.jsonl.gz": gzip.compress(text.encode()),
        "marked.jsonl": codecs.BOM_UTF8 + text.encode(),
        "wide.jsonl": text.encode("utf-16"),
    }
    found = {}
    for name, data in forms.items():
        (tmp_path / name).write_bytes(data)
        pieces = list(Inputs([tmp_path / name], None, 1000))
        assert all((piece.stretch is not None) == name.startswith("plain") for piece in pieces)
        read = [piece.found(OPTIONS.reading) for piece in pieces]
        halved = [half.found(OPTIONS.reading) for piece in pieces for half in piece.halves()]
        errors = [[e[0].split(", ")[1] for one in of for e in one.errors] for of in (read, halved)]
        texts = [t for one in read for t in one.table["text"].to_pylist()]
        found[name] = errors, texts, [piece.place.split(", ")[1] for piece in pieces]
        assert errors[0] == errors[1] != []
        assert len(texts) == 200
    assert all(one == found["plain.jsonl"] for one in found.values())


def test_behind_a_line_that_is_too_long_lines_are_handed_over(tmp_path, monkeypatch):
    import toolkit.scale.line_tables as line_tables
    import toolkit.scale.streams as streams

    monkeypatch.setattr(streams, "READ_BYTES", 1000)
    monkeypatch.setattr(streams, "MAX_BYTES", 5000)
    monkeypatch.setattr(line_tables, "MAX_BYTES", 5000)
    rows = [json.dumps({"text": f"It is day {i}. " * (900 if i == 50 else 1)}) for i in range(100)]
    (tmp_path / "t.jsonl").write_text("\n".join(rows), encoding="utf-8")
    pieces = list(Inputs([tmp_path / "t.jsonl"], None, 1000))
    assert {piece.stretch is None for piece in pieces} == {True, False}
    read = [piece.found(OPTIONS.reading) for piece in pieces]
    assert [error[:2] for one in read for error in one.errors] == [
        ("t.jsonl, line 51", "it is not valid JSON")
    ]
    assert sum(one.table.num_rows for one in read) == 99


def test_a_line_that_is_too_long_and_a_name_that_comes_twice_are_told(tmp_path, monkeypatch):
    monkeypatch.setattr("toolkit.scale.json_lines.MAX_BYTES", 5000)
    rows = [
        '{"text": "It is one.", "text": "It is the other."}',
        '{"text": "It is cut off. ' + "It is long. " * 900,
        '{"text": "It is cut off.',
        '{"text": "It is day 4.", "place": {"town": 1, "town": 2}}',
    ]
    (tmp_path / "t.jsonl").write_text("\n".join(rows), encoding="utf-8")
    (piece,) = Inputs([tmp_path / "t.jsonl"])
    found = piece.found(OPTIONS.reading)
    assert [error[:2] for error in found.errors] == [
        ("t.jsonl, line 1", "it names 'text' twice"),
        ("t.jsonl, line 2", "it is longer than 32 MB"),
        ("t.jsonl, line 3", "it is not valid JSON"),
    ]
    assert found.table["text"].to_pylist() == ["It is day 4."]


def lines(*texts: str) -> Lines:
    block = "".join(json.dumps({"text": text}) + "\n" for text in texts).encode()
    return Lines("t.jsonl", "t", len(texts), str(texts), len(block), block=block)


@pytest.mark.parametrize("size", [100, 10**6])
def test_the_text_that_kills_workers_is_found_and_refused(tmp_path, size):
    texts = (
        [f"The port is shut for {i} days." for i in range(9)] + ["deadly"] + ["It may rain."] * 5
    )
    pieces = [lines("It may snow."), lines("It is so."), lines(*texts)]
    done = list(in_parallel(parts_of(pieces, size, ""), Dying, 2, OPTIONS, tmp_path))
    assert sum(record.inputs for _, record in done) == 17
    assert [e for _, record in done for e in record.errors] == [("t.jsonl, line 10", DIED, 1)]
    assert len(list(tmp_path.glob("part-*"))) == len(done)


@pytest.mark.parametrize("kind", ["Lines", "Cells", "Batch"])
def test_halves_are_the_whole(tmp_path, kind):
    from toolkit.scale.inputs import Inputs

    frame = pd.DataFrame({"text": [f"The port is shut for {i} days." for i in range(11)]})
    path = tmp_path / {"Lines": "t.jsonl", "Cells": "t.csv", "Batch": "t.parquet"}[kind]
    {"Lines": lambda: frame.to_json(path, orient="records", lines=True),
     "Cells": lambda: frame.to_csv(path, index=False),
     "Batch": lambda: frame.to_parquet(path)}[kind]()  # fmt: skip
    (piece,) = Inputs([path])
    assert type(piece).__name__ == kind

    def leaves(piece: Piece) -> list[Piece]:
        return [leaf for half in piece.halves() for leaf in leaves(half)] or [piece]

    single = [leaf.found(Reading()) for leaf in leaves(piece)]
    whole = piece.found(Reading())
    assert [place for found in single for place in found.places] == list(whole.places)
    stories = [story for found in single for story in found.table["story"].to_pylist()]
    assert stories == whole.table["story"].to_pylist()
    assert [leaf.place for leaf in leaves(piece)] == list(whole.places)


@dataclass(frozen=True)
class Deadly(Lines):
    """Kills the process that reads it, if it holds the deadly text."""

    def found(self, reading: Reading):
        if b"deadly" in self.block:
            os._exit(1)
        return super().found(reading)


@pytest.mark.ci
def test_a_worker_that_really_dies(tmp_path):
    piece = lines("It may rain.", "deadly", "It may snow.")
    piece = Deadly(**{**piece.__dict__})
    parts = parts_of([piece, replace(lines("It is so."), key="other")], 10, "")
    done = list(in_parallel(parts, Processes(2), 2, OPTIONS, tmp_path))
    assert sum(record.inputs for _, record in done) == 4
    assert [e for _, record in done for e in record.errors] == [("t.jsonl, line 2", DIED, 1)]


@pytest.mark.ci
@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_killed_at_any_moment_it_goes_on(tmp_path, posts):
    command = [sys.executable, "-m", "toolkit", "measure", str(posts), "--part-size", "0.0005"]
    subprocess.run([*command, "-o", str(tmp_path / "whole.parquet"), "--workers", "1"], check=True)
    out = [*command, "-o", str(tmp_path / "out.parquet"), "--workers", "2"]
    for after in (0.5, 1.5, 2.5):
        process = subprocess.Popen(out, stdout=subprocess.DEVNULL, start_new_session=True)
        time.sleep(after)
        process.send_signal(signal.SIGKILL)
        process.wait()
    subprocess.run(out, check=True)
    assert content(tmp_path / "out.parquet") == content(tmp_path / "whole.parquet")
    shutil.rmtree(tmp_path / "out.parquet")


class Noting(Here):
    """An executor that notes what it was given, and whether it was shut down."""

    def __init__(self) -> None:
        self.given, self.closed = [], False

    def submit(self, function, /, *args, **kwargs) -> Future:
        self.given.append(function)
        return Future()

    def shutdown(self, wait=True, *, cancel_futures=False) -> None:
        self.closed = True


@pytest.mark.skipif(sys.platform == "win32", reason="processes there have no groups to signal")
@pytest.mark.parametrize("after", [0.1, 1.0])
def test_who_will_not_wait_for_the_end_presses_ctrl_c_again_and_reads_no_more(
    tmp_path, posts, after
):
    posts.write_text((posts.read_text(encoding="utf-8") + "\n") * 10_000, encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "toolkit", "measure", str(posts), "-o", str(tmp_path / "out")],
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    time.sleep(after)
    process.send_signal(signal.SIGINT)
    said = process.stderr.readline()
    process.send_signal(signal.SIGINT)
    assert process.communicate(timeout=60)[1] == ""
    assert said.startswith("toolkit: interrupted;")
    assert process.returncode in (130, -signal.SIGINT)


@pytest.mark.skipif(sys.platform == "win32", reason="processes there have no groups to signal")
@pytest.mark.parametrize("after", [0.4, 1.4])
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_ctrl_c_and_whoever_ends_it_end_it_with_one_sentence(tmp_path, posts, after, name):
    number = getattr(signal, name)
    lines = posts.read_text(encoding="utf-8") + "\n"
    posts.write_text(lines * 10_000, encoding="utf-8")
    command = [sys.executable, "-m", "toolkit", "measure", str(posts), "--part-size", "1"]
    process = subprocess.Popen(
        [*command, "-o", str(tmp_path / "out.parquet")],
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        # A shell has its background jobs ignore Ctrl-C, and whatever they start.
        preexec_fn=lambda: signal.signal(number, signal.SIG_DFL),
    )
    time.sleep(after)
    os.killpg(process.pid, number)
    said = process.communicate(timeout=60)[1]
    assert said.startswith("toolkit: interrupted;")
    assert said.count("\n") == 1
    assert process.returncode == 128 + number


@pytest.mark.parametrize("copies", [False, True])
def test_processes_start_once_and_end_if_nobody_asks_for_them(monkeypatch, copies):
    made = []
    monkeypatch.setattr("toolkit.scale.pool.COPIES", copies)
    monkeypatch.setattr(Processes, "_pool", lambda self: made.append(Noting()) or made[-1])
    workers = Processes(2)
    workers.start(1.5)
    workers.start(5)
    assert [len(pool.given) for pool in made] == [0 if copies else 1]
    assert workers() is made[0]
    assert workers() is not made[0]
    workers.close()
    assert not made[0].closed
    unused = Processes(2)
    unused.start(float("inf"))
    unused.close()
    assert (len(made[-1].given), made[-1].closed) == (0 if copies else 2, True)
    Processes(2).start(0)
    Processes(0).start(3)
    assert len(made) == 3


def test_nothing_is_left_of_what_a_killed_run_was_writing(tmp_path, posts):
    half = tmp_path / ".out.parquet.unfinished"
    half.mkdir()
    for name in (".part-00000.parquet.1", ".out.errors.parquet.1", "._manifest.json.1"):
        (half / name).write_bytes(b"half a file")
    run(posts, tmp_path / "out.parquet", measures=["lix"])
    names = {path.name for path in (tmp_path / "out.parquet").iterdir()}
    assert not [name for name in names if name.startswith(".")]
    assert not list(tmp_path.glob(".*"))


@pytest.mark.parametrize("name", ["out.parquet", "out.csv"])
def test_only_what_a_killed_run_was_writing_is_deleted_beside_an_output(tmp_path, posts, name):
    errors = run(posts, tmp_path / name).errors
    killed = (
        "import os, sys\nfrom pathlib import Path\nfrom toolkit.scale.whole import written_whole\n"
        "for path in map(Path, sys.argv[1:]):\n"
        "    written_whole(path).__enter__().write_bytes(b'half a file')\n"
        "os._exit(9)"
    )
    ours = [errors, *([tmp_path / name] if name.endswith(".csv") else [])]
    done = subprocess.run([sys.executable, "-c", killed, *ours], check=False)
    assert done.returncode == 9
    left = set(tmp_path.glob(".*"))
    assert len(left) == len(ours)
    kept = {
        *(f".{name}{more}" for more in (".2023-backup", ".2023", ".7", ".old", ".7.txt", ".lock")),
        *(f"{one.name}.bak" for one in left),
        *(one.name.replace(name[:3], "other", 1) for one in left),
        *(one.name.replace(f".{name[:3]}", ".xout", 1) for one in left),
    }
    for hidden in kept:
        (tmp_path / hidden).write_text("mine", encoding="utf-8")
    folders = {f".{name}.2024", f".{errors.name}.1.half-written"}
    for folder in folders:
        (tmp_path / folder).mkdir()
    run(posts, tmp_path / name, measures=["lix"])
    assert {path.name for path in tmp_path.glob(".*")} == kept | folders
    assert {(tmp_path / hidden).read_text(encoding="utf-8") for hidden in kept} == {"mine"}


def test_an_output_leaves_what_another_one_is_writing(tmp_path, posts):
    other = tmp_path / ".x.errors.parquet.1.half-written"  # of x.parquet
    other.touch()
    run(posts, tmp_path / "x.errors.parquet")
    assert other.exists()


def test_a_script_needs_no_guard_to_use_several_processes(tmp_path):
    (tmp_path / "posts.csv").write_text("text\n" + "The port may be shut.\n" * 50, encoding="utf-8")
    script = tmp_path / "script.py"
    script.write_text(
        "print('once')\nimport toolkit as tk\n"
        "found = tk.measure_files('posts.csv', 'out.parquet', workers=2, part_mb=0.0002)\n"
        "print(found.measured, __file__.endswith('script.py'))\n",
        encoding="utf-8",
    )
    done = subprocess.run(
        [sys.executable, script], cwd=tmp_path, capture_output=True, encoding="utf-8", check=False,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}, timeout=120,
    )  # fmt: skip
    assert done.stdout.split() == ["once", "50", "True"], done.stderr


def test_a_fault_in_reading_costs_one_row(tmp_path, posts, monkeypatch):
    import toolkit.scale.pieces as pieces

    read = pieces.of_table

    def faulty(columns, places, *args, **kwargs):
        if "posts.jsonl, line 8" in places:
            raise IndexError("eight")
        return read(columns, places, *args, **kwargs)

    monkeypatch.setattr(pieces, "of_table", faulty)
    summary = run(posts, tmp_path / "out.parquet", measures=["lix"])
    assert (summary.measured, summary.refused) == (59, 1)
    assert errors(tmp_path) == {"posts.jsonl, line 8": "it can't be read (IndexError: eight)"}


@pytest.mark.parametrize(
    ("name", "content", "place", "says"),
    [
        ("t.csv", b'"text\nIt is shut.\n', "t.csv", "a first line whose quotation marks don't"),
        ("t.csv", b",,\nIt is shut.,,\n", "t.csv", "has no rows"),
        ("t.csv", b'text\nIt is shut.\n"It may"be.\n', "t.csv, line 3", "quotation mark"),
        ("t.csv.gz", gzip.compress(GOOD_LINE)[:12] + b"\xff" * 40, "t.csv.gz", "whole gzip"),
        ("t.jsonl", b"[" * 100_000, "t.jsonl, line 1", "nested too deep"),
        ("t.jsonl", b'{"text": "It is."} more', "t.jsonl, line 1", "not valid JSON"),
    ],
    ids=["header", "blank header", "quotation", "gzip", "nested", "more"],
)
def test_a_broken_table_of_any_size_is_named_with_its_reason(
    tmp_path, posts, name, content, place, says
):
    (tmp_path / name).write_bytes(content)
    run([tmp_path / name, posts], tmp_path / "out.parquet", measures=["lix"])
    assert says in errors(tmp_path)[place]


def test_parquet_without_rows_or_of_a_moment_is_named(tmp_path, posts, monkeypatch):
    import toolkit.scale.inputs as inputs_module

    frame = pd.DataFrame({"text": ["The port is shut."]})
    frame.head(0).to_parquet(tmp_path / "none.parquet")
    frame.to_parquet(tmp_path / "one.parquet")
    sums = iter("abc")  # another one each time it is asked for
    monkeypatch.setattr(inputs_module, "checksum", lambda path: next(sums))
    run([tmp_path / "none.parquet", tmp_path / "one.parquet", posts], tmp_path / "out.parquet")
    assert errors(tmp_path) == {
        "none.parquet": "none.parquet has no rows",
        "one.parquet": CHANGED,
    }


def test_workers_that_die_of_anything_end_the_run_with_a_sentence(tmp_path):
    class Dead(Here):
        def submit(self, function, /, *args, **kwargs) -> Future:
            raise BrokenProcessPool("a worker died")

    parts = parts_of([lines("It may rain.")], 100, "")
    with pytest.raises(ToolkitError, match=r"die again and again while measuring t\.jsonl"):
        list(in_parallel(parts, Dead, 1, OPTIONS, tmp_path))


def test_a_fault_that_is_no_death_is_handed_on(tmp_path):
    class Faulty(Here):
        def submit(self, function, /, *args, **kwargs) -> Future:
            return super().submit(lambda: 1 / 0)

    parts = parts_of([lines("It may rain.")], 100, "")
    with pytest.raises(ZeroDivisionError):
        list(in_parallel(parts, Faulty, 1, OPTIONS, tmp_path))


def test_where_nothing_is_there_to_read_it_says_so(tmp_path):
    (tmp_path / "in").mkdir()
    with pytest.raises(ToolkitError, match="there is nothing to read in "):
        run(tmp_path / "in", tmp_path / "out.parquet")
    assert not (tmp_path / "out.parquet").exists()
    with pytest.raises(ToolkitError, match="there is nothing to read: name a file"):
        run([], tmp_path / "out.parquet")


def test_a_folder_and_a_list_without_anything_in_them_are_lines_beside_others(tmp_path, posts):
    (tmp_path / "in").mkdir()
    (tmp_path / "none.json").write_text("[]", encoding="utf-8")
    summary = run([posts, tmp_path / "in", tmp_path / "none.json"], tmp_path / "out.parquet")
    assert (summary.measured, summary.refused) == (60, 2)
    reasons = pd.read_parquet(tmp_path / "out.errors.parquet")["reason"].tolist()
    folder = str(tmp_path / "in")
    assert reasons == [
        f"there is nothing to read in the folder {folder!r}", "none.json has no rows",
    ]  # fmt: skip


def test_an_output_that_could_not_be_begun_is_free_for_the_next_run(tmp_path, posts, monkeypatch):
    def denied(self):
        raise PermissionError(errno.EACCES, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr("toolkit.scale.output.Output._clear", denied)
        with pytest.raises(ToolkitError, match="can't be written: permission denied"):
            run(posts, tmp_path / "out.parquet")
    assert run(posts, tmp_path / "out.parquet").measured == 60
