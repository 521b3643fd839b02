"""Leaving lasting objects out of the search for circles."""

import gc

import pytest

from spasmtui.launcher.collector import MANY, begin_to_collect, leave_out, without_collection


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the calls of the collector, which does nothing meanwhile."""
    found: list[str] = []
    for name in ("freeze", "enable", "disable"):
        monkeypatch.setattr(gc, name, lambda name=name: found.append(name))
    return found


def test_what_the_start_made_is_left_out_once(calls: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    begin_to_collect()
    assert calls == []
    monkeypatch.setattr(gc, "isenabled", lambda: False)
    begin_to_collect()
    assert calls == ["freeze", "enable"]


def test_only_many_records_are_left_out(calls: list[str]) -> None:
    assert [leave_out(MANY - 1), *calls] == [False]
    assert [leave_out(MANY), *calls] == [True, "freeze"]


def test_many_objects_are_made_without_a_search_and_a_command_goes_on_without_one() -> None:
    with without_collection():
        assert not gc.isenabled()
    assert gc.isenabled()
    gc.disable()
    try:
        with without_collection():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
