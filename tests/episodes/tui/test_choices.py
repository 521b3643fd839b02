"""The options beside the chosen field of the form answer to a click on them."""

from spasmtui.episodes.entry.form_fields import form_fields
from spasmtui.episodes.tui.form_parts.choices import choices_text
from tests.support.clicks import clicks_on

FIELDS = {field.name: field for field in form_fields(usual=(), routines=(), signs={})}


def test_every_number_of_a_score_or_a_length_and_the_blanks_around_it_press_its_key() -> None:
    marks = clicks_on(choices_text(FIELDS["pain"], {"pain": "3"}, 80, 36))
    assert marks == [("0 ", "0"), *((f" {key} ", key) for key in "123456789t"), ("t for ten", "t")]
    marks = clicks_on(choices_text(FIELDS["length"], {}, 80, 36))
    assert [key for _words, key in marks] == [*"123456789", "enter"]


def test_each_key_of_a_hint_is_pressed_by_itself() -> None:
    hints = clicks_on(choices_text(FIELDS["where"], {}, 80, 36))[-6:]
    assert [key for _words, key in hints] == ["left", "right", "l", "r", "b", "m"]
