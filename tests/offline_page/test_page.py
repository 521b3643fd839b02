"""The offline page without a browser: all that is promised is in it, and nothing else."""

import re
from base64 import b64encode
from hashlib import sha256
from html import escape, unescape
from pathlib import Path
from urllib.parse import unquote

import pytest

from spasmtui.guide.loader import load_entries, load_facts, load_pages
from spasmtui.guide.urgent_page import urgent_texts
from spasmtui.offline_page.compose import SCRIPTS, pack
from spasmtui.offline_page.elements import numbers_in
from spasmtui.offline_page.timelines import SKIN_CHECK, instruction
from spasmtui.offline_page.urgent_part import UrgentPart
from spasmtui.paths import find_paths
from spasmtui.relief.routines.loader import RoutineBook
from spasmtui.relief.routines.model import MOST_ON_SKIN_SECONDS, MOST_WITHOUT_LOOK_SECONDS, Block
from spasmtui.relief.session.texts import what_ends_it
from spasmtui.relief.session.timeline import expand
from spasmtui.shared.formats import PLACE_NAMES
from spasmtui.shared.toml_files import read_toml
from tests.conftest import ROOT, Run
from tests.support.offline_page import CONTENT, Elements, data_of, page_of

pytestmark = pytest.mark.long  # the page takes half a second to make

MOST_BYTES = 600_000
PAGES = [("en", "gb"), ("fr", "fr")]
BOOK = RoutineBook(CONTENT)


@pytest.mark.parametrize(("language", "region"), PAGES)
def test_it_is_one_file_of_less_than_600_kb_that_asks_for_nothing(language: str, region: str) -> None:
    page = page_of(language, region)
    assert len(page.encode()) < MOST_BYTES
    elements = Elements(page)
    assert not {"img", "iframe", "link", "base", "object", "embed", "video", "audio", "form"} & {
        name for name, _attributes in elements.found
    }
    assert elements.values("src") == []
    assert all(re.match(r"#|tel:|sms:", target) for target in elements.values("href"))
    assert not re.search(r"https?:|//[a-z]|url\((?!#f)|@import", page)


@pytest.mark.parametrize(("language", "region"), PAGES)
def test_its_policy_allows_its_own_script_and_style_alone(language: str, region: str) -> None:
    page = page_of(language, region)
    policy = next(iter(Elements(page).values("content", "meta")))
    blocks = [re.search(rf"<{name}>(.*?)</{name}>", page, re.DOTALL) for name in ("script", "style")]
    hashes = [b64encode(sha256(found[1].encode()).digest()).decode() for found in blocks if found is not None]
    assert policy == (
        f"default-src 'none'; script-src 'sha256-{hashes[0]}'; style-src 'sha256-{hashes[1]}'; "
        "base-uri 'none'; form-action 'none'"
    )
    assert [
        each for _name, each in Elements(page).found if any(key.startswith("on") or key == "style" for key in each)
    ] == []


def test_nothing_is_stored() -> None:
    script = "".join((ROOT / "spasmtui" / "offline_page" / name).read_text(encoding="utf-8") for name in SCRIPTS)
    for word in (
        "localStorage",
        "sessionStorage",
        "indexedDB",
        "cookie",
        "serviceWorker",
        "caches",
        "fetch",
        "XMLHttp",
    ):
        assert word not in script
    assert "It stores nothing and sends nothing" in page_of()


@pytest.mark.parametrize(("language", "region"), PAGES)
def test_ids_are_unique_and_every_link_leads_to_one(language: str, region: str) -> None:
    elements = Elements(page_of(language, region))
    ids = elements.values("id")
    assert len(ids) == len(set(ids))
    wanted = {unquote(target[1:]) for target in elements.values("href") if target.startswith("#")} - {""}
    assert wanted <= set(ids)
    for attribute in ("aria-labelledby", "aria-describedby", "for"):
        assert {name for value in elements.values(attribute) for name in value.split()} <= set(ids)


def test_every_page_of_the_guide_is_there_with_its_text_and_its_sources() -> None:
    page, data = unescape(re.sub(r"<[^>]+>", "", page_of())), load_facts(CONTENT)
    ids = Elements(page_of()).values("id")
    for each in load_pages(CONTENT, load_entries(CONTENT)):
        assert f"p-{each.entry.id}" in ids
        for block in each.blocks:
            for run in (run for runs in (block.runs, *(cell for row in block.rows for cell in row)) for run in runs):
                if run.look.value in {"plain", "strong", "emphasis", "link"}:
                    assert re.sub(r"\b([Pp])ress $", "", run.text) in page, (each.entry.id, run.text)
            cited = {source for fact in block.facts for source in data[fact]["sources"]}
            line = " ".join(sorted(cited, key=lambda source: int(source[1:])))
            assert line in page, (each.entry.id, block.facts)
    sources = read_toml(CONTENT / "sources.toml")
    for name in {source for each in load_entries(CONTENT) for source in each.sources}:
        assert sources[name]["title"] in page


@pytest.mark.parametrize(("language", "region"), PAGES)
def test_every_red_flag_is_there_with_what_to_do_and_the_number(language: str, region: str) -> None:
    page = page_of(language, region)
    ids, number = Elements(page).values("id"), {"gb": "999", "fr": "112"}[region]
    plain = " ".join(unescape(re.sub(r"<[^>]+>", "", page)).split())
    texts = urgent_texts(language)
    for _level, _title, _do, flags in texts.LEVELS:
        for flag, see, _what, _worse in flags:
            assert f"flag-{flag}" in ids
            assert see in plain
    for ask, _level, _say, _page in texts.QUESTIONS[:-1]:
        assert ask in plain
    assert Elements(page).values("href", "a").count(f"tel:{number}") > len(texts.QUESTIONS)
    assert Elements(page).values("href", "a").index("#urgent") <= 3


def test_a_region_that_is_not_known_has_three_numbers_to_call() -> None:
    calls = re.findall(r'<a href="?tel:(\d+)"? class="?call', page_of("en", "xx"))
    assert calls[:3] == ["112", "911", "999"]


def test_what_may_be_called_is_found_in_a_line_and_no_hours_are() -> None:
    regions = read_toml(CONTENT / "regions.toml")
    lines = [
        row[name] for row in regions.values() for name in ("number", "advice", "poison", "crisis") if row.get(name)
    ]
    assert lines
    assert [line for line in lines if re.search(r"\d", line) and not numbers_in(line)] == []
    assert numbers_in("healthdirect, 1800 022 222") == ["1800 022 222"]
    assert numbers_in("112, 911 or 999") == ["112", "911", "999"]
    assert numbers_in("15 / 116117") == ["15", "116117"]
    assert numbers_in("01 809 2166 (8 am to 10 pm)") == ["01 809 2166"]
    assert numbers_in("SNS 24, 808 24 24 24") == ["808 24 24 24"]


@pytest.mark.parametrize(
    ("region", "wanted", "others"),
    [
        ("jp", {"tel:119", "tel:%237119"}, set()),
        ("gb", {"tel:999", "tel:112", "tel:111", "sms:999", "tel:18000", "tel:116123"}, set()),
        ("us", {"tel:911", "sms:911", "tel:711", "tel:18002221222", "tel:988"}, set()),
        ("fr", {"tel:112", "tel:15", "tel:116117", "sms:114", "tel:3114"}, {"tel:114"}),
        ("de", {"tel:112", "tel:116117", "tel:08001110111"}, set()),
        ("au", {"tel:000", "tel:112", "tel:1800022222", "tel:131126", "tel:131114"}, {"tel:106"}),
    ],
)
def test_each_service_of_a_region_is_a_link_to_call_or_to_write_to(
    region: str, wanted: set[str], others: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SPASMTUI_REGION", region)
    html = UrgentPart("", "en", read_toml(CONTENT / "offline_page.toml")).html({})
    found = {target for target in Elements(html).values("href") if not target.startswith("#")}
    assert found == wanted
    assert not found & others


def test_of_two_countries_that_may_be_meant_both_can_be_called(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SPASMTUI_REGION", raising=False)
    monkeypatch.setenv("TZ", "Europe/London")
    for name in ("LC_ALL", "LC_TELEPHONE", "LC_ADDRESS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    part = UrgentPart("", "en", read_toml(CONTENT / "offline_page.toml"))
    assert re.sub("<[^>]+>", "|", part.call_buttons()) == "||Call 999 (UK)||Call 911 (USA)||"
    plain = re.sub("<[^>]+>", "", part.html({}))
    assert "999 (UK) or 911 (USA)" in plain


def test_the_urgent_part_says_how_old_it_is_and_what_to_call_abroad() -> None:
    newest = max(each.reviewed for each in load_entries(CONTENT))
    page = page_of("en", "gb")
    assert f"Numbers and advice as of {newest:%Y-%m-%d}." in page
    assert "(abroad: the local number)" in page


def test_the_page_of_heat_and_of_cold_says_when_the_next_may_follow() -> None:
    for name in ("heat-session", "cold-session"):
        html = page_of().partition(f"<section id=r-{name} ")[2].partition("</section>")[0]
        assert "before the next one, and until the skin feels and looks normal." in html


def test_every_segment_of_every_routine_and_side_is_that_of_the_timeline() -> None:
    data = data_of(page_of())
    assert set(data["routines"]) == set(BOOK.without_own.ids)
    for name, found in data["routines"].items():
        routine = BOOK.routine(name)
        assert len(found["versions"]) == 1 + len(routine.versions)
        for side, numbers in found["versions"][0].items():
            plan = expand(routine, side or None)
            rows = [data["rows"][number] for number in numbers]
            shown = [(row[0], row[1], data["texts"][row[2]], data["texts"][row[3]]) for row in rows]
            assert shown == [(each.kind, each.seconds, instruction(each), what_ends_it(each)) for each in plan]


def test_heat_and_cold_keep_their_limits_their_questions_and_their_looks_at_the_skin() -> None:
    data = data_of(page_of())
    of_skin = {name: each for name, each in data["routines"].items() if each["skin"]}
    assert set(of_skin) == {each.id for each in BOOK.all() if each.skin}
    assert {"heat-session", "cold-session"} <= set(of_skin)
    for name, found in of_skin.items():
        assert found["skin"]["longest"] <= MOST_ON_SKIN_SECONDS
        assert [(data["texts"][each["ask"]], each["stop"]) for each in found["before"]] == [
            (each.ask, each.stop_on) for each in BOOK.routine(name).asks_before
        ]
        for numbers in (plan for version in found["versions"] for plan in version.values()):
            since = total = 0
            for row in (data["rows"][number] for number in numbers):
                since = 0 if row[6] & SKIN_CHECK else since + row[1] * (row[0] in ("heat", "cold"))
                total += row[1] * (row[0] in ("heat", "cold"))
                assert since <= MOST_WITHOUT_LOOK_SECONDS
            assert total <= MOST_ON_SKIN_SECONDS
    assert "Never fall asleep with it. Never put it on bare skin." in page_of()


def test_every_routine_has_its_questions_and_when_to_stop() -> None:
    page, data = page_of(), data_of(page_of())
    for routine in BOOK.all():
        found = data["routines"][routine.id]
        assert data["texts"][found["stop"]] == routine.stop_line
        assert escape(routine.stop_line, quote=False) in page
        for question in (*routine.ask_first, *routine.ask_after):
            assert escape(question.ask, quote=False) in page
        assert len(found["before"]) == len(routine.asks_before)


def test_every_figure_that_a_routine_shows_is_drawn_once_and_described() -> None:
    page = page_of()
    written = [(routine.steps, *(each.steps for each in routine.versions)) for routine in BOOK.all()]
    items = [item for versions in written for version in versions for item in version]
    steps = [step for item in items for step in (item.steps if isinstance(item, Block) else (item,))]
    wanted = {step.figure for step in steps if step.figure}
    for name in wanted:
        assert escape(read_toml(CONTENT / "figures" / f"{name}.toml")["says"], quote=False) in page
    assert page.count("<symbol ") == len(wanted)
    assert "mirrored" in page


def test_the_french_page_speaks_french_around_an_english_guide() -> None:
    page = page_of("fr", "fr")
    assert '<html lang="fr">' in page
    assert "Le guide est en anglais." in page
    assert "Où est la crampe ?" in page
    assert "tel:112" in page
    assert '<div lang="en">' in page


def test_the_same_content_and_region_give_the_same_bytes() -> None:
    page = page_of()
    page_of.cache_clear()
    assert page_of() == page


def test_places_are_called_what_the_program_calls_them() -> None:
    page = read_toml(CONTENT / "offline_page.toml")
    assert page["places"] == {name: f"{said[:1].upper()}{said[1:]}" for name, said in PLACE_NAMES.items()}


def test_data_cannot_end_its_element() -> None:
    assert re.fullmatch(r"[\w-]+", pack({"a": "</script><b>", "b": "é" * 9}))


def test_no_word_of_the_diary_or_of_the_settings_is_in_it(here: Run, own_home: Path) -> None:
    added = here("log", "add", "calf", "-l", "--note", "zanzibar note", "--tried", "zanzibar remedy")
    assert added.returncode == 0, added.stderr
    config = find_paths("").config
    config.mkdir(parents=True, exist_ok=True)
    (config / "settings.toml").write_text('region = "gb"\n[report]\nname = "Zanzibarname"\nclinician = "Zanzibardoc"\n')
    (config / "routines").mkdir()
    (config / "routines" / "zanzibar.toml").write_text('title = "Zanzibar"\n')
    (config / "guide").mkdir()
    (config / "guide" / "calf.md").write_text("Zanzibar notes\n")
    done = here("log", "export", "--format", "app", "-o", "page.html")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "Written to page.html.\n")
    page = (own_home / "page.html").read_text(encoding="utf-8")
    assert "zanzibar" not in page.lower()
    assert page == page_of()


def test_it_goes_to_standard_output_and_no_file_is_replaced(here: Run, own_home: Path) -> None:
    assert here("log", "export", "--format", "app", "-o", "-", SPASMTUI_REGION="gb").stdout == page_of()
    (own_home / "spasm.html").write_text("mine")
    assert here("log", "export", "--format", "app", "-o", "spasm.html").returncode == 2
    assert (own_home / "spasm.html").read_text() == "mine"


def test_what_is_about_the_diary_is_refused_in_a_sentence(here: Run, own_home: Path) -> None:
    done = here(
        "log", "export", "--format", "app", "--omit", "note", "--since", "friday", "--encrypt", "age1x", "-o", "x"
    )
    assert done.returncode == 2
    assert done.stderr == (
        "--format app writes the guide, the urgent page and the relief timer, and nothing of the diary, "
        "so leave out --since, --encrypt and --omit.\n"
    )
    for word in ("--columns", "--schema", "--with=note", "--until=friday", "--on=friday", "--date-order=dmy"):
        assert here("log", "export", "--format", "app", word, "-o", "x").returncode == 2
    assert not (own_home / "x").exists()


def test_every_text_can_be_read_on_its_ground_in_each_set_of_colours() -> None:
    style = (ROOT / "spasmtui" / "offline_page" / "page.css").read_text(encoding="utf-8")
    sets = [dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block)) for block in re.findall(r"--ground: [^}]+", style)]
    assert len(sets) == 5
    pairs = [("text", "ground"), ("quiet", "ground"), ("link", "ground"), ("text", "raised"), ("quiet", "raised")]
    for colours in sets:
        for front, back in (*pairs, ("link", "raised"), ("on-strong", "strong"), ("on-warn", "warn")):
            assert contrast(colours[front], colours[back]) >= 4.5, (colours["ground"], front, back)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21 (WCAG 2)."""

    def luminance(colour: str) -> float:
        shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [share / 12.92 if share <= 0.03928 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)
