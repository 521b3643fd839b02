"""Word a trial: its state while it runs, and the page at its end, as titled parts of paragraphs and one table."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from spasmtui.episodes.model.trial import Measure
from spasmtui.episodes.trial.outcome import Refusal, possible_interval, unit_of
from spasmtui.episodes.trial.start_text import TOLD_FROM_HOUR
from spasmtui.episodes.trial.week_records import FEWEST_RECORDED, is_running, weeks_of
from spasmtui.shared.formats import day_and_month, day_name, many, number
from spasmtui.shared.plans.model import plan_day
from spasmtui.shared.trials.weeks import DAYS, draw_order

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from fractions import Fraction

    from spasmtui.episodes.model.trial import Trial
    from spasmtui.episodes.trial.outcome import Outcome
    from spasmtui.episodes.trial.randomization_test import Difference
    from spasmtui.episodes.trial.week_records import WeekRecord

UNEVEN_SHARE = 0.1
"""The difference of the recorded shares of on and off nights from which it is named."""


class Part(NamedTuple):
    """A part of the page: its title, then paragraphs, then perhaps a table with its heading first."""

    title: str
    paragraphs: tuple[str, ...]
    table: tuple[tuple[str, ...], ...] = ()


def kind_name(*, is_on: bool) -> str:
    """Return the name of a kind of week."""
    return "on" if is_on else "off"


def now_line(trial: Trial, now: datetime) -> str:
    """Return the state of a trial in a sentence or two: this week's kind, and the next one's once it may be told."""
    weeks, today = weeks_of(trial), plan_day(now)
    if trial.ended_at is not None:
        return f"Ended early, on {day_name(plan_day(trial.ended_at), has_year=True)}."
    if today < weeks.first_day:
        return f"Begins on {day_name(weeks.first_day)}. {_told(trial, 0, now)}"
    week = weeks.week_of(today)
    if week is None:
        over = "The last night is over at noon." if is_running(trial, now) else "It is over."
        return f"The last week ended on {day_name(weeks.last_day)}. {over}"
    kind = kind_name(is_on=draw_order(trial.weeks, trial.seed)[week])
    last = weeks.first_day_of(week + 1) - timedelta(days=1)
    do = "Do the routine every evening." if kind == "on" else "Leave the routine out. A cramp gets relief all the same."
    following = "" if week + 1 == trial.weeks else f" {_told(trial, week + 1, now)}"
    return f"Week {week + 1} of {trial.weeks} is an {kind} week, to {day_name(last)}. {do}{following}"


def is_told(trial: Trial, week: int, now: datetime) -> bool:
    """Return whether the kind of a week may be told: from the evening before it begins."""
    evening = weeks_of(trial).first_day_of(week) - timedelta(days=1)
    return (now.date(), now.hour) >= (evening, TOLD_FROM_HOUR)


def _told(trial: Trial, week: int, now: datetime) -> str:
    """Return the kind of a week that has not begun, or when it is told."""
    first = weeks_of(trial).first_day_of(week)
    evening = first - timedelta(days=1)
    if is_told(trial, week, now):
        kind = kind_name(is_on=draw_order(trial.weeks, trial.seed)[week])
        return f"The week from {day_name(first)} is an {kind} week."
    return (
        f"On {day_name(evening)}, from {TOLD_FROM_HOUR}:00, you can see which kind the week from {day_name(first)} is."
    )


def running_parts(outcome: Outcome, now: datetime) -> tuple[Part, ...]:
    """Return what may be known of a trial before its end: no cramp is counted."""
    trial, today = outcome.trial, plan_day(now)
    weeks = weeks_of(trial)
    begun = [week for week in outcome.weeks if week.first_day <= today]
    nights = [
        night for week in begun for day, night in enumerate(week.nights) if week.first_day + timedelta(days=day) < today
    ]
    recorded = sum(night is not None for night in nights)
    counted = f"Recorded so far: {recorded} of {many(len(nights), 'night')}." if nights else "No night is over yet."
    until = day_name(weeks.last_day, has_year=True)
    return (
        Part("Now", (now_line(trial, now), *((OTHER_RUNS,) if outcome.has_other else ()))),
        Part(
            "What is recorded",
            (counted, f"Cramps are not counted by on and off weeks before the end, {until}: looking early misleads."),
            _table(outcome, begun),
        ),
    )


def page_parts(outcome: Outcome) -> tuple[Part, ...]:
    """Return the page at the end of a trial."""
    return (
        Part("What was found", _found(outcome)),
        Part("What was recorded", _recorded(outcome), _table(outcome, outcome.weeks)),
        *(
            (Part("What it cannot say", _limits(outcome)), Part("How it was counted", _method(outcome)))
            if outcome.difference is not None
            else ()
        ),
    )


def head_line(trial: Trial, title: str) -> str:
    """Return the heading of a trial: the routine, the dates and the measure."""
    weeks = weeks_of(trial)
    first, last = day_and_month(weeks.first_day), f"{day_and_month(weeks.last_day)} {weeks.last_day.year}"
    if weeks.first_day.year != weeks.last_day.year:
        first += f" {weeks.first_day.year}"
    return f"Trial of {title}: {trial.weeks} weeks, {first} to {last}. Measure: {unit_of(trial.measure)}."


def _table(outcome: Outcome, weeks: Sequence[WeekRecord]) -> tuple[tuple[str, ...], ...]:
    """Return weeks as rows of cells, the heading first; none for no week. Of cramps only the measure is shown."""
    has_cramps, measure = outcome.may_show_cramps, outcome.trial.measure
    heading = ("week", "from", "kind", "nights", *((_HEADINGS[measure],) if has_cramps else ()), "done")
    rows = [
        (
            str(place),
            day_and_month(week.first_day),
            kind_name(is_on=week.is_on),
            f"{week.recorded} of {DAYS}",
            *((str(week.affected if measure is Measure.NIGHTS else week.cramps),) if has_cramps else ()),
            str(week.practised),
        )
        for place, week in enumerate(weeks, start=1)
    ]
    return (heading, *rows) if rows else ()


_HEADINGS = {Measure.NIGHTS: "cramp", Measure.CRAMPS: "cramps"}
"""The heading of the measure in the table of the weeks."""


def _found(outcome: Outcome) -> tuple[str, ...]:
    trial = outcome.trial
    if (found := outcome.difference) is None:
        return (_REFUSALS[outcome.refusal or Refusal.NOT_OVER],)
    unit = unit_of(trial.measure)
    means = f"{number(float(found.on))} a week, and {number(float(found.off))} a week in off weeks"
    interval = _interval(*(possible_interval(outcome) or (0, 0)))
    difference = _amount(found.value)
    if not found.is_finding:
        clear = f"No clear difference in {unit}: in on weeks {means}. In on weeks that is {difference}"
        not_none = (
            "That is not the same as no effect: every difference within the interval goes with what was recorded."
        )
        return f"{clear}, with a 95% interval {interval}.", not_none
    which = "Fewer" if found.value < 0 else "More"
    by_chance = (
        f"Without any effect, {found.at_least_as_large} of the {found.orders} orders that chance could have drawn "
        "would show a difference at least as large."
    )
    clear = f"{which} {unit} in on weeks: {means}. The difference is {difference}, with a 95% interval {interval}."
    return clear, by_chance, *((_DEPENDS,) if outcome.depends_on_missing else ())


_DEPENDS = (
    "This rests on the nights that are missing: had they all been without a cramp, or each with one, there would be no "
    "clear difference."
)

OTHER_RUNS = (
    "Another trial runs at the same time, perhaps begun on another device. Their weeks ask for different things, and "
    "two cannot be told apart: `spasmtui trial` lists them, and `spasmtui trial end ID` ends one."
)

_REFUSALS = {
    Refusal.TWO_AT_ONCE: "Another trial went on at the same time for longer than a week, so nothing is compared: the "
    "two cannot be told apart.",
    Refusal.NOT_OVER: "The trial goes on, and nothing is compared before its end.",
    Refusal.STOPPED: "It was ended early, so nothing is compared. Whoever may stop when the figures look good, or go "
    "on while they do not, finds differences where there are none. What was recorded stays in the diary, and a new "
    "trial can begin.",
    Refusal.FEW_CRAMPS: "Too few nights with a cramp are recorded to compare: at least 5 are needed in all the weeks. "
    "A trial at a time with more cramps, or a longer one, could tell more.",
    Refusal.FEW_FREE_NIGHTS: "Too few nights without a cramp are recorded to compare: at least 5 are needed. "
    "Where only cramps are written down, a night that is not recorded could have been either.",
    Refusal.FEW_WEEKS: f"Too little is recorded to compare. Weeks with fewer than {FEWEST_RECORDED} recorded "
    "nights are left out, and with those that remain no result could be rarer by chance than 1 in 20.",
}


def _recorded(outcome: Outcome) -> tuple[str, ...]:
    kinds = {name: outcome.of_kind(is_on=name == "on") for name in ("on", "off")}
    known = {name: weeks for name, weeks in kinds.items() if weeks}
    if not known:
        return ("It was ended before its first week was under way.",)
    nights = [
        f"{sum(week.recorded for week in weeks)} of {DAYS * len(weeks)} in {name} weeks"
        for name, weeks in known.items()
    ]
    lines = [f"Nights recorded: {', '.join(nights)}. The others are missing, not free."]
    left_out = sum(week.value(outcome.trial.measure) is None for week in outcome.weeks)
    if left_out and outcome.may_show_cramps:
        weeks_are = "week is" if left_out == 1 else "weeks are"
        lines.append(f"{left_out} {weeks_are} left out, with fewer than {FEWEST_RECORDED} recorded nights.")
    shares = [sum(week.recorded for week in weeks) / (DAYS * len(weeks)) for weeks in known.values()]
    if outcome.difference is not None and abs(shares[0] - shares[1]) >= UNEVEN_SHARE:
        more, less = ("on", "off") if shares[0] > shares[1] else ("off", "on")
        lines.append(
            f"More nights were recorded in {more} weeks than in {less} weeks. That alone can make a difference."
        )
    lines += [_done(name, weeks) for name, weeks in known.items()]
    if outcome.late_nights and outcome.may_show_cramps:
        were = "night was" if outcome.late_nights == 1 else "nights were"
        lines.append(f"{outcome.late_nights} {were} recorded or changed after the comparison could be seen.")
    return tuple(lines)


def _done(kind: str, weeks: Sequence[WeekRecord]) -> str:
    """Return on how many evenings the routine was done in the weeks of a kind."""
    done, begun, evenings = sum(week.practised for week in weeks), sum(week.begun for week in weeks), DAYS * len(weeks)
    early = f", and ended early on {begun}" if begun else ""
    if kind == "on":
        return f"On weeks: the routine was done on {done} of {evenings} evenings{early}."
    if not done and not begun:
        return "Off weeks: no evening with the routine is recorded."
    return f"Off weeks: it was done on {done} of {evenings} evenings{early}, against the order."


def _limits(outcome: Outcome) -> tuple[str, ...]:
    lines = [
        (
            "You knew the kind of each week. Expecting a better night can change the night and what is written down, "
            "and the trial cannot tell that from the routine."
        ),
        (
            "If the routine works on into the weeks after it, off weeks were better for it, and the real difference "
            "is larger."
        ),
        (
            "Weeks count by the kind that was drawn, whatever was done in them. Evenings left out, and evenings done "
            "in off weeks, make the difference smaller."
        ),
        (
            "What gets better or worse by itself falls on both kinds of week by chance, so it blurs the difference "
            "and favours neither. The time before the trial is not compared: trials begin at bad times, and those "
            "pass."
        ),
        "A night that is not recorded may differ from those that are.",
        "It is about you and these weeks, and says nothing of other people or of later.",
    ]
    if outcome.ended_before or outcome.stopped_before:
        count = outcome.ended_before + 1
        chance = round(100 * (1 - 0.95**count))
        earlier = f"This is trial {count} of this diary that came to its end"
        stopped = f", and {many(outcome.stopped_before, 'other')} ended early" if outcome.stopped_before else ""
        lines.append(
            f"{earlier}{stopped}. One trial in 20 shows a difference where there is none; of {many(count, 'trial')}, "
            f"at least one does so in up to {chance} of 100 diaries."
        )
    else:
        lines.append("One trial in 20 shows a difference where there is none.")
    return tuple(lines)


def _method(outcome: Outcome) -> tuple[str, ...]:
    found: Difference | None = outcome.difference
    if found is None:
        return ()
    counted = "nights with a cramp" if outcome.trial.measure is Measure.NIGHTS else "cramps at night"
    return (
        (
            f"Each week has one figure, its {counted} for {DAYS} recorded nights; the difference is that of the means "
            "of on and off weeks. The measure was chosen before the first week, and nothing else was compared."
        ),
        (
            f"Randomization test over the {found.orders} orders that could have been drawn and would have left enough "
            f"weeks of each kind: p = {float(found.p_value):.3f}, two-sided (Edgington and Onghena 2007)."
        ),
        "The interval holds each constant difference that this test does not reject at 5% (Garthwaite 1996).",
        f"Seed {outcome.trial.seed}: the order can be drawn again.",
    )


def _amount(value: Fraction | float) -> str:
    """Return a difference in words: `1.7 fewer`, `0.5 more`, `no difference`."""
    amount = float(value)
    if not amount:
        return "no difference"
    size = number(abs(amount)) if abs(amount) >= 0.05 else "less than 0.1"
    return f"{size} {'fewer' if amount < 0 else 'more'}"


def _interval(low: float, high: float) -> str:
    """Return an interval in words, what is nearer to 0 first: `from 0.3 to 3.1 fewer`, `from 2.4 fewer to 0.7 more`."""
    if low < 0 < high:
        return f"from {_amount(low)} to {_amount(high)}"
    near, far = sorted((low, high), key=abs)
    return f"from {_amount(near).rpartition(' ')[0] if near else '0'} to {_amount(far)}"


def part_lines(part: Part) -> list[str]:
    """Return a part as lines: its title, each paragraph, and the table in columns."""
    return [
        part.title,
        *(f"  {paragraph}" for paragraph in part.paragraphs),
        *(f"  {row}" for row in table_lines(part)),
    ]


def table_lines(part: Part, gap: int = 2) -> list[str]:
    """Return the table of a part as lines of columns, with so many cells between them."""
    widths = [max(map(len, column)) for column in zip(*part.table, strict=True)]
    between = " " * gap
    return [between.join(map(str.ljust, row, widths)).rstrip() for row in part.table]


def spoken_lines(part: Part) -> list[str]:
    """Return a part as lines to be heard one by one: each cell of the table with its heading."""
    heading = part.table[0] if part.table else ()
    rows = [", ".join(f"{name} {cell}" for name, cell in zip(heading, row, strict=True)) for row in part.table[1:]]
    return [part.title, *part.paragraphs, *rows]
