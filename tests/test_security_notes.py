"""SECURITY.md and the table of threats say what is so, and name tests that are there."""

import re

from tests.conftest import ROOT
from tests.support.source import imported_names

NETWORK = frozenset((
    "socket", "ssl", "http", "urllib.request", "urllib3", "requests", "httpx", "aiohttp", "smtplib", "ftplib",
    "imaplib", "poplib", "telnetlib", "xmlrpc", "webbrowser", "socketserver",
))  # fmt: skip
THREATS = (ROOT / "docs" / "threats.md").read_text(encoding="utf-8")
ROWS = [line.strip("| ").split(" | ") for line in THREATS.splitlines() if line.startswith("| ")][2:]


def test_every_test_that_a_threat_names_is_there() -> None:
    named = {name for row in ROWS for name in re.findall(r"`([\w/]+\.py)`", row[3])}
    assert len(named) > 25
    assert [name for name in sorted(named) if not (ROOT / "tests" / name).is_file()] == []


def test_every_threat_says_what_holds_what_shows_it_and_what_is_left() -> None:
    assert len(ROWS) > 18
    for row in ROWS:
        assert len(row) == 5, row[0]
        assert all(row), row[0]
        assert ("`" in row[3]) != (row[3] == "none"), row[0]
        assert (row[3] == "none") == row[2].startswith("Nothing of ours"), row[0]


def test_both_pages_say_what_a_purge_cannot_reach() -> None:
    notes = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    for text in (notes, THREATS):
        assert "A purge cannot reach old versions in a sync program, git's history, snapshots" in text.replace(
            "\n  ", " "
        )


def test_no_module_imports_what_could_open_a_connection_but_the_server_which_only_listens() -> None:
    found = {
        (path.relative_to(ROOT).as_posix(), name)
        for path in (ROOT / "spasmtui").rglob("*.py")
        for name in imported_names(path)
        if NETWORK & {name, name.partition(".")[0]}
    }
    assert found == {
        ("spasmtui/web/listening.py", "socket"),  # binds loopback: tests/web/test_listening.py
        ("spasmtui/web/run.py", "socket"),  # its type alone
        ("spasmtui/web/server.py", "aiohttp"),
        ("spasmtui/web/server.py", "socket"),  # its type alone
    }
    for name in ("listening.py", "run.py", "server.py"):
        text = (ROOT / "spasmtui" / "web" / name).read_text(encoding="utf-8")
        assert re.findall(r"ClientSession|TCPConnector|create_connection|open_connection|\.connect\b", text) == []
