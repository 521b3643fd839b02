"""Define the services of one run: the clock, the folders, the settings, the diary, the plan.

Hardly an import: `status` and `drink` answer in the time that dataclasses take to load.
"""

from __future__ import annotations

import os
from importlib import import_module

from spasmtui.shared.regular_file import promptly

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path
    from typing import Any

    from spasmtui.clock import Clock
    from spasmtui.shared.plans.loaded import LoadedPlan
    from spasmtui.shared.plans.progress import PlanProgress
    from spasmtui.shared.plans.routine_summary import RoutineSummary
    from spasmtui.shared.settings import LoadedSettings
    from spasmtui.shared.trials.weeks import TrialWeeks
    from spasmtui.ui.diary_summary import DiarySummary, PlanSummary


class Services:
    """The services of one run. `cli.py` builds each at its first use; tests set the attributes they need."""

    clock: Clock
    content: Path
    """The root of the shipped content."""
    data: Path
    """The diary's folder."""
    state: Path
    """The state folder that belongs to that diary."""
    config: Path
    """The folder of the settings, the person's own routines and notes."""
    settings: LoadedSettings
    """The settings and their faults; a command takes them from `Shell.settings`, which names the faults."""
    has_settings: bool
    """True where there may be a settings file: a command that is quick without one need not load its reader."""
    diary: Any
    """The `Diary`; rooms other than `episodes` type it by a protocol of their own."""
    diary_port: Any
    """What relief writes its episodes through."""
    has_screen = False
    """True once the full screen has the terminal: nothing is asked there line by line."""
    unsaved: dict[str, str]
    """Sentences about changes that could not be saved, by what was changed; named when the program ends."""

    def settings_in_time(self) -> LoadedSettings | None:
        """Return the settings, for what cannot wait; None while a disk takes long to tell them."""
        # Once they are known no disk is asked: another file may be late.
        if (known := self.__dict__.get("settings")) is not None:
            found: LoadedSettings = known
            return found
        _ = self.config  # is found promptly here, and would be waited for in the thread below
        return promptly(lambda: self.settings, None)

    def disk_answers(self) -> bool:
        """Return whether the person's folders can be looked at now; False while a disk takes long."""

        def look() -> bool:
            for folder in (self.state, self.data, self.config):
                os.path.exists(folder)
            return True

        return promptly(look, False)

    def settings_now(self) -> LoadedSettings:
        """Return the settings, or the defaults while a disk takes long to tell them."""
        if (found := self.settings_in_time()) is not None:
            return found
        defaults: LoadedSettings = _load("spasmtui.shared.settings", "LoadedSettings")()
        return defaults

    def summarize_diary(self) -> DiarySummary:
        """Read the diary and sum it up for the home screen; may take longer than a frame."""
        raise NotImplementedError

    @property
    def plan(self) -> LoadedPlan:
        """The plan and its faults, read from its files each time; in the app, off its thread."""
        loaded: LoadedPlan = _load("spasmtui.plans.loader", "load_plan")(self.config, self.content)
        return loaded

    def plan_progress(self, loaded: LoadedPlan | None = None, since: date | None = None) -> PlanProgress:
        """Count what was done of the plan; every face asks here, so that all have the same numbers.

        Reads the diary, where anything is planned in that time; in the app, off its thread.

        Args:
            loaded: the plan, where it was read already.
            since: the first day that will be asked about; None is the Monday of this week.
        """
        read: PlanProgress = _load("spasmtui.plans.reading", "read_progress")(self, loaded or self.plan, since)
        return read

    def summarize_plan(self) -> PlanSummary | None:
        """Return the plan of today for the home screen; None where nothing is planned."""
        found: PlanSummary | None = _load("spasmtui.plans.summary", "summarize_plan")(self)
        return found

    def routine_summaries(self, language: str = "en") -> dict[str, RoutineSummary]:
        """Return every routine in a few words, by its id; in the app, off its thread."""
        summarize: Any = _load("spasmtui.relief.listing", "summarize_routines")
        found: dict[str, RoutineSummary] = summarize(self.content, self.config / "routines", language)
        return found

    def count_recorded_nights(self, first: date, last: date) -> tuple[int, int]:
        """Return the nights with a cramp, and all that are recorded, from a day to another; off the app's thread."""
        count: Any = _load("spasmtui.episodes.summary", "count_recorded_nights")
        found: tuple[int, int] = count(self.diary, first, last, self.clock.now())
        return found

    def find_routine(self, words: str) -> str:
        """Return the id of the routine that words name; a place is none.

        Raises:
            WrongUsage: they name none; the message names the nearest.
        """
        found: str = self._routine_names().find(words)
        return found

    def routine_title(self, routine: str) -> str:
        """Return the title of a routine by its id; one whose file has gone is named by its id."""
        title: str = self._routine_names().title(routine)
        return title

    def load_routine(self, routine: str) -> Any:
        """Return a routine as relief has it, by its id.

        Raises:
            WrongUsage: a routine of the person's own is not valid.
            RefusedForSafety: it keeps heat or cold on the skin for too long.
            DataError: its file cannot be read.
        """
        return _load("spasmtui.relief.routines.loader", "RoutineBook")(self.content, self._own_routines).routine(
            routine
        )

    def load_practice(self, routine: str) -> Any:
        """Return a routine as it is practised without a cramp; arguments and errors as for `load_routine`."""
        return _load("spasmtui.relief.routines.two_sides", "as_practice")(self.load_routine(routine))

    def check_routine(self, document: dict[str, Any], routine: str) -> Any:
        """Return a routine that came from outside, under the id that it will have.

        Raises:
            WrongUsage: it is not a valid routine; the message names the field.
            RefusedForSafety: it keeps heat or cold on the skin for too long.
        """
        return _load("spasmtui.relief.routines.imported", "check_routine")(document, routine, self.content)

    def figure_svg(self, name: str, is_mirrored: bool) -> str:
        """Return a figure as SVG in black and white, for paper; mirrored for the left side."""
        figure = _load("spasmtui.relief.figures.loader", "read_figure")(self.content / "figures", name)
        drawn: str = _load("spasmtui.relief.figures.vector", "vector")(figure, is_mirrored=is_mirrored)
        return drawn

    def offline_page(self, language: str) -> bytes:
        """Return the guide, the urgent page and the relief timer as one HTML page; nothing of the diary is read.

        Raises:
            DataError: shipped content is missing or damaged.
        """
        compose: Any = _load("spasmtui.offline_page.compose", "compose_page")
        page: bytes = compose(self.content, str(self.config), language)
        return page

    def pdf_fonts(self, file: Any) -> Any:
        """Return the fonts of a PDF, which the sheet and the handout share."""
        return _load("spasmtui.episodes.report.paper.fonts", "Fonts")(file)

    @property
    def _own_routines(self) -> Path:
        return self.config / "routines"

    def _routine_names(self) -> Any:
        return _load("spasmtui.plans.routine_names", "RoutineNames")(self.content, self._own_routines)

    def trial_weeks(self, since: date) -> tuple[TrialWeeks, ...]:
        """Return the weeks of all trials that have one from a day on: in an off week a routine is not due."""
        first = _load("spasmtui.shared.trials.weeks", "agreed_since")(since, self.clock.now().tzinfo)
        return tuple(map(_load("spasmtui.episodes.trial.week_records", "weeks_of"), self.diary.trials(first)))

    def note_shown(self, names: tuple[str, ...]) -> None:
        """Remember that the home screen has shown a notice, by its names."""
        raise NotImplementedError

    def status(self) -> dict[str, Any]:
        """Return the open episode, the running routine and what is due, as `status --json` prints them."""
        raise NotImplementedError

    def checkups(self) -> tuple[tuple[str, tuple[str, ...], bool], ...]:
        """Run the checks of `doctor`; return (title, sentences, True for a fault) of each."""
        raise NotImplementedError

    def play_cues(self, shell: Any) -> int:
        """Play each cue once with the `Shell`, print those that cannot be played, and return the exit code."""
        raise NotImplementedError

    def open_app(self, *, mode: str = "home", what: str | None = None, side: str | None = None, **request: Any) -> int:
        """Run the full-screen app, in a mode or (mode `relief`) with a routine that starts at once.

        Args:
            mode: one of the five.
            what: a place or a routine; None is the usual place.
            side: `left`, `right` or None for the usual one.
            request: the other fields of `StartRelief`.
        """
        raise NotImplementedError


def _load(module: str, name: str) -> Any:
    """Import a module when its service is first asked for, and return what it names."""
    return getattr(import_module(module), name)
