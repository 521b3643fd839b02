"""The tables that the diary speaks to: one reading side with and without TinyDB, one way of writing."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from spasmtui.episodes.model.episode import Day, Episode, Practice
from spasmtui.episodes.store.diary import Diary
from spasmtui.episodes.store.journal.record_codec import EPISODES
from spasmtui.episodes.store.journal.record_encoder import to_document
from spasmtui.episodes.store.record_change import RecordChange
from spasmtui.episodes.store.record_table import RecordTable
from spasmtui.episodes.store.tinydb_adapter import JournalStorage
from spasmtui.errors import CannotStore, NotFound, NotSaved
from tests.conftest import FakeClock
from tests.support.store.lines import a_line, raw_line, write_journal
from tests.support.store.values import NIGHT, an_episode

DAY = Day(date="2026-11-22", words=("heat",), updated_at=NIGHT, device="laptop")
PRACTICE = Practice(id="p1", routine="bedtime", started_at=NIGHT, seconds=90, completed=True, device="laptop")


@pytest.fixture
def diary(tmp_path: Path, clock: FakeClock) -> Diary:
    return Diary(tmp_path / "data", tmp_path / "state", clock)


@pytest.fixture(params=["RecordTable", "JournalTable"])
def table(request: pytest.FixtureRequest, diary: Diary) -> RecordTable:
    """The table of episodes, with five of them, the third open and the fifth deleted."""
    for number in range(1, 6):
        diary.add(an_episode(number, is_open=number == 3))
    diary.delete(an_episode(5).id)
    is_light = request.param == "RecordTable"
    return RecordTable(diary.journals, EPISODES) if is_light else diary.database.journal_table(EPISODES)


def numbers(records: tuple[Episode, ...]) -> list[int]:
    return [int(record.id[-12:]) for record in records]


def test_a_table_answers_with_records_by_range_and_by_openness(table: RecordTable) -> None:
    since, until = an_episode(2).started_at, an_episode(4).started_at
    assert numbers(table.between()) == [4, 3, 2, 1]
    assert numbers(table.between(since, until)) == [3, 2]
    assert numbers(table.between(since)) == [4, 3, 2]
    assert numbers(table.between(limit=2)) == [4, 3]
    assert numbers(table.between(until=until, limit=1)) == [3]
    assert numbers(table.between(limit=0)) == []
    assert numbers(table.open()) == [3]
    assert table.name == EPISODES


def test_a_table_finds_a_record_by_its_key_or_the_only_beginning_of_one(table: RecordTable) -> None:
    key = an_episode(2).id
    assert table.find(key) == table.find("0199a000-0000-7000-8000-000000000002") == an_episode(2)
    assert (table.record(key), table.record(an_episode(5).id), table.record("x")) == (an_episode(2), None, None)
    assert table.document(key) == to_document(an_episode(2))
    assert table.document(an_episode(5).id) is None
    for unclear in ("0199", "", "ffff", an_episode(5).id):
        with pytest.raises(NotFound):
            table.find(unclear)


def test_a_table_finds_the_key_of_a_deleted_record_too(table: RecordTable) -> None:
    key = an_episode(5).id
    assert table.find_key(key) == key
    assert (table.has_lines(key), table.has_lines("x")) == (True, False)
    for unclear in ("0199", "", "ffff"):
        with pytest.raises(NotFound):
            table.find_key(unclear)
    winner = table.winner(key)
    assert winner is not None
    assert winner.is_deletion
    assert table.winner("x") is None


def test_a_table_tells_the_history_of_a_record(table: RecordTable) -> None:
    assert [version.action for version in table.history(an_episode(5).id)] == ["added", "deleted"]
    assert table.version_document(an_episode(5).id, 1) == to_document(an_episode(5))
    assert table.version_document(an_episode(5).id, 2) is None
    with pytest.raises(NotFound):
        table.version_document(an_episode(5).id, 3)


def test_keys_that_are_dates_are_listed_from_one_on(diary: Diary) -> None:
    days = [Day(date=f"2026-11-{day}", words=(), updated_at=NIGHT, device="x") for day in (20, 21, 22)]
    diary.merge(days)
    table = RecordTable(diary.journals, "days")
    assert table.from_key("2026-11-21") == (days[2], days[1])
    assert table.from_key() == tuple(reversed(days))


def test_changes_of_several_tables_are_one_undoable_change_in_one_write(diary: Diary) -> None:
    changes = [
        RecordChange(EPISODES, an_episode(1).id, to_document(an_episode(1))),
        RecordChange("days", DAY.date, to_document(DAY)),
    ]
    diary.database.journal_table(EPISODES).apply(changes)
    assert (diary.episodes(), diary.days()) == ((an_episode(1),), (DAY,))
    assert diary.undo().count == 2
    assert (diary.episodes(), diary.days()) == ((), ())


def test_nothing_of_a_set_of_changes_is_stored_when_one_of_them_cannot_be(diary: Diary) -> None:
    diary.add(an_episode(1))
    (journal,) = diary.folder.glob("*.jsonl")
    before = journal.read_bytes()
    bad = RecordChange(EPISODES, "b", {**to_document(an_episode(2)), "note": float("nan")})
    with pytest.raises(CannotStore):
        diary.database.apply([RecordChange(EPISODES, "a", to_document(an_episode(2))), bad])
    assert journal.read_bytes() == before


def test_a_line_is_applied_byte_for_byte_and_undone_by_nobody(diary: Diary) -> None:
    line = a_line(an_episode(1), by="phone-77b2e0", rev=4)
    diary.database.apply([line])
    (journal,) = diary.folder.glob("*.jsonl")
    assert journal.read_bytes().splitlines()[1] == line.raw
    assert diary.episodes() == (an_episode(1),)
    with pytest.raises(NotFound):
        diary.undo()


def test_a_change_follows_the_lines_of_a_journal_that_was_not_read(tmp_path: Path, clock: FakeClock) -> None:
    write_journal(tmp_path / "data", "2019.phone-77b2e0.jsonl", raw_line(an_episode(1), rev=7, by="phone-77b2e0"))
    Diary(tmp_path / "data", tmp_path / "state", clock).episodes()
    diary = Diary(tmp_path / "data", tmp_path / "state", clock)
    diary.database.apply([RecordChange(EPISODES, an_episode(1).id, to_document(an_episode(1, pain=1)))])
    winner = diary.journals.ledger.winner(EPISODES, an_episode(1).id)
    assert winner is not None
    assert (winner.rev, diary.episodes()) == (8, (an_episode(1, pain=1),))


def test_no_changes_write_nothing(diary: Diary) -> None:
    diary.database.apply([])
    assert not diary.folder.exists()


def lose_a_line(diary: Diary) -> None:
    (journal,) = diary.folder.glob(f"*.{diary.device}.jsonl")
    journal.write_bytes(b"\n".join([*journal.read_bytes().split(b"\n")[:-2], b""]))


def edit_by_hand(diary: Diary) -> None:
    (journal,) = diary.folder.glob(f"*.{diary.device}.jsonl")
    journal.write_bytes(journal.read_bytes().replace(b'"calf"', b'"foot"'))


def leave_a_copy(diary: Diary) -> None:
    write_journal(diary.folder, "2026.phone-77b2e0.jsonl~HEAD", raw_line(an_episode(9), by="phone-77b2e0"))


def back_up_elsewhere(diary: Diary) -> None:
    other = Diary(diary.folder.parent / "other", diary.folder.parent / "other-state", diary.clock)
    other.add(an_episode(8))
    other.maintenance.backup(diary.folder.parent / "b.jsonl")


WAYS: dict[str, tuple[Callable[[Diary], object], Callable[[Diary], object]]] = {
    "add": (lambda _: None, lambda diary: diary.add(an_episode(3))),
    "add a day": (lambda _: None, lambda diary: diary.add(DAY)),
    "add a practice": (lambda _: None, lambda diary: diary.add(PRACTICE)),
    "edit": (lambda _: None, lambda diary: diary.edit(an_episode(1).id, pain=2)),
    "delete": (lambda _: None, lambda diary: diary.delete(an_episode(1).id)),
    "undo": (lambda _: None, Diary.undo),
    "redo": (Diary.undo, Diary.redo),
    "merge": (lambda _: None, lambda diary: diary.merge([an_episode(3)])),
    "go back": (lambda _: None, lambda diary: diary.go_back(an_episode(1).id, 1)),
    "purge": (lambda _: None, lambda diary: diary.maintenance.purge(an_episode(1).id)),
    "restore": (back_up_elsewhere, lambda diary: diary.maintenance.restore(diary.folder.parent / "b.jsonl")),
    "write back": (lose_a_line, lambda diary: diary.maintenance.write_back_lost()),
    "accept as deleted": (lose_a_line, lambda diary: diary.maintenance.accept_lost_as_deleted()),
    "absorb": (leave_a_copy, lambda diary: diary.maintenance.absorb_copies()),
    "accept edits": (edit_by_hand, lambda diary: diary.maintenance.accept_hand_edits()),
}


@pytest.mark.parametrize("way", WAYS)
def test_every_way_of_changing_the_diary_ends_in_the_storage(
    diary: Diary, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    prepare, act = WAYS[way]
    diary.add(an_episode(1))
    diary.add(an_episode(2))
    prepare(diary)
    session = Diary(diary.folder, diary.state, FakeClock(NIGHT + timedelta(hours=1)))
    applied: list[int] = []
    monkeypatch.setattr(JournalStorage, "apply", lambda _, changes: applied.append(len(list(changes))))
    before = {path: path.read_bytes() for path in diary.folder.glob("*.jsonl*")}
    act(session)
    assert sum(applied) > 0
    if way != "purge":
        assert {path: path.read_bytes() for path in diary.folder.glob("*.jsonl*")} == before


def test_a_mirror_that_cannot_be_read_fails_no_change(diary: Diary, monkeypatch: pytest.MonkeyPatch) -> None:
    diary.add(an_episode(1))

    def fail(*_: object) -> None:
        raise NotSaved("The mirror is gone.")

    monkeypatch.setattr(diary.journals.mirror, "extend", lambda *_: False)
    monkeypatch.setattr(diary.journals.mirror, "follow", fail)
    diary.add(an_episode(2))
    assert diary.episodes() == (an_episode(2), an_episode(1))


def test_reading_inside_of_reading_sees_one_state(diary: Diary) -> None:
    other = Diary(diary.folder, diary.state, diary.clock)
    diary.add(an_episode(1))
    table = RecordTable(diary.journals, EPISODES)
    with diary.journals.reading():
        assert len(table.between()) == 1
        other.add(an_episode(2))
        assert len(table.between()) == 1
    assert len(table.between()) == 2
