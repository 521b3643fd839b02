"""The command that prints episodes with every field, or the history of one: `log show`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spasmtui.episodes.commands.lookup import ID_HELP, find_episode, find_practice, known_names, resolve_id
from spasmtui.episodes.conflicts.text import conflict_document, conflict_lines, history_marks
from spasmtui.episodes.episode_text import brief, format_all_fields, practice_fields, spoken_fields, summary
from spasmtui.episodes.model.episode import Episode
from spasmtui.episodes.model.json_document import document, practice_document
from spasmtui.errors import WrongUsage
from spasmtui.shared.formats import listed
from spasmtui.shell import load
from spasmtui.terminal.sanitize import one_line

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping, Sequence

    from spasmtui.episodes.model.episode import Practice
    from spasmtui.episodes.store.journal.history import Version
    from spasmtui.shell import Shell


def show_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `show`."""
    parser.add_argument("id", nargs="+", metavar="ID", help=ID_HELP)
    parser.add_argument(
        "--history", action="store_true", help="every version with its device, also of deleted episodes"
    )


def show(arguments: argparse.Namespace, shell: Shell) -> int:
    """Print one episode, or several, with every field; or one practice."""
    if arguments.history:
        return _show_history(arguments, shell)
    diary = shell.services.diary
    if len(arguments.id) == 1 and (practice := find_practice(diary, arguments.id[0])) is not None:
        _show_practice(practice, shell)
        return 0
    episodes = [find_episode(diary, identity) for identity in arguments.id]
    conflicts = [diary.conflict(episode.id) for episode in episodes]
    if shell.options.wants_json:
        shown = [
            {**document(episode), **({"conflict": conflict_document(conflict)} if conflict else {})}
            for episode, conflict in zip(episodes, conflicts, strict=True)
        ]
        shell.write_json(shown[0] if len(shown) == 1 else shown)
    else:
        format_fields = spoken_fields if shell.is_read_aloud else format_all_fields
        ours, names = diary.own_devices, known_names(episodes, shell)
        texts = (
            [*format_fields(episode, names), *(["", *conflict_lines(conflict, ours)] if conflict else [])]
            for episode, conflict in zip(episodes, conflicts, strict=True)
        )
        shell.page("\n\n".join("\n".join(lines) for lines in texts))
    return 0


def _show_practice(practice: Practice, shell: Shell) -> None:
    if shell.options.wants_json:
        shell.write_json(practice_document(practice))
        return
    names = load("spasmtui.episodes.entry.routine_titles:load_names")(
        (practice.routine,), shell.services.config / "routines"
    )
    fields = practice_fields(practice, names)
    if shell.is_read_aloud:
        shell.page("\n".join(f"{label}: {value}" for label, value in fields if value))
    else:
        shell.page("\n".join(f"{label:<15} {value or 'not recorded'}" for label, value in fields))


def _show_history(arguments: argparse.Namespace, shell: Shell) -> int:
    if len(arguments.id) != 1:
        raise WrongUsage("--history takes one id.")
    diary = shell.services.diary
    key = diary.find_key(resolve_id(diary, arguments.id[0]))
    versions = diary.history(key)
    marks = history_marks(diary.conflict(key))
    if shell.options.wants_json:
        shell.write_json([
            version_document(number, each, marks.get(number, "")) for number, each in enumerate(versions, start=1)
        ])
    else:
        shell.page("\n".join(history_lines(versions, marks)))
    return 0


def history_lines(versions: Sequence[Version], marks: Mapping[int, str] | None = None) -> list[str]:
    """Return one line per version, numbered as for `log edit --back-to`, the current one and the contested ones marked.

    Args:
        versions: the history.
        marks: what is in conflict in a version, by its number.
    """
    lines = []
    for number, version in enumerate(versions, start=1):
        record = version.record
        action = version.action
        if version.merged_from:
            action += f" from {listed([str(each) for each in version.merged_from])}"
        text = "" if record is None else f": {summary(record) if isinstance(record, Episode) else brief(record)}"
        notes = [note for note in ((marks or {}).get(number, ""), "current" if version.is_current else "") if note]
        mark = f"  <- {', '.join(notes)}" if notes else ""
        lines.append(
            f"{number}  {version.written_at:%Y-%m-%d %H:%M} UTC  {one_line(version.device)}  {action}{text}{mark}"
        )
    return lines


def version_document(number: int, version: Version, mark: str = "") -> dict[str, Any]:
    """Return a version of an episode as one JSON object."""
    episode = document(version.record) if isinstance(version.record, Episode) else None
    found = {
        "version": number, "written_at": version.written_at.isoformat(), "device": version.device,
        "what": version.action, "current": version.is_current, "episode": episode,
    }  # fmt: skip
    if version.merged_from:
        found["merged_from"] = list(version.merged_from)
    return {**found, "conflict": mark} if mark else found
