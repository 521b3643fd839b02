"""The menu of the plan: what is due, what was done or left out, earlier weeks, and what was agreed on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spasmtui.menus.menu import Item, Menu
from spasmtui.shared.formats import many
from spasmtui.shared.plans.model import PlanSides
from spasmtui.shared.plans.words import SIDE_WORDS
from spasmtui.shell import load

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from spasmtui.menus.conversation import Conversation

REMINDERS = "spasmtui.reminders.menu:open_menu"
HELP = "See what is due, start it, or say what was done. A number chooses."
NO_PLAN = "There is no plan yet. Add an item, begin the bedtime plan, or take in a file that was sent."
NOTHING = "Nothing more is due today."
_SIDES = ("As the routine has it", "Left side", "Right side", "Each side")
_SIDE_WORDS = ("", "left", "right", "both")
_DAYS = ("Every day", "Monday to Friday", "So many days a week, whichever they are", "On days that I name")


class PlanMenu:
    """The menu over the plan as its file has it; every choice composes a command."""

    def __init__(self, talk: Conversation) -> None:
        """Take the conversation."""
        self._talk = talk

    def build(self) -> Menu:
        """Return the menu."""
        return Menu(
            "Plan",
            (
                Item("Today and this week", lambda: self._talk.tell(self._run())),
                Item("Start an item", self._start),
                Item("Skip an item this time", lambda: self._record("skip")),
                Item("Done without the timer", lambda: self._record("done")),
                Item("Earlier weeks", self._tell_weeks),
                Item("Add or change an item", self._add),
                Item("End an item", self._end),
                Item("Bedtime plan: stretches for six weeks", lambda: self._talk.tell(self._run("start", "bedtime"))),
                Item("Take in a plan from a file", self._import),
                Item("Write the plan into a file to send", lambda: self._write("export")),
                Item("Write a page to print", lambda: self._write("handout", "-o")),
                Item("Reminders", lambda: load(REMINDERS)(self._talk)),
            ),
            HELP,
        )

    def _run(self, *words: str) -> str:
        return self._talk.host.run(["plan", *words])

    def _items(self) -> list[Any]:
        items: list[Any] = self._talk.host.data(["plan"])
        return items

    def _choose(self, title: str, items: list[Any], label: Callable[[Any], str]) -> Any:
        """Return the item that was chosen; None where there is none to choose."""
        if not items:
            self._talk.tell(NOTHING if self._items() else NO_PLAN)
            return None
        return items[self._talk.choose(title, [label(item) for item in items], help_text=HELP)]

    def _start(self) -> None:
        """Start an item of which something is due, on its side and for its sets."""
        due = [item for item in self._items() if item["today"] and item["today"]["to_come"]]
        if (item := self._choose("Start which?", due, _today_label)) is None:
            return
        words = ["relief", item["routine"], "--practice"]
        if item["side"]:
            words += ["--sides", item["side"]]
        if (left := item["sets"] - item["today"]["sets_done"]) > 1:
            words += ["--sets", str(left)]
        self._talk.host.run_live(words)

    def _record(self, command: str) -> None:
        """Record an item as done or skipped; what is done is asked about."""
        items = [item for item in self._items() if item["today"]]
        if command == "skip":
            items = [item for item in items if item["today"]["to_come"]]
        title = "Leave out which?" if command == "skip" else "Which was done?"
        if (item := self._choose(title, items, _today_label)) is None:
            return
        words = [command, item["routine"], *(["--side", item["side"]] if item["side"] else [])]
        if command == "done":
            if self._talk.choose("How did it end?", ["Done as planned", "Ended early"], help_text=HELP) == 1:
                words.append("--early")
            for option, question in (("--pain", "The pain before it"), ("--pain-after", "The pain after it")):
                self._talk.tell(f"{question}, 0 to 10? Enter alone leaves it out.")
                if typed := self._talk.ask(help_text=HELP):
                    words += [option, typed]
        self._talk.tell(self._run(*words))

    def _tell_weeks(self) -> None:
        self._talk.tell(self._run("--since", "5 weeks ago", "--until", "last week"))

    def _add(self) -> None:
        """Ask for a routine and how often, and add it or change it."""
        talk = self._talk
        talk.tell("Which routine? Type its name, such as calf-wall or bedtime.")
        if not (routine := talk.ask(help_text="Type a routine's name. The Relief menu lists them.")):
            return
        words = ["add", *routine.split()]
        talk.tell("How many times a day? Enter alone is once.")
        if typed := talk.ask(help_text=HELP):
            words += ["--times", typed]
        chosen = talk.choose("On which days?", _DAYS, help_text=HELP)
        if chosen == 1:
            words += ["--days", "weekdays"]
        elif chosen > 1:
            talk.tell("On how many days a week?" if chosen == 2 else "Which days? Such as mon, wed, fri.")
            words += ["--days-a-week" if chosen == 2 else "--days", talk.ask(help_text=HELP).replace(" ", "")]
        side = _SIDE_WORDS[talk.choose("Which side?", _SIDES, help_text=HELP)]
        if side:
            words += ["--side", side]
        talk.tell("How many sets at a time? Enter alone is one.")
        if typed := talk.ask(help_text=HELP):
            words += ["--sets", typed]
        talk.tell("Until when? A date, or a length such as 6 weeks. Enter alone: until you end it.")
        if typed := talk.ask(help_text=HELP):
            words += ["--until", typed]
        talk.tell(self._run(*words))

    def _end(self) -> None:
        if (item := self._choose("End which?", self._items(), _name)) is not None:
            side = ["--side", item["side"]] if item["side"] else []
            self._talk.tell(self._run("end", item["routine"], *side))

    def _import(self) -> None:
        self._talk.tell("Which file? Type its path.")
        if path := self._talk.ask(help_text="Type the path of the file. It is shown before anything is added."):
            self._talk.host.run_live(["plan", "import", path])

    def _write(self, command: str, *option: str) -> None:
        self._talk.tell(f"Into which file? Such as plan.{'toml' if command == 'export' else 'html'}.")
        if path := self._talk.ask(help_text="Type the path of a new file."):
            self._talk.tell(self._run(command, *option, path))


def _name(item: Any) -> str:
    return f"{item['title']}, {SIDE_WORDS[PlanSides(item['side'])]}" if item["side"] else str(item["title"])


def _today_label(item: Any) -> str:
    today = item["today"]
    due = f", {today['to_come']} due" if today["to_come"] else ""
    sets = f", {many(item['sets'], 'set')} each" if item["sets"] > 1 else ""
    return f"{_name(item)}: {today['done']} of {today['planned']} done{due}{sets}"


def open_menu(talk: Conversation) -> None:
    """Lead through the plan until the person goes back."""
    menu = PlanMenu(talk)
    talk.run_menu(menu.build)
