"""Check for `doctor`: the folders, the settings, the diary and the terminal."""

from spasmtui.episodes.store.maintenance.health_report import health_lines
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
        ("Diary", health_lines(health), health.is_fault),
        ("Terminal", current_capabilities(is_colorless=is_colorless).sentences(), False),
    )


def _check_settings(services: Services) -> Checkup:
    if faults := services.settings.faults:
        return "Settings", faults, True
    sentence = "All can be used." if services.has_settings else "There is no settings.toml: every default holds."
    return "Settings", (sentence,), False
