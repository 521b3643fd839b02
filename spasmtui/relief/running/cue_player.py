"""Play a cue as sound, light, notification or speech. A missing voice or a dumb terminal is no error."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from spasmtui.relief.session.cues import Cue
from spasmtui.relief.session.frame import Frame
from spasmtui.relief.session.states import State
from spasmtui.relief.words import words
from spasmtui.shell import load
from spasmtui.terminal.sanitize import sanitize

if TYPE_CHECKING:
    from spasmtui.relief.running.cue_voice import SpokenCues, Voice
    from spasmtui.relief.session.session import Session
    from spasmtui.shared.settings import ReliefSettings

BELL = "\a"
END_SECONDS = 0.3
"""The longest wait at the end until the last sentence has reached its tool."""
DAY_HOURS = range(7, 22)
"""Hours at which a flash wakes no one."""
RINGING = frozenset({Cue.STEP, Cue.SWITCH, Cue.LAST, Cue.ANSWER, Cue.AWAY, Cue.TAKE_OFF, Cue.LONG, Cue.END})
NOTIFYING = frozenset({Cue.SWITCH, Cue.ANSWER, Cue.TAKE_OFF, Cue.LONG, Cue.END})
TWICE = frozenset({Cue.SWITCH, Cue.TAKE_OFF, Cue.END})
"""Cues that ring twice, so that they can be distinguished in the dark."""


class CuePlayer:
    """Plays cues according to the settings."""

    def __init__(
        self,
        settings: ReliefSettings,
        *,
        write: Callable[[str], None],
        flash: Callable[[], None] | None = None,
        can_escape: bool = True,
        report: Callable[[str], None] = lambda _sentence: None,
        find: Callable[[str], str | None] = shutil.which,
        voice: Voice | None = None,
    ) -> None:
        """Create a player that is not muted.

        Args:
            settings: the kinds of cue that are switched on.
            write: writes control characters to the terminal.
            flash: makes the screen flash; None where there is no screen.
            can_escape: whether escape sequences may be written; linear mode writes none.
            report: says once that nothing here speaks; called from a thread.
            find: returns the path of a program, or None.
            voice: speaks; None is one that uses the tools of the system.
        """
        self.settings = settings
        self._is_muted = False
        self._write = write
        self._flash = flash
        self._can_escape = can_escape
        self._find = find
        self._report = report
        self._made_voice = voice
        self._spoken: SpokenCues | None = None
        self._stop_line = ""

    @property
    def _voice(self) -> Voice:
        """The voice; what it takes is loaded where something is to be spoken."""
        if self._made_voice is None:
            self._made_voice = load("spasmtui.relief.running.cue_voice:Voice")(find=self._find, report=self._report)
        self._made_voice.words_per_minute = self.settings.voice_words_per_minute
        return self._made_voice

    @property
    def voice(self) -> str:
        """The path of the tool that speaks; empty where there is none."""
        return next(iter(self._voice.tools), "")

    @property
    def is_muted(self) -> bool:
        """True while nothing is played."""
        return self._is_muted

    @is_muted.setter
    def is_muted(self, is_muted: bool) -> None:
        self._is_muted = is_muted
        if is_muted:
            self.stop_speaking()

    def begin(self, session: Session, frame: Frame, now: datetime) -> None:
        """Begin a session, or go on with one: play its first step or question.

        Args:
            session: the session.
            frame: its first frame.
            now: the time of day.
        """
        self._spoken, self._stop_line = None, session.routine.stop_line
        if frame.state is State.RUNNING:
            self.play(Cue.BEGIN, frame, now)
        elif frame.state is State.ASKING:
            self.play(Cue.QUESTION, frame, now)

    def play(self, cue: Cue, frame: Frame, now: datetime) -> None:
        """Play one cue, unless the player is muted; outputs that are missing here are left out."""
        if cue is Cue.HUSH:
            self.stop_speaking()
        if self.is_muted:
            return
        if self.settings.bell and cue in RINGING:
            self._write(BELL * (2 if cue in TWICE else 1))
        if self._flash and self._may_flash(now) and cue in RINGING:
            self._flash()
        if self.settings.notify and cue in NOTIFYING and self._can_escape:
            self._write(notification(notified_text(cue, frame)))
        if self.settings.speech:
            self._speak(cue, frame)

    def _speak(self, cue: Cue, frame: Frame) -> None:
        if self._spoken is None:
            self._spoken = load("spasmtui.relief.running.cue_voice:SpokenCues")(self._stop_line)
        if text := self._spoken.text(cue, frame, notified_text(cue, frame)):
            self._voice.speak(sanitize(text, one_line=True), is_minor=cue is Cue.HALF)

    def stop_speaking(self) -> None:
        """Be silent at once."""
        if self._made_voice is not None:
            self._made_voice.stop()

    def finish(self) -> None:
        """Let the last sentence reach its tool, which goes on when the program has ended."""
        if self.settings.speech:
            self._voice.wait_until_started(END_SECONDS)

    def _may_flash(self, now: datetime) -> bool:
        return self.settings.flash == "always" or (self.settings.flash == "day" and now.hour in DAY_HOURS)


def notified_text(cue: Cue, frame: Frame) -> str:
    """Return the sentence of a notification for a cue; empty for none."""
    match cue:
        case Cue.STEP | Cue.ANSWER:
            return frame.segment.say
        case Cue.SWITCH:
            switch = f"{words().change_sides_now} " if frame.segment.says_switch else ""
            return f"{switch}{frame.segment.say}"
        case Cue.AWAY:
            return words().waiting
        case Cue.TAKE_OFF:
            return frame.reason or words().take_off
        case Cue.LONG:
            return words().ten_minutes
        case Cue.END:
            return words().was_last_step
    return ""


def notification(words: str) -> str:
    """Return the two escape sequences for a notification: OSC 9 and OSC 777."""
    text = sanitize(words, one_line=True).replace(";", ",")
    return f"\x1b]9;{text}\x1b\\\x1b]777;notify;spasmtui;{text}\x1b\\"
