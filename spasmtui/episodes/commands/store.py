"""The commands for the diary's files: purge, backup, restore."""

from __future__ import annotations

from pathlib import Path

from spasmtui.errors import WrongUsage
from spasmtui.shared.formats import many
from spasmtui.terminal.interruption import Interrupted, has_written, signal_of
from spasmtui.terminal.named_files import stream_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

    from spasmtui.shell import Shell

UNFINISHED = (
    "Stopped. The purge is recorded, and the episode is gone from the diary; some files may still hold its text. "
    "The same command finishes the work, and so does the next change of the diary."
)


def purge_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `purge`."""
    parser.add_argument("ids", nargs="+", metavar="ID", help="the episode's id, or its beginning; deleted ones too")
    parser.add_argument("--yes", action="store_true", help="really do it; it cannot be undone")


def purge(arguments: argparse.Namespace, shell: Shell) -> int:
    """Remove episodes and their text from everything this device owns.

    Raises:
        WrongUsage: `--yes` is missing.
        Interrupted: it was stopped when the purge was recorded and not all was removed.
        KeyboardInterrupt: it was stopped before.
    """
    if not arguments.yes:
        raise WrongUsage("A purge cannot be undone, and backups lose the text too. To do it, add --yes.")
    try:
        with shell.work("Removing the text from journals, mirror and backups"):
            purged = shell.services.diary.maintenance.purge(*arguments.ids)
    except KeyboardInterrupt as stopped:
        if has_written():
            raise Interrupted(UNFINISHED, number=signal_of(stopped)) from None
        raise
    shell.note_done(f"Purged, for good: {', '.join(purged.keys)}.")
    if shell.options.wants_json:
        shell.write_json({"purged": purged.keys, "remaining": [str(path) for path in purged.remaining]})
        return 0
    for key in purged.keys:
        shell.write(f"Purged {key}.")
    for path in purged.remaining:
        shell.say(f"{path} belongs to another device or program and still holds its text.")
    shell.say(
        "Your other devices purge theirs as soon as they see it. Not reached: old versions that a "
        "sync program or git keeps, and copies elsewhere."
    )
    return 0


def backup_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `backup`."""
    parser.add_argument(
        "-o", "--output", metavar="FILE", help="the new file, by default diary-DATE.jsonl.gz here; - is standard output"
    )
    parser.add_argument("--encrypt", metavar="KEY", help="the age or SSH public key to encrypt it for")
    parser.add_argument("--force", action="store_true", help="replace a file that is there")


def backup(arguments: argparse.Namespace, shell: Shell) -> int:
    """Write the whole diary into one file, read it back, and print its path.

    Raises:
        WrongUsage: it is encrypted and for a terminal.
    """
    ending = ".jsonl.gz.age" if arguments.encrypt else ".jsonl.gz"
    default = f"diary-{shell.services.clock.now().date().isoformat()}{ending}"
    path = Path("/dev/stdout" if arguments.output == "-" else arguments.output or default).absolute()
    is_stream = stream_of(path) is not None
    if is_stream and arguments.encrypt and shell.is_terminal:
        raise WrongUsage("An encrypted backup cannot be shown in a terminal. Name a file with -o.")
    shell.flush()
    with shell.work("Writing the backup and reading it back"):
        count = shell.services.diary.maintenance.backup(path, recipient=arguments.encrypt, replaces=arguments.force)
    if is_stream:
        shell.say(f"{many(count, 'line')} written.")
        return 0
    text = f"{path}: {many(count, 'line')}, read back without a fault."
    shell.note_done(f"The backup is written. {text}")
    if shell.options.wants_json:
        shell.write_json({"file": str(path), "lines": count, "encrypted": bool(arguments.encrypt)})
    else:
        shell.write(text)
    return 0


def restore_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `restore`."""
    parser.add_argument(
        "file", nargs="?", metavar="FILE", help="a backup, a journal or a folder of them; - is standard input"
    )
    parser.add_argument("--identity", metavar="KEYFILE", help="the file with your age or SSH key")
    lost = parser.add_mutually_exclusive_group()
    lost.add_argument("--let-go", action="store_true", help="accept missing records as deleted")
    lost.add_argument("--accept-edits", action="store_true", help="accept changes made in a text editor")
    lost.add_argument("--absorb", action="store_true", help="take over the lines of a sync program's copies")


def restore(arguments: argparse.Namespace, shell: Shell) -> int:
    """Restore a backup, or repair missing or changed records. Newer records are kept.

    Raises:
        WrongUsage: an option that takes no file was given one, or the file is to be typed.
    """
    if arguments.file == "-" and shell.stdin.isatty():
        raise WrongUsage("A backup cannot be typed. Name its file, or send it: spasmtui log restore - < diary.jsonl.gz")
    maintenance = shell.services.diary.maintenance
    if arguments.file is None:
        if arguments.let_go:
            count, effect = maintenance.accept_lost_as_deleted(), "let go. `spasmtui log undo` takes that back"
        elif arguments.accept_edits:
            count, effect = (
                maintenance.accept_hand_edits(),
                "accepted with your edits. `spasmtui log undo` takes that back",
            )
        elif arguments.absorb:
            count, effect = maintenance.absorb_copies(), "taken over. The copies may be deleted now"
        else:
            count, effect = maintenance.write_back_lost(), "written back"
        if not count:
            effect = effect.partition(".")[0]
        text = f"{count} {'record' if count == 1 else 'records'} {effect}."
        shell.note_done(text)
        if shell.options.wants_json:
            shell.write_json({"records": count})
        else:
            shell.write(text)
        return 0
    if arguments.let_go or arguments.absorb or arguments.accept_edits:
        raise WrongUsage("--let-go, --absorb and --accept-edits take no file.")
    identity = Path(arguments.identity) if arguments.identity else None
    file = Path("/dev/stdin" if arguments.file == "-" else arguments.file).absolute()
    with shell.work("Reading the backup") as work:
        restored = maintenance.restore(file, identity=identity, over=work.over)
    text = f"{many(restored.added, 'line', zero='0')} added, {restored.known} were already there."
    shell.note_done(text)
    if shell.options.wants_json:
        counts = {name: getattr(restored, name) for name in ("added", "known", "unreadable", "purged")}
        shell.write_json(counts)
        return 0
    shell.write(text)
    if restored.unreadable:
        shell.say(f"{restored.unreadable} lines of the backup are damaged and were left out.")
    if restored.purged:
        shell.say(f"{restored.purged} lines belong to purged episodes and were not restored.")
    return 0
