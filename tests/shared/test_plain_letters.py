"""Signs in ASCII, cell by cell, and the words of a person written out."""

import io

from spasmtui.drink.numbers import use_glyphs, with_glyphs
from spasmtui.shared.plain_letters import ascii_signs, ascii_words, write_in_ascii
from spasmtui.shared.text_wrap import cell_width
from spasmtui.shared.times.lengths import format_duration, use_ascii_halves
from spasmtui.terminal.sanitize import as_content, ascii_fractions, sanitize, shown_text, use_ascii_words
from tests.conftest import Run

PAINTED = (
    "▸ Sat 21 Nov · – over 9½ ×2…", "╭─ Note ─╮│┃", "‹ 4 › “x” ✓ ▶ ━╸●○", "▁▂▃▄▅▆▇█▀▌▐░▒▓", "⏎ ⌫ ←→↑↓ −",
)  # fmt: skip


def test_signs_become_as_many_cells_of_ascii_and_what_is_recorded_as_none_stays_apart_from_not_recorded() -> None:
    painted = [ascii_signs(text) for text in PAINTED]
    assert [cell_width(text) for text in painted] == [cell_width(text) for text in PAINTED]
    assert painted[:3] == ["> Sat 21 Nov . - over 9½ x2~", "+- Note -+||", '< 4 > "x" * > ==*o']
    assert all(text.replace("½", "").isascii() for text in painted)
    assert ascii_signs("Fußkrampf é 温") == "Fußkrampf é 温"


def test_commands_print_no_sign_beyond_ascii_where_ascii_is_asked_for(here: Run) -> None:
    for words in (("urgent",), ("relief", "--list"), ("relief", "calf", "--list"), ("drink",), ("guide", "calf")):
        printed = here("--ascii", *words)
        assert (printed.returncode, printed.stdout.isascii()) == (0, True), words
    assert "38 deg C" in here("--ascii", "urgent").stdout


def test_a_persons_own_words_are_written_out_and_what_cannot_be_said_keeps_its_cells() -> None:
    own = "½ tablet, 1½ cups, Fußkrampf, œuf, 38 °C → “x” – 5 €; 温 e\u0301 ✓"
    out = io.TextIOWrapper(raw := io.BytesIO(), encoding="utf-8")
    write_in_ascii(out)
    out.write(own)
    out.flush()
    assert ascii_words(own) == "1/2 tablet, 1 1/2 cups, Fusskrampf, oeuf, 38 deg C → “x” – 5 EUR; 温 e ✓"
    assert raw.getvalue() == b'1/2 tablet, 1 1/2 cups, Fusskrampf, oeuf, 38 deg C -> "x" - 5 EUR; ? e *'
    assert ascii_fractions("½ min, 2½ min") == "1/2 min, 2.5 min"


def test_the_screen_writes_out_what_the_diary_keeps_as_it_is() -> None:
    use_ascii_words(is_ascii=True)
    assert (shown_text("½ œuf"), as_content("½ œuf").plain, sanitize("½ œuf")) == ("1/2 oeuf", "1/2 oeuf", "½ œuf")
    use_ascii_words(is_ascii=False)
    assert (shown_text("½ œuf"), as_content("½ œuf").plain) == ("½ œuf", "½ œuf")


def test_a_fraction_is_written_out_and_its_amount_stays() -> None:
    use_ascii_halves(is_ascii=True)
    use_glyphs(is_ascii=True)
    assert [format_duration(seconds) for seconds in (30, 90, 210)] == ["30 s", "1.5 min", "3.5 min"]
    assert with_glyphs("1 1/2 cups") == "1 1/2 cups"
    use_ascii_halves(is_ascii=False)
    use_glyphs(is_ascii=False)
    assert (format_duration(90), with_glyphs("1 1/2 cups")) == ("1½ min", "1½ cups")
