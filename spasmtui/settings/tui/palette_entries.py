"""List every setting for the palette; choosing one opens the settings at it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spasmtui.settings.catalog import all_settings
from spasmtui.ui.palette.entry import Entry

if TYPE_CHECKING:
    from collections.abc import Iterator

_ABOUT = ("preferences", "options", "configuration")
_SAID: dict[str, tuple[str, ...]] = {
    "region": ("country", "ambulance number", "phone"),
    "language": ("translate", "french", "français"),
    "screen.theme": ("theme", "dark mode", "too bright"),
    "screen.mouse": ("turn the mouse off", "stop the mouse", "click", "trackpad"),
    "relief.bell": ("turn off the sound", "mute", "silence", "beep", "noise", "quiet"),
    "relief.flash": ("blink", "light"),
    "relief.notify": ("notifications", "alert"),
    "relief.speech": ("voice", "read aloud", "speak", "sound"),
    "relief.any_key_gone": ("hands free", "one key", "switch", "any key"),
    "relief.motion": ("animation", "stop the movement", "still figures"),
    "relief.breath": ("breathe", "breath"),
    "relief.get_ready_seconds": ("countdown", "delay", "wait"),
    "drink.measures": ("units", "cups", "spoons", "ounces", "metric"),
}
"""What people say for a setting, by its name."""


def setting_entries(_host: object) -> Iterator[Entry]:
    """Yield the settings with their meaning, and the list of keys."""
    for heading, settings in all_settings():
        for setting in settings:
            yield Entry(
                id=f"setting:{setting.id}",
                title=f"Setting: {setting.title}",
                kind="setting",
                help=setting.meaning,
                words=(
                    setting.title,
                    heading,
                    *_SAID.get(setting.id, ()),
                    *_ABOUT,
                    *(words for _value, words in setting.choices),
                ),
                call="spasmtui.settings.tui.palette_entries:open_setting",
                argument=setting.id,
            )
    yield Entry(
        id="setting:keys",
        title="Setting: keys of actions",
        kind="setting",
        help="Give an action another key",
        words=("change keys", "remap", "rebind", "keyboard", "shortcut", *_ABOUT),
        call="spasmtui.settings.tui.palette_entries:open_setting",
        argument="keys",
    )


def open_setting(app: Any, setting_id: str) -> None:
    """Open the settings, unless they are, and choose one."""
    app.action_settings()
    app.screen.choose(setting_id)
