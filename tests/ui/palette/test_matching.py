"""How words find entries: by title, by what people say, by their beginning, and through a slip of the finger."""

from spasmtui.ui.palette.entry import Entry
from spasmtui.ui.palette.matching import find, find_nearly, index
from tests.support.cases import with_each

ENTRIES = (
    Entry(id="undo", title="Undo", kind="command", words=("take back",)),
    Entry(id="place:calf", title="Relief: calf", kind="place", words=("calf", "charley horse")),
    Entry(id="routine:bed", title="Bedtime stretches", kind="routine", words=("calf",), help="Calf, 3 min"),
    Entry(id="page:bed", title="Habits, shoes and bed", kind="page"),
    Entry(id="page:calf", title="Calf cramp", kind="page", words=("calf", "charley horse")),
)


def ids(query: str, used: tuple[str, ...] = ()) -> list[str]:
    return [entry.id for entry in find(query, index(ENTRIES), used)]


@with_each(
    ("query", "expected"),
    [
        ("undo", ["undo"]),
        ("u", ["undo"]),
        ("TAKE  back", ["undo"]),
        ("charley horse", ["place:calf", "page:calf"]),
        ("charlie hors", ["place:calf", "page:calf"]),
        ("bed", ["routine:bed", "page:bed"]),
        ("stretching", ["routine:bed"]),
        ("shoe", ["page:bed"]),
        ("the calf", ["place:calf", "page:calf", "routine:bed"]),
        ("calf relief", ["place:calf"]),
        ("how do i take back", ["undo"]),
        ("knee", []),
        ("  ", []),
        ("...", []),
    ],
)
def test_every_word_must_be_found_and_a_title_and_its_beginning_come_first(query: str, expected: list[str]) -> None:
    assert ids(query) == expected


def test_of_more_words_than_any_entry_has_more_than_half_are_enough_for_what_comes_after_the_search() -> None:
    def nearly(query: str) -> list[str]:
        return [entry.id for entry in find_nearly(query, index(ENTRIES))]

    assert nearly("bedtime stretches for knees") == ["routine:bed"]
    assert nearly("stretches for knees") == nearly("knee") == nearly("") == []


def test_of_entries_alike_the_one_used_last_comes_first() -> None:
    assert ids("charley horse", ("undo", "page:calf")) == ["page:calf", "place:calf"]
    assert ids("charley horse", ("place:calf", "page:calf")) == ["place:calf", "page:calf"]


def test_words_that_are_little_are_looked_for_only_where_there_is_nothing_else() -> None:
    assert ids("and") == ["page:bed"]


def test_a_word_that_only_points_is_not_taken_for_one_with_its_stem() -> None:
    entries = (Entry(id="page", title="Shoes", kind="page", help="How to choose them"),)
    assert find("theme", index(entries)) == ()
