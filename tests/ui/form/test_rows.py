"""Test the rows of a form: what is shown of a long value."""

import pytest
from textual.app import App, ComposeResult

from spasmtui.ui.form.rows import FormList, FormRow
from tests.support.shown_app import text_of

WORDS = "Pull your toes towards your shin, by hand or with a towel. Keep the knee straight."

pytestmark = pytest.mark.pilot


class Form(App[None]):
    """A form of one row."""

    def __init__(self, most_lines: int) -> None:
        super().__init__()
        self.rows = FormList(16)
        self.rows.most_lines = most_lines

    def compose(self) -> ComposeResult:
        yield self.rows

    def on_mount(self) -> None:
        self.rows.show_rows((FormRow(id="a", label="hold", note="30 s", value=WORDS, can_step=True),))


@pytest.mark.parametrize(
    ("most_lines", "shown"),
    [
        (1, ["▸ hold    ‹ 30 s ›  Pull your toes towards…"]),
        (
            3,
            [
                "▸ hold    ‹ 30 s ›  Pull your toes towards",
                "                    your shin, by hand or",
                "                    with a towel. Keep the…",
            ],
        ),
    ],
)
async def test_a_long_value_goes_on_below_its_first_words_where_it_may(most_lines: int, shown: list[str]) -> None:
    app = Form(most_lines)
    async with app.run_test(size=(44, 6)):
        assert [line for line in text_of(app).splitlines() if line] == shown


async def test_a_long_value_gives_way_to_the_remark_behind_it() -> None:
    app = Form(1)
    async with app.run_test(size=(44, 6)) as pilot:
        app.rows.show_rows((FormRow(id="a", label="hold", value=WORDS, remark="fixed"),))
        await pilot.pause()
        (line,) = filter(None, text_of(app).splitlines())
    assert line.split("…")[1].split() == ["fixed"]
