"""Typed texts and the fields they become."""

from datetime import datetime, timedelta

import pytest

from spasmtui.episodes.entry.field_input import (
    WORD_LIMIT,
    checked_text,
    clean_words,
    drop_unchanged,
    read_fields,
    read_score,
    read_words,
)
from spasmtui.errors import CannotStore, WrongUsage
from spasmtui.terminal.sanitize import NOTE_LIMIT
from tests.conftest import ROOT
from tests.support.episodes import WHOLE

NOW = datetime.fromisoformat("2026-11-22T03:12:00+01:00")


@pytest.mark.parametrize("text", ["0", " 10 ", 7])
def test_a_score_is_a_whole_number_from_0_to_10(text: str | int) -> None:
    assert read_score(text, "Pain") == int(text)


@pytest.mark.parametrize("text", ["-1", "11", "6.5", "x", ""])
def test_another_score_is_a_sentence_with_its_subject(text: str) -> None:
    with pytest.raises(WrongUsage, match="Pain is a whole number from 0"):
        read_score(text, "Pain")


def test_none_alone_is_the_answer_that_there_was_none() -> None:
    assert read_words([" None "]) == ()
    assert read_words(["none", "Heat", "heat"]) == ("none", "heat")


def test_a_word_has_a_length() -> None:
    assert clean_words(["x" * WORD_LIMIT]) == ("x" * WORD_LIMIT,)
    with pytest.raises(WrongUsage, match=f"at most {WORD_LIMIT} characters"):
        clean_words(["x" * (WORD_LIMIT + 1)])
    with pytest.raises(WrongUsage, match="A word is empty"):
        clean_words(["heat", "\x1b"])


def test_a_text_as_long_as_a_note_may_be_is_kept() -> None:
    assert len(checked_text("x" * NOTE_LIMIT)) == NOTE_LIMIT
    with pytest.raises(CannotStore, match="The weather has at most"):
        checked_text("x" * (NOTE_LIMIT + 1), "The weather")


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
