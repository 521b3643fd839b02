"""Note in the memory of this machine what a run of heat or cold has had on the skin so far."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from spasmtui.relief.running.skin_gate import entry_of
from spasmtui.relief.session.completion import held_seconds
from spasmtui.relief.session.states import UNDER_WAY

if TYPE_CHECKING:
    from spasmtui.relief.running.skin_memory import SkinMemory
    from spasmtui.relief.session.session import Session


class SkinNotes:
    """One run's entry in the memory; it has none for a routine without limits for the skin."""

    def __init__(self, memory: SkinMemory | None, session: Session, *, place: str | None, skin_id: str) -> None:
        """Take the memory.

        Args:
            memory: where heat and cold are remembered; None remembers none.
            session: the session as it starts or is resumed.
            place: where it is for.
            skin_id: the session's id in the memory; empty makes one.
        """
        self.memory = memory if session.routine.skin is not None else None
        self.id = skin_id or (os.urandom(6).hex() if self.memory else "")
        self._place = place
        is_off = session.state in UNDER_WAY and not session.segment.is_on_skin
        self._noted = (session.on_skin, False) if is_off else None
        """The seconds on the skin, and whether it was on, when they were last noted."""
        self._was_resumed = bool(skin_id)
        self._side = None if skin_id else session.side
        """The side that had it; None also after an interruption, before which it may have been the other one."""

    def fields(self, session: Session) -> dict[str, Any]:
        """Return what `resume` needs of the memory for a routine with limits for the skin; empty for any other."""
        skin = session.routine.skin
        return {"skin_id": self.id, "skin_longest": skin.longest_seconds} if skin and self.id else {}

    def note(self, session: Session) -> None:
        """Note what was on the skin so far, whenever it has changed or something is on it."""
        if (memory := self.memory) is None:
            return
        is_on = session.state in UNDER_WAY and session.segment.is_on_skin
        noted = (session.on_skin, is_on)
        if not (session.on_skin or is_on):
            return
        if not is_on and noted == self._noted:
            memory.amend(self.id, held_seconds(session))
            return
        sides = {segment.side for segment in session.plan if segment.is_on_skin} - {None, session.side}
        if sides or (session.side != self._side and self._noted is not None):
            self._side = None  # some of it on the one side, some on the other
        elif self._noted is None and not self._was_resumed:
            self._side = session.side
        self._noted = noted
        entry = entry_of(
            session.routine,
            skin_id=self.id,
            place=self._place,
            side=self._side,
            seconds=session.on_skin,
            routine_seconds=held_seconds(session),
            left_seconds=max(0.0, session.length - session.into) if is_on else 0.0,
            planned_seconds=session.on_skin + session.skin_planned,
        )
        memory.note(entry)
