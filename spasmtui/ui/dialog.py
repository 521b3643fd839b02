"""Keep the way to help, the list of keys and the way out within reach of every dialog."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.screen import ModalScreen, ScreenResultType

from spasmtui.ui.dismiss_once import DismissOnce

if TYPE_CHECKING:
    from textual.binding import BindingsMap
    from textual.dom import DOMNode

IN_DIALOGS = frozenset({"urgent", "keys", "leave", "redraw"})
"""The actions of the app that work above every dialog; all others wait until it has closed."""


class Dialog(DismissOnce, ModalScreen[ScreenResultType]):
    """A dialog over the screen it was called from. Every dialog derives from it.

    Stock Textual 8.2 has none of the app's keys work over a modal screen.
    """

    @property
    def _modal_binding_chain(self) -> list[tuple[DOMNode, BindingsMap]]:
        """The bindings of the dialog, and behind them those of the app that work everywhere."""
        *own, (app, bindings) = self._binding_chain
        everywhere = bindings.copy()
        everywhere.key_to_bindings = {
            key: found
            for key, found in bindings.key_to_bindings.items()
            if any(binding.action in IN_DIALOGS for binding in found)
        }
        return [*own, (app, everywhere)]
