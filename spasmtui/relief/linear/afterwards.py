"""Ask in linear mode once a routine has ended: after relief for the pain and the help, after a practice how it was."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from spasmtui.relief.linear.choices import Ask, parse_action, parse_answer
from spasmtui.relief.linear.how import answer_again, how_prompt, take_scores
from spasmtui.relief.routines.model import Purpose
from spasmtui.relief.session.any_key import QUIET_SECONDS
from spasmtui.relief.session.states import Event
from spasmtui.relief.words import words

if TYPE_CHECKING:
    from spasmtui.relief.linear.pages import TextPages
    from spasmtui.relief.running.runner import SessionRunner


class LineSource(Protocol):
    """A source of typed lines."""

    @property
    def is_closed(self) -> bool:
        """True if no further line can come."""
        ...

    def wait(self, seconds: float | None) -> str | None:
        """Return the next line without its end; None when none came within `seconds`. `seconds` None has no limit."""
        ...


class Afterwards:
    """Asks one question, and none where no answer can come."""

    def __init__(
        self,
        runner: SessionRunner,
        *,
        lines: LineSource,
        write: Callable[[str], None],
        pages: TextPages,
        signs_text: Callable[[], str] | None,
    ) -> None:
        """Take the runner; the other arguments are as for `LinearRelief`."""
        self._runner = runner
        self._lines = lines
        self._write = write
        self._pages = pages
        self._signs_text = signs_text

    def ask_relief(self, last_line: str) -> None:
        """Ask for the pain now and how much it helped; the rest can wait until morning.

        Args:
            last_line: the line that ended the routine.
        """
        if self._runner.session.routine.purpose is not Purpose.RELIEF:
            return
        offers = (words().k_keeps_nothing,) if self._runner.keeps else ()

        def rate(line: str) -> bool:
            if (answer := parse_answer(line)) is None:
                return False
            self._runner.rate(pain_after=answer[0], helped=answer[1])
            return True

        self._ask((*offers, f"{words().pain_now} {words().did_it_help}"), rate, words().answer_again, last_line)

    def ask_how(self, last_line: str) -> None:
        """Ask how a practice was that the person has ended; arguments as for `ask_relief`."""
        if (how := self._runner.how) is not None:
            self._ask(
                (how_prompt(how),),
                lambda line: take_scores(self._runner, line, self._write),
                answer_again(how),
                last_line,
            )

    def _ask(self, asked: tuple[str, ...], take: Callable[[str], bool], again: str, last_line: str) -> None:
        """Ask until a line is taken, leaves the question out, or throws the routine away.

        Args:
            asked: the lines of the question.
            take: takes an answer, and returns whether a line has one.
            again: what to say to any other line.
            last_line: the line that ended the routine.
        """
        while not self._lines.is_closed:
            if not self._pages.has_rest:
                for text in asked:
                    self._write(text)
            line = self._next_answer(last_line)
            if line is not None and not line.strip() and self._pages.has_rest:
                self._pages.show_more()
                continue
            self._pages.forget()
            action = None if line is None or line.strip().isdecimal() else parse_action(line)
            if line is None or not line.strip() or action is Event.LEAVE:
                return
            if action is Event.DISCARD:
                self._runner.apply(Event.DISCARD)
                self.write_nothing_kept()
                return
            if action is Ask.SIGNS and self._signs_text is not None:
                self._pages.show(self._signs_text().splitlines())
            elif take(line):
                return
            else:
                self._write(again)

    def write_nothing_kept(self) -> None:
        """Write that nothing was kept, and how to bring it back."""
        # Without a change of its own, undo would take back what was recorded before.
        undo = f" {words().undo_command}" if self._runner.has_written else ""
        self._write(f"{words().nothing_kept}{undo}")

    def _next_answer(self, last_line: str) -> str | None:
        """Return the next line; before the first silence none that repeats the one that ended the routine.

        A key that is held sends line after line, and none of them answers what is asked afterwards.
        """
        while (line := self._lines.wait(QUIET_SECONDS)) is not None:
            if line.strip() != last_line:
                return line
        return self._lines.wait(None)
