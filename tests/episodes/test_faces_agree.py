"""One truth in all faces: a figure is the same, or refused, in text, JSON, Markdown, HTML, on the sheet and on Home."""

import json
import random
import re
from dataclasses import replace
from datetime import timedelta
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import pytest

from spasmtui.episodes.insights.analysis import Insights, analyze_diary
from spasmtui.episodes.insights.cards import card_lines
from spasmtui.episodes.insights.document import insights_document
from spasmtui.episodes.insights.text import month_rows
from spasmtui.episodes.model.names import SHIPPED
from spasmtui.episodes.model.past_uses import count_past_uses
from spasmtui.episodes.report.data import build_report
from spasmtui.episodes.report.formats import render_sheet
from spasmtui.episodes.report.sheet import SheetContents, compose_sheet
from spasmtui.episodes.summary import summarize_diary
from spasmtui.episodes.tui.insights.calendar_picture import calendar_picture
from spasmtui.episodes.tui.insights.page import ALL_LINES
from spasmtui.shared.formats import many, number, place_with_side
from spasmtui.shared.times.lengths import format_duration
from tests.conftest import FakeClock
from tests.support.cases import with_each
from tests.support.memory_diary import MemoryDiary
from tests.support.random_diaries import NOW, Records, random_diary
from tests.support.sheets import page_of

SEEDS = range(16)


def any_diary(seed: int) -> Records:
    """A diary of chance, with cramps by day; one in four says of no night that it was free."""
    dice, records = random.Random(seed), random_diary(seed)
    since = NOW - timedelta(days=dice.choice([3, 9, 20, 60, 80]))
    made = (
        replace(each, started_at=each.started_at.replace(hour=15), ended_at=None) if dice.random() < 0.2 else each
        for each in records.episodes
        if each.started_at >= since
    )
    episodes = tuple(each for each in made if each.started_at <= NOW)
    days = () if seed % 4 == 0 else tuple(each for each in records.days if each.date >= since.date().isoformat())
    return Records(episodes, days, tuple(each for each in records.practices if each.started_at >= since))


def analyzed(records: Records) -> Insights:
    return analyze_diary(records.episodes, records.days, records.practices, now=NOW)


def percent(value: float) -> str:
    return f"{round(value * 100)}%"


def share_words(found: dict[str, Any]) -> str:
    """A share in words, of what the JSON says alone."""
    if not found["recorded"]:
        return "not recorded"
    if found["share"] is None:
        return f"{found['affected']}, none recorded as free"
    low, high = found["interval"]
    interval = f"({percent(found['share'])}, interval {percent(low)} to {percent(high)})"
    return f"{found.get('affected', found.get('count'))} of {found['recorded']} recorded {interval}"


def period_words(found: dict[str, Any]) -> str:
    rate = "" if found["per_week"] is None else f", {number(found['per_week'])} a week"
    return f"{many(found['episodes'], 'episode')}{rate}; nights with a cramp: {share_words(found['nights'])}."


def told_by(found: dict[str, Any]) -> list[str]:
    """The sentences that follow from the JSON of the insights alone."""
    nights, lasted, pain = found["nights"], found["durations"], found["pain"]
    lines = [f"Nights with a cramp: {share_words(nights)}. Not recorded: {nights['not_recorded']}."]
    lines += [f": {period_words(each)}" for each in (found["last_weeks"], found["weeks_before"]) if each]
    lines += [f": {period_words(each)}" for each in (found["bedtime"] or {}).values()]
    if lasted["recorded"]:
        middle, longest = (format_duration(lasted[name] * 60) for name in ("median_min", "longest_min"))
        recorded = f"({lasted['recorded']} of {many(found['episodes'], 'episode')} recorded)"
        lines.append(f"Lasted: median {middle}, longest {longest} {recorded}.")
    for title, name in (("Worst pain", "worst"), ("Pain afterwards", "after")):
        if pain[name]["recorded"]:
            lines.append(f"{title}: median {number(pain[name]['median'])} of 10 ({pain[name]['recorded']} of ")
    for each in found["tried"]:
        if each["helped"]["recorded"]:
            lines.append(f"helped in {share_words(each['helped'])}, gone or most in {each['gone_or_most']['count']}")
    for each in found["comparisons"]:
        one, other = (
            f"{part['affected']} of {part['recorded']}"
            + ("" if part["share"] is None else f" ({percent(part['share'])})")
            for part in (each["with"], each["without"])
        )
        low, high = each["difference"] or (0, 0)
        ending = f"{round(low * 100):+} to {round(high * 100):+} points." if each["difference"] else " difference."
        assert each["text"].endswith(ending)
        assert f"a cramp on {one}; " in each["text"]
        assert f": {other}." in each["text"]
        lines.append(each["text"])
    return [*lines, *found["not_yet"]]


@with_each("seed", SEEDS)
def test_the_json_of_the_insights_says_and_refuses_what_the_text_does(seed: int) -> None:
    insights = analyzed(any_diary(seed))
    text = "\n".join(card_lines(insights, SHIPPED))
    found = json.loads(json.dumps(insights_document(insights)))
    for line in told_by(found):
        assert line in text
    shares = [found["nights"], *(each["nights"] for each in (found["last_weeks"], found["weeks_before"]) if each)]
    assert all(each["share"] is None for each in shares if each["affected"] == each["recorded"])
    periods = [found["last_weeks"], found["weeks_before"], *(found["bedtime"] or {}).values()]
    rates = [each["per_week"] for each in periods if each]
    assert text.count(" a week;") == sum(rate is not None for rate in rates)


@with_each("seed", SEEDS)
def test_home_the_calendar_and_the_months_count_the_same_nights(seed: int) -> None:
    records = any_diary(seed)
    insights = analyzed(records)
    summary = summarize_diary(MemoryDiary(FakeClock(NOW), [*records.episodes, *records.days, *records.practices]), NOW)
    assert summary.first_night is not None
    by_date = {row.date: row.night_cramps for row in insights.rows}
    home = {summary.first_night + timedelta(days=number): each for number, each in enumerate(summary.nights)}
    assert home == {night: by_date.get(night) for night in home}
    within = [cramps for night, cramps in by_date.items() if night in home and cramps is not None]
    if set(by_date) <= set(home):
        assert (sum(map(bool, within)), len(within)) == (insights.affected.count, insights.affected.total)
        assert sum(int(row[2]) for row in month_rows(insights)) == insights.affected.count
    drawn = "\n".join(line.plain for line in calendar_picture(insights, NOW.date(), 120, 60, ALL_LINES))
    for table in ("by month", "by the weekday of the evening"):
        words = drawn.partition(f"Nights with a cramp, {table}")[2].partition("Nights with")[0]
        counts = [(int(one), int(of)) for one, of in re.findall(r"(\d+) of (\d+)", words)]
        assert tuple(map(sum, zip(*counts, strict=True))) == (insights.affected.count, insights.affected.total)


@with_each("seed", SEEDS)
def test_home_relief_and_the_insights_tell_the_same_of_what_was_tried_at_a_place(seed: int) -> None:
    records = any_diary(seed)
    insights = analyzed(records).tried_at
    titles = [SHIPPED.tried(each) if each.remedy is None else f"Your own: {each.remedy}" for each in insights]
    named = {
        (place_with_side(each.place, None), title): (each.eased, each.recorded)
        for title, each in zip(titles, insights, strict=True)
    }
    summary = summarize_diary(MemoryDiary(FakeClock(NOW), [*records.episodes, *records.days]), NOW)
    assert [named[each.place, each.routine] for each in summary.helped] == [
        (each.most, each.recorded) for each in summary.helped
    ]
    past = count_past_uses(records.episodes, ()).routines
    assert {(routine, place): counts for routine, each in past.items() for place, counts in each.at_places.items()} == {
        (each.routine, each.place): (each.eased, each.recorded)
        for each in insights
        if each.routine is not None and each.place is not None
    }


def sheet_of(records: Records) -> SheetContents:
    since = (NOW - timedelta(days=120)).date()
    return compose_sheet(
        build_report(
            records.episodes, records.days, records.practices, since=since, until=NOW.date(), made_on=NOW.date()
        )
    )


class Words(HTMLParser):
    """The words of a page, without its head."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.feed(page.partition("<body")[2])

    def handle_data(self, data: str) -> None:
        self.words += data.split()


def figures(words: str) -> list[str]:
    return re.findall(r"[\d.,½]+|not recorded", words)


@with_each("seed", SEEDS)
def test_the_sheet_has_the_same_figures_in_text_markdown_and_html_and_in_the_json(seed: int) -> None:
    contents = sheet_of(any_diary(seed))
    sheet = page_of(contents)
    text, markdown, page = (render_sheet(contents, name).decode() for name in ("text", "md", "html"))
    faces = [" ".join(face.replace("\\", "").split()) for face in (text, markdown)] + [" ".join(Words(page).words)]
    for label, phrase in sheet.overview:
        for face in faces:
            at = face.find(label)
            assert figures(phrase) == figures(face[at + len(label) :])[: len(figures(phrase))], label
    found, said = json.loads(render_sheet(contents, "json")), dict(sheet.overview)
    for label, name in (
        ("Worst pain (0-10)", "pain"),
        ("Pain afterwards (0-10)", "pain_after"),
        ("Sleep disturbed (0-10)", "sleep_disturbance"),
    ):
        each = found[name]
        assert (each["median"] is None) == (said[label] == "not recorded")
        if each["median"] is not None:
            assert said[label].startswith(f"median {number(each['median'])}, highest {number(each['highest'])} ")
    lasted, over = found["minutes"], found["long_episodes"]
    assert (lasted["median"] is None) == (over is None) == ("median" not in said["Lasted"])
    if over is not None:
        assert f"median {format_duration(lasted['median'] * 60)}," in said["Lasted"]
        assert f", {over} over 10 min" in said["Lasted"]
    shown = [cells for table in sheet.trend for cells in zip(*table.rows, strict=True)]
    counted = [each for each in shown if each != ("Episodes", "Days recorded")]
    assert (
        counted
        == [
            ("" if each["episodes"] is None else str(each["episodes"]), f"{each['recorded_days']} of {each['days']}")
            for each in found["trend"]
        ][-len(counted) :]
    )


@with_each("seed", SEEDS)
def test_the_sheet_and_the_insights_tell_the_same_of_one_period(seed: int) -> None:
    records = any_diary(seed)
    insights, report = analyzed(records), sheet_of(records).report
    assert (report.episodes, report.nights) == (insights.episodes, insights.affected.count)
    assert (report.minutes.median, report.minutes.highest, report.minutes.recorded) == pytest.approx((
        insights.minutes,
        insights.longest_minutes,
        insights.minutes_recorded,
    ))
    assert report.hours == insights.hours
    assert report.pain.recorded == insights.pain.worst_recorded
    tried = [(each.routine, each.episodes, each.helped, each.recorded, each.minutes.median) for each in report.tried]
    assert tried == [
        (each.routine, each.episodes, each.helped.count, each.helped.total, each.minutes) for each in insights.tried
    ]
    assert all(one.episodes >= other.episodes for one, other in pairwise(report.tried))
