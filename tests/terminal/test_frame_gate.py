"""How much may be under way to the terminal, on lines of every rate and delay, in time that the test makes."""

from collections import deque
from itertools import product

import pytest
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style

from spasmtui.terminal.frame_gate import (
    BLOCKED_SECONDS,
    FIRST_BYTES,
    LEAST_BYTES,
    MOST_MISSES,
    PAINTED_BYTES,
    PATIENCE_SECONDS,
    QUESTION,
    QUEUE_SECONDS,
    FrameGate,
    PiecesWithin,
    byte_count,
    rows_first,
)
from spasmtui.terminal.screen_buffer import ScreenBuffer
from tests.support.cases import with_each
from tests.support.terminal import cells_after


class Line:
    """A line of one rate and delay with a terminal that answers at its end, or does not."""

    def __init__(self, rate: float, delay: float = 0.0, *, answers: bool = True) -> None:
        self.now = 0.0
        self.rate, self.delay, self.answers = rate, delay, answers
        self.gate = FrameGate(lambda: self.now)
        self.is_free_at = 0.0
        self.under_way: deque[float] = deque()
        """When each answer reaches the program."""
        self.shown = 0
        self.most_waiting_seconds = 0.0

    def begin(self, *, is_remote: bool = True, has_painted: bool = False) -> None:
        self.put(self.gate.begin(is_remote=is_remote, has_painted=has_painted))

    def put(self, data: str) -> None:
        self.is_free_at = max(self.is_free_at, self.now)
        for piece in data.split(QUESTION)[:-1] if QUESTION in data else [data]:
            self.is_free_at += (len(piece) + 4) / self.rate
            if self.answers and QUESTION in data:
                self.under_way.append(self.is_free_at + self.delay)
        self.shown += len(data)
        self.most_waiting_seconds = max(self.most_waiting_seconds, self.is_free_at - self.now)

    def run(self, seconds: float, *, frame: int = 1_000_000, every: float = 0.0) -> int:
        """Send frames of so many bytes for some time; return how many bytes were sent."""
        before, wanted, next_at = self.shown, 0, self.now
        ends_at = self.now + seconds
        while self.now < ends_at:
            while self.under_way and self.under_way[0] <= self.now:
                self.under_way.popleft()
                self.gate.answered(self.now)
            if self.now >= next_at:
                wanted, next_at = frame, self.now + every if every else ends_at
            while wanted > 0 and (room := self.gate.room()) != 0:
                size = wanted if room is None else min(room, wanted)
                self.put(self.gate.with_questions("x" * size))
                wanted -= size
            events = [ends_at, *list(self.under_way)[:1], *([next_at] if every else [])]
            self.now = max(
                self.now + 1e-4, min([*events, self.now + self.gate.seconds_to_wait()] if wanted else events)
            )
        return self.shown - before


TEXT = "Straighten the cramped leg. "
PIECES = [(3, row, (Segment(TEXT, Style(color="red")), Segment("██  ██"))) for row in range(4)]


def seen_after(output: str) -> list[list[tuple[str, str]]]:
    """Return each cell's text and colour; a blank has none that is seen."""
    return [
        [(cell.text, cell.foreground if cell.text != " " else "") for cell in row]
        for row in cells_after(output.encode(), (40, 4))
    ]


def test_as_many_pieces_are_written_as_fit_and_the_rest_with_the_next_frames() -> None:
    at_once = ScreenBuffer(40, 4).write(PIECES, ColorSystem.TRUECOLOR)
    buffer, frames = ScreenBuffer(40, 4), list[str]()
    is_cut = True
    while is_cut and len(frames) < 99:
        out: list[str] = []
        within = PiecesWithin(PIECES, out, 40)
        frames.append(buffer.write(within, ColorSystem.TRUECOLOR, out))
        is_cut = within.is_cut
    assert max(map(byte_count, frames)) <= 40 + 50
    assert 3 < len(frames) < 12
    assert seen_after("".join(frames)) == seen_after(at_once)


def test_rows_that_a_key_has_changed_are_written_first_and_those_of_the_last_key_before_all() -> None:
    assert [row for _, row, _ in rows_first(PIECES, {3: 1, 2: 2})] == [2, 3, 0, 1]


LINES = [*product((120, 240, 960, 1920, 7000, 100_000), (0.0, 0.02, 0.6, 1.2))]
"""(bytes a second, seconds until the answer on the idle line)."""


@pytest.mark.long
@with_each("rate, delay", LINES)
def test_a_key_never_waits_long_behind_output_and_the_line_is_not_left_idle(rate: float, delay: float) -> None:
    line = Line(rate, delay)
    line.begin()
    line.run(FIRST_BYTES / rate + 4 * delay + 4)
    line.most_waiting_seconds = 0.0
    sent = line.run(10)
    # A whole piece goes out at once.
    assert line.most_waiting_seconds <= QUEUE_SECONDS + (LEAST_BYTES + 12) / rate + 0.03
    assert sent >= min(0.5 * rate, 30_000) * 10, f"only {sent / 10:.0f} bytes a second"


@pytest.mark.long
@with_each("rate, delay", LINES)
def test_one_frame_a_second_is_sent_at_once_and_whole_where_the_line_carries_it(rate: float, delay: float) -> None:
    line = Line(rate, delay)
    line.begin()
    line.run(FIRST_BYTES / rate + 4 * delay + 4)
    line.run(5, frame=0)
    assert line.run(10, frame=60, every=1.0) >= 9 * 60


@with_each("rate, delay", LINES)
def test_a_line_is_judged_by_its_rate_whatever_its_delay(rate: float, delay: float) -> None:
    line = Line(rate, delay)
    line.begin(has_painted=True)
    assert line.gate.is_slow is None
    assert not line.gate.has_room_for_drawings
    line.run(20, frame=200, every=2.0)
    assert line.gate.is_slow is (rate < 1500)


@with_each("rate, delay", LINES)
def test_the_delay_of_a_line_is_what_its_quickest_answer_took_less_the_time_of_the_question(
    rate: float, delay: float
) -> None:
    line = Line(rate, delay)
    line.begin()
    line.run(20, frame=20, every=4.5)
    assert line.gate.delay_seconds == pytest.approx(delay, abs=0.02)
    # An answer that a loaded machine holds up tells nothing of the line.
    for late in (0.4, 0.8):
        line.delay = delay + late
        line.run(5, frame=20, every=5)
        assert line.gate.delay_seconds == pytest.approx(delay, abs=0.02)


def test_a_fast_line_is_not_called_slow_for_the_time_that_a_loaded_machine_takes_to_answer() -> None:
    line = Line(1e6, 0.02)
    line.begin()
    for late in (0.0, 0.04, 0.005, 0.03, 2.0, 0.0, 0.04, 0.01) * 4:
        line.delay = 0.02 + late
        line.run(2.2, frame=120, every=2.2)
        assert line.gate.is_slow is not True


def test_before_the_first_answer_a_screen_of_text_may_be_sent_or_little_behind_a_painted_one() -> None:
    for has_painted, most in ((False, FIRST_BYTES), (True, PAINTED_BYTES)):
        line = Line(240)
        line.begin(has_painted=has_painted)
        assert most - 10 <= line.run(0.01) <= most + 20


def test_a_terminal_on_this_machine_is_asked_nothing_before_a_write_was_blocked_nor_once_its_line_is_fast() -> None:
    line = Line(1e6)
    line.begin(is_remote=False)
    assert line.gate.room() is None
    assert line.gate.with_questions("frame") == "frame"
    line.gate.note_write(BLOCKED_SECONDS / 2)
    assert not line.gate.is_asking
    line.gate.note_write(BLOCKED_SECONDS)
    assert line.gate.is_asking
    assert line.gate.room() == LEAST_BYTES
    line.run(20, frame=100, every=0.2)
    assert not line.gate.is_asking
    assert line.gate.room() is None


def test_a_line_that_blocks_goes_on_to_be_asked_while_it_is_slow() -> None:
    line = Line(240)
    line.begin(is_remote=False)
    line.put("x" * 4096)  # what the kernel holds
    line.gate.note_write(1.0)
    line.run(60, frame=100, every=1.0)
    assert line.gate.is_asking
    assert line.gate.is_slow
    assert line.is_free_at - line.now < 1


def test_a_terminal_that_never_answers_gets_everything_and_is_soon_asked_no_more() -> None:
    line = Line(1e6, answers=False)
    line.begin()
    questions = line.run(40, frame=4000)
    assert questions >= 4000
    assert line.gate.room() is None
    assert not line.gate.is_waiting
    assert PATIENCE_SECONDS * (2**MOST_MISSES - 1) < 40
    line.gate.answered(line.now)  # after all
    assert line.gate.is_asking


def test_answers_that_were_lost_or_come_late_hold_nothing_up_for_long() -> None:
    line = Line(240)
    line.begin()
    line.run(20)
    for is_lost in (True, False):
        line.answers = False
        if not is_lost:
            line.under_way = deque(at + 9 for at in line.under_way)
        line.run(8)
        line.answers = True
        line.run(10)
        line.most_waiting_seconds = 0.0
        assert line.run(20) >= 0.5 * 240 * 20
        assert line.most_waiting_seconds < 0.5


def test_bytes_without_a_question_count_and_the_end_asks_no_more() -> None:
    line = Line(240)
    line.begin()
    line.run(20, frame=60, every=1.0)
    room = line.gate.room()
    line.gate.note(LEAST_BYTES)
    assert (line.gate.room() or 0) <= (room or 0)
    line.gate.end()
    assert line.gate.with_questions("x") == "x"
    assert line.gate.unanswered == 0
