"""Ask in the morning about the cramp of the night, once, as the app does."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from spasmtui.episodes.menus.episode_questions import complete_episode
from spasmtui.episodes.model.morning_questions import ASKED_FOR, asked_fields, episode_to_complete
from spasmtui.episodes.model.night import night_of
from spasmtui.episodes.store.asked_mornings import note_asked, read_asked
from spasmtui.errors import SpasmError
from spasmtui.shared.formats import many

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spasmtui.episodes.model.episode import Episode
    from spasmtui.menus.conversation import Conversation


def ask_in_the_morning(talk: Conversation) -> None:
    """Ask about the newest night episode that lacks a field; saved or left, it is not asked about again."""
    services = talk.host.shell.services
    try:
        recent = _recent(talk)
    except SpasmError as error:
        talk.tell(error.message)
        return
    asked = read_asked(services.diary.state)
    episode = episode_to_complete(recent, services.clock.now(), asked)
    if episode is None or not note_asked(services.diary.state, asked, episode.id):
        return
    names = asked_fields(episode)
    questions = many(len(names), "question")
    talk.tell(f"About the night: {questions}. Enter leaves one out, b ends them, ? is help, ! says what is urgent.")
    complete_episode(talk, episode, names)


def complete_last_night(talk: Conversation) -> None:
    """Ask for what the newest night episode lacks, whenever it is wanted.

    Raises:
        DataError: the diary cannot be read.
    """
    for episode in _recent(talk):
        if night_of(episode.started_at) is not None and (names := asked_fields(episode)):
            complete_episode(talk, episode, names)
            return
    talk.tell("Nothing is missing from the episodes of the last nights.")


def _recent(talk: Conversation) -> Sequence[Episode]:
    services = talk.host.shell.services
    recent: Sequence[Episode] = services.diary.episodes(since=services.clock.now() - ASKED_FOR - timedelta(hours=1))
    return recent
