"""Tests of changes to the plan's files: what was written stays, and earlier weeks stay."""

from datetime import date, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spasmtui.errors import NotFound, NotSaved, WrongUsage
from spasmtui.plans.writer import PlanFiles, item_table
from spasmtui.shared.plans.model import PlanItem, PlanSides
from tests.conftest import ROOT

CONTENT = ROOT / "content"
MONDAY = date(2026, 11, 30)
DAY = timedelta(days=1)
WRITTEN = """# from the clinic
title = "Calves"  # as she calls it
by = "J. Okafor"
clinic = "East"

# the main one
[[items]]
routine = "calf-wall"  # both legs
reps = 12
times_a_day = 2

# for the shin
[[items]]
routine = "shin cramp"
days = ["mon", "fri"]
"""
CALF = PlanItem("calf-wall", times_a_day=2, by="J. Okafor")
SHIN = PlanItem("shin", weekdays=(0, 4), by="J. Okafor")


def files(folder: Path, text: str = WRITTEN) -> PlanFiles:
    (folder / "plan.toml").write_text(text, encoding="utf-8")
    return PlanFiles(folder, CONTENT)


def text_of(folder: Path) -> str:
    return (folder / "plan.toml").read_text(encoding="utf-8")


def test_a_first_item_makes_the_file(tmp_path: Path) -> None:
    plan = PlanFiles(tmp_path / "new", CONTENT)
    plan.add((PlanItem("shin", sets=3, at=(time(7), time(22, 15)), times_a_day=2),), MONDAY, title="Shins")
    assert plan.load().plan.items == (PlanItem("shin", times_a_day=2, sets=3, at=(time(7), time(22, 15))),)
    assert text_of(tmp_path / "new").endswith(
        '\ntitle = "Shins"\n\n[[items]]\nroutine = "shin"\nsets = 3\nat = ["07:00", "22:15"]\n'
    )


def test_an_item_that_is_added_leaves_the_rest_as_it_was_written(tmp_path: Path) -> None:
    files(tmp_path).add((PlanItem("legs-up", by="J. Okafor", note="ten minutes"),), MONDAY)
    assert text_of(tmp_path) == f'{WRITTEN}\n[[items]]\nroutine = "legs-up"\nnote = "ten minutes"\n'


def test_another_frequency_ends_the_item_yesterday_and_begins_a_new_one_today(tmp_path: Path) -> None:
    plan = files(tmp_path)
    new = plan.change(CALF, CALF._replace(times_a_day=3), MONDAY)
    assert plan.load().plan.items == (CALF._replace(until=MONDAY - DAY), SHIN, new)
    assert new == CALF._replace(times_a_day=3, from_day=MONDAY)
    assert "times_a_day = 2\nuntil = 2026-11-29\n\n# for the shin\n" in text_of(tmp_path)
    assert text_of(tmp_path).endswith(
        '[[items]]\nroutine = "calf-wall"\ntimes_a_day = 3\nfrom = 2026-11-30\nreps = 12\n'
    )
    # It began today, so that no earlier day knows it: it changes as it stands.
    newer = plan.change(new, new._replace(times_a_day=4), MONDAY)
    assert plan.load().plan.items == (CALF._replace(until=MONDAY - DAY), SHIN, newer)


def test_what_counts_nothing_is_changed_where_it_stands(tmp_path: Path) -> None:
    plan = files(tmp_path)
    plan.change(SHIN, SHIN._replace(at=(time(7),), until=MONDAY + DAY, note="slowly"), MONDAY)
    assert text_of(tmp_path) == (
        f'{WRITTEN}at = ["07:00"]\nuntil = 2026-12-01\nnote = "slowly"\n'  # the word of the routine stays as it is
    )


def test_an_item_that_ends_stays_for_the_weeks_before(tmp_path: Path) -> None:
    plan = files(tmp_path)
    assert not plan.end(CALF, MONDAY)
    assert plan.load().plan.items == (CALF._replace(until=MONDAY), SHIN)
    begun = PlanItem("legs-up", from_day=MONDAY)
    plan.add((begun,), MONDAY)
    assert plan.end(begun, MONDAY - DAY)
    assert plan.load().plan.items == (CALF._replace(until=MONDAY), SHIN)


def test_an_item_that_is_removed_is_gone_and_the_last_one_leaves_a_file_that_can_be_read(tmp_path: Path) -> None:
    plan = files(tmp_path)
    plan.remove(CALF)
    assert plan.load().plan.items == (SHIN,)
    plan.remove(SHIN)
    assert plan.load().plan.items == ()
    assert 'clinic = "East"' in text_of(tmp_path)
    with pytest.raises(NotFound, match="is not in it any more"):
        plan.remove(SHIN)


def test_the_table_of_a_routine_ends_in_its_own_file(tmp_path: Path) -> None:
    own = tmp_path / "routines" / "heel-drops.toml"
    own.parent.mkdir()
    own.write_text('title = "Heel drops"\n[plan]\nsets = 2\n', encoding="utf-8")
    plan = PlanFiles(tmp_path, CONTENT)
    (item,) = plan.load().plan.items
    new = plan.change(item, item._replace(sets=3), MONDAY)
    assert plan.load().plan.items == (new, item._replace(until=MONDAY - DAY))
    plan.remove(item._replace(until=MONDAY - DAY))
    assert own.read_text(encoding="utf-8") == 'title = "Heel drops"\n'


def test_a_broken_file_is_named_and_left_as_it_is(tmp_path: Path) -> None:
    plan = files(tmp_path, "[[items]\n")
    with pytest.raises(NotSaved, match=r"is not valid TOML.*Nothing was written into it"):
        plan.add((SHIN,), MONDAY)
    assert text_of(tmp_path) == "[[items]\n"


def test_the_very_same_item_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WrongUsage, match="has this very item already"):
        files(tmp_path).add((SHIN,), MONDAY)


def test_nobody_s_item_is_lost_when_several_programs_add_one(tmp_path: Path) -> None:
    plan = files(tmp_path)
    notes = [f"note {number}" for number in range(8)]
    adding = [Thread(target=plan.add, args=((SHIN._replace(note=note),), MONDAY)) for note in notes]
    for each in adding:
        each.start()
    for each in adding:
        each.join()
    assert sorted(item.note for item in plan.load().plan.items if item.note) == notes


days = st.none() | st.integers(-20, 20).map(lambda number: MONDAY + DAY * number)
words = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), max_size=8)
items = st.builds(
    PlanItem, st.sampled_from(("calf-wall", "shin", "legs-up")),
    times_a_day=st.integers(1, 3), days_a_week=st.integers(1, 7), sets=st.integers(1, 3),
    weekdays=st.sets(st.integers(0, 6), max_size=6).map(lambda found: tuple(sorted(found))),
    sides=st.none() | st.sampled_from(PlanSides),
    at=st.sets(st.sampled_from((time(7), time(12, 30), time(22, 15))), max_size=2).map(lambda at: tuple(sorted(at))),
    from_day=days, until=days, by=words, note=words,
).map(lambda item: item._replace(days_a_week=7 if item.weekdays else item.days_a_week)).filter(
    lambda item: not (item.from_day and item.until) or item.from_day <= item.until
)  # fmt: skip


@given(st.lists(items, min_size=1, max_size=4, unique=True), st.data())
@settings(max_examples=25)
def test_what_is_written_is_what_is_read(wanted: list[PlanItem], data: st.DataObject) -> None:
    with TemporaryDirectory() as folder:
        plan = PlanFiles(Path(folder), CONTENT)
        plan.add(tuple(wanted), MONDAY, by=data.draw(words))
        assert plan.load().plan.items == tuple(wanted)
        assert plan.load().faults == ()
        changed = data.draw(items.filter(lambda item: item not in wanted))
        old = data.draw(st.sampled_from(wanted))
        new = plan.change(old, changed, MONDAY)
        after = plan.load()
        assert new in after.plan.items
        assert after.faults == ()
        past = MONDAY - DAY
        assert len(after.plan.active_items(past)) >= len([
            each for each in wanted if each != old and each.is_active(past)
        ])
        plan.remove(new)
        assert new not in plan.load().plan.items


def test_an_item_is_written_without_what_says_nothing() -> None:
    assert item_table(PlanItem("shin")) == {"routine": "shin"}


def test_a_change_in_two_files_is_made_in_both_or_in_none(tmp_path: Path) -> None:
    own = 'title = "Heel drops"\nplace = "calf"\n[[steps]]\nkind = "hold"\nseconds = 9\nsay = "x"\n[plan]\nsets = 2\n'
    (tmp_path / "routines").mkdir()
    (tmp_path / "routines" / "heel-drops.toml").write_text(own, encoding="utf-8")
    plan = files(tmp_path, "items = [")
    item = next(each for each in plan.load().plan.items if each.routine == "heel-drops")
    with pytest.raises(NotSaved):
        plan.change(item, item._replace(sets=3), MONDAY)
    assert (tmp_path / "routines" / "heel-drops.toml").read_text(encoding="utf-8") == own
    assert text_of(tmp_path) == "items = ["


def test_of_changes_that_are_one_whole_none_is_left_when_one_fails(tmp_path: Path) -> None:
    plan = files(tmp_path)

    def change() -> None:
        with plan.all_or_nothing():
            plan.add((PlanItem("legs-up"),), MONDAY)
            plan.change(CALF, CALF._replace(sets=2), MONDAY)
            plan.change(PlanItem("neck"), PlanItem("neck", sets=2), MONDAY)

    with pytest.raises(NotFound):
        change()
    assert text_of(tmp_path) == WRITTEN


def test_what_another_program_has_written_meanwhile_is_not_taken_back(tmp_path: Path) -> None:
    plan = files(tmp_path)

    def change() -> None:
        with plan.all_or_nothing():
            plan.add((PlanItem("legs-up"),), MONDAY)
            (tmp_path / "plan.toml").write_text("title = 'mine'\n", encoding="utf-8")
            plan.end(CALF, MONDAY)

    with pytest.raises(NotFound):
        change()
    assert text_of(tmp_path) == "title = 'mine'\n"
