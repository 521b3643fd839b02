"""Normalize what was typed: keyboards and clipboards aside, and a word as it is looked up. Imports nothing."""

_PLAIN = {
    "a": "àáâãäåā", "c": "çćč", "e": "èéêëē", "i": "ìíîïī", "n": "ñń", "o": "òóôõöøō", "u": "ùúûüū", "y": "ýÿ",
    "oe": "œ", "ae": "æ", "ss": "ß", " ": "-_'’‐‑",
}  # fmt: skip
_INVISIBLE = (
    "\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufe0f\ufeff"
)
_TYPED: "dict[int, int | None]" = {
    **{wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)},
    **dict.fromkeys(map(ord, _INVISIBLE)),
    **dict.fromkeys(map(ord, "\u2010\u2011\u2212\ufe63"), ord("-")),
    0x2236: ord(":"),
}
"""Plain characters for the full-width ones of Japanese keyboards and for those that printers use, and nothing for marks
that a copied text hides."""
_TABLE: "dict[int, str | None]" = {
    **{ord(letter): plain for plain, letters in _PLAIN.items() for letter in letters},
    **dict.fromkeys(range(0x300, 0x370), None),
}
"""Letters of western Europe without their accents, and nothing for an accent that is a character of its own."""


def fold_word(word: str) -> str:
    """Return a word as it is looked up: lower case, no accent, one space for hyphens, apostrophes and white space."""
    return " ".join(plain_typing(word).lower().translate(_TABLE).split())


def plain_typing(text: str) -> str:
    """Return a text with ASCII digits and Latin letters for those of other keyboards, and without invisible marks."""
    if text.isascii():
        return text
    return "".join(str(int(each)) if each.isdecimal() else each for each in text.translate(_TYPED))
