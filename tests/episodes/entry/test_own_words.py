"""Words of a person's own, and their limits."""

import pytest

from spasmtui.episodes.entry.own_words import WORD_LIMIT, checked_text, clean_words, read_words
from spasmtui.errors import CannotStore, WrongUsage
from spasmtui.terminal.sanitize import NOTE_LIMIT


def test_none_alone_is_the_answer_that_there_was_none() -> None:
    assert read_words([" None "]) == ()
    assert read_words(["none", "Heat", "heat"]) == ("none", "heat")


def test_a_word_has_a_length() -> None:
    assert clean_words(["x" * WORD_LIMIT]) == ("x" * WORD_LIMIT,)
    with pytest.raises(WrongUsage, match=f"at most {WORD_LIMIT} characters"):
        clean_words(["x" * (WORD_LIMIT + 1)])
    with pytest.raises(WrongUsage, match="A word is empty"):
        clean_words(["heat", "\x1b"])


def test_a_text_as_long_as_a_note_may_be_is_kept() -> None:
    assert len(checked_text("x" * NOTE_LIMIT)) == NOTE_LIMIT
    with pytest.raises(CannotStore, match="The weather has at most"):
        checked_text("x" * (NOTE_LIMIT + 1), "The weather")
