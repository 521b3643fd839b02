"""Past uses of routines and places, counted from the records."""

from spasmtui.episodes.model.episode import Helped, Practice, Side, Tried
from spasmtui.episodes.model.past_uses import PastUses, RoutineRecord, count_past_uses
from tests.support.episodes import episode


def tried(*routines: str) -> tuple[Tried, ...]:
    return tuple(Tried(routine=routine, seconds=60, completed=True) for routine in routines)


def test_nothing_recorded_is_nothing_used() -> None:
    assert count_past_uses((), ()) == PastUses(routines={}, places={})


def test_a_routine_counts_once_an_episode_and_for_each_practice_and_not_recorded_is_counted_neither_way() -> None:
    episodes = [
        episode(place="calf", tried=tried("calf-wall", "calf-wall"), helped=Helped.GONE),
        episode(place="calf", tried=tried("calf-wall", "walk-it-off"), helped=Helped.SOME),
        episode(tried=tried("calf-wall")),
    ]
    done = Practice(
        id="p", routine="walk-it-off", started_at=episodes[0].started_at, seconds=60, completed=True, device="desk"
    )
    found = count_past_uses(episodes, [done])
    assert found.routines == {
        "calf-wall": RoutineRecord(used=3, recorded=2, eased=1, at_places={"calf": (1, 2)}),
        "walk-it-off": RoutineRecord(used=2, recorded=1, eased=0, at_places={"calf": (0, 1)}),
    }


def test_places_are_counted_by_side_and_one_without_a_place_for_none() -> None:
    episodes = [
        episode(place="calf", side=Side.LEFT),
        episode(place="calf", side=Side.LEFT),
        episode(place="calf", side=None),
        episode(place=None, side=Side.RIGHT),
    ]
    assert count_past_uses(episodes, ()).places == {("calf", "left"): 2, ("calf", None): 1}


def test_a_remedy_is_no_use_of_a_routine() -> None:
    own = episode(tried=(Tried(remedy="calf-wall"),), helped=Helped.GONE)
    assert count_past_uses([own], []).routines == {}
