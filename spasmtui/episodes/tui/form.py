"""The form of a new or an existing episode: one key answers a field and moves on to the next."""

from __future__ import annotations

import os
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static

from spasmtui.episodes.entry.draft_file import Draft
from spasmtui.episodes.entry.form_fields import FormField, Value, Values, apply_key, form_values, read_form
from spasmtui.episodes.entry.typed_line import editable_text, parse_typed_text, typed_texts, typing_prompt
from spasmtui.episodes.entry.typed_times import time_remark
from spasmtui.episodes.episode_text import NOT_RECORDED, brief
from spasmtui.episodes.model.names import SHIPPED, Names
from spasmtui.episodes.store.journal.ids import draft_name
from spasmtui.episodes.tui.field_list import FieldList, FormKeyBar
from spasmtui.episodes.tui.form_parts.choices import Choices, choices_text
from spasmtui.episodes.tui.form_parts.kept_draft import KeptDraft
from spasmtui.episodes.tui.form_parts.line_input import LineInput
from spasmtui.episodes.tui.form_parts.place_map import PlaceMap
from spasmtui.episodes.tui.form_parts.storing import FormStore
from spasmtui.errors import EditConflict, KeptAside, SpasmError
from spasmtui.shared.danger.answer import lead_and_rest
from spasmtui.shared.danger.gate import find_flag
from spasmtui.shared.emergency_numbers import emergency_number
from spasmtui.shared.key_names import with_keys
from spasmtui.shell import load
from spasmtui.terminal.sanitize import as_content, sanitize
from spasmtui.ui.clicks import pressing
from spasmtui.ui.confirm_dialog import ConfirmDialog
from spasmtui.ui.disk.errands import errands_of, say_if_slow
from spasmtui.ui.dismiss_once import DismissOnce
from spasmtui.ui.key_bar import shown_labels
from spasmtui.ui.keys.after_keys import AfterKeys

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from spasmtui.clock import Clock
    from spasmtui.episodes.model.episode import Episode
    from spasmtui.episodes.store.diary import Diary
    from spasmtui.shared.danger.gate import MatchedFlag

SAVES_YOURS = "{s:form.save} saves yours, Esc keeps theirs"
ROWS_FOR_ALL_BELOW = 34
"""Rows from which the options stand below the fields, so that the map has the width of the window."""


class EpisodeForm(DismissOnce, Screen["Episode | None"]):
    """The form's screen; it dismisses with the stored episode, or None where nothing was stored.

    The answers are kept in a draft file from the first key on, until they are stored or thrown away.

    Args:
        diary: the diary that stores the episode, in a thread.
        clock: the present.
        content: the root of the shipped content.
        config: the folder of the settings, for the number to call.
        fields: the lines of the form.
        values: the first answers of a new episode.
        before: the episode to change; None for a new one.
        asks_when: the line for the time is open at first, because it was not now.
        names: the titles of routines.
        counts: how often each place was recorded, by place and side, for the map of the body.
    """

    CSS_PATH = "episodes.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "save", "save", tooltip="Save the episode", id="form.save"),
        Binding("m", "map", "map", tooltip="Choose the place on a map of the body", id="form.map"),
        Binding("escape", "leave", "back", tooltip="Back; asks first if something was changed", id="form.back"),
    ]

    def __init__(
        self,
        diary: Diary,
        clock: Clock,
        content: Path,
        config: Path | None = None,
        *,
        fields: tuple[FormField, ...],
        values: Values | None = None,
        before: Episode | None = None,
        asks_when: bool = False,
        names: Names = SHIPPED,
        counts: Mapping[tuple[str, str | None], int] | None = None,
    ) -> None:
        super().__init__()
        self.names = names
        self.counts = dict(counts or {})
        self._asks_when = asks_when
        self._remarked: int | None = None  # the field that was come to with a remark on what was typed
        self.diary, self.clock = diary, clock
        self.content_folder, self.config = content, config
        self.read_line = partial(parse_typed_text, names=names, content=content, config=config)
        self.show_line = partial(editable_text, names=names, content=content, config=config)
        self.fields = fields
        self.before = before
        self.first: Values = form_values(before) if before else dict(values or {})
        self.after_keys = AfterKeys(self, self._show_choices)
        file = Draft(diary.state / draft_name(before.id if before else None), clock.now(), diary.journals)
        self.draft = KeptDraft(self, file)
        self.is_saving = False
        self.editor: Any = None
        """The editor of a text of several lines, a `NoteEditor`, while it is open."""
        self.store = FormStore(diary, clock)
        self._offered = ""
        """The text that the line had at first: unchanged, it keeps the value and the seconds that it does not show."""
        self.danger: MatchedFlag | None = None
        """The red flag that the typed words describe, if any."""

    def compose(self) -> ComposeResult:
        """Lay out the title, the fields, the options of the chosen one, the line to type in and the keys."""
        yield Static(as_content("New episode" if self.before is None else "Change an episode"), id="title")
        with Horizontal():
            with Horizontal(id="answers"):
                yield FieldList(self.fields, id="fields")
                yield Choices(id="choices")
            yield PlaceMap(self.counts, id="map")
        yield Static(id="danger")
        yield Static(id="message")
        yield Static(f"{NOT_RECORDED} not recorded", id="legend")
        yield LineInput(id="line", select_on_focus=False)
        yield FormKeyBar()

    def on_mount(self) -> None:
        """Fill in the draft, or the first answers."""
        self.query_one(Input).display = False
        fields = self.query_one(FieldList)
        fields.names = self.names
        fields.values = {**self.first}
        fields.focus()
        self.draft.read(self._take_draft)
        self._show_choices()
        self._show_danger()
        if self._asks_when and fields.values == self.first:
            fields.chosen = [field.kind for field in self.fields].index("moment")
            self._type(FieldList.Typing())

    def _take_draft(self, draft: Values) -> None:
        """Fill in what was not saved before; where a slow disk tells it late, what was typed meanwhile counts."""
        fields = self.query_one(FieldList)
        if not draft or self.store.unsaved is not None:
            return
        fields.values = self._with_typed(draft)
        self._show_message("This is what you had not saved yet. Esc throws it away.")
        if fields.values == draft:
            self._show_choices()
        else:
            self._keep_draft()  # in place of what was typed alone, which waits for the disk
        self._show_danger()

    def _with_typed(self, others: Values) -> Values:
        """Return other answers, but those that were typed here."""
        values = self.query_one(FieldList).values
        typed = {name for name in {*self.first, *values} if values.get(name) != self.first.get(name)}
        both = {name: (values if name in typed else others).get(name) for name in {*others, *typed}}
        return {name: value for name, value in both.items() if value is not None}

    @property
    def is_changed(self) -> bool:
        """True where leaving would lose an answer."""
        return self.query_one(FieldList).values != self.first

    @on(FieldList.Chosen)
    def _choose(self) -> None:
        if self._remarked not in (None, self.query_one(FieldList).chosen):
            self._show_message("")
        self.after_keys.start()
        self._show_danger()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 -- Textual's
        """Enable the map only where a place is asked for."""
        return action != "map" or (self.is_mounted and self.query_one(FieldList).field.kind == "place")

    def action_map(self) -> None:
        """Choose the place on a map of the body, lit by what was recorded before."""
        self.query_one(PlaceMap).open(self._where)

    @property
    def _where(self) -> str:
        return str(self.query_one(FieldList).values.get("where", ""))

    @on(PlaceMap.Picked)
    def _take_place(self, message: PlaceMap.Picked) -> None:
        fields = self.query_one(FieldList)
        if not fields.can_focus:
            return  # the mouse does not take what is being typed to another field
        fields.focus()
        fields.chosen = [field.kind for field in self.fields].index("place")
        self._put(message.value, moves_on=True)

    def _put(self, value: Value | None, *, moves_on: bool) -> None:
        fields = self.query_one(FieldList)
        fields.put(value)
        fields.chosen += int(moves_on and fields.chosen < len(self.fields) - 1)
        self._keep_draft()

    def _show_choices(self) -> None:
        fields, column = self.query_one(FieldList), self.query_one("#choices", Static)
        room = column.content_size.width or 36
        column.update(choices_text(fields.field, fields.values, self.size.width, room))
        self.query_one(PlaceMap).mark(self._where)
        self.refresh_bindings()

    def on_resize(self) -> None:
        """Place the options beside the fields, or above them in a small window."""
        self.set_class(self.size.width < 60, "-narrow")
        self.set_class(self.size.height >= 18, "-tall")
        place_map = self.query_one(PlaceMap)
        if any(field.kind == "place" for field in self.fields):
            place_map.fit(self.size, self._where)
        self.set_class(place_map.display, "-has-map")
        self.set_class(place_map.display and self.size.height >= ROWS_FOR_ALL_BELOW, "-stacked")
        self.call_after_refresh(self._show_choices)

    @on(FieldList.Pressed)
    def _press(self, message: FieldList.Pressed) -> None:
        fields = self.query_one(FieldList)
        result = apply_key(fields.field, fields.values.get(fields.field.name), message.key)
        if result is not None:
            self._put(result[0], moves_on=result[1])

    @on(FieldList.Typing)
    def _type(self, message: FieldList.Typing) -> None:
        fields, line = self.query_one(FieldList), self.query_one(Input)
        if message.ahead is not None:
            (self.editor or line).post_message(message.ahead)
            return
        fields.can_focus = False  # neither Tab nor the mouse takes the line to another field
        self.query_one(PlaceMap).disabled = True  # nor the keys away from the line
        text = message.first or self.show_line(fields.field, fields.values.get(fields.field.name))
        if fields.field.kind == "text":
            self._write(text)
            return
        line.value = text
        self._offered = "" if message.first else text
        line.placeholder = Content(typing_prompt(fields.field)).plain
        line.display = True
        line.focus()
        line.cursor_position = len(line.value)

    def _write(self, text: str) -> None:
        """Open the editor of a text of several lines below the fields."""
        label = self.query_one(FieldList).field.label
        self.editor = load("spasmtui.episodes.tui.form_parts.note_editor:NoteEditor")(text, label, id="note")
        self.mount(self.editor, before="#danger")
        self.add_class("-writing")
        self.editor.focus()

    def on_note_editor_edited(self) -> None:
        """Look for words of danger in what was written so far."""
        self._show_danger()

    def on_note_editor_done(self) -> None:
        """Take over what was written, and go on to the next field."""
        self._put(self._take_note(), moves_on=True)
        self._close_line()

    def _take_note(self) -> str | None:
        return sanitize(self.editor.text).strip("\n ") or None if self.editor is not None else None

    def save_state(self) -> None:
        """Keep what is being written in the draft, before the program ends."""
        if self.editor is not None:
            fields = self.query_one(FieldList)
            fields.put(self._take_note())
            self.draft.keep_now(fields.values)

    @on(Input.Submitted)
    def _typed(self, message: Input.Submitted) -> None:
        fields, now = self.query_one(FieldList), self.clock.now()
        value, text = fields.values.get(fields.field.name), sanitize(message.value)
        is_new = message.value != self._offered
        try:
            value = self.read_line(fields.field, text, now, value=value) if is_new else value
        except SpasmError as error:
            self._show_message(error.message)
            return
        fields.put(value)
        self._close_line()
        remark = time_remark(text, now) if is_new and fields.field.kind == "moment" else ""
        self._show_message(remark)
        fields.chosen = 0 if self._asks_when else min(fields.chosen + 1, len(self.fields) - 1)
        self._keep_draft()
        self._asks_when, self._remarked = False, fields.chosen if remark else None

    @on(Input.Changed)
    def _show_danger(self) -> None:
        """Say what to do about the words typed so far, as long as they describe a red flag."""
        fields, line = self.query_one(FieldList), self.query_one(Input)
        values = {**fields.values}
        is_typing = line.display or self.editor is not None
        if is_typing and (fields.field.takes_many or fields.field.kind == "text"):
            typed = line.value if self.editor is None else self.editor.text
            values[fields.field.name] = sanitize(typed, one_line=True)
        found = (find_flag(text) for text in typed_texts(self.fields, values))
        self.danger = next((flag for flag in found if flag is not None), None)
        self.set_class(self.danger is not None, "-danger")
        if self.danger is not None:
            lead, rest = lead_and_rest(self.danger, emergency_number(os.environ, str(self.config or "")))
            keys = f"{'Esc' if self.editor else shown_labels('⏎')}, then ! says more." if is_typing else "! says more."
            said = Content.assemble((f"{lead} {keys}", "bold $text-error"), " ", rest)
            self.query_one("#danger", Static).update(pressing(said, "" if is_typing else "exclamation_mark"))

    def _close_line(self) -> None:
        self.query_one(Input).display = False
        if self.editor is not None:
            self.editor.remove()
            self.editor = None
            self.remove_class("-writing")
        fields = self.query_one(FieldList)
        fields.can_focus = True
        self.query_one(PlaceMap).disabled = False
        fields.focus()
        self._show_message("")
        self._show_danger()

    def action_save(self) -> None:
        """Store the answers in a thread."""
        if not self.is_saving:
            self.is_saving = True
            values, now = dict(self.query_one(FieldList).values), self.clock.now()
            say_if_slow(self.app, self.run_worker(lambda: self._save(values, now), thread=True, group="save"))

    def _save(self, values: Values, now: datetime) -> None:
        try:
            fields = read_form(values, now=now, content=self.content_folder, before=self.before, config=self.config)
            before = self.before
            stored = self.store.add(fields, now) if before is None else self.store.change(before, fields)
        except KeptAside as error:
            self.app.call_from_thread(self._not_saved, error.cause)
            if error.path:  # else the next start would have the episode, and offer it again
                self.app.call_from_thread(self.draft.forget)
        except SpasmError as error:
            self.app.call_from_thread(self._not_saved, error)
        else:
            self.app.call_from_thread(self._saved, stored)

    def _saved(self, stored: Episode) -> None:
        self.draft.forget()
        self.dismiss(stored)

    def _not_saved(self, error: SpasmError) -> None:
        self.is_saving = False
        if isinstance(error, EditConflict):
            self._rebase(error.stored)
            self._show_message(f"{error.message} {with_keys(SAVES_YOURS)}: {brief(error.stored)}.")
        else:
            self._show_message(f"{error.message} What you typed is kept; {with_keys('{s:form.save} tries again.')}")

    def _rebase(self, stored: Episode) -> None:
        """Continue from the episode as another terminal has changed it, with the answers typed here."""
        theirs = form_values(stored)
        self.query_one(FieldList).values = self._with_typed(theirs)
        self.before, self.first = stored, theirs
        self._keep_draft()
        self._show_danger()

    def action_leave(self) -> None:
        """Close the line being typed; else leave, after a question where an answer would be lost."""
        fields = self.query_one(FieldList)
        if self.query_one(Input).display:
            self._close_line()
        elif not fields.has_focus:
            fields.focus()
        elif self.is_changed:
            question = ConfirmDialog("Throw away what you typed?", "throw away", "keep typing")
            self.app.push_screen(question, self._leave_if)
        else:
            self._leave_if(True)

    def _leave_if(self, is_confirmed: bool | None) -> None:
        if is_confirmed:
            errands_of(self.app).add(self.store.forget)
            self.draft.forget()
            self.dismiss(None)

    def _show_message(self, text: str) -> None:
        self.set_class(bool(text), "-saying")
        self.query_one("#message", Static).update(as_content(text))

    def _keep_draft(self) -> None:
        self._show_choices()
        self.draft.keep(self.query_one(FieldList).values)
