"""The usual place follows from the last ten episodes that have one."""

from spasmtui.episodes.model.episode import Side
from spasmtui.episodes.model.usual_place import usual_place
from tests.support.store.values import an_episode


def test_the_usual_place_is_the_most_frequent_of_the_last_ten_with_a_place() -> None:
    old_habit = [an_episode(place="neck", side=None) for _ in range(20)]
    unplaced = [an_episode(place=None) for _ in range(5)]
    recent = [an_episode(place="foot", side=Side.RIGHT) for _ in range(6)]
    assert usual_place([*unplaced, *recent, *old_habit]) == ("foot", Side.RIGHT)


def test_the_newest_of_equally_frequent_places_is_the_usual_one() -> None:
    assert usual_place([an_episode(place="hand"), an_episode(place="neck")]) == ("hand", Side.LEFT)


def test_without_a_place_there_is_no_usual_one() -> None:
    assert usual_place([an_episode(place=None)]) is None
