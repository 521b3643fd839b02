"""The state of the diary's files, and the sentences about it in `doctor`."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from spasmtui.episodes.model.fields import field_words, option_of
from spasmtui.episodes.store.journal.history import Conflict, Version
from spasmtui.episodes.store.journal.record_codec import DAYS
from spasmtui.episodes.store.maintenance.backup import Backup
from spasmtui.episodes.store.maintenance.hand_edits import HandEdit
from spasmtui.shared.formats import listed
from spasmtui.shared.key_names import with_keys
from spasmtui.terminal.sanitize import sanitize

SKEW = timedelta(hours=24)
"""A clock further ahead than this is reported; less is a time zone or a delay."""
_MOST_SENTENCES = 5


@dataclass(frozen=True, slots=True)
class Device:
    """A device that has written to this diary."""

    name: str
    last_change: datetime
    ahead: timedelta
    """Time by which its last change is in our future; zero when it is not."""
    is_this: bool
    is_former: bool = False
    """Whether the name is one that this device had before."""


@dataclass(frozen=True, slots=True)
class BadLines:
    """Lines of one file that cannot be used. They are left where they are."""

    name: str
    count: int
    first: int
    """Number of the first such line, counted from 1."""


@dataclass(frozen=True, slots=True)
class RefusedLines:
    """Lines of one file whose seal is whole and that no device of this version would write. They count for nothing."""

    name: str
    count: int
    first: int
    """Number of the first such line, counted from 1."""
    reason: str
    """A sentence without any of the values."""


@dataclass(frozen=True, slots=True)
class KeptSnapshot:
    """The file in the state folder that spares parsing every line of a large diary."""

    path: Path
    size_bytes: int
    is_current: bool
    """True where it answers questions; False where the journals have changed by more than it can be built on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """The state of the diary's files."""

    folder: Path
    devices: tuple[Device, ...] = ()
    conflict_copies: tuple[str, ...] = ()
    """Files that a sync program has put beside a journal. They are read like any other."""
    bad_lines: tuple[BadLines, ...] = ()
    refused_lines: tuple[RefusedLines, ...] = ()
    """Lines that could have been read, each with the reason why they do not count."""
    torn_lines: tuple[BadLines, ...] = ()
    """Beginnings of lines that an interruption left. They were never acknowledged, so they are no fault."""
    hand_edits: tuple[HandEdit, ...] = ()
    """Lines, also among the bad ones, that may have been changed in an editor. They do not count."""
    conflicts: tuple[Conflict, ...] = ()
    """Records that devices changed without knowing of each other."""
    future_episodes: tuple[str, ...] = ()
    """Ids of the episodes that begin more than `SKEW` from now."""
    future_days: tuple[str, ...] = ()
    """Dates of the days that were described so long before they come."""
    lost: int = 0
    """Number of records that were in a journal and are missing; the mirror supplies them."""
    too_new: tuple[str, ...] = ()
    """Files that a newer version of the program wrote, in whole or in part."""
    not_files: tuple[str, ...] = ()
    """Links, folders or pipes with the name of a journal."""
    snapshot: KeptSnapshot | None = None
    """None where none is kept, as for most diaries."""
    backups: tuple[Backup, ...] = ()
    open_modes: tuple[str, ...] = ()
    """Folders that other accounts of this computer can read."""
    unwritable: tuple[str, ...] = ()
    """A sentence for each folder that cannot be written, so that nothing can be saved now."""

    @property
    def is_fault(self) -> bool:
        """True if a person has to act: damage, missing records, a bad backup, a folder that cannot be written."""
        return bool(
            self.unwritable
            or self.bad_lines
            or self.refused_lines
            or self.lost
            or self.too_new
            or self.not_files
            or any(not backup.is_sound for backup in self.backups)
        )


def health_lines(health: Health) -> tuple[str, ...]:
    """Format the state as sentences, faults first."""
    sentences = list(health.unwritable)
    if health.lost:
        is_one = health.lost == 1
        sentences.append(
            f"{_count(health.lost, 'record')} that {'was here is' if is_one else 'were here are'} missing from "
            f"{health.folder}. This computer's copy is used instead. "
            "`spasmtui log restore` writes back what is missing; `spasmtui log restore --let-go` accepts it as deleted."
        )
    for bad in health.bad_lines:
        verb = "cannot be read and was" if bad.count == 1 else "cannot be read and were"
        sentences.append(
            f"{_count(bad.count, 'line')} of {health.folder / bad.name} {verb} left alone, from line {bad.first} on."
        )
    sentences += _some([_refusal_sentence(health.folder, refused) for refused in health.refused_lines])
    sentences += _some([_hand_edit_sentence(edit) for edit in health.hand_edits])
    sentences += [
        f"{_count(torn.count, 'line')} of {health.folder / torn.name} broke off when something was interrupted, the "
        f"first at line {torn.first}. Nothing there had been reported as saved, so there is nothing to do."
        for torn in health.torn_lines
    ]
    sentences += [
        f"{health.folder / name} was written by a newer version. Update to see all of it. "
        "Your own entries are not affected."
        for name in health.too_new
    ]
    sentences += [f"{health.folder / name} is not a regular file and is not read." for name in health.not_files]
    for backup in health.backups:
        if not backup.is_sound:
            sentences.append(f"The backup {backup.path} is damaged. Newer ones replace it in time.")
    for name in health.open_modes:
        sentences.append(f"Other accounts of this computer can read {name}. To close it: chmod go= {name}")
    sentences += _some([conflict_sentence(conflict) for conflict in health.conflicts])
    if health.conflicts:
        sentences.append(with_keys("To choose in the app: `spasmtui`, then {v:home.choose} on the home screen."))
    sentences += _some([
        f"Episode {_shown(key)} begins more than a day from now. `spasmtui log edit {_shown(key)} --at WHEN` sets "
        "its start."
        for key in health.future_episodes
    ])
    sentences += _some([
        f"The day {day} is more than a day from now, and is described already. `spasmtui log day --on {day} WORD... "
        "--instead` says it anew."
        for day in health.future_days
    ])
    if health.conflict_copies:
        names = ", ".join(health.conflict_copies)
        sentences.append(
            f"{_count(len(health.conflict_copies), 'copy', 'copies')} by a sync program: {names}. Every line in "
            f"{'it' if len(health.conflict_copies) == 1 else 'them'} counts. `spasmtui log restore --absorb` takes the "
            "lines over; then they may be deleted."
        )
    sentences += [_device_sentence(device) for device in health.devices]
    if health.snapshot is not None:
        sentences.append(_snapshot_sentence(health.snapshot))
    kinds = Counter(backup.kind for backup in health.backups if backup.is_sound)
    if kinds:
        newest = max(backup.verified_at for backup in health.backups if backup.is_sound)
        parts = listed(f"{count} {kind}" for kind, count in sorted(kinds.items()))
        sentences.append(f"Backups: {parts}, read back {newest:%Y-%m-%d %H:%M}.")
    else:
        sentences.append("Backups: none yet. The first is made with the next change.")
    return tuple(sentences)


def _snapshot_sentence(snapshot: KeptSnapshot) -> str:
    state = "current" if snapshot.is_current else "out of date, so it is not used until it is written again"
    return (
        f"Snapshot, by which a large diary is read sooner: {snapshot.path}, {size_text(snapshot.size_bytes)}, {state}. "
        "It may be deleted."
    )


def size_text(size_bytes: int) -> str:
    """Return the size of a file, such as `640 kB` or `2.3 MB`."""
    if size_bytes < 1_000:
        return f"{size_bytes} bytes"
    return f"{size_bytes / 1_000:.0f} kB" if size_bytes < 999_500 else f"{size_bytes / 1_000_000:.1f} MB"


def _hand_edit_sentence(edit: HandEdit) -> str:
    fields = ", ".join(field.replace("_", " ") for field in edit.changed)
    effect = f"deletes {edit.key}" if edit.document is None else f"has another {fields} of {edit.key}"
    return (
        f"Line {edit.number} of {_shown(edit.name)} {_shown(effect)} and was not written by this program. If you "
        "changed it yourself, `spasmtui log restore --accept-edits` makes it count."
    )


def _refusal_sentence(folder: Path, refused: RefusedLines) -> str:
    where = folder / refused.name
    if refused.count == 1:
        return f"Line {refused.first} of {where} does not count and was left alone. {refused.reason}"
    return (
        f"{refused.count} lines of {where} do not count and were left alone, the first at line {refused.first}. "
        f"{refused.reason}"
    )


def _device_sentence(device: Device) -> str:
    here = " (this device, by a former name)" if device.is_former else " (this device)" if device.is_this else ""
    ahead = ""
    if device.ahead > SKEW:
        ahead = f" Its clock {'was' if device.is_this else 'is'} {_span(device.ahead)} ahead."
    return f"{_shown(device.name)}{here}: last change {device.last_change:%Y-%m-%d %H:%M} UTC.{ahead}"


def conflict_sentence(conflict: Conflict) -> str:
    """Say what devices changed without each other, what counts, and what chooses. It holds no value of the diary."""
    key = _shown(conflict.key)
    versions = (conflict.current, *conflict.others)
    if conflict.table == DAYS:
        return (
            f"The day {key} was described {_on_devices(versions)}. The later description, {_by(conflict.current)}, "
            f"counts. `spasmtui log day --on {key} WORD... --instead` says it anew."
        )
    if not conflict.fields:
        return f"Episode {key} {_whole_versions(key, conflict)}"
    names = [field.name for field in conflict.fields]
    words = list(dict.fromkeys(_shown(field_words(name)) for name in names))
    verb = "was" if len(words) == 1 else "were"
    all_versions = [version for field in conflict.fields for version in (field.kept, *field.others)]
    kept = {field.kept.device for field in conflict.fields}
    counts = f"The later value, {_by(conflict.current)}," if len(kept) == 1 else "The later value of each"
    option = next((flag for name in names if (flag := option_of(name))), "")
    alone = f", `spasmtui log edit {key} {option}` settles {words[0]} alone" if option else ""
    return (
        f"Episode {key}: {listed(words)} {verb} changed {_on_devices(all_versions)}. "
        f"{counts} counts. `spasmtui log show {key} --history` shows every version; "
        f"`spasmtui log edit {key} --back-to N` chooses one{alone}."
    )


def _whole_versions(key: str, conflict: Conflict) -> str:
    versions = (conflict.current, *conflict.others)
    deletions = [version for version in versions if version.record is None]
    changes = [version for version in versions if version.record is not None]
    go_back = f"`spasmtui log edit {key} --back-to"
    if not deletions or not changes:
        return (
            f"was changed {_on_devices(versions)}. The later version, {_by(conflict.current)}, counts. "
            f"`spasmtui log show {key} --history` shows each; {go_back} N` chooses one."
        )
    is_deleted = conflict.current.record is None
    keep = f"{go_back} {changes[0].number}` {'brings it back as it was changed' if is_deleted else 'keeps it'}"
    drop = f"{go_back} {deletions[0].number}` {'leaves it deleted' if is_deleted else 'deletes it'}"
    return (
        f"was deleted on {_names(deletions)} and changed on {_names(changes)}, each without the other. "
        f"The {'deletion' if is_deleted else 'change'} counts. {keep}; {drop}."
    )


def _by(version: Version) -> str:
    return f"that of {_shown(version.device)}"


def _on_devices(versions: Sequence[Version]) -> str:
    if len({version.device for version in versions}) == 1:
        return f"twice on {_names(versions)}, each time without the other change"
    return f"on {_names(versions)}, each without the other"


def _names(versions: Sequence[Version]) -> str:
    return listed([*dict.fromkeys(_shown(version.device) for version in versions)])


def _some(sentences: list[str]) -> list[str]:
    """Return the first few sentences, and one with the number of the others."""
    more = len(sentences) - _MOST_SENTENCES
    return (
        [*sentences[:_MOST_SENTENCES], f"And {_count(more, 'more like this', 'more like these')}."]
        if more > 0
        else sentences
    )


def _shown(name: str) -> str:
    return sanitize(name, one_line=True)


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


def _span(time: timedelta) -> str:
    return _count(time.days, "day") if time.days else _count(round(time.total_seconds() / 3600), "hour")
