"""`measure` on a Dask DataFrame, and the command's work on a Dask cluster."""

from __future__ import annotations

import asyncio
import gc
import json
import os
import subprocess
import sys
import threading
from concurrent.futures import CancelledError, Future
from pathlib import Path
from types import SimpleNamespace

import dask
import dask.dataframe as dd
import pandas as pd
import pytest

import toolkit as tk
from toolkit import ToolkitError
from toolkit.scale import measure_files
from toolkit.scale.pool import Here


@pytest.fixture
def table():
    texts = [
        "It may rain in the port, officials said.",
        "He won.",
        None,
        "",
        "It isn't so bad.",
    ] * 5
    outlets = pd.Categorical(["Pier", "Quay", "Pier", None, "Quay"] * 5)
    index = pd.Index(range(10, 35), name="row")
    return pd.DataFrame({"text": texts, "outlet": outlets}, index=index)


@pytest.fixture
def partitioned(table):
    return dd.from_pandas(table, npartitions=4)


def test_the_values_are_those_of_pandas(table, partitioned):
    with dask.config.set(scheduler="synchronous"):
        out = tk.measure(partitioned).compute()
    pd.testing.assert_frame_equal(
        pd.DataFrame(out), pd.DataFrame(tk.measure(table)), check_exact=True, check_dtype=False
    )


def test_nothing_is_computed_early_and_partitions_are_kept(partitioned):
    def refuse(*args, **kwargs):
        raise AssertionError("computed")

    with dask.config.set(scheduler=refuse):
        out = tk.measure(partitioned, ["lix", "n_hedges"])
        assert isinstance(out, dd.DataFrame)
        assert out.npartitions == 4
        assert out.divisions == partitioned.divisions
        assert list(out.columns) == ["text", "outlet", "lix", "n_hedges"]
        assert str(out["lix"].dtype) == "float64"


def test_meta_is_what_a_partition_gives(partitioned):
    out = tk.measure(partitioned)
    first = out.get_partition(0).compute(scheduler="synchronous")
    assert list(first.columns) == list(out._meta.columns)
    assert first.dtypes.astype(str).tolist() == out._meta.dtypes.astype(str).tolist()


def test_options_and_measures_of_ones_own(table, partitioned):
    def doubled(t):
        return t["n_words"] * 2

    measures = ["n_words", "n_hedges", doubled]
    out = tk.measure(partitioned, measures, profile="broad").compute(scheduler="synchronous")
    whole = tk.measure(table, measures, profile="broad")
    pd.testing.assert_frame_equal(pd.DataFrame(out), pd.DataFrame(whole), check_dtype=False)
    assert (out["doubled"].dropna() == 2 * out["n_words"].dropna()).all()


def test_slips_are_told_at_once(partitioned):
    with pytest.raises(ToolkitError, match="no measure named 'lixx'"):
        tk.measure(partitioned, ["lixx"])
    with pytest.raises(ToolkitError, match="no column 'text'"):
        tk.measure(partitioned[["outlet"]])


def test_a_bag_is_told_how_to_be_a_table():
    bag = pytest.importorskip("dask.bag").from_sequence(["It may rain."], npartitions=1)
    with pytest.raises(ToolkitError, match="not a Bag of Dask; its to_dataframe"):
        tk.measure(bag)
    table = bag.map(lambda text: (text,)).to_dataframe(meta={"text": str})
    assert tk.measure(table, ["n_words"])["n_words"].compute().tolist() == [3]


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "tls://127.0.0.1:9", "no://where"])
def test_no_scheduler_is_one_sentence(tmp_path, monkeypatch, address):
    import toolkit.scale.cluster as cluster

    monkeypatch.setattr(cluster, "WAIT", 0.5)
    (tmp_path / "t.jsonl").write_text('{"text": "It may rain."}\n', encoding="utf-8")
    with pytest.raises(ToolkitError, match=f"no Dask scheduler answers at '{address}'"):
        measure_files(tmp_path / "t.jsonl", tmp_path / "o.parquet", scheduler=address)


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "no://where"])
def test_a_client_that_found_no_scheduler_is_not_left_to_the_collector(monkeypatch, address):
    """It would be closed at any moment, and wait for a lock that is held while one is made."""
    import toolkit.scale.cluster as cluster

    def loops():
        return {thread for thread in threading.enumerate() if thread.name == "IO loop"}

    monkeypatch.setattr(cluster, "WAIT", 0.1)
    before = loops()
    gc.disable()
    try:
        with pytest.raises(ToolkitError), cluster.cluster(address, Path()):
            pass
        assert loops() <= before
    finally:
        gc.enable()


class Cancelling(Here):
    """An executor whose scheduler goes: what was given is cancelled, from the third part on."""

    def __init__(self, error, **_) -> None:
        self.error, self.given = error, 0

    def submit(self, function, /, *args, **kwargs) -> Future:
        self.given += 1
        if self.given < 3:
            return super().submit(function, *args, **kwargs)
        future: Future = Future()
        future.set_exception(self.error)
        return future


@pytest.mark.parametrize(
    ("error", "status", "expected"),
    [
        (CancelledError(), "connecting", ToolkitError),
        (asyncio.CancelledError(), "running", ToolkitError),
        (OSError("in <TCP>: Stream is closed"), "closed", ToolkitError),
        (AssertionError("ours"), "running", AssertionError),
        (KeyboardInterrupt(), "connecting", KeyboardInterrupt),
    ],
)
def test_a_scheduler_that_goes_is_one_sentence(tmp_path, monkeypatch, error, status, expected):
    class Client:
        def __init__(self, *_, **__) -> None:
            self.status = status

        def nthreads(self):
            return {"one": 1}

        def run(self, function, folder):
            return {"one": function(folder)}

        def get_executor(self, **_):
            return Cancelling(error)

        def close(self, *_) -> None:
            raise OSError("no answer")

    monkeypatch.setitem(sys.modules, "distributed", SimpleNamespace(Client=Client))
    rows = [json.dumps({"text": f"It may rain on day {i}."}) for i in range(20)]
    (tmp_path / "t.jsonl").write_text("\n".join(rows), encoding="utf-8")
    asked = {"part_mb": 1e-5, "measures": ["n_words"]}
    with pytest.raises(expected) as said:
        measure_files(tmp_path / "t.jsonl", tmp_path / "o.parquet", scheduler="tcp://x:1", **asked)
    if expected is ToolkitError:
        assert str(said.value).startswith("the scheduler at 'tcp://x:1' is gone; finished parts")
    summary = measure_files(tmp_path / "t.jsonl", tmp_path / "o.parquet", workers=0, **asked)
    assert summary.parts_reused == 2


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (ModuleNotFoundError("No module named 'toolkit'"), "can't load the toolkit (No module "
         "named 'toolkit'); install the same version wherever workers run"),
        ((True, "other code"), "the worker one has another toolkit than this program; install"),
        ((False, None), "the worker one can't see the output folder"),
        (None, "has no workers; start some"),
    ],
)  # fmt: skip
def test_workers_that_can_not_measure_alike_are_refused(tmp_path, monkeypatch, answer, says):
    class Client:
        status = "running"

        def __init__(self, *_, **__) -> None:
            """It is there at once."""

        def nthreads(self):
            return {} if answer is None else {"one": 1}

        def run(self, function, folder):
            if isinstance(answer, Exception):
                raise answer
            return {"one": (answer[0], answer[1] or function(folder)[1])}

        def close(self) -> None:
            """Nothing is open."""

    monkeypatch.setitem(sys.modules, "distributed", SimpleNamespace(Client=Client))
    (tmp_path / "t.jsonl").write_text('{"text": "It may rain."}\n', encoding="utf-8")
    with pytest.raises(ToolkitError) as error:
        measure_files(tmp_path / "t.jsonl", tmp_path / "o.parquet", scheduler="tcp://x:1")
    assert says in str(error.value)


@pytest.mark.ci
@pytest.mark.parametrize("killed", [False, True])
def test_a_cluster_gives_the_same_files_even_if_a_worker_is_killed(tmp_path, killed):
    text = "The port may be shut for {} days, officials said, and nobody knows more. "
    rows = [json.dumps({"text": text.format(i) * 20}) for i in range(4000)]
    (tmp_path / "t.jsonl").write_text("\n".join(rows), encoding="utf-8")
    measure_files(tmp_path / "t.jsonl", tmp_path / "one.parquet", workers=0, part_mb=0.1)
    script = Path(__file__).parent / "cluster_run.py"
    subprocess.run([sys.executable, script, tmp_path, str(int(killed))], check=True,
                   env={**os.environ, "PYTHONPATH": str(script.parent.parent)})  # fmt: skip
    one, two = (sorted((tmp_path / name).iterdir()) for name in ("one.parquet", "two.parquet"))
    assert [p.name for p in one] == [p.name for p in two]
    assert [p.read_bytes() for p in one] == [p.read_bytes() for p in two]
