"""Get help now, in the app."""

import pytest
from textual.binding import Binding
from textual.events import MouseEvent, MouseScrollDown, MouseScrollUp

from spasmtui.guide._generated import QUESTIONS
from spasmtui.guide.tui.urgent_screen import Questions, UrgentScreen
from spasmtui.shared.emergency_numbers import EmergencyLines, find_emergency_lines
from spasmtui.terminal.crash_guard import CrashGuard
from spasmtui.ui.messages import ShowPage
from tests.conftest import ROOT


class UrgentApp(CrashGuard):
    """An app with the questions alone."""

    def __init__(self) -> None:
        super().__init__()
        self.pages: list[str] = []
        self.headings: list[tuple[str, ...]] = []

    def on_mount(self) -> None:
        self.push_screen(UrgentScreen(EmergencyLines("112")))

    def on_show_page(self, message: ShowPage) -> None:
        self.pages.append(message.page)
        self.headings.append(message.headings)

    @property
    def words(self) -> str:
        return str(self.screen.query_one(Questions).render())


@pytest.mark.pilot
async def test_every_question_stands_on_one_screen_of_80x24() -> None:
    app = UrgentApp()
    async with app.run_test(size=(80, 24)):
        shown = app.screen.query_one(Questions)
        assert [ask for ask, *_rest in QUESTIONS if ask and ask not in app.words] == []
        assert len(app.words.splitlines()) <= shown.size.height


@pytest.mark.pilot
async def test_questions_stand_apart_where_all_of_them_have_room() -> None:
    app = UrgentApp()
    async with app.run_test(size=(120, 40)) as pilot:
        lines = app.words.splitlines()
        first, second = (next(n for n, line in enumerate(lines) if QUESTIONS[index][0] in line) for index in (0, 1))
        assert second - first == 2
        assert QUESTIONS[-2][0] in lines[-1]
        assert len(lines) <= app.screen.query_one(Questions).content_size.height
        await pilot.resize_terminal(80, 24)
        assert "" not in app.words.splitlines()[4:10]


@pytest.mark.pilot
async def test_the_wheel_shows_the_rest_of_the_questions_and_answers_none() -> None:
    app = UrgentApp()
    async with app.run_test(size=(42, 24)) as pilot:
        shown = app.screen.query_one(Questions)

        async def turn(kind: type[MouseEvent], times: int) -> list[str]:
            for _ in range(times):
                shown.post_message(kind(shown, 1, 1, 0, 0, 0, False, False, False))
            await pilot.pause()
            return app.words.splitlines()

        above = app.words.splitlines()[: shown.content_size.height]
        assert "e " not in [line[1:3] for line in above]
        below = await turn(MouseScrollDown, 60)
        assert len(below) == shown.content_size.height
        assert "e " in [line[1:3] for line in below]
        assert (shown.current, shown.answer) == (0, None)
        assert (await turn(MouseScrollUp, 1))[2] == below[0]
        await pilot.press("n")
        assert "▸2 " in [line[:3] for line in app.words.splitlines()[: shown.content_size.height]]
        assert (await turn(MouseScrollUp, 60))[: shown.content_size.height][0] == above[0]


@pytest.mark.pilot
async def test_a_digit_or_a_letter_says_yes_and_ends_in_one_action() -> None:
    app = UrgentApp()
    async with app.run_test(size=(80, 24)) as pilot:
        for key, index, level in (("5", 4, "Emergency, now"), ("a", 10, "Today"), ("e", 14, "Book an appointment")):
            await pilot.press(key)
            lines = [line for line in app.words.splitlines() if line]
            assert lines == [level, QUESTIONS[index][0], QUESTIONS[index][2].replace("{number}", "112")]
            await pilot.press("escape")


def test_every_question_has_a_key_of_its_own() -> None:
    keys = [binding.key for binding in UrgentScreen.BINDINGS if isinstance(binding, Binding)]
    picked = [key for key in keys if len(key) == 1 and key not in "yn"]
    assert picked == list("1234567890abcde")
    assert len(picked) == len(QUESTIONS) - 1


@pytest.mark.pilot
async def test_the_action_names_the_number_of_the_region() -> None:
    app = UrgentApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("y")
        assert "Call 112 now." in app.words
        assert "{number}" not in app.words


@pytest.mark.pilot
async def test_no_to_every_question_ends_in_no_emergency_sign_and_escape_asks_again() -> None:
    app = UrgentApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"n" * (len(QUESTIONS) - 1))
        assert app.words.startswith("No emergency sign")
        assert "get advice today" in app.words
        await pilot.press("escape")
        assert app.words.startswith("Any of these?")
        await pilot.press("escape")
        assert not isinstance(app.screen, UrgentScreen)


@pytest.mark.pilot
async def test_enter_after_the_action_opens_the_page_that_says_more() -> None:
    app = UrgentApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("0", "enter")
        await pilot.pause()
        assert app.pages == ["pregnancy"]
        assert not isinstance(app.screen, UrgentScreen)


@pytest.mark.pilot
async def test_in_the_smallest_window_the_question_asked_is_in_sight() -> None:
    app = UrgentApp()
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.press(*"nnnnnnnnnnnn")
        shown = app.screen.query_one(Questions)
        visible = "\n".join(shown.render_line(y).text for y in range(shown.size.height))
        assert QUESTIONS[12][0].split(",")[0] in " ".join(visible.split())


@pytest.mark.pilot
async def test_in_the_smallest_window_the_whole_answer_is_in_sight() -> None:
    app = UrgentApp()
    async with app.run_test(size=(40, 12)) as pilot:
        app.screen.query_one(Questions).lines = find_emergency_lines({"SPASMTUI_REGION": "us"})
        for key in "1234567890abcde":
            await pilot.press(key)
            shown = app.screen.query_one(Questions)
            visible = " ".join(" ".join(shown.render_line(y).text for y in range(shown.size.height)).split())
            assert " ".join(app.words.split()) == visible
            await pilot.press("escape")


@pytest.mark.pilot
async def test_an_answer_names_the_services_of_the_country() -> None:
    app = UrgentApp()
    async with app.run_test(size=(80, 24)) as pilot:
        shown = app.screen.query_one(Questions)
        shown.lines = find_emergency_lines({"SPASMTUI_REGION": "au"})
        await pilot.press("8")
        assert "Call 000 now." in app.words
        assert "Poison line: 13 11 26." in app.words
        assert "If you cannot speak, use a textphone (TTY) on 106." in app.words
        await pilot.press("escape", "a")
        assert "Advice line: healthdirect, 1800 022 222." in app.words


@pytest.mark.long
@pytest.mark.pilot
async def test_every_question_opens_its_page_under_a_heading_with_danger_signs() -> None:
    app = UrgentApp()
    keys = "1234567890abcde"
    async with app.run_test(size=(80, 24)) as pilot:
        for key, (_ask, _level, _action, page) in zip(keys, QUESTIONS[:-1], strict=True):
            await pilot.press(key, "enter")
            await pilot.pause()
            text = (ROOT / "content/guide" / f"{page}.md").read_text(encoding="utf-8").splitlines()
            heading = next((each for each in app.headings[-1] if f"## {each}" in text), None)
            assert heading is not None, page
            signs = text[text.index(f"## {heading}") :]
            assert any("[RF" in line for line in signs[:12])
            app.push_screen(UrgentScreen(EmergencyLines("112")))
            await pilot.pause()
    assert len(app.headings) == len(QUESTIONS) - 1
