"""Hold a conversation by lines: tell a window of text, prompt, and answer the words that mean the same everywhere."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

from spasmtui.errors import SpasmError
from spasmtui.menus.menu import Menu, find_label, list_text
from spasmtui.menus.windows import window_rows, wrap_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from spasmtui.shell import Shell

ESCAPE = "\x1b"
"""The beginning of what a key sends that types no character."""
PROMPT = "> "
MORE_PROMPT = "Enter for more > "
MORE_WORDS = ("", "more", "m")
URGENT_WORDS = ("!", "urgent", "emergency")
UNDO_WORDS = ("u", "undo")
HELP_WORDS = ("?", "h", "help")
BACK_WORDS = ("b",)
LEAVE_WORDS = ("q", "quit", "exit")
COMMON_HELP = (
    "Everywhere: ! what is urgent, b back, u undo the last change to the diary, ? this help, q leave. Enter alone "
    "shows the rest of a long text, else the menu or the question again. In a menu a number or its words choose; "
    "any other words, such as left calf or night cramps, are looked up."
)
"""What the words mean that every prompt understands."""
NO_KEYS = "The arrows, Esc and the function keys do nothing here. Type a number or words, then Enter."
RECORDING = "log "
"""The beginning of a command that records something, which is done also where its words are words of danger."""
FEWEST_LETTERS = 3
"""A shorter answer, such as a number, is no word of danger."""
FEWEST_LETTERS_LOOKED_UP = 2
"""One letter is a slip of the finger, and is in every page."""


class Leave(Exception):
    """The person leaves the program; `exit_code` is that of the process."""

    def __init__(self, exit_code: int = 0) -> None:
        super().__init__(exit_code)
        self.exit_code = exit_code


class Back(Exception):
    """The person goes back to where they came from."""


class Jump(Exception):
    """The person goes on elsewhere; `show` opens it, and `b` leads from there to the main menu."""

    def __init__(self, show: Callable[[], None]) -> None:
        super().__init__()
        self.show = show


class Host(Protocol):
    """The parts of the program that menus and prompts ask for, whatever room they belong to."""

    shell: Shell

    def run(self, words: Sequence[str]) -> str:
        """Run a command and return everything that it says, the sentence of a failure included."""
        ...

    def do(self, words: Sequence[str]) -> str:
        """Run a command and return everything that it says.

        Raises:
            SpasmError: it failed.
        """
        ...

    def data(self, words: Sequence[str]) -> Any:
        """Run a command with `--json` and return its value.

        Raises:
            SpasmError: it failed.
        """
        ...

    def run_live(self, words: Sequence[str]) -> None:
        """Run a command that reads and writes lines itself."""
        ...

    def danger(self, typed: str) -> tuple[str, bool]:
        """Return what to do about words of danger, empty where there are none, and whether the words are done too."""
        ...

    def undo(self) -> None:
        """Take back the last change to the diary, and tell what it was."""
        ...

    def understand(self, typed: str) -> None:
        """Do what typed words mean that name no item of a menu, after a question where something would start.

        Raises:
            Jump: they name another menu or a page.
        """
        ...


class Conversation:
    """Tells and asks, a window of lines at a time."""

    host: Host

    def __init__(
        self,
        read: Callable[[str], str | None],
        write: Callable[[str], None],
        size: Callable[[], tuple[int, int]],
    ) -> None:
        """Take the terminal's three functions; `host` is set before the first prompt.

        Args:
            read: writes the prompt and returns the typed line; None at the end of the input.
            write: writes one line.
            size: returns the columns and the rows of the terminal.
        """
        self._read = read
        self._write = write
        self._size = size
        self._texts: list[str] = []
        """What was told and not yet shown."""

    @property
    def has_told(self) -> bool:
        """True if there is text that was not shown yet."""
        return bool(self._texts)

    def tell(self, text: str) -> None:
        """Show a text before the next prompt."""
        if text.strip():
            self._texts.append(text)

    def flush(self) -> None:
        """Write what was told, without a prompt after it."""
        columns, _rows = self._size()
        texts, self._texts = self._texts, []
        for text in texts:
            for line in wrap_lines(text.strip("\n"), columns):
                self._write(line)

    @property
    def window(self) -> tuple[int, int]:
        """The cells of a line, and the lines of text that are shown at once."""
        columns, rows = self._size()
        return columns, window_rows(rows)

    def ask(
        self,
        question: str = "",
        *,
        help_text: str = "",
        is_told: bool = False,
        is_text: bool = False,
        can_undo: bool = True,
    ) -> str:
        """Return the next typed line that is none of the common words; empty for Enter alone.

        After an answer of another kind, such as what is urgent, Enter brings the question back, and answers nothing.

        Args:
            question: what is asked; without one Enter is never taken for an answer.
            help_text: what can be typed here, for `?`.
            is_told: the question was shown before, and is not repeated at first.
            is_text: any words are an answer. Words of danger are answered, and are the answer too.
            can_undo: whether the last change can be undone here.

        Raises:
            Back: the person goes back.
            Leave: the person leaves, or the input has ended.
        """
        if not is_told:
            self.tell(question)
        has_strayed = False
        while True:
            typed = self._next_line()
            if not typed and has_strayed and question:
                self.tell(question)
                has_strayed = False
                continue
            if not typed:
                return ""
            if ESCAPE in typed:
                self.tell(NO_KEYS)
                has_strayed = True
                continue
            if self._answer_common(typed, help_text, can_undo=can_undo):
                has_strayed = True
                continue
            danger, can_wait = self.host.danger(typed) if len(typed) >= FEWEST_LETTERS else ("", True)
            self.tell(danger)
            if not danger or is_text or can_wait or typed.startswith(RECORDING):
                return typed
            has_strayed = True

    def choose(
        self,
        title: str,
        labels: Sequence[str],
        *,
        help_text: str = "",
        can_undo: bool = True,
        looks_up: bool = False,
    ) -> int:
        """Return the place, from 0, of what was chosen from a numbered list; of two, `yes` is the first.

        Args:
            title: the line above the list.
            labels: what can be chosen.
            help_text: what can be typed here, for `?`.
            can_undo: whether the last change can be undone here.
            looks_up: other words are looked up in the whole program.

        Raises:
            Back: the person goes back.
            Leave: the person leaves, or the input has ended.
            Jump: the person goes on elsewhere.
        """
        question = list_text(title, list(labels))
        self.tell(question)
        while True:
            typed = self.ask(help_text=help_text, can_undo=can_undo)
            if (chosen := find_label(list(labels), typed)) is not None:
                return chosen
            if not typed:
                self.tell(question)
            elif looks_up and not typed.isdecimal():
                self.attempt(partial(self.host.understand, typed))
            else:
                self.tell(not_in_list(typed, len(labels)))

    def run_menu(self, build: Callable[[], Menu], *, at_the_top: str = "") -> None:
        """Show a menu and do what is chosen, until the person goes back. It is built anew for each choice.

        Args:
            build: returns the menu.
            at_the_top: the sentence where there is nothing to go back to; empty below another menu.

        Raises:
            Leave: the person leaves, or the input has ended.
            Jump: the person goes on elsewhere.
        """
        menu = build()
        self.tell(menu.text)
        while True:
            try:
                typed = self.ask(help_text=menu.help)
            except Back:
                if not at_the_top:
                    return
                self.tell(at_the_top)
                continue
            menu = build()
            item = menu.find(typed)
            if not typed:
                self.tell(menu.text)
            elif item is None and (typed.isdecimal() or len(typed) < FEWEST_LETTERS_LOOKED_UP):
                self.tell(not_in_list(typed, len(menu.items)))
            else:
                self.attempt(partial(self.host.understand, typed) if item is None else item.act)
                menu = build()
                if not self.has_told:
                    self.tell(menu.text)

    def attempt(self, act: Callable[[], None]) -> None:
        """Do something; going back ends it, and the sentence of a failure is told."""
        try:
            act()
        except Back:
            pass
        except SpasmError as error:
            self.tell("\n".join(filter(None, (error.message, error.more))))

    def _answer_common(self, typed: str, help_text: str, *, can_undo: bool) -> bool:
        """Answer a word that means the same at every prompt; return whether it was one.

        Raises:
            Back: it was `b`.
            Leave: it was `q`.
        """
        word = typed.lower()
        if word in BACK_WORDS:
            raise Back
        if word in LEAVE_WORDS:
            raise Leave
        if word in URGENT_WORDS:
            self.tell(self.host.run(["urgent"]))
        elif word in HELP_WORDS:
            self.tell("\n".join(filter(None, (help_text, COMMON_HELP))))
        elif word in UNDO_WORDS and can_undo:
            self.attempt(self.host.undo)
        else:
            return False
        return True

    def _next_line(self) -> str:
        """Show what was told, a window at a time, and return the first line that asks for no more of it.

        Raises:
            Leave: the input has ended.
        """
        texts, self._texts = self._texts, []
        text = "\n".join(each.strip("\n") for each in texts)
        while True:
            columns, rows = self._size()
            lines = wrap_lines(text, columns) if text else []
            shown, rest = lines[: window_rows(rows)], lines[window_rows(rows) :]
            for line in shown:
                self._write(line)
            typed = self._read(MORE_PROMPT if rest else PROMPT)
            if typed is None:
                raise Leave
            typed = typed.strip()
            if not rest or typed.lower() not in MORE_WORDS:
                return typed
            text = "\n".join(rest)


def not_in_list(typed: str, count: int) -> str:
    """Return the sentence for a line that chooses nothing from a list of so many items."""
    numbers = "The only number here is 1" if count == 1 else f"The numbers here are 1 to {count}"
    return f"{typed[:40]!r} is not in this list. {numbers}; Enter repeats it, b goes back."
