"""The tests themselves open no connection, and notice one that was tried."""

from __future__ import annotations

import socket
import urllib.request

import pytest


def test_the_tests_have_no_network(connections_tried):
    with pytest.raises(OSError, match="no network"):
        socket.create_connection(("192.0.2.1", 80), timeout=1)
    with pytest.raises(OSError, match="no network"):
        socket.getaddrinfo("example.org", 80)
    assert connections_tried == ["192.0.2.1", "example.org"]
    connections_tried.clear()


def test_a_swallowed_refusal_is_still_recorded(connections_tried):
    with pytest.raises(OSError, match="no network"):
        socket.socket(socket.AF_INET).connect(("192.0.2.1", 80))
    assert connections_tried == ["192.0.2.1"]
    connections_tried.clear()


def test_programs_that_tests_start_meet_a_closed_door():
    assert urllib.request.getproxies()["https"] == "http://127.0.0.1:9"
