"""Turn what a terminal sends into messages, whatever it sends.

Stock Textual 8.2 ends the program at a malformed key sequence, takes an escape in a paste for a key, is deaf after a
paste whose end was lost on the line, loses an escape with a key right behind it, and gives the screen any size that a
text claims to be one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from textual import events
from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START, XTermParser
from textual.constants import ESCAPE_DELAY
from textual.keys import _character_to_key
from textual.message import Message

from spasmtui.terminal.frame_gate import ANSWER
from spasmtui.terminal.sanitize import NOTE_LIMIT, sanitize

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

MOST_PASTED = NOTE_LIMIT
"""The characters of a paste that are kept."""
LOST_SECONDS = 2.0
"""A key that comes so long after the last part of a paste is a key: the end of the paste was lost."""
MOST_OF_A_KEY = 8
"""The characters of the longest key."""
_OLD_MOUSE = re.compile("\x1b\\[M...", re.DOTALL)
"""A report of the mouse by a terminal that knows no decimal ones: three characters that are no keys."""
_TYPED_AFTER_ESCAPE = re.compile(r"[\r !-/0-9:-@\\`{|}~]|[^\W\d_OPX]")
"""What is a key right behind an escape, and with it one with Alt; the rest begins a sequence."""
_BEGUN = re.compile("\x1b(?:\\[(?:0|2(?:00?)?)?)?\\Z")
"""The beginning of the mark of a paste or of the terminal's answer, which may be an Escape too."""
ANSWER_DELAY_SECONDS = 0.3
"""How long the rest of an answer is waited for while one is expected; for the rest of a key, `ESCAPE_DELAY`."""


class TerminalAnswer(Message):
    """The terminal has answered a question after its status: it shows what was written before."""


class InputParser:
    """A parser of keys and pastes that goes on after anything."""

    def __init__(self, elapsed: Callable[[], float], expects_answer: Callable[[], bool] = lambda: False) -> None:
        """Start outside a paste.

        Args:
            elapsed: returns seconds since a fixed moment.
            expects_answer: returns whether the terminal has been asked something that it has not answered.
        """
        self._elapsed = elapsed
        self._expects_answer = expects_answer
        self._late = ""
        """The rest of an answer whose beginning was taken for a key."""
        self._keys = XTermParser()
        self._pasted: str | None = None
        """The paste so far; None outside a paste."""
        self._held = ""
        """What may be the beginning of a paste's mark, until time tells."""
        self._fed_at = 0.0

    @property
    def is_pending(self) -> bool:
        """True while a sequence is unfinished: it may be a key by itself, which only time tells."""
        return bool(self._held) or self._keys._timeout_time is not None  # noqa: SLF001 -- no public name

    def feed(self, text: str) -> Iterator[Message]:
        """Yield the messages of what was read."""
        now = self._elapsed()
        is_late, self._fed_at = now - self._fed_at >= LOST_SECONDS, now
        if self._pasted is not None and is_late and len(text) <= MOST_OF_A_KEY:
            yield from self._end_paste()
        text, self._held = self._held + text, ""
        if self._late and not is_late and text.startswith(self._late):
            text = text.removeprefix(self._late)
            yield TerminalAnswer()
        self._late = ""
        # The terminal answers also in the middle of a paste.
        whole = (self._pasted or "") + text
        yield from (TerminalAnswer() for _ in range(whole.count(ANSWER)))
        text, self._pasted = whole.replace(ANSWER, ""), None if self._pasted is None else ""
        while text:
            if self._pasted is None:
                keys, mark, text = text.partition(BRACKETED_PASTE_START)
                if mark:
                    self._pasted = ""
                elif begun := _BEGUN.search(keys):
                    keys, self._held = keys[: begun.start()], begun[0]
                yield from self._feed_keys(keys)
            else:
                pasted, mark, text = (self._pasted + text).partition(BRACKETED_PASTE_END)
                # The mark itself may be cut in two, so that what is beyond the limit is not dropped before.
                self._pasted = pasted if mark or len(pasted) <= MOST_PASTED else pasted[:MOST_PASTED] + pasted[-8:]
                if mark:
                    yield from self._end_paste()

    def tick(self) -> Iterator[Message]:
        """Yield the keys that an unfinished sequence turns out to be, after a moment."""
        may_be_answer = bool(self._held) and ANSWER.startswith(self._held) and self._expects_answer()
        if self._held and self._elapsed() - self._fed_at >= (ANSWER_DELAY_SECONDS if may_be_answer else ESCAPE_DELAY):
            held, self._held = self._held, ""
            self._late = ANSWER.removeprefix(held) if may_be_answer else ""
            yield from self._feed_keys(held)
            yield from self._tick_at_once()  # it has waited here
        yield from self._safely(self._keys.tick())

    def _tick_at_once(self) -> Iterator[Message]:
        self._keys._timeout_time = 0.0  # noqa: SLF001 -- no public name
        yield from self._safely(self._keys.tick())

    def _end_paste(self) -> Iterator[Message]:
        pasted, self._pasted = self._pasted or "", None
        if text := sanitize(pasted[:MOST_PASTED]):
            yield events.Paste(text)

    def _feed_keys(self, keys: str) -> Iterator[Message]:
        """Feed one sequence after another, so that a malformed one costs none but itself."""
        for number, sequence in enumerate(keys.split("\x1b")):
            if number > 0 and _TYPED_AFTER_ESCAPE.match(sequence):
                if self._keys._timeout_time is not None:  # noqa: SLF001 -- no public name
                    yield from self._tick_at_once()
                yield events.Key(f"alt+{_name_of(sequence[0])}", sequence[0])
                if rest := sequence[1:]:
                    yield from self._safely(self._keys.feed(rest))
            elif sequence := _OLD_MOUSE.sub("", "\x1b" * (number > 0) + sequence):
                yield from self._safely(self._keys.feed(sequence))

    def _safely(self, messages: Iterable[Message]) -> Iterator[Message]:
        try:
            for message in messages:
                # No size is asked for in this way, and none is believed.
                if not isinstance(message, events.Resize):
                    yield message
        except Exception:  # noqa: BLE001 -- numbers that are none, or are too large for a character
            self._keys = XTermParser()


def _name_of(character: str) -> str:
    return "enter" if character == "\r" else _character_to_key(character)
