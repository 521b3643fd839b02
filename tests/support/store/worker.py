"""Run a session as a process of its own, to be killed: it prints each acknowledged change, and goes on.

python -m tests.support.store.worker FOLDER NUMBER COUNT [mixed|holding]
"""

import os
import sys
from contextlib import nullcontext
from pathlib import Path

from spasmtui.clock import SystemClock
from spasmtui.episodes.store.diary import Diary
from tests.support.store.encrypted import KEY_VARIABLE, encrypt_from_the_first
from tests.support.store.values import an_episode


def main(folder: str, number: str, count: str, how: str = "") -> None:
    """Add episodes; `mixed` also edits and deletes some. Prints `a ID`, `e ID PAIN` or `d ID` once it is saved.

    With `holding` it takes the lock before it says that it is ready, and adds once it is told to go.
    """
    diary = Diary(Path(folder) / "data", Path(folder) / "state", SystemClock())
    if key := os.environ.get(KEY_VARIABLE):
        encrypt_from_the_first(diary.journals, Path(key))
    with diary.journals.locked() if how == "holding" else nullcontext():
        print("ready", flush=True)  # noqa: T201
        sys.stdin.readline()
        work(diary, number, int(count), is_mixed=how == "mixed")


def work(diary: Diary, number: str, count: int, *, is_mixed: bool) -> None:
    """Add so many episodes, and print each acknowledgement."""
    for each in range(count):
        identity = f"0199a000-0000-7000-8{int(number):03d}-{each:012d}"
        episode = an_episode(each, id=identity, note="x" * (each % 7) * 100)
        diary.add(episode)
        said = [f"a {episode.id}"]
        if is_mixed and each % 3 == 1:
            diary.edit(episode.id, pain=each % 11)
            said.append(f"e {episode.id} {each % 11}")
        if is_mixed and each % 5 == 4:
            diary.delete(episode.id)
            said.append(f"d {episode.id}")
        # One write: a session killed between two would have said half of what it did.
        os.write(1, "".join(f"{line}\n" for line in said).encode("ascii"))


if __name__ == "__main__":
    main(*sys.argv[1:])
