"""Tests of the printed handout: what is on it, that it is one page, and that nothing foreign is markup."""

import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from spasmtui.plans.handout.data import Ports, compose_handout
from spasmtui.plans.handout.html import handout_html
from spasmtui.plans.loader import load_plan
from spasmtui.relief.routines.loader import RoutineBook
from spasmtui.shared.paper import PAPERS
from tests.conftest import ROOT, FakeClock
from tests.support.commands import run
from tests.support.memory_diary import MemoryDiary

CONTENT = ROOT / "content"
MONDAY = date(2026, 11, 30)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10" viewBox="0 0 10 10"/>'
HEEL_DROPS = """title = "Heel <b>drops</b>"
place = "calf"
[[steps]]
kind = "prep"
seconds = 10
say = "Stand on a step."
[[steps]]
repeat = 3
[[steps.steps]]
kind = "hold"
seconds = 20
say = "Lower the heel."
figure = "heel-raise"
[[steps.steps]]
kind = "rest"
seconds = 10
say = "Rest."
[[steps]]
kind = "done"
seconds = 5
say = "Well done."
"""


def folder_with(folder: Path, plan: str, own: str = HEEL_DROPS) -> Path:
    (folder / "routines").mkdir()
    (folder / "routines" / "heel-drops.toml").write_text(own, encoding="utf-8")
    (folder / "plan.toml").write_text(plan, encoding="utf-8")
    return folder


def composed(folder: Path) -> Any:
    asked: list[tuple[str, bool]] = []
    book = RoutineBook(CONTENT, folder / "routines")

    def draw(name: str, is_left: bool) -> str:
        asked.append((name, is_left))
        return SVG

    ports = Ports(book.routine, draw, {"S10": {"authors": "Hallegraeff JM and others, Journal", "year": 2012}})
    return compose_handout(load_plan(folder, CONTENT), MONDAY, "112", ports), asked


PLAN = """by = "J. Okafor"
[[items]]
routine = "heel-drops"
times_a_day = 2
days = ["mon", "thu"]
sides = "left"
sets = 3
until = 2026-12-11
note = "slowly"
[[items]]
routine = "shin"
until = 2026-11-20
"""


def test_an_item_has_its_routine_in_short_its_figures_and_boxes(tmp_path: Path) -> None:
    handout, asked = composed(folder_with(tmp_path, PLAN))
    (exercise,) = handout.exercises
    assert exercise.agreed == "Twice a day on Mon and Thu, left side, 3 sets, until Fri 11 Dec"
    assert exercise.steps == ("Stand on a step.", "3 times: Lower the heel (20\u00a0s). Rest 10\u00a0s in between.")
    assert exercise.stop.startswith("Stop for any of these: sharp or growing pain")
    assert asked == [("heel-raise", True)]
    assert [(week.label, "".join("x" if day else "." for day in week.days)) for week in exercise.weeks] == [
        ("30 Nov", "x..x..."),
        ("7 Dec", "x..x..."),
    ]
    assert (handout.by, exercise.boxes) == ("J. Okafor", 2)
    assert "Call 112 now for pain or tightness in the chest" in handout.get_help


def test_what_every_item_says_is_said_once(tmp_path: Path) -> None:
    plan = '[[items]]\nroutine = "bedtime"\n[[items]]\nroutine = "heel-drops"\n'
    handout, _asked = composed(folder_with(tmp_path, plan))
    assert handout.stop.startswith("Stop for any of these")
    assert [each.stop for each in handout.exercises] == ["", ""]
    assert handout.sources == "Bedtime stretches: Hallegraeff JM and others 2012"


def test_the_page_escapes_what_the_person_wrote_and_loads_nothing(tmp_path: Path) -> None:
    handout, _asked = composed(folder_with(tmp_path, PLAN))
    page = handout_html(handout, PAPERS["letter"])
    assert "Heel &lt;b&gt;drops&lt;/b&gt;" in page
    assert "<script" not in page
    assert "size: Letter" in page
    assert re.findall(r'(?:src|href)="', page) == []
    assert page.count('<td class="none">') == 2 * 5


def types(folder: Path, *words: str) -> Any:
    clock = FakeClock(datetime(2026, 11, 30, 21, tzinfo=UTC))
    diary = MemoryDiary(clock)
    diary.state = folder
    return run("plan", "handout", *words, diary=diary, clock=clock)


@pytest.mark.long
def test_five_items_are_one_page_and_more_go_on_with_the_next(tmp_path: Path) -> None:
    one = '[[items]]\nroutine = "heel-drops"\nsets = {}\nby = "Dr Lee"\n'
    folder_with(tmp_path, "".join(one.format(number) for number in range(1, 6)))
    assert types(tmp_path, "-o", str(tmp_path / "five.pdf")).code == 0
    (tmp_path / "plan.toml").write_text("".join(one.format(number) for number in range(1, 13)), encoding="utf-8")
    assert types(tmp_path, "-o", str(tmp_path / "twelve.pdf")).code == 0
    pages = [len(re.findall(rb"/Type /Page\b", (tmp_path / f"{name}.pdf").read_bytes())) for name in ("five", "twelve")]
    assert pages == [1, 2]


def test_without_a_plan_there_is_nothing_to_print(tmp_path: Path) -> None:
    ended = types(tmp_path)
    assert (ended.code, "nothing to print" in ended.err) == (1, True)


def test_a_routine_that_cannot_be_read_is_named_and_the_rest_is_printed(tmp_path: Path) -> None:
    folder_with(
        tmp_path, '[[items]]\nroutine = "heel-drops"\n[[items]]\nroutine = "shin"\n', own='title = "Heel drops"\n'
    )
    ended = types(tmp_path)
    assert "Heel drops: " in ended.err
    assert "<h2>Shin cramp</h2>" in ended.out


BOTH = """title = "Ankle holds"
sides = "both"
[[steps]]
repeat = 2
[[steps.steps]]
kind = "hold"
seconds = 5
say = "Pull the foot up."
"""


def test_what_is_done_on_each_side_is_printed_once_and_says_so(tmp_path: Path) -> None:
    handout, _asked = composed(folder_with(tmp_path, '[[items]]\nroutine = "heel-drops"\n', BOTH))
    (exercise,) = handout.exercises
    assert exercise.agreed == "Once a day, each side"
    assert exercise.steps == ("2 times: Pull the foot up (5\N{NO-BREAK SPACE}s).",)


def test_a_routine_for_a_cramp_is_printed_as_it_is_practised(tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_text('[[items]]\nroutine = "calf-wall"\n', encoding="utf-8")
    page = types(tmp_path).out
    assert "Step the leg back." in page
    assert "cramped" not in page


def test_heat_on_paper_says_what_the_timer_sees_to_on_a_screen(tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_text('[[items]]\nroutine = "heat-session"\n', encoding="utf-8")
    page = types(tmp_path).out
    assert "Look at the skin every 5 min, and take it off after 20 min at most. Then wait at least 1 h." in page
