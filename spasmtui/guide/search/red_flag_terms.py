"""Recognize red flags in search words, so that the page on getting help comes before every other. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spasmtui.guide.search.phrases import stem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

HELP_PAGE = "get-help-now"
"""The id of the page that comes first."""


def _stems(words: str) -> frozenset[str]:
    return frozenset(map(stem, words.split()))


_LIMB = "leg calf calves thigh shin knee ankle foot feet toe arm forearm hand finger limb hamstring quad"
_CANNOT = "cant cannot couldnt unable not no trouble difficult difficulty hard struggle stopped wont"
_SIGNS: tuple[tuple[frozenset[str], ...], ...] = tuple(
    tuple(_stems(words) for words in sign)
    for sign in (
        (_LIMB, "swollen swell swelled red hot cold pale white blue grey gray weak numb paralysed paralyzed"),
        ("weak numb paralysed paralyzed", "face saddle groin genital crotch privates bottom between sudden suddenly"),
        (
            "pee wee urine urinate urination piss bladder stool poo bowel",
            f"{_CANNOT} leak control incontinent incontinence hold",
        ),
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
"""Signs of the red flags in `content/red_flags.toml`: one word of each group of a sign has to be there."""

_TEMPERATURES = frozenset({"hot", "cold"})
"""Words that describe a limb, which is a sign, or a pack or bath, which is not."""
_AFTER_TREATMENT = frozenset({
    "bath", "bottle", "compress", "cream", "day", "days", "drink", "for", "night", "nights", "on", "or", "pack",
    "packs", "pad", "room", "shower", "spray", "to", "tub", "water", "weather",
})  # fmt: skip
_BEFORE_TREATMENT = frozenset({"apply", "in", "or", "put", "the", "to", "try", "use", "using", "with"})


def matches_red_flag(tokens: Sequence[str]) -> bool:
    """Return whether these words, in lower case and in the order typed, name a sign of a red flag."""
    stems = {stem(token) for token in _without_treatments(tokens)}
    return any(all(stems & group for group in sign) for sign in _SIGNS)


def _without_treatments(tokens: Sequence[str]) -> Iterator[str]:
    """Leave out `hot` and `cold` where they describe a treatment: a hot bath is no hot leg."""
    for before, token, after in zip(("", *tokens), tokens, (*tokens[1:], ""), strict=False):
        if token not in _TEMPERATURES or (after not in _AFTER_TREATMENT and before not in _BEFORE_TREATMENT):
            yield token
