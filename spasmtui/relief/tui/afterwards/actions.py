"""Take the answers of the relief screen once a routine has ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from spasmtui.relief.session.states import Event, State
from spasmtui.ui.messages import ShowMode

if TYPE_CHECKING:
    from textual.message import Message

    from spasmtui.relief.tui.afterwards.panel import AfterPanel
    from spasmtui.relief.tui.controller import ReliefController


class _View(Protocol):
    """The widgets of the screen, as far as they show answers."""

    @property
    def after(self) -> AfterPanel:
        """The questions afterwards."""
        ...


class AfterActions:
    """The actions of the keys that answer, and of those that leave an ended routine."""

    controller: ReliefController
    _view: _View

    if TYPE_CHECKING:

        def post_message(self, message: Message) -> bool:
            """Post a message to the app."""
            ...

        def show_now(self) -> None:
            """Show the frame of this moment."""

        def _clear_session(self) -> None: ...

    def action_rate(self, pain: int) -> None:
        """Record the pain now; it is written at once."""
        self._view.after.answers.pain = pain
        self.controller.rate(pain_after=pain)

    def action_helped(self, degree: str) -> None:
        """Record how much it helped; it is written at once."""
        self._view.after.answers.helped = degree
        self.controller.rate(helped=degree)

    def action_how(self, score: int) -> None:
        """Answer the present question on how a practice was; it is written at once."""
        self.controller.tell_how(score)
        self.show_now()

    def action_how_next(self, _of: str = "") -> None:
        """Pass the present question over."""
        self.controller.tell_how()
        self.show_now()

    def action_how_back(self) -> None:
        """Take the answer before back, and ask again."""
        self.controller.tell_how(takes_back=True)
        self.show_now()

    def action_finish(self, mode: str = "home", _of: str = "") -> None:
        """Leave the finished routine for another mode; the rest can wait until morning."""
        if (session := self.controller.session) is not None and session.state is State.FINISHED:
            self.controller.apply(Event.LEAVE)
        self._clear_session()
        if mode != "relief":
            self.post_message(ShowMode(mode))
