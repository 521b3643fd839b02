"""Episodes for tests, with only the fields that matter."""

from datetime import date, datetime
from typing import Any

from spasmtui.episodes.model.episode import Context, Day, Episode, Helped, Kind, Side, Tried
from spasmtui.episodes.model.night_rows import NightRow, night_rows


def episode(started_at: str = "2026-11-22T03:12:00+01:00", **fields: Any) -> Episode:
    start = datetime.fromisoformat(started_at)
    whole = {"id": f"0199{start.timestamp():020.0f}", "created_at": start, "updated_at": start, "device": "desk"}
    return Episode(**{**whole, "started_at": start, **fields})


def rows_of(*episodes: Any, days: tuple[Day, ...] = (), today: date = date(2026, 11, 22)) -> tuple[NightRow, ...]:
    return night_rows(episodes, days, (), today=today)


def day(on: str, *words: str) -> Day:
    return Day(date=on, words=words, updated_at=datetime.fromisoformat("2026-11-22T08:00:00+00:00"), device="desk")


WHOLE = episode(
    id="0199-a",
    ended_at=datetime.fromisoformat("2026-11-22T03:16:00+01:00"),
    place="calf",
    side=Side.LEFT,
    kind=Kind.CRAMP,
    pain=6,
    pain_after=2,
    sleep_disturbance=0,
    context=Context.SLEEP,
    triggers=(),
    signs=("one-sided-swelling",),
    tried=(Tried(routine="night-calf-rescue", seconds=65, completed=True),),
    helped=Helped.MOST,
    note='say "ah"\n=1+1 [/b] é',
)
"""An episode with every field recorded."""
