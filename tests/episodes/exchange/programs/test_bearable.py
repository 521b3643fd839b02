"""Bearable: symptoms, feelings and factors are words of the day, a cramp at a time an episode, the rest is named."""

from hypothesis import given, settings
from hypothesis import strategies as st

from spasmtui.episodes.exchange.importers.result import SkippedRow
from spasmtui.episodes.model.episode import Episode
from tests.episodes.exchange.test_importers import fields, taken
from tests.support.exchange import words_by_day

ROWS = """\
date,date formatted,weekday,time of day,category,rating/amount,detail,notes
"22nd Sep 2026","2026-09-22","Tuesday","03:00","Mood","6","Meh | Anxious","slept badly"
"22nd Sep 2026","2026-09-22","Tuesday","mid","Symptom","1","Calf cramp (Mild)",""
"22nd Sep 2026","2026-09-22","Tuesday","3:10 am","Symptom","3","Left calf cramp (Severe)","woke me"
"22nd Sep 2026","2026-09-22","Tuesday","3:20","Symptom","2","Muscle spasms (Moderate)",""
"22nd Sep 2026","2026-09-22","Tuesday","pm","Symptom","2","Headache (Moderate)",""
"22nd Sep 2026","2026-09-22","Tuesday","4:00","Symptom","1","Stomach cramps (Mild)",""
"22nd Sep 2026","2026-09-22","Tuesday","pm","Symptom","0","Nausea",""
"22nd Sep 2026","2026-09-22","Tuesday","all day","Factors","","Sedentary | Alcohol",""
"22nd Sep 2026","2026-09-22","Tuesday","all day","Food Diary factors","","Caffeine",""
"22nd Sep 2026","2026-09-22","Tuesday","3:04","Meds/Supplements","50","Magnesium (mg)",""
"22nd Sep 2026","2026-09-22","Tuesday","","Mood","6","",""
"22nd Sep 2026","2026-09-22","Tuesday","pm","Symptom","","Fever (None)",""
"""


def test_a_cramp_at_a_time_is_an_episode_and_everything_else_a_word_of_its_day() -> None:
    found = taken(ROWS)
    assert [fields(each) for each in found.records if isinstance(each, Episode)] == [
        {
            "started_at": "2026-09-22T03:10:00+00:00",
            "place": "calf",
            "side": "left",
            "kind": "cramp",
            "note": "woke me\nBearable: Left calf cramp (Severe)",
        },
        {"started_at": "2026-09-22T03:20:00+00:00", "kind": "spasm", "note": "Bearable: Muscle spasms (Moderate)"},
    ]
    words = ("meh", "anxious", "calf-cramp", "headache", "stomach-cramps", "sedentary", "alcohol", "caffeine")
    assert words_by_day(found) == {"2026-09-22": words}
    assert found.remarks[-1] == (
        "Calf cramp: 1 row has no time of day, so it becomes a word of its day. An episode needs a time."
    )


def test_what_has_no_place_is_named_with_its_rows_and_its_columns() -> None:
    found = taken(ROWS)
    assert found.skipped == (
        SkippedRow(line=8, reason="It says that a symptom was not there."),
        SkippedRow(line=11, reason="Meds/Supplements has no place in the diary."),
        SkippedRow(line=12, reason="Mood is only a number, on a scale that the diary does not have."),
        SkippedRow(line=13, reason="It says that a symptom was not there."),
    )
    assert (found.unmapped, found.left_out) == (("time of day", "rating/amount", "notes"), ("date", "weekday"))
    assert (found.row_count, found.rejected) == (8, ())


def test_a_category_can_be_left_out_and_a_symptom_have_another_word() -> None:
    found = taken(ROWS, Factors="", Mood="", Left_calf_cramp="night-cramp")
    assert "night-cramp" in words_by_day(found)["2026-09-22"]
    assert not {"sedentary", "meh"} & {*words_by_day(found)["2026-09-22"]}
    assert found.left_out == ("date", "weekday", "Mood", "Factors")


def test_a_date_as_earlier_versions_wrote_it_is_read_and_importing_twice_makes_the_same_ids() -> None:
    text = "date,weekday,time of day,category,rating/amount,detail,notes\n8th Dec 2021,Wednesday,2:15,Symptom,2,{},\n"
    found = taken(text.format("Foot cramps (Moderate)"))
    assert (found.unmapped, found.skipped) == (("rating/amount",), ())
    once, again = (taken(text.format("Foot cramps (Moderate)")).records for _ in range(2))
    assert once == again
    assert [fields(each, "note") for each in once] == [
        {"started_at": "2021-12-08T02:15:00+00:00", "place": "foot", "kind": "cramp"}
    ]


ROW = st.tuples(
    st.sampled_from(["2026-09-22", "2026-02-30", ""]),
    st.sampled_from(["", "mid", "3:10", "25:00"]),
    st.sampled_from(["Symptom", "Mood", "Factors", "Energy", ""]),
    st.sampled_from(["", "0", "3"]),
    st.sampled_from(["", "Calf cramp (Severe)", "Meh | Sad", "🙂"]),
)


@settings(max_examples=15)
@given(rows=st.lists(ROW, max_size=6))
def test_every_row_goes_in_is_refused_or_is_named_as_one_without_a_place(rows: list[tuple[str, ...]]) -> None:
    header = ("date", "time of day", "category", "rating/amount", "detail")
    found = taken("\n".join(map(",".join, (header, *rows))), "bearable")
    filled = [row for row in rows if any(row)]
    assert found.row_count + len(found.skipped) == len(filled)
    unread = [row for row in filled if row[0] != "2026-09-22"]
    assert len(found.rejected) >= len(unread)
    taken_in = found.row_count - len(found.rejected)
    assert bool(taken_in) == bool(found.records or any("🙂" in each for each in found.unmapped))
