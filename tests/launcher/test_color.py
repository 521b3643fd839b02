"""Colour by the option, then NO_COLOR, then what forces it, then CLICOLOR, then the terminal."""

from spasmtui.launcher.color import wants_color
from tests.support.cases import with_each

XTERM = {"TERM": "xterm"}


@with_each(
    ("option", "environment", "on_terminal", "in_pipe"),
    [
        ("auto", XTERM, True, False),
        ("auto", {}, False, False),
        ("auto", {"TERM": "dumb"}, False, False),
        ("always", {"NO_COLOR": "1", "CLICOLOR": "0"}, True, True),
        ("never", {**XTERM, "FORCE_COLOR": "1", "CLICOLOR_FORCE": "1"}, False, False),
        ("auto", {**XTERM, "NO_COLOR": "1", "FORCE_COLOR": "1", "CLICOLOR_FORCE": "1"}, False, False),
        ("auto", {**XTERM, "NO_COLOR": ""}, True, False),
        ("auto", {"FORCE_COLOR": "1"}, True, True),
        ("auto", {"CLICOLOR_FORCE": "1", "CLICOLOR": "0", "TERM": "dumb"}, True, True),
        ("auto", {**XTERM, "FORCE_COLOR": "0", "CLICOLOR_FORCE": "0"}, True, False),
        ("auto", {**XTERM, "FORCE_COLOR": "", "CLICOLOR_FORCE": ""}, True, False),
        ("auto", {**XTERM, "CLICOLOR": "0"}, False, False),
        ("auto", {**XTERM, "CLICOLOR": "1"}, True, False),
    ],
)
def test_the_first_that_says_something_decides(
    option: str, environment: dict[str, str], on_terminal: bool, in_pipe: bool
) -> None:
    found = [wants_color(option, environment, is_terminal=is_terminal) for is_terminal in (True, False)]
    assert found == [on_terminal, in_pipe]
