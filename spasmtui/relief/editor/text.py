"""Write a draft as the TOML file that a person could have written, with the comments of the file that was there.

The text of a step that is unchanged stays as it is, wherever the step goes; in a changed one only the changed fields
are exchanged. The result is read again, and must say what the draft says, nothing more and nothing less.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError

from spasmtui.relief.editor.draft import HEAD_KEYS, Draft, DraftItem, DraftStep

_HEADER = re.compile(r"\s*(\[\[?)\s*([A-Za-z0-9_-]+(?:\s*\.\s*[A-Za-z0-9_-]+)*)\s*\]\]?\s*(?:#.*)?$")
_WIDE = 90
"""Characters above which a list has a line for each of its items."""
_FIRST_LINE = "# A routine of your own. Start it with: spasm {name}\n"


def routine_text(draft: Draft, name: str, old: str = "") -> str:
    """Return the text of a routine's file.

    Args:
        draft: the routine.
        name: its id.
        old: the text of the file it was read from; empty for a new one.

    Raises:
        ValueError: it cannot be written so that it says the same.
    """
    wanted = _plain(draft.document())
    wanted = wanted if wanted["steps"] else {key: value for key, value in wanted.items() if key != "steps"}
    attempts: tuple[Callable[[], str], ...] = (
        lambda: _changed(draft, old),
        lambda: _with_new_steps(draft, old),
        lambda: _new(draft, name),
    )
    for attempt in attempts if old.strip() else attempts[2:]:
        try:
            text = attempt()
            if _plain(tomllib.loads(text)) == wanted:
                return text
        except (TOMLKitError, ValueError, TypeError, KeyError, AttributeError, IndexError):
            continue
    raise ValueError("the routine cannot be written as TOML")


def _plain(value: Any) -> Any:
    """Return a value without the types of a TOML library; equal values compare equal."""
    if isinstance(value, dict):
        return {str(name): _plain(inner) for name, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, list | tuple) else value


def _changed(draft: Draft, old: str) -> str:
    """Exchange what has changed in the old text.

    Raises:
        ValueError: its steps cannot be told apart by their headers.
    """
    head, chunks, rest = _split(old, "steps")
    before = tomllib.loads(old).get("steps", [])
    if len(chunks) != len(before):
        raise ValueError("the steps are not written one after the other")
    parts = [_with_values(head, (), _head_values(draft))]
    for item in draft.items:
        if item.origin is None:
            parts.append(_item_text(item))
        else:
            parts.append(_changed_item(item, chunks[item.origin], before[item.origin]))
    return _joined([*parts, rest])


def _with_new_steps(draft: Draft, old: str) -> str:
    """Keep the head of the old text, and write all steps anew."""
    document = tomlkit.parse(old)
    document.pop("steps", None)
    head = _with_values(tomlkit.dumps(document), (), _head_values(draft))
    return _joined([head, *map(_item_text, draft.items)])


def _new(draft: Draft, name: str) -> str:
    head = {key: value for key, value in draft.document().items() if key != "steps"}
    scalars = {key: value for key, value in head.items() if not _is_table(value)}
    tables = {key: value for key, value in head.items() if _is_table(value)}
    lines = "".join(f"{_key(key)} = {_value(value)}\n" for key, value in scalars.items())
    others = [tomlkit.dumps({key: value}) for key, value in tables.items()]
    return _joined([_FIRST_LINE.format(name=name) + lines, *others, *map(_item_text, draft.items)])


def _is_table(value: Any) -> bool:
    return isinstance(value, dict) or (isinstance(value, list) and any(isinstance(each, dict) for each in value))


def _joined(parts: list[str]) -> str:
    """Join texts with a blank line between them, and a line break at the end."""
    trimmed = [part.strip("\r\n") for part in parts]
    return "\n\n".join(part for part in trimmed if part.strip()) + "\n"


def _head_values(draft: Draft) -> dict[str, Any]:
    return {name: getattr(draft, name) or None for name in HEAD_KEYS if name not in draft.more}


def _split(text: str, table: str) -> tuple[str, list[str], str]:
    """Split a text into what stands before the tables of an array, each of these, and what stands after them.

    Lines of comment right above a table belong to it.
    """
    head: list[str] = []
    chunks: list[list[str]] = []
    rest: list[str] = []
    here = head
    for line in text.splitlines(keepends=True):
        if (found := _HEADER.match(line)) is not None:
            name = re.sub(r"\s", "", found[2])
            if name == table and found[1] == "[[":
                comments = _take_comments(here)
                chunks.append(comments)
                here = chunks[-1]
            elif not name.startswith(f"{table}.") and chunks:
                comments = _take_comments(here)
                rest += comments
                here = rest
        here.append(line)
    return "".join(head), ["".join(chunk) for chunk in chunks], "".join(rest)


def _take_comments(lines: list[str]) -> list[str]:
    """Take the lines of comment at the end of these lines away, and return them."""
    start = len(lines)
    while start and lines[start - 1].lstrip().startswith("#"):
        start -= 1
    taken = lines[start:]
    del lines[start:]
    return taken


def _changed_item(item: DraftItem, chunk: str, before: dict[str, Any]) -> str:
    wanted = item.document()
    if _plain(wanted) == before:
        return chunk
    if item.is_block != ("steps" in before):
        return _item_text(item)
    if not item.is_block:
        return _with_values(chunk, ("steps", 0), _differences(before, wanted))
    head, chunks, rest = _split(chunk, "steps.steps")
    if len(chunks) != len(before["steps"]):
        return _item_text(item)
    values = _differences({**before, "steps": None}, {**wanted, "steps": None})
    parts = [_with_values(head, ("steps", 0), values)]
    for step in item.steps:
        if step.origin is None:
            parts.append(_step_text(step, "steps.steps"))
            continue
        changes = _differences(before["steps"][step.origin], step.document())
        text = chunks[step.origin]
        parts.append(_with_values(text, ("steps", "steps", 0), changes) if changes else text)
    return _joined([*parts, rest])


def _differences(before: dict[str, Any], wanted: dict[str, Any]) -> dict[str, Any]:
    """Return the fields that are to be set, with None for those to be taken out."""
    changed = {name: value for name, value in wanted.items() if name not in before or before[name] != _plain(value)}
    return changed | {name: None for name in before if name not in wanted}


def _with_values(text: str, path: tuple[str | int, ...], values: dict[str, Any]) -> str:
    """Return a text with fields of one table exchanged; None takes a field out."""
    document = tomlkit.parse(text)
    table: Any = document
    for part in path:
        table = table[part]
    for name, value in values.items():
        if value is None:
            table.pop(name, None)
        elif name not in table or _plain(table[name]) != _plain(value):
            table[name] = value
    return tomlkit.dumps(document)


def _item_text(item: DraftItem) -> str:
    if not item.is_block:
        return _step_text(item.steps[0], "steps")
    fields = "".join(f"{_key(name)} = {_value(value)}\n" for name, value in item.more.items())
    head = f"[[steps]]\nrepeat = {_value(item.repeat)}\n{fields}"
    return _joined([head, *(_step_text(step, "steps.steps") for step in item.steps)])


def _step_text(step: DraftStep, table: str) -> str:
    lines = "".join(f"{_key(name)} = {_value(value)}\n" for name, value in step.document().items())
    return f"[[{table}]]\n{lines}"


def _key(name: str) -> str:
    return tomlkit.key(name).as_string()


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_key(name)} = {_value(inner)}" for name, inner in value.items()) + "}"
    if isinstance(value, list | tuple):
        items = [_value(each) for each in value]
        line = f"[{', '.join(items)}]"
        return line if len(line) <= _WIDE else "[\n" + "".join(f"    {item},\n" for item in items) + "]"
    return str(tomlkit.item(value).as_string())
