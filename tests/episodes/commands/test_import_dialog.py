"""An import on a terminal shows its columns with sample rows, lets them be changed, and asks before it writes."""

import io
import os
import re
from pathlib import Path

import pytest

from spasmtui.cli import parse_arguments
from spasmtui.command_line.global_options import take_options
from spasmtui.command_line.names import find_command
from spasmtui.services import Services
from spasmtui.shell import Shell
from tests.conftest import ROOT, FakeClock
from tests.support.memory_diary import MemoryDiary
from tests.support.streams import TerminalStream

TABLE = """Date,Start Time,Lasted,Body part,Pain (0-5),Weather
5/11/2026,3:10 PM,4,left calf,3,rain
5/10/2026,11:40 PM,7,knee,4,dry
"""


class Pipe(io.StringIO):
    def isatty(self) -> bool:
        return False


def imported(
    path: Path, typed: str, diary: MemoryDiary, *words: str, is_terminal: bool = True, err: io.StringIO | None = None
) -> tuple[int, str, str]:
    """Import a file with these lines typed; return the exit code and what stdout and stderr have."""
    options, rest = take_options(["log", "import", str(path), *words])
    services = Services()
    services.clock, services.diary, services.content = diary.clock, diary, ROOT / "content"
    services.config = Path("nowhere")
    stream = TerminalStream if is_terminal else Pipe
    out, err = stream(), err or stream()
    command, rest = find_command(rest)
    code = command.run(parse_arguments(command, rest), Shell(options, services, out, err, stream(typed)))
    return code, out.getvalue(), err.getvalue()


@pytest.fixture(autouse=True)
def _no_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_TIME", "LANG"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "us.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


@pytest.fixture
def diary(clock: FakeClock) -> MemoryDiary:
    return MemoryDiary(clock)


def test_the_columns_the_order_and_the_first_rows_are_shown_and_nothing_is_written_before_yes(
    table: Path, diary: MemoryDiary
) -> None:
    code, out, err = imported(table, "2\nn\n", diary)
    assert (code, out, diary.episodes()) == (0, "", ())
    assert "5  Pain (0-5)  worst pain (0-5)  3 | 4" in err
    assert "6  Weather     not used          rain | dry" in err
    assert "1  day first: 5/11/2026 is 5 November 2026\n  2  month first: 5/11/2026 is 11 May 2026\n" in err
    assert "line 2: Mon 11 May 2026 15:10, left calf, 4 min, worst pain 6\n" in err
    assert "2 rows. It makes 2 episodes: 2 new. 1 cell not used." in err
    assert err.endswith("Nothing was imported.\n")


def test_what_is_left_of_a_long_line_begins_below_its_first_word(
    table: Path, diary: MemoryDiary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "get_terminal_size", lambda _stream: os.terminal_size((40, 12)))
    _code, _out, err = imported(table, "2\nn\n", diary)
    assert "\n  line 2: Mon 11 May 2026 15:10, left\n    calf, 4 min, worst pain 6\n  line 3:" in err
    question = "\nThe dates can be read in two ways:\n"
    assert f"{question}  1  day first: 5/11/2026 is 5 November\n     2026\n  2  month first:" in err


def test_yes_writes_what_was_counted(table: Path, diary: MemoryDiary) -> None:
    code, out, _err = imported(table, "1\ny\n", diary)
    assert (code, out) == (0, "Written: 2. `spasmtui log undo` takes all of them back.\n")
    assert [f"{each.started_at:%Y-%m-%d %H:%M} {each.place}" for each in diary.episodes()] == [
        "2026-11-05 15:10 calf",
        "2026-10-05 23:40 None",
    ]


def test_a_column_is_changed_by_its_number_and_the_number_or_the_name_of_its_field(
    table: Path, diary: MemoryDiary
) -> None:
    _code, _out, err = imported(table, "mdy\n6\nnote\n5\n0\n4\nnonsense\n99\ny\n", diary)
    assert "6  Weather     note         rain | dry" in err
    assert "5  Pain (0-5)  left out     3 | 4" in err
    assert "'nonsense' is not a field." in err
    assert "That is not one of the answers." in err
    assert [(each.note, each.pain) for each in diary.episodes()] == [("rain", None), ("dry", None)]
    (number,) = re.findall(r"(\d+)  sleep disturbed", err.partition("What is in 'Weather'?")[2].partition("?")[0])
    _code, _out, err = imported(table, f"mdy\n6\n{number}\nn\n", diary)
    assert "6  Weather     sleep disturbed" in err


def test_a_field_is_said_with_its_unit(table: Path, diary: MemoryDiary) -> None:
    _code, _out, err = imported(table, "mdy\n3\nlength:h\ny\n", diary)
    assert "3  Lasted      length (h)" in err
    assert [each.duration_seconds for each in diary.episodes()] == [4 * 3600, 7 * 3600]


def test_a_table_without_a_start_asks_for_its_column(tmp_path: Path, diary: MemoryDiary) -> None:
    path = tmp_path / "own.csv"
    path.write_text("Moment,Ache\n2026-11-02 03:10,6\n", encoding="utf-8")
    _code, _out, err = imported(path, "y\n1\nstart\n2\nworst pain\ny\n", diary)
    assert "No column says when an episode began. Say which one is the start" in err
    assert "--map" not in err
    assert [(f"{each.started_at:%d %H:%M}", each.pain) for each in diary.episodes()] == [("02 03:10", 6)]


def test_days_without_a_clock_are_put_at_noon_where_a_person_says_so(tmp_path: Path, diary: MemoryDiary) -> None:
    path = tmp_path / "days.csv"
    path.write_text("Date,Pain\n2026-11-02,6\n", encoding="utf-8")
    _code, _out, err = imported(path, "1\ndate, at 12:00\ny\n", diary)
    assert "let 'Date' be the date, at 12:00." in err
    assert "  1  Date  date, at 12:00  2026-11-02\n" in err
    assert [f"{each.started_at:%d %H:%M}" for each in diary.episodes()] == ["02 12:00"]


def test_the_rows_before_the_question_are_as_many_as_are_counted(tmp_path: Path, diary: MemoryDiary) -> None:
    path = tmp_path / "title.csv"
    path.write_text("My cramps,,\nStart,Duration (min),Pain\n2026-11-02 03:10,4,6\nTotal,4,\n", encoding="utf-8")
    _code, _out, err = imported(path, "n\n", diary)
    assert "a table of 3 rows." in err
    assert "Duration (min)  length (min)" in err
    assert "3 rows (2 skipped)." in err


def test_in_a_narrow_window_the_cells_of_a_column_are_below_it(
    table: Path, diary: MemoryDiary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.get_terminal_size", lambda _stream: os.terminal_size((40, 12)))
    _code, _out, err = imported(table, "n\n", diary)
    assert "  1  Date        date\n     5/11/2026 | 5/10/2026\n" in err
    assert max(map(len, err.splitlines()[:-1])) <= 40


def test_what_is_said_of_an_interrupted_question_has_a_line_of_its_own(
    table: Path, diary: MemoryDiary, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(_stream: TerminalStream) -> str:
        raise KeyboardInterrupt

    shown = TerminalStream()
    monkeypatch.setattr(TerminalStream, "readline", interrupt)
    with pytest.raises(KeyboardInterrupt):
        imported(table, "", diary, err=shown)
    assert shown.getvalue().endswith("or n to stop: \n")
    assert diary.episodes() == ()


@pytest.mark.parametrize("typed", ["", "2\n", "q\n"], ids=["closed at once", "closed later", "q"])
def test_without_an_answer_nothing_is_written(typed: str, table: Path, diary: MemoryDiary) -> None:
    code, _out, err = imported(table, typed, diary)
    assert (code, diary.episodes()) == (0, ())
    assert err.endswith("Nothing was imported.\n")


def test_a_format_that_is_known_is_counted_and_asked_about_too(tmp_path: Path, diary: MemoryDiary) -> None:
    path = tmp_path / "own.json"
    path.write_text('[{"started_at": "2026-11-02T03:10:00+00:00"}]', encoding="utf-8")
    _code, _out, err = imported(path, "n\n", diary)
    assert err.startswith("own.json, read as json.\n\n1 item. It makes 1 episode: 1 new.\nImport? y or n: ")
    imported(path, "y\n", diary)
    assert len(diary.episodes()) == 1


@pytest.mark.parametrize(
    ("words", "is_terminal"),
    [(("--date-order", "mdy", "--yes"), True), (("--date-order", "mdy"), False), (("--date-order", "mdy", "-q"), True),
     (("--date-order", "mdy", "--json"), True)],
    ids=["--yes", "no terminal", "quiet", "json"],
)  # fmt: skip
def test_nothing_is_asked_where_nobody_is_to_be_asked(
    words: tuple[str, ...], is_terminal: bool, table: Path, diary: MemoryDiary
) -> None:
    _code, _out, err = imported(table, "n\n", diary, *words, is_terminal=is_terminal)
    assert "Import?" not in err
    assert len(diary.episodes()) == 2
    if not is_terminal:
        assert "Import?" not in imported(table, "n\n", diary, *words, err=Pipe())[2]


def test_a_dry_run_asks_nothing_and_writes_nothing(table: Path, diary: MemoryDiary) -> None:
    _code, out, err = imported(table, "y\n", diary, "--date-order", "mdy", "--dry-run")
    assert ("Import?" in err, diary.episodes()) == (False, ())
    assert "Dry run: 2 records would be written; nothing was." in out


def test_help_and_what_is_urgent_are_had_at_every_question_and_nothing_is_said_twice(
    table: Path, diary: MemoryDiary
) -> None:
    code, out, err = imported(table, "?\n!\nmdy\nxx\n?\n6\n!\nnote\ny\n", diary)
    assert (code, len(diary.episodes())) == (0, 2)
    assert out.count("EMERGENCY. Call now") == 2
    assert err.count("y imports the file as it is shown") == 2
    assert err.count("That is not one of the answers.") == 1
    assert err.count("The dates can be read in two ways") == 1
    assert err.count("The first rows, as they would go into the diary") == 2  # and after the change of a column
    assert [each.note for each in diary.episodes()] == ["rain", "dry"]
