"""Write a reminder as a systemd user timer with its service (systemd.timer, systemd.service, systemd.syntax)."""

from spasmtui.reminders.model import SYSTEMD, Reminder, Setup
from spasmtui.shared.formats import WEEKDAY_NAMES

UNIT = "spasmtui-{name}"
_BY_SHELL = ("/bin/sh", "-c", 'exec "$0" "$@"')
"""Runs the words behind it, where systemd refuses the path of a program."""


def setup(reminder: Reminder, folder: str) -> Setup:
    """Return the two units and the commands that turn the timer on and off.

    Args:
        reminder: whose words have been checked.
        folder: the folder of the user's own units.
    """
    unit = UNIT.format(name=reminder.name)
    run = ("systemctl", "--user")
    return Setup(
        SYSTEMD,
        files=((f"{folder}/{unit}.service", service_text(reminder)), (f"{folder}/{unit}.timer", timer_text(reminder))),
        activate=((*run, "daemon-reload"), (*run, "enable", "--quiet", "--now", f"{unit}.timer")),
        deactivate=((*run, "disable", "--quiet", "--now", f"{unit}.timer"),),
        settle=((*run, "daemon-reload"),),
    )


def service_text(reminder: Reminder) -> str:
    """Return the unit that runs the quiet command once."""
    variables = "".join(f"Environment={_quote(f'{name}={value}')}\n" for name, value in reminder.environment)
    # No variable is looked for in the path of what is run first, and none is meant in the words.
    program, *words = reminder.command if _can_be_run(reminder.command[0]) else (*_BY_SHELL, *reminder.command)
    command = " ".join((_quote(program), *(_quote(word).replace("$", "$$") for word in words)))
    return (
        f"# {reminder.mark}\n"
        f"[Unit]\nDescription={_text(reminder.label)}\n\n"
        f"[Service]\nType=oneshot\n{variables}ExecStart={command}\n"
    )


def timer_text(reminder: Reminder) -> str:
    """Return the unit that starts the service by the clock of the place.

    What was missed while the machine was off is not made up for.
    """
    days = ",".join(WEEKDAY_NAMES[day][:3] for day in reminder.days)
    calendar = " ".join(filter(None, (days, "*-*-*", f"{reminder.key.time.shown}:00")))
    return (
        f"# {reminder.mark}\n"
        f"[Unit]\nDescription={_text(reminder.label)}\n\n"
        f"[Timer]\nOnCalendar={calendar}\nAccuracySec=30s\nPersistent=false\n\n"
        "[Install]\nWantedBy=timers.target\n"
    )


def _can_be_run(path: str) -> bool:
    """Return whether systemd takes a path for that of a program."""
    return not set(path) & set("\\\"'")


def _quote(word: str) -> str:
    r"""Return a word in quotation marks: `\`, `"` and the `%` of a specifier are escaped."""
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return f'"{escaped}"'


def _text(text: str) -> str:
    r"""Return a text as the value of a setting: a `\` at its end would join the next line."""
    return text.replace("%", "%%").rstrip("\\").strip()
