"""The documentation site: where its files are laid, how links follow, and what is found wrong with a built one."""

from pathlib import Path

from tests.conftest import ROOT
from tools.site.lay_out import lay_out, site_files, with_links_of_the_site
from tools.site.look_over import faults_of

PLACES = {
    "docs/a.md": "a.md",
    "docs/in/b.md": "in/b.md",
    "CHANGELOG.md": "changelog.md",
    "screenshots/x.svg": "screenshots/x.svg",
}


def test_a_link_leads_to_where_the_site_has_the_file() -> None:
    text = (
        "[b](in/b.md#there) [c](../CHANGELOG.md) ![x](../screenshots/x.svg) [r](../README.md) [o](https://e.org/a.md)"
    )
    assert with_links_of_the_site("docs/a.md", text, PLACES) == (
        "[b](in/b.md#there) [c](changelog.md) ![x](screenshots/x.svg) [r](index.md) [o](https://e.org/a.md)"
    )
    assert with_links_of_the_site("docs/in/b.md", "[a](../a.md) [c](../../CHANGELOG.md)", PLACES) == (
        "[a](../a.md) [c](../changelog.md)"
    )
    assert with_links_of_the_site("CHANGELOG.md", "[a](docs/a.md)", PLACES) == "[a](a.md)"


def test_what_the_site_lacks_and_what_is_code_stays_as_it_is() -> None:
    text = "[s](../spasmtui/cli.py)\n\n```\n[c](../CHANGELOG.md)\n```\n\n`[c](../CHANGELOG.md)`\n"
    assert with_links_of_the_site("docs/a.md", text, PLACES) == text


def test_every_page_and_every_picture_that_one_shows_is_laid_out(tmp_path: Path) -> None:
    lay_out(ROOT, tmp_path / "pages")
    places = site_files(ROOT)
    laid = {
        path.relative_to(tmp_path / "pages").as_posix() for path in (tmp_path / "pages").rglob("*") if path.is_file()
    }
    assert laid == set(places.values())
    assert {path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").rglob("*.md")} <= set(places)
    assert {"screenshots/home-120x40-dark.svg", "changelog.md", "pictures.md"} <= laid


def test_what_a_built_site_loads_from_elsewhere_and_what_leads_nowhere_is_named(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(
        '<link rel="stylesheet" href="https://fonts.example/x.css"><link rel="next" href="b.html">'
        '<script src="//cdn.example/x.js"></script><a href="https://example.org/">out</a><a href="b.html#here">b</a>'
        '<a href="b.html#gone">b</a><a href="c.html">c</a><a href="#top">top</a><img src="x.svg"><p id="top">'
        "![x](x.svg)<code>[b](b.html)</code>"
    )
    (tmp_path / "b.html").write_text('<h1 id="here">B</h1><a href="index.html">back</a>')
    (tmp_path / "x.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    (tmp_path / "x.css").write_text("@font-face { src: url(https://fonts.example/x.woff) }")
    assert list(faults_of(tmp_path)) == [
        "index.html loads https://fonts.example/x.css",
        "index.html loads //cdn.example/x.js",
        "index.html shows Markdown instead of a link",
        "index.html: b.html#gone has no such place",
        "index.html: c.html is not there",
        "x.css loads url(https://fonts.example/x.woff",
    ]
