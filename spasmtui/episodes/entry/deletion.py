"""Delete an episode that was no cramp, for the home screen."""

from datetime import datetime

from spasmtui.episodes.episode_text import brief
from spasmtui.episodes.store.diary import Diary
from spasmtui.launcher.process_check import is_running_elsewhere
from spasmtui.shared.key_names import BRINGS_BACK, with_keys


def delete_episode(diary: Diary, episode_id: str, _now: datetime) -> str:
    """Delete an episode, and return what was done as a sentence; not while a routine runs, which would write to it.

    Raises:
        NotFound: it has been deleted already.
        NotSaved: it could not be deleted.
    """
    if is_running_elsewhere(str(diary.state)):
        return "Not deleted: a routine is running in another terminal. End it there first."
    return f"Deleted: {brief(diary.delete(episode_id))}. {with_keys(BRINGS_BACK)}"
