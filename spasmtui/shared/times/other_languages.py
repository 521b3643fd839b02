"""Read German, French and Spanish words of times as English ones: months, days of the week, `gestern`, `anoche`.

A word that is another one in English is left alone, unless a whole date behind it shows which it is: `mar` is March,
and Tuesday in `mar. 12 mai`.
"""

import re

from spasmtui.shared.formats import MONTH_NAMES, WEEKDAY_NAMES

MONTHS = dict(
    zip(
        MONTH_NAMES,
        (
            "januar jänner janvier janv enero ene", "februar février févr fév febrero", "märz mär mrz mars marzo",
            "avril avr abril abr", "mai mayo", "juni juin junio", "juli juillet juil julio", "août agosto",
            "septembre septiembre setiembre", "oktober okt octobre octubre", "novembre noviembre",
            "dezember dez décembre déc diciembre dic",
        ),
        strict=True,
    )
)  # fmt: skip
"""The words for each month, beside those of English."""
_WEEKDAYS = dict(
    zip(
        WEEKDAY_NAMES,
        (
            "montag mo lundi lun lunes", "dienstag mardi martes", "mittwoch mi mercredi mer miércoles mié",
            "donnerstag jeudi jeu jueves jue", "freitag fr vendredi ven viernes vie",
            "samstag sonnabend sa samedi sam sábado sáb", "sonntag dimanche dim domingo dom",
        ),
        strict=True,
    )
)  # fmt: skip
_OPEN_WEEKDAYS = {"mar": "Tuesday", "di": "Tuesday", "do": "Thursday", "so": "Sunday"}
"""Abbreviations that are a day of the week before a whole date alone; elsewhere they are other words as well."""
_PHRASES = {
    "day before yesterday": "vorgestern; avant-hier, avant hier; anteayer, antier, antes de ayer",
    "yesterday morning": "gestern morgen, gestern früh",
    "yesterday": "gestern; hier; ayer",
    "this morning": "heute morgen, heute früh; ce matin; esta mañana",
    "this afternoon": "heute nachmittag; cet après-midi; esta tarde",
    "this evening": "heute abend; ce soir",
    "tonight": "heute nacht; cette nuit; esta noche",
    "today": "heute; aujourd'hui; hoy",
    "last night": "letzte nacht, vergangene nacht, gestern nacht; la nuit dernière, nuit dernière; anoche",
    "night before last": "vorletzte nacht; anteanoche, antenoche",
    "morning": "vormittag, morgens; du matin, matin; de la mañana, por la mañana, en la mañana, de la madrugada",
    "afternoon": "nachmittag, nachmittags; de l'après-midi, après-midi; de la tarde, por la tarde, en la tarde",
    "evening": "abend, abends; du soir, soir",
    "night": "in der nacht, nacht, nachts; dans la nuit; de la noche, por la noche, en la noche",
    "noon": "mittag; midi; mediodía",
    "midnight": "mitternacht; minuit; medianoche",
    "last week": "letzte woche, vorige woche; la semaine dernière, semaine dernière; la semana pasada, semana pasada",
    "this week": "diese woche; cette semaine; esta semana",
    "last month": "letzten monat, vorigen monat; le mois dernier, mois dernier; el mes pasado, mes pasado",
    "this month": "diesen monat; ce mois-ci, ce mois; este mes",
    "last year": "letztes jahr; l'année dernière, année dernière, l'an dernier; el año pasado, año pasado",
    "this year": "dieses jahr; cette année; este año",
}
_UNITS = {
    "second": "sekunde sekunden seconde secondes segundo segundos",
    "minute": "minute minuten minutes minuto minutos min",
    "hour": "stunde stunden std heure heures hora horas h",
    "day": "tag tage tagen jour jours día días",
    "week": "woche wochen semaine semaines semana semanas",
    "month": "monat monate monaten mois mes meses",
    "year": "jahr jahre jahren an ans année années año años",
}
_PLAIN = str.maketrans("äàáâãåçéèêëíìîïñóòôöõúùûü’", "aaaaaaceeeeiiiinooooouuuu'")
"""Each letter without its accent is one letter, so that a place in the one text is the same in the other."""


def _by_word(words: dict[str, str], separators: str = r"\s+") -> dict[str, str]:
    return {
        word.translate(_PLAIN): english for english, others in words.items() for word in re.split(separators, others)
    }


_MONTH_OF, _WEEKDAY_OF, _UNIT_OF = _by_word(MONTHS), _by_word(_WEEKDAYS), _by_word(_UNITS)
_PHRASE_OF = _by_word(_PHRASES, r"[;,] ")


_LETTERS = re.compile(r"[^\W\d_]+")
_LEADS = ("vor", "il", "hace", "letzten", "vorigen", "ago", "am", "le", "el", "den", "a", "alle", "gegen", "vers")
_KNOWN = frozenset(
    word
    for words in (_MONTH_OF, _WEEKDAY_OF, _OPEN_WEEKDAYS, _PHRASE_OF, _LEADS)
    for each in words
    for word in _LETTERS.findall(each)
)


def _either(words: dict[str, str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_END = r"(?![^\W\d_])"
_MONTH = rf"(?:{_either(_MONTH_OF)}){_END}"
_ENGLISH_MONTH = "|".join(name[:3].lower() for name in MONTH_NAMES)
_NUMBERS = r"\d{1,2}[./-] ?\d{1,2}[./-] ?\d{2,4}|\d{4}-\d\d-\d\d"
_DATE = rf"(?:{_NUMBERS}|\d{{1,2}}(?:\.|er)?[ -]*(?:de )?(?:{_MONTH}|{_ENGLISH_MONTH}|ago\b))"
_NAMED = rf"(?:{_either(_WEEKDAY_OF)}){_END}"
_COUNT = r"(?P<count>\d{1,5}|ein(?:em|er|e)?|une?|una?)"
_HALF_HOUR = "einer halben stunde|une demi[- ]heure|media hora"
_ALONE = (
    rf"(?P<phrase>{_either(_PHRASE_OF)}){_END}",
    rf"(?:vor|il y a|hace) (?:{_COUNT} ?(?P<unit>{_either(_UNIT_OF)})|(?P<half>{_HALF_HOUR})){_END}",
    rf"(?:le |el )?(?:(?:letzten|vorigen) (?P<last>{_NAMED})|(?P<past>{_NAMED}) (?:dernier|pasado)){_END}",
    rf"(?P<weekday>{_NAMED})[.,]*",
    rf"(?P<open>{_either(_OPEN_WEEKDAYS)})[.,]* (?={_DATE})",
    rf"(?P<on>am|le|el|den) (?={_DATE}|{_NAMED})",
    r"(?P<at>a|a las?|alle|gegen|vers) (?=\d{1,2}(?:[:.h ]|\Z))",
    rf"(?P<within>im|en) (?={_MONTH}|\d{{4}})",
)
_AFTER_DIGIT = (
    r"(?P<august>[ ./-]ago\.?)(?=[ ./-]+(?:de )?\d{4})",
    r"(?P<ordinal>er|º)(?= )",
    r"(?P<minutes> ?(?:heures?|h) ?)(?=\d\d(?!\d))",
    rf"(?P<hours> ?(?:heures?|horas?|h)){_END}",
)
_WORDS = re.compile(
    rf"(?<![^\W\d_])(?=[a-z])(?:(?<!\d)(?:{'|'.join(_ALONE)})|(?P<month>{_MONTH})\.?)"
    rf"|(?<=\d)(?:{'|'.join(_AFTER_DIGIT)})"
    r"|(?P<of> del? )(?!la |l')(?=[a-z]|\d{4})"
)
_ENGLISH = {
    "on": "on ", "at": "at ", "of": " ", "within": "in ", "ordinal": "", "minutes": "h", "hours": " o'clock",
    "half": "half an hour ago", "august": " August",
}  # fmt: skip
_WEAK = frozenset({"of", "within", "ordinal", "minutes", "hours"})
"""What is English, or nothing, beside one of the others alone."""


def month_of(word: str) -> str:
    """Return the English name of a month; empty for any other word."""
    return _MONTH_OF.get(word.lower().translate(_PLAIN).strip("."), "")


def is_weekday(word: str) -> bool:
    """Return whether a word beside a date is a day of the week."""
    plain = word.lower().translate(_PLAIN)
    return plain in _WEEKDAY_OF or plain in _OPEN_WEEKDAYS


def in_english(text: str) -> str:
    """Return a time, a date or a period with English words: `yesterday 3:10` for `gestern 3:10` and `hier à 3h10`.

    A text without a word that is known for sure stays as it is.
    """
    plain = text.lower().translate(_PLAIN)
    # Most cells of a table have no such word, and an expression for all of them takes long. A few letters are another
    # number of small ones, and no words of times have them.
    known = _KNOWN.intersection(_LETTERS.findall(plain))
    is_half_of_day = known == {"am"} and not plain.startswith("am ")
    if not known or is_half_of_day or len(plain) != len(text):
        return text
    found = list(_WORDS.finditer(plain))
    if all(match.lastgroup in _WEAK for match in found):
        return text
    parts, at = [], 0
    for match in found:
        parts += [text[at : match.start()], _english(match)]
        at = match.end()
        if text[at : at + 1].isdigit() and parts[-1][-1:].isalpha() and parts[-1] != "h":
            parts.append(" ")
    return "".join((*parts, text[at:]))


def _english(match: re.Match[str]) -> str:
    words = {name: word for name, word in match.groupdict().items() if word is not None}
    if phrase := words.get("phrase"):
        return _PHRASE_OF[phrase]
    if unit := words.get("unit"):
        count = words["count"] if words["count"].isdigit() else "1"
        return f"{count} {_UNIT_OF[unit]}{'' if count == '1' else 's'} ago"
    if last := words.get("last") or words.get("past"):
        return f"last {_WEEKDAY_OF[last]}"
    if month := words.get("month"):
        return _MONTH_OF[month]
    if weekday := words.get("weekday"):
        return _WEEKDAY_OF[weekday]
    if before_date := words.get("open"):
        return f"{_OPEN_WEEKDAYS[before_date]} "
    return next(english for name, english in _ENGLISH.items() if name in words)
