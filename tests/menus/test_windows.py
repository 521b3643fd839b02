from hypothesis import given
from hypothesis import strategies as st

from spasmtui.menus.windows import LEAST_ROWS, NARROWEST_COLUMNS, window_rows, wrap_lines
from spasmtui.shared.text_wrap import cell_width
from tests.support.cases import with_each


@with_each(
    "text, columns, lines",
    [
        ("one two three", 10, ["one two", "three"]),
        ("  - one two three", 12, ["  - one two", "    three"]),
        ("12 one two three", 12, ["12 one two", "   three"]),
        ("7. one two three", 12, ["7. one two", "   three"]),
        ("short\n\nlines", 80, ["short", "", "lines"]),
        ("end\n\n\n", 80, ["end"]),
        ("", 80, [""]),
        ("abcdefghijklmno", 10, ["abcdefghij", "klmno"]),
        ("one two three", 1, ["one two", "three"]),
    ],
)
def test_lines_are_broken_at_words(text: str, columns: int, lines: list[str]) -> None:
    assert wrap_lines(text, columns) == lines


@given(st.text(alphabet=st.sampled_from("ab é漢\n -"), max_size=200), st.integers(1, 60))
def test_no_line_is_wider_than_the_terminal_and_no_word_is_lost(text: str, columns: int) -> None:
    lines = wrap_lines(text, columns)
    assert all(cell_width(line) <= max(NARROWEST_COLUMNS, columns) for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@with_each("rows, shown", [(24, 23), (11, 10), (1, LEAST_ROWS), (0, LEAST_ROWS)])
def test_a_window_leaves_a_row_for_the_prompt(rows: int, shown: int) -> None:
    assert window_rows(rows) == shown
