"""The form of a plan item: what is shown, stepped and typed, and why something cannot be used."""

from datetime import date, time

from hypothesis import given
from hypothesis import strategies as st

from spasmtui.plans.item_form import FIELDS, fault, refusal, same_as, step, typed, typed_words, value_words
from spasmtui.shared.plans.model import PlanItem, PlanSides
from tests.support.cases import with_each

TODAY = date(2026, 11, 30)
CALF = PlanItem("calf-wall")


@with_each(
    ("name", "text", "changed"),
    [
        ("times_a_day", "3", CALF._replace(times_a_day=3)),
        ("sets", "2", CALF._replace(sets=2)),
        ("days", "mon, wed and fri", CALF._replace(weekdays=(0, 2, 4))),
        ("days", "3", CALF._replace(days_a_week=3)),
        ("days", "daily", CALF),
        ("at", "8:00, 20:00", CALF._replace(at=(time(8), time(20)))),
        ("at", "", CALF),
        ("from_day", "1 Dec", CALF._replace(from_day=date(2026, 12, 1))),
        ("from_day", "", CALF),
        ("until", "10 Jan", CALF._replace(until=date(2027, 1, 10))),
        ("until", "2027-01-10", CALF._replace(until=date(2027, 1, 10))),
        ("until", "6 weeks", CALF._replace(until=date(2027, 1, 10))),
        ("by", "  Anna   Keller ", CALF._replace(by="Anna Keller")),
        ("note", "heel down", CALF._replace(note="heel down")),
    ],
)
def test_what_is_typed_is_read(name: str, text: str, changed: PlanItem) -> None:
    assert typed(CALF, name, text, TODAY) == changed


@with_each(
    ("name", "text", "why"),
    [
        ("times_a_day", "0", "It must be a whole number from 1 to 12."),
        ("sets", "many", "It must be a whole number from 1 to 20."),
        ("days", "xx", "'xx' is no day of the week. Write days such as mon,wed,fri, mon-fri, weekdays or weekends."),
        ("at", "25:00", "'25:00' is no time of day. Write it as in \"22:15\"."),
        ("until", "soon", "It must be a day such as 2026-11-30, tomorrow or friday, not 'soon'."),
    ],
)
def test_what_cannot_be_used_has_a_sentence(name: str, text: str, why: str) -> None:
    assert refusal(CALF, name, text, TODAY) == why


def test_a_last_day_before_the_first_is_refused() -> None:
    item = CALF._replace(from_day=date(2026, 12, 10), until=date(2026, 12, 1))
    assert fault(item) == "Its last day, Tue 1 Dec, is before its first, Thu 10 Dec."
    assert refusal(item._replace(until=None), "until", "2026-12-01", TODAY) == fault(item)


def test_the_arrow_keys_stay_within_what_a_plan_can_have() -> None:
    assert step(CALF, "times_a_day", -1, TODAY) == CALF
    assert step(CALF, "days", -1, TODAY) == CALF._replace(days_a_week=6)
    assert step(CALF._replace(weekdays=(0,)), "days", 1, TODAY) == CALF
    assert step(CALF, "sides", -1, TODAY).sides is PlanSides.BOTH
    assert step(CALF, "until", 1, TODAY).until == date(2026, 12, 6)
    assert step(CALF, "until", -1, TODAY).until == TODAY
    assert step(CALF, "from_day", 1, TODAY).from_day == date(2026, 12, 1)
    assert step(CALF, "note", 1, TODAY) == CALF


def test_a_routine_that_is_planned_twice_at_once_is_told() -> None:
    assert same_as(CALF, [PlanItem("calf-wall", times_a_day=2)])
    assert not same_as(CALF, [PlanItem("shin"), CALF._replace(sides=PlanSides.LEFT)])
    assert not same_as(CALF._replace(from_day=TODAY), [CALF._replace(until=date(2026, 11, 29))])


times = st.times().map(lambda at: at.replace(second=0, microsecond=0, fold=0))
items = st.builds(
    PlanItem, st.just("calf-wall"),
    times_a_day=st.integers(1, 12), days_a_week=st.integers(1, 7), weekdays=st.just(()), sets=st.integers(1, 20),
    sides=st.none() | st.sampled_from(PlanSides),
    at=st.lists(times, max_size=3, unique=True).map(lambda at: tuple(sorted(at))),
    from_day=st.none() | st.dates(date(2026, 11, 1), date(2027, 1, 31)),
    until=st.none(), by=st.just(""), note=st.text(alphabet="abc ", max_size=9).map(lambda text: " ".join(text.split())),
)  # fmt: skip


@given(items, st.sampled_from([field.name for field in FIELDS if field.name not in ("routine", "sides")]))
def test_the_text_with_which_a_line_begins_means_what_the_field_has(item: PlanItem, name: str) -> None:
    assert typed(item, name, typed_words(item, name), TODAY) == item
    assert isinstance(value_words(item, name, TODAY), str)
