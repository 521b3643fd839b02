"""Make up six months of a person's nights for the pictures: the same ones every time."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from spasmtui.episodes.model.episode import Context, Day, Episode, Helped, Kind, Practice, Side, Tried
from spasmtui.episodes.store.journal.record_codec import Record

NIGHTS = 175
PLACES = (
    # place, side, routine, how often
    ("calf", Side.LEFT, "night-calf-rescue", 44),
    ("calf", Side.RIGHT, "night-calf-rescue", 24),
    ("foot", Side.LEFT, "foot-toes", 15),
    ("foot", Side.RIGHT, "foot-toes", 6),
    ("hamstring", Side.RIGHT, "hamstring", 6),
    ("thigh", Side.LEFT, "quadriceps", 3),
    ("lower-back", None, "low-back-ease", 2),
)
NOTES = (
    "Long walk on the beach yesterday.",
    "Woke on my back, feet under the tucked sheet.",
    "Two hours in the garden.",
)


class StandingClock:
    """A clock that stands at one moment until it is moved."""

    def __init__(self, now: datetime) -> None:
        """Begin at this moment."""
        self._now = now
        self._elapsed = 1000.0

    def now(self) -> datetime:
        """Return the moment of the picture."""
        return self._now

    def elapsed(self) -> float:
        """Return a number of seconds that grows only when the clock is moved."""
        return self._elapsed

    def move(self, seconds: float) -> None:
        """Move on."""
        self._now += timedelta(seconds=seconds)
        self._elapsed += seconds


def sample_records(last: datetime) -> Iterator[Record]:
    """Yield episodes, days and practices of the nights up to this moment.

    Cramps become rarer towards the end, and rarer after bedtime stretches, so that the pictures have something to show.
    """
    chance = Random(11)
    for ago in range(NIGHTS, -1, -1):
        evening = (last - timedelta(days=ago)).date()
        is_practised = chance.random() < (0.25 if ago > 90 else 0.55)
        if is_practised and (ago or last.hour >= 23):
            yield _practice(evening, chance)
        cramps = chance.random() < (0.5 if ago > 60 else 0.36) - 0.14 * is_practised
        if ago == 1 and last.hour < 12:
            continue  # the morning's question is still open
        if ago == 1 or (ago and cramps):
            yield from _night(evening, chance)
        elif ago and chance.random() < 0.5:
            yield _day(evening, ("none",))
        elif ago and chance.random() < 0.3:
            yield _day(evening, (chance.choice(("effort", "little-drink", "heat")),))


def _night(evening: date, chance: Random) -> Iterator[Record]:
    for number in range(2 if chance.random() < 0.15 else 1):
        place, side, routine, _ = chance.choices(PLACES, [row[3] for row in PLACES])[0]
        hour = chance.choice((23, 0, 1, 2, 2, 3, 3, 3, 4, 5))
        started = _at(evening, hour, chance.randrange(60)) + timedelta(minutes=7 * number)
        pain = chance.choice((3, 4, 5, 5, 6, 6, 7, 8))
        helped = chance.choice((Helped.GONE, Helped.GONE, Helped.MOST, Helped.MOST, Helped.SOME, Helped.NO))
        length = chance.choice((2, 3, 3, 4, 5, 6, 9))
        yield Episode(
            id=_id("a", started),
            started_at=started,
            ended_at=started + timedelta(minutes=length),
            place=place,
            side=side,
            kind=Kind.CRAMP,
            pain=pain,
            pain_after={Helped.GONE: 0, Helped.MOST: 1, Helped.SOME: pain // 2, Helped.NO: pain}[helped],
            sleep_disturbance=chance.choice((None, 2, 4, 6)),
            context=Context.SLEEP,
            tried=(Tried(routine=routine, seconds=60 * min(length, 3), completed=helped is not Helped.NO),),
            helped=helped,
            note=chance.choice(NOTES) if chance.random() < 0.15 else None,
            created_at=started,
            updated_at=started + timedelta(minutes=length),
            device="here",
        )


def _practice(evening: date, chance: Random) -> Practice:
    started = _at(evening, 22, 30 + chance.randrange(20))
    return Practice(
        id=_id("b", started),
        routine="bedtime-prevention",
        started_at=started,
        seconds=215,
        completed=chance.random() < 0.9,
        device="here",
    )


def _day(evening: date, words: tuple[str, ...]) -> Day:
    return Day(date=evening.isoformat(), words=words, updated_at=_at(evening, 21, 0), device="here")


def _at(evening: date, hour: int, minute: int) -> datetime:
    """Return a time of the night that begins in this evening."""
    day = evening if hour >= 12 else evening + timedelta(days=1)
    return datetime.combine(day, time(hour, minute), UTC)


def _id(kind: str, at: datetime) -> str:
    return f"019{kind}{at:%m%d}-{at:%H%M}-7000-8000-000000000000"


def sample_plan(today: date) -> str:
    """Return a plan of exercise as its file has it."""
    return f"""by = "Anna Keller, physiotherapist"

[[items]]
routine = "calf-wall"
times_a_day = 2
sides = "both"
from = {today - timedelta(days=38)}
until = {today + timedelta(days=24)}
note = "Heel down, knee straight. Stop at 4 of 10."

[[items]]
routine = "bedtime-prevention"
at = ["22:15"]
from = {today - timedelta(days=17)}
until = {today + timedelta(days=24)}
by = ""

[[items]]
routine = "foot-toes"
days_a_week = 3
sides = "left"
from = {today - timedelta(days=38)}
until = {today + timedelta(days=24)}

[[items]]
routine = "neck-ease"
days = ["mon", "wed", "fri"]
from = {today - timedelta(days=60)}
until = {today - timedelta(days=12)}
"""


def sample_practices(now: datetime) -> Iterator[Practice]:
    """Yield what was done of the plan: most of it, some in part, some skipped, and some not recorded."""
    chance = Random(7)
    for ago in range(38, -1, -1):
        day = now.date() - timedelta(days=ago)
        for routine, hour, often, side in (
            ("calf-wall", 8, 0.85, Side.BOTH),
            ("calf-wall", 18, 0.7, Side.BOTH),
            ("foot-toes", 12, 0.42, Side.LEFT),
        ):
            started = _at(day, 12, 0).replace(hour=hour, minute=chance.randrange(50))
            is_done, is_early, is_skipped = (chance.random() < each for each in (often, 0.1, 0.3))
            before, effort = chance.choice((4, 5, 6)), chance.choice((3, 4, 4, 5))
            if started > now or not (is_done or (is_skipped and hour == 18)):
                continue
            yield Practice(
                id=_id("c", started),
                routine=routine,
                started_at=started,
                seconds=155 if is_done else 0,
                completed=is_done and not is_early,
                side=side,
                pain=before if is_done else None,
                pain_after=max(0, before - 2) if is_done else None,
                effort=effort if is_done else None,
                is_skipped=not is_done,
                device="here",
            )
