"""The menu of the settings: each with its value, and a choice or a typed text that changes it in the file."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING

from spasmtui.menus.conversation import Back
from spasmtui.menus.menu import Item, Menu
from spasmtui.settings.catalog import all_settings, with_value
from spasmtui.settings.rows import find_hindrances, notices
from spasmtui.shell import load

if TYPE_CHECKING:
    from spasmtui.menus.conversation import Conversation
    from spasmtui.settings.catalog import Setting

HELP = "A number opens a setting. Keys are changed in the full screen, at the end of its settings, or in settings.toml."


def open_menu(talk: Conversation) -> None:
    """Show the settings by their headings."""
    for notice in notices(talk.host.shell.services.settings):
        talk.tell(notice)
    groups = all_settings()
    talk.run_menu(
        lambda: Menu(
            "Settings",
            tuple(Item(heading, partial(_show_group, talk, heading, settings)) for heading, settings in groups),
            HELP,
        )
    )


def _show_group(talk: Conversation, heading: str, settings: tuple[Setting, ...]) -> None:
    """List the settings under a heading with their values until the person goes back."""

    def build() -> Menu:
        known = talk.host.shell.services.settings.settings
        items = (
            Item(f"{each.title}: {each.text_of(each.value_in(known))}", partial(_change, talk, each))
            for each in settings
        )
        return Menu(heading, tuple(items), HELP)

    talk.run_menu(build)


def _change(talk: Conversation, setting: Setting) -> None:
    """Say what a setting means, and change it."""
    services = talk.host.shell.services
    hindrance = find_hindrances(os.environ, str(services.config), has_voice=True, has_no_color=False)
    loaded = services.settings
    present = setting.text_of(setting.value_in(loaded.settings))
    talk.tell(" ".join(filter(None, (setting.meaning, hindrance.get(".".join(setting.name), "")))))
    if setting.choices:
        labels = [words for _value, words in setting.choices]
        title = f"{setting.title}: {present}"
        value = setting.choices[talk.choose(title, labels, help_text=HELP)][0]
    else:
        value = _typed_value(talk, setting, present)
    written = setting.to_file(loaded.settings, value)
    notice = load("spasmtui.settings.file:save_settings")(services.config, ((setting.name, written),))
    services.settings = with_value(loaded, setting, written)
    talk.tell(f"{setting.title}: {setting.text_of(value)}. Saved.")
    talk.tell(notice)


def _typed_value(talk: Conversation, setting: Setting, present: str) -> object:
    """Ask for a value until it can be used, and return it.

    Raises:
        Back: nothing was typed.
    """
    none = setting.text_of("") if isinstance(setting.default, str) else ""
    question = f"{setting.title}: {present}. Type another; Enter alone changes nothing; {none or 'auto'} takes it out."
    while typed := talk.ask(question, help_text=HELP):
        text = "" if typed.lower() == none else typed
        if not (refusal := setting.refusal(text)):
            return setting.parse(text)
        talk.tell(refusal)
    raise Back
