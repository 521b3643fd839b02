"""One length of time reads the same wherever the program shows it."""

from datetime import timedelta

import pytest

from spasmtui.episodes.model.episode import Episode, Tried
from spasmtui.episodes.summary import last_night
from tests.conftest import FakeClock
from tests.support.commands import run
from tests.support.idle import press, settled
from tests.support.log_app import LogApp, text_of
from tests.support.memory_diary import MemoryDiary

SHOWN = "2½ min"


@pytest.fixture
def lasting(clock: FakeClock) -> Episode:
    """An episode of this night that lasted 150 seconds."""
    began = clock.now() - timedelta(minutes=10)
    return Episode(
        id="0199aaaa-0000-7000-8000-000000000001", started_at=began, ended_at=began + timedelta(seconds=150),
        place="calf", pain=6, tried=(Tried(routine="calf-wall", seconds=150, completed=True),),
        created_at=began, updated_at=began, device="desk",
    )  # fmt: skip


@pytest.mark.parametrize(
    "command",
    [
        ("log", "list"),
        ("log", "show", "last"),
        ("log", "edit", "last", "--pain", "5"),
        ("log", "export", "--format", "md", "-o", "-"),
        ("insights",),
        ("report",),
        ("report", "--format", "md"),
        ("report", "--format", "html"),
    ],
    ids=" ".join,
)
def test_a_command_shows_half_minutes(command: tuple[str, ...], lasting: Episode, clock: FakeClock) -> None:
    shown = run(*command, diary=MemoryDiary(clock, [lasting]), clock=clock)
    assert (shown.code, shown.err) == (0, "")
    assert SHOWN in shown.out
    assert "2.5 min" not in shown.out


@pytest.mark.parametrize(
    "command", [("log", "list"), ("log", "show", "last"), ("insights",), ("report",)], ids=" ".join
)
def test_a_command_shows_decimals_in_ascii(command: tuple[str, ...], lasting: Episode, clock: FakeClock) -> None:
    shown = run("--ascii", *command, diary=MemoryDiary(clock, [lasting]), clock=clock)
    assert "2.5 min" in shown.out
    assert shown.out.isascii()


def test_machine_formats_keep_seconds(lasting: Episode, clock: FakeClock) -> None:
    diary = MemoryDiary(clock, [lasting])
    assert run("log", "list", "--json", diary=diary, clock=clock).json[0]["duration_s"] == 150
    assert '"150"' in run("log", "export", "--format", "csv", "-o", "-", diary=diary, clock=clock).out


def test_the_home_screen_shows_half_minutes(lasting: Episode, clock: FakeClock) -> None:
    assert last_night([lasting], clock.now() + timedelta(hours=6))[1] == f"1 cramp, calf, {SHOWN}, pain 6"


@pytest.mark.pilot
async def test_the_log_shows_half_minutes_in_its_list_and_its_detail(lasting: Episode, clock: FakeClock) -> None:
    app = LogApp(clock, [lasting])
    async with app.run_test(size=(160, 30)) as pilot:
        await settled(app)
        row = text_of(app).splitlines()[2]
        await press(pilot, "enter")
        detail = text_of(app)
    assert "  2½ " in row
    assert SHOWN in detail
