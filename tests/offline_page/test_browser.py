"""The offline page in Chromium, opened as a file: the timer, heat and cold, the search, printing, no request."""

import json
import random
import re
import zlib
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from spasmtui.relief.routines.loader import RoutineBook
from spasmtui.relief.session.session import Session
from spasmtui.relief.session.states import ALLOWED_EVENTS, Event, State
from spasmtui.relief.session.transitions import apply_event
from spasmtui.shared.toml_files import read_toml
from tests.support.chromium import NEEDS_CHROMIUM, Chromium, Tab
from tests.support.danger_phrases import HARMLESS, TUNED
from tests.support.offline_page import CONTENT, page_of

pytestmark = [pytest.mark.long, NEEDS_CHROMIUM]


@pytest.fixture(scope="module")
def browser() -> Iterator[Chromium]:
    """One browser for all tests of this file."""
    with Chromium() as started:
        yield started


Open = Callable[..., AbstractContextManager[Tab]]


@contextmanager
def open_page(browser: Chromium, folder: Path, language: str = "en", region: str = "gb") -> Iterator[Tab]:
    """Open the page as a file; at the end it has asked for nothing else, and nothing has gone wrong in it."""
    file = folder / "spasm.html"
    file.write_text(page_of(language, region), encoding="utf-8")
    tab = browser.open()
    tab.resize(390, 844)
    tab.go_to(file.as_uri())
    yield tab
    assert set(tab.requests()) == {file.as_uri()}
    assert tab.complaints() == []
    assert tab.evaluate("[document.cookie, localStorage.length, sessionStorage.length]") == ["", 0, 0]
    assert tab.evaluate("indexedDB.databases().then(found => found.length)") == 0
    tab.close()


@pytest.fixture
def opened(browser: Chromium, tmp_path: Path) -> Open:
    """Open the page for one test."""
    return partial(open_page, browser, tmp_path)


@pytest.fixture(scope="module")
def still(browser: Chromium, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tab]:
    """One page for the tests that start no routine."""
    with open_page(browser, tmp_path_factory.mktemp("page")) as tab:
        yield tab


def later(tab: Tab, seconds: float) -> None:
    """Let the clock of the machine go on, as it does while the tab sleeps."""
    tab.evaluate(f"(() => {{ const was = Date.now; Date.now = () => was() + {seconds} * 1000; sample(); }})()")


def shown(tab: Tab, *ids: str) -> list[str]:
    """Return the texts of elements that can be seen; empty for one that cannot."""
    found: list[str] = tab.evaluate(
        f"{json.dumps(ids)}.map(id => {{ const at = document.getElementById(id);"
        " return at.getClientRects().length ? at.textContent : ''; })"
    )
    return found


def test_one_tap_starts_a_routine_that_goes_by_the_clock(opened: Open) -> None:
    with opened() as tab:
        first = tab.evaluate("document.querySelector('.places button').textContent")
        assert first == "Calf"
        tab.click('.places [data-start="night-calf-rescue"][data-side="left"]')
        tab.wait_for("run && run.state === 'running'")
        assert shown(tab, "run-title", "say") == [
            "Night calf cramp: rescue",
            "Straighten the cramped leg. Breathe out.",
        ]
        assert tab.evaluate("find('drawing').classList.contains('mirrored')")
        later(tab, 5 + 10)
        assert shown(tab, "ends") == ["2 of 6 · hold until it eases"]
        assert 18 <= int(shown(tab, "left")[0]) <= 20
        later(tab, 30)
        assert shown(tab, "ends") == ["3 of 6 · keep moving"]
        later(tab, -3600)  # somebody has set the clock back
        assert shown(tab, "ends") == ["3 of 6 · keep moving"]
        tab.click("#pause")
        later(tab, 600)
        assert shown(tab, "pause")[0] == "Go on"
        assert "get medical advice today" in shown(tab, "help")[0]
        tab.click("#worse")
        assert "One leg or arm is swollen" in shown(tab, "help")[0]
        assert tab.evaluate("document.querySelector('#help a[href=\"tel:999\"]') !== null")
        tab.click("#next")
        tab.click("header .help")
        tab.wait_for("find('urgent').classList.contains('open')")
        assert "Back to the timer" in shown(tab, "to-timer")
        assert tab.evaluate("document.querySelectorAll('#urgent .call')[0].getAttribute('href')") == "tel:999"
        tab.click("#to-timer")
        tab.wait_for("find('run').classList.contains('open')")
        tab.click("#gone")
        assert re.fullmatch(r"Gone after 10 min( \d+ s)?\.|Gone after 1\d min.*", shown(tab, "ended-say")[0])


def test_heat_asks_first_waits_for_the_look_at_the_skin_and_ends_by_itself(opened: Open) -> None:
    start = "#r-heat-session [data-start]"
    with opened() as tab:

        def begin() -> None:
            tab.evaluate("location.hash = 'r-heat-session'")
            tab.wait_for("find('r-heat-session').classList.contains('open')")
            tab.click(start)

        begin()
        assert shown(tab, "question", "running")[0].startswith("Is the skin whole")
        tab.click("#question-no")
        assert shown(tab, "ended-say", "running") == ["Do not start this now. Do not use heat.", ""]
        begin()
        for _question in range(tab.evaluate("questions.length")):
            tab.click("#question-yes" if tab.evaluate("questions[asked].stop") == "no" else "#question-no")
        assert shown(tab, "ends")[0].startswith("1 of 7")
        assert shown(tab, "first-questions")[0].startswith(
            "Set an alarm on your phone too, 20 min from now at the latest"
        )
        assert "Never fall asleep with it." in shown(tab, "beside-stop")[0]
        later(tab, 30 + 300 + 20 + 60)
        assert shown(tab, "ends", "answers") == ["3 of 7 · Is the skin fine?", shown(tab, "answers")[0]]
        tab.click("#next")
        assert "Look at the skin first." in shown(tab, "help")[0]
        later(tab, 1200)
        assert shown(tab, "ended-say") == ["Take it off now. It has been on long enough."]
        begin()
        assert re.fullmatch(r"Do not start this now\. Wait until \d\d:\d\d, and .*", shown(tab, "ended-say")[0])


def test_the_timer_does_what_a_session_of_the_program_does(still: Tab) -> None:
    chance = random.Random(17)
    book = RoutineBook(CONTENT)
    histories = [_history(routine, side, chance) for routine in book.ids for side in (None, "left", "right")]
    play = """histories => histories.map(({id, side, steps}) => {
        const found = DATA.routines[id], plans = found.versions[0];
        const run = createRun((plans[side] || plans[""]).map(row => DATA.rows[row]), found.skin, found.relief);
        return steps.map(([passed, event]) => {
            advance(run, passed);
            if (event) apply(run, event);
            const into = run.state === "finished" ? 0 : run.into;
            return [run.state, run.index, into, run.onSkin, run.heldAgain, run.since];
        });
    })"""
    played = still.evaluate(f"({play})({json.dumps([asked for asked, _expected in histories])})")
    for (asked, expected), got in zip(histories, played, strict=True):
        assert got == expected, asked["id"]


def _history(routine_id: str, side: str | None, chance: random.Random) -> tuple[dict[str, Any], list[list[Any]]]:
    """Return the events of a routine, and its state after each; the person is never away for long."""
    session = Session.create(RoutineBook(CONTENT).routine(routine_id), side)
    session = session._replace(state=State.RUNNING, has_answered=True)
    now, steps, expected = 0.0, [], []
    events = ("pause", "resume", "next", "back", "yes", "no", "worse", "again")
    for _step in range(150):
        passed = chance.choice((0.5, 1.0, 2.5, 4.0, 5.0, 5.0))
        now += passed
        session = session.sampled(now)
        event = chance.choice(events) if chance.random() < 0.25 else ""
        if event == "worse" and session.state is State.FINISHED:
            event = ""
        if event and Event(event) in ALLOWED_EVENTS[session.state]:
            session = apply_event(session, Event(event), now)
        is_over = session.state is State.FINISHED
        steps.append([passed, event])
        expected.append([
            session.state.value, session.step_index, 0 if is_over else session.into, session.on_skin,
            session.held_again, session.active + session.idle,
        ])  # fmt: skip
        if session.state is State.STOPPED:
            break
    return {"id": routine_id, "side": side or "", "steps": steps}, expected


def test_words_of_danger_bring_the_sign_and_the_number_before_the_results(still: Tab) -> None:
    flags = {name: row for name, row in read_toml(CONTENT / "red_flags.toml").items() if row.get("level") in LEVELS}
    said = [(phrase, name) for name, row in flags.items() for phrase in row["say"]]
    found = still.evaluate(f"{json.dumps([phrase for phrase, _name in said])}.map(findDanger)")
    missed = [row for row, got in zip(said, found, strict=True) if row[1] not in got]
    assert len(missed) < len(said) / 20, missed
    known = still.evaluate(
        f"{json.dumps([phrase for phrase, _flags in TUNED])}.map(said => findDanger(said).slice(0, 3))"
    )
    unknown = [row for row, got in zip(TUNED, known, strict=True) if not set(row[1].split()) & set(got)]
    assert len(unknown) < len(TUNED) / 50, unknown
    assert still.evaluate(f"{json.dumps(FRIGHTENED)}.filter(said => !findDanger(said).length)") == []
    assert still.evaluate(f"{json.dumps(HARMLESS)}.filter(said => findDanger(said).length).length") < len(HARMLESS) / 50
    assert still.evaluate(f"{json.dumps(EVERYDAY)}.flatMap(findDanger)") == []
    still.evaluate("location.hash = 'guide'")
    still.wait_for("find('guide').classList.contains('open')")
    still.click("#words")
    still.type("chest pain")
    assert "EMERGENCY. Call now: 999." in shown(still, "danger")[0]
    assert "Pain or tightness in the chest" in shown(still, "danger")[0]
    assert still.evaluate("document.querySelector('#danger a[href=\"tel:999\"]') !== null")
    still.evaluate("find('words').value = ''")
    still.click("#words")
    still.type("calf swollen and red")
    assert "TODAY. Get medical advice the same day: call NHS 111." in shown(still, "danger")[0]
    assert "EMERGENCY" not in shown(still, "danger")[0]
    assert still.evaluate("document.querySelector('#danger .call')") is None
    still.evaluate("find('words').value = ''")
    still.click("#words")
    still.type("cramps in pregnancy")
    assert shown(still, "danger") == [""]
    assert still.evaluate("document.querySelector('#results a').textContent") == "Pregnancy and after the birth"
    still.click("#results a")
    still.wait_for("find('p-pregnancy').classList.contains('open')")
    assert still.evaluate("document.activeElement.textContent") == "Pregnancy and after the birth"


LEVELS = ("emergency", "today", "book")
EVERYDAY = (
    "leg cramps at night", "calf cramp", "foot cramp in bed", "pregnant with calf cramps", "magnesium", "back pain",
    "stiff neck", "how to stop a cramp", "bedtime stretches", "drink", "heat or cold", "restless legs", "running",
)  # fmt: skip
"""What people look for when nothing is wrong."""
FRIGHTENED = (
    "chest", "heart", "stroke", "throat", "left arm", "fainted", "my throat closes", "struggling to breathe",
    "calf swollen and red", "numb between legs", "cola urine", "cramp in calf for 20 minutes", "ch\u200best pain",
    "mal à la poitrine", "douleur poitrine", "gorge serrée", "je n\u2019arrive pas à respirer", "AVC", "cœur",
    "mollet gonflé et chaud",
)  # fmt: skip
"""What no search may miss."""


def test_it_fits_a_narrow_phone_and_prints_the_part_that_is_open(opened: Open, tmp_path: Path) -> None:
    with opened("fr", "fr") as tab:
        tab.resize(320, 640)
        assert tab.evaluate("getComputedStyle(document.documentElement).overscrollBehaviorY") == "contain"
        each_view = "VIEWS.filter((view, at) => at < 8 || at % 12 === 0).map(view => {"
        each_view += " location.hash = view.id; openView(); return VALUE; })"
        assert set(tab.evaluate(each_view.replace("VALUE", "document.documentElement.scrollWidth"))) == {320}
        low = "[...view.querySelectorAll('button, summary, .call')].filter(each => each.offsetParent"
        low += " && each.getBoundingClientRect().height < 44).map(each => each.textContent)"
        assert [row for row in tab.evaluate(each_view.replace("VALUE", low)) if row] == []
        tab.evaluate("location.hash = 'r-night-calf-rescue'; openView()")
        tab.print_pdf(tmp_path / "routine.pdf")
        assert 1 <= len(re.findall(rb"/Type /Page\b", (tmp_path / "routine.pdf").read_bytes())) <= 2
        tab.evaluate("find('colours').click()")
        assert tab.evaluate("document.documentElement.classList.contains('night') === find('colours').checked")


def test_without_a_script_all_of_it_can_be_read(browser: Chromium, tmp_path: Path) -> None:
    file = tmp_path / "spasm.html"
    file.write_text(page_of(), encoding="utf-8")
    tab = browser.open()
    tab.call("Emulation.setScriptExecutionDisabled", value=True)
    tab.go_to(file.as_uri())
    assert shown(tab, "relief")[0].count("The timer needs JavaScript") == 1
    assert [len(each) > 300 for each in shown(tab, "urgent", "r-night-calf-rescue", "p-calf", "sources")] == [True] * 4
    assert shown(tab, "run", "words", "colours") == ["", "", ""]
    assert tab.evaluate("[...document.querySelectorAll('button')].every(each => !each.getClientRects().length)")
    tab.prefer("print")
    assert tab.evaluate("[...document.querySelectorAll('.question .do')].every(each => each.checkVisibility())")
    tab.close()


def test_heat_that_another_routine_interrupts_is_remembered_and_is_to_come_off(opened: Open) -> None:
    with opened() as tab:
        tab.evaluate("start('heat-session', '')")
        while tab.evaluate("run.state") == "asking":
            tab.click("#question-yes" if tab.evaluate("questions[asked].stop") == "no" else "#question-no")
        later(tab, 30 + 60)
        tab.click("#pause")
        assert shown(tab, "help")[0].startswith("Take it off the skin for now.")
        tab.click("#pause")
        tab.evaluate("location.hash = 'relief'")
        tab.wait_for("find('relief').classList.contains('open')")
        tab.click('.places [data-start="night-calf-rescue"]')
        assert shown(tab, "help")[0].startswith("The other timer has ended. Is its heat or cold still on your skin?")
        tab.evaluate("start('cold-session', '')")
        assert shown(tab, "ended-say")[0].startswith("Do not start this now. Wait until")
        later(tab, 300)
        tab.evaluate("start('cold-session', '')")
        assert shown(tab, "question")[0] != ""
        tab.evaluate("start('heat-session', '')")
        assert shown(tab, "ended-say")[0].startswith("Do not start this now. Wait until")


def test_a_routine_on_heat_that_has_ended_by_itself_is_remembered_before_it_is_closed(opened: Open) -> None:
    with opened() as tab:
        tab.evaluate("start('heat-session', '')")
        while tab.evaluate("run.state") == "asking":
            tab.click("#question-yes" if tab.evaluate("questions[asked].stop") == "no" else "#question-no")
        for _step in range(tab.evaluate("run.plan.length")):
            later(tab, tab.evaluate("lengthOf(run)"))
            tab.evaluate("isWaiting(run) && act('yes')")
        assert tab.evaluate("run.state") == "finished"
        tab.evaluate("start('heat-session', '')")
        assert shown(tab, "ended-say")[0].startswith("Do not start this now. Wait until")


def test_the_printed_urgent_part_begins_with_whom_to_call(still: Tab) -> None:
    still.evaluate("location.hash = 'urgent'; openView()")
    still.prefer("print")
    assert still.evaluate("document.querySelector('#urgent > .calls').innerText.trim()") == "Call 999"
    assert still.evaluate("document.querySelector('#urgent > .calls').getClientRects().length")
    still.prefer()


def test_what_is_packed_in_any_way_is_unpacked(still: Tab) -> None:
    said = "crampe à la poitrine, " * 300 + "".join(map(chr, range(32, 700)))
    for level, strategy in ((0, zlib.Z_DEFAULT_STRATEGY), (9, zlib.Z_FIXED), (9, zlib.Z_DEFAULT_STRATEGY)):
        packer = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS, strategy=strategy)
        packed = urlsafe_b64encode(packer.compress(said.encode()) + packer.flush()).decode().rstrip("=")
        assert still.evaluate(f"unpack('{packed}')") == said


def test_questions_that_a_step_asks_for_stand_right_under_it(opened: Open) -> None:
    with opened() as tab:
        tab.resize(390, 844)
        tab.click('.places [data-start="neck-ease"]')
        assert "Answer the questions first." in shown(tab, "say")[0]
        assert shown(tab, "first-questions")[0].startswith("Is your neck stiff with a fever or a bad headache")
        assert tab.evaluate("find('first-questions').getBoundingClientRect().top < 700")
        later(tab, 60)
        assert shown(tab, "first-questions") == [""]
        assert "Is your neck stiff" in shown(tab, "beside")[0]


def test_an_answer_that_is_a_sign_of_danger_can_be_called_about_and_other_refusals_alarm_nobody(opened: Open) -> None:
    with opened() as tab:
        tab.evaluate("start('heat-session', '')")
        tab.click("#question-yes")
        tab.click("#question-yes")
        assert "it may be a blood clot" in shown(tab, "ended-say")[0]
        assert "Call 999" in shown(tab, "ended-help")[0]
        tab.evaluate("start('heat-session', '')")
        tab.click("#question-no")
        assert shown(tab, "ended-say", "ended-help") == ["Do not start this now. Do not use heat.", ""]


def test_the_link_past_the_header_leads_into_the_part_that_is_open(still: Tab) -> None:
    still.evaluate("location.hash = 'guide'")
    still.wait_for("find('guide').classList.contains('open')")
    still.evaluate("document.querySelector('.skip').focus()")
    still.press("Enter")
    still.wait_for("location.hash === '#content'")
    still.wait_for("document.activeElement.textContent === 'Guide'")
    assert still.evaluate("document.querySelector('.open').id") == "guide"


def test_a_screen_that_is_kept_on_too_late_may_sleep_again(opened: Open) -> None:
    late = """Object.defineProperty(navigator, "wakeLock", {value: {request: () => new Promise(done => {
        window.released = 0;
        window.grant = () => done({release: () => { released += 1; }, addEventListener: () => {}});
    })}})"""
    with opened() as tab:
        tab.evaluate(late)
        tab.click('.places [data-start="night-calf-rescue"]')
        tab.wait_for("window.grant !== undefined")
        tab.click("#gone")
        tab.evaluate("grant()")
        tab.wait_for("released === 1")
