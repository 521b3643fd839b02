"""State folders that earlier versions made for one diary under several spellings are joined, and nothing is lost."""

import fcntl
import json
import os
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from spasmtui.drink.favourites import Favourite, Favourites
from spasmtui.drink.form import Form
from spasmtui.drink.recipe import Choices
from spasmtui.episodes.model.episode import Episode
from spasmtui.episodes.store.diary import Diary
from spasmtui.episodes.store.journal.disk import Disk
from spasmtui.episodes.store.journal.mirror import LOST
from spasmtui.episodes.store.maintenance.after_change import AfterChange
from spasmtui.episodes.store.maintenance.backup import Backups
from spasmtui.episodes.store.maintenance.remains import REMAINS
from spasmtui.episodes.store.state_folders.report import joined_sentences
from spasmtui.episodes.store.unsaved.kept_files import find_kept_files
from spasmtui.errors import DataError, NotFound
from spasmtui.guide.bookmarks import Bookmarks
from spasmtui.launcher.locations import RECORD, kept_folders, name_folders, resolve_folders, state_key
from spasmtui.launcher.process_check import process_identity
from spasmtui.paths import find_paths
from spasmtui.relief.running.skin_memory import HEAD
from tests.conftest import FakeClock
from tests.support.episodes import episode


@pytest.fixture(autouse=True)
def _no_sync(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", lambda _descriptor: None)


NOTE_FOLDER = vars(AfterChange)["_note_folder"]


@pytest.fixture(autouse=True)
def _no_record_by_an_earlier_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(AfterChange, "_note_folder", lambda _self: None)


class Machine:
    """A home with a diary in `real` and a link to it; states are made as earlier versions name them."""

    def __init__(self, home: Path, clock: FakeClock) -> None:
        self.home = home
        self.clock = clock
        self.real = home / "real"
        self.link = home / "link"
        self.real.mkdir(mode=0o700)
        self.link.symlink_to(self.real)

    def old_state(self, spelling: Path | str) -> Path:
        return Path(name_folders(str(spelling), os.environ, "linux").named_state)

    def old(self, spelling: Path | str) -> Diary:
        """Return the diary as an earlier version opens it."""
        return Diary(Path(spelling), self.old_state(spelling), self.clock)

    def new(self, spelling: Path | str) -> Diary:
        paths = find_paths(str(spelling))
        return Diary(paths.data, paths.state, self.clock)

    def record(self, diary: Diary, minute: int, place: str) -> Episode:
        self.clock.advance(60)
        made = episode(f"2026-11-22T02:{minute:02}:00+00:00", place=place, id=f"0199-{minute:02}")
        diary.add(made)
        return made

    def places(self, diary: Diary) -> list[str]:
        return sorted(each.place or "" for each in diary.episodes())


@pytest.fixture
def machine(own_home: Path, clock: FakeClock) -> Machine:
    return Machine(own_home, clock)


def states(machine: Machine) -> list[str]:
    """Return the names of the state folders that are no links."""
    folder = machine.home / ".local" / "state" / "spasmtui"
    return sorted(each.name for each in folder.iterdir() if not each.is_symlink())


def test_the_only_state_folder_goes_on_under_the_real_path_with_its_device_and_its_undo(machine: Machine) -> None:
    old = machine.old(machine.link)
    machine.record(old, 10, "calf")
    new = machine.new(machine.link)
    assert new.state == machine.old_state(machine.real)
    assert new.device == old.device
    assert states(machine) == [new.state.name]
    assert machine.new(machine.real).state == new.state
    new.undo()
    assert new.episodes() == ()


@pytest.mark.parametrize("first", ["real", "link"])
@pytest.mark.parametrize("then", ["real", "link"])
def test_undo_takes_back_the_last_change_whichever_spelling_made_it(first: str, then: str, machine: Machine) -> None:
    second = "link" if first == "real" else "real"
    machine.record(machine.old(machine.home / first), 10, "calf")
    machine.record(machine.old(machine.home / second), 20, "foot")
    machine.record(machine.old(machine.home / first), 30, "hand")
    diary = machine.new(machine.home / then)
    assert states(machine) == [machine.old_state(machine.real).name]
    seen = []
    for _step in range(3):
        machine.clock.advance(1)
        diary.undo()
        seen.append(machine.places(diary))
    assert seen == [["calf", "foot"], ["calf"], []]
    with pytest.raises(NotFound):
        diary.undo()
    for _step in range(3):
        machine.clock.advance(1)
        diary.redo()
    assert machine.places(machine.new(machine.real)) == ["calf", "foot", "hand"]


def test_what_earlier_versions_made_is_found_under_spellings_of_which_nothing_tells(machine: Machine) -> None:
    (machine.home / "beside").mkdir()
    (machine.home / "second").symlink_to("link")
    (machine.home / "third").symlink_to("second")
    (machine.home / "up").symlink_to(machine.home)
    spellings = ("real", "link", "up/real", "third", "real/../real", "beside/../real", "up/link")
    typed = [*(f"{machine.home}/{each}" for each in spellings), f"/{machine.real}"]
    for number, spelling in enumerate(typed):
        machine.record(machine.old(spelling), 10 + number, "calf")
    assert len(states(machine)) == len(typed)
    diary = machine.new(machine.real)
    assert states(machine) == [diary.state.name]
    for left in range(len(typed) - 1, -1, -1):
        diary.undo()
        assert sorted(each.started_at.minute for each in diary.episodes()) == [*range(10, 10 + left)]
        machine.clock.advance(1)
    with pytest.raises(NotFound):
        diary.undo()


def test_undo_stays_in_order_when_the_clock_was_set_back_after_the_join(machine: Machine) -> None:
    machine.record(machine.old(machine.real), 10, "calf")
    machine.record(machine.old(machine.link), 20, "foot")
    machine.clock.start -= timedelta(days=2)
    diary = machine.new(machine.real)
    diary.undo()
    diary.undo()
    assert machine.places(diary) == []
    with pytest.raises(NotFound):
        diary.undo()


def test_a_process_of_an_earlier_version_goes_on_through_its_own_spelling(machine: Machine) -> None:
    running = machine.old(machine.link)
    machine.record(machine.old(machine.real), 10, "calf")
    machine.record(running, 20, "foot")
    machine.new(machine.real)
    machine.record(running, 30, "hand")
    machine.record(machine.old(machine.link), 40, "neck")
    diary = machine.new(machine.real)
    assert machine.places(diary) == ["calf", "foot", "hand", "neck"]
    diary.undo()
    assert machine.places(diary) == ["calf", "foot", "hand"]
    assert len(states(machine)) == 1


def filled(machine: Machine) -> tuple[Path, Path]:
    """Fill two state folders with something of each kind, and return them: that of the real path, and the other."""
    ours, theirs = machine.old(machine.real), machine.old(machine.link)
    machine.record(ours, 10, "calf")
    machine.record(theirs, 20, "foot")
    (theirs.state / "mirror" / LOST).write_bytes(_line_of_another_device(machine))
    for diary, name in ((ours, "ours"), (theirs, "theirs")):
        state = diary.state
        Bookmarks(state).toggle(f"page-{name}")
        Favourites(state).add(Favourite("night", Form("1 glass" if name == "ours" else "2 glasses", Choices())))
        (state / "unsaved-1.json").write_text(json.dumps({"of": name}))
        (state / "draft-new.json").write_text(name)
        (state / f"draft-{name}.json").write_text(name)
        (state / f"relief-start.1.{len(name)}").write_text(name)
        (state / "skin").write_text(f"{HEAD}\n{name} r heat calf left 1 1 0 1 1 1 1 - 1 -\n")
        (state / "signs-told.txt").write_text(f"{name}\n")
        (state / "episode-starts.json").write_text(json.dumps({"version": 1, "boot": "b", "starts": {name: [1, []]}}))
        (state / "crash-reports").mkdir()
        (state / "crash-reports" / "crash-1.txt").write_text(name)
        (state / "of-a-later-version").mkdir()
        (state / "of-a-later-version" / name).write_text(name)
    temporary = Path(kept_folders(str(theirs.state))[1])
    temporary.mkdir(mode=0o700, exist_ok=True)
    (temporary / "unsaved-1.json").write_text(json.dumps({"of": "the temporary folder"}))
    return ours.state, theirs.state


def _line_of_another_device(machine: Machine) -> bytes:
    elsewhere = Diary(machine.home / "elsewhere", machine.home / "elsewhere-state", machine.clock)
    machine.record(elsewhere, 50, "neck")
    (journal,) = (machine.home / "elsewhere").glob("*.jsonl")
    raw = journal.read_bytes().split(b"\n")[1] + b"\n"
    for name in ("elsewhere", "elsewhere-state"):
        shutil.rmtree(machine.home / name)
    return raw


def contents(machine: Machine) -> dict[str, Any]:
    """Return everything of the joined folder that the person would miss."""
    diary = machine.new(machine.real)
    state = diary.state
    texts = {path: path.read_text() for path in state.rglob("*") if path.is_file() and "mirror" not in path.parts}
    return {
        "episodes": machine.places(diary),
        "bookmarks": sorted(Bookmarks(state).ids),
        "favourites": sorted(each.form.size for each in Favourites(state).load()),
        "unsaved": sorted({json.loads(Path(path).read_bytes())["of"] for path in find_kept_files(str(state))}),
        "drafts": sorted(texts[path] for path in texts if path.name.startswith("draft-")),
        "starts": sorted(texts[path] for path in texts if path.name.startswith("relief-start.")),
        "skin": sorted(line.split()[0] for line in (state / "skin").read_text().splitlines()),
        "told": sorted((state / "signs-told.txt").read_text().split()),
        "measured": sorted(json.loads((state / "episode-starts.json").read_text())["starts"]),
        "reports": sorted(texts[path] for path in texts if path.parent.name == "crash-reports"),
        "later": sorted(texts[path] for path in texts if path.parent.name.startswith("of-a-later-version")),
        "backups": len(Backups(state / "backups", state / "mirror", Disk()).verify(machine.clock.now())),
        "others": [name for name in states(machine) if name != state.name],
        "remains": [path.name for path in state.glob(f"{REMAINS}*")],
    }


WHOLE = {
    "episodes": ["calf", "foot", "neck"],
    "bookmarks": ["page-ours", "page-theirs"],
    "favourites": ["1 glass", "2 glasses"],
    "unsaved": ["ours", "the temporary folder", "theirs"],
    "drafts": ["ours", "ours", "theirs", "theirs"],
    "starts": ["ours", "theirs"],
    "skin": ["ours", "spasmtui", "theirs"],
    "told": ["ours", "theirs"],
    "measured": ["ours", "theirs"],
    "reports": ["ours", "theirs"],
    "later": ["ours", "theirs"],
    "backups": 4,
    "others": [],
    "remains": [],
}


def test_nothing_of_either_folder_is_lost(machine: Machine) -> None:
    ours, theirs = filled(machine)
    assert contents(machine) == WHOLE
    assert theirs.is_symlink()
    said = "\n".join(joined_sentences(machine.real, ours))
    assert f"The state folder {theirs.name} was made under another spelling" in said
    assert "may belong" not in said
    beside = sorted(path.name for path in ours.glob("*.joined-*"))
    assert beside == ["draft-new.json.joined-1", "of-a-later-version.joined-1"]
    assert "draft-new.json.joined-1 is from a state folder that was joined." in said
    assert contents(machine) == WHOLE


def test_what_one_folder_has_nothing_of_comes_from_the_other(machine: Machine) -> None:
    ours, _theirs = filled(machine)
    for folder in ("crash-reports", "backups"):
        shutil.rmtree(ours / folder)
    found = contents(machine)
    assert (found["reports"], found["backups"], found["others"]) == (["theirs"], 2, [])


def test_a_folder_whose_device_has_written_nothing_is_joined_too(machine: Machine) -> None:
    unused = machine.old(machine.link)
    assert unused.device
    Bookmarks(unused.state).toggle("page")
    machine.record(machine.old(machine.real), 10, "calf")
    diary = machine.new(machine.real)
    assert ([*Bookmarks(diary.state).ids], states(machine)) == (["page"], [diary.state.name])


class Killed(BaseException):
    """The process has ended here."""


CALLS = ("rename", "replace", "unlink", "symlink", "mkdir", "rmdir")


@pytest.mark.long
def test_a_process_that_is_killed_at_any_step_loses_nothing(
    machine: Machine, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _ours, theirs = filled(machine)
    temporary = Path(kept_folders(str(theirs))[1])
    saved = {
        folder: own_home.parent / f"{own_home.name}-{number}" for number, folder in enumerate((own_home, temporary))
    }
    for folder, copy in saved.items():
        shutil.copytree(folder, copy, symlinks=True)
    step, was_killed = -1, True
    while was_killed:
        step += 2  # one time in two: what the others leave differs little
        with monkeypatch.context() as patched:
            kill_at(step, patched)
            try:
                find_paths(str(machine.link))
                was_killed = False
            except Killed:
                was_killed = True
        assert (step, contents(machine)) == (step, WHOLE)
        for folder, copy in saved.items():
            shutil.rmtree(folder, ignore_errors=True)
            shutil.copytree(copy, folder, symlinks=True)
    assert step > 30
    shutil.rmtree(temporary)


def kill_at(step: int, patched: pytest.MonkeyPatch) -> None:
    """End the process before its nth change of the disk."""
    left = step

    def wrap(call: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(*words: Any, **named: Any) -> Any:
            nonlocal left
            left -= 1
            if left == 0:
                raise Killed
            return call(*words, **named)

        return wrapped

    for name in CALLS:
        patched.setattr(os, name, wrap(getattr(os, name)))


def test_while_another_session_saves_the_folders_stay_apart_and_are_joined_later(machine: Machine) -> None:
    machine.record(machine.old(machine.real), 10, "calf")
    theirs = machine.old(machine.link)
    machine.record(theirs, 20, "foot")
    with (machine.old_state(machine.real) / "lock").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        find_paths(str(machine.link))
        assert len(states(machine)) == 2
    with (theirs.state / "lock").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert machine.places(machine.new(machine.link)) == ["calf", "foot"]
        assert len(states(machine)) == 2
        assert "may belong to this diary too" in " ".join(
            joined_sentences(machine.real, machine.old_state(machine.real))
        )
    machine.new(machine.link)
    assert len(states(machine)) == 1


def test_a_routine_of_the_other_folder_is_kept_beside_the_later_one(machine: Machine) -> None:
    ours, theirs = machine.old_state(machine.real), machine.old_state(machine.link)
    for state, name, at in ((ours, "ours", 100), (theirs, "theirs", 200)):
        state.mkdir(parents=True)
        (state / "relief.json").write_text(json.dumps({"of": name, "pid": 2**22 + 1, "born": "", "boot": ""}))
        os.utime(state / "relief.json", (at, at))
    find_paths(str(machine.link))
    assert json.loads((ours / "relief.json").read_text())["of"] == "theirs"
    assert json.loads((ours / "relief-joined.1").read_text())["of"] == "ours"


def test_while_routines_run_in_both_folders_they_stay_apart_and_are_joined_when_one_is_over(machine: Machine) -> None:
    folders = [machine.old_state(machine.real), machine.old_state(machine.link)]
    for state in folders:
        state.mkdir(parents=True)
        running = {"pid": os.getpid(), **process_identity(os.getpid())}
        (state / "relief.json").write_text(json.dumps({"of": state.name, **running}))
    find_paths(str(machine.link))
    assert [each.is_symlink() for each in folders] == [False, False]
    (folders[0] / "relief.json").write_text(json.dumps({"of": "over", **running, "pid": 2**22 + 1}))
    find_paths(str(machine.link))
    assert [each.is_symlink() for each in folders] == [False, True]
    assert json.loads((folders[0] / "relief.json").read_text())["of"] == folders[1].name


def test_a_link_that_leads_elsewhere_now_brings_nothing_of_the_diary_it_led_to(machine: Machine) -> None:
    machine.record(machine.old(machine.link), 10, "calf")
    other = machine.home / "other"
    other.mkdir()
    machine.record(machine.old(other), 20, "foot")
    machine.link.unlink()
    machine.link.symlink_to(other)
    diary = machine.new(machine.link)
    assert diary.state == machine.old_state(other)
    assert machine.places(diary) == ["foot"]
    assert not (diary.state / "mirror" / LOST).exists()
    assert machine.old_state(machine.link).is_dir()
    assert machine.new(machine.real).state != diary.state


def test_identity_follows_the_real_folder_when_a_link_changes_its_target(machine: Machine) -> None:
    machine.record(machine.new(machine.link), 10, "calf")
    other = machine.home / "other"
    other.mkdir()
    machine.link.unlink()
    machine.link.symlink_to(other)
    diary = machine.new(machine.link)
    machine.record(diary, 20, "foot")
    assert (diary.state, machine.places(diary)) == (machine.old_state(other), ["foot"])
    machine.new(machine.real).undo()
    assert (machine.places(machine.new(machine.real)), machine.places(diary)) == ([], ["foot"])


def test_a_diary_that_is_not_mounted_keeps_its_state_folder(machine: Machine) -> None:
    machine.record(machine.old(machine.link), 10, "calf")
    away = machine.home / "away"
    machine.real.rename(away)
    for _start in range(2):
        paths = find_paths(str(machine.link))
        assert paths.state == machine.old_state(machine.link)
        with pytest.raises(DataError):
            machine.record(Diary(paths.data, paths.state, machine.clock), 20, "foot")
        assert not machine.real.exists()  # nothing was begun where the disk will be mounted
    machine.real.mkdir()
    assert find_paths(str(machine.link)).state == machine.old_state(machine.link)
    machine.real.rmdir()
    away.rename(machine.real)
    assert machine.new(machine.link).state == machine.old_state(machine.real)
    assert machine.places(machine.new(machine.real)) == ["calf"]


def test_a_link_that_became_a_folder_of_its_own_has_a_state_of_its_own(machine: Machine) -> None:
    machine.record(machine.old(machine.link), 10, "calf")
    first = machine.new(machine.link)
    machine.link.unlink()
    machine.link.mkdir()
    second = machine.new(machine.link)
    machine.record(second, 20, "foot")
    assert not second.state.is_symlink()
    assert first.device != second.device
    assert machine.places(machine.new(machine.real)) == ["calf"]


def test_a_diary_that_was_moved_keeps_its_undo(machine: Machine) -> None:
    machine.record(machine.new(machine.real), 10, "calf")
    machine.record(machine.new(machine.real), 20, "foot")
    machine.new(machine.real)
    moved = machine.home / "moved"
    machine.real.rename(moved)
    diary = machine.new(moved)
    diary.undo()
    assert machine.places(diary) == ["calf"]


def test_a_folder_that_was_moved_behind_a_link_keeps_its_undo_when_the_link_goes(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(AfterChange, "_note_folder", NOTE_FOLDER)
    machine.record(machine.new(machine.real), 10, "calf")
    moved = machine.home / "moved"
    shutil.copytree(machine.real, moved)  # to another disk, where its inode is another one
    shutil.rmtree(machine.real)
    machine.real.symlink_to(moved)
    assert machine.new(machine.real).state == machine.old_state(moved)
    machine.real.unlink()
    machine.new(moved).undo()
    assert machine.places(machine.new(moved)) == []


def test_a_diary_that_takes_the_place_of_the_link_to_it_keeps_its_undo(machine: Machine) -> None:
    machine.record(machine.old(machine.real), 10, "calf")
    machine.record(machine.old(machine.link), 20, "foot")
    state = machine.new(machine.link).state
    machine.link.unlink()
    machine.real.rename(machine.link)
    assert resolve_folders(name_folders(str(machine.link), os.environ, "linux")).state == str(state)
    diary = machine.new(machine.link)
    assert diary.state in (state, machine.old_state(machine.link))
    diary.undo()
    assert machine.places(diary) == ["calf"]


def test_a_folder_of_the_same_name_elsewhere_keeps_what_belongs_to_it(machine: Machine) -> None:
    (machine.home / "elsewhere" / "real").mkdir(parents=True)
    other = machine.old_state(machine.home / "elsewhere" / "real")
    other.mkdir(parents=True)
    Bookmarks(other).toggle("page")
    machine.record(machine.new(machine.real), 10, "calf")
    machine.new(machine.real)
    assert ([*Bookmarks(other).ids], other.is_symlink()) == (["page"], False)


def test_a_copy_of_a_diary_is_a_diary_of_its_own(machine: Machine) -> None:
    machine.record(machine.new(machine.real), 10, "calf")
    machine.new(machine.real)
    copy = machine.home / "copy"
    shutil.copytree(machine.real, copy)
    diary = machine.new(copy)
    assert diary.device != machine.new(machine.real).device
    with pytest.raises(NotFound):
        diary.undo()


def test_one_folder_that_is_mounted_twice_has_one_state(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(AfterChange, "_note_folder", NOTE_FOLDER)
    machine.record(machine.new(machine.real), 10, "calf")
    mount = machine.home / "mount"
    mount.symlink_to(machine.real)
    # As if it were bound to the folder: another real path, and one inode.
    monkeypatch.setattr(os.path, "realpath", lambda path, **_named: str(path))
    wanted = machine.old_state(machine.real)
    assert {find_paths(str(folder)).state for folder in (mount, machine.real, mount)} == {wanted}
    mount.unlink()
    mount.mkdir()  # and not mounted any more
    assert find_paths(str(mount)).state == machine.old_state(mount)
    assert (find_paths(str(machine.real)).state, wanted.is_symlink()) == (wanted, False)


def test_a_state_place_that_cannot_be_written_leaves_everything_usable(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine.record(machine.old(machine.link), 10, "calf")

    def refuse(*_words: Any, **_named: Any) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "rename", refuse)
    monkeypatch.setattr(os, "replace", refuse)
    paths = find_paths(str(machine.link))
    assert paths.state == machine.old_state(machine.link)
    assert [each.place for each in Diary(paths.data, paths.state, machine.clock).episodes()] == ["calf"]


def test_a_fault_of_the_program_in_joining_stops_no_start(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    machine.record(machine.old(machine.real), 10, "calf")
    machine.record(machine.old(machine.link), 20, "foot")

    def fail(*_words: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr("spasmtui.episodes.store.state_folders.join.take_over", fail)
    assert machine.places(machine.new(machine.link)) == ["calf", "foot"]
    assert len(states(machine)) == 2


def test_what_is_purged_by_one_folder_does_not_come_back_from_the_other(machine: Machine) -> None:
    ours = machine.old(machine.real)
    made = machine.record(ours, 10, "calf")
    theirs = machine.old(machine.link)
    machine.record(theirs, 20, "foot")  # its mirror has the first one too
    before = (theirs.state / "mirror" / f"2026.{ours.device}.jsonl").read_bytes()
    ours.maintenance.purge(ours.find_key(made.id))
    (theirs.state / "mirror" / f"2026.{ours.device}.jsonl").write_bytes(before)
    paths = find_paths(str(machine.real))
    lost = paths.state / "mirror" / LOST
    assert not lost.exists() or made.id.encode() not in lost.read_bytes()
    diary = machine.new(machine.real)
    assert machine.places(diary) == ["foot"]
    machine.record(diary, 30, "hand")
    held = [path for path in paths.state.rglob("*") if path.is_file() and b'"calf"' in path.read_bytes()]
    assert held == []


def test_the_record_of_a_folder_survives_odd_names(machine: Machine) -> None:
    odd = machine.home / "a\nb \udcff"
    odd.mkdir()
    machine.record(machine.new(odd), 10, "calf")
    assert machine.new(odd).state == machine.new(odd).state
    assert (machine.new(odd).state / RECORD).is_file()
    assert machine.new(odd).state.name == state_key(str(odd))
