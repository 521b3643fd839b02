"""The app with the driver that TEXTUAL_DRIVER names: it is seen, and what ends it saves first, as in a terminal."""

import signal
from collections.abc import Callable

import pytest
from textual.drivers.headless_driver import HeadlessDriver

from spasmtui.errors import WrongUsage
from spasmtui.launcher.first_paint import first_picture
from spasmtui.terminal.drivers.named import SavingDriver, named_driver
from tests.conftest import Run
from tests.support.cases import with_each
from tests.support.web_driver import DRIVER, PRELUDE, PipedApp


@with_each("name", ["", "nowhere:Driver", "os:path", "textual.driver:Driver", "textual.driver:Nobody", ":", "."])
def test_a_name_of_no_driver_is_refused_with_what_to_do(name: str) -> None:
    with pytest.raises(WrongUsage, match=r"Unset it, or name one as module:Class\.$"):
        named_driver(name)


def test_a_named_driver_is_itself_and_saves() -> None:
    found = named_driver("textual.drivers.headless_driver:HeadlessDriver")
    assert issubclass(found, HeadlessDriver)
    assert issubclass(found, SavingDriver)


def test_nothing_is_painted_early_for_another_driver(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.isatty", lambda _descriptor: True)
    monkeypatch.setenv("TEXTUAL_DRIVER", DRIVER)
    assert first_picture(["relief", "calf"]) is None


ENDS: dict[str, Callable[[PipedApp], None]] = {
    "the server asks it to quit": lambda app: app.ask(type="quit"),
    "the server is killed": PipedApp.close_input,
}


@pytest.mark.long
@pytest.mark.parametrize("end", [*ENDS])
def test_a_routine_is_kept_when(end: str, spasmtui: Run) -> None:
    with PipedApp("relief", "calf", "--left") as app:
        assert app.read_prelude() == PRELUDE
        app.read_until(b"Straighten")
        ENDS[end](app)
        assert app.wait() == 128 + signal.SIGHUP
    assert '"state": "interrupted"' in spasmtui("status", "--json").stdout


@pytest.mark.long
def test_the_app_is_seen_without_a_terminal_and_leaves_at_a_key() -> None:
    with PipedApp() as app:
        assert app.read_prelude() == PRELUDE
        app.read_until(b"Start relief")
        app.press("q")
        assert app.wait() == 0
