"""Change the plan from its screen: in a thread, in the order that was asked for, with a sentence on what came of it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from spasmtui.errors import SpasmError
from spasmtui.plans.ended import LeftEnded, gone_on
from spasmtui.plans.skin import check_skin
from spasmtui.plans.tui.item_screen import ItemScreen
from spasmtui.shared.formats import day_name
from spasmtui.shared.plans.model import PlanItem, plan_day
from spasmtui.shell import load
from spasmtui.terminal.sanitize import shown_text
from spasmtui.ui.confirm_dialog import ConfirmDialog
from spasmtui.ui.disk.errands import errands_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from spasmtui.plans.ended import Ended
    from spasmtui.plans.shipped import ShippedPlan
    from spasmtui.plans.writer import PlanFiles
    from spasmtui.shared.plans.routine_summary import RoutineSummary

BEDTIME_PLAN = "bedtime"
"""The plan of the bedtime stretches that the program brings."""
NEW = PlanItem("")


class PlanChanges:
    """The changes that the keys of the plan's screen make."""

    def __init__(self, host: Any, follow: Callable[[], object]) -> None:
        """Take the app, and what reads the plan again."""
        self._host = host
        self._services = host.services
        self._follow = follow
        self._drafts: dict[PlanItem, PlanItem] = vars(host).setdefault("plan_drafts", {})
        """What was not saved of an item, by the item as the plan has it; it lasts as long as the app."""

    @property
    def today(self) -> date:
        """The present day, as the plan counts."""
        return plan_day(self._services.clock.now())

    def write(self, work: Callable[[PlanFiles], str]) -> None:
        """Change the files of the plan in a thread, say what came of it, and have the plan read again."""
        services = self._services

        def change() -> str:
            files: PlanFiles = load("spasmtui.plans.writer:PlanFiles")(services.config, services.content)
            try:
                said = work(files)
                services.unsaved.pop("plan", None)
            except SpasmError as error:
                said = services.unsaved["plan"] = error.message
            return said

        def tell(said: str) -> None:
            self._host.notify(shown_text(said), markup=False)
            self._follow()

        errands_of(self._host).add(change, tell)

    def _check(self, item: PlanItem) -> None:
        """Check an item of heat or cold against the wait for the skin.

        Raises:
            RefusedForSafety: it asks for more.
        """
        routine = self._services.load_routine(item.routine)
        check_skin(item, routine.title, routine.skin)

    def _add(self, item: PlanItem, said: str) -> None:
        today = self.today

        def add(files: PlanFiles) -> str:
            self._check(item)
            files.add((item,), today)
            return said

        self.write(add)

    def take_bedtime(self) -> None:
        """Plan the bedtime stretches from today, for as many weeks as their plan says."""
        today, content = self.today, self._services.content

        def add(files: PlanFiles) -> str:
            shipped: ShippedPlan = load("spasmtui.plans.shipped:load_shipped")(content, BEDTIME_PLAN, today)
            files.add(shipped.items, today, title=shipped.title)
            return f"In the plan from today, until {day_name(shipped.items[0].until or today, has_year=True)}."

        self.write(add)

    def open_new(self, routines: dict[str, RoutineSummary], others: Sequence[PlanItem]) -> None:
        """Open the form of a new item."""
        today = self.today
        draft = self._drafts.get(NEW, NEW._replace(from_day=today))

        def take(item: PlanItem | None) -> None:
            if item is not None:
                self._drafts.pop(NEW, None)
                self._add(item, "In the plan.")

        self._open(NEW, draft, routines, others, take, is_new=True)

    def open_edit(self, item: PlanItem, routines: dict[str, RoutineSummary], others: Sequence[PlanItem]) -> None:
        """Open the form of an item."""
        today = self.today

        def change(files: PlanFiles, changed: PlanItem) -> str:
            self._check(changed)
            begun = files.change(item, changed, today)
            is_split = begun.from_day != changed.from_day
            return "Changed from today on; what was planned before stays as it was." if is_split else "Changed."

        def take(changed: PlanItem | None) -> None:
            if changed is not None:
                self._drafts.pop(item, None)
                self.write(lambda files: change(files, changed))

        self._open(item, self._drafts.get(item, item), routines, others, take, is_new=False)

    def _open(
        self,
        saved: PlanItem,
        draft: PlanItem,
        routines: dict[str, RoutineSummary],
        others: Sequence[PlanItem],
        take: Callable[[PlanItem | None], None],
        *,
        is_new: bool,
    ) -> None:
        def keep(item: PlanItem | None) -> None:
            self._drafts.pop(saved, None)
            if item is not None:
                self._drafts[saved] = item

        screen = ItemScreen(
            draft,
            routines,
            today=self.today,
            others=[each for each in others if each != saved],
            is_new=is_new,
            is_ascii=self._host.options.is_ascii,
            keep=keep,
            saved=NEW._replace(from_day=self.today) if is_new else saved,
        )
        self._host.push_screen(screen, take)

    def end(self, item: PlanItem, title: str) -> None:
        """End an item with yesterday, after a yes; its history stays."""
        last = self.today - timedelta(days=1)

        def choose(is_sure: bool | None) -> None:
            if is_sure:
                self.write(
                    lambda files: (
                        "Taken out of the plan; it had not begun."
                        if files.end(item, last)
                        else "Ended; its weeks stay."
                    )
                )

        question = f"End “{title}”? From today on it is not planned. Its weeks stay in the plan."
        self._host.push_screen(ConfirmDialog(question, "end it", "keep it"), choose)

    def go_on(self, ended: Ended) -> None:
        """Plan what has ended from today on, for as long again."""
        today = self.today
        item = gone_on(ended.item, today)
        until = f", until {day_name(item.until)}" if item.until is not None else ""
        self._add(item, f"It goes on from today{until}.")

    def leave_ended(self, ended: Ended) -> None:
        """Say no more that an item has ended."""
        left = LeftEnded(self._services.state)
        errands_of(self._host).add(lambda: left.add(ended.name), lambda _none: self._follow())
