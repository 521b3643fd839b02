"""Heat and cold in a person's own routines: the questions, the looks at the skin and the limits of the shipped ones."""

import json
import os
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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


PREP = '[{kind = "prep", seconds = 1, say = "y"}]'
HOUR = '[[steps]]\nkind = "heat"\nseconds = 3600\nsay = "on"\n'


@pytest.mark.parametrize(
    "text",
    [
        HOUR + "steps = []\n",
        HOUR + f"steps = {PREP}\n",
        HOUR + f"steps = {PREP}\nrepeat = 1\n",
        HOUR + "repeat = 50\n",
        HOUR + 'steps = "none"\n',
        f"[[steps]]\nsteps = {PREP}\nrepeat = 1\n" + HOUR,
        f"steps = [{{kind = 'heat', seconds = 3600, say = 'on', steps = {PREP}}}]\n",
    ],
)
def test_a_step_that_is_also_written_as_a_block_gets_no_more_heat(text: str, tmp_path: Path) -> None:
    assert "seconds = 3600" in refusal(tmp_path, text)


@pytest.mark.parametrize(
    ("text", "where"),
    [
        (HOUR.replace("3600", "60") + "steps = []\n", "line 6, steps.1.steps: A step has no 'steps'.$"),
        (HOUR.replace("3600", "60") + "repeat = 2\n", "line 6, steps.1.repeat: A step has no 'repeat' of its own."),
        (step("hold", 5, secs=3), "line 6, steps.1.secs: A step has no 'secs'. Did you mean 'seconds'?"),
        (block(2, step("hold", 5, cold=1)), "line 8, steps.1.steps.1.cold: A step of a block has no 'cold'."),
        (step() + "[skin]\nlongest_second = 60\n", "line 7, skin.longest_second: The table of limits has no"),
        (step() + "[skin]\ncheck = 60\n", "line 7, skin.check: The table of limits has no 'check'."),
    ],
)
def test_a_key_of_a_step_or_a_limit_that_nothing_reads_is_named_with_its_line(
    text: str, where: str, tmp_path: Path
) -> None:
    with pytest.raises(WrongUsage) as caught:
        own(tmp_path, text)
    assert f"{caught.value.message}$".find(where) > 0


def test_the_time_over_the_maximum_is_told_to_the_second(tmp_path: Path) -> None:
    assert (
        "heat or cold is on the skin for 20 min 1 s. No routine may keep it there for longer than 20 min,"
        in refusal(tmp_path, step(seconds=1201))
    )
    assert "on the skin for 40 min 2 s. " in refusal(tmp_path, block(2, step(seconds=1201)))


_VALUES: st.SearchStrategy[object] = st.sampled_from([1, 60, 300, 1200, 1201, 3600, 2.0, True, None, "heat", [], "on"])
_TABLES = st.dictionaries(
    st.sampled_from(["seconds", "repeat", "optional", "until", "on_no", "say", "extra"]), _VALUES, max_size=2
)
_STEPS = st.builds(
    lambda kind, seconds, more: {"kind": kind, "seconds": seconds, "say": "On.", **more},
    st.sampled_from(["heat", "cold", "hold", "check", ["heat"]]),
    st.sampled_from([1, 240, 300, 700, 1200, 1201, 3600]),
    _TABLES | st.just({}),
)
_BLOCKS = st.builds(
    lambda repeat, steps, more: {"repeat": repeat, "steps": steps, **more},
    st.sampled_from([1, 2, 5, 50]),
    st.lists(_STEPS, max_size=2),
    _TABLES | st.just({}),
)
_ITEMS = _STEPS | _BLOCKS | st.builds(lambda one, other: {**one, **other}, _STEPS, _BLOCKS)


@given(items=st.lists(_ITEMS, min_size=1, max_size=3), head=st.sampled_from(["", 'purpose = "relief"\n']))
@settings(max_examples=40, deadline=None)
def test_whatever_a_file_has_it_is_refused_or_its_heat_has_questions_looks_and_the_maximum(
    items: list[dict[str, object]], head: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("own")
    try:
        routine = own(folder, f"steps = [{', '.join(map(inline, items))}]\n", head=head)
    except SpasmError as error:
        code = error.exit_code
    else:
        code = 0
        _assert_safe(routine)
    assert code in (0, 2, 3)


def _assert_safe(routine: Routine) -> None:
    without_look = total = 0
    for segment in expand(routine):
        total += segment.seconds if segment.is_on_skin else 0
        without_look = 0 if segment.is_skin_check else without_look + (segment.seconds if segment.is_on_skin else 0)
        assert without_look <= 300
    assert total <= 1200
    if total:
        assert routine.skin is not None
        assert set(routine.asks_before) & {*HEAT.ask_first, *COLD.ask_first}


def inline(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name} = {inline(inner)}" for name, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(inline, value)) + "]"
    return "[]" if value is None else json.dumps(value)


def test_without_the_shipped_session_heat_has_no_limits_and_does_not_run(tmp_path: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(CONTENT / "routines", content / "routines")
    shutil.copy(CONTENT / "places.toml", content)
    (content / "routines" / "heat-session.toml").unlink()
    (tmp_path / "warm.toml").write_text('title = "Warm"\n' + step(), encoding="utf-8")
    with pytest.raises(RefusedForSafety, match="the shipped session with its limits is missing"):
        RoutineBook(content, tmp_path).routine("warm")


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
