"""Markdown as blocks."""

from hypothesis import given, settings
from hypothesis import strategies as st

from spasmtui.guide.markdown import parse_markdown
from spasmtui.guide.page import Block, Kind, Look, Run


def words_of(text: str) -> list[tuple[str, str]]:
    return [(block.kind.value, block.text) for block in parse_markdown(text)]


def test_headings_paragraphs_and_items_are_blocks_in_order() -> None:
    text = "## Now\n\nOne\nline.\n\n1. First\n2. Second\n\n- A\n- B\n"
    assert words_of(text) == [
        ("heading", "Now"), ("paragraph", "One line."), ("step", "First"), ("step", "Second"), ("bullet", "A"),
        ("bullet", "B"),
    ]  # fmt: skip
    assert [block.number for block in parse_markdown(text) if block.kind is Kind.STEP] == [1, 2]


def test_nested_items_are_deeper_and_a_second_paragraph_of_an_item_is_no_item() -> None:
    blocks = parse_markdown("- A\n  - B\n\n    more\n- C\n")
    assert [(block.kind, block.level, block.text) for block in blocks] == [
        (Kind.BULLET, 0, "A"), (Kind.BULLET, 1, "B"), (Kind.PARAGRAPH, 1, "more"), (Kind.BULLET, 0, "C"),
    ]  # fmt: skip


def test_fact_ids_leave_the_text_and_stay_with_the_block() -> None:
    block = parse_markdown("**Not a cramp: press `!`.** [RF31]\n")[0]
    assert block.text == "Not a cramp: press !."
    assert block.facts == ("RF31",)
    assert parse_markdown("Hold it [M50, M51] for long. [C40]")[0].facts == ("M50", "M51", "C40")
    assert parse_markdown("Hold it [M50, M51] for long. [C40]")[0].text == "Hold it for long."


def test_brackets_that_are_no_facts_stay() -> None:
    assert parse_markdown("A [note] and [1] and [X].")[0].text == "A [note] and [1] and [X]."


def test_runs_keep_their_look_and_links_their_page() -> None:
    assert parse_markdown("Press `t`, see [the **calf**](calf) *now*.")[0].runs == (
        Run("Press "),
        Run("t", Look.KEY),
        Run(", see "),
        Run("the ", Look.LINK, "calf"),
        Run("calf", Look.STRONG, "calf"),
        Run(" "),
        Run("now", Look.EMPHASIS),
        Run("."),
    )


def test_a_table_is_one_block_with_its_rows() -> None:
    block = parse_markdown("| What | How long |\n| --- | --- |\n| Heat [M1] | 15 min |\n| Cold | 10 min [M20] |\n")[0]
    assert (block.kind, block.facts) == (Kind.TABLE, ("M20",))
    assert [["".join(run.text for run in cell) for cell in row] for row in block.rows] == [
        ["What", "How long"], ["Heat [M1]", "15 min"], ["Cold", "10 min"],
    ]  # fmt: skip


def test_a_block_knows_the_line_it_begins_at() -> None:
    assert [block.line for block in parse_markdown("One\n\nTwo\n\n- Three\n", first_line=20)] == [20, 22, 24]


def test_html_is_text_and_not_markup() -> None:
    assert "script" in parse_markdown("a <script>x</script> b")[0].text


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet=st.sampled_from("ab *_`[]()#-1.|\n>!<&"), max_size=80))
def test_any_text_is_parsed(text: str) -> None:
    assert all(isinstance(block, Block) for block in parse_markdown(text))
