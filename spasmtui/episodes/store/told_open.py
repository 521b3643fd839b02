"""The open episode for `status`, which answers also where the diary is encrypted and nobody gives the key."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from spasmtui.episodes.model.episode import Episode
from spasmtui.episodes.model.json_document import document
from spasmtui.episodes.store.journal.record_codec import EPISODES
from spasmtui.episodes.store.record_table import RecordTable

if TYPE_CHECKING:
    from spasmtui.episodes.store.diary import Diary


def open_document(diary: "Diary") -> dict[str, Any] | None:
    """Return the newest open episode as JSON has it; None where none is open.

    Of an encrypted diary without its key it has no more than its id and when it was made.
    """
    journals = diary.journals
    if not journals.is_encrypted() or journals.sealing.has_key():
        return next(map(document, diary.open_episodes()), None)
    for key, text, _seconds in RecordTable(journals, EPISODES).open_starts():
        made = datetime.fromisoformat(text)
        return document(
            Episode(id=key, started_at=made, is_open=True, created_at=made, updated_at=made, device=diary.known_device)
        )
    return None
