"""Show a file before its import: what each column becomes, sample rows, and counts; nothing is written here."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from spasmtui.episodes.exchange.import_review import (
    Counts,
    ImportReview,
    OrderChoice,
    choice_of,
    field_name,
)
from spasmtui.episodes.exchange.import_text import detail_lines
from spasmtui.errors import SpasmError
from spasmtui.shared.formats import many
from spasmtui.shared.key_names import with_keys
from spasmtui.shared.text_wrap import cell_width, truncate, wrap
from spasmtui.shared.times.dates import ORDER_NAMES
from spasmtui.terminal.sanitize import as_content, shown_text
from spasmtui.ui.dismiss_once import DismissOnce
from spasmtui.ui.form.rows import FormList, FormRow
from spasmtui.ui.key_bar import KeyBar

if TYPE_CHECKING:
    from spasmtui.episodes.store.diary import Diary

ORDER = "order"
LABEL_CELLS = 20
SHORT_LABEL_CELLS = 14
BESIDE_CELLS = 4
"""The cells beside the lines below the columns: padding and the bar that scrolls."""
WHOLE_NAME_CELLS = 30
"""A name of a file up to here is never shortened for the words behind it."""
NARROW_BELOW_COLUMNS = 60


class Findings(NamedTuple):
    """The findings of a look at the whole file."""

    choices: tuple[OrderChoice, ...] = ()
    fault: str = ""
    samples: tuple[str, ...] = ()
    counts: Counts | None = None


def look(review: ImportReview, diary: Diary) -> Findings:
    """Read the file as its columns are now, and compare it with the diary."""
    try:
        if choices := review.order_choices:
            return Findings(choices=choices)
        if fault := review.fault:
            return Findings(fault=fault)
        return Findings(samples=review.samples(), counts=review.count(diary))
    except SpasmError as error:
        return Findings(fault=error.message)


class ImportScreen(DismissOnce, Screen["Counts | None"]):
    """The columns of a file and what they become; it dismisses with what is to be imported, or with None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "take", "import", tooltip="Import what is counted below", id="import.take"),
        Binding("space", "read_on", "read on", tooltip="Read on below the columns", id="import.read_on"),
        Binding("escape", "dismiss(None)", "back", tooltip="Back, without importing anything", id="import.back"),
    ]
    DEFAULT_CSS = """
    ImportScreen {
        #title { height: 1; padding: 0 1; text-style: bold; }
        FormList { height: auto; max-height: 60%; }
        #below { height: 1fr; padding: 1 1 0 1; }
        &.-low #below { padding: 0 1; }
        #found { height: auto; }
    }
    """

    def __init__(self, review: ImportReview, diary: Diary, findings: Findings, *, is_ascii: bool = False) -> None:
        """Create the screen.

        Args:
            review: the file.
            diary: what it is compared with.
            findings: what a first look has found.
            is_ascii: draw the marks without special characters.
        """
        super().__init__()
        self.review = review
        self.diary = diary
        self.findings: Findings | None = findings
        """None while the file is read again after a change."""
        self._choices = findings.choices
        self._cells = {each.heading: " | ".join(review.cells(each.heading)) for each in review.columns}
        self._is_ascii = is_ascii

    def compose(self) -> ComposeResult:
        """Lay out the title, the columns and what was found."""
        yield Static(as_content(self._title()), id="title")
        cells = SHORT_LABEL_CELLS if self.app.size.width < NARROW_BELOW_COLUMNS else LABEL_CELLS
        yield FormList(cells, is_ascii=self._is_ascii)
        with VerticalScroll(id="below", can_focus=False):
            yield Static(id="found")
        yield KeyBar()

    def on_mount(self) -> None:
        """Show the columns, the order of the dates first where it is asked."""
        self.query_one(FormList).focus()
        self._show()

    def on_resize(self) -> None:
        """Leave out the blank line in a low window, and fit the lines to its width."""
        self.set_class(self.size.height < 16, "-low")
        self.query_one("#title", Static).update(as_content(self._title()))
        self._show()

    def _title(self) -> str:
        name = shown_text(self.review.context.name, one_line=True)
        if self.review.table is None:
            return f"Import {name}, read as {self.review.file.reader.name}"
        rows = many(self.review.row_count, "row")
        room = self.app.size.width - 2
        for more in (": {}, and what its columns become", ": {}"):
            if (cells := room - cell_width(f"Import {more.format(rows)}")) >= min(cell_width(name), WHOLE_NAME_CELLS):
                break
        return f"Import {truncate(name, cells)}{more.format(rows)}"

    def _rows(self) -> tuple[FormRow, ...]:
        order = self.review.table.mapping.order if self.review.table else None
        rows = []
        if self._choices:
            is_open = self.findings is not None and bool(self.findings.choices)
            value = (
                with_keys("choose: {←:rows.less} or {→:rows.more}")
                if is_open or order is None
                else ORDER_NAMES[order.order]
            )
            fault = self.review.order_question.rstrip(":") + "." if is_open else ""
            rows = [FormRow(id=ORDER, label="Date order", value=value, can_step=True, fault=fault)]
        names = [field_name(each) for each in self.review.columns]
        # The cells of the file begin below each other where there is room for that.
        cells = 0 if self.app.size.width < NARROW_BELOW_COLUMNS else max(map(len, names), default=0)
        columns = (
            FormRow(
                id=each.heading,
                label=each.heading,
                value=name,
                can_step=True,
                is_changed=each.is_chosen,
                remark=" " * (cells - len(name)) + self._cells[each.heading],
            )
            for each, name in zip(self.review.columns, names, strict=True)
        )
        return (*rows, *columns)

    def _show(self, chosen: str = "") -> None:
        self.query_one(FormList).show_rows(self._rows(), chosen)
        self.query_one("#found", Static).update(self._found())
        self.refresh_bindings()

    def _found(self) -> Content:
        """Return the counts and the sample rows, or what is still to be settled."""
        found = self.findings
        if found is None:
            return Content.styled("Reading the file ...", "$text-muted")
        if found.choices:
            choices = [as_content(self._hanging(each.words)) for each in found.choices]
            return Content("\n").join([Content(self.review.order_question), *choices])
        if found.fault:
            return Content.styled(shown_text(found.fault), "$text-error")
        assert found.counts is not None
        result = found.counts.result
        lines = [Content.styled(shown_text(found.counts.words), "bold")]
        lines += [as_content(self._hanging(each)) for each in found.samples]
        details = (*result.remarks, *detail_lines(result))
        lines += [Content.styled(shown_text(self._hanging(each)), "$text-muted") for each in details]
        return Content("\n").join(lines)

    def _hanging(self, text: str) -> str:
        """Return a line of a list as the window takes it: what is left of it is indented, so that each begins alone."""
        return "\n".join(wrap(text, self.size.width - BESIDE_CELLS, rest="  "))

    @on(FormList.Stepped)
    def _step(self, event: FormList.Stepped) -> None:
        self._change(event.row_id, event.direction)

    @on(FormList.Opened)
    def _open(self, event: FormList.Opened) -> None:
        self._change(event.row_id, 1)

    def _change(self, row_id: str, direction: int) -> None:
        """Exchange the order of the dates or what a column becomes for the next one, and read the file again."""
        review = self.review
        if row_id == ORDER:
            orders = [each.order for each in self._choices]
            order = review.table.mapping.order.order if review.table and review.table.mapping.order else None
            at = orders.index(order) + direction if order in orders else 0 if direction > 0 else -1
            self.review = review.with_order(orders[at % len(orders)])
        else:
            column = next(each for each in review.columns if each.heading == row_id)
            fields = review.fields_for(row_id, takes_none=True)
            at = fields.index(choice_of(column)) if choice_of(column) in fields else 0
            self.review = review.with_column(row_id, fields[(at + direction) % len(fields)])
        self.findings = None
        self._show(row_id)
        changed, diary = self.review, self.diary
        self.run_worker(lambda: self._look(changed, diary), thread=True, exclusive=True, group="look")

    def _look(self, review: ImportReview, diary: Diary) -> None:
        findings = look(review, diary)
        self.app.call_from_thread(self._take_findings, review, findings)

    def _take_findings(self, review: ImportReview, findings: Findings) -> None:
        if review is self.review and self.is_attached:  # else it was changed again meanwhile
            self.findings = findings
            self._show()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 -- Textual's signature
        """Offer the import once there is something to import."""
        if action == "take":
            counts = self.findings.counts if self.findings else None
            return bool(counts and counts.plan.records)
        return action != "read_on" or self.query_one("#below").max_scroll_y > 0

    def action_read_on(self) -> None:
        """Scroll what was found, and from its end back to its beginning."""
        below = self.query_one("#below", VerticalScroll)
        if below.scroll_offset.y >= below.max_scroll_y:
            below.scroll_home(animate=False)
        else:
            below.scroll_page_down(animate=False)

    def action_take(self) -> None:
        """Import what is counted."""
        if self.findings and self.findings.counts:
            self.dismiss(self.findings.counts)
