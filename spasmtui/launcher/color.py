"""Decide whether output is coloured: by the option, then the environment, then what it is written to."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping


def wants_color(option: str, environment: "Mapping[str, str]", *, is_terminal: bool) -> bool:
    """Return whether to write colours, bold and dim.

    The first of these decides: `--color always|never`; NO_COLOR (https://no-color.org); CLICOLOR_FORCE and FORCE_COLOR;
    CLICOLOR=0; a terminal that has colours. A variable that is empty says nothing, and a forcing one of 0 neither.

    Args:
        option: `auto`, `always` or `never`.
        environment: the environment variables.
        is_terminal: True if the output goes to a terminal.
    """
    if option != "auto":
        return option == "always"
    if environment.get("NO_COLOR"):
        return False
    if any(environment.get(name, "") not in ("", "0") for name in ("CLICOLOR_FORCE", "FORCE_COLOR")):
        return True
    return is_terminal and environment.get("CLICOLOR") != "0" and environment.get("TERM", "dumb") not in ("", "dumb")
