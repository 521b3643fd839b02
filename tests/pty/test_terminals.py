"""Every screen on terminals of many kinds, at every size; `make terminals` tries all of their combinations."""

from collections.abc import Callable

import pytest

from tests.pty.conftest import Start
from tests.support.terminal_matrix import (
    FULL_SCREEN,
    OF_RELIEF,
    OF_THE_APP,
    SIZES,
    Kind,
    add_episodes,
    cut_words,
    shown_seconds,
    unknown_bytes,
    visit,
)

KINDS = (
    Kind("xterm-256color", "truecolor"),
    Kind("screen"),
    Kind("linux"),
    Kind("vt100", None, "ascii"),
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
        one = terminal(*command, environment=kind.environment)
        for place, screen in enumerate(screens):
            # Another size for each screen and each kind, so that all sizes are met without all combinations of them.
            found += visit(one, kind, (screen,), (SIZES[(place * 5 + number * 2) % len(SIZES)],))
    assert found == []


@pytest.mark.pty
@pytest.mark.parametrize(
    "size", [size for size in SIZES if size[0] < FULL_SCREEN[0] or size[1] < FULL_SCREEN[1]], ids=str
)
def test_a_routine_starts_in_a_window_too_small_for_the_full_screen(terminal: Start, size: tuple[int, int]) -> None:
    add_episodes()
    one = terminal("spasm", "calf", size=size)
    one.wait_until(
        lambda: "straighten" in one.text.lower() and not cut_words(one.text), "the instruction in whole words"
    )


SEEN: tuple[tuple[Callable[[], object], object], ...] = (
    (lambda: cut_words("This is not an oral rehydratio"), ["rehydratio"]),
    (lambda: cut_words("Night calf cramp: res…"), []),
    (lambda: cut_words("towe\nl round the ball, hamstr"), ["hamstr", "towe"]),
    (lambda: unknown_bytes(b"\x1b[2;3H\x1b[1;31mred\x1b[m\x1b[K"), []),
    (lambda: unknown_bytes(b"\x1b[5m\x1b[3 q"), [b"\x1b[3 q"]),
    (lambda: shown_seconds("since 03:12  0:07"), 7),
    (lambda: shown_seconds("█▀█ · █▀▀ █ █\n█ █ · ▀▀█ ▀▀█\n▀▀▀   ▀▀▀   ▀"), 54),
    (lambda: shown_seconds("nothing"), None),
)


def test_the_reader_of_screens_sees_what_is_wrong() -> None:
    assert [read() for read, _ in SEEN] == [wanted for _, wanted in SEEN]
