"""Relief in French: every routine from its first line to its last, without one English sentence."""

import re
from collections.abc import Callable
from itertools import accumulate
from pathlib import Path

import pytest

from spasmtui.errors import TerminalNeeded
from spasmtui.relief.figures.loader import read_figure
from spasmtui.relief.linear.linear import LinearRelief
from spasmtui.relief.routines.loader import RoutineBook, open_book
from spasmtui.relief.routines.sign_advice import SignAdvice
from spasmtui.relief.running.runner import SessionRunner
from spasmtui.relief.session.session import Session
from spasmtui.relief.session.timeline import expand
from spasmtui.relief.words import ENGLISH, WORD_IDS, Words, use_words, words
from spasmtui.shared.key_names import NAMED_KEY
from spasmtui.shared.translations import read_texts
from tests.conftest import ROOT, FakeClock, Run
from tests.relief.conftest import CONTENT, FakeDiary, InlineQueue, Script, passing_answers
from tests.support.cases import with_each

ROUTINES = sorted(path.stem for path in (ROOT / "content" / "routines").glob("*.toml"))
ENGLISH_BOOK = RoutineBook(CONTENT)
Build = Callable[..., SessionRunner]
WORD = re.compile(r"[a-zéèêàâçùûîïôœ'-]+", re.IGNORECASE)
ENGLISH_WORDS = frozenset([
    "the",
    "and",
    "your",
    "with",
    "for",
    "hold",
    "let",
    "keep",
    "until",
    "then",
    "this",
    "that",
    "is",
    "are",
    "it",
    "do",
    "not",
    "on",
    "off",
    "of",
    "to",
    "you",
    "when",
    "side",
    "stretch",
    "slowly",
    "back",
    "leg",
    "foot",
    "knee",
    "press",
    "yes",
    "no",
    "step",
    "left",
    "right",
    "again",
    "open",
    "stop",
    "signs",
    "now",
    "help",
])
"""Words that stand in nearly every English sentence of relief, and in no French one."""
KEYS = "g passé, ? touches"
FRENCH_TOO = frozenset({"on", "stop", "signs"})


@pytest.fixture
def french(clock: FakeClock, diary_port: FakeDiary) -> Build:
    book = open_book(CONTENT, None, "fr")

    def build(name: str, side: str | None = "left", **request: int) -> SessionRunner:
        match = book.find(name)
        return SessionRunner(
            Session.create(match.routine, side, **request),
            place=match.place,
            clock=clock,
            background=InlineQueue(),
            diary_port=diary_port,
            file=None,
        )

    return build


def walk(runner: SessionRunner, clock: FakeClock, *lines: tuple[float, str]) -> list[str]:
    said: list[str] = []
    figures = read_texts(CONTENT, "fr", "figures")
    LinearRelief(
        runner,
        lines=Script(clock, lines),
        write=said.append,
        describe=lambda name: str(figures.get(name, read_figure(CONTENT / "figures", name).says)),
        advice=SignAdvice(CONTENT, language="fr"),
        has_breath=True,
    ).run()
    return said


def english_in(lines: list[str]) -> list[str]:
    """Return the lines with an English sentence of relief in them, or with many English words."""
    same = {"one_minute", "one_second"}
    sentences = {getattr(ENGLISH, name) for name in WORD_IDS if " " in getattr(ENGLISH, name) and name not in same}
    sentences = {text for text in sentences if "{" not in text}
    for name in ROUTINES:
        routine = ENGLISH_BOOK.routine(name)
        sentences |= {segment.say for segment in expand(routine)} | {*routine.cautions, routine.position}
        sentences |= {question.ask for question in (*routine.ask_first, *routine.ask_after)}
    found = []
    for line in lines:
        typed = [word.lower() for word in WORD.findall(line)]
        many = sum(word in ENGLISH_WORDS - FRENCH_TOO for word in typed)
        if many >= 2 or any(text in line for text in sentences if len(text) > 6):
            found.append(line)
    return found


@pytest.mark.parametrize("name", ROUTINES)
def test_every_routine_runs_in_french_without_an_english_sentence(name: str, french: Build, clock: FakeClock) -> None:
    run = french(name)
    answers = [(0.0, answer) for answer in passing_answers(run.session.routine)]
    times = accumulate(segment.seconds for segment in run.session.plan)
    checks = [(at, "oui") for at, segment in zip(times, run.session.plan, strict=True) if segment.on_no == "stop"]
    said = walk(run, clock, *answers, *checks)
    assert run.session.state == "finished"
    assert [line for line in said if "Étape " in line] != []
    assert english_in(said) == []


def test_the_test_would_see_an_english_sentence() -> None:
    assert english_in(["Étape 1 sur 6, 5 s : Straighten the cramped leg. Breathe out."]) != []
    assert english_in(["Stop for any of these: sharp or growing pain, and keep your leg up."]) != []
    assert english_in(["Étape 1 sur 6, 5 s : Tendez la jambe qui a la crampe. Expirez."]) == []


@pytest.mark.parametrize(
    "typed",
    [
        [(6, "w"), (1, ""), (1, "g"), (0, "3 beaucoup")],
        [(6, "p"), (1, "p"), (1, "quoi ?"), (1, "s"), (1, "+"), (1, "-"), (1, "b"), (1, "m"), (1, "q")],
        [(6, "?"), (1, ""), (1, "c"), (1, "d"), (1, "dire quand respirer"), (1, "suite"), (1, "pause"), (1, "?")],
        [(7, "non"), (1, "oui"), (1, "c'est passé"), (0, "onze"), (0, "t fini")],
        [(6, "1"), (0, "")],
    ],
)
def test_every_answer_of_a_french_session_is_french(
    typed: list[tuple[float, str]], french: Build, clock: FakeClock
) -> None:
    after, lines = 0.0, []
    for seconds, line in typed:
        after += seconds
        lines.append((after, line))
    assert english_in(walk(french("calf"), clock, *lines)) == []


def test_answers_in_french_are_understood(french: Build, clock: FakeClock, diary_port: FakeDiary) -> None:
    walk(french("mollet"), clock, (20, "c'est passé"), (20, "3 beaucoup"))
    assert diary_port.rated == {"e1": (3, "most")}
    assert diary_port.opened["e1"].place == "calf"


@pytest.mark.parametrize("typed", ["o", "oui", "y", "12"])
def test_yes_to_a_question_is_o_oui_or_y(typed: str, french: Build, clock: FakeClock) -> None:
    run = french("heat")
    with pytest.raises(TerminalNeeded, match="commence par des questions"):
        walk(run, clock, (0, typed))
    assert run.session.question == 1


def test_a_refused_routine_says_its_flag_in_french_with_the_number(
    french: Build, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SPASMTUI_REGION", "nowhere")
    said = walk(french("heat"), clock, (0, "oui"), (0, "oui"))
    assert any("le 112, le 911 ou le 999" in line for line in said)
    assert english_in(said) == []


@with_each("name", ROUTINES)
def test_the_sides_are_exchanged_in_french_as_in_english(name: str) -> None:
    book = open_book(CONTENT, None, "fr")
    for side in ("left", "right"):
        french, english = expand(book.routine(name), side), expand(ENGLISH_BOOK.routine(name), side)
        for one, other in zip(french, english, strict=True):
            named = {word for word in ("left", "right") if re.search(rf"\b{word}\b(?! down)", other.say, re.IGNORECASE)}
            said = {"gauche": "left", "droite": "right"}
            assert {said[word] for word in said if re.search(rf"\b{word}\b", one.say, re.IGNORECASE)} == named
            assert one.figure == other.figure


def test_every_fixed_word_is_translated_and_fills_in_the_same() -> None:
    texts = read_texts(CONTENT, "fr", "relief")
    assert texts.keys() == set(WORD_IDS)
    for name, text in texts.items():
        english = getattr(Words, name)
        filled_in = (set(re.findall(r"\{[^}]*\}", NAMED_KEY.sub(r"{\2}", each))) for each in (text, english))
        assert next(filled_in) == next(filled_in), name


def test_a_word_that_a_language_lacks_is_english_and_an_unknown_one_is_left_out() -> None:
    use_words({"left": "gauche", "nonsense": "x"})
    assert (words().left, words().right) == ("gauche", "right")
    use_words({})
    assert words() == ENGLISH


@pytest.mark.long
def test_the_shell_speaks_french_where_it_is_asked_to(spasmtui: Run) -> None:
    for arguments, environment in (
        (("relief", "mollet", "--plain", "--no-log", "--language", "fr"), {"LANG": "C.UTF-8"}),
        (("relief", "calf", "--plain", "--no-log"), {"LANG": "fr_CA.UTF-8"}),
        (("relief", "calf", "--plain", "--no-log"), {"LANG": "fr_CA.UTF-8", "PYTHONIOENCODING": "ascii"}),
    ):
        ended = spasmtui(*arguments, stdin="g\n", **environment)
        assert ended.returncode == 0
        first, second = ended.stdout.splitlines()[:2]
        assert first == "Tendez la jambe qui a la crampe. Expirez. 5 secondes."
        assert second == ("g passe, ? touches" if "PYTHONIOENCODING" in environment else KEYS)


def test_a_persons_own_routine_stays_as_it_was_written(tmp_path: Path) -> None:
    (tmp_path / "night-calf-rescue.toml").write_text(
        'title = "Mine"\npurpose = "relief"\n[[steps]]\nkind = "hold"\nseconds = 5\nsay = "My words."\n',
        encoding="utf-8",
    )
    book = open_book(CONTENT, tmp_path, "fr")
    assert book.routine("night-calf-rescue").title == "Mine"
    assert book.routine("shin").title == "Crampe du tibia"
