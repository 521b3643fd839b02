"""Reminders in the full screen and in the menus, on a system that only remembers what it is asked."""

from pathlib import Path

import pytest
from textual.widgets import Input

from spasmtui.app import SpasmApp
from spasmtui.cli import Composition
from spasmtui.reminders.tui.dialogs import InstallDialog, RemindersDialog
from spasmtui.reminders.tui.opening import open_reminders
from spasmtui.shell import Options
from tests.conftest import FakeClock
from tests.support.menus import play
from tests.support.reminding_system import FakeSystem
from tests.support.shown_app import settle, text_of

LINE = b"30 7 * * 1,2,3,4,5 /usr/bin/python3 -m spasmtui remind --notify calf-wall 07:30 # spasmtui reminder "


@pytest.fixture
def system(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> FakeSystem:
    found = FakeSystem(own_home, ("crontab",))
    for module in ("commands", "tui.opening"):
        monkeypatch.setattr(f"spasmtui.reminders.{module}.System", lambda: found)
    monkeypatch.setattr("sys.argv", ["/x/__main__.py"])
    monkeypatch.setattr("sys.executable", "/usr/bin/python3")
    return found


@pytest.mark.pilot
@pytest.mark.long
async def test_in_the_app_it_is_shown_before_it_is_installed_and_removed_from_the_list(
    system: FakeSystem, clock: FakeClock
) -> None:
    app = SpasmApp(Composition(Options(), clock), Options())
    async with app.run_test(size=(80, 24)) as pilot:
        open_reminders(app, "bedtime 22:15")
        await settle(app, pilot)
        app.screen.query_one(Input).value = "calf wall"
        await pilot.press("enter")
        await settle(app, pilot)
        assert "Say when, too" in text_of(app), "the plan has no time for it"
        await pilot.press("escape")
        open_reminders(app, "calf wall 7:30 mon-fri")
        await settle(app, pilot)
        await pilot.press("enter")
        await settle(app, pilot)
        assert isinstance(app.screen, InstallDialog)
        assert "Calf stretch at the wall, Monday to Friday at 07:30, as a crontab line" in text_of(app)
        assert system.crontab is None
        await pilot.press("y")
        await settle(app, pilot)
        assert system.crontab is not None
        assert system.crontab.startswith(LINE)
        open_reminders(app, "")
        await settle(app, pilot)
        assert isinstance(app.screen, RemindersDialog)
        assert app.screen.lines == ("Calf stretch at the wall, Monday to Friday at 07:30, a crontab line",)
        await pilot.press("x")
        await settle(app, pilot)
        assert system.crontab == b""


def test_in_the_menus_it_is_shown_before_it_is_installed_and_removed_by_its_number(
    system: FakeSystem, clock: FakeClock
) -> None:
    played = play(
        "plan", "Reminders", "2", "calf wall 7:30 mon-fri", "2", "2", "calf wall 7:30 mon-fri", "1", clock=clock
    )
    assert "Nothing was written." in played.text
    assert "Installed: Calf stretch at the wall, Monday to Friday at 07:30: a crontab line" in played.text
    assert system.crontab is not None
    assert system.crontab.startswith(LINE)
    removed = play("plan", "Reminders", "1", "3", "1", "3", clock=clock)
    assert "Removed: Calf stretch at the wall" in removed.text
    assert "There is no reminder." in removed.text
    assert system.crontab == b""
