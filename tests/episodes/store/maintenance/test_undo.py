"""The undo and redo stacks that follow from a device's own lines, and the changes they lead to."""

from pathlib import Path

import pytest

from spasmtui.episodes.model.episode import Day
from spasmtui.episodes.store.diary import Diary
from spasmtui.episodes.store.journal.line import Line
from spasmtui.episodes.store.maintenance.undo import next_step, own_lines, undo_stacks
from spasmtui.errors import NotFound
from tests.conftest import FakeClock
from tests.support.cases import with_each
from tests.support.store.lines import a_line, raw_line, write_journal
from tests.support.store.two_devices import meet, two_devices
from tests.support.store.values import NIGHT, an_episode

ID = an_episode(1).id


def change_line(number: int, change: str, **more: str) -> Line:
    return a_line(an_episode(number), change=change, **more)


@pytest.fixture
def diary(tmp_path: Path, clock: FakeClock) -> Diary:
    return Diary(tmp_path / "data", tmp_path / "state", clock)


def write_foreign(diary: Diary, *raws: bytes) -> None:
    """Let another device write to this diary."""
    write_journal(diary.folder, "2026.phone-77b2e0.jsonl", *raws, device="phone-77b2e0")


@with_each(
    ("lines", "stacks"),
    [
        ([], ([], [])),
        ([("a", "", "")], (["a"], [])),
        ([("a", "", ""), ("b", "", "")], (["a", "b"], [])),
        ([("a", "", ""), ("a", "", "")], (["a"], [])),
        ([("a", "", ""), ("b", "", ""), ("a", "", "")], (["a", "b", "a"], [])),
        ([("", "", "")], ([], [])),
        ([("a", "", ""), ("b", "a", "")], ([], ["a"])),
        ([("a", "", ""), ("b", "a", ""), ("c", "", "a")], (["a"], [])),
        ([("a", "", ""), ("b", "a", ""), ("c", "", "")], (["c"], [])),
        ([("a", "", ""), ("b", "", ""), ("c", "b", ""), ("d", "a", "")], ([], ["b", "a"])),
        ([("a", "", ""), ("c", "f", ""), ("d", "", "f")], (["a"], [])),
        ([("a", "", ""), ("b", "", ""), ("c", "a", ""), ("c", "a", "")], (["b"], ["a"])),
    ],
)  # fmt: skip
def test_both_stacks_follow_from_the_lines_in_their_order(
    lines: list[tuple[str, str, str]], stacks: tuple[list[str], list[str]]
) -> None:
    made = [
        change_line(number, change, **{"undoes": undoes} if undoes else {}, **{"redoes": redoes} if redoes else {})
        for number, (change, undoes, redoes) in enumerate(
            (tuple(each and each * 3 for each in line) for line in lines), start=1
        )
    ]
    assert undo_stacks(made) == tuple([each * 3 for each in stack] for stack in stacks)


def test_there_is_nothing_to_undo_or_redo_in_a_new_diary(diary: Diary) -> None:
    with pytest.raises(NotFound, match=r"^There is nothing to undo\.$"):
        diary.undo()
    with pytest.raises(NotFound, match=r"^There is nothing to redo\.$"):
        diary.redo()


def test_a_change_by_another_device_since_ends_the_undo_with_its_name(diary: Diary) -> None:
    diary.add(an_episode(1))
    edited = an_episode(1, pain=9)
    write_foreign(diary, raw_line(edited, rev=2, by="phone-77b2e0"))
    with pytest.raises(
        NotFound, match=r"^This was changed on phone-77b2e0 since, so it cannot be undone\. Edit it instead\.$"
    ):
        diary.undo()
    assert diary.episodes() == (edited,)


def test_a_change_of_a_purged_record_is_neither_undone_nor_redone(diary: Diary) -> None:
    diary.merge([an_episode(1), an_episode(2)])
    diary.undo()
    diary.redo()
    diary.maintenance.purge(ID)
    # A copy of the purged line that came back, as from a folder that a sync program has restored.
    write_own(diary, raw_line(an_episode(1), by=diary.device, change=last_change(diary)))
    with pytest.raises(NotFound, match=r"^This has been purged since, and nothing of it is left\.$"):
        again(diary).undo()


def write_own(diary: Diary, raw: bytes) -> None:
    (journal,) = diary.folder.glob(f"*.{diary.device}.jsonl")
    with journal.open("ab") as file:
        file.write(raw + b"\n")


def last_change(diary: Diary) -> str:
    return undo_stacks(own_lines(diary.journals))[0][-1]


def again(diary: Diary) -> Diary:
    return Diary(diary.folder, diary.state, diary.clock)


def test_the_undo_of_a_deletion_skips_the_deletions_by_other_devices(diary: Diary) -> None:
    diary.add(an_episode(1))
    write_foreign(diary, raw_line(ID, rev=2, by="phone-77b2e0", at="2026-11-22T00:00:00.000000Z"))
    session = Diary(diary.folder, diary.state, diary.clock)
    write_own(diary, raw_line(ID, rev=3, by=diary.device, change="abcabc"))
    with session.journals.locked():
        (change,) = next_step(session.journals, is_undo=True)
    assert (change.undoes, change.redoes, change.document is not None) == ("abcabc", "", True)


def test_the_undo_of_an_addition_deletes_and_its_redo_adds_again(diary: Diary) -> None:
    diary.add(an_episode(1))
    with diary.journals.locked():
        (undone,) = next_step(diary.journals, is_undo=True)
    assert (undone.key, undone.document, undone.undoes) == (ID, None, last_change(diary))
    added = last_change(diary)
    diary.undo()
    with diary.journals.locked():
        (redone,) = next_step(diary.journals, is_undo=False)
    assert (redone.document or {}).get("place") == "calf"
    assert (redone.redoes, redone.undoes) == (added, "")


def test_an_import_of_several_tables_is_one_change(diary: Diary) -> None:
    day = Day(date="2026-11-22", words=("heat",), updated_at=NIGHT, device="laptop")
    diary.merge([an_episode(1), day, an_episode(2)])
    change = diary.undo()
    assert (change.action, change.count, diary.episodes(), diary.days()) == ("deleted", 3, (), ())
    change = diary.redo()
    assert (change.action, change.count) == ("brought back", 3)
    assert (len(diary.episodes()), diary.days()) == (2, (day,))


def test_a_deletion_that_another_device_took_back_is_neither_undone_nor_redone(tmp_path: Path) -> None:
    one, other = two_devices(tmp_path)
    one.add(an_episode(1))
    one.delete(ID)
    meet(one, other)
    other.go_back(ID, 1)
    meet(one, other)
    with pytest.raises(NotFound, match=f"^This was changed on {other.device} since"):
        one.undo()
    one.edit(ID, pain=3)
    one.delete(ID)
    one.undo()
    meet(one, other)
    other.edit(ID, note="Wanted.")
    meet(one, other)
    with pytest.raises(NotFound, match=f"^This was changed on {other.device} since"):
        one.redo()
    assert one.get(ID).note == "Wanted."


def test_of_several_devices_that_changed_it_since_the_latest_is_named(diary: Diary) -> None:
    diary.add(an_episode(1))
    (first,) = diary.journals.ledger.history("episodes", ID)
    theirs = [
        raw_line(
            an_episode(1, pain=pain), rev=2, by=by, at=f"2026-11-2{pain}T00:00:00.000000Z", after=[first.parent_id]
        )
        for by, pain in (("phone-77b2e0", 7), ("tablet-1", 9), ("watch-1", 8))
    ]
    write_foreign(diary, *theirs)
    with pytest.raises(NotFound, match="changed on tablet-1 since"):
        diary.undo()


def test_what_this_device_wrote_and_nobody_can_read_is_not_undone(diary: Diary) -> None:
    diary.add(an_episode(1))
    write_own(diary, raw_line(an_episode(2), by=diary.device, change="abcabc", put={"pain": "lots"}))
    with pytest.raises(NotFound):
        again(diary).undo()
    assert again(diary).episodes() == (an_episode(1),)
