"""A session as the document that survives the program, and back."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from spasmtui.relief.routines.model import Purpose, Routine
from spasmtui.relief.running.state_file import boot_id
from spasmtui.relief.session.session import Session
from spasmtui.relief.session.states import State

_PLAIN = ("question", "index", "into", "held_again", "active", "idle", "on_skin")


@dataclass(frozen=True, slots=True, kw_only=True)
class Interrupted:
    """What is known of a routine that was broken off."""

    routine: str
    title: str
    place: str | None
    side: str | None
    episode: str | None
    is_relief: bool
    """Whether it has an episode of its own, even where the diary had not been reached yet."""
    keeps: bool
    """Whether the diary is to hear of it."""
    began_at: datetime
    seen_at: datetime
    """When it was last known to go on."""
    step: int
    steps: int
    document: dict[str, Any]


def to_document(
    session: Session, *, place: str | None, episode: str | None, keeps: bool, now: float, wall: datetime
) -> dict[str, Any]:
    """The session at this moment, as JSON values."""
    session = session.sampled(now)
    return {
        "routine": session.routine.id,
        "title": session.routine.title,
        "purpose": session.routine.purpose.value,
        "place": place,
        "side": session.side,
        "episode": episode,
        "keeps": keeps,
        "state": session.state.value,
        "step": session.index + 1,
        "steps": len(session.plan),
        "remaining_s": max(0.0, session.length - session.into),
        "began_at": wall.timestamp() - (now - session.began),
        "saved_at": wall.timestamp(),
        "saved_elapsed": now,
        "offset_s": (wall.utcoffset() or wall - wall).total_seconds(),
        "skin_seconds": session.skin_seconds,
        "get_ready_seconds": session.get_ready_seconds,
        "spent": list(session.spent),
        "added": list(session.added),
        **{name: getattr(session, name) for name in _PLAIN},
    }


def read_document(document: dict[str, Any], wall: datetime) -> Interrupted | None:
    """What a document says, in the zone of `wall`; None when it is not what this version wrote."""
    try:
        return Interrupted(
            routine=str(document["routine"]),
            title=str(document["title"]),
            place=document["place"],
            side=document["side"],
            episode=document["episode"],
            is_relief=document.get("purpose") == Purpose.RELIEF,
            keeps=bool(document["keeps"]),
            began_at=datetime.fromtimestamp(document["began_at"], wall.tzinfo),
            seen_at=datetime.fromtimestamp(max(document["seen_at"], document["saved_at"]), wall.tzinfo),
            step=int(document["step"]),
            steps=int(document["steps"]),
            document=document,
        )
    except (KeyError, TypeError, ValueError, OverflowError):
        return None


def restored(interrupted: Interrupted, routine: Routine, *, now: float, wall: datetime) -> Session:
    """The session as it was last seen, with the time since then as time away.

    A hold waits where it was; warmth and cold count the time away. A routine whose file has changed begins again.
    """
    document = interrupted.document
    session = Session.of(
        routine,
        interrupted.side,
        skin_seconds=document["skin_seconds"],
        get_ready_seconds=document["get_ready_seconds"],
    )
    is_same_boot = document.get("boot") == boot_id() != ""
    passed = now - document["saved_elapsed"] if is_same_boot else wall.timestamp() - document["saved_at"]
    saved = now - max(0.0, passed)
    began = saved - max(0.0, document["saved_at"] - document["began_at"])
    if len(document["spent"]) != len(session.plan) or not 0 <= document["index"] < len(session.plan):
        return replace(session, state=State.RUNNING, began=now, seen=now)
    session = replace(
        session,
        state=State(document["state"]),
        began=began,
        seen=saved,
        spent=tuple(float(seconds) for seconds in document["spent"]),
        added=tuple(int(seconds) for seconds in document["added"]),
        **{name: document[name] for name in _PLAIN},
    )
    if session.state is State.RUNNING:
        # Set once a second while it ran: up to here somebody was there.
        alive = min(now, saved + max(0.0, document["seen_at"] - document["saved_at"]))
        session = session.caught_up(alive)
    return session.sampled(now, was_away=True)
