"""Name the files from which each shell takes completions, by the way it starts on this machine.

Files of our own come first. A start-up file of the person's is given a block only where the shell would not find them.
"""

from __future__ import annotations

import os
import re
from shlex import quote
from typing import TYPE_CHECKING, NamedTuple

from spasmtui.shared.regular_file import read_regular

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from spasmtui.command_line.completions.host import Host

MARK = "Written by `spasmtui completions --install`; --remove takes it away."
"""What every file and block of ours says of itself."""
BLOCK_BEGINS = "# >>> spasmtui completions >>>"
BLOCK_ENDS = "# <<< spasmtui completions <<<"
OWN_LINE = re.compile(
    r"# (?:Written by `spasmtui completions .*|There was no such file before\.)"
    r"|if \[\[ \$- == \*i\* && -r .* \]\]|then|\. .*spasmtui'?|fi"
    r'|if \[ -n "\$\{BASH_VERSION-\}" \] && \[ -r .* \]'
    r"|case \$- in \*i\*\) \. .*spasmtui'? ;; esac"
    r"|fpath=\(.* \$fpath\)|\(\( \$\+functions\[compdef\] \)\) \|\| \{ .*compinit.* \}"
    r"|autoload -Uz _spasmtui && compdef .*"
)
"""The lines that this and earlier versions have put in a block; any other one is the person's."""
LOGIN_FILES = (".bash_profile", ".bash_login", ".profile")
ZSH_FOLDERS = (".zfunc", ".zfunctions", ".zsh/completions", ".zsh/functions", ".zsh/site-functions")
"""Folders of completions that people make below their home or $ZDOTDIR."""

_ASK_BASH = r"""
for it in _comp_load __load_completion _completion_loader; do
    declare -F "$it" >/dev/null && printf 'spasmtui:loads=%s\n' "$it"
done
printf 'spasmtui:folder=%s\nspasmtui:data=%s\n' "${BASH_COMPLETION_USER_DIR-}" "${XDG_DATA_HOME-}"
"""
_ASK_ZSH = r"""
(( $+functions[compdef] )) && print -r -- spasmtui:loads=compdef
print -r -- "spasmtui:dots=${ZDOTDIR-}"
for it in $fpath; do print -r -- "spasmtui:fpath=$it"; done
"""


class Written(NamedTuple):
    """A file of ours, or a block in a file of the person's."""

    path: str
    text: str
    says: str
    """What it is for, as a fragment."""
    is_block: bool = False
    """True if the text is only a block at the end of the file."""


def bash_files(script: str, host: Host) -> Iterator[Written]:
    """Yield the files for bash: one for each program, and a block where the package bash-completion is not loaded."""
    answers = host.answers("bash", _ASK_BASH)
    folder = _bash_folder(host, *(answers.get(name, [""])[0] for name in ("folder", "data")))
    path = f"{folder}/spasmtui"
    yield Written(path, f"# {MARK}\n{script.rstrip()}\n", "completions for bash")
    both = f'# {MARK}\n. "${{BASH_SOURCE[0]%/*}}/spasmtui"\n'
    yield Written(f"{folder}/spasm", both, "the same for the command spasm")
    start = bash_start_file(host)
    if "loads" not in answers or has_text(start, BLOCK_BEGINS):
        typed = _as_typed(path, host)
        # In words of every shell, since others read ~/.profile too.
        lines = f'if [ -n "${{BASH_VERSION-}}" ] && [ -r {typed} ]\nthen\n    case $- in *i*) . {typed} ;; esac\nfi'
        yield Written(start, lines, "reads them, since bash loads no package bash-completion", is_block=True)


def _as_typed(path: str, host: Host) -> str:
    """Return a path as a person types it: from `~` on where it is below the home, and quoted where it needs that."""
    below = path.removeprefix(f"{host.home}/")
    return quote(path) if below == path else f"~/{quote(below)}"


def _bash_folder(host: Host, user_folder: str, data: str) -> str:
    """Return the folder that the package bash-completion reads: from version 2.12 on, the first of a list."""
    chosen = (user_folder or host.environment.get("BASH_COMPLETION_USER_DIR", "")).split(":")[0]
    if chosen.startswith("/"):
        return f"{chosen.rstrip('/')}/completions"
    base = data if data.startswith("/") else host.data
    return f"{base}/bash-completion/completions"


def bash_start_file(host: Host) -> str:
    """Return the file that bash reads when a terminal is opened, which on macOS is that of a login shell.

    Such a shell reads the first of three: a new file above the one that is there would keep that from being read.
    """
    if host.platform != "darwin":
        return f"{host.home}/.bashrc"
    files = [f"{host.home}/{name}" for name in LOGIN_FILES]
    ours = (each for each in files if has_text(each, BLOCK_BEGINS))
    return next(ours, next(filter(os.path.lexists, files), files[0]))


def zsh_files(script: str, host: Host) -> Iterator[Written]:
    """Yield the files for zsh: one in a folder of functions, and a block where zsh does not look there."""
    answers = host.answers("zsh", _ASK_ZSH)
    dots = answers.get("dots", [""])[0]
    searched = [os.path.normpath(each) for each in answers.get("fpath", []) if each.startswith("/")]
    own, *others = zsh_folders(host, dots)
    folder = next((each for each in (own, *others) if os.path.normpath(each) in searched), own)
    head, _, rest = script.partition("\n")  # zsh reads the first line alone to know what it completes
    yield Written(f"{folder}/_spasmtui", f"{head}\n# {MARK}\n{rest.rstrip()}\n", "completions for zsh")
    start = zsh_start_file(host, dots)
    is_found = "loads" in answers and os.path.normpath(folder) in searched
    if not is_found or has_text(start, BLOCK_BEGINS):
        yield Written(
            start,
            f"fpath=({_as_typed(folder, host)} $fpath)\n"
            "(( $+functions[compdef] )) || { autoload -Uz compinit && compinit -i }\n"
            "autoload -Uz _spasmtui && compdef _spasmtui spasmtui spasm",
            "lets zsh look there, and turns completion on where it is off",
            is_block=True,
        )


def zsh_folders(host: Host, dots: str = "") -> tuple[str, ...]:
    """Return the folders of functions that may hold ours; the first is the one that is made where zsh has none."""
    base = _dots(host, dots)
    places = dict.fromkeys(f"{folder}/{name}" for folder in (base, host.home) for name in ZSH_FOLDERS)
    return (f"{host.data}/zsh/site-functions", *places)


def zsh_start_file(host: Host, dots: str = "") -> str:
    """Return the file that an interactive zsh reads."""
    return f"{_dots(host, dots)}/.zshrc"


def _dots(host: Host, dots: str) -> str:
    chosen = dots or host.environment.get("ZDOTDIR", "")
    return chosen.rstrip("/") if chosen.startswith("/") else host.home


def fish_files(script: str, host: Host) -> Iterator[Written]:
    """Yield the files for fish, one for each program; fish looks there by itself."""
    folder = fish_folder(host)
    yield Written(f"{folder}/spasmtui.fish", f"# {MARK}\n{script.rstrip()}\n", "completions for fish")
    both = f"# {MARK}\nsource (dirname (status filename))/spasmtui.fish\n"
    yield Written(f"{folder}/spasm.fish", both, "the same for the command spasm")


def fish_folder(host: Host) -> str:
    """Return the folder of the person's own completions of fish."""
    return f"{host.config}/fish/completions"


FILES: dict[str, Callable[[str, Host], Iterator[Written]]] = {"bash": bash_files, "zsh": zsh_files, "fish": fish_files}


def possible_files(shell: str, host: Host) -> tuple[tuple[str, ...], str]:
    """Return the possible paths of our files for a shell, and the start-up file that may have a block."""
    if shell == "bash":
        answers = host.answers("bash", _ASK_BASH)
        folders = {_bash_folder(host, *(answers.get(name, [""])[0] for name in ("folder", "data")))}
        folders |= {_bash_folder(host, "", ""), f"{host.data}/bash-completion/completions"}
        return tuple(f"{folder}/{name}" for folder in sorted(folders) for name in ("spasmtui", "spasm")), (
            bash_start_file(host)
        )
    if shell == "zsh":
        dots = host.answers("zsh", _ASK_ZSH).get("dots", [""])[0]
        return tuple(f"{folder}/_spasmtui" for folder in zsh_folders(host, dots)), zsh_start_file(host, dots)
    return tuple(f"{fish_folder(host)}/{name}.fish" for name in ("spasmtui", "spasm")), ""


def has_text(path: str, text: str) -> bool:
    """Return True if a regular file can be read and has a text, such as our mark."""
    try:
        return text.encode() in read_regular(path)
    except OSError:
        return False
