"""Making a cue heard, seen or spoken, with what there is. A missing voice or a dumb terminal is no fault."""

import shutil
import subprocess
from collections.abc import Callable
from datetime import datetime

from spasmtui.relief.running.settings import Settings
from spasmtui.relief.session.cues import Cue
from spasmtui.relief.session.frame import Frame
from spasmtui.terminal.sanitize import sanitize

BELL = "\a"
VOICES = (("spd-say", ()), ("espeak-ng", ()), ("say", ()))
"""Speech tools in the order they are tried; each takes the sentence as its last word."""
DAY_HOURS = range(7, 22)
"""Hours at which a flash does not wake anybody."""
RINGING = frozenset({Cue.STEP, Cue.SWITCH, Cue.LAST, Cue.ANSWER, Cue.AWAY, Cue.TAKE_OFF, Cue.LONG, Cue.END})
NOTIFYING = frozenset({Cue.SWITCH, Cue.ANSWER, Cue.TAKE_OFF, Cue.LONG, Cue.END})
TWICE = frozenset({Cue.SWITCH, Cue.TAKE_OFF, Cue.END})
"""CuePlayer that ring twice, so that they can be told apart in the dark."""

Speak = Callable[[tuple[str, ...]], None]


class CuePlayer:
    """Plays cues as the settings say."""

    def __init__(
        self,
        settings: Settings,
        *,
        write: Callable[[str], None],
        flash: Callable[[], None] | None = None,
        can_escape: bool = True,
        speak: Speak | None = None,
        find: Callable[[str], str | None] = shutil.which,
    ) -> None:
        """Keep the ways out.

        Args:
            settings: what is wanted.
            write: takes control characters to the terminal, past the text on it.
            flash: makes the screen flash; None where there is none.
            can_escape: whether escape sequences may be written; linear mode writes none.
            speak: starts a speech tool; tests remember it.
            find: tells where a program is.
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
        """Make one cue noticed, unless it is muted; what cannot be done is left out."""
        if self.is_muted:
            return
        if self.settings.bell and cue in RINGING:
            self._write(BELL * (2 if cue in TWICE else 1))
        if self._flash and self._may_flash(now) and cue in RINGING:
            self._flash()
        words = spoken(cue, frame)
        if self.settings.notify and cue in NOTIFYING and self._can_escape:
            self._write(notification(words))
        if self.settings.speech and words:
            self.speak(words)

    def speak(self, words: str) -> None:
        """Say a sentence aloud, where there is a voice."""
        if self.voice:
            self._speak((*self.voice, sanitize(words, one_line=True)))

    def _may_flash(self, now: datetime) -> bool:
        return self.settings.flash == "always" or (self.settings.flash == "day" and now.hour in DAY_HOURS)


def spoken(cue: Cue, frame: Frame) -> str:
    """What is said aloud for a cue."""
    match cue:
        case Cue.STEP | Cue.ANSWER:
            return frame.segment.say
        case Cue.SWITCH:
            return f"Change sides. {frame.segment.say}"
        case Cue.HALF:
            return "Half way."
        case Cue.LAST:
            return ""
        case Cue.AWAY:
            return "Waiting for you."
        case Cue.TAKE_OFF:
            return frame.reason or "Take it off now."
        case Cue.LONG:
            return "Ten minutes. Ask for advice if it is still cramped."
        case Cue.END:
            return "That was the last step."


def notification(words: str) -> str:
    """The two escape sequences that terminals know for a notification."""
    text = sanitize(words, one_line=True).replace(";", ",")
    return f"\x1b]9;{text}\x1b\\\x1b]777;notify;spasmtui;{text}\x1b\\"


def start_speaking(command: tuple[str, ...]) -> None:
    """Start a speech tool and do not wait for it. The sentence is an argument, never a shell's words."""
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
