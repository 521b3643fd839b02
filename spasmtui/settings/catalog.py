"""Describe each setting: its title, a sentence on what it does, and the values it can have. Pure.

Types, defaults and conditions come from the model in `shared/settings.py`; a setting that has no words here is listed
all the same, by its name. A set of words, such as the conditions of the drink, is one setting a word.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, get_args, get_origin

from spasmtui.shared.key_names import with_keys
from spasmtui.shared.language import LANGUAGES
from spasmtui.shared.settings import (
    LONGEST_LINE,
    TABLES,
    Line,
    LoadedSettings,
    Settings,
    describe_mismatch,
    with_setting,
)

HEADINGS = {
    "": "Help and language",
    "screen": "Screen",
    "relief": "Relief",
    "drink": "Drink",
    "report": "Sheet to print",
    "encrypt": "Encrypted diary",
}

WORDS: dict[str, tuple[str, str]] = {
    "region": (
        "Emergency numbers for",
        (
            "The country whose emergency and advice numbers come first, by its two letters, such as gb, or the number "
            "itself. Auto: the time zone and the locale decide."
        ),
    ),
    "language": (
        "Language",
        (
            "The language of the urgent page and of relief, from the next start on. Auto: that of the locale, else "
            "English."
        ),
    ),
    "plain": (
        "Line by line",
        "The program speaks in lines and numbered menus, as with --plain, from the next start on: for a screen reader.",
    ),
    "screen.theme": (
        "Colours",
        (
            "Auto is dark by day and a dim red from 22:00 to 06:00. High contrast is white and yellow on black. "
            "Terminal keeps the terminal's own colours."
        ),
    ),
    "screen.mouse": (
        "Mouse",
        "Rows, links and keys answer to the mouse; auto: not over SSH or in GNU screen. To select text, hold Shift.",
    ),
    "relief.bell": ("Bell", "The bell of the terminal sounds when a step changes."),
    "relief.flash": (
        "Flash",
        "The time lights up for a moment when a step changes. Day: it stays dark at night, because light wakes you.",
    ),
    "relief.notify": (
        "Notification",
        "The terminal shows a notification when a step changes. Not every terminal can.",
    ),
    "relief.speech": ("Speech", "Each step is read aloud, where the system has a voice."),
    "relief.voice_words_per_minute": (
        "Speed of speech",
        "Words a minute, from 80 to 450, where the system has a voice; 0 is the tool's own speed, mostly about 175.",
    ),
    "relief.motion": (
        "Moving figures",
        "A figure shows its movement for half a second when a step begins. Over SSH it always stays still.",
    ),
    "relief.breath": ("Breathing", "Holds say when to breathe in and when to breathe out."),
    "relief.get_ready_seconds": (
        "Time to get ready",
        "Time before the first step, for routines that do not begin with some.",
    ),
    "relief.any_key_gone": (
        "Any key means gone",
        (
            "While a cramp is treated, any key but {w:relief.worse}, !, {?:app.keys}, {y:relief.yes}, {n:relief.no} "
            "and {q:app.leave} says that it is gone; line by line, any line does."
        ),
    ),
    "drink.measures": ("Measures", "The spoons and cups in which the recipes of the drink are written."),
    "encrypt.identity": (
        "Key of the diary",
        (
            "The file with the key of a diary that `spasmtui log encrypt` has encrypted. Auto: diary-key.txt beside "
            "the settings."
        ),
    ),
    "drink.about": (
        "Drink: warn about",
        "What concerns you: the drink shows the warnings for it first.",
    ),
    "report.name": (
        "Your name",
        "Printed at the top of the sheet, and in no other export. Empty: a line to write on.",
    ),
    "report.born": ("Date of birth", "Printed beside your name, as you write it. Empty: a line to write on."),
    "report.clinician": (
        "Clinician",
        "The physiotherapist or doctor for whom the sheet is. Empty: a line to write on.",
    ),
    "report.paper": (
        "Paper",
        "Auto is Letter where that is used, such as in the US, Canada and Mexico, and A4 elsewhere.",
    ),
}
"""Title and meaning of each setting by its name in the file."""
_VALUES = {"us": "US", "australian": "Australian", "a4": "A4", "letter": "Letter"}
"""Values that are written otherwise than in the file."""
_FROM_THE_LOCALE = "auto"
"""The words of a country or a language that is not set."""
_FROM_THE_TOOL = "the tool's own"
_LEFT_EMPTY = "empty"
"""The words of a line that is printed empty."""
_SHORT_TEXT, _LINE = 20, LONGEST_LINE
_STEP, _MOST_STEPS = 5, 20
"""The step of a number, and how many are tried until one can be used: none can between 0 and 80 words a minute."""
_ON_OFF = ((False, "off"), (True, "on"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A value that a person can set."""

    name: tuple[str, ...]
    """Where it is written: its table, if any, and its name."""
    member: str = ""
    """The word that is in a set or not; empty for a setting that is no set."""
    title: str
    heading: str = ""
    """The heading of a set; empty where the setting stands under that of its table."""
    meaning: str
    kind: Any
    """Its type in the model."""
    choices: tuple[tuple[Any, str], ...] = ()
    """All values with their words; empty for a number and for free text."""
    default: Any

    @property
    def id(self) -> str:
        """Its name with its table, and the word of a set: `drink.about:heart`."""
        return ".".join(self.name) + (f":{self.member}" if self.member else "")

    @property
    def is_number(self) -> bool:
        """True if it is a number, which the arrow keys make larger and smaller."""
        return not self.choices and int in (get_args(self.kind) or ()) and str not in get_args(self.kind)

    def value_in(self, settings: Settings) -> Any:
        """Return its value."""
        found: Any = settings
        for part in self.name:
            found = getattr(found, part)
        return self.member in found if self.member else found

    def text_of(self, value: Any) -> str:
        """Return a value in words."""
        if self.choices:
            return next((words for known, words in self.choices if known == value), str(value))
        if self.is_number and self.name[-1].endswith("words_per_minute"):
            return f"{value} words a minute" if value else _FROM_THE_TOOL
        if self.is_number:
            return f"{value} s"
        return str(value) or (_LEFT_EMPTY if self.name[0] == "report" else _FROM_THE_LOCALE)

    @property
    def longest(self) -> int:
        """The characters that can be typed for it."""
        return _LINE if self.kind is Line else _SHORT_TEXT

    def step(self, settings: Settings, direction: int) -> Any:
        """Return the next or the previous value; choices begin again at their end, numbers stop at theirs."""
        value = self.value_in(settings)
        if self.choices:
            known = [each for each, _words in self.choices]
            at = known.index(value) if value in known else 0
            return known[(at + direction) % len(known)]
        steps = (value + direction * _STEP * count for count in range(1, _MOST_STEPS))
        return next((stepped for stepped in steps if not describe_mismatch(self.kind, stepped)), value)

    def to_file(self, settings: Settings, value: Any) -> Any:
        """Return what is written into the file; None where the default holds without a line."""
        if not self.member:
            return value
        words = getattr(getattr(settings, self.name[0]), self.name[1])
        return sorted({*words, self.member} if value else {*words} - {self.member})

    def parse(self, text: str) -> Any:
        """Return the value that a typed text means; a number where only digits are typed for one."""
        return int(text) if self.is_number and text.isascii() and text.isdecimal() and len(text) < 9 else text

    def refusal(self, text: str) -> str:
        """Return a sentence on why a typed text cannot be the value; empty where it can."""
        wanted = describe_mismatch(self.kind, self.parse(text))
        return f"It must be {wanted}." if wanted else ""


def all_settings() -> tuple[tuple[str, tuple[Setting, ...]], ...]:
    """Return every setting under the heading of its table, in the order of the model."""
    models: dict[str, Any] = {**TABLES, "": Settings}
    groups: dict[str, list[Setting]] = {}
    for table, model in models.items():
        for setting in _settings_of(table, model):
            heading = HEADINGS.get(table, table.capitalize())
            groups.setdefault(setting.heading or heading, []).append(setting)
    return tuple((heading, tuple(settings)) for heading, settings in groups.items())


def find_setting(name: tuple[str, ...]) -> Setting:
    """Return the setting that is written under a name, which is one of the model's; of a set, its first word."""
    return next(setting for _heading, settings in all_settings() for setting in settings if setting.name == name)


def _settings_of(table: str, model: Any) -> list[Setting]:
    found = []
    for field, kind in model.__annotations__.items():
        if model is Settings and (field in TABLES or field == "keys"):
            continue
        name = (table, field) if table else (field,)
        title, meaning = WORDS.get(".".join(name), (field.replace("_", " ").capitalize(), ""))
        default = getattr(getattr(Settings(), table), field) if table else getattr(Settings(), field)
        shared: dict[str, Any] = {"name": name, "kind": kind, "meaning": with_keys(meaning)}
        if get_origin(kind) is frozenset:
            for word in get_args(get_args(kind)[0]):
                words = word.replace("-", " ").capitalize()
                found.append(
                    Setting(**shared, heading=title, title=words, member=word, choices=_ON_OFF, default=word in default)
                )
        else:
            found.append(Setting(**shared, title=title, choices=_choices(field, kind), default=default))
    return found


def _choices(name: str, kind: Any) -> tuple[tuple[Any, str], ...]:
    if kind is bool:
        return _ON_OFF
    if name == "language":
        return (("", _FROM_THE_LOCALE), *LANGUAGES.items())
    return tuple((word, _VALUES.get(word, word)) for word in get_args(kind)) if get_origin(kind) is Literal else ()


def with_value(loaded: LoadedSettings, setting: Setting, written: Any) -> LoadedSettings:
    """Return the settings with one value exchanged, before the file is written."""
    value = frozenset(written) if setting.member else written
    return loaded._replace(settings=with_setting(loaded.settings, setting.name, value))


def fault_of(setting: Setting, loaded: LoadedSettings) -> str:
    """Return what is wrong with a setting in the file, as a sentence; empty where nothing is."""
    return next((text for text in map(_without_path, loaded.faults) if _names(text, setting)), "")


def other_faults(loaded: LoadedSettings) -> tuple[str, ...]:
    """Return the faults that belong to no setting: unknown names, or a file that cannot be read."""
    known = [setting for _heading, settings in all_settings() for setting in settings]
    return tuple(
        fault for fault in loaded.faults if not any(_names(_without_path(fault), setting) for setting in known)
    )


def _without_path(fault: str) -> str:
    return fault.partition(".toml: ")[2] or fault


def _names(sentence: str, setting: Setting) -> bool:
    return sentence.startswith(f"{'.'.join(setting.name)} must ")
