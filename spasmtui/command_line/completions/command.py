"""Print a completion script, or the words that a script asks for when Tab is pressed: the command `completions`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spasmtui.command_line.completions.offered import OFFERED, own_words
from spasmtui.command_line.completions.table import completed_commands
from spasmtui.errors import WrongUsage
from spasmtui.shared.formats import either
from spasmtui.shell import load, offer

if TYPE_CHECKING:
    import argparse

    from spasmtui.shell import Shell

SHELLS = ("bash", "zsh", "fish")


def print_completions_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `print_completions`."""
    parser.add_argument("for_shell", nargs="?", metavar="SHELL", choices=SHELLS)
    words = parser.add_argument(
        "--words", metavar="SOURCE", help="print your own words for a completion script: " + ", ".join(OFFERED)
    )
    offer(words, tuple(OFFERED))
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--install", action="store_true", help="say what will be written where, ask, and write it")
    what.add_argument("--remove", action="store_true", help="take away what --install has written, and nothing else")
    parser.add_argument("--desktop", action="store_true", help="with --install: an entry in the desktop's menu too")
    parser.add_argument("-y", "--yes", action="store_true", help="write without asking")


def print_completions(arguments: argparse.Namespace, shell: Shell) -> int:
    """Print a completion script, in which case no file is changed; or install it, or remove it.

    Raises:
        WrongUsage: no shell is named, or no source of words.
    """
    if arguments.words is not None:
        if arguments.words not in OFFERED:
            raise WrongUsage(f"--words can be {either(OFFERED)}, not {arguments.words!r}.")
        found = own_words(arguments.words, shell)
        if shell.options.wants_json:
            shell.write_json([{"word": word, "meaning": says} for word, says in found])
        elif found:
            shell.write_clean("".join(f"{word}\t{says}\n" for word, says in found))
        return 0
    if arguments.install or arguments.remove:
        return _change(arguments, shell)
    if arguments.desktop:
        raise WrongUsage("--desktop goes with --install: spasmtui completions --install --desktop")
    if arguments.for_shell is None:
        raise WrongUsage(f"Name a shell: {either(SHELLS)}. Try: spasmtui completions --help")
    script: str = load(f"spasmtui.command_line.completions.{arguments.for_shell}:script")(
        completed_commands(shell.services.content)
    )
    shell.write(script.rstrip("\n"))
    return 0


def _change(arguments: argparse.Namespace, shell: Shell) -> int:
    host = load("spasmtui.command_line.completions.host:Host")()
    code: int
    if arguments.remove:
        code = load("spasmtui.command_line.completions.install_command:remove")(shell, host, arguments.for_shell)
    else:
        code = load("spasmtui.command_line.completions.install_command:install")(
            shell, host, arguments.for_shell, has_desktop=arguments.desktop, is_sure=arguments.yes
        )
    return code
