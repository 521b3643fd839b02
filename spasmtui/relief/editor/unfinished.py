"""Keep a routine that is being written, so that no end of the program loses it, until it is saved or thrown away."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from spasmtui.relief.editor.draft import Draft, draft_of
from spasmtui.relief.editor.library import OpenedRoutine
from spasmtui.shared.atomic_file import replace_file
from spasmtui.shared.regular_file import read_regular, rename_broken

VERSION = 1
_NEW = "(new)"
"""Stands in the name of the file for a routine that has no id yet."""


class UnfinishedRoutine:
    """The file with the changes of one routine that are not saved."""

    def __init__(self, state: Path, routine_id: str) -> None:
        """Name the file.

        Args:
            state: the state folder.
            routine_id: the id of the routine; empty for one that has none yet.
        """
        self.path = state / f"routine-draft-{routine_id or _NEW}.json"

    def keep(self, opened: OpenedRoutine, draft: Draft) -> None:
        """Write what is not saved.

        Raises:
            OSError: it cannot be written.
        """
        document = {
            "version": VERSION,
            "id": opened.id,
            "text": opened.text,
            "routine": draft.document(),
            "origins": [[item.origin, [step.origin for step in item.steps]] for item in draft.items],
        }
        self.path.parent.mkdir(parents=True, exist_ok=True)
        replace_file(self.path, json.dumps(document, ensure_ascii=False, default=str).encode(), is_durable=False)

    def read(self) -> tuple[OpenedRoutine, Draft] | None:
        """Return what was not saved; None where there is nothing. A file that cannot be used is set aside."""
        try:
            document = json.loads(read_regular(self.path))
            if document["version"] != VERSION:
                return None
            draft = _with_origins(draft_of(document["routine"]), document["origins"])
            opened = OpenedRoutine(draft=draft, id=str(document["id"]), text=str(document["text"]))
        except OSError:
            return None  # there is none, or it may be readable another time
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            rename_broken(self.path)
            return None
        return opened, draft

    def leave(self) -> None:
        """Give the file another name, because somebody begins anew."""
        with suppress(OSError):
            rename_broken(self.path, ending="left")

    def forget(self) -> None:
        """Remove the file: it was saved or thrown away."""
        self.path.unlink(missing_ok=True)


def _with_origins(draft: Draft, origins: Any) -> Draft:
    items = []
    for item, (origin, inner) in zip(draft.items, origins, strict=True):
        steps = tuple(replace(step, origin=each) for step, each in zip(item.steps, inner, strict=True))
        items.append(replace(item, origin=origin, steps=steps))
    return replace(draft, items=tuple(items))
