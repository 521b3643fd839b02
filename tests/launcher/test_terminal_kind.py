"""How many colours and which characters a terminal has, from its environment alone."""

from spasmtui.launcher.terminal_kind import MILLIONS, color_system, count_colors, is_ascii_only
from tests.support.cases import with_each


@with_each(
    ("environment", "colors"),
    [
        ({"TERM": "xterm"}, 256),
        ({"TERM": "XTERM "}, 256),
        ({"TERM": "xterm-256color"}, 256),
        ({"TERM": "xterm-kitty"}, 256),
        ({"TERM": "xterm-ghostty"}, 256),
        ({"TERM": "alacritty"}, 256),
        ({"TERM": "rxvt-unicode-256color"}, 256),
        ({"TERM": "xterm-16color"}, 16),
        ({"TERM": "xterm-color"}, 16),
        ({"TERM": "rxvt"}, 16),
        ({"TERM": "unknown"}, 16),
        ({}, 16),
        *(({"TERM": term}, 8) for term in ("linux", "linux-16color", "vt100", "vt220", "ansi", "cons25", "sun-color")),
        ({"TERM": "linux", "COLORTERM": "truecolor"}, 8),
        ({"TERM": "xterm", "COLORTERM": "TrueColor "}, MILLIONS),
        ({"TERM": "unknown", "COLORTERM": "24bit"}, MILLIONS),
        ({"TERM": "tmux-256color", "COLORTERM": "24bit", "TMUX": "/tmp/tmux"}, MILLIONS),
        ({"TERM": "screen-256color", "COLORTERM": "truecolor", "TMUX": "/tmp/tmux"}, MILLIONS),
        # GNU screen passes COLORTERM on, and reads the parameters of such a colour as blinking and the like.
        ({"TERM": "screen", "COLORTERM": "truecolor"}, 16),
        ({"TERM": "screen-256color", "COLORTERM": "truecolor"}, 256),
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor", "STY": "1.pts"}, 256),
        ({"TERM": "screen"}, 16),
    ],
)
def test_colours_are_those_that_the_terminal_shows_for_sure(environment: dict[str, str], colors: int) -> None:
    assert count_colors(environment) == colors
    assert color_system(environment) == {256: "256", MILLIONS: "truecolor"}.get(colors, "standard")


@with_each(
    ("term", "encoding", "is_plain"),
    [
        ("xterm", "utf-8", False),
        ("xterm", "UTF_8", False),
        ("unknown", "utf8", False),
        ("xterm", "latin-1", True),
        ("xterm-256color", "ascii", True),
        *((term, "utf-8", True) for term in ("linux", "vt100", "vt220", "ansi", "cons25", "sun")),
    ],
)
def test_signs_are_ascii_where_the_font_or_the_encoding_may_lack_others(
    term: str, encoding: str, *, is_plain: bool
) -> None:
    assert is_ascii_only({"TERM": term}, encoding) is is_plain
