"""Log an episode question by question, change one, and complete the one of the night."""

from __future__ import annotations

import shlex
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from spasmtui.episodes.entry.command_line import recording_command
from spasmtui.episodes.entry.draft_file import Draft
from spasmtui.episodes.entry.field_input import new_episode
from spasmtui.episodes.entry.form_fields import diary_fields, form_values, own_folder, read_form
from spasmtui.episodes.entry.red_flag_loader import load_flags
from spasmtui.episodes.entry.routine_titles import load_names
from spasmtui.episodes.entry.typed_times import time_remark
from spasmtui.episodes.episode_text import brief, summary
from spasmtui.episodes.menus.field_questions import (
    CLEAR_WORDS,
    MORE,
    WITHOUT_ANSWER,
    question_pages,
    read_answer,
    value_text,
    with_lasting_numbers,
)
from spasmtui.episodes.model.tried_uses import RECENT_EPISODES
from spasmtui.episodes.store.journal.ids import draft_name
from spasmtui.errors import DataError, KeptAside, SpasmError, WrongUsage
from spasmtui.menus.conversation import Back, Leave

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spasmtui.episodes.entry.form_fields import FormField, Values
    from spasmtui.episodes.model.episode import Episode
    from spasmtui.episodes.model.names import Names
    from spasmtui.menus.conversation import Conversation

FIRST_ASKED = ("where", "pain", "at", "length")
"""The fields that are asked before the episode can be saved; the others only when asked for."""
SIDES = ("left", "right", "both")
HELP = (
    "Answer one question after the other. Enter alone leaves one out, b goes back to the one before, and nothing is "
    "saved before you say so."
)
KEPT = "What you typed is kept, and offered the next time this is opened."
UNANSWERED = {"at": "Enter alone: it began just now, or as long ago as it lasted."}
"""What an empty answer means where it is not `not recorded`."""


class EpisodeQuestions:
    """The questions about one episode, with the answers so far in a draft file."""

    def __init__(self, talk: Conversation, before: Episode | None = None) -> None:
        """Read what the questions offer.

        Args:
            talk: the conversation.
            before: the episode that is changed; None for a new one.

        Raises:
            DataError: the diary cannot be read.
        """
        services = talk.host.shell.services
        self._talk = talk
        self._services = services
        self._before = before
        recent = _recent(talk)
        tried = {each.routine for episode in recent for each in episode.tried if each.routine is not None}
        self._names: Names = load_names(tried, own_folder(services.config))
        signs = dict(load_flags(services.content).signs)
        fields = diary_fields(recent, content=services.content, signs=signs, names=self._names)
        self.fields = tuple(with_lasting_numbers(field) for field in fields)
        self.draft = Draft(
            services.state / draft_name(before.id if before else None), services.clock.now(), services.diary.journals
        )
        self.values: Values = {} if before is None else form_values(before)
        self._first = dict(self.values)

    @property
    def is_changed(self) -> bool:
        """True if something was answered that is not stored."""
        return self.values != self._first

    def offer_draft(self) -> None:
        """Take up the answers of an earlier time that were not stored, if the person wants them.

        Raises:
            Back: the person decides later.
        """
        if not (kept := self.draft.read()):
            return
        lines = [f"{field.label}: {value_text(field, kept[field.name])}" for field in self.fields if field.name in kept]
        self._talk.tell("Not saved the last time. " + ". ".join(lines) + ".")
        if self._talk.choose("These answers", ["Go on with them", "Throw them away"]) == 0:
            self.values = kept
        else:
            self.draft.delete()

    def ask(self, fields: Sequence[FormField], without_answer: str = WITHOUT_ANSWER) -> None:
        """Ask for fields one after the other; `b` returns to the one before.

        Raises:
            Back: the person goes back from the first question.
            Leave: the person leaves; the answers are kept.
        """
        at = 0
        while at < len(fields):
            try:
                self._ask_one(
                    fields[at], UNANSWERED.get(fields[at].name, without_answer) if not self._before else without_answer
                )
                at += 1
            except Back:
                if at == 0:
                    raise
                at -= 1

    def _ask_one(self, field: FormField, without_answer: str) -> None:
        value = self.values.get(field.name)
        if value is not None:
            without_answer = "Enter alone keeps it; clear takes it out."
        pages, page = question_pages(field, value, without_answer, self._talk.window), 0
        is_told, is_text = False, field.kind in ("text", "words", "tried")
        while typed := self._typed(pages[page], is_told=is_told, is_text=is_text):
            if typed == MORE and len(pages) > 1:
                page, is_told = (page + 1) % len(pages), False
                continue
            try:
                self._take(field, typed)
            except SpasmError as error:
                self._talk.tell(f"{error.message}\n{field.label}?")
                is_told = True
            else:
                break
        if typed and field.kind == "place" and " " not in str(self.values.get(field.name, " ")):
            self._ask_side(field)

    def _ask_side(self, field: FormField) -> None:
        """Ask for the side of a place that was named without one."""
        place = str(self.values[field.name])
        question = "Which side? 1 left, 2 right, 3 both. Enter alone: not recorded."
        while typed := self._typed(question).lower().rstrip("."):
            side = typed if typed in SIDES else dict(zip(("1", "2", "3"), SIDES, strict=True)).get(typed)
            if side is not None:
                self._take(field, f"{place} {side}" if side != "both" else f"both {place}")
                return
            self._talk.tell(f"{typed[:40]!r} is no side.")

    def _typed(self, question: str, *, is_told: bool = False, is_text: bool = False) -> str:
        return self._talk.ask(question, help_text=HELP, is_told=is_told, is_text=is_text)

    def _take(self, field: FormField, typed: str) -> None:
        """Keep an answer.

        Raises:
            WrongUsage: it cannot be used.
        """
        services = self._services
        if typed.lower() in CLEAR_WORDS and field.name in self.values:
            if field.name == "at":
                raise WrongUsage("The start is always recorded.")
            del self.values[field.name]
        else:
            value = read_answer(
                field,
                typed,
                self.values,
                now=services.clock.now(),
                names=self._names,
                content=services.content,
                config=services.config,
            )
            if value is not None:
                self.values[field.name] = value
        self.draft.keep(self.values)
        remark = time_remark(typed, services.clock.now()) if field.kind == "moment" else ""
        self._talk.tell(f"{field.label}: {value_text(field, self.values.get(field.name))}. {remark}".rstrip())

    def episode(self) -> Episode:
        """Return the episode with these answers, as it would be stored.

        Raises:
            WrongUsage: the answers contradict each other.
        """
        services = self._services
        now = services.clock.now()
        read = read_form(self.values, now=now, content=services.content, before=self._before, config=services.config)
        if self._before is not None:
            return replace(self._before, **read)
        return new_episode(read, identity="new", device="", now=now)

    @property
    def summary(self) -> str:
        """The answers in one line."""
        try:
            return summary(self.episode(), self._names).removesuffix(" (new)")
        except WrongUsage as error:
            return error.message

    def save(self) -> bool:
        """Store the answers by the command that records or changes an episode; return whether it was stored.

        What the diary cannot take is kept aside by the command; everything else that fails keeps the answers here.
        """
        try:
            line = recording_command(self.episode(), self._before)
            told = [self._talk.host.do(words) for words in _commands(line)]
        except KeptAside as error:
            if error.path:
                self.draft.delete()  # else it would be offered, and recorded, twice
            self._talk.tell(error.message)
            return bool(error.path)
        except SpasmError as error:
            self._talk.tell(f"{error.message} {KEPT}")
            return False
        self.draft.delete()
        self._talk.tell("\n".join(told) or "Nothing was changed.")
        return True

    def forget(self) -> None:
        """Forget the answers that are not stored."""
        self.values = dict(self._first)
        self.draft.delete()

    def throw_away(self) -> bool:
        """Throw the answers away after a question; return whether they are gone."""
        if self.is_changed:
            try:
                if self._talk.choose("Throw away what you typed?", ["Throw it away", "Keep it"]) == 1:
                    return False
            except Back:
                return False
            self._talk.tell("Thrown away. Nothing was changed.")
        self.forget()
        return True


def _commands(line: str) -> list[list[str]]:
    """Return the words of each command of a line, without the name of the program."""
    commands: list[list[str]] = [[]]
    for word in shlex.split(line):
        if word == "&&":
            commands.append([])
        else:
            commands[-1].append(word)
    return [words[1:] for words in commands if len(words) > 1]


def _recent(talk: Conversation) -> Sequence[Episode]:
    """Return the newest episodes, which say what is offered first; none where the diary cannot be read."""
    try:
        recent: Sequence[Episode] = talk.host.shell.services.diary.episodes(limit=RECENT_EPISODES)
    except DataError:
        return ()
    return recent


def tell_unfinished(talk: Conversation) -> None:
    """Say at the start that there are answers of an earlier time that were not stored."""
    services = talk.host.shell.services
    if Draft(services.state / draft_name(None), services.clock.now(), services.diary.journals).read():
        talk.tell("An episode that was begun is not saved yet: Diary, then Log an episode, goes on with it.")


@contextmanager
def _keeping(talk: Conversation, asked: EpisodeQuestions) -> Iterator[None]:
    """Say that the answers are kept where the person leaves in the block.

    Raises:
        Leave: the person leaves.
    """
    try:
        yield
    except Leave:
        if asked.is_changed:
            talk.tell(KEPT)
        raise


def log_episode(talk: Conversation) -> None:
    """Log an episode: the first questions, then a menu to save it, to answer more, or to change an answer.

    Raises:
        Back: the person decides later about answers that were kept.
        Leave: the person leaves; the answers are kept.
    """
    asked = EpisodeQuestions(talk)
    asked.offer_draft()
    with _keeping(talk, asked):
        _ask_and_save(talk, asked)


def _ask_and_save(talk: Conversation, asked: EpisodeQuestions) -> None:
    """Ask, then offer to save, until the episode is stored or thrown away."""
    first = [field for field in asked.fields if field.name in FIRST_ASKED]
    others = [field for field in asked.fields if field.name not in FIRST_ASKED]
    following = first
    while True:
        try:
            asked.ask(following)
        except Back:
            if following is first and asked.throw_away():
                return
        following = []
        try:
            chosen = talk.choose(
                f"Not saved yet: {asked.summary}",
                ["Save it", "Answer the other questions", "Change an answer", "Throw it away"],
                help_text=HELP,
            )
            if (chosen == 0 and asked.save()) or (chosen == 3 and asked.throw_away()):
                return
            if chosen == 1:
                following = others
            elif chosen == 2:
                following = [_choose_field(talk, asked)]
        except Back:
            following = first


def _choose_field(talk: Conversation, asked: EpisodeQuestions) -> FormField:
    labels = [f"{field.label}: {value_text(field, asked.values.get(field.name))}" for field in asked.fields]
    return asked.fields[talk.choose("Which answer?", labels, help_text=HELP)]


def change_episode(talk: Conversation, episode: Episode) -> None:
    """Change an answer of an episode, which is stored at once; `b` changes nothing.

    Raises:
        Back: the person decides later about answers that were kept.
    """
    asked = EpisodeQuestions(talk, episode)
    asked.offer_draft()
    if not asked.is_changed:
        try:
            with _keeping(talk, asked):
                asked.ask([_choose_field(talk, asked)], "Enter alone changes nothing.")
        except Back:
            asked.forget()
    _save_if_changed(talk, asked)


def complete_episode(talk: Conversation, episode: Episode, names: Sequence[str]) -> None:
    """Ask for the fields that an episode lacks, and store the answers.

    Args:
        talk: the conversation.
        episode: the episode.
        names: the names of the fields to ask for.

    Raises:
        Back: the person decides later about answers that were kept.
        Leave: the person leaves; the answers so far are stored.
    """
    asked = EpisodeQuestions(talk, episode)
    talk.tell(f"About {brief(episode)}:")
    asked.offer_draft()
    try:
        asked.ask([field for field in asked.fields if field.name in names])
    except Back:
        pass  # the answers so far are stored all the same
    except Leave:
        _save_if_changed(talk, asked)
        raise
    _save_if_changed(talk, asked)


def _save_if_changed(talk: Conversation, asked: EpisodeQuestions) -> None:
    if asked.is_changed:
        asked.save()
    else:
        asked.draft.delete()
        talk.tell("Nothing was changed.")
