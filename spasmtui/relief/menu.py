"""The menu of relief: the usual place, another place, any routine; and the question about an interrupted one."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from spasmtui.errors import SpasmError
from spasmtui.menus.menu import Item, Menu
from spasmtui.relief.running.background import DRAIN_SECONDS, BackgroundQueue
from spasmtui.relief.running.interrupted_start import adopt_starts
from spasmtui.relief.running.resume import SavedRun, close_saved_run, find_saved_run, record_replaced
from spasmtui.relief.running.selection import FIRST_PLACE, find_usual_place
from spasmtui.relief.running.state_file import StateFile
from spasmtui.relief.start import routine_book
from spasmtui.relief.words import words
from spasmtui.shared.formats import PLACE_NAMES, place_with_side
from spasmtui.shared.places import PLACES
from spasmtui.shared.times.lengths import format_duration

if TYPE_CHECKING:
    from spasmtui.menus.conversation import Conversation
    from spasmtui.relief.running.snapshot import Snapshot

SIDES = ("left", "right")
WHICH_SIDE = "Which side? 1 left, 2 right. Enter alone starts at once."
HELP = (
    "A number starts a routine or lists more. While it runs, Enter tells the time left, and ? its own keys. Words such "
    "as left calf, heat or bedtime start it after one question."
)


def open_menu(talk: Conversation) -> None:
    """Show the menu of relief, with the words of its room in the language of the run."""
    routine_book(talk.host.shell)
    talk.run_menu(lambda: _menu(talk))


def _menu(talk: Conversation) -> Menu:
    services = talk.host.shell.services
    place, side = find_usual_place(services.state, services.diary_port)
    usual = place_with_side(place or FIRST_PLACE, side)
    return Menu(
        words().relief,
        (
            Item(f"Start now: {usual}", lambda: talk.host.run_live(["relief"])),
            Item("Another place", lambda: _choose_place(talk)),
            Item("Another routine: heat, cold, bedtime and all others", lambda: _choose_routine(talk)),
            Item("Go on with an interrupted routine", lambda: talk.host.run_live(["resume"])),
        ),
        HELP,
    )


def _choose_place(talk: Conversation) -> None:
    """Start relief at a place from the list, on a side that may be left open."""
    place = PLACES[
        talk.choose(
            words().where_is_it, [_capital(PLACE_NAMES[each]) for each in PLACES], looks_up=True, help_text=HELP
        )
    ]
    _start(talk, place)


def _start(talk: Conversation, what: str) -> None:
    """Ask for the side and start a routine, or a place."""
    sides = {"1": "left", "l": "left", words().left: "left", "2": "right", "r": "right", words().right: "right"}
    while typed := talk.ask(WHICH_SIDE, help_text="Type 1 or left, 2 or right, or nothing."):
        side = sides.get(typed.lower(), typed.lower())
        if side in SIDES:
            talk.host.run_live(["relief", what, f"--{side}"])
            return
        talk.tell(f"{typed[:40]!r} is no side.")
    talk.host.run_live(["relief", what])


def _choose_routine(talk: Conversation) -> None:
    """List all routines; start the one that is chosen, or read it first."""
    routines = routine_book(talk.host.shell).all()
    labels = [f"{each.title}, {format_duration(each.seconds)}" for each in routines]
    routine = routines[
        talk.choose(
            "Every routine", labels, looks_up=True, help_text="A number chooses a routine, which can be read first."
        )
    ]

    def menu() -> Menu:
        return Menu(
            routine.title,
            (
                Item("Start it", partial(_start, talk, routine.id)),
                Item("Read it", lambda: talk.tell(talk.host.run(["relief", routine.id, "--list"]))),
            ),
        )

    talk.run_menu(menu)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def ask_about_interrupted(talk: Conversation) -> None:
    """Ask about a routine that was interrupted: go on with it, or record when the cramp stopped.

    Raises:
        DataError: its file cannot be used; it was set aside.
    """
    services = talk.host.shell.services
    file = StateFile(services.state, services.clock)

    def record(snapshot: Snapshot) -> None:
        with suppress(SpasmError):  # it is named when the program ends
            record_replaced(snapshot, services.diary_port)

    adopt_starts(file, services.clock.now(), replaces=record)
    saved = find_saved_run(file, services.clock.now())
    if fault := file.take_fault():
        talk.tell(fault)
    elif saved is not None and saved.is_elsewhere:
        talk.tell(saved.sentence)
    elif saved is not None:
        _ask_about(talk, saved, file)


def _ask_about(talk: Conversation, saved: SavedRun, file: StateFile) -> None:
    services, snapshot = talk.host.shell.services, saved.snapshot
    keys = words().saved_practice_keys if snapshot.is_practice else words().saved_keys
    # The same answers as in the app, whose keys stand before them; the last one, to decide later, is a number too.
    answers = [part.split(" ", 1)[-1] for part in keys.replace("{time}", f"{snapshot.seen_at:%H:%M}").split("   ")]
    chosen = talk.choose(saved.sentence, [_capital(each) for each in answers], help_text="b decides later.")
    if chosen == 0:
        talk.host.run_live(["resume"])
        return
    if chosen == len(answers) - 1:
        return
    background = BackgroundQueue(talk.tell)
    close_saved_run(
        snapshot,
        stopped_then=chosen == 1,
        diary_port=services.diary_port if snapshot.keeps else None,
        background=background,
        file=file,
    )
    background.drain(DRAIN_SECONDS)
    talk.tell(f"Recorded: {answers[chosen]}.")
