"""Real shells in a pseudo-terminal, where Tab is pressed: what is on the line afterwards, and what is offered."""

import os
import pty
import select
import shlex
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path

from tests.conftest import LIMIT_SECONDS

_BASH = r"""
PS1='$ '
bind 'set bell-style none'
bind 'set enable-bracketed-paste off'
kept() { printf '%s\n' "$READLINE_LINE" >>"$KEPT"; READLINE_LINE=; READLINE_POINT=0; }
bind -x '"\C-x\C-p": kept'
bind '"\C-x*": insert-completions'
"""
_ZSH = r"""
PS1='$ '
setopt no_beep no_list_beep no_always_last_prompt
bindkey -e
bindkey '^I' expand-or-complete
kept() { print -r -- "$BUFFER" >>"$KEPT"; BUFFER=; CURSOR=0; }
zle -N kept
bindkey '^X^P' kept
zle -C all-matches complete-word _generic
bindkey '^X*' all-matches
zstyle ':completion:all-matches::::' completer _all_matches _complete
zstyle ':completion:all-matches:*' insert true
zstyle ':completion:*' menu no
"""


class RealShell:
    """An interactive bash or zsh with our script, or with all that the start-up files of a home bring."""

    def __init__(
        self, name: str, script: str, work: Path, environment: Mapping[str, str], installed: Path | None = None
    ) -> None:
        home = work.parent / f"{name}-home"
        home.mkdir()
        self.work = work
        self._kept = home / "kept"
        self._kept.touch()
        (home / "script").write_text(script, encoding="utf-8")
        if name == "bash":
            (home / ".inputrc").touch()
            start = home / "bashrc"
            source = f"{installed}/.bashrc" if installed else f"{home}/script"
            start.write_text(f'{_BASH}\nsource {source}\necho ready >>"$KEPT"\n', encoding="utf-8")
            command = ["bash", "--noprofile", "--rcfile", str(start), "-i"]
        else:
            (home / "functions").mkdir()
            (home / "functions" / "_spasmtui").write_text(script, encoding="utf-8")
            ours = f"fpath=({home}/functions $fpath)\nautoload -Uz compinit && compinit -u -D"
            source = f"source {installed}/.zshrc" if installed else ours
            (home / ".zshrc").write_text(f'{source}\n{_ZSH}\necho ready >>"$KEPT"\n', encoding="utf-8")
            command = ["zsh", "-i"]
        self._controller, terminal = pty.openpty()
        self._process = subprocess.Popen(
            command,
            stdin=terminal,
            stdout=terminal,
            stderr=terminal,
            cwd=work,
            start_new_session=True,
            env={
                **environment,
                "HOME": str(installed or home),
                "ZDOTDIR": str(home),
                "KEPT": str(self._kept),
                "TERM": "xterm",
            },
        )
        os.close(terminal)
        self._read = 0
        self.shown = b""
        assert self._next_line() == "ready"

    def end(self) -> None:
        """End the shell."""
        self._process.kill()
        self._process.wait()
        os.close(self._controller)

    def after_tab(self, line: str) -> str:
        """The line after Tab."""
        return self._press(f"{line}\t")

    def offered(self, line: str) -> list[str]:
        """Every word that is offered at the end of the line."""
        pressed = self._press(f"{line}\x18*")
        words = shlex.split(pressed[line.rfind(" ") + 1 :])
        return [word.rstrip("/") for word in words if word and not (pressed == line and line.endswith(word))]

    def _press(self, keys: str) -> str:
        os.write(self._controller, f"{keys}\x18\x10".encode())
        return self._next_line()

    def _next_line(self) -> str:
        deadline = time.monotonic() + LIMIT_SECONDS
        while time.monotonic() < deadline:
            if select.select([self._controller], [], [], 0.002)[0]:
                self.shown += os.read(self._controller, 65536)
            lines = self._kept.read_text(encoding="utf-8").splitlines()
            if len(lines) > self._read:
                self._read += 1
                return lines[self._read - 1]
        raise AssertionError(self.shown.decode(errors="replace")[-2000:])


class Fish:
    """fish, which tells by itself what it offers."""

    def __init__(self, _name: str, script: str, work: Path, environment: Mapping[str, str]) -> None:
        home = work.parent / "fish-home"
        self._work, self._environment = work, {**environment, "HOME": str(home), "XDG_CONFIG_HOME": str(home)}
        folder = home / "fish" / "completions"
        folder.mkdir(parents=True)
        for program in ("spasmtui", "spasm"):
            (folder / f"{program}.fish").write_text(script, encoding="utf-8")

    def offered(self, line: str) -> list[str]:
        """Every word that is offered at the end of the line."""
        ended = subprocess.run(
            ["fish", "-c", "complete -C $argv[1]", line],
            cwd=self._work,
            env=self._environment,
            capture_output=True,
            text=True,
            check=True,
        )
        return [each.partition("\t")[0].rstrip("/") for each in ended.stdout.splitlines()]

    def end(self) -> None:
        """Do nothing: each question was a process of its own."""
