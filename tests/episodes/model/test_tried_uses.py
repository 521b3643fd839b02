"""What was tried, grouped: remedies by their words, spelled as they were typed last."""

from dataclasses import replace
from datetime import timedelta

from spasmtui.episodes.model.episode import Episode, Tried
from spasmtui.episodes.model.names import Names
from spasmtui.episodes.model.tried_text import format_tried, parse_tried
from spasmtui.episodes.model.tried_uses import RECENT_EPISODES, group_by_tried, own_remedies
from tests.support.episodes import episode


def with_remedies(*remedies: str, day: int, changed_hours_later: int = 0) -> Episode:
    made = episode(f"2026-11-{day:02}T03:12:00+01:00", tried=tuple(Tried(remedy=remedy) for remedy in remedies))
    return replace(made, updated_at=made.updated_at + timedelta(hours=changed_hours_later))


def test_capitals_and_spaces_make_no_other_remedy_and_the_last_spelling_is_shown() -> None:
    newest_first = [
        with_remedies("WHEAT  bag", day=12),
        with_remedies("pickle juice", "wheat bag", "Wheat bag", day=11, changed_hours_later=90),
        with_remedies("wheatbag", day=10),
    ]
    found = [(each.tried.remedy, len(each.episodes)) for each in group_by_tried(newest_first)]
    assert found == [("Wheat bag", 2), ("pickle juice", 1), ("wheatbag", 1)]
    assert own_remedies(newest_first) == ("Wheat bag", "pickle juice", "wheatbag")


def test_another_keyboard_and_hidden_marks_make_no_other_remedy_and_other_accents_do() -> None:
    same = (["p\u00e2t\u00e9", "pa\u0302te\u0301", "p\u00e2t\u00e9\u200b"], ["\uff34\uff25\uff2e\uff33", "TENS"])
    for spellings in (*same, ["p\u00e2te"]):
        assert len({Tried(remedy=each).key for each in spellings}) == 1
    assert Tried(remedy="p\u00e2te").key != Tried(remedy="p\u00e2t\u00e9").key


def test_a_remedy_named_like_a_routine_is_not_the_routine() -> None:
    both = episode(tried=(Tried(routine="calf-wall"), Tried(remedy="calf-wall")))
    assert [(each.tried.routine, each.tried.remedy) for each in group_by_tried([both])] == [
        ("calf-wall", None),
        (None, "calf-wall"),
    ]
    names = Names(routines={"calf-wall": "Of my own"})
    assert [names.tried(each) for each in both.tried] == ["Of my own", "calf-wall"]


def test_a_remedy_that_no_recent_episode_has_is_offered_no_more() -> None:
    old = with_remedies("wheat bag", day=1)
    assert own_remedies([old]) == ("wheat bag",)
    assert own_remedies([*[episode()] * RECENT_EPISODES, old]) == ()


def test_the_text_that_is_looked_up_nowhere_says_that_nothing_was_measured() -> None:
    assert format_tried(Tried(routine="calf-wall"), is_whole=True) == "calf-wall - -"
    assert parse_tried("calf-wall - -") == Tried(routine="calf-wall")
    assert format_tried(Tried(remedy="ice"), is_whole=True) == "own: ice"
