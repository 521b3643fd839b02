"""The guide room's commands for the shell."""

from __future__ import annotations

import os

from spasmtui.shell import Shell

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse


def show_guide(arguments: argparse.Namespace, shell: Shell) -> int:
    """Print the best page for some words, or what else the options ask for."""
    from spasmtui.guide import command_output  # noqa: PLC0415

    words = " ".join(arguments.words)
    if arguments.audit:
        return command_output.print_audit(shell, arguments.on)
    if arguments.sources:
        return command_output.print_sources(shell)
    if arguments.search:
        return command_output.print_hits(shell, words)
    if arguments.list or not words:
        return command_output.print_list(shell)
    return command_output.print_page(shell, words)


def show_guide_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `guide`."""
    parser.add_argument("words", nargs="*", metavar="WORDS", help="a page's id, or how it feels: toes curl at night")
    parser.add_argument("--list", action="store_true", help="every page by group")
    parser.add_argument("--search", action="store_true", help="what is found for the words, best first")
    parser.add_argument("--sources", action="store_true", help="where the facts come from")
    parser.add_argument("--audit", action="store_true", help="check every page; exit 1 when there is a fault")
    parser.add_argument("--on", metavar="DATE", help="with --audit: check review dates as of this day (2027-01-31)")


def show_urgent(_arguments: argparse.Namespace, shell: Shell) -> int:
    """Print when and how to get help now."""
    from spasmtui.guide import urgent_page  # noqa: PLC0415

    number = urgent_page.emergency_number(os.environ, str(shell.services.config))
    if shell.options.wants_json:
        shell.write_json(urgent_page.as_data(number))
    else:
        shell.out.write(urgent_page.text(number, *urgent_page.screen_size()))
    return 0
