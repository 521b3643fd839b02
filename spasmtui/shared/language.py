"""Choose the language of a run, reading nothing but one line of the settings.

It is asked before anything slow is imported, by the urgent page and by the first instruction on the screen.
"""

from spasmtui.shared.setting_lines import read_setting

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

ENGLISH = "en"
LANGUAGES = {ENGLISH: "English", "fr": "français"}
"""The languages in which urgent page and relief exist, by their code. A further one is a row here and a folder of
`content/languages`."""
WORD_LANGUAGES = ("fr", "de", "es")
"""The languages whose words for places and troubles are understood, whatever the language of the run."""

_LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")


def find_language(name: str) -> "str | None":
    """Return the code of a language named as in `fr`, `fr_CA.UTF-8`, `fr-FR` or `French`; None for no language here."""
    code = name.strip().lower().partition(".")[0].partition("@")[0].replace("-", "_").partition("_")[0]
    if code in LANGUAGES:
        return code
    names = {"english": ENGLISH, "french": "fr", **{own: known for known, own in LANGUAGES.items()}}
    return names.get(code)


def choose_language(environment: "Mapping[str, str]", config: str = "", chosen: str = "") -> str:
    """Choose the language: `--language`, `SPASMTUI_LANGUAGE`, the line `language = "fr"` of the settings, the locale.

    What cannot be used is passed over, and `doctor` names it: help in another language is better than none.

    Args:
        environment: the environment variables.
        config: the config folder's path; empty reads no settings.
        chosen: what was typed after `--language`, or nothing.
    """
    for name in (chosen, environment.get("SPASMTUI_LANGUAGE", "")):
        if name and (language := find_language(name)):
            return language
    if config and (language := find_language(read_setting(config, "language"))):
        return language
    locale = next((value for name in _LOCALE if (value := environment.get(name, ""))), "")
    return find_language(locale) or ENGLISH


def take_language(words: list[str]) -> tuple[str, list[str]]:
    """Take `--language CODE` or `--language=CODE` out of a command line; return the code as typed and the other words.

    An option without a value stays among the words, where the command line is refused for it.
    """
    chosen = ""
    rest: list[str] = []
    index = 0
    while index < len(words):
        word = words[index]
        if word == "--":
            return chosen, [*rest, *words[index:]]
        if word == "--language" and index + 1 < len(words) and not words[index + 1].startswith("-"):
            index += 1
            chosen = words[index]
        elif word.startswith("--language=") and len(word) > len("--language="):
            chosen = word.partition("=")[2]
        else:
            rest.append(word)
        index += 1
    return chosen, rest


def unknown_language(name: str) -> str:
    """Return the sentence for a language that is not there."""
    there = ", ".join(f"{code} ({own})" for code, own in LANGUAGES.items())
    return f"There is no language {name!r}. There are: {there}."
