"""Voice: speaks one sentence at a time with a tool of the system, waits for none, and names it once when none works."""

import os
import stat
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from spasmtui.relief.running.cue_voice import LEAST_SECONDS_A_WORD, Spoken, Voice, find_mac_voice, speech_command
from spasmtui.relief.words import use_words, words
from tests.conftest import LIMIT_SECONDS
from tests.support.cases import with_each

Tool = Callable[[str, str], str]
HOSTILE = "-v $(touch hacked); `touch hacked` 'x\" | -w hacked"


@pytest.fixture
def tool(tmp_path: Path) -> Tool:
    def write(name: str, script: str) -> str:
        path = tmp_path / name
        path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        return str(path)

    return write


@pytest.fixture
def reports() -> list[str]:
    return []


@pytest.fixture
def voice(tmp_path: Path, reports: list[str]) -> Iterator[Voice]:
    made = Voice(find=lambda name: str(tmp_path / name) if (tmp_path / name).exists() else None, report=reports.append)
    yield made
    made.stop()


def wait_until(holds: Callable[[], object]) -> None:
    until = time.monotonic() + LIMIT_SECONDS
    while not holds():
        assert time.monotonic() < until
        os.sched_yield()


def wait_for_end(path: Path, text: str) -> None:
    wait_until(lambda: path.exists() and path.read_text(encoding="utf-8").endswith(text))


@with_each(
    ("tool", "voice", "is_minor", "command"),
    [
        ("/bin/espeak-ng", "fr", False, ("/bin/espeak-ng", "-v", "fr", "--stdin")),
        ("/bin/espeak", "en", True, ("/bin/espeak", "-v", "en", "--stdin")),
        ("/bin/say", "Thomas", False, ("/bin/say", "-v", "Thomas", "-f", "-")),
        ("/bin/say", "", False, ("/bin/say", "-f", "-")),
        ("/bin/spd-say", "en", False,
         ("/bin/spd-say", "--wait", "--priority", "text", "--language", "en", "--", HOSTILE)),
        ("/bin/spd-say", "en", True,
         ("/bin/spd-say", "--wait", "--priority", "notification", "--language", "en", "--", HOSTILE)),
    ],
)  # fmt: skip
def test_a_text_is_never_an_option_of_a_tool(tool: str, voice: str, is_minor: bool, command: tuple[str, ...]) -> None:
    assert speech_command(tool, Spoken(HOSTILE, is_minor), voice) == command


@with_each(
    ("tool", "words_per_minute", "options"),
    [
        ("/bin/espeak-ng", 120, ("-s", "120")), ("/bin/espeak", 450, ("-s", "450")), ("/bin/say", 200, ("-r", "200")),
        ("/bin/spd-say", 80, ("--rate", "-100")), ("/bin/spd-say", 125, ("--rate", "-50")),
        ("/bin/spd-say", 170, ("--rate", "0")), ("/bin/spd-say", 310, ("--rate", "50")),
        ("/bin/spd-say", 450, ("--rate", "100")), ("/bin/spd-say", 0, ()), ("/bin/say", 0, ()), ("/bin/espeak", 0, ()),
    ],
)  # fmt: skip
def test_each_tool_is_told_the_speed_in_its_unit(tool: str, words_per_minute: int, options: tuple[str, ...]) -> None:
    spoken = Spoken("One.", is_minor=False)
    plain = speech_command(tool, spoken, "en")
    told = speech_command(tool, spoken, "en", words_per_minute)
    at = next((place for place, (one, other) in enumerate(zip(plain, told, strict=False)) if one != other), len(plain))
    assert (*plain[:at], *options, *plain[at:]) == told


def test_a_text_goes_to_the_tool_as_it_is_and_in_the_language_of_the_run(tool: Tool, tmp_path: Path) -> None:
    path = tool("espeak-ng", f'echo "$@" > {tmp_path}/options; cat > {tmp_path}/heard')
    voice = Voice(find=lambda name: path if name == "espeak-ng" else None, clock=count(step=60).__next__)
    use_words({"left": "gauche"}, "fr")
    try:
        assert voice.say_now(HOSTILE) == "espeak-ng"
    finally:
        use_words({})
    assert (tmp_path / "heard").read_text() == f"{HOSTILE}\n"
    assert (tmp_path / "options").read_text() == "-v fr --stdin\n"
    assert not list(tmp_path.glob("**/hacked"))


def test_speaking_waits_for_nobody_and_a_new_sentence_ends_the_old_one(
    tool: Tool, voice: Voice, tmp_path: Path, reports: list[str]
) -> None:
    tool("espeak-ng", f"cat >> {tmp_path}/heard; exec sleep 1000")
    heard = tmp_path / "heard"
    for sentence in ("One.", "Two.", "Three."):
        voice.speak(sentence)
        wait_for_end(heard, f"{sentence}\n")
    voice.speak("Halfway.", is_minor=True)
    voice.speak("Four.")
    wait_until(lambda: heard.read_text() == "One.\nTwo.\nThree.\nFour.\n")
    voice.stop()
    wait_until(lambda: not voice.is_speaking)
    assert reports == []


def test_of_sentences_that_come_faster_than_a_tool_starts_the_last_one_is_spoken(
    tool: Tool, voice: Voice, tmp_path: Path
) -> None:
    tool("espeak-ng", f"cat >> {tmp_path}/heard; exec sleep 1000")
    for number in range(50):
        voice.speak(f"{number}.")
    wait_for_end(tmp_path / "heard", "49.\n")


@pytest.mark.parametrize("script", ["exit 1", "cat > /dev/null", "exit 0"], ids=["fails", "no sound card", "empty"])
def test_a_tool_that_does_not_speak_gives_way_to_the_next_and_that_none_speaks_is_said_once(
    script: str, tool: Tool, voice: Voice, reports: list[str]
) -> None:
    tool("spd-say", script)
    tool("espeak", script)
    many = " ".join(["word"] * int(2 * LIMIT_SECONDS / LEAST_SECONDS_A_WORD))
    for _time in range(2):
        voice.speak(many)
        wait_until(lambda: reports and not voice.is_speaking)
    assert reports == [words().no_voice.format(tools="spd-say, espeak-ng, espeak, say")]
    assert voice.tools == []


def test_a_tool_that_never_ends_is_given_up_after_two_sentences_that_it_had_the_time_for(
    tool: Tool, tmp_path: Path, reports: list[str]
) -> None:
    path = tool("spd-say", f"echo x >> {tmp_path}/started; exec sleep 1000")
    seconds = count(step=60)
    voice = Voice(find=lambda name: path if name == "spd-say" else None, report=reports.append, clock=seconds.__next__)
    for number in (1, 2):
        voice.speak("Straighten the leg.")
        wait_for_end(tmp_path / "started", "x\n" * number)
        voice.stop()
        wait_until(lambda: not voice.is_speaking)
    assert (voice.tools, len(reports)) == ([], 1)


def test_a_tool_that_cannot_be_started_is_none(voice: Voice, tmp_path: Path, reports: list[str]) -> None:
    (tmp_path / "espeak-ng").write_text("no program")
    voice.speak("Straighten the leg.")
    wait_until(lambda: reports)
    assert len(reports) == 1


@with_each(
    ("code", "found"),
    [("fr", "Thomas"), ("en", "Bad News"), ("de", "")],
)
def test_a_voice_of_say_is_found_by_its_language(
    code: str, found: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("say") / "say"
    path.write_text("#!/bin/sh\nprintf 'Thomas  fr_FR  # Bonjour\\nBad News  en_US  # Hello\\nAlex  en_US  # Hi\\n'\n")
    path.chmod(0o700)
    assert find_mac_voice(str(path), code) == found
    assert find_mac_voice(str(path.with_name("none")), code) == ""
