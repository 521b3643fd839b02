"""A system without a daemon of ours: its commands are remembered, its crontab is a text, and any of them may fail."""

from pathlib import Path
from typing import Any

import icalendar

from spasmtui.reminders.system import Answer, System


class FakeSystem(System):
    """Runs nothing. `has` names its commands, and `fails` the first words of those that fail."""

    def __init__(self, home: Path, has: tuple[str, ...] = ("systemctl", "crontab"), platform: str = "linux") -> None:
        self.has = has
        self.fails: tuple[str, ...] = ()
        self.ran: list[tuple[str, ...]] = []
        self.crontab: bytes | None = None
        super().__init__(
            environment={"HOME": str(home)},
            platform=platform,
            user=501,
            run=self.answer,
            find=lambda name: f"/usr/bin/{name}" if name in self.has else None,
            exists=lambda _path: "systemctl" in self.has,
        )

    def answer(self, words: tuple[str, ...], data: bytes) -> Answer:
        self.ran.append(words)
        if self.fails and " ".join(words).startswith(self.fails):
            return Answer(1, b"", "Failed to connect to bus")
        if words == ("crontab", "-l"):
            return Answer(1, b"", "no crontab for ann") if self.crontab is None else Answer(0, self.crontab, "")
        if words == ("crontab", "-"):
            self.crontab = data
        return Answer(0, b"", "")

    @property
    def said(self) -> list[str]:
        """The lines that were shown as notifications."""
        return [words[-1] for words in self.ran if "notify-send" in words]


def event_of(text: str | bytes) -> Any:
    """The one entry of a calendar, as another program reads it."""
    (event,) = icalendar.Calendar.from_ical(text).walk("VEVENT")
    return event
