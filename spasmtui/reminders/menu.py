"""The menu of the reminders: those there are, a new one after it was shown, and removing one."""

from __future__ import annotations

import shlex
from functools import partial
from typing import TYPE_CHECKING

from spasmtui.menus.conversation import Back
from spasmtui.menus.menu import Item, Menu

if TYPE_CHECKING:
    from spasmtui.menus.conversation import Conversation

ASK = "Type a routine or a place, a time, and days where it is not every day, such as: calf wall 7:30 mon-fri"
HELP = "The system reminds, in one line, and says nothing when it was done. The list shows what is set."
FIRST_NUMBER_LABELS = ["Install it", "Write nothing"]


def open_menu(talk: Conversation) -> None:
    """Show what can be done with reminders."""
    talk.run_menu(
        lambda: Menu(
            "Reminders",
            (
                Item("List: the reminders there are", lambda: talk.tell(talk.host.run(["remind", "--list"]))),
                Item("New: set a reminder", partial(_set, talk)),
                Item("Remove: one of them", partial(_remove, talk)),
            ),
            HELP,
        )
    )


def _set(talk: Conversation) -> None:
    """Ask for a reminder, show what it would write, and install it after a yes.

    Raises:
        SpasmError: it cannot be set.
    """
    talk.tell(ASK)
    typed = talk.ask(help_text=ASK)
    if not typed:
        talk.tell("Nothing was written.")
        return
    words = typed.split()
    talk.tell(talk.host.do(["remind", "--", *words]))
    if talk.choose("Install it?", FIRST_NUMBER_LABELS, help_text=HELP, can_undo=False) == 0:
        talk.tell(talk.host.do(["remind", "--install", "--yes", "--", *words]))
    else:
        talk.tell("Nothing was written.")


def _remove(talk: Conversation) -> None:
    """Choose a reminder and remove it.

    Raises:
        Back: there is none.
        SpasmError: it cannot be removed.
    """
    rows = talk.host.data(["remind", "--list"])
    if not rows:
        talk.tell("There is no reminder.")
        raise Back
    labels = [f"{row['time']} {row['title']}" for row in rows]
    row = rows[talk.choose("Which reminder?", labels, help_text=HELP, can_undo=False)]
    talk.tell(talk.host.run(["remind", "--remove", "--", *shlex.split(row["routine"]), row["time"]]))
