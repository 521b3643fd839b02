"""Fail when the wheel lacks a file of the package or of the content, or carries one that is neither."""

import subprocess
import sys
import zipfile


def main() -> None:
    """Compare the wheel's list of files with what git tracks."""
    listed = subprocess.run(["git", "ls-files", "spasmtui", "content"], capture_output=True, text=True, check=True)
    expected = {
        path if path.startswith("spasmtui/") else f"spasmtui/{path}" for path in listed.stdout.split("\n") if path
    }
    with zipfile.ZipFile(sys.argv[1]) as wheel:
        found = {name for name in wheel.namelist() if name.startswith("spasmtui/")}
    if found != expected:
        sys.exit(f"wheel: missing {sorted(expected - found)}, unexpected {sorted(found - expected)}")


if __name__ == "__main__":
    main()
