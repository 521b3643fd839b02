"""The checklist of a release says for each point what to do."""

from datetime import date

import pytest

from tests.support.cases import with_each
from tools import release_check
from tools.release_check import (
    ADDRESSES,
    Check,
    fault_of_addresses,
    fault_of_changelog,
    fault_of_made,
    fault_of_source,
    fault_of_table,
    fault_of_tags,
    fault_of_tree,
    fault_of_version,
    main,
)

TODAY = date(2026, 12, 1)
MEASURED = (
    "Measured on 2026-11-01 by `make bench`: 2 cores, 8 GB of memory, A Processor, Linux 6.1, Python 3.11.7.\n"
    "Measured on 2026-11-01 by `make bench-peers`: 2 cores, A Processor, Debian 12, Python 3.11.7, with a load of 0.4."
)


@with_each("version", ("1.0.0", "10.20.3"))
def test_a_version_of_three_numbers_can_be_released(version: str) -> None:
    assert fault_of_version(version) == ""


@with_each("version", ("1.0.0.dev0", "1.0", "1.0.0rc1", ""))
def test_no_other_version_can_be_released(version: str) -> None:
    assert "Set __version__" in fault_of_version(version)


@with_each("heading", ("1.0.0 - 2026-12-01", "[1.0.0] - 2026-12-01", "1.0.0 – 2026-11-30", "1.0.0 2026-11-30"))
def test_the_changelog_begins_with_the_version_and_its_date(heading: str) -> None:
    assert fault_of_changelog(f"# Changelog\n\n## {heading}\n\n## 0.1.0 - 2026-01-01\n", "1.0.0", TODAY) == ""


@with_each(
    ("text", "said"),
    (
        ("## Unreleased\n", "begins with ## Unreleased. Begin it with: ## 1.0.0 - 2026-12-01"),
        ("# Changelog\n", "begins with nothing. Begin it with: ## 1.0.0 - 2026-12-01"),
        ("## 0.9.0 - 2026-12-01\n", "begins with 0.9.0, but the program is 1.0.0"),
        ("## 1.0.0 - 2026-12-02\n", "dates 1.0.0 in the future"),
        ("## 1.0.0 - 2026-12-01\n\n## [Unreleased]\n", "still has '## [Unreleased]' below"),
    ),
)
def test_a_changelog_that_is_not_ready_says_what_to_write(text: str, said: str) -> None:
    assert said in fault_of_changelog(text, "1.0.0", TODAY)


def test_the_package_has_all_four_addresses_or_none() -> None:
    whole = {name: f"https://example.org/{name}" for name in ADDRESSES}
    assert [fault_of_addresses(urls) for urls in ({}, whole)] == ["", ""]
    assert "lacks Source, Changelog." in fault_of_addresses({
        "Homepage": "https://example.org", "Issues": "https://example.org/i", "Changelog": "CHANGELOG.md"
    })  # fmt: skip


def test_a_tag_is_taken_with_its_letter_or_without_it() -> None:
    assert fault_of_tags(["v0.9.0", "1.0.0rc1"], "1.0.0") == ""
    assert [fault_of_tags([tag], "1.0.0").split(":")[0] for tag in ("v1.0.0", "1.0.0")] == [
        "The tag v1.0.0 is taken",
        "The tag 1.0.0 is taken",
    ]


def test_what_git_has_not_got_is_named_in_part() -> None:
    assert fault_of_tree("") == ""
    assert fault_of_tree(" M a\n?? b\n") == "Commit, ignore or remove a, b."
    assert (
        fault_of_tree("".join(f" M {letter}\n" for letter in "abcde")) == "Commit, ignore or remove a, b, c and 2 more."
    )


def test_a_table_of_measurements_may_be_a_month_older_than_the_program() -> None:
    assert [fault_of_table(MEASURED, day) for day in (date(2026, 10, 1), date(2026, 12, 1))] == ["", ""]
    assert fault_of_table(MEASURED, date(2026, 12, 2)).startswith("docs/bench.md was measured 31 days before")
    assert "does not say when" in fault_of_table(MEASURED.replace("2 cores", "a machine"), TODAY)
    of_peers_alone = fault_of_table(MEASURED.partition("\n")[2], TODAY)
    assert of_peers_alone.endswith("Run: make bench")


def test_a_source_distribution_has_what_git_keeps_and_nothing_else() -> None:
    assert fault_of_source(["a", "b", "PKG-INFO"], ["a", "b"]) == ""
    assert fault_of_source(["a", "PKG-INFO"], ["a", "b"]).startswith("The source distribution lacks b.")
    assert fault_of_source(["a", "b", "notes"], ["a", "b"]).startswith("The source distribution has notes,")


def test_files_that_come_out_otherwise_are_named_with_their_command() -> None:
    assert fault_of_made("", "make generated") == ""
    assert fault_of_made(" M docs/keys.md\n", "make generated") == (
        "Not as it is made now: docs/keys.md. Run: make generated"
    )


def test_one_point_that_is_not_in_order_ends_with_1_and_slow_ones_are_left_out_unless_asked_for(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    slow = ""
    points = [
        Check("tag", lambda: ""),
        Check("addresses", lambda: "", note="none yet"),
        Check("pictures", lambda: slow, is_slow=True),
    ]
    monkeypatch.setattr(release_check, "checks", lambda _folder: points)
    assert main([]) == 0
    assert capsys.readouterr().out == (
        "  ok     tag\n  ok     addresses: none yet\n"
        "  --     pictures: not looked at; make release-check ALL=1 does\nReady, as far as it was looked at.\n"
    )
    slow = "Run: make screenshots"
    assert main(["--all"]) == 1
    assert capsys.readouterr().out.endswith("  TO DO  pictures: Run: make screenshots\n1 to do.\n")
