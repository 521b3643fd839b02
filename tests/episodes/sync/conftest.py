"""Two machines with a diary each, for sync programs that are really run."""

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from spasmtui.episodes.model.episode import Episode
from spasmtui.episodes.store.diary import Diary
from tests.conftest import FakeClock
from tests.support.store.encrypted import encrypt_every_diary
from tests.support.store.values import NIGHT, an_episode

FIRST, EACH = 50, 20


class Machine:
    """One of the two: its own folder, its own state, its own clock."""

    def __init__(self, root: Path, name: str, hours: float) -> None:
        self.root = root / name
        self.name = name
        self.clock = FakeClock(NIGHT + timedelta(days=2, hours=hours))
        self.folder = self.root / "data"
        self.diary = Diary(self.folder, self.root / "state", self.clock)
        (self.root / "state").mkdir(parents=True, exist_ok=True, mode=0o700)
        # Both run on this machine: the id is set, as two machines' names would.
        for host in _hosts():
            (self.root / "state" / f"device.{host}").write_text(f"{name}-000001\n", encoding="ascii")

    def reopened(self) -> Diary:
        """The diary as a session that starts now sees it."""
        return Diary(self.folder, self.root / "state", self.clock)


def _hosts() -> list[str]:
    from spasmtui.episodes.store.journal.ids import host_name

    return [host_name()]


@pytest.fixture(params=["plain", "encrypted"])
def machines(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> tuple[Machine, Machine]:
    """Two machines with plain diaries, and with encrypted ones whose key is given."""
    if request.param == "encrypted":
        encrypt_every_diary(monkeypatch, tmp_path)
    return Machine(tmp_path, "laptop", 0), Machine(tmp_path, "phone", 0.5)


def begin(machine: Machine) -> None:
    """Fifty episodes before the machines part."""
    for number in range(FIRST):
        machine.diary.add(an_episode(number))


def part(machines: tuple[Machine, Machine]) -> None:
    """Both change things without knowing of each other: twenty new each, edits, a deletion, one edit of the same."""
    for index, machine in enumerate(machines):
        machine.diary = machine.reopened()
        for number in range(EACH):
            machine.diary.add(an_episode(1000 * (index + 1) + number))
        machine.diary.edit(an_episode(index).id, pain=index + 3)
        machine.diary.edit(an_episode(10).id, note=f"by {machine.name}")
        machine.diary.delete(an_episode(20 + index).id)


def agree(machines: tuple[Machine, Machine]) -> tuple[Episode, ...]:
    """What both show; checked to be the same and complete."""
    one, other = (machine.reopened().episodes() for machine in machines)
    assert one == other
    shown = {episode.id: episode for episode in one}
    kept = [number for number in range(FIRST) if number not in (20, 21)]
    new = [1000 * (index + 1) + number for index in range(2) for number in range(EACH)]
    assert shown.keys() == {an_episode(number).id for number in [*kept, *new]}
    assert [shown[an_episode(index).id].pain for index in range(2)] == [3, 4]
    assert shown[an_episode(10).id].note == "by phone"
    assert not any(machine.reopened().maintenance.check_health().lost for machine in machines)
    return one


@pytest.fixture
def program() -> Callable[[str], str]:
    """The path of a program, or a skipped test."""

    def find(name: str) -> str:
        path = shutil.which(name)
        if path is None:
            pytest.skip(f"{name} is not installed")
        return path

    return find
