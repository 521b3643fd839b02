"""The memory of heat and cold: what is kept, for how long, and what no clock, kill or broken file makes of it."""

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from spasmtui.launcher.process_check import process_identity
from spasmtui.relief.routines.loader import RoutineBook
from spasmtui.relief.running import skin_memory
from spasmtui.relief.running.skin_gate import entry_of
from spasmtui.relief.running.skin_memory import HEAD, SkinEntry, SkinMemory, parse_entry
from tests.conftest import FakeClock
from tests.relief.conftest import CONTENT

HEAT = RoutineBook(CONTENT).routine("heat-session")
Edit = Callable[..., None]


def heat(skin_id: str = "a", *, seconds: float = 60, left: float = 0, planned: float = 0) -> SkinEntry:
    return entry_of(
        HEAT,
        skin_id=skin_id,
        place="calf",
        side="left",
        seconds=seconds,
        routine_seconds=seconds + 30,
        left_seconds=left,
        planned_seconds=planned,
    )


def seen(memory: SkinMemory) -> list[tuple[float, float]]:
    return [(use.seconds, use.seconds_ago) for use in memory.uses()]


@pytest.fixture
def kept(tmp_path: Path, clock: FakeClock) -> SkinMemory:
    """The memory of a process that had one minute of heat, written."""
    memory = SkinMemory(tmp_path, clock)
    memory.note(heat())
    memory.write()
    return memory


@pytest.fixture
def edit(tmp_path: Path) -> Edit:
    """Change fields in the file, as if another machine, boot or process had written it."""

    def change(**fields: object) -> None:
        path = tmp_path / "skin"
        head, *lines = path.read_text().splitlines()
        rows = [parse_entry(line)._replace(**fields) for line in lines]  # type: ignore[arg-type]
        path.write_text("\n".join([head, *(" ".join(str(field) or "-" for field in row) for row in rows), ""]))

    return change


@pytest.mark.usefixtures("kept")
def test_another_process_knows_it_with_place_side_and_the_time_since(tmp_path: Path, clock: FakeClock) -> None:
    clock.advance(600)
    (use,) = SkinMemory(tmp_path, clock).uses()
    assert (use.kinds, use.place, use.side) == (HEAT.skin_kinds, "calf", "left")
    assert (use.seconds, use.seconds_ago, use.wait_seconds) == (60, 600, 3600)


@pytest.mark.usefixtures("kept")
def test_it_is_one_short_line_that_only_its_owner_reads(tmp_path: Path) -> None:
    path = tmp_path / "skin"
    assert path.read_text().splitlines()[0] == HEAD
    assert len(path.read_bytes()) < 250
    assert path.stat().st_mode & 0o777 == 0o600
    assert os.listdir(tmp_path) == ["skin"]


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize("jump", [timedelta(hours=2), timedelta(days=-400), timedelta(days=400)])
def test_a_clock_that_is_set_changes_no_wait(jump: timedelta, tmp_path: Path, clock: FakeClock) -> None:
    clock.advance(600)
    clock.start += jump
    assert seen(SkinMemory(tmp_path, clock)) == [(60, 600)]


@pytest.mark.usefixtures("kept")
def test_after_a_restart_of_the_machine_the_wall_clock_tells_the_time(
    tmp_path: Path, clock: FakeClock, edit: Edit
) -> None:
    edit(boot="another", elapsed=9e6)
    clock.advance(600)
    (use,) = SkinMemory(tmp_path, clock).uses()
    assert use.seconds == 60
    assert use.seconds_ago == pytest.approx(600)


@pytest.mark.usefixtures("kept")
def test_a_moment_in_the_future_counts_as_now_and_from_then_on_the_wait_passes(
    tmp_path: Path, clock: FakeClock, edit: Edit
) -> None:
    edit(boot="another")
    clock.start -= timedelta(days=400)
    memory = SkinMemory(tmp_path, clock)
    assert seen(memory) == [(60, 0)]
    memory.write()
    clock.advance(1800)
    assert seen(SkinMemory(tmp_path, clock)) == [(60, 1800)]


def test_a_killed_program_leaves_the_pack_on_until_the_end_of_its_step(
    tmp_path: Path, clock: FakeClock, edit: Edit
) -> None:
    memory = SkinMemory(tmp_path, clock)
    memory.note(heat(seconds=60, left=240, planned=900))
    memory.write()
    edit(pid=2**31 - 1)
    clock.advance(100)
    assert seen(SkinMemory(tmp_path, clock)) == [(160, 0)]
    clock.advance(1000)
    assert seen(SkinMemory(tmp_path, clock)) == [(300, 860)]


def test_heat_that_runs_in_another_terminal_counts_with_all_that_it_will_have(
    tmp_path: Path, clock: FakeClock, edit: Edit
) -> None:
    memory = SkinMemory(tmp_path, clock)
    memory.note(heat(seconds=60, left=240, planned=900))
    memory.write()
    edit(**process_identity(os.getppid()))
    clock.advance(100)
    assert seen(SkinMemory(tmp_path, clock)) == [(900, 0)]


def test_noting_is_known_at_once_in_this_process_and_writes_nothing(tmp_path: Path, clock: FakeClock) -> None:
    memory = SkinMemory(tmp_path, clock)
    memory.note(heat())
    assert seen(memory) == [(60, 0)]
    assert os.listdir(tmp_path) == []


def test_two_processes_keep_what_each_of_them_knows(tmp_path: Path, clock: FakeClock) -> None:
    one, other = SkinMemory(tmp_path, clock), SkinMemory(tmp_path, clock)
    one.note(heat("a"))
    other.note(heat("b", seconds=100))
    one.write()
    other.write()
    assert sorted(seen(SkinMemory(tmp_path, clock))) == [(60, 0), (100, 0)]


def test_a_session_that_went_on_elsewhere_counts_once_and_in_full(tmp_path: Path, clock: FakeClock) -> None:
    one, other = SkinMemory(tmp_path, clock), SkinMemory(tmp_path, clock)
    one.note(heat("a", seconds=60))
    one.write()
    other.note(heat("a", seconds=400))
    other.write()
    assert seen(one) == [(400, 0)]
    assert other.uses(but="a") == ()


def test_what_is_older_than_a_day_is_dropped_and_the_number_is_bounded(
    tmp_path: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory = SkinMemory(tmp_path, clock)
    memory.note(heat("old"))
    clock.advance(24 * 3600 + 1)
    monkeypatch.setattr(skin_memory, "MOST_ENTRIES", 3)
    for number in range(5):
        clock.advance(1)
        memory.note(heat(f"n{number}"))
    memory.write()
    assert [entry.id for entry in SkinMemory(tmp_path, clock).entries()] == ["n4", "n3", "n2"]
    for number in range(5):
        memory.note(heat(f"diary-{number}"))  # dated in the future, and so counted as of now
    memory.write()
    assert [entry.id for entry in SkinMemory(tmp_path, clock).entries()] == ["n4", "n3", "n2"]


def line(clock: FakeClock, **fields: object) -> str:
    entry = heat()._replace(saved_at=clock.now().timestamp(), elapsed=clock.elapsed(), boot="b", born="1")
    return " ".join(str(field) or "-" for field in entry._replace(**fields))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "content",
    [
        b"", b"junk", b"\xff\xfe\x00", HEAD.encode() + b"\nshort line", b"spasmtui skin 99\n",
        *(
            f"{HEAD}\n{line(FakeClock(), **{name: value})}\n".encode()
            for name, value in [
                ("seconds", "nan"), ("seconds", "inf"), ("seconds", -1), ("seconds", "x"), ("saved_at", 1e300),
                ("kinds", "sun"), ("side", "up"), ("place", "a b"), ("wait_seconds", "-5"),
            ]
        ),
    ],
)  # fmt: skip
def test_a_damaged_file_is_set_aside_under_another_name_and_ignored(
    content: bytes, tmp_path: Path, clock: FakeClock
) -> None:
    (tmp_path / "skin").write_bytes(content)
    memory = SkinMemory(tmp_path, clock)
    assert memory.uses() == ()
    assert memory.damaged == tmp_path / "skin.broken"
    assert memory.damaged.read_bytes() == content
    assert not (tmp_path / "skin").exists()
    memory.note(heat())
    memory.write()
    assert seen(SkinMemory(tmp_path, clock)) == [(60, 0)]


def test_a_pipe_and_a_huge_file_are_not_read(tmp_path: Path, clock: FakeClock) -> None:
    os.mkfifo(tmp_path / "skin")
    assert SkinMemory(tmp_path, clock).uses() == ()
    (tmp_path / "skin").write_bytes(HEAD.encode() + b"\n" * skin_memory.MOST_BYTES)
    memory = SkinMemory(tmp_path, clock)
    assert memory.uses() == ()
    assert memory.damaged is not None


def test_values_beyond_what_can_be_are_cut_to_it(tmp_path: Path, clock: FakeClock) -> None:
    row = line(clock, seconds=1e9, left_seconds=1e9, planned_seconds=1e9, wait_seconds=1e9)
    (tmp_path / "skin").write_text(f"{HEAD}\n{row}\n")
    (use,) = SkinMemory(tmp_path, clock).uses()
    assert (use.seconds, use.wait_seconds) == (3600, 24 * 3600)


def test_a_folder_that_cannot_be_written_loses_nothing_in_this_process(tmp_path: Path, clock: FakeClock) -> None:
    (tmp_path / "taken").write_text("")
    memory = SkinMemory(tmp_path / "taken" / "inside", clock)
    memory.note(heat())
    for _ in range(2):
        with pytest.raises(OSError, match="taken"):
            memory.write()
    assert seen(memory) == [(60, 0)]
