"""The guide's screen, driven by keys."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList, Static

from spasmtui.guide.tui.screen import GuideScreen
from spasmtui.guide.tui.widgets import PageList, WordsInput
from spasmtui.terminal.crash_guard import CrashGuard
from spasmtui.ui.key_bar import KeyBar
from spasmtui.ui.messages import StartRelief
from spasmtui.ui.reader import MARGIN, PROSE_COLUMNS, Reader
from tests.conftest import ROOT, FakeClock
from tests.support.idle import LIMIT_SECONDS


@dataclass(frozen=True)
class Tried:
    routine: str


@dataclass(frozen=True)
class Used:
    tried: tuple[Tried, ...]
    helped: str | None = None


class FewEpisodes:
    """A diary with a few uses of the calf routine."""

    def __init__(self, *helped: str | None) -> None:
        self.helped = helped

    def episodes(self) -> Iterable[Used]:
        return [Used((Tried("night-calf-rescue"),), helped) for helped in self.helped]

    def practices(self) -> Iterable[Tried]:
        return []


class GuideApp(CrashGuard):
    """An app with the guide alone."""

    def __init__(self, screen: GuideScreen) -> None:
        super().__init__()
        self.guide = screen
        self.started: list[str | None] = []

    def on_mount(self) -> None:
        self.push_screen(self.guide)

    def on_start_relief(self, message: StartRelief) -> None:
        self.started.append(message.what)


def guide_app(clock: FakeClock, *helped: str | None, state: Path | None = None, config: Path | None = None) -> GuideApp:
    screen = GuideScreen(content=ROOT / "content", diary=FewEpisodes(*helped), clock=clock, state=state, config=config)
    return GuideApp(screen)


def words_on(app: GuideApp) -> str:
    """Return the text that the reader shows."""
    reader = app.guide.query_one(Reader)
    return "\n".join(reader.render_line(y).text.rstrip() for y in range(reader.size.height))


def notifications(app: GuideApp) -> list[str]:
    """Return the messages of the notifications shown so far."""
    return [notification.message for notification in app._notifications]  # noqa: SLF001 -- Textual lists none


async def settled(pilot: Pilot[None], is_so: Callable[[], bool]) -> None:
    """Wait until something holds that a thread or a timer brings about."""
    deadline = time.monotonic() + LIMIT_SECONDS
    while not is_so():
        assert time.monotonic() < deadline, "it did not come about"
        await pilot.pause()


@pytest.mark.long
@pytest.mark.pilot
async def test_a_page_opens_from_the_list_and_escape_goes_back_to_it(clock: FakeClock) -> None:
    app = guide_app(clock)
    async with app.run_test(size=(80, 24)) as pilot:
        app.guide.query_one(PageList).highlight_page("calf")
        await pilot.press("enter")
        assert "Do this now" in words_on(app)
        assert app.guide.query_one(Reader).has_focus
        await pilot.press("escape")
        assert app.guide.query_one(PageList).has_focus
        await pilot.press("right", "left")
        assert app.guide.query_one(PageList).has_focus


@pytest.mark.long
@pytest.mark.pilot
async def test_f_and_a_letter_follow_a_link_and_escape_returns_along_the_way(clock: FakeClock) -> None:
    app = guide_app(clock)
    async with app.run_test(size=(80, 24)) as pilot:
        app.guide.show_page("calf")
        assert app.guide.shown_page is not None
        first, second = app.guide.shown_page.links[:2]
        await pilot.press("f", "escape", "b", "f", "1", "f", "b")
        assert app.guide.shown_page.entry.id == second
        await pilot.press("backspace", "f", "a")
        assert app.guide.shown_page.entry.id == first
        await pilot.press("backspace")
        assert app.guide.shown_page.entry.id == "calf"


@pytest.mark.pilot
async def test_the_key_bar_of_a_search_of_a_find_and_of_its_end_each_names_its_own_keys(clock: FakeClock) -> None:
    app = guide_app(clock)
    async with app.run_test(size=(80, 24)) as pilot:
        keys = app.guide.query_one(KeyBar)
        app.guide.show_page("calf")
        await pilot.pause()
        assert keys.entries()[:2] == [("f", "link"), ("/", "find")]
        await pilot.press("f")
        assert keys.entries()[0] == ("a-z", "that link")
        await pilot.press("escape", "slash", *"knee")
        assert keys.entries()[:3] == [("↑", "previous hit"), ("↓", "next hit"), ("⏎", "stay here")]
        await pilot.press("enter")
        assert keys.entries()[:2] == [("n", "next hit"), ("N", "previous hit")]
        await pilot.press("escape", "s")
        assert keys.entries()[:2] == [("↓", "results"), ("⏎", "open")]


@pytest.mark.long
@pytest.mark.pilot
async def test_find_counts_the_hits_and_n_goes_round(clock: FakeClock) -> None:
    app = guide_app(clock)
    async with app.run_test(size=(100, 30)) as pilot:
        app.guide.show_page("calf")
        await pilot.press("slash", *"knee", "enter")
        count = app.guide.query_one("#guide-count", Static)
        first = str(count.render())
        total = int(first.split()[-1])
        assert first == f"1 of {total}"
        await pilot.press(*"n" * total)
        assert str(count.render()) == first
        await pilot.press("N")
        assert str(count.render()) == f"{total} of {total}"
        await pilot.press("slash", *"knee", "down", "down", "up")
        assert str(count.render()) == first, "the arrows go to the hits while the words are typed"


@pytest.mark.pilot
async def test_t_starts_the_first_routine_of_the_page_also_before_the_list_has_shown_it(clock: FakeClock) -> None:
    app = guide_app(clock)
    async with app.run_test(size=(120, 24)) as pilot:
        app.guide.show_page("calf")
        await pilot.press("t")
        await pilot.pause()
        assert app.started == ["night-calf-rescue"]
        await pilot.press("escape")
        app.started.clear()
        for page, routines in (("medicines", []), ("calf", ["night-calf-rescue"])):
            app.guide.query_one(PageList).highlight_page(page)
            app.guide.after_keys.start()  # as the cursor does, which shows the page once the keys rest
            assert app.guide.check_action("start", ())
            app.guide.action_start()
            assert app.guide.shown_page is not None
            assert app.guide.shown_page.entry.id == page
            await pilot.pause()
            assert app.started == routines


@pytest.mark.pilot
async def test_the_page_says_what_the_diary_says_of_its_routines(clock: FakeClock) -> None:
    app = guide_app(clock, "most", "no", "some", None)
    async with app.run_test(size=(80, 40)) as pilot:
        app.guide.show_page("calf")
        await settled(pilot, lambda: "You used" in words_on(app))
        assert (
            "You used the routines of this page 4 times; the cramp was gone, or mostly, in 1 of 3 recorded."
            in " ".join(words_on(app).split())
        )


@pytest.mark.long
@pytest.mark.pilot
async def test_search_shows_hits_as_one_types_and_enter_opens_the_best(clock: FakeClock) -> None:
    app = guide_app(clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot, lambda: app.guide.repository.index is not None)
        await pilot.press("slash", *"charley hor")
        shown = app.guide.query_one(PageList)
        assert isinstance(shown, OptionList)
        assert "Calf cramp" in str(shown.get_option_at_index(0).prompt)
        await pilot.press("enter")
        assert app.guide.shown_page is not None
        assert app.guide.shown_page.entry.id == "calf"
        await pilot.press("escape", "slash", *"zzqq")
        app.guide.after_keys.start()  # as a cursor that was moved just before
        app.guide.after_keys.finish()
        await pilot.pause()
        assert not notifications(app)


@pytest.mark.pilot
async def test_what_is_typed_right_after_the_slash_is_not_lost(clock: FakeClock) -> None:
    app = guide_app(clock)
    async with app.run_test(size=(80, 24)) as pilot:
        app.guide.action_search()
        assert app.focused is app.guide.query_one(WordsInput)
        await pilot.press("t", "o", "e")
        assert app.guide.query_one(WordsInput).value == "toe"


@pytest.mark.long
@pytest.mark.pilot
@pytest.mark.parametrize(
    ("size", "words"),
    [
        ((40, 12), "baby jerks on waking"),
        ((80, 24), "chest pain"),
        pytest.param((40, 12), "calf swollen and hot", marks=pytest.mark.long),
    ],
)
async def test_the_first_hit_for_words_of_danger_shows_the_number_to_call(
    clock: FakeClock, size: tuple[int, int], words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SPASMTUI_REGION", "gb")
    app = guide_app(clock)
    async with app.run_test(size=size) as pilot:
        await pilot.app.workers.wait_for_complete()
        await pilot.press("slash", *words)
        await pilot.pause()
        hits = app.guide.query_one(PageList)
        assert hits.highlighted_option is not None
        assert hits.highlighted_option.id == "page:get-help-now#0"
        shown = "\n".join(hits.render_line(y).text for y in range(hits.size.height))
        assert shown.split("\n")[0].strip() == "▸Get help now"
        assert "999" in shown
        assert hits.size.height >= size[1] - 4, "the line of the words takes one row"


async def test_words_typed_before_the_index_stands_are_searched_when_it_does(clock: FakeClock) -> None:
    app = guide_app(clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot, lambda: app.guide.repository.index is not None)
        index, app.guide.repository.index = app.guide.repository.index, None
        await pilot.press("slash", *"lumbago")
        pages = app.guide.query_one(PageList)
        assert pages.option_count > 20
        app.guide.repository.index = index
        app.guide.type_ahead.search()
        assert "Lower back" in str(pages.get_option_at_index(0).prompt)
        await pilot.press("escape")
        assert pages.option_count > 20
        assert pages.has_focus


@pytest.mark.long
@pytest.mark.pilot
async def test_a_routine_among_the_hits_starts_relief(clock: FakeClock) -> None:
    app = guide_app(clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot, lambda: app.guide.repository.index is not None)
        await pilot.press("slash", *"legs up routine")
        pages = app.guide.query_one(PageList)
        at = next(i for i, option in enumerate(pages.options) if "Routine: Legs up" in str(option.prompt))
        await pilot.press("down")
        pages.highlighted = at
        await pilot.press("enter")
        await pilot.pause()
        assert app.started == ["legs-up"]


@pytest.mark.pilot
async def test_the_outline_goes_to_a_heading(clock: FakeClock) -> None:
    app = guide_app(clock)
    async with app.run_test(size=(80, 24)) as pilot:
        app.guide.show_page("calf")
        await pilot.press("o", "j", "j", "enter")
        await pilot.pause()
        heading, line = app.guide.query_one(Reader).headings[2]
        assert words_on(app).splitlines()[0].strip() == heading
        assert round(app.guide.query_one(Reader).scroll_y) == line


@pytest.mark.long
@pytest.mark.pilot
async def test_a_bookmark_leads_the_list_and_is_there_next_time(clock: FakeClock, tmp_path: Path) -> None:
    app = guide_app(clock, state=tmp_path)
    async with app.run_test(size=(120, 40)) as pilot:
        app.guide.show_page("calf")
        await pilot.press("B")
        pages = app.guide.query_one(PageList)
        assert [str(pages.get_option_at_index(at).prompt).strip() for at in (0, 1)] == ["Bookmarks", "Calf cramp"]
        assert "★" in str(app.guide.query_one("#guide-title", Static).render())
    again = guide_app(clock, state=tmp_path)
    async with again.run_test(size=(120, 40)) as pilot:
        await pilot.press("home", "enter")
        assert again.guide.shown_page is not None
        assert again.guide.shown_page.entry.id == "calf"
        await pilot.press("B")
    assert (tmp_path / "bookmarks").read_text(encoding="utf-8") == ""


@pytest.mark.long
@pytest.mark.pilot
async def test_own_notes_are_shown_as_written_whatever_they_hold(clock: FakeClock, tmp_path: Path) -> None:
    (tmp_path / "guide").mkdir()
    (tmp_path / "guide/calf.md").write_text(
        "Mine [/] [@click=app.quit]x[/] \x1b[2J\x1b]52;c;eA==\x07 日本 end", encoding="utf-8"
    )
    app = guide_app(clock, config=tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        app.guide.show_page("calf")
        await pilot.press("slash", *"mine", "enter")
        text = words_on(app)
        assert "Your notes" in text
        assert "Mine [/] [@click=app.quit]x[/] [2J]52;c;eA== 日本 end" in text


@pytest.mark.pilot
async def test_a_link_in_a_note_leads_to_pages_alone(clock: FakeClock, tmp_path: Path) -> None:
    (tmp_path / "guide").mkdir()
    (tmp_path / "secret.md").write_text("+++\nid = 'x'\n+++\n", encoding="utf-8")
    (tmp_path / "guide/calf.md").write_text(f"See [this](../{tmp_path.name}/secret).", encoding="utf-8")
    app = guide_app(clock, config=tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        app.guide.show_page("calf")
        await pilot.press("slash", *"see this", "enter", "tab", "enter")
        await pilot.pause()
        assert app.guide.shown_page is not None
        assert app.guide.shown_page.entry.id == "calf"
        assert notifications(app) == [f"The guide has no page ../{tmp_path.name}/secret."]


@pytest.mark.pilot
async def test_tab_chooses_a_link_in_sight_and_enter_follows_it(clock: FakeClock) -> None:
    app = guide_app(clock)
    async with app.run_test(size=(80, 24)) as pilot:
        app.guide.show_page("calf")
        await pilot.press("G", "tab", "enter")
        assert app.guide.shown_page is not None
        first = app.guide.shown_page.entry.id
        assert first != "calf"
        await pilot.press("backspace")
        assert app.guide.shown_page.entry.id == "calf"


@pytest.mark.pilot
async def test_an_unknown_page_is_a_notification_and_the_shown_page_stays(clock: FakeClock) -> None:
    app = guide_app(clock)
    async with app.run_test(size=(80, 24)) as pilot:
        app.guide.show_page("calf")
        app.guide.show_page("no-such-[/]page")
        await pilot.pause()
        assert app.guide.shown_page is not None
        assert app.guide.shown_page.entry.id == "calf"
        assert notifications(app) == ["The guide has no page no-such-[/]page."]


@pytest.mark.pilot
@pytest.mark.parametrize(("size", "panes"), [((40, 12), 1), ((80, 24), 1), ((120, 40), 2), ((160, 45), 3)])
async def test_the_window_s_width_decides_how_many_panes_there_are(
    clock: FakeClock, size: tuple[int, int], panes: int
) -> None:
    app = guide_app(clock)
    async with app.run_test(size=size) as pilot:
        app.guide.show_page("calf")
        await pilot.pause()
        shown = [node for node in app.guide.query("#guide-list, #guide-page, #guide-aside") if node.display]
        assert len(shown) == panes
        longest = max(len(line) for line in words_on(app).splitlines())
        assert longest <= 80
        assert "Sit up and straighten the leg" in words_on(app)


@pytest.mark.long
@pytest.mark.pilot
async def test_every_page_opens_at_its_title(clock: FakeClock) -> None:
    app = guide_app(clock)
    async with app.run_test(size=(120, 40)):
        for entry in app.guide.repository.library:
            app.guide.show_page(entry.id)
            assert entry.title in words_on(app).splitlines()[0]
        room = app.guide.query_one("#guide-list").scrollable_content_region.width - 3  # the pointer, and a cell beside
        assert [entry.title for entry in app.guide.repository.library if len(entry.title) > room] == [
            "Cramp when swimming, driving or climbing"
        ]
        page = app.guide.query_one(Reader)
        assert page.scrollable_content_region.width >= MARGIN + PROSE_COLUMNS


@pytest.mark.pilot
async def test_at_rest_the_guide_has_no_timer(clock: FakeClock) -> None:
    app = guide_app(clock)
    async with app.run_test(size=(80, 24)) as pilot:
        app.guide.show_page("calf")
        await settled(pilot, lambda: app.guide.repository.index is not None)

        def at_work() -> list[object]:
            nodes = (app.guide, *app.guide.query("*"))
            timers = [timer for node in nodes for timer in node._timers]  # noqa: SLF001 -- Textual lists none
            return [timer for timer in timers if timer._active.is_set()]  # noqa: SLF001 -- nor tells which run

        await settled(pilot, lambda: not at_work())
        assert at_work() == []
