"""Ask about a practice of the chosen item, and have the diary record it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, cast

from spasmtui.plans.tui.practice_dialog import PracticeAnswers, PracticeDialog
from spasmtui.shared.formats import moment
from spasmtui.shared.plans.bedtime import BEDTIME
from spasmtui.shared.plans.told import DonePractice, RatedPractice
from spasmtui.terminal.sanitize import shown_text

if TYPE_CHECKING:
    from datetime import datetime

    from spasmtui.plans.overview import ItemView

DEFAULT_SECONDS = 180
"""The length of a practice whose routine cannot be read."""
REMIND_AT, AT_BEDTIME = "18:00", "22:00"
"""The times that a reminder begins with where the plan has none."""


def reminder_words(view: ItemView) -> str:
    """Return the words that a reminder of an item begins with: its title and a time."""
    at = AT_BEDTIME if view.item.routine == BEDTIME else REMIND_AT
    if view.item.at:
        at = f"{view.item.at[0]:%H:%M}"
    # A digit of a title could be read as a time.
    is_plain = view.title.replace(" ", "").replace(":", "").isalpha()
    return f"{view.title if is_plain else view.item.routine} {at}"


def ask_what_was_done(host: Any, view: ItemView, now: datetime) -> None:
    """Ask when an item was done without the timer, and how it was, and have it recorded."""
    seconds = view.seconds or DEFAULT_SECONDS
    answers = PracticeAnswers(started_at=now - timedelta(seconds=seconds), seconds=seconds)

    def take(told: PracticeAnswers | None) -> None:
        if told is not None:
            host.record_done(
                DonePractice(
                    view.item.routine,
                    told.started_at or now,
                    told.seconds,
                    told.completed,
                    view.item.sides.value if view.item.sides is not None else None,
                    told.pain,
                    told.pain_after,
                    told.effort,
                )
            )

    title = shown_text(f"{view.title}: done without the timer", one_line=True)
    host.push_screen(PracticeDialog(title, answers, now=now, is_rating=False, is_ascii=host.options.is_ascii), take)


def ask_how_it_was(host: Any, view: ItemView, now: datetime) -> None:
    """Ask how the latest practice of an item was, and have that recorded."""
    if (latest := view.latest) is None:
        return
    answers = PracticeAnswers(pain=latest.pain, pain_after=latest.pain_after, effort=latest.effort)

    def take(told: PracticeAnswers | None) -> None:
        if told is not None:
            host.record_rated(RatedPractice(cast("Any", latest).id, told.pain, told.pain_after, told.effort))

    title = shown_text(f"{view.title}, {moment(latest.started_at)}: how it was", one_line=True)
    host.push_screen(PracticeDialog(title, answers, now=now, is_rating=True, is_ascii=host.options.is_ascii), take)
