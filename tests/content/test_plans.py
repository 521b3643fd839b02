"""The plans that the program brings: their routines and facts exist, and each value can be used."""

from datetime import date

from spasmtui.plans.items import read_item
from spasmtui.plans.shipped import load_shipped, shipped_ids
from spasmtui.shared.toml_files import read_toml
from tests.conftest import ROOT
from tests.support.content import FACTS

CONTENT = ROOT / "content"
KEYS = {"title", "weeks", "decide", "facts", "items"}


def test_each_plan_can_be_used_and_names_what_exists() -> None:
    assert shipped_ids(CONTENT) == ("bedtime",)
    for plan in shipped_ids(CONTENT):
        document = read_toml(CONTENT / "plans" / f"{plan}.toml")
        assert set(document) == KEYS
        assert set(document["facts"]) <= set(FACTS)
        for table in document["items"]:
            read = read_item(table, str)
            assert (read.faults, read.unknown) == ((), ())
            assert (CONTENT / "routines" / f"{table['routine']}.toml").is_file()


def test_the_bedtime_plan_is_for_the_six_weeks_of_its_trial() -> None:
    shipped = load_shipped(CONTENT, "bedtime", date(2026, 11, 30))
    (item,) = shipped.items
    assert (item.routine, item.times_a_day, item.is_any_day) == ("bedtime-prevention", 1, False)
    assert (item.from_day, item.until) == (date(2026, 11, 30), date(2027, 1, 10))
    assert "P01" in shipped.decide
