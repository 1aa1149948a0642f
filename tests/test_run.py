"""Set-up: quick when all is there, whole after an interruption, one sentence when it fails."""

from __future__ import annotations

import ast
import importlib.util
import json
import re
import shutil
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def run(tmp_path, monkeypatch):
    """run.py as a module of a clone of its own, in which pip and venv only leave notes."""
    for name in ("run.py", "pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, tmp_path / name)
    spec = importlib.util.spec_from_file_location("run", tmp_path / "run.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.made, module.installed = [], []

    def make_venv(stamp):
        module.made.append(stamp)
        shutil.rmtree(module.VENV, ignore_errors=True)
        module.PYTHON.parent.mkdir(parents=True)
        module.PYTHON.touch()

    monkeypatch.setattr(module, "make_venv", make_venv)
    monkeypatch.setattr(module, "install", module.installed.append)
    return module


def test_the_second_time_nothing_is_installed(run):
    run.ensure("run")
    run.ensure("run")
    assert (len(run.made), run.installed) == (1, ["run"])


def test_a_larger_set_is_added_and_covers_the_smaller(run):
    run.ensure("run")
    run.ensure("test")
    run.ensure("run")
    assert (len(run.made), run.installed) == (1, ["run", "test"])


@pytest.mark.parametrize("name", ["pyproject.toml", "constraints.txt"])
def test_a_changed_requirement_is_installed_into_what_is_there(run, name):
    run.ensure("test")
    with open(run.ROOT / name, "a", encoding="utf-8") as file:
        file.write("\n# changed\n")
    run.ensure("run")
    run.ensure("test")
    assert (len(run.made), run.installed) == (1, ["test", "run", "test"])


def test_an_interrupted_set_up_begins_again(run, monkeypatch):
    def interrupted(needed):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(run, "install", interrupted)
        with pytest.raises(KeyboardInterrupt):
            run.ensure("test")
    run.ensure("test")
    assert (len(run.made), run.installed) == (2, ["test"])


def test_a_refused_installation_is_tried_again_without_a_new_environment(run, monkeypatch):
    def refused(needed):
        raise run.SetUpError("no connection")

    run.ensure("run")
    with monkeypatch.context() as patch:
        patch.setattr(run, "install", refused)
        with pytest.raises(run.SetUpError):
            run.ensure("test")
    run.ensure("run")
    assert run.installed == ["run"]
    run.ensure("test")
    assert (len(run.made), run.installed) == (1, ["run", "test"])


@pytest.mark.parametrize(
    "damage",
    [
        lambda run: run.PYTHON.unlink(),
        lambda run: run.write_stamp({**run.read_stamp(), "place": "3.8 /elsewhere"}),
    ],
)
def test_what_another_python_or_place_left_is_made_anew(run, damage):
    run.ensure("run")
    damage(run)
    run.ensure("run")
    assert len(run.made) == 2


def test_an_environment_of_the_users_own_is_left_alone(run):
    run.VENV.mkdir()
    (run.VENV / "pyvenv.cfg").touch()
    with pytest.raises(run.SetUpError, match="move it away"):
        run.ensure("run")
    assert list(run.VENV.iterdir()) == [run.VENV / "pyvenv.cfg"]


def test_an_old_python_is_told_which_is_needed(run, monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 10, 4))
    with pytest.raises(run.SetUpError, match=r"Python 3.11 or newer is needed"):
        run.check_python()


def test_any_python_3_parses_it():
    source = (ROOT / "run.py").read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 6))


def test_a_python_without_venv_is_told_what_to_install(run, monkeypatch):
    monkeypatch.setattr(run.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(run.SetUpError, match=r"apt install python3\.\d+-venv"):
        run.check_python()


@pytest.mark.parametrize(
    ("refused", "sentence"),
    [
        (["Could not find a version that satisfies pandas (from versions: none)"], "a connection"),
        (["Retry(total=0) after connection broken", "Cannot install it: conflict"], "a connection"),
        (["Could not install packages due to an OSError: No space left"], "No space left"),
        ([], "it gave no reason"),
    ],
)
def test_what_pip_refused_becomes_one_sentence(run, refused, sentence):
    told = run.why_pip_failed(refused)
    assert sentence in told
    assert "\n" not in told


def test_without_a_known_command_it_says_which_there_are(run, capsys):
    assert run.main([]) == 2
    assert run.main(["reprot"]) == 2
    told = capsys.readouterr().err
    assert all(f"run.py {command} " in told for command in run.COMMANDS)


def test_a_storys_page_is_named_after_it(run, monkeypatch, tmp_path):
    started = []
    monkeypatch.setattr(run, "python", lambda *arguments, **_: started.append(arguments) or 0)
    monkeypatch.chdir(tmp_path)
    assert run.main(["report", "my story.txt"]) == 0
    assert run.main(["report"]) == 0
    assert run.main(["report", "--help"]) == 0
    pages = [arguments[5].relative_to(run.ROOT).as_posix() for arguments in started]
    assert pages == ["reports/my story.html", "reports/kursk.html", "reports/kursk.html"]
    assert started[2][6:] == ("--help",)
    assert started[0][3] == tmp_path / "my story.txt"


def test_jupyterlab_listens_on_this_machine_alone_and_keeps_its_token(run, monkeypatch):
    started = []
    monkeypatch.setattr(run, "python", lambda *arguments, **_: started.append(arguments) or 0)
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", "mine")
    run.main(["lab"])
    options = " ".join(started[0])
    assert "--ServerApp.ip=127.0.0.1" in options
    assert "token" not in options
    assert "password" not in options
    assert run.clean_environment()["JUPYTER_CONFIG_DIR"] == "mine"


def test_status_and_environment_of_the_program_it_starts(run, monkeypatch):
    monkeypatch.setattr(run, "PYTHON", Path(sys.executable))
    monkeypatch.setenv("MPLBACKEND", "agg")
    code = "import os, sys; sys.exit(7 if 'MPLBACKEND' not in os.environ else 1)"
    assert run.python("-c", code) == 7


def test_what_it_starts_keeps_the_modules_it_compiles(run, monkeypatch, tmp_path):
    (tmp_path / "imported.py").write_text("", encoding="utf-8")
    monkeypatch.setattr(run, "PYTHON", Path(sys.executable))
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.delenv("PYTHONPYCACHEPREFIX", raising=False)
    assert run.python("-c", "import imported", cwd=tmp_path) == 0
    assert list((tmp_path / "__pycache__").iterdir())


def test_the_makefile_only_hands_on_to_run_py():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in ("report", "test", "lab"):
        assert f"\n{target}:\n\t@$(PYTHON) run.py {target}" in makefile
    assert '"$(STORY)"' in makefile  # a path may hold spaces


def test_the_stamp_is_replaced_in_one_step(run):
    run.ensure("run")
    (run.VENV / "ready.new").write_text("half", encoding="utf-8")
    assert set(run.read_stamp()) == {"place", "run"}
    assert json.loads(run.STAMP.read_text(encoding="utf-8"))["run"] == run.digest()


@pytest.fixture
def commands(run, monkeypatch):
    """The commands that `versions` would run; the tests among them fail."""
    noted = []

    def call(command, **_):
        noted.append(command)
        return "pytest" in command

    monkeypatch.setattr(run, "fill_venv", lambda folder: None)
    monkeypatch.setattr(run.subprocess, "call", call)
    return noted


def found(run, monkeypatch, text, offered=None):
    """What pip says is installed and, if it is something else, what the package index has."""
    index = [
        {"metadata": {"name": name, "version": v}} for name, v in run.pins(offered or text).items()
    ]

    def output(command, **_):
        return json.dumps({"install": index}) if "--dry-run" in command else text

    monkeypatch.setattr(run.subprocess, "check_output", output)


def test_the_lowest_versions_are_those_of_pyproject(run, monkeypatch, commands):
    found(run, monkeypatch, "textstat==0.7.13\n")
    assert run.versions(["lowest"]) == 1
    installed = commands[0][commands[0].index("install") + 1 :]
    pins = [name for name in installed if not name.startswith("-")]
    assert "textstat==0.7.13" in pins
    assert "dask[dataframe,distributed]==2026.1.3" in pins
    assert all("==" in name for name in pins)
    assert not any("media-analysis-toolkit" in name for name in pins)
    assert len(commands) == 2  # the tests failed, so the notebooks are not run


def test_the_newest_versions_are_tested_where_they_are_not_those_of_constraints(
    run, monkeypatch, commands, capsys
):
    pinned = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    # Packages are written in several ways, and pytest is no need of the toolkit's.
    same = re.sub("^pytest==.*", "pytest==999", pinned.replace("-", "_"), flags=re.MULTILINE)
    found(run, monkeypatch, same)
    assert run.versions(["newest"]) == 0
    assert "are those of constraints.txt" in capsys.readouterr().out
    assert commands == []  # nothing had to be installed
    other = re.sub("^pandas==.*", "pandas==999", pinned, flags=re.MULTILINE)
    found(run, monkeypatch, same, offered=other)  # another package does not bear the newest one
    assert run.versions(["newest"]) == 0
    assert ["pytest" in command for command in commands] == [False]
    found(run, monkeypatch, other)
    assert run.versions(["newest"]) == 1
    assert "other than in constraints.txt: pandas" in capsys.readouterr().out
    assert "pytest" in commands[-1]


def test_without_a_package_index_the_newest_versions_are_not_known(run, monkeypatch, commands):
    def output(command, **_):
        raise run.subprocess.CalledProcessError(1, command)

    monkeypatch.setattr(run.subprocess, "check_output", output)
    with pytest.raises(run.SetUpError, match="which versions there are"):
        run.versions(["newest"])


def test_versions_says_what_it_takes(run):
    with pytest.raises(run.SetUpError, match="versions lowest"):
        run.versions(["oldest"])
