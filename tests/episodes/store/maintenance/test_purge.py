"""Who can read the diary, what a purge removes, and what never leaves it."""

import json
import os
import stat
import traceback
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from spasmtui.episodes.store.diary import Diary
from spasmtui.episodes.store.journal.ids import draft_name
from spasmtui.episodes.store.journal.record_encoder import to_document
from spasmtui.episodes.store.maintenance.health_report import health_lines
from spasmtui.episodes.store.unsaved.kept_record import keep_record
from spasmtui.errors import CannotStore, NotFound, NotSaved
from tests.conftest import FakeClock
from tests.support.store.lines import raw_line, write_journal
from tests.support.store.values import NIGHT, an_episode

SECRET = 'Dreamt of the old house; "woke" crying.\nTold no one.'


def a_diary(root: Path, days: float = 1) -> Diary:
    return Diary(root / "data", root / "state", FakeClock(NIGHT + timedelta(days=days)))


@pytest.fixture(params=[0o000, 0o002, 0o022], ids=oct)
def umask(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.umask(request.param)
    yield
    os.umask(before)


@pytest.mark.usefixtures("umask")
def test_every_folder_is_0700_and_every_file_0600_whatever_the_umask(tmp_path: Path) -> None:
    diary = a_diary(tmp_path / "some" / "where")
    diary.add(an_episode(1))
    diary.maintenance.backup(tmp_path / "some" / "all.jsonl")
    made = [tmp_path / "some", *(tmp_path / "some").rglob("*")]
    modes = {(path.is_dir(), stat.S_IMODE(path.stat().st_mode)) for path in made}
    assert modes == {(True, 0o700), (False, 0o600)}


def test_an_open_folder_is_named_with_the_way_to_close_it(tmp_path: Path) -> None:
    diary = a_diary(tmp_path)
    diary.add(an_episode(1))
    diary.folder.chmod(0o750)
    health = diary.maintenance.check_health()
    assert health.open_modes == (str(diary.folder),)
    assert f"chmod go= {diary.folder}" in " ".join(health_lines(health))


def everything_under(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def holding(root: Path, text: bytes) -> list[str]:
    return [name for name, data in everything_under(root).items() if text in data]


def test_a_purge_removes_the_text_from_everything_we_own(tmp_path: Path) -> None:
    diary = a_diary(tmp_path)
    diary.add(an_episode(1, note=SECRET))
    diary.add(an_episode(2, note="Stays."))
    diary.edit(an_episode(1).id, note=SECRET + " Again.")
    a_diary(tmp_path, days=9).add(an_episode(3))
    (diary.state / "draft-new.json").write_text(
        '{"note": "Dreamt of the old house; \\"woke\\" crying.\\nTold no one."}'
    )
    (journal,) = diary.folder.glob("*.jsonl")
    with journal.open("ab") as file:
        file.write(b'{"at":"torn","put":{"note":"Dreamt of the old house; \\"woke\\" crying.\\nTold no one. Again."')
    assert len(holding(tmp_path, b"old house")) > 5
    purged = a_diary(tmp_path, days=9).maintenance.purge(an_episode(1).id)
    assert (purged.keys, purged.remaining) == ((an_episode(1).id,), ())
    assert holding(tmp_path, b"old house") == []
    later = a_diary(tmp_path, days=10)
    assert later.episodes() == (an_episode(3), an_episode(2, note="Stays."))
    assert not later.maintenance.check_health().is_fault
    with pytest.raises(NotFound):
        later.get(an_episode(1).id)
    assert later.undo().record == an_episode(3)


def test_a_deleted_episode_can_be_purged_and_an_unknown_one_cannot(tmp_path: Path) -> None:
    diary = a_diary(tmp_path)
    diary.add(an_episode(1, note=SECRET))
    diary.delete(an_episode(1).id)
    with pytest.raises(NotFound, match="Nothing was changed"):
        diary.maintenance.purge("ffff")
    diary.maintenance.purge("0199")
    assert holding(tmp_path, b"old house") == []


def test_a_backup_from_before_a_purge_does_not_bring_the_text_back(tmp_path: Path) -> None:
    diary = a_diary(tmp_path)
    diary.add(an_episode(1, note=SECRET))
    diary.maintenance.backup(tmp_path / "before.jsonl")
    diary.maintenance.purge(an_episode(1).id)
    assert diary.maintenance.restore(tmp_path / "before.jsonl").purged == 1
    assert holding(tmp_path / "data", b"old house") == []
    diary.add(an_episode(1))
    assert diary.episodes() == ()


def test_another_device_purges_its_own_lines_when_it_sees_the_purge(tmp_path: Path) -> None:
    one, other = a_diary(tmp_path / "one"), a_diary(tmp_path / "other")
    one.add(an_episode(1, note=SECRET))
    carry(one, other)
    other.edit(an_episode(1).id, pain=4)
    carry(other, one)
    purged = one.maintenance.purge(an_episode(1).id)
    assert [path.name for path in purged.remaining if path.suffix == ".jsonl"]
    carry(one, other)
    other = a_diary(tmp_path / "other", days=3)
    assert other.episodes() == ()
    other.add(an_episode(5))
    assert holding(tmp_path / "other", b"old house") == []
    assert not other.maintenance.check_health().is_fault
    carry(other, one)
    one = a_diary(tmp_path / "one", days=4)
    one.add(an_episode(6))
    assert not one.maintenance.check_health().lost
    assert holding(tmp_path / "one", b"old house") == []


def test_an_own_journal_that_comes_back_as_it_was_before_a_purge_is_purged_again(tmp_path: Path) -> None:
    one, other = a_diary(tmp_path / "one"), a_diary(tmp_path / "other")
    one.add(an_episode(1, note=SECRET))
    (journal,) = one.folder.glob("*.jsonl")
    before = journal.read_bytes()
    carry(one, other)
    other.maintenance.purge(an_episode(1).id)
    carry(other, one)
    a_diary(tmp_path / "one", days=2).add(an_episode(2))
    assert holding(tmp_path / "one", b"old house") == []
    journal.write_bytes(before)
    a_diary(tmp_path / "one", days=2).add(an_episode(3))
    assert holding(tmp_path / "one", b"old house") == []


def test_a_purge_reaches_the_journals_that_this_machine_wrote_under_another_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_diary(tmp_path).add(an_episode(1, note=SECRET))
    monkeypatch.setattr("spasmtui.episodes.store.journal.ids.host_name", lambda: "renamed")
    diary = a_diary(tmp_path, days=1)
    diary.edit(an_episode(1).id, pain=4)
    assert diary.maintenance.purge(an_episode(1).id).remaining == ()
    assert holding(tmp_path, b"old house") == []


@pytest.mark.parametrize("name", ["{}-CONFLICT.jsonl", "{}.sync-conflict-20261122-031200-ABCDEFG.jsonl"])
def test_a_purge_reaches_a_copy_whose_first_line_is_missing(tmp_path: Path, name: str) -> None:
    diary = a_diary(tmp_path)
    diary.add(an_episode(1, note=SECRET))
    (journal,) = diary.folder.glob("*.jsonl")
    journal.with_name(name.format(journal.stem)).write_bytes(journal.read_bytes().partition(b"\n")[2])
    assert diary.maintenance.purge(an_episode(1).id).remaining == ()
    assert holding(tmp_path, b"old house") == []


def test_a_purge_reaches_what_killed_sessions_left_unfinished_and_spares_the_drafts_of_others(tmp_path: Path) -> None:
    diary = a_diary(tmp_path)
    diary.add(an_episode(1, note=SECRET))
    (journal,) = diary.folder.glob("*.jsonl")
    data = journal.read_bytes()
    ended = 2**22 + 1
    folders = [diary.state / "backups" / "daily" / name for name in (".2026-11-20.tmp", "2026-11-19")]
    for folder in folders:
        folder.mkdir()
    left = [
        *(folder / journal.name for folder in folders),
        diary.folder / f".{journal.name}.77.tmp",
        diary.state / "mirror" / f".{journal.name}.77.tmp",
        diary.state / f".relief.json.{ended}.0123456789ab.part",
    ]
    others = [diary.folder / ".2026.phone-77b2e0.jsonl.77.tmp", diary.folder / f".syncthing.{journal.name}.tmp"]
    for path in (*left, *others):
        path.write_bytes(data)
    assert diary.maintenance.purge(an_episode(1).id).remaining == tuple(sorted(others))
    assert len(holding(tmp_path, b"old house")) == len(others)


def carry(source: Diary, target: Diary) -> None:
    target.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for path in source.folder.glob(f"*.{source.device}.jsonl"):
        (target.folder / path.name).write_bytes(path.read_bytes())


def test_no_note_stands_in_an_error_or_its_traceback(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    diary = a_diary(tmp_path)
    diary.add(an_episode(1))

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(CannotStore) as refusal:
        diary.add(an_episode(2, note=SECRET * 2000))
    text = "".join(traceback.format_exception(refusal.value))
    monkeypatch.setattr(diary.journals.disk, "write", fail)
    with pytest.raises(NotSaved) as failure:
        diary.add(an_episode(2, note=SECRET))
    text += "".join(traceback.format_exception(failure.value))
    assert "old house" not in text


def test_device_names_from_foreign_files_reach_no_terminal_raw(tmp_path: Path) -> None:
    diary = a_diary(tmp_path)
    diary.add(an_episode(1))
    (diary.folder / "2026.\x1b]0;PWNED\x07.jsonl").write_bytes(b"\x1b[2J\n")
    text = " ".join(health_lines(diary.maintenance.check_health()))
    assert "PWNED" in text
    assert "\x1b" not in text
    assert "\x07" not in text


@pytest.mark.parametrize(
    ("table", "key", "note"),
    [
        ("episodes", "e", "note"),
        ("episodes", "started_at", '"place": "neck"'),
        ("days", "2026-11-22", "x"),
        ("episodes", "new", "neck"),
        ("episodes", "0199a000", "2026-11-22"),
    ],
)
def test_a_purge_whose_id_and_note_are_everywhere_takes_nothing_of_other_records(
    tmp_path: Path, table: str, key: str, note: str
) -> None:
    diary = a_diary(tmp_path)
    diary.add(an_episode(1, note="Stays."))
    (journal,) = diary.folder.glob("*.jsonl")
    with journal.open("ab") as file:
        file.write(b'{"at":"2026-11-22","put":{"started_at":"2026-11-22T03:12:00Z","note":"half of a neck note"\n')
    draft = diary.state / "draft-new.json"
    draft.write_text('{"at": "2026-11-22T03:12:00Z", "place": "neck", "note": "a note of 2026-11-22"}')
    kept = keep_record(diary.state, an_episode(2, place="neck", note="a note of 2026-11-22"), None, "The disk is full.")
    hostile = raw_line(an_episode(3), table=table, id=key, put={**to_document(an_episode(3)), "note": note})
    purge = raw_line(key, table=table, purge=True, rev=2)
    write_journal(diary.folder, "2026.phone.jsonl", hostile, purge, device="phone")
    before = journal.read_bytes()
    later = a_diary(tmp_path, days=2)
    assert later.episodes() == (an_episode(1, note="Stays."),)
    later.add(an_episode(4))
    assert journal.read_bytes().startswith(before)
    assert draft.exists()
    assert Path(kept).exists()


def test_a_purge_takes_the_unfinished_form_of_its_episode_and_what_could_not_be_saved_of_it(tmp_path: Path) -> None:
    diary = a_diary(tmp_path)
    diary.add(an_episode(1))
    diary.add(an_episode(2, note="A long note that stays."))
    other = diary.state / "draft-new.json"
    other.write_text('{"note": "A long note that stays."}')
    changed = an_episode(1, note=SECRET)
    kept = keep_record(diary.state, changed, an_episode(1), "The disk is full.")
    draft = diary.state / draft_name(an_episode(1).id)
    draft.write_text(json.dumps({"note": f"Not yet: {SECRET}"}))
    diary.maintenance.purge(an_episode(1).id)
    assert other.exists()
    assert not draft.exists()
    assert not Path(kept).exists()
    assert holding(tmp_path, b"old house") == []


def test_a_purge_is_written_once_and_a_damaged_line_about_one_is_none(tmp_path: Path) -> None:
    diary = a_diary(tmp_path)
    for number in (1, 2):
        diary.add(an_episode(number))
    journal = next(diary.folder.glob("*.jsonl"))
    with journal.open("ab") as file:
        file.write(b'{"id":"%b","del":true,"purge":true\n' % an_episode(2).id.encode())
    for days in (1, 2):
        session = a_diary(tmp_path, days=days)
        session.maintenance.purge(an_episode(1).id)
        assert session.episodes() == (an_episode(2),)
        session.add(an_episode(2 + days))
        session.delete(an_episode(2 + days).id)
    assert sum(b'"purge":true,"crc"' in raw for raw in journal.read_bytes().splitlines()) == 1


def test_a_purge_opens_no_pipe_and_no_folder(tmp_path: Path) -> None:
    diary = a_diary(tmp_path)
    diary.add(an_episode(1, note=SECRET))
    for folder in (diary.folder, diary.state):
        os.mkfifo(folder / "pipe")
    os.mkfifo(diary.state / "draft-new.json")
    (diary.state / "draft-of-old").mkdir()
    assert diary.maintenance.purge(an_episode(1).id).remaining == ()
    assert holding(tmp_path, b"old house") == []
