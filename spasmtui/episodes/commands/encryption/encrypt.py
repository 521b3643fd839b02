"""The command `log encrypt`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from spasmtui.episodes.commands.encryption.key_for_agent import write_key_for_agent
from spasmtui.episodes.commands.encryption.sentences import encryption_sentences, is_converting
from spasmtui.episodes.store.maintenance.conversion import Converted
from spasmtui.episodes.store.sealing import age
from spasmtui.episodes.store.sealing.agent_passphrase import agent_file
from spasmtui.episodes.store.sealing.key_place import key_path
from spasmtui.episodes.store.sealing.recipients import MOST_RECIPIENTS, DamagedDecision, Decision
from spasmtui.episodes.store.sealing.sealing import ForOtherKey
from spasmtui.errors import DataError, WrongUsage
from spasmtui.shared.atomic_file import create_file
from spasmtui.shared.formats import listed, many
from spasmtui.terminal.named_files import read_named
from spasmtui.terminal.printing.passphrase import ask_passphrase

if TYPE_CHECKING:
    import argparse

    from spasmtui.shell import Shell

_MOST_KEY_BYTES = 1_000_000
BEFORE = """\
Whoever loses the key loses the diary: nobody can read it again, not you, no other program, and not the authors of \
this one. There is no other way in.
The key is {place}. Keep a copy of it elsewhere too: on paper, on a stick, in a password manager. The cloud folder in \
which the diary lies is no good place for it.
Recording needs no key: spasm, log add, log day. Reading does: the app, log list, insights, the sheet.
What others can still see is how many entries there are, when each was written, on which device, the date of a day \
that was described, and whether an episode is open. They do not see where it was, how it was, or a word of yours.
What this cannot reach: old copies of these files in a sync program, in git, in backups elsewhere. A device that has \
not been updated leaves encrypted entries alone."""
AGAIN_PLAIN = "Everybody who has the files can read the diary again, in every place where they are copied to."


def encrypt_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `encrypt`."""
    parser.add_argument(
        "--to", action="append", default=[], metavar="KEY",
        help="the age or SSH public key to encrypt it for, instead of a new one; repeatable",
    )  # fmt: skip
    parser.add_argument(
        "--agent", metavar="PUBKEY",
        help="let your SSH agent open the new key: the file with the public key, such as ~/.ssh/id_ed25519.pub",
    )  # fmt: skip
    parser.add_argument("--off", action="store_true", help="make it plain text again, with the key")
    parser.add_argument("--yes", action="store_true", help="do it without asking, and make a key without a passphrase")


def encrypt(arguments: argparse.Namespace, shell: Shell) -> int:
    """Encrypt the diary, or say how it is encrypted.

    Raises:
        WrongUsage: a key is none, or nobody can be asked.
        DiaryLocked: it is to be made plain text, and there is no key.
    """
    decision = _decision(arguments, shell)
    if arguments.off:
        if arguments.to or arguments.agent:
            raise WrongUsage("--off takes no key to encrypt for.")
        return _end(arguments, shell) if decision.is_on or is_converting(shell.services) else _say_plain(shell)
    if decision.is_on and not arguments.to:
        if arguments.agent:
            raise WrongUsage("--agent is for a new key, and the diary is encrypted already. Nothing was changed.")
        return _tell(shell)
    age.load_pyrage()
    if len(arguments.to) > MOST_RECIPIENTS:
        raise WrongUsage(f"A diary is encrypted for {MOST_RECIPIENTS} keys at most.")
    age.parse_recipients(arguments.to)
    path = key_path(shell.services)
    is_own = bool(arguments.agent) or not arguments.to
    recipients, new_key = _own_key(path) if is_own else ((), "")
    recipients = (*recipients, *arguments.to)
    place = f"in {path}" if is_own else f"the one that belongs to {listed(arguments.to)}"
    if arguments.agent and not new_key:
        raise WrongUsage(f"--agent is for a new key, and there is one already: {path}.")
    if decision.is_on and set(recipients) != set(decision.recipients):
        _require_lost_key(shell)
    if not _agrees(arguments, shell, BEFORE.format(place=place).splitlines()):
        shell.say("Nothing was changed.")
        return 0
    if new_key:
        if arguments.agent:
            write_key_for_agent(path, new_key, Path(arguments.agent).expanduser())
        else:
            _write_key(path, new_key, asks=not arguments.yes)
    with shell.work("Encrypting the diary, its mirror and its backups"):
        converted = shell.services.diary.maintenance.encrypt(recipients)
    text = f"The diary is encrypted. {many(converted.lines, 'line', zero='0')} written before {_are(converted)} too."
    shell.note_done(text)
    if shell.options.wants_json:
        return _write_json(shell, converted)
    shell.write(text)
    shell.say(f"The key is {place}. Copy it to another place now.")
    _say_left(converted, shell)
    return 0


def _decision(arguments: argparse.Namespace, shell: Shell) -> Decision:
    """Return what was decided before; where its file is damaged, nothing, if keys are named that write it anew.

    Raises:
        DamagedDecision: the file is damaged, and no keys are named.
    """
    try:
        decision: Decision = shell.services.diary.journals.sealing.decision()
    except DamagedDecision:
        if not arguments.to or arguments.off:
            raise
        decision = Decision()
    return decision


def _require_lost_key(shell: Shell) -> None:
    """Refuse other keys for an encrypted diary while its own key is here.

    What is encrypted already stays for the keys that it has, so that no single key would open all of it. Without its
    key, or with a key that somebody else has put in its place, other keys are the way to go on.

    Raises:
        WrongUsage: the key that opens the diary is here.
        DiaryLocked: it may be here, and was not opened.
    """
    if not key_path(shell.services).exists():
        return
    try:
        shell.services.diary.journals.sealing.require_key()
    except ForOtherKey:
        return
    raise WrongUsage(
        "The diary is encrypted for other keys, and what is encrypted already would stay for those. Make it plain text "
        "first, with `spasmtui log encrypt --off`, then encrypt it for all the keys at once. Nothing was changed."
    )


def _are(converted: Converted) -> str:
    return "is" if converted.lines == 1 else "are"


def _end(arguments: argparse.Namespace, shell: Shell) -> int:
    if not _agrees(arguments, shell, [AGAIN_PLAIN]):
        shell.say("Nothing was changed.")
        return 0
    with shell.work("Opening the diary, its mirror and its backups"):
        converted = shell.services.diary.maintenance.end_encryption()
    text = f"The diary is plain text again: {many(converted.lines, 'line', zero='0')} opened."
    shell.note_done(text)
    if shell.options.wants_json:
        return _write_json(shell, converted)
    shell.write(text)
    shell.say("Your other devices go on encrypting theirs, until the same is done there. Keep the key until then.")
    _say_left(converted, shell)
    return 0


def _say_plain(shell: Shell) -> int:
    if shell.options.wants_json:
        return _write_json(shell, Converted())
    shell.write("The diary is not encrypted.")
    return 0


def _tell(shell: Shell) -> int:
    """Say how the diary is encrypted, and go on where that was interrupted."""
    journals = shell.services.diary.journals
    if is_converting(shell.services):
        with journals.locked():
            shell.services.diary.after_change.convert()
    if shell.options.wants_json:
        return _write_json(shell, Converted())
    for sentence in encryption_sentences(shell.services)[0]:
        shell.write(sentence)
    return 0


def _own_key(path: Path) -> tuple[tuple[str, ...], str]:
    """Return the public key of this computer's key, and the text of a new one where there is none.

    Raises:
        WrongUsage: the file is there, and its public key has to be named.
    """
    if not path.exists():
        public, text = age.new_key()
        return (public,), text
    data = read_named(path, most_bytes=_MOST_KEY_BYTES)
    publics = [
        word for line in data.decode(errors="replace").splitlines() for word in line.split() if word.startswith("age1")
    ]
    if not age.is_encrypted(data) and publics:
        return (publics[0],), ""
    raise WrongUsage(f"{path} is there already. To encrypt the diary for it, name its public key with --to.")


def _write_key(path: Path, text: str, *, asks: bool) -> None:
    """Write a new key, with a passphrase if the person wants one.

    Raises:
        WrongUsage: two different ones were typed, or the question was not answered.
        DataError: it could not be written.
    """
    data = text.encode()
    passphrase = ask_passphrase("A passphrase for the key, or Enter for none: ") if asks else ""
    if passphrase is None:
        raise WrongUsage("The question for a passphrase was not answered. Nothing was changed.")
    if passphrase:
        if ask_passphrase("The same again: ") != passphrase:
            raise WrongUsage("These were two different passphrases. Nothing was changed.")
        data = age.lock_key(text, passphrase)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        # One that was left there by an earlier key would have the agent asked, and never the person.
        agent_file(path).unlink(missing_ok=True)
        create_file(path, data)
    except OSError as error:
        raise DataError(
            f"The key could not be written to {path}: {error.strerror or error}. Nothing was changed."
        ) from None


def _agrees(arguments: argparse.Namespace, shell: Shell, paragraphs: list[str]) -> bool:
    """Say what is to happen, and return whether the person wants it.

    Raises:
        WrongUsage: there is nobody to ask, and `--yes` is missing.
    """
    if arguments.yes:
        return True
    if not _is_asked(shell):
        raise WrongUsage("This asks before it changes anything. Run it in a terminal, or add --yes.")
    for paragraph in paragraphs:
        shell.say(paragraph)
    shell.err.write("To do it, type yes: ")
    shell.err.flush()
    return bool(shell.stdin.readline().strip().lower() == "yes")


def _is_asked(shell: Shell) -> bool:
    """Return whether there is somebody to ask."""
    return not shell.options.wants_json and shell.stdin.isatty() and shell.err.isatty()


def _say_left(converted: Converted, shell: Shell) -> None:
    if converted.left:
        shell.say(f"{many(converted.left, 'line')} could not be changed. `spasmtui doctor` names them.")
    for path in converted.set_aside:
        shell.say(f"What could not be read in the journals may have been text. It is in {path} now, encrypted.")


def _write_json(shell: Shell, converted: Converted) -> int:
    decision = shell.services.diary.journals.sealing.decision()
    shell.write_json({
        "encrypted": decision.is_on,
        "recipients": list(decision.recipients) if decision.is_on else [],
        "key": str(key_path(shell.services)) if decision.is_on else None,
        "lines": converted.lines,
        "left": converted.left,
    })
    return 0
