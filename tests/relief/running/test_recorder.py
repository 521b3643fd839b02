"""Heat or cold belongs to the open episode of the place it is for, and to no other."""

from spasmtui.relief.routines.loader import RoutineBook
from spasmtui.relief.running.recorder import RunRecorder
from spasmtui.relief.session.session import Session
from tests.conftest import FakeClock
from tests.relief.conftest import FakeDiary, InlineQueue


def test_heat_joins_the_newest_open_episode_that_may_be_of_its_place_and_side(
    book: RoutineBook, clock: FakeClock
) -> None:
    diary_port = FakeDiary()
    for place, sore in (("neck", None), ("calf", "left"), ("calf", "right"), ("foot", "both")):
        diary_port.start_episode(place=place, side=sore, started_at=clock.now())
    joined: list[str | None] = []
    for named, side in (
        ("calf", "left"),
        ("calf", None),
        ("neck", "left"),
        ("foot", "right"),
        ("hip", None),
        (None, None),
    ):
        recorder = RunRecorder(diary_port, place=named, clock=clock, background=InlineQueue())
        recorder.join_episode(Session.create(book.routine("heat-session"), side))
        joined.append(recorder.episode)
    assert joined == ["e2", "e3", "e1", "e4", None, "e4"]
