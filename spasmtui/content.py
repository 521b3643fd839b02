"""Finds the shipped content: inside the installed package, or in the checkout beside it."""

from pathlib import Path

from spasmtui.errors import DataError


def content_root(package: Path | None = None) -> Path:
    """The folder that holds `guide/`, `routines/`, `drink/` and the rest.

    Args:
        package: the package's own folder; tests name another.

    Raises:
        DataError: neither place has it, so the installation is broken.
    """
    package = package or Path(__file__).parent
    for candidate in (package / "content", package.parent / "content"):
        if (candidate / "routines").is_dir():
            return candidate
    raise DataError(f"The guide and the routines are missing from {package}. Install spasmtui again.")
