"""The words of a day."""

from datetime import UTC, date, datetime

import pytest

from spasmtui.episodes.entry.day_words import contradiction_text, describe_day, find_day, toggle_word
from spasmtui.episodes.model.episode import Day
from spasmtui.errors import WrongUsage
from tests.support.cases import with_each
from tests.support.episodes import episode

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


def day(*words: str) -> Day:
    return Day(date="2026-11-21", words=words, updated_at=NOW, device="desk")


@with_each(
    ("words", "word", "toggled"),
    [
        ((), "heat", ("heat",)),
        (("heat", "effort"), "heat", ("effort",)),
        (("ordinary",), "heat", ("heat",)),
        (("heat", "effort"), "ordinary", ("ordinary",)),
        (("none", "heat"), "ordinary", ("none", "ordinary")),
        (("ordinary",), "none", ("ordinary", "none")),
    ],
)
def test_ordinary_excludes_every_other_kind_of_day(words: tuple[str, ...], word: str, toggled: tuple[str, ...]) -> None:
    assert toggle_word(words, word) == toggled


def test_only_a_day_described_as_free_contradicts_its_episodes() -> None:
    night = [episode("2026-11-21T23:00:00+01:00"), episode("2026-11-22T03:00:00+01:00")]
    assert contradiction_text(day("heat"), night) == ""
    assert contradiction_text(day("none"), [episode("2026-11-20T23:00:00+01:00")]) == ""
    assert contradiction_text(day("none"), night[:1]).startswith("An episode is recorded for the night of 2026-11-21")
    assert contradiction_text(day("none"), night).startswith("2 episodes are recorded")


def test_a_day_that_has_not_come_is_not_described() -> None:
    assert describe_day(date(2026, 11, 22), ["heat"], device="desk", now=NOW).words == ("heat",)
    with pytest.raises(WrongUsage, match="has not come yet"):
        describe_day(date(2026, 11, 23), ["heat"], device="desk", now=NOW)


def test_a_day_is_found_by_its_date() -> None:
    assert find_day([day("heat")], date(2026, 11, 21)) == day("heat")
    assert find_day([day("heat")], date(2026, 11, 20)) is None
