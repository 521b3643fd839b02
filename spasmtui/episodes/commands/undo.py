"""The commands that take a record or a change back: `log rm`, `log undo` and `log redo`."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from spasmtui.episodes.commands.lookup import ID_HELP, find_episode
from spasmtui.episodes.entry.routine_titles import load_names
from spasmtui.episodes.episode_text import brief, stored_sentence, summary
from spasmtui.episodes.model.episode import Day, Episode, Practice
from spasmtui.episodes.model.json_document import day_document, document
from spasmtui.episodes.model.names import day_text
from spasmtui.episodes.model.trial import Trial
from spasmtui.shared.formats import day_name, many, moment, place_with_side
from spasmtui.shared.key_names import with_keys
from spasmtui.terminal.sanitize import one_line

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from spasmtui.shell import Shell


def remove_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `remove`."""
    parser.add_argument("id", nargs="+", metavar="ID", help=ID_HELP)


def remove(arguments: argparse.Namespace, shell: Shell) -> int:
    """Delete episodes, undoably: all of them are looked up before the first is deleted."""
    diary = shell.services.diary
    episodes = {episode.id: episode for episode in [find_episode(diary, identity) for identity in arguments.id]}
    deleted = [diary.delete(identity) for identity in episodes]
    for episode in deleted:
        shell.note_done(stored_sentence("Deleted", episode))
    if shell.options.wants_json:
        shell.write_json(document(deleted[0]) if len(deleted) == 1 else [document(each) for each in deleted])
    for episode in deleted:
        shell.say(f"Deleted: {brief(episode)}. `spasmtui log undo` brings it back.")
    return 0


def undo(_arguments: argparse.Namespace, shell: Shell) -> int:
    """Take back the last change."""
    return _print_step(shell.services.diary.undo(), shell, is_undo=True)


def redo(_arguments: argparse.Namespace, shell: Shell) -> int:
    """Make the last undone change again."""
    return _print_step(shell.services.diary.redo(), shell, is_undo=False)


def _print_step(change: Any, shell: Shell, *, is_undo: bool) -> int:
    text = step_text(change, is_undo=is_undo, own_routines=shell.services.config / "routines")
    shell.note_done(text)
    if shell.options.wants_json:
        shell.write_json(change_document(change))
    else:
        shell.write(text)
    return 0


def step_text(change: Any, *, is_undo: bool, own_routines: Path | None = None) -> str:
    """Return sentences about the change that an undo or a redo made, and about the record as it is now.

    Args:
        change: the change, with its record as it is now.
        is_undo: whether a change was taken back, or made again.
        own_routines: the folder with the person's own routines, for their titles.
    """
    record = change.record
    gone = "They are no longer" if change.count > 1 else "It is no longer"
    now = (
        f"{gone} in the diary."
        if change.action == "deleted"
        else f"It now reads: {_current_text(record, own_routines)}."
    )
    return f"{_headline(change, own_routines, is_undo=is_undo)} {now}"


def short_step_text(change: Any, *, is_undo: bool, own_routines: Path | None = None) -> str:
    """Return the one sentence about an undo or a redo that fits on a screen, and the key that reverses it.

    Arguments as for `step_text`.
    """
    key = "{U:app.redo} makes it again." if is_undo else "{u:app.undo} takes it back."
    return f"{_headline(change, own_routines, is_undo=is_undo)} {with_keys(key)}"


def _headline(change: Any, own_routines: Path | None, *, is_undo: bool) -> str:
    is_gone, is_back = change.action == "deleted", change.action in ("brought back", "added")
    made = "skipping of" if isinstance(change.record, Practice) and change.record.is_skipped else "recording of"
    if is_undo:
        act, begins = made if is_gone else "deletion of" if is_back else "change to", "Undone"
    else:
        act, begins = "deletion of" if is_gone else made if is_back else "change to", "Redone"
    more = f" and {many(change.count - 1, 'more record')}" if change.count > 1 else ""
    return f"{begins}: the {act} {_name(change.record, own_routines)}{more}."


def _name(record: Episode | Day | Practice | Trial, own_routines: Path | None) -> str:
    if isinstance(record, Day):
        return f"the day {day_name(date.fromisoformat(record.date))}"
    if isinstance(record, Practice):
        title = load_names((record.routine,), own_routines).routine(record.routine)
        return one_line(f"{title}, {moment(record.started_at)}")
    if isinstance(record, Trial):
        return f"the {brief(record, load_names((record.routine,), own_routines))}"
    return one_line(f"{place_with_side(record.place, record.side)}, {moment(record.started_at)}")


def _current_text(record: Episode | Day | Practice | Trial, own_routines: Path | None) -> str:
    if isinstance(record, Day):
        return one_line(day_text(record.words)) or "not recorded"
    if isinstance(record, Episode):
        tried = (each.routine for each in record.tried if each.routine is not None)
        return summary(record, load_names(tried, own_routines))
    return brief(record, load_names((record.routine,), own_routines))


def change_document(change: Any) -> dict[str, Any]:
    """Return the change that an undo or a redo made as one JSON object."""
    record = change.record
    if isinstance(record, Day):
        return {"what": change.action, "day": day_document(record)}
    if isinstance(record, Practice):
        return {"what": change.action, "practice": {"id": record.id, "routine": record.routine}}
    if isinstance(record, Trial):
        return {"what": change.action, "trial": {"id": record.id, "routine": record.routine}}
    return {"what": change.action, "episode": document(record)}
