"""Read what a person types for a reminder: a routine or a place, and a time of day, in any number of words."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import NamedTuple

from spasmtui.errors import DataError, WrongUsage
from spasmtui.shared.danger.answer import refuse_danger
from spasmtui.shared.places import PLACES, PlaceIndex
from spasmtui.shared.times.recurring import DayTime, NoDayTime, read_day_time, read_weekdays
from spasmtui.shared.toml_files import REINSTALL, read_toml
from spasmtui.shared.translations import read_texts
from spasmtui.terminal.sanitize import one_line

SAY_WHEN = "Say when, too: spasmtui remind bedtime 22:15"


class Asked(NamedTuple):
    """The parts of what was typed; None for those that were not said."""

    words: str
    """The words for a routine or a place."""
    time: DayTime | None = None
    days: tuple[int, ...] | None = None
    """Weekdays from 0 for Monday."""


class Named(NamedTuple):
    """A routine by its id and its title."""

    id: str
    title: str


def divide(words: Sequence[str], today: date) -> Asked:
    """Divide words into those for a routine, the time of day behind them, and days of the week behind that.

    Args:
        words: as typed.
        today: the present day.

    Raises:
        WrongUsage: there is no word for a routine; or the time could be two, or is more than that.
    """
    asked = _find_parts(" ".join(words).split(), today)
    if not asked.words:
        name_it = "Name a routine or a place before the time: spasmtui remind bedtime {}"
        raise WrongUsage(SAY_WHEN if asked.time is None else name_it.format(asked.time.shown))
    return asked


def _find_parts(parts: list[str], today: date) -> Asked:
    """Return the first division in which what is behind the routine is a time, or a time and days.

    Raises:
        WrongUsage: the time could be two, or is more than that.
    """
    for at in range(len(parts)):
        for end in range(at + 1, len(parts)):
            with suppress(WrongUsage):
                time = read_day_time(" ".join(parts[at:end]), today)
                return Asked(" ".join(parts[:at]), time, read_weekdays(" ".join(parts[end:])))
        with suppress(NoDayTime):
            return Asked(" ".join(parts[:at]), read_day_time(" ".join(parts[at:]), today))
    return Asked(" ".join(parts))


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
