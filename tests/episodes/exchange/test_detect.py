"""One table of formats: each is detected, and each can be named with `--from`."""

import argparse
from dataclasses import replace

import pytest

from spasmtui.episodes.commands.import_file import import_file_options
from spasmtui.episodes.exchange.importers.detect import AUTO, FORMATS, READERS, import_data
from spasmtui.episodes.exchange.importers.result import ImportContext
from spasmtui.errors import WrongUsage
from tests.conftest import ROOT, FakeClock
from tests.support.cases import with_each
from tests.support.exchange import run
from tests.support.memory_diary import MemoryDiary
from tests.support.workbooks import xlsx

STAMP = "2026-11-20T03:10:00+01:00"
EPISODE = f'{{"id": "a", "started_at": "{STAMP}", "created_at": "{STAMP}", "updated_at": "{STAMP}", "device": "d"}}'
SAMPLES: dict[str, str | bytes] = {
    "json": f"[{EPISODE}]",
    "jsonl": EPISODE,
    "csv": f"id,started_at,created_at,updated_at,device\na,{STAMP},{STAMP},{STAMP},d\n",
    "sheet": xlsx({"Cramps": [["Started", "Place"], ["2026-11-20 03:10", "calf"]]}),
    "migraine-buddy": "About,this file\n\n#,Started,Lasted,Pain Level\n1,11/17/24 23:50,01h 10m,7\n",
    "loop": "Date,Long run,\n2026-11-20,YES_MANUAL,\n",
    "cluster-headache": "start_time,end_time,intensity\n2026-03-01 08:00:00,,7\n",
    "daylio": "full_date,date,weekday,time,mood,activities,note\n2026-11-20,November 20,Friday,07:00,ok,,\n",
    "bearable": "date,weekday,time of day,category,rating/amount,detail,notes\n20th Nov 2026,Friday,,Factors,,Heat,\n",
}
"""A small made-up file of each format; a new format adds its own."""


def sample(name: str) -> bytes:
    text = SAMPLES[name]
    return text.encode() if isinstance(text, str) else text


def test_every_format_has_a_sample_here_and_its_own_name() -> None:
    assert [*SAMPLES] == [reader.name for reader in READERS]
    assert (AUTO, *SAMPLES) == FORMATS


@with_each("name", SAMPLES)
def test_every_format_is_detected_and_its_result_bears_its_name(name: str) -> None:
    context = ImportContext(name="file", now=FakeClock().now(), device="desk", content=ROOT / "content")
    result = import_data(sample(name), AUTO, context)
    assert (result.format, len(result.records), result.rejected) == (name, 1, ())


@pytest.mark.parametrize("name", SAMPLES)
def test_every_format_can_be_named_with_from(name: str, clock: FakeClock) -> None:
    words = ("--json", "log", "import", "-", "--from", name)
    result = run(*words, diary=MemoryDiary(clock), clock=clock, stdin=sample(name))
    assert (result.code, result.json["format"], result.json["written"]) == (0, name, 1)


def test_the_help_names_every_format() -> None:
    parser = argparse.ArgumentParser()
    import_file_options(parser)
    shown = "".join(parser.format_help().split())
    assert f"{','.join(FORMATS[:-1])}or{FORMATS[-1]}" in shown


def test_a_table_of_a_known_program_that_is_named_csv_is_read_as_that_program_s() -> None:
    context = ImportContext(name="file", now=FakeClock().now(), device="desk", content=ROOT / "content")
    for name in ("migraine-buddy", "loop", "cluster-headache", "daylio", "bearable"):
        assert import_data(sample(name), "csv", context).format == name


def test_a_table_that_could_be_of_two_programs_is_asked_back() -> None:
    context = ImportContext(name="both.csv", now=FakeClock().now(), device="desk", content=ROOT / "content")
    both = "full_date,date,mood,activities,category,rating/amount,detail\n2026-11-20,20th Nov 2026,ok,,Mood,6,Meh\n"
    for name in ("auto", "csv"):
        with pytest.raises(WrongUsage, match="Say which: --from daylio or --from bearable"):
            import_data(both.encode(), name, context)
    assert import_data(both.encode(), "daylio", context).format == "daylio"


def test_an_option_that_a_file_has_no_use_for_is_refused() -> None:
    context = ImportContext(name="a", now=FakeClock().now(), device="desk", content=ROOT / "content")
    with pytest.raises(WrongUsage, match=r"is JSON, and --map names the columns of a table"):
        import_data(b'[{"started_at": "2026-11-20T03:10"}]', "auto", replace(context, columns={"pain": "distress"}))
    with pytest.raises(WrongUsage, match=r"is not a workbook, so it has no sheet '2026'"):
        import_data(b"Date,Time\n2026-11-20,03:10\n", "auto", replace(context, sheet="2026"))
