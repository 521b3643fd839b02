"""What `doctor` says about a terminal, from its environment alone."""

import pytest

from spasmtui.terminal.capabilities import Capabilities, current_capabilities, read_capabilities
from tests.support.cases import with_each

XTERM = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}


def look(size: tuple[int, int] | None = (80, 24), encoding: str = "utf-8", **environment: str) -> Capabilities:
    return read_capabilities({**XTERM, **environment}, size=size, encoding=encoding)


def test_a_usual_terminal_is_told_in_three_sentences() -> None:
    assert look().sentences() == (
        "Full screen, 80 columns by 24 rows, TERM xterm-256color.",
        "16 million colours.",
        "Drawings use braille and blocks.",
    )


@with_each(
    ("size", "term", "sentence"),
    [
        (None, "xterm", "No terminal: routines run line by line, and the app prints one screen of text."),
        ((80, 24), "dumb", "TERM is dumb: routines run line by line (80 columns by 24 rows)."),
        ((80, 24), "", "TERM is not set: routines run line by line (80 columns by 24 rows)."),
        (
            (39, 12),
            "xterm",
            "The window has 39 columns by 12 rows; the full screen needs 40 by 12. Routines run line by line.",
        ),
        ((40, 12), "xterm", "Full screen, 40 columns by 12 rows, TERM xterm."),
    ],
)
def test_what_keeps_the_full_screen_away_is_said(size: tuple[int, int] | None, term: str, sentence: str) -> None:
    found = look(size=size, TERM=term)
    assert found.sentences()[0] == sentence
    assert found.has_full_screen == sentence.startswith("Full screen")


@with_each(
    ("environment", "colors"),
    [
        ({}, 16_777_216),
        ({"COLORTERM": ""}, 256),
        ({"COLORTERM": "", "TERM": "xterm"}, 256),
        ({"COLORTERM": "", "TERM": "xterm-kitty"}, 256),
        ({"COLORTERM": "", "TERM": "xterm-16color"}, 16),
        ({"TERM": "linux"}, 8),
        ({"NO_COLOR": "1"}, 0),
        # The convention: an empty NO_COLOR asks for nothing.
        ({"NO_COLOR": ""}, 16_777_216),
    ],
)
def test_colours_follow_what_the_screen_writes(environment: dict[str, str], colors: int) -> None:
    assert read_capabilities({**XTERM, **environment}, size=(80, 24), encoding="utf-8").colors == colors


def test_drawings_are_plain_where_the_locale_or_the_font_has_no_others() -> None:
    assert not look(encoding="ascii").is_unicode
    assert not look(TERM="linux").is_unicode
    assert look(encoding="UTF8").is_unicode


def test_what_happens_to_a_routine_when_the_line_drops_is_said() -> None:
    assert "goes on when the connection drops" in look(TMUX="/tmp/tmux", SSH_TTY="/dev/pts/1").sentences()[-1]
    assert "goes on when the connection drops" in look(STY="1.pts").sentences()[-1]
    assert "spasmtui resume" in look(SSH_CONNECTION="::1").sentences()[-1]
    assert len(look().sentences()) == 3


@pytest.mark.usefixtures("capfd")
def test_a_process_without_a_terminal_says_so() -> None:
    assert current_capabilities().size is None
    assert not current_capabilities().has_full_screen
