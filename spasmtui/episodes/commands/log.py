"""The episodes room's commands for the shell."""

from __future__ import annotations

from spasmtui.command_table import COMMANDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from typing import Any

    from spasmtui.episodes.model.episode import Day, Episode
    from spasmtui.shell import Shell


def _add_fields(parser: argparse.ArgumentParser) -> None:
    """The fields of an episode as options; what they may be is decided by `entry.py`, in sentences."""
    sides = parser.add_mutually_exclusive_group()
    sides.add_argument("-l", "--left", dest="side", action="store_const", const="left", help="on the left")
    sides.add_argument("-r", "--right", dest="side", action="store_const", const="right", help="on the right")
    sides.add_argument("--side", metavar="SIDE", help="left, right or both")
    parser.add_argument("-p", "--pain", metavar="0-10", help="the worst pain")
    parser.add_argument("--after", dest="pain_after", metavar="0-10", help="pain when it had eased")
    parser.add_argument("--sleep", dest="sleep_disturbance", metavar="0-10", help="how much it disturbed sleep")
    parser.add_argument("--at", metavar="WHEN", help="when it began: 03:10, 'yesterday 23:40', '20m ago', ISO 8601")
    parser.add_argument("--for", dest="length", metavar="DURATION", help="how long: 90s, 4m, 1h10m, or 4 for minutes")
    parser.add_argument("--kind", metavar="KIND", help="cramp, spasm, tightness, twitch, stitch, unsure")
    parser.add_argument("--context", metavar="WHAT", help="sleep, rest, sitting, standing, exercise, after-exercise")
    parser.add_argument(
        "--trigger", dest="triggers", action="append", metavar="WORD", help="repeatable; none: no trigger"
    )
    parser.add_argument("--tried", action="append", metavar="ROUTINE", help="a routine that was used; repeatable")
    parser.add_argument("--helped", metavar="HOW", help="no, some, most, gone")
    parser.add_argument(
        "--sign", dest="signs", action="append", metavar="SIGN", help="a sign of `spasmtui urgent`; repeatable"
    )
    parser.add_argument("--note", metavar="TEXT", help="a note; - reads it from stdin")


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `add`."""
    parser.add_argument("place", nargs="?", metavar="PLACE", help="calf, foot, thigh, ...")
    _add_fields(parser)


def edit_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `edit`."""
    parser.add_argument("id", metavar="ID", help="the beginning of its id is enough; `last` is the newest")
    parser.add_argument("--place", metavar="PLACE", help="calf, foot, thigh, ...")
    _add_fields(parser)
    parser.add_argument(
        "--clear", action="append", default=[], metavar="FIELD", help="make a field `not recorded` again; repeatable"
    )
    parser.add_argument("--back-to", metavar="N", help="make it again what version N of `log show ID --history` says")


def remove_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `remove`."""
    parser.add_argument("id", nargs="+", metavar="ID", help="the beginning of its id is enough; `last` is the newest")


def show_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `show`."""
    remove_options(parser)
    parser.add_argument("--history", action="store_true", help="what each device made of it, deleted ones too")


def done_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `done`."""
    parser.add_argument("id", nargs="?", metavar="ID", help="which one, when several are open")
    end = parser.add_mutually_exclusive_group()
    end.add_argument("--at", metavar="WHEN", help="when it ended; without it: now")
    end.add_argument("--unknown", action="store_true", help="it is over, and nobody knows since when")


def day_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `day`."""
    parser.add_argument("words", nargs="*", metavar="WORD", help="none, ordinary, effort, heat, little-drink, ...")
    parser.add_argument("--instead", action="store_true", help="in place of what was said of the day before")
    parser.add_argument("--on", metavar="DATE", default="today", help="another day: yesterday, 2026-11-21")


def list_episodes_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `list_episodes`."""
    parser.add_argument("--since", metavar="WHEN", help="from a date or time")
    parser.add_argument("--until", metavar="WHEN", help="up to a date (its whole day) or time")
    parser.add_argument("--place", metavar="PLACE")
    parser.add_argument("--side", metavar="SIDE", help="left, right or both")
    parser.add_argument("--limit", metavar="N", help="at most so many, the newest")


def _typed(arguments: argparse.Namespace, shell: Shell) -> dict[str, Any]:
    typed = {name: value for name, value in vars(arguments).items() if name not in ("id", "clear", "words", "back_to")}
    if typed.get("note") == "-":
        typed["note"] = shell.stdin.read()
    return typed


def _tell(what: str, episode: Episode, shell: Shell) -> None:
    """Print an episode as it was stored: whole as JSON, for people what was recorded of it in one line."""
    if shell.options.wants_json:
        from spasmtui.episodes.model.json_document import document  # noqa: PLC0415

        shell.write_json(document(episode))
    elif not shell.options.is_quiet:
        from spasmtui.episodes.commands.listing import summary  # noqa: PLC0415

        shell.write(f"{what}: {summary(episode)}")


def add(arguments: argparse.Namespace, shell: Shell) -> int:
    """Store an episode that was not timed, then print it as it was stored."""
    from spasmtui.episodes.entry.field_input import new_episode, read_fields  # noqa: PLC0415

    now, diary = shell.services.clock.now(), shell.services.diary
    fields = read_fields(_typed(arguments, shell), now=now, content=shell.services.content)
    episode = new_episode(fields, identity=diary.new_id(), device=diary.device, now=now)
    diary.add(episode)
    _tell("Recorded", episode, shell)
    return _say_signs(episode, shell)


def done(arguments: argparse.Namespace, shell: Shell) -> int:
    """Close the open episode."""
    from spasmtui.episodes.entry.closing import choose_open, end_of  # noqa: PLC0415

    diary, now = shell.services.diary, shell.services.clock.now()
    episode, others = choose_open(diary.open_episodes(), arguments.id)
    ended_at = end_of(episode, arguments.at, now, is_unknown=arguments.unknown)
    closed = diary.edit(episode.id, ended_at=ended_at, is_open=False)
    _tell("Closed", closed, shell)
    for other in others:
        shell.say(f"Still open: {other.place or 'an episode'} since {other.started_at:%Y-%m-%d %H:%M}, {other.id}.")
    return _say_signs(closed, shell)


def day(arguments: argparse.Namespace, shell: Shell) -> int:
    """Describe a day, or print what is known of it."""
    from spasmtui.episodes.entry.day_words import check_day_words, describe, known_day  # noqa: PLC0415
    from spasmtui.episodes.model.json_document import day_document  # noqa: PLC0415
    from spasmtui.shared.dates import parse_date  # noqa: PLC0415

    diary, now = shell.services.diary, shell.services.clock.now()
    date = parse_date(arguments.on, now)
    check_day_words(arguments.words)
    described = before = known_day(diary.days(), date)
    if arguments.words:
        known = () if before is None or arguments.instead else before.words
        described = describe(date, arguments.words, known=known, device=diary.device, now=now)
        # The same words again are no change, so that undo has no empty step.
        if before is not None and set(before.words) == set(described.words):
            described = before
        else:
            diary.add(described)
    if shell.options.wants_json:
        shell.write_json(None if described is None else day_document(described))
    else:
        shell.write(f"{date}  {'not recorded' if described is None else ' '.join(described.words)}")
    return 0 if described is None or not arguments.words else _say_free(described, shell)


def _say_free(described: Day, shell: Shell) -> int:
    """Note that a day which was said to be free has an episode."""
    from datetime import date, datetime, timedelta  # noqa: PLC0415

    from spasmtui.episodes.entry.day_words import told_free  # noqa: PLC0415

    midnight = datetime.combine(
        date.fromisoformat(described.date), datetime.min.time(), shell.services.clock.now().tzinfo
    )
    # Two days wider than the night: an episode keeps the offset of the place where it was recorded.
    around = shell.services.diary.episodes(midnight - timedelta(days=1), midnight + timedelta(days=3))
    if said := told_free(described, around):
        shell.say(said)
    return 0


def list_episodes(arguments: argparse.Namespace, shell: Shell) -> int:
    """Print episodes, newest first."""
    from spasmtui.episodes.commands.listing import read_selection, table  # noqa: PLC0415
    from spasmtui.episodes.model.json_document import document  # noqa: PLC0415

    now = shell.services.clock.now()
    selection = read_selection(vars(arguments), now=now, content=shell.services.content)
    episodes = selection.of(shell.services.diary)
    if shell.options.wants_json:
        shell.write_json([document(episode) for episode in episodes])
    elif episodes:
        shell.write("\n".join(table(episodes, is_ascii=shell.options.is_ascii)))
    elif not selection.is_everything:
        shell.say("No episode matches.")
    else:
        shell.say(
            "No episodes to list. They appear here by themselves after `spasmtui relief`, or with `spasmtui log add`."
        )
    return 0


def show(arguments: argparse.Namespace, shell: Shell) -> int:
    """Print one episode, or several, with every field."""
    if arguments.history:
        return _show_history(arguments, shell)
    from spasmtui.episodes.commands.listing import card, find  # noqa: PLC0415
    from spasmtui.episodes.model.json_document import document  # noqa: PLC0415

    episodes = [find(shell.services.diary, identity) for identity in arguments.id]
    if shell.options.wants_json:
        shell.write_json(document(episodes[0]) if len(episodes) == 1 else [document(each) for each in episodes])
    else:
        shell.write("\n\n".join("\n".join(card(episode)) for episode in episodes))
    return 0


def _show_history(arguments: argparse.Namespace, shell: Shell) -> int:
    from spasmtui.episodes.commands.listing import history_lines, version_document  # noqa: PLC0415
    from spasmtui.errors import WrongUsage  # noqa: PLC0415

    if len(arguments.id) != 1:
        raise WrongUsage("--history takes one id.")
    versions = shell.services.diary.history(_identity(arguments.id[0], shell))
    if shell.options.wants_json:
        shell.write_json([version_document(number, each) for number, each in enumerate(versions, start=1)])
    else:
        shell.write("\n".join(history_lines(versions)))
    return 0


def _identity(typed: str, shell: Shell) -> str:
    """An id as it was typed; `last` becomes the newest episode's."""
    from spasmtui.episodes.commands.listing import find  # noqa: PLC0415

    return find(shell.services.diary, typed).id if typed == "last" else str(typed)


def _go_back(arguments: argparse.Namespace, shell: Shell) -> int:
    from spasmtui.errors import WrongUsage  # noqa: PLC0415

    given = [name for name, value in vars(arguments).items() if value and name not in ("id", "back_to")]
    if given or not (arguments.back_to.isascii() and arguments.back_to.isdigit()):
        raise WrongUsage("--back-to takes the number of a version, and no other change with it.")
    number = int(arguments.back_to)
    episode = shell.services.diary.go_back(_identity(arguments.id, shell), number)
    if episode is not None:
        _tell("Changed", episode, shell)
    elif shell.options.wants_json:
        shell.write_json(None)
    else:
        shell.write(f"Deleted, as version {number} says. `spasmtui log undo` brings it back.")
    return 0


def edit(arguments: argparse.Namespace, shell: Shell) -> int:
    """Change fields of an episode, then print it as it was stored."""
    if arguments.back_to is not None:
        return _go_back(arguments, shell)
    from spasmtui.episodes.commands.listing import find  # noqa: PLC0415
    from spasmtui.episodes.entry.field_input import cleared, read_fields, with_end, without_same  # noqa: PLC0415
    from spasmtui.errors import WrongUsage  # noqa: PLC0415

    diary, now = shell.services.diary, shell.services.clock.now()
    episode = find(diary, arguments.id)
    typed = _typed(arguments, shell)
    fields = read_fields(typed, now=now, content=shell.services.content, started_at=episode.started_at)
    changes = with_end(episode, cleared(arguments.clear) | fields)
    if not changes:
        raise WrongUsage("Say what to change, such as --pain 4, or --clear note. Try: spasmtui log edit --help")
    changes = without_same(episode, changes)
    changed = diary.edit(episode.id, **changes) if changes else episode
    _tell("Changed" if changes else "Nothing to change", changed, shell)
    return _say_signs(changed, shell)


def remove(arguments: argparse.Namespace, shell: Shell) -> int:
    """Delete episodes, undoably: all of them are found before the first is deleted."""
    from spasmtui.episodes.commands.listing import find, line  # noqa: PLC0415
    from spasmtui.episodes.model.json_document import document  # noqa: PLC0415

    diary = shell.services.diary
    found = {episode.id: episode for episode in [find(diary, identity) for identity in arguments.id]}
    deleted = [diary.delete(identity) for identity in found]
    if shell.options.wants_json:
        shell.write_json(document(deleted[0]) if len(deleted) == 1 else [document(each) for each in deleted])
    for episode in deleted:
        shell.say(f"Deleted: {line(episode)}. `spasmtui log undo` brings it back.")
    return 0


def undo(arguments: argparse.Namespace, shell: Shell) -> int:
    """Take back the last change."""
    return _step(shell.services.diary.undo(), shell, is_undo=True)


def redo(arguments: argparse.Namespace, shell: Shell) -> int:
    """Make the last undone change again."""
    return _step(shell.services.diary.redo(), shell, is_undo=False)


def _step(change: Any, shell: Shell, *, is_undo: bool) -> int:
    from spasmtui.episodes.commands.listing import change_document, step_text  # noqa: PLC0415

    if shell.options.wants_json:
        shell.write_json(change_document(change))
    else:
        shell.write(step_text(change, is_undo=is_undo))
    return 0


def insights(arguments: argparse.Namespace, shell: Shell) -> int:
    """Print what the diary supports, and what it does not yet."""
    from spasmtui.episodes.insights.analysis import insights as found_in  # noqa: PLC0415
    from spasmtui.episodes.insights.text import insights_document, linear, months_of  # noqa: PLC0415

    diary, now = shell.services.diary, shell.services.clock.now()
    found = found_in(diary.episodes(), diary.days(), diary.practices(), now=now)
    if shell.options.wants_json:
        shell.write_json(insights_document(found))
    else:
        text = "\n".join(linear(found, months_of(found)))
        shell.write(text.replace("·", "-") if shell.options.is_ascii else text)
    return 0


def _say_signs(episode: Episode, shell: Shell) -> int:
    """Say calmly and once, when what was recorded is a reason to get help; every rule needs a length or a sign."""
    if not episode.signs and episode.ended_at is None:
        return 0
    from spasmtui.episodes.model.red_flags import Told, flag_text, load_flags  # noqa: PLC0415

    flags = load_flags(shell.services.content).of(episode)
    for flag in Told(shell.services.diary.state).new(episode, flags):
        shell.say(f"{flag_text(flag)} More: spasmtui guide {flag.page}")
    return 0


def overview(arguments: argparse.Namespace, shell: Shell) -> int:
    """List what can be done with the log."""
    listed = [(command.name, command.summary) for command in COMMANDS if command.name.startswith("log ")]
    if arguments.words:
        from spasmtui.errors import WrongUsage  # noqa: PLC0415
        from spasmtui.shared.places import nearest  # noqa: PLC0415

        typed = f"log {arguments.words[0]}"
        hint = nearest(typed, [name for name, _summary in listed])
        raise WrongUsage(f"There is no command {typed!r}.{hint} See: spasmtui log")
    if shell.options.wants_json:
        shell.write_json([{"command": name, "summary": summary} for name, summary in listed])
    else:
        width = max(len(name) for name, _summary in listed)
        shell.write("\n".join(f"spasmtui {name:<{width}}  {summary}" for name, summary in listed))
    return 0


def overview_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `overview`."""
    parser.add_argument("words", nargs="*", metavar="COMMAND", help="add, list, show, ...; alone it lists them all")
    names = [command.name.removeprefix("log ") for command in COMMANDS if command.name.startswith("log ")]
    parser.epilog = f"Commands: {', '.join(names)}. Each explains itself: spasmtui log add --help"
