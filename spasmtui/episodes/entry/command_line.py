"""Write an episode as the command line that records it, for a person to paste where nothing could be written."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from spasmtui.episodes.entry.own_words import is_trigger, quoted_item
from spasmtui.episodes.model.fields import option_fields
from spasmtui.episodes.model.tried_text import format_tried

if TYPE_CHECKING:
    from spasmtui.episodes.model.episode import Episode
    from spasmtui.episodes.model.fields import Field


def recording_command(episode: Episode, before: Episode | None = None, *, data_dir: str | None = None) -> str:
    """Return the `log add` line of an episode, or the `log edit` line that turns `before` into it; quoted for a shell.

    Args:
        episode: the episode to record.
        before: the version that the diary has; None for a new episode.
        data_dir: the real path of the diary's folder; None or empty where none was named.
    """
    start = ["spasmtui", *([f"--data-dir={data_dir}"] if data_dir else []), "log"]
    options = list(_options(episode, before))
    if before is None:
        place = [] if episode.place is None else [episode.place]
        return shlex.join([*start, "add", *place, *options])
    lines = [shlex.join([*start, "edit", before.id, *options])] if options else []
    if before.is_open and not episode.is_open and episode.ended_at is None:
        lines.append(shlex.join([*start, "done", before.id, "--unknown"]))
    return " && ".join(lines)


def _options(episode: Episode, before: Episode | None) -> Iterator[str]:
    """Yield the options of the fields that were recorded, or that differ from `before`."""
    for field in option_fields():
        value = field.value(episode)
        if (field.kind == "place" and before is None) or (before is not None and value == field.value(before)):
            continue
        assert field.option is not None
        if value is None or (field.kind == "tried" and not value and before is None):
            if before is not None:
                yield f"--clear={field.clear_name}"
            continue
        yield from (f"{field.option.flag}={text}" for text in _texts(field, value))


def _texts(field: Field, value: Any) -> list[str]:
    """Return the typed texts of a field's value; a field that is repeatable has several."""
    if field.kind == "moment":
        return [value.isoformat()]
    if field.kind == "length":
        return [f"{value}s"]
    if field.kind == "words":
        return [quoted_item(word, is_known=is_trigger) for word in value] or ["none"]
    if field.kind == "tried":
        return [format_tried(each, is_whole=True) for each in value] or ["none"]
    if field.kind == "text":
        return ["-\n" if value == "-" else value]  # a dash alone would read the note from standard input
    return [str(getattr(value, "value", value))]
