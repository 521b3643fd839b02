"""The screen of an import: the arrow keys change columns, y imports what is counted, and Esc leaves all as it was."""

import pytest

from spasmtui.episodes.exchange.import_review import Counts, ImportReview, open_review
from spasmtui.episodes.exchange.importers.detect import AUTO, open_data
from spasmtui.episodes.exchange.importers.result import ImportContext
from spasmtui.episodes.tui.importing.screen import ImportScreen, look
from spasmtui.terminal.crash_guard import CrashGuard
from spasmtui.ui.form.rows import FormList
from tests.conftest import ROOT, FakeClock
from tests.support.log_app import press, settled, text_of
from tests.support.memory_diary import MemoryDiary

TABLE = b"""Date,Clock,Body part,Pain,Weather
5/11/2026,3:10 PM,left calf,6,rain
5/10/2026,11:40 PM,Foot (R),4,dry
"""


def review_of(data: bytes, clock: FakeClock) -> ImportReview:
    context = ImportContext(name="us.csv", now=clock.now(), device="desk", content=ROOT / "content")
    return open_review(open_data(data, AUTO, context), context)


class ImportApp(CrashGuard):
    CSS_PATH = str(ROOT / "spasmtui/app.tcss")

    def __init__(self, clock: FakeClock) -> None:
        super().__init__()
        self.taken: list[Counts | None] = []
        self.review, self.diary = review_of(TABLE, clock), MemoryDiary(clock)

    def on_mount(self) -> None:
        screen = ImportScreen(self.review, self.diary, look(self.review, self.diary))
        self.push_screen(screen, self.taken.append)


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_the_order_is_asked_a_column_is_changed_and_y_takes_what_is_counted(
    size: tuple[int, int], clock: FakeClock
) -> None:
    app = ImportApp(clock)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        shown = text_of(app)
        assert "The dates can be read in two ways:" in shown
        assert (
            "is 5 November\n   2026\n month first" if size == (40, 12) else "is 5 November 2026\n month first"
        ) in shown
        await press(pilot, "y")
        assert app.taken == []
        await press(pilot, "right", "right")
        await app.workers.wait_for_complete()
        await press(pilot, "down", "down", "down", "down", "down")
        assert "2 new." in text_of(app)
        await press(pilot, "left")
        await app.workers.wait_for_complete()
        await press(pilot, "y")
    assert [str(each.started_at.date()) for each in app.taken[0].plan.records] == ["2026-05-11", "2026-05-10"]  # type: ignore[union-attr]


async def test_a_smaller_window_keeps_the_chosen_column_in_sight_and_escape_takes_nothing(clock: FakeClock) -> None:
    app = ImportApp(clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "down", "down", "down", "down", "down")
        await pilot.resize_terminal(40, 8)
        await settled(pilot)
        assert text_of(app).splitlines()[0].strip() == "Import us.csv: 2 rows"
        assert app.screen.query_one(FormList).scroll_offset.y > 0
        await press(pilot, "right", "escape")
    assert app.taken == [None]


def test_a_column_becomes_each_field_that_no_other_was_chosen_for_and_left_out(clock: FakeClock) -> None:
    review = review_of(TABLE, clock).with_column("Weather", "kind")
    assert review.fields_for("Pain")[0] == ""
    assert "kind" not in review.fields_for("Pain")
    assert {"note", "pain"} <= set(review.fields_for("Weather"))
    assert "pain" not in review.fields_for("Weather", takes_none=True)
    assert {"note", "kind"} <= set(review.fields_for("Weather", takes_none=True))
    assert not {"started_at", "date", "date:12:00", "time"} & set(review.fields_for("Weather", takes_none=True))
    assert {"started_at", "time"} <= set(review.fields_for("Clock", takes_none=True))
    assert review.cells("Body part") == ("left calf", "Foot (R)")
