"""Cluster Headache Tracker: each attack on the clock of this place, its medicine in the note."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.episodes.exchange.test_importers import CLUSTER, fields, taken


def test_cluster_headache_tracker_s_attacks_come_in_on_the_clock_of_this_place() -> None:
    found = taken(CLUSTER)
    assert found.format == "cluster-headache"
    assert [fields(each) for each in found.records] == [
        {
            "started_at": "2026-03-01T08:00:00+00:00",
            "ended_at": "2026-03-01T10:30:00+00:00",
            "pain": 7,
            "triggers": ["Lack of sleep", "heat"],
            "tried": [{"remedy": "Stretching", "seconds": None, "completed": None}],
            "note": "Morning\nMedication: Stretching",
        },
        {"started_at": "2026-03-02T08:00:00+00:00"},
        {"started_at": "2026-03-03T08:00:00+00:00", "note": "Too intense"},
    ]
    assert [each.line for each in found.rejected] == [4, 5, 7]
    assert [(each.column, each.line) for each in found.cells] == [("intensity", 6)]
    titled = taken(f"My attacks,,\n{CLUSTER}")
    assert ([each.line for each in titled.skipped], len(titled.records)) == ([1], 3)


CELL = st.sampled_from(["", "7", "15", "2026-03-01 09:00:00", "soon"])
START = st.sampled_from(["2026-03-01 08:00:00", "2026-13-45 08:00:00", ""])


@settings(max_examples=15)
@given(rows=st.lists(st.tuples(START, CELL, CELL), max_size=5))
def test_every_attack_goes_in_or_is_refused_and_every_cell_is_read_or_named(rows: list[tuple[str, ...]]) -> None:
    text = "\n".join(["start_time,end_time,intensity,weather", *(f"{','.join(row)},rain" for row in rows)])
    found = taken(text, "cluster-headache")
    good = [row for row in rows if row[0] == "2026-03-01 08:00:00"]
    assert (len(found.records), len(found.rejected)) == (len(good), len(rows) - len(good))
    unread = sum(row[1] in ("7", "15", "soon") for row in good) + sum(row[2] not in ("", "7") for row in good)
    assert len(found.cells) == unread
    assert found.unmapped == ("weather",)
