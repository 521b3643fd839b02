"""What the lines of the form and of its options do with words for which they have no room."""

from spasmtui.episodes.entry.form_fields import form_fields
from spasmtui.episodes.tui.form_parts.choices import choices_text
from spasmtui.episodes.tui.widgets import fit_line
from tests.support.cases import with_each

SIGNS = {"swollen": "one leg or arm is swollen, the other is not", "fever": "fever"}
FIELDS = {field.name: field for field in form_fields(usual=(), routines=("low-back-ease",), signs=SIGNS)}


@with_each(
    ("text", "width", "fitted"),
    [
        (" Tried  Lower back: rest", 24, " Tried  Lower back: rest"),
        (" Tried  Lower back: rest", 23, " Tried  Lower back:…   "),
        (" Helped  ", 6, " Help…"),
        (" Sat ", 4, " Sat"),
        (" 痛み", 4, " 痛…"),
    ],
)
def test_a_line_that_is_cut_says_that_it_goes_on(text: str, width: int, fitted: str) -> None:
    assert fit_line(text, width) == fitted


def test_an_option_goes_on_below_its_words_and_its_mark_stays_beside_the_last_of_them() -> None:
    said = choices_text(FIELDS["signs"], {"signs": ("swollen",)}, 80, 27).plain
    assert said.splitlines() == [
        "1 one leg or arm is",
        "  swollen, the other is",
        "  not ✓",
        "2 fever",
        "3 none of these",
    ]


def test_an_option_that_just_fits_keeps_its_mark_on_its_line() -> None:
    words = "1 Lower back: rest and gentle moves ✓"
    (option,) = FIELDS["tried"].options
    said = choices_text(FIELDS["tried"], {"tried": (option[0],)}, 80, len(words)).plain
    assert said.splitlines()[0] == words


def test_a_small_window_says_first_that_anything_else_can_be_typed() -> None:
    assert choices_text(FIELDS["tried"], {}, 40, 38).plain.startswith("⏎ type anything else")
    assert choices_text(FIELDS["tried"], {}, 80, 36).plain.endswith("⏎ type anything else")
