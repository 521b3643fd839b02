"""Say what of a routine has not reached the disk when the person leaves without waiting for it. English only."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from spasmtui.relief.routines.model import Purpose
from spasmtui.relief.session.states import State

if TYPE_CHECKING:
    from spasmtui.relief.running.runner import SessionRunner


def unsaved_run(runner: SessionRunner) -> str:
    """Return the sentence about a run that is not saved, with the command that records it where there is one."""
    session = runner.session
    began = runner.began_at
    what = f"Not saved, because the disk did not answer: {session.routine.title}, begun at {began:%H:%M}."
    if not runner.keeps or session.routine.purpose is not Purpose.RELIEF or runner.place is None:
        return what
    if runner.episode is not None:
        return f"{what} Its episode is open in the diary; `spasmtui log done` closes it."
    words = ["spasmtui", "log", "add", runner.place]
    words += [f"--{session.side}"] if session.side in ("left", "right") else []
    words += ["--at", f"{began:%Y-%m-%d %H:%M}", "--tried", session.routine.id]
    words += ["--after", str(runner.pain_after)] if runner.pain_after is not None else []
    helped = runner.helped or ("gone" if session.state is State.GONE else "")
    words += ["--helped", helped] if helped else []
    return f"{what} To record it later, paste this:\n{shlex.join(words)}"
