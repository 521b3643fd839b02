"""Install completions, man pages and the entry in the desktop's menu, or remove them: `completions --install`."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

from spasmtui.command_line.completions.host import Host
from spasmtui.command_line.completions.installation import Change, carry_out, plan_install, plan_removal
from spasmtui.command_line.completions.shared_files import PAGES, desktop_files, desktop_paths, man_files, man_folder
from spasmtui.command_line.completions.shell_files import FILES, possible_files
from spasmtui.command_line.completions.table import completed_commands
from spasmtui.errors import WrongUsage
from spasmtui.shared.formats import either
from spasmtui.shared.text_wrap import wrap
from spasmtui.shell import load
from spasmtui.terminal.printing.question import can_ask, hear_yes

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from spasmtui.command_line.completions.shell_files import Written
    from spasmtui.shell import Shell

NOT_AS_ROOT = "This is root, and {home} belongs to another account. Run it as that account, without sudo."
NO_MENU = "This system has no menu that reads desktop files. Leave --desktop out."


def install(shell: Shell, host: Host, name: str | None, *, has_desktop: bool, is_sure: bool) -> int:
    """Say what will be written, ask, and write it.

    Args:
        shell: the services and streams of the command.
        host: the machine.
        name: the shell; None is the person's own.
        has_desktop: whether the desktop's menu gets an entry too.
        is_sure: write without asking.

    Raises:
        WrongUsage: nobody knows which shell or home, there is nobody to ask, or it is the home of another account.
        DataError: a file of one of the names is not ours, or a start-up file is read-only.
        NotSaved: a step failed, and those before it were taken back.
    """
    _refuse_as_root(host)
    if has_desktop and host.platform == "darwin":
        raise WrongUsage(NO_MENU)
    name = name or host.shell
    if name not in FILES:
        known = f"{name} is none of them" if name else "$SHELL does not say which is yours"
        raise WrongUsage(
            f"There are completions for {either(FILES)}; {known}. Try: spasmtui completions bash --install"
        )
    if not host.has_home:
        raise WrongUsage("HOME does not name a folder that is there. Set it to your home folder, then try again.")
    changes = plan_install(_files(name, shell.services.content, host, has_desktop=has_desktop))
    if not any(each.is_needed for each in changes):
        return _answer(shell, name, changes, has_changed=False)
    if not is_sure:
        is_for_program = shell.options.wants_json
        if not is_for_program:
            shell.warn(f"For {name}, this will be written:\n\n{shown(changes, host)}\n")
        if is_for_program or not can_ask(shell.stdin, shell.out, shell.err):
            raise WrongUsage("There is no terminal to ask on. To write it without a question, add --yes.")
        if not hear_yes("Write it?", shell.stdin, shell.err):
            shell.say("Nothing was written.")
            return 0
    carry_out(changes, ())
    shell.note_done("The completions were written.")
    return _answer(shell, name, changes, has_changed=True)


def _refuse_as_root(host: Host) -> None:
    if host.is_root_elsewhere:
        raise WrongUsage(NOT_AS_ROOT.format(home=host.home))


def _files(name: str, content: Path, host: Host, *, has_desktop: bool) -> Iterable[Written]:
    script: str = load(f"spasmtui.command_line.completions.{name}:script")(completed_commands(content))
    yield from FILES[name](script, host)
    yield from man_files(content, host)
    if has_desktop:
        yield from desktop_files(content, host)


def _answer(shell: Shell, name: str, changes: Iterable[Change], *, has_changed: bool) -> int:
    if shell.options.wants_json:
        shell.write_json(_document(name, changes, has_changed=has_changed))
    elif has_changed:
        shell.write("\n".join(f"Written: {each.path}" for each in changes if each.is_needed))
        shell.say("Open a new terminal, type spasm and a space, and press Tab.")
        shell.say(f"To remove it: {_REMOVE}")
    else:
        shell.write("Installed before, nothing changed:")
        shell.write("\n".join(f"  {each.path}" for each in changes))
    return 0


_REMOVE = "spasmtui completions --remove"


def remove(shell: Shell, host: Host, name: str | None) -> int:
    """Remove what installing has written: for one shell, or everything.

    Raises:
        WrongUsage: this is root in another account's home.
        DataError: a file cannot be read, or a start-up file is read-only.
        NotSaved: a step failed, and those before it were taken back.
    """
    _refuse_as_root(host)
    paths: list[str] = []
    start_files: list[str] = []
    for each in (name,) if name else FILES:
        found, start = possible_files(each, host)
        paths += found
        start_files += [start] if start else []
    if name is None:
        folder = man_folder(host)
        paths += [*(f"{folder}/{page}" for page in PAGES if folder), *desktop_paths(host)]
    changes = plan_removal(paths, start_files)
    has_changed = carry_out(changes, (host.data, host.config))
    if has_changed:
        shell.note_done("The completions were removed.")
    if shell.options.wants_json:
        shell.write_json(_document(name, changes, has_changed=has_changed))
    elif has_changed:
        for change in changes:
            done = "Removed" if change.after is None else "Taken out of"
            shell.write(f"{done}: {change.path}" if change.after is None else f"{done} {change.path}: our lines")
    else:
        shell.say("There is nothing to remove: none of these files was written by --install.")
    return 0


def shown(changes: Iterable[Change], host: Host) -> str:
    """Return the text of the changes, file by file, with the lines of a block below it."""
    width = shutil.get_terminal_size().columns
    lines: list[str] = []
    for each in changes:
        path = _short(each.path, host)
        if os.path.islink(each.path):
            path += f", a link to {_short(os.path.realpath(each.path), host)}"
        is_there = "" if each.is_needed else ", which is there already"
        lines += wrap(f"{path}: {each.says}{is_there}", width, first="  ", rest="    ")
        if each.shown and each.is_needed:
            lines += [f"    {line}" for line in each.shown.rstrip("\n").split("\n")]
    return "\n".join(lines)


def _short(path: str, host: Host) -> str:
    """Return a path with `~` for the home."""
    return path.replace(host.home, "~", 1) if path.startswith(f"{host.home}/") else path


def _document(name: str | None, changes: Iterable[Change], *, has_changed: bool) -> dict[str, object]:
    return {
        "shell": name,
        "changed": has_changed,
        "files": [{"path": each.path, "change": each.verb, "lines": each.shown or None} for each in changes],
    }
