"""Load the plan: `plan.toml` of the settings folder, and the table `[plan]` of routines of the person's own.

A fault in one item hides no other: what can be used is used, and each fault is named with its file, line and field.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from spasmtui.errors import DataError, FileMissing
from spasmtui.plans.items import LONGEST_NAME, read_item
from spasmtui.plans.routine_names import RoutineNames
from spasmtui.shared.plans.loaded import PLAN_FILE, LoadedPlan, Origin
from spasmtui.shared.plans.model import Plan, PlanItem
from spasmtui.shared.regular_file import read_regular
from spasmtui.shared.suggest import nearest_word
from spasmtui.shared.toml_files import Where, field_name, line_of, parse_toml, read_text
from spasmtui.terminal.sanitize import one_line, sanitize

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path
    from typing import Any

MOST_READ = 400
"""The items that are read of a file: the plan of today has fewer, but those that have ended stay in it."""
MOST_FAULTS, MOST_UNKNOWN = 60, 20
"""The faults and the foreign keys that are named one by one; of a file with thousands the others are counted."""
TOP_KEYS = ("title", "by", "items")
ITEMS, PLAN_TABLE = "items", "plan"
OTHER_NAMES = {
    "item": "items",
    "times": "times_a_day",
    "days_per_week": "days_a_week",
    "side": "sides",
    "since": "from",
}
_MARK = b"plan"


def load_plan(config: Path, content: Path) -> LoadedPlan:
    """Return the plan of a settings folder; without a file it is empty.

    Args:
        config: the folder of the settings.
        content: the root of the shipped content.
    """
    names = RoutineNames(content, config / "routines")
    reader = PlanReader(names)
    is_broken = reader.read_plan_file(config / PLAN_FILE)
    for path in names.own_files():
        reader.read_routine_file(path)
    return reader.loaded(is_broken=is_broken)


class PlanReader:
    """Reads plan tables of one or more files, and gathers their items and faults."""

    def __init__(self, names: RoutineNames) -> None:
        """Take the names of all routines."""
        self._names = names
        self._title = self._by = ""
        self._items: list[PlanItem] = []
        self._origins: list[Origin] = []
        self._faults: list[str] = []
        self._unknown: list[str] = []
        self._more_faults = self._more_unknown = 0

    def loaded(self, *, is_broken: bool = False) -> LoadedPlan:
        """Return what was read."""
        faults, unknown = self._faults, self._unknown
        if self._more_faults:
            faults = [*faults, f"{self._more_faults:,} more values of the plan cannot be used."]
        if self._more_unknown:
            unknown = [*unknown, f"{self._more_unknown:,} more keys of the plan are read by nothing."]
        return LoadedPlan(
            Plan(tuple(self._items), self._title, self._by),
            tuple(self._origins),
            self._names.titles(each.routine for each in self._items),
            tuple(faults),
            tuple(unknown),
            is_broken,
        )

    def read_plan_file(self, path: Path) -> bool:
        """Read `plan.toml`; return whether it cannot be read as a whole."""
        try:
            text = read_text(path)
            document = parse_toml(text, str(path))
        except FileMissing:
            return False
        except DataError as error:
            self._faults.append(f"{error.message} The plan in it is not shown, and nothing is written into it.")
            return True
        self.read_document(document, text, str(path))
        return False

    def read_document(self, document: Mapping[str, Any], text: str, path: str) -> None:
        """Read the document of a plan; `text` is what it was parsed from, in the file that `path` names."""
        name = _Place(path, text)
        for key in ("title", "by"):
            value = document.get(key, "")
            if not isinstance(value, str) or len(value) > LONGEST_NAME:
                self._name_fault(name, (key,), f"must be a text of at most {LONGEST_NAME} characters.")
                value = ""
            setattr(self, f"_{key}", one_line(value).strip())
        self._name_unknown(name, (), [key for key in document if key not in TOP_KEYS], TOP_KEYS)
        tables = document.get(ITEMS, [])
        if not isinstance(tables, list):
            self._name_fault(name, (ITEMS,), "must be tables that begin with [[items]].")
            return
        self._read_tables(tables, name, (ITEMS,), PLAN_FILE)

    def read_routine_file(self, path: Path) -> None:
        """Read the table `[plan]` of a routine of the person's own; a routine without one is left alone."""
        try:
            if _MARK not in (data := read_regular(path)):
                return
            text = data.decode()
            document = parse_toml(text, str(path))
        except (DataError, OSError, ValueError):
            return  # it is named where routines are listed and started
        tables = document.get(PLAN_TABLE)
        if tables is None:
            return
        name = _Place(str(path), text)
        rows = tables if isinstance(tables, list) else [tables]
        here = [{"routine": path.stem, **row} if isinstance(row, dict) else row for row in rows]
        for row in here:
            if isinstance(row, dict) and row["routine"] != path.stem:
                self._name_fault(
                    name, (PLAN_TABLE, "routine"), "is another routine than that of this file. Leave it out."
                )
                return
        self._read_tables(here, name, (PLAN_TABLE,), f"routines/{path.name}", has_rows=isinstance(tables, list))

    def _read_tables(self, tables: list[Any], name: _Place, where: Where, file: str, *, has_rows: bool = True) -> None:
        if len(tables) > MOST_READ:
            self._name_fault(name, where, f"has {len(tables)} items; the first {MOST_READ} are read.", field="")
        for row, table in enumerate(tables[:MOST_READ]):
            here = (*where, row) if has_rows else where
            if not isinstance(table, dict):
                self._name_fault(name, here, "must be a table.")
                continue
            read = read_item(table, self._names.find, by=self._by)
            for key, sentence in read.faults:
                self._name_fault(name, (*here, key), f"{sentence} {LEFT_OUT}")
            self._name_unknown(name, here, read.unknown, ITEM_WORDS)
            if read.item is None:
                continue
            if read.item in self._items:
                self._name_fault(name, here, "is the same as another item, and counts once.")
                continue
            self._items.append(read.item)
            self._origins.append(Origin(file, row))

    def _name_fault(self, name: _Place, where: Where, sentence: str, *, field: str | None = None) -> None:
        if len(self._faults) >= MOST_FAULTS:
            self._more_faults += 1
        else:
            self._faults.append(name.sentence(where, sentence, field=field))

    def _name_unknown(self, name: _Place, where: Where, keys: Iterable[str], known: tuple[str, ...]) -> None:
        for key in keys:
            if len(self._unknown) >= MOST_UNKNOWN:
                self._more_unknown += 1
                continue
            near = OTHER_NAMES.get(key) or nearest_word(key, known)
            hint = f" Did you mean {near!r}?" if near in known else ""
            self._unknown.append(name.sentence((*where, key), f"is a key that nothing reads.{hint}"))


LEFT_OUT = "This item is left out until it is corrected."
ITEM_WORDS = ("routine", "times_a_day", "days_a_week", "days", "sets", "sides", "at", "from", "until", "by", "note")


class _Place:
    """A file and its text, for sentences that say where a fault is."""

    def __init__(self, path: str, text: str) -> None:
        self._path = sanitize(path, one_line=True)
        self._text = text

    def sentence(self, where: Where, sentence: str, *, field: str | None = None) -> str:
        """Return a sentence about a value, which begins with its file, line and field."""
        named = sanitize(field_name(where) if field is None else field, one_line=True)
        return f"{self._path}, line {line_of(self._text, where)}, {named or where[0]}: {sentence}"
