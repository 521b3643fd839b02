"""Writing foreign text into Markdown so that it stays text."""

_ALWAYS = frozenset("\\`*_[]<>&|~#")
"""Characters that can mean something anywhere in a line."""


def escaped(text: str) -> str:
    """The text with a backslash before whatever Markdown would read as more than a character."""
    words = []
    for word in text.split(" "):
        marked = "".join(f"\\{character}" if character in _ALWAYS else character for character in word)
        if marked[:1] in ("-", "+", "=", ":"):
            marked = f"\\{marked}"
        elif word.rstrip(".)").isdigit() and word[-1] in ".)":
            marked = f"{word[:-1]}\\{word[-1]}"
        words.append(marked)
    return " ".join(words)
