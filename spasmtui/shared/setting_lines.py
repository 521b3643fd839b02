"""Read a single setting from the lines of `settings.toml`, before a TOML parser is imported.

It answers only where it can be sure, and says so where it cannot: `shared/settings.py` has the model and reads the file
properly, and a test holds that both give the same value. Imports only what reads a file.
"""

from spasmtui.shared.regular_file import decode_text, promptly, read_regular


def read_text(config: str) -> str:
    """Return the text of the settings in this folder, or an empty text where there are none or none can be read."""
    try:
        return decode_text(read_regular(f"{config}/settings.toml"), "replace")
    except OSError:
        return ""


def find_value(text: str, table: str, name: str) -> "str | None":
    """Find a setting that is written in one plain line of its table.

    Args:
        text: the whole file.
        table: the table's name, empty for what is above the first table.
        name: the setting's name.

    Returns:
        The value as it is written, in its quotes; empty when it is not set; None when only a parser can tell: it is
        set twice, in another table or in another form (`screen.theme`, `screen = { theme = ... }`, an escape).
    """
    # Text over several lines may hold what looks like a setting, and an escape may spell one.
    if "\\" in text or '"""' in text or "'''" in text:
        return None
    if name not in text:
        return ""
    value = ""
    here = ""
    for line in text.split("\n"):
        line = line.strip()
        if line.startswith("["):
            here = line[1:].partition("]")[0].strip()
        plain = line.partition("#")[0]
        if name not in plain:
            continue
        key, _, written = plain.partition("=")
        if value or here != table or key.strip() != name or not _is_one_value(written.strip()):
            return None
        value = written.strip()
    return value


def _is_one_value(written: str) -> bool:
    quote = written[:1]
    if quote in ('"', "'"):
        return len(written) > 1 and written.endswith(quote) and written.count(quote) == 2
    return written.isdecimal() or written.isalpha()


def unquoted(value: str) -> str:
    """Remove the quotes from a value that `find_value` returned."""
    return value.strip("\"'")


def read_setting(config: str, name: str) -> str:
    """Read a setting above the first table of the file in this folder; load a TOML parser only where no line has it.

    Also without its quotes, or in a file that is broken elsewhere: it is clear what is meant. Empty when it is not set,
    and on a disk that takes long to tell it: help does not wait.
    """
    text = promptly(lambda: read_text(config), "")
    written = find_value(text, "", name)
    if written is not None:
        return unquoted(written)
    from spasmtui.shared.toml_files import find_word  # noqa: PLC0415 -- only where no line tells it

    return find_word(text, name)
