"""A setting that cannot be used stops no command: the default holds, one sentence says so, and doctor finds it."""

import json
from pathlib import Path

import pytest

from spasmtui.app import SpasmApp
from spasmtui.cli import Composition
from spasmtui.relief.tui.screen import ReliefScreen
from spasmtui.shell import Options
from spasmtui.ui.messages import StartRelief
from tests.conftest import Run

FAULTS = {
    "broken": ("[screen]\ntheme = dark\n", "settings.toml is not valid TOML: Invalid value (at line 2, column 9)."),
    "misspelt": ('[screen]\ntheem = "dark"\n', "theem in [screen] is not a setting. Did you mean theme?"),
    "unknown table": ("[sound]\nbell = false\n", "[sound] is not a table of settings."),
    "list of tables": ('[[screen]]\ntheme = "dark"\n', "screen must be a table, [screen]."),
    "wrong type": ("[relief]\nbell = 1\n", "relief.bell must be true or false."),
    "wrong word": (
        '[drink]\nmeasures = "stone"\n',
        'drink.measures must be "us", "metric", "imperial" or "australian".',
    ),
    "not UTF-8": ('region = "gb" # é\n', "settings.toml is not UTF-8 text (line 1)."),
}


@pytest.fixture
def config(own_home: Path) -> Path:
    folder = own_home / ".config" / "spasmtui"
    folder.mkdir(parents=True)
    return folder


def write(config: Path, text: str) -> None:
    (config / "settings.toml").write_bytes(text.encode("latin-1"))


@pytest.mark.parametrize(("text", "fault"), FAULTS.values(), ids=FAULTS)
def test_a_command_goes_on_with_the_default_and_names_the_fault_once(
    text: str, fault: str, config: Path, here: Run
) -> None:
    write(config, text)
    assert_named_once(here, ("drink",), "electrolyte drink", fault, config)


@pytest.mark.long
def test_relief_goes_on_with_the_default_and_names_the_fault_once(config: Path, spasmtui: Run) -> None:
    write(config, FAULTS["broken"][0])
    assert_named_once(spasmtui, ("relief", "calf", "--plain", "--no-log"), "straighten", FAULTS["broken"][1], config)


def assert_named_once(run: Run, words: tuple[str, ...], begins: str, fault: str, config: Path) -> None:
    ended = run(*words, stdin="g\n")
    assert (ended.returncode, begins in ended.stdout.lower()) == (0, True), ended.stdout
    assert ended.stderr.count(fault) == 1
    assert f"{config}/settings.toml" in ended.stderr
    quiet = run(*words, "-q", stdin="g\n")
    assert (quiet.returncode, quiet.stderr) == (0, "")


@pytest.mark.parametrize("words", [("relief", "--list"), ("status",), ("log", "list"), ("urgent",), ("guide", "calf")])
def test_a_command_that_needs_no_setting_does_not_speak_of_them(
    words: tuple[str, ...], config: Path, here: Run
) -> None:
    write(config, FAULTS["broken"][0])
    ended = here(*words)
    assert (ended.returncode, "settings" in ended.stderr) == (0, False)


def test_doctor_lists_every_fault_and_exits_1(config: Path, here: Run) -> None:
    text = 'theme = "dark"\n[relief]\nbell = 1\nflsh = "day"\n'
    write(config, text)
    ended = here("doctor")
    lines = ended.stdout.splitlines()
    first = lines.index("Settings: a fault")
    assert lines[first + 1 : first + 4] == [
        f"  {config}/settings.toml: theme is not a setting. It belongs in [screen].",
        f"  {config}/settings.toml: relief.bell must be true or false.",
        f"  {config}/settings.toml: flsh in [relief] is not a setting. Did you mean flash?",
    ]
    assert (ended.returncode, ended.stderr) == (1, "")


@pytest.mark.parametrize(("text", "fault"), FAULTS.values(), ids=FAULTS)
def test_doctor_finds_a_fault_of_any_kind(text: str, fault: str, config: Path, here: Run) -> None:
    write(config, text)
    ended = here("doctor", "--json")
    check = next(each for each in json.loads(ended.stdout) if each["check"] == "Settings")
    assert (ended.returncode, check["ok"], len(check["lines"])) == (1, False, 1)
    assert check["lines"][0].endswith(fault)


@pytest.mark.parametrize("text", [None, "", 'region = "gb"\n[drink]\nmeasures = "metric"\n'])
def test_doctor_finds_no_fault_in_settings_that_can_be_used(text: str | None, config: Path, here: Run) -> None:
    if text is not None:
        write(config, text)
    ended = here("doctor", "--json")
    check = next(each for each in json.loads(ended.stdout) if each["check"] == "Settings")
    assert (ended.returncode, check["ok"]) == (0, True)


def test_settings_reach_the_command_and_an_option_beats_them(config: Path, here: Run) -> None:
    write(config, '[drink]\nmeasures = "metric"\n')
    assert "(metric measures)" in here("drink").stdout
    assert "(US measures)" in here("drink", "--measures", "us").stdout


@pytest.mark.pilot
@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        (
            "[screen]\ntheme = 3\n",
            ['{path}: screen.theme must be "auto", "dark", "light", "night", "high-contrast" or "terminal".'],
        ),
        ("[a]\n[b]\n[c]\n", ["{path}: [a] is not a table of settings. 2 more: spasmtui doctor"]),
        ('[screen]\ntheme = "light"\n', []),
    ],
    ids=["one", "three", "none"],
)
async def test_the_app_shows_one_notification_and_takes_the_default(
    text: str, sentences: list[str], config: Path
) -> None:
    write(config, text)
    app = SpasmApp(Composition(Options()), Options())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        shown = [notification.message for notification in app._notifications]  # noqa: SLF001 -- no public list
        assert shown == [sentence.format(path=config / "settings.toml") for sentence in sentences]
        assert (app.theme == "spasm-light") is (sentences == [])


def test_doctor_validates_the_settings_by_their_classes_whatever_the_light_reader_lets_pass(
    config: Path, here: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(config, 'region = [1]\n[relief]\nbell = 1\nget_ready_seconds = 99\n[drink]\nmeasures = "us"\n')
    named = here("doctor", "--json").stdout
    assert named.count("cannot be used") == 0
    monkeypatch.setattr("spasmtui.shared.settings.describe_mismatch", lambda _kind, _value: "")
    ended = here("doctor", "--json")
    lines = next(each["lines"] for each in json.loads(ended.stdout) if each["check"] == "Settings")
    assert [line.partition(": ")[2].partition(" ")[0] for line in lines] == [
        "region",
        "relief.bell",
        "relief.get_ready_seconds",
    ]
    assert ended.returncode == 1


@pytest.mark.pilot
async def test_settings_that_a_slow_disk_tells_late_are_used_from_then_on(
    config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(config, '[screen]\ntheme = "light"\n[relief]\nbell = false\nbreath = 3\n')
    services = Composition(Options())
    monkeypatch.setattr(services, "settings_in_time", lambda: None)
    app = SpasmApp(services, Options(), StartRelief("calf"))
    assert app.theme != "spasm-light"
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.pause()
        relief = app.screen
        assert isinstance(relief, ReliefScreen)
        assert (app.theme, relief._cues.settings.bell) == ("spasm-light", False)  # noqa: SLF001 -- what rings
        assert [notification.message for notification in app._notifications] == [  # noqa: SLF001 -- no public list
            f"{config / 'settings.toml'}: relief.breath must be true or false."
        ]


def test_doctor_names_what_cannot_be_used_of_the_plan(config: Path, here: Run) -> None:
    (config / "plan.toml").mkdir()
    ended = here("doctor")
    assert ended.returncode == 1
    assert "plan.toml is not a regular file. The plan in it is not shown" in ended.stdout
