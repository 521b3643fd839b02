"""Change the plan in its files, and leave everything else in them as a person has written it.

Comments, order and keys that this version does not know are kept. A change is made to the file as it is at that moment,
under a lock. A file that cannot be read is never written into. What was planned in earlier weeks stays as it was: an
item that changes in what counts ends with yesterday, and a new one begins today.
tomlkit is imported here and where settings are saved: a program that changes nothing never loads it.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT

from spasmtui.errors import DataError, FileMissing, NotFound, NotSaved, WrongUsage
from spasmtui.plans.items import ITEM_KEYS
from spasmtui.plans.loader import ITEMS, PLAN_TABLE, load_plan
from spasmtui.shared.atomic_file import hold_folder, replace_file
from spasmtui.shared.formats import DAYS
from spasmtui.shared.plans.loaded import PLAN_FILE, LoadedPlan, Origin
from spasmtui.shared.plans.model import MOST_ITEMS, WEEK_DAYS, Plan, PlanItem
from spasmtui.shared.toml_files import parse_toml, read_text

FIRST_LINE = "# The plan: what was agreed on. `spasmtui plan` shows it, docs/plans.md describes the file.\n"
_DAY = timedelta(days=1)
_COUNTS_NOTHING = ("at", "by", "note", "until")
"""Fields that change nothing in what was planned on a day that is over."""

Change = Callable[[Any, bool], None]
"""Changes a document; its second argument is True for plain mappings, False for those of tomlkit."""


class PlanFiles:
    """The files of the plan in one settings folder."""

    def __init__(self, config: Path, content: Path) -> None:
        """Take the settings folder and the root of the shipped content."""
        self._config = config
        self._content = content
        self._written: list[tuple[Path, bytes | None, bytes]] | None = None
        """The files that changes of one whole have written, with what was in them before; None outside of one."""

    @contextmanager
    def all_or_nothing(self) -> Iterator[None]:
        """Make one whole of all changes in the block: when one of them fails, those before it are taken back.

        What another program has written into a file meanwhile is not taken back.
        """
        if self._written is not None:
            yield
            return
        self._written = []
        try:
            yield
        except BaseException:
            for path, before, written in reversed(self._written):
                with suppress(OSError):
                    if path.read_bytes() != written:
                        continue
                    if before is None:
                        path.unlink()
                    else:
                        replace_file(path, before, syncs_folder=True)
            raise
        finally:
            self._written = None

    def load(self) -> LoadedPlan:
        """Return the plan as the files have it now."""
        return load_plan(self._config, self._content)

    def add(self, items: tuple[PlanItem, ...], today: date, *, title: str = "", by: str = "") -> None:
        """Add items at the end of `plan.toml`; the folder and the file are made where they are missing.

        Args:
            items: the new items.
            today: the present day.
            title: the plan's title, where it has no item yet: what stood there before came from nobody else.
            by: who made the plan, in the same way.

        Raises:
            WrongUsage: an item is in the plan already, or the plan has too many.
            NotSaved: the file cannot be read or written; nothing was changed.
        """
        with self._held():
            loaded = self.load()
            _check_room(loaded.plan, items, today)
            is_first = not loaded.plan.items
            plan_by = loaded.plan.by or (by if is_first else "")

            def change(document: Any, is_plain: bool) -> None:
                for name, old, new in (("title", loaded.plan.title, title), ("by", loaded.plan.by, by)):
                    if new and not old and is_first:
                        _set_top(document, name, new, is_plain=is_plain)
                for item in items:
                    _append(document, item_table(item, plan_by), is_plain=is_plain)

            self._edit(PLAN_FILE, change)

    def change(self, old: PlanItem, new: PlanItem, today: date) -> PlanItem:
        """Put another item in the place of one, and return the one that is planned from today on.

        Raises:
            NotFound: the plan does not have the old item any more.
            WrongUsage: it would be the same as another item.
            NotSaved: a file cannot be read or written; nothing was changed.
        """
        with self._held(), self.all_or_nothing():
            loaded = self.load()
            origin = _find(loaded, old)
            if new == old:
                return old
            began_before = old.from_day is None or old.from_day < today
            is_over = old.until is not None and old.until < today
            is_split = began_before and not is_over and _counted(old) != _counted(new)
            if not is_split:
                _check_room(loaded.plan, (new,), today, instead_of=old)
                self._edit(
                    origin.file, lambda document, is_plain: _put(document, origin, new, loaded, is_plain=is_plain)
                )
                return new
            begun = new._replace(from_day=max(today, new.from_day or today))
            if begun.until is not None and begun.from_day is not None and begun.until < begun.from_day:
                begun = begun._replace(until=None)
            ended = old._replace(until=today - _DAY)
            _check_room(loaded.plan, (begun,), today, instead_of=old)

            def change(document: Any, is_plain: bool) -> None:
                unknown = {key: value for key, value in _table(document, origin).items() if key not in ITEM_KEYS}
                _put(document, origin, ended, loaded, is_plain=is_plain)
                if origin.file == PLAN_FILE:
                    _append(document, {**item_table(begun, loaded.plan.by), **_plain(unknown)}, is_plain=is_plain)

            self._edit(origin.file, change)
            if origin.file != PLAN_FILE:
                self._edit(
                    PLAN_FILE,
                    lambda document, is_plain: _append(document, item_table(begun, loaded.plan.by), is_plain=is_plain),
                )
            return begun

    def end(self, item: PlanItem, last_day: date) -> bool:
        """Let an item end with a day; one that has not begun by then is removed. Return whether it was removed.

        Raises:
            NotFound: the plan does not have the item any more.
            NotSaved: a file cannot be read or written; nothing was changed.
        """
        if item.from_day is not None and item.from_day > last_day:
            self.remove(item)
            return True
        with self._held():
            loaded = self.load()
            origin = _find(loaded, item)
            ended = item._replace(until=last_day)
            self._edit(origin.file, lambda document, is_plain: _put(document, origin, ended, loaded, is_plain=is_plain))
        return False

    def remove(self, item: PlanItem) -> None:
        """Remove an item as if it had never been planned.

        Raises:
            NotFound: the plan does not have the item any more.
            NotSaved: a file cannot be read or written; nothing was changed.
        """
        with self._held():
            origin = _find(self.load(), item)

            def change(document: Any, _is_plain: bool) -> None:
                rows = document[PLAN_TABLE if origin.file != PLAN_FILE else ITEMS]
                if isinstance(rows, list):
                    del rows[origin.row]
                if not isinstance(rows, list) or not rows:
                    del document[PLAN_TABLE if origin.file != PLAN_FILE else ITEMS]

            self._edit(origin.file, change)

    def _held(self) -> Any:
        try:
            self._config.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise NotSaved(f"{self._config} could not be made: {error.strerror or error}.") from error
        return hold_folder(self._config, "Another program is changing the plan. Nothing was changed. Try again.")

    def _edit(self, name: str, change: Change) -> None:
        """Change one file as a whole or not at all.

        Raises:
            NotSaved: it cannot be read, changed or written.
        """
        path = Path(os.path.realpath(self._config / name))
        before: bytes | None = None
        try:
            text = read_text(path)
            before = path.read_bytes()
            parse_toml(text, str(path))
        except FileMissing:
            text = FIRST_LINE
        except DataError as error:
            raise NotSaved(f"{error.message} Nothing was written into it. Correct it first.") from error
        changed = apply_change(text, change)
        if changed is None:
            raise NotSaved(f"{path} is written in a way that cannot be changed here. Change it in an editor.")
        try:
            if changed != text:
                replace_file(path, changed.encode(), syncs_folder=True)
                if self._written is not None:
                    self._written.append((path, before, changed.encode()))
        except OSError as error:
            raise NotSaved(
                f"{path} could not be changed: {error.strerror or error}. The plan was not saved."
            ) from error


def item_table(item: PlanItem, plan_by: str = "") -> dict[str, Any]:
    """Return the keys and values with which an item is written, without those that say nothing."""
    table: dict[str, Any] = {"routine": item.routine}
    if item.times_a_day != (len(item.at) or 1):
        table["times_a_day"] = item.times_a_day
    if item.weekdays:
        table["days"] = [DAYS[day].lower() for day in item.weekdays]
    elif item.days_a_week != WEEK_DAYS:
        table["days_a_week"] = item.days_a_week
    if item.sets != 1:
        table["sets"] = item.sets
    if item.sides is not None:
        table["sides"] = item.sides.value
    if item.at:
        table["at"] = [f"{each:%H:%M}" for each in item.at]
    if item.from_day is not None:
        table["from"] = item.from_day
    if item.until is not None:
        table["until"] = item.until
    if item.by != plan_by:
        table["by"] = item.by
    if item.note:
        table["note"] = item.note
    return table


def apply_change(text: str, change: Change) -> str | None:
    """Return the text of a TOML file with a change and no other; None where it cannot be made so."""
    text = text if not text or text.endswith("\n") else f"{text}\n"
    try:
        wanted = tomllib.loads(text)
        document = tomlkit.parse(text)
        change(wanted, True)
        change(document, False)
        changed = tomlkit.dumps(document)
        return changed if tomllib.loads(changed) == wanted else None
    except (TOMLKitError, ValueError, TypeError, AttributeError, KeyError, IndexError):
        return None


def _counted(item: PlanItem) -> PlanItem:
    """Return an item without what changes nothing on days that are over."""
    return item._replace(at=(), by="", note="", until=None, from_day=None)


def _check_room(plan: Plan, items: tuple[PlanItem, ...], today: date, *, instead_of: PlanItem | None = None) -> None:
    others = [each for each in plan.items if each != instead_of]
    for item in items:
        if item in others:
            raise WrongUsage("The plan has this very item already. Nothing was changed.")
    present = [each for each in others if each.until is None or each.until >= today]
    if len(present) + len(items) > MOST_ITEMS:
        raise WrongUsage(f"The plan has {len(present)} items, and {MOST_ITEMS} are the most. Nothing was changed.")


def _find(loaded: LoadedPlan, item: PlanItem) -> Origin:
    if item not in loaded.plan.items:
        raise NotFound("The plan has changed meanwhile, and this item is not in it any more. Nothing was changed.")
    return loaded.origin_of(item)


def _table(document: Any, origin: Origin) -> Any:
    rows = document[PLAN_TABLE if origin.file != PLAN_FILE else ITEMS]
    return rows[origin.row] if isinstance(rows, list) else rows


def _put(document: Any, origin: Origin, item: PlanItem, loaded: LoadedPlan, *, is_plain: bool) -> None:
    """Write the fields of an item into its table; what is written there otherwise but means the same stays."""
    table = _table(document, origin)
    plan_by = loaded.plan.by if origin.file == PLAN_FILE else ""
    was = item_table(loaded.plan.items[loaded.origins.index(origin)], plan_by)
    now = item_table(item, plan_by)
    for key in ITEM_KEYS:
        if was.get(key) == now.get(key):
            continue
        if key not in now:
            table.pop(key, None)
        elif is_plain or key in table:
            table[key] = now[key]
        else:
            _add_key(table, key, now[key])


def _add_key(table: Any, key: str, value: object) -> None:
    """Add a key to a table of tomlkit behind its last one, before comments that belong to what follows."""
    body = getattr(getattr(table, "value", None), "body", None)
    tail = []
    while body and body[-1][0] is None:
        tail.append(body.pop()[1])
    table[key] = value
    for each in reversed(tail):
        table.add(each)


def _set_top(document: Any, name: str, value: str, *, is_plain: bool) -> None:
    """Set a text above the first table."""
    if is_plain or name in document:
        document[name] = value
        return
    document.add(name, value)


def _append(document: Any, table: Mapping[str, Any], *, is_plain: bool) -> None:
    """Append an item to the items of a document."""
    rows = document.get(ITEMS)
    if is_plain:
        document[ITEMS] = [*(rows or []), dict(table)]
        return
    new = tomlkit.table()
    new.update(table)
    if not rows:
        document.pop(ITEMS, None)
        if len(document.body) and not tomlkit.dumps(document).endswith("\n\n"):
            document.add(tomlkit.nl())
        tables = tomlkit.aot()
        tables.append(new)
        document[ITEMS] = tables
    elif isinstance(rows, AoT):
        if not tomlkit.dumps(document).endswith("\n\n"):
            rows[-1].add(tomlkit.nl())
        rows.append(new)
    else:
        inline = tomlkit.inline_table()
        inline.update(table)
        rows.append(inline)


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value.unwrap() if hasattr(value, "unwrap") else value for key, value in values.items()}
