"""What is printed where the encoding has nothing but ASCII for sure."""

import io
import json

import pytest

from spasmtui.cli import main

NOTE = "Übung: 1½ Minuten, łydka, „gut“"
ADD = ("log", "add", "calf", "-l", "--at", "2026-11-20T03:00", "--for", "2m", "--note", NOTE, "--json")
SHOWN = (
    ("log", "list"), ("log",), ("insights",), ("report",), ("guide", "calf"), ("guide", "--list"), ("--help",),
    ("urgent",), ("relief", "--list"), ("drink",), ("doctor",), ("status",), ("overview",), ("log", "add", "--help"),
)  # fmt: skip


def printed(monkeypatch: pytest.MonkeyPatch, *words: str, encoding: str) -> tuple[int, str]:
    """The exit code of a command and the bytes on both of its streams."""
    streams = [io.TextIOWrapper(io.BytesIO(), encoding=encoding) for _ in range(2)]
    with monkeypatch.context() as patch:
        patch.setattr("sys.stdout", streams[0])
        patch.setattr("sys.stderr", streams[1])
        code = main(list(words))
        for stream in streams:
            stream.flush()
    data = b"".join(stream.buffer.getvalue() for stream in streams)
    return code, data.decode("utf-8" if encoding == "utf-8" else "latin-1")


@pytest.mark.parametrize("encoding", ["latin-1", "ascii", "utf-8"])
def test_commands_print_ascii_alone_where_the_encoding_is_not_utf_8_or_ascii_is_asked_for(
    encoding: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = ("--ascii",) if encoding == "utf-8" else ()
    code, added = printed(monkeypatch, *asked, *ADD, encoding=encoding)
    assert (code, added.isascii(), json.loads(added)["note"]) == (0, True, NOTE)
    for words in SHOWN:
        code, text = printed(monkeypatch, *asked, *words, encoding=encoding)
        assert (code in (0, 1), text.isascii()) == (True, True), words
        assert "??" not in text
    assert (
        'Ubung: 1.5 Minuten, lydka, "gut"' in printed(monkeypatch, *asked, "log", "show", "last", encoding=encoding)[1]
    )


def test_a_sentence_about_a_wrong_word_is_in_ascii_too(monkeypatch: pytest.MonkeyPatch) -> None:
    for words in (("relief", "köln"), ("--ascii", "log", "list", "--place", "œil")):
        code, text = printed(monkeypatch, *words, encoding="latin-1")
        assert (code, text.isascii()) == (2, True)


def test_what_is_printed_in_utf_8_keeps_its_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    printed(monkeypatch, *ADD, encoding="utf-8")
    assert NOTE in printed(monkeypatch, "log", "show", "last", encoding="utf-8")[1]
