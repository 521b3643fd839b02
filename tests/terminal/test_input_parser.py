"""Keys and pastes are read from anything that a terminal sends."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual.constants import ESCAPE_DELAY
from textual.message import Message

from spasmtui.terminal.input_parser import LOST_SECONDS, MOST_PASTED, InputParser
from tests.conftest import FakeClock

BEGIN, END = "\x1b[200~", "\x1b[201~"

SEQUENCES = st.lists(
    st.one_of(
        st.sampled_from([BEGIN, END, "\x1b", "\x1b[", "\x1b[<", "\x1b[48;", "\x1bO", "\x1b]11;rgb:", "\x1bP"]),
        st.text("0123456789;:<>?=~uABRMmtyIO[]$ é痛\x00\x7f", max_size=20),
        st.sampled_from(["\x1b[99999999999u", "\x1b[1:2u", "\x1b[97;1;99999999u", "\x1b[48;0;0;0;0t"]),
    ),
    max_size=12,
)


@pytest.fixture
def parser(clock: FakeClock) -> InputParser:
    return InputParser(clock.elapsed)


@pytest.fixture
def seen(parser: InputParser) -> Callable[..., list[str]]:
    """Feed texts one after another; return each message as its key, or its text in quotation marks."""

    def feed(*texts: str) -> list[str]:
        return [shown(message) for text in texts for message in (*parser.feed(text), *parser.tick())]

    return feed


def shown(message: Message) -> str:
    if isinstance(message, events.Key):
        return message.key
    return f"'{message.text}'" if isinstance(message, events.Paste) else type(message).__name__


@pytest.mark.parametrize("malformed", ["\x1b[99999999999u", "\x1b[1:2u", "\x1b[1;2:3u", "\x1b[97;1;99999999u"])
def test_a_malformed_sequence_costs_only_itself(seen: Callable[..., list[str]], malformed: str) -> None:
    assert seen(f"a{malformed}\x1b[Ab") == ["a", "up", "b"]


def test_buttons_and_the_wheel_are_read_and_an_old_report_presses_no_key(seen: Callable[..., list[str]]) -> None:
    assert seen("a\x1b[<0;3;4M\x1b[<0;3;4m\x1b[<65;3;4Mb") == ["a", "MouseDown", "MouseUp", "MouseScrollDown", "b"]
    assert seen("a\x1b[M q!\x1b[M#q!b") == ["a", "b"]


def test_a_key_right_behind_an_escape_is_read_with_it(seen: Callable[..., list[str]]) -> None:
    assert seen("!\x1b3:\x1b\r") == ["exclamation_mark", "alt+3", "colon", "alt+enter"]
    assert seen("\x1b", "?\x1b\x1b2") == ["alt+question_mark", "escape", "alt+2"]
    assert seen("\x1bgw\x1bb\x1bG\x1b", "é\x1b[A") == ["alt+g", "w", "alt+b", "alt+G", "alt+é", "up"]
    assert seen("\x1b[\x1bgw\x1bOP") == ["left_square_bracket", "alt+g", "w", "f1"]
    assert seen("\x1b[A\x1bOP\x1b[1;5C") == ["up", "f1", "ctrl+right"]


@pytest.mark.parametrize("size", ["\x1b[48;0;0;0;0t", "\x1b[48;99999;99999;1;1t"])
def test_no_text_claims_a_size(seen: Callable[..., list[str]], size: str) -> None:
    assert seen(f"{size}a") == ["a"]


def test_a_paste_is_one_text_wherever_it_is_cut_and_no_key(seen: Callable[..., list[str]]) -> None:
    whole = f"a{BEGIN}the calf \x1b[2Jq \x1b\x07 3{END}b"
    for cut in range(1, len(whole)):
        assert seen(whole[:cut], whole[cut:]) == ["a", "'the calf [2Jq  3'", "b"], cut
    assert seen(*whole) == ["a", "'the calf [2Jq  3'", "b"]


def test_a_huge_paste_keeps_its_beginning_and_ends_where_it_ends(seen: Callable[..., list[str]]) -> None:
    parts = [BEGIN, *["x" * 4096] * 100, END[:3], END[3:], "q"]
    assert seen(*parts) == [f"'{'x' * MOST_PASTED}'", "q"]


def test_a_key_long_after_the_last_of_a_paste_is_a_key_though_the_end_was_lost(
    seen: Callable[..., list[str]], clock: FakeClock
) -> None:
    assert seen(BEGIN, "cal", "f") == []
    clock.advance(LOST_SECONDS)
    assert seen("much more of a slow paste") == []
    clock.advance(LOST_SECONDS)
    assert seen("\x1b[A", "q") == ["'calfmuch more of a slow paste'", "up", "q"]
    assert seen(END, "a") == ["a"]


@pytest.mark.parametrize(
    ("begun", "keys"), [("\x1b", ["escape"]), ("\x1b[", ["left_square_bracket"]), ("\x1b[20", ["2", "0"])]
)
def test_what_could_have_been_the_mark_of_a_paste_is_keys_after_a_moment(
    parser: InputParser, seen: Callable[..., list[str]], clock: FakeClock, begun: str, keys: list[str]
) -> None:
    assert seen(begun) == []
    assert parser.is_pending
    clock.advance(ESCAPE_DELAY)
    assert [shown(message) for message in parser.tick()][-len(keys) :] == keys
    assert not parser.is_pending


@pytest.mark.long
@given(SEQUENCES, st.lists(st.floats(0, 5), min_size=13, max_size=13))
def test_any_input_leaves_a_parser_that_reads_the_next_key(parts: list[str], waits: list[float]) -> None:
    clock = FakeClock()
    parser = InputParser(clock.elapsed)
    for part, wait in zip([*parts, END], waits, strict=False):
        for message in (*parser.feed(part), *parser.tick()):
            assert not isinstance(message, events.Resize)
        clock.advance(wait)
    # What is left of a sequence is given up with the longest there is.
    messages = [*parser.feed(END), *parser.feed("x" * 40), *parser.feed("\x1b[A")]
    assert shown(messages[-1]) == "up"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("\x1b[0n", []),
        ("a\x1b[0nb", ["a", "b"]),
        ("\x1b[0n\x1b[0n\x1b[A", ["up"]),
        (f"{BEGIN}one\x1b[0n two{END}", ["'one two'"]),
    ],
)
def test_the_terminals_answer_is_no_key_wherever_it_is_cut_and_whatever_is_around_it(
    text: str, wanted: list[str], clock: FakeClock
) -> None:
    for at in range(len(text)):
        parser = InputParser(clock.elapsed, lambda: True)
        got = [shown(message) for part in (text[:at], text[at:]) if part for message in parser.feed(part)]
        assert got.count("TerminalAnswer") == text.count("\x1b[0n"), (at, got)
        assert [word for word in got if word != "TerminalAnswer"] == wanted, (at, got)


def test_an_answer_whose_first_byte_was_taken_for_escape_types_nothing(clock: FakeClock) -> None:
    parser = InputParser(clock.elapsed, lambda: True)
    assert list(parser.feed("\x1b")) == []
    clock.advance(2 * ESCAPE_DELAY)
    assert list(parser.tick()) == [], "an answer is waited for a little longer than a key"
    clock.advance(0.5)
    assert [shown(message) for message in parser.tick()] == ["escape"]
    assert [shown(message) for message in parser.feed("[0ng")] == ["TerminalAnswer", "g"]


def test_escape_is_not_waited_for_longer_where_no_answer_is_expected(
    seen: Callable[..., list[str]], parser: InputParser, clock: FakeClock
) -> None:
    assert seen("\x1b") == []
    clock.advance(2 * ESCAPE_DELAY)
    assert [shown(message) for message in parser.tick()] == ["escape"]
