"""Changing `settings.toml`: what a person wrote stays, a broken file is set aside, and nobody's change is lost."""

import fcntl
import os
import tomllib
from pathlib import Path
from threading import Thread

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spasmtui.errors import NotSaved
from spasmtui.settings import file
from spasmtui.settings.file import apply_changes, save_settings
from spasmtui.shared import atomic_file
from spasmtui.shared.settings import FILE_NAME, load_settings

WRITTEN = """# mine
[screen]  # colours
theme = "dark"  # by day

[other]  # of a later version
x = 1
"""


def test_a_change_leaves_comments_order_and_unknown_names_as_they_were() -> None:
    changed = apply_changes(
        WRITTEN,
        (
            (("screen", "theme"), "night"),
            (("region",), "gb"),
            (("relief", "bell"), False),
            (("keys", "relief.gone"), "z"),
        ),
    )
    assert changed == (
        '# mine\nregion = "gb"\n\n[screen]  # colours\ntheme = "night"  # by day\n\n'
        "[other]  # of a later version\nx = 1\n\n"
        '[relief]\nbell = false\n\n[keys]\n"relief.gone" = "z"\n'
    )


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ('screen = {theme = "dark", x = 1}', 'screen = {theme = "night", x = 1}'),
        ('screen.theme = "dark" # dim', 'screen.theme = "night" # dim'),
        ('[screen]\ntheme="dark"\n', '[screen]\ntheme="night"\n'),
        ("", '[screen]\ntheme = "night"\n'),
    ],
)
def test_a_setting_is_changed_in_the_form_in_which_it_is_written(text: str, changed: str) -> None:
    assert apply_changes(text, ((("screen", "theme"), "night"),)) == changed


@pytest.mark.parametrize("text", ['[keys]\nrelief.gone = "z" # mine\n', '[keys.relief]\ngone = "z" # mine\n'])
def test_a_key_is_found_however_its_name_is_written(text: str) -> None:
    assert apply_changes(text, ((("keys", "relief.gone"), "q"),)) == text.replace('"z"', '"q"')
    removed = apply_changes(text, ((("keys", "relief.gone"), None),))
    assert removed is not None
    assert "gone" not in removed


def test_removing_a_setting_that_is_not_written_changes_nothing() -> None:
    assert apply_changes(WRITTEN, ((("relief", "bell"), None), (("screen", "flash"), None))) == WRITTEN


NAMES = st.sampled_from([("region",), ("screen", "theme"), ("keys", "a.b"), ("drink", "about"), ("new", "x")])
VALUES = (
    st.none() | st.booleans() | st.integers(0, 60) | st.text(max_size=4) | st.lists(st.text(max_size=3), max_size=2)
)
LINES = st.sampled_from([
    "[screen]", "[keys]", "[drink]", "[[other]]", "# note", "", 'theme = "dark"', "screen.theme = 'x'", "a.b = 'q'",
    'about = ["heart"] # mine', "region = 112", "x = {y = 1}", 'keys = {"a.b" = "z"}',
])  # fmt: skip


@settings(max_examples=80)
@given(lines=st.lists(LINES, max_size=6), changes=st.lists(st.tuples(NAMES, VALUES), max_size=3))
def test_a_change_changes_what_it_names_and_nothing_else_or_is_not_made(
    lines: list[str], changes: list[tuple[tuple[str, ...], object]]
) -> None:
    text = "\n".join(lines)
    try:
        tomllib.loads(text)
    except ValueError:
        return
    changed = apply_changes(text, tuple(changes))
    if changed is None:
        return
    comments = [line.partition("#")[2] for line in lines if "#" in line]
    named = {name[-1] for name, _value in changes}
    assert all(comment in changed for comment in comments if comment != " mine" or "about" not in named)
    for name, value in dict(changes).items():
        found = tomllib.loads(changed)
        for part in name[:-1]:
            found = found.get(part, {})
        assert file._inner(found, name[-1])[0].get(file._inner(found, name[-1])[1]) == value  # noqa: SLF001 -- its own reading of names with points


def test_the_folder_and_the_file_are_made_and_only_the_owner_reads_them(tmp_path: Path) -> None:
    config = tmp_path / "a" / "spasmtui"
    assert save_settings(config, ((("drink", "about"), ["heart"]),)) == ""
    assert load_settings(config / FILE_NAME).settings.drink.about == {"heart"}
    assert (config / FILE_NAME).stat().st_mode & 0o777 == 0o600
    assert os.listdir(config) == [FILE_NAME]


def test_a_broken_file_is_kept_beside_and_what_help_needs_of_it_goes_on(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text('region = "gb"\n[screen\n', encoding="utf-8")
    (tmp_path / f"{FILE_NAME}.broken").write_text("older", encoding="utf-8")
    notice = save_settings(tmp_path, ((("screen", "theme"), "night"),))
    assert f"{FILE_NAME} could not be read. It is kept as {FILE_NAME}.broken-2 beside a new one" in notice
    assert (tmp_path / f"{FILE_NAME}.broken-2").read_text(encoding="utf-8") == 'region = "gb"\n[screen\n'
    assert (tmp_path / f"{FILE_NAME}.broken").read_text(encoding="utf-8") == "older"
    found = load_settings(tmp_path / FILE_NAME)
    assert (found.faults, found.settings.region, found.settings.screen.theme) == ((), "gb", "night")


def test_a_link_is_followed_and_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "dotfiles").mkdir()
    (tmp_path / "dotfiles" / "s.toml").write_text("# mine\n", encoding="utf-8")
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / FILE_NAME).symlink_to(tmp_path / "dotfiles" / "s.toml")
    save_settings(tmp_path / "config", ((("region",), "gb"),))
    assert (tmp_path / "config" / FILE_NAME).is_symlink()
    assert (tmp_path / "dotfiles" / "s.toml").read_text(encoding="utf-8") == '# mine\nregion = "gb"\n'


def test_what_is_no_file_is_named_and_left_alone(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / FILE_NAME)
    with pytest.raises(NotSaved, match=f"{tmp_path / FILE_NAME} could not be changed: it is not a regular file"):
        save_settings(tmp_path, ((("region",), "gb"),))
    assert os.listdir(tmp_path) == [FILE_NAME]


def test_changes_of_several_programs_at_once_are_all_kept(tmp_path: Path) -> None:
    names = [f"relief.key{number}" for number in range(12)]
    savers = [Thread(target=save_settings, args=(tmp_path, ((("keys", name), "z"),))) for name in names]
    for saver in savers:
        saver.start()
    for saver in savers:
        saver.join()
    assert sorted(load_settings(tmp_path / FILE_NAME).settings.keys) == sorted(names)


def test_a_program_that_holds_the_lock_is_waited_for_and_then_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(atomic_file, "LIMIT_SECONDS", 0.01)
    descriptor = os.open(tmp_path, os.O_RDONLY)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    try:
        with pytest.raises(NotSaved, match="Another program is saving its settings"):
            save_settings(tmp_path, ((("region",), "gb"),))
    finally:
        os.close(descriptor)
    assert os.listdir(tmp_path) == []


def test_a_file_that_would_say_anything_else_is_not_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / FILE_NAME).write_text(WRITTEN, encoding="utf-8")
    monkeypatch.setattr("tomlkit.dumps", lambda _document: 'region = "us"\n')
    with pytest.raises(NotSaved, match="is written in a way that cannot be changed here"):
        save_settings(tmp_path, ((("region",), "gb"),))
    assert (tmp_path / FILE_NAME).read_text(encoding="utf-8") == WRITTEN
