"""Run a command of the shell in this process, over a diary in memory."""

import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spasmtui.cli import parse_arguments
from spasmtui.clock import Clock
from spasmtui.command_line.global_options import take_options
from spasmtui.command_line.names import find_command
from spasmtui.episodes.store.diary import Diary
from spasmtui.errors import SpasmError
from spasmtui.services import Services
from spasmtui.shell import Shell
from tests.conftest import ROOT


@dataclass(frozen=True)
class Ended:
    """The exit code and the output of a command."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def run(*words: str, diary: Diary, clock: Clock, stdin: str = "", content: Path = ROOT / "content") -> Ended:
    options, rest = take_options(list(words))
    services = Services()
    services.clock, services.diary, services.content = clock, diary, content
    services.config, services.state, services.has_settings = diary.state, diary.state, False
    written, err = io.BytesIO(), io.StringIO()
    out = io.TextIOWrapper(written, encoding="utf-8", newline="", write_through=True)
    shell = Shell(options, services, out, err, io.StringIO(stdin))
    try:
        command, rest = find_command(rest)
        code = command.run(parse_arguments(command, rest), shell)
    except SpasmError as error:
        return Ended(error.exit_code, written.getvalue().decode(), error.message)
    return Ended(code, written.getvalue().decode(), err.getvalue())
