"""JSON that a person or a script wrote: what it lacks is made, what it says is read, and nothing is lost in silence."""

import json
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from spasmtui.episodes.exchange.import_text import records_text
from spasmtui.episodes.exchange.importers.detect import import_data
from spasmtui.episodes.exchange.importers.import_plan import plan_import
from spasmtui.episodes.exchange.importers.result import ImportResult
from spasmtui.episodes.model.episode import MOST_SECONDS, Day, Episode, Practice
from spasmtui.errors import DataError, WrongUsage
from tests.episodes.exchange.test_importers import fields, origin
from tests.support.cases import with_each

START = "2026-11-20T03:10:00+01:00"


def read(value: Any) -> ImportResult:
    text = value if isinstance(value, str) else json.dumps(value)
    return import_data(text.encode(), "auto", origin())


def reason(value: Any) -> str:
    (rejected,) = read([value]).rejected
    return rejected.reason


@with_each(
    "text",
    [
        f'{{"started_at": "{START}", "pain": 6}}',
        f'{{\n  "pain": 6,\n  "started_at": "{START}"\n}}\n',
        f'[{{"started_at": "{START}", "pain": 6}}]',
        f'{{"episodes": [{{"started_at": "{START}", "pain": 6}}]}}',
        f'{{"started_at": "{START}", "pain": 6}}\n\n{{"started_at": "{START}", "pain": 6}}\n',
        f'{{"started_at": "{START}", "pain": 6}}\n{{"started_at": "{START}", "pain": 6}}',
    ],
    ids=["one line", "one over lines", "list", "table", "lines", "lines without an end"],
)
def test_an_object_a_list_a_table_and_lines_of_one_episode_make_the_same_id(text: str) -> None:
    found = read(text)
    assert {each.id for each in found.records if isinstance(each, Episode)} == {
        each.id for each in read([{"pain": 6, "started_at": START}]).records if isinstance(each, Episode)
    }
    assert fields(found.records[0]) == {"started_at": START, "pain": 6}
    assert (found.rejected, found.unmapped) == ((), ())


def test_null_and_empty_are_as_if_they_were_not_there() -> None:
    empty = dict.fromkeys(("ended_at", "pain", "tried", "triggers", "note", "created_at", "updated_at", "device", "id"))
    (record,) = read([{"started_at": START, **empty, "device": ""}]).records
    assert isinstance(record, Episode)
    assert (fields(record), record.device, record.created_at.isoformat()) == ({"started_at": START}, "desk", START)


def test_a_time_without_an_offset_is_of_this_place_and_one_that_came_twice_is_said() -> None:
    here = replace(origin(), now=datetime(2026, 11, 22, 3, 12, tzinfo=ZoneInfo("Europe/Berlin")))
    twice = [{"started_at": "2026-10-25 02:30", "ended_at": "2026-10-25T04:00:00"}, {"started_at": START}]
    found = import_data(json.dumps(twice).encode(), "auto", here)
    assert [fields(each) for each in found.records] == [
        {"started_at": "2026-10-25T02:30:00+01:00", "ended_at": "2026-10-25T04:00:00+01:00"},
        {"started_at": START},
    ]
    assert found.remarks[0] == "2 times without an offset were read as local time."
    assert found.remarks[1].startswith("02:30 came twice on 2026-10-25")
    assert len(found.remarks) == 2
    assert read([{"started_at": START}]).remarks == ()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("2026-11-20", "started_at: '2026-11-20' is not a date with a time of day"),
        ("2046-11-20T03:10", "started_at: '2046-11-20T03:10' has not come yet"),
        ("last night", "started_at: 'last night' is not a date with a time of day"),
    ],
)
def test_a_time_that_cannot_be_read_costs_its_row_alone(text: str, sentence: str) -> None:
    assert reason({"started_at": text}).startswith(sentence)


def test_an_episode_made_by_hand_has_begun_and_one_of_a_clock_that_was_ahead_is_read_again() -> None:
    future = {"started_at": "2026-11-23T03:10:00+01:00"}
    assert reason(future) == (
        "started_at is '2026-11-23T03:10:00+01:00'. It has not come yet; it is now 2026-11-22 03:12."
    )
    whole = {**future, "id": "a", "device": "d", "created_at": START, "updated_at": START}
    assert (len(read([whole]).records), read([whole]).rejected) == (1, ())


def test_a_date_that_could_be_two_is_decided_by_the_others_or_asked_back() -> None:
    rows = [{"started_at": "5/12/2025 3:10 am"}, {"started_at": "27/11/2025 03:10"}]
    assert [fields(each)["started_at"] for each in read(rows).records] == [
        "2025-12-05T03:10:00+00:00",
        "2025-11-27T03:10:00+00:00",
    ]
    with pytest.raises(WrongUsage, match="5 December 2025 or 12 May 2025"):
        read(rows[:1])


def test_a_length_gives_the_end_and_one_that_contradicts_it_stops_the_row() -> None:
    (record,) = read([{"started_at": START, "duration_s": 240}]).records
    assert fields(record)["ended_at"] == "2026-11-20T03:14:00+01:00"
    agreed = {"started_at": START, "ended_at": "2026-11-20T03:14:00+01:00", "duration_s": 240}
    assert read([agreed]).rejected == ()
    assert reason({**agreed, "duration_s": 300}) == (
        "duration_s is 300, and from started_at to ended_at it is 4 min. Leave one of them out."
    )
    assert [fields(each)["ended_at"] for each in read([{"started_at": START, "duration_s": 0}]).records] == [START]
    for wrong in (True, -1, MOST_SECONDS + 1):
        assert reason({"started_at": START, "duration_s": wrong}).startswith("duration_s is ")
    assert reason({"started_at": START, "duration_s": "4 min"}) == 'duration_s is "4 min". It is a number of seconds.'


def test_fields_and_tables_that_the_diary_does_not_have_are_named() -> None:
    found = read({"episodes": [{"started_at": START, "mood": 3}], "settings": {}, "days": [{"date": "2026-11-03",
                  "words": ["heat"], "weather": "hot"}]})  # fmt: skip
    assert (len(found.records), found.unmapped) == (2, ("mood", "settings", "days.weather"))


def test_a_field_under_another_name_is_named_with_its_own() -> None:
    assert read([{"started_at": START, "Notes": "ow", "painAfter": 2, "mood": 3}]).unmapped == (
        "Notes (the field is note)",
        "painAfter (the field is pain_after)",
        "mood",
    )
    assert reason({"startedAt": START}) == "started_at is missing. Rename 'startedAt' to started_at."
    assert reason({"pain": 3}) == "started_at is missing."


def test_days_and_practices_need_no_episodes_beside_them() -> None:
    found = read({
        "days": [{"date": "2026-11-03", "words": ["heat"], "updated_at": None}],
        "practices": [{"routine": "warm-up", "started_at": "2026-11-03 20:00", "seconds": 60, "completed": True}],
    })
    assert [type(each) for each in found.records] == [Day, Practice]
    assert found.remarks == ("1 time without an offset was read as local time.",)


def test_what_was_tried_can_be_an_object_or_a_text_as_it_is_typed() -> None:
    texts = ["night-calf-rescue", "Wheat bag"]
    objects = [{"routine": "night-calf-rescue"}, {"remedy": "Wheat bag", "brand": "x"}]
    found = read([{"started_at": START, "tried": texts}, {"started_at": START, "tried": objects}])
    assert fields(found.records[0]) == fields(found.records[1])
    assert fields(found.records[0])["tried"] == [
        {"routine": "night-calf-rescue", "seconds": None, "completed": None},
        {"remedy": "Wheat bag", "seconds": None, "completed": None},
    ]
    assert found.unmapped == ("tried.brand",)
    assert reason({"started_at": START, "tried": ["night-calf-resceu"]}).startswith("tried: 'night-calf-resceu' is not")
    assert reason({"started_at": START, "tried": ["heat", 5]}).startswith("tried.")


def test_a_place_is_read_by_its_words_with_the_side_beside_it() -> None:
    found = read([{"started_at": START, "place": "left quad"}, {"started_at": START, "place": "Calf", "side": "right"}])
    assert [(fields(each)["place"], fields(each)["side"]) for each in found.records] == [
        ("thigh", "left"),
        ("calf", "right"),
    ]
    assert reason({"started_at": START, "place": "left calf", "side": "right"}).startswith("place is 'left calf'.")


def test_values_one_behind_the_other_are_read_and_what_is_none_of_them_is_a_sentence() -> None:
    text = f'{{\n"started_at": "{START}"\n}}\n{{\n"started_at": "{START}", "pain": 3\n}}'
    assert [fields(each) for each in read(text).records] == [{"started_at": START}, {"started_at": START, "pain": 3}]
    with pytest.raises(DataError, match=r"file is not JSON: Expecting value at line 4, column 1\."):
        read(f'{{\n"started_at": "{START}"\n}}\nx')


def test_what_was_tried_may_be_texts_and_objects_in_one_list() -> None:
    found = read([{"started_at": START, "tried": ["wheat bag", {"remedy": "tea"}]}])
    (record,) = found.records
    assert isinstance(record, Episode)
    assert [each.remedy for each in record.tried] == ["wheat bag", "tea"]
    assert "'none' says that nothing was tried" in reason({"started_at": START, "tried": ["none", {"remedy": "tea"}]})


def test_a_day_whose_date_is_none_is_refused_by_its_date() -> None:
    found = read({"days": [{"date": "12/5/2026", "words": ["heat"]}]})
    assert [each.reason for each in found.rejected] == [
        "In the table days: date is '12/5/2026'. It is a date such as 2026-11-22."
    ]


def test_of_two_episodes_with_one_id_the_one_that_is_left_out_is_counted() -> None:
    twice = [{"id": "x", "started_at": START}, {"id": "x", "started_at": "2026-11-21T03:10:00+01:00"}]
    for values in (twice, twice[::-1]):
        found = read(values)
        plan = plan_import(found, (), ())
        assert [each.started_at.day for each in plan.records if isinstance(each, Episode)] == [21]
        assert records_text(found, plan) == (
            "It makes 2 episodes: 1 new, 1 left out for another in the file with the same id or date."
        )
    changed = [{"id": "x", "started_at": START, "pain": pain, "updated_at": START} for pain in (3, 4)]
    (there,), (again,) = (read([each]).records for each in changed)
    assert isinstance(there, Episode)
    plan = plan_import(replace(found, records=(again,)), [there], ())
    assert (plan.records, plan.older) == ((), 1)
    stored = [each for each in found.records if isinstance(each, Episode)][:1]
    assert plan_import(found, stored, ()).repeated == 0


def test_a_whole_number_of_json_may_be_written_with_a_point() -> None:
    text = '[{"started_at": "2026-11-20T03:10Z", "pain": 7.0, "tried": [{"remedy": "ice", "seconds": 60.0}]}]'
    (record,) = read(text).records
    assert isinstance(record, Episode)
    assert (record.pain, record.tried and record.tried[0].seconds) == (7, 60)
    assert "pain is 7.5." in read(text.replace("7.0", "7.5")).rejected[0].reason
