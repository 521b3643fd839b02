"""Every screen on terminals of many kinds, at every size; `make terminals` tries all of their combinations."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from tests.pty.conftest import Start
from tests.support.screen_reading import cut_words, shown_seconds
from tests.support.terminal_kinds import SIZES, Kind, colors_written, unknown_bytes
from tests.support.terminal_matrix import OF_RELIEF, OF_THE_APP, add_episodes, visit
from tests.support.zones import afternoon_zone

KINDS = (
    Kind("xterm-256color", "truecolor"),
    Kind("xterm-16color"),
    Kind("screen", "truecolor"),
    Kind("linux"),
    Kind("vt100", None, "ascii"),
    Kind("ansi"),
    Kind("tmux-256color", "24bit", "latin-1"),
    Kind("xterm", no_color="1"),
)
"""One of each kind of terminal that is painted in a way of its own."""


@pytest.mark.pty
@pytest.mark.hammer
@pytest.mark.parametrize("number", range(len(KINDS)), ids=[str(kind) for kind in KINDS])
def test_every_screen_is_whole_on_every_kind_of_terminal(terminal: Start, number: int) -> None:
    kind = KINDS[number]
    add_episodes()
    found = []
    for command, screens in ((("spasmtui",), OF_THE_APP), (("spasm", "calf"), OF_RELIEF)):
        # Another size for each screen and each kind, so that all sizes are met without all combinations of them.
        sizes = [(SIZES[(place * 5 + number * 2) % len(SIZES)],) for place in range(len(screens))]
        found += visit(terminal(*command, environment=kind.environment), kind, zip(screens, sizes, strict=True))
    assert found == []


@pytest.mark.pty
@pytest.mark.long
def test_a_routine_is_whole_in_the_smallest_window_of_the_plainest_terminal(terminal: Start) -> None:
    kind = Kind("vt100", None, "latin-1")
    one = terminal("spasm", "calf", environment=kind.environment)
    assert visit(one, kind, [(screen, SIZES[:1]) for screen in OF_RELIEF]) == []


@pytest.mark.long
@pytest.mark.pty
def test_a_routine_starts_in_a_window_of_twenty_by_five(terminal: Start) -> None:
    one = terminal("spasm", "calf", size=(20, 5))
    one.wait_for(r"\d\s+seconds")
    said = one.raw.decode()
    assert said.startswith("Straighten the\r\n")
    assert cut_words(said) == []


XTERM = Kind("xterm")
SEEN: tuple[tuple[Callable[[], object], object], ...] = (
    (lambda: cut_words("This is not an oral rehydratio"), ["rehydratio"]),
    (lambda: cut_words("Night calf cramp: res…"), []),
    (lambda: cut_words("towe\nl round the ball, hamstr"), ["hamstr", "towe"]),
    (lambda: unknown_bytes(b"\x1b[2;3H\x1b[1;31mred\x1b[m\x1b[K\v\x1b[4X", XTERM), []),
    (lambda: unknown_bytes(b"\x1b[5m\x1b[3 q", XTERM), [b"\x1b[3 q"]),
    (lambda: unknown_bytes(b"\v\x1b[2;5r\x1b[?2026$p", Kind("ansi")), [b"\v", b"\x1b[2;5r", b"\x1b[?2026$p"]),
    (lambda: unknown_bytes(b"\x1b[2;5r\x1bM\x1b[r", Kind("vt100")), []),
    (lambda: unknown_bytes(b"\v\x1b[4X\x1b]22;text\a", Kind("vt100")), [b"\x1b[4X", b"\x1b]22;text\a"]),
    (lambda: colors_written(b"\x1b[1;31mred\x1b[m"), 8),
    (lambda: colors_written(b"\x1b[91mred\x1b[38;5;9mred"), 256),
    (lambda: shown_seconds("since 03:12  0:07"), 7),
    (lambda: shown_seconds("█▀█ · █▀▀ █ █\n█ █ · ▀▀█ ▀▀█\n▀▀▀   ▀▀▀   ▀"), 54),
    (lambda: shown_seconds("nothing"), None),
)


def test_the_reader_of_screens_sees_what_is_wrong() -> None:
    assert [read() for read, _ in SEEN] == [wanted for _, wanted in SEEN]


@pytest.mark.parametrize("hour", range(24))
def test_it_is_the_afternoon_whenever_these_tests_run(hour: int) -> None:
    now = datetime(2026, 11, 30, hour, 40, tzinfo=UTC)
    ahead = timedelta(hours=-int(afternoon_zone(now).removeprefix("HERE")))
    assert (now + ahead).hour == 15
    assert abs(ahead) <= timedelta(hours=12)
