"""Where kept files are, who may have put them there, and what is never opened."""

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from spasmtui.episodes.store.unsaved import kept_files
from spasmtui.episodes.store.unsaved.kept_files import find_kept_files, next_path, read_kept_files
from spasmtui.episodes.store.unsaved.kept_record import keep_record, parse_kept
from spasmtui.launcher import locations
from spasmtui.launcher.locations import kept_folders
from tests.support.store.values import an_episode

EPISODE = an_episode(1, note="It woke me up.")


@pytest.fixture
def blocked(tmp_path: Path) -> Path:
    """A state folder that cannot be made: a file has its name."""
    (tmp_path / "file").touch()
    return tmp_path / "file" / "state"


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """The temporary folders that this test has."""
    roots = tmp_path / "tmp", tmp_path / "var"
    for root in roots:
        root.mkdir()
        root.chmod(0o1777)
    monkeypatch.setenv("TMPDIR", str(roots[0]))
    monkeypatch.setattr(locations, "LASTING", str(roots[1]))
    return roots


def keep(state: Path) -> str:
    return keep_record(state, EPISODE, None, "Not saved.")


def test_the_state_folder_is_made_and_comes_first(tmp_path: Path) -> None:
    state = tmp_path / "some" / "state"
    assert keep(state) == f"{state}/unsaved-1.json"
    assert [keep(state) for _ in range(10)][-1] == f"{state}/unsaved-11.json"
    assert find_kept_files(str(state)) == [f"{state}/unsaved-{number}.json" for number in range(1, 12)]
    assert stat.S_IMODE(state.stat().st_mode) == 0o700


def test_a_temporary_folder_keeps_it_where_only_this_user_can_look_and_leaves_nothing_behind(
    blocked: Path, temporary: tuple[Path, Path]
) -> None:
    path = Path(keep(blocked))
    assert (path.name, path.parent.parent) == ("unsaved-1.json", temporary[0])
    assert (stat.S_IMODE(path.parent.stat().st_mode), stat.S_IMODE(path.stat().st_mode)) == (0o700, 0o600)
    ((found, data),) = read_kept_files(str(blocked))
    assert parse_kept(found, data).record == EPISODE
    kept_files.remove_kept_file(str(path))
    assert list(temporary[0].iterdir()) == []


def test_another_diary_finds_nothing_of_it(blocked: Path) -> None:
    keep(blocked)
    assert find_kept_files(str(blocked / "other")) == []


def by_another_user(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.mkdir(mode=0o700)
    real = os.lstat

    def lstat(path: str) -> os.stat_result:
        found = real(path)
        return os.stat_result([*found[:4], found.st_uid + 1, *found[5:]]) if path == str(folder) else found

    monkeypatch.setattr("spasmtui.episodes.store.unsaved.kept_files.os.lstat", lstat)


def open_to_all(folder: Path, _: pytest.MonkeyPatch) -> None:
    folder.mkdir()
    folder.chmod(0o777)


def a_link(folder: Path, _: pytest.MonkeyPatch) -> None:
    target = folder.parent.parent / "planted"
    target.mkdir(mode=0o700)
    folder.symlink_to(target)


def a_file(folder: Path, _: pytest.MonkeyPatch) -> None:
    folder.touch()


@pytest.mark.parametrize("plant", [by_another_user, open_to_all, a_link, a_file])
def test_what_another_user_has_put_under_the_name_is_neither_read_nor_written(
    blocked: Path,
    temporary: tuple[Path, Path],
    monkeypatch: pytest.MonkeyPatch,
    plant: Callable[[Path, pytest.MonkeyPatch], None],
) -> None:
    planted = Path(kept_folders(str(blocked))[1])
    plant(planted, monkeypatch)
    if planted.is_dir():
        (planted / "unsaved-1.json").write_bytes(b"{}")
    path = Path(keep(blocked))
    assert path.parent.parent == temporary[1]
    assert find_kept_files(str(blocked)) == [str(path)]


def test_a_link_a_pipe_a_folder_and_another_users_file_are_no_files_of_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "secret").write_bytes(b"{}")
    (tmp_path / "unsaved-1.json").symlink_to(tmp_path / "secret")
    os.mkfifo(tmp_path / "unsaved-2.json")
    (tmp_path / "unsaved-3.json").mkdir()
    (tmp_path / "unsaved-4.json").write_bytes(bytes(kept_files.LONGEST_BYTES + 1))
    assert [data for _, data in read_kept_files(str(tmp_path))] == [None, None, None, None]
    keep(tmp_path)
    monkeypatch.setattr("spasmtui.episodes.store.unsaved.kept_files.os.getuid", lambda: os.geteuid() + 1)
    assert [data for _, data in read_kept_files(str(tmp_path))] == [None, None, None, None, None]


def test_a_name_that_another_session_takes_first_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(tmp_path)
    taken = iter([f"{tmp_path}/unsaved-1.json"])
    monkeypatch.setattr(
        "spasmtui.episodes.store.unsaved.kept_record.next_path", lambda folder: next(taken, None) or next_path(folder)
    )
    assert keep(tmp_path) == f"{tmp_path}/unsaved-2.json"
