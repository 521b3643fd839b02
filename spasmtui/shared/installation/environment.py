"""Identify the program that installed this copy, and its source, by the files that installers leave behind."""

import json
import os
import re
import site
import sys
import sysconfig
import tomllib
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from spasmtui.shared.installation.installation import PACKAGE, Installation

_INSTALLERS = frozenset(("pip", "uv"))
_DRIVE = re.compile(r"/[A-Za-z]:")
_EXTRA = re.compile(r"""extra\s*==\s*["']([\w-]+)["']""")


def read_installation() -> Installation:
    """Describe the running copy."""
    base = sys.base_prefix
    try:
        found: Distribution | None = distribution(PACKAGE)
    except PackageNotFoundError:
        found = None
    return describe(
        found,
        prefix=Path(sys.prefix),
        is_environment=sys.prefix != base,
        python=sys.executable or "python3",
        outer_python=getattr(sys, "_base_executable", "") or "python3",
        has_pip=find_spec("pip") is not None,
        active=os.environ.get("VIRTUAL_ENV", ""),
    )


def describe(
    found: Distribution | None,
    *,
    prefix: Path,
    is_environment: bool,
    python: str,
    outer_python: str,
    has_pip: bool,
    active: str = "",
) -> Installation:
    """Describe an installed distribution in its environment.

    Args:
        found: the distribution; None where the package runs from a folder that nobody installed.
        prefix: the folder of the environment, or of Python itself.
        is_environment: whether it is a virtual environment.
        python: the interpreter of it.
        outer_python: the interpreter that it was made with.
        has_pip: whether that interpreter can import pip.
        active: the folder of the environment that the shell has activated.
    """
    source, is_editable = _source(found)
    needs = _needs(found)
    installer = ((found and found.read_text("INSTALLER")) or "").strip()
    same: dict[str, Any] = {"python": python, "source": source, "is_editable": is_editable, "needs": needs}
    pipx = _read_json(prefix / "pipx_metadata.json").get("main_package")
    if isinstance(pipx, dict):
        named = str(pipx.get("package_or_url") or "")
        return Installation(
            "pipx",
            extras=tuple(each for each in needs if each in _bracketed(named)),
            host=str(pipx.get("package") or PACKAGE),
            suffix=str(pipx.get("suffix") or ""),
            **same,
        )
    tool = _read_toml(prefix / "uv-receipt.toml").get("tool")
    if isinstance(tool, dict):
        listed = tool.get("requirements")
        rows = [row for row in listed if isinstance(row, dict)] if isinstance(listed, list) else []
        own = next((row for row in rows if row.get("name") == PACKAGE), {})
        others = tuple(str(row.get("name")) for row in rows if row.get("name") not in (None, PACKAGE))
        extras = tuple(each for each in needs if each in own.get("extras", ()))
        return Installation("uv-tool", extras=extras, beside=others, **same)
    if is_environment:
        if installer == "uv" and not has_pip:
            return Installation("uv", **same)
        is_active = has_pip and bool(active) and Path(active) == prefix
        return Installation("pip", outer_python="" if has_pip else outer_python, is_active=is_active, **same)
    if found is not None and installer not in _INSTALLERS:
        return Installation("system", **same)
    return Installation("pip", options=_outside_options(found), **same)


def _source(found: Distribution | None) -> tuple[str, bool]:
    """Return the source of the installation, and True if the program runs in that very folder."""
    if found is None:
        folder = Path(__file__).parents[3]
        return (str(folder), True) if (folder / "pyproject.toml").is_file() else ("", False)
    document = _parse_json(found.read_text("direct_url.json") or "")
    url = str(document.get("url") or "")
    details = document.get("dir_info")
    is_editable = isinstance(details, dict) and bool(details.get("editable"))
    parts = urlsplit(url)
    if parts.scheme == "file":
        path = unquote(parts.path)
        return path.removeprefix("/") if _DRIVE.match(path) else path, is_editable
    vcs = document.get("vcs_info")
    if url and isinstance(vcs, dict):
        revision = vcs.get("requested_revision")
        return f"{vcs.get('vcs', 'git')}+{url}{f'@{revision}' if revision else ''}", False
    return url, False


def _needs(found: Distribution | None) -> dict[str, tuple[str, ...]]:
    """Return the requirements of each extra, from the metadata."""
    if found is None:
        return {}
    needs: dict[str, tuple[str, ...]] = {}
    for line in found.requires or ():
        requirement, _, marker = line.partition(";")
        for extra in _EXTRA.findall(marker):
            needs[extra] = (*needs.get(extra, ()), requirement.strip())
    return needs


def _outside_options(found: Distribution | None) -> tuple[str, ...]:
    """Return the options with which pip installs outside an environment, where some systems forbid it."""
    folder = str(found.locate_file("")) if found is not None else ""
    user = ("--user",) if folder and folder.startswith(site.getusersitepackages()) else ()
    is_managed = Path(sysconfig.get_path("stdlib"), "EXTERNALLY-MANAGED").is_file()
    return (*user, "--break-system-packages") if is_managed else user


def _bracketed(text: str) -> frozenset[str]:
    """Return the words in square brackets, of which some are extras."""
    return frozenset(word.strip() for group in re.findall(r"\[([\w\s,-]+)\]", text) for word in group.split(","))


def _read_json(path: Path) -> dict[str, Any]:
    return _parse_json(_read(path))


def _parse_json(text: str) -> dict[str, Any]:
    try:
        document = json.loads(text)
    except ValueError:
        return {}
    return document if isinstance(document, dict) else {}


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(_read(path))
    except tomllib.TOMLDecodeError:
        return {}


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
