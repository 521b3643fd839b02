"""Reading is linear: twice as many lines, of whatever kind and in whatever order, take twice as many steps."""

import contextlib
import sys
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from spasmtui.episodes.store.diary import Diary
from spasmtui.errors import NotFound
from tests.conftest import FakeClock
from tests.support.store.heavy_journals import ID, write_heavy

KINDS = (
    "beyond any revision", "a chain beyond any revision", "one after another", "concurrent edits", "equal firsts",
    "a braid", "a random graph", "unknown parents", "undone again", "fields of their own", "deletions",
    "purges", "no records in one", "no records at once", "open at once", "unsealed over many",
)  # fmt: skip
"""Those in which a comparison of each line with each other would show. `tests.endurance.diary heavy` tries them all."""
_STORE = str(Path("spasmtui", "episodes", "store"))


class Steps:
    """Counts the lines of the store's code that run, each turn of a loop again."""

    def __init__(self) -> None:
        self.count = 0

    def __enter__(self) -> "Steps":
        sys.settrace(self._enter)
        return self

    def __exit__(self, *_: object) -> None:
        sys.settrace(None)

    def _enter(self, frame: FrameType, _event: str, _argument: object) -> Any:
        return self._step if _STORE in frame.f_code.co_filename else None

    def _step(self, _frame: FrameType, _event: str, _argument: object) -> Any:
        self.count += 1
        return self._step


def steps_to_read(base: Path, case: str, count: int) -> int:
    write_heavy(base / "data", case, count)
    diary = Diary(base / "data", base / "state", FakeClock())
    maintenance = diary.maintenance
    before = sys.gettrace()
    with Steps() as steps:
        diary.episodes(limit=20)
        diary.open_episodes()
        diary.recent_conflicts()
        diary.days()
        with contextlib.suppress(NotFound):
            diary.history(ID)
        maintenance.check_health()
    sys.settrace(before)
    return steps.count


@pytest.mark.parametrize("case", KINDS)
def test_twice_as_many_lines_take_twice_as_many_steps(tmp_path: Path, case: str) -> None:
    few, more, most = (steps_to_read(tmp_path / str(count), case, count) for count in (20, 40, 80))
    assert most - more <= 1.05 * 2 * (more - few)
