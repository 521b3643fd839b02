"""Fail when the wheel lacks a file of the package, the content or `share`, or carries one that is none of them."""

import subprocess
import sys
import zipfile

SHARED = {
    "share/man/man1/spasm.1",
    "share/man/man1/spasmtui.1",
    "share/applications/spasmtui.desktop",
    "share/icons/hicolor/scalable/apps/spasmtui.svg",
}
"""What is installed beside the programs: where `man` and the menu of a desktop look."""


def main() -> None:
    """Compare the wheel's list of files with what git tracks."""
    listed = subprocess.run(["git", "ls-files", "spasmtui", "content"], capture_output=True, text=True, check=True)
    expected = {
        path if path.startswith("spasmtui/") else f"spasmtui/{path}" for path in listed.stdout.split("\n") if path
    }
    with zipfile.ZipFile(sys.argv[1]) as wheel:
        names = wheel.namelist()
    found = {name for name in names if name.startswith("spasmtui/")}
    found |= {name.partition(".data/data/")[2] for name in names if ".data/data/" in name}
    if found != expected | SHARED:
        sys.exit(
            f"wheel: missing {sorted((expected | SHARED) - found)}, unexpected {sorted(found - expected - SHARED)}"
        )


if __name__ == "__main__":
    main()
