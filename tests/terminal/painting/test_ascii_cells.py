"""What is painted, in ASCII and in as many cells."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from spasmtui.shared.plain_letters import ascii_letters
from spasmtui.terminal.painting.ascii_cells import ascii_cells
from tests.support.cases import with_each

LETTERS = st.characters(
    min_codepoint=0x20, max_codepoint=0xFFFF, exclude_categories=("Cs", "Cc", "Cf", "Mn", "Me", "Mc")
)


@with_each(
    ("painted", "shown"),
    [
        ("\x1b[1mCalf\x1b[m", "\x1b[1mCalf\x1b[m"),
        ("À côté : « ça » ⏎", "A cote : < ca > >"),
        ("Füße, łydka, ногa, πόδι", "Fuse, lydka, noga, podi"),
        ("cœur", "cour"),
        ("温 ok", "?  ok"),
        ("1½ tablets", "1? tablets"),
        ("e\u0301", "e"),
        ("│ 38 °C │", "| 38  C |"),
    ],
)
def test_each_cell_shows_the_nearest_letter_or_sign(painted: str, shown: str) -> None:
    assert ascii_cells(painted) == shown


@given(st.text(LETTERS))
def test_no_text_is_wider_or_narrower_in_ascii(text: str) -> None:
    shown = ascii_cells(text)
    assert shown.isascii()
    assert len(shown) == cell_len(text)


@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0x17F, exclude_categories=("Cc", "Cf"))))
def test_the_first_instruction_is_shown_as_the_full_screen_will_show_it(text: str) -> None:
    assert ascii_letters(text) == ascii_cells(text)
