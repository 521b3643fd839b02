"""An encrypted diary is written without a key and read with one; nobody else reads a word of it."""

import base64
import json
import re
import sys
from binascii import crc32
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pyrage
import pytest

from spasmtui.episodes.model.episode import Day, Episode, Helped, Tried
from spasmtui.episodes.store.diary import Diary
from spasmtui.episodes.store.journal.disk import Disk
from spasmtui.episodes.store.journal.line import read_line, seal
from spasmtui.episodes.store.maintenance.health_report import health_lines
from spasmtui.episodes.store.quiet import without_asking
from spasmtui.episodes.store.sealing.age import ExtraMissing
from spasmtui.episodes.store.sealing.key_source import KeySource
from spasmtui.episodes.store.sealing.opened_texts import OPENED, read_texts
from spasmtui.episodes.store.sealing.sealing import MANY_TEXTS, Sealing
from spasmtui.errors import CannotStore, DiaryLocked, KeptAside, NotSaved
from tests.conftest import FakeClock
from tests.support.store.encrypted import IDENTITY, RECIPIENT, give_key, key_file
from tests.support.store.faults import FaultyDisk
from tests.support.store.values import NIGHT, an_episode

SECRET = "old house by the river"
WORDS = (b"old house", b"calf", b"river", b"wheat bag", b"magnesium", b"heat", b"night-calf-rescue")


def a_session(root: Path, days: float = 3, *, has_key: bool = False, disk: FaultyDisk | None = None) -> Diary:
    diary = Diary(root / "data", root / "state", FakeClock(NIGHT + timedelta(days=days)), disk)
    if has_key:
        give_key(diary.journals, key_file(root.parent if root.name == "phone" else root))
    return diary


def a_record(number: int) -> Episode:
    tried = (Tried(routine="night-calf-rescue", seconds=60, completed=True), Tried(remedy="wheat bag"))
    return an_episode(number, note=f"{SECRET} {number}", tried=tried, triggers=("magnesium",), helped=Helped.GONE)


def encrypted(root: Path, count: int = 3) -> Diary:
    """Encrypt an empty diary, and add some episodes and a day without a key."""
    diary = a_session(root)
    diary.maintenance.encrypt([RECIPIENT])
    for number in range(1, count + 1):
        diary.add(a_record(number))
    diary.add(Day(date="2026-11-22", words=("heat",), updated_at=NIGHT, device="x"))
    return diary


def in_the_clear(*words: bytes) -> re.Pattern[bytes]:
    """Return what finds one of these words, but not four letters that follow each other in base64 by chance."""
    return re.compile(rb"(?<![A-Za-z0-9+/])(?:%b)(?![A-Za-z0-9+/])" % b"|".join(map(re.escape, words)))


def files_with(root: Path, *words: bytes) -> list[str]:
    """Return the files of the diary and its state folder that have one of these words, in text or in a name."""
    sought = in_the_clear(*words)
    paths = [path for name in ("data", "state") for path in sorted((root / name).rglob("*"))]
    return [
        str(path.relative_to(root))
        for path in paths
        if sought.search(path.name.encode()) or (path.is_file() and sought.search(path.read_bytes()))
    ]


def test_adding_needs_no_key_and_reading_says_that_it_does(tmp_path: Path) -> None:
    encrypted(tmp_path)
    later = a_session(tmp_path)
    later.add(a_record(4))
    with pytest.raises(DiaryLocked) as refusal:
        later.episodes()
    assert refusal.value.message == "The diary is encrypted, and no key was given. Nothing was changed."
    read = a_session(tmp_path, has_key=True)
    assert read.episodes() == tuple(a_record(number) for number in (4, 3, 2, 1))
    assert [day.words for day in read.days()] == [("heat",)]


def test_nobody_without_the_key_reads_a_word_of_it_anywhere(tmp_path: Path) -> None:
    diary = encrypted(tmp_path, 70)
    open_one = a_record(90)
    diary.add(open_one)
    read = a_session(tmp_path, 4, has_key=True)
    read.edit(open_one.id, is_open=True, note=f"{SECRET} again")
    read.delete(a_record(2).id)
    read.undo()
    read.episodes()
    a_session(tmp_path, 9, has_key=True).add(a_record(99))
    assert (tmp_path / "state" / OPENED / "2026").exists()
    assert (tmp_path / "state" / "backups" / "daily").exists()
    assert files_with(tmp_path, *WORDS) == []


def test_an_episode_that_this_session_opened_is_closed_without_a_key(tmp_path: Path) -> None:
    diary = a_session(tmp_path)
    diary.maintenance.encrypt([RECIPIENT])
    diary.add(an_episode(1, is_open=True))
    closed = diary.edit(an_episode(1).id, is_open=False, pain=3)
    assert (closed.is_open, closed.pain) == (False, 3)
    with pytest.raises(DiaryLocked):
        a_session(tmp_path).edit(an_episode(1).id, pain=4)
    assert a_session(tmp_path, has_key=True).get(an_episode(1).id).pain == 3


def test_it_is_told_without_a_key_that_an_episode_is_open_and_not_where(tmp_path: Path) -> None:
    diary = a_session(tmp_path)
    diary.maintenance.encrypt([RECIPIENT])
    key = diary.new_id()
    diary.add(an_episode(1, id=key, is_open=True))
    content = (tmp_path / "state" / "open-episode").read_bytes()
    assert (b"calf" in content, diary.clock.now().isoformat()[:16].encode() in content) == (False, True)
    diary.edit(key, is_open=False)
    assert diary.clock.now().isoformat()[:16].encode() not in (tmp_path / "state" / "open-episode").read_bytes()


def test_another_key_opens_nothing_and_sets_nothing_aside(tmp_path: Path) -> None:
    encrypted(tmp_path)
    later = a_session(tmp_path)
    other = tmp_path / "other"
    other.mkdir()
    give_key(later.journals, key_file(other, pyrage.x25519.Identity.generate()))
    with pytest.raises(DiaryLocked) as refusal:
        later.episodes()
    assert "is encrypted for another key than the one in" in refusal.value.message
    give_key(later.journals, tmp_path / "lost.txt")
    with pytest.raises(DiaryLocked) as lost:
        later.episodes()
    assert "its key cannot be read." in lost.value.message
    assert f"{tmp_path / 'lost.txt'}" in lost.value.message
    later.add(a_record(4))
    assert len(a_session(tmp_path, has_key=True).episodes()) == 4


def test_a_line_is_opened_with_any_program_for_age(tmp_path: Path) -> None:
    diary = encrypted(tmp_path, 1)
    (journal,) = diary.folder.glob("*.jsonl")
    text = next(raw for raw in journal.read_bytes().split(b"\n") if b'"episodes","id"' in raw)
    sealed = text.partition(b'"sealed":"')[2].partition(b'"')[0]
    opened = pyrage.decrypt(base64.b64decode(sealed), [IDENTITY])
    assert opened.startswith(b'{"table":"episodes","id":"0199a000-0000-7000-8000-000000000001","put":{"started_at":')


def test_a_damaged_record_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    diary = encrypted(tmp_path)
    (journal,) = diary.folder.glob("*.jsonl")
    lines = journal.read_bytes().split(b"\n")
    body = lines[2][:-18]
    place = body.index(b'"sealed":"') + 600
    changed = body[:place] + (b"B" if body[place : place + 1] == b"A" else b"A") + body[place + 1 :]
    lines[2] = b'%b,"crc":"%08x"}' % (changed, crc32(changed))
    for path in (journal, diary.state / "mirror" / journal.name):
        path.write_bytes(b"\n".join(lines))
    later = a_session(tmp_path, has_key=True)
    assert later.episodes() == (a_record(3), a_record(1))
    health = later.maintenance.check_health()
    assert [(each.first, each.reason) for each in health.refused_lines] == [
        (3, "It is encrypted, and damaged, so that no key opens it.")
    ]


def test_what_is_encrypted_of_one_record_counts_for_no_other(tmp_path: Path) -> None:
    diary = encrypted(tmp_path)
    (journal,) = diary.folder.glob("*.jsonl")
    line = read_line(journal.read_bytes().split(b"\n")[1])
    assert line is not None
    body = json.loads(line.raw)  # type: ignore[union-attr]
    del body["crc"]
    forged = seal({**body, "id": a_record(2).id, "rev": 2})
    with journal.open("ab") as file:
        file.write(forged + b"\n")
    later = a_session(tmp_path, has_key=True)
    assert later.get(a_record(2).id) == a_record(2)
    (refused,) = later.maintenance.check_health().refused_lines
    assert refused.reason == "What is encrypted in it belongs to another record."


def test_another_device_follows_the_folder_and_asks_for_no_key_to_write(tmp_path: Path) -> None:
    diary = encrypted(tmp_path)
    phone = Diary(diary.folder, tmp_path / "phone" / "state", FakeClock(NIGHT + timedelta(days=5)))
    phone.add(a_record(7))
    assert (tmp_path / "phone" / "state" / "encrypted-to").read_text().split() == ["on", RECIPIENT]
    assert files_with(tmp_path, *WORDS) == files_with(tmp_path / "phone", *WORDS) == []
    assert len(a_session(tmp_path, 6, has_key=True).episodes()) == 4


@pytest.mark.parametrize("text", [None, "age1other\n"])
def test_a_sync_neither_ends_the_encryption_nor_gives_the_diary_to_another_key(
    tmp_path: Path, text: str | None
) -> None:
    diary = encrypted(tmp_path)
    path = diary.folder / "encrypted-to.txt"
    if text is None:
        path.unlink()
    else:
        path.write_text(text + str(pyrage.x25519.Identity.generate().to_public()))
    a_session(tmp_path, 4).add(a_record(8))
    assert files_with(tmp_path, *WORDS) == []
    assert len(a_session(tmp_path, 6, has_key=True).episodes()) == 4


def test_many_lines_are_opened_once_and_a_purge_leaves_nothing_of_a_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    encrypted(tmp_path, 80)
    a_session(tmp_path, has_key=True).episodes()
    opened: list[bytes] = []
    one_by_one = Sealing._decrypt_line  # noqa: SLF001 -- how often it is called is the question

    def counted(self: Sealing, text: bytes) -> bytes:
        opened.append(text)
        return one_by_one(self, text)

    monkeypatch.setattr(Sealing, "_decrypt_line", counted)
    read = a_session(tmp_path, has_key=True)
    assert (len(read.episodes()), len(opened) < MANY_TEXTS) == (80, True)
    read.maintenance.purge(a_record(5).id)
    left = pyrage.decrypt((tmp_path / "state" / OPENED / "2026").read_bytes()[8:], [IDENTITY])
    assert (f"{SECRET} 5".encode() + b'"' in left, f"{SECRET} 6".encode() in left) == (False, True)
    without = a_session(tmp_path)
    without.maintenance.purge(a_record(6).id)
    assert not (tmp_path / "state" / OPENED).exists()
    assert len(a_session(tmp_path, has_key=True).episodes()) == 78


def test_a_thread_that_asks_nobody_keeps_no_other_from_asking(tmp_path: Path) -> None:
    journals = encrypted(tmp_path).journals
    with ThreadPoolExecutor(1) as other:
        block = without_asking(journals)
        other.submit(block.__enter__).result()
        assert (journals.sealing.may_ask, other.submit(lambda: journals.sealing.may_ask).result()) == (True, False)
        with without_asking(journals):
            other.submit(block.__exit__, None, None, None).result()
            assert not journals.sealing.may_ask
        assert other.submit(lambda: journals.sealing.may_ask).result()
    assert journals.sealing.may_ask


def test_what_was_opened_is_kept_again_after_a_write_that_broke_off(tmp_path: Path) -> None:
    encrypted(tmp_path, 80)
    a_session(tmp_path, has_key=True).episodes()
    path = tmp_path / "state" / OPENED / "2026"
    path.write_bytes(path.read_bytes()[:-1])
    a_session(tmp_path, has_key=True).episodes()
    texts, parts = read_texts(Disk(), tmp_path / "state", "2026", lambda part: pyrage.decrypt(part, [IDENTITY]))
    assert (len(texts) >= 80, parts) == (True, 1)


def test_what_cannot_be_saved_is_kept_encrypted_and_taken_in_with_the_key(tmp_path: Path) -> None:
    encrypted(tmp_path)
    disk = FaultyDisk()
    diary = a_session(tmp_path, disk=disk)
    _ = diary.database  # loaded before the disk is full
    disk.kind, disk.at = "full for good", 0
    with pytest.raises(KeptAside):
        diary.keeper.store(a_record(5))
    (kept,) = (tmp_path / "state").glob("unsaved-*")
    assert files_with(tmp_path, *WORDS) == []
    assert a_session(tmp_path).keeper.take_in() == ((), ())
    assert kept.exists()
    later = a_session(tmp_path, has_key=True)
    assert [each.record for each in later.keeper.take_in()[0]] == [a_record(5)]
    assert (kept.exists(), later.get(a_record(5).id)) == (False, a_record(5))


def test_without_the_extra_an_episode_is_kept_in_the_clear_and_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    encrypted(tmp_path)
    monkeypatch.setitem(sys.modules, "pyrage", None)
    diary = a_session(tmp_path, has_key=True)
    with pytest.raises(KeptAside) as refusal:
        diary.keeper.store(a_record(5))
    assert isinstance(refusal.value.cause, ExtraMissing)
    assert "the extra 'encrypt', which opens it, is not installed. Install " in refusal.value.message
    assert files_with(tmp_path, *WORDS) == ["state/unsaved-1.json"]
    monkeypatch.undo()
    later = a_session(tmp_path, has_key=True)
    later.keeper.take_in()
    assert (later.get(a_record(5).id), files_with(tmp_path, *WORDS)) == (a_record(5), [])


def open_with(_data: bytes, passphrase: str) -> bytes:
    if passphrase != "calm sea":
        raise pyrage.DecryptError("Decryption failed")
    return f"{IDENTITY}\n".encode()


def test_a_passphrase_is_asked_once_and_a_wrong_one_three_times(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """How a passphrase is made slow is none of the question, and would take seconds."""
    encrypted(tmp_path)
    path = tmp_path / "locked.txt"
    path.write_bytes(b"age-encryption.org/v1\n")
    monkeypatch.setattr(pyrage.passphrase, "decrypt", open_with)
    asked: list[str] = []

    def answer(*answers: str | None) -> Diary:
        asked.clear()
        left = list(answers)

        def ask(question: str) -> str | None:
            asked.append(question)
            return left.pop(0)

        diary = a_session(tmp_path)
        diary.journals.sealing.source = KeySource(lambda: path, ask)
        return diary

    diary = answer("calm sea")
    assert (len(diary.episodes()), len(diary.days()), len(asked)) == (3, 1, 1)
    with pytest.raises(DiaryLocked, match="It is asked for in a terminal"):
        answer(None).episodes()
    with pytest.raises(DiaryLocked):
        answer("a", "b", "c").episodes()
    assert len(asked) == 3
    quiet = answer()
    quiet.add(a_record(9))
    assert asked == []


def test_the_health_says_what_is_encrypted(tmp_path: Path) -> None:
    encrypted(tmp_path)
    lines = health_lines(a_session(tmp_path, has_key=True).maintenance.check_health())
    assert not any("cannot be read" in line for line in lines)


def test_an_id_that_no_encrypted_line_can_have_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    diary = encrypted(tmp_path, 1)
    before = {path: path.read_bytes() for path in diary.folder.glob("*.jsonl")}
    with pytest.raises(CannotStore):
        diary.add(an_episode(2, id='a"b'))
    assert {path: path.read_bytes() for path in diary.folder.glob("*.jsonl")} == before


def test_nothing_is_saved_for_a_recipient_that_is_none(tmp_path: Path) -> None:
    diary = encrypted(tmp_path)
    (diary.state / "encrypted-to").write_text("on\nage1nonsense\n")
    before = {path: path.read_bytes() for path in diary.folder.glob("*.jsonl")}
    with pytest.raises((NotSaved, DiaryLocked, Exception)) as refusal:
        a_session(tmp_path).add(a_record(5))
    assert "is not an age key" in str(refusal.value)
    assert {path: path.read_bytes() for path in diary.folder.glob("*.jsonl")} == before
