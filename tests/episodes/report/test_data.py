"""The physiotherapist's sheet as values: every number once more by code that shares nothing with the program's."""

import random
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from spasmtui.episodes.model.episode import Context, Day, Episode, Helped, Kind, Practice, Side, Tried
from spasmtui.episodes.model.json_document import document
from spasmtui.episodes.model.word_counts import WordCounts
from spasmtui.episodes.report.data import (
    FigureSummary,
    PlaceRow,
    Report,
    TriedRow,
    build_report,
    default_period,
)
from spasmtui.episodes.report.json_format import document as report_document
from tests.support.cases import with_each
from tests.support.episodes import episode

SINCE, UNTIL = date(2026, 10, 26), date(2026, 11, 22)
ALL_FIELDS = ("pain", "pain_after", "sleep_disturbance", "distress", "kind", "context", "triggers", "signs", "helped")


def of(
    episodes: list[Episode], days: list[Day] | None = None, practices: list[Practice] | None = None, **more: Any
) -> Report:
    options = {"since": SINCE, "until": UNTIL, "made_on": UNTIL, **more}
    return build_report(episodes, days or [], practices or [], **options)


def day(when: str, *words: str) -> Day:
    return Day(date=when, words=words, updated_at=datetime.fromisoformat("2026-11-22T08:00:00+00:00"), device="desk")


def random_diary(seed: int) -> tuple[list[Episode], list[Day], list[Practice]]:
    chance = random.Random(seed)

    def maybe(make: Callable[[], Any]) -> Any:
        return make() if chance.random() < 0.7 else None

    episodes = []
    for number in range(chance.randrange(60)):
        offset = chance.choice(["+01:00", "-05:00", "+05:30"])
        start = datetime.fromisoformat(f"2026-10-01T00:00:00{offset}") + timedelta(minutes=chance.randrange(57 * 1440))
        ended_at = start + timedelta(seconds=chance.randrange(1, 1500)) if chance.random() < 0.7 else None
        episodes.append(
            episode(
                start.isoformat(),
                id=f"{number}",
                ended_at=ended_at,
                is_open=chance.random() < 0.1,
                place=maybe(lambda: chance.choice(["calf", "foot", "hip"])),
                side=maybe(lambda: chance.choice(list(Side))),
                kind=maybe(lambda: chance.choice(list(Kind))),
                pain=maybe(lambda: chance.randrange(11)),
                pain_after=maybe(lambda: chance.randrange(11)),
                sleep_disturbance=maybe(lambda: chance.randrange(11)),
                distress=number % 11 if number % 3 else None,
                context=maybe(lambda: chance.choice(list(Context))),
                triggers=maybe(lambda: tuple(chance.choices(["heat", "effort", "beer"], k=chance.randrange(3)))),
                signs=maybe(lambda: tuple(chance.sample(["fever", "numbness"], k=chance.randrange(3)))),
                tried=tuple(
                    Tried(routine=chance.choice(["walk", "legs-up", "calf-wall"])) for _ in range(chance.randrange(3))
                ),
                helped=maybe(lambda: chance.choice(list(Helped))),
                note=maybe(lambda: "a note"),
            )
        )
    dates = {f"2026-{chance.choice((10, 11))}-{chance.randrange(1, 29):02}" for _ in range(30)}
    days = [day(each, *chance.choice([("none",), ("heat",), ("none", "effort"), ()])) for each in sorted(dates)]
    practices = [
        Practice(
            id=str(number),
            routine=chance.choice(["bedtime", "warm-up"]),
            started_at=datetime.fromisoformat("2026-10-20T22:00:00+01:00") + timedelta(days=chance.randrange(40)),
            seconds=60,
            completed=chance.random() < 0.5,
            device="desk",
        )
        for number in range(chance.randrange(40))
    ]
    return episodes, days, practices


def middle(values: list[float]) -> float | None:
    ranked = sorted(values)
    if not ranked:
        return None
    half = len(ranked) // 2
    return ranked[half] if len(ranked) % 2 else (ranked[half - 1] + ranked[half]) / 2


def spread(values: list[Any]) -> dict[str, Any]:
    there = [value for value in values if value is not None]
    return {"recorded": len(there), "median": middle(there), "highest": max(there) if there else None}


def tally(lists: list[Any]) -> dict[str, Any]:
    totals: dict[str, int] = {}
    for words in lists:
        for word in set(words or ()):
            totals[word] = totals.get(word, 0) + 1
    return {"recorded": len([each for each in lists if each is not None]), "words": totals}


def recomputed(episodes: list[dict[str, Any]], days: list[Day], practices: list[Practice]) -> dict[str, Any]:
    """The figures from the episodes' JSON, by loops over text; dates are compared as text."""
    first, last, before = "2026-10-26", "2026-11-22", "2026-09-28"
    inside = [each for each in episodes if first <= each["started_at"][:10] <= last]
    earlier = [each for each in episodes if before <= each["started_at"][:10] < first]
    said = {each.date: each.words for each in days if len(each.words) > 0}
    dates = {each["started_at"][:10] for each in inside}
    seen = dates | {each for each in said if first <= each <= last}
    seen_before = {each["started_at"][:10] for each in earlier} | {each for each in said if before <= each < first}
    minutes = [None if each["duration_s"] is None else each["duration_s"] / 60 for each in inside]
    tried = {}
    for routine in {one["routine"] for each in inside for one in each["tried"]}:
        those = [each for each in inside if routine in [one["routine"] for one in each["tried"]]]
        answers = [each["helped"] for each in those if each["helped"] is not None]
        tried[routine] = {
            "episodes": len(those),
            "recorded": len(answers),
            "helped": len([each for each in answers if each != "no"]),
            "minutes": spread([None if each["duration_s"] is None else each["duration_s"] / 60 for each in those]),
        }
    places: dict[Any, dict[str, int]] = {}
    for each in inside:
        row = places.setdefault(each["place"], {"left": 0, "right": 0, "both": 0, "unsaid": 0})
        row[each["side"] or "unsaid"] += 1
    done: dict[str, list[Practice]] = {}
    for practice in practices:
        if first <= practice.started_at.isoformat()[:10] <= last:
            done.setdefault(practice.routine, []).append(practice)
    weeks = []
    for number in range(4):
        week = [(SINCE + timedelta(days=7 * number + index)).isoformat() for index in range(7)]
        known = len([each for each in week if each in seen])
        weeks.append({
            "begins": week[0],
            "days": 7,
            "recorded_days": known,
            "episodes": len([each for each in inside if each["started_at"][:10] in week]) if known else None,
        })
    hours = [0] * 24
    for each in inside:
        hours[int(each["started_at"][11:13])] += 1
    return {
        "days": 28,
        "recorded_days": len(seen),
        "episode_days": len(dates),
        "free_days": len([each for each in seen - dates if "none" in said[each]]),
        "episodes": len(inside),
        "episodes_before": len(earlier) if seen_before else None,
        "recorded_days_before": len(seen_before),
        "nights": len({each["night"] for each in inside if each["night"]}),
        "night_episodes": len([each for each in inside if each["night"]]),
        "pain": spread([each["pain"] for each in inside]),
        "pain_after": spread([each["pain_after"] for each in inside]),
        "sleep_disturbance": spread([each["sleep_disturbance"] for each in inside]),
        "distress": spread([each.get("distress") for each in inside]),
        "minutes": spread(minutes),
        "long_episodes": None
        if all(each is None for each in minutes)
        else len([each for each in minutes if each is not None and each > 10]),
        "kinds": tally([each["kind"] and [each["kind"]] for each in inside]),
        "contexts": tally([each["context"] and [each["context"]] for each in inside]),
        "triggers": tally([each["triggers"] for each in inside]),
        "signs": tally([each.get("signs") for each in inside]),
        "day_words": tally([
            [word for word in words if word != "none"] for each, words in said.items() if first <= each <= last
        ]),
        "places": places,
        "hours": hours,
        "tried": tried,
        "practices": {
            routine: {
                "times": len(those),
                "days": len({each.started_at.date() for each in those}),
                "completed": len([each for each in those if each.completed]),
            }
            for routine, those in done.items()
        },
        "trend": weeks,
        "pains": sorted(each["pain"] for each in inside if each["pain"] is not None),
        "notes": len([each for each in inside if each["note"]]),
    }


def by_name(whole: dict[str, Any]) -> dict[str, Any]:
    """The program's figures in the shape of `recomputed`."""
    for name in ("kinds", "contexts", "triggers", "signs", "day_words"):
        whole[name] = {**whole[name], "words": {each["word"]: each["times"] for each in whole[name]["words"]}}
    whole["places"] = {row.pop("place"): row for row in whole["places"]}
    whole["tried"] = {row.pop("routine"): row for row in whole["tried"]}
    whole["practices"] = {row.pop("routine"): row for row in whole["practices"]}
    whole["pains"] = sorted(each["pain"] for each in whole["pains"])
    whole["notes"] = len(whole["notes"])
    return whole


@with_each("seed", range(40))
def test_every_number_is_found_again_by_independent_code(seed: int) -> None:
    episodes, days, practices = random_diary(seed)
    theirs = recomputed([document(each) for each in episodes], days, practices)
    ours = by_name(report_document(of(episodes, days, practices)))
    assert {name: ours[name] for name in theirs} == theirs


def test_the_report_names_no_figure_that_the_independent_code_does_not_check() -> None:
    checked = set(recomputed([], [], []))
    others = {"since", "until", "made_on", "open_episodes", "trend_unit", "questions", "plan"}
    assert set(report_document(of([]))) == checked | others


@with_each("field", ALL_FIELDS)
def test_a_field_deleted_from_half_the_episodes_changes_what_it_is_counted_of_and_nothing_else(field: str) -> None:
    from dataclasses import fields, replace

    episodes = [
        episode(
            f"2026-11-{number:02}T03:00:00+01:00",
            pain=5,
            pain_after=2,
            sleep_disturbance=4,
            distress=4,
            kind=Kind.CRAMP,
            context=Context.SLEEP,
            triggers=("heat",),
            signs=("fever",),
            helped=Helped.SOME,
            tried=(Tried(routine="walk"),),
        )
        for number in range(1, 21)
    ]
    missing: dict[str, Any] = {field: None}
    halved = [replace(each, **missing) if number % 2 else each for number, each in enumerate(episodes)]
    whole, half = of(episodes), of(halved)
    names = {"kind": "kinds", "context": "contexts", "helped": "tried"}
    changed = {each.name for each in fields(whole) if getattr(whole, each.name) != getattr(half, each.name)}
    assert changed == {names.get(field, field)} | ({"pains"} if field == "pain" else set())
    value = getattr(half, names.get(field, field))
    if field == "helped":
        assert (value[0].helped, value[0].recorded, value[0].episodes) == (10, 10, 20)
    else:
        assert value.recorded == 10
        assert value in (
            FigureSummary(recorded=10, median=5.0, highest=5.0),
            FigureSummary(recorded=10, median=2.0, highest=2.0),
            FigureSummary(recorded=10, median=4.0, highest=4.0),
            WordCounts(recorded=10, words=((value.words[0][0], 10),)) if isinstance(value, WordCounts) else None,
        )


@pytest.mark.parametrize(("seconds", "count"), [(599, 0), (600, 0), (601, 1)])
def test_a_cramp_is_long_when_it_lasted_over_ten_minutes(seconds: int, count: int) -> None:
    begun = episode()
    found = of([episode(ended_at=begun.started_at + timedelta(seconds=seconds))])
    assert found.long_episodes == count


def test_an_empty_period_has_no_figure_at_all_rather_than_a_zero() -> None:
    empty = of([])
    assert empty.pain == empty.minutes == FigureSummary(recorded=0)
    assert (empty.episodes, empty.episodes_before, empty.recorded_days) == (0, None, 0)
    assert empty.triggers == WordCounts(recorded=0)


def test_both_ends_of_the_period_belong_to_it_on_the_clock_of_the_place() -> None:
    at = [
        episode("2026-10-25T23:59:00+01:00"),
        episode("2026-10-26T00:00:00+14:00"),
        episode("2026-11-22T23:59:00-12:00"),
        episode("2026-11-23T00:00:00-12:00"),
    ]
    assert of(at).episodes == 2
    assert of(at).episodes_before == 1


def test_an_evening_and_the_small_hours_after_it_are_one_night() -> None:
    times = ["2026-11-01T23:50:00+01:00", "2026-11-02T00:10:00+01:00", "2026-11-02T03:00:00+01:00"]
    found = of([episode(each) for each in [*times, "2026-11-02T14:00:00+01:00"]])
    assert (found.nights, found.night_episodes, found.episodes) == (1, 3, 4)


def test_a_day_said_to_be_free_does_not_outweigh_an_episode() -> None:
    found = of([episode("2026-11-02T03:00:00+01:00")], [day("2026-11-02", "none"), day("2026-11-03", "none", "heat")])
    assert (found.recorded_days, found.episode_days, found.free_days) == (2, 1, 1)
    assert found.day_words == WordCounts(recorded=2, words=(("heat", 1),))


def test_an_evening_that_was_declined_says_nothing_about_the_kind_of_day() -> None:
    days = [day("2026-11-02", "none", "no-stretches"), day("2026-11-03", "no-stretches"), day("2026-11-04", "heat")]
    found = of([episode()], days)
    assert found.day_words == WordCounts(recorded=2, words=(("heat", 1),))
    assert found.recorded_days == 3


def test_a_trigger_said_to_be_none_is_recorded_and_counts_for_no_word() -> None:
    found = of([episode(triggers=()), episode("2026-11-20T03:00:00+01:00", triggers=("heat", "Heat"))])
    assert found.triggers == WordCounts(recorded=2, words=(("heat", 1),))


def test_an_episode_with_two_routines_counts_for_both_and_twice_the_same_counts_once() -> None:
    tried = (Tried(routine="walk"), Tried(routine="legs-up"), Tried(routine="walk"))
    row = {"episodes": 1, "recorded": 1, "helped": 0, "minutes": FigureSummary(recorded=0)}
    assert of([episode(tried=tried, helped=Helped.NO)]).tried == (
        TriedRow(routine="legs-up", **row),  # type: ignore[arg-type]
        TriedRow(routine="walk", **row),  # type: ignore[arg-type]
    )


def test_a_place_that_was_not_recorded_comes_last_whatever_its_number() -> None:
    found = of(
        [episode(f"2026-11-0{number}T03:00:00+01:00") for number in range(1, 5)]
        + [episode(place="hip", side=Side.LEFT)]
    )
    assert found.places == (
        PlaceRow(place="hip", left=1, right=0, both=0, unsaid=0),
        PlaceRow(place=None, left=0, right=0, both=0, unsaid=4),
    )


@pytest.mark.parametrize(
    ("since", "unit", "begins"),
    [
        ("2026-11-09", "week", ["2026-11-09", "2026-11-16"]),
        ("2026-08-15", "month", ["2026-08-15", "2026-09-01", "2026-10-01", "2026-11-01"]),
        ("2024-12-31", "year", ["2024-12-31", "2025-01-01", "2026-01-01"]),
    ],
)
def test_a_long_period_is_cut_into_longer_stretches_that_add_up(since: str, unit: str, begins: list[str]) -> None:
    found = of([episode()], since=date.fromisoformat(since))
    assert found.trend_unit == unit
    assert [each.begins.isoformat() for each in found.trend] == begins
    assert sum(each.days for each in found.trend) == found.days
    assert sum(each.episodes or 0 for each in found.trend) == 1


def test_the_usual_period_is_four_weeks_that_end_today() -> None:
    assert default_period(UNTIL) == (SINCE, UNTIL)


def test_notes_left_out_leave_no_word_of_them() -> None:
    found = of([episode(note="SECRET")], omits_notes=True)
    assert "SECRET" not in repr(found)


@pytest.mark.parametrize(("days", "unit"), [(91, "week"), (92, "month"), (400, "month"), (401, "year")])
def test_the_trend_is_in_weeks_up_to_91_days_and_in_months_up_to_400(days: int, unit: str) -> None:
    found = of([], since=UNTIL - timedelta(days=days - 1))
    assert (found.days, found.trend_unit) == (days, unit)
    assert sum(each.days for each in found.trend) == days


def test_a_last_interval_of_one_day_is_in_the_trend() -> None:
    found = of([episode()], since=UNTIL - timedelta(days=7))
    assert [(each.begins, each.days, each.recorded_days, each.episodes) for each in found.trend] == [
        (date(2026, 11, 15), 7, 0, None), (UNTIL, 1, 1, 1),
    ]  # fmt: skip


def test_the_period_before_is_as_long_and_has_both_its_ends() -> None:
    first, last = "2026-09-28", "2026-10-25"
    found = of([episode(f"{first}T12:00:00+01:00"), episode(f"{last}T12:00:00+01:00")])
    assert (found.episodes_before, found.recorded_days_before) == (2, 2)
    described = of([], [day("2026-09-27", "heat"), day(first, "heat"), day(last, "heat"), day("2026-10-26", "heat")])
    assert (described.episodes_before, described.recorded_days_before) == (0, 2)
    assert of([episode("2026-09-27T12:00:00+01:00")]).episodes_before is None


def test_every_side_of_a_place_counts_and_the_most_frequent_place_comes_first() -> None:
    sides = [Side.LEFT, *[Side.RIGHT] * 2, *[Side.BOTH] * 3, *[None] * 4]
    many = [episode(f"2026-11-01T{hour:02}:00:00+01:00", place="hip", side=side) for hour, side in enumerate(sides)]
    few = [episode(f"2026-11-02T{hour:02}:00:00+01:00", place=place) for hour, place in enumerate(["calf", "foot"])]
    found = of([*few, *many])
    assert [(row.place, row.episodes) for row in found.places] == [("hip", 10), ("calf", 1), ("foot", 1)]
    assert found.places[0] == PlaceRow(place="hip", left=1, right=2, both=3, unsaid=4)


def test_words_routines_and_practices_come_with_the_most_frequent_first_then_by_name() -> None:
    walk, rest, air = (Tried(routine=name) for name in ("walk", "rest", "air"))
    found = of(
        [
            episode("2026-11-01T03:00:00+01:00", triggers=("heat", "age"), tried=(walk, air)),
            episode("2026-11-02T03:00:00+01:00", triggers=("heat", "beer"), tried=(walk, rest)),
        ],
        [],
        [
            Practice(
                id=str(number), routine=routine, started_at=datetime.fromisoformat("2026-11-01T22:00:00+01:00"),
                seconds=60, completed=True, device="desk",
            )
            for number, routine in enumerate(("warm-up", "bedtime", "bedtime", "air"))
        ],
    )  # fmt: skip
    assert found.triggers.words == (("heat", 2), ("age", 1), ("beer", 1))
    assert [row.routine for row in found.tried] == ["walk", "air", "rest"]
    assert [row.routine for row in found.practices] == ["bedtime", "air", "warm-up"]


def test_notes_are_newest_first_and_pains_oldest_first() -> None:
    found = of([episode(f"2026-11-{number:02}T03:00:00+01:00", note=str(number), pain=number) for number in (2, 3, 1)])
    assert [each.text for each in found.notes] == ["3", "2", "1"]
    assert [each.pain for each in found.pains] == [1, 2, 3]
