"""A file is written as a whole or not at all, for its owner alone."""

import os
import stat
from pathlib import Path

import pytest

from spasmtui.shared.atomic_file import create_file, remove_drafts, replace_file

OS = "spasmtui.shared.atomic_file.os"


def fail_with(number: int) -> object:
    def refuse(*_arguments: object, **_options: object) -> None:
        raise OSError(number, os.strerror(number))

    return refuse


def test_a_file_is_replaced_as_a_whole_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "state.json"
    path.write_bytes(b"old and longer")
    path.chmod(0o644)
    replace_file(path, b"new", modified_at=1_000.5, syncs_folder=True)
    found = path.stat()
    assert (path.read_bytes(), stat.S_IMODE(found.st_mode), found.st_mtime) == (b"new", 0o600, 1_000.5)
    assert [entry.name for entry in tmp_path.iterdir()] == ["state.json"]


def test_a_link_is_replaced_and_its_target_left_alone(tmp_path: Path) -> None:
    (tmp_path / "other").write_bytes(b"precious")
    (tmp_path / "link").symlink_to("other")
    replace_file(tmp_path / "link", b"new")
    assert ((tmp_path / "other").read_bytes(), (tmp_path / "link").is_symlink()) == (b"precious", False)


@pytest.mark.parametrize("step", ["write", "fsync", "utime", "replace"])
def test_a_write_that_fails_leaves_the_old_content_and_nothing_beside_it(
    step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "state.json"
    path.write_bytes(b"old")
    monkeypatch.setattr(f"{OS}.{step}", fail_with(28))
    with pytest.raises(OSError, match="No space left"):
        replace_file(path, b"new", modified_at=1.0)
    assert [(entry.name, entry.read_bytes()) for entry in tmp_path.iterdir()] == [("state.json", b"old")]


def test_a_write_that_the_system_cuts_short_is_finished(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write
    monkeypatch.setattr(f"{OS}.write", lambda descriptor, data: write(descriptor, data[:3]))
    replace_file(tmp_path / "state.json", b"0123456789")
    assert (tmp_path / "state.json").read_bytes() == b"0123456789"


@pytest.mark.parametrize("has_hard_links", [True, False])
def test_a_new_file_takes_its_name_only_while_it_is_free(
    has_hard_links: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not has_hard_links:
        monkeypatch.setattr(f"{OS}.link", fail_with(1))
    create_file(tmp_path / "sheet.pdf", b"first")
    with pytest.raises(FileExistsError):
        create_file(tmp_path / "sheet.pdf", b"second")
    assert [(entry.name, entry.read_bytes()) for entry in tmp_path.iterdir()] == [("sheet.pdf", b"first")]
    assert stat.S_IMODE((tmp_path / "sheet.pdf").stat().st_mode) == 0o600


def test_what_a_killed_process_has_left_unfinished_is_removed_and_nothing_else(tmp_path: Path) -> None:
    ended = 2**22 + 1
    left = [f".relief.json.{ended}.0123456789ab.part", f".usual.{ended}.tmp", f".bookmarks.{10**30}.0123456789ab.part"]
    kept = [
        f".relief.json.{os.getpid()}.0123456789ab.part",  # is being written
        ".relief.json.0.0123456789ab.part",
        ".relief.json.0123456789ab.part",
        f"relief.json.{ended}.tmp",
        f".{ended}.tmp",
        "relief.json",
    ]
    for name in (*left, *kept):
        (tmp_path / name).touch()
    remove_drafts(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(kept)
    remove_drafts(tmp_path / "missing")
