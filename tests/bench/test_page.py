"""What `make bench` and `make bench-peers` write into `docs/bench.md`, and that both have written it."""

import re

import pytest

from tests.bench.page import PAGE, machine, machine_class, measured, processor_model, ratios_part, with_part

MEASURED = re.compile(r"Measured on (\d{4}-\d\d-\d\d) by `make (bench|bench-peers)`: \d+ cores, ")


def test_a_part_is_replaced_and_the_rest_of_the_page_stays() -> None:
    page = "# Head\n\n<!-- make bench -->\nold\n<!-- /make bench -->\n\nrest\n"
    assert with_part(page, "bench", "new\n") == (
        "# Head\n\n<!-- make bench -->\n\nnew\n\n<!-- /make bench -->\n\nrest\n"
    )
    assert with_part(with_part(page, "bench", "new"), "bench", "newer") == with_part(page, "bench", "newer")


def test_a_page_without_the_part_is_not_written() -> None:
    with pytest.raises(ValueError, match="no part between <!-- make bench -->"):
        with_part("# Head\n<!-- make bench -->\n", "bench", "new")


def test_a_class_of_machine_has_no_name_of_a_machine() -> None:
    said = machine_class(
        cores=2,
        memory_bytes=8_200_000_000,
        model="A Processor",
        system="Debian GNU/Linux 12",
        kernel="Linux 6.1.0-18-of-marys-laptop",
        python="3.11.7",
    )
    assert said == "2 cores, 8 GB of memory, A Processor, Debian GNU/Linux 12, Linux 6.1, Python 3.11.7"


def test_the_model_of_the_processor_is_read_where_there_is_one() -> None:
    assert processor_model("processor\t: 0\nmodel name\t: A Processor\nmodel name\t: Another\n") == "A Processor"
    assert processor_model("Hardware\t: board\n") == ""


def test_what_was_measured_says_when_by_what_and_on_which_class_of_machine() -> None:
    sentence = measured("bench")
    assert MEASURED.match(sentence)
    assert machine() in sentence


def test_the_part_of_the_ratios_is_a_table_with_the_misses_marked() -> None:
    part = ratios_part([("home: shown", "1.30 x hello", "at most 1.25 x", "over")], 9, "Measured then.")
    assert part.splitlines()[-3:] == [
        "| what | figure | against, or wanted |  |",
        "| --- | --- | --- | --- |",
        "| home: shown | 1.30 x hello | at most 1.25 x | over |",
    ]
    assert "Measured then.\nMedians of 9 runs" in part


@pytest.mark.parametrize("command", ["bench", "bench-peers"])
def test_the_page_has_a_part_for_each_command_and_what_is_measured_says_when_and_on_what(command: str) -> None:
    text = PAGE.read_text(encoding="utf-8")
    begin, end = f"<!-- make {command} -->", f"<!-- /make {command} -->"
    part = text[text.index(begin) + len(begin) : text.index(end)]
    assert not part.strip() or [name for _, name in MEASURED.findall(part)] == [command]
