"""Name the files that an installer may not put where the system looks: man pages, and the desktop's menu."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from spasmtui.command_line.completions.shell_files import MARK, Written, has_text
from spasmtui.shared.toml_files import REINSTALL, read_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from spasmtui.command_line.completions.host import Host

PAGES = ("spasmtui.1", "spasm.1")
_ASK_MAN = r"""for it in spasmtui spasm; do printf 'spasmtui:page=%s\n' "$(man -w "$it" 2>/dev/null)"; done"""


def man_folder(host: Host) -> str:
    """Return the folder of pages in which `man` looks because the program's folder is on the path; empty for none."""
    folder = os.path.normpath(f"{os.path.dirname(host.program)}/../share/man/man1") if host.program else ""
    return folder if folder.startswith(f"{host.home}/") else ""


def man_files(content: Path, host: Host) -> Iterator[Written]:
    """Yield the man pages, unless `man` finds them without ours, or there is no place where it would."""
    folder = man_folder(host)
    if not folder or host.find("man") is None:
        return
    pages = [each for line in host.ask(("sh", "-c", _ASK_MAN)) if (each := line.partition("=")[2])]
    if pages and not any(os.path.dirname(each) == os.path.realpath(folder) and has_text(each, MARK) for each in pages):
        return
    for name in PAGES:
        text = read_text(content / "man" / name, advice=REINSTALL)
        yield Written(f"{folder}/{name}", f'.\\" {MARK}\n{text}', f"what `man {name[:-2]}` shows")


def desktop_paths(host: Host) -> tuple[str, str]:
    """Return the paths of the entry in the desktop's menu, and of its icon."""
    return f"{host.data}/applications/spasmtui.desktop", f"{host.data}/icons/hicolor/scalable/apps/spasmtui.svg"


def desktop_files(content: Path, host: Host) -> Iterator[Written]:
    """Yield the entry in the desktop's menu and its icon."""
    entry, icon = desktop_paths(host)
    text = read_text(content / "desktop" / "spasmtui.desktop", advice=REINSTALL)
    if host.program:  # a desktop's path may be shorter than a shell's
        text = text.replace("\nExec=spasmtui", f"\nExec={_exec_quoted(host.program)}")
    yield Written(entry, f"# {MARK}\n{text}", "the entry in the desktop's menu")
    drawing = read_text(content / "desktop" / "spasmtui.svg", advice=REINSTALL)
    yield Written(icon, f"{drawing.rstrip()}\n<!-- {MARK} -->\n", "its icon")


def _exec_quoted(path: str) -> str:
    """Return a path as the key Exec has it: in quotation marks and escaped where it needs that."""
    if all(each.isalnum() or each in "/._-+@" for each in path):
        return path
    escaped = "".join(f"\\\\{each}" if each in '"`$\\' else each for each in path.replace("%", "%%"))
    return f'"{escaped}"'
