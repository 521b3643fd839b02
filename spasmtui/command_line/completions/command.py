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


def print_completions(arguments: argparse.Namespace, shell: Shell) -> int:
    """Print a completion script; no file of the person's is changed.

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
    if arguments.for_shell is None:
        raise WrongUsage(f"Name a shell: {either(SHELLS)}. Try: spasmtui completions --help")
    script: str = load(f"spasmtui.command_line.completions.{arguments.for_shell}:script")(
        completed_commands(shell.services.content)
    )
    shell.write(script.rstrip("\n"))
    return 0
