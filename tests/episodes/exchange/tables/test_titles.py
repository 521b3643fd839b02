"""What a line above a table says of its numbers counts for columns that say nothing themselves."""

from tests.support.tables import episode, read

TABLE = "Date,Time,Pain,Duration\n05/11/2026,03:10,4,90\n"


def test_units_scales_and_the_order_of_dates_above_a_table_are_used_and_said() -> None:
    found = read(f"Diary of Ann. Durations are in seconds.\nPain on a scale of 0-5\nDates: DD/MM/YYYY\n{TABLE}")
    (record,) = found.records
    assert (record.pain, record.duration_seconds, str(record.started_at)[:10]) == (8, 90, "2026-11-05")  # type: ignore[union-attr]
    assert (
        found.remarks[0]
        == "The unit of Duration is seconds, as line 1 says: 'Diary of Ann. Durations are in seconds.'."
    )
    assert found.remarks[1] == "The scale of Pain is 0-5, as line 2 says: 'Pain on a scale of 0-5'."


def test_a_heading_counts_more_than_a_title_and_a_title_about_other_things_changes_nothing() -> None:
    titles = "Pain on a scale of 0-5\nPain diary 2024-2026\nPain May 1-5\nDuration of my trip: 3 days\n"
    found = episode(f"{titles}Date,Time,Pain (0-10),Duration\n2026-11-20,03:10,4,2\n")
    assert (found["pain"], found["duration_s"]) == (4, 120)
    assert episode("Pain May 1-5\nDate,Time,Pain\n2026-11-20,03:10,4\n")["pain"] == 4


def test_times_above_a_table_may_be_those_of_a_zone_and_mean_nothing_where_they_are_none() -> None:
    rows = "Date,Time\n2026-11-20,03:10\n"
    for title in ("Log (times are Asia/Tokyo)", "All times in Asia/Tokyo.", "Timezone: Asia/Tokyo"):
        assert episode(f"{title}\n{rows}")["started_at"] == "2026-11-20T03:10:00+09:00", title
    assert episode(f"Times are approximate\n{rows}")["started_at"] == "2026-11-20T03:10:00+00:00"
