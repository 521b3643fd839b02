"""Compare a plan that came in a file with the plan that is here, say what it adds, and add it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from spasmtui.errors import NotSaved
from spasmtui.plans.routine_names import RoutineNames
from spasmtui.plans.skin import check_skin
from spasmtui.plans.travel import Parcel, place_routines, read_parcel
from spasmtui.plans.writer import PlanFiles
from spasmtui.shared.atomic_file import create_file
from spasmtui.shared.places import shipped_routine_ids
from spasmtui.shared.plans.model import plan_day
from spasmtui.shared.plans.words import item_words
from spasmtui.shell import load
from spasmtui.terminal.sanitize import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from spasmtui.plans.travel import OwnRoutine
    from spasmtui.services import Services
    from spasmtui.shared.plans.loaded import LoadedPlan
    from spasmtui.shared.plans.model import PlanItem


class Arrival(NamedTuple):
    """The items and routines that an import adds to the plan."""

    parcel: Parcel
    new: tuple[PlanItem, ...]
    changed: tuple[tuple[PlanItem, PlanItem], ...]
    """The items that take the place of others of the same routine and side."""
    present: tuple[PlanItem, ...]
    """The items that are in the plan already."""
    renamed: dict[str, str]

    @property
    def has_news(self) -> bool:
        """True if anything of it is not in the plan yet."""
        return bool(self.new or self.changed)


def read_arrival(services: Services, text: str, name: str) -> Arrival:
    """Read the file of a plan, and return what it adds.

    Raises:
        WrongUsage: a value of it cannot be used.
        RefusedForSafety: it keeps heat or cold on the skin for too long, or asks for it too often.
        DataError: the plan that is here cannot be read.
    """
    names = RoutineNames(services.content, services.config / "routines")
    brought: dict[str, Any] = {}

    def check(document: dict[str, Any], identity: str) -> None:
        brought[identity] = services.check_routine(document, identity)

    parcel = read_parcel(text, name, names, check)
    for item in parcel.items:
        routine = brought.get(item.routine) or services.load_routine(item.routine)
        check_skin(item, routine.title, routine.skin)
    shipped = shipped_routine_ids(services.content)
    placed, renamed = place_routines(parcel, names, shipped, services.check_routine)
    return compare(placed, services.plan, plan_day(services.clock.now()), renamed)


def compare(parcel: Parcel, loaded: LoadedPlan, today: date, renamed: dict[str, str]) -> Arrival:
    """Return what a parcel adds; an item that does not say since when begins today."""
    new: list[PlanItem] = []
    changed: list[tuple[PlanItem, PlanItem]] = []
    present: list[PlanItem] = []
    plan = loaded.plan
    active = [each for each in plan.items if each.until is None or each.until >= today]
    for sent in parcel.items:
        item = sent if sent.from_day is not None else sent._replace(from_day=today)
        same = [each for each in active if (each.routine, each.sides) == (item.routine, item.sides)]
        if item in plan.items or any(_is_alike(each, item) for each in same):
            present.append(item)
        elif same and not any(same[0] == old for old, _new in changed):
            changed.append((same[0], item))
        else:
            new.append(item)
    return Arrival(parcel, tuple(new), tuple(changed), tuple(present), renamed)


def _is_alike(one: PlanItem, two: PlanItem) -> bool:
    """Return whether two items ask for the same, whenever each of them began."""
    return one._replace(from_day=None) == two._replace(from_day=None)


def add_arrival(arrival: Arrival, services: Services, today: date) -> None:
    """Write the routines, then the items; without the items no routine stays.

    Raises:
        NotSaved: something could not be written; nothing was added.
    """
    folder = services.config / "routines"
    files = PlanFiles(services.config, services.content)
    written: list[Path] = []
    is_done = False
    try:
        for routine in arrival.parcel.routines:
            folder.mkdir(parents=True, exist_ok=True)
            path = folder / f"{routine.id}.toml"
            create_file(path, _routine_text(routine).encode())
            written.append(path)
        with files.all_or_nothing():
            if arrival.new:
                files.add(arrival.new, today, title=arrival.parcel.title, by=arrival.parcel.by)
            for old, new in arrival.changed:
                files.change(old, new, today)
        is_done = True
    except OSError as error:
        raise NotSaved(f"{error.filename} could not be written: {error.strerror}. Nothing was added.") from error
    finally:
        if not is_done:
            for path in written:
                path.unlink(missing_ok=True)


def _routine_text(routine: OwnRoutine) -> str:
    text: str = load("tomlkit:dumps")(load("spasmtui.terminal.sanitize:sanitize_values")(routine.document))
    return f"# Came with a plan. Start it with: spasm {routine.id}\n{text}"


def arrival_lines(arrival: Arrival, names: RoutineNames, today: date) -> Iterator[str]:
    """Yield the lines that show what an import adds."""
    parcel = arrival.parcel
    titles = {routine.id: one_line(str(routine.document.get("title", routine.id))) for routine in parcel.routines}

    def words(item: PlanItem) -> str:
        return item_words(titles.get(item.routine) or names.title(item.routine), item, today)

    heading = ", ".join(filter(None, (parcel.title, f"by {parcel.by}" if parcel.by else "")))
    yield f"Plan: {heading}" if heading else "Plan"
    for item in arrival.new:
        yield f"  new: {words(item)}"
        if item.note:
            yield f"    {item.note}"
    for old, item in arrival.changed:
        yield f"  instead of {words(old)}"
        yield f"    from now on: {words(item)}"
    for item in arrival.present:
        yield f"  in the plan already: {words(item)}"
    for routine in parcel.routines:
        before = next((old for old, new in arrival.renamed.items() if new == routine.id), "")
        note = f"; another one is called {before} here" if before else ""
        yield f"  new routine: {titles[routine.id]} ({routine.id}{note})"
    if parcel.routines:
        yield "Read the steps of a new routine before you do it: only heat and cold in it were held to limits."
    if not arrival.new and not arrival.changed:
        yield "All of it is in the plan already."
