"""The form without its screen."""

from datetime import UTC, datetime

import pytest

from spasmtui.episodes.entry.form_draft import read_draft, write_draft
from spasmtui.episodes.entry.form_fields import (
    FormField,
    Value,
    Values,
    apply_key,
    begins_typing,
    diary_fields,
    form_fields,
    form_values,
    likely_routines,
    most_tried_first,
    read_form,
)  # fmt: skip
from spasmtui.episodes.entry.typed_line import editable_text, parse_typed_text, typing_prompt
from spasmtui.episodes.model.episode import Episode, Helped, Side, Tried
from spasmtui.episodes.model.fields import QUESTION_ORDER, question_fields
from spasmtui.episodes.model.names import Names
from spasmtui.errors import WrongUsage
from spasmtui.shared.places import shipped_routine_ids
from tests.conftest import ROOT
from tests.support.cases import with_each
from tests.support.episodes import episode

NOW = datetime(2026, 11, 22, 3, 12, tzinfo=UTC)
CONTENT = ROOT / "content"
FIELDS = {
    field.name: field
    for field in form_fields(usual=[("calf", "left")], routines=["calf-wall", "legs-up"], signs={"fever": "a fever"})
}


def pressed(name: str, keys: str, value: Value | None = None) -> Value | None:
    for key in keys.split():
        found = apply_key(FIELDS[name], value, key)
        assert found is not None
        value = found[0]
    return value


@with_each(
    ("name", "keys", "value"),
    [
        ("where", "1", "calf left"),
        ("where", "2", "calf"),
        ("where", "2 r", "calf right"),
        ("where", "l", "left"),
        ("where", "l right", "calf left"),
        ("where", "left", "side"),
        ("where", "1 right", "foot left"),
        ("where", "1 left b", "side both"),
        ("pain", "7", "7"),
        ("pain", "t", "10"),
        ("pain", "0", "0"),
        ("length", "4", "4m"),
        ("context", "1", "sleep"),
        ("context", "1 left", "after-exercise"),
        ("context", "right", "sleep"),
        ("context", "left", "after-exercise"),
        ("context", "2 right", "sitting"),
        ("context", "left right", "sleep"),
        ("triggers", "1 3", ("effort", "little-drink")),
        ("triggers", "1 1", None),
        ("triggers", "1 0", ("none",)),
        ("triggers", "0 1", ("effort",)),
        ("triggers", "a c", ("period", "ill")),
        ("tried", "1", ("calf-wall",)),
        ("helped", "4", "gone"),
        ("signs", "1", ("fever",)),
    ],
)
def test_one_key_answers_a_field(name: str, keys: str, value: Value | None) -> None:
    assert pressed(name, keys) == value


@with_each(
    ("name", "key"),
    [("pain", "x"), ("length", "0"), ("helped", "9"), ("note", "1"), ("at", "7"), ("triggers", "left")],
)
def test_a_key_that_means_nothing_to_a_field_changes_nothing(name: str, key: str) -> None:
    assert apply_key(FIELDS[name], None, key) is None


def test_a_digit_is_the_first_of_a_time_and_moves_no_start_by_itself() -> None:
    pressed_keys = (("at", "7"), ("at", "0"), ("at", "t"), ("pain", "7"))
    assert [begins_typing(FIELDS[name], key) for name, key in pressed_keys] == [True, True, False, False]


@with_each(
    ("name", "value", "key", "moves_on"),
    [
        ("where", "foot", "1", True),
        ("where", "foot", "2", False),  # a place without a side waits for its side
        ("where", "foot", "l", True),
        ("where", "foot", "right", False),
        ("pain", None, "7", True),
        ("length", None, "4", True),
        ("context", None, "1", True),
        ("context", None, "right", False),
        ("triggers", None, "1", True),
    ],
)
def test_a_whole_answer_moves_on_and_a_step_does_not(name: str, value: Value | None, key: str, moves_on: bool) -> None:
    answer = apply_key(FIELDS[name], value, key)
    assert answer is not None
    assert answer[1] is moves_on


@with_each(
    ("name", "text", "value"),
    [
        ("at", "yesterday 23:40", "2026-11-21T23:40:00+00:00"),
        ("length", "1h10m", "4200s"),
        ("triggers", "heat, new shoes, heat", ("heat", "new shoes")),
        ("triggers", "Little to drink, long sitting, e-bike", ("little-drink", "long-sitting", "e-bike")),
        ("tried", "Night calf cramp: rescue, wheat bag", ("night-calf-rescue", "wheat bag")),
        ("note", "a\nb", "a\nb"),
        ("note", "  ", None),
    ],
)
def test_a_typed_line_becomes_a_value_and_an_empty_one_not_recorded(name: str, text: str, value: Value) -> None:
    assert parse_typed_text(FIELDS[name], text, NOW) == value


@with_each(
    ("name", "value", "text"),
    [
        ("note", "a\nb", "a\nb"),
        ("triggers", ("little-drink", "new shoes"), "little to drink, new shoes"),
        ("tried", ("night-calf-rescue", "wheat bag"), "Night calf cramp: rescue, wheat bag"),
        ("length", None, ""),
        ("length", "240s", "4 min"),
        ("at", "2026-11-20T23:40:00+00:00", "2026-11-20 23:40"),
        ("at", "2026-11-20T23:40:00+05:30", "2026-11-20 23:40+05:30"),
    ],
)
def test_a_value_is_edited_in_the_words_that_it_is_read_back_from(name: str, value: Value | None, text: str) -> None:
    assert editable_text(FIELDS[name], value) == text
    assert parse_typed_text(FIELDS[name], text, NOW) == value


@pytest.mark.parametrize("name", ["at", "length", "triggers"])
def test_an_empty_line_asks_for_what_to_type_and_not_for_the_key_that_opened_it(name: str) -> None:
    field = FIELDS[name]
    prompt = typing_prompt(field)
    assert prompt.startswith(f"{field.label}: ")
    assert "⏎" not in prompt
    assert prompt.partition(": ")[2] in field.hint


def test_every_option_is_offered_in_words() -> None:
    usual = [("upper-back", "left")]
    fields = form_fields(
        usual=usual, routines=["calf-wall", "my-calf"], signs={}, names=Names(routines={"my-calf": "Mine"})
    )
    options = {field.name: dict(field.options) for field in fields}
    assert (options["where"]["upper-back left"], options["where"]["calf"]) == ("left upper back", "calf")
    assert options["tried"] == {"calf-wall": "Calf stretch at the wall", "my-calf": "Mine"}
    assert options["context"]["after-exercise"] == "after exercise"
    assert options["triggers"]["little-drink"] == "little to drink"


def test_a_typed_time_that_cannot_be_is_a_sentence() -> None:
    with pytest.raises(WrongUsage, match="has not come yet"):
        parse_typed_text(FIELDS["at"], "2999-01-01T00:00", NOW)


WHOLE = episode(
    "2026-11-22T02:00:00+00:00",
    ended_at=datetime(2026, 11, 22, 2, 4, tzinfo=UTC),
    place="calf",
    side=Side.LEFT,
    pain=6,
    triggers=(),
    tried=(Tried(routine="my-own", seconds=65, completed=True),),
    helped=Helped.MOST,
    note="x",
)


def test_a_typed_time_of_day_of_an_older_episode_is_asked_back() -> None:
    with pytest.raises(WrongUsage, match="'01:00' could be 2026-11-12 01:00 or 2026-11-22 01:00"):
        parse_typed_text(FIELDS["at"], "01:00", NOW, value="2026-11-12T00:50:00+00:00")
    typed = parse_typed_text(FIELDS["at"], "2026-11-12 01:00", NOW, value="2026-11-12T00:50:00+00:00")
    assert typed == "2026-11-12T01:00:00+00:00"


def test_an_untouched_form_of_an_episode_changes_nothing() -> None:
    assert read_form(form_values(WHOLE), now=NOW, content=CONTENT, before=WHOLE) == {}


@with_each(
    ("change", "fields"),
    [
        ({"pain": "4"}, {"pain": 4}),
        ({"pain": None}, {"pain": None}),
        ({"where": "foot"}, {"place": "foot", "side": None}),
        ({"where": None}, {"place": None, "side": None}),
        ({"triggers": ("heat",)}, {"triggers": ("heat",)}),
        ({"triggers": None}, {"triggers": None}),
        ({"tried": None}, {"tried": ()}),
        ({"length": "2m"}, {"ended_at": datetime(2026, 11, 22, 2, 2, tzinfo=UTC), "is_open": False}),
        ({"length": None}, {"ended_at": None}),
        ({"at": None}, {}),
        (
            {"at": "2026-11-22T01:00:00+00:00"},
            {
                "started_at": datetime(2026, 11, 22, 1, 0, tzinfo=UTC),
                "ended_at": datetime(2026, 11, 22, 1, 4, tzinfo=UTC),
                "is_open": False,
            },
        ),
    ],
)
def test_only_what_was_changed_is_stored(change: dict[str, Value | None], fields: dict[str, object]) -> None:
    changed = {name: value for name, value in {**form_values(WHOLE), **change}.items() if value is not None}
    assert read_form(changed, now=NOW, content=CONTENT, before=WHOLE) == fields


def test_a_routine_that_was_timed_keeps_its_seconds_when_another_is_added() -> None:
    values: Values = form_values(WHOLE) | {"tried": ("calf-wall", "my-own")}
    found = read_form(values, now=NOW, content=CONTENT, before=WHOLE)
    assert found == {"tried": (WHOLE.tried[0], Tried(routine="calf-wall"))}


def test_a_draft_comes_back_with_the_start_that_now_meant() -> None:
    values: Values = {"where": "calf left", "triggers": ("heat", "a,b"), "note": 'x"\ny'}
    assert read_draft(write_draft(values, NOW)) == {"at": NOW.isoformat(), **values}
    ended: Values = {"length": "4m"}
    assert read_draft(write_draft(ended, NOW)) == {"at": "2026-11-22T03:08:00+00:00", **ended}
    begun: Values = {"at": "2026-11-22T01:00:00+00:00", "length": "4m"}
    assert read_draft(write_draft(begun, NOW)) == begun


@with_each("text", ["", "{", "[]", "5", "{}", '{"opened_at": "x"}', write_draft({}, NOW)])
def test_what_is_no_draft_is_empty(text: str) -> None:
    assert read_draft(text) == {}


def test_a_new_episode_has_only_what_was_answered() -> None:
    found = read_form({"where": "calf left", "pain": "6"}, now=NOW, content=CONTENT)
    assert found == {"started_at": NOW, "place": "calf", "side": Side.LEFT, "pain": 6}


def test_every_field_has_another_name_and_a_label_that_fits() -> None:
    fields: tuple[FormField, ...] = tuple(FIELDS.values())
    assert len({field.label for field in fields}) == len(FIELDS) == len(question_fields())
    assert max(len(field.label) for field in fields) <= 16
    assert isinstance(WHOLE, Episode)


def test_the_routines_that_were_tried_most_are_offered_first() -> None:
    episodes = [episode(tried=tuple(Tried(routine=each) for each in tried)) for tried in (["walk"], ["own", "walk"])]
    assert most_tried_first(["calf-wall", "walk"], episodes) == ["walk", "own", "calf-wall"]
    old = episode(tried=(Tried(routine="calf-wall"),))
    assert most_tried_first(["legs-up", "calf-wall"], [*[episode()] * 200, old]) == ["legs-up", "calf-wall"]


def test_a_line_can_be_typed_for_every_field_that_is_more_than_a_choice() -> None:
    known = {field.typed_name for field in question_fields() if field.name in QUESTION_ORDER}
    typed = [name for name, field in FIELDS.items() if field.can_be_typed and name in known]
    assert typed == ["at", "length", "triggers", "tried", "note", "signs"]


def test_an_episode_without_a_field_leaves_its_line_empty() -> None:
    assert form_values(episode()) == {"at": "2026-11-22T03:12:00+01:00"}
    assert form_values(episode(side=Side.LEFT, triggers=(), pain=0)) == {
        "at": "2026-11-22T03:12:00+01:00",
        "where": "left",
        "triggers": ("none",),
        "pain": "0",
    }


def test_usual_places_are_offered_first_with_the_side_they_had() -> None:
    where = form_fields(usual=[("foot", None), ("calf", "left")], routines=(), signs={})[0]
    assert [value for value, _text in where.options][:4] == ["foot", "calf left", "calf", "shin"]


WITH_REMEDIES = {
    field.name: field
    for field in form_fields(
        usual=(), routines=[f"r{n}" for n in range(20)], signs={}, remedies=[f"own {n}" for n in range(9)],
        tried_before=2,
    )
}["tried"]  # fmt: skip


def test_one_s_own_remedies_are_offered_after_the_routines_that_were_tried() -> None:
    offered = [option for option, _text in WITH_REMEDIES.options]
    assert offered == ["r0", "r1", *(f"own: own {n}" for n in range(7)), *(f"r{n}" for n in range(2, 9))]
    assert dict(WITH_REMEDIES.options)["own: own 3"] == "own 3"


def test_a_diary_without_remedies_offers_routines_alone() -> None:
    fields = {field.name: field for field in diary_fields([episode()], content=CONTENT, signs={})}
    assert {option for option, _text in fields["tried"].options} <= set(shipped_routine_ids(CONTENT))


def test_an_edit_of_what_was_tried_keeps_what_was_measured_and_the_remedy_in_its_new_spelling() -> None:
    before = episode(tried=(Tried(routine="calf-wall", seconds=65, completed=True), Tried(remedy="wheat bag")))
    values = form_values(before)
    assert values["tried"] == ("calf-wall", "own: wheat bag")
    changed = {**values, "tried": ("calf-wall", "own: Wheat bag", "ice")}
    assert read_form(changed, now=NOW, content=CONTENT, before=before) == {
        "tried": (before.tried[0], Tried(remedy="Wheat bag"), Tried(routine="cold-session"))
    }


def test_a_long_remedy_is_offered_by_its_first_words_and_kept_whole() -> None:
    remedy = "a hot bath of ten minutes in the dark with the radio on"
    (*_, tried) = (
        field for field in form_fields(usual=(), routines=(), signs={}, remedies=[remedy]) if field.kind == "tried"
    )
    assert tried.options == ((f"own: {remedy}", "a hot bath of ten minutes in the dark with..."),)


def test_routines_for_the_usual_place_are_offered_before_those_of_others() -> None:
    fields = {field.name: field for field in diary_fields((), content=CONTENT, signs={})}
    offered = [value for value, _text in fields["tried"].options]
    assert offered[:3] == ["night-calf-rescue", "calf-wall", "walk-it-off"]
    assert "foot-toes" in offered
    assert likely_routines(["foot"], CONTENT)[:4] == ["foot-toes", "walk-it-off", "self-massage", "night-calf-rescue"]
    assert sorted(likely_routines([], CONTENT)) == sorted(shipped_routine_ids(CONTENT))
