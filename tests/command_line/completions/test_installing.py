"""Installing completions: what is written where, that nothing foreign is touched, and that all of it goes again."""

import errno
import io
import json
import os
import stat
from collections.abc import Mapping
from pathlib import Path

import pytest

from spasmtui.command_line.completions.host import Host, ask_shell
from spasmtui.command_line.completions.install_command import install, remove
from spasmtui.command_line.completions.installation import carry_out, plan_install, plan_removal
from spasmtui.command_line.completions.shell_files import BLOCK_BEGINS, BLOCK_ENDS, MARK, Written, bash_files, zsh_files
from spasmtui.errors import DataError, NotSaved, WrongUsage
from spasmtui.services import Services
from spasmtui.shell import Options, Shell
from tests.conftest import ROOT, Run
from tests.support.cases import with_each
from tests.support.streams import TerminalStream


class FakeHost(Host):
    """A machine whose shells answer as a test says, by the name of the shell."""

    def __init__(
        self, home: Path, answers: Mapping[str, tuple[str, ...]] | None = None, platform: str = "linux", **more: str
    ) -> None:
        self.said = answers or {}
        super().__init__(
            environment={"HOME": str(home), "SHELL": "/bin/bash", **more},
            platform=platform,
            ask=lambda words: self.said.get(words[0], ()),
            find=lambda name: f"{home}/.local/bin/spasmtui" if name == "spasmtui" else f"/usr/bin/{name}",
        )


LOADED = {"bash": ("loads=_completion_loader", "folder=", "data=")}


class Try:
    """One run of the command on a machine."""

    def __init__(self, host: Host, answer: str | None = None, *, wants_json: bool = False) -> None:
        options, services = Options(), Services()
        options.wants_json = wants_json
        services.content = ROOT / "content"
        kind = io.StringIO if answer is None else TerminalStream
        self.host, self.out, self.err = host, kind(), kind()
        self.shell = Shell(options, services, self.out, self.err, kind(answer or ""))

    def install(self, name: str | None = None, *, has_desktop: bool = False, is_sure: bool = True) -> str:
        assert install(self.shell, self.host, name, has_desktop=has_desktop, is_sure=is_sure) == 0
        return self.out.getvalue()

    def remove(self, name: str | None = None) -> str:
        assert remove(self.shell, self.host, name) == 0
        return self.out.getvalue()


def files_below(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_where_bash_loads_completions_no_start_file_is_touched(own_home: Path) -> None:
    (own_home / ".bashrc").write_text("alias ow=spasm\n", encoding="utf-8")
    Try(FakeHost(own_home, LOADED)).install()
    assert sorted(files_below(own_home)) == [
        ".bashrc",
        *(f".local/share/bash-completion/completions/{name}" for name in ("spasm", "spasmtui")),
        *(f".local/share/man/man1/{name}.1" for name in ("spasm", "spasmtui")),
    ]
    assert (own_home / ".bashrc").read_text(encoding="utf-8") == "alias ow=spasm\n"


@with_each(
    ("shell", "start_file", "has_newline"),
    [("bash", ".bashrc", True), ("bash", ".bashrc", False), ("zsh", ".zshrc", True), ("fish", "", True)],
)
def test_a_second_run_changes_nothing_and_removal_leaves_what_was_there(
    shell: str, start_file: str, has_newline: bool, own_home: Path
) -> None:
    home = own_home / f"{shell}-{has_newline}"
    home.mkdir()
    kept = f"export A=1{os.linesep if has_newline else ''}"
    if start_file:
        (home / start_file).write_text(kept, encoding="utf-8")
        (home / start_file).chmod(0o640)
    host = FakeHost(home)
    before = files_below(home)
    Try(host).install(shell, has_desktop=True)
    after = files_below(home)
    assert Try(host).install(shell, has_desktop=True).startswith("Installed before, nothing changed:\n")
    assert files_below(home) == after
    if start_file:
        assert (home / start_file).read_text(encoding="utf-8").startswith(kept)
        assert stat.S_IMODE((home / start_file).stat().st_mode) == 0o640
    Try(host).remove()
    expected = {name: text if has_newline else text + b"\n" for name, text in before.items()}
    assert files_below(home) == expected
    assert Try(host).remove() == ""


def test_a_start_file_that_was_made_for_the_block_goes_with_it(own_home: Path) -> None:
    host = FakeHost(own_home)
    Try(host).install("zsh")
    assert BLOCK_BEGINS in (own_home / ".zshrc").read_text(encoding="utf-8")
    assert f"Removed: {own_home}/.zshrc" in Try(host).remove("zsh")
    assert sorted(files_below(own_home)) == [".local/share/man/man1/spasm.1", ".local/share/man/man1/spasmtui.1"]


def test_lines_around_the_block_stay_when_it_changes_and_when_it_goes(own_home: Path) -> None:
    host, start = FakeHost(own_home), own_home / ".bashrc"
    start.write_bytes(b"# \xe9t\xe9\n")
    Try(host).install("bash")
    start.write_bytes(start.read_bytes().replace(b"/bash-completion/", b"/elsewhere/") + b"alias b=1\n")
    Try(host).install("bash")
    text = start.read_bytes()
    assert (text.count(BLOCK_BEGINS.encode()), b"/elsewhere/" in text, text.endswith(b"\nalias b=1\n")) == (
        1,
        False,
        True,
    )
    Try(host).remove()
    assert start.read_bytes() == b"# \xe9t\xe9\nalias b=1\n"


@with_each("middle", ["export MINE=1\n", f"{BLOCK_BEGINS}\n", "if true\nthen\n    x\nfi\n"])
def test_a_block_with_lines_of_the_person_s_stays_as_it_is(middle: str, own_home: Path) -> None:
    host, start = FakeHost(own_home), own_home / f".{len(middle)}" / ".bashrc"
    start.parent.mkdir()
    host.environment = {"HOME": str(start.parent), "SHELL": "/bin/bash"}
    Try(host).install("bash")
    text = start.read_text(encoding="utf-8").replace("fi\n", f"fi\n{middle}")
    start.write_text(text, encoding="utf-8")
    for change in (Try(host).install, Try(host).remove):
        with pytest.raises(DataError, match=r"lines of yours between|without the one that ends it"):
            change("bash")
        assert start.read_text(encoding="utf-8") == text


def test_only_whole_lines_begin_and_end_a_block_and_every_block_goes(own_home: Path) -> None:
    host, start = FakeHost(own_home), own_home / ".bashrc"
    theirs = f"echo '{BLOCK_BEGINS}'\nexport MINE=1\necho '{BLOCK_ENDS}'\n"
    start.write_text(theirs, encoding="utf-8")
    assert Try(host).remove("bash") == ""
    assert start.read_text(encoding="utf-8") == theirs
    Try(host).install("bash")
    block = start.read_text(encoding="utf-8").removeprefix(theirs)
    start.write_text(f"{theirs}{block}c=1\r\n{block.replace(chr(10), chr(13) + chr(10))}", encoding="utf-8", newline="")
    Try(host).remove("bash")
    assert start.read_text(encoding="utf-8").split() == [*theirs.split(), "c=1"]


def test_a_start_file_that_has_changed_since_it_was_asked_about_is_not_overwritten(own_home: Path) -> None:
    host, start = FakeHost(own_home), own_home / ".bashrc"
    files = tuple(bash_files("script", host))
    changes = plan_install(files)
    start.write_text("alias new=1\n", encoding="utf-8")
    with pytest.raises(NotSaved, match=r"changed by another program\. What had been written was taken back"):
        carry_out(changes, ())
    assert files_below(own_home) == {".bashrc": b"alias new=1\n"}
    changes = plan_install(files)
    assert [carry_out(changes, ()) for _run in range(2)] == [True, True]  # the second of two runs at the same time


@with_each("home", ["relative", "/there/is/none", ""])
def test_without_a_home_nothing_is_written(home: str) -> None:
    host = FakeHost(Path("/there/is/none"))
    host.environment = {"HOME": home, "SHELL": "/bin/bash"}
    with pytest.raises(WrongUsage, match="HOME does not name a folder"):
        Try(host).install()


def test_a_link_to_a_start_file_stays_a_link(own_home: Path) -> None:
    (own_home / "dots").mkdir()
    (own_home / "dots/bashrc").write_text("A=1\n", encoding="utf-8")
    (own_home / ".bashrc").symlink_to("dots/bashrc")
    Try(FakeHost(own_home)).install("bash")
    assert (own_home / ".bashrc").is_symlink()
    assert BLOCK_BEGINS in (own_home / "dots/bashrc").read_text(encoding="utf-8")


def test_a_start_file_that_became_a_link_stays_empty_and_so_does_the_link(own_home: Path) -> None:
    host, start = FakeHost(own_home), own_home / ".bashrc"
    Try(host).install("bash")
    start.rename(own_home / "kept")
    start.symlink_to("kept")
    assert f"Taken out of {start}: our lines" in Try(host).remove()
    assert (start.is_symlink(), start.read_bytes()) == (True, b"")


def test_a_link_is_shown_with_the_file_that_will_change(own_home: Path) -> None:
    (own_home / "dots").mkdir()
    (own_home / "dots/bashrc").touch()
    (own_home / ".bashrc").symlink_to("dots/bashrc")
    asked = Try(FakeHost(own_home), answer="n\n")
    asked.install(is_sure=False)
    assert "  ~/.bashrc, a link to ~/dots/bashrc: reads them, since" in " ".join(asked.err.getvalue().split("\n    "))


def test_a_start_file_that_is_read_only_stays_also_for_root(own_home: Path) -> None:
    start = own_home / ".bashrc"
    start.write_text("A=1\n", encoding="utf-8")
    start.chmod(0o444)
    before = files_below(own_home)
    with pytest.raises(DataError, match=r"\.bashrc is read-only, and stays as it is\. Nothing was written\."):
        Try(FakeHost(own_home)).install("bash")
    assert files_below(own_home) == before
    start.chmod(0o644)
    Try(FakeHost(own_home)).install("bash")
    start.chmod(0o444)
    after = files_below(own_home)
    assert Try(FakeHost(own_home)).install("bash").startswith("Installed before, nothing changed:\n")
    with pytest.raises(DataError, match="read-only"):
        Try(FakeHost(own_home)).remove()
    assert files_below(own_home) == after


def test_root_writes_nothing_into_the_home_of_somebody_else(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("spasmtui.command_line.completions.host.user_id", lambda: 0)
    if own_home.stat().st_uid == 0:
        os.chown(own_home, 1000, -1)
    for change in (Try(FakeHost(own_home)).install, Try(FakeHost(own_home)).remove):
        with pytest.raises(WrongUsage, match="belongs to another account"):
            change("bash")
    assert files_below(own_home) == {}


@with_each(
    ("shell", "path"),
    [
        ("bash", ".local/share/bash-completion/completions/spasm"),
        ("zsh", ".local/share/zsh/site-functions/_spasmtui"),
        ("fish", ".config/fish/completions/spasmtui.fish"),
        ("fish", ".local/share/man/man1/spasm.1"),
    ],
)
def test_a_foreign_file_stops_everything_and_stays(shell: str, path: str, own_home: Path) -> None:
    home = own_home / path.replace("/", "-")
    (home / path).parent.mkdir(parents=True)
    (home / path).write_text("of somebody else\n", encoding="utf-8")
    before = files_below(home)
    with pytest.raises(DataError, match=r"was not written by .* stays as it is\. Move it away"):
        Try(FakeHost(home)).install(shell)
    assert files_below(home) == before
    Try(FakeHost(home)).remove()
    assert files_below(home) == before


def test_what_will_be_written_is_said_before_it_is_asked_for(own_home: Path) -> None:
    asked = Try(FakeHost(own_home), answer="what\nn\n")
    assert asked.install(is_sure=False) == ""
    said = asked.err.getvalue()
    assert "For bash, this will be written:\n\n  ~/.local/share/bash-completion/completions/spasmtui: " in said
    assert f"  ~/.bashrc: reads them, since bash loads no package bash-completion\n    {BLOCK_BEGINS}\n" in said
    assert said.endswith("Write it? y or n: Write it? y or n: Nothing was written.\n")
    assert files_below(own_home) == {}
    Try(FakeHost(own_home), answer="y\n").install(is_sure=False)
    assert files_below(own_home)


def test_without_a_terminal_and_without_yes_it_says_what_it_would_do_and_writes_nothing(own_home: Path) -> None:
    tried = Try(FakeHost(own_home))
    with pytest.raises(WrongUsage, match="There is no terminal to ask on"):
        tried.install("fish", is_sure=False)
    assert "  ~/.config/fish/completions/spasm.fish: the same for the command spasm\n" in tried.err.getvalue()
    with pytest.raises(WrongUsage, match="add --yes"):
        Try(FakeHost(own_home), wants_json=True).install("fish", is_sure=False)
    assert files_below(own_home) == {}


def test_for_a_program_every_file_is_named_with_what_became_of_it(own_home: Path) -> None:
    host = FakeHost(own_home, LOADED)
    first, second = (json.loads(Try(host, wants_json=True).install("bash")) for _run in range(2))
    assert (first["shell"], first["changed"], second["changed"]) == ("bash", True, False)
    assert {each["change"] for each in first["files"]} == {"create"}
    assert {each["change"] for each in second["files"]} == {"keep"}
    removed = json.loads(Try(host, wants_json=True).remove())
    assert [each["change"] for each in removed["files"]] == ["delete"] * 4


@with_each(
    ("shell", "answers", "more", "paths"),
    [
        ("bash", ("loads=x",), {"XDG_DATA_HOME": "/d"}, ["/d/bash-completion/completions/spasmtui"]),
        ("bash", ("loads=x", "folder=/u:/v"), {}, ["/u/completions/spasmtui"]),
        ("bash", ("loads=x",), {"BASH_COMPLETION_USER_DIR": "/w"}, ["/w/completions/spasmtui"]),
        (
            "bash",
            (),
            {"XDG_DATA_HOME": "not/absolute"},
            ["H/.local/share/bash-completion/completions/spasmtui", "H/.bashrc"],
        ),
        ("zsh", (), {}, ["H/.local/share/zsh/site-functions/_spasmtui", "H/.zshrc"]),
        ("zsh", (), {"ZDOTDIR": "/z"}, ["H/.local/share/zsh/site-functions/_spasmtui", "/z/.zshrc"]),
        ("zsh", ("dots=/y",), {"ZDOTDIR": "/z"}, ["H/.local/share/zsh/site-functions/_spasmtui", "/y/.zshrc"]),
        ("zsh", ("loads=compdef", "fpath=H/.zfunc"), {}, ["H/.zfunc/_spasmtui"]),
        ("zsh", ("fpath=H/.zfunc",), {}, ["H/.zfunc/_spasmtui", "H/.zshrc"]),
        (
            "zsh",
            ("loads=compdef", "fpath=/usr/share/zsh"),
            {},
            ["H/.local/share/zsh/site-functions/_spasmtui", "H/.zshrc"],
        ),
    ],
)
def test_each_shell_is_served_where_it_looks(
    shell: str, answers: tuple[str, ...], more: dict[str, str], paths: list[str]
) -> None:
    host = FakeHost(Path("/H"), {shell: tuple(each.replace("H/", "/H/") for each in answers)}, **more)
    files = {"bash": bash_files, "zsh": zsh_files}[shell]("#script\nrest", host)
    found = [each.path for each in files if not each.path.endswith("/spasm")]
    assert found == [each.replace("H/", "/H/") if each.startswith("H/") else each for each in paths]


def test_on_macos_bash_reads_the_file_of_a_login_shell(own_home: Path) -> None:
    host = FakeHost(own_home, platform="darwin")

    def start_file() -> str:
        return [each.path for each in bash_files("x", host)][-1]

    assert start_file() == f"{own_home}/.bash_profile"
    (own_home / ".profile").write_text("A=1\n", encoding="utf-8")
    assert start_file() == f"{own_home}/.profile"
    Try(host).install("bash")
    (own_home / ".bash_profile").touch()
    assert start_file() == f"{own_home}/.profile"  # it has the block
    Try(host).remove("bash")
    assert (own_home / ".profile").read_text(encoding="utf-8") == "A=1\n"
    assert start_file() == f"{own_home}/.bash_profile"


def test_pages_that_man_finds_without_ours_are_left_alone(own_home: Path) -> None:
    host = FakeHost(own_home, {"sh": ("page=/usr/share/man/man1/spasmtui.1.gz",)})
    Try(host).install("fish")
    assert not (own_home / ".local/share/man").exists()


def test_the_entry_of_the_menu_starts_the_program_that_was_installed(own_home: Path) -> None:
    Try(FakeHost(own_home)).install("fish", has_desktop=True)
    text = (own_home / ".local/share/applications/spasmtui.desktop").read_text(encoding="utf-8")
    assert f"\nExec={own_home}/.local/bin/spasmtui\n" in text
    assert (own_home / ".local/share/icons/hicolor/scalable/apps/spasmtui.svg").is_file()
    spaced = own_home / "a b"
    spaced.mkdir()
    Try(FakeHost(spaced)).install("fish", has_desktop=True)
    text = (spaced / ".local/share/applications/spasmtui.desktop").read_text(encoding="utf-8")
    assert f'\nExec="{spaced}/.local/bin/spasmtui" relief\n' in text
    with pytest.raises(WrongUsage, match="Leave --desktop out"):
        Try(FakeHost(own_home, platform="darwin")).install("fish", has_desktop=True)


def test_a_step_that_fails_takes_back_the_ones_before_it(own_home: Path) -> None:
    (own_home / ".local/share/man/man1").mkdir(parents=True)
    (own_home / ".local/share/man/man1/spasm.1").mkdir()  # no file can take this name
    before = files_below(own_home)
    with pytest.raises(DataError, match="could not be read"):
        Try(FakeHost(own_home)).install("bash")
    (own_home / ".local/share/man/man1/spasm.1").rmdir()
    (own_home / ".local/share/icons").write_text("", encoding="utf-8")
    with pytest.raises(NotSaved, match="What had been written was taken back"):
        Try(FakeHost(own_home)).install("bash", has_desktop=True)
    (own_home / ".local/share/icons").unlink()
    assert files_below(own_home) == before


def test_a_removal_that_fails_gives_back_what_was_deleted_as_it_was(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, *_: object, **_options: object) -> None:
        raise OSError(errno.EROFS, "read-only file system", str(path))

    (own_home / ".bashrc").write_text("A=1\n", encoding="utf-8")
    Try(FakeHost(own_home)).install("bash")
    before = {path: (path.read_bytes(), path.stat().st_mode) for path in own_home.rglob("*") if path.is_file()}
    monkeypatch.setattr("spasmtui.command_line.completions.installation.replace_file", refuse)
    with pytest.raises(NotSaved, match=r"\.bashrc could not be written: read-only file system\. What had been written"):
        Try(FakeHost(own_home)).remove()
    assert {path: (path.read_bytes(), path.stat().st_mode) for path in before} == before


def test_half_a_block_and_a_link_to_nowhere_are_named(own_home: Path) -> None:
    (own_home / ".bashrc").write_text(f"{BLOCK_BEGINS}\n", encoding="utf-8")
    with pytest.raises(DataError, match="without the one that ends it"):
        plan_install((Written(f"{own_home}/.bashrc", "x", "", is_block=True),))
    (own_home / "nowhere").symlink_to("gone")
    for is_block in (False, True):
        with pytest.raises(DataError, match="a link that leads nowhere"):
            plan_install((Written(f"{own_home}/nowhere", f"{MARK}", "", is_block=is_block),))
    assert plan_removal((f"{own_home}/nowhere", f"{own_home}/.bashrc"), ()) == ()


@with_each("shell", ["", "/bin/tcsh"])
def test_a_shell_without_completions_is_named(shell: str, own_home: Path) -> None:
    with pytest.raises(WrongUsage, match="bash, zsh or fish"):
        Try(FakeHost(own_home, SHELL=shell)).install()


def test_the_command_takes_its_options(here: Run, own_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHELL", "/usr/bin/fish")
    refused = here("completions", "--install")
    assert (refused.returncode, "/fish/completions/spasmtui.fish" in refused.stderr) == (2, True)
    assert here("completions", "--install", "--yes", "--json").returncode == 0
    assert (own_home / ".config/fish/completions/spasm.fish").is_file()
    assert here("completions", "--remove", "-q").returncode == 0
    assert not (own_home / ".config/fish").exists()
    assert here("completions", "bash", "--desktop").returncode == 2


@pytest.mark.long
def test_a_shell_is_asked_without_a_terminal_and_its_answer_is_found_among_other_lines() -> None:
    script = "echo noise; echo spasmtui:loads=x; test -t 0 || echo spasmtui:terminal=none"
    assert ask_shell(("sh", "-c", script)) == ("loads=x", "terminal=none")
    assert ask_shell(("no-such-shell", "-c", "")) == ()
