"""Fail when the wheel lacks a file of the package, the content or `share`, carries another, is too large, or says else.

Where git keeps the source, its list is compared; in an unpacked source distribution every file of the folders is.
"""

import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Collection, Iterator
from email.message import Message
from email.parser import Parser
from pathlib import Path
from typing import Any

MOST_BYTES = 2_400_000
"""The most that a wheel weighs: eight hundred modules, each compressed by itself, are two thirds of it."""
SHARED = {
    "share/man/man1/spasm.1",
    "share/man/man1/spasmtui.1",
    "share/applications/spasmtui.desktop",
    "share/icons/hicolor/scalable/apps/spasmtui.svg",
}
"""What is installed beside the programs: where `man` and the menu of a desktop look."""
PROGRAMS = {"spasm", "spasmtui"}
ENTRIES = "entry_points.txt"
"""The file of a wheel from which the programs are made when it is installed."""


def faults(wheel: Path, expected: Collection[str], project: dict[str, Any]) -> Iterator[str]:
    """Yield what is wrong with a wheel, as sentences.

    Args:
        wheel: the file.
        expected: the files of the package and of `share`.
        project: the table `project` of `pyproject.toml`.
    """
    with zipfile.ZipFile(wheel) as archive:
        parts = {part.filename: part for part in archive.infolist()}
        names = set(parts)
        (metadata_name,) = (name for name in names if name.endswith(".dist-info/METADATA"))
        metadata = Parser().parsestr(archive.read(metadata_name).decode())
        starts = (
            archive.read(entries).decode() if (entries := metadata_name.replace("METADATA", ENTRIES)) in names else ""
        )
    found = {name for name in names if name.startswith("spasmtui/")}
    found |= {name.partition(".data/data/")[2] for name in names if ".data/data/" in name}
    if missing := sorted(set(expected) - found):
        yield f"it lacks {', '.join(missing)}"
    if unexpected := sorted(found - set(expected)):
        yield f"nothing is known of {', '.join(unexpected)}"
    programs = set(re.findall(r"^(\S+) = spasmtui\.", starts.partition("[console_scripts]")[2], re.MULTILINE))
    if programs != PROGRAMS:
        yield f"its programs are {', '.join(sorted(programs)) or 'none'}"
    size = wheel.stat().st_size
    if size > MOST_BYTES:
        largest = sorted(parts.values(), key=lambda part: -part.compress_size)[:5]
        named = ", ".join(f"{part.filename} {part.compress_size}" for part in largest)
        yield f"it weighs {size} bytes, more than {MOST_BYTES}; the largest parts: {named}"
    yield from _faults_of_metadata(metadata, project)


def _faults_of_metadata(metadata: Message, project: dict[str, Any]) -> Iterator[str]:
    urls = dict(str(line).split(", ", 1) for line in metadata.get_all("Project-URL", ()))
    said = {
        "addresses": (urls, project.get("urls", {})),
        "extras": (set(metadata.get_all("Provides-Extra", ())), set(project.get("optional-dependencies", {}))),
        "classifiers": (set(metadata.get_all("Classifier", ())), set(project["classifiers"])),
        "Python": (metadata["Requires-Python"], project["requires-python"]),
        "form of the description": (metadata["Description-Content-Type"], "text/markdown"),
    }
    for name, (has, wanted) in said.items():
        if has != wanted:
            yield f"its metadata has as {name} {has}, not {wanted}"
    targets = re.findall(r"\]\(([^)]+)\)|src=\"([^\"]+)\"", metadata.get_payload() or "")
    if relative := [one or other for one, other in targets if not re.match(r"https://|#", one or other)]:
        yield f"its description leads nowhere on an index: {', '.join(relative)}"


def expected_files() -> set[str]:
    """Return the files that a wheel of this folder has."""
    if Path(".git").exists():
        command = ["git", "ls-files", "spasmtui", "content"]
        paths = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    else:
        here = (path for folder in ("spasmtui", "content") for path in Path(folder).rglob("*") if path.is_file())
        paths = [path.as_posix() for path in here if "__pycache__" not in path.parts]
    return {path if path.startswith("spasmtui/") else f"spasmtui/{path}" for path in paths} | SHARED


def main() -> None:
    """Compare the wheel that is named with the files and with `pyproject.toml` of this folder."""
    project = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["project"]
    if found := list(faults(Path(sys.argv[1]), expected_files(), project)):
        sys.exit("\n".join(f"wheel: {fault}" for fault in found))


if __name__ == "__main__":
    main()
