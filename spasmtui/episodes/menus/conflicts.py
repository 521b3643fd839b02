"""Choose between the values of two devices, one question after the other."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from spasmtui.episodes.conflicts.choices import OpenQuestion, choose, device_words, open_questions
from spasmtui.episodes.conflicts.question_text import ALL_CHOSEN, NOTHING, question_text, record_text
from spasmtui.episodes.conflicts.text import happened_text, notice_text, written
from spasmtui.errors import SpasmError

if TYPE_CHECKING:
    from collections.abc import Collection

    from spasmtui.episodes.conflicts.choices import Choice
    from spasmtui.episodes.store.diary import Diary
    from spasmtui.episodes.store.journal.history import Conflict
    from spasmtui.menus.conversation import Conversation

ITEM = "Two devices: choose between their values"
LATER = "Leave it for later"
HELP = "A number chooses what is right; u takes a choice back. Until one is chosen, the later value counts."


def recent_conflicts(talk: Conversation) -> tuple[Conflict, ...]:
    """Return what two devices have changed without each other; nothing where the diary cannot be read."""
    with suppress(SpasmError):  # what needs the diary says so
        return tuple(talk.host.shell.services.diary.recent_conflicts())
    return ()


def name_conflicts(talk: Conversation) -> None:
    """Say which of the last records two devices have changed without each other; nothing where there are none."""
    if conflicts := recent_conflicts(talk):
        talk.tell(f"{notice_text(conflicts)}. To choose, type: two devices")


def choose_values(talk: Conversation) -> None:
    """Ask what is right, question by question, until none is left that is not for later."""
    services = talk.host.shell.services
    later: set[tuple[str, str, str]] = set()
    count = 0
    while asked := _next_question(services.diary, later):
        ours = services.diary.own_devices
        title = f"{happened_text(asked.conflict)}: {record_text(asked)}. {question_text(asked)}"
        if asked.question.beginning:
            title += f" All begin: {asked.question.beginning}"
        labels = [*(_label(choice, ours) for choice in asked.question.choices), LATER]
        chosen = talk.choose(title, labels, help_text=HELP)
        if chosen == len(labels) - 1:
            later.add(asked.place)
            continue
        talk.tell(choose(services.diary, asked, asked.question.choices[chosen], services.clock.now()))
        count += 1
    if not later:
        talk.tell(ALL_CHOSEN if count else NOTHING)


def _next_question(diary: Diary, later: Collection[tuple[str, str, str]]) -> OpenQuestion | None:
    diary.recent_conflicts()
    while diary.read_older():
        pass
    return next((each for each in open_questions(diary.recent_conflicts()) if each.place not in later), None)


def _label(choice: Choice, ours: Collection[str]) -> str:
    """Return the value, then whose it is, when it was written, and whether it counts now."""
    counts = ", counts now" if choice.counts else ""
    return f"{choice.text}: {device_words(choice.version.device, ours)}, {written(choice.version)}{counts}"
