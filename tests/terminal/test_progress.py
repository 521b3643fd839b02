"""Progress of long work: on the terminal of stderr alone, after a moment, and gone at the end."""

import io
import re
import subprocess
import sys
import threading
from collections.abc import Callable

import pytest

from spasmtui.services import Services
from spasmtui.shell import Options, Shell
from spasmtui.terminal import progress
from tests.conftest import LIMIT_SECONDS, ROOT


class Screen(io.StringIO):
    """A stream that is a terminal; `seen` is set once the words are on it."""

    def __init__(self, words: str = "never") -> None:
        super().__init__()
        self._words = words
        self.seen = threading.Event()

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> int:
        count = super().write(text)
        if self._words in self.getvalue():
            self.seen.set()
        return count


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "DELAY_SECONDS", 0.0)


def shell_with(err: io.StringIO, change: Callable[[Options], None] = lambda _options: None) -> Shell:
    options = Options()
    change(options)
    return Shell(options, Services(), io.StringIO(), err)


def quiet(options: Options) -> None:
    options.is_quiet = True


def as_json(options: Options) -> None:
    options.wants_json = True


def plain(options: Options) -> None:
    options.is_plain = True


def ascii_only(options: Options) -> None:
    options.is_ascii = True


def test_the_step_its_share_and_the_way_out_are_drawn_and_taken_away(
    at_once: None,  # noqa: ARG001
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    screen = Screen("50%")
    shell = shell_with(screen)
    with shell.work("Reading [bold]a\x1b[2J.csv") as work:
        for number in work.over(range(10)):
            if number == 5:
                assert screen.seen.wait(LIMIT_SECONDS), screen.getvalue()
        work.step("Writing")
    drawn = screen.getvalue()
    assert "Reading [bold]a[2J.csv" in drawn
    assert "Ctrl+C stops it" in drawn
    assert "\x1b[?25l" not in drawn  # the cursor is left alone
    assert drawn.endswith("\r\x1b[1A\x1b[2K") or drawn.rstrip("\r").endswith("\x1b[2K")
    assert isinstance(shell.out, io.StringIO)
    assert shell.out.getvalue() == ""


def test_a_long_name_in_a_narrow_window_leaves_room_for_the_share_and_the_way_out(
    at_once: None,  # noqa: ARG001
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    screen = Screen("50%")
    with shell_with(screen).work("Reading the export of my telephone.csv") as work:
        for number in work.over(range(10)):
            if number == 5:
                assert screen.seen.wait(LIMIT_SECONDS), screen.getvalue()
    drawn = re.sub(r"\x1b\[[0-9;]*m", "", screen.getvalue())
    assert "Reading...  50% Ctrl+C stops it" in drawn


def test_without_colour_and_beyond_ascii_nothing_is_drawn(
    at_once: None,  # noqa: ARG001
) -> None:
    screen = Screen("stops it")
    with shell_with(screen, ascii_only).work("Reading"):
        assert screen.seen.wait(LIMIT_SECONDS)
    assert screen.getvalue().isascii()


@pytest.mark.parametrize("term", ["dumb", "xterm-256color"])
def test_a_plain_terminal_gets_one_line_and_no_escape(
    at_once: None,  # noqa: ARG001
    monkeypatch: pytest.MonkeyPatch,
    term: str,
) -> None:
    monkeypatch.setenv("TERM", term)
    screen = Screen("\n")
    with shell_with(screen, plain if term != "dumb" else lambda _options: None).work("Reading a.csv"):
        assert screen.seen.wait(LIMIT_SECONDS)
    assert screen.getvalue() == "Reading a.csv ... Ctrl+C stops it.\n"


@pytest.mark.parametrize("change", [quiet, as_json])
def test_nothing_is_shown_with_q_and_with_json(at_once: None, change: Callable[[Options], None]) -> None:  # noqa: ARG001
    screen = Screen()
    before = threading.active_count()
    with shell_with(screen, change).work("Reading") as work:
        assert list(work.over([1, 2])) == [1, 2]
        assert threading.active_count() == before
    assert screen.getvalue() == ""


def test_nothing_is_shown_where_stderr_is_no_terminal_and_for_work_of_a_moment() -> None:
    stream, screen = io.StringIO(), Screen()
    with shell_with(stream).work("Reading"), shell_with(screen).work("Reading"):
        pass
    assert stream.getvalue() == screen.getvalue() == ""


@pytest.mark.long
def test_short_work_on_a_terminal_loads_no_drawing() -> None:
    code = (
        "import sys\nsys.stderr.isatty = lambda: True\nfrom spasmtui.cli import main\nmain(['log', 'export'])\n"
        "print(*(name for name in sys.modules if name.split('.')[0] in ('rich', 'textual')))"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True, timeout=LIMIT_SECONDS
    )
    assert ended.stdout.split() == ["[]"]
