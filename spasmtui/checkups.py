"""Check for `doctor`: the folders, the settings, the emergency number, the diary and the terminal."""

import json
import os
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from spasmtui.episodes.store.maintenance.health_report import health_lines
from spasmtui.errors import DataError
from spasmtui.guide.urgent_page import call_instruction
from spasmtui.shared.emergency_numbers import ANY_REGION, chosen_region, find_emergency_lines
from spasmtui.shared.language import find_language, unknown_language
from spasmtui.shared.settings import FILE_NAME, TABLES, Settings
from spasmtui.shared.toml_files import read_toml
from spasmtui.shell import Services
from spasmtui.terminal.capabilities import current_capabilities

Checkup = tuple[str, tuple[str, ...], bool]
"""A title, sentences, and True where they name a fault."""


def examine(services: Services, *, is_colorless: bool) -> tuple[Checkup, ...]:
    """Run every check.

    Args:
        services: the folders, settings and diary of this run.
        is_colorless: True where `--color never` was given.
    """
    health = services.diary.maintenance.check_health()
    folders = (
        f"Diary: {services.data}",
        f"State: {services.state}",
        f"Settings: {services.config}",
        f"Guide: {services.content}",
    )
    return (
        ("Folders", folders, False),
        _check_settings(services),
        _check_region(str(services.config)),
        ("Diary", health_lines(health), health.is_fault),
        ("Terminal", current_capabilities(is_colorless=is_colorless).sentences(), False),
    )


def _check_settings(services: Services) -> Checkup:
    named = services.settings.faults
    if (language := os.environ.get("SPASMTUI_LANGUAGE", "")) and find_language(language) is None:
        named = (*named, f"SPASMTUI_LANGUAGE: {unknown_language(language)}")
    if faults := (*named, *_refused_settings(services.config / FILE_NAME, named)):
        return "Settings", faults, True
    sentence = "All can be used." if services.has_settings else "There is no settings.toml, so the defaults apply."
    return "Settings", (sentence,), False


def _check_region(config: str) -> Checkup:
    """Say whom the urgent page names; a region that is set and not listed is a fault."""
    lines, region = find_emergency_lines(os.environ, config), chosen_region(os.environ, config)
    number = call_instruction(lines)
    if region and lines.number == ANY_REGION:
        fault = f"There are no numbers for the region {region!r}, so the urgent page says {number}."
        return (
            "Emergency number",
            (fault, 'Set region to a country\'s two letters, as in "gb", or to the number.'),
            True,
        )
    source = "the setting" if region else "time zone and locale"
    return "Emergency number", (f"Call {number}. This is chosen by {source}.",), False


def _refused_settings(path: Path, named: tuple[str, ...]) -> tuple[str, ...]:
    """Validate the settings by their own classes, and return a sentence for each that the light reader let pass."""
    try:
        TypeAdapter(Settings).validate_json(json.dumps(read_toml(path), default=str), strict=True)
    except ValidationError as error:
        # Without a place it is what pydantic cannot parse, which has been named.
        refused = {_setting_name(each["loc"]): each["msg"] for each in error.errors() if each["loc"]}
        return tuple(
            f"{path}: {name} cannot be used. {reason}."
            for name, reason in refused.items()
            if not any(fault.startswith(f"{path}: {name} ") for fault in named)
        )
    except (
        DataError,
        ValueError,
        RecursionError,
    ):  # there is no such file, or what cannot be parsed or written out has been named
        return ()
    return ()


def _setting_name(location: tuple[int | str, ...]) -> str:
    """Return the name of a setting, with that of its table, from the place of a validation error."""
    return ".".join(str(part) for part in location[: 2 if location[0] in TABLES else 1])
