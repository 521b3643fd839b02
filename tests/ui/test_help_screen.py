"""The key help: entries side by side, never broken."""

from spasmtui.ui.help_screen import HereKeys, pack_rows

ROWS = (("1", "Home"), ("2", "Relief"), ("Esc", "back"), ("!", "get help"))


def test_entries_fill_a_line_and_are_never_broken() -> None:
    assert pack_rows(ROWS, 80) == [list(ROWS)]
    assert pack_rows(ROWS, 18) == [[ROWS[0], ROWS[1]], [ROWS[2]], [ROWS[3]]]


def test_an_entry_wider_than_the_line_stands_alone() -> None:
    assert pack_rows(ROWS, 3) == [[row] for row in ROWS]


def test_a_long_description_stays_beside_its_keys() -> None:
    lines = [line.plain for line in HereKeys((("x", "Delete it"), ("tab", "To the next one"))).lines(16)]
    assert lines == ["Here", "x    Delete it", "tab  To the next", "     one"]
