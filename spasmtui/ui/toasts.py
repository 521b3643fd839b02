"""Show one notification at a time, in the first line of a screen, where it covers no key, no dialog and no warning."""

from __future__ import annotations

import math
from time import time
from typing import TYPE_CHECKING

from textual.app import App, ScreenStackError
from textual.css.query import NoMatches
from textual.notifications import Notifications
from textual.screen import ModalScreen
from textual.widgets._toast import ToastRack

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.notifications import Notification, SeverityLevel

CHARACTERS_A_SECOND = 18
"""The pace at which a notification is read."""


def choose_notification(waiting: Iterable[Notification]) -> Notification | None:
    """Return the notification to show: the first warning, since it must be read; else the newest; None without one."""
    newest = None
    for notification in waiting:
        if notification.severity != "information":
            return notification
        newest = notification
    return newest


class OneToast(App[None]):
    """An app whose notifications never lie on each other; the time of one that waits has not begun."""

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        """Show a notification for as long as it takes to read it, as soon as no other one has the place."""
        if timeout is None:
            timeout = max(self.NOTIFICATION_TIMEOUT, len(message) / CHARACTERS_A_SECOND)
        super().notify(message, title=title, severity=severity, timeout=timeout, markup=markup)

    def _refresh_notifications(self) -> None:
        try:
            screen = self.screen
            rack = screen.get_child_by_type(ToastRack)
        except (ScreenStackError, NoMatches):
            return
        rack.styles.margin = (getattr(self, "rows_above_toasts", 0), 0, 0, 0)
        self._forget_old_news()
        waiting = list(self._notifications)
        chosen = None if isinstance(screen, ModalScreen) else choose_notification(waiting)
        for notification in waiting:
            if notification is not chosen and (chosen is None or _comes_later(notification, chosen, waiting)):
                notification.raised_at = math.inf
        shown = Notifications()
        if chosen is not None:
            if chosen.raised_at == math.inf:
                chosen.raised_at = time()
            shown.add(chosen)
        self.call_later(_show, rack, shown)

    def _forget_old_news(self) -> None:
        """Forget what newer information has overtaken: shown after it, it would say what is no longer so."""
        news = [notification for notification in self._notifications if notification.severity == "information"]
        for overtaken in news[:-1]:
            del self._notifications[overtaken]

    def _unnotify(self, notification: Notification, refresh: bool = True) -> None:
        """Forget a notification, and show the next."""
        super()._unnotify(notification, refresh=False)
        if refresh or len(self._notifications):
            self.call_later(self._refresh_notifications)


def _show(rack: ToastRack, shown: Notifications) -> None:
    """Show these alone; stock Textual leaves the empty line of one that is taken away.

    A holder is known by its id: one that was mounted a moment ago, as when a screen resumes twice, has no words yet.
    """
    kept = {rack._toast_id(notification) for notification in shown}  # noqa: SLF001 -- no public name
    for holder in rack.children:
        if holder.id not in kept:
            holder.remove()
    rack.show(shown)


def _comes_later(notification: Notification, chosen: Notification, waiting: list[Notification]) -> bool:
    return waiting.index(notification) > waiting.index(chosen)
