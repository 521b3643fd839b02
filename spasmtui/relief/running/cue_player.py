"""Play a cue as sound, light, notification or speech. A missing voice or a dumb terminal is no error."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from spasmtui.relief.session.cues import Cue
from spasmtui.relief.session.frame import Frame
from spasmtui.relief.words import words
from spasmtui.terminal.sanitize import sanitize

if TYPE_CHECKING:
    from spasmtui.shared.settings import ReliefSettings

BELL = "\a"
VOICES = (("spd-say", ()), ("espeak-ng", ()), ("say", ()))
"""Speech tools in the order in which they are tried; each takes the sentence as its last argument."""
DAY_HOURS = range(7, 22)
"""Hours at which a flash wakes no one."""
RINGING = frozenset({Cue.STEP, Cue.SWITCH, Cue.LAST, Cue.ANSWER, Cue.AWAY, Cue.TAKE_OFF, Cue.LONG, Cue.END})
NOTIFYING = frozenset({Cue.SWITCH, Cue.ANSWER, Cue.TAKE_OFF, Cue.LONG, Cue.END})
TWICE = frozenset({Cue.SWITCH, Cue.TAKE_OFF, Cue.END})
"""Cues that ring twice, so that they can be distinguished in the dark."""

Speak = Callable[[tuple[str, ...]], None]


class CuePlayer:
    """Plays cues according to the settings."""

    def __init__(
        self,
        settings: ReliefSettings,
        *,
        write: Callable[[str], None],
        flash: Callable[[], None] | None = None,
        can_escape: bool = True,
        speak: Speak | None = None,
        find: Callable[[str], str | None] = shutil.which,
    ) -> None:
        """Create a player that is not muted.

        Args:
            settings: the kinds of cue that are switched on.
            write: writes control characters to the terminal.
            flash: makes the screen flash; None where there is no screen.
            can_escape: whether escape sequences may be written; linear mode writes none.
            speak: starts a speech tool with its arguments.
            find: returns the path of a program, or None.
        """
        self.settings = settings
        self.is_muted = False
        self._write = write
        self._flash = flash
        self._can_escape = can_escape
        self._speak = speak or start_speaking
        self._find = find
        self._voice: tuple[str, ...] | None = None

    @property
    def voice(self) -> tuple[str, ...]:
        """The speech tool as a command without its sentence; empty where there is none."""
        if self._voice is None:
            found = next(((path, *words) for name, words in VOICES if (path := self._find(name))), ())
            self._voice = found
        return self._voice

    def play(self, cue: Cue, frame: Frame, now: datetime) -> None:
        """Play one cue, unless the player is muted; outputs that are missing here are left out."""
        if self.is_muted:
            return
        if self.settings.bell and cue in RINGING:
            self._write(BELL * (2 if cue in TWICE else 1))
        if self._flash and self._may_flash(now) and cue in RINGING:
            self._flash()
        words = spoken_text(cue, frame)
        if self.settings.notify and cue in NOTIFYING and self._can_escape:
            self._write(notification(words))
        if self.settings.speech and words:
            self.speak(words)

    def speak(self, words: str) -> None:
        """Speak a sentence, where there is a speech tool."""
        if self.voice:
            self._speak((*self.voice, sanitize(words, one_line=True)))

    def _may_flash(self, now: datetime) -> bool:
        return self.settings.flash == "always" or (self.settings.flash == "day" and now.hour in DAY_HOURS)


def spoken_text(cue: Cue, frame: Frame) -> str:
    """Return the sentence that is spoken for a cue; empty for none."""
    match cue:
        case Cue.STEP | Cue.ANSWER:
            return frame.segment.say
        case Cue.SWITCH:
            return f"{words().change_sides_now} {frame.segment.say}"
        case Cue.HALF:
            return words().half_way
        case Cue.LAST:
            return ""
        case Cue.AWAY:
            return words().waiting
        case Cue.TAKE_OFF:
            return frame.reason or words().take_off
        case Cue.LONG:
            return words().ten_minutes
        case Cue.END:
            return words().was_last_step


def notification(words: str) -> str:
    """Return the two escape sequences for a notification: OSC 9 and OSC 777."""
    text = sanitize(words, one_line=True).replace(";", ",")
    return f"\x1b]9;{text}\x1b\\\x1b]777;notify;spasmtui;{text}\x1b\\"


def start_speaking(command: tuple[str, ...]) -> None:
    """Start a speech tool without waiting for it. The sentence is an argument and never passes through a shell."""
    try:
        subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:
        return
