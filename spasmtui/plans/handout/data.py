"""Compose the handout of a plan: for each item its routine in short, when to stop, its figures, and boxes to tick."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from spasmtui.errors import SpasmError
from spasmtui.shared.formats import day_and_month
from spasmtui.shared.plans.model import WEEK_DAYS, PlanItem, PlanSides, monday_of
from spasmtui.shared.plans.words import SIDE_WORDS, amount, lasts, often
from spasmtui.shared.times.lengths import format_duration

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from spasmtui.shared.plans.loaded import LoadedPlan

EACH_SIDE = SIDE_WORDS[PlanSides.BOTH]
MOST_FIGURES = 3
MOST_WEEKS = 6
WITHOUT_END = 4
"""The weeks to tick of an item without a last day."""
MOST_BOXES = 3
"""The boxes of one day; what is done more often has one box for its number."""
MOST_SOURCES = 2
_TIMED = frozenset({"hold", "move", "heat", "cold", "rest"})
_LEFT_OUT = frozenset({"done", "swap", "check"})


class Paper(Protocol):
    """A size of paper."""

    @property
    def name(self) -> str:
        """Its name in CSS."""
        ...

    @property
    def width_mm(self) -> float:
        """Its width."""
        ...

    @property
    def height_mm(self) -> float:
        """Its height."""
        ...


class Week(NamedTuple):
    """A row of boxes: a week that begins on a Monday."""

    label: str
    days: tuple[bool, ...]
    """Whether each day has boxes; one that has none is before the first day, after the last, or not planned."""


class Exercise(NamedTuple):
    """One item of the plan on paper."""

    title: str
    agreed: str
    """How often, the side, the sets and the days, in one line."""
    note: str
    first: tuple[str, ...]
    """What the program would ask before it: with this answer it is not done."""
    steps: tuple[str, ...]
    stop: str
    cautions: tuple[str, ...]
    figures: tuple[str, ...]
    """SVG documents."""
    weeks: tuple[Week, ...]
    boxes: int
    """The boxes of a day."""


class Handout(NamedTuple):
    """A plan on paper."""

    title: str
    by: str
    """Who made it, or who asked for all its items; empty where nobody is named."""
    made_on: date
    exercises: tuple[Exercise, ...]
    stop: str
    """When to stop any of them; empty where each has a list of its own."""
    get_help: str
    sources: str
    faults: tuple[str, ...] = ()
    """A sentence for each routine that could not be read, whose steps are missing."""


class Ports(NamedTuple):
    """The ports through which the handout asks other rooms."""

    load_routine: Callable[[str], Any]
    figure_svg: Callable[[str, bool], str]
    """Draws a figure by its name; True is for the left side."""
    sources: Mapping[str, Any]
    """The tables of `sources.toml`."""


def compose_handout(loaded: LoadedPlan, today: date, emergency: str, ports: Ports) -> Handout:
    """Return the handout of what is planned from a day on.

    Args:
        loaded: the plan.
        today: the day from which it counts.
        emergency: the emergency number, for the middle of a sentence.
        ports: what is asked of other rooms.
    """
    items = [item for item in loaded.plan.items if item.until is None or item.until >= today]
    by = loaded.plan.by or _only([item.by for item in items])
    exercises: list[Exercise] = []
    sources: list[str] = []
    faults: list[str] = []
    for item in items:
        title = loaded.title(item.routine)
        routine = None
        try:
            routine = ports.load_routine(item.routine)
        except SpasmError as error:
            faults.append(f"{title}: {error.message}")
        exercises.append(_exercise(item, title, routine, today, by, ports))
        if routine is not None and (named := _sources_of(routine, ports.sources)):
            sources.append(f"{title}: {named}")
    get_help = (
        f"Call {emergency} now for pain or tightness in the chest, sudden breathlessness, or sudden weakness of one "
        "side of the body or face. Get medical advice today, and do not stretch or massage it, if one leg or arm is "
        "swollen, warm, red or darker than the other. (facts RF01, RF02, RF10)"
    )
    # What most of them say in the same words is said once.
    stops = Counter(each.stop for each in exercises if each.stop)
    stop = next((text for text, count in stops.most_common(1) if count > 1), "")
    said_once = tuple(each._replace(stop="") if each.stop == stop else each for each in exercises)
    title = loaded.plan.title or "Exercise plan"
    return Handout(title, by, today, said_once, stop, get_help, "; ".join(dict.fromkeys(sources)), tuple(faults))


def _only(names: list[str]) -> str:
    return names[0] if names and len(set(names)) == 1 else ""


def _exercise(item: PlanItem, title: str, routine: Any, today: date, by: str, ports: Ports) -> Exercise:
    asked = f"asked for by {item.by}" if item.by and item.by != by else ""
    at = ", ".join(f"{each:%H:%M}" for each in item.at)
    how = f"{often(item)}{f' at {at}' if at else ''}"
    steps, on_each_side = short_steps(routine) if routine is not None else ((), False)
    sides = EACH_SIDE if on_each_side and item.sides is None else ""
    agreed = ", ".join(filter(None, (how, sides, amount(item), lasts(item, today), asked)))
    figures = _figures(routine, is_left=item.sides is PlanSides.LEFT, ports=ports) if routine is not None else ()
    return Exercise(
        title=title,
        agreed=f"{agreed[:1].upper()}{agreed[1:]}",
        note=item.note,
        first=_questions(routine) if routine is not None else (),
        steps=steps,
        stop=routine.stop_line if routine is not None else "",
        cautions=(*_skin_rules(routine), *routine.cautions) if routine is not None else (),
        figures=figures,
        weeks=_weeks(item, today),
        boxes=item.times_a_day if item.times_a_day <= MOST_BOXES else 1,
    )


def _skin_rules(routine: Any) -> tuple[str, ...]:
    """Return what the timer sees to on a screen, where heat or cold is on the skin: paper has no timer."""
    if (skin := routine.skin) is None:
        return ()
    every, longest, wait = (
        format_duration(seconds) for seconds in (skin.check_every_seconds, skin.longest_seconds, skin.wait_seconds)
    )
    return (f"Look at the skin every {every}, and take it off after {longest} at most.", f"Then wait at least {wait}.")


def short_steps(routine: Any) -> tuple[tuple[str, ...], bool]:
    """Return the steps of a routine in short, and whether they are done on one side, then again on the other.

    Rests in between, sides changed and last words are left out, and so is what the second side has in the same words.
    """
    sides: dict[str, Any] = {}
    lines: list[str] = []
    on_each_side = False
    for text, side in _lines_with_sides(routine):
        if side is not None and sides.get(text) not in (None, side):
            on_each_side = True
        else:
            sides[text] = side
            lines.append(text)
    return tuple(lines), on_each_side


def _lines_with_sides(routine: Any) -> Iterator[tuple[str, Any]]:
    for each in routine.present_steps:
        if hasattr(each, "repeat"):
            once = [_step(step) for step in each.steps if step.kind.value not in (*_LEFT_OUT, "rest")]
            rests = [step.seconds for step in each.steps if step.kind.value == "rest"]
            rest = f" Rest {_seconds(rests[0])} in between." if rests else ""
            if once:
                yield f"{each.repeat} times: {' '.join(once)}{rest}", each.steps[0].side
        elif each.kind.value not in _LEFT_OUT:
            yield _step(each), each.side


def _questions(routine: Any) -> tuple[str, ...]:
    """Return what is to be asked before a routine, and the answers with which it is not done."""
    found = []
    for answer in ("yes", "no"):
        asked = [each.ask for each in routine.ask_first if each.stop_on.value == answer]
        if asked:
            which = f"{answer} to any of these" if len(asked) > 1 else answer
            found.append(f"First: {' '.join(asked)} If {which}, do not do it, and get medical advice.")
    return tuple(found)


def _step(step: Any) -> str:
    say: str = step.say
    if step.kind.value not in _TIMED:
        return say
    return f"{say.rstrip('.')} ({_seconds(step.seconds)})."


def _seconds(seconds: int) -> str:
    if seconds >= 60 and seconds % 60 == 0:
        return f"{seconds // 60}\u00a0min"
    return f"{seconds}\u00a0s"


def _figures(routine: Any, *, is_left: bool, ports: Ports) -> tuple[str, ...]:
    names = dict.fromkeys(step.figure for step in routine.flat_steps if step.figure)
    return tuple(ports.figure_svg(name, is_left) for name in [*names][:MOST_FIGURES])


def _weeks(item: PlanItem, today: date) -> tuple[Week, ...]:
    first = max(item.from_day or today, today)
    last = item.until or monday_of(first) + timedelta(days=WITHOUT_END * WEEK_DAYS - 1)
    rows: list[Week] = []
    monday = monday_of(first)
    while monday <= last and len(rows) < MOST_WEEKS:
        days = tuple(monday + timedelta(days=number) for number in range(WEEK_DAYS))
        open_days = tuple(
            first <= day <= last and (not item.weekdays or day.weekday() in item.weekdays) for day in days
        )
        rows.append(Week(day_and_month(monday), open_days))
        monday += timedelta(days=WEEK_DAYS)
    return tuple(rows)


def _sources_of(routine: Any, sources: Mapping[str, Any]) -> str:
    named = [
        f"{str(row['authors']).partition(',')[0].partition(' (')[0]} {row['year']}"
        for each in routine.sources
        if isinstance(row := sources.get(each), dict)
    ]
    more = f" and {len(named) - MOST_SOURCES} more" if len(named) > MOST_SOURCES else ""
    return ", ".join(named[:MOST_SOURCES]) + more
