"""The dialog of the red flags that fit an episode: the advice, and the page that says more."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from spasmtui.shared.danger.answer import lead_and_rest
from spasmtui.shared.danger.gate import MatchedFlag
from spasmtui.shared.emergency_numbers import emergency_number
from spasmtui.ui.dialog import Dialog
from spasmtui.ui.key_bar import KeyLines

if TYPE_CHECKING:
    from pathlib import Path

    from spasmtui.episodes.model.red_flags import FlagRule


class RedFlagDialog(Dialog["str | None"]):
    """The flags with their advice; it dismisses with the page to read, or None."""

    CSS_PATH = "episodes.tcss"
    needs_answer = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "read", "read more", tooltip="Read the page", id="notice.read"),
        Binding("escape,n", "dismiss(None)", "back", tooltip="Back to the log", id="notice.back"),
    ]

    def __init__(self, flags: tuple[FlagRule, ...], config: Path | None = None) -> None:
        super().__init__()
        self.flags = flags
        self.number = emergency_number(os.environ, str(config or ""))

    def compose(self) -> ComposeResult:
        """Lay out what to do first, the observations with the rest of the advice, and the keys."""
        lines: list[Content] = []
        for flag in self.flags:
            matched = MatchedFlag(
                id=flag.id, level=flag.level, see=flag.see, do=flag.do, worse=flag.worse, page=flag.page, hint=""
            )
            lead, rest = lead_and_rest(matched, self.number)
            lines += [Content.styled(lead, "bold"), Content(rest), Content("")]
        with VerticalScroll(can_focus=False):
            yield Static(Content("\n").join(lines))
            yield KeyLines("{⏎:notice.read} read more   Esc back", classes="keys")

    def action_read(self) -> None:
        """Open the page of the most urgent flag."""
        self.dismiss(self.flags[0].page)
