"""One determinism fixture for every test: a fake clock, a home of its own, a fixed zone, no colours from outside."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import Phase, settings

# A busy machine takes longer than a deadline for one example; the suite has a budget of its own. The same examples
# come every time, and one that fails is shown as it was found: making it smaller may take minutes, so `search` does.
settings.register_profile(
    "suite", deadline=None, derandomize=True, phases=(Phase.explicit, Phase.reuse, Phase.generate)
)
settings.register_profile("search", deadline=None, derandomize=False)
settings.load_profile("search" if os.environ.get("PROPERTIES") == "search" else "suite")

ROOT = Path(__file__).parent.parent


class FakeClock:
    """A clock that moves only when a test says so; both of its times move together."""

    def __init__(self, start: datetime = datetime(2026, 11, 22, 3, 12, tzinfo=UTC)) -> None:
        self.start = start
        self.seconds = 1000.0

    def now(self) -> datetime:
        return self.start + timedelta(seconds=self.seconds - 1000.0)

    def elapsed(self) -> float:
        return self.seconds

    def advance(self, seconds: float) -> None:
        self.seconds += seconds


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Every test has an empty home, UTC, and no setting of the developer's."""
    home = tmp_path_factory.mktemp("home")
    for name in list(os.environ):
        if name.startswith(("XDG_", "TEXTUAL", "SPASMTUI")) or name in (
            "NO_COLOR",
            "COLORTERM",
            "COLUMNS",
            "LINES",
            "EDITOR",
            "TMUX",
        ):
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setenv("TERM", "xterm-256color")
    time.tzset()
    yield home
    monkeypatch.undo()
    time.tzset()


@pytest.fixture(autouse=True)
def pilots_wait_for_the_app(monkeypatch: pytest.MonkeyPatch) -> None:
    """A key, a resize and a pause of a pilot end when the app has nothing left to do, however slow the machine is."""
    if "textual" in sys.modules:
        import textual.app
        import textual.pilot

        from tests import idle

        monkeypatch.setattr(textual.app, "wait_for_idle", idle.wait_for_idle)
        monkeypatch.setattr(textual.pilot, "wait_for_idle", idle.wait_for_idle)
        monkeypatch.setattr(textual.pilot.Pilot, "_wait_for_screen", idle.wait_for_screen)
        monkeypatch.setattr(textual.pilot.Pilot, "press", idle.press)


_READ_ONCE: dict[tuple[str, str], object] = {}


@pytest.fixture(autouse=True)
def guide_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages and the search index are frozen, so screens of one test process share them; each build costs 0.3 s."""
    if "spasmtui.guide.bookcase" not in sys.modules:
        return
    from spasmtui.guide import bookcase

    def once(name: str) -> None:
        real = getattr(bookcase, name)

        def read(path: Path, *rest: object) -> object:
            key = (name, str(path))
            if key not in _READ_ONCE:
                _READ_ONCE[key] = real(path, *rest)
            return _READ_ONCE[key]

        monkeypatch.setattr(bookcase, name, read)

    once("load_page")
    once("open_index")


Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def spasmtui(own_home: Path) -> Run:
    """Run `spasmtui WORDS...` as a process of its own, without a terminal, in this test's home."""

    def run(
        *words: str, stdin: str = "", limit_seconds: float = 30, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "spasmtui", *words],
            input=stdin,
            capture_output=True,
            text=True,
            timeout=limit_seconds,
            env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
            cwd=own_home,
            check=False,
        )

    return run
