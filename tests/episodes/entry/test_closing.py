"""Closing an open episode."""

from datetime import datetime, timedelta

import pytest

from spasmtui.episodes.entry.closing import choose_open, parse_end
from spasmtui.episodes.model.episode import Episode
from spasmtui.errors import NotFound, WrongUsage
from tests.support.episodes import episode

NEWEST, OLDER, OTHER = (episode(id=identity, is_open=True) for identity in ("0199b", "0199a", "0200"))
NOW = datetime.fromisoformat("2026-11-22T03:20:00.5+01:00")


def test_the_newest_open_episode_is_closed_unless_another_is_named() -> None:
    assert choose_open([NEWEST, OLDER], None) == (NEWEST, (OLDER,))
    assert choose_open([NEWEST, OLDER], "0199a") == (OLDER, (NEWEST,))


@pytest.mark.parametrize(
    ("episodes", "identity", "sentence"),
    [
        ((), None, "No episode is open."),
        ((NEWEST,), "ff", "No open episode has an id that begins with 'ff'."),
        ((NEWEST, OLDER, OTHER), "0199", "2 open episodes have an id that begins with '0199'."),
    ],
)
def test_an_episode_that_cannot_be_chosen_is_a_sentence(
    episodes: tuple[Episode, ...], identity: str | None, sentence: str
) -> None:
    with pytest.raises(NotFound, match=sentence):
        choose_open(episodes, identity)


def test_an_end_is_now_as_typed_or_unknown_and_never_before_the_start() -> None:
    assert parse_end(NEWEST.started_at, None, NOW, is_unknown=False) == NOW
    three_minutes_later = NEWEST.started_at + timedelta(minutes=3)
    assert parse_end(NEWEST.started_at, three_minutes_later, NOW, is_unknown=False) == three_minutes_later
    assert parse_end(NEWEST.started_at, None, NOW, is_unknown=True) is None
    whole = NOW.replace(microsecond=0)
    assert parse_end(NOW, whole, NOW, is_unknown=False) == NOW
    with pytest.raises(WrongUsage, match="cannot have ended at 03:11"):
        parse_end(NEWEST.started_at, NEWEST.started_at - timedelta(minutes=1), NOW, is_unknown=False)
