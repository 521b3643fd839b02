"""Make the rows of the settings screen. Pure."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from spasmtui.settings.catalog import Setting, all_settings, fault_of, other_faults
from spasmtui.shared.emergency_numbers import ANY_REGION, chosen_region, find_emergency_lines
from spasmtui.shared.language import find_language
from spasmtui.terminal.mouse import is_remote

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spasmtui.shared.settings import LoadedSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingRow:
    """A setting as it is shown, or a heading without one."""

    heading: str = ""
    setting: Setting | None = None
    value: str = ""
    default: str = ""
    is_changed: bool = False
    fault: str = ""
    """Why the value in the file cannot be used; empty where it can."""
    hindrance: str = ""
    """Why the value has no effect in this run; empty where it has."""


def setting_rows(loaded: LoadedSettings, hindrances: Mapping[str, str]) -> tuple[SettingRow, ...]:
    """Return every setting with its present value under its heading.

    Args:
        loaded: the settings of the file.
        hindrances: why a setting has no effect in this run, by its name.
    """
    rows: list[SettingRow] = []
    for heading, settings in all_settings():
        rows.append(SettingRow(heading=heading))
        for setting in settings:
            value = setting.value_in(loaded.settings)
            rows.append(
                SettingRow(
                    setting=setting,
                    value=setting.text_of(value),
                    default=setting.text_of(setting.default),
                    is_changed=value != setting.default,
                    fault=_fault(setting, loaded),
                    hindrance=hindrances.get(".".join(setting.name), ""),
                )
            )
    return tuple(rows)


def _fault(setting: Setting, loaded: LoadedSettings) -> str:
    fault = fault_of(setting, loaded)
    return f"In the file, {fault} The default holds." if fault else ""


def notices(loaded: LoadedSettings) -> tuple[str, ...]:
    """Return what else is wrong with the file, and what the first change does about it."""
    faults = other_faults(loaded)
    broken = "The first change made here keeps that file beside the new one."
    return tuple(
        f"{fault} {broken}" if "is not valid TOML" in fault or "is not UTF-8" in fault else fault for fault in faults
    )


def find_hindrances(
    environment: Mapping[str, str] | os._Environ[str], config: str, *, has_voice: bool, has_no_color: bool
) -> dict[str, str]:
    """Return why a setting has no effect in this run, by its name.

    Args:
        environment: the variables of the process.
        config: the folder of the settings.
        has_voice: whether there is a tool that speaks.
        has_no_color: NO_COLOR is set, or `--color never` was given.
    """
    found: dict[str, str] = {}
    if has_no_color:
        found["screen.theme"] = "This run is without colour, so the theme is not shown."
    if environment.get("SPASMTUI_REGION"):
        found["region"] = "SPASMTUI_REGION is set and comes before this."
    elif (region := chosen_region(environment, config)) and find_emergency_lines(
        environment, config
    ).number == ANY_REGION:
        found["region"] = f"There are no numbers for {region[:5]}, so help names 112, 911 and 999."
    if find_language(environment.get("SPASMTUI_LANGUAGE", "")):
        found["language"] = "SPASMTUI_LANGUAGE is set and comes before this."
    if not has_voice:
        found["relief.speech"] = "No tool that speaks was found here (spd-say, espeak-ng, espeak or say)."
    if is_remote(environment):
        found["relief.motion"] = "Over SSH, as here, figures stay still."
    return found
