"""Run the whole program as numbered menus, line by line: for a screen reader, a braille line, a serial console.

It is to the menus as `app.py` is to the screens: it knows every room's menu by name, and hands them what they ask for.
A menu mostly composes a command line, so that both faces say the same.
"""

from __future__ import annotations

import copy
import io
import json
import os
import shlex
import shutil
import sys
from contextlib import suppress
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from spasmtui.command_line.global_options import take_options
from spasmtui.command_table import COMMANDS
from spasmtui.episodes.store.unsaved.kept_files import find_kept_files
from spasmtui.errors import SpasmError
from spasmtui.menus.conversation import Conversation, Jump, Leave
from spasmtui.menus.menu import Item, Menu
from spasmtui.shared.danger.answer import answer_and_more, plain_request
from spasmtui.shared.danger.gate import find_flag
from spasmtui.shared.formats import moment, place_with_side
from spasmtui.shared.key_names import use_chosen_keys
from spasmtui.shared.places import PLACES, PlaceIndex
from spasmtui.shell import Shell, load

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

RELIEF = "spasmtui.relief.menu:open_menu"
"""It needs no disk."""
HANGS = "The disk does not answer, so this has to wait: try again in a moment. Relief and Urgent work, and so does !."
ROOMS = (
    ("Relief: start a routine now", RELIEF),
    ("Diary: log, read and change episodes", "spasmtui.episodes.menus.diary:open_menu"),
    ("Guide: read and search", "spasmtui.guide.menu:open_menu"),
    ("Drink: the recipe for your amount", "spasmtui.drink.menu:open_menu"),
)
"""The label of each room in the main menu, and the function that opens its menu."""
SETTINGS = "spasmtui.settings.menu:open_menu"
PLAN = "spasmtui.plans.menu:open_menu"
FIRST_QUESTIONS = (
    "spasmtui.relief.menu:ask_about_interrupted",
    "spasmtui.episodes.menus.episode_questions:tell_unfinished",
    "spasmtui.episodes.menus.morning:ask_in_the_morning",
)
"""What is asked at the start, in this order."""
LIVE_COMMANDS = ("relief", "resume")
"""Commands that read lines themselves while they run."""
IMPORTS = (["log", "import"], ["plan", "import"])
UNASKED = frozenset({"-y", "--yes", "--dry-run", "-q", "--quiet", "--json", "-h", "--help"})
"""Options with which an import asks nothing."""
LAST_OWN_CODE = 128
"""A greater exit code is that of a signal."""
AFTER_LIVE = "You are in the menus again. Enter shows where."
AT_THE_TOP = "This is the main menu, and there is nothing before it. q leaves the program."
PROGRAMS = ("spasmtui", "spasm")
MAIN_MENU_WORDS = ("menu", "main", "main menu", "home", "start")
MEANT_COMMANDS = ("log list", "log redo", "log done", "report", "status", "doctor", "resume")
"""Commands without words of their own that are offered for a word of their meaning, such as `redo` or `history`."""
HITS_OFFERED = 3
UNDONE_UNASKED = timedelta(hours=1)
"""A change that was made longer before the start of this run is not what the person has just done."""
LONGEST_LINE_BYTES = 65_536


class _Answer(io.StringIO):
    """Collects what a command prints; a command breaks its lines for the terminal on which they will be shown."""

    def isatty(self) -> bool:
        """Return True."""
        return True


class _Said(io.StringIO):
    """Hands what a command says on stderr over to its answer; being no terminal, it draws no progress."""

    def __init__(self, answer: io.StringIO) -> None:
        super().__init__()
        self._answer = answer

    def write(self, text: str) -> int:
        """Write into the answer."""
        return self._answer.write(text)


class PlainHost:
    """Gives the menus the commands of the program, and does what they ask of other rooms."""

    def __init__(self, shell: Shell, talk: Conversation, dispatch: Callable[[list[str], Shell], int]) -> None:
        """Take the shell, the conversation, and the function that runs a command line."""
        self.shell = shell
        self._talk = talk
        self._dispatch = dispatch
        self._began_at = shell.services.clock.now()
        self._index = PlaceIndex(shell.services.content, shell.services.config / "routines")

    def run(self, words: Sequence[str]) -> str:
        """Run a command and return everything that it says, the sentence of a failure included."""
        answer = _Answer()
        try:
            self._run_into(answer, words)
        except SpasmError as error:
            answer.write("\n".join(filter(None, (error.message, error.more))))
        return answer.getvalue().strip("\n")

    def do(self, words: Sequence[str]) -> str:
        """Run a command and return everything that it says.

        Raises:
            SpasmError: it failed.
        """
        answer = _Answer()
        self._run_into(answer, words)
        return answer.getvalue().strip("\n")

    def _run_into(self, answer: io.StringIO, words: Sequence[str]) -> None:
        """Run a command whose stdout and stderr are one text."""
        options, rest = take_options(list(words))
        self._run_in(self._shell_for(answer, _Said(answer), wants_json=options.wants_json), rest)

    def _run_in(self, shell: Shell, words: list[str]) -> int:
        """Run a command; the keys of the full screen, which it may name, are not those of what is typed here."""
        try:
            return self._dispatch(words, shell)
        finally:
            use_chosen_keys({})

    def data(self, words: Sequence[str]) -> Any:
        """Run a command with `--json` and return its value.

        Raises:
            SpasmError: it failed.
        """
        answer = io.StringIO()
        self._run_in(self._shell_for(answer, io.StringIO(), wants_json=True), list(words))
        return json.loads(answer.getvalue())

    def run_live(self, words: Sequence[str]) -> None:
        """Run a command that reads and writes lines itself; a signal that ends it ends the program.

        Raises:
            Leave: a signal ended it.
        """
        code = self._run_in(self.shell, list(words))
        self.shell.flush()
        if code > LAST_OWN_CODE:
            raise Leave(code)
        self._talk.tell(AFTER_LIVE)

    def _shell_for(self, out: io.StringIO, err: io.StringIO, *, wants_json: bool) -> Shell:
        options = copy.copy(self.shell.options)
        options.wants_json, options.is_quiet = wants_json, False
        return Shell(options, self.shell.services, out, err, io.StringIO())

    def danger(self, typed: str) -> tuple[str, bool]:
        """Return what to do about words of danger, empty where there are none, and whether the words are done too.

        As in every face, what was asked for beside a sign that can wait for an appointment is done.
        """
        if (flag := find_flag(typed)) is None:
            return "", True
        services = self.shell.services
        lines = answer_and_more(flag, str(services.config), services.content, self.shell.options.language)
        return "\n".join(lines), flag.level == "book" and plain_request(typed, self._index.find) is not None

    def undo(self) -> None:
        """Take back the last change to the diary; one from long before this run only after a question."""
        last = None
        with suppress(SpasmError):  # the undo itself says what is wrong
            last = self.shell.services.diary.last_change_at()
        if last is not None and self._began_at - last >= UNDONE_UNASKED:
            when = moment(last.astimezone(self._began_at.tzinfo))
            title = f"Nothing has been changed here since the program started. Undo the change made on {when}?"
            if self._talk.choose(title, ["Undo it", "Leave it"], can_undo=False) == 1:
                self._talk.tell("Nothing was changed.")
                return
        self._talk.tell(self.run(["log", "undo"]))

    def understand(self, typed: str) -> None:
        """Do what typed words mean: a menu, a command, relief for a place after a question, or a page.

        Raises:
            Jump: they name another menu or a page.
        """
        if typed.lower() in MAIN_MENU_WORDS:
            raise Jump(lambda: None)
        if (item := main_menu(self._talk, self).find(typed)) is not None:
            raise Jump(item.act)
        if (words := command_words(typed)) is not None:
            self.run_typed(words)
            return
        self._offer(typed)

    def run_typed(self, words: list[str]) -> None:
        """Run a command line that was typed, and tell what it says."""
        if is_live(words):
            self.run_live(words)
        else:
            self._talk.tell(self.run(words) or "Done.")

    def _offer(self, typed: str) -> None:
        """Offer relief for the place and the pages that words may mean.

        Raises:
            Jump: a page was chosen.
        """
        offers: list[tuple[str, Callable[[], None]]] = []
        command = load("spasmtui.command_line.suggestions:MEANINGS").get(typed.lower(), "")
        if command in MEANT_COMMANDS:
            offers.append((f"Run the command {command}", partial(self.run_typed, command.split())))
        if (request := self._relief_request(typed)) is not None:
            name = f"Start relief: {_spoken(request)}" if request else "Start relief at the usual place"
            offers.append((name, partial(self.run_live, ["relief", *request.split()])))
        with suppress(SpasmError):
            for hit in self.data(["guide", "--search", "--", *typed.split()])[:HITS_OFFERED]:
                show = partial(load("spasmtui.guide.menu:read_pages"), self._talk, hit["id"])
                offers.append((f"Read: {hit['title']}", partial(_jump, show)))
        if not offers:
            self._talk.tell(f"Nothing here is called {typed[:40]!r}. Enter repeats the menu, ? says what can be typed.")
            return
        title = f"{typed[:40]!r} can mean:" if len(offers) > 1 else f"{typed[:40]!r}:"
        offers[self._talk.choose(title, [label for label, _act in offers])][1]()

    def _relief_request(self, typed: str) -> str | None:
        """Return the words with which relief is asked for; empty for the usual place, None where none is meant."""
        if find_flag(typed) is not None:
            return plain_request(typed, self._index.find)
        if self._index.find(typed) is not None or self._index.find_side(typed) is not None:
            return typed
        guess = self._index.guess(typed)
        return typed if guess is not None and guess.phrase and not guess.ignored else None


def is_live(words: Sequence[str]) -> bool:
    """Return whether a command reads lines itself: a routine, and an import, which asks before it writes."""
    if list(words[:2]) in IMPORTS:
        return not UNASKED.intersection(words)
    return words[0] in LIVE_COMMANDS and "--list" not in words


def _jump(show: Callable[[], None]) -> None:
    raise Jump(show)


def _spoken(request: str) -> str:
    words = request.split()
    return place_with_side(words[0], None) if len(words) == 1 and words[0] in PLACES else request


def command_words(typed: str) -> list[str] | None:
    """Return the words of a typed command line without the program's name; None where they begin with no command."""
    try:
        words = shlex.split(typed)
    except ValueError:
        return None  # a quotation mark without its fellow
    is_named = bool(words) and words[0] in PROGRAMS
    if is_named:
        words = ["relief", *words[1:]] if words[0] == "spasm" else words[1:]
    known = {command.name.partition(" ")[0] for command in COMMANDS}
    return words if words and words[0] in known else None


def main_menu(talk: Conversation, host: PlainHost) -> Menu:
    """Return the main menu."""
    rooms = [Item(label, partial(_open, talk, target)) for label, target in ROOMS]
    return Menu(
        f"spasmtui: {_status(host)}",
        (
            *rooms,
            Item("Insights: what the diary supports", partial(_open_insights, talk, host)),
            Item("Urgent: get help now", lambda: talk.tell(host.run(["urgent"]))),
            Item("Settings", partial(_open, talk, SETTINGS)),
            Item("Commands: everything by its name", partial(_open_commands, talk, host)),
            Item("Plan: what is due, and reminders", partial(_open, talk, PLAN)),
        ),
        "Type a number, a place such as left calf, words such as night cramps, or a command such as log list.",
    )


def _status(host: PlainHost) -> str:
    """Return what is going on, in a few words."""
    if not host.shell.services.disk_answers():
        return "the disk does not answer"
    try:
        status = host.data(["status"])
    except SpasmError:
        return "the diary cannot be read"  # each of its menus says why
    words: str = load("spasmtui.home.status_line:spoken")(status)
    return words


def _open(talk: Conversation, target: str) -> None:
    """Open a room's menu; its module is imported when it is first asked for."""
    if target == RELIEF or talk.host.shell.services.disk_answers():
        load(target)(talk)
    else:
        talk.tell(HANGS)


def _open_insights(talk: Conversation, host: PlainHost) -> None:
    talk.tell(host.run(["insights"]) if host.shell.services.disk_answers() else HANGS)


def _open_commands(talk: Conversation, host: PlainHost) -> None:
    """List all commands, and run those that are typed, until the person goes back."""
    talk.tell(host.run(["help"]))
    talk.tell("Type a command without the word spasmtui, such as log list, or log add calf --pain 7.")
    while True:
        typed = talk.ask(help_text="Type a command, such as: log list --limit 3. help log add says what it takes.")
        if not typed:
            talk.tell("Type a command, or b to go back.")
        elif (words := command_words(typed)) is None:
            talk.attempt(partial(host.understand, typed))
        else:
            talk.attempt(partial(host.run_typed, words))


def run_menus(shell: Shell, dispatch: Callable[[list[str], Shell], int]) -> int:
    """Lead through the whole program by menus on the terminal of stdin and stdout; return the exit code.

    Raises:
        KeyboardInterrupt: Ctrl+C, or a signal to end.
    """
    shell.options.is_plain = True

    def read(prompt: str) -> str | None:
        shell.write_clean(prompt)
        shell.flush()
        try:
            line = sys.stdin.buffer.readline(LONGEST_LINE_BYTES)
        except OSError:
            return None  # the terminal was closed
        if not line:
            shell.write_clean("\n")
            return None
        return line.decode("utf-8", "replace")

    def size() -> tuple[int, int]:
        columns, rows = shutil.get_terminal_size()
        with suppress(OSError):
            columns, rows = os.get_terminal_size(1)
        return columns or 80, rows or 24

    try:
        return converse(shell, Conversation(read, shell.write, size), dispatch)
    except KeyboardInterrupt:
        with suppress(SpasmError, OSError):  # the terminal may be closed
            shell.write_clean("\n")  # it has shown ^C after the prompt
            shell.flush()
        raise


def converse(shell: Shell, talk: Conversation, dispatch: Callable[[list[str], Shell], int]) -> int:
    """Hold the conversation from its first questions to its end; return the exit code."""
    host = PlainHost(shell, talk, dispatch)
    talk.host = host
    try:
        following: Callable[[], None] | None = None
        if shell.services.disk_answers():
            _take_in_kept(talk, host)
            following = partial(_ask_first, talk)
        while True:
            try:
                if following is not None:
                    talk.attempt(following)
                following = None
                talk.run_menu(lambda: main_menu(talk, host), at_the_top=AT_THE_TOP)
            except Jump as jump:
                following = jump.show
    except Leave as leaving:
        talk.flush()
        shell.flush()
        return leaving.exit_code


def _take_in_kept(talk: Conversation, host: PlainHost) -> None:
    services = host.shell.services
    if find_kept_files(str(services.state)):
        try:
            for line in load("spasmtui.episodes.commands.unsaved:taken_in_lines")(services.diary.keeper):
                talk.tell(line)
        except SpasmError as error:
            talk.tell(error.message)


def _ask_first(talk: Conversation) -> None:
    for target in FIRST_QUESTIONS:
        talk.attempt(partial(load(target), talk))
