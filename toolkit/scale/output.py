"""The output of a run: a folder of parts that takes its place when all of them are there."""

from __future__ import annotations

import json
import os
import shutil
from contextlib import suppress
from dataclasses import replace
from itertools import chain
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from ..errors import ToolkitError, at, why
from ..reading.files import as_path, same_file
from .earlier import ERRORS, MANIFEST, check_errors, check_place, errors_beside
from .export import write_csv
from .lock import Lock
from .parts import RECORD, Part, Record, finished, opened, read_record, unfinished, write_part
from .schemas import common_schema, in_schema
from .whole import left_behind, written_whole

SAID = 3  # reasons that a message holds


class Output:
    """Where a run writes: `folder` until it is finished, then `path`, and `errors` beside it."""

    def __init__(self, path) -> None:
        path = as_path(Path(path) if isinstance(path, str) else path, "the output")
        if path.is_symlink():  # what it leads to is written, and the link stays
            path = Path(os.path.realpath(path))
        if not path.name:
            raise ToolkitError(f"{str(path)!r} is no name for the output; give one, as out.parquet")
        self.path = path
        self.errors = errors_beside(path)
        self.folder = path.with_name(f".{path.name}.unfinished")
        self._old = path.with_name(f".{path.name}.replaced")
        # Whoever holds it has the errors, and with them `path`, for itself.
        self._lock = Lock(path.with_name(f".{self.errors.name}.lock"))

    def __enter__(self) -> Output:
        try:
            check_place(self.path)
            check_errors(self.errors, self.path)
            self.path.parent.mkdir(parents=True, exist_ok=True)
            if not self._lock.taken():
                raise ToolkitError(
                    f"another run is writing {str(self.path)!r} or {self.errors.name!r} now; "
                    "wait for it, or name another output"
                )
            self.folder.mkdir(exist_ok=True)
            self._clear()
        except OSError as error:
            self._lock.free()
            raise ToolkitError(f"{str(self.path)!r} can't be written: {why(error)}") from None
        return self

    def __exit__(self, kind, error, _) -> None:
        with suppress(OSError):
            self.folder.rmdir()  # only if nothing was finished
        self._lock.free()
        if isinstance(error, OSError):
            raise ToolkitError(
                f"{str(self.path)!r} can't be written: {why(error)}; finished parts are "
                "kept, and the same command goes on from them"
            ) from None

    def would_replace(self, source) -> bool:
        """Whether an input that is named, and not found in a folder, is what this run writes."""
        path = Path(os.path.expanduser(source))
        try:
            inside = path.is_file() and Path(os.path.realpath(self.path)) in path.resolve().parents
            return inside or same_file(self.path, path) or same_file(self.errors, path)
        except OSError:  # such as a name too long: it is refused where it is read
            return False

    def found(self, part: Part) -> Record | None:
        """The record of a part that an earlier run finished, of the same text and options."""
        record = read_record(self.folder / part.name)
        if record is not None and record.key == part.key:
            return record
        earlier = self.path / part.name
        record = read_record(earlier)
        if record is None or record.key != part.key:
            return None
        with written_whole(self.folder / part.name) as fresh:
            shutil.copyfile(earlier, fresh)
        return record

    def finish(self, parts: int, manifest: dict) -> None:
        """Give all parts the same columns, write manifest and errors, and put all in place."""
        self._clear()
        paths = self._parts(parts)
        for path in finished(self.folder)[parts:]:  # of an earlier run
            path.unlink()
        schema = common_schema(
            [pq.read_schema(opened(path)) for path in paths],
            lambda i, name: pq.read_table(opened(paths[i]), columns=[name])[name],
        )
        for path in paths:
            if not pq.read_schema(opened(path)).equals(schema):
                _rewrite(path, schema)
        manifest["parts"] = [
            {"name": p.name, "paragraphs": pq.read_metadata(opened(p)).num_rows} for p in paths
        ]
        with written_whole(self.folder / MANIFEST) as fresh:
            fresh.write_bytes(json.dumps(manifest, indent=1, ensure_ascii=False).encode())
        with written_whole(self.errors) as errors:  # it appears when the table is in its place
            _write_errors(paths, errors)
            if self._is_csv:
                write_csv(map(_as_pandas, paths), self.path)
            else:
                self._put_in_place()
        shutil.rmtree(self.folder, ignore_errors=True)

    def give_up(self, parts: int) -> list[str]:
        """Some of the reasons why all inputs were refused, as sentences, each once.

        All are in `errors`, unless a table of an earlier run stands here, whose errors those are.
        """
        paths = self._parts(parts)
        if not self.path.exists():
            with written_whole(self.errors) as fresh:
                _write_errors(paths, fresh)
        rows = chain.from_iterable(map(_errors_of, paths))
        said: dict[str, None] = {}
        for place, reason, _ in rows:
            said[at(place, reason)] = None
            if len(said) > SAID:
                break
        for path in paths:  # nothing is in them that a rerun could use
            path.unlink()
        return [*said][:SAID] + ["…"] * (len(said) > SAID)

    def _clear(self) -> None:
        """Delete what processes that were killed had begun to write."""
        beside = [self.errors, *([self.path] if self._is_csv else [])]
        for left in chain(unfinished(self.folder), *map(left_behind, beside)):
            left.unlink(missing_ok=True)

    @property
    def _is_csv(self) -> bool:
        return self.path.suffix.lower() == ".csv"

    def _parts(self, n: int) -> list[Path]:
        return finished(self.folder)[:n]

    def _put_in_place(self) -> None:
        shutil.rmtree(self._old, ignore_errors=True)
        if self.path.exists():
            os.replace(self.path, self._old)
        os.replace(self.folder, self.path)
        shutil.rmtree(self._old, ignore_errors=True)


def _write_errors(parts: list[Path], path: Path) -> None:
    with open(path, "wb") as file, pq.ParquetWriter(file, ERRORS) as writer:
        for rows in map(_errors_of, parts):
            columns = zip(*rows, strict=True) if rows else [[]] * len(ERRORS)
            writer.write_table(pa.table(list(map(list, columns)), schema=ERRORS))


def _errors_of(path: Path) -> list[tuple[str, str, int]]:
    return json.loads(pq.read_schema(opened(path)).metadata[RECORD])["errors"]


def _as_pandas(path: Path):
    """The part as a DataFrame; beside an empty cell a whole number keeps all its digits."""
    return pq.read_table(opened(path)).to_pandas(integer_object_nulls=True)


def _rewrite(path: Path, schema: pa.Schema) -> None:
    """The part with the columns of all parts; its key goes, because the others decided them."""
    record = read_record(path)
    table = in_schema(pq.read_table(opened(path)), schema)
    write_part(table, replace(record, key=""), path)
