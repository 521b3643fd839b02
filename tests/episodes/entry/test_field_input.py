"""Typed texts and the fields they become."""

from datetime import datetime, timedelta

import pytest

from spasmtui.episodes.entry.field_input import (
    drop_unchanged,
    read_fields,
    read_score,
)
from spasmtui.errors import WrongUsage
from tests.conftest import ROOT
from tests.support.cases import with_each
from tests.support.episodes import WHOLE

NOW = datetime.fromisoformat("2026-11-22T03:12:00+01:00")


@pytest.mark.parametrize("text", ["0", " 10 ", 7])
def test_a_score_is_a_whole_number_from_0_to_10(text: str | int) -> None:
    assert read_score(text, "Pain") == int(text)


@pytest.mark.parametrize("text", ["7/10", "7 out of 10", "7.0", "7,0"])
def test_a_score_may_say_its_scale_as_in_a_table(text: str) -> None:
    assert read_score(text, "Pain") == 7


@with_each("text", ["-1", "11", "6.5", "x", "", "3/5", "70%", "11/10", "²"])
def test_another_score_is_a_sentence_with_its_subject(text: str) -> None:
    with pytest.raises(WrongUsage, match="Pain is a whole number from 0"):
        read_score(text, "Pain")


def test_a_length_is_a_week_at_most() -> None:
    fields = read_fields({"length": "7d"}, now=NOW, content=ROOT / "content")
    assert fields["ended_at"] - fields["started_at"] == timedelta(days=7)
    with pytest.raises(WrongUsage, match="is more than 7 days"):
        read_fields({"length": "7d1m"}, now=NOW, content=ROOT / "content")


def test_another_offset_of_the_same_moment_is_a_change() -> None:
    start = WHOLE.started_at
    assert drop_unchanged(WHOLE, {"started_at": start, "pain": 6, "note": WHOLE.note}) == {}
    elsewhere = datetime.fromisoformat("2026-11-22T02:12:00+00:00")
    assert elsewhere == start
    assert drop_unchanged(WHOLE, {"started_at": elsewhere}) == {"started_at": elsewhere}
