"""What vanished from a journal: accepting it as deleted goes back to what is left."""

from datetime import timedelta
from pathlib import Path

import pytest

from spasmtui.episodes.store.diary import Diary
from spasmtui.errors import NotFound
from tests.conftest import FakeClock
from tests.support.store.values import NIGHT, an_episode

ID = an_episode(1).id


def a_session(root: Path) -> Diary:
    return Diary(root / "data", root / "state", FakeClock(NIGHT + timedelta(days=1)))


def lose_last_line(diary: Diary) -> None:
    (journal,) = diary.folder.glob("*.jsonl")
    raws = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(b"".join(raws[:-1]))


def test_a_record_goes_back_to_the_newest_line_that_is_left(tmp_path: Path) -> None:
    diary = a_session(tmp_path)
    diary.add(an_episode(1))
    diary.edit(ID, pain=4)
    diary.edit(ID, pain=9)
    lose_last_line(diary)
    later = a_session(tmp_path)
    assert later.get(ID).pain == 9
    assert later.maintenance.accept_lost_as_deleted() == 1
    assert (later.get(ID).pain, a_session(tmp_path).get(ID).pain) == (4, 4)
    assert later.maintenance.check_health().lost == 0


def test_a_record_whose_newest_line_that_is_left_is_its_deletion_is_deleted(tmp_path: Path) -> None:
    diary = a_session(tmp_path)
    diary.add(an_episode(1))
    diary.delete(ID)
    diary.undo()
    lose_last_line(diary)
    later = a_session(tmp_path)
    assert later.get(ID) == an_episode(1)
    assert later.maintenance.accept_lost_as_deleted() == 1
    for session in (later, a_session(tmp_path)):
        with pytest.raises(NotFound):
            session.get(ID)
