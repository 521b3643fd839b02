"""Change single settings in `settings.toml`, and leave everything else in it as a person has written it.

Comments, order and names that this version does not know are kept. A change is made to the file as it is at that
moment, under a lock, so that two programs never lose each other's. What cannot be parsed is set aside, never
overwritten.
tomlkit is imported here alone: a program that changes nothing never loads it.
"""

import os
import tomllib
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError

from spasmtui.errors import NotSaved
from spasmtui.shared.atomic_file import hold_folder, replace_file
from spasmtui.shared.regular_file import read_regular, rename_broken
from spasmtui.shared.setting_lines import read_setting
from spasmtui.shared.settings import FILE_NAME

Name = tuple[str, ...]
"""A setting: its table, if any, and its own name, as in `("screen", "theme")`; the names of keys have points."""

BUSY = "Another program is saving its settings. Nothing was changed. Try again."
_FIRST_LINE = "# Settings of spasmtui. In the program, the key , shows what each one means."
_KEPT_WHEN_BROKEN = ("region", "language")
"""They are read even from a broken file, because help comes first; they must outlive its being set aside."""


def save_settings(config: Path, changes: tuple[tuple[Name, object], ...]) -> str:
    """Write settings into the file of this folder; the folder and the file are made where they are missing.

    Args:
        config: the folder of the settings.
        changes: names with their values; None removes a name, so that the default holds.

    Returns:
        A sentence about a broken file that was set aside; empty as a rule.

    Raises:
        NotSaved: the file cannot be read or written, or another program holds it; nothing was changed.
    """
    # Where it is a link, as tools that keep settings make them, the file that it leads to is changed.
    path = Path(os.path.realpath(config / FILE_NAME))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with hold_folder(path.parent, BUSY):
            text, notice = _read(path)
            changed = apply_changes(text, changes)
            if changed is None:
                raise NotSaved(f"{path} is written in a way that cannot be changed here. Change it in an editor.")
            if changed != text or notice:
                replace_file(path, changed.encode())
    except OSError as error:
        raise NotSaved(f"{path} could not be changed: {error.strerror or error}. The setting was not saved.") from error
    return notice


def apply_changes(text: str, changes: tuple[tuple[Name, object], ...]) -> str | None:
    """Return the text of a TOML file with these changes and no other; None where they cannot be made so.

    Args:
        text: the text of a file that can be parsed.
        changes: names with their values; None removes a name.
    """
    wanted = tomllib.loads(text)
    try:
        document = tomlkit.parse(text)
        for name, value in changes:
            _put(document, name, value, is_plain=False)
            _put(wanted, name, value, is_plain=True)
        changed = tomlkit.dumps(document)
        return changed if _without_empty(tomllib.loads(changed)) == _without_empty(wanted) else None
    except (TOMLKitError, ValueError, TypeError, AttributeError):
        return None


def _put(document: Any, name: Name, value: object, *, is_plain: bool) -> None:
    """Set or remove a name in a document of tomlkit or of plain mappings; a table left empty stays."""
    *tables, last = name
    holder = document
    for table in tables:
        if table not in holder:
            if value is None:
                return
            if not is_plain and len(holder):
                holder.add(tomlkit.nl())
            holder[table] = {} if is_plain else tomlkit.table()
        holder = holder[table]
    holder, last = _inner(holder, last)
    if value is None:
        holder.pop(last, None)
    else:
        holder[last] = value


def _inner(holder: Any, name: str) -> tuple[Any, str]:
    """Return where a name with points is written: as one name, or without quotes as tables in tables."""
    if name in holder:
        return holder, name
    first, _, rest = name.partition(".")
    inner = holder.get(first) if rest else None
    return _inner(inner, rest) if isinstance(inner, dict) else (holder, name)


def _without_empty(document: dict[str, Any]) -> dict[str, Any]:
    """Return a document without its empty tables, which say nothing."""
    full = {name: _without_empty(value) if isinstance(value, dict) else value for name, value in document.items()}
    return {name: value for name, value in full.items() if value != {}}


def _read(path: Path) -> tuple[str, str]:
    """Return the text of the file, and a sentence where a broken one was set aside.

    Raises:
        OSError: it cannot be read.
    """
    try:
        data = read_regular(path)
    except FileNotFoundError:
        return f"{_FIRST_LINE}\n", ""
    try:
        text = data.removeprefix(b"\xef\xbb\xbf").decode()
        tomllib.loads(text)
    except (ValueError, RecursionError):
        kept = [(name, value) for name in _KEPT_WHEN_BROKEN if (value := read_setting(str(path.parent), name))]
        beside = rename_broken(path)
        lines = "".join(f"{name} = {tomlkit.item(value).as_string()}\n" for name, value in kept)
        kept_as = beside.name if beside is not None else "another file"
        return f"{_FIRST_LINE}\n{lines}", (
            f"{path.name} could not be read. It is kept as {kept_as} beside a new one; copy from there what you need."
        )
    return text, ""
