"""What a change of steps shows costs a slow line little: the flash, and a movement that was seen before."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from textual.app import App, ComposeResult
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from spasmtui.relief.session.frame import Frame
from spasmtui.relief.session.states import State
from spasmtui.relief.tui.timer import TimerPanel
from spasmtui.relief.tui.view import ReliefView
from spasmtui.relief.tui.widgets import BigTime, Lines, StepBar
from spasmtui.shared import key_names
from spasmtui.shared.key_names import ChosenKey
from tests.conftest import FakeClock
from tests.relief.conftest import FakeDiary
from tests.relief.tui.test_screen import room
from tests.support.cases import with_each

pytestmark = pytest.mark.pilot


@pytest.mark.parametrize(
    ("width", "height", "lit"), [(40, 7, [40]), (40, 5, [12] * 5), (40, 3, [25] * 3), (18, 3, [18] * 3)]
)
async def test_a_flash_leaves_the_digits_where_there_is_room_below_or_beside_them(
    width: int, height: int, lit: list[int]
) -> None:
    class Timer(App[None]):
        def compose(self) -> ComposeResult:
            time = BigTime(is_ascii=False)
            time.time = "0:34"
            time.styles.height = height
            yield time

    async with Timer().run_test(size=(width, 12)) as pilot:
        time = pilot.app.query_one(BigTime)
        digits = [row.rstrip() for row in time.render().plain.split("\n")]
        time.is_lit = True
        shown = time.render()
        assert [span.end - span.start for span in shown.spans] == lit
        assert set("".join(shown.plain[span.start : span.end] for span in shown.spans)) == {" "}
        rows = [row.rstrip() for row in shown.plain.split("\n")]
        assert rows[: len(digits)] == (digits if lit[0] != width or height == 7 else [""] * height)
        time.is_lit = False
        assert [row.rstrip() for row in time.render().plain.split("\n")] == digits


@with_each(
    ("part", "line"),
    [
        (0.0, "│          │"),
        (0.04, "│          │"),
        (0.5, "│━━━━━     │"),
        (0.96, "│━━━━━━━━━━│"),
        (1.0, "│━━━━━━━━━━│"),
    ],
)
def test_the_line_of_a_step_grows_by_cells_from_one_mark_to_the_other(part: float, line: str) -> None:
    for is_ascii in (False, True):
        bar = StepBar(is_ascii=is_ascii)
        bar.part = part
        assert bar.texts(12, 1) == (f"[{line[1:-1].replace('━', '=')}]" if is_ascii else line,)


async def test_a_flash_ends_by_itself() -> None:
    class Timer(App[None]):
        def compose(self) -> ComposeResult:
            yield BigTime(is_ascii=False)

    async with Timer().run_test() as pilot:
        time = pilot.app.query_one(BigTime)
        time.light_up()
        assert time.is_lit
        while time.is_lit:
            await pilot.pause(0.01)


async def test_words_of_as_many_rows_need_no_layout() -> None:
    class Words(App[None]):
        CSS = "Lines { width: 20; min-height: 2; } #free { width: auto; }"

        def compose(self) -> ComposeResult:
            yield Lines()
            yield Lines(id="free")
            yield Static("below")

    def takes_layout(lines: Lines, text: str) -> bool:
        lines.text = Content(text)
        return lines._layout_required  # noqa: SLF001 -- no public name

    async with Words().run_test(size=(40, 12)) as pilot:
        lines, free = pilot.app.query(Lines)
        below = pilot.app.query_one(Static)
        for text, is_laid_out, rows in (
            ("one row", False, 2),
            ("one row, and now two of them", False, 2),
            ("as many words as have only room in three rows", True, 3),
            ("other words that have room only in three rows", False, 3),
            ("a few words", True, 2),
        ):
            assert takes_layout(lines, text) is is_laid_out, text
            await pilot.pause()
            assert lines.size.height == rows
            assert below.region.y == rows + free.size.height
            assert "\n".join(
                strip.text.rstrip() for strip in lines.render_lines(lines.region.reset_offset)
            ).split() == (text.split())
        assert takes_layout(free, "a width")
        await pilot.pause()
        assert takes_layout(free, "another width")


@pytest.mark.long
async def test_a_second_of_a_routine_changes_nothing_but_its_time(
    clock: FakeClock, diary_port: FakeDiary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with room(clock, diary_port, tmp_path) as it:
        await it.begin("calf", "left")
        await it.pass_seconds(8)
        panel, shown = it.screen._view.timer_panel, list[Frame]()  # noqa: SLF001 -- what a frame is shown by
        show = panel.show

        def shows(frame: Frame, breath: str) -> None:
            shown.append(frame)
            show(frame, breath)

        monkeypatch.setattr(panel, "show", shows)

        async def seconds(count: int) -> int:
            shown.clear()
            for _ in range(count):
                clock.advance(1)
                it.screen.show_now()
            await it.pilot.pause()
            return len(shown)

        assert await seconds(5) == 0
        assert panel.query_one(BigTime).time == "0:22"
        await it.press("m")
        assert await seconds(5) > 1, "a reply covers the notice for a while"
        assert await seconds(5) == 0
        await it.press("plus")
        assert await seconds(5) == 0
        assert panel.query_one(BigTime).time == "0:17"
        assert await seconds(18) >= 1, "the next step"
        await seconds(1)
        told = list[object]()
        monkeypatch.setattr(it.screen._view, "_tell", told.append)  # noqa: SLF001 -- the line on the other screens
        assert (await seconds(2), told) == (0, [])
        it.pilot.app.push_screen(ModalScreen[None]())
        await it.pilot.pause()
        told.clear()
        assert (await seconds(2), len(told)) == (0, 2)
        it.pilot.app.pop_screen()
        await it.pilot.pause()
        await it.press("space")
        monkeypatch.setattr(key_names, "_chosen", {"relief.pause": ChosenKey("f9", "F9")})
        it.screen.show_now()
        assert "F9 to go on" in panel.asks


async def test_a_step_is_shown_in_one_frame(
    clock: FakeClock, diary_port: FakeDiary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = list[bool]()
    monkeypatch.setattr(TimerPanel, "show_progress", lambda _panel, _frame, is_alone=True: alone.append(is_alone))
    async with room(clock, diary_port, tmp_path) as it:
        await it.begin("calf", "left")
        for _ in range(5):
            alone.clear()
            await it.press("right")
            assert set(alone) == {False}


def test_a_movement_is_shown_once_and_again_only_where_it_was_first() -> None:
    view = ReliefView(
        cast("Any", None),
        figures=None,
        advice=cast("Any", None),
        elapsed=lambda: 0.0,
        is_ascii=False,
        has_motion=True,
    )

    def moves(step: int, figure: str) -> bool:
        segment = SimpleNamespace(figure=figure)
        session: Any = SimpleNamespace(step_index=step, segment=segment, state=State.RUNNING)
        return view._is_new(session)  # noqa: SLF001 -- asked of each step that is drawn

    assert [moves(step, figure) for step, figure in enumerate(("wall", "sit", "wall", "sit", "lie"))] == [
        True, True, False, False, True,
    ]  # fmt: skip
    assert moves(1, "sit")
    assert moves(0, "wall")
    assert moves(2, "sit")
