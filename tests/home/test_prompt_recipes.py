"""The recipes of docs/status-line.md in real shells and in tmux, with a place that would run a command if it could."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from spasmtui.clock import SystemClock
from spasmtui.episodes.store.diary import Diary
from spasmtui.launcher.locations import find_folders
from tests.conftest import ROOT
from tests.support.store.values import an_episode
from tests.support.terminal import Terminal

pytestmark = [pytest.mark.pty, pytest.mark.long]
HOSTILE = "#(touch run)`touch run`$(touch run)%{x%}\\$(touch run)#[fg=red]"
SHOWN = "touch runtou"
"""The beginning of what is left of it."""


def recipe(language: str) -> str:
    found = re.search(
        rf"```{language}\n(.*?)```", (ROOT / "docs/status-line.md").read_text(encoding="utf-8"), re.DOTALL
    )
    assert found is not None
    return found[1]


@pytest.fixture
def home(own_home: Path) -> Path:
    """A home with an open episode, the program on the path, and a file for each shell."""
    folders = find_folders("", os.environ, "linux")
    diary = Diary(Path(folders.data), Path(folders.state), SystemClock())
    begun = diary.clock.now().replace(microsecond=0)
    episode = an_episode(1, started_at=begun, created_at=begun, updated_at=begun, is_open=True, place=HOSTILE)
    diary.add(replace(episode, id=diary.new_id()))
    program = own_home / "bin" / "spasmtui"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nPYTHONPATH={ROOT} exec {sys.executable} -m spasmtui "$@"\n')
    program.chmod(0o755)
    return own_home


def bash(home: Path) -> list[str]:
    (home / "bashrc").write_text(f"PS1='> '\n{recipe('bash')}")
    return ["--noprofile", "--rcfile", str(home / "bashrc"), "-i"]


def zsh(home: Path) -> list[str]:
    (home / ".zshrc").write_text(f"PROMPT='> '\nsetopt prompt_subst\n{recipe('zsh')}")
    return ["-i"]


def fish(home: Path) -> list[str]:
    config = home / ".config" / "fish" / "config.fish"
    config.parent.mkdir(parents=True)
    config.write_text(f"function fish_prompt; printf '> '; end\n{recipe('fish')}")
    return ["-i"]


def tmux(home: Path) -> list[str]:
    conf = home / "tmux.conf"
    conf.write_text(f"{recipe('tmux').replace('interval 5', 'interval 1')}set -g default-command 'cat'\n")
    return ["-S", str(home / "socket"), "-f", str(conf), "new-session"]


def starship(home: Path) -> list[str]:
    (home / "starship.toml").write_text(f'format = "${{custom.spasmtui}}> "\n{recipe("toml")}')
    (home / "bashrc").write_text('eval "$(starship init bash)"\n')
    return ["--noprofile", "--rcfile", str(home / "bashrc"), "-i"]


@pytest.mark.parametrize("arguments", [bash, zsh, fish, tmux, starship])
def test_a_recipe_shows_what_is_open_and_runs_nothing_of_it(
    arguments: Callable[[Path], list[str]], home: Path, own_home: Path
) -> None:
    name = arguments.__name__
    program = shutil.which("bash" if name == "starship" else name)
    if program is None or shutil.which(name) is None:
        pytest.skip(f"{name} is not installed")
    environment = {
        "PATH": f"{home / 'bin'}:{os.environ['PATH']}",
        "ZDOTDIR": str(home),
        "STARSHIP_CONFIG": str(home / "starship.toml"),
        "SHELL": "/bin/sh",
        "PWD": str(home),
    }
    words = ["/bin/sh", "-c", 'cd "$HOME" && exec "$0" "$@"', program, *arguments(home)]
    with Terminal(words, size=(100, 24), environment=environment) as terminal:
        terminal.wait_for(SHOWN if name == "tmux" else rf"\[{SHOWN}", limit_seconds=60)
        if name == "tmux":
            subprocess.run([home / "bin" / "spasmtui", "log", "done"], check=True, stdout=subprocess.DEVNULL)
            terminal.wait_until(lambda: SHOWN not in terminal.text, "an empty status line")
            subprocess.run([program, "-S", home / "socket", "kill-server"], check=True)
        else:
            terminal.keys("spasmtui log done >/dev/null\r")
            terminal.wait_until(lambda: ">" in map(str.strip, terminal.text.splitlines()), "a prompt with nothing open")
    assert list(own_home.rglob("run")) == []
