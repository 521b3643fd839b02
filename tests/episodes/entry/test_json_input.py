"""An episode from JSON."""

import json
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spasmtui.episodes.entry.json_input import episode_from_json
from spasmtui.episodes.model.episode import Context, Episode, Helped, Kind, Side, Tried
from spasmtui.episodes.model.json_document import document
from spasmtui.errors import CannotStore
from spasmtui.terminal.sanitize import sanitize
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


@settings(max_examples=60)
@given(EPISODES)
def test_an_episode_comes_back_from_its_json_unchanged(first: Episode) -> None:
    text = json.dumps(document(first))
    second = episode_from_json(json.loads(text))
    assert second == first
    assert json.dumps(document(second)) == text


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"pain": 11}, "pain"),
        ({"pain": -1}, "pain"),
        ({"pain": "6"}, "pain"),
        ({"pain": 6.5}, "pain"),
        ({"pain": True}, "pain"),
        ({"side": "middle"}, "side"),
        ({"started_at": None}, "started_at"),
        ({"started_at": 1763773920}, "started_at is not a time"),
        ({"started_at": "2026-11-22T03:12:00"}, "no offset"),
        ({"started_at": "last Tuesday"}, "started_at"),
        ({"ended_at": "2026-11-22T03:00:00+01:00"}, "ends before it starts"),
        ({"id": "\x1b"}, "id is empty"),
        ({"id": 5}, "id"),
        ({"tried": "stretch"}, "tried"),
        ({"tried": [{"routine": "calf-wall", "seconds": -1}]}, "tried.0.seconds"),
        ({"triggers": [1]}, "triggers.0"),
        ({"note": "x" * 20_001}, "20,000|20000|note"),
        ({"device": None}, "device"),
    ],
)
def test_a_field_that_cannot_be_is_named_in_a_sentence(change: dict[str, Any], words: str) -> None:
    with pytest.raises(CannotStore, match=words) as caught:
        episode_from_json(document(WHOLE) | change, where="Line 12")
    assert caught.value.message.startswith("Line 12")
    assert caught.value.message.endswith(".")


@pytest.mark.parametrize("value", [None, [], "x", 5, {}])
def test_what_is_no_episode_is_a_sentence(value: object) -> None:
    with pytest.raises(CannotStore):
        episode_from_json(value)


def test_control_characters_are_cleaned_away_and_unknown_names_left_out() -> None:
    hostile = document(WHOLE) | {"note": "a\x1b]52;c;x\x07b\u202e", "place": "cal\x00f", "mood": "fine"}
    found = episode_from_json(hostile)
    assert (found.note, found.place) == ("a]52;c;xb", "calf")


def test_a_note_of_20_000_characters_is_kept_whole() -> None:
    note = "é" * 20_000
    assert episode_from_json(document(WHOLE) | {"note": note}).note == note
