"""A real Chromium without a network, and a real JupyterLab, for the tests in this folder."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
# Chromium looks for updates, fonts and field trials on its own; none of it belongs to a page.
QUIET = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--no-sandbox",  # CI runs as root, where Chromium's own sandbox cannot start
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]
SETTINGS = {
    # Cells that are scrolled away stay in the page, where the tests can look at them.
    "@jupyterlab/notebook-extension/tracker.jupyterlab-settings": '{"windowingMode": "none"}',
}
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))
PAGE_CONFIG = '{"disabledExtensions": {"@jupyterlab/apputils-extension:announcements": true}}'


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    names = ("chromium", "chromium-browser", "google-chrome")
    found = next(filter(None, map(shutil.which, names)), None)
    assert found, f"none of {', '.join(names)} is installed; on Debian: apt-get install chromium"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=QUIET)
        yield started
        started.close()


@dataclass
class Watched:
    """A page in a context of its own, with what it asked for and what it complained about."""

    page: Page
    requests: list[str]
    messages: list[str]


def watch(context: BrowserContext) -> Watched:
    """A new page whose requests (files and data aside), console messages and errors are noted."""
    watched = Watched(context.new_page(), [], [])
    page = watched.page
    page.on("console", lambda message: watched.messages.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: watched.messages.append(f"error: {error}"))
    page.on(
        "request",
        lambda request: (
            watched.requests.append(request.url)
            if not request.url.startswith(("file:", "data:", "blob:", "about:"))
            else None
        ),
    )
    return watched


@pytest.fixture
def offline(browser) -> Iterator[Watched]:
    """A page without any network, as a reader of a saved report may be."""
    context = browser.new_context(offline=True)
    yield watch(context)
    context.close()


@dataclass
class Lab:
    """A running JupyterLab: where it is, and the copy of the project that it shows."""

    address: str
    token: str
    folder: Path

    @property
    def url(self) -> str:
        return f"{self.address}/lab?token={self.token}&reset"

    def kernel_is_ready(self, notebook: str) -> bool:
        """Whether the notebook's kernel is idle and the page is connected to it."""
        with DIRECT.open(f"{self.address}/api/sessions?token={self.token}", timeout=10) as answer:
            sessions = {session["path"]: session["kernel"] for session in json.load(answer)}
        kernel = sessions.get(notebook, {})
        return kernel.get("execution_state") == "idle" and kernel["connections"] > 0


@pytest.fixture(scope="session")
def lab(tmp_path_factory) -> Iterator[Lab]:
    """JupyterLab as installed, with settings of its own, on copies of notebooks and data."""
    own = tmp_path_factory.mktemp("jupyter")
    folder = tmp_path_factory.mktemp("project")
    for name in ("notebooks", "data"):
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name)
    write(own / "config" / "labconfig" / "page_config.json", PAGE_CONFIG)
    for name, text in SETTINGS.items():
        write(own / "settings" / name, text)
    token, port = secrets.token_hex(8), free_port()
    environment = {
        **{name: value for name, value in os.environ.items() if name != "MPLBACKEND"},
        "JUPYTER_CONFIG_DIR": str(own / "config"),
        "JUPYTER_DATA_DIR": str(own / "data"),
        "JUPYTER_RUNTIME_DIR": str(own / "runtime"),
        "JUPYTERLAB_SETTINGS_DIR": str(own / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(own / "workspaces"),
    }
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"]
    options = {
        "ServerApp.ip": "127.0.0.1",
        "ServerApp.port": port,
        "ServerApp.port_retries": 0,
        "ServerApp.root_dir": folder,
        "IdentityProvider.token": token,
        "LabApp.check_for_updates_class": "jupyterlab.NeverCheckForUpdate",
        "LabApp.extension_manager": "readonly",
        "LabApp.expose_app_in_browser": True,  # so that a page can be told what to open
    }
    with open(own / "lab.log", "w", encoding="utf-8") as log:
        server = subprocess.Popen(
            command + [f"--{name}={value}" for name, value in options.items()],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    started = Lab(f"http://127.0.0.1:{port}", token, folder)
    try:
        wait_for(f"{started.address}/api?token={token}", server, own / "lab.log")
        yield started
    finally:
        server.terminate()
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()


@pytest.fixture(scope="session")
def page(browser, lab) -> Iterator[Page]:
    """JupyterLab, loaded once; what is opened later hides what was there."""
    context = browser.new_context(viewport={"width": 1280, "height": 1400})
    page = context.new_page()
    page.goto(lab.url, wait_until="domcontentloaded", timeout=120_000)
    page.wait_for_function("window.jupyterapp !== undefined", timeout=120_000, polling=250)
    page.evaluate("window.jupyterapp.restored.then(() => null)")
    yield page
    context.close()


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def wait_for(url: str, server: subprocess.Popen, log: Path, seconds: float = 120) -> None:
    """Return when the server answers; show its log when it does not."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and server.poll() is None:
        try:
            DIRECT.open(url, timeout=2).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    pytest.fail(f"JupyterLab did not start: {log.read_text(encoding='utf-8')[-2000:]}")
