"""Write `spasmtui/shared/_emergency_lines.py` from `content/regions.toml`: `make generated`."""

from pathlib import Path

from spasmtui.shared.toml_files import read_toml

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "spasmtui/shared/_emergency_lines.py"
FIELDS = ("name", "number", "also", "mobile", "advice", "poison", "crisis", "text", "text_by", "relay")
"""The texts of a row, in the order of `EmergencyLines`."""


def lines_module(content: Path) -> str:
    """Return the source text of the generated module."""
    rows = [
        "|".join([code, *(row.get(field, "") for field in FIELDS), f";{';'.join(row['zones'])};"])
        for code, row in sorted(read_toml(content / "regions.toml").items())
    ]
    return "\n".join([
        '"""Whom to call in each country, as a constant; made from the content by `make generated`."""',
        "",
        "# fmt: off",
        "# ruff: noqa: E501",
        'LINES = """',
        *rows,
        '"""',
        f'"""A line a country: its two letters, {", ".join(FIELDS)}, and its time zones. One text loads at once."""',
        "",
    ])  # fmt: skip


def main() -> None:
    TARGET.write_text(lines_module(ROOT / "content"), encoding="utf-8")


if __name__ == "__main__":
    main()
