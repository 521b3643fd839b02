"""The diary: the one owner of TinyDB. Episodes, days and practice go in and come out as values."""

import threading
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spasmtui.clock import Clock
from spasmtui.episodes.episode import Day, Episode, Practice
from spasmtui.episodes.store.disk import Disk, make_folders, replace_file
from spasmtui.episodes.store.document import DAYS, EPISODES, PRACTICES, from_document, key_of, table_of, to_document
from spasmtui.episodes.store.identity import device_id, uuid7
from spasmtui.episodes.usual import usual_place
from spasmtui.errors import DataError, NotFound, NotSaved

if TYPE_CHECKING:
    from tinydb import TinyDB


@dataclass(frozen=True, slots=True)
class Change:
    """What an undo or a redo did, for a sentence."""

    what: str
    """`added`, `edited`, `deleted` or `brought back`."""
    record: Episode | Day | Practice


class Diary:
    """Keeps episodes, days and practice. Cheap to construct; files are opened at the first use, from any thread.

    Every method that changes something returns when the change is on the disk, or raises `NotSaved`, `LogBusy` or
    `CannotStore` with nothing changed.
    """

    def __init__(self, folder: Path, state: Path, clock: Clock, disk: Disk | None = None) -> None:
        self.folder = folder
        self.state = state
        self.clock = clock
        self._disk = disk or Disk()
        self._guard = threading.RLock()

    @property
    def device(self) -> str:
        """This device's id, kept in the state folder."""
        return device_id(self._disk, self.state)

    def new_id(self) -> str:
        """A uuid7 of the clock's time."""
        return uuid7(self.clock.now())

    def add(self, record: Episode | Day | Practice) -> None:
        """Store a record; adding the same id again changes nothing. A day replaces the same date's."""
        self.merge([record])

    def edit(self, episode_id: str, **changes: Any) -> Episode:
        """Change fields of an episode; `updated_at` is set by the clock.

        Raises:
            NotFound: no episode has this id.
        """
        with self._guard:
            episode = self.get(episode_id)
            edited = replace(episode, **{"updated_at": self.clock.now(), **changes})
            old = self._tables()[EPISODES][episode.id]
            self._change({(EPISODES, episode.id): to_document(edited, old)})
            return self.get(episode.id)

    def delete(self, episode_id: str) -> Episode:
        """Delete an episode, undoably, and return it as it was."""
        with self._guard:
            episode = self.get(episode_id)
            self._change({(EPISODES, episode.id): None})
            return episode

    def undo(self) -> Change:
        """Take back the last change this device made, also after a restart."""
        return self._step("undo", "redo")

    def redo(self) -> Change:
        """Make the last undone change again."""
        return self._step("redo", "undo")

    def get(self, episode_id: str) -> Episode:
        """The episode with this id, or with the only id that begins so."""
        ids = list(self._tables().get(EPISODES, {}))
        found = [episode_id] if episode_id in ids else [each for each in ids if each.startswith(episode_id)]
        if len(found) != 1 or not episode_id:
            which = "More than one episode's id begins" if found and episode_id else "No episode's id begins"
            raise NotFound(f"{which} with {episode_id!r}. `spasmtui log list` shows the ids.")
        episode = from_document(EPISODES, found[0], self._tables()[EPISODES][found[0]])
        assert isinstance(episode, Episode)
        return episode

    def episodes(
        self, since: datetime | None = None, until: datetime | None = None, limit: int | None = None
    ) -> tuple[Episode, ...]:
        """Episodes that started in [since, until), newest first."""
        every = [each for each in self._records(EPISODES) if isinstance(each, Episode)]
        every.sort(key=lambda episode: (episode.started_at, episode.id), reverse=True)
        chosen = [
            each
            for each in every
            if (since is None or each.started_at >= since) and (until is None or each.started_at < until)
        ]
        return tuple(chosen[:limit])

    def open_episodes(self) -> tuple[Episode, ...]:
        """Episodes nobody has closed, newest first."""
        return tuple(episode for episode in self.episodes() if episode.is_open)

    def days(self) -> tuple[Day, ...]:
        """Days that were described, newest first."""
        days = [each for each in self._records(DAYS) if isinstance(each, Day)]
        return tuple(sorted(days, key=lambda day: day.date, reverse=True))

    def practices(self) -> tuple[Practice, ...]:
        """Routines done outside an episode, newest first."""
        practices = [each for each in self._records(PRACTICES) if isinstance(each, Practice)]
        return tuple(sorted(practices, key=lambda each: (each.started_at, each.id), reverse=True))

    def merge(self, records: Iterable[Episode | Day | Practice]) -> int:
        """Take in records from an import, all or none; returns how many were new or newer."""
        with self._guard:
            tables = self._tables()
            new: dict[tuple[str, str], dict[str, Any] | None] = {}
            for record in records:
                table, key = table_of(record), key_of(record)
                document = to_document(record, tables.get(table, {}).get(key))
                old = tables.get(table, {}).get(key)
                if old is None or _is_newer(record, from_document(table, key, old)):
                    new[table, key] = document
            if new:
                self._change(new)
            return len(new)

    def mark(self) -> object:
        """A value that is another one when another terminal or a sync has changed the diary; costs a few stats."""
        try:
            status = (self.folder / "episodes.json").stat()
        except FileNotFoundError:
            return None
        return status.st_ino, status.st_size, status.st_mtime_ns

    def _open(self) -> "TinyDB":
        from tinydb import TinyDB  # noqa: PLC0415 -- a diary that is not opened costs nothing

        from spasmtui.episodes.store.first_storage import AtomicJSONStorage  # noqa: PLC0415

        return TinyDB(self.folder / "episodes.json", self._disk, storage=AtomicJSONStorage)

    def _tables(self) -> dict[str, dict[str, Any]]:
        try:
            return self._open().storage.read() or {}
        except (OSError, ValueError) as error:
            raise DataError(f"{self.folder / 'episodes.json'} cannot be read. It was left as it is.") from error

    def _records(self, table: str) -> list[Episode | Day | Practice]:
        return [from_document(table, key, document) for key, document in self._tables().get(table, {}).items()]

    def _change(self, new: dict[tuple[str, str], dict[str, Any] | None], pile: str = "undo") -> None:
        tables = self._tables()
        before = [[table, key, tables.get(table, {}).get(key)] for table, key in new]
        if pile == "undo":
            tables["redo"] = {}
        stack = tables.setdefault(pile, {})
        stack[str(len(stack))] = {"before": before}
        self._write(tables, new)

    def _write(self, tables: dict[str, dict[str, Any]], new: dict[tuple[str, str], dict[str, Any] | None]) -> None:
        for (table, key), document in new.items():
            if document is None:
                tables.setdefault(table, {}).pop(key, None)
            else:
                tables.setdefault(table, {})[key] = document
        try:
            self._open().storage.write(tables)
        except OSError as error:
            raise NotSaved(f"Not saved: {error.strerror}. Earlier episodes in {self.folder} are untouched.") from error
        make_folders(self._disk, self.state)
        usual = usual_place(self.episodes())
        line = " ".join(part for part in (usual or ()) if part)
        replace_file(self._disk, self.state / "usual", f"{line}\n".encode("ascii", "ignore"), is_durable=False)

    def _step(self, pile: str, other: str) -> Change:
        with self._guard:
            tables = self._tables()
            stack = tables.get(pile, {})
            if not stack:
                raise NotFound(f"There is nothing to {pile}.")
            entry = stack.pop(str(len(stack) - 1))["before"]
            piled = tables.setdefault(other, {})
            piled[str(len(piled))] = {
                "before": [[table, key, tables.get(table, {}).get(key)] for table, key, _ in entry]
            }
            table, key, document = entry[0]
            now = tables.get(table, {}).get(key)
            self._write(tables, {(table, key): document for table, key, document in entry})
            what = "deleted" if document is None else "brought back" if now is None else "edited"
            return Change(what, from_document(table, key, document or now or {}))


def _is_newer(record: Episode | Day | Practice, than: Episode | Day | Practice) -> bool:
    if isinstance(record, Practice) or isinstance(than, Practice):
        return False
    return record.updated_at > than.updated_at
