"""Heat and cold in a person's own routines: the questions, the looks at the skin and the limits of the shipped ones."""

import json
import os
from pathlib import Path

import pytest

from spasmtui.errors import DataError, RefusedForSafety, SpasmError, WrongUsage
from spasmtui.relief.routines.loader import RoutineBook
from spasmtui.relief.routines.model import Kind, OnNo, Purpose, Routine
from spasmtui.relief.session.timeline import expand
from tests.conftest import Run
from tests.relief.conftest import CONTENT

SHIPPED = RoutineBook(CONTENT)
HEAT, COLD = SHIPPED.routine("heat-session"), SHIPPED.routine("cold-session")
LIMITS = HEAT.skin


def step(kind: str = "heat", seconds: int = 240, **more: object) -> str:
    fields = {"kind": kind, "seconds": seconds, "say": "Keep it on.", **more}
    return "[[steps]]\n" + "".join(f"{name} = {json.dumps(value)}\n" for name, value in fields.items())


def block(repeat: int, *steps: str) -> str:
    return f"[[steps]]\nrepeat = {repeat}\n" + "".join(each.replace("[[steps]]", "[[steps.steps]]") for each in steps)


BURN = block(50, step(seconds=3600))


def own(
    tmp_path: Path, *steps: str, head: str = "", name: str = "burn", tail: str = "", language: str = "en"
) -> Routine:
    text = f'title = "My own"\n{head}' + "".join(steps) + tail
    (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
    return RoutineBook(CONTENT, tmp_path, language).routine(name)


def refusal(tmp_path: Path, *steps: str, **more: str) -> str:
    with pytest.raises(RefusedForSafety) as caught:
        own(tmp_path, *steps, **more)
    return caught.value.message


def pieces(routine: Routine) -> list[tuple[str, int]]:
    return [(segment.kind.value, segment.seconds) for segment in expand(routine)]


def test_a_file_of_fifty_hours_is_refused_by_its_name_and_its_line(tmp_path: Path) -> None:
    assert refusal(tmp_path, BURN) == (
        f"{tmp_path}/burn.toml, line 6: seconds = 3600, repeat = 50: with this step, heat or cold is on the skin for "
        "50 h. No routine may keep it there for longer than 20 min, because more can harm the skin unnoticed."
    )


@pytest.mark.parametrize(
    ("steps", "where"),
    [
        ((step(seconds=1201),), "line 4: seconds = 1201: "),
        ((step(seconds=7200),), "line 4: seconds = 7200: "),
        ((step("cold", 1201),), "line 4: seconds = 1201: "),
        ((step(seconds=600), step(seconds=601)), "line 8: seconds = 601: "),
        ((step(seconds=600), step("rest", 900), step("cold", 601)), "line 12: seconds = 601: "),
        ((block(2, step(seconds=300), step(seconds=301)),), "line 10: seconds = 301, repeat = 2: "),
        ((block(500, step(seconds=10)),), "line 6: seconds = 10, repeat = 500: "),
        ((step(seconds=1201, optional=True),), "line 4: seconds = 1201: "),
    ],
)
def test_heat_and_cold_of_all_steps_and_repeats_together_have_the_maximum_of_a_shipped_session(
    steps: tuple[str, ...], where: str, tmp_path: Path
) -> None:
    assert where in refusal(tmp_path, *steps)


def test_the_maximum_itself_is_allowed(tmp_path: Path) -> None:
    assert sum(s.seconds for s in own(tmp_path, step(seconds=1200)).flat_steps if s.is_on_skin) == 1200


@pytest.mark.parametrize(
    ("line", "bound"),
    [
        ("longest_seconds = 1201", "at most 1200"),
        ("check_every_seconds = 301", "at most 300"),
        ("wait_seconds = 3599", "at least 3600"),
    ],
)
def test_a_limit_of_a_file_may_only_be_stricter(line: str, bound: str, tmp_path: Path) -> None:
    sentence = f"line 7: {line}: a routine may only be stricter with the skin, and this is {bound}."
    assert refusal(tmp_path, step(), tail=f"[skin]\n{line}\n").endswith(sentence)


def test_a_stricter_limit_counts_and_the_others_are_ours(tmp_path: Path) -> None:
    routine = own(tmp_path, step(), tail="[skin]\nlongest_seconds = 600\ncheck_every_seconds = 120\n")
    skin = routine.skin
    assert skin is not None
    assert LIMITS is not None
    assert (skin.longest_seconds, skin.check_every_seconds, skin.wait_seconds) == (600, 120, LIMITS.wait_seconds)
    assert pieces(routine) == [("heat", 120), ("check", 20), ("heat", 120)]


def test_heat_asks_what_the_shipped_heat_asks_before_anything_of_its_own(tmp_path: Path) -> None:
    question = '[[ask_first]]\nask = "Did you ask Anna?"\nstop_on = "no"\n'
    routine = own(tmp_path, step(), tail=question)
    assert routine.asks_before[:-1] == HEAT.ask_first
    assert routine.asks_before[-1].ask == "Did you ask Anna?"
    assert set(HEAT.stop_if) <= set(routine.stop_if)
    assert set(HEAT.cautions) <= set(routine.cautions)


def test_relief_with_heat_asks_before_it_starts_as_any_heat_does(tmp_path: Path) -> None:
    routine = own(tmp_path, step(), head='purpose = "relief"\n')
    assert (routine.purpose, routine.asks_before) == (Purpose.RELIEF, HEAT.ask_first)
    assert routine.asks_after == ()


def test_heat_and_cold_together_ask_for_both_and_have_the_stricter_limits(tmp_path: Path) -> None:
    routine = own(tmp_path, step(), step("rest", 60), step("cold"))
    assert {question.ask for question in routine.asks_before} == {q.ask for q in (*HEAT.ask_first, *COLD.ask_first)}
    whole = routine.asks_before[0]
    assert {"Do not use heat.", "Do not use cold."} == set((whole.then or "").replace(". ", ".|").split("|"))
    assert routine.skin is not None
    assert routine.skin.wait_seconds == 7200


def test_the_questions_are_in_the_language_of_the_run(tmp_path: Path) -> None:
    french = RoutineBook(CONTENT, None, "fr").routine("heat-session")
    assert own(tmp_path, step(), language="fr").asks_before == french.ask_first


def test_a_long_step_and_steps_with_nothing_between_have_a_look_at_the_skin_every_five_minutes(tmp_path: Path) -> None:
    look = ("check", 20)
    assert pieces(own(tmp_path, step(seconds=700))) == [("heat", 300), look, ("heat", 300), look, ("heat", 100)]
    mixed = own(tmp_path, step(seconds=300), step("rest", 5), step("cold", 300))
    assert pieces(mixed) == [("heat", 300), ("rest", 5), ("check", 15), ("cold", 300)]
    assert all(s.on_no is OnNo.STOP for s in mixed.flat_steps if s.kind is Kind.CHECK)


@pytest.mark.parametrize("seconds", [40, 200, 299, 300])
def test_no_five_minutes_on_the_skin_pass_without_a_look(seconds: int, tmp_path: Path) -> None:
    on_skin = 0
    for segment in expand(own(tmp_path, block(1200 // seconds, step(seconds=seconds)))):
        on_skin = 0 if segment.kind is Kind.CHECK else on_skin + segment.seconds
        assert on_skin <= 300


def test_a_look_of_its_own_counts_and_is_no_longer_than_ours(tmp_path: Path) -> None:
    routine = own(tmp_path, step(seconds=300), step("check", 900, on_no="stop"), step(seconds=300))
    assert pieces(routine) == [("heat", 300), ("check", 20), ("heat", 300)]
    question = own(tmp_path, step(seconds=300), step("check", 10), step(seconds=300))
    assert pieces(question) == [("heat", 300), ("check", 10), ("check", 20), ("heat", 300)]


def test_time_that_is_asked_for_has_a_look_at_the_skin_also_where_the_file_has_none(tmp_path: Path) -> None:
    plan = expand(own(tmp_path, step(seconds=60)), skin_seconds=700)
    assert [(s.kind.value, s.seconds) for s in plan] == [
        ("heat", 300), ("check", 20), ("heat", 300), ("check", 20), ("heat", 100)
    ]  # fmt: skip
    question = expand(own(tmp_path, step(seconds=60), step("check", 10)), skin_seconds=400)
    assert [segment.on_no for segment in question] == [None, OnNo.STOP, None, None]


def test_heat_ends_by_the_time_alone(tmp_path: Path) -> None:
    (warm,) = own(tmp_path, step(until="eases", extend_seconds=300, extend_max=10)).flat_steps
    assert (warm.until, warm.extend_seconds, warm.extend_max) == (None, None, 0)


def test_a_routine_without_heat_or_cold_stays_as_it_is_written(tmp_path: Path) -> None:
    routine = own(tmp_path, block(50, step("hold", 3600)))
    assert (routine.skin, routine.asks_before, routine.seconds) == (None, (), 180_000)


# A file with the name of a shipped routine


def test_a_file_named_like_a_shipped_session_is_held_to_its_limits(tmp_path: Path) -> None:
    assert "line 6: seconds = 3600, repeat = 50" in refusal(tmp_path, BURN, name="heat-session")
    routine = own(tmp_path, step(seconds=400), name="heat-session")
    assert (routine.title, routine.asks_before, routine.purpose) == ("My own", HEAT.ask_first, HEAT.purpose)
    assert pieces(routine) == [("heat", 300), ("check", 20), ("heat", 100)]
    assert routine.skin is not None
    assert routine.skin.wait_seconds == 3600


@pytest.mark.parametrize("name", [routine.id for routine in SHIPPED.all()])
def test_a_file_named_like_a_shipped_routine_keeps_its_questions_and_its_reasons_to_stop(
    name: str, tmp_path: Path
) -> None:
    shipped = SHIPPED.routine(name)
    text = step("hold", 20)
    for head in ("", 'purpose = "relief"\n', 'escalate = "Wait an hour."\nstop_if = ["my own"]\n'):
        routine = own(tmp_path, text, head=head, name=name)
        assert (routine.title, routine.seconds) == ("My own", 20)
        assert routine.asks_before[: len(shipped.asks_before)] == shipped.asks_before
        assert set(shipped.asks_after) <= {*routine.asks_before, *routine.asks_after}
        assert set(shipped.stop_if) <= set(routine.stop_if)
        assert set(shipped.cautions) <= set(routine.cautions)
        assert routine.still_cramped == shipped.still_cramped


# Every face


@pytest.fixture
def routines(own_home: Path) -> Path:
    folder = own_home / ".config" / "spasmtui" / "routines"
    folder.mkdir(parents=True)
    return folder


def test_the_list_names_the_refused_file_ends_with_three_and_has_all_the_others(here: Run, routines: Path) -> None:
    (routines / "burn.toml").write_text('title = "Burn"\n' + BURN, encoding="utf-8")
    (routines / "good.toml").write_text('title = "Good"\n' + step("hold", 20), encoding="utf-8")
    done = here("relief", "--list")
    assert done.returncode == 3
    assert "burn.toml, line 6: seconds = 3600, repeat = 50" in done.stderr
    assert {"good", "heat-session"} <= set(done.stdout.split())
    assert "  burn " not in done.stdout
    as_json = here("relief", "--list", "--json")
    assert as_json.returncode == 3
    assert {"good", "heat-session"} <= {row["id"] for row in json.loads(as_json.stdout)}


def test_a_refused_file_is_not_started_and_not_shown(here: Run, routines: Path) -> None:
    (routines / "burn.toml").write_text('title = "Burn"\n' + BURN, encoding="utf-8")
    for words in (("relief", "burn"), ("relief", "burn", "--list"), ("relief", "burn", "--for", "5m")):
        done = here(*words)
        assert (done.returncode, done.stdout) == (3, ""), words
        assert "burn.toml, line 6" in done.stderr
    assert json.loads(here("relief", "burn", "--json").stderr)["error"]["code"] == "refused"


def test_no_longer_time_can_be_asked_of_a_routine_than_its_maximum(here: Run, routines: Path) -> None:
    (routines / "warm.toml").write_text('title = "Warm"\n' + step(seconds=60), encoding="utf-8")
    done = here("relief", "warm", "--for", "21m")
    assert done.returncode == 3
    assert "No longer than 20 minutes on the skin" in done.stderr


def test_one_length_is_not_asked_for_where_there_is_both_heat_and_cold(here: Run, routines: Path) -> None:
    (routines / "both.toml").write_text('title = "Both"\n' + step() + step("cold"), encoding="utf-8")
    done = here("relief", "both", "--for", "10m")
    assert done.returncode == 2
    assert "'Both' has both, each with a time of its own." in done.stderr


# Files that are no routine at all


@pytest.mark.parametrize(
    ("content", "error", "words"),
    [
        ("a = " + "[" * 3000, WrongUsage, "nested too deeply"),
        ("a = " + "[" * 400 + "]" * 400 + '\ntitle = "x"', WrongUsage, "zz.toml"),
        ('title = "' + "x" * 300_000 + '"', WrongUsage, "zz.toml is too large for a routine: 300,010 bytes"),
    ],
    ids=["open", "deep", "large"],
)
def test_a_file_that_is_no_routine_is_named_and_hinders_no_other(
    content: str, error: type[SpasmError], words: str, tmp_path: Path
) -> None:
    (tmp_path / "zz.toml").write_text(content, encoding="utf-8")
    book = RoutineBook(CONTENT, tmp_path)
    with pytest.raises(error, match=words):
        book.routine("zz")
    assert len(book.all()) == len(SHIPPED.ids)
    assert "zz.toml" in book.faults[0].message


def test_a_pipe_among_the_own_routines_is_named_where_it_lies_and_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "zz.toml")
    book = RoutineBook(CONTENT, tmp_path)
    with pytest.raises(DataError, match=f"{tmp_path}/zz.toml is not a regular file."):
        book.routine("zz")
    assert len(book.all()) == len(SHIPPED.ids)
