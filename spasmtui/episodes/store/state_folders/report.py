"""Say for `doctor` which state folders were joined, which were not, and what is kept beside something else."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from spasmtui.episodes.store.state_folders.belonging import find_other_states
from spasmtui.episodes.store.state_folders.contents import BESIDE
from spasmtui.episodes.store.state_folders.join import joined_names
from spasmtui.launcher.locations import RECORD

if TYPE_CHECKING:
    from pathlib import Path


def joined_sentences(data: Path, state: Path) -> tuple[str, ...]:
    """Return a sentence for each state folder of the same diary, and each file that could not take its name.

    While another state folder may belong to the diary, the record of this one is removed, so that the next start looks.
    """
    said = [
        f"The state folder {name} was made under another spelling of the diary's path. It was joined to this one."
        for name in joined_names(state)
    ]
    if others := list(find_other_states(str(data), str(state), str(state))):
        said += [
            f"The state folder {other} may belong to this diary too. If so, the next start joins it, unless "
            "another session is saving."
            for other in others
        ]
        with suppress(OSError):
            (state / RECORD).unlink(missing_ok=True)
    with suppress(OSError):
        said += [
            f"{path} is from a state folder that was joined. Its name was taken: keep what you need, then delete it."
            for path in sorted(state.glob(f"*{BESIDE}*"))
            if not path.name.startswith(".")
        ]
    return tuple(said)
