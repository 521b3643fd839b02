"""One model of `settings.toml`: its reader, pydantic and the line reader of the launcher agree on every file."""

import json
import os
import tomllib
from dataclasses import asdict, field, make_dataclass
from functools import partial
from itertools import takewhile
from pathlib import Path
from textwrap import dedent
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from spasmtui.drink.loader import load_catalog
from spasmtui.shared import setting_lines
from spasmtui.shared.emergency_numbers import ANY_REGION, emergency_number
from spasmtui.shared.setting_lines import find_value, unquoted
from spasmtui.shared.settings import (
    FILE_NAME,
    TABLES,
    Condition,
    DrinkSettings,
    LoadedSettings,
    ReliefSettings,
    ScreenSettings,
    Settings,
    describe_mismatch,
    load_settings,
)
from tests.conftest import ROOT
from tests.support.cases import with_each


def as_dataclass(model: Any) -> type:
    """Return a class that pydantic reads as a table alone; for a named tuple it takes a list too."""
    fields: list[tuple[str, Any, Any]] = []
    for name, kind in model.__annotations__.items():
        if kind in TABLES.values():
            table = as_dataclass(kind)
            fields.append((name, table, field(default_factory=table)))
        else:
            fields.append((name, kind, field(default_factory=partial(getattr, model(), name))))
    return make_dataclass(model.__name__, fields)


ADAPTER: TypeAdapter[Any] = TypeAdapter(as_dataclass(Settings))
NAMES = {
    "": ("region", "language"),
    **{table: model._fields for table, model in TABLES.items()},
}
WORDS = ("auto", "dark", "night", "day", "never", "us", "metric", "gb", "kidney", "heart", "112", "", "pink")
TEXTS = st.text(st.characters(codec="ascii"), max_size=6)
SCALARS = st.one_of(
    st.booleans(),
    st.integers(-2, 200),
    st.floats(allow_nan=False),
    st.sampled_from(WORDS),
    TEXTS,
)
VALUES = st.one_of(SCALARS, st.lists(SCALARS, max_size=3), st.dictionaries(st.sampled_from(WORDS), SCALARS, max_size=2))
DOCUMENTS = st.fixed_dictionaries(
    {},
    optional={
        "region": VALUES,
        "language": VALUES | st.sampled_from(["fr", "fr-CA", "French", "xx", " "]),
        **{table: VALUES | st.fixed_dictionaries({}, optional=dict.fromkeys(NAMES[table], VALUES)) for table in TABLES},
    },
)


def loaded(text: str, folder: Path) -> LoadedSettings:
    (folder / FILE_NAME).write_text(text, encoding="utf-8")
    return load_settings(folder / FILE_NAME)


def faults_in(text: str, folder: Path) -> list[str]:
    """The faults without the path that each begins with."""
    faults = loaded(text, folder).faults
    assert all(fault.startswith(f"{folder / FILE_NAME}: ") for fault in faults)
    return [fault.partition(": ")[2] for fault in faults]


def as_toml(value: object) -> str:
    """A value as TOML writes it: as JSON does, but for tables."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(name)} = {as_toml(inner)}" for name, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(as_toml(inner) for inner in value) + "]"
    if isinstance(value, str):
        return json.dumps(value).replace("\x7f", "\\u007f")
    return repr(value).lower()


def test_without_a_file_every_default_holds(tmp_path: Path) -> None:
    assert load_settings(tmp_path / FILE_NAME) == LoadedSettings(settings=Settings(), faults=())


def test_the_settings_that_the_docs_show_can_be_used(tmp_path: Path) -> None:
    page = (ROOT / "docs/settings.md").read_text(encoding="utf-8")
    lines = page[page.index("    # settings without") :].splitlines()
    found = loaded(dedent("\n".join(takewhile(lambda line: not line or line.startswith("    "), lines))), tmp_path)
    assert found.faults == ()
    assert found.settings == Settings(
        region="gb",
        screen=ScreenSettings(theme="dark"),
        drink=DrinkSettings(measures="metric", about=frozenset({"diabetes"})),
        keys={"log.new": "a"},
    )


def test_every_condition_has_a_warning_of_the_drink_and_the_other_way_about() -> None:
    warnings = load_catalog(ROOT / "content").safety_rules.warnings
    assert {word for warning in warnings for word in warning.about} == set(get_args(Condition))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('[screen]\ntheem = "dark"', "theem in [screen] is not a setting. Did you mean theme?"),
        ("[screen]\nx = 1", "x in [screen] is not a setting."),
        ("[releif]\nbell = true", "[releif] is not a table of settings. Did you mean [relief]?"),
        ("[other]\nbell = 3", "[other] is not a table of settings."),
        ('regoin = "gb"', "regoin is not a setting. Did you mean region?"),
        ('theme = "dark"', "theme is not a setting. It belongs in [screen]."),
        ("[drink]\nbell = true", "bell in [drink] is not a setting. It belongs in [relief]."),
        ('[drink]\nregion = "gb"', "region in [drink] is not a setting. It belongs above the first table."),
        ("relief = 3", "relief must be a table, [relief]."),
        (
            '[screen]\ntheme = "pink"',
            'screen.theme must be "auto", "dark", "light", "night", "high-contrast" or "terminal".',
        ),
        ('[relief]\nbell = "loud"', "relief.bell must be true or false."),
        ('[relief]\nflash = "night"', 'relief.flash must be "day", "always" or "never".'),
        ("[relief]\nget_ready_seconds = true", "relief.get_ready_seconds must be a whole number from 0 to 60."),
        ("[relief]\nget_ready_seconds = 61", "relief.get_ready_seconds must be a whole number from 0 to 60."),
        ("[drink]\nmeasures = [1]", 'drink.measures must be "us", "metric", "imperial" or "australian".'),
        ('language = "de"', "language must be one of en, fr, or empty."),
        ('[relief]\nlanguage = "fr"', "language in [relief] is not a setting. It belongs above the first table."),
        ('region = "England"', 'region must be a country\'s two letters, as in "gb", or an emergency number.'),
    ],
)
def test_a_fault_is_one_sentence_and_the_default_holds(text: str, fault: str, tmp_path: Path) -> None:
    assert faults_in(text, tmp_path) == [fault]
    assert load_settings(tmp_path / FILE_NAME).settings == Settings()


@pytest.mark.parametrize("value", ['"kidney"', '["kidneys"]', "[[1]]", "{}"])
def test_conditions_are_a_list_of_the_words_there_are(value: str, tmp_path: Path) -> None:
    (fault,) = faults_in(f"[drink]\nabout = {value}", tmp_path)
    assert fault.startswith('drink.about must be a list of words out of "diabetes", ')


def test_a_fault_leaves_the_settings_beside_it_as_they_are(tmp_path: Path) -> None:
    found = loaded("[relief]\nspeech = true\nbell = 1\nfuture = 2\n[drink]\nmeasures = 3\nabout = ['heart']", tmp_path)
    assert len(found.faults) == 3
    assert found.settings == Settings(
        relief=ReliefSettings(speech=True), drink=DrinkSettings(about=frozenset({"heart"}))
    )


def test_a_broken_file_is_one_fault_with_its_line(tmp_path: Path) -> None:
    found = loaded("[screen]\ntheme = dark\n", tmp_path)
    assert found == LoadedSettings(
        settings=Settings(),
        faults=(f"{tmp_path / FILE_NAME} is not valid TOML: Invalid value (at line 2, column 9).",),
    )


def test_a_pipe_in_the_place_of_the_file_is_a_fault_and_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / FILE_NAME)
    assert load_settings(tmp_path / FILE_NAME).faults == (f"{tmp_path / FILE_NAME} is not a regular file.",)


@pytest.mark.long
@settings(max_examples=150, deadline=None)
@given(document=DOCUMENTS)
def test_pydantic_and_the_light_reader_refuse_the_same_settings(
    document: dict[str, Any], tmp_path_factory: pytest.TempPathFactory
) -> None:
    text = "\n".join(f"{name} = {as_toml(value)}" for name, value in document.items())
    assert tomllib.loads(text) == document
    folder = tmp_path_factory.getbasetemp()
    found = loaded(text, folder)
    known = [fault.partition(": ")[2] for fault in found.faults if "is not a setting" not in fault]
    try:
        accepted = ADAPTER.validate_json(json.dumps(document), strict=True)
    except ValidationError as error:
        refused = {
            ".".join(str(part) for part in each["loc"][: 1 if each["loc"][0] in NAMES[""] else 2])
            for each in error.errors()
        }
        assert {fault.partition(" ")[0] for fault in known} == refused
    else:
        plain = {name: value._asdict() if name in TABLES else value for name, value in found.settings._asdict().items()}
        assert (known, plain) == ([], asdict(accepted))


LINES = st.sampled_from([
    "[screen]", "[relief]", "[drink]", "[[other]]", "", "# theme = 'dark'", 'note = "theme"', "screen.theme = 'night'",
    "screen = { theme = 'dark' }", 'relief = {get_ready_seconds = 5, bell = false}', '"theme" = "dark"', "x = [",
    "[1],", "]", 'name = """', '"""', 'theme = "da\\u0072k"', 'region = "\\u0067b"', "region = 0x70", "region = 1_12",
    "themes = 3",
])  # fmt: skip
VALUE_TEXTS = st.sampled_from([
    '"dark"', "'light'", '"auto" # dark', '"night"#', '"pi#nk"', "dark", "3", '"3"', "true", '""', '"gb"', "'US'",
    "112", "0", "5", "60", "1.5", '" gb "', "\"g'b\"",
])  # fmt: skip
SETTINGS = st.builds(
    lambda name, space, value: f"{name}{space}={space}{value}",
    st.sampled_from(["theme", "get_ready_seconds", "region", "language"]),
    st.sampled_from(["", " ", "\t"]), VALUE_TEXTS,
)  # fmt: skip


@pytest.mark.long
@settings(max_examples=250, deadline=None)
@given(lines=st.lists(LINES | SETTINGS, max_size=6), ending=st.sampled_from(["\n", "\r\n"]))
def test_the_line_reader_gives_what_the_parser_gives_or_says_that_it_cannot_tell(
    lines: list[str], ending: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    text = ending.join(lines)
    try:
        document = tomllib.loads(text)
    except ValueError:
        return
    (tmp_path_factory.getbasetemp() / FILE_NAME).write_bytes(text.encode())
    assert setting_lines.read_text(str(tmp_path_factory.getbasetemp())).split() == text.split()
    for table, name in (("screen", "theme"), ("relief", "get_ready_seconds"), ("", "region"), ("", "language")):
        written = find_value(setting_lines.read_text(str(tmp_path_factory.getbasetemp())), table, name)
        holder = document.get(table, {}) if table else document
        value = holder.get(name) if isinstance(holder, dict) else None
        if written == "":
            assert value is None
        elif written is not None:
            assert tomllib.loads(f"value = {written}")["value"] == value


@with_each(
    ("text", "table", "name", "written"),
    [
        ("", "screen", "theme", ""),
        ('[screen]\ntheme = "dark" # dim', "screen", "theme", '"dark"'),
        ("[screen]\n# theme = 3", "screen", "theme", ""),
        ("region='gb'\n[screen]", "", "region", "'gb'"),
        ("[relief]\nget_ready_seconds = 5", "relief", "get_ready_seconds", "5"),
        ("region = gb", "", "region", "gb"),
        ("screen.theme = 'dark'", "screen", "theme", None),
        ("[relief]\nregion = 'gb'", "", "region", None),
        ("[screen]\ntheme = 'dark'\ntheme = 'light'", "screen", "theme", None),
        ('[screen]\nx = """\ntheme = 3\n"""', "screen", "theme", None),
    ],
)
def test_a_setting_in_one_plain_line_is_found_and_any_other_form_left_to_the_parser(
    text: str, table: str, name: str, written: str | None
) -> None:
    assert find_value(text, table, name) == written


@pytest.mark.parametrize(
    "line",
    [
        'region = "gb"', "region='us' # home", "region = 112", 'region = "999"', 'region = " gb "',
        'region = "England"', "region = true", 'region = "123456"', "region = 0x70", "region = 1_12",
        'region = "\\u0067b"', '"region" = "gb"',
        "region = 1.5", 'region = ""', '[relief]\nregion = "gb"', "# region = 'gb'", 'region = """gb"""',
    ],
)  # fmt: skip
def test_the_emergency_number_is_that_of_the_region_and_all_three_for_one_that_cannot_be_used(
    line: str, tmp_path: Path
) -> None:
    found = loaded(line, tmp_path)
    locale = {"LANG": "fr_FR.UTF-8"}
    wanted = emergency_number({**locale, "SPASMTUI_REGION": str(found.settings.region)})
    is_refused = any("region must be" in fault for fault in found.faults)
    assert emergency_number(locale, str(tmp_path)) == (ANY_REGION if is_refused else wanted)


def test_a_region_that_is_meant_is_used_in_a_file_that_is_broken(tmp_path: Path) -> None:
    for text in ("region = gb\n", 'region = "gb"\n[screen\n'):
        assert len(loaded(text, tmp_path).faults) == 1
        assert emergency_number({"LANG": "fr_FR.UTF-8"}, str(tmp_path)) == "999"


def test_a_value_has_its_quotes_until_they_are_taken_off() -> None:
    assert [unquoted(value) for value in ('"dark"', "'dark'", "5", "")] == ["dark", "dark", "5", ""]


def test_the_defaults_of_the_model_are_those_of_an_empty_table(tmp_path: Path) -> None:
    found = loaded("[screen]\n[relief]\n[drink]\n", tmp_path)
    assert found.settings == Settings(screen=ScreenSettings(), relief=ReliefSettings(), drink=DrinkSettings())


@pytest.mark.parametrize(
    ("kind", "fitting", "other", "wording"),
    [
        (bool, True, 1, "true or false"),
        (int, 7, True, "a whole number"),
        (str, "left", 7, "a text in quotes"),
    ],
)
def test_a_setting_of_a_plain_type_needs_no_condition(kind: type, fitting: object, other: object, wording: str) -> None:
    assert (describe_mismatch(kind, fitting), describe_mismatch(kind, other)) == ("", wording)


def test_an_endless_region_is_a_fault_and_leaves_all_three_numbers(tmp_path: Path) -> None:
    text = f"region = 0x{'f' * 4000}\n"
    assert faults_in(text, tmp_path) == ['region must be a country\'s two letters, as in "gb", or an emergency number.']
    assert emergency_number({}, str(tmp_path)) == ANY_REGION


def test_keys_are_read_by_the_ids_of_their_bindings_with_or_without_quotes(tmp_path: Path) -> None:
    found = loaded('[keys]\n"relief.gone" = "z"\nlog.new = " ctrl+k "\n[keys.home]\nstart = "s"\n', tmp_path)
    assert found.faults == ()
    assert found.settings.keys == {"relief.gone": "z", "log.new": "ctrl+k", "home.start": "s"}


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("keys = 3", "keys must be a table, [keys]."),
        ('[keys]\na = 3\nb = "x"', 'keys.a must be a key, as in "x".'),
        ('[keys.relief]\ngone = ""\n[keys]\nb = "x"', 'keys.relief.gone must be a key, as in "x".'),
    ],
)
def test_a_key_that_is_no_text_is_named_and_the_others_hold(text: str, fault: str, tmp_path: Path) -> None:
    assert faults_in(text, tmp_path) == [fault]
    assert load_settings(tmp_path / FILE_NAME).settings.keys == ({"b": "x"} if "b =" in text else {})
