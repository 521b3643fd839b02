"""Check for `doctor`: the folders, the settings, the emergency number, the diary and the terminal."""

import json
import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from spasmtui.episodes.commands.unsaved import kept_sentence
from spasmtui.episodes.store.maintenance.health_report import health_lines
from spasmtui.episodes.store.state_folders.report import joined_sentences
from spasmtui.episodes.store.unsaved.keeper import broken_sentence
from spasmtui.episodes.store.unsaved.kept_files import find_broken_files, find_kept_files
from spasmtui.errors import DataError
from spasmtui.guide.urgent_page import call_instruction
from spasmtui.relief.running.interrupted_start import read_starts
from spasmtui.relief.running.state_file import StateFile
from spasmtui.services import Services
from spasmtui.shared.emergency_numbers import ANY_REGION, chosen_region, find_emergency_lines
from spasmtui.shared.formats import moment
from spasmtui.shared.language import find_language, unknown_language
from spasmtui.shared.settings import FILE_NAME, TABLES, Settings
from spasmtui.shared.times.zone import unknown_zone
from spasmtui.shared.toml_files import read_toml
from spasmtui.shell import load
from spasmtui.terminal.capabilities import current_capabilities

Checkup = tuple[str, tuple[str, ...], bool]
"""A title, sentences, and True where they name a fault."""


def examine(services: Services, *, is_colorless: bool) -> tuple[Checkup, ...]:
    """Run every check.

    Args:
        services: the folders, settings and diary of this run.
        is_colorless: True where no colour was asked for.
    """
    folders = (
        f"Diary: {services.data}",
        f"State: {services.state}",
        f"Settings: {services.config}",
        f"Guide: {services.content}",
        *joined_sentences(services.data, services.state),
    )
    return (
        ("Folders", folders, False),
        _check_settings(services),
        *_check_plan(services),
        _check_region(str(services.config)),
        *_check_zone(services.clock.now()),
        _check_diary(services),
        *_check_encryption(services),
        *_check_unsaved(services),
        ("Terminal", current_capabilities(is_colorless=is_colorless).sentences(), False),
    )


def _check_zone(now: datetime) -> tuple[Checkup, ...]:
    """Name a zone that the system does not know: it then takes every time for UTC without a word."""
    wrong = unknown_zone(os.environ.get("TZ", ""), now)
    return (("Time zone", (wrong,), True),) if wrong else ()


def _check_diary(services: Services) -> Checkup:
    try:
        health = services.diary.maintenance.check_health()
    except DataError as error:  # what is not saved is named beside it
        return "Diary", (error.message,), True
    return "Diary", health_lines(health), health.is_fault


def _check_encryption(services: Services) -> tuple[Checkup, ...]:
    """Say of an encrypted diary whether its key is here, and what is not encrypted."""
    if not services.diary.journals.is_encrypted():
        return ()
    sentences, is_fault = load("spasmtui.episodes.commands.encryption.sentences:encryption_sentences")(services)
    return (("Encryption", tuple(sentences), is_fault),)


def _check_unsaved(services: Services) -> tuple[Checkup, ...]:
    """Name what is kept aside for the diary, and the starts of which only a marker is left."""
    checks: list[Checkup] = []
    state = str(services.state)
    lines: list[str] = []
    if paths := find_kept_files(state):
        unsaved = {each.path: each for each in services.diary.keeper.all()}
        for path in (path for path in paths if path in unsaved or os.path.lexists(path)):
            each = unsaved.get(path)
            # One that was damaged has been set aside by reading it, so that this one is of a later version.
            lines.append(f"{each.reason} {kept_sentence(each)}" if each else f"{path} was written by a later version.")
    lines += map(broken_sentence, find_broken_files(state))
    if lines:
        checks.append(("Not saved", tuple(lines), True))
    starts, markers = read_starts(StateFile(services.state, services.clock), services.clock.now())
    lines = [
        f"The start at {moment(datetime.fromtimestamp(start.began_at, services.clock.now().tzinfo))} was interrupted."
        " To go on: spasmtui resume"
        for start in starts
        if not start.is_loading
    ]
    lines += [f"{path} is no start's. The next start removes it." for path in markers]
    return (*checks, ("Interrupted", tuple(lines), False)) if lines else tuple(checks)


def _check_settings(services: Services) -> Checkup:
    named = services.settings.faults
    if (language := os.environ.get("SPASMTUI_LANGUAGE", "")) and find_language(language) is None:
        named = (*named, f"SPASMTUI_LANGUAGE: {unknown_language(language)}")
    refused = _refused_settings(services.config / FILE_NAME, named)
    if faults := (*named, *refused, *_unusable_keys(services.settings.settings.keys)):
        return "Settings", faults, True
    sentence = "All can be used." if services.has_settings else "There is no settings.toml, so the defaults apply."
    return "Settings", (sentence,), False


def _check_plan(services: Services) -> tuple[Checkup, ...]:
    """Say what cannot be used of the plan; of a plan without a fault nothing is said."""
    loaded = services.plan
    named = (*loaded.faults, *loaded.unknown)
    return (("Plan", named, bool(loaded.faults)),) if named else ()


def _unusable_keys(keys: Mapping[str, str]) -> tuple[str, ...]:
    """Return a sentence for each entry of `[keys]` that cannot be used."""
    if not keys:
        return ()
    plan = load("spasmtui.settings.known_actions:plan_own_keys")(keys)
    return tuple(plan.faults.values())


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
    source = "the region that is set" if region else "the time zone and the locale"
    return "Emergency number", (f"Call {number}. This number comes from {source}.",), False


_UNKNOWN_NAME = ("extra_forbidden", "unexpected_keyword_argument")
"""The type of pydantic's error for a name that a named tuple does not have, in its newer and its older versions."""


def _refused_settings(path: Path, named: tuple[str, ...]) -> tuple[str, ...]:
    """Validate the settings by their own classes, and return a sentence for each that the light reader let pass."""
    try:
        TypeAdapter(Settings).validate_json(json.dumps(read_toml(path), default=str), strict=True)
    except ValidationError as error:
        # Without a place it is what pydantic cannot parse, which has been named; an unknown name has been too.
        refused = {
            _setting_name(each["loc"]): each["msg"]
            for each in error.errors()
            if each["loc"] and each["type"] not in _UNKNOWN_NAME
        }
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
    """Return the name of a setting, with that of its table, from the place of a validation error.

    A named tuple is also read from a list, in which a setting has a number instead: then the table itself is named.
    """
    return ".".join(part for part in location[: 2 if location[0] in TABLES else 1] if isinstance(part, str))
