"""Delete an episode that was no cramp, for the home screen."""

from datetime import datetime

from spasmtui.episodes.episode_text import brief
from spasmtui.episodes.store.diary import Diary


def delete_episode(diary: Diary, episode_id: str, _now: datetime) -> str:
    """Delete an episode, and return what was done as a sentence.

    Raises:
        NotFound: it has been deleted already.
        NotSaved: it could not be deleted.
    """
    return f"Deleted: {brief(diary.delete(episode_id))}. u brings it back."
