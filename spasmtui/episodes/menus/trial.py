"""The menu of the trial of one: read it, see what a new one would be and start it, end it early."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from spasmtui.episodes.entry.trial_entry import USUAL_WEEKS
from spasmtui.episodes.trial.week_records import is_running
from spasmtui.errors import WrongUsage
from spasmtui.menus.menu import Item, Menu
from spasmtui.shared.trials.limits import FEWEST_WEEKS, MOST_WEEKS

if TYPE_CHECKING:
    from spasmtui.menus.conversation import Conversation

LABEL = "Trial of one: does it help you?"
HELP = "Weeks with a routine and weeks without it, in an order that chance draws. More: guide trial of one."


def open_menu(talk: Conversation) -> None:
    """Show the menu of the trials."""
    talk.run_menu(lambda: _menu(talk))


def _menu(talk: Conversation) -> Menu:
    return Menu(
        "Trial of one",
        (
            Item("Read it: this week, or the result", lambda: talk.tell(talk.host.run(["trial", "show"]))),
            Item("A new trial of the bedtime stretches", partial(_start, talk)),
            Item("End it early", partial(_end, talk)),
            Item("All trials", lambda: talk.tell(talk.host.run(["trial"]) or "There is no trial yet.")),
        ),
        HELP,
    )


def _start(talk: Conversation) -> None:
    """Ask for the weeks, say what the trial would be, and start it after one more question."""
    question = f"How many weeks, {FEWEST_WEEKS} to {MOST_WEEKS}? Enter alone: {USUAL_WEEKS}."
    help_text = "A number. For another routine or measure type a command, such as trial start calf-wall --weeks 12."
    weeks = talk.ask(question, help_text=help_text) or str(USUAL_WEEKS)
    words = ["trial", "start", "bedtime", f"--weeks={weeks}"]
    try:
        # The last line is about the option.
        talk.tell(talk.host.do([*words, "--dry-run"]).rpartition("\n")[0])
    except WrongUsage as error:
        talk.tell(f"{error.message} Nothing was started.")
        return
    if talk.choose("Start this trial?", ["Start it", "Leave it"]) == 0:
        # The terms were read a moment ago.
        talk.tell(talk.host.run(words).rpartition("\n")[2])
    else:
        talk.tell("Nothing was started.")


def _end(talk: Conversation) -> None:
    services = talk.host.shell.services
    if not any(is_running(each, services.clock.now()) for each in services.diary.trials()):
        talk.tell("No trial is running.")
    elif talk.choose("End the trial now? It will compare nothing then.", ["End it", "Let it go on"]) == 0:
        talk.tell(talk.host.run(["trial", "end"]))
    else:
        talk.tell("Nothing was changed.")
