"""Speak sentences with a tool of the system, one at a time, without waiting for any of them.

A thread starts the tools and waits for their ends. A new sentence ends the one that is being spoken; a sentence that is
not worth that, such as half-way, is left out while another is spoken. The text is never part of a command line: it
goes to the tool's standard input, or behind `--` where a tool has none, so it is never read as an option.
"""

from __future__ import annotations

import shutil
import subprocess
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import NamedTuple

from spasmtui.relief.session.announcements import QUIET_SHARE, Announcer, StepMoment, spoken_length
from spasmtui.relief.session.cues import Cue
from spasmtui.relief.session.frame import Frame
from spasmtui.relief.words import language, words

LEAST_SECONDS_A_WORD = 0.05
"""No voice takes less for a word: a tool that has ended sooner has not spoken, whatever its exit code says."""
MOST_SECONDS_A_WORD = 0.75
MOST_SECONDS_MORE = 4.0
"""A tool that takes longer than that for each word, and so much more, has stopped without an end, and is ended."""
SECONDS_A_WORD = 0.5
"""A tool that is still at work when a slow voice would have ended has hung, if it is so again and again."""
SLOW_WORDS_A_MINUTE = 140
"""The speed of a voice for which these are meant; one that is set to be slower gets as much more time."""
MOST_UNFINISHED = 2
"""The sentences in a row after which such a tool is given up."""
LIST_SECONDS = 5.0
"""The longest wait for the list of a tool's voices."""
TOOLS = ("spd-say", "espeak-ng", "espeak", "say")
"""The tools in the order in which they are tried."""


_SPD_RATES = ((80, -100), (170, 0), (450, 100))
"""Words a minute of Speech Dispatcher with espeak-ng, its usual voice, and the rates that bring them."""


class Spoken(NamedTuple):
    """One sentence to be spoken."""

    text: str
    is_minor: bool
    """True if it is left out while another one is spoken."""


class Voice:
    """Speaks with the first tool that works; one that does not is named once."""

    def __init__(
        self,
        *,
        find: Callable[[str], str | None] = shutil.which,
        report: Callable[[str], None] = lambda _sentence: None,
        clock: Callable[[], float] = time.monotonic,
        words_per_minute: int = 0,
    ) -> None:
        """Create a voice that has started nothing yet.

        Args:
            find: returns the path of a program, or None.
            report: says once that no tool speaks; called from a thread.
            clock: returns seconds.
            words_per_minute: the speed; 0 is the tool's own.
        """
        self.words_per_minute = words_per_minute
        self._find = find
        self._report = report
        self._clock = clock
        self._condition = threading.Condition()
        self._waiting: Spoken | None = None
        self._thread: threading.Thread | None = None
        self._is_busy = False
        """True from the moment at which a sentence is taken to the end of its tool."""
        self._process: subprocess.Popen[bytes] | None = None
        self._is_ended_by_us = False
        self._is_stopped = False
        """True if the sentence that was taken last is not wanted any more."""
        self._tools: list[str] | None = None
        """The paths of the tools that may work; None before they were looked for."""
        self._has_reported = False
        self._unfinished = 0
        """The sentences in a row in which the tool had the time to end, and did not."""

    @property
    def tools(self) -> list[str]:
        """The paths of the tools that are here and have not failed, the first one first."""
        if self._tools is None:
            self._tools = [path for name in TOOLS if (path := self._find(name))]
        return self._tools

    @property
    def is_speaking(self) -> bool:
        """True while a sentence waits or is being spoken."""
        return self._waiting is not None or self._is_busy

    @property
    def _slowness(self) -> float:
        """The factor by which this voice may take longer for a word than a slow one; 1 at least."""
        return max(1.0, SLOW_WORDS_A_MINUTE / (self.words_per_minute or SLOW_WORDS_A_MINUTE))

    def speak(self, text: str, *, is_minor: bool = False) -> None:
        """Let a text be spoken, instead of the one that is being spoken; returns at once.

        Args:
            text: sentences without control characters.
            is_minor: leave it out while another one is spoken, or waits to be.
        """
        with self._condition:
            if is_minor and self.is_speaking:
                return
            self._waiting = Spoken(text, is_minor)
            self._end_process()
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="voice", daemon=True)
                self._thread.start()
            self._condition.notify()

    def stop(self) -> None:
        """Be silent at once."""
        with self._condition:
            self._waiting, self._is_stopped = None, True
            self._end_process()

    def say_now(self, text: str) -> str:
        """Speak in the calling thread and return the name of the tool that did; empty where none has spoken."""
        for tool in tuple(self.tools):
            if self._say_with(tool, Spoken(text, is_minor=False)):
                return tool.rpartition("/")[2]
        return ""

    def wait_until_started(self, limit_seconds: float) -> None:
        """Wait until the last sentence has reached its tool, which goes on when this program has ended."""
        with self._condition:
            self._condition.wait_for(
                lambda: self._waiting is None and (self._process is not None or not self._is_busy), limit_seconds
            )

    def _end_process(self) -> None:
        """End the tool that speaks; one that has not ended by the next time is killed."""
        if self._process is None:
            return
        with suppress(OSError):
            if self._is_ended_by_us:
                self._process.kill()
            else:
                self._process.terminate()
        self._is_ended_by_us = True

    def _run(self) -> None:
        while True:
            with self._condition:
                while self._waiting is None:
                    self._condition.wait()
                spoken, self._waiting = self._waiting, None
                self._is_busy, self._is_stopped = True, False
            self._say(spoken)
            with self._condition:
                self._is_busy = False
                self._condition.notify_all()

    def _say(self, spoken: Spoken) -> None:
        """Speak one sentence with the first tool that does, and wait until it has ended."""
        while self.tools:
            if self._say_with(self.tools[0], spoken):
                return
            self.tools.pop(0)
        if not self._has_reported:
            self._has_reported = True
            self._report(words().no_voice.format(tools=", ".join(TOOLS)))

    def _say_with(self, tool: str, spoken: Spoken) -> bool:
        """Speak with one tool; return False if it did not speak."""
        began = self._clock()
        try:
            process = start_tool(
                speech_command(tool, spoken, self._language_of(tool), self.words_per_minute), spoken.text
            )
        except OSError:
            return False
        with self._condition:
            self._process, self._is_ended_by_us = process, False
            if self._waiting is not None or self._is_stopped:
                self._end_process()  # that came while this one started
            self._condition.notify_all()
        try:
            code = process.wait(MOST_SECONDS_MORE + MOST_SECONDS_A_WORD * self._slowness * len(spoken.text.split()))
        except subprocess.TimeoutExpired:
            process.kill()
            code = process.wait() or 1
        with self._condition:
            self._process = None
            was_ended = self._is_ended_by_us
        took, count = self._clock() - began, len(spoken.text.split())
        if was_ended:
            self._unfinished += took > SECONDS_A_WORD * self._slowness * count + 1
            has_hung = self._unfinished >= MOST_UNFINISHED
        else:
            self._unfinished, has_hung = 0, False
        self._unfinished = 0 if has_hung else self._unfinished
        return not has_hung if was_ended else code == 0 and took >= LEAST_SECONDS_A_WORD * count

    def _language_of(self, tool: str) -> str:
        """Return how a tool is told the language: its code, or for `say` the name of a voice that has it."""
        return find_mac_voice(tool, language()) if tool.endswith("/say") else language()


def speech_command(tool: str, spoken: Spoken, voice: str, words_per_minute: int = 0) -> tuple[str, ...]:
    """Return the command that speaks a text, which goes to its standard input, or behind `--` for `spd-say`.

    Args:
        tool: the path of the tool.
        spoken: the sentence.
        voice: the language's code, or the name of a voice for `say`; empty is the voice of the system.
        words_per_minute: the speed; 0 is the tool's own.
    """
    speed = str(words_per_minute)
    match tool.rpartition("/")[2]:
        case "spd-say":
            # Its priorities do for other programs what `is_minor` does here: a screen reader is never cut off by it.
            priority = "notification" if spoken.is_minor else "text"
            rate = ("--rate", str(spd_rate(words_per_minute))) if words_per_minute else ()
            return (tool, "--wait", "--priority", priority, "--language", voice, *rate, "--", spoken.text)
        case "say":
            return (tool, *(("-v", voice) if voice else ()), *(("-r", speed) if words_per_minute else ()), "-f", "-")
        case _:
            return (tool, "-v", voice, *(("-s", speed) if words_per_minute else ()), "--stdin")


def spd_rate(words_per_minute: int) -> int:
    """Return the rate of Speech Dispatcher, from -100 to 100, that is nearest to a speed with its usual voice."""
    (slow, _), (usual, _), (fast, _) = _SPD_RATES
    most = fast - usual if words_per_minute > usual else usual - slow
    return max(-100, min(100, round(100 * (words_per_minute - usual) / most)))


def start_tool(command: tuple[str, ...], text: str) -> subprocess.Popen[bytes]:
    """Start a tool without a shell, and hand it the text on its standard input.

    Raises:
        OSError: it cannot be started.
    """
    process = subprocess.Popen(
        command,
        bufsize=0,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    if process.stdin is not None:
        with process.stdin, suppress(OSError):  # it has ended already, which its exit code tells
            process.stdin.write(f"{text}\n".encode())
    return process


def find_mac_voice(tool: str, code: str) -> str:
    """Return the name of the first voice of `say` for a language; empty where it tells of none."""
    try:
        listed = subprocess.run(
            (tool, "-v", "?"), stdin=subprocess.DEVNULL, capture_output=True, timeout=LIST_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    for line in listed.stdout.decode("utf-8", "replace").splitlines():
        name, _, _example = line.partition("#")
        *words, locale = name.split() or [""]
        if words and locale.replace("-", "_").partition("_")[0] == code:
            return " ".join(words)
    return ""


class SpokenCues:
    """The sentences of one routine: its steps as they fit into their time, and the rule when to stop."""

    def __init__(self, stop_line: str) -> None:
        """Begin a routine.

        Args:
            stop_line: the conditions to stop, said with the first step that has room for them.
        """
        self._announcer = Announcer((stop_line,) if stop_line else (), QUIET_SHARE)

    def text(self, cue: Cue, frame: Frame, otherwise: str) -> str:
        """Return what is spoken for a cue; empty for none.

        Args:
            cue: the cue.
            frame: the moment.
            otherwise: the sentence of a cue that is spoken as it is notified.
        """
        match cue:
            case Cue.BEGIN | Cue.STEP | Cue.SWITCH:
                said = self._announcer.step(StepMoment.of_frame(frame))
                return " ".join(filter(None, (said.instruction, said.lead_in, *said.beside)))
            case Cue.ANSWER if not frame.is_waiting:
                return self._announcer.step(StepMoment.of_frame(frame)).instruction
            case Cue.ANSWER:
                return words().waits_for_answer
            case Cue.QUESTION:
                return frame.question.ask if frame.question is not None else ""
            case Cue.HALF:
                return words().half_way_left.format(time=spoken_length(frame.remaining_seconds))
        return otherwise
