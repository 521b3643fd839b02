"""The commands that record an episode, change it and close it: `log add`, `log edit` and `log done`."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from spasmtui.episodes.commands.lookup import ID_HELP, find_episode, resolve_id
from spasmtui.episodes.commands.time_options import add_date_order, settle_moment, warn_of_unknown_zone
from spasmtui.episodes.entry.field_input import (
    clear_fields,
    drop_unchanged,
    new_episode,
    read_fields,
    resolve_place,
    with_consistent_end,
)
from spasmtui.episodes.entry.own_words import is_trigger, split_list, split_words
from spasmtui.episodes.entry.red_flag_loader import ShownFlags, load_flags
from spasmtui.episodes.episode_text import stored_sentence, summary
from spasmtui.episodes.model.episode import OWN
from spasmtui.episodes.model.fields import fields_of_kind, option_fields
from spasmtui.episodes.model.json_document import document
from spasmtui.episodes.model.names import SHIPPED, word_name
from spasmtui.episodes.model.red_flags import flag_text
from spasmtui.errors import DataError, WrongUsage
from spasmtui.shared.danger.answer import answer_and_more, plain_request, refuse_danger
from spasmtui.shared.danger.gate import find_flag
from spasmtui.shared.formats import PLACE_NAMES, place_with_side
from spasmtui.shared.places import PLACES, PlaceIndex
from spasmtui.shell import load, offer

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from spasmtui.episodes.model.episode import Episode
    from spasmtui.episodes.model.fields import Field
    from spasmtui.episodes.store.journal.history import Conflict
    from spasmtui.shell import Shell

_SIDES = {"left": "the left side", "right": "the right side", "both": "both sides"}
UNCHANGED = "Nothing to change"


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `add`."""
    _declare_fields(parser, is_place_positional=True)
    add_date_order(parser)


def edit_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `edit`."""
    parser.add_argument("id", metavar="ID", help=ID_HELP)
    _declare_fields(parser, is_place_positional=False)
    add_date_order(parser)
    clear = parser.add_argument(
        "--clear", action="append", default=[], metavar="FIELD", help="make a field `not recorded` again; repeatable"
    )
    offer(clear, [field.clear_name for field in option_fields() if field.is_clearable])
    parser.add_argument("--back-to", metavar="N", help="restore version N of `log show ID --history`")


def _declare_fields(parser: argparse.ArgumentParser, *, is_place_positional: bool) -> None:
    """Declare an episode's fields as options that stay text; `entry/field_input.py` validates them."""
    for field in option_fields():
        option = field.option
        assert option is not None
        if field.kind == "place" and is_place_positional:
            place = parser.add_argument(field.typed_name, nargs="*", metavar=option.metavar, help=option.help)
            offer(place, {**PLACE_NAMES, **_SIDES})
            continue
        group: argparse._ActionsContainer = parser
        if field.kind == "side":
            group = parser.add_mutually_exclusive_group()
            for side in ("left", "right"):
                help_text = f"on the {side}"
                group.add_argument(
                    f"-{side[0]}", f"--{side}", dest="side", action="store_const", const=side, help=help_text
                )
        action = group.add_argument(
            *filter(None, (option.short, option.flag)),
            dest=field.typed_name,
            action="append" if field.kind in ("words", "tried") else "store",
            metavar=option.metavar,
            help=option.help,
        )
        words, source = _offered(field)
        offer(action, words, source)


def _offered(field: Field) -> tuple[Iterable[str] | Mapping[str, str], str]:
    """Return the words of its own that a field's option offers, and where others come from."""
    if field.kind == "tried":
        return (), "routines remedies"
    if field.kind == "words":
        return {"none": "there was none"}, field.name
    return (field.choices or ()) if field.kind == "choice" else (), ""


def done_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `done`."""
    parser.add_argument("id", nargs="?", metavar="ID", help="which one, if several are open")
    end = parser.add_mutually_exclusive_group()
    end.add_argument("--at", metavar="WHEN", help="when it ended, such as 03:10 or '10m ago'; by default now")
    end.add_argument("--unknown", action="store_true", help="the episode ended at an unknown time")
    add_date_order(parser)


def _typed(
    arguments: argparse.Namespace, shell: Shell, now: datetime, stored: datetime | None = None
) -> dict[str, Any]:
    """Return the typed values of the fields, by the names that `read_fields` takes; `stored` is the start to change.

    Raises:
        WrongUsage: the place is an empty word, the time is none or could be two, or the note is to be read from a
            standard input that is closed.
    """
    typed = {field.typed_name: getattr(arguments, field.typed_name) for field in option_fields()}
    if isinstance(typed["place"], list):
        words = typed["place"]
        typed["place"] = " ".join(words) or None
        if words and not "".join(words).strip():
            raise WrongUsage(f"An empty word is not a place. Leave it out, or name one of: {', '.join(PLACES)}.")
    for field in option_fields():
        if field.kind == "words" and typed[field.typed_name]:
            typed[field.typed_name] = split_words(typed[field.typed_name], is_known=is_trigger)
    typed["at"] = settle_moment(typed["at"], arguments, shell, now, stored=stored)
    if typed["note"] == "-":
        if getattr(shell.stdin, "name", "") == os.devnull:  # a closed one was replaced at the start
            raise WrongUsage("The note was to come from standard input, but that is closed. Nothing was changed.")
        shell.say_type_now("the note")
        typed["note"] = shell.stdin.read()
    return typed


def _own_words(typed: Mapping[str, Any]) -> str:
    """Return what the person said in words of their own: the place with its side, the triggers and the note."""
    place = f"{typed.get('place') or ''} {typed.get('side') or ''}"
    return "\n".join((place, *(typed.get("triggers") or ()), typed.get("note") or ""))


def _remedies(typed: Mapping[str, Any]) -> list[str]:
    """Return the words of what was tried, which mean nothing together with a place: a chest rub, and a calf."""
    texts = typed.get("tried") or ()
    items = [item for text in texts for item in ((text,) if text.startswith(OWN) else split_list(text))]
    return [item.removeprefix(OWN) for item in items]


def _print_stored(verb: str, episode: Episode, shell: Shell) -> None:
    """Print a stored episode: every field as JSON, or the recorded fields as one line of text."""
    if verb != UNCHANGED:
        shell.note_done(stored_sentence(f"{verb} and stored", episode))
    if shell.options.wants_json:
        shell.write_json(document(episode))
    elif not shell.options.is_quiet:
        shell.write(f"{verb}: {summary(episode)}")


def _store(fields: dict[str, Any], shell: Shell) -> Episode:
    """Store a new episode and return it.

    Raises:
        KeptAside: it could not be stored.
    """
    now, diary = shell.services.clock.now(), shell.services.diary
    episode: Episode = new_episode(fields, identity=diary.new_id(), device=diary.known_device, now=now)
    try:
        diary.add(episode)
    except DataError as error:
        kept = diary.keeper.keep(episode, None, error)
        if not kept.path:
            paste_line = load("spasmtui.episodes.commands.unsaved:paste_line")
            kept.message += f" {paste_line(episode, shell.options.data_dir and str(diary.folder))}"
        raise kept from error
    return episode


def add(arguments: argparse.Namespace, shell: Shell) -> int:
    """Store an episode that was not timed, then print it.

    Raises:
        WrongUsage: a value cannot be used, or the place's words name none; for words of danger the flag is named.
        KeptAside: it could not be stored; the message says where it is kept, or has the command that records it.
    """
    now = shell.services.clock.now()
    typed = _typed(arguments, shell, now)
    words = _own_words(typed)
    try:
        typed = resolve_place(typed, shell.services.content)
    except WrongUsage:
        asked = _asked_beside(words, typed, shell)
        typed = resolve_place({**typed, "place": asked or None}, shell.services.content)
    services = shell.services
    fields = read_fields(typed, now=now, content=services.content, own_routines=services.config / "routines")
    episode = _store(fields, shell)
    _print_stored("Recorded", episode, shell)
    if arguments.place and episode.place is None and episode.tried:
        named = " ".join(arguments.place)
        shell.say(f"{named!r} is a routine for any place: it is recorded as tried, without a place.")
    return _warn(episode, shell, words, *_remedies(typed))


def _asked_beside(words: str, typed: Mapping[str, Any], shell: Shell) -> str:
    """Return the place among words that can wait for an appointment, or none for a cramp without a place.

    Raises:
        RedFlagMet: the words describe a red flag that cannot wait.
        WrongUsage: they describe none and name no place, or two sides.
    """
    content, place = shell.services.content, str(typed["place"])
    flag = find_flag(words)
    asked = plain_request(place, PlaceIndex(content).find) if flag is not None and flag.level == "book" else None
    if asked is None:
        refuse_danger(words, str(shell.services.config), content, shell.options.language)
        resolve_place(typed, content)
    return asked or ""


def done(arguments: argparse.Namespace, shell: Shell) -> int:
    """Close the open episode."""
    diary, now = shell.services.diary, shell.services.clock.now()
    episode, others = load("spasmtui.episodes.entry.closing:choose_open")(diary.open_episodes(), arguments.id)
    starts = load("spasmtui.episodes.store.measured_starts:MeasuredStarts")(diary.state, shell.services.clock)
    ended_at = load("spasmtui.episodes.entry.closing:parse_end")(
        starts.present_start(episode),
        settle_moment(arguments.at, arguments, shell, now, stored=episode.started_at, is_end=True),
        now,
        is_unknown=arguments.unknown,
    )
    stamps = starts.closing(episode, ended_at) if ended_at is not None else {"ended_at": None}
    closed = diary.edit(episode.id, is_open=False, **stamps)
    _print_stored("Closed", closed, shell)
    for other in others:
        where = place_with_side(other.place, other.side, missing="an episode")
        shell.say(f"Still open: {where} since {other.started_at:%Y-%m-%d %H:%M}, {other.id}.")
    return _warn(closed, shell)


def _go_back(arguments: argparse.Namespace, shell: Shell) -> int:
    """Restore an earlier version of an episode.

    Raises:
        WrongUsage: another change was asked for with it, or the version is no number.
    """
    given = [name for name, value in vars(arguments).items() if value and name not in ("id", "back_to")]
    if given or not (arguments.back_to.isascii() and arguments.back_to.isdigit()):
        raise WrongUsage("--back-to takes the number of a version, and no other change with it.")
    number, diary = int(arguments.back_to), shell.services.diary
    key = diary.find_key(resolve_id(diary, arguments.id))
    conflict = diary.conflict(key)
    episode = diary.go_back(key, number)
    if episode is not None:
        _print_stored("Changed", episode, shell)
        return _say_settled(conflict, key, shell)
    shell.note_done(f"The episode {key} is deleted again.")
    if shell.options.wants_json:
        shell.write_json(None)
    else:
        shell.write(f"Deleted again, as version {number} says. `spasmtui log undo` brings it back.")
    return _say_settled(conflict, key, shell)


def _say_settled(before: Conflict | None, key: str, shell: Shell) -> int:
    if before is None:
        return 0
    from spasmtui.episodes.conflicts.text import settled_text  # noqa: PLC0415 -- few entries are in conflict

    if settled := settled_text(before, shell.services.diary.conflict(key)):
        shell.say(settled)
    return 0


def edit(arguments: argparse.Namespace, shell: Shell) -> int:
    """Change fields of an episode, then print it.

    Raises:
        RedFlagMet: a value cannot be used, and the words describe a red flag.
        WrongUsage: a value cannot be used, no change was named, or a field is both changed and cleared.
    """
    if arguments.back_to is not None:
        return _go_back(arguments, shell)
    diary, now = shell.services.diary, shell.services.clock.now()
    episode = find_episode(diary, arguments.id)
    typed = _typed(arguments, shell, now, episode.started_at)
    services = shell.services
    try:
        fields = read_fields(
            typed,
            now=now,
            content=services.content,
            started_at=episode.started_at,
            own_routines=services.config / "routines",
        )
    except WrongUsage:
        refuse_danger(_own_words(typed), str(services.config), services.content, shell.options.language)
        raise
    if "tried" in fields:
        keep_measured = load("spasmtui.episodes.entry.tried_input:keep_measured")
        fields["tried"] = keep_measured(fields["tried"], episode.tried)
    cleared = clear_fields(arguments.clear)
    if both := next((name for name in arguments.clear if clear_fields([name]).keys() & fields.keys()), None):
        raise WrongUsage(f"{both!r} is both changed and cleared. Give only one of the two.")
    changes = with_consistent_end(episode, cleared | fields)
    if not changes:
        raise WrongUsage("Say what to change, such as --pain 4, or --clear note. Try: spasmtui log edit --help")
    conflict = diary.conflict(episode.id)
    # A value that was typed is chosen, also where it is the present one: the other device's value is settled by it.
    contested = {field.name for field in conflict.fields} if conflict else set()
    chosen = {name: value for name, value in changes.items() if name in contested}
    changes = {**drop_unchanged(episode, changes), **chosen}
    changed = diary.edit(episode.id, **changes) if changes else episode
    _print_stored("Changed" if changes else UNCHANGED, changed, shell)
    if gone := _left_out(episode, changed, fields):
        shell.say(
            f"No longer recorded: {', '.join(gone)}. A new list replaces the old one, so name everything that should "
            "stay."
        )
    _say_settled(conflict, episode.id, shell)
    return _warn(changed, shell, _own_words(typed), *_remedies(typed))


def _left_out(before: Episode, changed: Episode, typed: Iterable[str]) -> list[str]:
    """Return the names of what lists lack that an edit replaced by others; a list that was emptied on purpose has none.

    Args:
        before: the episode before the edit.
        changed: the same after it.
        typed: the names of the fields that were typed.
    """
    gone = []
    if "tried" in typed and changed.tried:
        kept = {each.key for each in changed.tried}
        gone += [SHIPPED.tried(each) for each in before.tried if each.key not in kept]
    for field in (each for each in fields_of_kind("words") if each.name in typed):
        words: tuple[str, ...] = field.value(changed) or ()
        gone += [word_name(word) for word in field.value(before) or () if words and word not in words]
    return gone


def _warn(episode: Episode, shell: Shell, *texts: str) -> int:
    """Print a reason to get help: of the person's own words, and of the rules, each of those once per episode.

    A time zone that the system does not know is named last.
    """
    if (danger := next(filter(None, map(find_flag, filter(None, texts))), None)) is not None:
        services = shell.services
        lines = answer_and_more(danger, str(services.config), services.content, shell.options.language)
        shell.warn(" ".join(lines))
    if episode.signs or episode.ended_at is not None:
        flags = load_flags(shell.services.content).fitting(episode)
        for flag in ShownFlags(shell.services.diary.state).add(episode, flags):
            shell.warn(f"{flag_text(flag)} More: spasmtui guide {flag.page}")
    warn_of_unknown_zone(shell)
    return 0
