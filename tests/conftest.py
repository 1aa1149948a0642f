"""What holds for every test: no network, no chart windows, quick but fixed random inputs."""

from __future__ import annotations

import ipaddress
import os
import socket
import sys

import matplotlib
import pytest
from hypothesis import settings

GIVEN_ENVIRONMENT = dict(os.environ)
matplotlib.use("agg")

settings.register_profile("quick", max_examples=50, deadline=None, derandomize=True)
settings.register_profile("long", max_examples=5000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))

# Programs that tests start, the notebooks' kernels among them, cannot be patched; well-behaved
# ones ask these variables, and nothing listens there.
for _name in ("http_proxy", "https_proxy", "all_proxy"):
    os.environ[_name] = os.environ[_name.upper()] = "http://127.0.0.1:9"
os.environ["no_proxy"] = os.environ["NO_PROXY"] = "localhost,127.0.0.1,::1"

_outside: list[str] = []


def _refuse(host: str) -> None:
    _outside.append(host)
    raise OSError(f"the tests use no network, and this asks for {host}")


def _is_loopback(host) -> bool:
    if host in (None, "", "localhost", b"localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _guarded(connect):
    def guard(self, address):
        if self.family in (socket.AF_INET, socket.AF_INET6) and not _is_loopback(address[0]):
            _refuse(address[0])
        return connect(self, address)

    return guard


def _guarded_lookup(lookup):
    def guard(host, *args, **kwargs):
        if not _is_loopback(host):
            _refuse(host)
        return lookup(host, *args, **kwargs)

    return guard


@pytest.fixture(autouse=True, scope="session")
def _no_network():
    """Refuse connections and name look-ups beyond this machine."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", _guarded(socket.socket.connect))
        patch.setattr(socket.socket, "connect_ex", _guarded(socket.socket.connect_ex))
        patch.setattr(socket, "getaddrinfo", _guarded_lookup(socket.getaddrinfo))
        yield


@pytest.fixture(autouse=True)
def _no_attempt_either():
    """Fail a test that tried, even where a library swallowed the refusal, as NLTK does."""
    _outside.clear()
    yield
    assert not _outside, f"a connection was tried to {', '.join(_outside)}"


@pytest.fixture
def connections_tried() -> list[str]:
    """The hosts that this test tried to reach; for tests of the refusal itself."""
    return _outside


@pytest.fixture
def given_environment() -> dict[str, str]:
    """The variables that the tests were started with, for what has to install packages."""
    return dict(GIVEN_ENVIRONMENT)


@pytest.fixture(autouse=True)
def _no_chart_stays():
    """Close what a test has drawn."""
    yield
    if pyplot := sys.modules.get("matplotlib.pyplot"):
        pyplot.close("all")


@pytest.fixture
def without_charts(monkeypatch):
    """Pages without charts, for tests of what else is on them: charts take seconds a page."""
    from toolkit.page import many_stories, one_story

    for module in (many_stories, one_story):
        monkeypatch.setattr(module, "figure_html", lambda chart: "")
