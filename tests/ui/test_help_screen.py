"""The key help: entries side by side, never broken."""

from spasmtui.ui.help_screen import packed

ROWS = (("1", "Home"), ("2", "Relief"), ("Esc", "back"), ("!", "get help"))


def test_entries_fill_a_line_and_are_never_broken() -> None:
    assert packed(ROWS, 80) == [list(ROWS)]
    assert packed(ROWS, 18) == [[ROWS[0], ROWS[1]], [ROWS[2]], [ROWS[3]]]


def test_an_entry_wider_than_the_line_stands_alone() -> None:
    assert packed(ROWS, 3) == [[row] for row in ROWS]
