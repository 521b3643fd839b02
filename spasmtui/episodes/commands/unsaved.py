"""Name what the diary could not take, and take in what earlier runs have kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spasmtui.episodes.entry.command_line import recording_command
from spasmtui.episodes.episode_text import brief
from spasmtui.episodes.model.episode import Day, Episode
from spasmtui.episodes.model.fields import field_words
from spasmtui.episodes.store.journal.record_codec import key_of
from spasmtui.episodes.store.unsaved.keeper import broken_sentence
from spasmtui.shared.formats import listed

if TYPE_CHECKING:
    from spasmtui.episodes.store.journal.record_codec import Record
    from spasmtui.episodes.store.unsaved.keeper import Keeper, TakenIn
    from spasmtui.episodes.store.unsaved.kept_record import Unsaved
    from spasmtui.services import Services
    from spasmtui.shell import Shell


def unsaved_lines(services: Services, data_dir: str | None) -> tuple[str, ...]:
    """Return a line about each change of this run that is not saved: why, and for a record where it is kept.

    Args:
        services: the services of this run, with its diary.
        data_dir: the diary's folder as typed; None where none was named.
    """
    # The line may be pasted in another folder, where a relative path would lead elsewhere.
    folder = data_dir and str(services.diary.folder)
    kept = tuple(f"{each.reason} {kept_sentence(each, folder)}" for each in services.diary.keeper.finish())
    return (*services.unsaved.values(), *kept)


def kept_sentence(unsaved: Unsaved, data_dir: str | None = None) -> str:
    """Return the sentence about where a record is kept; where it is nowhere, the command that records it."""
    subject = _subject(unsaved.record)
    if unsaved.path:
        return f"{subject} is kept in {unsaved.path} and goes into the diary at the next start that can write there."
    record, before = unsaved.record, unsaved.before
    if not isinstance(record, Episode):
        return f"{subject} could not be kept anywhere else."
    line = paste_line(record, data_dir, before if isinstance(before, Episode) else None)
    return f"{subject} could not be kept anywhere else. {line}"


def paste_line(episode: Episode, data_dir: str | None, before: Episode | None = None) -> str:
    """Return the sentence with the command line that records an episode; arguments as for `recording_command`."""
    return f"To record it later, paste this:\n{recording_command(episode, before, data_dir=data_dir)}"


def take_in_kept(shell: Shell) -> None:
    """Store what earlier runs have kept, before a command that shows or changes the diary."""
    for line in taken_in_lines(shell.services.diary.keeper):
        shell.say(line)


def taken_in_lines(keeper: Keeper) -> tuple[str, ...]:
    """Store what earlier runs have kept, and return a sentence about each record, and each file that was set aside."""
    taken, broken = keeper.take_in()
    return (*map(_taken_in_sentence, taken), *map(broken_sentence, broken))


def _taken_in_sentence(taken: TakenIn) -> str:
    sentence = f"{_subject(taken.record)}, which could not be saved before, is in the diary now."
    if not taken.contested:
        return sentence
    words = listed([field_words(name) for name in taken.contested])
    shown = f"`spasmtui log show {key_of(taken.record)} --history` shows both versions"
    return f"{sentence} Meanwhile, {words} had been changed elsewhere too; {shown}."


def _subject(record: Record) -> str:
    kind = "episode" if isinstance(record, Episode) else "day" if isinstance(record, Day) else "routine"
    return f"The {kind} {brief(record)}"
