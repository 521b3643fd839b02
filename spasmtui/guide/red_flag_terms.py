"""Whether words name a red flag: then the page that says when to get help comes before every other. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spasmtui.guide.phrase_index import stem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PAGE = "get-help-now"
"""The page that comes first."""


def _stems(words: str) -> frozenset[str]:
    return frozenset(map(stem, words.split()))


_LIMB = "leg calf calves thigh shin knee ankle foot feet toe arm forearm hand finger limb hamstring quad"
_CANNOT = "cant cannot couldnt unable not no trouble difficult difficulty hard struggle stopped wont"
_SIGNS: tuple[tuple[frozenset[str], ...], ...] = tuple(
    tuple(_stems(words) for words in sign)
    for sign in (
        (_LIMB, "swollen swell swelled red hot cold pale white blue grey gray weak numb paralysed paralyzed"),
        ("weak numb paralysed paralyzed", "face saddle groin genital crotch privates bottom between sudden suddenly"),
        ("pee wee urine urinate urination piss bladder stool poo bowel", f"{_CANNOT} leak control incontinent hold"),
        ("pee wee urine piss", "dark brown black cola coke tea blood bloody red"),
        ("chest", "pain hurt ache tight tightness pressure"),
        ("breath breathe breathless breathing", f"{_CANNOT} short shortness gasp"),
        ("breathless lockjaw tetanus dvt thrombosis rhabdo rhabdomyolysis seizure convulsion slurred unconscious",),
        ("jaw", "lock stuck open stiff shut clamp"),
        ("face mouth", "droop"),
        ("cough", "blood"),
        ("confused confusion collapse", "hot heat sun fever cramp"),
    )
)
"""Signs by the red flags of `content/red_flags.toml`: one word of each group has to be there."""

_MEASURES = frozenset({"hot", "cold"})
"""A limb may be so, and so may what is put on it."""
_AFTER_MEASURE = frozenset({
    "bath", "bottle", "compress", "cream", "day", "days", "drink", "for", "night", "nights", "on", "or", "pack",
    "packs", "pad", "room", "shower", "spray", "to", "tub", "water", "weather",
})  # fmt: skip
_BEFORE_MEASURE = frozenset({"apply", "in", "or", "put", "the", "to", "try", "use", "using", "with"})


def matches_red_flag(tokens: Sequence[str]) -> bool:
    """Whether these words, in small letters and in their order, name a sign of a red flag."""
    said = {stem(token) for token in _signs_only(tokens)}
    return any(all(said & group for group in sign) for sign in _SIGNS)


def _signs_only(tokens: Sequence[str]) -> Iterator[str]:
    """The words without those that say what is put on a muscle: a hot bath is no hot leg."""
    for before, token, after in zip(("", *tokens), tokens, (*tokens[1:], ""), strict=False):
        if token not in _MEASURES or (after not in _AFTER_MEASURE and before not in _BEFORE_MEASURE):
            yield token
