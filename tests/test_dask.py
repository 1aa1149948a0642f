"""`measure` on a Dask DataFrame, and the command's work on a Dask cluster."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import dask
import dask.dataframe as dd
import pandas as pd
import pytest

import toolkit as tk
from toolkit import ToolkitError
from toolkit.scale import measure_files


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


def test_nothing_is_computed_early_and_partitions_are_kept(partitioned, monkeypatch):
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

    out = tk.measure(partitioned, ["n_words", doubled], profile="broad").compute(
        scheduler="synchronous"
    )
    assert (out["doubled"].dropna() == 2 * out["n_words"].dropna()).all()


def test_slips_are_told_at_once(partitioned):
    with pytest.raises(ToolkitError, match="no measure named 'lixx'"):
        tk.measure(partitioned, ["lixx"])
    with pytest.raises(ToolkitError, match="no column 'text'"):
        tk.measure(partitioned[["outlet"]])


def test_no_scheduler_is_one_sentence(tmp_path, monkeypatch):
    import toolkit.scale.cluster as cluster

    monkeypatch.setattr(cluster, "WAIT", 0.5)
    (tmp_path / "t.jsonl").write_text('{"text": "It may rain."}\n', encoding="utf-8")
    with pytest.raises(ToolkitError, match=r"no Dask scheduler answers at 'tcp://127\.0\.0\.1:9'"):
        measure_files(tmp_path / "t.jsonl", tmp_path / "o.parquet", scheduler="tcp://127.0.0.1:9")


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
