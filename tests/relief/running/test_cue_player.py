"""CuePlayer: what is played when, and that nothing is played that cannot or should not be."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from spasmtui.relief.running.cue_player import CuePlayer, notification
from spasmtui.relief.running.cue_voice import TOOLS, Voice
from spasmtui.relief.running.runner import SessionRunner
from spasmtui.relief.session.breathing import breath_at
from spasmtui.relief.session.cues import Cue, cues_between
from spasmtui.relief.session.states import Event
from spasmtui.shared.settings import ReliefSettings
from tests.conftest import FakeClock

NIGHT = datetime(2026, 11, 22, 3, 12, tzinfo=UTC)
DAY = datetime(2026, 11, 22, 14, 0, tzinfo=UTC)
ALL = ReliefSettings(notify=True, speech=True, flash="always")


class SilentVoice(Voice):
    """Remembers what it is told to speak; `|` is where it was told to be silent."""

    def __init__(self, tools: tuple[str, ...]) -> None:
        super().__init__(find=lambda name: f"/bin/{name}" if name in tools else None)
        self.spoken: list[str] = []

    def speak(self, text: str, *, is_minor: bool = False) -> None:
        self.spoken.append(f"({text})" if is_minor else text)

    def stop(self) -> None:
        self.spoken.append("|")


class Heard:
    """Remembers what was played."""

    def __init__(
        self, settings: ReliefSettings, *, tools: tuple[str, ...] = ("espeak-ng",), can_escape: bool = True
    ) -> None:
        self.written = ""
        self.flashes = 0
        self.voice = SilentVoice(tools)
        self.cues = CuePlayer(settings, write=self.write, flash=self.flash, can_escape=can_escape, voice=self.voice)

    @property
    def spoken(self) -> list[str]:
        return self.voice.spoken

    def write(self, text: str) -> None:
        self.written += text

    def flash(self) -> None:
        self.flashes += 1


@pytest.fixture
def frame(make_runner: Callable[..., SessionRunner]) -> object:
    made = make_runner("calf")
    made.start()
    return made.tick()


def test_a_switch_rings_twice_notifies_and_is_spoken(frame: object) -> None:
    heard = Heard(ALL)
    switched = frame._replace(segment=frame.segment._replace(is_switch=True))  # type: ignore[attr-defined]
    heard.cues.play(Cue.SWITCH, switched, NIGHT)
    assert heard.written == "\a\a" + notification("Change sides. Straighten the cramped leg. Breathe out.")
    assert heard.spoken == ["Change sides. Straighten the cramped leg. Breathe out. 5 seconds."]
    assert heard.flashes == 1


def test_at_night_nothing_flashes_unless_it_was_asked_for(frame: object) -> None:
    for settings, now, flashes in (
        (ReliefSettings(), NIGHT, 0),
        (ReliefSettings(), DAY, 1),
        (ReliefSettings(flash="never"), DAY, 0),
    ):
        heard = Heard(settings)
        heard.cues.play(Cue.STEP, frame, now)  # type: ignore[arg-type]
        assert heard.flashes == flashes


def test_muted_is_silent(frame: object) -> None:
    heard = Heard(ALL)
    heard.cues.is_muted = True
    for cue in Cue:
        heard.cues.play(cue, frame, DAY)  # type: ignore[arg-type]
    assert (heard.written, heard.flashes, heard.spoken) == ("", 0, ["|", "|"])


def test_where_no_escape_may_be_written_there_is_none(frame: object) -> None:
    heard = Heard(ALL, can_escape=False)
    for cue in Cue:
        heard.cues.play(cue, frame, DAY)  # type: ignore[arg-type]
    assert set(heard.written) == {"\a"}


def test_the_first_voice_that_is_there_speaks() -> None:
    assert Heard(ALL, tools=("say", "spd-say")).cues.voice == "/bin/spd-say"
    assert Heard(ALL, tools=()).cues.voice == ""
    assert TOOLS == ("spd-say", "espeak-ng", "espeak", "say")


def test_a_routine_is_spoken_from_its_first_step_with_the_rule_when_to_stop_and_half_way(
    make_runner: Callable[..., SessionRunner], clock: FakeClock
) -> None:
    runner, heard = make_runner("calf"), Heard(ReliefSettings(bell=False, speech=True, flash="never"))
    runner.start()
    before = runner.tick()
    heard.cues.begin(runner.session, before, NIGHT)
    for _second in range(36):
        clock.advance(1.0)
        frame = runner.tick()
        for cue in cues_between(before, frame):
            heard.cues.play(cue, frame, NIGHT)
        before = frame
    runner.apply(Event.PAUSE)
    for cue in cues_between(before, runner.tick()):
        heard.cues.play(cue, before, NIGHT)
    assert heard.spoken == [
        "Straighten the cramped leg. Breathe out. Step 1 of 6, 5 seconds.",
        f"{runner.session.plan[1].say} Step 2 of 6, left, 30 seconds. {runner.session.routine.stop_line}",
        "(Halfway, 15 seconds left.)",
        "Keep the toes up, and rub the calf slowly and firmly. Step 3 of 6, left, 15 seconds.",
        "|",
    ]


def test_the_questions_before_heat_are_spoken(make_runner: Callable[..., SessionRunner], clock: FakeClock) -> None:
    runner, heard = make_runner("heat"), Heard(ReliefSettings(bell=False, speech=True, flash="never"))
    runner.start()
    first = runner.tick()
    heard.cues.begin(runner.session, first, NIGHT)
    runner.apply(Event.YES)
    clock.advance(0.1)
    second = runner.tick()
    for cue in cues_between(first, second):
        heard.cues.play(cue, second, NIGHT)
    assert heard.spoken == [question.ask for question in runner.session.routine.asks_before[:2]]


def test_a_notification_cannot_be_broken_out_of() -> None:
    assert notification("a\x1b]52;c;x\x07b\nc") == "\x1b]9;a]52,c,xb c\x1b\\\x1b]777;notify;spasmtui;a]52,c,xb c\x1b\\"


def test_a_breath_is_four_seconds_in_and_six_out() -> None:
    assert [breath_at(second) for second in (0, 3.9, 4, 9.9, 10)] == [
        "breathe in",
        "breathe in",
        "breathe out",
        "breathe out",
        "breathe in",
    ]
