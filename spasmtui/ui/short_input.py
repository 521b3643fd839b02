"""An input for a few words."""

from textual.widgets import Input

LONGEST = 300
"""The characters that are kept: to look for a pasted chapter would keep the app busy for minutes."""


class ShortInput(Input):
    """An input that cuts what is typed or pasted beyond its room."""

    def insert_text_at_cursor(self, text: str) -> None:
        """Insert as much of the text as there is room for."""
        super().insert_text_at_cursor(text[: max(0, LONGEST - len(self.value))])

    def replace(self, text: str, start: int, end: int) -> None:
        """Replace a part of the value by as much of the text as there is room for."""
        super().replace(text[: max(0, LONGEST - len(self.value) + abs(end - start))], start, end)
