"""Write what was tried as one short text, and read it back: the form of CSV and of the command line.

A routine is its id and a remedy has its mark: `calf-wall`, `own: wheat bag`. What was measured follows, with a dash for
what was not recorded: `calf-wall 65 completed`, `own: ice 600 -`.
"""

import re

from spasmtui.episodes.model.episode import OWN, Tried, tried_of

ENDINGS = {True: "completed", False: "stopped", None: "-"}
"""How it came to its end."""
_MEASURED = r"(.*) ([0-9]{1,9}|-) (completed|stopped|-)"
_NEARLY_MEASURED = r".* (?:[0-9]+|-) \S+"


def format_tried(tried: Tried, *, is_whole: bool = False) -> str:
    """Return the text of what was tried.

    Args:
        tried: the routine or the remedy.
        is_whole: write also that nothing was measured, so that the name is looked up nowhere.
    """
    text = tried.text
    is_measured = tried.seconds is not None or tried.completed is not None
    is_plain = bool(text) and (tried.routine is None or " " not in text) and not _is_nearly_measured(text)
    if is_plain and not is_measured and not (is_whole and tried.routine is not None):
        return text
    return f"{text} {'-' if tried.seconds is None else tried.seconds} {ENDINGS[tried.completed]}"


def parse_measured(text: str) -> Tried | None:
    """Return what a text names with what was measured of it; None where the text does not end with that."""
    if (match := re.fullmatch(_MEASURED, text, re.DOTALL)) is None:
        return None
    name, seconds, ending = match.groups()
    completed = next(value for value, word in ENDINGS.items() if word == ending)
    return tried_of(name, None if seconds == "-" else int(seconds), completed=completed)


def parse_tried(text: str) -> Tried:
    """Parse a text that `format_tried` wrote; words that no id has are a remedy without its mark.

    Raises:
        ValueError: a number follows the name, and no known end; the message is the reason.
    """
    if (measured := parse_measured(text)) is not None:
        return measured
    if _is_nearly_measured(text):
        raise ValueError("tried is not of the form 'routine 65 completed'")
    return tried_of(text if text.startswith(OWN) or " " not in text else f"{OWN}{text}")


def _is_nearly_measured(text: str) -> bool:
    return re.fullmatch(_NEARLY_MEASURED, text, re.DOTALL) is not None
