"""The list of routines: a line each, a preview beside it, and the map of the body that narrows it down."""

from pathlib import Path

import pytest
from textual.containers import Vertical

from spasmtui.relief.tui.figure_view import FigureView
from spasmtui.relief.tui.routine_list import RoutineList, RoutineListPanel
from spasmtui.ui.body_map.dialog import BodyMapDialog
from spasmtui.ui.body_map.widget import BodyMap
from tests.conftest import FakeClock
from tests.relief.conftest import FakeDiary, Past, Record
from tests.relief.tui.test_screen import Room, room

pytestmark = pytest.mark.pilot


@pytest.fixture
def past() -> Past:
    return Past({"night-calf-rescue": Record(34, 31, 23)}, {("calf", "left"): 35, ("foot", None): 2})


def rows(it: Room) -> list[str]:
    listed = it.screen.query_one(RoutineList)
    return [str(listed.get_option_at_index(index).prompt).rstrip() for index in range(listed.option_count)]


async def settled(it: Room) -> None:
    """Wait until the list and the diary were read."""
    await it.app.workers.wait_for_complete()
    it.settle()
    await it.pilot.pause()


@pytest.mark.long
async def test_every_routine_has_one_line_with_its_length_and_no_title_pushes_it_out(
    clock: FakeClock, diary_port: FakeDiary, past: Past, tmp_path: Path
) -> None:
    diary_port.past = past
    async with room(clock, diary_port, tmp_path, size=(40, 12)) as it:
        for size in ((40, 12), (80, 24), (100, 20), (200, 60)):
            await it.pilot.resize_terminal(*size)
            await settled(it)
            listed = it.screen.query_one(RoutineList)
            routines = [row for row in rows(it) if row.startswith("  ")]
            assert len(routines) == len(listed.routines)
            assert all(" min" in row for row in routines)
            assert max(len(row) for row in rows(it)) <= listed.scrollable_content_region.width
            assert listed.virtual_size.height == listed.option_count
            assert any(row.endswith("34×") for row in routines) is (size != (40, 12))
            has_places = size[0] in (80, 200)
            assert any("Front of the thigh  Front-of-thigh cramp" in row for row in routines) is has_places
            assert sum("Calf  " in row for row in routines) == has_places  # once, for three neighbours


async def test_every_routine_is_in_view_in_forty_rows_and_a_small_window_names_the_place_below(
    clock: FakeClock, diary_port: FakeDiary, tmp_path: Path
) -> None:
    async with room(clock, diary_port, tmp_path, size=(120, 40)) as it:
        await settled(it)
        assert it.screen.query_one(RoutineList).max_scroll_y == 0
        assert "Front of the thigh  Front-of-thigh cramp" in it.text
        await it.pilot.resize_terminal(40, 12)
        await settled(it)
        assert "Calf · Sit in bed" in it.text


async def test_a_preview_beside_the_list_has_the_figure_the_conditions_the_uses_and_the_steps(
    clock: FakeClock, diary_port: FakeDiary, past: Past, tmp_path: Path
) -> None:
    diary_port.past = past
    async with room(clock, diary_port, tmp_path, size=(120, 40)) as it:
        await settled(it)
        for words in (
            "For a cramp that is here now. 1½ min.",
            "You used it 34 times; the cramp was gone",
            "Do not start if the answer is yes:",
            "1. Straighten the cramped leg.",
            "Change the side later with s.",
        ):
            assert words in it.text
        figure = it.screen.query_one(
            "#relief-beside",
        ).query_one(FigureView)
        assert figure.figure is not None
        assert it.screen.query_one("#relief-beside").region.contains_region(figure.region)
        assert str(figure.render()).strip()
        await it.press("down")
        await settled(it)
        assert figure.figure.id != "calf-pull-toes"


async def test_below_100_columns_the_preview_is_a_few_lines_and_no_figure_is_read(
    clock: FakeClock, diary_port: FakeDiary, past: Past, tmp_path: Path
) -> None:
    diary_port.past = past
    async with room(clock, diary_port, tmp_path, size=(80, 24)) as it:
        await settled(it)
        assert "in 23 of 31 recorded (74%, 95% interval 57% to 86%)" in " ".join(it.text.split())
        assert it.screen.query_one("#relief-beside").query_one(FigureView).figure is None
        await it.pilot.resize_terminal(120, 40)
        await settled(it)
        assert it.screen.query_one("#relief-beside").query_one(FigureView).figure is not None


async def test_a_click_chooses_a_row_and_a_second_one_starts_it(
    clock: FakeClock, diary_port: FakeDiary, tmp_path: Path
) -> None:
    async with room(clock, diary_port, tmp_path) as it:
        await settled(it)
        listed = it.screen.query_one(RoutineList)
        await it.pilot.click(listed, offset=(8, 3))
        assert listed.highlighted == 3
        assert it.screen.controller.session is None
        await it.pilot.click(listed, offset=(8, 3))
        assert it.screen.controller.session is not None


@pytest.mark.long
async def test_a_place_chosen_on_the_map_narrows_the_list_and_starts_on_its_side(
    clock: FakeClock, diary_port: FakeDiary, past: Past, tmp_path: Path
) -> None:
    diary_port.past = past
    async with room(clock, diary_port, tmp_path) as it:
        await settled(it)
        every = len(rows(it))
        await it.press("m")
        dialog = it.app.screen
        assert isinstance(dialog, BodyMapDialog)
        assert dialog.map.counts == past.places
        it.screen.query_one(RoutineListPanel).post_message(RoutineListPanel.PastUsesRead(Past()))
        await it.pilot.pause()
        assert dialog.map.counts == {}
        await it.press("5", "5", "enter")
        assert rows(it)[0] == " Front of the right thigh"
        assert [row.split(" 2")[0].strip() for row in rows(it)[1:]] == ["Front-of-thigh cramp", "Self-massage"]
        await it.press("escape")
        assert len(rows(it)) == every
        await it.press("m", "5", "5", "enter", "enter")
        session = it.screen.controller.session
        assert session is not None
        assert (session.routine.id, session.side) == ("quadriceps", "right")


@pytest.mark.long
async def test_where_the_window_has_room_the_map_is_on_the_screen_and_stays_below_a_narrowed_list(
    clock: FakeClock, diary_port: FakeDiary, past: Past, tmp_path: Path
) -> None:
    diary_port.past = past
    async with room(clock, diary_port, tmp_path, size=(200, 60)) as it:
        await settled(it)
        shown = it.screen.query_one("#relief-map", BodyMap)
        await it.press("m")
        assert it.app.focused is shown
        await it.press("down", "down", "enter")
        assert rows(it)[0] == " Left foot"
        assert isinstance(it.app.focused, RoutineList)
        below = it.screen.query_one("#relief-map-below", BodyMap)
        assert (shown.size.height, below.size.height > 16, below.chosen_words) == (0, True, "left foot")
        assert it.screen.query_one("#relief-routines", Vertical).size.height > below.size.height


async def test_a_diary_that_cannot_be_read_costs_only_its_counts(
    clock: FakeClock, diary_port: FakeDiary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> Past:
        raise OSError

    monkeypatch.setattr(diary_port, "past_uses", fail)
    async with room(clock, diary_port, tmp_path, size=(120, 40)) as it:
        await settled(it)
        assert len(rows(it)) > 20
        assert "You used it" not in it.text


async def test_the_figure_of_the_usual_place_has_the_side_on_which_it_would_start(
    clock: FakeClock, diary_port: FakeDiary, tmp_path: Path
) -> None:
    (tmp_path / "usual").write_text("calf left", encoding="ascii")
    async with room(clock, diary_port, tmp_path, size=(120, 40)) as it:
        await settled(it)
        figure = it.screen.query_one("#relief-beside").query_one(FigureView)
        assert figure.is_mirrored
        await it.press("j", "down", "j", "k", "j")
        await settled(it)
        assert not figure.is_mirrored
