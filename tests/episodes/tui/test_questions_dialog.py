"""The questions for an appointment in the app: written, changed, taken out, and on the sheet at once."""

from pathlib import Path

import pytest

from spasmtui.episodes.tui.report.questions_dialog import NONE_YET, QuestionsDialog
from spasmtui.episodes.tui.report.screen import ReportScreen
from tests.conftest import FakeClock
from tests.support.log_app import LogApp, press, settled, text_of


@pytest.mark.long
async def test_a_question_is_written_changed_and_taken_out_and_the_sheet_has_it(clock: FakeClock) -> None:
    app = LogApp(clock, [])
    path = Path(app.diary.state) / "questions.txt"
    async with app.run_test(size=(80, 40)) as pilot:
        await settled(pilot)
        await press(pilot, "r", "a")
        assert isinstance(app.screen, QuestionsDialog)
        assert NONE_YET in text_of(app)
        await press(pilot, "n", *"Is it normal", "enter", "n", *"And now", "enter")
        assert path.read_text(encoding="utf-8") == "Is it normal\nAnd now\n"
        await press(pilot, "n", *"And now")
        assert "there already" in text_of(app)
        await press(pilot, "escape", "escape")
        await press(pilot, "enter", "end", "question_mark", "enter", "down", "x")
        assert path.read_text(encoding="utf-8") == "Is it normal?\n"
        await press(pilot, "escape")
        assert isinstance(app.screen, ReportScreen)
        assert "- Is it normal?" in str(app.screen.query_one("#sheet").render())
        await press(pilot, "t")
        assert "2 pages" in text_of(app).splitlines()[0]
