"""An extra is added the way the program was installed."""

import json
import os
from email.message import Message
from importlib.metadata import Distribution, PathDistribution
from pathlib import Path

import pytest

from spasmtui.shared.installation.environment import describe, read_installation
from spasmtui.shared.installation.hint import extra_hint, package_hint
from spasmtui.shared.installation.installation import Installation

NEEDS = {"pdf": ("fpdf2<3,>=2.8", "fonttools<5,>=4.34"), "encrypt": ("pyrage<2,>=1.2",)}
PYTHON = "/v/bin/python"
SHELL = "Install it with: "


def installed(folder: Path, *, origin: object = None, installer: str = "pip") -> Distribution:
    """Write what an installer leaves of the program in a folder of packages."""
    metadata = Message()
    metadata["Metadata-Version"], metadata["Name"], metadata["Version"] = "2.4", "spasmtui", "1.0.0"
    for extra, requirements in NEEDS.items():
        metadata["Provides-Extra"] = extra
        for requirement in requirements:
            metadata["Requires-Dist"] = f"{requirement}; extra == '{extra}'"
    metadata["Requires-Dist"] = "rich<16,>=15"
    place = folder / "spasmtui-1.0.0.dist-info"
    place.mkdir(parents=True)
    (place / "METADATA").write_text(metadata.as_string(), encoding="utf-8")
    (place / "INSTALLER").write_text(f"{installer}\n", encoding="utf-8")
    if origin is not None:
        (place / "direct_url.json").write_text(json.dumps(origin), encoding="utf-8")
    return PathDistribution(place)


def described(
    prefix: Path,
    *,
    origin: object = None,
    installer: str = "pip",
    is_environment: bool = True,
    has_pip: bool = True,
    active: str = "",
) -> Installation:
    """Describe a made-up environment."""
    return describe(
        installed(prefix / "lib", origin=origin, installer=installer),
        prefix=prefix,
        is_environment=is_environment,
        python=PYTHON,
        outer_python="/usr/bin/python3",
        has_pip=has_pip,
        active=active,
    )


def checkout(folder: Path, *, is_editable: bool = False) -> dict[str, object]:
    """Return what an installer writes down about a folder that it installed from."""
    return {"url": folder.as_uri(), "dir_info": {"editable": True} if is_editable else {}}


def test_in_an_environment_its_own_pip_is_named_and_in_one_that_is_active_the_short_name(tmp_path: Path) -> None:
    for number, (active, words) in enumerate((("", f"{PYTHON} -m pip install"), ("here", "pip install"))):
        prefix = tmp_path / str(number)
        copy = described(prefix, active=str(prefix) if active else "")
        assert extra_hint("pdf", copy) == f"{SHELL}{words} 'spasmtui[pdf]'"


def test_an_environment_without_pip_is_filled_by_the_pip_beside_it_or_by_uv(tmp_path: Path) -> None:
    beside = described(tmp_path / "make", origin=checkout(tmp_path, is_editable=True), has_pip=False)
    assert extra_hint("pdf", beside) == f"{SHELL}/usr/bin/python3 -m pip --python {PYTHON} install -e '{tmp_path}[pdf]'"
    by_uv = described(tmp_path / "uv", installer="uv", has_pip=False)
    assert extra_hint("pdf", by_uv) == f"{SHELL}uv pip install --python {PYTHON} 'spasmtui[pdf]'"


def test_pipx_installs_again_with_all_extras_that_were_asked_for(tmp_path: Path) -> None:
    for number, (named, more, words) in enumerate((
        ("spasmtui", {}, "--force 'spasmtui[pdf]'"),
        ("spasmtui[encrypt]==1.0.0", {}, "--force 'spasmtui[encrypt,pdf]'"),
        ("spasmtui", {"suffix": "-old"}, "--force --suffix=-old 'spasmtui[pdf]'"),
    )):
        prefix = tmp_path / str(number)
        copy = pipx(prefix, {"package": "spasmtui", "package_or_url": named, **more})
        assert extra_hint("pdf", copy) == f"{SHELL}pipx install {words}"


def pipx(prefix: Path, main: object, origin: object = None) -> Installation:
    """Describe an environment of pipx."""
    prefix.mkdir()
    (prefix / "pipx_metadata.json").write_text(json.dumps({"main_package": main}), encoding="utf-8")
    return described(prefix, origin=origin, installer="uv", has_pip=False)


def test_pipx_names_the_folder_of_a_checkout_and_injects_what_is_no_extra(tmp_path: Path) -> None:
    main = {"package": "spasmtui", "package_or_url": f"{tmp_path}[encrypt]", "pip_args": ["--editable"]}
    copy = pipx(tmp_path / "p", main, checkout(tmp_path, is_editable=True))
    assert extra_hint("pdf", copy) == f"{SHELL}pipx install --force --editable '{tmp_path}[encrypt,pdf]'"
    assert package_hint("uharfbuzz", copy) == f"{SHELL}pipx inject spasmtui uharfbuzz"


def test_inside_the_environment_of_another_program_pipx_injects(tmp_path: Path) -> None:
    copy = pipx(tmp_path / "p", {"package": "xonsh", "package_or_url": "xonsh"})
    assert extra_hint("pdf", copy) == f"{SHELL}pipx inject --force xonsh 'spasmtui[pdf]'"
    assert package_hint("uharfbuzz", copy) == f"{SHELL}pipx inject xonsh uharfbuzz"


def uv_tool(prefix: Path, requirements: str, origin: object = None) -> Installation:
    """Describe an environment of `uv tool`."""
    prefix.mkdir()
    (prefix / "uv-receipt.toml").write_text(f"[tool]\nrequirements = [{requirements}]\n", encoding="utf-8")
    return described(prefix, origin=origin, installer="uv", has_pip=False)


def test_uv_installs_again_with_what_it_was_asked_for_before(tmp_path: Path) -> None:
    receipt = '{ name = "spasmtui", extras = ["encrypt"], directory = "/co" }, { name = "uharfbuzz" }'
    copy = uv_tool(tmp_path / "u", receipt, checkout(tmp_path))
    assert extra_hint("pdf", copy) == f"{SHELL}uv tool install --with uharfbuzz '{tmp_path}[encrypt,pdf]'"
    plain = uv_tool(tmp_path / "n", '{ name = "spasmtui" }')
    assert extra_hint("pdf", plain) == f"{SHELL}uv tool install 'spasmtui[pdf]'"
    assert package_hint("uharfbuzz", plain) == f"{SHELL}uv tool install --with uharfbuzz spasmtui"


def test_a_wheel_an_archive_and_a_repository_are_named_by_their_address(tmp_path: Path) -> None:
    wheel = tmp_path / "a b" / "spasmtui-1.0.0-py3-none-any.whl"
    wheel.parent.mkdir()
    wheel.touch()
    origins = (
        ({"url": wheel.as_uri(), "archive_info": {}}, wheel.as_uri()),
        ({"url": "https://example.org/s.zip", "archive_info": {}}, "https://example.org/s.zip"),
        (
            {"url": "https://example.org/s.git", "vcs_info": {"vcs": "git", "requested_revision": "v1.0.0"}},
            "git+https://example.org/s.git@v1.0.0",
        ),
    )
    for number, (origin, address) in enumerate(origins):
        copy = described(tmp_path / str(number), origin=origin)
        assert extra_hint("pdf", copy) == f"{SHELL}{PYTHON} -m pip install 'spasmtui[pdf] @ {address}'"


def test_where_the_checkout_has_gone_the_packages_are_named_that_the_extra_consists_of(tmp_path: Path) -> None:
    packages = "'fpdf2<3,>=2.8' 'fonttools<5,>=4.34'"
    gone = checkout(tmp_path / "gone")
    assert extra_hint("pdf", described(tmp_path / "v", origin=gone)) == f"{SHELL}{PYTHON} -m pip install {packages}"
    by_pipx = pipx(tmp_path / "p", {"package": "spasmtui", "package_or_url": str(tmp_path / "gone")}, gone)
    assert extra_hint("pdf", by_pipx) == f"{SHELL}pipx inject spasmtui {packages}"
    by_uv = uv_tool(tmp_path / "u", '{ name = "spasmtui" }', gone)
    assert extra_hint("pdf", by_uv) == f"{SHELL}uv pip install --python {PYTHON} {packages}"


def test_what_the_system_has_installed_is_left_to_the_system(tmp_path: Path) -> None:
    copy = described(tmp_path, installer="debian", is_environment=False, has_pip=True)
    assert extra_hint("pdf", copy) == "Install fpdf2 and fonttools with the package manager that installed spasmtui"
    assert extra_hint("encrypt", copy) == "Install pyrage with the package manager that installed spasmtui"


def test_outside_every_environment_pip_is_told_what_the_system_asks_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("site.getusersitepackages", lambda: str(tmp_path / "lib"))
    monkeypatch.setattr("sysconfig.get_path", lambda _name: str(tmp_path))
    copy = described(tmp_path, is_environment=False)
    assert extra_hint("pdf", copy) == f"{SHELL}{PYTHON} -m pip install --user 'spasmtui[pdf]'"
    (tmp_path / "EXTERNALLY-MANAGED").touch()
    copy = described(tmp_path / "lib", is_environment=False)
    words = "--user --break-system-packages"
    assert extra_hint("pdf", copy) == f"{SHELL}{PYTHON} -m pip install {words} 'spasmtui[pdf]'"


def test_damaged_receipts_leave_the_words_for_pip_or_for_uv(tmp_path: Path) -> None:
    (tmp_path / "pipx_metadata.json").write_text('{"main_package": 3}', encoding="utf-8")
    (tmp_path / "uv-receipt.toml").write_text("tool = [", encoding="utf-8")
    assert extra_hint("pdf", described(tmp_path)) == f"{SHELL}{PYTHON} -m pip install 'spasmtui[pdf]'"
    other = tmp_path / "other"
    other.mkdir()
    (other / "uv-receipt.toml").write_text("[tool]\nrequirements = 5\n", encoding="utf-8")
    assert extra_hint("pdf", described(other)) == f"{SHELL}uv tool install 'spasmtui[pdf]'"


def test_on_windows_words_are_quoted_as_its_shells_read_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = described(tmp_path)
    monkeypatch.setattr(os, "name", "nt")
    assert extra_hint("pdf", copy) == f'{SHELL}{PYTHON} -m pip install "spasmtui[pdf]"'


def test_this_very_copy_is_read() -> None:
    copy = read_installation()
    assert {"pdf", "encrypt", "sheets"} <= copy.needs.keys()
    assert extra_hint("pdf").startswith("Install ")
