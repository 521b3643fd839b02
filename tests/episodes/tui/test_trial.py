"""The screens of the trial of one, and the page for each window."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from textual.app import App

from spasmtui.episodes.model.names import SHIPPED
from spasmtui.episodes.store.diary import Diary
from spasmtui.episodes.trial.outcome import judge_trial
from spasmtui.episodes.tui.trial.page import trial_content
from spasmtui.episodes.tui.trial.screen import TrialScreen
from tests.conftest import ROOT, FakeClock
from tests.support.cases import with_each
from tests.support.log_app import press, settled, text_of
from tests.support.memory_diary import MemoryDiary
from tests.support.trials import by_kind, trial, week_nights

ENDED = datetime(2026, 11, 3, 9, tzinfo=UTC)
RUNNING = datetime(2026, 9, 23, 9, tzinfo=UTC)


class TrialApp(App[None]):
    """The trials on their own, over a diary in memory."""

    CSS_PATH = str(ROOT / "spasmtui/app.tcss")
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, clock: FakeClock, records: Sequence[object] = ()) -> None:
        super().__init__()
        self.clock = clock
        self.diary = MemoryDiary(clock, records)  # type: ignore[arg-type]

    def on_mount(self) -> None:
        self.push_screen(
            TrialScreen(diary=self.diary, clock=self.clock, content=ROOT / "content", config=self.diary.state)
        )


def page(now: datetime, width: int) -> list[str]:
    diary: Diary = MemoryDiary(FakeClock(now), [*by_kind({True: week_nights(1), False: week_nights(4)}), trial()])
    outcome = judge_trial(trial(), diary.episodes(), diary.days(), diary.practices(), diary.trials(), now=now)
    return trial_content(outcome, SHIPPED.routine(trial().routine), now, width).plain.splitlines()


@with_each("now", [RUNNING, ENDED], ids=["running", "ended"])
def test_the_page_fits_every_window_and_says_the_same_in_each(now: datetime) -> None:
    words = None
    for width in (38, 78, 118, 198):
        lines = page(now, width)
        assert max(map(len, lines)) <= width
        said = sorted(word for line in lines for word in line.split() if word != "-")
        assert words in (None, said)
        words = said


def test_a_running_trial_shows_no_cramp_and_no_week_to_come() -> None:
    lines = page(RUNNING, 78)
    assert [line for line in lines if line[:1].isdigit()] == [
        "1     7 Sep   on    7 of 7  0", "2     14 Sep  off   7 of 7  0", "3     21 Sep  on    7 of 7  0",
    ]  # fmt: skip
    assert "cramp" not in "\n".join(lines).partition("week  from")[2]


@pytest.mark.long
@pytest.mark.pilot
async def test_a_trial_is_chosen_started_and_ended_from_its_screen_in_the_smallest_window() -> None:
    app = TrialApp(FakeClock(RUNNING))
    async with app.run_test(size=(40, 12)) as pilot:
        await settled(pilot)
        assert "Do the bedtime stretches help you?" in text_of(app)
        await press(pilot, "n", "right", "down", "right")
        text = text_of(app)
        assert "‹ cramps at night ›" in text
        assert "Weeks         9     from Mon 28 Sep" in text
        assert "y start the trial" in text
        await press(pilot, "y")
        await app.workers.wait_for_complete()
        stored = app.diary.trials()[0]
        assert (stored.weeks, stored.measure, stored.first_day) == (9, "cramps", "2026-09-28")
        await settled(pilot)
        assert "Begins on Mon 28 Sep." in text_of(app)
        await press(pilot, "n")  # no second trial while one runs
        assert isinstance(app.screen, TrialScreen)
        await press(pilot, "x", "y")
        await app.workers.wait_for_complete()
        assert app.diary.trials()[0].ended_at == RUNNING
