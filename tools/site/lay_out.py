"""Lay out the pages of the documentation site in one folder, from which `make docs` builds it.

The generator wants all its pages and pictures below one folder, while the repository keeps the changelog, the pictures
and a few more beside `docs/`. Each file is laid where the site has it, and its links follow. Standard library alone:
this runs in the environment of the generator, which has none of the program's needs.
"""

import posixpath
import re
import shutil
import sys
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).parent.parent.parent
BESIDE = {
    "CHANGELOG.md": "changelog.md",
    "CODE_OF_CONDUCT.md": "code-of-conduct.md",
    "CONTRIBUTING.md": "contributing.md",
    "SECURITY.md": "security.md",
    "screenshots/README.md": "pictures.md",
}
"""The place on the site of each page of the repository that is not in `docs/`; one that does not exist is left out."""
ALSO_CALLED = {"README.md": "index.md"}
"""Files that the site has in another form: who follows a link to the README arrives at the first page."""
FOUND_LAST = ("bench.md", "changelog.md", "facts.md")
"""Pages with so many words that they would come first whatever is searched for."""
LAST_IN_THE_SEARCH = "---\nsearch:\n  boost: 0.2\n---\n\n"
LINK = re.compile(r"(?<=\]\()([^)\s]+)(?=[)\s])")
"""The target of a link or a picture in Markdown."""
CODE = re.compile(r"(^```.*?^```$|`[^`\n]+`)", re.DOTALL | re.MULTILINE)
"""Code in Markdown, where nothing is a link."""


def site_files(root: Path) -> dict[str, str]:
    """Return the place on the site of each file of the repository that is on it, both as relative paths."""
    pages = {path.relative_to(root).as_posix(): path.relative_to(root / "docs").as_posix() for path in _docs(root)}
    pages |= {source: place for source, place in BESIDE.items() if (root / source).is_file()}
    pictures = {
        target
        for source in pages
        if source.endswith(".md")
        for target in _targets(source, (root / source).read_text(encoding="utf-8"))
        if target.startswith("screenshots/") and not target.endswith(".md") and (root / target).is_file()
    }
    return pages | {picture: picture for picture in pictures}


def _docs(root: Path) -> list[Path]:
    return sorted(path for path in (root / "docs").rglob("*") if path.is_file())


def _targets(source: str, text: str) -> set[str]:
    """Return the files of the repository that a page links to, as paths from its root."""
    links = (target for part in CODE.split(text)[::2] for target in LINK.findall(part))
    return {
        posixpath.normpath(posixpath.join(posixpath.dirname(source), urlsplit(target).path))
        for target in links
        if urlsplit(target).path and not urlsplit(target).scheme
    }


def with_links_of_the_site(source: str, text: str, places: dict[str, str]) -> str:
    """Return a page whose links lead to where the site has what they name; others stay, and the generator names them.

    Args:
        source: the page's path in the repository.
        text: its Markdown.
        places: the place of each file, as `site_files` has them.
    """
    known = places | ALSO_CALLED
    folder = posixpath.dirname(places[source])

    def moved(found: re.Match[str]) -> str:
        parts = urlsplit(found[1])
        target = posixpath.normpath(posixpath.join(posixpath.dirname(source), parts.path))
        if parts.scheme or not parts.path or target not in known:
            return found[1]
        return parts._replace(path=posixpath.relpath(known[target], folder or ".")).geturl()

    pieces = CODE.split(text)
    return "".join(LINK.sub(moved, piece) if at % 2 == 0 else piece for at, piece in enumerate(pieces))


def lay_out(root: Path, folder: Path) -> None:
    """Lay the files of the site below a folder, which is made anew."""
    shutil.rmtree(folder, ignore_errors=True)
    places = site_files(root)
    for source, place in places.items():
        target = folder / place
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.endswith(".md"):
            text = with_links_of_the_site(source, (root / source).read_text(encoding="utf-8"), places)
            head = LAST_IN_THE_SEARCH if place in FOUND_LAST else ""
            # GitHub reads Markdown inside an element by itself, the generator where the element says so.
            target.write_text(head + text.replace("\n<details>", "\n<details markdown>"), encoding="utf-8")
        else:
            shutil.copyfile(root / source, target)


if __name__ == "__main__":
    lay_out(ROOT, Path(sys.argv[1]))
