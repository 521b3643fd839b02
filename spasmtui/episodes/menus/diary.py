"""The menu of the diary: log, close, read, change and delete episodes, describe nights and days, write the sheet."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from spasmtui.episodes.entry.day_answers import record_free_night
from spasmtui.episodes.entry.day_words import DAY_WORDS
from spasmtui.episodes.episode_text import brief
from spasmtui.episodes.menus import trial
from spasmtui.episodes.menus.conflicts import ITEM, choose_values, name_conflicts, recent_conflicts
from spasmtui.episodes.menus.episode_questions import change_episode, log_episode
from spasmtui.episodes.menus.morning import complete_last_night
from spasmtui.episodes.model.names import day_text
from spasmtui.episodes.summary import evening_before
from spasmtui.errors import NotFound, WrongUsage
from spasmtui.menus.menu import Item, Menu
from spasmtui.shared.formats import day_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spasmtui.episodes.model.episode import Episode
    from spasmtui.menus.conversation import Conversation

LISTED = 10
UNKNOWN_WORDS = ("unknown", "?", "i don't know", "dont know")
HELP = "u undoes the last change to the diary. More: type a command, such as log export, log backup or log list."


def open_menu(talk: Conversation) -> None:
    """Show the menu of the diary, after what two devices have changed without each other."""
    name_conflicts(talk)
    talk.run_menu(lambda: _menu(talk))


def _menu(talk: Conversation) -> Menu:
    host = talk.host
    return Menu(
        "Diary",
        (
            Item("Log an episode", partial(log_episode, talk)),
            Item("Close the open episode", partial(_close, talk)),
            Item("Last episodes: read, change, delete", partial(_list, talk)),
            Item("No cramp last night", partial(_record_free_night, talk)),
            Item("Kind of day", partial(_describe_day, talk)),
            Item("Complete the last night", partial(complete_last_night, talk)),
            Item("Insights", lambda: talk.tell(host.run(["insights"]))),
            Item("Sheet for the physiotherapist", partial(_sheet, talk)),
            Item(trial.LABEL, partial(trial.open_menu, talk)),
            *((Item(ITEM, partial(choose_values, talk)),) if recent_conflicts(talk) else ()),
        ),
        HELP,
    )


def _close(talk: Conversation) -> None:
    still_open = talk.host.shell.services.diary.open_episodes()
    if not still_open:
        talk.tell("No episode is open.")
        return
    typed = talk.ask(
        f"{brief(still_open[0])}, still open. When did it end? A time such as 03:20 or 10m ago, or unknown. "
        "Enter alone: just now.",
        help_text="A time, the word unknown, or Enter for now; b leaves it open.",
    )
    end = [] if not typed else ["--unknown"] if typed.lower() in UNKNOWN_WORDS else [f"--at={typed}"]
    talk.tell(talk.host.run(["log", "done", *end]))


def _list(talk: Conversation) -> None:
    """List the last episodes until the person goes back; a number opens one."""

    def build() -> Menu:
        episodes: Sequence[Episode] = talk.host.shell.services.diary.episodes(limit=LISTED)
        items = tuple(Item(brief(episode), partial(_open_episode, talk, episode.id)) for episode in episodes)
        title = "Last episodes, newest first" if items else "No episode is recorded yet"
        return Menu(title, items, "A number opens an episode. log list shows all of them.")

    talk.run_menu(build)


def _open_episode(talk: Conversation, episode_id: str) -> None:
    """Show an episode with every field, then what can be done with it."""
    diary = talk.host.shell.services.diary

    def build() -> Menu:
        return Menu(
            "This episode",
            (
                Item("Read it", lambda: talk.tell(talk.host.run(["log", "show", episode_id]))),
                Item("Change an answer", lambda: change_episode(talk, diary.get(episode_id))),
                Item("Delete it", partial(_delete, talk, episode_id)),
                Item("Its history", lambda: talk.tell(talk.host.run(["log", "show", episode_id, "--history"]))),
            ),
        )

    talk.tell(talk.host.run(["log", "show", episode_id]))
    talk.run_menu(build)


def _delete(talk: Conversation, episode_id: str) -> None:
    try:
        episode = talk.host.shell.services.diary.get(episode_id)
    except NotFound:
        talk.tell("It is deleted already; u brings it back.")
        return
    if talk.choose(f"Delete {brief(episode)}?", ["Delete it", "Keep it"]) == 0:
        talk.tell(talk.host.run(["log", "rm", episode_id]))
    else:
        talk.tell("Nothing was changed.")


def _record_free_night(talk: Conversation) -> None:
    services = talk.host.shell.services
    night = evening_before(services.clock.now())
    title = f"No cramp in the night of {day_name(night)}?"
    if talk.choose(title, ["Record that there was none", "Leave it"]) == 0:
        talk.tell(record_free_night(services.diary, night, services.clock.now()))
    else:
        talk.tell("Nothing was changed.")


def _describe_day(talk: Conversation) -> None:
    """Ask what kind of day it was, and record the answer."""
    lines = "\n".join(f"{number} {day_text((word,))}" for number, word in enumerate(DAY_WORDS, 1))
    question = f"What kind of day is it? Numbers or words, with commas. Enter alone reads what is recorded.\n{lines}"
    help_text = "Several numbers such as 2, 4. For another day type a command: log day heat --on yesterday."
    typed = talk.ask(question, help_text=help_text)
    while True:
        try:
            words = _kinds_of_day(typed)
            talk.tell(talk.host.do(["log", "day", "--", *words] if words else ["log", "day"]))
        except WrongUsage as error:
            talk.tell(f"{error.message} Nothing was recorded.\nWhat kind of day?")
            typed = talk.ask(question, help_text=help_text, is_told=True)
        else:
            return


def _kinds_of_day(typed: str) -> list[str]:
    """Return the words of numbers and words; only numbers may stand without commas.

    Raises:
        WrongUsage: there is no such number.
    """
    by_blanks = typed.replace(",", " ").split()
    parts = by_blanks if all(map(str.isdecimal, by_blanks)) else [each.strip() for each in typed.split(",")]
    words = []
    for part in filter(None, parts):
        if part.isdecimal() and not 1 <= int(part[:9]) <= len(DAY_WORDS):
            raise WrongUsage(f"The numbers here are 1 to {len(DAY_WORDS)}.")
        words.append(DAY_WORDS[int(part[:9]) - 1] if part.isdecimal() else part)
    return words


def _sheet(talk: Conversation) -> None:
    """Read the sheet of the last four weeks, or write it into a file."""

    def write() -> None:
        name = talk.ask(
            "Name of the file? It ends in .html, .pdf, .md or .txt, such as sheet.pdf.", help_text="b writes no file."
        )
        kinds = {".html": "html", ".pdf": "pdf", ".md": "md", ".txt": "text"}
        kind = next((kind for ending, kind in kinds.items() if name.lower().endswith(ending)), "")
        if not kind:
            talk.tell("The name must end in .html, .pdf, .md or .txt. No file was written.")
            return
        talk.tell(talk.host.run(["report", "--format", kind, "-o", name]) or f"Written: {name}")

    talk.run_menu(
        lambda: Menu(
            "Sheet for the physiotherapist",
            (
                Item("Read it", lambda: talk.tell(talk.host.run(["report"]))),
                Item("Write it into a file", write),
                Item("Your own questions on it", partial(_questions, talk)),
            ),
            "The sheet is about the last four weeks. report --since 2026-09-01 is about a longer time.",
        )
    )


def _questions(talk: Conversation) -> None:
    """List the person's own questions for the sheet, write one more, or take one out."""

    def add() -> None:
        if typed := talk.ask("The question, in your own words:", help_text="One line; b writes none."):
            talk.tell(talk.host.run(["report", "questions", f"--add={typed}"]))

    def remove() -> None:
        typed = talk.ask("The number of the question to take out?", help_text="b takes none out.")
        talk.tell(talk.host.run(["report", "questions", f"--remove={typed}"]))

    talk.tell(talk.host.run(["report", "questions"]))
    talk.run_menu(
        lambda: Menu(
            "Your own questions on the sheet",
            (
                Item("Read them", lambda: talk.tell(talk.host.run(["report", "questions"]))),
                Item("Write one more", add),
                Item("Take one out", remove),
            ),
            "They are printed on the sheet before the notes.",
        )
    )
