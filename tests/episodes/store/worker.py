"""One session as a process of its own, to be killed: it says each change it was told is saved, and goes on.

python -m tests.episodes.store.worker FOLDER NUMBER COUNT [MIXED]
"""

import os
import sys
from pathlib import Path

from spasmtui.clock import SystemClock
from spasmtui.episodes.store.diary import Diary
from tests.episodes.store.values import an_episode


def main(folder: str, number: str, count: str, mixed: str = "") -> None:
    """Add episodes; with MIXED also edit and delete some. Says `a ID`, `e ID PAIN` or `d ID` once it is saved."""
    diary = Diary(Path(folder) / "data", Path(folder) / "state", SystemClock())
    print("ready", flush=True)  # noqa: T201
    sys.stdin.readline()
    for each in range(int(count)):
        identity = f"0199a000-0000-7000-8{int(number):03d}-{each:012d}"
        episode = an_episode(each, id=identity, note="x" * (each % 7) * 100)
        diary.add(episode)
        said = [f"a {episode.id}"]
        if mixed and each % 3 == 1:
            diary.edit(episode.id, pain=each % 11)
            said.append(f"e {episode.id} {each % 11}")
        if mixed and each % 5 == 4:
            diary.delete(episode.id)
            said.append(f"d {episode.id}")
        # One write: a session killed between two would have said half of what it did.
        os.write(1, "".join(f"{line}\n" for line in said).encode("ascii"))


if __name__ == "__main__":
    main(*sys.argv[1:])
