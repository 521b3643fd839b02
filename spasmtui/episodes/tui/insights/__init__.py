"""The insights as cards: their pictures, the page they lie on, and one of them in full."""
