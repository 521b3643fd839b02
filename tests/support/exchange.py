"""Runs a command in this process over a diary in memory, byte for byte."""

import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spasmtui.cli import parse_arguments
from spasmtui.clock import Clock
from spasmtui.command_line.global_options import take_options
from spasmtui.command_line.names import find_command
from spasmtui.episodes.exchange.importers.result import ImportResult
from spasmtui.episodes.model.episode import Day
from spasmtui.episodes.store.diary import Diary
from spasmtui.errors import SpasmError
from spasmtui.services import Services
from spasmtui.shell import Shell
from tests.conftest import ROOT


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    data: bytes
    err: str

    @property
    def out(self) -> str:
        return self.data.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.data)


def run(*words: str, diary: Diary, clock: Clock, stdin: bytes = b"", config: Path = Path("nowhere")) -> Ended:
    options, rest = take_options(list(words))
    services = Services()
    services.has_settings = False
    services.clock, services.diary, services.content, services.config = clock, diary, ROOT / "content", config
    under = io.BytesIO()
    out = io.TextIOWrapper(under, encoding="utf-8", newline="")
    err = io.StringIO()
    shell = Shell(options, services, out, err, io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
    try:
        command, rest = find_command(rest)
        code = command.run(parse_arguments(command, rest), shell)
    except SpasmError as error:
        code = error.exit_code
        err.write(error.message)
    out.flush()
    return Ended(code, under.getvalue(), err.getvalue())


def words_by_day(found: ImportResult) -> dict[str, tuple[str, ...]]:
    """Return the words that an import gives to days."""
    return {each.date: each.words for each in found.records if isinstance(each, Day)}
