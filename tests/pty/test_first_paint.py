"""The first instruction on a real terminal, and the full screen that takes it over."""

import contextlib
import json
import os
import re
import signal
import time
from itertools import accumulate
from pathlib import Path

import pytest

from spasmtui.elapsed import elapsed_seconds
from spasmtui.relief.routines.loader import RoutineBook
from spasmtui.relief.session.timeline import expand
from tests.conftest import ROOT, Run
from tests.endurance.relief import state_of
from tests.pty.conftest import Start
from tests.support.screen_reading import shown_seconds
from tests.support.terminal import Terminal, cells_after, slowness

pytestmark = pytest.mark.pty

PAINTED = b"\x1b[?1049h\x1b[?25l\x1b["
"""How the first paint begins; the full screen alone writes other things between the two switches."""


def painted(terminal: Terminal) -> bool:
    return terminal.raw.startswith(PAINTED) and bytes(terminal.raw[:300]).count(b"\x1b[m") > 0


def now_painted(start: Start, *words: str, **options: object) -> Terminal:
    one = start("spasm", *words, **options)
    one.frames = []
    one.wait_until(lambda: painted(one), "the first paint")
    return one


@pytest.mark.long
@pytest.mark.parametrize(
    ("size", "what", "colors", "settings"),
    [
        ((80, 24), "calf", "truecolor", ""),
        pytest.param((120, 40), "shin", "", "", marks=pytest.mark.long),
        ((40, 12), "foot", "", ""),
        pytest.param(
            (80, 24),
            "calf",
            "truecolor",
            '[screen]\ntheme = "light"\n[relief]\nget_ready_seconds = 5',
            marks=pytest.mark.long,
        ),
    ],
    ids=["80x24", "120x40", "40x12", "settings"],
)
def test_the_full_screen_takes_over_without_a_flash_and_no_painted_cell_changes(
    terminal: Start, own_home: Path, size: tuple[int, int], what: str, colors: str, settings: str
) -> None:
    (own_home / ".config" / "spasmtui").mkdir(parents=True)
    (own_home / ".config" / "spasmtui" / "settings.toml").write_text(settings, encoding="utf-8")
    one = now_painted(terminal, what, "-l", size=size, environment={"COLORTERM": colors})
    # Its own bytes alone: one read may bring the beginning of the full screen as well.
    first = cells_after(bytes(one.raw).partition(b"\x1b[m")[0], size)
    one.wait_for("g it's gone")
    one.settle(0.1)
    words = {(x, y): cell for y, row in enumerate(first) for x, cell in enumerate(row) if cell.text != " "}
    assert {place: one.cells[place[1]][place[0]] for place in words} == words
    assert bytes(one.raw).count(b"\x1b[2J") == bytes(one.raw).count(b"\x1b[?1049h") == 1
    head = (one.frames or [""])[0].splitlines()[0][: size[0] - 22].rstrip()
    assert head
    assert all(frame.startswith(head) for frame in one.frames or [])


@pytest.mark.long
def test_the_clock_began_with_the_first_instruction_and_the_state_agrees(terminal: Start, own_home: Path) -> None:
    one = now_painted(terminal, "calf", "-l")
    painted_at = time.perf_counter()
    one.rest(0.4)
    saved = one.wait_until(lambda: state_of(own_home), "a saved state")
    began_at = saved["saved_elapsed"] - saved["active"] - saved["idle"] - (elapsed_seconds() - time.perf_counter())
    assert one.started_at <= began_at <= painted_at

    lengths = [segment.seconds for segment in expand(RoutineBook(ROOT / "content").find("calf").routine, "left")]
    ends = list(accumulate(lengths))

    def is_in_step() -> bool:
        """Whether the step that is shown is the saved one, and its time left the clock's."""
        step, left = re.search(r"(\d) of 6", one.text), shown_seconds(one.text)
        if step is None or left is None or (state_of(own_home) or {}).get("step") != int(step[1]):
            return False
        passed = float(time.perf_counter() - began_at)
        return -1 < passed - (ends[int(step[1]) - 1] - left) < 2

    one.wait_until(is_in_step, "the clock's time on the screen, and its step in the saved state")


@pytest.mark.long
def test_what_is_typed_while_loading_is_not_echoed_and_reaches_the_full_screen(terminal: Start) -> None:
    one = now_painted(terminal, "calf")
    one.keys("?")
    one.wait_for("Everywhere|Here")
    assert not any("?" in frame.splitlines()[0] for frame in one.frames or [])


@pytest.mark.long
def test_ctrl_c_while_loading_leaves_a_clean_terminal_at_once(terminal: Start, spasmtui: Run) -> None:
    one = now_painted(terminal, "calf")
    one.keys("\x03")
    assert one.exit_code(promised_seconds=1) == 130
    assert (one.is_alternate, one.is_cursor_shown, one.echoes) == (False, True, True)
    assert one.text.strip() in ("", "^C")
    assert json.loads(spasmtui("status", "--json").stdout) == {"open_episode": None, "routine": None, "due": []}


def assert_kept(spasmtui: Run, here: Run) -> None:
    """The routine can be gone on with and is one episode, which is open by now.

    The end is promised within a second, so on a disk that takes longer only the place is kept, and going on with it
    begins the episode.
    """
    status = json.loads(here("status", "--json").stdout)
    assert (status["routine"]["step"], status["routine"]["state"]) == (1, "interrupted")
    assert status["open_episode"] is not None or slowness() > 1.5
    assert spasmtui("resume", stdin="g\n\n").returncode == 0
    (episode,) = json.loads(here("log", "list", "--json").stdout)
    assert (episode["place"], episode["side"], len(episode["tried"])) == ("calf", "right", 1)
    assert status["open_episode"] is None or status["open_episode"]["id"] == episode["id"]


@pytest.mark.long
@pytest.mark.parametrize(
    ("ending", "code"),
    [(signal.SIGTERM, 143), pytest.param(signal.SIGHUP, 129, marks=pytest.mark.long)],
    ids=["TERM", "HUP"],
)
def test_an_end_from_outside_while_loading_waits_until_the_episode_is_kept(
    terminal: Start, spasmtui: Run, here: Run, ending: signal.Signals, code: int
) -> None:
    one = now_painted(terminal, "calf", "-r")
    one.signal(ending)
    assert one.exit_code() == code
    assert (one.is_alternate, one.is_cursor_shown, one.echoes) == (False, True, True)
    assert_kept(spasmtui, here)


@pytest.mark.long
def test_a_terminal_that_closes_while_loading_loses_no_episode(terminal: Start, spasmtui: Run, here: Run) -> None:
    one = now_painted(terminal, "calf", "-r")
    one.close()
    one.exit_code()
    assert_kept(spasmtui, here)


@pytest.mark.long
@pytest.mark.parametrize(
    ("words", "options", "shows"),
    [
        (("klaf",), {}, "calf"),
        (("--list",), {}, "To start one, run: spasm calf --left"),
        (("calf", "--plain"), {}, "Straighten the cramped"),
        (("calf",), {"environment": {"TERM": "dumb"}}, "Straighten the cramped"),
        (("calf",), {"size": (39, 12)}, "Straighten the cramped"),
    ],
    ids=["unknown word", "--list", "--plain", "TERM=dumb", "39x12"],
)
def test_what_is_not_a_plain_start_takes_the_ordinary_path_without_an_escape(
    terminal: Start, words: tuple[str, ...], options: dict[str, object], shows: str
) -> None:
    one = terminal("spasm", *words, **options)
    # What was written, since a small window scrolls the first line away.
    one.wait_until(lambda: shows.encode() in one.raw, shows)
    assert b"\x1b" not in one.raw


def test_a_failure_after_the_paint_is_read_on_the_ordinary_screen(terminal: Start, own_home: Path) -> None:
    # A folder where a file belongs: nothing that starts can be written, and nothing that is typed is lost.
    usual = own_home / "elsewhere"
    usual.write_text("a file, not a folder", encoding="utf-8")
    one = terminal("spasm", "--data-dir", os.fspath(usual), "--color", "sepia")
    assert one.exit_code() == 2
    assert not one.is_alternate
    assert "--color can be auto, always or never" in one.text


def has_marker(home: Path) -> bool:
    """Whether a start has left the file that its first instruction leaves, with its content."""
    for path in home.rglob("relief-start.*"):
        with contextlib.suppress(OSError):  # the routine has just been saved
            return path.stat().st_size > 0
    return False


@pytest.mark.long
@pytest.mark.parametrize(
    ("after_seconds", "environment"),
    [
        (0.0, {}),
        pytest.param(0.1, {}, marks=pytest.mark.long),
        pytest.param(0.0, {"NO_COLOR": "1"}, marks=pytest.mark.long),
    ],
    ids=["0", "0.1", "unpainted"],
)
def test_a_start_that_is_killed_in_its_first_moments_is_known_and_goes_on(
    terminal: Start, spasmtui: Run, here: Run, own_home: Path, after_seconds: float, environment: dict[str, str]
) -> None:
    one = terminal("spasm", "calf", "-l", environment=environment)
    one.wait_for("Straighten")
    # The words are painted before their file is written, a moment later; a busy machine may do nothing between the two.
    one.wait_until(lambda: state_of(own_home) or has_marker(own_home), "a file of the start")
    one.rest(after_seconds)
    one.signal(signal.SIGKILL)
    one.exit_code()
    status = json.loads(here("status", "--json").stdout)
    assert (status["routine"]["id"], status["routine"]["state"]) == ("night-calf-rescue", "interrupted")
    assert spasmtui("resume", "--plain", stdin="g\n\n").stdout.startswith("Straighten the cramped leg.")
    (episode,) = json.loads(here("log", "list", "--json").stdout)
    assert (episode["place"], episode["side"], len(episode["tried"])) == ("calf", "left", 1)
    assert json.loads(here("status", "--json").stdout) == {"open_episode": None, "routine": None, "due": []}
