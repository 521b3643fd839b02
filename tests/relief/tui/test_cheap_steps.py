"""What a change of steps shows costs a slow line little: the flash, and a movement that was seen before."""

from types import SimpleNamespace
from typing import Any, cast

import pytest
from textual.app import App, ComposeResult

from spasmtui.relief.session.states import State
from spasmtui.relief.tui.view import ReliefView
from spasmtui.relief.tui.widgets import BigTime

pytestmark = pytest.mark.pilot


@pytest.mark.parametrize(("height", "lit_rows"), [(7, 2), (5, 5), (3, 3)])
async def test_a_flash_leaves_the_digits_where_there_is_room_below_them(height: int, lit_rows: int) -> None:
    class Timer(App[None]):
        def compose(self) -> ComposeResult:
            time = BigTime(is_ascii=False)
            time.time = "0:34"
            time.styles.height = height
            yield time

    async with Timer().run_test(size=(40, 12)) as pilot:
        time = pilot.app.query_one(BigTime)
        digits = time.render().plain.rstrip()
        time.is_lit = True
        shown = time.render()
        bright = "".join(shown.plain[span.start : span.end] for span in shown.spans if span.style)
        assert bright.split("\n") == [" " * 40] * lit_rows
        assert digits in shown.plain or lit_rows == height
        time.is_lit = False
        assert time.render().plain.rstrip() == digits


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
