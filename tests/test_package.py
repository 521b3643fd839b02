"""The package says what is true of it, and reads well where a stranger finds it."""

import re
import zipfile
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.support.cases import with_each
from tests.test_project import PROJECT

ADDRESS = "https://example.org/somebody/spasmtui"


def script(name: str) -> ModuleType:
    """Load a script of `.ci`, which is no package."""
    spec = spec_from_file_location(name, ROOT / ".ci" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


README = """# name

Text with [a page](docs/a.md), [an anchor](#name) and [another site](https://example.org/x). [More on it](docs/b.md).

![A night](screenshots/loop.svg)

## How it looks

<img alt="Relief" src="screenshots/a.svg" width="49%"> <img alt="The sheet" src="screenshots/b.png">

## More

[Tour](docs/tour.md) · [Changes](CHANGELOG.md) ·
[Licence](LICENSE)
"""


def test_without_an_address_the_long_description_has_no_link_and_no_picture_of_the_repository() -> None:
    module = script("long_description")
    assert module.long_description(README, "", "1.0.0") == (
        "# name\n\nText with a page, [an anchor](#name) and [another site](https://example.org/x).\n" + module.REST
    )


def test_with_an_address_every_link_and_picture_has_it_and_the_tag_of_the_version() -> None:
    text = script("long_description").long_description(README, ADDRESS, "1.0.0")
    assert re.findall(r"(?:\]\(|src=\")([^)\"]+)", text) == [
        f"{ADDRESS}/blob/v1.0.0/docs/a.md",
        "#name",
        "https://example.org/x",
        f"{ADDRESS}/blob/v1.0.0/docs/b.md",
        f"{ADDRESS}/raw/v1.0.0/screenshots/loop.svg",
        f"{ADDRESS}/raw/v1.0.0/screenshots/a.svg",
        f"{ADDRESS}/raw/v1.0.0/screenshots/b.png",
        f"{ADDRESS}/blob/v1.0.0/docs/tour.md",
        f"{ADDRESS}/blob/v1.0.0/CHANGELOG.md",
        f"{ADDRESS}/blob/v1.0.0/LICENSE",
    ]


@with_each("source", ("", ADDRESS))
def test_the_readme_leads_nowhere_that_an_index_has_not(source: str) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    text = script("long_description").long_description(readme, source, "1.0.0")
    targets = re.findall(r"\]\(([^)]+)\)|src=\"([^\"]+)\"", text)
    assert [target for pair in targets for target in pair if target and not re.match(r"https://|#", target)] == []


def test_the_package_names_the_versions_of_python_that_the_matrix_runs_from_the_oldest_that_it_takes() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    (listed,) = re.findall(r"^VERSIONS \?= (.+)$", makefile, re.MULTILINE)
    named = [each.rpartition(" ")[2] for each in PROJECT["project"]["classifiers"] if re.search(r":: 3\.\d+$", each)]
    assert named == listed.split()
    assert PROJECT["project"]["requires-python"] == f">={named[0]}"


def test_the_addresses_of_the_package_are_whole_or_absent() -> None:
    urls = PROJECT["project"].get("urls", {})
    assert set(urls) in (set(), {"Homepage", "Source", "Issues", "Changelog"})
    assert [url for url in urls.values() if not url.startswith("https://")] == []


SMALL: dict[str, Any] = {
    "requires-python": ">=3.11",
    "classifiers": ["Typing :: Typed"],
    "optional-dependencies": {"pdf": ["fpdf2"]},
    "urls": {"Source": ADDRESS},
}
METADATA = f"""Metadata-Version: 2.4
Name: spasmtui
Version: 1.0.0
Requires-Python: >=3.11
Classifier: Typing :: Typed
Provides-Extra: pdf
Project-URL: Source, {ADDRESS}
Description-Content-Type: text/markdown

# spasmtui, [on its way](https://example.org)
"""


PROGRAMS = "[console_scripts]\nspasm = spasmtui.launch:spasm\nspasmtui = spasmtui.launch:spasmtui\n"


def made_wheel(
    path: Path,
    metadata: str = METADATA,
    *,
    leave_out: str = "",
    more: str = "spasmtui/app.py",
    programs: str = PROGRAMS,
) -> Path:
    """Write a wheel of three files."""
    data = "spasmtui-1.0.0.data"
    texts = {
        "spasmtui/app.py": "x = 1",
        more: "x = 1",
        f"{data}/data/share/man/man1/spasm.1": ".TH",
        "spasmtui-1.0.0.dist-info/entry_points.txt": programs,
        "spasmtui-1.0.0.dist-info/METADATA": metadata,
    }
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in texts.items():
            if not leave_out or not name.endswith(leave_out):
                archive.writestr(name, text)
    return path


def test_a_wheel_is_compared_with_the_files_the_programs_and_what_the_project_says(tmp_path: Path) -> None:
    module = script("compare_wheel")
    files = {"spasmtui/app.py", "share/man/man1/spasm.1"}

    def said(number: int, **made: str) -> list[str]:
        return list(module.faults(made_wheel(tmp_path / str(number), **made), files, SMALL))

    assert said(0) == []
    assert said(1, leave_out="spasm.1") == ["it lacks share/man/man1/spasm.1"]
    assert said(2, more="spasmtui/notes.txt") == ["nothing is known of spasmtui/notes.txt"]
    assert said(3, programs=PROGRAMS.replace("spasm =", "")) == ["its programs are spasmtui"]
    assert said(6, leave_out="entry_points.txt") == ["its programs are none"]
    relative = METADATA.replace("https://example.org)", "docs/tour.md)")
    assert said(4, metadata=relative) == ["its description leads nowhere on an index: docs/tour.md"]
    no_extra = METADATA.replace("Provides-Extra: pdf\n", "")
    assert said(5, metadata=no_extra) == ["its metadata has as extras set(), not {'pdf'}"]


def test_a_wheel_that_is_too_large_names_its_largest_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    module = script("compare_wheel")
    monkeypatch.setattr(module, "MOST_BYTES", 100)
    (said,) = module.faults(made_wheel(tmp_path / "w"), {"spasmtui/app.py", "share/man/man1/spasm.1"}, SMALL)
    assert "more than 100; the largest parts: spasmtui-1.0.0.dist-info/METADATA" in said
