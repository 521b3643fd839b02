"""CuePlayer: what is played when, and that nothing is played that cannot or should not be."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from spasmtui.relief.running.cue_player import VOICES, CuePlayer, notification
from spasmtui.relief.running.runner import SessionRunner
from spasmtui.relief.session.breathing import breath_at
from spasmtui.relief.session.cues import Cue
from spasmtui.shared.settings import ReliefSettings

NIGHT = datetime(2026, 11, 22, 3, 12, tzinfo=UTC)
DAY = datetime(2026, 11, 22, 14, 0, tzinfo=UTC)
ALL = ReliefSettings(notify=True, speech=True, flash="always")


class Heard:
    """Remembers what was played."""

    def __init__(
        self, settings: ReliefSettings, *, tools: tuple[str, ...] = ("espeak-ng",), can_escape: bool = True
    ) -> None:
        self.written = ""
        self.flashes = 0
        self.spoken: list[tuple[str, ...]] = []
        self.cues = CuePlayer(
            settings,
            write=self.write,
            flash=self.flash,
            can_escape=can_escape,
            speak=self.spoken.append,
            find=lambda name: f"/bin/{name}" if name in tools else None,
        )

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
    heard.cues.play(Cue.SWITCH, frame, NIGHT)  # type: ignore[arg-type]
    words = "Change sides. Straighten the cramped leg. Breathe out."
    assert heard.written == "\a\a" + notification(words)
    assert heard.spoken == [("/bin/espeak-ng", words)]
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
    assert (heard.written, heard.flashes, heard.spoken) == ("", 0, [])


def test_no_speech_tool_is_no_fault(frame: object) -> None:
    heard = Heard(ALL, tools=())
    heard.cues.play(Cue.STEP, frame, DAY)  # type: ignore[arg-type]
    assert heard.spoken == []
    assert heard.written == "\a"


def test_where_no_escape_may_be_written_there_is_none(frame: object) -> None:
    heard = Heard(ALL, can_escape=False)
    for cue in Cue:
        heard.cues.play(cue, frame, DAY)  # type: ignore[arg-type]
    assert set(heard.written) == {"\a"}


def test_the_first_voice_that_is_there_speaks() -> None:
    assert Heard(ALL, tools=("say", "spd-say")).cues.voice == ("/bin/spd-say",)
    assert [name for name, _words in VOICES] == ["spd-say", "espeak-ng", "say"]


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
