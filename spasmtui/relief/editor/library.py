"""Open, copy, save and delete routines of the person's own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from spasmtui.errors import DataError, FileMissing, NotSaved, WrongUsage
from spasmtui.relief.editor.check import find_fault, id_for
from spasmtui.relief.editor.draft import Draft, DraftItem, DraftStep, draft_of
from spasmtui.relief.editor.text import routine_text
from spasmtui.relief.routines.loader import RoutineBook, build
from spasmtui.relief.routines.model import Routine
from spasmtui.relief.routines.skin_rules import FieldFault
from spasmtui.shared.atomic_file import create_file, replace_file
from spasmtui.shared.places import shipped_routine_ids
from spasmtui.shared.regular_file import rename_broken
from spasmtui.shared.toml_files import REINSTALL, parse_toml, read_text, read_toml
from spasmtui.shared.translations import lay_over, read_texts

_TO_FILL_IN = frozenset({"title", "steps", "say", "seconds"})
"""What a file may lack: the editor shows it as missing."""
_NOT_COPIED = ("id", "grade", "facts", "sources", "schedule")
"""What a shipped routine says of itself and a changed one cannot: its evidence, and how often it is done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedRoutine:
    """A routine as it was opened, to be changed."""

    draft: Draft
    id: str = ""
    """Its id; empty for one that has no file yet."""
    text: str = ""
    """The text of its file, or of the one that it is a copy of."""
    notice: str = ""
    """A sentence on where it comes from."""


class OwnRoutines:
    """The folder of the person's own routines."""

    def __init__(self, content: Path, own: Path, language: str) -> None:
        """Name the folders.

        Args:
            content: the root of the shipped content.
            own: the folder of the person's own routines; it is made when the first one is saved.
            language: the code of the language in which shipped routines are copied.
        """
        self.content, self.own, self._language = content, own, language
        self._own_ids: frozenset[str] = frozenset()
        """The ids in the folder, as `list_own` has found them."""

    def list_own(self) -> None:
        """Learn which ids are in use, for `id_for`. It takes as long as the disk does.

        Raises:
            DataError: the folder cannot be read.
        """
        try:
            self._own_ids = frozenset(path.stem for path in self.own.glob("*.toml"))
        except OSError as error:
            raise DataError(f"{self.own} could not be read: {error.strerror or error}.") from error

    def new(self, place: str) -> OpenedRoutine:
        """Return a routine to begin with: a step to get ready and one to hold, both without words."""
        steps = (DraftStep(kind="prep", seconds=10), DraftStep(kind="hold", seconds=30))
        return OpenedRoutine(draft=Draft(place=place, items=tuple(DraftItem(steps=(step,)) for step in steps)))

    def open(self, routine_id: str) -> OpenedRoutine:
        """Open a routine of the person's own.

        Raises:
            DataError: its file cannot be read.
            WrongUsage: it is written in a way that cannot be changed here.
        """
        text = read_text(self.path(routine_id))
        return OpenedRoutine(draft=self._draft(text, routine_id), id=routine_id, text=text)

    def can_be_opened(self, routine_id: str) -> bool:
        """Return whether the file of a routine can be read and changed here."""
        try:
            self.open(routine_id)
        except (DataError, WrongUsage):
            return False
        return True

    def copy(self, routine_id: str) -> OpenedRoutine:
        """Open a routine as one of the person's own, under an id of its own.

        Raises:
            DataError: its file cannot be read.
            WrongUsage: one of the person's own is written in a way that cannot be changed here.
        """
        if self.path(routine_id).is_file():
            text = read_text(self.path(routine_id))
            draft = self._draft(text, routine_id)
        else:
            text, path = "", self.content / "routines" / f"{routine_id}.toml"
            draft = draft_of(
                lay_over(
                    read_toml(path, advice=REINSTALL),
                    read_texts(self.content, self._language, f"routines/{routine_id}"),
                )
            )
            draft = _without_origins(draft)
        more = {name: value for name, value in draft.more.items() if name not in _NOT_COPIED}
        copied = replace(draft, title=f"{draft.title} (mine)", more=more)
        notice = f"A copy of “{draft.title}”, with an id of its own. That routine stays as it is."
        return OpenedRoutine(draft=copied, text=text, notice=notice)

    def _draft(self, text: str, routine_id: str) -> Draft:
        document = parse_toml(text, str(self.path(routine_id)))
        draft = draft_of(document)
        if not _has_all_of(draft.document(), document):
            raise WrongUsage(f"{self.path(routine_id)} is written in a way that cannot be changed here. Use an editor.")
        return draft

    def path(self, routine_id: str) -> Path:
        """Return the file of a routine of the person's own."""
        return self.own / f"{routine_id}.toml"

    def is_own(self, routine_id: str) -> bool:
        """Return whether there is a file of the person's own by this name."""
        return self.path(routine_id).is_file()

    def id_for(self, title: str) -> str:
        """Return the id that a new routine with this title gets."""
        return id_for(title, self._taken)

    @property
    def _taken(self) -> set[str]:
        """The ids that no new routine may have: it would take the place of a shipped one, or of one that is there."""
        return {*shipped_routine_ids(self.content), *self._own_ids}

    def find_fault(self, draft: Draft, routine_id: str) -> FieldFault | None:
        """Return the first thing that keeps a draft from being a routine; None where it is one."""
        return find_fault(draft, routine_id or "new", self._shipped, self.content)

    def _shipped(self, routine_id: str) -> Routine | None:
        path = self.content / "routines" / f"{routine_id}.toml"
        return build(read_toml(path, advice=REINSTALL)) if path.is_file() else None

    def save(self, opened: OpenedRoutine, draft: Draft) -> OpenedRoutine:
        """Write a routine that has no fault, and return it as it is in its file now.

        Raises:
            NotSaved: its file was changed by somebody else since it was opened, or cannot be written.
        """
        try:
            self.list_own()
        except DataError as error:
            raise NotSaved(f"{error.message} Nothing was changed.") from error
        routine_id = opened.id or self.id_for(draft.title)
        path = self.path(routine_id)
        try:
            text = routine_text(draft, routine_id, opened.text)
            self.own.mkdir(parents=True, exist_ok=True)
            if not opened.id:
                create_file(path, text.encode())
            elif self._text_now(path) != opened.text:
                raise NotSaved(f"{path} was changed by another program since you opened it. It was left as it is.")
            else:
                replace_file(Path(path).resolve(), text.encode())
        except FileExistsError as error:
            raise NotSaved(
                f"{path} was made by another program just now. Save again, and it gets another id."
            ) from error
        except ValueError as error:
            raise NotSaved(f"{path} was not saved: {error}.") from error
        except OSError as error:
            raise NotSaved(f"{path} could not be written: {error.strerror or error}. Nothing was changed.") from error
        return OpenedRoutine(draft=draft_of(parse_toml(text, str(path))), id=routine_id, text=text)

    @staticmethod
    def _text_now(path: Path) -> str:
        try:
            return read_text(path)
        except FileMissing:
            return ""
        except DataError as error:
            raise NotSaved(f"{error.message} Nothing was changed.") from error

    def delete(self, routine_id: str) -> Path | None:
        """Take a routine out of the list and return where its file is kept; None where it has gone meanwhile.

        Raises:
            NotSaved: its file cannot be renamed.
        """
        try:
            return rename_broken(self.path(routine_id), ending="deleted")
        except OSError as error:
            raise NotSaved(f"{self.path(routine_id)} could not be deleted: {error.strerror or error}.") from error

    def book(self) -> RoutineBook:
        """Return all routines as they are in their files now."""
        return RoutineBook(self.content, self.own, self._language)


def _has_all_of(draft: Any, document: Any) -> bool:
    """Return whether a draft says the same as a document, but for what is missing in it and is to be filled in."""
    if isinstance(draft, dict) and isinstance(document, dict):
        is_more = draft.keys() >= document.keys() and draft.keys() - document.keys() <= _TO_FILL_IN
        return is_more and all(_has_all_of(draft[name], value) for name, value in document.items())
    if isinstance(draft, list) and isinstance(document, list):
        return len(draft) == len(document) and all(map(_has_all_of, draft, document))
    return type(draft) is type(document) and bool(draft == document)


def _without_origins(draft: Draft) -> Draft:
    """Return a draft whose steps come from no file of the person's own."""
    items = tuple(
        replace(item, origin=None, steps=tuple(replace(step, origin=None) for step in item.steps))
        for item in draft.items
    )
    return replace(draft, items=items)


def figure_names(content: Path, place: str) -> tuple[str, ...]:
    """Return the names of all figures, those of the place's own routines first.

    Args:
        content: the root of the shipped content.
        place: the place of the routine that is written; empty for none.
    """
    names = sorted(path.stem for path in (content / "figures").glob("*.toml"))
    near: dict[str, None] = {}
    for routine_id in shipped_routine_ids(content) if place else ():
        document: dict[str, Any] = read_toml(content / "routines" / f"{routine_id}.toml")
        if document.get("place") == place:
            near |= dict.fromkeys(step.figure for step in build(document).flat_steps if step.figure in names)
    return tuple(dict.fromkeys((*near, *names)))
