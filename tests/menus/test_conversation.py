"""The conversation alone, with a host that notes what it is asked for."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import pytest

from spasmtui.errors import NotFound
from spasmtui.menus.conversation import COMMON_HELP, MORE_PROMPT, PROMPT, Back, Conversation, Leave
from spasmtui.menus.menu import Item, Menu
from tests.support.cases import with_each

SHORT_HELP = COMMON_HELP.partition(",")[0]


class NotingHost:
    """Answers every command with its name; `fire` is the only word of danger."""

    def __init__(self, talk: Conversation) -> None:
        self.talk = talk
        self.undone = 0
        self.looked_up: list[str] = []

    def run(self, words: Sequence[str]) -> str:
        return f"ran {' '.join(words)}"

    do = run

    def data(self, words: Sequence[str]) -> Any:
        return [*words]

    def run_live(self, words: Sequence[str]) -> None:
        self.talk.tell(f"live {' '.join(words)}")

    def danger(self, typed: str) -> tuple[str, bool]:
        return ("Call 112.", "later" in typed) if "fire" in typed else ("", True)

    def undo(self) -> None:
        self.undone += 1
        self.talk.tell("Undone.")

    def understand(self, typed: str) -> None:
        self.looked_up.append(typed)
        self.talk.tell(f"looked up {typed}")


def conversation(*lines: str, size: tuple[int, int] = (2000, 100)) -> tuple[Conversation, list[str], NotingHost]:
    """A conversation in which these lines are typed, what it writes with its prompts, and its host."""
    written: list[str] = []
    waiting = iter(lines)

    def read(prompt: str) -> str | None:
        written.append(prompt)
        return next(waiting, None)

    talk = Conversation(read, written.append, lambda: size)
    host = NotingHost(talk)
    talk.host = host  # type: ignore[assignment]  # it needs no shell
    return talk, written, host


def test_what_was_told_comes_before_the_prompt_and_the_line_is_returned() -> None:
    talk, written, _host = conversation("  7 ")
    talk.tell("Done.")
    assert talk.ask("Worst pain?") == "7"
    assert written == ["Done.", "Worst pain?", PROMPT]


def test_a_long_text_comes_a_window_at_a_time_and_any_word_ends_it() -> None:
    talk, written, _host = conversation("", "more", "word", size=(20, 4))
    assert talk.ask("\n".join("abcdefghijk")) == "word"
    assert written == ["a", "b", "c", MORE_PROMPT, "d", "e", "f", MORE_PROMPT, "g", "h", "i", MORE_PROMPT]


@with_each(
    "typed, answer",
    [
        ("!", "ran urgent"),
        ("urgent", "ran urgent"),
        ("?", SHORT_HELP),
        ("help", SHORT_HELP),
        ("u", "Undone."),
        ("UNDO", "Undone."),
        ("fire", "Call 112."),
    ],
)
def test_common_words_are_answered_also_in_a_question_and_enter_brings_it_back(typed: str, answer: str) -> None:
    for is_text in (False, True):
        if is_text and typed == "fire":
            continue
        talk, written, _host = conversation(typed, "", "x")
        assert talk.ask("Note?", is_text=is_text) == "x"
        assert written[2].startswith(answer)
        assert written[3:] == [PROMPT, "Note?", PROMPT]


def test_a_text_with_words_of_danger_is_answered_and_kept() -> None:
    talk, written, _host = conversation("it was like fire", "")
    assert talk.ask("Note?", is_text=True) == "it was like fire"
    assert talk.ask("Next?") == ""
    assert written == ["Note?", PROMPT, "Call 112.", "Next?", PROMPT]


def test_what_was_asked_for_beside_a_sign_that_can_wait_is_done_too() -> None:
    talk, written, host = conversation("fire later", "b")
    talk.run_menu(lambda: Menu("Menu", ()))
    assert host.looked_up == ["fire later"]
    assert written[3:] == ["Call 112.", "looked up fire later", PROMPT]


def test_a_command_that_records_is_done_also_with_words_of_danger() -> None:
    talk, _written, _host = conversation("log add --note fire")
    assert talk.ask() == "log add --note fire"


@with_each("typed, way", [("b", Back), ("q", Leave), ("quit", Leave), ("exit", Leave)])
def test_b_goes_back_and_q_leaves_from_every_prompt(typed: str, way: type[Exception]) -> None:
    for ask in (Conversation.ask, partial(Conversation.choose, title="Which?", labels=["a"])):
        talk, _written, _host = conversation(typed)
        with pytest.raises(way):
            ask(talk)


def test_the_end_of_the_input_leaves_with_code_0() -> None:
    talk, _written, _host = conversation()
    with pytest.raises(Leave) as leaving:
        talk.ask("Note?")
    assert leaving.value.exit_code == 0


def test_a_list_says_what_is_not_in_it_and_looks_words_up_only_where_it_is_told_to() -> None:
    talk, written, host = conversation("9", "calf", "2")
    assert talk.choose("Which?", ["a", "b"]) == 1
    assert [line for line in written if "not in this list" in line] == [
        "'9' is not in this list. The numbers here are 1 to 2; Enter repeats it, b goes back.",
        "'calf' is not in this list. The numbers here are 1 to 2; Enter repeats it, b goes back.",
    ]
    assert host.looked_up == []
    talk, _written, host = conversation("calf", "1")
    assert talk.choose("Which?", ["a", "b", "c"], looks_up=True) == 0
    assert host.looked_up == ["calf"]


def _menu(talk: Conversation, fail: Callable[[], None]) -> Menu:
    return Menu("Menu", (Item("Say", lambda: talk.tell("said")), Item("Fail", fail), Item("Nothing", lambda: None)))


def test_a_menu_shows_what_was_done_and_itself_only_when_asked_or_when_there_is_nothing_to_show() -> None:
    def fail() -> None:
        raise NotFound("It is not there.")

    talk, written, host = conversation("1", "2", "3", "", "7", "calf", "b")
    talk.run_menu(lambda: _menu(talk, fail))
    shown = ["Menu", "! Urgent: get help now", "1 Say", "2 Fail", "3 Nothing", PROMPT]
    assert written == [
        *shown,
        *("said", PROMPT),
        *("It is not there.", PROMPT),
        *shown,
        *shown,
        *("'7' is not in this list. The numbers here are 1 to 3; Enter repeats it, b goes back.", PROMPT),
        *("looked up calf", PROMPT),
    ]
    assert host.looked_up == ["calf"]


def test_back_from_a_nested_menu_shows_the_menu_before_it() -> None:
    talk, written, _host = conversation("1", "b", "b")
    inner = partial(talk.run_menu, lambda: Menu("Inner", ()))
    talk.run_menu(lambda: Menu("Outer", (Item("Open", inner),)))
    assert [line for line in written if line in ("Outer", "Inner")] == ["Outer", "Inner", "Outer"]
