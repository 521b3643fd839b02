"""Open the settings from everywhere, and use a changed setting or key at once."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

from textual import on
from textual.app import App

from spasmtui.shared.key_names import use_chosen_keys
from spasmtui.shared.settings import with_setting
from spasmtui.shell import load
from spasmtui.terminal.sanitize import shown_text
from spasmtui.ui.disk.errands import say_if_slow
from spasmtui.ui.messages import ChangeSetting

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spasmtui.settings.keymap import KeyPlan
    from spasmtui.settings.store import SettingsStore
    from spasmtui.shared.key_names import ChosenKey
    from spasmtui.shared.settings import LoadedSettings, Settings

FAULT_SECONDS = 6
"""How long a fault in the settings is shown: it names a path and a reason."""


class SettingsHost(App[None]):
    """An app whose settings can be changed while it runs."""

    key_plan: KeyPlan | None = None
    """What the file's `[keys]` come to; None without any."""
    has_read_settings = True
    """False while a slow disk has not told the settings, and the defaults hold."""

    @cached_property
    def settings_store(self) -> SettingsStore:
        """The file of the settings, with the changes that it does not have yet."""
        store: SettingsStore = load("spasmtui.settings.store:SettingsStore")(cast("Any", self).services.config)
        return store

    def action_settings(self) -> None:
        """Open the settings above the current screen."""
        screen = load("spasmtui.settings.tui.screen:SettingsScreen")
        if not isinstance(self.screen, screen):
            self.push_screen(screen.create(self))

    def name_own_keys(self, keys: Mapping[str, str]) -> None:
        """Name the keys of the file in sentences from the first one on."""
        if keys:
            load("spasmtui.settings.known_actions:name_own_keys")(keys)
        else:
            use_chosen_keys({})

    def on_mount(self) -> None:
        """Use the keys of the file, once the first screen is shown."""
        self.call_after_refresh(self._use_own_keys)

    def _use_own_keys(self) -> None:
        loaded: LoadedSettings | None = cast("Any", self).services.settings_in_time()
        if loaded is not None and loaded.settings.keys:
            self.use_keys(loaded.settings.keys)

    def use_keys(self, keys: Mapping[str, str]) -> None:
        """Give actions the keys of the file, and say which of them cannot be used."""
        if keys:
            plan: KeyPlan = load("spasmtui.settings.known_actions:plan_own_keys")(keys)
            self.use_key_plan(plan)
            self.notify_faults(tuple(plan.faults.values()), "see Keys in the settings")
        elif self.key_plan is not None:
            self.key_plan = None
            self.set_keymap({})
            self._name_keys({})

    def notify_faults(self, faults: Sequence[str], way_to_others: str) -> None:
        """Show one notification for all faults of the settings: the first, and where the others are listed."""
        if faults:
            more = f" {len(faults) - 1} more: {way_to_others}" if len(faults) > 1 else ""
            self.notify(shown_text(faults[0] + more), severity="warning", timeout=FAULT_SECONDS, markup=False)

    def use_key_plan(self, plan: KeyPlan) -> None:
        """Use these keys from now on, and name them."""
        self.key_plan = plan
        self.set_keymap(dict(plan.keymap))
        self._name_keys(load("spasmtui.settings.keymap:chosen_keys")(plan))

    def _name_keys(self, keys: Mapping[str, ChosenKey]) -> None:
        """Name these keys in the sentences that are on a screen, and in all that come."""
        if not use_chosen_keys(keys):
            return
        for screen in cast("Any", self).every_screen():
            screen.query("*").refresh(layout=True)
            for name in ("show_now", "follow_diary"):
                if (follow := getattr(screen, name, None)) is not None:
                    follow()

    @on(ChangeSetting)
    def change_setting(self, message: ChangeSetting) -> None:
        """Use a setting from now on, and keep it."""
        loaded: LoadedSettings = cast("Any", self).services.settings_now()
        self.use_changed_settings(loaded._replace(settings=with_setting(loaded.settings, message.name, message.value)))
        store = self.settings_store
        store.add((message.name, message.value))
        setting = load("spasmtui.settings.catalog:find_setting")(message.name)
        kept = f"{setting.title}: {setting.text_of(message.value)}, kept."
        worker = self.run_worker(
            lambda: store.write(lambda written, notice: self.call_from_thread(self._use_kept, written, notice or kept)),
            thread=True,
            group="save",
        )
        say_if_slow(self, worker)

    def _use_kept(self, loaded: LoadedSettings, notice: str) -> None:
        self.use_written_settings(loaded)
        self.notify(shown_text(notice), markup=False)

    def use_late_settings(self, loaded: LoadedSettings) -> None:
        """Use the settings that a slow disk has told; where some were changed meanwhile, their writing tells all."""
        if not (self.has_read_settings or self.settings_store.is_saving):
            self._use_first_settings(loaded)

    def use_written_settings(self, loaded: LoadedSettings) -> None:
        """Use the settings that the file has after a change; a slow disk may tell all others only now."""
        if self.has_read_settings:
            self.use_changed_settings(loaded)
        else:
            self._use_first_settings(loaded)

    def _use_first_settings(self, loaded: LoadedSettings) -> None:
        self.has_read_settings = True
        self.use_changed_settings(loaded)
        self.use_keys(loaded.settings.keys)
        for screen in cast("Any", self).every_screen():
            if (take := getattr(screen, "take_settings", None)) is not None:
                take(loaded)

    def use_changed_settings(self, loaded: LoadedSettings) -> None:
        """Use the settings of a file that has just been changed."""
        cast("Any", self).services.settings = loaded
        self.apply_settings(loaded.settings)

    def apply_settings(self, settings: Settings) -> None:
        """Use the theme and the mouse, and tell the screens that are there; a running routine keeps its beginning."""
        self.theme = cast("Any", self)._theme_of(settings)  # noqa: SLF001 -- the app's own
        cast("Any", self).use_mouse(settings)
        for screen in cast("Any", self).every_screen():
            for name, value in (("use_settings", settings.relief), ("use_drink_settings", settings.drink)):
                if (use := getattr(screen, name, None)) is not None:
                    use(value)
