"""Times, dates and periods in German, French and Spanish mean what their English words mean."""

from datetime import datetime, timedelta, timezone

import pytest

from spasmtui.errors import WrongUsage
from spasmtui.shared.times.bounds import parse_period, read_day_words
from spasmtui.shared.times.moments import read_moment
from spasmtui.shared.times.other_languages import in_english

NOW = datetime(2026, 11, 26, 9, 30, tzinfo=timezone(timedelta(hours=1)))
"""A Thursday, in the morning."""

TIMES = {
    "yesterday 23:40": ("gestern 23:40", "Gestern, 23:40 Uhr", "hier à 23h40", "ayer a las 23:40"),
    "yesterday at 3": ("gestern um 3", "ayer a las 3", "gestern gegen 3"),
    "yesterday at 3 o'clock": ("gestern um 3 Uhr", "hier à 3h", "hier à 3 heures", "ayer a las 3 horas"),
    "day before yesterday 22:15": ("vorgestern 22:15", "avant-hier à 22 h 15", "anteayer 22:15", "antier 22:15"),
    "today 03:10": ("heute 03:10", "aujourd'hui à 03h10", "Aujourd’hui 3:10", "hoy 03:10"),
    "last night 23:40": ("letzte Nacht 23:40", "la nuit dernière 23:40", "anoche 23:40", "anoche a las 23:40"),
    "tonight 03:10": ("heute Nacht 03:10", "cette nuit à 3h10", "esta noche 3:10"),
    "yesterday evening 8:30": ("gestern Abend 8:30", "hier soir 8:30"),
    "this morning at 6:30": ("heute Morgen um 6:30", "ce matin à 6:30", "esta mañana a las 6:30"),
    "yesterday night at 11": ("ayer por la noche a las 11",),
    "yesterday 3 o'clock at night": ("gestern 3 Uhr nachts", "hier 3h dans la nuit"),
    "monday 3:10": ("Montag 3:10", "am Montag 3:10", "Mo 3:10", "lundi à 3h10", "el lunes a las 3:10"),
    "last friday 3:10": ("letzten Freitag 3:10", "vendredi dernier à 3h10", "el viernes pasado 3:10"),
    "3 march 2026 03:10": (
        "3. März 2026 um 03:10", "am 3. Mrz 2026 03:10", "le 3 mars 2026 à 3h10", "3 de marzo de 2026 3:10",
        "3 marzo 2026 03:10", "Di., 3. März 2026, 03:10", "mar. 3 mars 2026 3h10", "martes 3 de marzo de 2026 3:10",
        "mar 3/3/2026 03:10", "03:10 am 3. März 2026",
    ),
    "1 august 2026 3:10": ("le 1er août 2026 à 3h10", "1 ago 2026 3:10", "1º de agosto de 2026 3:10"),
    "20 minutes ago": ("vor 20 Minuten", "il y a 20 min", "hace 20 minutos"),
    "an hour ago": ("vor einer Stunde", "il y a une heure", "hace una hora", "hace 1h"),
    "half an hour ago": ("vor einer halben Stunde", "il y a une demi-heure", "hace media hora"),
    "2 days ago 3:10": ("vor 2 Tagen 3:10", "il y a 2 jours à 3h10", "hace 2 días a las 3:10"),
}  # fmt: skip
PERIODS = {
    "yesterday": ("gestern", "hier", "ayer"),
    "march": ("März", "im März", "en mars", "marzo"),
    "may 2026": ("Mai 2026", "mai 2026", "en mayo de 2026"),
    "last week": ("letzte Woche", "la semaine dernière", "la semana pasada"),
    "this month": ("diesen Monat", "ce mois-ci", "este mes"),
    "last night": ("letzte Nacht", "la nuit dernière", "anoche"),
    "20 october": ("20. Oktober", "20 octobre", "20 de octubre"),
    "friday": ("Freitag", "vendredi", "viernes"),
    "2 weeks ago": ("vor 2 Wochen", "il y a 2 semaines", "hace 2 semanas"),
}


def test_a_time_means_what_its_english_words_mean() -> None:
    found = {text: read_moment(text, NOW).instant for others in TIMES.values() for text in others}
    assert found == {text: read_moment(english, NOW).instant for english, others in TIMES.items() for text in others}


def test_a_period_means_what_its_english_words_mean() -> None:
    found = {text: parse_period(text, NOW) for others in PERIODS.values() for text in others}
    assert found == {text: parse_period(english, NOW) for english, others in PERIODS.items() for text in others}
    assert read_day_words("vorgestern", NOW)[0].isoformat() == "2026-11-24"


def test_every_month_and_day_of_the_week_is_known_by_its_whole_name() -> None:
    months = (
        "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    )
    for number, words in enumerate(zip(*map(str.split, months), strict=True), 1):
        assert {read_moment(f"3 {word} 2025 3:10", NOW).instant.month for word in words} == {number}
    days = (
        "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
        "lundi mardi mercredi jeudi vendredi samedi dimanche",
        "lunes martes miércoles jueves viernes sábado domingo",
    )
    for number, words in enumerate(zip(*map(str.split, days), strict=True)):
        assert {read_moment(f"{word} 3:10", NOW).instant.weekday() for word in words} == {number}


def test_a_word_that_is_another_in_english_keeps_its_english_meaning_or_is_asked_about() -> None:
    assert read_moment("mar 3 2026 3:10", NOW).instant.isoformat() == "2026-03-03T03:10:00+01:00"
    for text in ("mar 3:10", "di 3:10", "so 3:10", "do 3:10", "mañana 3:10", "morgen 3:10", "3h", "3 h 10", "le 3:10"):
        with pytest.raises(WrongUsage, match="is not a time"):
            read_moment(text, NOW)
    for text in (
        "2 days ago",
        "2026-11-12T03:10:00Z",
        "Tue 12 May 2026 3:10 pm",
        "left calf",
        "so bad",
        "10 h ago",
        "İstanbul",
    ):
        assert in_english(text) == text


def test_what_was_typed_is_quoted_and_not_its_translation() -> None:
    said = {
        "gestern": r"'gestern' needs a time of day too, such as 'gestern 03:10'",
        "31. Februar 2026 3:10": r"There is no day '31\. Februar 2026 3:10' in any calendar",
        "Mo 3. März 2026 3:10": r"3 March 2026 is a Tuesday, not 'Monday'",
        "am 5.12.2025 um 3:10": r"5\.12\.2025 um 3:10 could be",
        "hier à 25h10": r"There is no 25h10 on a clock",
    }
    for text, message in said.items():
        with pytest.raises(WrongUsage, match=message):
            read_moment(text, NOW)
    remark = read_moment("3. März 3:10", NOW.replace(month=12)).remark
    assert remark.startswith("3. März 3:10 was read as 3 March 2026.")
