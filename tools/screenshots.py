"""Take the pictures in `screenshots/`: `make screenshots`, or `python -m tools.screenshots`.

The real app runs on a sample diary with a clock that stands still. A test fails when the picture of a mode is missing.
"""

import asyncio
import os
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from spasmtui.app import SpasmApp
from spasmtui.cli import Composition
from spasmtui.episodes.model.episode import Context, Day, Episode, Helped, Kind, Practice, Side, Tried
from spasmtui.episodes.store.diary import Diary
from spasmtui.shell import Options
from spasmtui.ui.messages import StartRelief

FOLDER = Path(__file__).parent.parent / "screenshots"
NOW = datetime(2026, 11, 22, 23, 5, tzinfo=UTC)
SHOTS = {"home": ["1"], "relief": [], "log": ["3"], "guide": ["4"], "drink": ["5"], "urgent": ["exclamation_mark"]}
"""The keys that open each screen; relief starts with the app."""
NIGHTS = (
    # days ago, hour, minute, minutes long, place, side, pain, pain after, routine, helped
    (0, 3, 12, 4, "calf", Side.LEFT, 6, 2, "night-calf-rescue", Helped.MOST),
    (2, 2, 40, 6, "calf", Side.LEFT, 7, 3, "night-calf-rescue", Helped.SOME),
    (2, 4, 5, 5, "foot", Side.LEFT, 5, 1, "foot-toes", Helped.GONE),
    (5, 1, 55, 3, "calf", Side.RIGHT, 4, 1, "night-calf-rescue", Helped.GONE),
    (8, 3, 30, 8, "calf", Side.LEFT, 7, 3, "night-calf-rescue", Helped.SOME),
    (9, 23, 50, 5, "calf", Side.LEFT, 6, 2, "night-calf-rescue", Helped.MOST),
    (11, 4, 20, 4, "hamstring", Side.RIGHT, 5, 1, "hamstring", Helped.MOST),
    (13, 2, 10, 6, "calf", Side.LEFT, 6, 2, "night-calf-rescue", Helped.MOST),
)


class StandingClock:
    """A clock that always shows the same evening."""

    def now(self) -> datetime:
        """Return the evening of the pictures."""
        return NOW

    def elapsed(self) -> float:
        """Return a fixed number of seconds."""
        return 1000.0


def fill(diary: Diary) -> None:
    """Write two weeks of a made-up person's nights."""
    for days, hour, minute, length, place, side, pain, after, routine, helped in NIGHTS:
        started = (NOW - timedelta(days=days)).replace(hour=hour, minute=minute)
        diary.add(
            Episode(
                id=f"019a{days:04x}-{hour:02x}{minute:02x}-7000-8000-000000000000",
                started_at=started,
                ended_at=started + timedelta(minutes=length),
                place=place,
                side=side,
                kind=Kind.CRAMP,
                pain=pain,
                pain_after=after,
                context=Context.SLEEP,
                tried=(Tried(routine=routine, seconds=80, completed=True),),
                helped=helped,
                created_at=started,
                updated_at=started,
                device="here",
            )
        )
    for days in (1, 3, 4, 6):
        evening = (NOW - timedelta(days=days)).replace(hour=22, minute=30)
        diary.add(Day(date=evening.date().isoformat(), words=("none",), updated_at=NOW, device="here"))
        diary.add(
            Practice(
                id=f"019b{days:04x}-0000-7000-8000-000000000000",
                routine="bedtime-prevention",
                started_at=evening,
                seconds=215,
                completed=True,
                device="here",
            )
        )


async def take(name: str, keys: list[str], services: Composition) -> None:
    """Drive the app to one screen and write its picture."""
    app = SpasmApp(services, Options(), StartRelief("calf", "left") if name == "relief" else None)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press(*keys)
        await app.workers.wait_for_complete()
        app.theme = "spasm-dark"
        await pilot.pause()
        (FOLDER / f"{name}.svg").write_text(app.export_screenshot(title=f"spasmtui: {name}"), encoding="utf-8")
        print(f"screenshots/{name}.svg")


def main() -> None:
    """Take every picture, each in a home folder of its own that is deleted afterwards."""
    for name, keys in SHOTS.items():
        with tempfile.TemporaryDirectory() as home:
            os.environ.update(
                HOME=home, SPASMTUI_DATA=f"{home}/diary", TZ="UTC", SPASMTUI_REGION="gb", SPASMTUI_LANGUAGE="en"
            )
            services = Composition(Options(), StandingClock())
            fill(services.diary)
            asyncio.run(take(name, keys, services))


if __name__ == "__main__":
    main()
