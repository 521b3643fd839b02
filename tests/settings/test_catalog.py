"""Every setting of the model has words, steps through its values, and says what cannot be used."""

from pathlib import Path

import pytest

from spasmtui.settings.catalog import Setting, all_settings, with_value
from spasmtui.settings.file import save_settings
from spasmtui.settings.rows import find_hindrances, notices, setting_rows
from spasmtui.shared.settings import FILE_NAME, TABLES, LoadedSettings, Settings, load_settings, with_setting
from tests.support.cases import with_each

SETTINGS = {setting.id: setting for _heading, settings in all_settings() for setting in settings}


def test_every_setting_of_the_model_is_listed_with_a_meaning_and_its_default() -> None:
    names = {
        ("region",),
        ("language",),
        ("plain",),
        *((table, name) for table, model in TABLES.items() for name in model._fields),
    }
    assert {setting.name for setting in SETTINGS.values()} == names
    assert [setting.id for setting in SETTINGS.values() if not setting.meaning.endswith(".")] == []
    for setting in SETTINGS.values():
        assert setting.value_in(Settings()) == setting.default


@pytest.mark.parametrize("setting", SETTINGS.values(), ids=SETTINGS)
def test_each_step_is_a_value_that_the_reader_of_the_file_takes(setting: Setting, tmp_path: Path) -> None:
    loaded = LoadedSettings()
    for direction in (1, 1, -1) if setting.choices or setting.is_number else ():
        written = setting.to_file(loaded.settings, setting.step(loaded.settings, direction))
        save_settings(tmp_path, ((setting.name, written),))
        loaded = with_value(loaded, setting, written)
        assert load_settings(tmp_path / FILE_NAME) == loaded


def test_choices_go_round_and_numbers_stop_at_their_ends() -> None:
    theme, seconds = SETTINGS["screen.theme"], SETTINGS["relief.get_ready_seconds"]
    assert theme.step(Settings(), -1) == "terminal"
    assert seconds.step(Settings(), -1) == 0
    assert seconds.step(Settings(), 1) == 5


@with_each(
    ("name", "text", "fault"),
    [
        ("region", "gb", ""),
        ("region", "112", ""),
        ("region", "England", 'It must be a country\'s two letters, as in "gb", or an emergency number.'),
        ("relief.get_ready_seconds", "60", ""),
        ("relief.get_ready_seconds", "61", "It must be a whole number from 0 to 60."),
        ("relief.get_ready_seconds", "ten", "It must be a whole number from 0 to 60."),
    ],
)
def test_a_typed_value_is_held_to_what_the_file_may_say(name: str, text: str, fault: str) -> None:
    assert SETTINGS[name].refusal(text) == fault


def test_what_the_file_has_wrong_stands_beside_its_setting_or_below(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text("[relief]\nbell = 3\n[screen]\ntheem = 1\n", encoding="utf-8")
    loaded = load_settings(tmp_path / FILE_NAME)
    faults = {row.setting.id: row.fault for row in setting_rows(loaded, {}) if row.setting and row.fault}
    assert faults == {"relief.bell": "In the file, relief.bell must be true or false. The default holds."}
    path = tmp_path / FILE_NAME
    assert notices(loaded) == (f"{path}: theem in [screen] is not a setting. Did you mean theme?",)


def test_a_file_that_is_broken_says_what_the_first_change_does(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text("[relief\n", encoding="utf-8")
    (notice,) = notices(load_settings(tmp_path / FILE_NAME))
    assert notice.endswith("The first change made here keeps that file beside the new one.")


def test_a_setting_without_effect_in_this_run_says_why(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text('region = "zz"\n', encoding="utf-8")
    none = find_hindrances({}, str(tmp_path / "other"), has_voice=True, has_no_color=False)
    assert none == {}
    environment = {"SPASMTUI_LANGUAGE": "fr", "MOSH_CONNECTION": "192.0.2.1 60001"}
    found = find_hindrances(environment, str(tmp_path), has_voice=False, has_no_color=True)
    assert set(found) == {"screen.theme", "region", "language", "relief.speech", "relief.motion"}
    assert found["region"] == "There are no numbers for ZZ, so help names 112, 911 and 999."
    assert (
        "comes before this"
        in find_hindrances({"SPASMTUI_REGION": "gb"}, "", has_voice=True, has_no_color=False)["region"]
    )


def test_what_has_no_effect_in_this_run_is_no_fault_of_the_file() -> None:
    rows = setting_rows(LoadedSettings(), {"relief.speech": "No tool."})
    found = [(row.fault, row.hindrance) for row in rows if row.setting and row.setting.id == "relief.speech"]
    assert found == [("", "No tool.")]


def test_the_speed_of_speech_steps_over_what_no_voice_can_do() -> None:
    speed = SETTINGS["relief.voice_words_per_minute"]

    def after(value: int, direction: int) -> object:
        changed: object = speed.step(with_setting(Settings(), speed.name, value), direction)
        return changed

    assert [after(0, 1), after(80, -1), after(80, 1), after(450, 1), after(0, -1)] == [80, 0, 85, 450, 0]
    assert [speed.text_of(value) for value in (0, 150)] == ["the tool's own", "150 words a minute"]
    assert speed.refusal("79") == "It must be a whole number from 80 to 450, or 0."
