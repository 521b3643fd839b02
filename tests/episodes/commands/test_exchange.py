"""`report`, `log export` and `log import` from the shell."""

import json
import stat
from pathlib import Path

import pyrage
import pytest

from spasmtui.episodes.model.episode import Tried
from spasmtui.errors import DataError, WrongUsage
from spasmtui.terminal.printing.output_file import write_file
from tests.conftest import FakeClock, Run
from tests.support.episodes import episode
from tests.support.exchange import Ended, run
from tests.support.memory_diary import MemoryDiary


@pytest.fixture
def diary(clock: FakeClock) -> MemoryDiary:
    return MemoryDiary(
        clock,
        [
            episode(
                "2026-11-20T03:12:00+00:00", note="SECRET", place="calf", pain=7, tried=(Tried(routine="legs-up"),)
            ),
            episode("2026-10-01T03:12:00+00:00", place="foot"),
        ],
    )


def report(diary: MemoryDiary, clock: FakeClock, *words: str, config: Path = Path("nowhere")) -> Ended:
    return run("report", *words, diary=diary, clock=clock, config=config)


def test_the_report_is_of_the_last_four_weeks_unless_a_period_is_named(diary: MemoryDiary, clock: FakeClock) -> None:
    assert "26 Oct 2026 to 22 Nov 2026 (28 days)" in report(diary, clock).out
    whole = report(diary, clock, "--since", "2026-10-01", "--until", "yesterday").out
    assert "1 Oct 2026 to 21 Nov 2026 (52 days)" in whole
    assert "Episodes                2 (" in whole
    assert "4 Sep 2026 to 1 Oct 2026 (28 days)" in report(diary, clock, "--until", "2026-10-01").out


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--since", "2026-11-21", "--until", "2026-11-20"), "The period begins on 2026-11-21 and ends before"),
        (("--since", "soon"), "'soon' is not a day or a longer period."),
        (("--since", ""), "'' is not a day or a longer period."),
        (("--until", ""), "'' is not a day or a longer period."),
        (("--format", "docx"), "--format can be text, md, html or pdf, not 'docx'."),
        (("--omit", "pain"), "--omit can be note or name, not 'pain'."),
        (("--omit", "nots"), "--omit can be note or name, not 'nots'."),
    ],
)
def test_a_report_that_cannot_be_made_exits_2_with_a_sentence(
    words: tuple[str, ...], sentence: str, diary: MemoryDiary, clock: FakeClock
) -> None:
    ended = report(diary, clock, *words)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith(sentence)


def test_omitted_notes_are_nowhere_on_the_sheet_and_it_says_so(diary: MemoryDiary, clock: FakeClock) -> None:
    assert "SECRET" in report(diary, clock).out
    for words in (("--omit", "note"), ("--omit", "notes", "--format", "html"), ("--omit", "note", "--json")):
        assert "SECRET" not in report(diary, clock, *words).out
    assert "Notes are left out." in report(diary, clock, "--omit", "note").out


def test_own_questions_are_printed(diary: MemoryDiary, clock: FakeClock, tmp_path: Path) -> None:
    (tmp_path / "questions.txt").write_text("Is it normal?\n", encoding="utf-8")
    out = report(diary, clock, "--question", "And now?", config=tmp_path).out
    assert "Questions\n- Is it normal?\n- And now?\n" in out


def test_colour_that_is_asked_for_is_in_the_sheet_that_is_read_and_in_no_file_and_no_export(
    diary: MemoryDiary, clock: FakeClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = report(diary, clock).data
    monkeypatch.setenv("FORCE_COLOR", "1")
    colored = report(diary, clock).data
    assert b"\x1b[1mMuscle cramp and spasm diary\x1b[0m\n" in colored
    assert colored.replace(b"\x1b[1m", b"").replace(b"\x1b[0m", b"") == plain
    report(diary, clock, "-o", str(tmp_path / "sheet.txt"))
    assert (tmp_path / "sheet.txt").read_bytes() == plain
    for words in (("report", "--format", "md"), ("log", "export", "--format", "csv"), ("log", "export")):
        assert b"\x1b" not in run(*words, diary=diary, clock=clock).data


def test_the_report_as_json_is_its_values(diary: MemoryDiary, clock: FakeClock) -> None:
    whole = run("--json", "report", diary=diary, clock=clock).json
    assert (whole["since"], whole["until"], whole["episodes"]) == ("2026-10-26", "2026-11-22", 1)
    assert whole["pain"] == {"recorded": 1, "median": 7.0, "highest": 7.0}


def test_an_empty_diary_has_a_sheet_without_figures(clock: FakeClock) -> None:
    ended = report(MemoryDiary(clock), clock)
    assert ended.code == 0
    assert "Days recorded           0 of 28: none" in ended.out
    for form in ("md", "html"):
        assert run("report", "--format", form, diary=MemoryDiary(clock), clock=clock).code == 0


@pytest.mark.parametrize("words", [("report", "--format", "html"), ("log", "export"), ("log", "export", "--columns")])
def test_a_file_is_new_and_its_owner_s_alone_and_never_replaced_by_accident(
    words: tuple[str, ...], diary: MemoryDiary, clock: FakeClock, tmp_path: Path
) -> None:
    path = tmp_path / "out"
    printed = run(*words, diary=diary, clock=clock)
    assert run(*words, "-o", str(path), diary=diary, clock=clock) == Ended(0, b"", f"Written to {path}.\n")
    assert path.read_bytes() == printed.data
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.write_bytes(b"mine")
    refused = run(*words, "-o", str(path), diary=diary, clock=clock)
    assert (refused.code, refused.err) == (
        2,
        f"{path} already exists. Name another file, or add --force to replace it.",
    )
    assert path.read_bytes() == b"mine"
    assert run(*words, "-o", str(path), "--force", diary=diary, clock=clock).code == 0
    assert path.read_bytes() == printed.data
    assert [each.name for each in tmp_path.iterdir()] == ["out"]


def test_a_folder_or_a_missing_one_is_a_sentence_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(WrongUsage, match=r"is a folder\. Name a file in it"):
        write_file(tmp_path, b"x")
    with pytest.raises(DataError, match=r"nowhere/out could not be written: no such file or directory. Nothing"):
        write_file(tmp_path / "nowhere" / "out", b"x")
    with pytest.raises(DataError, match="could not be written"):
        write_file(tmp_path / "a\0b", b"x")


def test_a_failed_write_leaves_the_old_file_whole_and_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "out"
    path.write_bytes(b"old")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("spasmtui.shared.atomic_file.os.fsync", full)
    with pytest.raises(DataError, match="no space left on device"):
        write_file(path, b"new", may_replace=True)
    assert path.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir()] == ["out"]


def test_a_file_that_appears_while_writing_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "out"
    monkeypatch.setattr("spasmtui.shared.atomic_file.os.fsync", lambda _descriptor: path.write_bytes(b"theirs"))
    with pytest.raises(WrongUsage, match="already exists"):
        write_file(path, b"mine")
    assert path.read_bytes() == b"theirs"
    assert [each.name for each in tmp_path.iterdir()] == ["out"]


def test_a_file_system_without_hard_links_still_gets_a_whole_new_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cannot(_source: str, _target: Path) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr("spasmtui.shared.atomic_file.os.link", cannot)
    write_file(tmp_path / "out", b"new")
    assert (tmp_path / "out").read_bytes() == b"new"
    assert [each.name for each in tmp_path.iterdir()] == ["out"]


def test_a_link_is_followed_and_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(b"old")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    write_file(tmp_path / "link", b"new", may_replace=True)
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"new"


def test_what_is_for_the_null_device_is_discarded() -> None:
    write_file(Path("/dev/null"), b"x")
    assert Path("/dev/null").is_char_device()


def test_the_export_of_a_period_has_its_episodes_alone(diary: MemoryDiary, clock: FakeClock) -> None:
    out = run("log", "export", "--since", "2026-11-01", "--until", "2026-11-20", diary=diary, clock=clock).json
    assert [each["place"] for each in out] == ["calf"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("export", "--format", "xls"), "--format can be csv, json, jsonl, md, ics, fhir, tinydb or app, not 'xls'."),
        (("export", "--omit", "all"), "--omit can be note, not 'all'."),
        (("export", "--with", "pain"), "--with can be note, not 'pain'."),
        (("import", "-", "--from", "xls"), "--from can be auto, json"),
        (("import", "-", "--map", "pain"), "--map is COLUMN=FIELD, such as"),
        (("import",), "FILE is missing."),
    ],
)
def test_wrong_words_exit_2_with_a_sentence(
    words: tuple[str, ...], sentence: str, diary: MemoryDiary, clock: FakeClock
) -> None:
    ended = run("log", *words, diary=diary, clock=clock)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith(sentence)


def test_the_schema_and_the_columns_are_printed_without_an_episode(diary: MemoryDiary, clock: FakeClock) -> None:
    assert run("log", "export", "--schema", diary=diary, clock=clock).json["title"] == "An episode of spasmtui"
    assert run("log", "export", "--format", "csv", "--columns", diary=diary, clock=clock).out.startswith('"column",')


def test_a_dry_run_says_what_would_be_written_and_writes_nothing(diary: MemoryDiary, clock: FakeClock) -> None:
    data = run("log", "export", diary=diary, clock=clock).data
    empty = MemoryDiary(clock)
    ended = run("log", "import", "-", "--dry-run", diary=empty, clock=clock, stdin=data)
    assert ended.out == (
        "Standard input, read as json: 2 items.\n"
        "It makes 2 episodes: 2 new.\n"
        "Dry run: 2 records would be written; nothing was.\n"
    )
    assert empty.kept == {}


def test_only_later_changes_replace_what_the_diary_has(diary: MemoryDiary, clock: FakeClock) -> None:
    data = run("log", "export", diary=diary, clock=clock).data
    newer, older = diary.episodes()
    diary.edit(newer.id, pain=1)
    ended = run("--json", "log", "import", "-", diary=diary, clock=clock, stdin=data).json
    assert (ended["new"], ended["newer"], ended["same"], ended["older"], ended["written"]) == (0, 0, 1, 1, 0)
    later = run("log", "export", diary=diary, clock=clock).data
    back = MemoryDiary(clock, [newer, older])
    ended = run("--json", "log", "import", "-", diary=back, clock=clock, stdin=later).json
    assert (ended["newer"], ended["same"], ended["written"]) == (1, 1, 1)
    assert run("log", "export", diary=back, clock=clock).data == later


def test_an_open_episode_is_the_same_as_its_own_export(clock: FakeClock) -> None:
    diary = MemoryDiary(clock, [episode(is_open=True)])
    data = run("log", "export", diary=diary, clock=clock).data
    assert run("--json", "log", "import", "-", diary=diary, clock=clock, stdin=data).json["same"] == 1
    assert diary.episodes()[0].is_open


def test_an_import_that_cannot_be_saved_says_so_and_exits_4(diary: MemoryDiary, clock: FakeClock) -> None:
    from spasmtui.errors import NotSaved

    class Full(MemoryDiary):
        def merge(self, records: object, over: object = None, *, is_import: bool = False) -> int:  # noqa: ARG002 -- as the diary's
            if records == ():
                return 0
            raise NotSaved("Not saved: the disk is full.")

    data = run("log", "export", diary=diary, clock=clock).data
    ended = run("log", "import", "-", diary=Full(clock), clock=clock, stdin=data)
    assert (ended.code, ended.out, ended.err) == (4, "", "Not saved: the disk is full.")


@pytest.mark.long
def test_the_pdf_is_for_a_file_or_a_pipe(here: Run, tmp_path: Path) -> None:
    path = tmp_path / "sheet.pdf"
    ended = here("report", "--format", "pdf", "-o", str(path))
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", f"Written to {path}.\n")
    assert path.read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("words", "name", "begins"),
    [
        (("report",), "sheet.html", b"<!doctype html>"),
        (("report",), "sheet.HTM", b"<!doctype html>"),
        (("report",), "sheet.md", b"# Muscle"),
        (("report",), "sheet.txt", b"Muscle"),
        (("report", "--format", "md"), "sheet.html", b"# Muscle"),
        (("log", "export"), "diary.csv", b'"id",'),
        (("log", "export"), "diary.ics", b"BEGIN:VCALENDAR"),
        (("log", "export"), "diary", b"[\n"),
    ],
)
def test_a_file_s_name_says_its_format_unless_one_is_named(
    words: tuple[str, ...], name: str, begins: bytes, diary: MemoryDiary, clock: FakeClock, tmp_path: Path
) -> None:
    assert run(*words, "-o", str(tmp_path / name), diary=diary, clock=clock).code == 0
    assert (tmp_path / name).read_bytes().startswith(begins)


def test_an_encrypted_export_is_opened_by_its_key_alone(diary: MemoryDiary, clock: FakeClock, tmp_path: Path) -> None:
    identity = pyrage.x25519.Identity.generate()
    (tmp_path / "key").write_text(str(identity), encoding="utf-8")
    (tmp_path / "other").write_text(str(pyrage.x25519.Identity.generate()), encoding="utf-8")
    sealed = run("log", "export", "--encrypt", str(identity.to_public()), diary=diary, clock=clock)
    assert b"SECRET" not in sealed.data
    empty = MemoryDiary(clock)
    for words, code, sentence in (
        ((), 2, "--identity FILE"),
        (("--identity", str(tmp_path / "other")), 4, "encrypted for another key"),
        (("--identity", str(tmp_path / "key")), 0, ""),
    ):
        ended = run("log", "import", "-", *words, diary=empty, clock=clock, stdin=sealed.data)
        assert (ended.code, sentence in ended.err) == (code, True)
    assert empty.episodes() == diary.episodes()


def test_a_packed_backup_is_sent_to_where_it_belongs(diary: MemoryDiary, clock: FakeClock) -> None:
    ended = run("log", "import", "-", diary=diary, clock=clock, stdin=b"\x1f\x8b\x08")
    assert (ended.code, "`spasmtui log restore`" in ended.err) == (4, True)


def test_a_reason_that_many_rows_share_is_said_once_with_their_numbers(
    diary: MemoryDiary, clock: FakeClock, tmp_path: Path
) -> None:
    path = tmp_path / "hand.json"
    path.write_text(json.dumps([{"place": "calf"}] * 179), encoding="utf-8")
    ended = run("log", "import", str(path), diary=diary, clock=clock)
    assert ended.code == 4
    assert "items 1, 2, 3, 4, 5 and 174 more rejected: started_at is missing.\n" in ended.out + ended.err
    assert (ended.out + ended.err).count("started_at is missing") == 1


def test_an_import_knows_the_person_s_own_routines_as_a_typed_word_does(clock: FakeClock, tmp_path: Path) -> None:
    (tmp_path / "routines").mkdir()
    (tmp_path / "routines/evening-ease.toml").write_text('title = "Easing in the evening"\n', encoding="utf-8")
    texts = ["evening-ease", "Easing in the evening", "wheat bag"]
    rows = [{"started_at": f"2026-11-0{day}T03:00", "tried": [text]} for day, text in enumerate(texts, 1)]
    table = "start,tried\n" + "".join(f"{row['started_at']},{row['tried'][0]}\n" for row in rows)
    for data in (json.dumps(rows), table):
        diary = MemoryDiary(clock)
        run("log", "import", "-", diary=diary, clock=clock, config=tmp_path, stdin=data.encode())
        tried = [each.tried[0].text for each in diary.episodes()]
        assert tried == ["own: wheat bag", "evening-ease", "evening-ease"]
