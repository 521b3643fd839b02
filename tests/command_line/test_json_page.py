"""The page on JSON and exit codes: its examples have the fields that commands print, its codes are the program's."""

import json
import re
import shlex
from collections.abc import Iterator
from typing import Any

import pytest

from spasmtui import errors
from spasmtui.command_line.help import EXIT_STATUS
from tests.conftest import ROOT, Run

PAGE = (ROOT / "docs/json.md").read_text(encoding="utf-8")
EXAMPLE = re.compile(r"```sh\nspasmtui ([^\n]+)\n```\n\n```json\n(.*?)```", re.DOTALL)


def shape(value: Any) -> Any:
    """The names and the kinds of a JSON value; of a list those of its first item."""
    if isinstance(value, dict):
        return {name: shape(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [shape(value[0])] if value else []
    return type(value).__name__


@pytest.mark.long
def test_each_example_has_the_fields_that_its_command_prints(here: Run) -> None:
    examples = EXAMPLE.findall(PAGE)
    assert len(examples) == 7
    for typed, answer in examples:
        ended = here(*shlex.split(typed))
        assert ended.returncode == 0, ended.stderr
        assert shape(json.loads(ended.stdout)) == shape(json.loads(answer)), typed


def rows(heading: str) -> Iterator[list[str]]:
    table = PAGE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    for line in re.findall(r"^\| (.+) \|$", table, re.MULTILINE)[2:]:
        yield line.replace("`", "").split(" | ")


def test_every_error_is_on_the_page_with_its_codes() -> None:
    known = {
        (each.code, str(each.exit_code))
        for each in vars(errors).values()
        if isinstance(each, type) and issubclass(each, errors.SpasmError) and each is not errors.SpasmError
    }
    assert {(code, ended) for code, ended, _says in rows("Errors")} == known


def test_every_exit_code_is_on_the_page() -> None:
    assert {code for code, _says in rows("Exit codes")} == {str(code) for code, _says in EXIT_STATUS}
