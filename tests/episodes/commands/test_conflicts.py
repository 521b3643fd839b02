"""What the commands of the log say about what devices changed without each other, and how one of them chooses."""

from pathlib import Path
from typing import Any

import pytest

from spasmtui.episodes.store.diary import Diary
from tests.conftest import FakeClock
from tests.support.commands import Ended, run
from tests.support.store.two_devices import contested, deleted_beside_an_edit
from tests.support.store.values import NIGHT, an_episode

ID = an_episode(1).id
SHORT = ID[:13]


def said(diary: Diary, *words: str) -> Ended:
    return run("log", *words, diary=diary, clock=FakeClock(NIGHT))


def test_show_says_below_the_fields_what_each_device_says_and_what_chooses(tmp_path: Path) -> None:
    one, other, _episode = contested(tmp_path)
    lines = said(one, "show", "last").out.splitlines()
    assert lines[-6:] == [
        "",
        f"Changed on {other.device} and this device, each without the other:",
        f"  Pain: 7 of 10 on {other.device}, Mon 23 Nov 04:12 (counts); 4 of 10 on this device, Mon 23 Nov 03:12",
        f"To choose pain: spasmtui log edit {SHORT} --pain 0-10",
        f"To choose a whole version: spasmtui log edit {SHORT} --back-to 3, or 2",
        f"Every version: spasmtui log show {SHORT} --history",
    ]  # fmt: skip


def test_the_json_of_show_has_a_conflict_only_where_there_is_one(tmp_path: Path) -> None:
    one, other, _episode = contested(tmp_path)
    shown: dict[str, Any] = said(one, "show", ID, "--json").json
    mine, theirs = (
        {"version": 2, "device": one.device, "written_at": "2026-11-23T03:12:00+00:00", "what": "edited"},
        {"version": 3, "device": other.device, "written_at": "2026-11-23T04:12:00+00:00", "what": "edited"},
    )
    assert shown["conflict"] == {
        "fields": [{"field": "pain", "kept": {**theirs, "value": 7}, "others": [{**mine, "value": 4}]}],
        "kept": theirs,
        "others": [mine],
    }
    said(one, "edit", ID, "--pain", "4")
    assert "conflict" not in said(one, "show", ID, "--json").json


def test_the_history_names_a_merged_version_and_marks_the_ones_in_conflict(tmp_path: Path) -> None:
    one, other, _episode = contested(tmp_path)
    lines = said(one, "show", ID, "--history").out.splitlines()
    assert [line.split(":", 2)[1].rpartition("  ")[2] for line in lines][1:] == [
        "edited",
        "edited",
        "merged from 2 and 3",
    ]
    assert [line.partition("  <- ")[2] for line in lines] == ["", "pain differs", "pain counts", "current"]
    documents = said(other, "show", ID, "--history", "--json").json
    assert [(each.get("conflict"), each.get("merged_from")) for each in documents] == [
        (None, None),
        ("pain differs", None),
        ("pain counts", None),
        (None, [2, 3]),
    ]


@pytest.mark.parametrize("pain", ["4", "7"])
def test_a_value_that_is_typed_settles_its_field_also_where_it_is_the_present_one(tmp_path: Path, pain: str) -> None:
    one, _other, _episode = contested(tmp_path)
    ended = said(one, "edit", ID, "--pain", pain)
    assert ended.err == "This settles pain on every device; the other value stays in the history.\n"
    assert ended.out.startswith("Changed: left calf")
    assert (one.get(ID).pain, one.get(ID).note, one.conflict(ID)) == (int(pain), "was asleep", None)
    assert said(one, "edit", ID, "--pain", pain).out.startswith("Nothing to change")


def test_another_field_settles_nothing_and_a_whole_version_settles_all(tmp_path: Path) -> None:
    one, _other, _episode = contested(tmp_path)
    assert said(one, "edit", ID, "--helped", "most").err == ""
    assert one.conflict(ID) is not None
    assert said(one, "edit", ID, "--back-to", "2").err == (
        "This settles pain on every device; the other value stays in the history.\n"
    )
    assert (one.get(ID).pain, one.conflict(ID)) == (4, None)


def test_a_deleted_episode_that_another_device_changed_comes_back_or_stays_away(tmp_path: Path) -> None:
    one, other, changed = deleted_beside_an_edit(tmp_path)
    history = said(one, "show", SHORT, "--history").out.splitlines()
    assert [line.partition("  <- ")[2] for line in history] == ["", "in conflict", "in conflict, current"]
    stays = said(one, "edit", ID, "--back-to", "3")
    assert stays.out == "Deleted again, as version 3 says. `spasmtui log undo` brings it back.\n"
    assert stays.err == "This settles it on every device; the other version stays in its history.\n"
    assert said(other, "edit", ID, "--back-to", "2").err == stays.err
    assert (one.conflict(ID), other.conflict(ID), other.get(ID).pain) == (None, None, changed.pain)


def test_an_episode_that_is_not_there_any_more_says_why_and_where_its_versions_are(tmp_path: Path) -> None:
    one, *_ = deleted_beside_an_edit(tmp_path)
    ended = said(one, "show", SHORT)
    assert ended.code == 1
    assert ended.err == (
        f"The episode {SHORT} was deleted on one device and changed on another. `spasmtui log show {SHORT} --history` "
        f"shows every version, and `spasmtui log edit {SHORT} --back-to N` brings one back."
    )
    said(one, "edit", ID, "--back-to", "3")
    assert said(one, "rm", SHORT).err.startswith(f"The episode {SHORT} was deleted. ")
    one.maintenance.purge(ID)
    assert said(one, "edit", SHORT, "-p", "3").err == f"The episode {SHORT} was purged. Nothing was changed."


def test_the_list_names_the_episodes_in_conflict_below_it(tmp_path: Path) -> None:
    one, _other, _episode = contested(tmp_path)
    listed = said(one, "list")
    assert listed.err == (
        f"{SHORT} was changed on several devices, each without the other: spasmtui log show {SHORT}\n"
    )
    assert len(listed.out.splitlines()) == 2
    one.edit(ID, pain=1)
    assert said(one, "list").err == ""
