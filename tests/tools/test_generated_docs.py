"""The generated parts of `docs/`: each is what its tables say today."""

import tomllib

from spasmtui.command_line.help import ENVIRONMENT
from spasmtui.shared.settings import TABLES, Settings
from tests.conftest import ROOT
from tools.command_manual import read_manual
from tools.site import architecture_picture, commands_page, settings_page
from tools.site.tables import code, prose, table


def test_the_page_of_commands_is_what_make_generated_writes() -> None:
    assert commands_page.PAGE.read_text(encoding="utf-8") == commands_page.page(read_manual())


def test_the_page_of_settings_is_what_make_generated_writes_and_has_them_all() -> None:
    page = settings_page.page()
    assert settings_page.PAGE.read_text(encoding="utf-8") == page
    names = [name for model in (Settings, *TABLES.values()) for name in model.__annotations__ if name not in TABLES]
    assert [name for name in names if f"| `{name}` |" not in page] == ["keys"]


def test_what_comes_before_a_setting_is_there() -> None:
    manual = read_manual()
    options = {
        name
        for section in manual.sections
        for entry in section.entries
        for each in entry.declared.options
        for name in each.names
    }
    known = options | {name for each in manual.global_options for name in each.names}
    known |= {name.partition("=")[0] for name, _says in ENVIRONMENT}
    named = {each.split()[0] for names in settings_page.COMES_BEFORE.values() for each in names}
    assert named <= known


def test_the_picture_of_the_house_is_that_of_the_import_contracts() -> None:
    picture = architecture_picture.picture()
    assert architecture_picture.PICTURE.read_text(encoding="utf-8") == picture
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = [name for layer in architecture_picture.read_layers(project) for name in layer]
    inside = {room.name: len(room.layers) for room in architecture_picture.read_rooms(project)}
    assert [name for name in layers if f'class="name">{name}</text>' not in picture] == []
    assert set(inside) <= set(layers)
    assert {name for name, count in inside.items() if count} == {"relief", "episodes"}


def test_a_sign_of_markdown_in_a_table_is_only_text() -> None:
    assert table(("a", "b"), [(code("x|y"), prose("<b> *and* `c`"))]) == [
        "| a | b |",
        "| --- | --- |",
        "| <code>x&#124;y</code> | &lt;b&gt; \\*and\\* `c` |",
    ]
