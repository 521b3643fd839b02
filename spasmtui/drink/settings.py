"""What a person has noted for the drink in `settings.toml`; nobody is asked, and nothing is needed.

```
[drink]
measures = "metric"
about = ["diabetes", "kidney"]
```
"""

from typing import NamedTuple

from spasmtui.errors import WrongUsage

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

MEASURES = ("us", "metric", "imperial")
ABOUT = (
    "diabetes", "blood-pressure", "heart", "kidney", "liver", "low-salt", "potassium-medicine", "pregnancy", "reflux",
    "mouth-ulcers",
)  # fmt: skip
"""Words that bring warnings to the front, or call them up."""


class Settings(NamedTuple):
    """The `[drink]` table; unknown keys are another version's and are ignored."""

    measures: str = "us"
    about: frozenset[str] = frozenset()


def read_settings(config: "Path") -> Settings:
    """Read the settings of the drink; without a file, the usual ones.

    Raises:
        WrongUsage: the file cannot be parsed, or a value is none of those there are; both are named.
    """
    path = config / "settings.toml"
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError) as error:
        raise WrongUsage(f"{path} cannot be read: {error}.") from error
    import tomllib  # noqa: PLC0415 -- most people have no settings file

    try:
        table = tomllib.loads(text).get("drink", {})
    except ValueError as error:
        raise WrongUsage(f"{path} is not valid TOML: {error}.") from error
    if not isinstance(table, dict):
        raise WrongUsage(f"In {path}, [drink] is a table.")
    measures, about = table.get("measures", "us"), table.get("about", [])
    if measures not in MEASURES:
        raise WrongUsage(f"In {path}, measures is one of {', '.join(MEASURES)}, not {measures!r}.")
    if not isinstance(about, list) or not all(word in ABOUT for word in about):
        raise WrongUsage(f"In {path}, about is a list of words out of {', '.join(ABOUT)}.")
    return Settings(measures, frozenset(about))
