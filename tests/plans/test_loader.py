"""Tests of the plan's file: what is read of it, what is named, and that a fault in one item hides no other."""

from datetime import date, time
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from spasmtui.plans.items import ITEM_KEYS, read_item
from spasmtui.plans.loader import load_plan
from spasmtui.shared.plans.loaded import LoadedPlan, Origin
from spasmtui.shared.plans.model import PlanItem, PlanSides
from tests.conftest import ROOT
from tests.support.cases import with_each

CONTENT = ROOT / "content"
OWN = """
title = "Heel drops"
place = "calf"

[[steps]]
kind = "hold"
seconds = 10
say = "Lower the heel."
"""


def load(folder: Path, text: str = "", own: str = "") -> LoadedPlan:
    if text:
        (folder / "plan.toml").write_text(text, encoding="utf-8")
    if own:
        (folder / "routines").mkdir(exist_ok=True)
        (folder / "routines" / "heel-drops.toml").write_text(own, encoding="utf-8")
    return load_plan(folder, CONTENT)


def test_without_a_file_the_plan_is_empty(tmp_path: Path) -> None:
    assert load(tmp_path) == LoadedPlan()


def test_every_key_of_an_item_is_read(tmp_path: Path) -> None:
    loaded = load(
        tmp_path,
        """
title = "After the sprain"
by = "J. Okafor"

[[items]]
routine = "calf stretch at the wall"
times_a_day = 2
days = ["mon", "Wednesday"]
sets = 3
sides = "left"
at = ["22:15", "07:00"]
from = 2026-11-30
until = "2027-01-10"
by = "Dr Lee"
note = "slowly"

[[items]]
routine = "bedtime"
days_a_week = 3
at = "10:15 pm"
""",
    )
    assert loaded.faults == loaded.unknown == ()
    assert (loaded.plan.title, loaded.plan.by) == ("After the sprain", "J. Okafor")
    assert loaded.plan.items == (
        PlanItem(
            "calf-wall", 2, 7, (0, 2), 3, PlanSides.LEFT, (time(7), time(22, 15)),
            date(2026, 11, 30), date(2027, 1, 10), "Dr Lee", "slowly",
        ),
        PlanItem("bedtime-prevention", days_a_week=3, at=(time(22, 15),), by="J. Okafor"),
    )  # fmt: skip
    assert loaded.titles["calf-wall"] == "Calf stretch at the wall"


def test_two_times_of_day_are_twice_a_day(tmp_path: Path) -> None:
    loaded = load(tmp_path, '[[items]]\nroutine = "calf-wall"\nat = ["07:00", "22:15"]\n')
    assert loaded.plan.items[0].times_a_day == 2


@with_each(
    ("line", "expected"),
    [
        ("times_a_day = 13", "line 3, items.1.times_a_day: must be a whole number from 1 to 12."),
        ("times_a_day = true", "line 3, items.1.times_a_day: must be a whole number from 1 to 12."),
        ('sides = "top"', "line 3, items.1.sides: must be left, right or both."),
        ('days = ["funday"]', "line 3, items.1.days: 'funday' is no day of the week. Did you mean 'sunday'?"),
        ('at = "25:00"', "line 3, items.1.at: '25:00' is no time of day. Write it as in \"22:15\"."),
        ('at = "3am,6"', "line 3, items.1.at: '6' is no time of day. Write it as in \"22:15\"."),
        ("from = 0001-01-01", "line 3, items.1.from: must be in the years from 1900 to 2200."),
        ('from = "soon"', "line 3, items.1.from: must be a date such as 2026-11-30."),
        ("from = 2026-12-01\nuntil = 2026-11-30",
         "line 4, items.1.until: until (2026-11-30) is before from (2026-12-01)."),
        ('days = "mon"\ndays_a_week = 2',
         "line 4, items.1.days_a_week: days names 1, and days_a_week says 2. Leave out one."),
    ],
)  # fmt: skip
def test_a_fault_is_named_with_its_line_and_field_and_hides_no_other_item(
    line: str, expected: str, tmp_path: Path
) -> None:
    loaded = load(tmp_path, f'[[items]]\nroutine = "calf-wall"\n{line}\n\n[[items]]\nroutine = "shin"\n')
    assert [each.routine for each in loaded.plan.items] == ["shin"]
    assert loaded.faults == (f"{tmp_path / 'plan.toml'}, {expected} This item is left out until it is corrected.",)


@with_each(
    ("routine", "expected"),
    [
        ("calf-wal", "There is no routine 'calf-wal'. Did you mean 'calf-wall'?"),
        ("../../etc/passwd", "There is no routine '../../etc/passwd'."),
        ("calf", "'calf' is a place. Name a routine for it: bedtime-prevention"),
        ("", "There is no routine ''"),
    ],
)
def test_a_routine_that_is_not_there_is_named_with_the_nearest(routine: str, expected: str, tmp_path: Path) -> None:
    (fault,) = load(tmp_path, f'[[items]]\nroutine = "{routine}"\n').faults
    assert expected in fault
    assert f"{tmp_path / 'plan.toml'}, line 2, items.1.routine" in fault


def test_a_key_that_nothing_reads_is_named_and_stops_nothing(tmp_path: Path) -> None:
    loaded = load(tmp_path, 'clinic = "East"\n\n[[items]]\nroutine = "shin"\nreps = 3\nside = "left"\n')
    assert len(loaded.plan.items) == 1
    assert loaded.unknown == (
        f"{tmp_path / 'plan.toml'}, line 1, clinic: is a key that nothing reads.",
        f"{tmp_path / 'plan.toml'}, line 5, items.1.reps: is a key that nothing reads.",
        f"{tmp_path / 'plan.toml'}, line 6, items.1.side: is a key that nothing reads. Did you mean 'sides'?",
    )


def test_two_equal_items_count_once_and_are_named(tmp_path: Path) -> None:
    loaded = load(tmp_path, '[[items]]\nroutine = "shin"\n\n[[items]]\nroutine = "shin cramp"\n')
    assert len(loaded.plan.items) == 1
    assert loaded.faults == (
        f"{tmp_path / 'plan.toml'}, line 4, items.2: is the same as another item, and counts once.",
    )


def test_a_broken_file_is_named_and_the_tables_of_routines_still_count(tmp_path: Path) -> None:
    loaded = load(tmp_path, "[[items]\nroutine = 3", own=f"{OWN}\n[plan]\ntimes_a_day = 2\n")
    assert loaded.is_broken
    assert "is not valid TOML" in loaded.faults[0]
    assert loaded.plan.items == (PlanItem("heel-drops", times_a_day=2),)
    assert loaded.origins == (Origin("routines/heel-drops.toml", 0),)
    assert loaded.titles == {"heel-drops": "Heel drops"}


def test_the_table_of_a_routine_names_no_other_routine(tmp_path: Path) -> None:
    loaded = load(tmp_path, own=f'{OWN}\n[plan]\nroutine = "shin"\n')
    assert loaded.plan.items == ()
    assert "line 11, plan.routine: is another routine than that of this file." in loaded.faults[0]


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.dates() | st.datetimes()
    | st.times() | st.sampled_from(("mon", "daily", "07:00", "left", "2026-11-30")),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)  # fmt: skip


@given(st.dictionaries(st.sampled_from(ITEM_KEYS) | st.text(max_size=5), values, max_size=8))
@settings(max_examples=50)
def test_whatever_a_table_holds_is_an_item_or_a_fault(table: dict[str, object]) -> None:
    read = read_item(table, str)
    assert (read.item is None) is bool(read.faults)
    assert set(read.unknown) == set(table) - set(ITEM_KEYS)
    if read.item is not None:
        assert 1 <= read.item.times_a_day <= 12
        assert 1 <= read.item.days_a_week <= 7
        assert 1 <= read.item.sets <= 20


def test_of_thousands_of_faults_the_first_are_named_and_the_others_counted(tmp_path: Path) -> None:
    keys = "".join(f"k{number} = 1\n" for number in range(3000))
    loaded = load(tmp_path, f'[[items]]\nroutine = "calf-wall"\n{keys}' + '[[items]]\nroutine = "x"\n' * 300)
    assert [each.routine for each in loaded.plan.items] == ["calf-wall"]
    assert len(loaded.faults) == 61
    assert loaded.faults[-1] == "240 more values of the plan cannot be used."
    assert len(loaded.unknown) == 21
    assert loaded.unknown[-1] == "2,980 more keys of the plan are read by nothing."
