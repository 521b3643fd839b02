"""The physiotherapist's sheet on one page: text, Markdown, HTML and PDF say the same."""

import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from spasmtui.episodes.model.episode import Day, Episode, Helped, Kind, Practice, Side, Tried
from spasmtui.episodes.report.data import Report, build_report
from spasmtui.episodes.report.formats import render_sheet
from spasmtui.episodes.report.json_format import document as report_document
from spasmtui.episodes.report.names import load_names
from spasmtui.episodes.report.sheet import SheetContents, compose_sheet
from spasmtui.episodes.report.wording import Names, overview_lines
from spasmtui.errors import WrongUsage
from spasmtui.shared.text_wrap import cell_width
from tests.episodes.report.test_data import SINCE, UNTIL, day, random_diary
from tests.support.any_diary import episodes as any_episode
from tests.support.any_diary import words as any_words
from tests.support.cases import with_each
from tests.support.episodes import episode
from tests.support.sheets import page_of

GOLDEN = """\
Muscle cramp and spasm diary
Name ______________________  Date of birth __________  Clinician _______________
26 Oct 2026 to 22 Nov 2026 (28 days). Made on 22 Nov 2026.

Days recorded           4 of 28: 3 with an episode, 1 free of cramps
Episodes                4 (previous 28 days: 1, with 1 day recorded)
Nights affected         2 nights with 3 of 4 episodes
Worst pain (0-10)       median 6, highest 8 (3 of 4 recorded)
Pain afterwards (0-10)  median 1.5, highest 2 (2 of 4 recorded)
Sleep disturbed (0-10)  median 7, highest 7 (1 of 4 recorded)
Lasted                  median 3½ min, longest 12 min (3 of 4 recorded), 1 over
                        10 min
Kind                    cramp: 2 (2 of 4 recorded)
During                  not recorded
Triggers                effort: 1, heat: 1 (2 of 4 recorded)
Kinds of day            heat: 1 (1 of 28 days recorded)
Practised               Bedtime stretches twice on 1 day
Red-flag signs ticked   fever, or hot: 1 (1 of 4 recorded)

Week of        26 Oct   2 Nov   9 Nov  16 Nov
Episodes                    2       2       0
Days recorded  0 of 7  2 of 7  1 of 7  1 of 7

Site          Left  Right  Both  Side not recorded  Episodes
calf             1      0     0                  2         3
not recorded     0      0     0                  1         1

                   #
                   #                             #                             #
                   #                             #                             #
Hour     00 01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16 17 18 19 20 21 22 23
Onset     .  .  .  2  .  .  .  .  .  .  .  .  .  1  .  .  .  .  .  .  .  .  .  1

Tried              Episodes           Helped        Lasted (n)
night calf rescue         2  1 of 2 recorded  median 8 min (2)
legs up                   1

Questions
- Is it normal?

Notes
- 10 Nov 13:00 calf: [b]say "ah"[/b] <i>é</i> *twice*

Self-recorded; not a diagnosis. Blank means not recorded.
Helped: some, most or gone; an episode with two routines counts for both.
"""


def lasting(seconds: int, start: str, **fields: object) -> Episode:
    begun = episode(start, **fields)
    return replace(begun, ended_at=begun.started_at + timedelta(seconds=seconds))


NOTE = '[b]say "ah"[/b]\n<i>é</i>\t*twice*'
RESCUE = (Tried(routine="night-calf-rescue", seconds=65, completed=True),)
FIRST = {"tried": RESCUE, "helped": Helped.MOST, "kind": Kind.CRAMP}
SECOND = {"tried": RESCUE, "helped": Helped.NO, "triggers": ("effort", "heat")}


def golden(**options: object) -> Report:
    calf = {"place": "calf"}
    kept = [
        lasting(210, "2026-11-05T23:50:00+01:00", **calf, side=Side.LEFT, pain=4, pain_after=1, **FIRST),
        lasting(720, "2026-11-06T03:00:00+01:00", **calf, pain=8, pain_after=2, sleep_disturbance=7, **SECOND),
        episode("2026-11-10T03:10:00+01:00", triggers=(), signs=("fever",), tried=(Tried(routine="legs-up"),)),
        lasting(60, "2026-11-10T13:00:00+01:00", **calf, pain=6, kind=Kind.CRAMP, note=NOTE),
        episode("2026-10-20T03:00:00+01:00"),
    ]
    practices = [
        Practice(id=each, routine="bedtime", started_at=kept[0].started_at, seconds=9, completed=True, device="desk")
        for each in "ab"
    ]
    return build_report(
        kept,
        [day("2026-11-17", "none", "heat")],
        practices,
        **{"since": SINCE, "until": UNTIL, "made_on": UNTIL, "questions": ("Is it normal?",), **options},  # type: ignore[arg-type]
    )


NAMES = Names(routines={"bedtime": "Bedtime stretches"}, signs={"fever": "fever, or hot"})


def sheet() -> SheetContents:
    return compose_sheet(golden(), NAMES)


def text_of(composed: SheetContents, form: str) -> str:
    return render_sheet(composed, form).decode()


def crowded(seed: int) -> SheetContents:
    """A sheet on which nothing has room: long words, hundreds of notes, many of everything."""
    episodes, days, practices = random_diary(seed)
    long = "Mmmmmmmmm " * 300
    episodes = [
        replace(
            each,
            note=long,
            triggers=tuple(f"{long[:19]} {n}" for n in range(9)),
            signs=tuple(f"{long[:30]}{n}" for n in range(9)),
            tried=tuple(Tried(routine=f"*{long}{n}*") for n in range(9)),
            place=f"**place-{number}-{long}",
        )
        for number, each in enumerate(episodes * 9)
    ]
    practices = [replace(each, routine=f"{long}{number}") for number, each in enumerate(practices)]
    days = [replace(each, words=tuple(f"{long[:22]}{n}" for n in range(9))) for each in days]
    questions = tuple(f"{n} {long}" for n in range(20))
    made = build_report(
        episodes, days, practices, since=date(2026, 10, 1), until=UNTIL, made_on=UNTIL, questions=questions
    )
    return compose_sheet(made)


def test_the_text_is_the_page_that_was_agreed() -> None:
    assert text_of(sheet(), "text") == GOLDEN


@pytest.mark.long
@with_each("form", ["text", "md"])
@with_each("seed", range(6))
def test_the_most_crowded_page_has_60_lines_of_80_columns(form: str, seed: int) -> None:
    lines = text_of(crowded(seed), form).splitlines()
    assert len(lines) <= 60
    assert max(cell_width(line) for line in lines) <= 80


@pytest.mark.long
@given(
    kept=st.lists(any_episode(), max_size=8),
    questions=st.lists(any_words, max_size=9),
    words=st.lists(any_words, max_size=4),
)
@settings(max_examples=10, deadline=None)
def test_any_diary_at_all_fits_on_the_page_in_every_form(
    kept: list[Episode], questions: list[str], words: list[str]
) -> None:
    day_kept = Day(date="2026-11-02", words=tuple(words), updated_at=golden().pains[0].started_at, device="desk")
    made = build_report(
        kept, [day_kept], [], since=date(2000, 1, 1), until=date(2041, 1, 1), made_on=UNTIL, questions=tuple(questions)
    )
    composed = compose_sheet(made)
    for form in ("text", "md"):
        lines = text_of(composed, form).split("\n")
        assert len(lines) <= 61
        assert max(cell_width(line) for line in lines) <= 80
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", "\n".join(lines))
        # Nothing is drawn; a person's own words may hold such a character.
        assert set(re.findall("[\u2500-\u259f\u2800-\u28ff]", "\n".join(lines))) <= set(f"{kept}{questions}{words}")


def test_markdown_shows_the_person_s_words_and_not_what_they_would_mark() -> None:
    shown = MarkdownIt("commonmark").enable("table").render(text_of(sheet(), "md"))
    assert "[b]say &quot;ah&quot;[/b] &lt;i&gt;é&lt;/i&gt; *twice*" in shown
    assert shown.count("<table>") == 3
    assert "<i>" not in shown


@pytest.mark.long
@given(st.text(max_size=40))
@settings(max_examples=60, deadline=None)
def test_markdown_renders_any_note_as_its_own_text(words: str) -> None:
    from spasmtui.terminal.sanitize import sanitize

    note = sanitize(words, one_line=True)
    made = build_report([episode(note=note)], [], [], since=SINCE, until=UNTIL, made_on=UNTIL)
    tokens = MarkdownIt("commonmark").enable("table").parse(text_of(compose_sheet(made), "md"))
    inline = [each for token in tokens for each in token.children or [] if token.content.startswith("22 Nov")]
    assert {each.type for each in inline} <= {"text", "text_special", "softbreak"}
    if note.isprintable() and note:
        read = "".join(" " if each.type == "softbreak" else each.content for each in inline)
        assert read.split() == f"22 Nov 03:12 place not recorded: {note}".split()


class Seen(HTMLParser):
    """Elements, attributes and text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: set[str] = set()
        self.attributes: set[str] = set()
        self.words = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.words += data


def test_the_html_page_loads_and_runs_nothing_and_shows_foreign_text_as_text() -> None:
    made = golden(questions=('<script>alert("1")</script><img src=x onerror=y>',))
    page = text_of(compose_sheet(made), "html")
    seen = Seen(page)
    assert seen.elements & {"script", "img", "link", "iframe", "i", "b", "a", "object"} == set()
    assert not {name for name in seen.attributes if name.startswith("on") or name in ("src", "href")}
    assert '<script>alert("1")</script><img src=x onerror=y>' in seen.words
    assert "url(" not in page
    assert "@import" not in page
    assert "default-src 'none'" in page


@pytest.mark.parametrize("form", ["md", "html"])
def test_every_form_says_what_the_text_says(form: str) -> None:
    contents = sheet()
    composed, page = page_of(contents), text_of(contents, form)
    words = Seen(page).words if form == "html" else page.replace("\\", "")
    flat = " ".join(words.split())
    for label, phrase in composed.overview:
        assert label in flat
        assert phrase in flat
    for table in composed.tables:
        for row in (table.head, *table.rows):
            assert all(cell in flat for cell in row)
    for entry in [entry for listing in composed.lists for entry in listing.entries] + list(composed.footer):
        assert entry in flat


def test_the_pictures_tell_their_numbers_to_a_reader() -> None:
    page = text_of(sheet(), "html")
    assert 'aria-label="Time of onset (hour): 03:00 2, 13:00 1, 23:00 1"' in page
    assert (
        'aria-label="Episodes and days recorded: 26 Oct not recorded (0 of 7 days recorded), '
        "2 Nov 2 (2 of 7 days recorded), 9 Nov 2 (1 of 7 days recorded), 16 Nov 0 (1 of 7 days recorded)"
    ) in page
    assert 'aria-label="Worst pain over time: 3 recorded, median 6, highest 8"' in page


def test_a_pdf_without_the_extra_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "fpdf", None)
    with pytest.raises(WrongUsage, match=r"^A PDF needs the extra 'pdf'\. Install "):
        render_sheet(sheet(), "pdf")


def test_questions_come_before_notes_when_the_page_is_full() -> None:
    crowd = page_of(crowded(2))
    assert crowd.lists[0].title == "Questions"
    assert crowd.lists[0].entries
    assert crowd.lists[0].more.endswith("more questions")
    assert crowd.lists[1].title == "Notes"


def test_what_is_left_out_is_said() -> None:
    made = golden(omits_notes=True)
    assert "Notes are left out." in text_of(compose_sheet(made), "text")
    assert "é" not in "".join(text_of(compose_sheet(made), form) for form in ("text", "md", "html"))


def test_names_come_from_the_shipped_content_and_a_broken_file_costs_only_its_words(tmp_path: Path) -> None:
    (tmp_path / "red_flags.toml").write_text('[signs]\nfever = "fever"', encoding="utf-8")
    names = load_names(golden(), tmp_path)
    assert names.signs == {"fever": "fever"}
    assert names.routines["legs-up"] == "Legs up"


def test_a_routine_of_the_person_s_own_has_its_title_on_the_sheet(tmp_path: Path) -> None:
    (tmp_path / "my-calf.toml").write_text('title = "Calf, as Ms Jones said"', encoding="utf-8")
    own = lasting(60, "2026-11-10T03:00:00+01:00", tried=(Tried(routine="my-calf"),))
    report = build_report([own], [], [], since=SINCE, until=UNTIL, made_on=UNTIL)
    assert "Calf, as Ms Jones said" in text_of(compose_sheet(report, load_names(report, tmp_path, tmp_path)), "text")


def test_one_short_episode_is_told_in_seconds_and_in_the_singular() -> None:
    start = datetime.fromisoformat("2026-11-22T03:12:00+01:00")
    made = build_report(
        [episode(ended_at=start + timedelta(seconds=3))], [], [], since=SINCE, until=UNTIL, made_on=UNTIL
    )
    told = dict(overview_lines(made, Names()))
    assert told["Nights affected"] == "1 night with 1 episode"
    assert told["Lasted"] == "median 3 s, longest 3 s (1 of 1 recorded), 0 over 10 min"


def test_a_note_has_the_whole_name_of_its_place_and_a_cut_cell_says_that_it_goes_on() -> None:
    tried = (Tried(remedy="*a wheat bag from the oven, on the calf and then below the foot*"),)
    kept = [lasting(60, "2026-11-10T03:00:00+01:00", place="thigh", side=Side.BOTH, note="on the stairs", tried=tried)]
    made = compose_sheet(build_report(kept, [], [], since=SINCE, until=UNTIL, made_on=UNTIL))
    assert "front of the thigh (both sides): on the stairs" in text_of(made, "text")
    (cell,) = (line.split(" | ")[0] for line in text_of(made, "md").splitlines() if "wheat" in line)
    assert cell.endswith("...")


@pytest.mark.parametrize("field", ["triggers", "signs"])
def test_twenty_thousand_words_of_one_record_are_counted_without_trying_each_length_of_the_list(
    field: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    joined = 0

    def count(text: str) -> int:
        nonlocal joined
        joined += 1
        return cell_width(text)

    monkeypatch.setattr("spasmtui.episodes.report.wording.cell_width", count)
    words = tuple(f"word {number}" for number in range(20_000))
    one = episode(triggers=words) if field == "triggers" else episode(signs=words)
    made = build_report([one], [], [], since=SINCE, until=UNTIL, made_on=UNTIL)
    phrases = dict(overview_lines(made, Names()))
    assert phrases[{"triggers": "Triggers", "signs": "Red-flag signs ticked"}[field]].endswith("more (1 of 1 recorded)")
    assert joined < 500


def test_a_time_without_any_record_is_not_one_without_episodes() -> None:
    told = dict(page_of(compose_sheet(build_report([], [], [], since=SINCE, until=UNTIL, made_on=UNTIL))).overview)
    assert told["Days recorded"] == "0 of 28: none with an episode, none free of cramps"
    assert told["Episodes"] == "not recorded (previous 28 days: not recorded)"
    assert told["Nights affected"] == "not recorded"


def test_a_remedy_is_on_the_sheet_as_the_person_s_own_in_their_words() -> None:
    episodes = [
        episode(f"2026-11-0{number}T03:10:00+01:00", tried=(Tried(remedy=words),), helped=helped, distress=number)
        for number, (words, helped) in enumerate([("anti-cramp gel", Helped.GONE), ("Anti-cramp gel", None)], 2)
    ]
    made = build_report(episodes, [], [], since=SINCE, until=UNTIL, made_on=UNTIL)
    contents = compose_sheet(made)
    composed = page_of(contents)
    assert composed.tried.rows == (("own: Anti-cramp gel", "2", "1 of 1 recorded", ""),)
    assert composed.footer[1:] == (
        "Helped: some, most or gone; an episode in which two were tried counts for both.",
        "own: a remedy of the person's own, in their words.",
    )
    assert dict(composed.overview)["Distress (0-10)"] == "median 2.5, highest 3 (2 of 2 recorded)"
    for form in ("text", "md", "html"):
        assert "own: Anti-cramp gel" in text_of(contents, form)
    assert [(row["remedy"], row["recorded"], "routine" in row) for row in report_document(made)["tried"]] == [
        ("Anti-cramp gel", 1, False)
    ]


def test_a_sheet_without_a_rating_of_distress_has_no_line_for_it() -> None:
    assert "Distress (0-10)" not in dict(page_of(sheet()).overview)


def test_the_sheet_counts_in_words_what_there_is_none_of_and_names_a_day_of_which_only_the_kind_is_known() -> None:
    kinds = {
        (golden().recorded_days + 2, 1): "6 of 28: 3 with an episode, 1 free of cramps, 2 with only the kind of day",
        (3, 0): "3 of 28: 3 with an episode, none free of cramps",
    }
    for (recorded, free), words in kinds.items():
        report = replace(golden(), recorded_days=recorded, free_days=free)
        assert dict(page_of(compose_sheet(report, NAMES)).overview)["Days recorded"] == words
