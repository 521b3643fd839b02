"""What a place may still have of heat and cold, and the words of it."""

from datetime import UTC, datetime

import pytest

from spasmtui.relief.routines.loader import RoutineBook
from spasmtui.relief.routines.model import Answer, Kind
from spasmtui.relief.session.session import Session
from spasmtui.relief.session.skin_limits import (
    Allowance,
    SkinUse,
    early_question,
    find_allowance,
    limited,
    refusal,
)
from spasmtui.relief.session.states import Event, State
from spasmtui.relief.session.transitions import apply_event, rejection_reason
from tests.relief.conftest import CONTENT
from tests.support.cases import with_each

BOOK = RoutineBook(CONTENT)
HEAT, COLD = BOOK.routine("heat-session"), BOOK.routine("cold-session")
NOW = datetime(2026, 11, 22, 3, 16, tzinfo=UTC)
HOUR = 3600


def use(
    kind: Kind = Kind.HEAT,
    *,
    seconds: float = 300,
    ago: float = 240,
    place: str | None = None,
    side: str | None = None,
    wait: float = HOUR,
) -> SkinUse:
    return SkinUse(kinds=frozenset({kind}), place=place, side=side, seconds=seconds, seconds_ago=ago, wait_seconds=wait)


def left(*uses: SkinUse, place: str | None = None, side: str | None = None, cold: bool = False) -> int:
    return find_allowance(COLD if cold else HEAT, place, side, uses).seconds


def test_a_place_that_had_nothing_may_have_the_longest_time() -> None:
    assert find_allowance(HEAT, "calf", "left", ()) == Allowance(seconds=1200)


@with_each(
    ("uses", "seconds"),
    [
        ((use(seconds=60),), 1140),
        ((use(seconds=61),), 1080),  # whole minutes
        ((use(seconds=300), use(seconds=600, ago=3000)), 300),
        ((use(seconds=1141),), 0),
        ((use(seconds=9000),), 0),
        ((use(ago=HOUR - 1),), 900),
        ((use(ago=HOUR),), 1200),
    ],
)
def test_within_the_wait_heat_has_what_is_left_of_twenty_minutes(uses: tuple[SkinUse, ...], seconds: int) -> None:
    assert left(*uses) == seconds


def test_cold_waits_for_two_hours() -> None:
    assert left(use(Kind.COLD, ago=2 * HOUR - 1, wait=2 * HOUR), cold=True) == 900
    assert left(use(Kind.COLD, ago=2 * HOUR, wait=2 * HOUR), cold=True) == 1200


def test_the_longer_wait_counts_of_the_one_before_and_the_one_that_starts() -> None:
    assert left(use(ago=2 * HOUR, wait=3 * HOUR)) == 900
    assert left(use(ago=HOUR - 1, wait=600)) == 900


def test_between_heat_and_cold_the_wait_is_as_long_as_the_one_before_lasted() -> None:
    assert left(use(Kind.COLD, seconds=600, ago=599)) == 600
    assert left(use(Kind.COLD, seconds=600, ago=600)) == 1200
    assert left(use(seconds=600, ago=10), cold=True) == 600


@with_each(
    ("place", "side", "is_same"),
    [("calf", "left", True), (None, None, True), ("calf", None, True), (None, "left", True),
     ("neck", "left", False), ("calf", "right", False), (None, "right", False)],
)  # fmt: skip
def test_another_place_or_side_has_its_own_and_one_not_recorded_may_be_the_same(
    place: str | None, side: str | None, is_same: bool
) -> None:
    assert (left(use(place="calf", side="left"), place=place, side=side) == 900) is is_same


def test_a_word_that_is_no_place_of_the_body_is_no_place_of_its_own() -> None:
    assert left(use(place="calf-2"), place="calf") == 900
    assert left(use(place="calf"), place="my sofa") == 900


def test_the_question_says_when_the_last_ended_and_asks() -> None:
    question = early_question(find_allowance(HEAT, None, None, (use(seconds=60),)), NOW)
    assert question.ask == (
        "The last heat ended at 03:12, 4 min ago. The skin should rest until 04:12. Does it feel and look normal, and "
        "do you want to start now all the same, for 19 min at most?"
    )
    assert question.stop_on is Answer.NO
    assert question.then == "Wait until 04:12, and until the skin feels and looks normal."


@pytest.mark.parametrize(
    ("last", "words"),
    [
        (use(seconds=1200), "The last heat ended at 03:12, 4 min ago."),
        (use(Kind.COLD, seconds=1200), "The last cold ended at 03:12, 4 min ago."),
        (use(seconds=1200)._replace(kinds=HEAT.skin_kinds | COLD.skin_kinds),
         "The last heat or cold ended at 03:12, 4 min ago."),
        (use(seconds=1200, ago=0.5), "Heat or cold has only just ended there, or is still on."),
    ],
)  # fmt: skip
def test_a_refusal_says_when_it_may_start_again(last: SkinUse, words: str) -> None:
    until = "04:16" if last.seconds_ago < 1 else "03:32" if last.kinds == COLD.skin_kinds else "04:12"
    text = refusal(find_allowance(HEAT, None, None, (last,)), NOW)
    assert text == (
        f"{words} The skin has had as much as it can take for now. Wait until {until}, and until the skin feels and "
        "looks normal."
    )


# What a session makes of it


def running(session: Session) -> Session:
    session = apply_event(session, Event.START, 0.0)
    while session.state is State.ASKING:
        stop_on = session.routine.asks_before[session.question].stop_on
        session = apply_event(session, Event.NO if stop_on is Answer.YES else Event.YES, session.seen)
    return session


def on_skin(session: Session) -> list[int]:
    return [segment.seconds for segment in session.plan if segment.is_on_skin]


QUESTION = early_question(find_allowance(HEAT, None, None, (use(),)), NOW)


def test_a_limited_session_asks_first_and_is_no_longer_than_its_limit() -> None:
    session = Session.create(HEAT, skin_seconds=1200).limited(420, QUESTION)
    assert session.routine.asks_before[0] is QUESTION
    assert session.routine.asks_before[1:] == HEAT.asks_before
    assert on_skin(session) == [300, 120]
    assert [segment.kind.value for segment in session.plan] == ["prep", "heat", "check", "heat", "done"]
    session = running(session)
    assert session.frame(0.0).skin_longest_seconds == 420
    at_last = session._replace(step_index=3, into=1.0, on_skin=301.0)
    assert rejection_reason(at_last, Event.LONGER) == (
        "No longer than 7 minutes on the skin, because more can harm it unnoticed."
    )


def test_a_question_that_comes_late_does_not_take_the_place_of_the_one_that_stands() -> None:
    asking = apply_event(Session.create(HEAT), Event.START, 0.0)
    later = asking.limited(600, QUESTION)
    assert later.frame(0.0).question == HEAT.asks_before[0]
    assert later.routine.asks_before[1] is QUESTION


def test_a_session_that_has_begun_asks_again_only_while_nothing_is_on_the_skin() -> None:
    preparing = running(Session.create(HEAT))
    asked = preparing.limited(300, QUESTION)
    assert (asked.state, asked.frame(0.0).question) == (State.ASKING, QUESTION)
    assert on_skin(asked) == [300]
    assert apply_event(asked, Event.YES, 0.0).state is State.RUNNING
    assert apply_event(asked, Event.NO, 0.0).reason == "Wait until 04:12, and until the skin feels and looks normal."
    warm = preparing.caught_up(100.0).limited(60, QUESTION)
    assert warm.state is State.RUNNING
    assert warm.caught_up(101.0).state is State.STOPPED


def test_a_session_without_limits_for_the_skin_is_never_limited() -> None:
    calf = BOOK.find("calf").routine
    assert limited(calf, 60) is calf
    assert limited(HEAT, 1200) is HEAT


def test_a_refused_session_has_the_reason_and_no_question() -> None:
    session = Session.create(HEAT).refused("Wait.")
    assert (session.state, session.reason, session.refusing_question) == (State.REFUSED, "Wait.", None)


def test_heat_is_not_done_once_more_before_its_wait_is_over() -> None:
    finished = running(Session.create(HEAT))._replace(state=State.FINISHED)
    reason = "Wait at least 1 h before the next one, and until the skin feels and looks normal."
    assert rejection_reason(finished, Event.AGAIN) == reason
    assert apply_event(finished, Event.AGAIN, 1.0).state is State.FINISHED
    calf = running(Session.create(BOOK.find("calf").routine))._replace(state=State.FINISHED)
    assert rejection_reason(calf, Event.AGAIN) is None
