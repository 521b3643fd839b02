"""List what is pictured: each screen with the keys that lead to it, and the loop of a night."""

from dataclasses import dataclass
from datetime import UTC, datetime

from spasmtui.ui.messages import StartRelief

EVENING = datetime(2026, 11, 22, 22, 15, tzinfo=UTC)
NIGHT = datetime(2026, 11, 23, 3, 12, tzinfo=UTC)
MORNING = datetime(2026, 11, 23, 7, 12, tzinfo=UTC)
CALF = StartRelief("calf", "left")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A screen to be pictured."""

    id: str
    says: str
    """What is to be seen, for a person who cannot see it."""
    keys: tuple[str, ...] = ()
    """What is pressed after the start; a number is seconds that pass."""
    start: StartRelief | None = None
    at: datetime = EVENING
    has_diary: bool = True
    has_plan: bool = False


SCENES = (
    Scene(id="home", says="Home in the evening, with six months of diary"),
    Scene(id="home-morning", says="Home in the morning asks about last night", at=MORNING),
    Scene(id="home-first", says="Home at the very first start", has_diary=False),
    Scene(id="relief-running", says="Relief for a calf cramp is running", start=CALF, at=NIGHT, keys=("right", "12")),
    Scene(id="relief-after", says="After relief: one question", start=CALF, at=NIGHT, keys=("right", "48", "g")),
    Scene(id="relief", says="The list of routines, with the one that is chosen", keys=("2",)),
    Scene(id="plan", says="The plan: today, and its weeks", keys=("t",), has_plan=True),
    Scene(id="plan-item", says="An item of the plan, changed without a text editor", keys=("t", "e"), has_plan=True),
    Scene(id="log", says="The diary, a night a row", keys=("3", "down")),
    Scene(id="form", says="An episode in the form", keys=("3", "down", "e")),
    Scene(id="body-map", says="A place chosen on the body", keys=("2", "m")),
    Scene(id="insights", says="What the diary supports, as cards", keys=("3", "i")),
    Scene(id="sheet", says="The sheet for a physiotherapist", keys=("3", "r")),
    Scene(id="guide", says="The pages of the guide", keys=("4",)),
    Scene(id="page", says="A page of the guide", keys=("4", "enter")),
    Scene(id="search", says="A search in lay words", keys=("slash", *"toes curl")),
    Scene(id="drink", says="The drink, scaled to what you need", keys=("5",)),
    Scene(id="urgent", says="Get help now", keys=("exclamation_mark",)),
    Scene(id="palette", says="The palette finds everything", keys=("colon", *"bed")),
    Scene(id="settings", says="Every setting, with its meaning", keys=("comma",)),
    Scene(id="editor", says="A routine of one's own", keys=("2", "c")),
    Scene(id="keys", says="All keys that work here", keys=("question_mark",)),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """One start of the program in the loop of a night, and what is pressed in it."""

    at: datetime
    start: StartRelief | None = None
    frames: tuple[tuple[tuple[str, ...], float, str], ...]
    """For each frame the keys that lead to it, the seconds it is shown, and its caption."""


LOOP = (
    Chapter(
        at=NIGHT,
        start=CALF,
        frames=(
            ((), 2.5, "03:12  spasm calf: the first instruction, before the light is on"),
            (("right",), 2, "→ when you are there; the muscle that is stretched is lit"),
            (("14",), 1.5, "Hold until it eases; nothing moves but the time"),
            (("16",), 1.5, "The bar is full; go on for as long as it takes"),
            (("g",), 3, "g  it is gone: one question, and it can wait"),
            (("2", "enter"), 1.5, "2  and back to bed"),
        ),
    ),
    Chapter(
        at=MORNING,
        frames=(
            ((), 3, "07:12  the morning asks for the rest, once"),
            (("6", "4", "5", "1"), 2, "6 4 5 1  four answers in four keys"),
            (("s",), 3.5, "s  saved; what the diary knows so far"),
            (("3", "i"), 3.5, "i  what helps, and how sure that is"),
            (("escape", "r"), 4, "r  one page for the physiotherapist"),
        ),
    ),
)
