"""Model and reader of `settings.toml`, the program's only settings file.

The classes are the model: a new setting is one field with a default here. `load_settings` reads the file by their
annotations, without pydantic, which would take longer to import than a command may run; a test holds it equal to a
pydantic adapter of the same classes. A setting that cannot be used never stops a command: its default holds and a
sentence names the fault.

The emergency page and the first instruction on the screen come before anything is imported. They read single lines of
the file with `setting_lines.py`, which a test holds equal to this.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple, get_args, get_origin

from spasmtui.errors import DataError, FileMissing
from spasmtui.shared.language import LANGUAGES, find_language
from spasmtui.shared.suggest import nearest_word
from spasmtui.shared.toml_files import read_toml

FILE_NAME = "settings.toml"

Theme = Literal["auto", "dark", "light", "night", "high-contrast", "terminal"]
Mouse = Literal["auto", "on", "off"]
Flash = Literal["day", "always", "never"]
Measures = Literal["us", "metric", "imperial", "australian"]
PaperSize = Literal["auto", "a4", "letter"]
Condition = Literal[
    "diabetes", "blood-pressure", "heart", "kidney", "liver", "low-salt", "potassium-medicine", "lithium", "pregnancy",
    "reflux", "mouth-ulcers",
]  # fmt: skip


class Check:
    """A condition on a setting's value beyond its type, and the words for a value that fails it."""

    __slots__ = ("accepts", "wording")

    def __init__(self, accepts: Callable[[Any], bool], wording: str) -> None:
        self.accepts = accepts
        self.wording = wording

    def verify(self, value: Any) -> Any:
        """Return the value.

        Raises:
            ValueError: the value fails the condition.
        """
        if not self.accepts(value):
            raise ValueError(f"must be {self.wording}")
        return value

    def __get_pydantic_core_schema__(self, source: Any, handler: Callable[[Any], Any]) -> dict[str, Any]:
        """Return the condition as a plain mapping, the form of pydantic's schemas, without importing pydantic."""
        function = {"type": "no-info", "function": self.verify}
        return {"type": "function-after", "function": function, "schema": handler(source)}


def is_region(value: object) -> bool:
    """Return whether a value is a country's two letters, an emergency number of at most five digits, or empty."""
    if isinstance(value, int):  # an endless one could not even be written out
        return 0 <= value <= 99_999
    text = str(value).strip()
    return text.isascii() and (not text or (text.isalpha() and len(text) == 2) or (text.isdecimal() and len(text) <= 5))


def is_language(value: str) -> bool:
    """Return whether a value names a language that is there, or is empty."""
    return not value.strip() or find_language(value) is not None


LONGEST_LINE = 80
"""The characters of a text that has its place on one line of a printed page."""


def is_line(value: str) -> bool:
    """Return whether a text is short enough for its place on a printed page, and on one line."""
    return len(value) <= LONGEST_LINE and value.isprintable()


Line = Annotated[str, Check(is_line, f"a text on one line, of at most {LONGEST_LINE} characters")]


class ScreenSettings(NamedTuple):
    """The table `[screen]`."""

    theme: Theme = "auto"
    """`auto` is dark by day and dim red from 22:00 to 06:00; `high-contrast` is white and one yellow on black;
    `terminal` keeps the terminal's own colours."""
    mouse: Mouse = "auto"
    """`auto` uses the mouse where the terminal is on this machine; Shift selects text all the same."""


class ReliefSettings(NamedTuple):
    """The table `[relief]`: cues and pace of a routine."""

    bell: bool = True
    flash: Flash = "day"
    """Light wakes: it stays dark at night unless asked for."""
    notify: bool = False
    """Send a notification of the terminal (OSC 9 and 777); not every terminal shows one."""
    speech: bool = False
    """Read each step aloud, where the system has a voice."""
    motion: bool = True
    """Show a figure's movement for half a second when a step begins."""
    breath: bool = False
    """Say when to breathe in and out during holds."""
    get_ready_seconds: Annotated[int, Check(lambda seconds: 0 <= seconds <= 60, "a whole number from 0 to 60")] = 0
    """Time before the first step, for routines that do not begin with some."""
    any_key_gone: bool = False
    """While a cramp is treated, any key but `w`, `!`, `?` and a few more means that it is gone."""
    voice_words_per_minute: Annotated[
        int, Check(lambda words: words == 0 or 80 <= words <= 450, "a whole number from 80 to 450, or 0")
    ] = 0
    """The speed of speech; 0 leaves it as the tool has it."""


class DrinkSettings(NamedTuple):
    """The table `[drink]`."""

    measures: Measures = "us"
    about: frozenset[Condition] = frozenset()
    """Conditions that bring warnings to the front, or call them up."""


class ReportSettings(NamedTuple):
    """The table `[report]`: what the sheet says of the person, which no other export has, and its paper."""

    name: Line = ""
    """The person's name; a line to write on where it is empty, as for the next two."""
    born: Line = ""
    """The date of birth, as the person writes it."""
    clinician: Line = ""
    """The physiotherapist or doctor for whom the sheet is."""
    paper: PaperSize = "auto"
    """`auto` is the paper of the region."""


class EncryptSettings(NamedTuple):
    """The table `[encrypt]`: of a diary that `log encrypt` has encrypted."""

    identity: str = ""
    """The file with the secret key, of age or SSH; empty is `diary-key.txt` beside the settings."""


class Settings(NamedTuple):
    """The whole file: the settings above the first table, and the tables."""

    region: Annotated[int | str, Check(is_region, 'a country\'s two letters, as in "gb", or an emergency number')] = ""
    """The country or the number that the emergency page puts first; empty is the country of the locale."""
    language: Annotated[str, Check(is_language, f"one of {', '.join(LANGUAGES)}, or empty")] = ""
    """The language of the urgent page and of relief; empty is that of the locale, else English."""
    plain: bool = False
    """Line by line, as with `--plain`; the environment's `SPASMTUI_PLAIN` beats it."""
    screen: ScreenSettings = ScreenSettings()
    relief: ReliefSettings = ReliefSettings()
    drink: DrinkSettings = DrinkSettings()
    report: ReportSettings = ReportSettings()
    encrypt: EncryptSettings = EncryptSettings()
    keys: Mapping[str, Any] = {}
    """The table `[keys]`: the key of each action that has another than ours, by the id of its binding."""


class LoadedSettings(NamedTuple):
    """The settings of a file, with the default for each that cannot be used, and a sentence for each such fault."""

    settings: Settings = Settings()
    faults: tuple[str, ...] = ()


_NO_TABLE = ("region", "language", "plain")
"""The settings above the first table."""
TABLES: dict[str, Any] = {
    name: model for name, model in Settings.__annotations__.items() if name not in (*_NO_TABLE, "keys")
}
"""The class of each table by its name; `[keys]` has a name for every action of the app, and no class."""


def load_settings(path: Path) -> LoadedSettings:
    """Read a settings file; without one every default holds. Never raises: what cannot be used becomes a fault."""
    try:
        document = read_toml(path)
    except FileMissing:
        return LoadedSettings()
    except DataError as error:
        return LoadedSettings(faults=(error.message,))
    faults: list[str] = []
    settings = _build(Settings, document, "", faults)
    return LoadedSettings(settings=settings, faults=tuple(f"{path}: {fault}" for fault in faults))


def with_setting(settings: Settings, name: tuple[str, ...], value: object) -> Settings:
    """Return settings in which the one of this name, after its table if any, has another value."""
    first, *rest = name
    changes: dict[str, Any] = {first: getattr(settings, first)._replace(**{rest[0]: value}) if rest else value}
    return settings._replace(**changes)


def _build(model: Any, table: dict[str, Any], place: str, faults: list[str]) -> Any:
    """Build a model from a table; append a fault for each name that is unknown and each value that cannot be used.

    Args:
        model: one of the classes above.
        table: the parsed table.
        place: the table's name, empty for the file itself.
        faults: where the faults go.
    """
    known = model.__annotations__
    chosen: dict[str, Any] = {}
    for name, value in table.items():
        if name not in known:
            faults.append(_unknown(name, value, place, tuple(known)))
        elif model is Settings and name == "keys":
            chosen[name] = _read_keys(value, "keys", faults)
        elif (kind := known[name]) in TABLES.values():
            if isinstance(value, dict):
                chosen[name] = _build(kind, value, name, faults)
            else:
                faults.append(f"{name} must be a table, [{name}].")
        elif wanted := describe_mismatch(kind, value):
            faults.append(f"{f'{place}.' if place else ''}{name} must be {wanted}.")
        else:
            chosen[name] = frozenset(value) if get_origin(kind) is frozenset else value
    return model(**chosen)


def _read_keys(table: object, place: str, faults: list[str]) -> dict[str, str]:
    """Return the keys by the ids of their bindings; an id has points: without quotes it is a table in a table."""
    if not isinstance(table, dict):
        faults.append(
            f"{place} must be a table, [{place}]." if place == "keys" else f'{place} must be a key, as in "x".'
        )
        return {}
    keys: dict[str, str] = {}
    for name, value in table.items():
        if isinstance(value, str) and value.strip():
            keys[name] = value.strip()
        else:
            keys |= {f"{name}.{rest}": key for rest, key in _read_keys(value, f"{place}.{name}", faults).items()}
    return keys


_PLAIN = {bool: "true or false", int: "a whole number", str: "a text in quotes"}
"""Types without a condition, and the words for a value that has another."""


def describe_mismatch(kind: Any, value: object) -> str:
    """Return what a value must be when it does not fit a setting's type, and an empty text when it does."""
    if kind in _PLAIN:
        fits = isinstance(value, kind) and (kind is bool or not isinstance(value, bool))
        return "" if fits else _PLAIN[kind]
    words = get_args(kind)
    if get_origin(kind) is Annotated:
        types, check = get_args(words[0]) or words[0], words[1]
        fits = isinstance(value, types) and not isinstance(value, bool) and check.accepts(value)
        return "" if fits else check.wording
    if get_origin(kind) is Literal:
        return "" if isinstance(value, str) and value in words else _listed(words)
    choices = get_args(words[0])
    fits = isinstance(value, list) and all(isinstance(word, str) and word in choices for word in value)
    return "" if fits else f"a list of words out of {_listed(choices)}"


def _listed(words: tuple[str, ...]) -> str:
    *most, last = (f'"{word}"' for word in words)
    return f"{', '.join(most)} or {last}"


def _unknown(name: str, value: object, place: str, known: tuple[str, ...]) -> str:
    """Return the sentence for an unknown name, with the nearest known name or the table it belongs in."""
    if place:
        sentence = f"{name} in [{place}] is not a setting."
    else:
        sentence = f"[{name}] is not a table of settings." if isinstance(value, dict) else f"{name} is not a setting."
    homes = {name: table for table, model in TABLES.items() for name in model.__annotations__}
    if name in homes:
        return f"{sentence} It belongs in [{homes[name]}]."
    if place and name in _NO_TABLE:
        return f"{sentence} It belongs above the first table."
    near = nearest_word(name, known)
    if near is None:
        return sentence
    return f"{sentence} Did you mean {f'[{near}]' if near in TABLES else near}?"
