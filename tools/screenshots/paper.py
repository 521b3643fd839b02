"""Print the sheet of the made-up diary as a picture, with the `pdftoppm` of Poppler."""

import shutil
import subprocess
from datetime import timedelta
from pathlib import Path

from spasmtui.cli import Composition
from spasmtui.episodes.report.formats import render_sheet
from spasmtui.episodes.report.request import SheetRequest, make_contents, sources_of
from spasmtui.shell import Options
from tools.screenshots.sample import StandingClock, sample_plan, sample_practices, sample_records
from tools.screenshots.scenes import EVENING

DAYS = 28
DOTS_PER_INCH = 100


def write_paper(path: Path) -> bool:
    """Write the first page of the sheet as PNG; return False where there is no `pdftoppm`."""
    if shutil.which("pdftoppm") is None:
        return False
    page = subprocess.run(
        ["pdftoppm", "-png", "-gray", "-r", str(DOTS_PER_INCH), "-singlefile", "-"],
        input=_sheet(),
        stdout=subprocess.PIPE,
        check=True,
    )
    path.write_bytes(page.stdout)
    return True


def _sheet() -> bytes:
    services = Composition(Options(), StandingClock(EVENING))
    services.diary.merge(sample_records(EVENING))
    services.diary.merge(sample_practices(EVENING))
    services.config.mkdir(parents=True)
    (services.config / "plan.toml").write_text(sample_plan(EVENING.date()), encoding="utf-8")
    diary, today = services.diary, EVENING.date()
    request = SheetRequest(
        since=today - timedelta(days=DAYS - 1),
        until=today,
        today=today,
        questions=("Are my shoes part of it?", "How long should I go on with the stretches?"),
        paper="a4",
    )
    records = diary.episodes(), diary.days(), diary.practices()
    return render_sheet(make_contents(records, request, sources_of(services, request.since)), "pdf")
