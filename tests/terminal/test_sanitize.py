"""Foreign text, cleaned when it comes in and shown without markup."""

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from spasmtui.terminal.sanitize import as_content, quoted, sanitize
from tests.support.cases import with_each
from tests.support.hostile import HARMLESS, HOSTILE

ANYTHING = st.text(st.characters(codec=None))


@with_each(("text", "left"), [row[1:] for row in HOSTILE], ids=[row[0] for row in HOSTILE])
def test_what_could_harm_is_taken_out_and_the_rest_stays(text: str, left: str) -> None:
    assert sanitize(text) == left
    assert as_content(text).plain == left


@with_each("text", HARMLESS)
def test_text_in_every_script_stays_as_it_was_written(text: str) -> None:
    assert sanitize(text) == text
    assert as_content(text).plain == text


@with_each("text", [row[1] for row in HOSTILE], ids=[row[0] for row in HOSTILE])
def test_shown_text_has_no_style_no_link_and_no_action(text: str) -> None:
    assert as_content(text).spans == []


@settings(max_examples=200)
@given(ANYTHING)
def test_cleaned_text_cannot_control_a_terminal_and_can_be_written(text: str) -> None:
    cleaned = sanitize(text)
    assert not [c for c in cleaned if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") and c != "\n"]
    assert not [c for c in cleaned if unicodedata.bidirectional(c) in ("LRO", "RLO", "LRE", "RLE", "PDF", "LRI", "RLI")]
    assert cleaned.encode("utf-8").decode("utf-8") == cleaned


@settings(max_examples=200)
@given(ANYTHING)
def test_cleaning_twice_changes_nothing_and_shows_the_same(text: str) -> None:
    assert sanitize(sanitize(text)) == sanitize(text)
    assert as_content(text).plain == sanitize(text)


@settings(max_examples=100)
@given(ANYTHING)
def test_one_line_is_one_line(text: str) -> None:
    line = sanitize(text, one_line=True)
    assert line.splitlines() in ([line], [])
    assert line == line.strip()


def test_tabs_become_spaces_and_line_ends_become_one_kind() -> None:
    assert sanitize("a\tb\r\nc\rd") == "a    b\nc\nd"
    assert sanitize(" a\t b\r\nc ", one_line=True) == "a b c"


def test_a_message_quotes_the_beginning_of_a_text_on_one_line() -> None:
    assert quoted("a\n b\x1b[31m") == "'a b[31m'"
    assert quoted("x" * 100) == repr("x" * 30)
