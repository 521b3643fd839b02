"""The folders of a run: the platform's, or those that are named; the same for the launcher and for the program."""

import binascii
import os
import pwd
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from platformdirs.macos import MacOS
from platformdirs.unix import Unix
from platformdirs.windows import Windows, get_win_folder_from_env_vars

from spasmtui.errors import WrongUsage
from spasmtui.launcher.locations import (
    MARKER,
    WITHIN,
    crc32,
    find_folders,
    has_to_be_joined,
    name_folders,
    resolve_folders,
    state_key,
)
from spasmtui.paths import find_paths
from tests.conftest import Run
from tests.support.cases import with_each
from tests.support.slow_disk import hanging_below


@settings(max_examples=50)
@given(st.binary(max_size=60))
def test_the_checksum_is_the_one_of_the_library(data: bytes) -> None:
    assert crc32(data) == binascii.crc32(data)


@pytest.mark.parametrize(("platform", "dirs"), [("linux", Unix), ("freebsd14", Unix), ("darwin", MacOS)])
@pytest.mark.parametrize("kind", ["data", "state", "config"])
@pytest.mark.parametrize("value", [None, "", "  ", "/somewhere/else", "/twice//and/./more/", "relative/folder"])
def test_the_folders_are_those_of_platformdirs(
    kind: str, value: str | None, platform: str, dirs: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    if value is not None:
        monkeypatch.setenv(f"XDG_{kind.upper()}_HOME", value)
    theirs = dirs("spasmtui")
    ours = find_folders("", os.environ, platform)
    found = {"data": ours.data, "config": ours.config, "state": ours.state.removesuffix(f"/{state_key(ours.data)}")}
    named = {
        "data": str(theirs.user_data_path), "config": str(theirs.user_config_path), "state": str(theirs.user_state_path)
    }  # fmt: skip
    if platform == "darwin":
        # It has one folder for all three, and the diary's is to hold nothing else.
        is_named = kind if (value or "").startswith("/") else ""
        named = {each: path if each == is_named else f"{path}{WITHIN[each.upper()]}" for each, path in named.items()}
    assert found == named


WINDOWS_USER = {"LOCALAPPDATA": "C:\\Users\\Ann Bo\\AppData\\Local", "USERPROFILE": "C:\\Users\\Ann Bo"}


def test_the_folders_of_windows_are_those_of_platformdirs_and_have_slashes(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in WINDOWS_USER.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("platformdirs.windows.get_win_folder", get_win_folder_from_env_vars)
    theirs = Windows("spasmtui", appauthor=False)
    ours = name_folders("", WINDOWS_USER, "win32")
    base = theirs.user_data_dir.replace("\\", "/")
    assert base == theirs.user_config_dir.replace("\\", "/") == theirs.user_state_dir.replace("\\", "/")
    assert (ours.data, ours.config) == (f"{base}/diary", base)
    assert ours.state == f"{base}/state/{state_key(ours.data)}"


@with_each(
    ("named", "data"),
    [
        ("D:\\diary\\.\\x\\", "D:/diary/x"),
        ("d:/diary", "d:/diary"),
        ("\\\\server\\share\\diary", "//server/share/diary"),
        ("//server/share", "//server/share"),
        ("C:\\a\\..\\b", "C:/a/../b"),
        ("here", "C:/work/here"),
        ("\\here", "C:/here"),
    ],
)
def test_a_folder_named_on_windows_is_made_absolute(named: str, data: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("spasmtui.launcher.locations.os.getcwd", lambda: "C:\\work")
        assert name_folders(named, WINDOWS_USER, "win32").data == data


def test_no_folder_of_macos_or_windows_is_within_the_diary_s() -> None:
    for platform, environment in (("darwin", {"HOME": "/h"}), ("win32", WINDOWS_USER)):
        folders = name_folders("", environment, platform)
        assert not any(f"{each}/".startswith(f"{folders.data}/") for each in (folders.state, folders.config))


def test_blanks_around_an_xdg_folder_are_not_its_own() -> None:
    environment = {"HOME": "/h", "XDG_DATA_HOME": " /x/data ", "XDG_CONFIG_HOME": "/x/config\n"}
    folders = find_folders("", environment, "linux")
    assert (folders.data, folders.config) == ("/x/data/spasmtui", "/x/config/spasmtui")


@pytest.mark.parametrize(
    ("named", "data"),
    [
        ("/d//e/./f/", "/d/e/f"),
        ("relative/to/here", "{here}/relative/to/here"),
        ("./here", "{here}/here"),
        (".", "{here}"),
        ("../up", "{here}/../up"),
        ("~/diary", "/h/diary"),
        ("~", "/h"),
        ("~root/diary", f"{pwd.getpwuid(0).pw_dir}/diary"),
        ("/", "/"),
        ("//net/d", "//net/d"),
        ("///d", "/d"),
        ("/tagebuch/große wade", "/tagebuch/große wade"),
        ("/d\udcff", "/d\udcff"),
    ],
)
def test_a_named_folder_is_made_absolute_as_pathlib_does_it(
    named: str, data: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    wanted = data.format(here=tmp_path)
    monkeypatch.setenv("HOME", "/h")
    assert str(Path(named).expanduser().absolute()) == wanted
    for folders in (
        find_folders(named, {"HOME": "/h", "SPASMTUI_DATA": "/not/this"}, "linux"),
        find_folders("", {"HOME": "/h", "SPASMTUI_DATA": named}, "linux"),
    ):
        assert folders.data == wanted
        real = f"/{os.path.realpath(wanted).lstrip('/')}"
        assert folders.state == f"/h/.local/state/spasmtui/{Path(real).name}-{binascii.crc32(os.fsencode(real)):08x}"
        named_state = f"/h/.local/state/spasmtui/{Path(wanted).name}-{binascii.crc32(os.fsencode(wanted)):08x}"
        assert folders.named_state == named_state


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a diary three levels down, and links to it and to the folders above it."""
    root = tmp_path_factory.mktemp("twice")
    (root / "a" / "b" / "diary").mkdir(parents=True)
    (root / "link").symlink_to("a/b/diary")
    (root / "a" / "up").symlink_to("..")
    (root / "a" / "b" / "again").symlink_to(root / "link")
    (root / "above").symlink_to(root / "a")
    return root


ways = st.sampled_from(("a/b/diary", "link", "a/up/link", "a/b/again", "above/b/diary", "above/up/a/b/again"))
noise = st.sampled_from(("/", "//", "/./", "/a/../", "/a/b/../../", "/above/../", "/a/up/"))


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    way=ways, before=st.lists(noise, max_size=3), slashes=st.integers(0, 3), ends=st.integers(0, 2), kind=st.booleans()
)
def test_every_spelling_of_a_folder_has_the_same_state_folder(
    way: str, before: list[str], slashes: int, ends: int, kind: bool, twice: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = find_folders(str(twice / "a" / "b" / "diary"), {"HOME": "/h"}, "linux")
    spelled = "".join(before).rstrip("/") + "/" + way + "/" * ends
    with monkeypatch.context() as moved:
        moved.chdir(twice)
        typed = spelled.lstrip("/") if kind else "/" * slashes + str(twice) + spelled
        found = find_folders(typed, {"HOME": "/h"}, "linux")
        launched = resolve_folders(name_folders("", {"HOME": "/h", "SPASMTUI_DATA": typed}, "linux"))
        moved.setenv("HOME", "/h")
        paths = find_paths(typed)
    assert (found.data, found.state) == (wanted.data, wanted.state) == (launched.data, launched.state)
    assert (str(paths.data), str(paths.state)) == (found.data, found.state)


def test_the_state_folder_of_an_earlier_version_is_used_until_there_is_one_of_the_real_path(tmp_path: Path) -> None:
    (tmp_path / "diary").mkdir()
    (tmp_path / "link").symlink_to("diary")
    named = name_folders(str(tmp_path / "link"), {"HOME": str(tmp_path)}, "linux")
    Path(named.state).mkdir(parents=True)
    assert resolve_folders(named).state == named.state
    own = Path(named.state).with_name(state_key(str(tmp_path / "diary")))
    own.mkdir()
    assert resolve_folders(named).state == str(own)


def test_a_link_that_leads_nowhere_is_kept_as_it_is_spelled(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "not-mounted" / "diary")
    folders = find_folders(str(tmp_path / "link"), {"HOME": "/h"}, "linux")
    assert folders.data == str(tmp_path / "link")
    assert folders.state.endswith(state_key(str(tmp_path / "not-mounted" / "diary")))


def test_while_the_disk_of_the_diary_hangs_its_folders_are_those_of_its_spelling(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("spasmtui.shared.regular_file.LONGEST_WAIT_SECONDS", 0.01)
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    with hanging_below(str(tmp_path)) as disk:
        disk.hang()
        paths = find_paths(str(tmp_path / "link"))
    assert (str(paths.data), paths.state.name) == (str(tmp_path / "link"), state_key(str(tmp_path / "link")))
    assert find_paths(str(tmp_path / "link")).state.name == state_key(str(tmp_path / "real"))


def test_at_the_first_start_of_all_nothing_is_looked_for_that_could_be_joined(tmp_path: Path) -> None:
    folders = find_folders(str(tmp_path / "diary"), {"HOME": str(tmp_path)}, "linux")
    state = Path(folders.state)
    assert not has_to_be_joined(folders)
    state.mkdir(parents=True)
    (state / f"{MARKER}12.345").touch()
    (tmp_path / "diary").mkdir()
    assert not has_to_be_joined(folders)
    (state / "lock").touch()
    assert has_to_be_joined(folders)  # an earlier version made it, and it has no record yet
    (tmp_path / "diary").rmdir()
    assert not has_to_be_joined(folders)  # nothing tells whose it is, as on a disk that is not mounted
    (tmp_path / "diary").mkdir()
    (state / "lock").unlink()
    (state.parent / "other").mkdir()
    assert has_to_be_joined(folders)


def test_links_in_a_circle_are_a_path_like_any_other(tmp_path: Path) -> None:
    (tmp_path / "one").symlink_to(tmp_path / "two")
    (tmp_path / "two").symlink_to(tmp_path / "one")
    assert find_folders(str(tmp_path / "one"), {"HOME": "/h"}, "linux").data == str(tmp_path / "one")


@pytest.mark.parametrize("home", [None, "", "relative"])
def test_without_an_absolute_home_the_system_is_asked(home: str | None) -> None:
    environment = {} if home is None else {"HOME": home}
    assert find_folders("", environment, "linux").config == f"{pwd.getpwuid(os.getuid()).pw_dir}/.config/spasmtui"


def test_a_user_that_does_not_exist_is_a_sentence(here: Run) -> None:
    with pytest.raises(WrongUsage, match=r"there is no user 'no\.body'"):
        find_paths("~no.body/diary")
    ended = here("status", "--data-dir", "~no.body/diary")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.startswith("The home folder is not known: there is no user 'no.body'. ")


@pytest.mark.long
def test_a_folder_whose_name_is_not_utf8_holds_a_diary(spasmtui: Run, own_home: Path) -> None:
    folder = os.fsdecode(os.fsencode(own_home) + b"/d\xff")
    assert spasmtui("log", "add", "calf", "--data-dir", folder).returncode == 0
    assert "calf" in spasmtui("log", "list", "--data-dir", folder).stdout


def test_the_paths_of_the_program_are_these_folders(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SPASMTUI_DATA", "~/of/environment")
    for data_dir in (None, "~/diary"):
        paths, folders = find_paths(data_dir), find_folders(data_dir or "", os.environ, sys.platform)
        assert (str(paths.data), str(paths.state), str(paths.config)) == (folders.data, folders.state, folders.config)
    assert find_paths(None).data == own_home / "of" / "environment"
