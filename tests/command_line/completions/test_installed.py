"""After `--install`, Tab completes in a home that had nothing, in the real shells."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.support.real_shells import RealShell

pytestmark = pytest.mark.long
PACKAGE = "/usr/share/bash-completion/bash_completion"


@pytest.fixture(autouse=True)
def programs(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both programs on the path, as an installer puts them there; they answer nothing."""
    folder = own_home / ".local/bin"
    folder.mkdir(parents=True)
    for name in ("spasm", "spasmtui"):
        (folder / name).write_text("#!/bin/sh\n", encoding="utf-8")
        (folder / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


@pytest.mark.parametrize(
    ("name", "start_file", "lines", "is_touched"),
    [
        ("bash", ".bashrc", "", True),
        ("bash", ".bashrc", f". {PACKAGE}\n", False),
        ("zsh", ".zshrc", "", True),
        ("zsh", ".zshrc", "fpath=(~/.zfunc $fpath)\nautoload -Uz compinit && compinit -u\n", False),
    ],
    ids=["bash", "bash with its package", "zsh", "zsh with a folder of functions"],
)
def test_tab_completes_after_an_installation(
    name: str, start_file: str, lines: str, is_touched: bool, own_home: Path, here: Run
) -> None:
    needed = PACKAGE if PACKAGE in lines else name
    if not (shutil.which(needed) or Path(needed).exists()):
        pytest.skip(f"{needed} is not installed")
    if lines:
        (own_home / start_file).write_text(lines, encoding="utf-8")
    ended = here("completions", name, "--install", "--yes")
    assert (ended.returncode, f"Written: {own_home}/{start_file}" in ended.stdout) == (0, is_touched)
    work = own_home / "work"
    work.mkdir()
    shell = RealShell(name, "", work, os.environ, installed=own_home)
    try:
        typed = [shell.after_tab(line).rstrip() for line in ("spasm cal", "spasmtui log ad", "spasmtui insi")]
    finally:
        shell.end()
    assert typed == ["spasm calf", "spasmtui log add", "spasmtui insights"]
    if name == "bash":  # zsh takes two seconds to say the same
        assert here("completions", name, "--install").stdout.startswith("Installed before, nothing changed:\n")


def test_fish_offers_words_after_an_installation(here: Run) -> None:
    if shutil.which("fish") is None:
        pytest.skip("fish is not installed")
    assert here("completions", "fish", "--install", "--yes").returncode == 0
    asked = [
        subprocess.run(["fish", "-c", "complete -C $argv[1]", line], capture_output=True, text=True, check=True).stdout
        for line in ("spasm cal", "spasmtui log ad")
    ]
    assert ["calf" in asked[0].split(), asked[1].split("\t")[0]] == [True, "add"]
