"""Records as documents: the round trip, and one opinion with pydantic about what is valid."""

import json
import re
from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import product
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from spasmtui.episodes.model.episode import MOST_SECONDS, Day, Episode, Helped, Kind, Practice, Side, Tried, tried_of
from spasmtui.episodes.model.trial import Measure, Trial
from spasmtui.episodes.store.journal.line import parse_json
from spasmtui.episodes.store.journal.record_codec import (
    DAYS,
    EPISODES,
    PRACTICES,
    TRIALS,
    BadDocument,
    Record,
    TooNewDocument,
    from_document,
    key_of,
    parse_moment,
    read_record,
    table_of,
)
from spasmtui.episodes.store.journal.record_encoder import encode_record, to_document
from spasmtui.errors import CannotStore
from tests.support.cases import with_each
from tests.support.store.strategies import episodes, records
from tests.support.store.values import NIGHT, an_episode

ADAPTERS: dict[str, TypeAdapter[Any]] = {
    EPISODES: TypeAdapter(Episode),
    DAYS: TypeAdapter(Day),
    PRACTICES: TypeAdapter(Practice),
    TRIALS: TypeAdapter(Trial),
}
KEYS = {EPISODES: "id", DAYS: "date", PRACTICES: "id", TRIALS: "id"}
WITH_OFFSET = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)", re.ASCII)
TEMPTING = ("left", "cramp", "sleep", "gone", "2026-11-22T03:12:00+01:00", "2026-11-22T03:12:00", "2026-13-40T03:12Z")
TRIED_FIELDS = ("routine", "seconds", "completed", "x")
any_json = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-3, 12)
    | st.just(2**70)
    | st.floats(allow_nan=False)
    | st.text(max_size=8)
    | st.sampled_from(TEMPTING),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(TRIED_FIELDS), inner, max_size=3),
    max_leaves=4,
)


def as_written(tried: Tried, written: dict[str, Any]) -> Tried:
    """Return what the journal means by an item: a remedy has a mark, and nothing held is not recorded."""
    is_untimed = tried.seconds == 0 and tried.completed is False and written.get("timed") is not True
    seconds, completed = (None, None) if is_untimed else (tried.seconds, tried.completed)
    return tried_of(tried.text, seconds, completed=completed)


def by_pydantic(table: str, key: str, document: dict[str, Any]) -> Any:
    """Validate in strict mode, with what the classes cannot express: a time has its offset, a remedy has a mark.

    Raises:
        ValueError: the document is not a record.
    """
    value = ADAPTERS[table].validate_json(json.dumps({**document, KEYS[table]: key}), strict=True)
    if table == TRIALS and date.fromisoformat(value.first_day).isoformat() != value.first_day:
        raise ValueError(value.first_day)
    for name in ("started_at", "ended_at", "created_at", "updated_at"):
        if document.get(name) is not None and hasattr(value, name) and not WITH_OFFSET.fullmatch(document[name]):
            raise ValueError(name)
    if isinstance(value, Episode):
        marked = zip(value.tried, document.get("tried") or (), strict=True)
        return replace(value, tried=tuple(as_written(each, written) for each, written in marked))
    return value


@settings(max_examples=40)
@given(records)
def test_a_record_comes_back_from_its_document_as_it_was(record: Episode | Day | Practice) -> None:
    document = json.loads(json.dumps(to_document(record)))
    assert from_document(table_of(record), key_of(record), document) == record


class OddMoment(datetime):
    """A time of another class, as a library of times might make it."""


ODD_VALUES: tuple[Any, ...] = (
    *(None, True, 0, 1, 6, 6.0, -1, 10**9, "", "calf", "left  calf", "a\nb", "x" * 201, " left", "\x1b[31m"),
    *("left", "cramp", "gone", Side.LEFT, Kind.CRAMP, Helped.GONE, (), ("cold", "a  b"), ["cold"], (Side.LEFT,)),
    *(
        (Tried(routine="left  calf", seconds=True),),
        (Tried(routine="x", completed=False, seconds=0),),
        [Tried(routine="x")],
    ),
    NIGHT,
    NIGHT.replace(tzinfo=None),
    NIGHT.replace(microsecond=5, tzinfo=ZoneInfo("Europe/Berlin")),
    NIGHT.replace(tzinfo=timezone(timedelta(hours=1, seconds=7))),
    NIGHT.replace(year=1899),
    OddMoment(2026, 11, 22, 3, 12, tzinfo=UTC),
)


def test_the_record_that_is_stored_is_the_one_that_its_document_is_read_as() -> None:
    day = Day(date="2026-11-22", words=("salty",), updated_at=NIGHT, device="x")
    practice = Practice(id="p", started_at=NIGHT, routine="x", seconds=60, completed=True, device="x")
    stored_count = 0
    for record in (an_episode(), day, practice):
        names = [each.name for each in fields(record) if each.name not in ("id", "date")]
        for changed, odd in product(names, ODD_VALUES):
            try:
                document, stored = encode_record(replace(record, **{changed: odd}))
            except CannotStore:
                continue
            stored_count += 1
            read = from_document(table_of(record), key_of(record), json.loads(json.dumps(document)))
            assert stored == read, (changed, odd)
            for name in names:
                one, other = getattr(stored, name), getattr(read, name)
                assert type(one) is type(other), (changed, odd)
                if isinstance(one, datetime):
                    assert (one.isoformat(), one.dst()) == (other.isoformat(), None), (changed, odd)
    assert stored_count > 100


@settings(max_examples=40)
@given(records)
def test_pydantic_reads_the_same_record_from_a_document(record: Episode | Day | Practice) -> None:
    assert by_pydantic(table_of(record), key_of(record), to_document(record)) == record


@pytest.mark.long
@settings(max_examples=80, deadline=None)
@given(records, st.data())
def test_the_checker_accepts_exactly_what_pydantic_accepts(
    record: Episode | Day | Practice, data: st.DataObject
) -> None:
    table, key = table_of(record), key_of(record)
    document = to_document(record)
    del document["schema"]
    names = sorted({
        *document,
        "pain",
        "note",
        "side",
        "triggers",
        "tried",
        "is_open",
        "ended_at",
        "seconds",
        "completed",
    })
    field = data.draw(st.sampled_from(names))
    document[field] = data.draw(any_json)
    if data.draw(st.booleans()):
        document.pop(data.draw(st.sampled_from(names)), None)
    try:
        expected = by_pydantic(table, key, document)
    except (ValidationError, ValueError):
        with pytest.raises(BadDocument):
            from_document(table, key, document)
    else:
        found = from_document(table, key, document)
        assert to_document(found) == to_document(expected)


def test_unknown_fields_of_the_old_document_stay_in_the_new_one() -> None:
    old = {**to_document(an_episode()), "unheard_of": {"degrees": 4}}
    assert to_document(replace(an_episode(), pain=3), old) == {
        **to_document(an_episode()),
        "pain": 3,
        "unheard_of": {"degrees": 4},
    }


def test_what_was_not_recorded_is_absent_and_an_empty_answer_is_kept() -> None:
    document = to_document(an_episode(triggers=()))
    assert document == {
        "started_at": "2026-11-22T04:12:00+00:00",
        "place": "calf",
        "side": "left",
        "triggers": [],
        "created_at": "2026-11-22T04:12:00+00:00",
        "updated_at": "2026-11-22T04:12:00+00:00",
        "device": "laptop-3fa9c1",
        "schema": 1,
    }


@with_each(
    ("fields", "sentence"),
    [
        ({"pain": 11}, "Pain must be a whole number from 0 to 10."),
        ({"pain_after": True}, "Pain after must be a whole number from 0 to 10."),
        ({"note": "x" * 20_001}, "Note must be a text of at most 20,000 characters."),
        ({"side": "top"}, "Side must be one of left, right, both."),
        (
            {"ended_at": NIGHT.replace(tzinfo=None)},
            "Ended at must be a date and time with its offset, between 1900 and 2200.",
        ),
        ({"tried": ["heat"]}, "Tried must be a list of routines and remedies."),
        ({"place": 3.5}, "Place must be a text of at most 200 characters."),
        ({"id": ""}, "Id must be a short text."),
    ],
)  # fmt: skip
def test_a_value_that_cannot_be_stored_is_refused_with_a_sentence_that_names_the_field(
    fields: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(CannotStore) as refusal:
        to_document(an_episode(**fields))
    assert refusal.value.message == sentence


@settings(max_examples=20)
@given(episodes)
def test_text_is_stored_without_control_characters(episode: Episode) -> None:
    dirty = replace(episode, note="\x1b]0;PWNED\x07red \u202eevil\x9b", place="calf\x1b[2J\nx", triggers=("a\x00b",))
    stored = to_document(dirty)
    assert (stored["note"], stored["place"], stored["triggers"]) == ("]0;PWNEDred evil", "calf[2J x", ["ab"])


def test_text_from_a_foreign_line_is_cleaned_when_it_is_read() -> None:
    document = {**to_document(an_episode()), "note": "one\ntwo \x1b]52;c;eA==\x07", "place": "calf\x9b6n"}
    episode = from_document(EPISODES, an_episode().id, document)
    assert isinstance(episode, Episode)
    assert (episode.note, episode.place) == ("one\ntwo ]52;c;eA==", "calf6n")


@with_each("text", ["6.0", "6e0", "60e-1", "1e1", "6.5", "true", "false", '"6"', "[6]", "11", "-1"])
def test_a_score_in_the_journal_is_a_whole_number_and_not_what_equals_one(text: str) -> None:
    document = read_json({"pain": text})
    with pytest.raises(BadDocument, match=r"^Pain must be a whole number from 0 to 10\.$"):
        from_document(EPISODES, "x", document)


@pytest.mark.parametrize(("text", "score"), [("0", 0), ("10", 10), ("-0", 0), ("null", None)])
def test_a_score_may_be_each_whole_number_from_0_to_10_or_null(text: str, score: int | None) -> None:
    assert episode_of(read_json({"pain": text})).pain == score


@with_each("text", ["65.0", "1e2", "true", "-1", "31622401", "9223372036854775807", '"65"'])
def test_seconds_in_the_journal_are_a_whole_number_of_at_most_a_year(text: str) -> None:
    tried = f'[{{"routine":"heat","seconds":{text}}}]'
    with pytest.raises(BadDocument, match=r"^Seconds must be a whole number of seconds, at most a year\.$"):
        from_document(EPISODES, "x", read_json({"tried": tried}))


def test_seconds_go_up_to_a_year_and_a_routine_without_more_has_no_length() -> None:
    tried = '[{"routine":"heat","seconds":31622400,"completed":true},{"routine":"walk","unheard_of":1}]'
    heat = Tried(routine="heat", seconds=MOST_SECONDS, completed=True)
    assert episode_of(read_json({"tried": tried})).tried == (heat, Tried(routine="walk", seconds=None, completed=None))


@with_each("text", ["1", "0", "1.0", '"true"', "[]"])
@with_each("where", ["is_open", "completed"])
def test_a_number_is_not_true_or_false(where: str, text: str) -> None:
    values = {"is_open": text} if where == "is_open" else {"tried": f'[{{"routine":"heat","completed":{text}}}]'}
    with pytest.raises(BadDocument, match=r" must be true or false\.$"):
        from_document(EPISODES, "x", read_json(values))


def test_an_open_episode_is_never_null() -> None:
    with pytest.raises(BadDocument, match=r" must be true or false\.$"):
        from_document(EPISODES, "x", read_json({"is_open": "null"}))


@with_each(
    ("tried", "written"),
    [
        (Tried(routine="heat"), {"routine": "heat", "seconds": 0, "completed": False}),
        (Tried(remedy="wheat bag"), {"routine": "own: wheat bag", "seconds": 0, "completed": False}),
        (Tried(remedy="heat", seconds=65), {"routine": "own: heat", "seconds": 65}),
        (Tried(routine="heat", completed=True), {"routine": "heat", "completed": True}),
        (
            Tried(routine="heat", seconds=0, completed=False),
            {"routine": "heat", "seconds": 0, "completed": False, "timed": True},
        ),
    ],
)
def test_a_remedy_is_written_so_that_an_earlier_program_keeps_it(tried: Tried, written: dict[str, object]) -> None:
    document = to_document(an_episode(tried=(tried,)))
    assert document["tried"] == [written]
    assert episode_of(document).tried == (tried,)


def test_a_remedy_under_its_own_name_is_read_too_and_never_beside_a_routine() -> None:
    assert episode_of(read_json({"tried": '[{"remedy":" wheat  bag"}]'})).tried == (Tried(remedy="wheat bag"),)
    for entry in ('{"remedy":""}', '{"remedy":"\\u0007"}', '{"remedy":5}', '{"remedy":"a","routine":"heat"}', "{}"):
        with pytest.raises(BadDocument):
            from_document(EPISODES, "x", read_json({"tried": f"[{entry}]"}))
    with pytest.raises(CannotStore, match=r"^Remedy must be a text of 1 to 195 characters\.$"):
        to_document(an_episode(tried=(Tried(remedy="\u0007"),)))


def test_nothing_held_and_not_completed_is_what_earlier_versions_wrote_for_not_recorded() -> None:
    old = '[{"routine":"heat","seconds":0,"completed":false},{"routine":"walk","seconds":9,"completed":false}]'
    first, second = episode_of(read_json({"tried": old})).tried
    assert (first.seconds, first.completed) == (None, None)
    assert (second.seconds, second.completed) == (9, False)


@with_each("text", ["NaN", "-NaN", "Infinity", "-Infinity", "1e999", "-1e999", "1" + "0" * 5000, str(2**63)])
def test_a_number_that_json_or_a_computer_does_not_have_spoils_its_line(text: str) -> None:
    with pytest.raises(ValueError, match=r".") as problem:
        parse_json(f'{{"pain":{text}}}'.encode())
    assert not isinstance(problem.value, BadDocument)


def read_json(texts: dict[str, str]) -> dict[str, Any]:
    """Return an episode's document in which these fields are the given JSON, as a line of the journal has them."""
    document = {name: value for name, value in to_document(an_episode()).items() if name not in texts}
    head = json.dumps(document)[:-1]
    fields = ",".join(f"{json.dumps(name)}:{text}" for name, text in texts.items())
    read: dict[str, Any] = parse_json(f"{head},{fields}}}".encode())
    return read


def episode_of(document: dict[str, Any]) -> Episode:
    episode = from_document(EPISODES, "x", document)
    assert isinstance(episode, Episode)
    return episode


@with_each("name", ["started_at", "created_at", "updated_at", "device"])
@with_each("is_null", [False, True])
def test_a_required_field_is_neither_absent_nor_null(name: str, *, is_null: bool) -> None:
    document = to_document(an_episode())
    del document[name]
    with pytest.raises(BadDocument) as problem:
        from_document(EPISODES, "x", {**document, name: None} if is_null else document)
    assert problem.value.field == name


@pytest.mark.parametrize(("table", "key"), [(DAYS, "2026-11-22"), (PRACTICES, "p"), (TRIALS, "t")])
def test_what_a_day_a_practice_or_a_trial_needs_is_required(table: str, key: str) -> None:
    records: dict[str, Record] = {
        DAYS: Day(date=key, words=("heat",), updated_at=NIGHT, device="x"),
        PRACTICES: Practice(id=key, routine="r", started_at=NIGHT, seconds=0, completed=False, device="x"),
        TRIALS: Trial(
            id=key, routine="r", started_at=NIGHT, first_day="2026-11-23", weeks=8, measure=Measure.NIGHTS, seed="5f0c",
            updated_at=NIGHT, device="x",
        ),
    }  # fmt: skip
    document = to_document(records[table])
    assert from_document(table, key, document) == records[table]
    for name in document.keys() - {"schema"}:
        with pytest.raises(BadDocument):
            from_document(table, key, {other: value for other, value in document.items() if other != name})


@with_each("key", ["2026-11-22x", "2026-13-01", "2026-02-30", "20261122", "", "x", "٢٠٢٦-11-22"])
def test_the_key_of_a_day_is_a_date(key: str) -> None:
    document = to_document(Day(date="2026-11-22", words=(), updated_at=NIGHT, device="x"))
    with pytest.raises(BadDocument, match=r"^Date must be a date between 1900 and 2200, such as 2026-11-22\.$"):
        from_document(DAYS, key, document)
    with pytest.raises(CannotStore, match=r"^Date must be a date between 1900 and 2200, such as 2026-11-22\.$"):
        to_document(Day(date=key, words=(), updated_at=NIGHT, device="x"))


@with_each("key", ["", "a b ", " a", "a\nb", "a\x1b[0m", "x" * 201])
def test_an_id_is_a_short_clean_text(key: str) -> None:
    with pytest.raises(CannotStore, match=r"^Id must be a short text\.$"):
        to_document(an_episode(id=key))


def test_an_id_may_have_200_characters() -> None:
    assert to_document(an_episode(id="x" * 200))["place"] == "calf"


@with_each("schema", ["1", 1.0, True, 0, -1, None])
def test_a_schema_that_is_no_version_makes_a_bad_document(schema: object) -> None:
    with pytest.raises(BadDocument, match=r"^Schema must be a whole number\.$"):
        from_document(EPISODES, "x", {**to_document(an_episode()), "schema": schema})


def test_a_document_without_a_schema_is_of_the_first_version() -> None:
    document = to_document(an_episode())
    del document["schema"]
    assert from_document(EPISODES, an_episode().id, document) == an_episode()


def test_a_table_that_this_version_does_not_know_has_no_records() -> None:
    with pytest.raises(BadDocument, match=r"^Table must be one this version knows\.$"):
        from_document("moods", "x", {})
    assert read_record("moods", "x", {"any": 1}) == {"any": 1}
    with pytest.raises(BadDocument):
        read_record(DAYS, "x", {})


def test_an_edit_keeps_unknown_fields_and_drops_known_ones_and_the_schema() -> None:
    old = {**to_document(an_episode(pain=3)), "schema": 1, "unheard_of": None}
    document = to_document(an_episode(), old)
    assert ("pain" in document, document["unheard_of"], document["schema"]) == (False, None, 1)


@pytest.mark.parametrize("value", [0, 1, "", "yes"])
def test_what_only_equals_a_default_is_not_left_out_as_one(value: object) -> None:
    with pytest.raises(CannotStore, match=r"^Is open must be true or false\.$"):
        to_document(an_episode(is_open=value))


def test_the_text_of_one_line_is_stored_in_one_and_a_note_in_several() -> None:
    tried = (Tried(routine="wheat \n bag", seconds=1), Tried(remedy=" ice \n pack"))
    document = to_document(an_episode(note="a\n  b", place="left  calf", triggers=("a \n b",), tried=tried))
    assert (document["note"], document["place"], document["triggers"]) == ("a\n  b", "left calf", ["a b"])
    assert [each["routine"] for each in document["tried"]] == ["wheat bag", "own: ice pack"]


def test_equal_texts_of_many_records_are_one_object() -> None:
    one, other = (episode_of(json.loads(json.dumps(to_document(an_episode(n))))) for n in (1, 2))
    assert one.place is other.place


@with_each(
    ("text", "is_moment"),
    [
        ("2026-11-22T03:12:00+01:00", True), ("2026-11-22T03:12Z", True), ("2026-11-22T03:12:00.5-00:30", True),
        ("2026-11-22T03:12:00", False), ("2026-11-22 03:12:00+01:00", False), ("2026-11-31T03:12:00+01:00", False),
        ("2026-11-22T03:12:00+01:00x", False), ("x2026-11-22T03:12:00+01:00", False), (5, False), (None, False),
        ("2026-11-22T03:12:00.1234567Z", False), ("2026-11-22T03:12:00+99:00", False),
        ("1900-01-01T00:00:00+14:00", True), ("1899-12-31T23:59:59-12:00", False),
        ("2200-12-31T23:59:59-12:00", True), ("2201-01-01T00:00:00+14:00", False),
    ],
)  # fmt: skip
def test_a_moment_is_an_iso_time_with_its_offset(text: object, *, is_moment: bool) -> None:
    assert (parse_moment(text) is not None) is is_moment


def test_a_document_of_a_later_version_is_told_from_a_bad_one() -> None:
    with pytest.raises(TooNewDocument):
        from_document(EPISODES, "x", {**to_document(an_episode()), "schema": 2})
    with pytest.raises(BadDocument) as problem:
        from_document(EPISODES, "x", {**to_document(an_episode()), "pain": "my secret"})
    assert "secret" not in str(problem.value)


def test_the_words_of_a_day_and_the_routine_of_a_practice_are_stored_in_one_line() -> None:
    day = Day(date="2026-11-22", words=("a\n b",), updated_at=NIGHT, device="the\ndesk")
    practice = Practice(id="p", routine="a\n b", started_at=NIGHT, seconds=1, completed=True, device="x")
    assert (to_document(day)["words"], to_document(day)["device"]) == (["a b"], "the desk")
    assert to_document(practice)["routine"] == "a b"


def test_a_note_may_have_20_000_characters() -> None:
    assert len(to_document(an_episode(note="x" * 20_000))["note"]) == 20_000


@pytest.mark.parametrize(("items", "length", "is_read"), [(1000, 200, True), (1001, 1, False), (1, 201, False)])
def test_a_list_has_at_most_a_thousand_words_of_two_hundred_characters(
    items: int, length: int, *, is_read: bool
) -> None:
    document = {**to_document(an_episode()), "triggers": ["x" * length] * items}
    if is_read:
        assert episode_of(document).triggers == ("x" * length,) * items
    else:
        with pytest.raises(BadDocument, match=r"^Triggers must be a list of words\.$"):
            episode_of(document)


@pytest.mark.parametrize("date", ["1900-01-01", "2200-12-31"])
def test_the_first_and_the_last_day_can_be_described(date: str) -> None:
    day = Day(date=date, words=(), updated_at=NIGHT, device="d")
    assert from_document(DAYS, date, to_document(day)) == day


def test_a_name_may_have_200_characters_and_no_more() -> None:
    document = to_document(an_episode(place="x" * 200))
    assert episode_of(document).place == "x" * 200
    with pytest.raises(BadDocument, match=r"^Place must be a text of at most 200 characters\.$"):
        episode_of({**document, "place": "x" * 201})
