"""Two devices that share a diary by copying each other's journals."""

import shutil
from datetime import timedelta
from pathlib import Path

from spasmtui.episodes.model.episode import Episode
from spasmtui.episodes.store.diary import Diary
from tests.conftest import FakeClock
from tests.support.store.values import NIGHT, an_episode


def two_devices(root: Path) -> tuple[Diary, Diary]:
    """Return the diaries of two devices, the second an hour ahead of the first."""
    one, other = (
        Diary(root / name / "data", root / name / "state", FakeClock(NIGHT + timedelta(days=1, hours=hours)))
        for hours, name in enumerate(("one", "other"))
    )
    return one, other


def meet(one: Diary, other: Diary) -> None:
    """Give each device the other's journals, as a program that syncs folders does."""
    for source, target in ((one, other), (other, one)):
        target.folder.mkdir(parents=True, exist_ok=True)
        for path in source.folder.glob(f"*.{source.device}.jsonl"):
            shutil.copyfile(path, target.folder / path.name)


def contested(root: Path, **fields: object) -> tuple[Diary, Diary, Episode]:
    """Return two devices that gave an episode's pain 4 and 7 without each other, and the episode as it is now."""
    one, other = two_devices(root)
    episode = an_episode(1, pain=5, **fields)
    one.add(episode)
    meet(one, other)
    one.edit(episode.id, pain=4, note="was asleep")
    other.edit(episode.id, pain=7)
    meet(one, other)
    return one, other, one.get(episode.id)


def deleted_beside_an_edit(root: Path, note: str | None = None) -> tuple[Diary, Diary, Episode]:
    """Return two devices of which one deleted an episode that the other changed, and the changed episode."""
    one, other = two_devices(root)
    one.add(an_episode(1))
    meet(one, other)
    one.delete(an_episode(1).id)
    changed = other.edit(an_episode(1).id, pain=3, note=note)
    meet(one, other)
    return one, other, changed
