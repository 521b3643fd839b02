"""`spasmtui --plain` on a real terminal: an evening by menus, and the ways out."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from tests.conftest import Run
from tests.pty.conftest import Start
from tests.support.cases import with_each

pytestmark = pytest.mark.pty


@pytest.mark.long
def test_a_morning_by_menus_and_not_one_escape_sequence(terminal: Start, here: Run) -> None:
    # The person's own zone is one in which it is morning now.
    now = datetime.now(UTC)
    zone = f"HOME{(now.hour - 9) % 24 - (24 if (now.hour - 9) % 24 > 12 else 0):+d}"
    here("log", "add", "left calf", "--at", (now - timedelta(hours=5)).isoformat(), "--for", "5m")
    one = terminal("spasmtui", "--plain", environment={"TZ": zone})
    for wanted, answer in (
        ("Worst pain", "6"),
        ("Sleep disturbed", ""),
        ("Tried", "1"),
        ("Helped", "most"),
        ("Pain afterwards", "2"),
        ("1 Relief", "2"),
        ("1 Log an episode", "1"),
        ("Where", "right foot"),
        ("Worst pain", "3"),
        ("Began", "30m ago"),
        ("Lasted", "2m"),
        ("1 Save it", "1"),
        ("Recorded: right foot", "guide"),
        ("1 Search", "2"),
        ("1 Cramp relief", "1"),
        ("Enter for more", "q"),
    ):
        one.wait_for(f"{wanted}[\\s\\S]*> *\\s*$")
        one.keys(f"{answer}\n")
    assert one.exit_code() == 0
    assert b"\x1b" not in one.raw
    latest, night = json.loads(here("log", "list", "--json").stdout)
    assert (latest["place"], latest["side"], latest["pain"]) == ("foot", "right", 3)
    assert (night["pain"], night["helped"], night["pain_after"]) == (6, "most", 2)


@pytest.mark.long
def test_a_dumb_terminal_has_the_menus_and_ctrl_c_leaves_them(terminal: Start) -> None:
    one = terminal("spasmtui", environment={"TERM": "dumb"}, size=(39, 11))
    one.wait_for("8 Commands")
    one.keys("\x03")
    assert one.exit_code() == 130
    assert b"\x1b" not in one.raw


@with_each("words", [("--plain",), ()])
def test_without_a_terminal_there_is_the_overview_as_before(here: Run, words: tuple[str, ...]) -> None:
    printed = here(*words)
    assert printed.returncode == 0
    assert printed.stdout.startswith("spasmtui: relief for muscle spasms and cramps, a diary, a guide and a drink.\n")
    assert printed.stdout.count("\n") == 9
