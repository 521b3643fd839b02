"""Episodes as text for people."""

from dataclasses import replace
from datetime import UTC, datetime

from spasmtui.episodes.episode_text import brief, format_all_fields, practice_fields, practice_text, summary, table
from spasmtui.episodes.model.episode import Episode, Helped, Practice, Side, Tried
from spasmtui.episodes.model.fields import EPISODE_FIELDS
from spasmtui.episodes.model.names import Names
from spasmtui.shared.text_wrap import cell_width
from tests.support.cases import with_each
from tests.support.episodes import WHOLE, episode

EVERYTHING = (
    "left calf, Sun 22 Nov 03:12, 4 min, pain 6, pain afterwards 2, sleep disturbed 0, cramp, during sleep, "
    "triggers none, signs one sided swelling, tried Night calf cramp: rescue, helped most, with a note (0199-a)"
)


@with_each(
    ("recorded", "text"),
    [
        (WHOLE, EVERYTHING),
        (episode(id="a"), "Sun 22 Nov 03:12 (a)"),
        (episode(id="a", note="", tried=(), pain=0), "Sun 22 Nov 03:12, pain 0 (a)"),
        (episode(id="a", is_open=True), "Sun 22 Nov 03:12, still open (a)"),
        (
            episode(id="a", updated_at=datetime(2027, 1, 1, tzinfo=UTC), triggers=("heat", "new shoes")),
            "Sun 22 Nov 2026 03:12, triggers heat + new shoes (a)",
        ),
    ],
)
def test_the_summary_has_everything_that_was_recorded_and_nothing_else(recorded: Episode, text: str) -> None:
    assert summary(recorded) == text


def test_every_field_has_a_line_in_the_order_of_the_table() -> None:
    lines = format_all_fields(WHOLE)
    assert len(lines) == len([field for field in EPISODE_FIELDS if field.label])
    assert [line for line in lines if not line.endswith("not recorded")] == [
        "started         Sun 22 Nov 2026 03:12",
        "lasted          4 min",
        "night           of Sat 21 Nov",
        "where           left calf",
        "kind            cramp",
        "worst pain      6 of 10",
        "pain afterwards 2 of 10",
        "sleep disturbed 0 of 10",
        "during          sleep",
        "triggers        none",
        "signs           one sided swelling",
        "tried           Night calf cramp: rescue",
        "helped          most",
        'note            say "ah"\n                =1+1 [/b] é',
        "id              0199-a",
    ]


def test_an_open_episode_of_the_afternoon_has_no_length_and_no_night() -> None:
    lines = format_all_fields(episode("2026-11-22T15:00:00+01:00", is_open=True))
    assert lines[1:3] == ["lasted          still open", "night           by day"]
    assert lines[3] == "where           not recorded"


def test_a_few_words_name_time_place_length_and_pain() -> None:
    assert brief(WHOLE) == "Sun 22 Nov 03:12, left calf, 4 min, pain 6"
    assert brief(episode()) == "Sun 22 Nov 03:12"


def test_a_table_marks_what_was_not_recorded_also_in_ascii() -> None:
    assert table([episode(id="a")])[1].split() == ["a", "2026-11-22", "03:12", *"·" * 6]
    assert table([episode(id="a")], is_ascii=True)[1].split() == ["a", "2026-11-22", "03:12", *"-" * 6]


def test_the_distress_stands_beside_the_pain_and_the_sleep_and_the_id_last() -> None:
    labels = [line[:15].rstrip() for line in format_all_fields(episode(distress=4))]
    assert labels[labels.index("sleep disturbed") + 1] == "distress"
    assert labels[-1] == "id"


def test_a_list_draws_together_and_cuts_what_was_tried_where_the_terminal_has_no_room_for_it() -> None:
    tried = (Tried(remedy="a warm wheat bag"), Tried(remedy="pickle juice"))
    episodes = [episode(id="01a228ca-bacd-73ee", place="calf", side=Side.RIGHT, pain=3, pain_after=0, tried=tried)]
    assert table(episodes)[1].endswith("a warm wheat bag, pickle juice  ·")
    assert table(episodes, cells=200) == table(episodes)
    narrow = table(episodes, cells=80)
    assert max(map(len, narrow)) <= 80
    assert narrow[1].endswith("a warm... ·")
    assert table(episodes, cells=88)[1].endswith("a warm wheat bag,... ·")


def test_in_a_narrow_terminal_an_episode_has_two_lines_that_say_themselves_what_each_number_is() -> None:
    tried = (Tried(remedy="a warm wheat bag"), Tried(routine="calf-wall"))
    episodes = [
        episode(id="01a228ca-bacd-73ee", place="hamstring", side=Side.LEFT, pain=6, pain_after=1, tried=tried),
        episode(id="01a228ca-bace-73ee", place="hand", side=Side.BOTH, pain_after=0, helped=Helped.MOST, is_open=True),
        episode(id="01a228ca-bacf-73ee", tried=(Tried(remedy="温かいタオル " * 9),)),
        episode(id="01a228ca-bad0-73ee"),
    ]
    assert table(episodes, cells=40) == [
        "2026-11-22 03:12 back of the left thigh",
        " 01a228ca-bacd pain 6 to 1, a warm...",
        "2026-11-22 03:12 hand or forearm L+R",
        " 01a228ca-bace pain afterwards 0,...",
        "2026-11-22 03:12 place not recorded",
        " 01a228ca-bacf 温かいタオル 温かいタ...",
        "2026-11-22 03:12 place not recorded",
        " 01a228ca-bad0 nothing more recorded",
    ]
    assert table(episodes, cells=70)[1] == " 01a228ca-bacd pain 6 to 1, a warm wheat bag, Calf stretch at the wall"
    assert table(episodes, cells=70)[3] == " 01a228ca-bace pain afterwards 0, still open, helped most"
    narrow = table(episodes, cells=30)
    assert max(map(cell_width, narrow)) <= 30
    assert [line[17:] for line in narrow[::2]] == ["back of... L", "hand... L+R", "·", "·"]


PRACTICE = Practice(
    id="p1", routine="my-calf", started_at=datetime(2026, 11, 22, 22, 15, tzinfo=UTC), seconds=185, completed=True,
    device="desk",
)  # fmt: skip


@with_each(
    ("changes", "text"),
    [
        ({}, "Calf, my way at 22:15, 3 min"),
        ({"side": Side.BOTH, "pain": 3, "pain_after": 2, "effort": 0},
         "Calf, my way at 22:15, both sides, 3 min, pain 3 to 2, effort 0"),
        ({"side": Side.LEFT, "pain": 0, "completed": False},
         "Calf, my way at 22:15, left side, 3 min, pain before 0, ended early"),
        ({"pain_after": 10}, "Calf, my way at 22:15, 3 min, pain afterwards 10"),
        ({"routine": "old-wall-stretch"}, "old wall stretch at 22:15, 3 min"),
        ({"is_skipped": True, "seconds": 0, "completed": False}, "Calf, my way, 22:15"),
    ],
)  # fmt: skip
def test_a_practice_says_what_was_recorded_of_it_and_nothing_else(changes: dict[str, object], text: str) -> None:
    names = Names(routines={"my-calf": "Calf, my way"})
    practice = replace(PRACTICE, **changes)  # type: ignore[arg-type]
    assert practice_text(practice, names) == text
    shown = dict(practice_fields(practice, names))
    assert (shown["pain before"], shown["effort"]) == (
        "" if practice.pain is None else f"{practice.pain} of 10",
        "" if practice.effort is None else f"{practice.effort} of 10",
    )
