"""Set up the project's environment once, then report, test or open JupyterLab.

    python run.py report [STORY]            the story's page in reports/ (default: data/kursk.txt)
    python run.py test [PYTEST ARGUMENT]    all tests and notebooks, or what the arguments say
    python run.py lab                       JupyterLab in notebooks/
    python run.py notebooks [--check] [NOTEBOOK]
                                            run the notebooks and store (or compare) their outputs
    python run.py browser [PYTEST ARGUMENT] the tests in a real Chromium
    python run.py versions lowest|newest    tests and notebooks, not strictly compared, with the
                                            lowest or newest versions of what the toolkit needs

The environment is .venv beside this file, made with the Python that runs it. Delete .venv to
start again from nothing.
"""

# Standard library only, and nothing an old Python 3 cannot parse: it says which one is needed.
import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "ready.json"
LOG = VENV / "set-up.log"
# The sets of packages, smallest first: each includes those before it.
EXTRAS = {"run": "", "test": "[test]", "browser": "[browser]"}
VERSION = "{}.{}".format(*sys.version_info[:2])
UNFINISHED = "unfinished"
PIP_SETTINGS = {"PIP_USER": "0", "PIP_NO_INPUT": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
# What pip prints where it gives up a connection: a warning at the last try, or the error itself.
LOST = ("from versions: none", "Retry(total=0", "ReadTimeoutError", "IncompleteRead")
# Files of tests are dealt to two workers; one by one, the cells of a notebook would be.
WORKERS = ("-n", "2", "--dist", "loadfile")


class SetUpError(Exception):
    """What stopped the set-up, in one sentence."""


def ensure(needed):
    """Make .venv hold a set of packages; at once when it does already."""
    place, wanted = f"{VERSION} {ROOT}", digest()
    stamp = read_stamp()
    # After an interruption nobody knows what is whole. Another Python's packages, and an
    # environment that was moved, are of no use either.
    usable = PYTHON.exists() and stamp.get("place") == place and UNFINISHED not in stamp.values()
    if usable and stamp.get(needed) == wanted:
        return
    check_python()
    if VENV.exists() and not stamp:
        raise SetUpError(f"{VENV} is not of run.py's making: move it away, then try again.")
    started = time.monotonic()
    print(f"Setting up {VENV} (once; about a minute) ...", flush=True)
    if not usable:
        stamp = {"place": place}
        make_venv(stamp)
    write_stamp({**stamp, needed: UNFINISHED})
    try:
        install(needed)
    except SetUpError:
        write_stamp(stamp)
        raise
    names = list(EXTRAS)
    write_stamp({"place": place, **dict.fromkeys(names[: names.index(needed) + 1], wanted)})
    print(f"... done in {time.monotonic() - started:.0f} s", flush=True)


def digest():
    """A fingerprint of what says which packages are needed."""
    names = ("pyproject.toml", "constraints.txt")
    return hashlib.sha256(b"\0".join((ROOT / name).read_bytes() for name in names)).hexdigest()


def read_stamp():
    """What .venv holds: its place, and for each set its digest or "unfinished"; {} if unknown."""
    try:
        return json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def write_stamp(stamp):
    """Replace the stamp in one step: whoever is interrupted leaves the old one or the new one."""
    fresh = STAMP.with_suffix(".new")
    fresh.write_text(json.dumps(stamp), encoding="utf-8")
    os.replace(str(fresh), str(STAMP))


def check_python():
    """Refuse a Python that is too old or that cannot make environments."""
    if sys.version_info < (3, 11):
        raise SetUpError(
            f"Python 3.11 or newer is needed and {sys.executable} is {VERSION}: "
            "use a newer one, as in `python3.12 run.py ...` or `make PYTHON=python3.12 ...`."
        )
    if not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
        raise SetUpError(
            f"{sys.executable} cannot make virtual environments: install its venv package "
            f"(on Debian and Ubuntu: sudo apt install python{VERSION}-venv) and try again."
        )


def make_venv(stamp):
    """An empty environment in place of whatever is there."""
    empty_folder(VENV)
    write_stamp({**stamp, "venv": UNFINISHED})
    fill_venv(VENV)


def empty_folder(folder):
    """A new folder in place of whatever is there."""
    try:
        if folder.exists():
            shutil.rmtree(str(folder))
        folder.mkdir()
    except OSError as error:
        raise SetUpError(
            f"{folder} cannot be written ({error}): close what uses it, "
            "or put the project into a folder of your own."
        ) from None


def fill_venv(folder):
    """Make a folder a virtual environment."""
    # The base, because this may be running on the .venv that was just deleted.
    base = getattr(sys, "_base_executable", None) or sys.executable
    made = subprocess.run(
        [base, "-m", "venv", str(folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    if made.returncode:
        raise SetUpError(f"The environment could not be made: {' '.join(made.stdout.split())}")
    # Only for speed: the pip that comes with Python 3.11 takes three times as long over the rest.
    pip = (str(folder / PYTHON.relative_to(VENV)), "-m", "pip", "install", "--retries", "1")
    subprocess.run(
        [*pip, "--upgrade", "--constraint", "constraints.txt", "pip"],
        cwd=str(ROOT),
        env=clean_environment(PIP_SETTINGS),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def install(needed):
    """Install a set of packages, in the versions of constraints.txt."""
    # Most modules of these packages are never imported; Python compiles those that are.
    options = ("--no-compile", "--constraint", "constraints.txt")
    pip("install", *options, "--editable", "." + EXTRAS[needed])
    python("-m", "compileall", "-q", "toolkit")  # all of it is, so that the first start is quick
    # Only for speed: jsonschema's optional check of international addresses costs every process
    # that imports nbformat, so every notebook, seconds. Nothing here uses it.
    pip("uninstall", "--yes", "rfc3987-syntax", "lark")
    settings = VENV / "etc" / "jupyter" / "labconfig" / "page_config.json"
    settings.parent.mkdir(parents=True, exist_ok=True)
    off = {"disabledExtensions": {"@jupyterlab/apputils-extension:announcements": True}}
    settings.write_text(json.dumps(off), encoding="utf-8")


def pip(*arguments):
    """Run pip with its output in the log; a terminal shows on one line where it is."""
    show = sys.stdout.isatty()
    width = shutil.get_terminal_size().columns - 1
    refused = []
    with open(str(LOG), "a", encoding="utf-8") as log:
        process = subprocess.Popen(
            [str(PYTHON), "-m", "pip", *arguments],
            cwd=str(ROOT),
            env=clean_environment(PIP_SETTINGS),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
        )
        for line in process.stdout:
            log.write(line)
            if "ERROR:" in line:
                refused.append(line.split("ERROR:", 1)[1].strip())
            elif any(sign in line for sign in LOST):
                refused.append(line.strip())
            if show:
                print(line.strip()[:width].ljust(width), end="\r", flush=True)
    if show:
        print(" " * width, end="\r")
    if process.wait():
        raise SetUpError(why_pip_failed(refused))


def why_pip_failed(refused):
    """One sentence on what to do, from the errors that pip printed."""
    if any(sign in line for line in refused for sign in LOST):
        return (
            "pip could not reach the package index; the first set-up needs a connection, "
            f"later runs do not (details: {LOG})."
        )
    reason = refused[0] if refused else "it gave no reason"
    return f"pip could not install the packages: {reason} (details: {LOG})."


def clean_environment(settings=None):
    """The variables for a program in .venv, less those for another Python or chart window.

    Nor may it be told to write no compiled modules: each process would compile all it imports.
    """
    dropped = ("PYTHONHOME", "MPLBACKEND", "__PYVENV_LAUNCHER__", "PYTHONDONTWRITEBYTECODE")
    kept = {name: value for name, value in os.environ.items() if name not in dropped}
    return {**kept, "VIRTUAL_ENV": str(VENV), **(settings or {})}


def python(*arguments, cwd=ROOT):
    """Run the environment's Python to its end and return its exit status."""
    process = subprocess.Popen(
        [str(PYTHON), *map(str, arguments)], cwd=str(cwd), env=clean_environment()
    )
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue  # the program was interrupted too: let it finish in its own way


def report(arguments):
    """Write a story's page."""
    ensure("run")
    if not arguments or arguments[0].startswith("-"):
        arguments = [ROOT / "data" / "kursk.txt", *arguments]
    story = Path(arguments[0]).absolute()
    page = ROOT / "reports" / f"{story.stem}.html"
    page.parent.mkdir(exist_ok=True)
    return python("-m", "toolkit", "report", story, "-o", page, *arguments[1:], cwd=Path.cwd())


def test(arguments):
    """Run the tests, the examples in the docstrings and, compared strictly, the notebooks."""
    ensure("test")
    everything = [name for name in ("tests", "toolkit", "notebooks") if (ROOT / name).is_dir()]
    notebooks = ("--nbval", "--nbval-current-env", "--nbval-cell-timeout=120")
    return python("-m", "pytest", "-q", *notebooks, *WORKERS, *(arguments or everything))


def lab(arguments):
    """Open JupyterLab, on this machine alone and with its token, without looking for news."""
    ensure("run")
    options = (
        "--ServerApp.ip=127.0.0.1",
        f"--ServerApp.root_dir={ROOT}",
        f"--ServerApp.preferred_dir={ROOT / 'notebooks'}",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        "--LabApp.extension_manager=readonly",
    )
    return python("-m", "jupyterlab", *options, *arguments)


def notebooks(arguments):
    """Run the notebooks and store their outputs, or with --check compare them."""
    ensure("test")
    return python("tests/notebook_outputs.py", *arguments)


def browser(arguments):
    """Run the tests that drive a real Chromium."""
    ensure("browser")
    return python("-m", "pytest", "-q", *WORKERS, *(arguments or ["tests/browser"]))


def versions(arguments):
    """Run the tests with the lowest or the newest versions of the packages in pyproject.toml.

    Where the toolkit's own needs have no newer versions than those of constraints.txt, the newest
    are what `run.py test` has tested.
    """
    if arguments not in (["lowest"], ["newest"]):
        raise SetUpError("say which versions: `run.py versions lowest` or `run.py versions newest`")
    check_python()
    folder = ROOT / f".venv-{arguments[0]}"
    empty_folder(folder)
    fill_venv(folder)
    wanted = requirements()
    if arguments[0] == "lowest":
        wanted = [re.sub(">=([0-9.]+).*", r"==\1", line) for line in wanted]
    # The project itself is found by its path: several of these may be at work at once.
    environment = clean_environment({"VIRTUAL_ENV": str(folder), "PYTHONPATH": str(ROOT)})
    interpreter = str(folder / PYTHON.relative_to(VENV))
    where = {"cwd": str(ROOT), "env": environment}
    pip = [interpreter, "-m", "pip", "--disable-pip-version-check"]
    if arguments[0] == "newest" and not newer(offered(pip, where)):
        return 0
    status = subprocess.call([*pip, "install", "--quiet", "--no-compile", *wanted], **where)
    if status:
        return status
    found = subprocess.check_output([*pip, "list", "--format=freeze"], text=True, **where)
    print(found, flush=True)
    if arguments[0] == "newest" and not newer(pins(found)):
        return 0
    quiet = ("-m", "pytest", "-q", "-p", "no:cacheprovider", *WORKERS)
    for tests in (("tests", "toolkit"), ("--nbval-lax", "--nbval-current-env", "notebooks")):
        status = subprocess.call([interpreter, *quiet, *tests], **where)
        if status:
            return status
    return 0


def offered(pip, where):
    """The newest version of each of the toolkit's own needs, whether or not they go together."""
    lines = [line for line in requirements() if name_of(line) in own_needs()]
    ask = ["install", "--quiet", "--dry-run", "--no-deps", "--report", "-", *lines]
    try:
        found = json.loads(subprocess.check_output([*pip, *ask], text=True, **where))["install"]
    except subprocess.CalledProcessError as error:
        raise SetUpError("pip could not find out which versions there are.") from error
    return {canonical(one["metadata"]["name"]): one["metadata"]["version"] for one in found}


def newer(found):
    """The toolkit's own needs that are other than in constraints.txt; this says which, or none."""
    pinned = pins((ROOT / "constraints.txt").read_text(encoding="utf-8"))
    others = [name for name in own_needs() if found.get(name) != pinned.get(name)]
    if others:
        print("other than in constraints.txt:", *others, flush=True)
    else:
        print("passed: the newest versions are those of constraints.txt")
    return others


def pins(text):
    """The versions in lines such as "pandas==3.0", by the names as package indexes write them."""
    lines = re.findall(r"^([\w.-]+)==(\S+)", text, re.MULTILINE)
    return {canonical(name): version for name, version in lines}


def canonical(name):
    return re.sub("[-_.]+", "-", name).lower()


def own_needs():
    """The packages that the toolkit itself needs, and nbval; not what only checks its code."""
    return [*map(name_of, requirements(without=("test", "browser"))), "nbval"]


def name_of(requirement):
    return canonical(re.match(r"[\w.-]+", requirement).group())


def requirements(without=()):
    """What pyproject.toml says the toolkit and its tests need."""
    import tomllib  # new in the oldest Python that will do

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    chosen = [name for name in extras if name not in without]
    lines = [*project["dependencies"], *(line for name in chosen for line in extras[name])]
    return [line for line in lines if not line.startswith(project["name"])]


COMMANDS = {f.__name__: f for f in (report, test, lab, notebooks, browser, versions)}


def main(arguments):
    if not arguments or arguments[0] not in COMMANDS:
        print(__doc__.split("\n\nThe environment")[0], file=sys.stderr)
        return 2
    try:
        return COMMANDS[arguments[0]](arguments[1:])
    except SetUpError as error:
        print(f"run.py: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nrun.py: interrupted; the next run begins the set-up again.", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
