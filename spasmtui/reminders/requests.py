"""Read what a person types for a reminder: a routine or a place, and a time of day, in any number of words."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from spasmtui.errors import DataError, WrongUsage
from spasmtui.shared.danger.answer import refuse_danger
from spasmtui.shared.places import PLACES, PlaceIndex
from spasmtui.shared.times.recurring import DayTime, NoDayTime, read_day_time
from spasmtui.shared.toml_files import REINSTALL, read_toml
from spasmtui.shared.translations import read_texts
from spasmtui.terminal.sanitize import one_line

SAY_WHEN = "Say when, too: spasmtui remind bedtime 22:15"


class Named(NamedTuple):
    """A routine by its id and its title."""

    id: str
    title: str


def divide(words: Sequence[str], today: date, *, needs_time: bool = True) -> tuple[str, DayTime | None]:
    """Divide words into those for a routine and the time of day at their end.

    Args:
        words: as typed.
        today: the present day.
        needs_time: whether there has to be a time.

    Raises:
        WrongUsage: there is no time of day, or no word beside it; or the time could be two.
    """
    parts = " ".join(words).split()
    for at in range(len(parts)):
        try:
            time = read_day_time(" ".join(parts[at:]), today)
        except NoDayTime:
            continue
        if not at:
            raise WrongUsage(f"Name a routine or a place before the time: spasmtui remind bedtime {time.shown}")
        return " ".join(parts[:at]), time
    if needs_time or not parts:
        raise WrongUsage(SAY_WHEN)
    return " ".join(parts), None


def find_routine(words: str, content: Path, config: Path, language: str) -> Named:
    """Return the routine that words name, or that a cramp at the place begins with which they name.

    Args:
        words: as typed.
        content: the root of the shipped content.
        config: the folder with the person's own routines.
        language: the code of the language of the title.

    Raises:
        WrongUsage: they name neither; the message names the nearest.
        RedFlagMet: they are words of danger.
        DataError: the list of places cannot be read.
    """
    index = PlaceIndex(content, config / "routines")
    target = index.find(words)
    if target is None:
        refuse_danger(words, str(config), content, language)
        if contradiction := index.contradiction(words):
            raise WrongUsage(contradiction)
        if hint := index.suggest(words):
            raise WrongUsage(
                f"{words[:60]!r} is no routine and no place.{hint} To see them all: spasmtui relief --list"
            )
        raise WrongUsage(
            f"There is no routine for {words[:60]!r}. Places: {', '.join(PLACES)}. To see every routine: "
            f"spasmtui relief --list.{index.page_hint(words)}"
        )
    return Named(target.routine, routine_title(target.routine, content, config, language))


def routine_title(routine: str, content: Path, config: Path, language: str) -> str:
    """Return a routine's title in a language; its id where no file has one."""
    for folder, is_own in ((config / "routines", True), (content / "routines", False)):
        path = folder / f"{routine}.toml"
        if not path.is_file():
            continue
        try:
            title = read_toml(path, advice="" if is_own else REINSTALL).get("title")
        except DataError:
            return routine  # it is named when it is started or listed
        if not is_own:
            title = read_texts(content, language, f"routines/{routine}").get("title", title)
        return (one_line(title) if isinstance(title, str) else "") or routine
    return routine
