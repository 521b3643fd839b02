"""What damage from outside does to the diary: what is intact is shown, what is lost comes from this machine's copy."""

import os
import random
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from spasmtui.episodes.model.episode import Episode
from spasmtui.episodes.store.diary import Diary
from spasmtui.episodes.store.journal.line import header_line, seal
from spasmtui.episodes.store.journal.record_encoder import to_document
from spasmtui.episodes.store.journal.year_index import YearIndex
from spasmtui.episodes.store.maintenance.health_report import health_lines
from spasmtui.errors import DataError, LogTooNew, NotALog, NotSaved
from tests.conftest import FakeClock
from tests.support.store.lines import raw_line, write_journal
from tests.support.store.values import NIGHT, an_episode

COUNT = 12
EVERY = tuple(an_episode(number) for number in range(COUNT, 0, -1))


@pytest.fixture
def diary(tmp_path: Path) -> Diary:
    """A diary of twelve episodes, followed by the mirror, as a session that begins now finds it."""
    diary = again(tmp_path)
    for episode in reversed(EVERY):
        diary.add(episode)
    return again(tmp_path)


def again(root: Path) -> Diary:
    return Diary(root / "data", root / "state", FakeClock(NIGHT + timedelta(days=1)))


def own(diary: Diary) -> Path:
    (path,) = diary.folder.glob("*.jsonl")
    return path


def without_mirror(diary: Diary) -> Diary:
    return Diary(diary.folder, diary.state / "elsewhere", diary.clock)


def cut_in_half(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def cut_the_end(path: Path) -> None:
    os.truncate(path, path.stat().st_size - 40)


def empty(path: Path) -> None:
    os.truncate(path, 0)


def zero_a_page(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[700:1400] = bytes(700)
    path.write_bytes(data)


def flip_a_bit(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[1000] ^= 4
    path.write_bytes(data)


def edit_by_hand(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b'"calf"', b'"neck"', 1))


def roll_back(path: Path) -> None:
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:5]))


def write_null(path: Path) -> None:
    path.write_bytes(b"null")


def turn_around(path: Path) -> None:
    path.write_bytes(b"".join(reversed(path.read_bytes().splitlines(keepends=True)[3:])))


DAMAGE: list[Callable[[Path], None]] = [
    cut_in_half, cut_the_end, empty, zero_a_page, flip_a_bit, edit_by_hand, roll_back, write_null, turn_around,
    os.unlink,
]  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGE, ids=lambda each: each.__name__)
def test_damage_hides_nothing_and_is_mended_byte_for_byte(diary: Diary, damage: Callable[[Path], None]) -> None:
    lines = set(own(diary).read_bytes().splitlines()[1:])
    damage(own(diary))
    assert diary.episodes() == EVERY
    later = Diary(diary.folder, diary.state, diary.clock)
    assert later.episodes() == EVERY
    lost = later.maintenance.check_health().lost
    assert lost > 0
    assert later.maintenance.check_health().is_fault
    assert later.maintenance.write_back_lost() == lost
    assert later.maintenance.write_back_lost() == 0
    assert lines <= set(own(later).read_bytes().splitlines())
    assert without_mirror(later).episodes() == EVERY
    assert later.maintenance.check_health().lost == 0


@pytest.mark.parametrize("damage", DAMAGE[:-1], ids=lambda each: each.__name__)
def test_without_a_mirror_every_intact_line_still_counts(diary: Diary, damage: Callable[[Path], None]) -> None:
    before = own(diary).read_bytes().splitlines()
    damage(own(diary))
    intact = {raw for raw in own(diary).read_bytes().splitlines() if raw in before[1:]}
    assert len(without_mirror(diary).episodes()) == len(intact)
    assert set(without_mirror(diary).episodes()) <= set(EVERY)


def test_a_folder_that_was_emptied_is_no_empty_diary(diary: Diary) -> None:
    for path in diary.folder.iterdir():
        path.unlink()
    assert diary.episodes() == EVERY
    diary.folder.rmdir()
    later = again(diary.folder.parent)
    assert later.episodes() == EVERY
    later.add(an_episode(50))
    assert later.episodes() == (an_episode(50), *EVERY)


def test_what_was_meant_to_go_can_be_let_go_and_taken_back(diary: Diary) -> None:
    own(diary).unlink()
    assert diary.maintenance.accept_lost_as_deleted() == COUNT
    assert again(diary.folder.parent).episodes() == ()
    assert not again(diary.folder.parent).maintenance.check_health().lost
    diary.undo()
    assert again(diary.folder.parent).episodes() == EVERY


def test_a_torn_tail_is_fenced_and_reported_and_the_next_line_is_intact(diary: Diary) -> None:
    path = own(diary)
    with path.open("ab") as file:
        file.write(raw_line(an_episode(60))[:100])
    diary.add(an_episode(61))
    assert diary.episodes() == (an_episode(61), *EVERY)
    assert raw_line(an_episode(60))[:100] in path.read_bytes().splitlines()
    (torn,) = diary.maintenance.check_health().torn_lines
    assert (torn.name, torn.count, torn.first) == (path.name, 1, COUNT + 2)
    assert not diary.maintenance.check_health().is_fault
    assert any("broke off" in line for line in health_lines(diary.maintenance.check_health()))


def test_a_line_that_was_changed_is_damage_even_when_all_of_it_is_known(diary: Diary) -> None:
    flip_a_bit(own(diary))
    assert diary.maintenance.write_back_lost() == 1
    health = again(diary.folder.parent).maintenance.check_health()
    assert (health.lost, health.is_fault, health.torn_lines) == (0, True, ())
    assert any("cannot be read" in line for line in health_lines(health))


def test_a_last_line_that_lacks_only_its_line_break_is_kept_too(diary: Diary) -> None:
    copy = write_journal(diary.folder, "2026.phone.jsonl", raw_line(an_episode(90), by="phone"), device="phone")
    os.truncate(copy, copy.stat().st_size - 1)
    assert again(diary.folder.parent).episodes() == (an_episode(90), *EVERY)
    copy.unlink()
    assert again(diary.folder.parent).episodes() == (an_episode(90), *EVERY)


def test_a_tail_of_nuls_hides_nothing(diary: Diary) -> None:
    with own(diary).open("ab") as file:
        file.write(bytes(5000))
    diary.add(an_episode(61))
    assert without_mirror(diary).episodes() == (an_episode(61), *EVERY)


def test_conflict_markers_of_git_are_reported_and_every_whole_line_is_shown(diary: Diary) -> None:
    lines = own(diary).read_bytes().splitlines()
    marked = [*lines[:4], b"<<<<<<< HEAD", *lines[4:8], b"=======", *lines[8:], b">>>>>>> phone", b""]
    own(diary).write_bytes(b"\n".join(marked))
    assert without_mirror(diary).episodes() == EVERY
    assert without_mirror(diary).maintenance.check_health().bad_lines[0].count == 3


def test_dos_line_ends_a_byte_order_mark_and_blank_lines_are_no_damage(diary: Diary) -> None:
    own(diary).write_bytes(b"\xef\xbb\xbf" + own(diary).read_bytes().replace(b"\n", b"\r\n\r\n"))
    assert without_mirror(diary).episodes() == EVERY
    assert without_mirror(diary).maintenance.check_health().bad_lines == ()


def test_randomly_damaged_journals_raise_nothing_fabricate_nothing_and_show_what_is_intact(diary: Diary) -> None:
    assert fuzz(own(diary), without_mirror(diary), 60, seed=5) == []


def fuzz(path: Path, diary: Diary, count: int, seed: int) -> list[str]:
    """Damage a journal in random ways so many times; returns what went wrong."""
    chance = random.Random(seed)
    original, problems = path.read_bytes(), []
    lines = original.splitlines()
    by_line = dict(zip(lines[1:], reversed(EVERY), strict=True))
    for number in range(count):
        data = bytearray(original)
        for _ in range(chance.randrange(1, 6)):
            at = chance.randrange(len(data) + 1)
            length = chance.choice((1, 3, 60, 700))
            match chance.randrange(5):
                case 0:
                    data[at : at + length] = chance.randbytes(length)
                case 1:
                    del data[at : at + length]
                case 2:
                    data[at:at] = chance.randbytes(length)
                case 3:
                    data[at : at + length] = bytes(length)
                case 4:
                    data[at:at] = data[: chance.randrange(len(data) + 1)]
        path.write_bytes(data)
        try:
            found = set(Diary(diary.folder, diary.state / str(number), diary.clock).episodes())
        except Exception as problem:  # noqa: BLE001 -- no damage may lead to any exception at all
            problems.append(f"{number}: {problem!r}")
            continue
        intact: set[Episode] = {by_line[raw] for raw in bytes(data).split(b"\n") if raw in by_line}
        if not intact <= found <= set(EVERY):
            problems.append(f"{number}: {len(found)} found, {len(intact)} intact")
    path.write_bytes(original)
    return problems


def test_hostile_lines_with_a_right_seal_are_refused(diary: Diary) -> None:
    hostile = [
        seal({"at": "2026-11-22T05:51:08.273512Z", "table": "episodes", "id": an_episode(1).id, "rev": 1000,
              "by": "phone", "change": "", "put": put})
        for put in ({}, {"started_at": 5}, {"started_at": "2026-11-22T03:12:00Z", "pain": [[]]}, {"schema": "x"})
    ]  # fmt: skip
    write_journal(diary.folder, "2026.phone.jsonl", *hostile, device="phone")
    assert again(diary.folder.parent).episodes() == EVERY
    edited = diary.edit(an_episode(1).id, pain=5)
    assert edited.pain == 5
    assert {each.reason: each.first for each in diary.maintenance.check_health().refused_lines} == {
        "Started at must be a date and time with its offset, between 1900 and 2200.": 2,
        "Pain must be a whole number from 0 to 10.": 4,
        "Schema must be a whole number.": 5,
    }


def test_a_newer_foreign_journal_is_skipped_with_a_word(diary: Diary) -> None:
    path = diary.folder / "2026.phone.jsonl"
    newer = seal({"journal": "episodes", "version": 3, "device": "phone"})
    path.write_bytes(newer + b"\n" + raw_line(an_episode(70)) + b"\n")
    later = again(diary.folder.parent)
    assert later.episodes() == EVERY
    assert later.maintenance.check_health().too_new == ("2026.phone.jsonl",)
    index = YearIndex(later.journals.disk, later.journals.mirror.folder)
    index.read()
    assert index.summaries.keys() == {own_of(later).name}
    assert any("Update to see all of it" in line for line in health_lines(later.maintenance.check_health()))
    later.add(an_episode(71))
    assert later.episodes()[0] == an_episode(71)


def test_our_own_journal_by_a_newer_version_is_not_written_to(diary: Diary) -> None:
    path = own(diary)
    path.write_bytes(seal({"journal": "episodes", "version": 3, "device": diary.device}) + b"\n")
    with pytest.raises(LogTooNew):
        again(diary.folder.parent).add(an_episode(71))
    assert path.read_bytes().count(b"\n") == 1


def test_a_document_of_a_newer_version_is_left_alone_and_the_older_line_counts(diary: Diary) -> None:
    line = seal({"at": "2026-11-22T05:51:08.273512Z", "table": "episodes", "id": an_episode(1).id, "rev": 2,
                 "by": "phone", "change": "", "put": {"schema": 2, "started": 5}})  # fmt: skip
    write_journal(diary.folder, "2026.phone.jsonl", line, device="phone")
    assert again(diary.folder.parent).episodes() == EVERY
    assert diary.maintenance.check_health().too_new == ("2026.phone.jsonl",)


def test_a_folder_in_use_for_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "thesis.docx").write_text("x")
    with pytest.raises(NotALog, match=r"thesis\.docx"):
        again(tmp_path).add(an_episode(1))
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["thesis.docx"]


def test_links_pipes_and_folders_named_like_a_journal_are_not_opened(diary: Diary, tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("mine")
    (diary.folder / "2025.link.jsonl").symlink_to(victim)
    os.mkfifo(diary.folder / "2025.pipe.jsonl")
    (diary.folder / "2025.folder.jsonl").mkdir()
    later = again(tmp_path)
    assert later.episodes() == EVERY
    assert later.maintenance.check_health().not_files == ("2025.folder.jsonl", "2025.link.jsonl", "2025.pipe.jsonl")
    later.add(an_episode(80))
    assert victim.read_text() == "mine"


@pytest.mark.parametrize("plant", ["link", "pipe", "folder"])
def test_nothing_is_written_through_what_stands_in_our_journals_place(tmp_path: Path, plant: str) -> None:
    diary = again(tmp_path)
    diary.folder.mkdir()
    target = diary.folder / f"2026.{diary.device}.jsonl"
    victim = tmp_path / "victim"
    victim.write_text("mine")
    if plant == "link":
        target.symlink_to(victim)
    elif plant == "pipe":
        os.mkfifo(target)
    else:
        target.mkdir()
    with pytest.raises(NotSaved):
        diary.add(an_episode(1))
    assert victim.read_text() == "mine"
    assert diary.episodes() == ()


def test_a_file_replaced_while_it_is_appended_to_loses_nothing(tmp_path: Path) -> None:
    """A sync program that renames another version into place during the append must not swallow it."""
    diary = again(tmp_path)
    diary.add(an_episode(1))
    path = own(diary)
    disk, other = diary.journals.disk, path.read_bytes()
    real_sync = disk.sync

    def replacing_sync(descriptor: int) -> None:
        real_sync(descriptor)
        disk.sync = real_sync  # type: ignore[method-assign]
        (tmp_path / "new").write_bytes(other)
        (tmp_path / "new").replace(path)

    disk.sync = replacing_sync  # type: ignore[method-assign]
    diary.add(an_episode(2))
    assert again(tmp_path).episodes() == (an_episode(2), an_episode(1))

    def always_replacing(descriptor: int) -> None:
        real_sync(descriptor)
        (tmp_path / "new").write_bytes(other)
        (tmp_path / "new").replace(path)

    disk.sync = always_replacing  # type: ignore[method-assign]
    with pytest.raises(NotSaved):
        diary.add(an_episode(3))


def test_a_journal_that_cannot_be_read_is_named_and_not_taken_for_empty(
    diary: Diary, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> bytes:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(diary.journals.disk, "read", refuse)
    with pytest.raises(DataError, match="cannot be read"):
        diary.episodes()


def test_a_clock_at_1970_and_at_2040_loses_nothing_and_edits_still_win(tmp_path: Path) -> None:
    for years in (0, -56, 14, 0):
        diary = Diary(tmp_path / "data", tmp_path / "state", FakeClock(NIGHT.replace(year=2026 + years)))
        if not diary.episodes():
            diary.add(an_episode(1))
        diary.edit(an_episode(1).id, pain=abs(years) % 10)
        assert again(tmp_path).get(an_episode(1).id).pain == abs(years) % 10
    assert sorted(path.name[:4] for path in (tmp_path / "data").glob("*.jsonl")) == ["1970", "2026", "2040"]
    (device,) = again(tmp_path).maintenance.check_health().devices
    assert device.ahead > timedelta(days=4000)
    assert "days ahead" in " ".join(health_lines(again(tmp_path).maintenance.check_health()))


def test_unknown_fields_survive_an_edit(diary: Diary) -> None:
    put = {**to_document(an_episode(90)), "unheard_of": {"degrees": [4]}}
    document = {"at": "2026-11-22T09:51:08.273512Z", "table": "episodes", "id": an_episode(90).id, "rev": 1,
                "by": "phone", "change": "", "put": put}  # fmt: skip
    write_journal(diary.folder, "2026.phone.jsonl", seal(document), device="phone")
    later = again(diary.folder.parent)
    later.edit(an_episode(90).id, pain=2)
    assert b'"unheard_of":{"degrees":[4]}' in own_of(later).read_bytes()
    assert later.get(an_episode(90).id) == replace(an_episode(90), pain=2, updated_at=later.clock.now())


def own_of(diary: Diary) -> Path:
    return diary.folder / f"2026.{diary.device}.jsonl"


def test_opening_changes_no_byte_of_the_folder(diary: Diary) -> None:
    write_journal(diary.folder, "2019.phone.jsonl", raw_line(an_episode(95)), device="phone")
    before = {path.name: path.read_bytes() for path in diary.folder.iterdir()}
    later = again(diary.folder.parent)
    later.episodes(), later.maintenance.check_health()
    assert {path.name: path.read_bytes() for path in diary.folder.iterdir()} == before


def test_a_journal_without_its_header_is_read(diary: Diary) -> None:
    path = own(diary)
    path.write_bytes(path.read_bytes().removeprefix(header_line(diary.device) + b"\n"))
    assert without_mirror(diary).episodes() == EVERY
