"""`spasmtui serve`: what is missing is named, and the sessions are given what the server was."""

from importlib.util import find_spec

import pytest

from spasmtui.errors import WrongUsage
from spasmtui.launcher import terminal_kind
from spasmtui.shell import Options
from spasmtui.terminal.mouse import IN_BROWSER, wants_mouse
from spasmtui.web import commands
from spasmtui.web.session import session_environment, session_words
from tests.support.cases import with_each


@with_each(
    ("gone", "said"),
    [
        ("aiohttp", "The app in a browser needs the extra 'web'. "),
        ("textual_serve", "The app in a browser needs the extra 'web'. "),
        ("fcntl", "The app in a browser needs the pseudo-terminals of Linux or macOS. Every other command works"),
    ],
)
def test_what_is_missing_is_named_before_a_port_is_bound(gone: str, said: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(commands, "find_spec", lambda name: None if name == gone else find_spec("os"))
        with pytest.raises(WrongUsage) as refused:
            commands._check_parts()  # noqa: SLF001 -- the command would bind a port
    assert refused.value.message.startswith(said)


def test_a_session_has_the_global_options_of_the_server() -> None:
    options = Options()
    options.data_dir, options.language, options.is_plain, options.color = "/some where", "fr", True, "never"
    words = commands._global_options(options)  # noqa: SLF001 -- what the processes are started with
    assert words == ("--data-dir", "/some where", "--color", "never", "--language", "fr", "--plain")
    assert session_words(words, "/bin/spasmtui")[-len(words) :] == [*words]


def test_a_session_knows_nothing_of_the_terminal_of_the_server() -> None:
    environment = session_environment({
        "HOME": "/home/me", "SPASMTUI_DATA": "/diary", "TERM": "linux", "TMUX": "/tmp/x", "STY": "1", "COLUMNS": "40",
        "TEXTUAL_DRIVER": "another:Driver", "SPASMTUI_PLAIN": "1", "SSH_TTY": "/dev/pts/1", "NO_COLOR": "1",
    })  # fmt: skip
    assert environment == {
        "HOME": "/home/me", "SPASMTUI_DATA": "/diary", "SSH_TTY": "/dev/pts/1", "NO_COLOR": "1",
        "TERM": "xterm-256color", "COLORTERM": "truecolor", "PYTHONIOENCODING": "utf-8", IN_BROWSER: "1",
    }  # fmt: skip
    assert terminal_kind.count_colors(environment) == terminal_kind.MILLIONS
    assert not terminal_kind.is_ascii_only(environment, "utf-8")
    assert wants_mouse("auto", environment)  # a finger taps, through a tunnel too
    assert not wants_mouse("off", environment)
