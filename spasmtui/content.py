"""Find the shipped content: inside the installed package, or beside it in a checkout."""

from pathlib import Path

from spasmtui.errors import DataError


def content_root(package: Path | None = None) -> Path:
    """Return the folder that contains `guide/`, `routines/`, `drink/` and the rest.

    Args:
        package: the package's own folder; tests name another.

    Raises:
        DataError: the content is in neither place: the installation is broken.
    """
    package = package or Path(__file__).parent
    for candidate in (package / "content", package.parent / "content"):
        if (candidate / "routines").is_dir():
            return candidate
    raise DataError(f"The guide and the routines are missing from {package}. Install spasmtui again.")
