"""Give the package the README without links into the repository, which lead nowhere on the page of an index.

With an address of the source in `[project.urls]` links and pictures get that address and the tag of the version.
Without one, links become their words and pictures are left out, and a last sentence says where both are.
"""

import re
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

OWN = r"\[[^\]]*\]\((?![a-z]+:|#)[^)\s]+\)"
ONLY_LINKS = re.compile(rf"(?<=[.!?]) {OWN}\.|(?<=\n\n){OWN}(?:\s*·\s*{OWN})*\n*(?=\n\n|\Z)")
"""A sentence, or a paragraph, that would say nothing without its links."""
PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)\)")
LINK = re.compile(r"(?<!!)\[([^\]]*)\]\((?![a-z]+:|#)([^)\s]+)\)")
TAG = re.compile(r'<img\b[^>]*?\bsrc="([^"]+)"[^>]*>')
EMPTY_PART = re.compile(r"^(#+) .*\n+(?=#{1,2} |\Z)", re.MULTILINE)
REST = "\nThe source distribution has further pages in `docs/`, and pictures in `screenshots/`.\n"


def long_description(readme: str, source: str, version: str) -> str:
    """Return the text for an index.

    Args:
        readme: the README, in Markdown.
        source: the address of the repository; empty where it has none.
        version: the version, whose tag has the files as they are now.
    """
    if not source:
        text = TAG.sub("", PICTURE.sub("", LINK.sub(r"\1", ONLY_LINKS.sub("", readme))))
        text = re.sub(r"\n[ \t]*(?:\n[ \t]*)+\n", "\n\n", text)
        return EMPTY_PART.sub("", text).rstrip("\n") + "\n" + REST
    at, files = f"{source.rstrip('/')}/blob/v{version}/", f"{source.rstrip('/')}/raw/v{version}/"
    text = LINK.sub(lambda found: f"[{found[1]}]({at}{found[2]})", readme)
    text = PICTURE.sub(lambda found: f"![{found[1]}]({_absolute(found[2], files)})", text)
    return TAG.sub(lambda found: found[0].replace(found[1], _absolute(found[1], files)), text)


def _absolute(path: str, address: str) -> str:
    return path if "://" in path else address + path


class LongDescription(MetadataHookInterface):
    """Write the field `readme` of the metadata."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Set the field from the README beside `pyproject.toml`."""
        readme = Path(self.root, "README.md").read_text(encoding="utf-8")
        source = metadata.get("urls", {}).get("Source", "")
        text = long_description(readme, source, metadata["version"])
        metadata["readme"] = {"content-type": "text/markdown", "text": text}
