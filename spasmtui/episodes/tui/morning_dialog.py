"""The form of the morning after: the fields that a night episode lacks, asked once and never again."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Static

from spasmtui.episodes.entry.form_fields import FormField, diary_fields, own_folder
from spasmtui.episodes.entry.routine_titles import load_names
from spasmtui.episodes.model.morning_questions import ASKED_FOR, asked_fields, episode_to_complete
from spasmtui.episodes.model.tried_uses import RECENT_EPISODES
from spasmtui.episodes.store.asked_mornings import note_asked, read_asked
from spasmtui.episodes.tui.form import EpisodeForm
from spasmtui.errors import SpasmError
from spasmtui.shared.formats import moment, place_with_side
from spasmtui.terminal.sanitize import as_content

if TYPE_CHECKING:
    from pathlib import Path

    from spasmtui.clock import Clock
    from spasmtui.episodes.model.episode import Episode
    from spasmtui.episodes.model.names import Names
    from spasmtui.episodes.store.diary import Diary


class MorningDialog(EpisodeForm):
    """The form with the missing fields alone; saved or left, it is not shown again for this episode."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "do not ask again", tooltip="Leave it as it is, for good", id="morning.back"),
    ]

    def on_mount(self) -> None:
        """Name the episode in the title."""
        super().on_mount()
        if self.before is not None:
            where = place_with_side(self.before.place, self.before.side)
            when = moment(self.before.started_at)
            self.query_one("#title", Static).update(as_content(f"In the night: {where}, {when}"))


def morning_dialog(diary: Diary, clock: Clock, content: Path, config: Path | None = None) -> MorningDialog | None:
    """Build the form of the episode to be asked about now, and record that it was asked; None without one.

    It reads the diary: call it in a thread.
    """
    now = clock.now()
    try:
        recent = diary.episodes(since=now - ASKED_FOR - timedelta(hours=1))
    except SpasmError:
        return None  # the home screen says why the diary cannot be read
    asked = read_asked(diary.state)
    episode = episode_to_complete(recent, now, asked)
    if episode is None or not note_asked(diary.state, asked, episode.id):
        return None
    fields, names = _fields_of(episode, diary, content, config)
    return MorningDialog(
        diary=diary, clock=clock, content=content, config=config, fields=fields, before=episode, names=names
    )


def completion_form(
    diary: Diary, clock: Clock, content: Path, episode_id: str, config: Path | None = None
) -> EpisodeForm:
    """Build the form with the fields that an episode lacks, its length first, for a person who has asked for it.

    An episode that lacks nothing, since another terminal has completed it meanwhile, comes with all its fields.

    It reads the diary: call it in a thread.

    Raises:
        NotFound: it has been deleted since.
        DataError: the diary cannot be read.
    """
    episode = diary.get(episode_id)
    asked, names = _fields_of(episode, diary, content, config)
    fields = tuple(sorted(asked, key=lambda field: field.kind != "length"))
    return EpisodeForm(diary, clock, content, config, fields=fields, before=episode, names=names)


def _fields_of(
    episode: Episode, diary: Diary, content: Path, config: Path | None
) -> tuple[tuple[FormField, ...], Names]:
    """Return the lines that are asked about, or all where the episode lacks nothing, and the titles of routines."""
    asked, recent = asked_fields(episode), diary.episodes(limit=RECENT_EPISODES)
    tried = (each.routine for known in (episode, *recent) for each in known.tried if each.routine is not None)
    names = load_names(tried, own_folder(config))
    fields = diary_fields(recent, content=content, signs={}, names=names)
    return tuple(field for field in fields if not asked or field.name in asked), names
