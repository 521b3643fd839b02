from spasmtui.menus.menu import Item, Menu, find_label, list_text
from tests.support.cases import with_each

LABELS = ["Relief: start now", "Heat, cold and bedtime", "Log an episode"]
NUMBERED = """Diary
! Urgent: get help now
1 Relief: start now
2 Heat, cold and bedtime
3 Log an episode"""


def _nothing() -> None:
    return


def test_what_is_urgent_stands_first_in_every_list_and_numbers_begin_with_one() -> None:
    assert list_text("Diary", LABELS) == NUMBERED
    assert Menu("Diary", tuple(Item(label, _nothing) for label in LABELS)).text == NUMBERED


@with_each(
    "typed, place",
    [
        ("1", 0),
        ("3", 2),
        ("2.", 1),
        ("2)", 1),
        ("relief", 0),
        ("RELIEF: start now", 0),
        ("heat", 1),
        ("log an  episode", 2),
        ("log", None),
        ("0", None),
        ("4", None),
        ("99999999999999999999", None),
        ("", None),
        ("²", None),
        ("yes", None),
    ],
)
def test_an_item_is_chosen_by_its_number_or_its_name(typed: str, place: int | None) -> None:
    assert find_label(LABELS, typed) == place


@with_each(
    "typed, place", [("yes", 0), ("Y", 0), ("oui", 0), ("no", 1), ("n", 1), ("non", 1), ("2", 1), ("perhaps", None)]
)
def test_of_two_answers_yes_is_the_first(typed: str, place: int | None) -> None:
    assert find_label(["Delete it", "Keep it"], typed) == place
