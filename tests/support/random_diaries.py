"""Diaries of somebody in whom nothing lies behind anything, and of somebody in whom one thing does."""

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from spasmtui.episodes.entry.day_words import DAY_WORDS
from spasmtui.episodes.model.episode import Day, Episode, Helped, Practice, Tried
from spasmtui.shared.plans.bedtime import BEDTIME

NOW = datetime(2026, 11, 22, 11, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Records:
    """What a diary holds."""

    episodes: tuple[Episode, ...]
    days: tuple[Day, ...]
    practices: tuple[Practice, ...]


def random_diary(seed: int, *, planted: str = "", effect: float = 0.0) -> Records:
    """Sixteen weeks in which cramps fall as dice do, and more often by `effect` on days with the `planted` word."""
    dice = random.Random(seed)
    nights = dice.randint(20, 112)
    often = dice.uniform(0.2, 0.6)
    habits = {word: dice.uniform(0.05, 0.5) for word in DAY_WORDS}
    began = dice.randrange(nights)
    episodes: list[Episode] = []
    days: list[Day] = []
    practices: list[Practice] = []
    for back in range(nights):
        evening = (NOW - timedelta(days=back + 1)).date()
        words = [word for word, habit in habits.items() if dice.random() < habit]
        is_affected = dice.random() < often + (effect if planted in words else 0.0)
        if dice.random() < 0.2:
            continue
        episodes += [_episode(evening, dice) for _ in range(dice.randint(1, 3) if is_affected else 0)]
        said = words if is_affected else ["none", *words]
        days.append(Day(date=evening.isoformat(), words=tuple(said) or ("ordinary",), updated_at=NOW, device="desk"))
        if back < began and dice.random() < 0.7:
            at = datetime.combine(evening, time(21, 30), UTC)
            practices.append(
                Practice(id=f"p{back}", routine=BEDTIME, started_at=at, seconds=210, completed=True, device="desk")
            )
    return Records(tuple(episodes), tuple(days), tuple(practices))


def _episode(evening: date, dice: random.Random) -> Episode:
    at = datetime.combine(evening, time(18), UTC) + timedelta(minutes=dice.randrange(17 * 60))
    return Episode(
        id=f"{dice.getrandbits(64):016x}",
        started_at=at,
        ended_at=None if dice.random() < 0.3 else at + timedelta(seconds=dice.randint(20, 1200)),
        place=dice.choice(["calf", "foot", None]),
        pain=dice.choice([None, *range(11)]),
        tried=(Tried(routine="night-calf-rescue"),) if dice.random() < 0.5 else (),
        helped=dice.choice([None, *Helped]),
        created_at=at,
        updated_at=at,
        device="desk",
    )
