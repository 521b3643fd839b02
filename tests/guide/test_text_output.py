"""Text on a terminal: bold when colour may be, paged when it does not fit; plain everywhere else."""

import io
import os
from pathlib import Path

import pytest

from spasmtui.guide import text_output
from spasmtui.services import Services
from spasmtui.shell import Options, Shell
from spasmtui.ui.text_layout import HEADING, Paragraph, Span
from tests.support.streams import TerminalStream

SHORT = (Paragraph(text="Title", style=HEADING), Paragraph(text="See this.", spans=(Span(4, 8, "link", "calf"),)))
LONG = tuple(Paragraph(text=f"Line {number}") for number in range(40))


def shell(out: io.StringIO, **options: object) -> Shell:
    chosen = Options()
    for name, value in options.items():
        setattr(chosen, name, value)
    return Shell(chosen, Services(), out=out)


@pytest.fixture(autouse=True)
def window(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.get_terminal_size", lambda *_, **__: os.terminal_size((50, 24)))


@pytest.fixture
def pager(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A pager that keeps what it was given."""
    kept = tmp_path / "paged"
    script = tmp_path / "my pager"
    script.write_text(f"#!/bin/sh\ncat > {kept}\n", encoding="utf-8")
    script.chmod(0o755)
    monkeypatch.setenv("PAGER", f"'{script}' -x")
    return kept


def test_a_pipe_gets_plain_lines_and_never_a_pager(pager: Path) -> None:
    out = io.StringIO()
    text_output.print_paragraphs(shell(out), (*SHORT, *LONG))
    assert out.getvalue().startswith("Title\n\nSee this.\n\nLine 0\n\nLine 1\n")
    assert "\x1b" not in out.getvalue()
    assert not pager.exists()


def test_a_terminal_gets_bold_titles_and_what_fits_is_not_paged(pager: Path) -> None:
    out = TerminalStream()
    text_output.print_paragraphs(shell(out), SHORT)
    assert out.getvalue() == "\x1b[1mTitle\x1b[0m\n\nSee \x1b[4mthis\x1b[0m.\n"
    assert not pager.exists()


def test_what_does_not_fit_goes_through_the_person_s_pager(pager: Path) -> None:
    out = TerminalStream()
    text_output.print_paragraphs(shell(out), LONG)
    assert out.getvalue() == ""
    assert pager.read_text(encoding="utf-8").endswith("Line 39\n")


def test_a_pager_that_does_not_start_leaves_the_text_on_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAGER", "/no/such/pager")
    out = TerminalStream()
    text_output.print_paragraphs(shell(out), LONG)
    assert out.getvalue().endswith("Line 39\n")


@pytest.mark.parametrize("broken", ["'", "cat"])
def test_a_pager_that_is_no_command_or_is_cat_is_passed_over(monkeypatch: pytest.MonkeyPatch, broken: str) -> None:
    monkeypatch.setenv("PAGER", broken)
    out = TerminalStream()
    text_output.print_paragraphs(shell(out), LONG)
    assert out.getvalue().endswith("Line 39\n")


@pytest.mark.parametrize(
    ("options", "environment", "is_painted"),
    [
        ({}, {}, True),
        ({"is_plain": True}, {}, False),
        ({"color": "never"}, {}, False),
        ({}, {"NO_COLOR": "1"}, False),
        ({}, {"TERM": "dumb"}, False),
        ({"color": "always"}, {"NO_COLOR": "1"}, True),
        ({"color": "always", "is_plain": True}, {}, False),
    ],
)
def test_colour_follows_the_option_then_the_environment(
    monkeypatch: pytest.MonkeyPatch, options: dict[str, object], environment: dict[str, str], is_painted: bool
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    out = TerminalStream()
    text_output.print_paragraphs(shell(out, **options), SHORT)
    assert ("\x1b" in out.getvalue()) is is_painted


def test_plain_is_never_paged(pager: Path) -> None:
    out = TerminalStream()
    text_output.print_paragraphs(shell(out, is_plain=True), LONG)
    assert not pager.exists()
    assert out.getvalue().endswith("Line 39\n")


def test_colour_always_reaches_a_pipe_too() -> None:
    out = io.StringIO()
    text_output.print_paragraphs(shell(out, color="always"), SHORT)
    assert "\x1b[1mTitle" in out.getvalue()


def test_lines_keep_to_the_window_and_never_pass_prose_s_width() -> None:
    out = TerminalStream()
    text_output.print_paragraphs(shell(out), (Paragraph(text="word " * 60),))
    assert max(map(len, out.getvalue().splitlines())) <= 49
    pipe = io.StringIO()
    text_output.print_paragraphs(shell(pipe), (Paragraph(text="word " * 60),))
    assert 70 < max(map(len, pipe.getvalue().splitlines())) <= 78
