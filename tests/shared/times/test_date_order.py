"""Dates in every writing, and the order in which day and month stand."""

from datetime import date

import pytest

from spasmtui.errors import WrongUsage
from spasmtui.shared.times.date_order import locale_order, preferred_order, settle_order
from spasmtui.shared.times.dates import DateOrder, PreferredOrder, TwoWayDate, parse_iso_date, read_date
from tests.support.cases import with_each

TODAY = date(2026, 11, 22)
DMY, MDY, YMD = (PreferredOrder(order) for order in (DateOrder.DMY, DateOrder.MDY, DateOrder.YMD))
AMERICAN = PreferredOrder(DateOrder.MDY, "en_US")


PLAIN = (
    "2026-11-12", "2026/11/12", "2026.11.12", "2026. 11. 12.", "20261112", "2026-W46-4", "2026W464",
    "12 Nov 2026", "12 November 2026", "12th of November 2026", "12. Nov. 2026", "12-Nov-2026", "12-nov-26",
    "12 Nov '26", "12nov2026", "12/Nov/2026", "Nov 12, 2026", "Nov 12 2026", "november 12th, 2026", "2026-Nov-12",
    "Thu 12 Nov 2026", "Thursday, 12 November 2026", "12 Nov", "Nov 12", "Thu 12 Nov",
)  # fmt: skip


def test_a_date_that_can_be_read_in_one_way_is_read_whatever_the_order() -> None:
    for text in PLAIN:
        written = read_date(text, TODAY)
        assert written is not None
        for order in (None, DMY, MDY, YMD, AMERICAN):
            assert written.choose(order) == (date(2026, 11, 12), "")
        assert set(written.orders) == set(DateOrder)


@with_each(
    ("text", "order"),
    [
        ("27.11.2025", "dmy"), ("27/11/2025", "dmy"), ("27-11-2025", "dmy"), ("11/27/2025", "mdy"), ("27.11.25", "dmy"),
        ("27. 11. 2025", "dmy"), ("11-27-25", "mdy"), ("27.11.", "dmy"), ("11/27", "mdy"), ("27/11", "dmy"),
    ],
)  # fmt: skip
def test_a_number_that_is_no_month_says_which_is_the_day(text: str, order: str) -> None:
    written = read_date(text, TODAY)
    assert written is not None
    assert written.orders == (order,)
    for preferred in (None, DMY, MDY, YMD):
        assert written.choose(preferred)[0] == date(2025, 11, 27)


def test_a_date_that_could_be_two_is_asked_back_with_both() -> None:
    written = read_date("5/12/2026", TODAY)
    assert written is not None
    for order in (None, YMD):
        with pytest.raises(TwoWayDate) as asked:
            written.choose(order)
        assert asked.value.message == (
            "5/12/2026 could be 5 December 2026 or 12 May 2026. Write 2026-12-05 or 2026-05-12, "
            "or say --date-order dmy or mdy."
        )
    assert [written.choose(order)[0].isoformat() for order in (DMY, MDY)] == ["2026-12-05", "2026-05-12"]
    assert written.choose(AMERICAN) == (date(2026, 5, 12), "5/12/2026 was read as 12 May 2026, as en_US writes dates.")


def test_a_date_that_could_be_three_names_all_of_them() -> None:
    written = read_date("5/12/26", TODAY)
    assert written is not None
    assert written.question.message == (
        "5/12/26 could be 5 December 2026, 12 May 2026 or 26 December 2005. "
        "Write 2026-12-05, 2026-05-12 or 2005-12-26, or say --date-order dmy, mdy or ymd."
    )


def test_a_year_of_two_digits_may_stand_at_either_end() -> None:
    written = read_date("26.11.12", TODAY)
    assert written is not None
    assert written.orders == ("dmy", "ymd")
    assert [written.choose(order)[0].isoformat() for order in (DMY, YMD)] == ["2012-11-26", "2026-11-12"]
    with pytest.raises(TwoWayDate):
        written.choose(MDY)


def test_the_day_of_the_week_says_which_is_the_day_or_that_none_is() -> None:
    written = read_date("Tue 5/12/2026", TODAY)
    assert written is not None
    assert (written.choose(DMY)[0], written.orders) == (date(2026, 5, 12), ("mdy",))
    wrong = read_date("Fri 12 Nov 2026", TODAY)
    assert wrong is not None
    with pytest.raises(WrongUsage, match="12 November 2026 is a Thursday, not 'Fri'"):
        wrong.choose()


def test_a_year_that_was_not_written_is_that_of_the_latest_such_day() -> None:
    for text, year in (("Sun 22 Nov", 2026), ("23 Nov", 2025), ("Thu 29 Feb", 2024)):
        written = read_date(text, TODAY)
        assert written is not None
        assert written.choose()[0].year == year
        assert not written.has_year


@pytest.mark.parametrize("text", ["Sat 22 Nov", "Sat 22nd", "Mon 22/11", "Sun 29 Feb"])
def test_a_wrong_day_of_the_week_is_asked_back_and_chooses_no_date_of_years_ago(text: str) -> None:
    written = read_date(text, TODAY)
    assert written is not None
    with pytest.raises(WrongUsage, match=r" is a .+, not '...'\. If it was another year, write the year as well\."):
        written.choose()


def test_a_wrong_day_of_the_week_is_asked_back_also_where_an_order_was_said() -> None:
    written = read_date("Mon 11/12/2025", TODAY)
    assert written is not None
    with pytest.raises(WrongUsage, match="11 December 2025 is a Thursday, not 'Mon'"):
        written.choose(PreferredOrder(DateOrder.DMY))


def test_a_day_of_long_ago_is_spelled_out_where_its_year_was_not_written() -> None:
    for text, remark in (("23 Nov", "23 Nov was read as 23 November 2025."), ("1 June", ""), ("23 Nov 2025", "")):
        written = read_date(text, TODAY)
        assert written is not None
        assert written.choose()[1] == remark


def test_a_year_of_two_digits_that_is_of_the_last_century_is_said() -> None:
    for text, remark in (("27.11.99", "27.11.99 was read as 27 November 1999."), ("27.11.25", "")):
        written = read_date(text, TODAY)
        assert written is not None
        assert written.choose()[1] == remark


@with_each("text", ["31/2/2026", "2026-02-30", "30 Feb 2026", "0/0/2026", "2026-13-01", "13/13/2026"])
def test_a_day_that_no_calendar_has_is_named(text: str) -> None:
    written = read_date(text, TODAY)
    assert written is not None
    with pytest.raises(WrongUsage, match=f"no day '{text}' in any calendar"):
        written.choose(DMY)


@with_each("text", ["", "soon", "1.5", "12", "2026", "5/12/20261", "2026-11-12x", "٢٠٢٦-١١-١٢", "5-12/2026"])
def test_what_is_no_date_is_none(text: str) -> None:
    assert read_date(text, TODAY) is None


def test_a_calendar_date_is_of_any_year() -> None:
    assert parse_iso_date("1066-10-14") == date(1066, 10, 14)
    with pytest.raises(WrongUsage, match="'2026-13-18' is not a date such as 2026-11-22"):
        parse_iso_date("2026-13-18")


@with_each(
    ("environment", "order"),
    [
        ({"LANG": "en_US.UTF-8"}, "mdy"), ({"LANG": "en_GB.UTF-8"}, "dmy"), ({"LANG": "de_DE@euro"}, "dmy"),
        ({"LANG": "ja_JP.UTF-8"}, "ymd"), ({"LANG": "en_DK.UTF-8"}, "ymd"), ({"LANG": "C.UTF-8"}, None), ({}, None),
        ({"LANG": "POSIX"}, None), ({"LANG": "en_CA.UTF-8"}, None), ({"LANG": "fr"}, "dmy"), ({"LANG": "en"}, None),
        ({"LANG": "en_US", "LC_TIME": "en_GB"}, "dmy"), ({"LC_ALL": "C", "LC_TIME": "en_GB"}, None),
        ({"LC_ALL": "", "LC_MESSAGES": "de_DE", "LANG": "es_MX"}, "dmy"), ({"LANG": "xx_YY"}, None),
    ],
)  # fmt: skip
def test_the_locale_says_the_order_where_its_place_has_one(environment: dict[str, str], order: str | None) -> None:
    found = locale_order(environment)
    assert (found and found.order) == order


def test_what_a_person_says_counts_before_the_locale() -> None:
    assert preferred_order("DMY", {"LANG": "en_US"}) == DMY
    assert preferred_order(None, {"LANG": "en_US"}) == AMERICAN
    with pytest.raises(WrongUsage, match="--date-order is dmy, mdy or ymd, not 'us'"):
        preferred_order("us", {})


def test_one_date_that_can_only_be_read_in_one_way_settles_a_whole_file() -> None:
    assert settle_order(["5/12/2026", "27/11/2025 3:10"], TODAY, AMERICAN).order == DMY
    assert settle_order(["5/12/2026", "27/11/2025", "13/13/2026", "", "2026-11-12"], TODAY).order == DMY
    assert settle_order(["5/12/2026", "11/27/2025"], TODAY, DMY).order == MDY


def test_a_file_of_dates_that_could_be_two_is_asked_about_unless_somebody_has_said() -> None:
    settled = settle_order(["2026-11-12", "5/12/2026 3:10", "6/11/2026"], TODAY)
    assert settled.order is None
    assert settled.asked is not None
    assert settled.asked.text == "5/12/2026"
    assert settle_order(["5/12/2026"], TODAY, AMERICAN).order == AMERICAN
    assert settle_order(["5/12/2026"], TODAY, YMD).asked is not None
    assert settle_order(["5/5/2026", "2026-11-12"], TODAY) == (None, None, False)


def test_a_file_in_both_orders_is_asked_about_whatever_the_locale_says() -> None:
    texts = ["5/12/2026", "27/11/2025", "11/27/2025"]
    mixed = settle_order(texts, TODAY, AMERICAN)
    assert (mixed.order, mixed.is_mixed, mixed.asked and mixed.asked.text) == (None, True, "5/12/2026")
    mixed = settle_order([*texts, "6/12/2026"], TODAY, AMERICAN)
    assert (mixed.asked and mixed.asked.text) == "5/12/2026"
    assert settle_order(texts, TODAY, DMY).order == DMY
