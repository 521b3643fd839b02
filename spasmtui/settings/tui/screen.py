"""Show every setting with its meaning, and change it: the arrow keys are enough."""

import os
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from spasmtui.settings.catalog import Setting, with_value
from spasmtui.settings.rows import SettingRow, find_hindrances, notices, setting_rows
from spasmtui.settings.tui.preview import Preview
from spasmtui.shared.key_names import with_keys
from spasmtui.shared.regular_file import promptly
from spasmtui.shared.settings import LoadedSettings
from spasmtui.shell import load
from spasmtui.terminal.sanitize import shown_text
from spasmtui.ui.disk.errands import say_if_slow
from spasmtui.ui.form.rows import FormList, FormRow
from spasmtui.ui.form.text_dialog import TextDialog
from spasmtui.ui.key_bar import KeyBar

KEYS_ROW = "keys"
ROWS_FOR_A_DEFAULT = 30
"""Rows of a window from which the default has a line of its own."""
UNREAD = "The disk has not told your settings yet: these are the defaults."
ONE_OF_SEVERAL = "This is one of several in a list, which has to be read before it can be changed."
VOICES = "spasmtui.relief.running.cue_player:CuePlayer"


class SettingsScreen(Screen[None]):
    """All settings in one list, the meaning of the chosen one below, and what it looks like beside it."""

    only_shows = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,comma", "app.back", "back", tooltip="Back", id="settings.back"),
        Binding("backspace,r", "reset", "default", tooltip="The default again", id="settings.reset"),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-slim"), (38, "-narrow"), (60, "-normal"), (100, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-tiny"), (11, "-low"), (18, "-tall"), (48, "-high")]
    DEFAULT_CSS = """
    SettingsScreen {
        #settings-title { height: 1; padding: 0 1; text-wrap: nowrap; text-overflow: ellipsis; }
        #settings-main { height: 1fr; }
        #settings-left { width: 1fr; }
        FormList { margin: 1 1 0 1; }
        Preview { display: none; width: 1fr; }
        #settings-meaning { height: 5; padding: 0 3; margin: 1 0 0 0; }
        &.-wide Preview { display: block; }
        &.-wide #settings-left { max-width: 72; }
        &.-high FormList { height: auto; max-height: 80%; }
        &.-slim, &.-narrow, &.-low, &.-tiny {
            FormList { margin: 0; }
            #settings-meaning { padding: 0 1; margin: 0; }
        }
        /* As many rows as the longest meaning takes; where few are left, the values come first. */
        &.-slim #settings-meaning { height: 8; max-height: 50%; }
        &.-low.-normal #settings-meaning { height: 4; }
        &.-tiny #settings-meaning { display: none; }
    }
    """

    def __init__(self, host: Any) -> None:
        """Create the screen for the app that it changes."""
        super().__init__()
        self._host = host
        self._store = host.settings_store
        self._loaded: LoadedSettings = host.services.settings_now()
        self._notice = ""
        self._wanted = ""
        self._rows: dict[str, SettingRow] = {}
        self._hindrances = find_hindrances(
            os.environ,
            str(host.services.config),
            # The tools are looked for along PATH, which may lead through the person's own folders.
            has_voice=promptly(
                lambda: bool(load(VOICES)(self._loaded.settings.relief, write=lambda _text: None).voice), True
            ),
            has_no_color=bool(os.environ.get("NO_COLOR")),
        )
        self._list = FormList(22, is_ascii=host.options.is_ascii, id="settings-list")
        self._preview = Preview(host)

    @classmethod
    def create(cls, host: Any) -> "SettingsScreen":
        """Create the screen for the app."""
        return cls(host)

    def compose(self) -> ComposeResult:
        """Compose the title, the list with the meaning below, the preview beside it, and the key bar."""
        yield Static(id="settings-title", markup=False)
        with Horizontal(id="settings-main"):
            with Vertical(id="settings-left"):
                yield self._list
                yield Static(id="settings-meaning", markup=False)
            yield self._preview
        yield KeyBar()

    def on_mount(self) -> None:
        """Show the settings and the figure."""
        self._show()
        self._list.focus()
        self.call_after_refresh(self._preview.show_figure, moves=False)

    def on_screen_resume(self) -> None:
        """Show how many keys are changed, after the screen of the keys."""
        if self._rows:
            self._loaded = self._host.services.settings_now()
            self._show()

    def take_settings(self, loaded: LoadedSettings) -> None:
        """Show the settings, which a slow disk has told only now; the chosen row stays."""
        self._loaded = loaded
        if self._rows:
            self._show()

    def choose(self, setting_id: str) -> None:
        """Choose the row of a setting, as soon as there are rows."""
        self._wanted = setting_id
        if self._rows:
            self._show()

    def _show(self) -> None:
        """Show the title and all rows; what is wrong with the file comes first."""
        home = os.path.expanduser("~")
        path = str(self._store.path)
        short = f"~{path[len(home) :]}" if path.startswith(f"{home}/") else path
        rows = setting_rows(self._loaded, self._hindrances)
        legend = f"   {self._list.changed_mark} not the default" if any(row.is_changed for row in rows) else ""
        room = max(0, self.app.size.width - len("Settings") - len(legend) - 6)
        short = short if len(short) <= room else f"…{short[-room + 1 :]}" if room > 12 else ""
        self.query_one("#settings-title", Static).update(
            Content.assemble(("Settings", "bold"), "   ", (shown_text(short, one_line=True) + legend, "$text-muted"))
        )
        self._rows = {row.setting.id: row for row in rows if row.setting is not None}
        count = len(self._loaded.settings.keys)
        keys = FormRow(id=KEYS_ROW, label="Key of each action", value=f"{count} changed" if count else "none changed")
        self._list.show_rows((*map(_form_row, rows), FormRow(id="", label="Keys", is_heading=True), keys), self._wanted)
        self._wanted = ""
        self._show_meaning()
        self.refresh_bindings()

    @on(FormList.Moved)
    def _show_meaning(self) -> None:
        chosen = self._list.chosen
        row = self._rows.get(chosen.id) if chosen is not None else None
        lines: list[Content] = []
        if row is not None and row.setting is not None:
            blank = "\n" if self.size.height >= ROWS_FOR_A_DEFAULT and not (row.fault or row.hindrance) else " "
            lines.append(Content.assemble(row.setting.meaning, (f"{blank}Default: {row.default}.", "$text-muted")))
            for text, style in ((row.fault, "$text-error"), (row.hindrance, "$text-warning")):
                if text:
                    lines.append(Content.styled(shown_text(text, one_line=True), style))
        else:
            lines.append(
                Content(with_keys("Give an action another key. {Enter:rows.open} lists all actions with their keys."))
            )
        late = "" if self._host.has_read_settings else UNREAD
        others = [notice for notice in (late, self._notice, *notices(self._loaded)) if notice]
        lines += [Content.styled(shown_text(notice, one_line=True), "$text-warning") for notice in others]
        self.query_one("#settings-meaning", Static).update(Content("\n").join(lines))

    @on(FormList.Stepped)
    def _step(self, message: FormList.Stepped) -> None:
        if (setting := self._setting(message.row_id)) is not None:
            self._change(setting, setting.step(self._loaded.settings, message.direction))

    @on(FormList.Opened)
    def _open(self, message: FormList.Opened) -> None:
        if message.row_id == KEYS_ROW:
            self._list_keys()
        elif (setting := self._setting(message.row_id)) is None:
            return
        elif setting.choices:
            self._change(setting, setting.step(self._loaded.settings, 1))
        else:
            self._type(setting)

    def _type(self, setting: Setting) -> None:
        value = str(setting.value_in(self._loaded.settings))
        dialog = TextDialog(setting.title, value, hint=setting.meaning, check=setting.refusal, longest=setting.longest)
        self.app.push_screen(dialog, lambda text: None if text is None else self._change(setting, setting.parse(text)))

    def action_reset(self) -> None:
        """Take the chosen setting out of the file, so that the default holds."""
        if self._list.chosen is not None and (setting := self._setting(self._list.chosen.id)) is not None:
            self._change(setting, setting.default, is_reset=True)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the default only where the chosen setting has another value or a faulty one."""
        if action == "reset":
            row = self._rows.get(self._list.chosen.id) if self._list.chosen is not None else None
            return row is not None and (row.is_changed or bool(row.fault))
        return super().check_action(action, parameters)

    def _list_keys(self) -> None:
        """Open the list of all actions with their keys."""
        self.app.push_screen(load("spasmtui.settings.tui.keys_screen:KeysScreen")(self._host, self._store))

    def _setting(self, row_id: str) -> Setting | None:
        row = self._rows.get(row_id)
        return row.setting if row is not None else None

    def _change(self, setting: Setting, value: object, *, is_reset: bool = False) -> None:
        """Note a change, show it at once and save it on a thread."""
        if setting.member and not self._host.has_read_settings:
            self._notice = ONE_OF_SEVERAL
            self._show_meaning()
            return
        written = setting.to_file(self._loaded.settings, value)
        self._store.add((setting.name, None if is_reset and not setting.member else written))
        self._use(with_value(self._loaded, setting, written), "")
        # Of the app, whose end waits for it: the workers of a screen count as done when that has gone.
        worker = self._host.run_worker(lambda: self._store.write(self._tell), thread=True, group="save")
        say_if_slow(self.app, worker)
        if setting.name == ("relief", "motion"):
            self._preview.show_figure(moves=bool(value))

    def _tell(self, loaded: LoadedSettings, notice: str) -> None:
        """Show what the file has now; called on the thread that has written it."""
        self._host.call_from_thread(self._use_written, loaded, notice)

    def _use_written(self, loaded: LoadedSettings, notice: str) -> None:
        self._host.use_written_settings(loaded)
        self._show_used(loaded, notice)

    def _use(self, loaded: LoadedSettings, notice: str) -> None:
        self._host.use_changed_settings(loaded)
        self._show_used(loaded, notice)

    def _show_used(self, loaded: LoadedSettings, notice: str) -> None:
        self._loaded, self._notice = loaded, notice
        if self.is_mounted:
            self._show()


def _form_row(row: SettingRow) -> FormRow:
    if row.setting is None:
        return FormRow(id="", label=row.heading, is_heading=True)
    can_step = bool(row.setting.choices) or row.setting.is_number
    return FormRow(
        id=row.setting.id,
        label=row.setting.title,
        value=row.value,
        can_step=can_step,
        is_changed=row.is_changed,
        fault=row.fault,
        remark="the file has another" if row.fault else "no effect here" if row.hindrance else "",
    )
