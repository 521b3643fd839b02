"""List every action with its keys, and give it another one."""

from typing import Any, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from spasmtui.settings.keymap import BACK_KEY, DIGITS, HELP_KEY, Action, KeyPlan, key_name, key_text, plan_keys, refusal
from spasmtui.settings.known_actions import known_actions
from spasmtui.settings.store import SettingsStore
from spasmtui.shared.key_names import with_keys
from spasmtui.shared.settings import LoadedSettings
from spasmtui.terminal.sanitize import as_content, shown_text
from spasmtui.ui.confirm_dialog import ConfirmDialog
from spasmtui.ui.dialog import Dialog
from spasmtui.ui.disk.errands import say_if_slow
from spasmtui.ui.dismiss_once import DismissOnce
from spasmtui.ui.form.rows import FormList, FormRow
from spasmtui.ui.form.text_dialog import TextDialog
from spasmtui.ui.key_bar import KeyBar, KeyLines


class KeyDialog(Dialog[str | None]):
    """Waits for one key; the result is its name, or None where nothing changes."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "back", tooltip="Back, and keep the key", id="newkey.back"),
    ]
    DEFAULT_CSS = """
    KeyDialog { align: center middle;
        Vertical { width: 64; max-width: 100%; height: auto; padding: 1 2; background: $surface; }
        Static { height: auto; }
        #key-title { text-style: bold; }
        #key-below { min-height: 3; margin: 1 0; }
        #key-below.-fault { color: $text-error; }
        .keys { color: $text-muted; }
    }
    """

    def __init__(self, action: Action, actions: tuple[Action, ...], plan: KeyPlan) -> None:
        super().__init__()
        self._action, self._actions, self._plan = action, actions, plan

    def compose(self) -> ComposeResult:
        """Compose the action, room for a reason, and the way out."""
        with Vertical():
            yield Static(as_content(f"{self._action.text} ({self._action.where})"), id="key-title")
            yield Static("Press the new key.", id="key-below", markup=False)
            yield KeyLines("Esc as it was", classes="keys")

    def on_key(self, event: events.Key) -> None:
        """Take a key that the action can have; of another one, say why not."""
        if event.key in (BACK_KEY, HELP_KEY):
            return
        event.stop()
        event.prevent_default()
        key = key_name(event.key)
        if fault := refusal(self._action, key, self._actions, self._plan.keys):
            below = self.query_one("#key-below", Static)
            below.add_class("-fault")
            below.update(as_content(fault))
        else:
            self.dismiss(key)


class KeysScreen(DismissOnce, Screen[None]):
    """All actions by their screens, with their keys."""

    only_shows = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "escape", "back", "back", tooltip="Show all actions again, then go back to the settings", id="keylist.back"
        ),
        Binding("slash,f", "find", "find", tooltip="Show only actions with certain words or a key", id="keylist.find"),
        Binding("backspace,r", "reset", "default key", tooltip="Give it its default keys again", id="keylist.reset"),
        Binding(
            "R", "reset_all", "all defaults", tooltip="Give all actions their default keys again", id="keylist.all"
        ),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-normal")]
    DEFAULT_CSS = """
    KeysScreen {
        #keys-title { height: 1; padding: 0 1; }
        FormList { margin: 1 1 0 1; max-width: 100; }
        #keys-below { height: 3; padding: 0 3; color: $text-muted; max-width: 100; }
        &.-narrow FormList { margin: 0; }
        &.-narrow #keys-below { padding: 0 1; }
    }
    """

    def __init__(self, host: Any, store: SettingsStore) -> None:
        """Create the screen.

        Args:
            host: the app.
            store: the settings file, in which the keys are kept.
        """
        super().__init__()
        self._host, self._store = host, store
        self._keys: dict[str, str] = dict(host.services.settings_now().settings.keys)
        self._changed: dict[str, str | None] = {}
        """What was changed here."""
        self._all = known_actions()
        # An answer that has only a digit is one of many in a row; the file can give it another key.
        self._actions = tuple(
            action for action in self._all if action.id.startswith("go.") or not set(action.keys).issubset(DIGITS)
        )
        """Those of them that are listed."""
        self._plan = KeyPlan({}, {}, {})
        self._notice = ""
        self._words = ""
        """What is looked for; empty shows all actions."""
        self._list = FormList(50 if host.size.width >= 80 else max(20, host.size.width - 16), id="key-list")

    def compose(self) -> ComposeResult:
        """Compose the title, the list, and a sentence below it."""
        yield Static(Content.styled("Keys", "bold"), id="keys-title")
        yield self._list
        yield Static(id="keys-below", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        """List the actions of all screens."""
        self._list.focus()
        self._show()

    def take_settings(self, loaded: LoadedSettings) -> None:
        """Show the keys of the file, which a slow disk has told only now, and what was changed here since."""
        found = {**loaded.settings.keys, **self._changed}
        self._keys = {name: key for name, key in found.items() if key is not None}
        self._show()

    def _show(self) -> None:
        self._plan = plan_keys(self._keys, self._all)
        rows: list[FormRow] = []
        heading = ""
        for action in filter(self._is_wanted, self._actions):
            if action.where != heading:
                heading = action.where
                rows.append(FormRow(id="", label=heading, is_heading=True))
            keys = self._plan.keys.get(action.id, action.keys)
            rows.append(
                FormRow(
                    id=action.id,
                    label=action.text,
                    value=" ".join(map(key_text, keys)),
                    is_changed=action.id in self._plan.keys,
                    fault=self._plan.faults.get(action.id, ""),
                )
            )
        self._list.show_rows(tuple(rows))
        found = (f"   {sum(not row.is_heading for row in rows)} with “{shown_text(self._words)}”", "$text-muted")
        self.query_one("#keys-title", Static).update(
            Content.assemble(("Keys", "bold"), *([found] if self._words else []))
        )
        self._show_below()

    def _is_wanted(self, action: Action) -> bool:
        keys = self._plan.keys.get(action.id, action.keys)
        text = f"{action.text} {action.where} {action.id}".lower()
        is_key = self._words in (*keys, *map(key_text, keys))
        return is_key or all(word in text for word in self._words.lower().split())

    def action_find(self) -> None:
        """Show only the actions with some words, or with a key."""
        hint = "Words of what it does or of its screen, or a key. Nothing shows all."
        self.app.push_screen(
            TextDialog("Find an action", self._words, hint=hint, longest=40, keys="⏎ find   Esc as it was"), self._find
        )

    def _find(self, words: str | None) -> None:
        if words is not None:
            self._words = words
            self._show()

    def action_back(self) -> None:
        """Show all actions again, or go back to the settings."""
        if self._words:
            self._find("")
        else:
            self.dismiss()

    @on(FormList.Moved)
    def _show_below(self) -> None:
        lines = [self._notice] if self._notice else []
        action = self._chosen
        if action is not None:
            own = " ".join(map(key_text, action.keys))
            kept = " ".join(map(key_text, action.fixed_keys))
            stays = f" {kept} {'stays' if len(action.fixed_keys) == 1 else 'stay'} beside it." if kept else ""
            gives = with_keys("{Enter:rows.open} gives it another key.")
            gives = f"{gives} Default: “{own}”.{stays} In the file it is {action.id}."
            lines.append(self._plan.faults.get(action.id, "") or gives)
        lines += [fault for name, fault in self._plan.faults.items() if action is None or name != action.id][:1]
        self.query_one("#keys-below", Static).update(shown_text("\n".join(lines)))

    @property
    def _chosen(self) -> Action | None:
        chosen = self._list.chosen
        return next((action for action in self._actions if chosen is not None and action.id == chosen.id), None)

    @on(FormList.Opened)
    def _ask(self) -> None:
        if (action := self._chosen) is not None:
            dialog = KeyDialog(action, self._all, self._plan)
            self.app.push_screen(dialog, lambda key: None if key is None else self._give(action, key))

    def _give(self, action: Action, key: str) -> None:
        """Give an action a key; one of its own brings all its own back."""
        self._change({action.id: None if key in action.keys else key})

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer an action's own keys again only where it has others."""
        if action == "reset":
            return self._chosen is not None and self._chosen.id in self._keys
        if action == "reset_all":
            return bool(self._keys)
        return super().check_action(action, parameters)

    def action_reset(self) -> None:
        """Give the chosen action its own keys again."""
        if (action := self._chosen) is not None and action.id in self._keys:
            self._change({action.id: None})

    def action_reset_all(self) -> None:
        """Give all actions their own keys again, after a yes."""
        if self._keys:
            question = f"Give all actions their default keys again? You have changed {len(self._keys)}."
            self.app.push_screen(
                ConfirmDialog(question), lambda yes: self._change(dict.fromkeys(self._keys)) if yes else None
            )

    def _change(self, changes: dict[str, str | None]) -> None:
        """Use other keys at once, and save them on a thread."""
        self._changed |= changes
        self._keys |= {name: key for name, key in changes.items() if key is not None}
        self._keys = {name: key for name, key in self._keys.items() if changes.get(name, key) is not None}
        self._store.add(*((("keys", name), key) for name, key in changes.items()))
        self._show()
        self._host.use_key_plan(self._plan)
        # Of the app, whose end waits for it: the workers of a screen count as done when that has gone.
        worker = self._host.run_worker(lambda: self._store.write(self._tell), thread=True, group="save")
        say_if_slow(self.app, worker)

    def _tell(self, loaded: LoadedSettings, notice: str) -> None:
        """Show what the file has now; called on the thread that has written it."""
        self._host.call_from_thread(self._use, loaded, notice)

    def _use(self, loaded: LoadedSettings, notice: str) -> None:
        self._notice = notice
        if self._host.has_read_settings:
            self._host.services.settings = loaded
        else:
            self._host.use_written_settings(loaded)
        if self.is_mounted:
            self._show_below()
