"""The command that adds an extra or a package to this copy of the program, as a person types it."""

import importlib
import os
import re
import shlex
from collections.abc import Iterable
from pathlib import Path

from spasmtui.shared.installation.installation import PACKAGE, Installation

_NAME = re.compile(r"([\w.-]+).*")
"""A requirement, whose beginning is a package's name."""
_ARCHIVES = (".whl", ".tar.gz", ".zip")


def extra_hint(extra: str, installation: Installation | None = None) -> str:
    """Return the sentence with the command that adds an extra; no full stop follows the command.

    Args:
        extra: its name, as in `pyproject.toml`.
        installation: how the program was installed; the running copy if None.
    """
    copy = installation or _read_installation()
    packages = copy.needs.get(extra, ())
    if copy.manager == "system" or (packages and _has_gone(copy)):
        return _packages_hint(packages or (f"{PACKAGE}[{extra}]",), copy)
    extras = tuple(sorted({*copy.extras, extra}))
    match copy.manager:
        case "pipx" if copy.host != PACKAGE:
            return _say("pipx", "inject", "--force", copy.host, _requirement((extra,), copy))
        case "pipx":
            suffix = (f"--suffix={copy.suffix}",) if copy.suffix else ()
            return _say(
                "pipx", "install", "--force", *suffix, *_editable(copy, "--editable"), _requirement(extras, copy)
            )
        case "uv-tool":
            return _uv_tool(copy, extras, copy.beside)
    return _say(*_pip(copy), *_editable(copy, "-e"), _requirement((extra,), copy))


def package_hint(package: str, installation: Installation | None = None) -> str:
    """Return the sentence with the command that adds a package that no extra has."""
    return _packages_hint((package,), installation or _read_installation())


def _read_installation() -> Installation:
    """Describe the running copy; what reads it is loaded only when something is missing."""
    found: Installation = importlib.import_module("spasmtui.shared.installation.environment").read_installation()
    return found


def _packages_hint(packages: tuple[str, ...], copy: Installation) -> str:
    match copy.manager:
        case "system":
            return f"Install {_listed(packages)} with the package manager that installed {PACKAGE}"
        case "pipx":
            host = copy.host + copy.suffix if copy.host == PACKAGE else copy.host
            return _say("pipx", "inject", host, *packages)
        case "uv-tool" if not _has_gone(copy):
            return _uv_tool(copy, copy.extras, (*copy.beside, *packages))
        case "uv-tool":
            return _say("uv", "pip", "install", "--python", copy.python, *packages)
    return _say(*_pip(copy), *packages)


def _uv_tool(copy: Installation, extras: tuple[str, ...], beside: tuple[str, ...]) -> str:
    with_them = (word for package in beside for word in ("--with", package))
    return _say("uv", "tool", "install", *with_them, *_editable(copy, "--editable"), _requirement(extras, copy))


def _pip(copy: Installation) -> tuple[str, ...]:
    """Return the words that install into the environment, up to what is installed."""
    if copy.manager == "uv":
        return ("uv", "pip", "install", "--python", copy.python)
    if copy.is_active:
        return ("pip", "install")
    if copy.outer_python:
        return (copy.outer_python, "-m", "pip", "--python", copy.python, "install")
    return (copy.python, "-m", "pip", "install", *copy.options)


def _requirement(extras: tuple[str, ...], copy: Installation) -> str:
    """Return the program with its extras, by the name that its installer can find it under."""
    brackets = f"[{','.join(extras)}]" if extras else ""
    if not copy.source:
        return f"{PACKAGE}{brackets}"
    if _is_address(copy.source):
        return f"{PACKAGE}{brackets} @ {copy.source}"
    if copy.source.endswith(_ARCHIVES):
        return f"{PACKAGE}{brackets} @ {Path(copy.source).as_uri()}"
    return f"{copy.source}{brackets}"


def _is_address(source: str) -> bool:
    return "://" in source


def _has_gone(copy: Installation) -> bool:
    """Return True if the folder or the file that it was installed from has gone."""
    return bool(copy.source) and not _is_address(copy.source) and not Path(copy.source).exists()


def _editable(copy: Installation, option: str) -> tuple[str, ...]:
    return (option,) if copy.is_editable else ()


def _listed(packages: Iterable[str]) -> str:
    *before, last = (_NAME.sub(r"\1", each) for each in packages)
    return f"{', '.join(before)} and {last}" if before else last


def _say(*words: str) -> str:
    if os.name == "nt":
        quoted = (f'"{word}"' if any(sign in word for sign in " []<>=;@") else word for word in words)
        return f"Install it with: {' '.join(quoted)}"
    return f"Install it with: {shlex.join(words)}"
