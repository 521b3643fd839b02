"""Write a reminder as a launchd agent (launchd.plist)."""

import plistlib

from spasmtui.reminders.model import LAUNCHD, Reminder, Setup

LABEL = "org.spasmtui.{name}"


def setup(reminder: Reminder, folder: str, user: int) -> Setup:
    """Return the agent and the commands that load it and take it out.

    Args:
        reminder: whose words have been checked.
        folder: the folder of the user's own agents.
        user: the user's number.
    """
    label = LABEL.format(name=reminder.name)
    path = f"{folder}/{label}.plist"
    return Setup(
        LAUNCHD,
        files=((path, agent_text(reminder)),),
        activate=(("launchctl", "bootstrap", f"gui/{user}", path),),
        deactivate=(("launchctl", "bootout", f"gui/{user}/{label}"),),
    )


def agent_text(reminder: Reminder) -> str:
    """Return the property list; launchd counts Sunday as 0."""
    at = {"Hour": reminder.key.time.hour, "Minute": reminder.key.time.minute}
    document = {
        "Label": LABEL.format(name=reminder.name),
        "ProgramArguments": list(reminder.command),
        "EnvironmentVariables": {**dict(reminder.environment), "SPASMTUI_REMINDER": reminder.mark},
        "StartCalendarInterval": [{"Weekday": (day + 1) % 7, **at} for day in reminder.days] or at,
        "ProcessType": "Background",
    }
    return plistlib.dumps(document, sort_keys=False).decode()
