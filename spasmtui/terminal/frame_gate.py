"""Let no more output be under way to the terminal than the line carries in a moment.

A write returns long before its bytes are shown: a kilobyte takes four seconds at 2,400 bit/s, and all that is queued
makes what is shown older. So a terminal at the end of such a line is asked for its status after each piece of output,
and its answer tells that everything before the question is shown. How long the answers take gives the rate of the line
and its delay, and these the bytes that may be under way. What waits meanwhile is never a frame but the knowledge that
the screen differs: the difference is made when it can be sent.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from math import inf
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import split_graphemes
from rich.segment import Segment

if TYPE_CHECKING:
    from collections.abc import Callable

    from spasmtui.terminal.screen_buffer import Piece

QUESTION = "\x1b[5n"
"""Asks the terminal for its status, which each terminal since the VT100 knows."""
ANSWER = "\x1b[0n"
"""The answer, which is always the same."""

BLOCKED_SECONDS = 0.05
"""A write that takes longer shows that the line is slow."""
QUEUE_SECONDS = 0.15
"""How long the line may take for the bytes under way, beside its delay: a key has to wait so long for its frame."""
LEAST_BYTES = 40
"""What may be under way on any line."""
MOST_BYTES = 65_536
"""What may be under way on the fastest line."""
FIRST_BYTES = 1024
"""What is sent before the first answer: the most of a screen of text."""
PAINTED_BYTES = 256
"""The same where the launcher has painted the first instruction, which may be under way itself."""
SLOW_RATE = 1500
"""Bytes a second below which drawings are left out: 9,600 bit/s are 960."""
JUDGED_BYTES = 300
"""The least number of bytes from whose answers the line is judged."""
LEAST_ANSWERS = 3
"""The least number of those answers."""
SHORTEST_BUSY_SECONDS = 0.001
SAME_MOMENT_SECONDS = 0.02
"""Two pieces of output that follow each other so soon go over any slow line without a pause."""

PROBE_SECONDS = 4.0
"""How often the delay of the line is measured while there is output."""
SLOWEST_RATE = 100
"""The bytes a second of the slowest line that is reckoned with."""
SHORTEST_WAIT_SECONDS = 0.01
PATIENCE_SECONDS = 2.0
"""How long an answer is waited for before more is sent; each further time twice as long."""
BLOCKED_PATIENCE_SECONDS = 6.0
"""The same where a write was blocked: the terminal's 4 KB of output before the question may take this long."""
MOST_MISSES = 3
"""A terminal that has not answered so many times in a row, and never before, is not asked again."""
ONE_KEY_SECONDS = 0.5
"""What changes on the screen so soon after a key is sent before all else."""

CHARACTERS_AT_ONCE = 8
"""The characters, beside blanks, of the parts into which a row is divided where only some of them may be sent."""


class _Question(NamedTuple):
    """A question that is not answered yet."""

    asked_at: float
    size: int
    """The bytes since the question before, and its own."""
    is_probe: bool
    """True if nothing was under way before it, so that its answer tells the delay of the line."""
    is_right_behind: bool
    """True if the line had no pause between the question before and these bytes."""


class FrameGate:
    """The state of the line to one terminal. Only `is_waiting` and `pressed_at` are used in more than one thread."""

    def __init__(self, elapsed: Callable[[], float]) -> None:
        """Begin without asking anything.

        Args:
            elapsed: returns seconds since a fixed moment.
        """
        self._elapsed = elapsed
        self.is_asking = False
        """True if output is followed by a question."""
        self.pressed_at = -inf
        """When the last key was pressed."""
        self.is_slow: bool | None = None
        """Whether the line is slow; None until enough answers have come."""
        self._is_remote = False
        self._first_bytes = FIRST_BYTES
        self._first_patience = PATIENCE_SECONDS
        self._forget()

    def _forget(self) -> None:
        self._questions: deque[_Question] = deque()
        self._unasked = 0
        """The bytes that were written since the last question."""
        self._sent = 0
        """The bytes that were sent since the line was idle."""
        self._delays: deque[float] = deque(maxlen=4)
        self._samples: deque[tuple[int, float]] = deque(maxlen=8)
        """(bytes, seconds for which the line was busy with them)."""
        self._answered_at = -inf
        self._probed_at = -inf
        self._misses = 0
        self._missed_at = -inf
        self._given_up = 0
        """The questions whose answers are not waited for, but may come."""
        self._has_answered = False

    def begin(self, *, is_remote: bool, has_painted: bool) -> str:
        """Begin at a terminal, and return what is to be written first; one on another machine is asked from the start.

        Args:
            is_remote: the terminal is on another machine, or its line is known to be slow.
            has_painted: the launcher has painted the first instruction.
        """
        self._forget()
        self._is_remote = self.is_asking = is_remote
        self._first_bytes = PAINTED_BYTES if has_painted else FIRST_BYTES
        self._first_patience = PATIENCE_SECONDS
        if not is_remote:
            return ""
        self._ask(0, is_probe=not has_painted)
        return QUESTION

    def end(self) -> None:
        """Ask no more: the terminal is given back."""
        self.is_asking = False
        self._forget()

    @property
    def unanswered(self) -> int:
        """The number of questions without an answer."""
        return len(self._questions)

    @property
    def is_waiting(self) -> bool:
        """True while a question is not answered, and an answer is expected."""
        return self.is_asking and bool(self._questions)

    @property
    def delay_seconds(self) -> float:
        """The seconds that an answer takes on the idle line, without the time for the question itself."""
        return max(0.0, min(self._delays) - self._question_seconds) if self._delays else 0.0

    @property
    def _question_seconds(self) -> float:
        return len(QUESTION) / self.rate if self._samples else 0.0

    @property
    def rate(self) -> float:
        """The bytes that the line carries in a second; 0 while nothing is known."""
        samples = sorted(self._samples, key=lambda sample: sample[1] / sample[0])
        if len(samples) > 3:
            samples = samples[1:-1]  # an answer that was held up for any reason, and the one that came with it
        return sum(size for size, _ in samples) / sum(busy for _, busy in samples) if samples else 0.0

    @property
    def has_room_for_drawings(self) -> bool:
        """True unless the line is slow, or may be for all that is known."""
        return not self.is_asking or self.is_slow is False

    @property
    def has_just_been_pressed(self) -> bool:
        """True for a moment after a key was pressed."""
        return self._elapsed() - self.pressed_at < ONE_KEY_SECONDS

    def room(self) -> int | None:
        """Return how many bytes may be sent just now; None where there is no limit."""
        self._lose_patience()
        if not self.is_asking:
            return None
        if not self._delays:
            # The line is left to come to rest, so that its delay can be measured.
            return max(0, self._first_bytes * (1 + self._misses) - self._sent)
        if not self._samples:
            return max(0, self._first_bytes - self._sent)
        most = min(max(LEAST_BYTES, QUEUE_SECONDS * self.rate), MOST_BYTES)
        waiting = self._seconds_till_idle
        room = round(most - waiting * self.rate) - self._unasked
        # Where the answers stay out, the line carries less than is known of it.
        expected = 1.5 * (self.delay_seconds + QUEUE_SECONDS) * self.rate + 2 * LEAST_BYTES
        if self._under_way > expected:
            return 0
        # Neither one cell after another, each with its question, nor never anything.
        return room if room >= max(LEAST_BYTES, most / 2) else LEAST_BYTES if not waiting else 0

    @property
    def _under_way(self) -> int:
        return sum(question.size for question in self._questions)

    @property
    def _seconds_till_idle(self) -> float:
        """The seconds until the line has carried what is under way, as far as that is known."""
        rate, idle_at = self.rate, self._answered_at - self.delay_seconds
        for question in self._questions:
            idle_at = max(idle_at, question.asked_at) + question.size / rate
        return max(0.0, idle_at - self._elapsed())

    def note(self, size: int) -> None:
        """Note bytes that are written without a question."""
        if self.is_asking:
            self._unasked += size

    def with_questions(self, data: str) -> str:
        """Return output with the questions that it is sent with, and note both."""
        if not self.is_asking:
            return data
        before = ""
        if not self._questions and (not self._samples or self._elapsed() - self._probed_at >= PROBE_SECONDS):
            before = QUESTION
            self._ask(0, is_probe=not self._unasked)
        self._ask(byte_count(data))
        return f"{before}{data}{QUESTION}"

    def _ask(self, size: int, *, is_probe: bool = False) -> None:
        now = self._elapsed()
        if is_probe:
            self._probed_at = now
        size += self._unasked + len(QUESTION)
        is_right_behind = bool(self._questions) and now - self._questions[-1].asked_at < SAME_MOMENT_SECONDS
        self._questions.append(_Question(now, size, is_probe, is_right_behind))
        self._unasked = 0
        self._sent += size

    def answered(self, now: float) -> None:
        """Note an answer that came at the moment `now`."""
        if self._given_up:
            self._given_up -= 1
            self._misses, self._answered_at = 0, now
            return
        if not self._questions:
            return
        question = self._questions.popleft()
        self._has_answered, self._misses, self.is_asking = True, 0, True
        delay = max(0.0, now - question.asked_at)
        if question.is_probe:
            self._delays.append(delay)
        elif self._delays:
            self._delays[-1] = min(self._delays[-1], delay)
        if not question.is_probe and (self._delays or question.is_right_behind):
            began = question.asked_at + self.delay_seconds if self._delays else self._answered_at
            busy = now - max(began, self._answered_at)
            if busy < PATIENCE_SECONDS + question.size / SLOWEST_RATE:  # else the line stood still
                self._samples.append((question.size, max(busy, SHORTEST_BUSY_SECONDS)))
        self._answered_at = now
        if not self._questions:
            self._sent = 0
        self._judge()

    def _judge(self) -> None:
        """Judge the line by the middle one of its last answers: any one may be held up, or come with another."""
        rates = sorted(size / busy for size, busy in self._samples)
        rate = rates[len(rates) // 2] if rates else 0.0
        if rate > 2 * SLOW_RATE:
            self.is_slow = False
            if not self._is_remote and len(rates) == self._samples.maxlen:
                self.end()
        elif len(rates) >= LEAST_ANSWERS and sum(size for size, _ in self._samples) >= JUDGED_BYTES:
            self.is_slow = rate < SLOW_RATE or self.is_slow is True

    def note_write(self, seconds: float) -> None:
        """Note how long a write has been blocked."""
        if seconds >= BLOCKED_SECONDS and not self.is_asking and not self._misses:
            self._forget()
            self.is_asking = True
            self._first_bytes, self._first_patience = LEAST_BYTES, BLOCKED_PATIENCE_SECONDS

    def seconds_to_wait(self) -> float:
        """Return after how long to ask for room again, if no answer comes before."""
        if self._samples and self._delays and self.is_asking:
            return max(SHORTEST_WAIT_SECONDS, self._seconds_till_idle - QUEUE_SECONDS / 2)
        return max(SHORTEST_WAIT_SECONDS, self._patience_ends_at - self._elapsed()) if self._questions else 0.05

    @property
    def _patience_ends_at(self) -> float:
        if not self._questions:
            return inf
        since = max(self._questions[0].asked_at, self._missed_at, self._answered_at)
        rate = self.rate if self._samples else SLOWEST_RATE if self._has_answered else inf
        return since + self._first_patience * float(2**self._misses) + 2 * self._under_way / rate

    def _lose_patience(self) -> None:
        """Let more be sent to a terminal that does not answer; stop asking one that never did."""
        if not self._questions or self._elapsed() < self._patience_ends_at:
            return
        has_answered_since = self._answered_at > self._missed_at
        self._missed_at = self._elapsed()
        self._misses = min(self._misses + 1, MOST_MISSES)
        if self._has_answered:
            # The line stands still, and the answers will come; or they are lost, if others have come meanwhile.
            self._given_up = 0 if has_answered_since and self._given_up else self._given_up + len(self._questions)
            self._questions.clear()
            self._unasked = self._sent = 0
        elif self._misses == MOST_MISSES:
            self.is_asking = False


def byte_count(text: str) -> int:
    """Return the bytes of a text in UTF-8."""
    return len(text) if text.isascii() else len(text.encode("utf-8", "replace"))


class PiecesWithin:
    """Pieces of a screen, of which only as many are taken as fit into a number of bytes.

    It is an iterator that watches the output to which its pieces are written: `is_cut` tells afterwards that some were
    left out.
    """

    def __init__(self, pieces: Iterable[Piece], out: list[str], most_bytes: int) -> None:
        self._pieces = pieces
        self._out = out
        self._room = most_bytes
        self._counted = 0
        self.is_cut = False

    def __iter__(self) -> Iterator[Piece]:
        """Yield the pieces in parts of a few characters, until the output is full."""
        for x, y, segments in self._pieces:
            for part in _parts(segments):
                if self._is_full():
                    self.is_cut = True
                    return
                yield x, y, part
                x += sum(segment.cell_length for segment in part)

    def _is_full(self) -> bool:
        self._room -= sum(map(byte_count, self._out[self._counted :]))
        self._counted = len(self._out)
        return self._room <= 0


def _parts(segments: Iterable[Segment]) -> Iterator[list[Segment]]:
    """Yield segments in parts of `CHARACTERS_AT_ONCE`, each with the blanks behind it, which cost next to nothing."""
    part: list[Segment] = []
    room = CHARACTERS_AT_ONCE
    for segment in segments:
        text = "" if segment.control else segment.text
        while text:
            taken, count = _take(text, room)
            room -= count
            if taken:
                part.append(Segment(text[:taken], segment.style))
                text = text[taken:]
            if text:
                yield part
                part, room = [], CHARACTERS_AT_ONCE
    if part:
        yield part


def _take(text: str, most: int) -> tuple[int, int]:
    """Return the length of the beginning of a text with so many characters beside its blanks, and their number."""
    count = 0
    for start, stop, _width in split_graphemes(text)[0]:
        if text[start:stop] != " ":
            if count == most:
                return start, count
            count += 1
    return len(text), count


def rows_first(pieces: Iterable[Piece], numbers: Mapping[int, int]) -> list[Piece]:
    """Return pieces with those of the rows that have a number before the others, the highest number first."""
    return sorted(pieces, key=lambda piece: -numbers.get(piece[1], 0))
