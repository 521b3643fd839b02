"""Say one line on the person's screen through the system; it opens nothing."""

from spasmtui.reminders.system import System

APP = "spasmtui"
NEUTRAL_APP = "Reminder"
_APPLE_SCRIPT = (
    *("-e", "on run argv", "-e", "display notification (item 1 of argv) with title (item 2 of argv)", "-e", "end run"),
)
"""The text is handed over as a word, and is never part of the script."""


def notify(line: str, system: System, *, is_neutral: bool) -> bool:
    """Show a line; return False where the system has nothing that shows it.

    Args:
        line: one line without control characters.
        system: the system.
        is_neutral: whether the name of the program is left out too.
    """
    title = NEUTRAL_APP if is_neutral else APP
    return any(system.run(words, b"").code == 0 for words in _commands(line, title, system))


def _commands(line: str, title: str, system: System) -> list[tuple[str, ...]]:
    """Return the commands that may show it, the best first."""
    if system.platform == "darwin":
        found = [("osascript", *_APPLE_SCRIPT, line, title), ("terminal-notifier", "-title", title, "-message", line)]
    else:
        # Cron starts commands without the address of the person's session.
        bus = f"{system.runtime}/bus"
        knows_bus = "DBUS_SESSION_BUS_ADDRESS" in system.environment or not system.exists(bus)
        before = () if knows_bus else ("env", f"DBUS_SESSION_BUS_ADDRESS=unix:path={bus}")
        found = [(*before, "notify-send", f"--app-name={title}", "--", line)]
    return [words for words in found if system.find(words[words.index("env") + 2] if words[0] == "env" else words[0])]
