"""Escape foreign text for Markdown, so that it stays text."""

_ALWAYS = frozenset("\\`*_[]<>&|~#")
"""The characters that can be markup anywhere in a line."""


def escape_markdown(text: str) -> str:
    """Put a backslash before every character that Markdown could read as markup."""
    words = []
    for word in text.split(" "):
        safe = "".join(f"\\{character}" if character in _ALWAYS else character for character in word)
        if safe[:1] in ("-", "+", "=", ":"):
            safe = f"\\{safe}"
        elif word.rstrip(".)").isdigit() and word[-1] in ".)":
            safe = f"{word[:-1]}\\{word[-1]}"
        words.append(safe)
    return " ".join(words)
