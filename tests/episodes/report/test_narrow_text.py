"""The sheet in a window that is narrower than it."""

from spasmtui.episodes.report.narrow_text import fit_to_window
from spasmtui.shared.text_wrap import cell_width
from tests.support.cases import with_each

HOURS = "Hour     00 01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16 17 18 19 20 21 22 23"
BARS = " " * 52 + "#"
TABLE = "not recorded     0      0     0                  1         1"


def test_a_sentence_goes_on_below_its_beginning() -> None:
    assert fit_to_window("Recorded         20 of 28 days: 8 with an episode, 8 free of cramps", 40) == (
        "Recorded         20 of 28 days: 8 with\n                 an episode, 8 free of\n                 cramps"
    )
    assert fit_to_window("2 Nov 2026 to 29 Nov 2026 (28 days). Made on 29 Nov 2026.", 40) == (
        "2 Nov 2026 to 29 Nov 2026 (28 days).\nMade on 29 Nov 2026."
    )
    assert fit_to_window(f"{'A label that is long':<24}and its value that has no room", 40) == (
        "A label that is long: and its value\n  that has no room"
    )
    assert fit_to_window("Name Anna Berg  Date of birth ______  Clinician ______", 30) == (
        "Name Anna Berg\nDate of birth ______\nClinician ______"
    )


def test_lines_of_one_value_are_joined_before_they_are_wrapped() -> None:
    whole = f"{'Lasted':<24}median 3 min,\n{' ' * 24}1 over 10 min\n{' ' * 24}   #"
    assert fit_to_window(whole, 40) == f"Lasted: median 3 min, 1 over 10 min\n{' ' * 24}   #"


@with_each("line", [HOURS, BARS, TABLE, f"{BARS}  #", "", "Episodes         9"])
def test_a_table_and_the_bars_keep_their_lines(line: str) -> None:
    assert fit_to_window(line, 40) == line


def test_a_word_of_a_note_stays_and_no_sentence_is_wider_than_the_window() -> None:
    note = "Note             " + "very " * 40 + "long"
    fitted = fit_to_window(note, 40).splitlines()
    assert " ".join(" ".join(fitted).split()) == " ".join(note.split())
    assert max(map(cell_width, fitted)) <= 40
