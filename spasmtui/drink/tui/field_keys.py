"""Draw the last line of the drink's form."""

from textual.binding import Binding
from textual.reactive import reactive

from spasmtui.ui.key_bar import KeyBar


class FieldKeyBar(KeyBar):
    """The keys of the form; Enter is among them only where the chosen field takes a typed text."""

    takes_text: reactive[bool] = reactive(True)
    """True while the chosen field takes a typed text."""

    def is_shown(self, binding: Binding) -> bool:
        """Return whether a binding has an entry for the chosen field."""
        return super().is_shown(binding) and (binding.id != "drink.type" or self.takes_text)
