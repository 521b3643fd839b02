"""Say in one line which episode is open and which routine runs, for a person, a prompt or the status line of tmux.

All of it is safe where a prompt or tmux expands what it shows. The launcher prints the line before anything else is
loaded, so that this imports little.
"""

from __future__ import annotations

from spasmtui.shared.formats import count_down, place_with_side, short_place, times
from spasmtui.shared.text_wrap import take_cells
from spasmtui.terminal.sanitize import for_prompt

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Final

    Status = dict[str, Any]

NAMED: Final = {
    "tmux": "at most 30 columns, with the time left of a step",
    "prompt": "at most 30 columns, with the minutes since the start",
}
"""The formats that have a name."""
FIELDS: Final = {
    "place": "the place of the open episode, such as calf L",
    "minutes": "the minutes since it started",
    "since": "the time at which it started",
    "routine": "the id of the routine",
    "state": "running, paused or interrupted",
    "step": "the number of its step",
    "left": "the time left of that step",
    "due": "what the plan still asks for today",
}
"""The fields of a format of one's own."""
WIDTH = 30
_FIELD_WIDTH = 20
MOST_DUE = 2
"""The routines that the whole line names of those that are due."""
_NOTHING = "nothing open"


class UnknownField(Exception):
    """A format names a field that there is not, or has a brace alone."""


def status_line(status: Status, *, is_quiet: bool = False) -> str:
    """Return the whole line; empty with `is_quiet` where there is nothing to tell.

    Args:
        status: as `status --json` prints it.
        is_quiet: `-q` was given.
    """
    parts = []
    if routine := status["routine"]:
        parts.append(f"{routine['title']}, {routine['state']}, step {routine['step']}, {_left(routine)} left")
    if episode := status["open_episode"]:
        parts.append(f"open: {place_with_side(*_where(episode))} since {_since(episode)}")
    if unsaved := status.get("unsaved"):
        parts.append(f"{unsaved['count']} not saved, see spasmtui doctor")
    if due := status.get("due"):
        parts.append(f"due today: {_due_words(due)}")
        parts[0] = parts[0][:1].upper() + parts[0][1:] if len(parts) == 1 else parts[0]
    return for_prompt(" · ".join(parts) or ("" if is_quiet else _NOTHING))


def spoken(status: Status) -> str:
    """Return the status in a few words without signs, for the title of a menu."""
    parts = []
    if routine := status["routine"]:
        is_interrupted = routine["state"] == "interrupted"
        parts.append("a routine is interrupted" if is_interrupted else "a routine runs in another terminal")
    if episode := status["open_episode"]:
        parts.append(f"open: {place_with_side(*_where(episode))} since {_since(episode)}")
    if not parts:
        parts.append(_NOTHING)
    if due := status.get("due"):
        parts.append(f"due today: {_due_words(due)}")
    return ", ".join(parts)


def formatted(status: Status, name: str, minutes: int) -> str:
    """Return the line in a format; empty where there is nothing to tell.

    Args:
        status: as `status --json` prints it.
        name: a name of `NAMED`, or a text with fields in braces.
        minutes: the minutes since the open episode started.

    Raises:
        UnknownField: the text cannot be filled in.
    """
    if name in NAMED:
        return _named(status, name, minutes)
    parts = _split(name)
    has_due = ("due", True) in parts and bool(status.get("due"))
    if not (has_due or any(value for key, value in status.items() if key != "due")):
        return ""
    values = {field: take_cells(value, _FIELD_WIDTH) for field, value in _values(status, minutes).items()}
    return "".join(values[part] if is_field else part for part, is_field in parts)


def _named(status: Status, name: str, minutes: int) -> str:
    values = _values(status, minutes)
    routine = status["routine"]
    subject, state = values["place"] or (for_prompt(str(routine["title"])) if routine else ""), values["state"]
    rest = [] if state == "running" else [state]
    if name == "tmux" and state in ("running", "paused"):
        rest.append(values["left"])
    elif status["open_episode"] and state != "interrupted":
        rest.append(_length(minutes))
    if unsaved := status.get("unsaved"):
        rest.append(f"{unsaved['count']} not saved")
    text = " ".join(filter(None, rest))
    if not (subject or text) and (due := status.get("due")):
        count = f"{len(due)} due" if len(due) > 1 else "due"
        return take_cells(f"{count}: {values['due']}", WIDTH).rstrip()
    return f"{take_cells(subject, WIDTH - 1 - len(text)).rstrip()} {text}".strip()


def _values(status: Status, minutes: int) -> dict[str, str]:
    values = dict.fromkeys(FIELDS, "")
    if episode := status["open_episode"]:
        values |= {"place": short_place(*_where(episode)), "minutes": str(minutes), "since": _since(episode)}
    if routine := status["routine"]:
        values |= {"routine": str(routine["id"]), "state": str(routine["state"]), "left": _left(routine)}
        values["step"] = str(routine["step"])
    if due := status.get("due"):
        values["due"] = ", ".join(str(each["title"]) for each in due)
    # A bracket would make one with what stands before it: the `$` of a text such as `${place}`.
    return {field: for_prompt(value).replace("(", "").replace(")", "") for field, value in values.items()}


def _split(text: str) -> list[tuple[str, bool]]:
    """Split a format into literal text and the names of fields, which are the ones that are True; `{{` is a brace.

    Raises:
        UnknownField: a brace stands alone, or its name is no field.
    """
    parts = []
    rest = text
    while rest:
        at = min((index for brace in "{}" if (index := rest.find(brace)) >= 0), default=len(rest))
        parts.append((rest[:at], False))
        brace, rest = rest[at : at + 1], rest[at + 1 :]
        if brace and rest.startswith(brace):
            parts.append((brace, False))
            rest = rest[1:]
        elif brace:
            field, closing, rest = rest.partition("}")
            if brace == "}" or not closing or field not in FIELDS:
                raise UnknownField
            parts.append((field, True))
    return parts


def _where(episode: dict[str, object]) -> tuple[str | None, str | None]:
    place, side = (None if word is None else str(word) for word in (episode["place"], episode["side"]))
    return place, side


def _since(episode: dict[str, object]) -> str:
    return str(episode["started_at"])[11:16]


def _left(routine: dict[str, object]) -> str:
    return count_down(int(float(str(routine["remaining_s"]))))


def _due_words(due: list[dict[str, Any]]) -> str:
    """Return the routines that are due, those beyond a few by their number."""
    often = ((str(each["title"]), int(each["times"])) for each in due[:MOST_DUE])
    names = ", ".join(f"{title} {times(count)}" if count > 1 else title for title, count in often)
    return names + (f" and {len(due) - MOST_DUE} more" if len(due) > MOST_DUE else "")


def _length(minutes: int) -> str:
    if minutes < 60:
        return f"{minutes} min"
    return f"{minutes // 60} h" if minutes < 48 * 60 else f"{minutes // (24 * 60)} days"
