"""One door for every imported record: what it accepts, and the sentence for what it refuses."""

import json
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spasmtui.episodes.exchange.importers.validation import unknown_keys, validate
from spasmtui.episodes.model.episode import Context, Day, Episode, Helped, Kind, Practice, Side, Tried
from spasmtui.episodes.model.json_document import day_document, document, practice_document
from spasmtui.errors import CannotStore
from spasmtui.shared.places import PLACES
from spasmtui.terminal.sanitize import sanitize
from tests.support.cases import with_each
from tests.support.episodes import WHOLE, episode

TEXT = st.text(max_size=80).map(sanitize)
WORDS = st.one_of(st.none(), st.lists(TEXT.map(lambda text: sanitize(text, one_line=True)), max_size=3).map(tuple))
SCORE = st.one_of(st.none(), st.integers(0, 10))
INSTANTS = st.datetimes(
    min_value=datetime(1950, 1, 1),  # noqa: DTZ001 -- hypothesis adds the zone
    max_value=datetime(2090, 1, 1),  # noqa: DTZ001
    timezones=st.integers(-14 * 4, 14 * 4).map(lambda quarters: timezone(timedelta(minutes=15 * quarters))),
)
EPISODES = st.builds(
    lambda start, length, fields: episode(
        start.isoformat(), ended_at=None if length is None else start + timedelta(seconds=length), **fields
    ),
    INSTANTS,
    st.one_of(st.none(), st.integers(0, 10_000)),
    st.fixed_dictionaries({
        "place": st.sampled_from([None, "calf", "foot"]),
        "side": st.sampled_from([None, *Side]),
        "kind": st.sampled_from([None, *Kind]),
        "context": st.sampled_from([None, *Context]),
        "helped": st.sampled_from([None, *Helped]),
        "pain": SCORE,
        "pain_after": SCORE,
        "sleep_disturbance": SCORE,
        "triggers": WORDS,
        "signs": WORDS,
        "note": st.one_of(st.none(), TEXT),
        "tried": st.lists(
            st.builds(Tried, routine=st.just("calf-wall"), seconds=st.integers(0, 999), completed=st.booleans()),
            max_size=2,
        ).map(tuple),
    }),
)


@pytest.mark.long
@settings(max_examples=60)
@given(EPISODES)
def test_an_episode_comes_back_from_its_json_unchanged(first: Episode) -> None:
    text = json.dumps(document(first))
    second = validate(Episode, json.loads(text))
    assert second == first
    assert json.dumps(document(second)) == text


NOW = datetime.fromisoformat("2026-11-22T03:12:00+01:00")
DAY = Day(date="2026-11-20", words=("heat", "own"), updated_at=NOW, device="desk")
PRACTICE = Practice(id="p", routine="bedtime-prevention", started_at=NOW, seconds=210, completed=True, device="desk")
TRIED = "It is an object with a routine's id as routine, or the person's own words as remedy."
A_TIME = "It is a time: ISO 8601 with its offset, such as 2026-11-22T03:12:00+01:00."


def refused(kind: type[Episode] | type[Day] | type[Practice], value: object) -> str:
    with pytest.raises(CannotStore) as caught:
        validate(kind, value)
    return caught.value.message


def test_a_day_and_a_practice_come_back_from_their_json_unchanged() -> None:
    assert validate(Day, day_document(DAY)) == DAY
    assert validate(Practice, practice_document(PRACTICE)) == PRACTICE


@with_each(
    ("change", "sentence"),
    [
        ({"pain": 11}, "pain is 11. It is a whole number from 0 to 10."),
        ({"pain": -1}, "pain is -1. It is a whole number from 0 to 10."),
        ({"pain": "6"}, "pain is '6'. It is a whole number from 0 to 10."),
        ({"pain": 6.5}, "pain is 6.5. It is a whole number from 0 to 10."),
        ({"pain": True}, "pain is true. It is a whole number from 0 to 10."),
        ({"pain": 10**400}, f"pain is {'1' + '0' * 29}.... It is a whole number from 0 to 10."),
        ({"side": "middle"}, "side is 'middle'. It is one of left, right, both."),
        ({"side": 5}, "side is 5. It is one of left, right, both."),
        ({"place": "knee"}, f"place is 'knee'. It is one of {', '.join(PLACES)}."),
        ({"started_at": None}, f"started_at is null. {A_TIME}"),
        ({"started_at": 1763773920}, f"started_at is 1763773920. {A_TIME}"),
        ({"started_at": "1763773920"}, f"started_at is '1763773920'. {A_TIME}"),
        ({"started_at": "2026-11-22"}, f"started_at is '2026-11-22'. {A_TIME}"),
        ({"started_at": "last Tuesday"}, f"started_at is 'last Tuesday'. {A_TIME}"),
        ({"started_at": "2026-11-22T03:12:00"}, "started_at has no offset, such as +01:00 or Z."),
        ({"ended_at": "2026-11-22T03:00:00+01:00"}, "It ends before it starts."),
        ({"id": "\x1b"}, "id is empty."),
        ({"id": 5}, "id is 5. It is a text of at most 200 characters."),
        ({"id": "x" * 201}, f"id is '{'x' * 30}'. It is a text of at most 200 characters."),
        ({"tried": "stretch"}, "tried is 'stretch'. It is a list of at most 1,000 routines and remedies."),
        ({"tried": [5]}, f"tried.1 is 5. {TRIED}"),
        ({"tried": [{"routine": "a"}, {"routine": "b", "seconds": -1}]},
            "tried.2.seconds is -1. It is a whole number of seconds, at most a year."),
        ({"tried": [{"routine": "a", "seconds": 2**63}]},
            "tried.1.seconds is 9223372036854775808. It is a whole number of seconds, at most a year."),
        ({"tried": [{"routine": "a", "completed": 1}]}, "tried.1.completed is 1. It is true or false."),
        ({"tried": [{"seconds": 1}]}, f'tried.1 is {{"seconds": 1}}. {TRIED}'),
        ({"tried": [{"routine": "", "remedy": "b"}]}, f'tried.1 is {{"routine": "", "remedy": "b"}}. {TRIED}'),
        ({"tried": [{"remedy": ""}]}, "tried.1.remedy is ''. It is a text of 1 to 195 characters."),
        ({"tried": [{"remedy": "\x1b"}]}, "tried.1.remedy is ''. It is a text of 1 to 195 characters."),
        ({"tried": [{"remedy": "x" * 196}]},
            f"tried.1.remedy is '{'x' * 30}'. It is a text of 1 to 195 characters."),
        ({"triggers": "heat"}, "triggers is 'heat'. It is a list of at most 1,000 words."),
        ({"triggers": ["heat", 1]}, "triggers.2 is 1. It is a text of at most 200 characters."),
        ({"note": "x" * 20_001}, "A note has at most 20,000 characters; this one has 20,001. Shorten it."),
        ({"device": None}, "device is null. It is a text of at most 200 characters."),
        ({"device": "\ud800"}, "This is not an episode."),
        ({"schema": 2}, "schema is 2. It is 1 or lower; a later version of spasmtui wrote this."),
    ],
)  # fmt: skip
def test_a_field_that_cannot_be_is_named_with_its_value_and_its_rule(change: dict[str, Any], sentence: str) -> None:
    assert refused(Episode, document(WHOLE) | change) == sentence


@with_each(
    ("change", "sentence"),
    [
        ({"date": "soon"}, "date is 'soon'. It is a date such as 2026-11-22."),
        ({"date": "20261122"}, "date is '20261122'. It is a date such as 2026-11-22."),
        ({"date": 5}, "date is 5. It is a date such as 2026-11-22."),
        ({"words": "heat"}, "words is 'heat'. It is a list of at most 1,000 words."),
        ({"updated_at": "2026-11-22T03:12:00"}, "updated_at has no offset, such as +01:00 or Z."),
        ({"schema": 2}, "schema is 2. It is 1 or lower; a later version of spasmtui wrote this."),
    ],
)
def test_a_day_is_held_to_the_same_sentences(change: dict[str, Any], sentence: str) -> None:
    assert refused(Day, day_document(DAY) | change) == sentence


@with_each(
    ("change", "sentence"),
    [
        ({"id": ""}, "id is empty."),
        ({"routine": 5}, "routine is 5. It is a text of at most 200 characters."),
        ({"seconds": 1.5}, "seconds is 1.5. It is a whole number of seconds, at most a year."),
        ({"seconds": 2**63}, "seconds is 9223372036854775808. It is a whole number of seconds, at most a year."),
        ({"completed": "yes"}, "completed is 'yes'. It is true or false."),
        ({"started_at": "soon"}, f"started_at is 'soon'. {A_TIME}"),
        ({"started_at": "2026-11-22T03:12:00"}, "started_at has no offset, such as +01:00 or Z."),
    ],
)
def test_a_practice_is_held_to_the_same_sentences(change: dict[str, Any], sentence: str) -> None:
    assert refused(Practice, practice_document(PRACTICE) | change) == sentence


def test_a_field_that_must_be_there_is_named_when_it_is_missing() -> None:
    for kind, whole in ((Episode, document(WHOLE)), (Day, day_document(DAY)), (Practice, practice_document(PRACTICE))):
        del whole["device"]
        assert refused(kind, whole) == "device is missing."


@pytest.mark.parametrize("value", [None, [], "x", 5])
def test_what_is_no_object_is_a_sentence(value: object) -> None:
    assert refused(Episode, value) == "This is not an episode: a JSON object is needed."
    assert refused(Day, value) == "This is not a day: a JSON object is needed."
    assert refused(Practice, value) == "This is not a practised routine: a JSON object is needed."


def test_a_value_of_endless_depth_is_a_sentence() -> None:
    deep: dict[str, Any] = {}
    for _ in range(10_000):
        deep = {"a": deep}
    assert refused(Episode, document(WHOLE) | {"tried": [deep]}) == "This is not an episode."


def test_a_quoted_value_is_cut_and_cleaned() -> None:
    message = refused(Episode, document(WHOLE) | {"side": "\x1b[31m\u202e" + "x" * 400})
    assert "\x1b" not in message
    assert "\u202e" not in message
    assert len(message) < 100


def test_control_characters_are_cleaned_out_of_every_text() -> None:
    bad = "a\x1b]52;c;x\x07b \u202e c"
    hostile = document(WHOLE) | {
        "id": bad, "note": bad, "place": "cal\x00f", "device": bad, "triggers": [bad], "signs": [bad],
        "tried": [{"routine": bad, "seconds": 1, "completed": True}],
    }  # fmt: skip
    clean = "a]52;c;xb c"
    found = validate(Episode, hostile)
    assert (found.note, found.place) == ("a]52;c;xb  c", "calf")
    assert (found.id, found.device, found.triggers, found.signs) == (clean, clean, (clean,), (clean,))
    assert found.tried == (Tried(routine=clean, seconds=1, completed=True),)
    day = validate(Day, day_document(DAY) | {"words": [bad], "device": bad})
    assert (day.words, day.device) == ((clean,), clean)
    practice = validate(Practice, practice_document(PRACTICE) | {"id": bad, "routine": bad, "device": bad})
    assert (practice.id, practice.routine, practice.device) == (clean, clean, clean)


def test_unknown_keys_are_left_out_and_named() -> None:
    tried = [{"routine": "walk", "seconds": 1, "completed": True, "unheard_of\x07": "fine"}]
    whole = document(WHOLE) | {"is_open": True, "unheard_of": "fine", "tried": tried, "schema": 1}
    assert validate(Episode, whole).is_open is False
    assert sorted(unknown_keys(Episode, whole)) == ["is_open", "tried.unheard_of", "unheard_of"]
    assert list(unknown_keys(Day, day_document(DAY) | {"unheard_of": 1})) == ["unheard_of"]
    assert list(unknown_keys(Practice, practice_document(PRACTICE))) == []


def test_a_note_of_20_000_characters_is_kept_whole() -> None:
    note = "é" * 20_000
    assert validate(Episode, document(WHOLE) | {"note": note}).note == note
