"""Read the words for a place with its side: whole, as the diary needs it, or as far as they are understood.

`left calf`, `calf (L)`, `leftcalf` and `the arch of my right foot` are read whole. Of `my left calf is killing me` the
place and the side are understood, and the other words are named: relief starts with them, and the diary asks again.
"""

from __future__ import annotations

from typing import NamedTuple

from spasmtui.shared.words.fold import fold_word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence, Set

LEFT, RIGHT, BOTH, SIDE = "left", "right", "both", "side"
SIDES = {
    "left": LEFT, "l": LEFT, "lt": LEFT, "lh": LEFT, "right": RIGHT, "r": RIGHT, "rt": RIGHT, "rh": RIGHT,
    "both": BOTH, "l+r": BOTH, "r+l": BOTH, "bilateral": BOTH,
}  # fmt: skip
"""Words beside a place that say its side."""
GLUED = ("left", "right")
"""Words for a side that people write together with the place."""
JOINING_MARKS = frozenset({"&", "+", "/", ","})
AND = JOINING_MARKS | {"and", "et", "und", "y"}
"""Words and marks that join two sides to both of them."""
NOT = frozenset({"not", "isnt", "nicht", "pas"})
"""Words before a side that it is not; which other it is, is not guessed."""
LITTLE = frozenset({
    "a", "again", "an", "aching", "at", "cramp", "cramped", "cramping", "cramps", "for", "got", "has", "have",
    "having", "help", "hurting", "hurts", "i", "in", "is", "ive", "me", "muscle", "muscles", "my", "now", "of",
    "on", "ouch", "our", "ow", "pain", "painful", "please", "side", "sided", "sides", "sore", "spasm",
    "spasming", "spasms", "the", "tight", "with",
})  # fmt: skip
"""Words beside a place that say nothing more about it."""
CRAMPS = frozenset({"cramp", "cramped", "cramping", "cramps", "spasm", "spasming", "spasms"})
"""Words that say alone that it cramps: where, is what is usual."""
WHEN_IT_CRAMPS = frozenset({"night", "nights", "tonight", "nightly"})
"""Words beside those that say no more of it."""
PARTS = frozenset({
    "back", "ball", "base", "bottom", "edge", "end", "front", "inner", "inside", "middle", "outer", "outside", "side",
    "tip", "top",
})  # fmt: skip
"""Words that before `of` say which part of a place it is, and are no place there: `bottom of my foot`."""
OTHER_PARTS = {
    **dict.fromkeys(("arm", "arms", "leg", "legs"), frozenset({"upper"})),
    "back": frozenset({"came", "come", "comes", "coming", "go", "going"}),
}
"""Words before a word for a place that make it another part of the body, or nothing of it."""
NO_CRAMP = frozenset({
    "bitten", "bleeding", "bleeds", "broke", "broken", "bruised", "burnt", "crushed", "dislocated", "fractured", "numb",
    "numbness", "paralysed", "paralyzed", "swelling", "swollen", "weak", "weakness", "wound", "wounded",
})  # fmt: skip
"""Words that tell of another thing than a cramp. Beside a place nothing is guessed from the rest."""
_MARKS = "(),.;:!?\"'[]"
_SPACED = str.maketrans({**{mark: f" {mark} " for mark in JOINING_MARKS}, **dict.fromkeys("():;[]", " ")})
_MOST_WORDS = 40
"""Of a longer text only the first words are looked at; words of danger are sought in all of it before."""


def read_side(text: str) -> str | None:
    """Return the side that a text says alone, such as `L`, `both sides` or `left and right`; else None."""
    request = read_place_request(fold_word(text), {}, SIDES, LITTLE)
    return request.side if request.is_side_alone else None


class PlaceRequest(NamedTuple):
    """The place and the side that words name, and what else is among them."""

    phrase: str = ""
    """The first words for a place or a routine, as they are looked up; empty where there are none."""
    side: str | None = None
    ignored: tuple[str, ...] = ()
    """The words that are not understood, in their order."""
    others: tuple[str, ...] = ()
    """The words for other places or routines than the first."""
    is_contradictory: bool = False
    """True where left and right are both said, and not as both of them."""

    def as_typed(self, typed: str) -> PlaceRequest:
        """Return the request with the words that are not understood as they were typed, with accents and capitals."""
        words = {fold_word(word.strip(_MARKS)): word.strip(_MARKS) for word in typed.split()}
        return self._replace(
            ignored=tuple(words.get(word, word) for word in self.ignored),
            others=tuple(words.get(word, word) for word in self.others),
        )

    @property
    def is_whole(self) -> bool:
        """True where every word is understood, and no two contradict each other."""
        return not (self.ignored or self.others or self.is_contradictory)

    @property
    def is_side_alone(self) -> bool:
        """True where only a side is said."""
        return self.is_whole and not self.phrase and self.side is not None


def read_place_request(
    folded: str, targets: Mapping[str, object], side_words: Mapping[str, str], little: Set[str]
) -> PlaceRequest:
    """Return what folded words say of a place and its side.

    Args:
        folded: the words as `fold_word` returns them.
        targets: the meaning of each word or phrase, by its folded form; equal meanings are one place.
        side_words: the side that a word says.
        little: words that say nothing more.
    """
    short: dict[str, str] = {}
    for name in targets:
        if said := _without(little, name.split()):
            short.setdefault(said, name)
    known = targets.keys() | short.keys()
    words = _split(folded, known, side_words)
    side, is_contradictory = _side_of(words, side_words)
    words = _without_hand_of_side(words, side_words)
    plain = [word for word in words if word not in side_words and word not in JOINING_MARKS]
    # A phrase may have a word in it that says nothing elsewhere: `hand and forearm`, `back of the thigh`.
    for joined in filter(None, (" ".join(plain), _without(little, plain))):
        if name := _name_of(joined, targets, short):
            return PlaceRequest(name, side, is_contradictory=is_contradictory)
    if SIDE in plain and side in (LEFT, RIGHT, None) and SIDE in targets and not _rest(plain, little):
        return PlaceRequest(SIDE, side, is_contradictory=is_contradictory)
    found, ignored = _segments(plain, targets, short, little)
    meanings = {name: targets[name] for name in found}
    others = tuple(name for name in found if meanings[name] != meanings[found[0]])
    if others and side is not None:
        side, is_contradictory = _side_of(_first_group(words, targets, short, little, side_words), side_words)
    return PlaceRequest(found[0] if found else "", side, tuple(ignored), others, is_contradictory)


def _first_group(
    words: Sequence[str],
    targets: Mapping[str, object],
    short: Mapping[str, str],
    little: Set[str],
    side_words: Mapping[str, str],
) -> list[str]:
    """Return the words before the one that joins another place to the first, such as `left calf` of two."""
    for at in (number for number, word in enumerate(words) if word in AND):
        group = [word for word in words[:at] if word not in side_words and word not in JOINING_MARKS]
        if _segments(group, targets, short, little)[0]:
            return list(words[:at])
    return list(words)


def _split(folded: str, known: Set[str], side_words: Mapping[str, str]) -> list[str]:
    """Return the words without marks around them, joined marks and sides apart: `l/r`, `leftcalf`."""
    words: list[str] = []
    for raw in folded.split()[:_MOST_WORDS]:
        word = raw.strip(_MARKS)
        if not word:
            continue
        if word in side_words or word in known:
            parts = [word]
        else:
            spaced = word.translate(_SPACED)
            parts = [each for part in spaced.split() for each in ([part] if part in known else _apart(part, known))]
        words += [*parts, ","] if raw.endswith(",") else parts
    return words


def _without_hand_of_side(words: Sequence[str], side_words: Mapping[str, str]) -> list[str]:
    """Return the words without `hand` in `left-hand side`, which is a side and no hand."""
    return [
        word
        for at, word in enumerate(words)
        if not (at and word == "hand" and words[at - 1] in side_words and words[at + 1 : at + 2] == [SIDE])
    ]


def _apart(word: str, known: Set[str]) -> list[str]:
    for side in GLUED:
        if word == side:
            continue
        if word.startswith(side) and word[len(side) :] in known:
            return [side, word[len(side) :]]
        if word.endswith(side) and word[: -len(side)] in known:
            return [word[: -len(side)], side]
    return [word]


def _side_of(words: Sequence[str], side_words: Mapping[str, str]) -> tuple[str | None, bool]:
    """Return the side that the words say, and whether they contradict each other. `not left` says none."""
    at = [
        (number, side_words[word])
        for number, word in enumerate(words)
        if word in side_words and (not number or words[number - 1] not in NOT)
    ]
    said = {side for _number, side in at}
    if len(said) < 2:
        return (at[0][1] if at else None), False
    if said == {LEFT, RIGHT, BOTH}:
        return BOTH, False
    first, last = at[0][0], at[-1][0]
    is_joined = bool(AND & set(words[first:last]))
    return (BOTH, False) if said == {LEFT, RIGHT} and is_joined else (None, True)


def _segments(
    plain: Sequence[str], targets: Mapping[str, object], short: Mapping[str, str], little: Set[str]
) -> tuple[list[str], list[str]]:
    """Return the longest phrases that are known, and the words in none of them that say something."""
    found: list[str] = []
    ignored: list[str] = []
    at = 0
    while at < len(plain):
        is_part = plain[at] in PARTS and plain[at + 1 : at + 2] == ["of"]
        if is_part and not _phrase_at(plain, at, targets, short, little, 3):
            ignored.append(plain[at])
            at += 2
            continue
        name, length = _phrase_at(plain, at, targets, short, little, 1) or ("", 1)
        before = plain[at - 1] if at else ""
        if name and before not in OTHER_PARTS.get(name, ()):
            found.append(name)
        elif plain[at] not in little and plain[at] not in AND:
            ignored += [word for word in plain[at : at + length] if word not in little]
        at += length
    return found, ignored


def _phrase_at(
    plain: Sequence[str],
    at: int,
    targets: Mapping[str, object],
    short: Mapping[str, str],
    little: Set[str],
    least: int,
) -> tuple[str, int] | None:
    """Return the longest known phrase that begins at a word, with its length in words; None without one."""
    if plain[at] in little:
        return None
    for length in range(min(6, len(plain) - at), least - 1, -1):
        run = plain[at : at + length]
        if run[-1] in little:
            continue
        for joined in (" ".join(run), _without(little, run)):
            if name := _name_of(joined, targets, short):
                return name, length
    return None


def _name_of(joined: str, targets: Mapping[str, object], short: Mapping[str, str]) -> str:
    if joined in targets or joined in short:
        return joined if joined in targets else short[joined]
    is_plural = joined.endswith("s") and joined not in LITTLE and joined[:-1] in targets
    return joined[:-1] if is_plural else ""


def _rest(words: Iterable[str], little: Set[str]) -> list[str]:
    return [word for word in words if word not in little and word not in AND]


def _without(little: Set[str], words: Iterable[str]) -> str:
    """Return the words that say something: `back thigh` for `my back of the thigh` as for `back of the thigh`."""
    return " ".join(word for word in words if word not in little)
