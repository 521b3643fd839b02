"""Normalize a word for a place or a routine to the form in which it is looked up. Imports nothing."""

_PLAIN = {
    "a": "àáâãäåā", "c": "çćč", "e": "èéêëē", "i": "ìíîïī", "n": "ñń", "o": "òóôõöøō", "u": "ùúûüū", "y": "ýÿ",
    "oe": "œ", "ae": "æ", "ss": "ß", " ": "-_'’‐‑",
}  # fmt: skip
_TABLE: "dict[int, str | None]" = {
    **{ord(letter): plain for plain, letters in _PLAIN.items() for letter in letters},
    **dict.fromkeys(range(0x300, 0x370), None),
}
"""Letters of western Europe without their accents, and nothing for an accent that is a character of its own."""


def fold_word(word: str) -> str:
    """Return a word as it is looked up: lower case, no accent, one space for hyphens, apostrophes and white space."""
    return " ".join(word.lower().translate(_TABLE).split())
