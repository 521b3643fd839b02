"""Tests of a plan that is sent: what arrives is what was sent, takes no other's place, and keeps to all rules."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spasmtui.errors import NotSaved, RefusedForSafety, WrongUsage
from spasmtui.plans.loader import load_plan
from spasmtui.plans.routine_names import RoutineNames
from spasmtui.plans.travel import Parcel, pack, read_parcel, write_parcel
from spasmtui.plans.writer import PlanFiles
from spasmtui.relief.routines.imported import check_routine
from spasmtui.shared.plans.model import PlanItem
from tests.conftest import ROOT, FakeClock
from tests.plans.test_writer import items
from tests.support.cases import with_each
from tests.support.commands import Ended, run
from tests.support.memory_diary import MemoryDiary

CONTENT = ROOT / "content"
MONDAY = date(2026, 11, 30)
HEEL_DROPS = """# from the clinic
title = "Heel drops"
place = "calf"
clinic = "East"

[[steps]]
kind = "hold"
seconds = 10
say = "Lower the heel slowly."

[[steps]]
repeat = 3

[[steps.steps]]
kind = "move"
seconds = 5
say = "Up and down."
"""


def check(document: dict[str, Any], name: str) -> None:
    check_routine(document, name, CONTENT)


def read(text: str, folder: Path) -> Parcel:
    return read_parcel(text, "sent.toml", RoutineNames(CONTENT, folder / "routines"), check)


class Person:
    """Someone with a settings folder of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.clock = FakeClock(datetime(2026, 11, 30, 21, tzinfo=UTC))
        self.diary = MemoryDiary(self.clock)
        self.diary.state = folder
        (folder / "routines").mkdir(parents=True)

    def types(self, *words: str, stdin: str = "") -> Ended:
        return run("plan", *words, diary=self.diary, clock=self.clock, stdin=stdin)

    def own(self, text: str = HEEL_DROPS, name: str = "heel-drops") -> None:
        (self.folder / "routines" / f"{name}.toml").write_text(text, encoding="utf-8")


@pytest.fixture
def sender(tmp_path: Path) -> Person:
    return Person(tmp_path / "sender")


@pytest.fixture
def receiver(tmp_path: Path) -> Person:
    return Person(tmp_path / "receiver")


def test_a_plan_arrives_with_the_routines_it_uses(sender: Person, receiver: Person) -> None:
    sender.own()
    sender.own(name="unused")
    sender.types("add", "heel-drops", "--times", "2", "--by", "J. Okafor")
    sender.types("add", "shin", "--from", "2026-11-02", "--until", "2026-11-20")
    sent = sender.types("export").out
    ended = receiver.types("import", "-", stdin=sent)
    assert ended.out == (
        "Plan\n  new: Heel drops: twice a day, asked for by J. Okafor\n  new routine: Heel drops (heel-drops)\n"
        "Read the steps of a new routine before you do it: only heat and cold in it were held to limits.\n"
    )
    assert load_plan(receiver.folder, CONTENT).plan.items == (
        PlanItem("heel-drops", times_a_day=2, from_day=MONDAY, by="J. Okafor"),
    )
    assert [path.name for path in (receiver.folder / "routines").iterdir()] == ["heel-drops.toml"]
    again = receiver.types("import", "-", stdin=sent)
    assert "All of it is in the plan already." in again.out
    assert len(list((receiver.folder / "routines").iterdir())) == 1


def test_another_routine_of_the_same_name_is_renamed_and_never_overwritten(sender: Person, receiver: Person) -> None:
    sender.own()
    sender.types("add", "heel-drops")
    mine = HEEL_DROPS.replace("slowly", "quickly")
    receiver.own(mine)
    ended = receiver.types("import", "-", stdin=sender.types("export").out)
    assert "new routine: Heel drops (heel-drops-2; another one is called heel-drops here)" in ended.out
    assert (receiver.folder / "routines" / "heel-drops.toml").read_text(encoding="utf-8") == mine
    assert load_plan(receiver.folder, CONTENT).plan.items[0].routine == "heel-drops-2"


def test_a_routine_that_would_replace_a_shipped_one_gets_a_name_of_its_own(receiver: Person) -> None:
    sent = '[[items]]\nroutine = "night-calf-rescue"\n\n[[routines]]\nid = "night-calf-rescue"\n' + HEEL_DROPS.replace(
        "[[steps", "[[routines.steps"
    )
    receiver.types("import", "-", stdin=sent)
    assert [path.stem for path in (receiver.folder / "routines").iterdir()] == ["night-calf-rescue-2"]


def test_an_item_takes_the_place_of_the_one_it_was_before(receiver: Person) -> None:
    receiver.types("add", "shin", "--from", "2026-11-02")
    ended = receiver.types("import", "-", stdin='[[items]]\nroutine = "shin"\ntimes_a_day = 2\n')
    assert "instead of Shin cramp: once a day\n    from now on: Shin cramp: twice a day\n" in ended.out
    assert load_plan(receiver.folder, CONTENT).plan.items == (
        PlanItem("shin", from_day=date(2026, 11, 2), until=date(2026, 11, 29)),
        PlanItem("shin", times_a_day=2, from_day=MONDAY),
    )


def test_an_import_that_fails_half_way_leaves_all_files_as_they_were(
    sender: Person, receiver: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    sender.own()
    sender.types("add", "heel-drops")
    sender.types("add", "shin", "--times", "2")
    receiver.types("add", "shin", "--from", "2026-11-02")
    plan_file = receiver.folder / "plan.toml"
    plan_file.write_bytes(b"\xef\xbb\xbf# mine\r\n" + plan_file.read_bytes().replace(b"\n", b"\r\n"))
    before = plan_file.read_bytes()

    def fail(*_arguments: object) -> None:
        raise NotSaved("The disk is full.")

    monkeypatch.setattr(PlanFiles, "change", fail)
    ended = receiver.types("import", "-", stdin=sender.types("export").out)
    assert (ended.code, "The disk is full." in ended.err) == (4, True)
    assert plan_file.read_bytes() == before
    assert list((receiver.folder / "routines").iterdir()) == []


def test_a_dry_run_adds_nothing(receiver: Person) -> None:
    sent = '[[items]]\nroutine = "shin"\nreps = 3\n'
    ended = receiver.types("import", "-", "--dry-run", "--json", stdin=sent)
    assert ended.json["dry_run"]
    assert [item["routine"] for item in ended.json["added"]] == ["shin"]
    assert "items.1.reps: is a key that nothing reads." in ended.err
    assert not (receiver.folder / "plan.toml").exists()


STEPS = '\n[[routines.steps]]\nkind = "hold"\nseconds = 10\nsay = "Hold."\n'


@with_each(
    ("text", "expected"),
    [
        ("", "is not a plan: it has no table [[items]]"),
        ("items = 3", "is not a plan: it has no table [[items]]"),
        ('format = "x"\n[[items]]\nroutine = "shin"', "its format is 'x'"),
        ('version = 2\n[[items]]\nroutine = "shin"', "was written by a newer version"),
        ('[[items]]\nroutine = "shin"\nsets = 99', "line 3, items.1.sets: must be a whole number from 1 to 20."),
        ('[[items]]\nroutine = "x"\n[[routines]]\nid = "../x"\ntitle = "X"' + STEPS, "routines.1.id: must be"),
        ('[[items]]\nroutine = "x"\n[[routines]]\nid = "x"\ntitle = "X"', "steps"),
        ('[[items]]\nroutine = "x"\n[[routines]]\nid = "x"\ntitle = "X"\nplace = "moon"' + STEPS, "place"),
        ('[[items]]\nroutine = "shin"\n' * 41, "has 41 items, and 40 are the most"),
        ('[[items]]\nroutine = "shin"\n' + '\nnote = "' + "x" * 1_100_000 + '"', "is too large for a plan"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_used_is_refused_as_a_whole(text: str, expected: str, tmp_path: Path) -> None:
    with pytest.raises(WrongUsage) as refused:
        read(text, tmp_path)
    assert expected in refused.value.message


def test_heat_past_the_maximum_is_refused_for_safety(tmp_path: Path) -> None:
    steps = '\n[[routines.steps]]\nkind = "heat"\nseconds = 3600\nsay = "Warm."\n'
    with pytest.raises(RefusedForSafety):
        read(f'[[items]]\nroutine = "x"\n[[routines]]\nid = "x"\ntitle = "X"{steps}', tmp_path)


@with_each("seconds, is_refused", [(1800, True), (60, False)])
def test_a_hot_pack_in_a_step_of_another_kind_is_refused(seconds: int, is_refused: bool, tmp_path: Path) -> None:
    steps = f'\n[[routines.steps]]\nkind = "hold"\nseconds = {seconds}\nsay = "Leave the hot water bottle on."\n'
    text = f'[[items]]\nroutine = "x"\n[[routines]]\nid = "x"\ntitle = "X"{steps}'
    if not is_refused:
        assert read(text, tmp_path).routines
        return
    with pytest.raises(RefusedForSafety) as caught:
        read(text, tmp_path)
    assert "has no limit and no look at the skin" in caught.value.message


@with_each("amount", ["sets = 2", "times_a_day = 12", 'at = ["08:00", "09:00"]\ntimes_a_day = 7'])
def test_cold_again_before_the_skin_has_had_its_wait_is_refused(amount: str, tmp_path: Path) -> None:
    person = Person(tmp_path / amount[:6])
    sent = person.types("import", "-", "--yes", stdin=f'[[items]]\nroutine = "cold-session"\n{amount}\n')
    assert (sent.code, person.types("--json").json) == (3, [])
    assert "wait of 2 h before the next time. A plan may ask for one set at a time, at most 6 times a day." in sent.err
    assert person.types("add", "cold-session", "--sets", "2").code == 3
    assert person.types("add", "cold-session", "--times", "6").code == 0


def test_what_stood_in_the_plan_before_is_not_said_to_come_from_who_sent_more(receiver: Person) -> None:
    receiver.types("start", "bedtime")
    receiver.types("import", "-", "--yes", stdin='by = "J. Okafor"\n[[items]]\nroutine = "calf-wall"\n')
    assert [item["by"] for item in receiver.types("--json").json] == [None, "J. Okafor"]


def test_the_plan_s_own_file_is_not_exported_over(sender: Person) -> None:
    sender.types("add", "shin")
    ended = sender.types("export", str(sender.folder / "plan.toml"), "--force")
    assert (ended.code, "is the plan's own file" in ended.err) == (2, True)


@given(st.lists(items, min_size=1, max_size=4, unique=True), st.booleans())
@settings(max_examples=25)
def test_what_is_packed_is_what_is_read(wanted: list[PlanItem], uses_own: bool) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "routines").mkdir()
        (folder / "routines" / "heel-drops.toml").write_text(HEEL_DROPS, encoding="utf-8")
        if uses_own:
            wanted = [wanted[0]._replace(routine="heel-drops"), *wanted[1:]]
        PlanFiles(folder, CONTENT).add(tuple(wanted), MONDAY, title="Ours", by="Dr Lee")
        names = RoutineNames(CONTENT, folder / "routines")
        packed = pack(load_plan(folder, CONTENT), names, MONDAY)
        if not packed.items:
            return
        with TemporaryDirectory() as other:
            assert read(write_parcel(packed), Path(other)) == packed
        assert all(item.until is None or item.until >= MONDAY - timedelta(0) for item in packed.items)


def test_an_import_that_fails_half_way_adds_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    person = Person(tmp_path)
    person.types("add", "calf-wall", "--from", "2026-11-02")
    before = (tmp_path / "plan.toml").read_bytes()

    def fail(*_words: object) -> None:
        raise NotSaved("The disk is full.")

    monkeypatch.setattr(PlanFiles, "change", fail)
    sent = '[[items]]\nroutine = "heel-drops"\n\n[[items]]\nroutine = "calf-wall"\nsets = 2\n\n'
    sent += '[[routines]]\nid = "heel-drops"\n'
    routine = HEEL_DROPS.replace("[[steps", "[[routines.steps")
    ended = person.types("import", "-", stdin=sent + routine)
    assert "The disk is full." in ended.err
    assert (tmp_path / "plan.toml").read_bytes() == before
    assert not list((tmp_path / "routines").iterdir())
