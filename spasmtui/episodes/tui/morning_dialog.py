"""The morning after: one screen for what a night episode lacks, asked once and never again."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from textual.widgets import Static

from spasmtui.episodes.entry.form_fields import form_fields
from spasmtui.episodes.model.morning_questions import ASKED_FOR, episode_to_complete, missing_fields
from spasmtui.episodes.tui.form import EpisodeForm
from spasmtui.errors import SpasmError
from spasmtui.shared.formats import moment, place_with_side
from spasmtui.terminal.sanitize import as_content

if TYPE_CHECKING:
    from pathlib import Path

    from spasmtui.clock import Clock
    from spasmtui.episodes.model.episode import Episode
    from spasmtui.episodes.store.diary import Diary

ASKED_FILE = "asked-in-the-morning"
KEPT_IDS = 200


class MorningDialog(EpisodeForm):
    """The form with the missing fields alone. Saved or left, it is not shown again for this episode."""

    def on_mount(self) -> None:
        """Say which episode it is about."""
        super().on_mount()
        if self.before is not None:
            where = place_with_side(self.before.place, self.before.side)
            when = moment(self.before.started_at)
            self.query_one("#title", Static).update(
                as_content(f"In the night: {where}, {when}. Esc: do not ask again.")
            )


def morning_dialog(diary: Diary, clock: Clock, content: Path) -> MorningDialog | None:
    """The form for the episode that should be asked about now, noted as asked; None when there is none.

    Reads the diary: call it in a thread.
    """
    now = clock.now()
    try:
        recent = diary.episodes(since=now - ASKED_FOR - timedelta(hours=1))
    except SpasmError:
        return None  # the home screen says why the diary cannot be read
    asked = _asked(diary.state)
    episode = episode_to_complete(recent, now, asked)
    if episode is None or not _note(diary.state, asked, episode):
        return None
    missing = missing_fields(episode)
    fields = tuple(field for field in form_fields(usual=(), routines=(), signs={}) if field.name in missing)
    return MorningDialog(diary=diary, clock=clock, content=content, fields=fields, before=episode)


def _asked(state: Path) -> tuple[str, ...]:
    try:
        return tuple((state / ASKED_FILE).read_text(encoding="ascii").split())
    except (OSError, UnicodeDecodeError):
        return ()


def _note(state: Path, asked: tuple[str, ...], episode: Episode) -> bool:
    """Note that it was asked about; where that cannot be kept, it is not asked at all."""
    try:
        state.mkdir(parents=True, exist_ok=True)
        (state / ASKED_FILE).write_text("\n".join([*asked, episode.id][-KEPT_IDS:]) + "\n", encoding="ascii")
    except OSError:
        return False
    return True
