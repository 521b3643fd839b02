"""Write a plan with its own routines as one file that can be mailed, and read such a file.

Whatever came by mail is held to the same rules as what the person writes: a routine of it never takes the place of one
that is there, nothing of it is written before all of it was read, and heat and cold have their limits.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from spasmtui.errors import DataError, WrongUsage
from spasmtui.plans.items import LONGEST_NAME, read_item
from spasmtui.plans.loader import ITEMS, PLAN_TABLE, TOP_KEYS
from spasmtui.shared.plans.model import MOST_ITEMS, PlanItem
from spasmtui.shared.toml_files import field_name, line_of, parse_toml, read_toml
from spasmtui.shell import load
from spasmtui.terminal.sanitize import one_line, quoted, sanitize

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from spasmtui.plans.routine_names import RoutineNames
    from spasmtui.shared.plans.loaded import LoadedPlan

FORMAT = "spasmtui-plan"
VERSION = 1
FORMAT_KEYS = ("format", "version")
ROUTINES = "routines"
MOST_ROUTINES = MOST_ITEMS
LARGEST_BYTES = 1_000_000
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
_FIRST_LINES = """\
# A plan of exercise. `spasmtui plan import FILE` reads it, and shows it before anything is added.
# Written by hand, it needs a table [[items]] for each exercise, with its `routine`; docs/plans.md has the other keys.
"""


class OwnRoutine(NamedTuple):
    """A routine of the person's own that a plan brings along."""

    id: str
    document: dict[str, Any]
    """All that its file says, without its id and its place in a plan."""


class Parcel(NamedTuple):
    """A plan as its file has it, with the routines that came along."""

    title: str
    by: str
    items: tuple[PlanItem, ...]
    routines: tuple[OwnRoutine, ...] = ()
    unknown: tuple[str, ...] = ()
    """The keys that nothing reads."""


def write_parcel(parcel: Parcel) -> str:
    """Return the file of a plan."""
    item_table = load("spasmtui.plans.writer:item_table")
    document: dict[str, Any] = {"format": FORMAT, "version": VERSION}
    document |= {name: text for name, text in (("title", parcel.title), ("by", parcel.by)) if text}
    document[ITEMS] = [item_table(item, parcel.by) for item in parcel.items]
    if parcel.routines:
        document[ROUTINES] = [{"id": each.id, **each.document} for each in parcel.routines]
    text: str = load("tomlkit:dumps")(_without_none(document))
    return _FIRST_LINES + text


def pack(loaded: LoadedPlan, names: RoutineNames, today: date, *, has_notes: bool = True) -> Parcel:
    """Return what is planned from today on, with the routines of the person's own that it uses.

    Raises:
        DataError: a routine's file cannot be read.
    """
    items = [item for item in loaded.plan.items if item.until is None or item.until >= today]
    if not has_notes:
        items = [item._replace(note="") for item in items]
    own = [each for each in dict.fromkeys(item.routine for item in items) if each in names.own_ids]
    routines = tuple(OwnRoutine(each, routine_document(read_toml(names.path(each)))) for each in own)
    return Parcel(loaded.plan.title, loaded.plan.by, tuple(items), routines)


def routine_document(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a routine's file says of the routine itself."""
    return {key: value for key, value in document.items() if key not in ("id", PLAN_TABLE)}


def read_parcel(
    text: str, name: str, names: RoutineNames, check_routine: Callable[[dict[str, Any], str], Any]
) -> Parcel:
    """Read the file of a plan: all of it, or nothing.

    Args:
        text: its content.
        name: its name, for the messages.
        names: the names of the routines that are here.
        check_routine: raises where the document of a routine cannot be used by that id.

    Raises:
        WrongUsage: a value of it cannot be used; the message names each with its line.
        RefusedForSafety: one of its routines keeps heat or cold on the skin for too long.
        InvalidFile: it is not TOML.
    """
    if len(text.encode("utf-8", "replace")) > LARGEST_BYTES:
        raise WrongUsage(f"{name} is too large for a plan.")
    document = parse_toml(text, name)
    if not isinstance(document.get(ITEMS), list) or not document[ITEMS]:
        raise WrongUsage(f"{name} is not a plan: it has no table [[items]]. docs/plans.md describes the file.")
    if document.get("format", FORMAT) != FORMAT:
        raise WrongUsage(f"{name} is not a plan: its format is {quoted(str(document['format']))}.")
    version = document.get("version", VERSION)
    if not isinstance(version, int) or isinstance(version, bool) or not 1 <= version <= VERSION:
        raise WrongUsage(f"{name} was written by a newer version of this program, which you need to read it.")
    routines = _read_routines(document.get(ROUTINES, []), name, check_routine)
    title, by = (_text(document.get(key, ""), key, name) for key in ("title", "by"))
    brought = {each.id for each in routines}
    if len(tables := document[ITEMS]) > MOST_ITEMS:
        raise WrongUsage(f"{name} has {len(tables)} items, and {MOST_ITEMS} are the most.")
    items: list[PlanItem] = []
    faults: list[str] = []
    unknown = [key for key in document if key not in (*FORMAT_KEYS, *TOP_KEYS, ROUTINES)]
    for row, table in enumerate(tables):
        if not isinstance(table, dict):
            faults.append(f"{name}, items.{row + 1}: must be a table.")
            continue
        read = read_item(table, lambda words: words if words in brought else names.find(words), by=by)
        for key, sentence in read.faults:
            where = (ITEMS, row, key)
            faults.append(f"{name}, line {line_of(text, where)}, {field_name(where)}: {sentence}")
        unknown += [field_name((ITEMS, row, key)) for key in read.unknown]
        if read.item is not None and read.item not in items:
            items.append(read.item)
    if faults:
        raise WrongUsage("\n".join((*(sanitize(each) for each in faults), "Nothing was added.")))
    used = {item.routine for item in items}
    kept = tuple(each for each in routines if each.id in used)
    return Parcel(title, by, tuple(items), kept, tuple(one_line(str(each)) for each in unknown))


def _read_routines(
    tables: Any, name: str, check_routine: Callable[[dict[str, Any], str], Any]
) -> tuple[OwnRoutine, ...]:
    if not isinstance(tables, list) or not all(isinstance(each, dict) for each in tables):
        raise WrongUsage(f"{name}, routines: must be tables that begin with [[routines]].")
    if len(tables) > MOST_ROUTINES:
        raise WrongUsage(f"{name} has {len(tables)} routines, and {MOST_ROUTINES} are the most.")
    found: dict[str, OwnRoutine] = {}
    for row, table in enumerate(tables):
        identity = table.get("id")
        # The id becomes the name of a file: letters, digits and hyphens alone.
        if not isinstance(identity, str) or not _ID.fullmatch(identity):
            raise WrongUsage(
                f'{name}, routines.{row + 1}.id: must be small letters, digits and hyphens, as in "heel-drops".'
            )
        if identity in found:
            raise WrongUsage(f"{name}, routines.{row + 1}.id: there are two routines {identity!r}.")
        document = routine_document(table)
        check_routine(dict(document), identity)
        found[identity] = OwnRoutine(identity, document)
    return tuple(found.values())


def place_routines(
    parcel: Parcel, names: RoutineNames, shipped: Iterable[str], check_routine: Callable[[dict[str, Any], str], Any]
) -> tuple[Parcel, dict[str, str]]:
    """Return a parcel whose routines take no other's place, and the new ids of those that were renamed.

    A routine that is here already, word for word, is left out; another one with its id, and one with the id of a
    shipped routine, which it would replace, gets an id of its own.

    Args:
        parcel: the plan.
        names: the names of the routines that are here.
        shipped: the ids of the shipped routines.
        check_routine: raises where a routine cannot be used by its new id.
    """
    taken = {*names.own_ids, *shipped, *(each.id for each in parcel.routines)}
    renamed: dict[str, str] = {}
    added: list[OwnRoutine] = []
    for routine in parcel.routines:
        is_own = routine.id in names.own_ids
        if is_own and _is_same(names, routine):
            continue
        if is_own or routine.id in shipped:
            number = 2
            while (free := f"{routine.id}-{number}") in taken:
                number += 1
            taken.add(free)
            renamed[routine.id] = free
            check_routine(dict(routine.document), free)
            added.append(routine._replace(id=free))
        else:
            added.append(routine)
    items = tuple(item._replace(routine=renamed.get(item.routine, item.routine)) for item in parcel.items)
    return parcel._replace(items=items, routines=tuple(added)), renamed


def _is_same(names: RoutineNames, routine: OwnRoutine) -> bool:
    try:
        return routine_document(read_toml(names.path(routine.id))) == routine.document
    except DataError:
        return False


def _text(value: Any, key: str, name: str) -> str:
    if not isinstance(value, str) or len(value) > LONGEST_NAME:
        raise WrongUsage(f"{name}, {key}: must be a text of at most {LONGEST_NAME} characters.")
    return one_line(value).strip()


def _without_none(value: Any) -> Any:
    """Return a value in which nothing is None, which TOML does not know."""
    if isinstance(value, dict):
        return {key: _without_none(inner) for key, inner in value.items() if inner is not None}
    return [_without_none(inner) for inner in value] if isinstance(value, list) else value
