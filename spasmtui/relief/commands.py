"""The relief room's commands for the shell."""

from __future__ import annotations

from spasmtui.relief.listing import print_list, print_routine
from spasmtui.relief.running.planned import Planned, settle_sets
from spasmtui.relief.start import is_own_routine, resume, routine_book, start
from spasmtui.shared.danger.answer import refuse_danger
from spasmtui.shared.danger.gate import find_flag
from spasmtui.shared.formats import PLACE_NAMES
from spasmtui.shell import Shell, offer

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse


def run_relief_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `run_relief`."""
    what = parser.add_argument(
        "what", nargs="*", metavar="WHAT", help="a place or a routine, by default the usual place"
    )
    offer(what, {**PLACE_NAMES, "left": "the left side", "right": "the right side"}, "routines")
    side = parser.add_mutually_exclusive_group()
    side.add_argument("-l", "--left", dest="side", action="store_const", const="left", help="the left side")
    side.add_argument("-r", "--right", dest="side", action="store_const", const="right", help="the right side")
    parser.add_argument("--for", dest="length", metavar="DURATION", help="how long heat or cold lasts, such as 12m")
    parser.add_argument("--sides", metavar="SIDE", choices=("left", "right", "both"), help="the sides to do it on")
    parser.add_argument("--sets", metavar="N", type=int, default=1, help="how many times, one after the other")
    parser.add_argument("--practice", action="store_true", help="without a cramp: no episode is opened")
    parser.add_argument("--no-log", action="store_true", help="keep nothing in the diary")
    parser.add_argument("--list", action="store_true", help="list every routine and place, or show WHAT in full")


def run_relief(arguments: argparse.Namespace, shell: Shell) -> int:
    """Start a routine at once, or list them all."""
    what = " ".join(arguments.what)
    if arguments.list:
        book = routine_book(shell)
        if what:
            flag = find_flag(what)
            if flag is None or not is_own_routine(shell, what, flag):
                refuse_danger(what, str(shell.services.config), shell.services.content, shell.options.language)
        return print_routine(shell, book.find(what).routine) if what else print_list(shell, book)
    return start(
        shell,
        what=what or None,
        side=arguments.side,
        length=arguments.length,
        keeps=not arguments.no_log,
        planned=Planned(arguments.sides or "", settle_sets(arguments.sets), arguments.practice),
    )


def run_resume(_arguments: argparse.Namespace, shell: Shell) -> int:
    """Resume an interrupted routine where it was left."""
    return resume(shell)
