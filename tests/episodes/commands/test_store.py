"""`log backup`, `log restore` and `log purge` as a person types them."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from spasmtui.episodes.store.diary import Diary
from tests.conftest import FakeClock, Run
from tests.support.store.values import NIGHT, an_episode


@pytest.fixture
def diary(own_home: Path) -> Diary:
    """The diary the command finds by --data-dir."""
    from spasmtui.launcher.locations import state_key

    data = own_home / "diary"
    state = own_home / ".local" / "state" / "spasmtui" / state_key(str(data))
    diary = Diary(data, state, FakeClock(NIGHT + timedelta(days=1)))
    diary.add(an_episode(1, note="Private."))
    return diary


def test_a_backup_is_written_restored_and_purged(here: Run, diary: Diary, own_home: Path) -> None:
    at = ("--data-dir", str(diary.folder))
    made = here("log", "backup", "-o", "mine.jsonl", *at)
    assert (made.returncode, made.stdout) == (0, f"{own_home / 'mine.jsonl'}: 1 line, read back without a fault.\n")
    again = here("log", "backup", "-o", "mine.jsonl", *at)
    assert again.returncode == 2
    assert "--force" in again.stderr
    refused = here("log", "purge", "0199", *at)
    assert refused.returncode == 2
    assert "--yes" in refused.stderr
    purged = here("log", "purge", "0199", "--yes", "--json", *at)
    assert json.loads(purged.stdout) == {"purged": [an_episode(1).id], "remaining": []}
    restored = here("log", "restore", "mine.jsonl", "--json", *at)
    assert json.loads(restored.stdout) == {"added": 0, "known": 0, "unreadable": 0, "purged": 1}


def test_what_a_person_writes_never_takes_a_name_of_the_diary_by_whatever_path(
    here: Run, diary: Diary, own_home: Path
) -> None:
    (own_home / "link").symlink_to(diary.folder)
    (journal,) = diary.folder.glob("*.jsonl")
    (own_home / "to-journal").symlink_to(journal)
    before = journal.read_bytes()
    at = ("--data-dir", str(own_home / "link"))
    state = own_home / ".local" / "state" / "spasmtui"
    names = [
        f"link/{journal.name}",
        f"diary/../link/{journal.name}",
        "to-journal",
        "link/new.jsonl",
        "link/diary-2026.jsonl.gz",
        str(next(state.iterdir()) / "usual"),
    ]
    for words in (("log", "export", "--format", "json"), ("report", "--format", "text")):
        for name in names:
            refused = here(*words, "-o", name, "--force", *at)
            assert (refused.returncode, refused.stderr.partition(" is a name that the diary keeps")[0]) == (2, name)
    for name in names[:2]:
        assert here("log", "backup", "-o", name, "--force", *at).returncode == 2
    assert journal.read_bytes() == before
    assert sorted(diary.folder.iterdir()) == [diary.folder / ".gitattributes", journal]
    assert here("log", "export", "--format", "csv", "-o", "link/mine.csv", *at).returncode == 0
    assert "is a journal of a diary" in here("log", "import", f"link/{journal.name}", *at).stderr


def test_an_import_says_of_what_was_deleted_or_purged_that_it_stays_so(here: Run, diary: Diary) -> None:
    at = ("--data-dir", str(diary.folder))
    assert here("log", "export", "--format", "json", "-o", "mine.json", *at).returncode == 0
    for verb, said in (("rm", "deleted"), ("purge", "purged")):
        assert here("log", verb, an_episode(1).id, *(["--yes"] if verb == "purge" else []), *at).returncode == 0
        lines = here("log", "import", "mine.json", *at).stdout.splitlines()
        assert lines[1:] == [
            "It makes 1 episode: 0 new.",
            f"1 has been {said} and stays {said}.",
            "Written: 0.",
        ]
    counts = json.loads(here("log", "import", "mine.json", "--json", *at).stdout)
    assert (counts["new"], counts["purged"], counts["deleted"], counts["written"]) == (0, 1, 0, 0)


def test_an_import_that_was_undone_can_be_made_again_and_a_row_that_was_deleted_stays_so(
    here: Run, own_home: Path
) -> None:
    rows = "Date,Time,Where\n2026-11-01,03:10,left calf\n2026-11-02,03:10,foot\n"
    (own_home / "rows.csv").write_text(rows, encoding="utf-8")
    assert here("log", "import", "rows.csv").returncode == 0
    for name in ("rows.csv", "mine.json"):
        here("log", "export", "--format", "json", "--force", "-o", "mine.json")
        assert here("log", "undo").stdout.startswith("Undone: ")
        assert here("log", "import", name).stdout.splitlines()[1] == "It makes 2 episodes: 2 new."
        assert len(json.loads(here("log", "list", "--json").stdout)) == 2
    here("log", "rm", "last")
    for name in ("rows.csv", "mine.json"):
        assert here("log", "import", name).stdout.splitlines()[1:] == [
            "It makes 2 episodes: 1 known already.",
            "1 has been deleted and stays deleted.",
            "Written: 0.",
        ]
    assert here("log", "undo").returncode == 0
    assert here("log", "import", "rows.csv").stdout.splitlines()[1] == "It makes 2 episodes: 2 known already."


def test_what_went_missing_is_written_back_or_let_go(here: Run, diary: Diary) -> None:
    at = ("--data-dir", str(diary.folder))
    (journal,) = diary.folder.glob("*.jsonl")
    journal.unlink()
    assert here("log", "restore", *at).stdout == "1 record written back.\n"
    journal.unlink()
    assert here("log", "restore", "--let-go", *at).stdout.startswith("1 record let go.")
    assert Diary(diary.folder, diary.state, diary.clock).episodes() == ()


def test_a_damaged_backup_is_exit_4_with_the_path(here: Run, diary: Diary, own_home: Path) -> None:
    (own_home / "x.gz").write_bytes(b"\x1f\x8bxx")
    ended = here("log", "restore", "x.gz", "--data-dir", str(diary.folder), "--json")
    assert ended.returncode == 4
    assert str(own_home / "x.gz") in json.loads(ended.stderr)["error"]["message"]


def test_a_history_is_shown_and_a_version_of_it_chosen(here: Run, diary: Diary) -> None:
    at = ("--data-dir", str(diary.folder))
    diary.edit(an_episode(1).id, pain=7)
    diary.delete(an_episode(1).id)
    shown = here("log", "show", "0199", "--history", *at)
    versions = [line.split(maxsplit=5) for line in shown.stdout.splitlines()]
    assert [(each[0], each[4], each[5]) for each in versions] == [
        ("1", diary.device, "added: left calf, Sun 22 Nov 04:12, with a note (0199a000-0000)"),
        ("2", diary.device, "edited: left calf, Sun 22 Nov 04:12, pain 7, with a note (0199a000-0000)"),
        ("3", diary.device, "deleted  <- current"),
    ]
    chosen = json.loads(here("log", "edit", "0199", "--back-to", "2", "--json", *at).stdout)
    assert chosen["pain"] == 7
    listed = json.loads(here("log", "show", "last", "--history", "--json", *at).stdout)
    assert [(each["version"], each["what"], each["current"]) for each in listed] == [
        (1, "added", False), (2, "edited", False), (3, "deleted", False), (4, "edited", True),
    ]  # fmt: skip
    assert [each["episode"] and each["episode"]["pain"] for each in listed] == [None, 7, None, 7]
    for wrong in (("--back-to", "x"), ("--back-to", "2", "--pain", "3")):
        assert here("log", "edit", "last", *wrong, *at).returncode == 2
    assert here("log", "edit", "last", "--back-to", "9", *at).returncode == 1


def test_an_edit_by_hand_is_accepted(here: Run, diary: Diary) -> None:
    (journal,) = diary.folder.glob("*.jsonl")
    journal.write_bytes(journal.read_bytes().replace(b'"calf"', b'"neck"'))
    ended = here("log", "restore", "--accept-edits", "--data-dir", str(diary.folder))
    assert ended.stdout == "1 record accepted with your edits. `spasmtui log undo` takes that back.\n"
    assert diary.get(an_episode(1).id).place == "neck"


def test_a_backup_that_cannot_be_written_is_named_with_its_reason(here: Run, own_home: Path) -> None:
    path = own_home / "missing" / "backup.jsonl"
    ended = here("log", "backup", "-o", str(path))
    assert (ended.returncode, ended.stderr) == (
        4,
        f"The backup could not be written to {path}: no such file or directory. The diary is as it was.\n",
    )
